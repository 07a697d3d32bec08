import { channelId } from '../domain/channel.ts';
import type { OrgId } from '../domain/id.ts';
import type { Severity } from '../domain/severity.ts';
import type { Log } from '../log.ts';
import type { ChatPlatform } from '../messages/inbound.ts';
import {
  type Announcement,
  type Claim,
  type Held,
  type News,
  type Standing,
  tellsOfMany,
} from '../messages/outbound.ts';
import type { Platform } from './platform.ts';
import { RateLimited, Refused, Unreachable } from './platform-errors.ts';
import { RATES } from './rates.ts';
import { growthDue, tellChannel } from './telling.ts';

/** Where an organisation is told, or was told before. */
export interface Channel {
  platform: Platform['name'];
  /** Empty in the console. */
  workspace?: string;
  channel: string;
  /** Whether it hears of this for the first time too; else only what stands there already is changed. Yes where absent. */
  wanted?: boolean;
  /** Told once, and not any more: what stands there is kept true, and nothing is said beside it. */
  former?: true;
  /** It takes nothing any more, and nothing there is changed. */
  over?: true;
  /** Until when what is less than critical waits. */
  quietUntil?: Date | null;
  /** Its readers may not all read the logs. */
  withoutLogs?: boolean;
  /** Its readers may not all see the matter, or nobody said who they are: they are told that it is there. */
  brief?: boolean;
  /** Its platform refused what was posted there last. */
  refused?: boolean;
}

/** A channel of a chat platform, by the platform's own ids. */
export interface LaneKey {
  platform: ChatPlatform;
  workspace: string;
  channel: string;
}

/** What a delivery knows of its way through the channels so far; slots by channel: `told`, `refused`, or when its turn is. */
export interface Progress {
  posted: Standing[];
  slots: Record<string, string>;
}

/** When the rest of a delivery is due, and how bad its matter is. */
export interface Later {
  at: Date;
  severity: Severity | null;
  /** It tells of many that wait as well. */
  ahead?: true;
}

export interface NotifierOptions {
  platforms: readonly Platform[];
  /** The channels that this news is for, and those where it stands and is told no more. */
  channels(orgId: OrgId, news: News, standing: readonly Standing[]): Promise<readonly Channel[]>;
  /** The outbox rows, each step a short transaction of its own: none is open while a platform is spoken to. */
  outbox: {
    renewMs: number;
    claim(orgId: OrgId, outboxId: string): Promise<Claim | 'sent' | Held>;
    /** Holds it for longer, and notes until when; false where another delivery has taken it over. */
    renew(claim: Claim): Promise<boolean>;
    keep(claim: Claim, progress: Progress): Promise<void>;
    settle(claim: Claim, progress: Progress): Promise<Claim | null>;
    defer(claim: Claim, progress: Progress & { dueAt: Date; error?: string }): Promise<Claim | null>;
    release(claim: Claim, progress: Progress, error: string): Promise<void>;
  };
  /** When a channel may be posted to, the same for all processes; the console needs none. */
  lanes?: {
    reserve(orgId: OrgId, lane: LaneKey, urgent: boolean, ms: number): Promise<number>;
    enter(orgId: OrgId, lane: LaneKey, urgent: boolean, workspaceMs: number): Promise<number | 'held' | null>;
    hold(orgId: OrgId, lane: LaneKey, ms: number): Promise<void>;
  };
  /**
   * Whether a channel that has no message of an alert is told of it among many others, in one message that is told by itself, rather
   * than alone; each alert stands alone where absent.
   */
  rollUp?(
    orgId: OrgId,
    channel: LaneKey,
    alert: { alertId: string; severity: Severity; wanted: boolean },
  ): Promise<boolean>;
  /** The matter as it stands now; null when there is nothing left to tell. */
  compose(orgId: OrgId, announcement: Announcement): Promise<News | null>;
  /** Told when a platform refuses a channel, with what to do; and with null when it takes it. */
  refused?(orgId: OrgId, channel: LaneKey, words: string | null): Promise<void>;
  now?: () => Date;
  log: Log;
}

export interface Notifier {
  /**
   * Tells an organisation's channels what the outbox row announces, and all else that waits about the same matter: one
   * message per matter and channel, edited in place. May be called again for the same row, at the same time or later.
   * Answers when it is to be called again, where channels have to wait for their turn, or where another holds the matter
   * and might be gone; throws when a channel could not be
   * told, and the next call goes on from there.
   */
  deliver(orgId: OrgId, outboxId: string): Promise<Later | null>;
}

const TOLD = 'told';
const REFUSED = 'refused';
/** Marks a turn that was taken among what is urgent. */
const URGENT = 'urgent ';
/** A turn that was not used for so long is none any more: else all that waited for a process would go at once. */
const STALE_MS = 30_000;
/** What a platform cannot take is tried for so long. */
const GIVEN_UP_MS = 86_400_000;
const BACKOFF = { firstMs: 2000, mostMs: 15 * 60_000 };

