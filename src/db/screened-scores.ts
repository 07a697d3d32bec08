import { SCREENED, type Scores } from '../domain/screening.ts';

/** Scores as a column holds them: in the order of SCREENED. */
export const scoresColumn = (scores: Scores): number[] => SCREENED.map((name) => scores[name]);

/** The same as scores again; what a column lacks is 0. */
export const scoresFrom = (column: readonly number[]): Scores =>
  Object.fromEntries(SCREENED.map((name, i) => [name, column[i] ?? 0])) as Scores;
