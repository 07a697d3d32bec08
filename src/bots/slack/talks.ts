const KEPT = 5000;
/** A thread we were not in may have become one by another process. */
const ASK_AGAIN_MS = 5000;

/** Whether somebody has asked us in a thread, as the desk has it on record. */
export type Asked = (workspace: string, channel: string, thread: string) => Promise<boolean>;

/**
 * The threads of channels in which the app was asked: what is said there on is said to it. Whose threads they are we know ourselves;
 * Slack is not asked, so that what people say among themselves costs nothing of what it allows.
 */
export class Talks {
  readonly #asked: Asked;
  readonly #now: () => Date;
  readonly #known = new Map<string, { ours: boolean; at: number }>();

  constructor(asked: Asked, now: () => Date) {
    this.#asked = asked;
    this.#now = now;
  }

  /** It was asked there, and will answer. */
  begin(workspace: string, channel: string, thread: string): void {
    this.#remember(`${workspace} ${channel} ${thread}`, true);
  }

  /** Whether it was asked there. Throws where that cannot be told just now: Slack brings the event again. */
  async has(workspace: string, channel: string, thread: string): Promise<boolean> {
    const id = `${workspace} ${channel} ${thread}`;
    const known = this.#known.get(id);
    if (known && (known.ours || this.#now().getTime() - known.at < ASK_AGAIN_MS)) return known.ours;
    const ours = await this.#asked(workspace, channel, thread);
    this.#remember(id, ours);
    return ours;
  }

  #remember(id: string, ours: boolean): void {
    this.#known.delete(id);
    if (this.#known.size >= KEPT) this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(id, { ours, at: this.#now().getTime() });
  }
}
