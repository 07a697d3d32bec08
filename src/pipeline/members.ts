import { z } from 'zod';
import { camerasOf } from '../db/camera-access.ts';
import {
  deleteChatAccount,
  findMember,
  findMemberByEmail,
  insertChatAccount,
  insertMember,
  listChatAccounts,
  lockActiveAdmins,
  updateMemberRow,
} from '../db/members.ts';
import { insertOrganisation, organisationTimeZone } from '../db/organisations.ts';
import { type Db, type OrgDb, withOrg } from '../db/scope.ts';
import { deleteSignInsOf } from '../db/sign-ins.ts';
import { newId, newOrgId, type OrgId } from '../domain/id.ts';
import type { ChatAccount, Member } from '../domain/member.ts';
import type { Place, Principal } from '../domain/principal.ts';
import { can, ROLES } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import { removeDevicesOf } from './delivery/push-devices.ts';
import { requireFreeName } from './member-names.ts';
import { requireProofToLetIn } from './require-proof.ts';
import { seedRules } from './rules.ts';
import type { AuditKey, Work } from './work.ts';

/** A name on one line, without what cannot be seen; 1 to 200 characters. */
export const nameSchema = z
  .string()
  .max(200)
  .overwrite((text) => oneLine(text))
  .min(1, 'must not be empty');

/** An e-mail address; kept in lower case. */
const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(320)
  .regex(/^[^\s@<>"\p{Cc}]+@[^\s@<>"\p{Cc}]+$/u, 'must be an e-mail address');

/** An IANA zone this machine knows, e.g. `Europe/Berlin`. */
export const timeZoneSchema = z.string().max(64).refine(isTimeZone, 'must be an IANA time zone like Europe/Berlin');

export const newMemberSchema = z.strictObject({
  name: nameSchema,
  email: emailSchema,
  role: z.enum(ROLES),
  time_zone: timeZoneSchema.nullable().optional(),
});

export const memberChangeSchema = z.strictObject({
  name: nameSchema.optional(),
  role: z.enum(ROLES).optional(),
  active: z.boolean().optional(),
  time_zone: timeZoneSchema.nullable().optional(),
});

/**
 * Makes an organisation with its default rules and, where given, its first admin, in one transaction. Refuses with
 * `invalid_input` names, addresses and time zones that cannot be.
 */
export async function createOrganisation(
  db: Db,
  options: {
    name: string;
    timeZone: string;
    sample?: boolean;
    admin?: { name: string; email: string };
    auditKey: AuditKey;
    now: Date;
    place: Place;
  },
): Promise<{ orgId: OrgId; admin: Member | null }> {
  const name = checked(nameSchema, options.name, 'name');
  const timeZone = checked(timeZoneSchema, options.timeZone, 'time_zone');
  const orgId = newOrgId();
  return withOrg(db, orgId, async (tx) => {
    await insertOrganisation(tx, { name, timeZone, sample: options.sample ?? false, createdAt: options.now });
    const work: Work = {
      tx,
      principal: systemPrincipal(orgId, timeZone, options.place),
      now: options.now,
      auditKey: options.auditKey,
    };
    await audit(work, { action: 'organisation.create', detail: { name, time_zone: timeZone } });
    await seedRules(tx, work.principal.name, options.now);
    const admin = options.admin ? await addMember(work, { ...options.admin, role: 'admin' }) : null;
    return { orgId, admin };
  });
}

/** The service itself, for first starts, schedules and commands at the machine. */
export const systemPrincipal = (orgId: OrgId, timeZone: string, place: Place): Principal => ({
  orgId,
  actor: { kind: 'system', id: null },
  name: 'SafeNest',
  role: 'admin',
  timeZone,
  place,
});

/** The member as somebody who acts; undefined when unknown or disabled. Their own time zone wins over the organisation's. */
export async function memberPrincipal(tx: OrgDb, memberId: string, place: Place): Promise<Principal | undefined> {
  const member = await findMember(tx, memberId);
  if (!member?.active) return undefined;
  const timeZone = member.timeZone ?? (await organisationTimeZone(tx));
  return {
    orgId: tx.orgId,
    actor: { kind: 'member', id: member.id },
    name: member.name,
    role: member.role,
    timeZone,
    place,
    ...((await camerasOf(tx, member)) ? { camerasLimited: true as const } : {}),
  };
}

/** Adds a member. `conflict` when the e-mail address or the name is taken, `forbidden` without `members.write`. */
export async function addMember(work: Work, input: z.input<typeof newMemberSchema>): Promise<Member> {
  authorise(work.principal, 'members.write');
  const values = checked(newMemberSchema, input);
  await requireProofToLetIn(work, values.role);
  const member = await insertMember(work.tx, {
    id: newId(work.now.getTime()),
    name: values.name,
    email: values.email,
    role: values.role,
    timeZone: values.time_zone ?? null,
    createdAt: work.now,
  });
  if (!member) throw new SafeNestError('conflict', `${values.email} is a member already.`);
  await requireFreeName(work.tx, values.name, member.id);
  await audit(work, {
    action: 'member.add',
    subject: member.id,
    detail: { name: member.name, email: member.email, role: member.role },
  });
  return member;
}

