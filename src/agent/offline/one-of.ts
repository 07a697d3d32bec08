import { nameWord, wordsOfName } from '../../domain/known-name.ts';
import { readUtterance } from './utterance.ts';

/* Which of several things that were offered a reply chooses: by its place, or by a word that only one of them has. */

/** A choice is the whole reply: what only speaks of the first one ("not the first", "ask Bob first", "show the first") chooses nothing. */
export const CHOICE =
  /^(?:(?:please|ok(?:ay)?|well|then|just|i mean|i meant|it's|it is|that's|do|take|use|choose|pick|propose|answer|go with|number|no\.?|option|the|that|der|die|das|den|le|la|el|lo)[ ,:#]+)*(first|erste[rns]?|premi[eè]re?|primer[oa]?|1st|former|one|1|second|zweite[rns]?|seconde|deuxième|segund[oa]|2nd|latter|two|2|third|dritte[rns]?|troisième|tercer[oa]?|3rd|three|3|fourth|4th|four|4|last|letzte[rns]?|derni(?:er|ère)|últim[oa]|newest(?= one)|latest(?= one)|top(?= one)|oldest(?= one)|bottom(?= one)|both|beide|les deux|ambos|ambas|all|(?:low|medium|high|critical)(?= one| alert| incident| severity| risk))(?: (?:one|alert|incident|ticket|severity|risk|of (?:them|these|those|the two)))*(?:[ ,.!]+(?:please|thanks|thank you|then|of course))*[ .!]*$/;
export const PLACES: [RegExp, number][] = [
  [/^(?:first|erst.*|prem.*|primer.*|1st|former|one|1|newest|latest|top)$/, 0],
  [/^(?:second|zweit.*|seconde|deux.*|segund.*|2nd|latter|two|2)$/, 1],
  [/^(?:third|dritt.*|trois.*|tercer.*|3rd|three|3)$/, 2],
  [/^(?:fourth|4th|four|4)$/, 3],
  [/^(?:last|letzt.*|derni.*|últim.*|oldest|bottom)$/, -1],
];

const LONGEST = 60;
const AROUND =
  /^(?:(?:please|ok(?:ay)?|yes|no|well|then|just|i mean(?:t)?|it's|it is|that's|take|use|the|one|bitte|ja|oui|s[ií]|der|die|das|le|la|el)[ ,:]+)+|(?:[ ,]+(?:please|thanks|one|bitte|por favor|merci))+$/giu;

/** The label that a reply chooses; null where it chooses none, or says more than that. */
export function oneOf(reply: string, labels: readonly string[]): string | null {
  if (reply.length > LONGEST) return null;
  const said = readUtterance(reply, 'en').norm.replace(/[\s.!?]+$/, '');
  const word = CHOICE.exec(said)?.[1];
  const place = word === undefined ? undefined : PLACES.find(([words]) => words.test(word))?.[1];
  if (place !== undefined) return labels.at(place) ?? null;
  const plain = nameWord(reply)
    .replace(/[\s.!?]+$/, '')
    .replace(AROUND, '');
  const whole = labels.find((label) => nameWord(label) === plain);
  if (whole !== undefined) return whole;
  const words = wordsOfName(plain);
  const such = labels.filter((label) => words.length > 0 && words.every((one) => wordsOfName(label).includes(one)));
  return such.length === 1 ? such[0]! : null;
}
