import { createHash, randomBytes } from 'node:crypto';
import { hash, type Options, verify } from '@node-rs/argon2';
import { findMember, membersByEmail, passwordHash, updateMemberRow } from '../db/members.ts';
import { type Db, type OrgDb, withOrg, withSystem } from '../db/scope.ts';
import {
  deleteSession,
  deleteSignInsOf,
  extendSession,
  findSession,
  findSessionOwner,
  findSignInLinkOwner,
  insertSession,
  insertSignInLink,
  signInLinkIsGood,
  useSignInLinkRow,
} from '../db/sign-ins.ts';
import { newId } from '../domain/id.ts';
import type { Place, Principal } from '../domain/principal.ts';
import { can } from '../domain/role.ts';
import { SafeNestError } from '../errors.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { removeDevicesOf } from './delivery/push-devices.ts';
import { memberPrincipal } from './members.ts';
import { requireProofToLetIn, secondProofs } from './require-proof.ts';
import type { AuditKey, Work } from './work.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const LINK_LASTS_MS = 15 * MINUTE;
/** A session ends after this long without use … */
export const SESSION_IDLE_MS = 12 * HOUR;
/** … and after this long whatever happens. */
export const SESSION_LASTS_MS = 7 * 24 * HOUR;
/** So long after signing in a session says who is there as well as the sign-in itself. */
const SESSION_FRESH_MS = 10 * MINUTE;
/** Sliding forward costs a write; a quarter of an hour more or less harms nobody. */
const SLIDE_EVERY_MS = 15 * MINUTE;

export const PASSWORD_LENGTH = { least: 12, most: 1000 };
/** OWASP's first choice: argon2id (the library's number 2), 19 MiB, two passes, one lane. */
const ARGON2: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** One person may be a member of several organisations; more than this is not tried. */
const ORGANISATIONS_TRIED = 5;

/** How somebody signs in: what every way in needs, whatever proves who they are. */
export interface SignInContext {
  db: Db;
  auditKey: AuditKey;
  now: Date;
  userAgent?: string | null;
}

/** A session just opened. `token` goes into the cookie and is kept nowhere else. */
export interface SignedIn {
  token: string;
  expiresAt: Date;
  principal: Principal;
}

const CONSOLE: Place = { platform: 'console', audience: 'private' };

/** Makes a link that signs the member in once, within 15 minutes. People may make one for themselves, admins for all. */
export async function createSignInLink(work: Work, memberId: string): Promise<{ token: string; expiresAt: Date }> {
  if (!(work.principal.actor.kind === 'member' && work.principal.actor.id === memberId))
    authorise(work.principal, 'members.write');
  const member = await findMember(work.tx, memberId);
  if (!member) throw new SafeNestError('not_found', 'There is no such member.');
  if (!member.active) throw new SafeNestError('conflict', `${member.name} is disabled; enable them first.`);
  await requireProofToLetIn(work, member.role);
  const token = newToken();
  const expiresAt = new Date(work.now.getTime() + LINK_LASTS_MS);
  await insertSignInLink(work.tx, {
    id: newId(work.now.getTime()),
    memberId,
    tokenHash: hashOf(token),
    createdAt: work.now,
    expiresAt,
  });
  await audit(work, { action: 'sign_in.link', subject: memberId, detail: { expires_at: expiresAt } });
  return { token, expiresAt };
}

/** Whether the link would work now. Looking does not use it up, so that previews and scanners do not either. */
export async function signInLinkWorks(db: Db, now: Date, token: string): Promise<boolean> {
  const owner = await withSystem(db, (tx) => findSignInLinkOwner(tx, hashOf(token)));
  return owner !== undefined && withOrg(db, owner.orgId, (tx) => signInLinkIsGood(tx, owner.id, now));
}

/** Uses the link up and opens a session; null when it is unknown, used, too old, or its member disabled. */
export async function signInWithLink(context: SignInContext, token: string): Promise<SignedIn | null> {
  const owner = await withSystem(context.db, (tx) => findSignInLinkOwner(tx, hashOf(token)));
  if (!owner) return null;
  return withOrg(context.db, owner.orgId, async (tx) => {
    const memberId = await useSignInLinkRow(tx, owner.id, context.now);
    return memberId === undefined ? null : openSession(tx, context, memberId, 'link');
  });
}

