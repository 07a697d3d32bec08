/** Resolves at the first SIGINT or SIGTERM from now on; a second one ends the process as usual. */
export function nextSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
  });
}

/**
 * Waits for the signal. Where the database is lost before, the process says so and ends with 1: it could do nothing any more, and whoever
 * watches over it starts it again.
 */
export async function untilSignal(lost: Promise<Error>, signal = nextSignal()): Promise<string> {
  const first = await Promise.race([signal, lost]);
  if (typeof first === 'string') return first;
  process.stderr.write(`${first.message}\n`);
  process.exit(1);
}

/** Ends the process where something keeps it alive for five seconds after all of it was stopped in order. */
export function endSoon(): void {
  setTimeout(() => process.exit(), 5000).unref();
}
