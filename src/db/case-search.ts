import { sql } from 'kysely';
import type { CaseKind, CaseState, ModerationStep } from '../domain/moderation.ts';
import type { OrgDb } from './scope.ts';

/** An earlier case that was decided, with how near it is. */
export interface NearCase {
  number: number;
  kind: CaseKind;
  triggers: string[];
  state: Exclude<CaseState, 'open'>;
  /** The gravest step that was taken and not taken back. */
  step: ModerationStep | null;
  /** Cosine of the two texts, -1..1; 0 where it has no vector of this model. */
  cosine: number;
  /** How many of the words asked for its own words hold. */
  words: number;
}

/** Only the newest are compared. */
const MOST_COMPARED = 5000;

const LONGEST_SAID = 8000;

/** Says where a case stands among others: what was said, to be found by its words, and its vector in this model's space. */
export async function saveCasePlace(
  tx: OrgDb,
  caseId: string,
  { said, model, vector }: { said: string; model: string; vector: Float32Array },
): Promise<void> {
  await tx
    .updateTable('moderation_case')
    .set({ said: said.slice(0, LONGEST_SAID).toWellFormed() })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', caseId)
    .execute();
  const embedding = `[${vector.join(',')}]`;
  await tx
    .insertInto('case_vector')
    .values({ org_id: tx.orgId, case_id: caseId, model, embedding })
    .onConflict((conflict) => conflict.columns(['org_id', 'case_id', 'model']).doUpdateSet({ embedding }))
    .execute();
}

/**
 * Decided cases near a text: the nearest by vector and the nearest by words, whichever of the two they are. `words` are compared as
 * the full-text index holds them (lower case, whole).
 */
export async function nearCases(
  tx: OrgDb,
  asked: { model: string; vector: Float32Array; words: readonly string[]; except: string; each: number },
): Promise<NearCase[]> {
  const { rows } = await sql<{
    number: number;
    kind: CaseKind;
    triggers: string[];
    state: NearCase['state'];
    step: ModerationStep | null;
    cosine: number;
    words: number;
  }>`
    with lately as materialized (
      select id, number, kind, triggers, state, tsv from moderation_case
      where org_id = ${tx.orgId} and state <> 'open' and id <> ${asked.except}::uuid
      order by opened_at desc limit ${MOST_COMPARED}
    ), compared as materialized (
      select lately.*, coalesce(1 - (case_vector.embedding <=> ${`[${asked.vector.join(',')}]`}::vector), 0) as cosine,
        (select count(*) from unnest(tsvector_to_array(tsv)) word where word = any(${[...asked.words]}::text[])) as words
      from lately left join case_vector on case_vector.org_id = ${tx.orgId} and case_vector.case_id = lately.id
        and case_vector.model = ${asked.model} and vector_dims(case_vector.embedding) = ${asked.vector.length}
    ), near as (
      (select * from compared order by cosine desc, number desc limit ${asked.each})
      union
      (select * from compared where words > 0 order by words desc, number desc limit ${asked.each})
    )
    select number, kind, triggers, state, cosine::float8, words::integer, (
      select step from moderation_action action
      where action.org_id = ${tx.orgId} and action.case_id = near.id and (action.state in ('due', 'done', 'task', 'expired') or (action.state = 'lift_task' and action.lifted_by is null))
      order by array_position(array['note', 'delete', 'warning', 'timeout', 'mute', 'ban'], step) desc limit 1
    ) as step
    from near`.execute(tx);
  return rows;
}
