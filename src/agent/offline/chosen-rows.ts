import { type Severity, severityRank } from '../../domain/severity.ts';
import type { PastTurn } from './plan-types.ts';
import { rowsShown, type ShownRow } from './shown-rows.ts';

const ONE = String.raw`(?:ones?|alerts?|alarms?|incidents?|tickets?|of (?:them|those|these))`;
const LEVEL = String.raw`(low|medium|high|critical)(?:[- ](?:severity|risk|priority))?`;
/** "the critical one", "the two least severe", "the low ones": things of the last answer by how bad they are. */
export const BY_SEVERITY = new RegExp(
  String.raw`\bthe (?:(?:one|ones) (?:that|which) (?:is|are) ${LEVEL}|(?:(two|three|2|3) )?(?:${LEVEL} ${ONE}|(least|most) (?:severe|serious|important|urgent|bad|grave)(?: ${ONE})?(?=[?!., ]*$| (?:and|as|to|with|for)\b)))`,
);
const COUNTS: Record<string, number> = { two: 2, three: 3 };

/**
 * Which of the things that a turn showed a text means by how bad they are; all that it may be where it is not clear which. Null
 * where a text says nothing of the kind, or the answer does not say how bad its things are.
 */
export function bySeverity(text: string, refs: readonly string[], turn: PastTurn): string[] | null {
  const said = BY_SEVERITY.exec(text);
  if (!said) return null;
  const rows = rowsShown(turn).filter(({ ref, severity }) => refs.includes(ref) && severity !== null);
  if (rows.length === 0) return null;
  const level = (said[1] ?? said[3]) as Severity | undefined;
  const count = said[2] === undefined ? null : (COUNTS[said[2]] ?? Number(said[2]));
  if (level) {
    const such = rows.filter(({ severity }) => severity === level).map(({ ref }) => ref);
    return such;
  }
  // of a list that goes on, the least severe may not have been shown
  if (said[4] === 'least' && goesOn(turn, rows)) return rows.map(({ ref }) => ref);
  const rank = (row: ShownRow): number => severityRank(row.severity!) * (said[4] === 'least' ? 1 : -1);
  const sorted = rows.toSorted((a, b) => rank(a) - rank(b));
  const wanted = count ?? 1;
  const last = sorted[wanted - 1];
  if (!last) return sorted.map(({ ref }) => ref);
  // where the next is as severe as the last of them, it may as well be meant
  return sorted.filter((row, index) => index < wanted || rank(row) === rank(last)).map(({ ref }) => ref);
}

/** "the ramp one", "the one with the failed sign-ins": what is said of it stands in its own words. */
export const BY_WORDS =
  /\bthe (?:(?:one|alert|incident) (?:with|about|of|for|from|on|at|in|by|concerning|that says) (?:the |an? )?([\p{L}\d][^,;.?!]{1,40}?)|([\p{L}\d][\p{L}\d.@:-]*(?: [\p{L}\d.@:-]+)?) one)(?= (?:and|as|to|is|was)\b|[?!.,]|$)/u;
const NO_WORDS =
  /^(?:the|an?|and|or|of|in|it|other|same|next|previous|first|second|third|fourth|fifth|last|latest|newest|oldest|top|bottom|worst|most|least|severe|serious|urgent|important|big|biggest|small|new|old|right|wrong|only|open|closed|high|low|medium|critical|alerts?|incidents?)$/;

/**
 * Which of the things that a turn showed a text means by words that stand in them; null where a text says nothing of the kind, or the
 * words fit none, or several.
 */
export function byWords(text: string, refs: readonly string[], turn: PastTurn): string[] | null {
  const words = calledBy(text);
  if (words.length === 0) return null;
  const such = rowsShown(turn).filter(
    ({ ref, whole }) => refs.includes(ref) && words.every((word) => hasWord(whole.toLowerCase(), word)),
  );
  return such.length === 1 ? such.map(({ ref }) => ref) : null;
}

/** The words that a text calls one of several by, without those that only say its place or how bad it is. */
export function calledBy(text: string): string[] {
  const said = BY_WORDS.exec(text);
  return (said?.[1] ?? said?.[2] ?? '').split(/\s+/).filter((word) => word !== '' && !NO_WORDS.test(word));
}

/** The one thing of the latest answers that a text calls by its words, `meant` says which of a turn count. */
export function calledByWords(
  text: string,
  history: readonly PastTurn[],
  meant: (turn: PastTurn) => readonly string[],
): string | null {
  if (!BY_WORDS.test(text)) return null;
  for (const turn of history.slice(-LATELY).toReversed()) {
    const [one] = byWords(text, meant(turn), turn) ?? [];
    if (one !== undefined) return one;
  }
  return null;
}
const LATELY = 6;

/** Whether a row has a word, or the beginning of it that another form of the word has too. */
const hasWord = (about: string, word: string): boolean =>
  about.includes(word.length > 5 ? word.replace(/(?:ing|ed|es|s)$/, '') : word.replace(/s$/, ''));

/** How many a text means by how bad they are; null where it may be any number. */
export function countBySeverity(text: string): number | null {
  const said = BY_SEVERITY.exec(text);
  if (!said) return null;
  if (said[2] !== undefined) return COUNTS[said[2]] ?? Number(said[2]);
  return /\b(?:ones|alerts|alarms|incidents|tickets)\b/.test(said[0]) ? null : 1;
}

/** The level a text names; null for the most or the least. */
export function levelMeant(text: string): Severity | null {
  const said = BY_SEVERITY.exec(text);
  return ((said?.[1] ?? said?.[3]) as Severity | undefined) ?? null;
}

const goesOn = ({ answer }: PastTurn, rows: readonly ShownRow[]): boolean => {
  const count = /\d[\d.,]*/.exec(answer.split('\n')[0] ?? '')?.[0];
  return count !== undefined && Number(count.replaceAll(/[.,]/g, '')) > rows.length;
};
