import type { OrgId } from '../domain/id.ts';
import { GivenUp } from '../errors.ts';
import type { Log } from '../log.ts';
import { type ChatPlatform, type InboxItem, isQuick } from '../messages/inbound.ts';
import type { DispatchServices } from './dispatch-services.ts';
import { createEarlySigns } from './early-signs.ts';
import { tellElsewhere } from './elsewhere.ts';
import { createHandler } from './handling.ts';
import type { Deliver, Platform } from './platform.ts';
import {
  isRefusedForGood,
  RateLimited,
  type Refused,
  SHORTEST_WAIT_MS,
  TokenRefused,
  Unreachable,
} from './platform-errors.ts';
import { createReceiver } from './receiving.ts';
import { aloneTargetOf, speaking } from './replying.ts';
import { createShares, type Shares } from './shares.ts';

export interface DispatchOptions {
  platforms: readonly Platform[];
  services: DispatchServices;
  /** The console's address, for people who have to go there; null where only this machine reaches it. */
  publicUrl: string | null;
  log: Log;
  now: () => Date;
  /** Of how many questions at once one organisation and one person may take what share; all of them where absent. */
  shares?: Shares;
}

export interface Dispatch {
  /** What every platform is started with. */
  deliver: Deliver;
  /**
   * Works off what waits in a conversation, oldest first; may be called again for the same one, at any time and anywhere. Answers
   * when it is to be called again, where a platform has it wait; throws `GivenUp` for what was not told in a day.
   */
  work(orgId: OrgId, conversation: string, signal?: AbortSignal): Promise<Date | null>;
  /** The tokens of a platform's apps have changed: what was refused for that is tried again at once. */
  appsChanged(platform: ChatPlatform): Promise<void>;
}

const NOTHING = (): void => {};
/** Of what nobody foresaw; a platform that is away or has us wait is no attempt. */
const ATTEMPTS = 5;
/** So many questions of one conversation are answered one right after the other before others have their turn. */
const IN_A_ROW = 5;
/** So long a platform may be away before an answer is given up. */
const PATIENCE_MS = 86_400_000;
const BACKOFF = { firstMs: 2000, mostMs: 15 * 60_000 };
/** Who asks us to wait for no time at all is asked ever less often, but not so seldom. */
const MOST_HASTE_MS = 30_000;

