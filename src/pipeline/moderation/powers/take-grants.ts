import { lockCase, saveCase } from '../../../db/cases.ts';
import type { PeakCount } from '../../../db/conversation-peaks.ts';
import { runningCaseOf } from '../../../db/member-joins.ts';
import { lockModerationHead } from '../../../db/moderation-head.ts';
import { addOutboxOnce } from '../../../db/outbox.ts';
import { grantsBetween, keepGrants, type PowerGrant } from '../../../db/power-grants.ts';
import type { OrgDb } from '../../../db/scope.ts';
import type { GuardedChannel, ModerationCase, Offender } from '../../../domain/moderation.ts';
import { type ModerationPolicy, severityOf, thresholdIn } from '../../../domain/moderation-policy.ts';
import { oneLine } from '../../../domain/text.ts';
import { caseSummary } from '../../../messages/case-text.ts';
import type { WaitingNews } from '../../../messages/outbound.ts';
import { beginCase } from '../begin-case.ts';
import { exceptionsIn } from '../fired.ts';
import { placeOf, strictestOf } from '../joins/join-peaks.ts';
import { keepByPlace } from '../joins/keep-by-place.ts';
import { currentPolicy } from '../policy.ts';

/** What is given within it counts together; after so long without any it is another matter. */
const TOGETHER_MS = 30 * 60_000;
const MOST_LOOKED_AT = 1000;
const MOST_NAMED = 50;
const MOST_REASONS = 20;
const POWERS_SAID = 4;
/** With it somebody may do everything there. */
const EVERYTHING = /\b(?:administrator|admin|owner)\b/i;

export interface TakenGrants {
  /** Null where nothing minds who is given power: then nothing is kept. */
  fresh: boolean[] | null;
  news: WaitingNews[];
}

/**
 * Takes in who was given power over others where channels are guarded, and opens one case that says to whom, which and by whom; it grows
 * while that goes on. Nothing is done by itself, and nothing is advised: whether it is right only people know. Holds `moderation_head`.
 */
export async function takeGrants(
  { tx, now }: { tx: OrgDb; now: Date },
  grants: readonly PowerGrant[],
): Promise<TakenGrants> {
  const { policy, version } = await currentPolicy(tx);
  if (policy.triggers.power.on === false) return { fresh: null, news: [] };
  await lockModerationHead(tx);
  const { fresh, places } = await keepByPlace({ tx, now }, grants, keepGrants);
  const news: WaitingNews[] = [];
  for (const { here, told: given } of places) {
    const told = await judgeGrants({ tx, now, policy, version }, here, given);
    if (told)
      news.push(...(await addOutboxOnce(tx, [{ kind: 'case_changed', subject: told.id, severity: told.severity }])));
  }
  return { fresh, news };
}

async function judgeGrants(
  { tx, now, policy, version }: { tx: OrgDb; now: Date; policy: ModerationPolicy; version: number },
  here: readonly GuardedChannel[],
  given: readonly PowerGrant[],
): Promise<ModerationCase | null> {
  const channel = strictestOf(here);
  if (!channel) return null;
  const exceptions = exceptionsIn(policy, channel);
  const line = exceptions.triggers.has('power') ? null : thresholdIn(policy, 'power', channel.strictness);
  if (line === null) return null;
  const counts = ({ account, by }: PowerGrant): boolean =>
    !exceptions.accounts.has(account) && !(by && exceptions.accounts.has(by.account));
  const fresh = given.filter(counts);
  if (fresh.length === 0) return null;
  const ids = here.map(({ id }) => id);
  const number = await runningCaseOf(tx, 'power', ids, new Date(now.getTime() - TOGETHER_MS));
  const running = number === undefined ? null : await lockCase(tx, { number });
  // what people found to be right says nothing of the next one
  const known = running && (running.state === 'open' || running.state === 'acted') ? running : null;
  if (known) return growCase(tx, now, known, fresh);
  const times = fresh.map(({ at }) => at.getTime());
  const lately = (
    await grantsBetween(tx, {
      from: new Date(Math.min(...times) - TOGETHER_MS),
      to: new Date(Math.max(...times)),
      limit: MOST_LOOKED_AT,
    })
  ).filter((one) => ids.includes(one.channelId) && counts(one));
  if (new Set(lately.map(({ account }) => account)).size < line) return null;
  const told = running || line === 1 ? fresh : lately;
  const offenders = offendersOf(told);
  const everything = told.some(({ powers, role }) => [role, ...powers].some((one) => EVERYTHING.test(one)));
  return beginCase(tx, now, {
    ...{ sessionId: null, channel, thread: null, kind: 'power' },
    severity: severityOf(policy, 'power', everything ? policy.severity.worseFrom : 0),
    offender: { account: offenders[0]!.account, name: offenders[0]!.name },
    ...{ target: null, offenders, score: 0, triggers: ['power'], course: [], recommendation: null },
    ...{ reasons: told.slice(0, MOST_REASONS).map(reasonOf), policyVersion: version },
  });
}

