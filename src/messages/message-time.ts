import type { Posted } from './outbound.ts';

/** Discord counts the time in its ids from the beginning of 2015, in ms. */
const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** When a message was posted, as its id tells on every platform; null where an id is of another kind. */
export function messageTime({ platform, messageId }: Pick<Posted, 'platform' | 'messageId'>): Date | null {
  switch (platform) {
    case 'slack':
      return /^\d{1,11}\.\d{1,6}$/.test(messageId) ? new Date(Math.floor(Number(messageId) * 1000)) : null;
    case 'discord': {
      const id = /\d{17,20}$/.exec(messageId)?.[0];
      return id === undefined ? null : new Date(Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS);
    }
    case 'teams':
      return /^\d{12,14}$/.test(messageId) ? new Date(Number(messageId)) : null;
    default:
      return null;
  }
}