/** Opens a session for the active member whose password this is; null otherwise, after the same work for strangers. */
export async function signInWithPassword(
  context: SignInContext,
  attempt: { email: string; password: string },
): Promise<SignedIn | null> {
  const candidates = await withSystem(context.db, (tx) =>
    membersByEmail(tx, attempt.email.trim(), ORGANISATIONS_TRIED),
  );
  const known: { memberId: string; orgId: (typeof candidates)[number]['orgId']; stored: string }[] = [];
  for (const { id, orgId } of candidates) {
    const stored = await withOrg(context.db, orgId, (tx) => passwordHash(tx, id));
    if (stored !== null) known.push({ memberId: id, orgId, stored });
  }
  if (known.length === 0) {
    // A stranger must not be told apart by how quickly they are refused.
    await isSecret(await strangersHash(), attempt.password);
    return null;
  }
  for (const { memberId, orgId, stored } of known) {
    if (!(await isSecret(stored, attempt.password))) continue;
    return withOrg(context.db, orgId, async (tx) => {
      // Changed while we were computing: what was proved is no longer so.
      if ((await passwordHash(tx, memberId)) !== stored) return null;
      return openSession(tx, context, memberId, 'password');
    });
  }
  return null;
}

/** Opens a session for whoever an identity provider says this verified e-mail address is; null when nobody here. */
export async function signInWithVerifiedEmail(context: SignInContext, email: string): Promise<SignedIn | null> {
  const [first] = await withSystem(context.db, (tx) => membersByEmail(tx, email.trim(), 1));
  return first ? withOrg(context.db, first.orgId, (tx) => openSession(tx, context, first.id, 'oidc')) : null;
}

/** Whom a session cookie stands for, and until when; null when it has ended. Using a session keeps it alive. */
export async function principalOfSession(
  db: Db,
  now: Date,
  token: string,
): Promise<{ principal: Principal; sessionId: string; expiresAt: Date } | null> {
  if (token.length !== TOKEN_LENGTH) return null;
  const owner = await withSystem(db, (tx) => findSessionOwner(tx, hashOf(token)));
  if (!owner) return null;
  return withOrg(db, owner.orgId, async (tx) => {
    const session = await findSession(tx, owner.id);
    if (!session || session.expiresAt <= now) return null;
    const principal = await memberPrincipal(tx, session.memberId, CONSOLE);
    if (!principal) return null;
    const until = Math.min(now.getTime() + SESSION_IDLE_MS, session.createdAt.getTime() + SESSION_LASTS_MS);
    if (until - session.expiresAt.getTime() < SLIDE_EVERY_MS)
      return { principal, sessionId: session.id, expiresAt: session.expiresAt };
    const expiresAt = new Date(until);
    await extendSession(tx, session.id, expiresAt);
    return { principal, sessionId: session.id, expiresAt };
  });
}

/** Whether whoever has this session has just signed in. */
export async function isFreshSession(tx: OrgDb, sessionId: string, now: Date): Promise<boolean> {
  const session = await findSession(tx, sessionId);
  return session !== undefined && now.getTime() - session.createdAt.getTime() <= SESSION_FRESH_MS;
}

/** Ends this session; nothing happens when it has ended already. */
export async function signOut(context: SignInContext, token: string): Promise<void> {
  const found = await principalOfSession(context.db, context.now, token);
  if (!found) return;
  await withOrg(context.db, found.principal.orgId, async (tx) => {
    await deleteSession(tx, found.sessionId);
    await audit(
      { tx, principal: found.principal, now: context.now, auditKey: context.auditKey },
      { action: 'sign_in.end' },
    );
  });
}

/** Ends all sessions and links of a member, but the session `except`, and what browsers are told; returns how many sessions ended. */
export async function signOutEverywhere(work: Work, memberId: string, except?: string): Promise<number> {
  if (!(work.principal.actor.kind === 'member' && work.principal.actor.id === memberId))
    authorise(work.principal, 'members.write');
  const ended = await deleteSignInsOf(work.tx, memberId, except);
  await removeDevicesOf(work, memberId);
  await audit(work, { action: 'sign_in.end_all', subject: memberId, detail: { ended } });
  return ended;
}

