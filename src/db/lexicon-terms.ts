import type { LexiconTerm } from '../domain/lexicon.ts';
import type { Screened } from '../domain/screening.ts';
import type { OrgDb } from './scope.ts';

/** The words an organisation always or never minds, in the order they were added. */
export async function listLexiconTerms(tx: OrgDb): Promise<LexiconTerm[]> {
  const rows = await tx
    .selectFrom('lexicon_term')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    term: row.term,
    kind: row.kind,
    isPattern: row.is_pattern,
    attribute: row.attribute as Screened | null,
    weight: row.weight,
    note: row.note,
    createdAt: row.created_at,
    createdBy: row.created_by,
  }));
}

/** Adds a term; false where it is there already, however it is written. */
export async function insertLexiconTerm(tx: OrgDb, term: LexiconTerm): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('lexicon_term')
    .values({
      id: term.id,
      org_id: tx.orgId,
      term: term.term,
      kind: term.kind,
      is_pattern: term.isPattern,
      attribute: term.attribute,
      weight: term.weight,
      note: term.note,
      created_at: term.createdAt,
      created_by: term.createdBy,
    })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Removes a term; what it was, or undefined where there was none. */
export async function deleteLexiconTerm(tx: OrgDb, id: string): Promise<{ term: string; kind: string } | undefined> {
  return tx
    .deleteFrom('lexicon_term')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .returning(['term', 'kind'])
    .executeTakeFirst();
}
