import type { Log } from '../log.ts';
import type { ModerationDone, ModerationOrder } from '../messages/moderation-order.ts';
import type { OutboundMessage, Posted } from '../messages/outbound.ts';
import { type Came, came } from './came.ts';
import type { Platform } from './platform.ts';
import { patiently } from './replying.ts';

/** What moderators decided, brought to the platforms: their errors as outcomes, and whoever is affected written to alone. */
export function createModerators(platforms: readonly Platform[], log: Log) {
  const byName = new Map<string, Platform>(platforms.map((platform) => [platform.name, platform]));

  const tried = <T>(work: () => Promise<T>): Promise<Came<T>> => came(log, () => patiently(work));

  return {
    async moderate(order: ModerationOrder): Promise<Came<ModerationDone> | 'none'> {
      const platform = byName.get(order.platform);
      return platform?.moderate ? tried(() => platform.moderate!(order)) : 'none';
    },
    async tell(
      { platform: name, workspace, account }: { platform: string; workspace: string; account: string },
      message: OutboundMessage,
      key: string,
    ): Promise<Came<Posted> | 'none'> {
      const platform = byName.get(name);
      if (!platform || platform.name === 'console') return 'none';
      // a conversation alone with somebody, not a whisper in a channel: it has to be there tomorrow
      return tried(() => platform.post({ workspace, channel: account, only: account }, message, key));
    },
    async retell(posted: Posted, message: OutboundMessage): Promise<Came<void> | 'none'> {
      const platform = byName.get(posted.platform);
      return platform ? tried(() => platform.update(posted, message)) : 'none';
    },
  };
}
