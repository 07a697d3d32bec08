import type { OrgId } from '../domain/id.ts';
import type { InboxItem } from '../messages/inbound.ts';

/** As many questions at once at most, of one organisation and of one person, in this process. */
export interface Shares {
  organisation: number;
  person: number;
}

/** Of the turns that run at once, so many at most are one organisation's, and so many one person's. */
export const sharesOf = (turns: number): Shares => ({
  organisation: Math.max(1, Math.ceil(turns * 0.8)),
  person: Math.max(1, Math.min(4, Math.ceil(turns / 4))),
});

/**
 * Keeps anybody from taking all the turns. Who has their share waits without holding one: `again` brings their conversation back as
 * soon as another of theirs has ended.
 */
export function createShares(most: Shares, again: (orgId: OrgId, conversation: string) => void) {
  const running = new Map<string, number>();
  const waiting = new Map<string, Map<string, OrgId>>();

  function end(key: string): void {
    const left = (running.get(key) ?? 1) - 1;
    if (left > 0) running.set(key, left);
    else running.delete(key);
    const line = waiting.get(key);
    const next = line?.entries().next().value;
    if (!line || !next) return;
    line.delete(next[0]);
    if (line.size === 0) waiting.delete(key);
    again(next[1], next[0]);
  }

  const keysOf = ({ orgId, event }: Pick<InboxItem, 'orgId' | 'event'>): { organisation: string; person: string } => {
    const { platform, workspace } = event.place;
    return {
      organisation: `organisation ${orgId}`,
      person: `person ${orgId} ${platform} ${workspace} ${event.speaker.id}`,
    };
  };

  return {
    /** Whether somebody has to wait for one like this to end. */
    awaited(item: InboxItem): boolean {
      const { organisation, person } = keysOf(item);
      return waiting.has(organisation) || waiting.has(person);
    },
    /** Whether its conversation is still to be brought back; false once `again` has been called for it. */
    waits({ orgId, conversation, event }: InboxItem): boolean {
      return Object.values(keysOf({ orgId, event })).some((key) => waiting.get(key)?.has(conversation));
    },
    /** Begins one; answers what ends it, or null where it has to wait. */
    begin(item: InboxItem): (() => void) | null {
      const { orgId, conversation } = item;
      const { organisation, person } = keysOf(item);
      const limits: [string, number][] = [
        [organisation, most.organisation],
        [person, most.person],
      ];
      const full = limits.find(([key, limit]) => (running.get(key) ?? 0) >= limit);
      if (full) {
        const line = waiting.get(full[0]) ?? new Map<string, OrgId>();
        waiting.set(full[0], line.set(conversation, orgId));
        return null;
      }
      for (const [key] of limits) running.set(key, (running.get(key) ?? 0) + 1);
      return () => {
        for (const [key] of limits) end(key);
      };
    },
  };
}
