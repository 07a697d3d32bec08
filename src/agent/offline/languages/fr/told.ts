import type { GlossRule } from '../gloss-rule.ts';

const TELL_US =
  "(?:merci de (?:nous |me )?)?(?:previens|prevenez|prevenir|alerte|alertez|alerter|avertis|avertissez|avertir|avise|avisez|notifie|notifiez|informe|informez|dis|dites)[- ]?(?:nous|moi|l'equipe)?,? (?:des que|a chaque fois que|chaque fois que|quand|lorsque|si|lorsqu'|des qu'|s')";

/** What a rule is to look for, ordered as a wish: whoever it concerns is read with it; and what happened to the asker. */
export const ruleOrders: GlossRule[] = [
  [
    `${TELL_US} ?(?:un |une |des |l'|deux |trois |quatre |plusieurs |\\d+ )?(?:personnes? inconnues?|inconnue?s?|etranger(?:e|s|es)?)`,
    'alert us when a stranger',
  ],
  [`${TELL_US}(?: ?(?:quelqu'un|on|une personne))`, 'alert us when someone'],
  [`${TELL_US}`, 'alert us when'],
  ['echoue(?: a se connecter)?|se trompe de mot de passe|rate (?:sa|la) connexion', 'fails to log in'],
  ['plus de (\\d+) fois', 'more than $1 times'],
  ['(\\d+) fois', '$1 times'],
  ['en (\\d+) (minutes?|heures?)', 'within $1 $2'],
  [
    "j'ai (?:sans doute |malencontreusement |par erreur )?clique (?:par erreur )?sur (?:un|une|le|la) (.{3,40})",
    'i clicked on a $1',
  ],
  ["j'ai perdu (?:mon|ma|mes|notre) (.{3,30})", 'i lost my $1'],
  ["(?:on m'a|quelqu'un (?:m'a|a)) vole (?:mon|ma|mes|le|la) (.{3,30})", 'someone stole my $1'],
];
