/**
 * Passes on what work says, and lets the work end in its own way whatever becomes of the reader: one who leaves, or whose
 * signal aborts, stops it early, and what it must still write down is written down. `lost` hears of a failure that nobody
 * is there to be told of.
 */
export async function* runToEnd<T, R>(
  events: AsyncIterable<T>,
  work: (stopped: AbortSignal) => Promise<R>,
  signal: AbortSignal | undefined,
  lost: (error: unknown) => void,
): AsyncGenerator<T, R> {
  const gone = new AbortController();
  const ended = work(signal ? AbortSignal.any([signal, gone.signal]) : gone.signal);
  // It is waited for below; until then nobody listens.
  ended.catch(() => {});
  let told = false;
  try {
    yield* events;
    told = true;
    return await ended;
  } finally {
    if (!told) {
      gone.abort();
      await ended.catch(lost);
    }
  }
}
