import { SEVERITIES, type Severity } from '../../domain/severity.ts';

const SEVERITY_WORDS: [RegExp, Severity][] = [
  [/\b(?:critical(?:s|ly)?|sev(?:erity)?[ -]?1|p1|catastrophic|emergency)\b/, 'critical'],
  [
    /\b(?:high(?:er)?(?:[ -]?(?:risk|severity|priority|impact))?|serious|severe|major|sev(?:erity)?[ -]?2|p2|important|dangerous|urgent|worrying)\b/,
    'high',
  ],
  [/\b(?:medium(?:[ -]?(?:risk|severity|priority))?|moderate|sev(?:erity)?[ -]?3|p3|med)\b/, 'medium'],
  [/\b(?:low[ -]?(?:risk|severity|priority)|low|minor|sev(?:erity)?[ -]?4|p4)\b/, 'low'],
];
const SEVERITY_TAIL =
  /^(?:[ -](?:risk|severity|priority|level))?,? (?:and|or) (?:up(?:wards)?|above|worse|higher|more|greater|over|critical)\b|^\+/;
const SEVERITY_HEAD = /\b(?:at least|minimum|min|above|from) $/;

/** The severity a text names. "high and critical" is read as "high and up". */
export function findSeverity(text: string): { severity: Severity; all: Severity[]; span: [number, number] } | null {
  const found: { severity: Severity; span: [number, number] }[] = [];
  for (const [words, severity] of SEVERITY_WORDS) {
    const match = words.exec(text);
    if (match) found.push({ severity, span: [match.index, match.index + match[0].length] });
  }
  const lowest =
    found.filter((one) => /\b(?:high|critical|medium|low)/.test(text.slice(...one.span))).at(-1) ?? found.at(-1);
  if (!lowest) return null;
  const tail = SEVERITY_TAIL.exec(text.slice(lowest.span[1]));
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
  const named = SEVERITIES.filter((one) => found.some((mention) => mention.severity === one));
  const all = close && !tail && !head && named.length > 1 && !(named.includes('critical') && isRun(named)) ? named : [];
  return { severity, all, span: close ? [from, to] : lowest.span };
}

const isRun = (severities: readonly Severity[]): boolean =>
  SEVERITIES.indexOf(severities.at(-1)!) - SEVERITIES.indexOf(severities[0]!) === severities.length - 1;
