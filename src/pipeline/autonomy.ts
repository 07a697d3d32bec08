import { z } from 'zod';
import { automaticSince, findAutonomy, lockAutonomy, saveAutonomy } from '../db/autonomy.ts';
import type { InOrg, OrgDb } from '../db/scope.ts';
import {
  AUTONOMY_LEVELS,
  type Autonomy,
  autonomyAt,
  endsSooner,
  letsMore,
  MOST_PER_HOUR,
  USUAL_AUTONOMY,
} from '../domain/autonomy.ts';
import { can } from '../domain/role.ts';
import { SafeNestError } from '../errors.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import type { HealthCheck } from './health.ts';
import { requireProof } from './require-proof.ts';
import type { Work } from './work.ts';

const HOUR_MS = 3_600_000;
const LONGEST_MS = 30 * 24 * HOUR_MS;

const autonomySchema = z.strictObject({
  level: z.enum(AUTONOMY_LEVELS).optional(),
  /** For how long; until somebody changes it where absent. */
  until: z.date().optional(),
  perHour: z.int().min(0).max(MOST_PER_HOUR).optional(),
  reason: z.string().trim().min(1).max(500).optional(),
});
export type AutonomyChange = z.input<typeof autonomySchema>;

/** How much happens by itself now. */
export const seeAutonomy = async (tx: OrgDb, now: Date): Promise<Autonomy> => autonomyAt(await findAutonomy(tx), now);

/** Whether nothing at all is to happen by itself now. */
export const isPaused = async (tx: OrgDb, now: Date): Promise<boolean> =>
  (await seeAutonomy(tx, now)).level === 'paused';

/**
 * Sets how much happens by itself; what is not said stays. Less of it may be set by whoever may moderate, at once, and taken back by the
 * same person; more of it only by an admin. Answers what holds now.
 */
export async function setAutonomy(work: Work, change: AutonomyChange): Promise<Autonomy> {
  const { tx, principal, now } = work;
  authorise(principal, 'moderation.write');
  const said = checked(autonomySchema, change);
  await lockAutonomy(tx);
  const before = await seeAutonomy(tx, now);
  const level = said.level ?? before.level;
  const perHour = said.perHour ?? before.perHour;
  if (said.until && (said.until <= now || said.until.getTime() > now.getTime() + LONGEST_MS))
    throw new SafeNestError('invalid_input', 'Choose an end within the next 30 days.');
  const stays = level === before.level;
  const until = said.until ?? (said.level === undefined ? before.until : null);
  const isTheirs = before.by !== null && before.by.id === principal.actor.id;
  const isBack = isTheirs && level === before.before;
  // an end that comes sooner lets more happen by then, one that comes later of what lets more, too
  const isMore = stays
    ? !isTheirs && (letsMore(before.before, level) ? endsSooner(until, before.until) : endsSooner(before.until, until))
    : letsMore(level, before.level) && !isBack;
  if (isMore || perHour > before.perHour) requireAdmin(principal.role);
  // a pause that ends sooner is lifted, only a little later
  if (before.level === 'paused' && (level !== 'paused' || endsSooner(until, before.until)))
    await requireProof(work, 'pause');
  if (stays && until?.getTime() === before.until?.getTime() && perHour === before.perHour) return before;
  // whoever only makes longer what another set cannot take that back
  const by = stays && !can(principal.role, 'rules.write') ? before.by : null;
  const after = {
    level,
    until,
    before: stays ? before.before : wayBack(before),
    perHour,
    reason: by ? before.reason : (said.reason ?? (stays ? before.reason : null)),
    since: stays ? (before.since ?? now) : now,
    by: by ?? { name: principal.name, id: principal.actor.id },
  };
  await saveAutonomy(tx, after);
  const reason = said.reason ?? after.reason;
  const told = ({ level, until, perHour }: Autonomy) => ({ level, until: until?.toISOString() ?? null, perHour });
  await audit(work, {
    action: 'autonomy.set',
    subject: level,
    detail: { before: told(before), after: told(after), ...(reason ? { reason } : {}) },
  });
  return after;
}

/** Ends a pause: what was let happen before it is let happen again. Where nothing is paused, an admin lets the policy act again. */
export async function resumeAutonomy(work: Work): Promise<Autonomy> {
  const { level, before } = await seeAutonomy(work.tx, work.now);
  return setAutonomy(work, { level: level === 'paused' ? before : 'act' });
}

/** What it is again after something else was set: of what held for a while only, the less of it and of what came after. */
const wayBack = ({ level, until, before }: Autonomy): Autonomy['level'] =>
  until !== null && letsMore(level, before) ? before : level;

function requireAdmin(role: Work['principal']['role']): void {
  if (can(role, 'rules.write')) return;
  throw new SafeNestError(
    'forbidden',
    'Only an admin lets more happen by itself. You can pause it at any time, and take your own pause back.',
  );
}

/**
 * Whether one more action may be taken by itself now: the organisation lets it, and not too many were taken within the hour. Until the
 * transaction ends nobody else of the organisation is answered.
 */
export async function mayActByItself(tx: OrgDb, now: Date): Promise<boolean> {
  await lockAutonomy(tx);
  const { level, perHour } = await seeAutonomy(tx, now);
  return level === 'act' && (await automaticSince(tx, new Date(now.getTime() - HOUR_MS))) < perHour;
}

/** What the health page says of it: that it is paused is no fault, that its limit is reached is for people to know. */
export const autonomyCheck = (org: InOrg, now: () => Date): HealthCheck => ({
  name: 'what happens by itself',
  mend: 'What is due waits for moderators. Look at what happened on the moderation page; an admin can allow more in an hour below.',
  check: () =>
    org(async (tx) => {
      const at = now();
      const { level, perHour, by } = await seeAutonomy(tx, at);
      if (level === 'paused') return `paused${by ? ` by ${by.name}` : ''}: nothing happens by itself`;
      if (level === 'suggest') return 'actions are only suggested';
      const taken = await automaticSince(tx, new Date(at.getTime() - HOUR_MS));
      if (taken >= perHour && perHour >= USUAL_AUTONOMY.perHour)
        throw new Error(`${taken} actions by itself within the hour, as many as are allowed`);
      return `what the policy says, at most ${perHour} actions in an hour; ${taken} in the last one`;
    }),
});
