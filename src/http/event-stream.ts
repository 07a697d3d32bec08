import type { Response } from 'express';

const BEAT_MS = 20_000;

/**
 * Server-sent events: each has a name and one line of JSON. A comment now and then keeps proxies from hanging up, and
 * whoever reads too slowly is waited for.
 */
export class EventStream {
  readonly #response: Response;
  readonly #beat: NodeJS.Timeout;
  /** Aborted when the reader is gone. */
  readonly gone: AbortSignal;

  constructor(response: Response) {
    const gone = new AbortController();
    this.#response = response;
    this.gone = gone.signal;
    response.status(200).set({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
    response.flushHeaders();
    this.#beat = setInterval(() => response.write(':\n\n'), BEAT_MS);
    response.once('close', () => {
      clearInterval(this.#beat);
      gone.abort();
    });
    if (response.destroyed) gone.abort();
  }

  async send(name: string, data: unknown): Promise<void> {
    if (this.gone.aborted) return;
    if (this.#response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)) return;
    await new Promise<void>((resolve) => {
      // A reader who is gone already will neither drain nor leave once more.
      if (this.gone.aborted || this.#response.destroyed) return resolve();
      const go = (): void => {
        this.#response.off('drain', go);
        this.gone.removeEventListener('abort', go);
        resolve();
      };
      this.#response.once('drain', go);
      this.gone.addEventListener('abort', go, { once: true });
    });
  }

  end(): void {
    clearInterval(this.#beat);
    this.#response.end();
  }
}