/**
 * Changes a member. A new role or a disabling ends all their sessions and links. The last active admin can neither be
 * demoted nor disabled, and a name that is taken stays its owner’s (`conflict`).
 */
export async function updateMember(
  work: Work,
  memberId: string,
  input: z.input<typeof memberChangeSchema>,
): Promise<Member> {
  authorise(work.principal, 'members.write');
  const change = checked(memberChangeSchema, input);
  // Locked before it is read: what is decided below stays true until the change is written.
  const admins = await lockActiveAdmins(work.tx);
  const before = await findMember(work.tx, memberId);
  if (!before) throw new SafeNestError('not_found', 'There is no such member.');
  const role = change.role ?? before.role;
  const active = change.active ?? before.active;
  if (admins.length === 1 && admins[0] === before.id && (role !== 'admin' || !active)) {
    throw new SafeNestError(
      'conflict',
      `${before.name} is the last active admin. Make somebody else an admin first, then change this one.`,
    );
  }
  if (active && (role !== before.role || !before.active)) await requireProofToLetIn(work, role);
  if (change.name !== undefined && change.name !== before.name) await requireFreeName(work.tx, change.name, memberId);
  const after = await updateMemberRow(work.tx, memberId, {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.time_zone === undefined ? {} : { timeZone: change.time_zone }),
    role,
    active,
  });
  if (!after) throw new SafeNestError('not_found', 'There is no such member.');
  const ended = role !== before.role || !active ? await deleteSignInsOf(work.tx, memberId) : 0;
  if (!active || !can(role, 'alerts.read')) await removeDevicesOf(work, memberId);
  await audit(work, {
    action: 'member.change',
    subject: memberId,
    detail: { ...differences(before, after), ...(ended > 0 ? { sessions_ended: ended } : {}) },
  });
  return after;
}

/** What people change about themselves, whatever their role: their name and their time zone. */
export async function updateOwnProfile(
  work: Work,
  input: Pick<z.input<typeof memberChangeSchema>, 'name' | 'time_zone'>,
): Promise<Member> {
  const { tx, principal } = work;
  if (principal.actor.kind !== 'member')
    throw new SafeNestError('forbidden', 'Only members have a name and a time zone.');
  const change = checked(memberChangeSchema.pick({ name: true, time_zone: true }), input);
  const before = await findMember(tx, principal.actor.id);
  if (change.name !== undefined && change.name !== before?.name)
    await requireFreeName(tx, change.name, principal.actor.id);
  const after = await updateMemberRow(tx, principal.actor.id, {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.time_zone === undefined ? {} : { timeZone: change.time_zone }),
  });
  if (!before || !after) throw new SafeNestError('not_found', 'There is no such member.');
  await audit(work, { action: 'member.change', subject: after.id, detail: differences(before, after) });
  return after;
}

/** Lets a chat platform's user speak as this member. `conflict` when that user is linked already. */
export async function linkChatAccount(
  work: Work,
  memberId: string,
  account: Pick<ChatAccount, 'platform' | 'workspace' | 'externalId'>,
): Promise<ChatAccount> {
  authorise(work.principal, 'members.write');
  if (!(await findMember(work.tx, memberId))) throw new SafeNestError('not_found', 'There is no such member.');
  const linked: ChatAccount = {
    id: newId(work.now.getTime()),
    memberId,
    platform: account.platform,
    workspace: account.workspace,
    // Entra writes its ids now this way, now that
    externalId: ENTRA_ID.test(account.externalId) ? account.externalId.toLowerCase() : account.externalId,
    linkedAt: work.now,
  };
  if (!(await insertChatAccount(work.tx, linked))) {
    throw new SafeNestError(
      'conflict',
      `This ${account.platform} user is linked to a member already; unlink it first.`,
    );
  }
  await audit(work, { action: 'member.link_chat_account', subject: memberId, detail: { ...account, id: linked.id } });
  return linked;
}

/** Takes a chat account away from its member; `not_found` when there is no such link. People unlink their own, admins anybody's. */
export async function unlinkChatAccount(work: Work, chatAccountId: string): Promise<void> {
  const { actor } = work.principal;
  const own = actor.kind === 'member' ? await listChatAccounts(work.tx, actor.id) : [];
  if (own.every(({ id }) => id !== chatAccountId)) authorise(work.principal, 'members.write');
  if (!(await deleteChatAccount(work.tx, chatAccountId)))
    throw new SafeNestError('not_found', 'There is no such chat account.');
  await audit(work, { action: 'member.unlink_chat_account', subject: chatAccountId });
}

/** The member with this e-mail address; `not_found` when there is none. */
export async function memberByEmail(tx: OrgDb, email: string): Promise<Member> {
  const member = await findMemberByEmail(tx, email);
  if (!member) throw new SafeNestError('not_found', `Nobody here has the e-mail address ${email}.`);
  return member;
}

const ENTRA_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

function differences(before: Member, after: Member): Record<string, unknown> {
  const changed = (['name', 'role', 'active', 'timeZone'] as const).filter((field) => before[field] !== after[field]);
  return Object.fromEntries(changed.map((field) => [field, { before: before[field], after: after[field] }]));
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    // Offsets such as +02:00 are accepted by Intl, but know no summer time.
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}
