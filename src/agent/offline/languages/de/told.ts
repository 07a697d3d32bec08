import type { GlossRule } from '../gloss-rule.ts';
import { MILD, THING } from './references.ts';

const TELL_US =
  '(?:bitte )?(?:(?:alarmier(?:e|t|en sie)|warn(?:e|t|en sie)|benachrichtig(?:e|t|en sie)|informier(?:e|t|en sie)|melde|meldet|sag(?:e|t)?|gib|gebt)(?: bitte)? (?:(?:uns|mich|mir|dem team)(?: bitte)?(?: bescheid)?|bescheid)|alarmiere|warne|melde)(?: bitte)?,? (?:immer,? |jedes mal,? )?(?:wenn|falls|sobald)';

/** What a rule is to look for, ordered as a wish: whoever it concerns is read with it; and what happened to the asker. */
export const ruleOrders: GlossRule[] = [
  [
    `${TELL_US} (?:ein(?:e[rn]?)? )?(?:unbekannte[rn]?|fremde[rn]?)(?: person(?:en)?| leute| besucher(?:in)?)?(?! [a-z]*(?:gerat|adress|ip\\b|land|browser))`,
    'alert us when a stranger',
  ],
  [`${TELL_US}(?: (?:sich )?(?:irgend ?)?jemand)(?: sich)?`, 'alert us when someone'],
  [`${TELL_US}(?: sich)?`, 'alert us when'],
  [
    '(?:sich )?(?:falsch|vergeblich|erfolglos) (?:anmeldet|einloggt)|(?:das )?passwort falsch (?:eingibt|eintippt)',
    'fails to log in',
  ],
  ['(?:sich )?(?:anmeldet|einloggt)', 'logs in'],
  ['mehr als (\\d+) ?mal', 'more than $1 times'],
  ['mehr als (\\d+)', 'more than $1'],
  [`(${THING})${MILD} als fehlalarm (?:markieren|einstufen|kennzeichnen)`, 'mark $1 as a false alarm'],
  [
    'ich habe (?:gerade |eben |wohl |versehentlich |aus versehen )*auf (?:einen?|den|das|die) (.{3,40}?) geklickt',
    'i clicked on a $1',
  ],
  ['(?:ich habe|wir haben|ich hab) (?:gerade |eben |wohl )*(?:meine?n?|unsere?n?) (.{3,30}?) verloren', 'i lost my $1'],
  [
    '(?:jemand|man) hat (?:mir |uns )?(?:meine?n?|unsere?n?|den|das|die) (.{3,30}?) (?:gestohlen|geklaut)',
    'someone stole my $1',
  ],
  ['(?:mir|uns) wurde (?:meine?n?|unsere?n?|der|das|die) (.{3,30}?) (?:gestohlen|geklaut)', 'someone stole my $1'],
  [
    '(?:ich )?(?:glaube?|denke|fürchte|furchte|befürchte|befurchte),? (?:dass )?mein(?:e|en)? (.{3,30}?) (?:wurde|ist)? ?(?:mir )?(?:gestohlen|geklaut|gehackt)(?: worden)?(?: ist)?',
    'i think someone stole my $1',
  ],
  ['mein(?:e|en)? (.{3,30}?) (?:wurde|ist) (?:mir )?(?:gestohlen|geklaut|gehackt)(?: worden)?', 'someone stole my $1'],
  ['fehlschlagen|fehlschlagt|schiefgehen|scheitern|scheitert', 'fail'],
];
