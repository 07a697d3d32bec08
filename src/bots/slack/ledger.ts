import { Refused } from '../platform-errors.ts';
import type { SlackConnection } from './connection.ts';
import { asking } from './errors.ts';

/** `event_type` of the metadata under which a message carries the key of its matter. */
export const KEYED = 'safenest_matter';
export const keyed = (key: string) => ({ event_type: KEYED, event_payload: { key } });

/** What was read of a place this long ago is still true of what another process posted before it crashed. */
const FRESH_MS = 10_000;
/** How far back the first look goes, in seconds: what waits longer is a dead letter. */
const BACK = 24 * 3600;
const OVERLAP = 60;
const PAGES = 5;
const PLACES = 2000;

interface Place {
  /** Message ids by the key they carry. */
  found: Map<string, string>;
  readAt: number;
}

/**
 * Which message shows which matter. Slack keeps the key with the message, so that a message posted just before a crash is
 * found again in the channel's history instead of being posted twice.
 */
export class Ledger {
  readonly #connection: SlackConnection;
  readonly #now: () => Date;
  readonly #places = new Map<string, Place>();

  constructor(connection: SlackConnection, now: () => Date) {
    this.#connection = connection;
    this.#now = now;
  }

  /** The message of the matter in this place; null where there is none. */
  async find(channel: string, thread: string | null, key: string): Promise<string | null> {
    const id = `${channel} ${thread ?? ''}`;
    const place = this.#places.get(id) ?? { found: new Map(), readAt: Number.NEGATIVE_INFINITY };
    const here = place.found.get(key);
    if (here !== undefined) return here;
    const now = this.#now().getTime();
    if (now - place.readAt < FRESH_MS) return null;
    await this.#read(channel, thread, place, now);
    if (this.#places.size >= PLACES) this.#places.delete(this.#places.keys().next().value!);
    this.#places.set(id, place);
    return place.found.get(key) ?? null;
  }

  note(channel: string, thread: string | null, key: string, messageId: string): void {
    const found = this.#places.get(`${channel} ${thread ?? ''}`)?.found;
    if (!found) return;
    this.#drop(found);
    found.set(key, messageId);
  }

  /** What is older than anything that may still wait to be told is forgotten, from the oldest on. */
  #drop(found: Place['found']): void {
    const before = this.#now().getTime() / 1000 - BACK;
    for (const [key, ts] of found) {
      if (Number(ts) >= before) return;
      found.delete(key);
    }
  }

  forget(channel: string, thread: string | null, key: string): void {
    this.#places.get(`${channel} ${thread ?? ''}`)?.found.delete(key);
  }

  /** A post may or may not have arrived: the next look is a real one. */
  doubt(channel: string, thread: string | null): void {
    const place = this.#places.get(`${channel} ${thread ?? ''}`);
    if (place) place.readAt = Number.NEGATIVE_INFINITY;
  }

  async unkeyed(channel: string, thread: string, since: string): Promise<string | null> {
    const { client, known } = this.#connection;
    const answer = await asking<{ messages?: { ts?: string; bot_id?: string; metadata?: { event_type?: string } }[] }>(
      () =>
        client.conversations.replies({ channel, ts: thread, oldest: since, limit: 200, include_all_metadata: true }),
    );
    const ours = (answer.messages ?? []).flatMap(({ ts, bot_id: bot, metadata }) =>
      ts && Number(ts) > Number(since) && bot !== undefined && bot === known?.botId && metadata?.event_type !== KEYED
        ? [ts]
        : [],
    );
    return ours.sort((a, b) => Number(a) - Number(b)).at(-1) ?? null;
  }

  async #read(channel: string, thread: string | null, place: Place, now: number): Promise<void> {
    const { client } = this.#connection;
    const since = Number.isFinite(place.readAt) ? place.readAt / 1000 - OVERLAP : now / 1000 - BACK;
    const common = { channel, oldest: since.toFixed(6), limit: 200, include_all_metadata: true };
    const read: [string, string][] = [];
    let cursor: string | undefined;
    try {
      for (let page = 0; page < PAGES; page++) {
        const more = cursor ? { cursor } : {};
        const answer = await asking<{
          messages?: { ts?: string; bot_id?: string; metadata?: { event_type?: string; event_payload?: object } }[];
          response_metadata?: { next_cursor?: string };
        }>(() =>
          thread === null
            ? client.conversations.history({ ...common, ...more })
            : client.conversations.replies({ ...common, ...more, ts: thread }),
        );
        for (const { ts, bot_id: bot, metadata } of answer.messages ?? []) {
          const payload = metadata?.event_payload as { key?: unknown } | undefined;
          // anyone may write such metadata: only our own count
          const own = bot !== undefined && bot === this.#connection.known?.botId;
          if (ts && own && metadata?.event_type === KEYED && typeof payload?.key === 'string')
            read.push([payload.key, ts]);
        }
        cursor = answer.response_metadata?.next_cursor || undefined;
        if (!cursor) break;
      }
    } catch (error) {
      // where history may not be read, messages are posted without it; where Slack is away, nothing is
      if (!(error instanceof Refused)) throw error;
    }
    // a channel's history comes from the newest on
    for (const [key, ts] of thread === null ? read.toReversed() : read)
      if (!place.found.has(key)) place.found.set(key, ts);
    this.#drop(place.found);
    place.readAt = now;
  }
}
