import type { Language } from '../../../domain/language.ts';
import type { GlossRule } from './gloss-rule.ts';

const WHO = String.raw`@?[\p{L}\p{N}][\p{L}\p{N}._-]+`;

const stepOf =
  (timeout: RegExp, mute: RegExp, warned: RegExp) =>
  (said: string): string =>
    timeout.test(said) ? 'timed out' : mute.test(said) ? 'muted' : warned.test(said) ? 'warned' : 'banned';
const german = stepOf(/auszeit|timeout|zeitweise/, /stumm|gemutet/, /verwarnt/);
const french = stepOf(/temporaire|timeout/, /sourdine|muet|reduit/, /averti/);
const spanish = stepOf(/temporal|timeout/, /silencia/, /adverti|avisa/);

const DONE = {
  de: '(?:in (?:eine |die )?auszeit|in (?:den )?timeout|zeitweise (?:ausgeschlossen|gesperrt)|stumm ?geschaltet|gemutet|gebannt|ausgeschlossen|verwarnt)',
  fr: '(?:exclue?s? temporairement|mise?s? en sourdine|mise?s? en timeout|reduite?s? au silence|bannie?s?|avertie?s?|exclue?s?)',
  es: '(?:expulsad[oa]s? temporalmente|silenciad[oa]s?|banead[oa]s?|expulsad[oa]s?|advertid[oa]s?|avisad[oa]s?)',
};

/** Cases, what was done and to whom, and what was done about the asker. */
export const moderationRules: Record<Exclude<Language, 'en'>, readonly GlossRule[]> = {
  de: [
    ['(?:worum|um was) (?:geht|ging)(?: es|s)?(?: denn)? (?:bei |in )?(?:dem )?(?=(?:case|fall)[- ]?\\d)', 'what is '],
    ['was (?:ist|war) (?:bei |in )?(?=(?:case|fall)[- ]?\\d)', 'what is '],
    ['(?:moderations)?fall (?:nummer |nr\\.? )?(?=\\d)', 'case '],
    ['(?:offene[nr]?|unentschiedene[nr]?) (?:moderations)?falle', 'open cases'],
    ['(?:welche|wie viele) (?:moderations)?falle (?:sind|gibt es)(?: noch)? offen', 'which cases are open'],
    ['(?:zeige?n?|liste)(?: mir| sie)*(?: die| alle)? (?:moderations)?falle', 'show the moderation cases'],
    [
      `(?:moderations)?(?:verlauf|vorgeschichte|historie|akte) (?:von|zu|uber) (?:(?:dem |der )?(?:nutzer|benutzer|mitglied|user)(?:in)? )?(${WHO})`,
      'moderation history of user =1',
    ],
    [
      `(?:warum|wieso|weshalb|wofur) (?:wurde|bin|war) ich(?: denn)? (${DONE.de})(?: gesetzt| worden| geschickt)?`,
      (said) => `why was i ${german(said)}`,
    ],
    [`(?:bis wann|wie lange)(?: noch)? bin ich(?: noch)? (${DONE.de})`, (said) => `how long am i ${german(said)}`],
    [
      'wie (?:kann|lege) ich (?:dagegen )?(?:einspruch|widerspruch)(?: dagegen)?(?: ein| einlegen)?',
      'how can i appeal',
    ],
    [
      `(?:wer|welche (?:mitglieder|nutzer|leute)) (?:wurden?|ist|sind|war|waren) ((?:[^?.!]{0,30} )?)${DONE.de}`,
      (said) => `who was ${german(said)} $1`,
    ],
  ],
  fr: [
    [
      "(?:de quoi (?:s'agit-il dans|parle|traite)|c'est quoi|quel est le sujet (?:de|du)) (?:le )?(?=(?:case|cas)[- ]?\\d)",
      'what is ',
    ],
    ['(?:le )?cas (?:numero |no\\.? |n° ?)?(?=\\d)', 'case '],
    ['(?:les )?cas (?:encore )?ouverts', 'open cases'],
    ['(?:quels|combien de) cas sont(?: encore)? ouverts', 'which cases are open'],
    [
      `(?:l')?historique (?:de moderation )?(?:de |du |d')(?:(?:l'utilisateur|l'utilisatrice|membre|la membre) )?(${WHO})`,
      'moderation history of user =1',
    ],
    [`pourquoi (?:ai-je ete|j'ai ete|suis-je|je suis) (${DONE.fr})`, (said) => `why was i ${french(said)}`],
    [
      `(?:jusqu'a quand|pour combien de temps|combien de temps) (?:suis-je|je suis) (${DONE.fr})`,
      (said) => `how long am i ${french(said)}`,
    ],
    ['comment (?:puis-je |je peux |je )?(?:faire|fais) appel', 'how can i appeal'],
    [
      `(?:qui|quels (?:membres|utilisateurs)) (?:a ete|ont ete|est|etait|sont) (${DONE.fr})`,
      (said) => `who was ${french(said)}`,
    ],
  ],
  es: [
    ['de que (?:se trata|trata|va) (?:el |en )?(?=(?:case|caso)[- ]?\\d)', 'what is '],
    ['(?:el )?caso (?:numero |n\\.? ?º? ?)?(?=\\d)', 'case '],
    ['(?:los )?casos (?:aun |todavia )?abiertos', 'open cases'],
    ['(?:que|cuantos|cuales) casos (?:estan|hay|siguen) abiertos', 'which cases are open'],
    [
      `(?:el )?historial (?:de moderacion )?(?:de |del )(?:(?:usuari[oa]|miembro) )?(${WHO})`,
      'moderation history of user =1',
    ],
    [
      `por que (?:me han|me|he sido|fui|estoy) (${DONE.es}|expulsaron|banearon|silenciaron)`,
      (said) => `why was i ${spanish(said)}`,
    ],
    [`(?:hasta cuando|cuanto tiempo|por cuanto tiempo) estoy (${DONE.es})`, (said) => `how long am i ${spanish(said)}`],
    ['como (?:puedo )?apel(?:ar|o)', 'how can i appeal'],
    [
      `(?:quien|quienes|que (?:miembros|usuarios)) (?:fue|fueron|ha sido|han sido|esta|estan) (${DONE.es})`,
      (said) => `who was ${spanish(said)}`,
    ],
  ],
};
