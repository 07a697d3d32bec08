import type { Selectable } from 'kysely';
import type { CameraAccess } from '../domain/camera-access.ts';
import type { Member } from '../domain/member.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

const limits = (tx: OrgDb) => tx.selectFrom('camera_access').selectAll().where('org_id', '=', tx.orgId);

/** Who is limited to which cameras: roles, then members. */
export async function listCameraAccess(tx: OrgDb): Promise<CameraAccess[]> {
  return (await limits(tx).orderBy('role').orderBy('member_id').execute()).map(fromRow);
}

/** The cameras somebody is limited to, their own limits before those of their role; null: all. The database asks itself the same. */
export async function camerasOf(tx: OrgDb, { id, role }: Pick<Member, 'id' | 'role'>): Promise<string[] | null> {
  if (role === 'admin') return null;
  const rows = await limits(tx)
    .where((eb) => eb.or([eb('member_id', '=', id), eb('role', '=', role)]))
    .execute();
  return (rows.find((row) => row.member_id !== null) ?? rows[0])?.camera_ids ?? null;
}

/** Whether anybody who is here is limited: then what many read is told without cameras. */
export async function isAnybodyLimited(tx: OrgDb): Promise<boolean> {
  const row = await tx
    .selectFrom('camera_access')
    .innerJoin('member', (join) =>
      join
        .onRef('member.org_id', '=', 'camera_access.org_id')
        .on((eb) =>
          eb.or([
            eb('member.id', '=', eb.ref('camera_access.member_id')),
            eb('member.role', '=', eb.ref('camera_access.role')),
          ]),
        ),
    )
    .select('member.id')
    .where('camera_access.org_id', '=', tx.orgId)
    .where('member.active', '=', true)
    .where('member.role', '<>', 'admin')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Limits a member or a role to these cameras; null takes the limit away. */
export async function saveCameraAccess(
  tx: OrgDb,
  { of, cameraIds, updatedAt, updatedBy }: Omit<CameraAccess, 'cameraIds'> & { cameraIds: readonly string[] | null },
): Promise<void> {
  const gone = tx.deleteFrom('camera_access').where('org_id', '=', tx.orgId);
  await (of.kind === 'member' ? gone.where('member_id', '=', of.id) : gone.where('role', '=', of.role)).execute();
  if (cameraIds === null) return;
  await tx
    .insertInto('camera_access')
    .values({
      org_id: tx.orgId,
      member_id: of.kind === 'member' ? of.id : null,
      role: of.kind === 'role' ? of.role : null,
      camera_ids: [...cameraIds],
      updated_at: updatedAt,
      updated_by: updatedBy,
    })
    .execute();
}

const fromRow = (row: Selectable<Schema['camera_access']>): CameraAccess => ({
  of: row.member_id === null ? { kind: 'role', role: row.role! } : { kind: 'member', id: row.member_id },
  cameraIds: row.camera_ids,
  updatedAt: row.updated_at,
  updatedBy: row.updated_by,
});
