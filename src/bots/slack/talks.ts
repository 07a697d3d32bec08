import type { SlackConnection } from './connection.ts';
import { asking } from './errors.ts';
import { KEYED } from './ledger.ts';

const KEPT = 5000;
/** A thread we were not in may have become one by another process. */
const ASK_AGAIN_MS = 60_000;
const WAIT_MS = 1000;
/** Under these keys stands what somebody was answered; what we tell of our own accord begins no talk. */
const ANSWERS = /^(answer:|inbox )/;

/** The threads of channels in which the app has answered: what is said there on is said to it. */
export class Talks {
  readonly #connection: SlackConnection;
  readonly #now: () => Date;
  readonly #known = new Map<string, { ours: boolean; at: number }>();

  constructor(connection: SlackConnection, now: () => Date) {
    this.#connection = connection;
    this.#now = now;
  }

  /** It was asked there, and will answer. */
  begin(channel: string, thread: string): void {
    this.#remember(`${channel} ${thread}`, true);
  }

  /** Whether it has answered there, by Slack's own word where this process does not know; no, where Slack does not say in time. */
  async has(channel: string, thread: string): Promise<boolean> {
    const id = `${channel} ${thread}`;
    const known = this.#known.get(id);
    if (known && (known.ours || this.#now().getTime() - known.at < ASK_AGAIN_MS)) return known.ours;
    const asked = this.#ask(channel, thread).then(
      (ours) => {
        this.#remember(id, ours);
        return ours;
      },
      () => false,
    );
    const late = new Promise<false>((resolve) => {
      setTimeout(() => resolve(false), WAIT_MS).unref();
    });
    return Promise.race([asked, late]);
  }

  async #ask(channel: string, thread: string): Promise<boolean> {
    const { messages = [] } = await asking(() =>
      this.#connection.client.conversations.replies({ channel, ts: thread, limit: 200, include_all_metadata: true }),
    );
    const botId = this.#connection.known?.botId ?? null;
    return messages.some(({ bot_id: bot, metadata }) => {
      const key = (metadata?.event_payload as { key?: unknown } | undefined)?.key;
      return bot !== undefined && bot === botId && metadata?.event_type === KEYED && ANSWERS.test(String(key));
    });
  }

  #remember(id: string, ours: boolean): void {
    this.#known.delete(id);
    if (this.#known.size >= KEPT) this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(id, { ours, at: this.#now().getTime() });
  }
}
