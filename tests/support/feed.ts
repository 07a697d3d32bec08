import type { OrgId } from '../../src/domain/id.ts';
import type { Live } from '../../src/http/live.ts';

/** What someone who reads a channel sees. */
export interface Reader {
  /** What each message is about, oldest message first. */
  shown(): string[];
  /** How often any of them was drawn or redrawn. */
  drawn(): number;
}

/** Reads the console's live feed as a page does: one card per key, redrawn where it stands. */
export function readFeed(live: Pick<Live, 'subscribe'>, orgId: OrgId): Reader {
  const cards = new Map<string, string>();
  let drawn = 0;
  live.subscribe(orgId, ({ key, ref }) => {
    cards.set(key, ref);
    drawn++;
  });
  return { shown: () => [...cards.values()], drawn: () => drawn };
}
