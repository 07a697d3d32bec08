import { type NearCase, nearCases, saveCasePlace } from '../../db/case-search.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { ModerationCase, SimilarCase } from '../../domain/moderation.ts';
import { SUBWORD_MODEL, subwordVector } from '../embedding/subword-vector.ts';

/** What each kind of likeness is worth; together 1. Chosen by hand: the words of two cases say most. */
const WEIGHTS = { text: 0.55, kind: 0.2, triggers: 0.1, words: 0.15 };
/** Less than this is not called similar: the same kind alone is not enough. */
export const SIMILAR_FROM = 0.4;
const MOST = 3;
const EACH = 20;
const MOST_WORDS = 60;

type Compared = Pick<ModerationCase, 'id' | 'kind' | 'triggers' | 'offender' | 'target'>;

/** Says where a case stands among others, and finds the decided ones that are like it, the most alike first. */
export async function placeAmongOthers(tx: OrgDb, one: Compared, quotes: readonly string[]): Promise<SimilarCase[]> {
  const said = quotes.join('\n');
  const vector = subwordVector(said);
  await saveCasePlace(tx, one.id, { said, model: SUBWORD_MODEL, vector });
  const words = wordsOf([one.offender.name, one.target?.name ?? '', ...quotes].join(' '));
  const near = await nearCases(tx, { model: SUBWORD_MODEL, vector, words, except: one.id, each: EACH });
  return near
    .map((other) => ({
      number: other.number,
      similarity: likeness(one, other, words.length),
      outcome: outcomeOf(other),
    }))
    .filter(({ similarity }) => similarity >= SIMILAR_FROM)
    .sort((a, b) => b.similarity - a.similarity || b.number - a.number)
    .slice(0, MOST);
}

/** How alike two cases are, 0..1: their texts by subword vectors, their kind, what fired, and whole words they share. */
export function likeness(
  one: Pick<Compared, 'kind' | 'triggers'>,
  other: Pick<NearCase, 'kind' | 'triggers' | 'cosine' | 'words'>,
  wordsAsked: number,
): number {
  const shared = one.triggers.filter((trigger) => other.triggers.includes(trigger)).length;
  const all = new Set([...one.triggers, ...other.triggers]).size;
  // a vector of zeros has no direction
  const cosine = Number.isFinite(other.cosine) ? Math.max(0, other.cosine) : 0;
  const sum =
    WEIGHTS.text * cosine +
    WEIGHTS.kind * Number(one.kind === other.kind) +
    WEIGHTS.triggers * (all === 0 ? 0 : shared / all) +
    WEIGHTS.words * Math.min(1, wordsAsked === 0 ? 0 : (3 * other.words) / wordsAsked);
  return Math.round(Math.min(1, sum) * 100) / 100;
}

/** A step, or how it ended. */
const outcomeOf = ({ state, step }: NearCase): string => (state === 'acted' ? (step ?? 'acted') : state);

/** Words as the full-text index holds them. */
function wordsOf(text: string): string[] {
  const words =
    text
      .slice(0, 20_000)
      .toLowerCase()
      .match(/[\p{L}\p{N}]{3,40}/gu) ?? [];
  return [...new Set(words)].slice(0, MOST_WORDS);
}
