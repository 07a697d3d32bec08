import { z } from 'zod';
import { listCameraAccess, saveCameraAccess } from '../../db/camera-access.ts';
import { listCameras } from '../../db/cameras.ts';
import { findMember, listMembers } from '../../db/members.ts';
import { type CameraAccess, LIMITED_ROLES } from '../../domain/camera-access.ts';
import { isUuid } from '../../domain/id.ts';
import { formatReference } from '../../domain/reference.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { checked } from '../checked.ts';
import type { Work } from '../work.ts';

export const cameraAccessSchema = z.strictObject({
  /** One of both. */
  member: z.string().max(64).optional(),
  role: z.enum(LIMITED_ROLES).optional(),
  /** Numbers of the cameras they see; none at all: no camera. Null: all, as if nothing had been said. */
  cameras: z.array(z.int().min(1)).max(1000).nullable(),
});
export type CameraAccessInput = z.input<typeof cameraAccessSchema>;

/** A limit with its words. */
export interface ShownAccess {
  member: { id: string; name: string } | null;
  role: (typeof LIMITED_ROLES)[number] | null;
  cameras: { number: number; name: string }[];
  updatedAt: Date;
  updatedBy: string;
}

/** Who sees which cameras alone, for whoever looks after members. */
export async function seeCameraAccess({ tx, principal }: Pick<Work, 'tx' | 'principal'>): Promise<ShownAccess[]> {
  authorise(principal, 'members.write');
  const cameras = await listCameras(tx);
  const members = await listMembers(tx, { limit: 1000 });
  return (await listCameraAccess(tx)).map((one) => shown(one, cameras, members));
}

/** Limits a member, or a role, to some cameras, or no longer. Admins see all, and are not limited. */
export async function limitCameras(work: Work, input: CameraAccessInput): Promise<ShownAccess | null> {
  const { tx, principal, now } = work;
  authorise(principal, 'members.write');
  const { member: memberId, role, cameras: numbers } = checked(cameraAccessSchema, input);
  if ((memberId === undefined) === (role === undefined))
    throw new SafeNestError('invalid_input', 'Say whose cameras: of a member, or of a role.');
  const member = memberId === undefined ? null : isUuid(memberId) ? await findMember(tx, memberId) : undefined;
  if (member === undefined) throw new SafeNestError('not_found', 'There is no such member.');
  if (member?.role === 'admin' && numbers !== null)
    throw new SafeNestError('conflict', 'Admins see all cameras; change the role first.');
  const all = await listCameras(tx);
  const wanted = numbers?.map((number) => {
    const camera = all.find((one) => one.number === number);
    if (!camera) throw new SafeNestError('not_found', `There is no ${formatReference({ kind: 'camera', number })}.`);
    return camera;
  });
  const of = member ? ({ kind: 'member', id: member.id } as const) : ({ kind: 'role', role: role! } as const);
  const limit = { of, updatedAt: now, updatedBy: principal.name };
  const cameraIds = wanted ? [...new Set(wanted.map(({ id }) => id))] : null;
  await saveCameraAccess(tx, { ...limit, cameraIds });
  await audit(work, {
    action: cameraIds ? 'camera_access.limit' : 'camera_access.lift',
    subject: member?.name ?? role!,
    detail: cameraIds
      ? { cameras: wanted!.map(({ number }) => formatReference({ kind: 'camera', number })).slice(0, 100) }
      : {},
  });
  return cameraIds && shown({ ...limit, cameraIds }, all, member ? [member] : []);
}

const shown = (
  { of, cameraIds, updatedAt, updatedBy }: CameraAccess,
  cameras: readonly { id: string; number: number; name: string }[],
  members: readonly { id: string; name: string }[],
): ShownAccess => ({
  member: of.kind === 'member' ? { id: of.id, name: members.find(({ id }) => id === of.id)?.name ?? '' } : null,
  role: of.kind === 'role' ? of.role : null,
  cameras: cameras.filter(({ id }) => cameraIds.includes(id)).map(({ number, name }) => ({ number, name })),
  updatedAt,
  updatedBy,
});
