import { LANGUAGES } from '../../domain/language.ts';
import { ROLES } from '../../domain/role.ts';
import type { Verdict } from './judge.ts';
import { DIFFICULTIES, KINDS, type Question } from './question-line.ts';

/** One row of a breakdown: how many, and each metric as a share of them. */
export interface Group {
  key: string;
  n: number;
  metrics: Record<string, number>;
}

/** The same results split by one property of the lines. */
export interface Breakdown {
  by: string;
  groups: Group[];
}

export interface Scored {
  question: Question;
  /** Shares between 0 and 1, by metric; of one run each is 0 or 1. */
  metrics: Record<string, number>;
}

/** The metrics of a verdict. */
export const metricsOf = ({ tool, toolAndArgs }: Verdict): Record<string, number> => ({
  tool: Number(tool),
  tool_and_args: Number(toolAndArgs),
});

/** Each metric's mean over what was asked; 0 where nothing was. */
export function mean(scored: readonly Scored[], names: readonly string[]): Record<string, number> {
  const share = (name: string): number =>
    scored.length === 0 ? 0 : scored.reduce((sum, one) => sum + (one.metrics[name] ?? 0), 0) / scored.length;
  return Object.fromEntries(names.map((name) => [name, share(name)]));
}

const SPLITS: { by: string; keys: readonly string[]; of: (question: Question) => string | undefined }[] = [
  { by: 'role', keys: ROLES, of: (question) => question.role },
  { by: 'kind', keys: KINDS, of: (question) => question.kind },
  { by: 'difficulty', keys: DIFFICULTIES, of: (question) => question.difficulty },
  { by: 'language', keys: LANGUAGES, of: (question) => question.lang },
];

/** By role, kind, difficulty and language; a property that no line carries is left out. */
export function breakdowns(scored: readonly Scored[], names: readonly string[]): Breakdown[] {
  const hasLanguages = scored.some(({ question }) => question.lang !== undefined);
  return SPLITS.map(({ by, keys, of }) => ({
    by,
    groups: keys.flatMap((key) => {
      // Where some lines name their language, the others are English.
      const mine = scored.filter(
        ({ question }) => (of(question) ?? (by === 'language' && hasLanguages ? 'en' : '')) === key,
      );
      return mine.length === 0 ? [] : [{ key, n: mine.length, metrics: mean(mine, names) }];
    }),
  })).filter(({ groups }) => groups.length > 0);
}