async function growCase(
  tx: OrgDb,
  now: Date,
  known: ModerationCase,
  fresh: readonly PowerGrant[],
): Promise<ModerationCase> {
  const named = new Set(known.offenders.map(({ account }) => account));
  const grown: ModerationCase = {
    ...known,
    offenders: [...known.offenders, ...offendersOf(fresh).filter(({ account }) => !named.has(account))].slice(
      0,
      MOST_NAMED,
    ),
    // the newest are read first: what was told before is known
    reasons: [...fresh.map(reasonOf).reverse(), ...known.reasons].slice(0, MOST_REASONS),
    updatedAt: now,
    ...(known.state === 'acted'
      ? { state: 'open' as const, decidedAt: null, decidedBy: null, decidedById: null, note: null }
      : {}),
  };
  grown.summary = caseSummary(grown, 'en');
  await saveCase(tx, grown);
  return grown;
}

const offendersOf = (grants: readonly PowerGrant[]): Offender[] =>
  [...new Map(grants.map((grant) => [grant.account, grant])).values()]
    .slice(0, MOST_NAMED)
    .map(({ account, name }) => ({ account, name: oneLine(name, 100) || account, messages: 1, worst: 0 }));

/** Why, in plain English as reasons are stored. */
function reasonOf({ account, name, role, powers, by, everyone }: PowerGrant): string {
  const which = powers.map((one) => plain(one, 40)).filter((one) => one !== '');
  const more = which.length - POWERS_SAID;
  const said = which.length === 0 ? '' : `${which.slice(0, POWERS_SAID).join(', ')}${more > 0 ? `, +${more}` : ''}`;
  const who = plain(name, 60) || plain(account, 60);
  if (everyone) return `everybody with the role “${plain(role, 60)}” was given ${said || 'more'} by ${who}`;
  const giver = by === null ? '' : ` by ${plain(by.name, 60) || plain(by.account, 60)}`;
  return `${who} was given the role “${plain(role, 60)}”${said === '' ? '' : ` (${said})`}${giver}`;
}

/** Without what reasons are read back by. */
const plain = (text: string, most: number): string =>
  oneLine(text, most)
    .replaceAll(/[“”()]/g, '')
    .trim();

/** How many were given power in each run of it between, one run ending with half an hour in which nobody is. */
export async function grantsLately(
  tx: OrgDb,
  { from, to }: { from: Date; to: Date },
  channels: readonly GuardedChannel[],
): Promise<PeakCount[]> {
  const byId = new Map(channels.map((channel) => [channel.id, channel]));
  const grants = await grantsBetween(tx, { from, to, limit: MOST_LOOKED_AT });
  return [...Map.groupBy(grants, ({ channelId }) => placeOf(byId.get(channelId)))].flatMap(([place, here]) => {
    const channel = strictestOf(channels.filter((one) => placeOf(one) === place));
    if (!channel) return [];
    const runs: PowerGrant[][] = [];
    for (const grant of here) {
      const last = runs.at(-1);
      if (last && grant.at.getTime() - last.at(-1)!.at.getTime() <= TOGETHER_MS) last.push(grant);
      else runs.push([grant]);
    }
    return runs.map((run) => ({
      trigger: 'power' as const,
      channelId: channel.id,
      bucket: 100 * new Set(run.map(({ account }) => account)).size,
      sessions: 1,
    }));
  });
}
