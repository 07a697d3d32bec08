import { formatReference, parseReference, type ReferenceKind } from '../../domain/reference.ts';

/** A thing referred to: `ALR-77`, from `ALR-77`, `alert 77`, `alert no. 77` or `alr77`. */
export interface RefMention {
  kind: ReferenceKind;
  ref: string;
  at: number;
}

const REF_WORDS: [RegExp, ReferenceKind][] = [
  [/^(?:alr|alerts?|alarms?)$/, 'alert'],
  [/^(?:inc|incidents?|tickets?)$/, 'incident'],
  [/^rules?$/, 'rule'],
  [/^(?:prop|proposals?)$/, 'proposal'],
  // only as they are written: a case, an act and an appeal are many other things besides
  [/^case$/, 'case'],
  [/^act$/, 'action'],
  [/^apl$/, 'appeal'],
  [/^rpt$/, 'report'],
];

/** As many as one could mean by a range; a longer one is no list of references. */
const MOST_OF_A_RANGE = 50;
const RANGE =
  /^(?: ?(?:to|through|thru|until|till|bis|à|hasta|\.\.\.?|-) ?)(?:(alr|alerts?|inc|incidents?|rules?|prop)[- ]?#?)?(\d{1,9})(?![\w/%:.-]*\w)(?! (?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|times|percent|am|pm|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/;
/** "alerts 1-9", or a range of references as they are written: "ALR-1-9". */
const isMany = (mention: string): boolean => /^(?:alerts|alarms|incidents|tickets|rules)\b|-\d+$/.test(mention);
const sameKind = (word: string, kind: ReferenceKind): boolean =>
  REF_WORDS.some(([words, one]) => one === kind && words.test(word));

/** References in the order they stand; "alerts 3, 4 and 5" is three. The name of a file (`INC-3.html`) is none. */
export function findRefs(text: string): { refs: RefMention[]; spans: [number, number][] } {
  const refs: RefMention[] = [];
  const spans: [number, number][] = [];
  const pattern =
    /(?<![\w-])(?:(log)[- ]?((?=[0-9a-z]*\d)[0-9a-z]{6}|(?=[0-9a-z]*\d)[0-9a-z]{10})|(?:(alr|alerts?|alarms?|inc|incidents?|tickets?|rules?|prop|proposals?)(?:[- ]?#?|,? (?:number|no\.?|nr\.?|id|ref(?:erence)?|called)? ?#?:? ?)|(case|act|apl|rpt)-#?)(\d{1,9})(?![\w/]|[:.]\d|\.(?=[a-z\d]*[a-z])[a-z\d]{1,5}(?![a-z\d])| (?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|times|or more|percent|am|pm|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))/g;
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length;
    if (match[1]) {
      const reference = parseReference(`LOG-${match[2]}`);
      if (!reference) continue;
      refs.push({ kind: 'event', ref: formatReference(reference), at: match.index });
      spans.push([match.index, end]);
      continue;
    }
    const word = match[3] ?? match[4]!;
    const kind = REF_WORDS.find(([words]) => words.test(word))![1] as Exclude<ReferenceKind, 'event'>;
    const add = (digits: string): void => {
      const reference = parseReference(digits, kind);
      if (reference) refs.push({ kind, ref: formatReference(reference), at: match.index });
    };
    add(match[5]!);
    // "ALR-1 to ALR-9", "alerts 1-9": all of them
    const through = RANGE.exec(text.slice(end));
    const isRange = through !== null && (through[1] === undefined ? isMany(match[0]) : sameKind(through[1], kind));
    const [from, to] = [Number(match[5]), Number(through?.[2])];
    if (isRange && to > from && to - from < MOST_OF_A_RANGE) {
      for (let number = from + 1; number <= to; number++) add(String(number));
      spans.push([match.index, end + through[0].length]);
      continue;
    }
    const list =
      /^(?:(?:,| and| or|, and| &) ?#?\d{1,9}(?![\w/%]|[:.]\d|\.(?=[a-z\d]*[a-z])[a-z\d]{1,5}(?![a-z\d])| (?:failed|times|minutes|hours|days|alerts|logins|events|more)))+/.exec(
        text.slice(end),
      );
    for (const digits of list?.[0].match(/\d+/g) ?? []) add(digits);
    spans.push([match.index, end + (list?.[0].length ?? 0)]);
  }
  return { refs, spans };
}
