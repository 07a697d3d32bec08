import type { Selectable } from 'kysely';
import { newId } from '../domain/id.ts';
import {
  type IncidentReview,
  REVIEW_SECTIONS,
  type ReviewSection,
  type ReviewText,
} from '../domain/incident-review.ts';
import type { Language } from '../domain/language.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** An incident's review with the newest version of each part; null where none was made. */
export async function findReview(tx: OrgDb, incidentId: string): Promise<IncidentReview | null> {
  const row = await tx
    .selectFrom('incident_review')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .executeTakeFirst();
  if (!row) return null;
  const newest = await tx
    .selectFrom('incident_review_text')
    .distinctOn('section')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .orderBy('section')
    .orderBy('seq', 'desc')
    .execute();
  const texts = Object.fromEntries(
    REVIEW_SECTIONS.map((section) => {
      const text = newest.find((one) => one.section === section);
      return [section, text ? textFromRow(text) : null];
    }),
  ) as Record<ReviewSection, ReviewText | null>;
  return { beganAt: row.began_at, beganBy: row.began_by, language: row.language, madeAt: row.made_at, texts };
}

/** Makes the review, or says that it was made again. */
export async function noteReviewMade(
  tx: OrgDb,
  incidentId: string,
  { language, madeAt }: { language: Language; madeAt: Date },
): Promise<void> {
  await tx
    .insertInto('incident_review')
    .values({ org_id: tx.orgId, incident_id: incidentId, language, made_at: madeAt })
    .onConflict((conflict) => conflict.columns(['org_id', 'incident_id']).doUpdateSet({ made_at: madeAt }))
    .execute();
}

/** Says when it began; null takes that back. */
export async function setBegan(tx: OrgDb, incidentId: string, began: { at: Date; by: string } | null): Promise<void> {
  await tx
    .updateTable('incident_review')
    .set({ began_at: began?.at ?? null, began_by: began?.by ?? null })
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .execute();
}

/** Adds a version of one part, which stands from then on; `author` null where it was written from the records. */
export async function addReviewText(
  tx: OrgDb,
  incidentId: string,
  one: { section: ReviewSection; text: string; author: { id: string | null; name: string } | null; at: Date },
): Promise<string> {
  const id = newId(one.at.getTime());
  await tx
    .insertInto('incident_review_text')
    .values({
      id,
      org_id: tx.orgId,
      incident_id: incidentId,
      section: one.section,
      text: one.text,
      author_id: one.author?.id ?? null,
      author_name: one.author?.name.slice(0, 200) ?? null,
      at: one.at,
    })
    .execute();
  return id;
}

/** The versions of its parts, the newest first. */
export async function reviewHistory(
  tx: OrgDb,
  incidentId: string,
  { section, limit = 200 }: { section?: ReviewSection; limit?: number } = {},
): Promise<ReviewText[]> {
  const rows = await tx
    .selectFrom('incident_review_text')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .$if(section !== undefined, (query) => query.where('section', '=', section!))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(textFromRow);
}

const textFromRow = (row: Selectable<Schema['incident_review_text']>): ReviewText => ({
  id: row.id,
  section: row.section,
  text: row.text,
  author: row.author_name,
  at: row.at,
});