/** The argon2id hash to store for a password; `invalid_input` when it is too short or too long. About 20 ms of one core. */
export async function hashPassword(password: string): Promise<string> {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH.least)
    throw new SafeNestError('invalid_input', `A password needs at least ${PASSWORD_LENGTH.least} characters.`);
  if (length > PASSWORD_LENGTH.most)
    throw new SafeNestError('invalid_input', `A password has at most ${PASSWORD_LENGTH.most} characters.`);
  return hashSecret(password);
}

/** The argon2id hash of a secret of whatever length. */
export const hashSecret = (secret: string): Promise<string> => hash(secret.normalize('NFKC'), ARGON2);

/**
 * Sets a member's password to a hash made by hashPassword, and ends their sessions but `except`. An admin may do it for
 * others; hash before opening the transaction.
 */
export async function setPassword(work: Work, memberId: string, stored: string, except?: string): Promise<void> {
  const own = work.principal.actor.kind === 'member' && work.principal.actor.id === memberId;
  if (!own && !can(work.principal.role, 'members.write')) authorise(work.principal, 'members.write');
  if (!(await updateMemberRow(work.tx, memberId, { passwordHash: stored })))
    throw new SafeNestError('not_found', 'There is no such member.');
  const ended = await deleteSignInsOf(work.tx, memberId, except);
  await audit(work, { action: 'member.set_password', subject: memberId, detail: { sessions_ended: ended } });
}

/**
 * Changes one's own password. Whoever has one must know it (`forbidden` otherwise); whoever has none sets the first, having
 * just signed in where the organisation asks for second proofs. All other sessions end.
 */
export async function changeOwnPassword(
  context: SignInContext,
  principal: Principal,
  change: { current: string | null; next: string; sessionId: string },
): Promise<void> {
  if (principal.actor.kind !== 'member') throw new SafeNestError('forbidden', 'Only members have passwords.');
  const memberId = principal.actor.id;
  const { stored, mayBeFirst } = await withOrg(context.db, principal, async (tx) => ({
    stored: await passwordHash(tx, memberId),
    mayBeFirst: (await secondProofs(tx)).length === 0 || (await isFreshSession(tx, change.sessionId, context.now)),
  }));
  if (stored === null && !mayBeFirst)
    throw new SafeNestError(
      'forbidden',
      'Your organisation asks for second proofs, so a first password is set within 10 minutes of signing in. Sign in again with a new link first.',
    );
  if (stored !== null && !(await isSecret(stored, change.current ?? '')))
    throw new SafeNestError('forbidden', 'That is not your current password.');
  const next = await hashPassword(change.next);
  await withOrg(context.db, principal, (tx) =>
    setPassword({ tx, principal, now: context.now, auditKey: context.auditKey }, memberId, next, change.sessionId),
  );
}

/** Opens a session for a member who has proved who they are; null where they are shut out. */
export async function openSession(
  tx: OrgDb,
  context: SignInContext,
  memberId: string,
  how: 'link' | 'password' | 'oidc' | 'proxy',
): Promise<SignedIn | null> {
  const principal = await memberPrincipal(tx, memberId, CONSOLE);
  if (!principal) return null;
  const token = newToken();
  const expiresAt = new Date(context.now.getTime() + SESSION_IDLE_MS);
  await insertSession(tx, {
    id: newId(context.now.getTime()),
    memberId,
    tokenHash: hashOf(token),
    createdAt: context.now,
    expiresAt,
    userAgent: context.userAgent?.slice(0, 300).replaceAll('\0', '') ?? null,
  });
  await audit({ tx, principal, now: context.now, auditKey: context.auditKey }, { action: 'sign_in', detail: { how } });
  return { token, expiresAt, principal };
}

/** Whether this is the secret that was hashed. */
export async function isSecret(stored: string, password: string): Promise<boolean> {
  if (password.length > PASSWORD_LENGTH.most * 2) return false;
  return verify(stored, password.normalize('NFKC'));
}

let forStrangers: Promise<string> | undefined;
function strangersHash(): Promise<string> {
  forStrangers ??= hash(newToken(), ARGON2);
  return forStrangers;
}

/** 256 random bits, safe in an address and a cookie. */
const newToken = (): string => randomBytes(32).toString('base64url');
const TOKEN_LENGTH = 43;
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
