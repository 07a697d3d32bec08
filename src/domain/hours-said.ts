const UNITS: [RegExp, number][] = [
  [/^(?:m|mins?|minutes?)$/, 1 / 60],
  [/^(?:h|hrs?|hours?)$/, 1],
  [/^(?:d|days?)$/, 24],
  [/^(?:w|wks?|weeks?)$/, 7 * 24],
  [/^(?:mo|months?)$/, 30 * 24],
  [/^(?:y|yrs?|years?)$/, 365 * 24],
];
const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  half: 0.5,
  'half a': 0.5,
  'half an': 0.5,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  ten: 10,
  twelve: 12,
  fourteen: 14,
  thirty: 30,
};
const ALWAYS = /^(?:permanent(?:ly)?|for ?ever|for good|always|indefinite(?:ly)?|for life)$/;

/** A duration as people say it (`24 hours`, `2d`, `half an hour`) in hours; `always` for one without an end; null for anything else. */
export function hoursSaid(text: string): number | 'always' | null {
  const said = text
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/^for (?!ever|good|life)/, '')
    .replaceAll(/\s+/g, ' ');
  if (ALWAYS.test(said)) return 'always';
  const [, amount, word] = /^(\d{1,5}(?:[.,]\d{1,2})?|[a-z]+(?: an?)?)[ -]?([a-z]+)$/.exec(said) ?? [];
  const unit = UNITS.find(([one]) => one.test(word ?? ''))?.[1];
  const count = Object.hasOwn(NUMBERS, amount ?? '') ? NUMBERS[amount!] : Number(amount?.replace(',', '.'));
  if (unit === undefined || count === undefined || !(count > 0)) return null;
  return Math.round(count * unit * 60) / 60;
}