type Turn = 'now' | Date;

/** Whoever took the matter over tells all of it: nothing is left to do. */
class TakenOver extends Error {}

/** Brings what the outbox announces into the channels. */
export function createNotifier(options: NotifierOptions): Notifier {
  const { platforms, channels, outbox, compose, lanes, log, now = () => new Date() } = options;
  const byName = new Map(platforms.map((platform) => [platform.name, platform]));
  const inMs = (ms: number): Date => new Date(now().getTime() + ms);

  /** Whether it is the channel's turn; a turn that it has not got yet is taken. */
  async function turnOf(claim: Claim, lane: LaneKey, urgent: boolean, slots: Progress['slots']): Promise<Turn> {
    if (!lanes) return 'now';
    const { channelMs, workspaceMs } = RATES[lane.platform];
    const key = channelId(lane);
    const had = slots[key];
    let at = had === undefined ? null : new Date(had.replace(URGENT, ''));
    if (at && now().getTime() - at.getTime() > STALE_MS) at = null;
    // what became critical goes to the other lane, unless its turn has come anyway
    if (!at || (urgent && !had!.startsWith(URGENT) && at > now())) {
      at = inMs(await lanes.reserve(claim.orgId, lane, urgent, channelMs));
      slots[key] = (urgent ? URGENT : '') + at.toISOString();
    }
    if (at > now()) return at;
    const wait = await lanes.enter(claim.orgId, lane, urgent, workspaceMs);
    if (wait === null) return 'now';
    if (wait !== 'held') return inMs(wait);
    const anew = inMs(await lanes.reserve(claim.orgId, lane, urgent, channelMs));
    slots[key] = (urgent ? URGENT : '') + anew.toISOString();
    return anew;
  }

  /** When a channel that could not be told is tried again; null where it never will be. Throws what nobody foresaw. */
  async function afterFailure(claim: Claim, lane: LaneKey, slots: Progress['slots'], error: unknown) {
    const age = now().getTime() - claim.since.getTime();
    if (error instanceof Refused) {
      log.warn({ platform: lane.platform, reason: error.message }, 'a channel refuses what it should be told');
      await options.refused?.(claim.orgId, lane, error.message);
      slots[channelId(lane)] = REFUSED;
      return null;
    }
    if (age > GIVEN_UP_MS || !(error instanceof RateLimited || error instanceof Unreachable)) throw error;
    delete slots[channelId(lane)];
    if (error instanceof RateLimited) {
      await lanes?.hold(claim.orgId, lane, error.retryAfterMs);
      return inMs(error.retryAfterMs);
    }
    // half as long again as it has lasted
    return inMs(Math.min(BACKOFF.mostMs, Math.max(BACKOFF.firstMs, age / 2)));
  }

  async function isRolledUp(claim: Claim, news: News, to: Channel): Promise<boolean> {
    const { state, severity, to: only } = news;
    const lane = laneOf(to);
    if (!options.rollUp || !lane || state?.kind !== 'alert' || only || to.former) return false;
    const alert = {
      alertId: claim.subject,
      severity: severity ?? state.severity ?? 'low',
      wanted: to.wanted !== false && !isCovered(claim, news),
    };
    return options.rollUp(claim.orgId, lane, alert);
  }

  /** Keeps a claim while it is worked on. */
  function holding(claim: Claim) {
    let renewing: Promise<boolean> | null = null;
    const renew = (): Promise<boolean> => {
      renewing ??= outbox.renew(claim).finally(() => {
        renewing = null;
      });
      return renewing;
    };
    const timer = setInterval(
      () => void renew().catch((err) => log.warn({ err }, 'a claim could not be renewed')),
      outbox.renewMs,
    );
    return {
      /** Before anything is sent: a process that slept, or could not renew, may have lost it. */
      async check(): Promise<void> {
        if (claim.until <= now() && !(await renew())) throw new TakenOver('another delivery took the matter over');
      },
      /** From here on the hold stays as it is. */
      async end(): Promise<void> {
        clearInterval(timer);
        await renewing?.catch(() => {});
      },
    };
  }

  async function tell(
    claim: Claim,
    news: News,
    progress: Progress,
    check: () => Promise<void>,
  ): Promise<{ dueAt: Date | null; failure: unknown }> {
    const { posted, slots } = progress;
    const urgent = news.severity === 'critical';
    let dueAt: Date | null = null;
    let failure: unknown = null;
    const later = (at: Date): void => {
      if (!dueAt || at < dueAt) dueAt = at;
    };
    for (const to of withFormer(await channels(claim.orgId, news, posted), posted)) {
      const platform = byName.get(to.platform);
      if (!platform) {
        log.warn({ platform: to.platform }, 'a channel is bound on a platform that is not connected');
        continue;
      }
      const at = posted.findIndex((one) => isAt(one, to));
      const before = posted[at];
      const slot = slots[channelId(to)];
      if (slot === TOLD || slot === REFUSED || to.over) continue;
      // what stands somewhere is kept true; the console draws whatever its reader looks at
      const isKnown = before !== undefined || to.platform === 'console';
      const isWanted = to.wanted !== false && (isKnown || !isCovered(claim, news));
      if ((isWanted || before) && to.quietUntil && !urgent) {
        later(to.quietUntil);
        continue;
      }
      // what stands in a message about many is changed there, also when it is over
      if (!before && (await isRolledUp(claim, news, to))) {
        slots[channelId(to)] = TOLD;
        continue;
      }
      if (!before && !isWanted) continue;
      const grown = growthDue(before, news);
      if (grown && grown > now()) {
        later(grown);
        continue;
      }
      const lane = laneOf(to);
      try {
        // one message about many is worth most at once: it does not wait until those before it stand there one by one
        const first = urgent || (!before && tellsOfMany(claim.kind));
        const turn = lane ? await turnOf(claim, lane, first, slots) : 'now';
        if (turn !== 'now') {
          later(turn);
          continue;
        }
        await check();
        const { subject, ids } = claim;
        const standing = await tellChannel({ platform, to, news, subject, turn: ids.at(-1)!, before, now: now(), log });
        posted.splice(at < 0 ? posted.length : at, 1, standing);
        slots[channelId(to)] = TOLD;
        if (lane) {
          await outbox.keep(claim, progress);
          if (to.refused) await options.refused?.(claim.orgId, lane, null);
        }
      } catch (error) {
        if (error instanceof TakenOver) throw error;
        // One channel that is away keeps no other from hearing of it.
        try {
          if (!lane) throw error;
          const again = await afterFailure(claim, lane, slots, error);
          if (again) later(again);
        } catch (unforeseen) {
          failure ??= unforeseen;
        }
      }
    }
    return { dueAt, failure };
  }

  async function handle(claim: Claim): Promise<{ next: Claim | null; later: Later | null }> {
    const progress: Progress = { posted: [...claim.posted], slots: { ...claim.slots } };
    const hold = holding(claim);
    try {
      const news = await compose(claim.orgId, { kind: claim.kind, subject: claim.subject });
      const nothing = { dueAt: null, failure: null };
      const { dueAt, failure } = news ? await tell(claim, news, progress, hold.check) : nothing;
      await hold.end();
      if (dueAt) {
        // the others have their turn yet; what failed is tried again with them
        if (failure) log.warn({ err: failure }, 'a channel could not be told; it is tried again');
        const error = failure ? { error: wordsOf(failure) } : {};
        const next = await outbox.defer(claim, { ...progress, dueAt, ...error });
        const ahead = tellsOfMany(claim.kind) ? { ahead: true as const } : {};
        return { next, later: { at: dueAt, severity: news?.severity ?? null, ...ahead } };
      }
      if (failure) throw failure;
      return { next: await outbox.settle(claim, progress), later: null };
    } catch (error) {
      await hold.end();
      if (error instanceof TakenOver) return { next: null, later: null };
      await outbox
        .release(claim, progress, wordsOf(error))
        .catch((err) => log.warn({ err }, 'an outbox row stays held for a while'));
      throw error;
    }
  }

  return {
    async deliver(orgId, outboxId) {
      const claimed = await outbox.claim(orgId, outboxId);
      if (claimed === 'sent') return null;
      if (!('ids' in claimed)) return claimed;
      let claim: Claim | null = claimed;
      let later: Later | null = null;
      while (claim) ({ next: claim, later } = await handle(claim));
      return later;
    },
  };
}

/** What was just raised is told all the same: its channels are to know of it. */
const isCovered = ({ kind }: Pick<Claim, 'kind'>, { covered }: News): boolean =>
  kind === 'alert_changed' && covered === true;

/** The channels that are told, and those where the matter stands from before although they are not told any more. */
function withFormer(told: readonly Channel[], posted: readonly Standing[]): Channel[] {
  const former = posted.filter((one) => !told.some((channel) => isAt(one, channel)));
  return [
    ...told,
    ...former.map(({ platform, workspace = '', channel }) => ({
      platform: platform as Platform['name'],
      workspace,
      channel,
      wanted: false,
      former: true as const,
      withoutLogs: true,
      // of who reads there nothing is known
      brief: true,
    })),
  ];
}

const isAt = (one: Standing, { platform, workspace = '', channel }: Channel): boolean =>
  one.platform === platform && one.channel === channel && (one.workspace ?? workspace) === workspace;

const laneOf = ({ platform, workspace = '', channel }: Channel): LaneKey | null =>
  platform === 'console' ? null : { platform, workspace, channel };

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
