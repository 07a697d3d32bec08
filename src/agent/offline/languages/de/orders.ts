import type { GlossRule } from '../gloss-rule.ts';
import { MILD, REF, THING, WHO } from './references.ts';

const ORDERS: [imperative: string, infinitive: string, english: string][] = [
  ['schlie(?:ß|ss)(?:e|t|en sie)?', '(?:ab|zu)?(?:schlie(?:ß|ss)en|zuschlie(?:ß|ss)en)|zumachen', 'close'],
  ['bestatige|bestaetige|bestatigen sie|quittiere|quittieren sie', 'bestatigen|bestaetigen|quittieren', 'acknowledge'],
  ['lose|loese|losen sie', 'losen|loesen|auflosen', 'resolve'],
  ['verwirf|verwirfe|verwerfen sie|ignoriere|ignorieren sie', 'verwerfen|ignorieren', 'dismiss'],
  ['eskaliere|eskalieren sie', 'eskalieren', 'escalate'],
  ['(?:er)?offne|(?:er)?oeffne|(?:er)?offnen sie|(?:er)?oeffnen sie', '(?:er)?offnen|(?:er)?oeffnen', 'open'],
  ['lege|leg|legen sie', 'anlegen', 'create'],
  ['erstelle|erstell|erstellen sie', 'erstellen', 'create'],
  ['andere|aendere|andern sie', 'andern|aendern', 'change'],
  ['setze|setz|setzen sie', 'setzen', 'set'],
  ['markiere|markieren sie', 'markieren', 'mark'],
];

/** What is not to be done. */
export const forbidden: GlossRule[] = [
  ...ORDERS.flatMap(([imperative, infinitive, english]): GlossRule[] => [
    [
      `(?:${imperative})${MILD} (${THING}|keinen? (?:vorfall|incident))${MILD}(?: nicht| niemals| auf keinen fall)\\b([^.,;:!?]*)`,
      `do not ${english} $1$2`,
    ],
    [
      `(?:${imperative})${MILD} (?:nicht|niemals|auf keinen fall|keinesfalls)${MILD} (${THING})`,
      `do not ${english} $1`,
    ],
    [
      `(${THING})${MILD} (?:nicht|niemals|auf keinen fall|keinesfalls)${MILD} (?:${infinitive})`,
      `do not ${english} $1`,
    ],
    [
      `(${THING}) (?:soll|darf|sollte)(?:te)?${MILD} nicht (?:geschlossen|bestatigt|bestaetigt|geandert|verworfen) werden`,
      `do not ${english} $1`,
    ],
  ]),
  [`weis(?:e|en sie)? (${THING})(?: ${WHO})?${MILD} (?:nicht|niemandem) (?:${WHO} )?zu`, 'do not assign $1'],
  [
    `(?:offne|oeffne|eroffne|eroeffne|erstelle|lege)${MILD} keinen (?:vorfall|incident)(?: an)?`,
    'do not open an incident',
  ],
];

