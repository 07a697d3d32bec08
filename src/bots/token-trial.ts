import type { Log } from '../log.ts';

const MINUTE_MS = 60_000;
/** After these pauses a token that was refused is tried again; after the last one, again and again. */
const PAUSES_MS: readonly number[] = [1, 2, 5, 10].map((minutes) => minutes * MINUTE_MS);

/** What an adapter tells of its tokens, and how they are tried again. */
export interface TokenTrialOptions {
  now: () => Date;
  log: Log;
  /** Told when a token is taken again: what waits for it can go on. */
  onTokenBack?: (() => void) | undefined;
  /** Shorter in tests. */
  tokenPausesMs?: readonly number[] | undefined;
}

/**
 * Whether a platform takes a token. One that was refused is tried again by itself, ever less often: a platform may refuse it for a
 * while, or a person mends it there.
 */
export interface TokenTrial {
  /** When a token that is refused is tried next; null while it is taken. */
  readonly nextAt: Date | null;
  /** That in words, for whoever looks after the connection; empty while it is taken. */
  readonly words: string;
  /** A call was refused for the token. */
  refused(): void;
  /** A call went through. */
  taken(): void;
  /** Resolves once the token is taken: never where nobody tries it any more. */
  wait(): Promise<void>;
  stop(): void;
}

/** `ask` is a call that needs nothing but the token. */
export function createTokenTrial(
  app: string,
  ask: () => Promise<unknown>,
  { now, log, onTokenBack, tokenPausesMs: pauses = PAUSES_MS }: TokenTrialOptions,
): TokenTrial {
  let timer: NodeJS.Timeout | undefined;
  let nextAt: Date | null = null;
  let refusals = 0;
  let stopped = false;
  const waiting: (() => void)[] = [];

  function schedule(): void {
    const pause = pauses[Math.min(refusals, pauses.length - 1)]!;
    refusals += 1;
    nextAt = new Date(now().getTime() + pause);
    timer = setTimeout(() => {
      ask().then(back, () => {
        if (!stopped && nextAt !== null) schedule();
      });
    }, pause).unref();
  }

  function back(): void {
    if (nextAt === null || stopped) return;
    clearTimeout(timer);
    nextAt = null;
    log.info({ app }, 'a token that was refused is taken again');
    for (const go of waiting.splice(0)) go();
    onTokenBack?.();
  }

  return {
    get nextAt() {
      return nextAt;
    },
    get words() {
      if (nextAt === null) return '';
      const minutes = Math.ceil((nextAt.getTime() - now().getTime()) / MINUTE_MS);
      return `It is tried again by itself, next in ${minutes <= 1 ? 'a minute' : `${minutes} minutes`}.`;
    },
    refused() {
      if (nextAt === null && !stopped) schedule();
    },
    taken() {
      // only a call that did something begins the pauses anew: what answers the try may refuse the rest
      refusals = 0;
      back();
    },
    wait: () =>
      nextAt === null
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
