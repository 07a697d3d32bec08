import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.ts';

type Hear = (payload: string) => void;

/**
 * Hears notifications on a connection of its own, which it opens with the first listener and opens again when it breaks.
 * NOTE what is notified while the connection is broken is not heard: notifications are hints, never the only record.
 */
export class Listener {
  readonly #config: () => pg.ClientConfig;
  readonly #log: Log;
  readonly #channels = new Map<string, Set<Hear>>();
  readonly #closing = new AbortController();
  #client: Promise<pg.Client> | null = null;

  constructor(config: () => pg.ClientConfig, log: Log) {
    this.#config = config;
    this.#log = log;
  }

  /** Calls `hear` for every notification from when this returns until the returned function is called. */
  async listen(channel: string, hear: Hear): Promise<() => Promise<void>> {
    const heardBefore = this.#channels.get(channel);
    const all = heardBefore ?? new Set();
    this.#channels.set(channel, all.add(hear));
    const running = this.#client;
    this.#client ??= this.#connect();
    try {
      const client = await this.#client;
      // a connection made just now listens to every channel already
      if (running && !heardBefore) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      this.#forget(channel, hear);
      if (!running) this.#client = null;
      throw error;
    }
    return async () => {
      if (!this.#forget(channel, hear) || !this.#client) return;
      const client = await this.#client;
      // one that is broken listens to nothing any more
      await client.query(`unlisten ${pg.escapeIdentifier(channel)}`).catch(() => {});
    };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#channels.clear();
    const client = await this.#client?.catch(() => null);
    await client?.end();
  }

  /** Whether that was the channel's last listener. */
  #forget(channel: string, hear: Hear): boolean {
    const all = this.#channels.get(channel);
    return all?.delete(hear) === true && all.size === 0 && this.#channels.delete(channel);
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client(this.#config());
    let listening = false;
    client.on('notification', ({ channel, payload }) => {
      for (const hear of this.#channels.get(channel) ?? []) hear(payload ?? '');
    });
    client.on('error', (err) => this.#log.warn({ err }, 'the connection that hears notifications broke'));
    client.on('end', () => {
      if (listening) this.#reconnect();
    });
    try {
      await client.connect();
      for (const channel of this.#channels.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      listening = true;
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
  }

  #reconnect(): void {
    if (this.#closing.signal.aborted) return;
    this.#client = this.#retry();
    // whoever listens next sees the error; nobody else waits for it
    this.#client.catch(() => {});
  }

  async #retry(): Promise<pg.Client> {
    for (let wait = 100; ; wait = Math.min(wait * 2, 10_000)) {
      await sleep(wait, undefined, { signal: this.#closing.signal });
      try {
        return await this.#connect();
      } catch (err) {
        this.#log.warn({ err, wait }, 'still no connection to hear notifications on');
      }
    }
  }
}
