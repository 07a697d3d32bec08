import { LANGUAGES } from '../../domain/language.ts';
import { SEVERITIES, type Severity, severityRank } from '../../domain/severity.ts';
import { terms } from '../../messages/catalogue/terms.ts';
import { isName } from './intents/words.ts';
import type { PastTurn } from './plan-types.ts';

/*
 * What a conversation is about at a moment: what its last answers showed and were asked for. A message of its own inherits none
 * of it; one that points ("he", "that address", "there") takes what it points at; a name in it narrows what is to be chosen from.
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

/** The addresses, or the accounts, that a row names. */
export const namedIn = (row: ShownRow, what: 'ip' | 'user'): string[] => [
  ...new Set(row.about.toLowerCase().match(what === 'ip' ? ADDRESS : ACCOUNT) ?? []),
];

/**
 * Of several things the one that stands for all of them, where all that are said to have an address (or account) have the same; null
 * where they differ or nothing is said.
 */
export function inCommon(refs: readonly string[], what: 'ip' | 'user', history: readonly PastTurn[]): string | null {
  const rows = rowsByRef(history);
  const known = refs.flatMap((ref) => {
    const row = rows.get(ref);
    const names = row ? namedIn(row, what) : [];
    return names.length > 0 ? [{ ref, names: names.join() }] : [];
  });
  // one that says nothing may be of anybody else
  const [first] = known;
  const isSame = first !== undefined && known.every(({ names }) => names === first.names && !names.includes(','));
  const others = what === 'user' ? known.length === refs.length : known.length * 2 > refs.length;
  return isSame && others ? first.ref : null;
}

/** Those of several things whose own words name this account or person: `tomas` is tomas.keller@example.org. */
export function naming(name: string, refs: readonly string[], history: readonly PastTurn[]): string[] {
  const rows = rowsByRef(history);
  const said = name.toLowerCase();
  return refs.filter((ref) => {
    const row = rows.get(ref);
    return row !== undefined && namedIn(row, 'user').some((account) => isOf(account, said));
  });
}

/** Whether an account is the one a name stands for: its beginning, or a part of it. */
const isOf = (account: string, name: string): boolean =>
  account.startsWith(name) ||
  account
    .split('@')[0]!
    .split(/[._-]/)
    .some((part) => part === name);

/** Names that the conversation knows: whom it asked about, and the accounts that its answers told of. In lower case. */
export function namesKnown(history: readonly PastTurn[]): ReadonlySet<string> {
  const names = new Set<string>();
  const take = (name: string): void => {
    if (name.length >= 3 && isName(name)) names.add(name);
  };
  for (const { steps, answer } of history.slice(-TURNS)) {
    for (const { args } of steps)
      for (const value of [args.user, args.assignee, args.person, args.exclude_user])
        if (typeof value === 'string' && !/^(?:ALR|INC|LOG|PER)-|^(?:me|nobody)$/.test(value))
          for (const one of value.toLowerCase().split(/[,\s]+/)) take(one);
    for (const [account] of answer.matchAll(ACCOUNT)) {
      const local = account.toLowerCase().split('@')[0]!;
      take(local);
      for (const part of local.split(/[._-]/)) take(part);
    }
  }
  return names;
}

/** The name of the conversation's that stands in words a reading left over; null where none or several do. */
export function knownAmong(words: readonly string[], history: readonly PastTurn[]): string | null {
  if (words.length === 0 || history.length === 0) return null;
  const known = namesKnown(history);
  const said = words.flatMap((phrase) => phrase.split(/\s+/)).map((word) => word.replace(/(?:['’]s)?[?!.,]*$/, ''));
  const found = new Set(said.filter((word) => known.has(word.toLowerCase())));
  const [one, other] = found;
  return one !== undefined && other === undefined ? one : null;
}

/** Whom or what the last answer was asked about by a ranking: of "who is the worst offender?" the first that was told. */
export function firstRanked(turn: PastTurn, what: 'ip' | 'user'): string | null {
  const asked = turn.steps.findLast(({ tool, ok }) => ok && tool === 'search_logs')?.args;
  if (asked?.group_by !== what || !RANKS.test(turn.question)) return null;
  const line = what === 'ip' ? /^• ([0-9a-f.:]+[0-9a-f]) ?: /m : /^• [“„«"]?([\w.+-]+(?:@[\w.-]+)?)[”“»"]? ?: /m;
  return line.exec(turn.answer)?.[1] ?? null;
}
/** "who is the worst offender?", "which address had the most?": one is asked for. */
const RANKS =
  /\b(?:worst|most|top|biggest|main|number one|highest|busiest|meisten|größte|schlimmste|pire|plus|principal|peor|más|mayor)\b/i;
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
