const WORDS: Record<string, number> = {
  ...{ once: 1, one: 1, twice: 2, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ twelve: 12, fifteen: 15, twenty: 20, thirty: 30, fifty: 50, 'a hundred': 100, hundred: 100 },
};
const NUMBER = String.raw`(\d{1,7}|${Object.keys(WORDS).join('|')})`;
/** "more than 2 hours" is no number of anything that is counted. */
const NO_UNIT = String.raw`(?!\d)(?![.,:/]\d)(?! ?(?:%|percent|minutes?|mins?|hours?|hrs?|h\b|days?|nights?|weeks?|months?|years?|seconds?|am\b|pm\b|o'clock|km\b|gb\b|mb\b))`;
const MORE = /\b(?:more often than|more than|over|above|exceed(?:ing|s)?|greater than)|>/;
const PATTERNS = [
  new RegExp(
    String.raw`(?:\b(?:at least|no fewer than|not less than|no less than|a minimum of|minimum|more than|more often than|over|above|exceed(?:ing|s)?|greater than)|>=|≥|>) ?${NUMBER}\b${NO_UNIT}(?: times\b)?`,
  ),
  new RegExp(String.raw`\b${NUMBER}(?: times)? or more\b${NO_UNIT}(?: times\b)?`),
  new RegExp(String.raw`\b${NUMBER}(?:\+|(?: times)? (?:and|or) (?:above|up|over|higher|upwards)\b)(?: times\b)?`),
];

/** What is counted; "more than 3 accounts" from one address or "40 megabytes" no search counts. */
const COUNTABLE =
  /^\s*(?:$|[?!.,;)]|(?:of |a )?(?:(?:times|failed|failing|successful|unsuccessful|wrong|bad|rejected|denied|open|critical|high|medium|low|different|ssh|vpn|such) )*(?:times?|log-?ins?|log ins?|logons?|sign-?ins?|sign ins?|attempts?|failures?|fails?|failed(?: ones)?|wrong|tries|alerts?|alarms?|incidents?|events?|entries|sessions?|passwords?|ones|successes|authentication|connections?|per|a|each|every|in|on|at|from|by|of|with|and|to|since|today|yesterday|this|last|during|within|over|for|between|hits?)\b)/;

/** The least number a text asks for, "more than 10" as 11; null where it names none. */
export function findThreshold(text: string): { atLeast: number; span: [number, number] } | null {
  for (const pattern of PATTERNS) {
    const match = pattern.exec(text);
    if (!match || !COUNTABLE.test(text.slice(match.index + match[0].length))) continue;
    const number = WORDS[match[1]!] ?? Number(match[1]);
    const atLeast = MORE.test(match[0]) && !/>=|no /.test(match[0]) ? number + 1 : number;
    if (atLeast >= 1) return { atLeast, span: [match.index, match.index + match[0].length] };
  }
  return null;
}

/** Whose number it is: "accounts with at least 10 failed logins", "which addresses tried more than 5 times". */
const COUNTED: [RegExp, string][] = [
  [/\b(?:ips?|ip address(?:es)?|address(?:es)?|sources?|hosts?|machines?)\b/, 'ip'],
  [/\bcountr(?:y|ies)\b/, 'country'],
  [/\b(?:which|what|on|any|the|show|list|are there) days?\b|^days?\b/, 'day'],
  [/\b(?:which|what|any|the|show|list|are there) hours?\b|^hours?\b/, 'hour'],
  [/\brules?\b/, 'rule'],
];

/** What groups of so many are groups of; accounts where nothing else is named before the number. */
export const countedBy = (text: string, [from]: readonly [number, number]): string =>
  COUNTED.find(([words]) => words.test(text.slice(0, from)))?.[1] ?? 'user';