/** Takes in what people do on platforms, and answers it: one at a time within a conversation, however many processes there are. */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { services, publicUrl, log, now } = options;
  const { inbox } = services;
  const byName = new Map(options.platforms.map((platform) => [platform.name as string, platform]));
  const everything = { organisation: Number.POSITIVE_INFINITY, person: Number.POSITIVE_INFINITY };
  const shares = createShares(options.shares ?? everything, (orgId, conversation) => {
    services.enqueue(orgId, conversation).catch((err) => log.warn({ err }, 'a question waits for the next sweep'));
  });
  const signs = createEarlySigns({ byName, inbox, log, now });
  const deliver = createReceiver({ services, byName, signs, log, now });
  const handle = createHandler({ services, byName, publicUrl, log, now });
  const { language, wordsFor } = speaking(services.readLanguage);

  /** Everybody who said too much at once is told so; only then is it left out. */
  async function tooMany(surplus: readonly InboxItem[]): Promise<void> {
    const byPerson = Map.groupBy(surplus, ({ event }) => event.speaker.id);
    for (const items of byPerson.values()) {
      const { event, orgId, id } = items.at(-1)!;
      // who said nothing to us said nothing too much
      if (items.every((one) => one.event.kind === 'message' && one.event.toAnybody)) {
        await inbox.drop(
          orgId,
          items.map((item) => item.id),
          'said to nobody',
        );
        continue;
      }
      const text = wordsFor(event).tooManyAtOnce(inbox.mostWaiting, items.length);
      try {
        await byName.get(event.place.platform)?.post(aloneTargetOf(event), { orgId, text }, `surplus ${id}`);
        await inbox.drop(
          orgId,
          items.map((item) => item.id),
          'too many at once',
        );
      } catch (err) {
        log.warn({ err }, 'somebody could not be told that they said too much at once; it waits');
        if (isRefusedForGood(err))
          await inbox.drop(
            orgId,
            items.map((item) => item.id),
            err.message,
          );
      }
    }
  }

  async function giveUp(item: InboxItem, why: string): Promise<GivenUp> {
    const { platform, workspace } = item.event.place;
    await inbox.settle(item, `given up: ${why}`);
    log.error({ orgId: item.orgId, inbox: item.id, platform }, 'an event from a chat platform was given up');
    return new GivenUp(
      `Somebody who said something on ${platform} (workspace ${workspace}, ${item.receivedAt.toISOString()}) could not be answered and was not told so. ${why}`,
    );
  }

  /** How long it waits for its platform after that; null where waiting does not help. */
  function waitAfter(error: unknown, age: number): number | null {
    // half as long again as it has lasted
    if (error instanceof Unreachable || error instanceof TokenRefused)
      return Math.min(BACKOFF.mostMs, Math.max(BACKOFF.firstMs, age / 2));
    if (!(error instanceof RateLimited)) return null;
    const hasty = error.retryAfterMs <= SHORTEST_WAIT_MS;
    return hasty ? Math.min(MOST_HASTE_MS, Math.max(SHORTEST_WAIT_MS, age / 2)) : error.retryAfterMs;
  }

  /** Null where it is settled, a date where it waits until then; what had to be given up; throws what is worth another attempt. */
  async function settle(item: InboxItem, signal: AbortSignal): Promise<GivenUp | Date | null> {
    const renewing = setInterval(
      () => void inbox.renew(item).catch((err) => log.warn({ err }, 'a claim could not be renewed')),
      inbox.renewMs,
    );
    try {
      await handle(item, signal);
      await inbox.settle(item);
      await signs.over(item);
      return null;
    } catch (first) {
      const error = isRefusedForGood(first) ? await refused(item, first) : first;
      const words = error instanceof Error ? error.message : String(error);
      if (isRefusedForGood(error)) {
        await inbox.settle(item, words);
        return null;
      }
      const time = now();
      const age = time.getTime() - item.receivedAt.getTime();
      const wait = waitAfter(error, age);
      if (wait !== null) {
        if (age > PATIENCE_MS) return await giveUp(item, words);
        const due = new Date(time.getTime() + wait);
        await inbox.defer(item, due, words, error instanceof TokenRefused);
        return due;
      }
      if (!signal.aborted && item.attempts >= ATTEMPTS) return await giveUp(item, words);
      await inbox.release(item, words).catch((err) => log.warn({ err }, 'an event stays held for a while'));
      throw error;
    } finally {
      clearInterval(renewing);
    }
  }

  /** What its place refused is told in another way; answers with the refusal, or with what keeps it from being told. */
  async function refused(item: InboxItem, refusal: Refused): Promise<unknown> {
    const { platform: name } = item.event.place;
    log.warn({ err: refusal, platform: name }, 'an answer was refused by its platform');
    const platform = byName.get(name);
    try {
      if (platform) await tellElsewhere(services, { item, platform, language: language(item.event) }, log);
      return refusal;
    } catch (error) {
      return error;
    }
  }
  return {
    deliver,
    async appsChanged(platform) {
      for (const { orgId, conversation } of await services.waitingForApp(platform))
        await services.enqueue(orgId, conversation);
    },
    async work(orgId, conversation, signal = new AbortController().signal) {
      let lost: GivenUp | null = null;
      let later: Date | null = null;
      let inARow = 0;
      while (!later) {
        if (signal.aborted) break;
        const claimed = await inbox.claim(orgId, conversation);
        if (typeof claimed === 'string') break;
        if (claimed instanceof Date) later = claimed;
        else {
          const { item, surplus } = claimed;
          const end = isQuick(conversation) ? NOTHING : shares.begin(item);
          if (end && !isQuick(conversation)) await services.turn(signal);
          if (!end || signal.aborted) {
            end?.();
            // untouched: whoever comes next begins with it
            await inbox.defer(item, now(), 'it waits for its turn');
            // its turn may have come while it was still held here
            if (!end && !shares.waits(item)) await services.enqueue(orgId, conversation);
            break;
          }
          if (surplus.length > 0) await tooMany(surplus);
          let awaited = false;
          const outcome = await settle(item, signal).finally(() => {
            awaited = shares.awaited(item);
            end();
          });
          if (outcome instanceof Date) later = outcome;
          else lost = outcome ?? lost;
          // however much waits here, others come between: this conversation goes to the end of the line
          if (later || isQuick(conversation) || (!awaited && ++inARow < IN_A_ROW)) continue;
          await services.enqueue(orgId, conversation);
          break;
        }
      }
      // the sweep comes to what has to wait
      if (lost) throw lost;
      return later;
    },
  };
}
