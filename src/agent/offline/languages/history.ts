import type { Language } from '../../../domain/language.ts';
import type { GlossRule } from './gloss-rule.ts';

const EVER_DE = '(?:je(?:mals)?|schon (?:ein)?mal|irgendwann(?: einmal)?|bereits|fruher)';
const HISTORY_DE = '(?:sicherheits)?(?:geschichte|historie|vergangenheit|archiv(?:en)?)';

/** What was ever done, what was decided, and looking into the history. */
export const historyRules: Record<Exclude<Language, 'en'>, readonly GlossRule[]> = {
  de: [
    [`haben wir ${EVER_DE} (.{2,80}?) (?:gesperrt|blockiert|geblockt|verboten|ausgesperrt)`, 'did we ever block $1'],
    [`(?:wurden?|war(?:en)?) (.{2,80}?) ${EVER_DE} (?:gesperrt|blockiert|geblockt|verboten)`, 'did we ever block $1'],
    [`haben wir ${EVER_DE} (.{2,80}?) (?:erlaubt|zugelassen|genehmigt)`, 'did we ever allow $1'],
    [
      'was (?:haben wir|wurde|hat man|habt ihr|haben sie)(?: damals| denn)? (?:zu|zum|zur|uber|bei|beim|wegen|bezuglich|fur) (.{2,80}?) (?:entschieden|beschlossen)',
      'what did we decide about $1',
    ],
    ['wie (?:haben wir|wurde)(?: damals)? (?:zu|uber|bei) (.{2,80}?) entschieden', 'what did we decide about $1'],
    [
      'was (?:war|ist) (?:die|unsere) entscheidung (?:zu|zum|zur|bei|uber|fur|wegen)(?: der| dem)? ',
      'what was the decision on ',
    ],
    [
      'warum (?:haben wir|wurde|hat man)(?: denn)?(?: de[rnm]| die| das)? (.{2,80}?) (?:abgelehnt|verworfen)',
      'why did we reject $1',
    ],
    [
      `(?:durchsuche?n?(?: sie)?|such(?:e|en sie)?(?: mal)? in|schau(?:e|en sie)?(?: mal)? in|sieh(?: mal)? in)(?: bitte)?(?: die| der| unsere[rn]?| den)? ${HISTORY_DE}(?: nach(?: einem| einer| dem| der)?| ob)? `,
      'search the history for ',
    ],
    [
      `(?:gibt es|steht|findet sich) in (?:der|unserer) ${HISTORY_DE} (?:irgend)?(?:etwas|was) (?:uber|zu|von)`,
      'is there anything in the history about',
    ],
    [
      `(?:gibt es|steht|findet sich)(?: irgend)?(?: ?etwas| was)? in (?:der|unserer) ${HISTORY_DE} (?:uber|zu|von)`,
      'is there anything in the history about',
    ],
    ['was hat sich seit (?:der )?letzte[rn]? woche (?:geandert|verandert|getan)', 'what changed since last week'],
    [
      `haben wir (?:so ?(?:et)?was|(?:et)?was ahnliches|ahnliches) ?${EVER_DE}? ?(?:gesehen|gehabt|erlebt)`,
      'have we seen something like this before',
    ],
  ],
  fr: [
    [
      "(?:avons[- ]nous|a[- ]t[- ]on|est[- ]ce qu['’ ]?(?:on a|nous avons)|on a|nous avons) (?:deja|jamais|un jour) (?:bloque|banni|interdit)e?s? ",
      'did we ever block ',
    ],
    [
      "(?:avons[- ]nous|a[- ]t[- ]on|est[- ]ce qu['’ ]?(?:on a|nous avons)|on a|nous avons) (?:deja|jamais|un jour) (?:autorise|permis|approuve)e?s? ",
      'did we ever allow ',
    ],
    [
      "qu['’ ]?(?:avons[- ]nous|a[- ]t[- ]on|est[- ]ce qu['’ ]?(?:on a|nous avons)) decide (?:au sujet d[eu]s?|a propos d[eu]s?|pour|sur|concernant)(?: la| le| les| l['’])? ?",
      'what did we decide about ',
    ],
    [
      'quelle (?:etait|est|a ete|fut) (?:la|notre) decision (?:sur|pour|concernant|a propos de) ',
      'what was the decision on ',
    ],
    ['pourquoi (?:avons[- ]nous|a[- ]t[- ]on|on a) (?:rejete|refuse|ecarte)e?s? ', 'why did we reject '],
    [
      "(?:re)?(?:cherche[rz]?|regarde[rz]?|fouille[rz]?) (?:bien )?(?:dans )?(?:l['’ ]?|notre |nos |les )?(?:historique|archives?|passe)(?: pour)? ",
      'search the history for ',
    ],
    [
      "y a[- ]t[- ]il quelque chose dans (?:l['’ ]?|notre )?(?:historique|archives?) (?:sur|a propos de|concernant) ",
      'is there anything in the history about ',
    ],
    ["qu['’ ]?est[- ]ce qui a change depuis la semaine (?:derniere|passee)", 'what changed since last week'],
    [
      '(?:avons[- ]nous|a[- ]t[- ]on) deja vu (?:quelque chose|un cas)(?: comme (?:ca|cela|ceci)| de (?:semblable|similaire|tel|ce genre))',
      'have we seen something like this before',
    ],
  ],
  es: [
    [
      '(?:alguna vez|ya|antes) (?:hemos )?(?:bloqueamos|bloqueado|vetamos|vetado|prohibimos|prohibido)(?: a)? ',
      'did we ever block ',
    ],
    [
      '(?:hemos )?(?:bloqueamos|bloqueado|vetamos|vetado|prohibimos|prohibido) (?:alguna vez|antes)(?: a)? ',
      'did we ever block ',
    ],
    [
      'que (?:decidimos|hemos decidido|se decidio|acordamos) (?:sobre|acerca del?|con|respecto al?)(?: el| la)? ',
      'what did we decide about ',
    ],
    ['cual (?:fue|es|era) (?:la|nuestra) decision (?:sobre|acerca de|con|de|en) ', 'what was the decision on '],
    ['por que (?:rechazamos|se rechazo|hemos rechazado) ', 'why did we reject '],
    [
      '(?:busca|buscar|busque|mira|mire|revisa|revise) (?:en )?(?:el |nuestro |los )?(?:historial|archivos?|pasado)(?: por)? ',
      'search the history for ',
    ],
    [
      'hay algo en (?:el|nuestro) (?:historial|archivo) (?:sobre|acerca de) ',
      'is there anything in the history about ',
    ],
    ['que (?:ha cambiado|cambio) desde la semana pasada', 'what changed since last week'],
    [
      'hemos visto (?:antes |alguna vez )?algo (?:asi|parecido|similar)(?: antes| alguna vez)?',
      'have we seen something like this before',
    ],
  ],
};
