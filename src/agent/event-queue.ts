/** Values pushed by one side and read by the other, in order; reading waits until there is one or the queue is closed. */
export interface EventQueue<T> extends AsyncIterable<T> {
  push(value: T): void;
  close(): void;
}

export function createEventQueue<T>(): EventQueue<T> {
  const values: T[] = [];
  let closed = false;
  let wake = (): void => {};
  return {
    push(value) {
      values.push(value);
      wake();
    },
    close() {
      closed = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      while (true) {
        while (values.length > 0) yield values.shift()!;
        if (closed) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

/** Pushes everything that comes into another queue. */
export async function passOn<T>(from: AsyncIterable<T>, to: Pick<EventQueue<T>, 'push'>): Promise<void> {
  for await (const value of from) to.push(value);
}
