import type { Language } from '../domain/language.ts';
import type { OrgDb } from './scope.ts';

/** The language somebody chose, and the one they wrote in last; null where neither is known. */
export async function memberLanguages(
  tx: OrgDb,
  memberId: string,
): Promise<{ language: Language | null; spoken: Language | null }> {
  const row = await tx
    .selectFrom('member')
    .select(['language', 'spoken'])
    .where('org_id', '=', tx.orgId)
    .where('id', '=', memberId)
    .executeTakeFirst();
  return row ?? { language: null, spoken: null };
}

/** Sets the language somebody chose; null: they are told in the one they write. */
export async function saveMemberLanguage(tx: OrgDb, memberId: string, language: Language | null): Promise<void> {
  await tx.updateTable('member').set({ language }).where('org_id', '=', tx.orgId).where('id', '=', memberId).execute();
}

/** Notes in which language somebody wrote last. */
export async function noteSpoken(tx: OrgDb, memberId: string, spoken: Language): Promise<void> {
  await tx
    .updateTable('member')
    .set({ spoken })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', memberId)
    .where('spoken', 'is distinct from', spoken)
    .execute();
}
