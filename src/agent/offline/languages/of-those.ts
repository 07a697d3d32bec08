import type { Language } from '../../../domain/language.ts';
import type { GlossRule } from './gloss-rule.ts';

/** What is asked of those that an answer counted, and of the device of a login. */
export const ofThoseRules: Record<Exclude<Language, 'en'>, readonly GlossRule[]> = {
  de: [
    ['(?:was|wen) haben (?:sie|die|diese)(?: alles| denn| dann| da)* (?:versucht|probiert)', 'what did they try'],
    [
      'welche (?:konten|accounts|benutzer|nutzer) haben (?:sie|die|diese)(?: alles| denn| dann)* (?:versucht|probiert|angegriffen)',
      'which accounts did they try',
    ],
    [
      '(?:kam|kamen|ist|sind) (?:sie|die|(?:einer|jemand) (?:von|davon|denen)?(?: ihnen| denen)?)(?: dann| denn| am ende| wirklich)* (?:rein|hinein|reingekommen|hineingekommen)(?: gekommen)?',
      'did any of them get in',
    ],
    [
      '(?:war|waren|kam|kamen|ist|sind) (?:das|die|es)(?: alles| alle)? (?:von|mit|auf|uber) (?:seine[mnr]?|ihre[mnr]?|eine[mnr]?|de[mnr]) (?:ublichen |normalen |eigenen |neuen )?(?:laptop|notebook|handy|telefon|smartphone|rechner|computer|pc|gerat|browser|tablet)',
      'was that from his device',
    ],
  ],
  fr: [
    [
      "qu'(?:ont|est-ce qu)[- ]?(?:'?(?:ils|elles))?(?: ont)? (?:essaye|tente)|qu'ont-(?:ils|elles) (?:essaye|tente)",
      'what did they try',
    ],
    [
      'quels? (?:comptes?|utilisateurs?) (?:ont-(?:ils|elles)|(?:ils|elles) ont) (?:essayes?|tentes?|attaques?|vises?)',
      'which accounts did they try',
    ],
    [
      "(?:sont-(?:ils|elles)|(?:ils|elles) sont|quelqu'un est)(?: vraiment)? (?:entrees?|entres|rentres)",
      'did any of them get in',
    ],
    [
      "(?:c'etait|est-ce que c'etait|est-ce|c'est|etait-ce)(?: bien)? (?:depuis |avec |sur |de )?(?:son|sa|leur|un|une|le|la) (?:nouvel |nouveau )?(?:ordinateur|portable|telephone|appareil|navigateur|tablette|pc|mobile)(?: habituel(?:le)?| normal(?:e)?)?",
      'was that from his device',
    ],
  ],
  es: [
    ['que (?:intentaron|probaron|han intentado|han probado)(?: ellos| ellas)?', 'what did they try'],
    ['que (?:cuentas|usuarios) (?:intentaron|probaron|atacaron)', 'which accounts did they try'],
    ['(?:lograron|consiguieron|pudieron|alguno (?:logro|consiguio|pudo)) (?:entrar|acceder)', 'did any of them get in'],
    [
      '(?:fue|era|es|fueron|eran) (?:desde |con |de )?(?:su|un|una|el|la) (?:nuevo |nueva )?(?:portatil|movil|telefono|ordenador|computadora|equipo|dispositivo|navegador|tableta)(?: habitual| normal| de siempre)?',
      'was that from his device',
    ],
  ],
};
