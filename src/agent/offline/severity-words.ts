import { SEVERITIES, type Severity } from '../../domain/severity.ts';

const SEVERITY_WORDS: [RegExp, Severity][] = [
  [/\b(?:critical(?:s|ly)?|sev(?:erity)?[ -]?1|p1|catastrophic|emergency)\b/, 'critical'],
  [
    /\b(?:high(?:er)?(?:[ -]?(?:risk|severity|priority|impact))?|(?:serious|severe|important|dangerous|urgent|worrying|risky(?= (?:\w+ )?(?:events?|things?|stuff|alerts?|incidents?|activit(?:y|ies)|ones)\b))(?!(?<=\bmost \w+) (?:thing|matter|problem|issue)\b)|major|sev(?:erity)?[ -]?2|p2)\b/,
    'high',
  ],
  [/\b(?:mediums?(?:[ -]?(?:risk|severity|priority))?|moderate|sev(?:erity)?[ -]?3|p3|med)\b/, 'medium'],
  [/\b(?:low[ -]?(?:risk|severity|priority)|lows?|minor|sev(?:erity)?[ -]?4|p4)\b/, 'low'],
];
const SEVERITY_TAIL =
  /^(?:[ -](?:risk|severity|priority|level))?,? (?:and|or) (?:up(?:wards)?|above|worse|higher|more|greater|over|critical)\b|^\+/;
const SEVERITY_HEAD = /\b(?:at least|minimum|min|above|from) $/;

/** What leaves out the severity, or the status, that stands behind it: "all but the critical ones". */
export const LEAVES_OUT = String.raw`(?:except(?:ing)?(?: for)?|apart from|aside from|other than|excluding|exclude|besides|without|minus|barring|but not|ignor(?:e|ing)|leav(?:e|ing) out|filter(?:ing)? out|skip(?:ping)?|omit(?:ting)?|hid(?:e|ing)|not counting|drop|rather than|(?<=\b(?:all|everything|everyone|anything|any|every|each|\w+s) )but|non|not(?! (?:just|only|merely))|(?:aren't|isn't|weren't|wasn't))`;
/** Between the words that leave something out and what they leave out. */
const FILLS = String.raw`[ -](?:the |any |all |all the |those |ones |that |which |are |were |is |of |with |marked |as |alerts? |alarms? |incidents? |tickets? |severity |a |an )*`;
/** "nothing but critical", "none other than high": just these. */
const NOTHING_BUT = /\b(?:nothing|none|nobody|no (?:\w+ )?(?:alerts?|alarms?|incidents?|tickets?|ones?))\s+$/;
const LEFT_OUT = new RegExp(String.raw`\b${LEAVES_OUT}${FILLS}$`);
/** "no low alerts please"; "are there no critical alerts?" asks for these. */
const NO_SUCH = /(?:^|[,;:.(] ?|\b(?:but|and|please|with|show|list) )(?:\w+ ){0,2}?no(?: more)? $/;
/** "not just the critical ones": these and others. */
const NOT_ONLY = /\bnot (?:just|only|merely) (?:the )?$/;
const JOINED = /^,?\s*(?:and|or|nor|,|&|\/)?\s*(?:the |any )?$/;

/** Whether what stands behind these words is left out. */
export function isLeftOut(before: string, after: string): boolean {
  const match = LEFT_OUT.exec(before);
  if (match) return !NOTHING_BUT.test(before.slice(0, match.index));
  return NO_SUCH.test(before) && !/^[^.!]*\?\s*$/.test(after);
}

/** The severity a text names. "high and critical" is read as "high and up"; what is left out leaves the others. */
export function findSeverity(
  text: string,
): { severity: Severity | null; all: Severity[]; span: [number, number] } | null {
  const mentions = SEVERITY_WORDS.flatMap(([words, severity]) => {
    const match = words.exec(text);
    return match && !NOT_ONLY.test(text.slice(0, match.index))
      ? [{ severity, from: match.index, to: match.index + match[0].length }]
      : [];
  }).toSorted((a, b) => a.from - b.from);
  const out: typeof mentions = [];
  for (const mention of mentions) {
    const last = out.at(-1);
    if (
      isLeftOut(text.slice(0, mention.from), text.slice(mention.to)) ||
      (last && JOINED.test(text.slice(last.to, mention.from)))
    )
      out.push(mention);
  }
  if (mentions.length === 0) return null;
  if (out.length === 0) return namedSeverity(text);
  // "not the low ones, just high and up": what is wanted was said as well
  const blank = out.reduce((rest, { from, to }) => rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to), text);
  const wanted = out.length < mentions.length ? namedSeverity(blank) : null;
  if (wanted) return wanted;
  const left = SEVERITIES.filter((one) => !out.some((mention) => mention.severity === one));
  const span: [number, number] = [out[0]!.from, out.at(-1)!.to];
  // "except the low ones" is medium and up
  return left.at(-1) === 'critical' && isRun(left)
    ? { severity: left[0]!, all: [], span }
    : { severity: null, all: left, span };
}

function namedSeverity(text: string): { severity: Severity; all: Severity[]; span: [number, number] } | null {
  const found: { severity: Severity; span: [number, number] }[] = [];
  for (const [words, severity] of SEVERITY_WORDS) {
    const match = words.exec(text);
    if (match) found.push({ severity, span: [match.index, match.index + match[0].length] });
  }
  const lowest =
    found.filter((one) => /\b(?:high|critical|medium|low)/.test(text.slice(...one.span))).at(-1) ?? found.at(-1);
  if (!lowest) return null;
  const every = SEVERITIES.filter((one) => found.some((mention) => mention.severity === one));
  const upTo = SEVERITY_TAIL.exec(text.slice(lowest.span[1]));
  // "low and critical" leaves out what lies between
  const tail = upTo && /critical$/.test(upTo[0]) && !isRun(every) ? null : upTo;
  const head = SEVERITY_HEAD.exec(text.slice(0, lowest.span[0]));
  const above = head?.[0].startsWith('above');
  const severity = above
    ? ({ low: 'medium', medium: 'high', high: 'critical', critical: 'critical' } as const)[lowest.severity]
    : lowest.severity;
  const from = Math.min(...found.map((one) => one.span[0]), head ? head.index : Number.POSITIVE_INFINITY);
  const to = Math.max(...found.map((one) => one.span[1]), lowest.span[1] + (tail?.[0].length ?? 0));
  // Two severities far apart are not one list.
  const close = to - from < 40;
  // "critical or low" and "low and medium" are just these; "high and critical" is high and up.
  const isUp = every.includes('critical') && isRun(every);
  const all = close && !tail && !head && every.length > 1 && !isUp ? every : [];
  return { severity, all, span: close ? [from, to] : lowest.span };
}

const isRun = (severities: readonly Severity[]): boolean =>
  SEVERITIES.indexOf(severities.at(-1)!) - SEVERITIES.indexOf(severities[0]!) === severities.length - 1;
