import type { OrgId } from '../../domain/id.ts';
import { parseReference } from '../../domain/reference.ts';
import { SafeNestError } from '../../errors.ts';
import type { LiveMessage } from '../../messages/live.ts';
import type { OutboundMessage } from '../../messages/outbound.ts';
import type { Platform } from '../platform.ts';

/** The console's live feed, the one channel that every organisation has. */
export const CONSOLE_CHANNEL = { platform: 'console', channel: 'feed' } as const;

/**
 * The console as a chat platform: a post or an update says in the live feed that something about a reference changed, and
 * each reader's page draws it as that reader may see it. Posting one key twice shows one card.
 */
export function createConsolePlatform(live: { publish(orgId: OrgId, message: LiveMessage): Promise<void> }): Platform {
  const show = (message: OutboundMessage, key: string): Promise<void> => {
    const ref = message.card?.key ?? '';
    const type = parseReference(ref)?.kind;
    if (type !== 'alert' && type !== 'incident' && type !== 'case' && type !== 'appeal' && type !== 'report')
      throw new SafeNestError(
        'invalid_input',
        `The console's feed shows alerts, incidents, cases, appeals and reports, not "${ref}".`,
      );
    return live.publish(message.orgId, { type, ref, key });
  };
  return {
    name: 'console',
    start: async () => {},
    stop: async () => {},
    async post({ channel }, message, key) {
      await show(message, key);
      return { platform: 'console', channel, messageId: key };
    },
    update: async (posted, message) => show(message, posted.messageId),
  };
}
