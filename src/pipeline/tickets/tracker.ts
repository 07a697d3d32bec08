import { z } from 'zod';
import { reviveTickets, ticketCounts } from '../../db/incident-tickets.ts';
import { type Db, type OrgDb, withOrg } from '../../db/scope.ts';
import {
  deleteTracker,
  findTracker,
  noteTrackerFails,
  noteTrackerWorks,
  saveTracker,
} from '../../db/ticket-trackers.ts';
import type { OrgId } from '../../domain/id.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { type TicketTracker, TRACKER_KINDS, type TrackerHealth } from '../../domain/ticket.ts';
import { SafeNestError } from '../../errors.ts';
import { durationText } from '../../messages/time-text.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { checked } from '../checked.ts';
import type { HealthCheck } from '../health.ts';
import { openTokens, sealTokens, type TokenKey } from '../sealed-tokens.ts';
import type { Work } from '../work.ts';
import type { JiraNetwork } from './call-jira.ts';
import { jiraOf } from './jira.ts';
import { tokenId } from './tend-ticket.ts';

const SITE = 'must be an address like https://example.atlassian.net';

const trackerSchema = z
  .strictObject({
    kind: z.enum(TRACKER_KINDS),
    site: z
      .url({ protocol: /^https?$/, error: SITE })
      .max(300)
      .refine((text) => {
        const { username, password, search, hash } = new URL(text);
        return username === '' && password === '' && search === '' && hash === '';
      }, SITE)
      .transform((text) => new URL(text).href.replace(/\/+$/, '')),
    project: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z][A-Z0-9_]{1,29}$/, 'must be a project’s key, e.g. SEC'),
    issueType: z.string().trim().min(1).max(100).default('Task'),
    email: z.email().max(320).nullable().default(null),
    /** Left out: it stays as it was. */
    token: z
      .string()
      .trim()
      .max(2000)
      .regex(/^[\x21-\x7e]*$/, 'must not have blanks or letters beyond ASCII')
      .optional(),
    enabled: z.boolean().default(true),
    floor: z.enum(SEVERITIES).nullable().default(null),
    comments: z.boolean().default(true),
    closes: z.boolean().default(false),
    language: z.enum(LANGUAGES).default('en'),
  })
  .refine(({ kind, email }) => (kind === 'jira_cloud') === (email !== null), {
    path: ['email'],
    error: 'belongs to an API token of Jira Cloud, and to nothing else',
  });
export type TrackerInput = z.input<typeof trackerSchema>;

/** How a tracker stands, for whoever looks after it: never with its token. */
export type TrackerShown = TicketTracker &
  TrackerHealth & { linked: number; waiting: number; dead: number; why: string | null };

/** Sets how the organisation's issue tracker is reached; tickets that wait are tried at once. */
export async function setTracker(work: Work, key: TokenKey, input: TrackerInput): Promise<TrackerShown> {
  authorise(work.principal, 'chat.write');
  const { tx, now, principal } = work;
  const { token = '', ...tracker } = checked(trackerSchema, input);
  const before = await findTracker(tx);
  // a token that was typed for one site or account must not be sent to another that somebody puts in its place
  const isSame = before?.tracker.site === tracker.site && before.tracker.email === tracker.email;
  if (token === '' && !(before && isSame))
    throw new SafeNestError('invalid_input', 'Give the token: it is asked for anew with another address or account.');
  const sealed = token === '' ? before!.sealed : sealTokens(key, tokenId(tx.orgId), token);
  await saveTracker(tx, tracker, sealed, { now, by: principal.name });
  if (tracker.enabled) await reviveTickets(tx, tracker.site, now);
  const { site, project, enabled, floor, comments, closes } = tracker;
  const detail = { site, project, enabled, floor, comments, closes, ...(token === '' ? {} : { token: 'new' }) };
  await audit(work, { action: 'ticket_tracker.set', subject: project, detail });
  return (await seeTracker(tx))!;
}

/** Forgets the tracker and its token; tickets that were made stay as they are, there and here. */
export async function removeTracker(work: Work): Promise<void> {
  authorise(work.principal, 'chat.write');
  const before = await findTracker(work.tx);
  if (!before) throw noTracker();
  await deleteTracker(work.tx);
  await audit(work, {
    action: 'ticket_tracker.remove',
    subject: before.tracker.project,
    detail: { site: before.tracker.site },
  });
}

/** Has tried again what waits and what was given up; answers how many tickets that are. */
export async function tryTicketsAgain(work: Work): Promise<number> {
  authorise(work.principal, 'chat.write');
  const found = await findTracker(work.tx);
  if (!found) throw noTracker();
  const count = await reviveTickets(work.tx, found.tracker.site, work.now);
  if (count > 0) await audit(work, { action: 'ticket_tracker.try_again', detail: { count } });
  return count;
}

const noTracker = () => new SafeNestError('not_found', 'No issue tracker is connected.');

/** The tracker and how its tickets stand; null where there is none. */
export async function seeTracker(tx: OrgDb): Promise<TrackerShown | null> {
  const found = await findTracker(tx);
  return found && { ...found.tracker, ...found.health, ...(await ticketCounts(tx, found.tracker.site)) };
}

/** What pages and routes need of the tracker beside the database. */
export interface TicketServices {
  /** Seals its token. */
  key: TokenKey;
  /** Asks it who we are and for the project, now; throws with what is wrong. What came of it stands with the tracker. */
  test(orgId: OrgId): Promise<{ account: string; project: string }>;
}

export function ticketServices({
  db,
  key,
  network,
  now,
}: {
  db: Db;
  key: TokenKey;
  network: JiraNetwork;
  now: () => Date;
}): TicketServices {
  return {
    key,
    async test(orgId) {
      const found = await withOrg(db, orgId, findTracker);
      if (!found) throw noTracker();
      const jira = jiraOf(found.tracker, openTokens(key, tokenId(orgId), found.sealed), network);
      try {
        const told = await jira.test();
        await withOrg(db, orgId, (tx) => noteTrackerWorks(tx));
        return told;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        await withOrg(db, orgId, (tx) => noteTrackerFails(tx, why, now(), null));
        throw error;
      }
    },
  };
}

/** Whether the tracker takes the organisation's tickets. */
export const trackerCheck = (tracker: () => Promise<TrackerShown | null>, now: () => Date): HealthCheck => ({
  name: 'tickets in Jira',
  mend: 'Open the Tickets page: it says what Jira answered, and has a button for a test and one to try again.',
  async check() {
    const found = await tracker();
    if (!found?.enabled) return 'none is connected';
    const { failingSince, lastError, dead, why, waiting, linked } = found;
    const given = dead > 0 ? `${dead} given up: ${why ?? 'it was refused'}` : '';
    const since = failingSince
      ? `It fails for ${durationText((now().getTime() - failingSince.getTime()) / 1000)}, ${waiting} wait: ${lastError}`
      : '';
    if (given || since) throw new Error([since, given].filter(Boolean).join(' '));
    return `${linked} linked, ${waiting} wait`;
  },
});