/** Orders with what they are about. */
export const orders: GlossRule[] = [
  [`(?:weis(?:e|en sie)?|teil(?:e|en sie)?)${MILD} (${THING})${MILD} (?:mir|mich)${MILD} zu`, 'assign $1 to me'],
  [`(?:weis(?:e|en sie)?|teil(?:e|en sie)?)${MILD} mir${MILD} (${THING})${MILD} zu`, 'assign $1 to me'],
  [
    `(?:weis(?:e|en sie)?|teil(?:e|en sie)?)${MILD} (${THING})${MILD} (?:an )?(?:der |dem |die |den )?(${WHO})${MILD} zu`,
    'assign $1 to =2',
  ],
  [`(?:weis(?:e|en sie)?|teil(?:e|en sie)?)${MILD} (${WHO})${MILD} (${REF})${MILD} zu`, 'assign $2 to =1'],
  [`(${THING})${MILD} (?:mir|mich)${MILD} (?:zuweisen|zuteilen|ubergeben|geben)`, 'assign $1 to me'],
  [
    `(${THING})${MILD} (?:an )?(?:der |dem |die |den )?(${WHO})${MILD} (?:zuweisen|zuteilen|ubergeben)`,
    'assign $1 to =2',
  ],
  [
    `(?:ubernimm|ubernehme|uebernehme|ich ubernehme|ich uebernehme|ich nehme)${MILD} (${THING})(?: fur mich| fuer mich)?`,
    'assign $1 to me',
  ],
  [`(?:ubergib|gib|ubergebe)${MILD} (${THING})${MILD} (?:an )?(${WHO})`, 'assign $1 to =2'],
  [`(?:fug(?:e)?|fueg(?:e)?|fugen sie)${MILD} (${REF})${MILD} (?:zu )?(${THING})? ?hinzu`, 'add $1 to $2'],
  [`(?:fug(?:e)?|fueg(?:e)?|fugen sie)${MILD} (${REF})${MILD} (?:zu|zum) (${REF}|vorfall) hinzu`, 'add $1 to $2'],
  [
    `(?:nimm|nehmen sie|entfern(?:e|en sie)|los(?:e|en sie)|loes(?:e|en sie))${MILD} (${REF})${MILD} (?:aus|von) (${REF})(?: heraus| raus| weg)?`,
    'remove $1 from $2',
  ],
  [
    `(?:verknupfe|verknuepfe|verbinde|hang(?:e)?|haenge)${MILD} (${REF})${MILD} (?:mit|an) (${REF})(?: an)?`,
    'link $1 to $2',
  ],
  [
    `mach(?:e|en sie)?${MILD} (?:die )?(?:letzte )?(?:anderung|aenderung) (?:an|von|bei) (${THING})${MILD} (?:ruckgangig|rueckgaengig)`,
    'undo the last change of $1',
  ],
  [
    `mach(?:e|en sie)?${MILD} (?:das|es|die (?:letzte )?(?:anderung|aenderung))${MILD} (?:ruckgangig|rueckgaengig)`,
    'undo',
  ],
  [`(?:ruckgangig|rueckgaengig)(?: machen)?`, 'undo'],
  [`stuf(?:e|en sie)${MILD} (${THING})${MILD} auf (\\p{L}+) (?:herunter|herab|hoch|hinauf|ein)`, 'set $1 to $2'],
  [`benenn(?:e|en sie)${MILD} (${THING})${MILD} um in (.+)`, 'rename $1 to =2'],
  [
    `meld(?:e|en sie)${MILD} (?!dass|einen? (?:\\p{L}+ )?(?:vorfall|incident|ticket))((?:ein|mein|den|die|das)\\p{L}* .+)`,
    'report =1',
  ],
  [`mach(?:e|en sie)?${MILD} (${THING})${MILD} (?:wieder auf|auf)`, 'reopen $1'],
  [`mach(?:e|en sie)?${MILD} (${THING})${MILD} zu`, 'close $1'],
  [`(?:offne|oeffne|offnen sie)${MILD} (${REF})${MILD} (?:wieder|erneut|neu)`, 'reopen $1'],
  [`setz(?:e|en sie)?${MILD} (${THING})${MILD} (?:auf|als)`, 'set $1 to'],
  [`stuf(?:e|en sie)?${MILD} (${THING})${MILD} (?:auf|als) ([\\p{L}]+) (?:ein|hoch|herab)`, 'set $1 to $2'],
  [
    `(${THING})${MILD} auf (hoch|niedrig|mittel|kritisch|offen|eingedammt|in untersuchung)${MILD} setzen`,
    'set $1 to $2',
  ],
  [`markier(?:e|en sie)?${MILD} (${THING})${MILD} als`, 'mark $1 as'],
  [`(?:kommentar|notiz|anmerkung) (?:zu|bei|fur|an) (${REF})`, 'comment on $1'],
  [`(?:kommentiere|kommentieren sie)${MILD} (${REF})`, 'comment on $1'],
  [
    `(?:schreib(?:e)?|notier(?:e)?|vermerk(?:e)?)${MILD} (?:in|zu|bei) (${REF}),? (?:dass |: ?)(.+)`,
    'comment on $1: =2',
  ],
  [`(?:notier(?:e)?|vermerk(?:e)?|kommentiere|kommentar|notiz)`, 'comment'],
  [`(?:melde|meldet|melden sie)${MILD},? dass (.+)`, 'report that =1'],
  [
    `(?:ich )?(?:mochte|moechte|will|muss)(?: gerne?)?(?: ihnen| euch)? (?:melden|berichten),? dass (.+)`,
    'report that =1',
  ],
  [
    `(?:ich )?(?:mochte|moechte|will|muss)(?: gerne?)? (?:hier )?(?:einen|ein|nen) (?:neuen )?(?:sicherheits)?(?:vorfall|incident|ticket) (?:melden|eroffnen|offnen|anlegen|erstellen)`,
    'report an incident',
  ],
  [
    `(?:kannst du|konnen sie|koennen sie|konntest du|konnten sie)${MILD} (einen vorfall (?:fur|fuer|aus|zu) ${REF}) (?:eroffnen|offnen|anlegen|erstellen)`,
    'open $1',
  ],
  [
    `(?:kannst du|konnen sie|koennen sie|konntest du|konnten sie)${MILD} (?:einen|ein) (?:neuen )?(?:vorfall|incident) (?:eroffnen|offnen|anlegen|erstellen)`,
    'open an incident',
  ],
  [
    `(?:eroffne|eroeffne|offne|oeffne|erstelle|erstell|lege|leg|melde|starte|(?:eroffnen|offnen|erstellen|legen|melden|starten) sie)${MILD} (?:einen|ein|nen) (?:neuen )?(?:(kritischen|schweren|hohen|mittleren|niedrigen) )?(?:sicherheits)?(?:vorfall|incident|ticket)(?: an| dazu| daraus)?`,
    'open a $1 incident',
  ],
  [`(?:neuer|neuen) (?:(kritischer|kritischen) )?(?:sicherheits)?(?:vorfall|incident)(?= ?:)`, 'new $1 incident'],
  [
    `(?:eroffne|eroeffne|erstelle|melde|lege)${MILD} (?:daraus|dazu|damit|dafur) (?:einen|ein) (?:vorfall|incident)(?: an)?`,
    'open an incident for them',
  ],
  [`(?:zeig|zeige|zeigen sie|gib|sag|nenn|nenne|liste?)(?: mir| uns)?${MILD}`, 'show me'],
  [
    `(?:schreib(?:e|en sie)?|erstell(?:e|en sie)?|verfass(?:e|en sie)?|mach(?:e|en sie)?)${MILD} (?:mir |uns )?(?:einen |den )?(?:bericht (?:an|fur|fuer) (?:die |das )?(?:leitung|geschaftsleitung|geschaftsfuhrung|management|fuhrung|vorstand|chefetage)|(?:management|leitungs|vorstands)[- ]?bericht)`,
    'write an executive report',
  ],
  [
    `(?:schreib(?:e|en sie)?|erstell(?:e|en sie)?|verfass(?:e|en sie)?|mach(?:e|en sie)?)${MILD} (?:mir |uns )?(?:einen |den )?(?:lagebericht|taktischen bericht|einsatzbericht)`,
    'write a tactical report',
  ],
  [
    '^(?:bericht (?:an|fur|fuer) (?:die |das )?(?:leitung|geschaftsleitung|management|vorstand)|managementbericht)',
    'write an executive report',
  ],
  ['^(?:lagebericht|taktischer bericht)', 'write a tactical report'],
  [
    `(?:bring|bringe|bringen sie)${MILD} (?:mich|uns)${MILD} (?:auf den (?:neuesten |aktuellen )?stand|up to date)`,
    'bring me up to date',
  ],
  ['(?:nachbetrachtung|nachbereitung|nachbesprechung|abschlussbericht|vorfallbericht|post-?mortem)', 'post-mortem'],
  ['(?:bericht|report) (?:zu|zum|uber|ueber|von|vom)(?: den| dem)?(?: vorfall)? (?=inc-? ?[0-9])', 'post-mortem of '],
  ['was (?:haben|hatten) wir (?:aus|von|bei) (.{3,40}?) gelernt', 'what did we learn from $1'],
  [`(?:fass|fasse|fassen sie)${MILD} (.{3,60}?) zusammen`, 'summarise $1'],
  [`gib(?: mir| uns)? (?:eine |einen )?(?:zusammenfassung|uberblick|ueberblick)`, 'give me a summary'],
  [`schlag(?:e|en sie)?${MILD} (.{3,160}?) vor(?=[ ,.!?]|$)`, 'propose $1'],
];

/** Their verbs alone. */
export const orderWords: GlossRule[] = ORDERS.flatMap(([imperative, infinitive, english]): GlossRule[] => [
  [imperative, english],
  [infinitive, english],
]);
