import { LANGUAGES } from '../../domain/language.ts';
import { SEVERITIES, type Severity, severityRank } from '../../domain/severity.ts';
import { terms } from '../../messages/catalogue/terms.ts';
import type { PastTurn } from './plan-types.ts';

/*
 * The lines of an answer: what it said of each thing, which tells one of several by how bad it is or by its words. What an answer told
 * of by kind is told.ts's.
 */

/** One thing of ours as an answer showed it: the product's own words about it, nobody else's. */
export interface ShownRow {
  /** `ALR-3`, `INC-9` or `LOG-…` */
  ref: string;
  severity: Severity | null;
  /** What stands behind its head in the same line, without what was quoted. */
  about: string;
  /** The same with it: enough to tell which of several somebody means, and never what is to be done. */
  whole: string;
}

const LINE = /^(?:[^[\n]{0,60})\[((?:ALR|INC|LOG)-[0-9A-Z]+)\]([^\n]*)$/gm;
/** Where the next thing of several in one line begins: "[ALR-3] a burst, [ALR-4] a new country". */
const NEXT = /\[((?:ALR|INC|LOG)-[0-9A-Z]+)\]/;
const QUOTED = /[“„«][^”“»\n]*[”“»]/g;
const HEAD = 60;
const SEVERITY_WORDS = SEVERITIES.map(
  (severity) => [severity, LANGUAGES.map((language) => terms[language].severity[severity].toLowerCase())] as const,
);

/** The rows an answer listed or opened, in its order, each once. */
export function rowsShown({ answer, citations }: Pick<PastTurn, 'answer' | 'citations'>): ShownRow[] {
  const own = new Set(citations.filter(({ mentioned }) => !mentioned).map(({ ref }) => ref));
  const rows = new Map<string, ShownRow>();
  for (const [ref, rest] of [...answer.matchAll(LINE)].flatMap(([, ref, rest]) => eachIn(ref!, rest!))) {
    if (!own.has(ref!) || rows.has(ref!)) continue;
    const words = rest!.replaceAll(QUOTED, ' ');
    const head = (words.split(':')[0] ?? '').slice(0, HEAD).toLowerCase();
    const severity = SEVERITY_WORDS.find(([, said]) => said.some((word) => new RegExp(`\\b${word}`).test(head)))?.[0];
    // a login's account stands in quotation marks, put there by us
    const about = ref!.startsWith('LOG-') ? rest! : words.slice(words.indexOf(':') + 1);
    rows.set(ref!, { ref: ref!, severity: severity ?? null, about, whole: rest! });
  }
  return [...rows.values()];
}

/** The things of one line with what stands behind each. */
function eachIn(first: string, line: string): [string, string][] {
  const next = NEXT.exec(line);
  return next
    ? [[first, line.slice(0, next.index)], ...eachIn(next[1]!, line.slice(next.index + next[0].length))]
    : [[first, line]];
}

const ADDRESS = /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7})(?![\w.:]*\w)/g;
const ACCOUNT = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** The rows of the latest answers by reference; the newest words about a thing count. */
export function rowsByRef(history: readonly PastTurn[]): Map<string, ShownRow> {
  const all = new Map<string, ShownRow>();
  for (const turn of history.toReversed().slice(0, TURNS))
    for (const row of rowsShown(turn)) if (!all.has(row.ref)) all.set(row.ref, row);
  return all;
}
const TURNS = 6;

/** The addresses, or the accounts, that a row names in words of ours. */
export const namedIn = (row: ShownRow, what: 'ip' | 'user'): string[] => [
  ...new Set(row.about.toLowerCase().match(what === 'ip' ? ADDRESS : ACCOUNT) ?? []),
];

const WORST = String.raw`(?:worst|most (?:dangerous|serious|severe|urgent|important|critical|pressing|worrying))`;
const OF_THEM = String.raw`(?:of (?:these|those|them|it|that|all(?: of (?:them|it|that))?|the (?:lot|alerts|incidents|list)|what you (?:said|showed))|in (?:there|that list)|among (?:them|those))`;
const WORST_OF_THEM = new RegExp(
  String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|please|show me|open|tell me),? )*(?:(?:which|what)(?:'s| (?:one|alert|incident))?(?: ${OF_THEM})? ?(?:is|are|looks?|was|were|seems?)? )?(?:the )?${WORST}(?: (?:one|thing))?(?: ${OF_THEM})?[?!. ]*$`,
);

/** "show me the worst one", of a list of which only the first rows were shown: the same list, the worst of it alone. */
export function worstOfList(text: string, history: readonly PastTurn[]): Record<string, unknown> | null {
  const last = history.at(-1)?.steps.findLast(({ ok }) => ok);
  if (!WORST_OF_THEM.test(text) || last?.tool !== 'search_logs' || last.args.group_by !== undefined) return null;
  const kinds = Array.isArray(last.args.kinds) ? last.args.kinds : [];
  if (kinds.length === 0 || kinds.includes('login')) return null;
  return { ...last.args, order: 'worst', limit: 1 };
}

/** "which of these is the most dangerous?": the one that was shown as worse than all others; null where there is none. */
export function worstShown(text: string, history: readonly PastTurn[]): string | null {
  const rows = WORST_OF_THEM.test(text) && history.length > 0 ? rowsShown(history.at(-1)!) : [];
  const rank = ({ severity }: ShownRow): number => (severity ? severityRank(severity) : -1);
  const [first, second] = rows.filter(({ ref }) => ref.startsWith('ALR')).toSorted((a, b) => rank(b) - rank(a));
  return first && (!second || rank(first) > rank(second)) ? first.ref : null;
}
