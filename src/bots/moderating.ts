import type { Log } from '../log.ts';
import type { ModerationDone, ModerationOrder } from '../messages/moderation-order.ts';
import type { OutboundMessage, Posted } from '../messages/outbound.ts';
import type { Platform } from './platform.ts';
import { isRefusedForGood, RateLimited, Refused, Unreachable } from './platform-errors.ts';
import { patiently } from './replying.ts';

/** How far a platform came: done, to be tried again, or refused with the reason in words; `none` where it does no such thing. */
export type Came<T> =
  | { kind: 'done'; done: T }
  | { kind: 'later'; afterMs: number; why: string }
  | { kind: 'refused'; why: string };

/** A token that is refused is mended by a person: so long it takes at least. */
const TOKEN_MS = 60_000;

/** What moderators decided, brought to the platforms: their errors as outcomes, and whoever is affected written to alone. */
export function createModerators(platforms: readonly Platform[], log: Log) {
  const byName = new Map<string, Platform>(platforms.map((platform) => [platform.name, platform]));

  async function came<T>(work: () => Promise<T>): Promise<Came<T>> {
    try {
      return { kind: 'done', done: await patiently(work) };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (isRefusedForGood(error)) return { kind: 'refused', why };
      if (error instanceof RateLimited) return { kind: 'later', afterMs: error.retryAfterMs, why };
      if (error instanceof Unreachable) return { kind: 'later', afterMs: 0, why };
      if (error instanceof Refused) return { kind: 'later', afterMs: TOKEN_MS, why };
      log.error({ err: error }, 'a platform could not do what was decided');
      return { kind: 'later', afterMs: 0, why: 'SafeNest could not do it; its log says why.' };
    }
  }

  return {
    async moderate(order: ModerationOrder): Promise<Came<ModerationDone> | 'none'> {
      const platform = byName.get(order.platform);
      return platform?.moderate ? came(() => platform.moderate!(order)) : 'none';
    },
    async tell(
      { platform: name, workspace, account }: { platform: string; workspace: string; account: string },
      message: OutboundMessage,
      key: string,
    ): Promise<Came<Posted> | 'none'> {
      const platform = byName.get(name);
      if (!platform || platform.name === 'console') return 'none';
      // a conversation alone with somebody, not a whisper in a channel: it has to be there tomorrow
      return came(() => platform.post({ workspace, channel: account, only: account }, message, key));
    },
    async retell(posted: Posted, message: OutboundMessage): Promise<Came<void> | 'none'> {
      const platform = byName.get(posted.platform);
      return platform ? came(() => platform.update(posted, message)) : 'none';
    },
  };
}
