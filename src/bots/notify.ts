import type { OrgId } from '../domain/id.ts';
import type { Log } from '../log.ts';
import type { Announcement, Claim, OutboundMessage, Posted } from '../messages/outbound.ts';
import type { Platform } from './platform.ts';

/** Where an organisation wants to be told. */
export interface Channel {
  platform: Platform['name'];
  channel: string;
}

export interface NotifierOptions {
  platforms: readonly Platform[];
  channels(orgId: OrgId): Promise<readonly Channel[]>;
  /** The outbox rows, each step a short transaction of its own: none is open while a platform is spoken to. */
  outbox: {
    claim(orgId: OrgId, outboxId: string): Promise<Claim | 'sent' | 'busy'>;
    settle(claim: Claim, posted: Posted[]): Promise<Claim | null>;
    release(claim: Claim, posted: Posted[], error: string): Promise<void>;
  };
  /** The matter as it stands now; null when there is nothing left to tell. */
  compose(orgId: OrgId, announcement: Announcement): Promise<OutboundMessage | null>;
  log: Log;
}

export interface Notifier {
  /**
   * Tells an organisation's channels what the outbox row announces, and all else that waits about the same matter: one
   * message per matter and channel, edited in place. May be called again for the same row, at the same time or later.
   * Throws when a channel could not be told; the next call goes on from there.
   */
  deliver(orgId: OrgId, outboxId: string): Promise<void>;
}

/** Brings what the outbox announces into the channels. */
export function createNotifier({ platforms, channels, outbox, compose, log }: NotifierOptions): Notifier {
  const byName = new Map(platforms.map((platform) => [platform.name, platform]));

  async function tell(claim: Claim, message: OutboundMessage, posted: Posted[]): Promise<void> {
    const failures: unknown[] = [];
    for (const { platform: name, channel } of await channels(claim.orgId)) {
      const platform = byName.get(name);
      if (!platform) {
        log.warn({ platform: name, channel }, 'a channel is bound on a platform that is not connected');
        continue;
      }
      const before = posted.find((one) => one.platform === name && one.channel === channel);
      try {
        if (before) await platform.update(before, message);
        else posted.push(await platform.post({ workspace: '', channel }, message, claim.subject));
      } catch (error) {
        // One channel that is away keeps no other from hearing of it.
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  async function handle(claim: Claim): Promise<Claim | null> {
    const posted = [...claim.posted];
    try {
      const message = await compose(claim.orgId, { kind: claim.kind, subject: claim.subject });
      if (message) await tell(claim, message, posted);
      return await outbox.settle(claim, posted);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      await outbox
        .release(claim, posted, words)
        .catch((err) => log.warn({ err }, 'an outbox row stays held for a while'));
      throw error;
    }
  }

  return {
    async deliver(orgId, outboxId) {
      const claimed = await outbox.claim(orgId, outboxId);
      let claim = typeof claimed === 'string' ? null : claimed;
      while (claim) claim = await handle(claim);
    },
  };
}
