import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  decorrelatedJitterGenerator,
  ExponentialBackoff,
  handleWhen,
  type IBackoffFactory,
  type IRetryBackoffContext,
  retry,
} from 'cockatiel';
import {
  isOfProvider,
  type ModelError,
  type ModelFailureKind,
  modelError,
  passes,
  readModelError,
} from './model-error.ts';
import { type CallOnWire, onWire } from './watched-fetch.ts';

export interface GuardOptions {
  /** One call with its retries takes at most so long, in ms. */
  callMs: number;
  /** An answer that does not move for so long is given up, in ms. */
  stallMs: number;
  /** Tries after the first. */
  retries: number;
  /** First wait before trying again, in ms; it grows, with jitter. */
  firstWaitMs: number;
  /** A provider that asks us to wait longer than this is not waited for, in ms. */
  longestWaitMs: number;
  /** Failed tries in a row that suspend calls. */
  failuresToOpen: number;
  /** How long calls stay suspended before one is tried, in ms. */
  openMs: number;
}

const GUARD_DEFAULTS: GuardOptions = {
  callMs: 40_000,
  stallMs: 15_000,
  retries: 2,
  firstWaitMs: 300,
  longestWaitMs: 8_000,
  failuresToOpen: 5,
  openMs: 30_000,
};

export interface GuardedCall {
  /** The asker's: a call nobody waits for ends. */
  signal?: AbortSignal;
  /** No later than this many ms from now, where that is sooner than the guard's own limit. */
  withinMs?: number;
  /** Something of the answer has been passed on already, so that it must not be begun again. */
  begun?: () => boolean;
  /** Told of each try as it ends; `reached` where the provider had begun to answer. */
  onTry?: (result: { failure: ModelError | null; reached: boolean }) => void;
}

export interface ProviderStatus {
  circuit: 'closed' | 'open' | 'half_open';
  /** The last failure that says something about the provider, while no call has succeeded since. */
  failure: { kind: ModelFailureKind; message: string; at: Date } | null;
  /** Tries so far in this process, by how they ended. */
  tries: Readonly<Record<string, number>>;
  /** Tokens so far in this process. */
  tokens: { input: number; output: number };
}

/** What stands between the desk and one provider: time limits, retries, and a circuit breaker that all its calls share. */
export interface ProviderGuard {
  /** Runs one call; throws a `ModelError` that says what happened. */
  call<T>(work: () => Promise<T>, call?: GuardedCall): Promise<T>;
  /** Counts what calls cost. */
  spent(input: number, output: number): void;
  status(): ProviderStatus;
}

export function createProviderGuard(options: Partial<GuardOptions> = {}): ProviderGuard {
  const limits = { ...GUARD_DEFAULTS, ...options };
  const tries: Record<string, number> = {};
  const tokens = { input: 0, output: 0 };
  let failure: ProviderStatus['failure'] = null;
  const breaker = circuitBreaker(
    handleWhen((error) => isModelError(error) && isOfProvider(error.kind)),
    { halfOpenAfter: limits.openMs, breaker: new ConsecutiveBreaker(limits.failuresToOpen) },
  );

  return {
    async call(work, { signal, withinMs, begun = () => false, onTry } = {}) {
      const late = AbortSignal.timeout(wholeMs(Math.min(limits.callMs, withinMs ?? limits.callMs)));
      const ended = signal ? AbortSignal.any([signal, late]) : late;
      const whyEnded = (): ModelError => modelError(signal?.aborted ? 'cancelled' : 'timeout');

      const once = async (): ReturnType<typeof work> => {
        // A probe is under way: whoever comes meanwhile does not wait for another's call.
        if (breaker.state === CircuitState.HalfOpen) throw modelError('suspended');
        return breaker.execute(async () => {
          const stalled = new AbortController();
          const wire: CallOnWire = {
            signal: AbortSignal.any([ended, stalled.signal]),
            onStall: () => stalled.abort(),
            stallMs: limits.stallMs,
            status: null,
            retryAfter: null,
          };
          try {
            const result = await orAborted(onWire(wire, work), wire.signal);
            failure = null;
            tries.ok = (tries.ok ?? 0) + 1;
            onTry?.({ failure: null, reached: true });
            return result;
          } catch (error) {
            const why = ended.aborted
              ? whyEnded()
              : stalled.signal.aborted
                ? modelError('stalled')
                : readModelError(error, wire);
            tries[why.kind] = (tries[why.kind] ?? 0) + 1;
            if (isOfProvider(why.kind)) failure = { kind: why.kind, message: why.message, at: new Date() };
            onTry?.({ failure: why, reached: wire.status !== null && wire.status < 300 });
            throw why;
          }
        });
      };
      const again = retry(
        handleWhen(
          (error) =>
            isModelError(error) &&
            passes(error.kind) &&
            !begun() &&
            !ended.aborted &&
            (error.retryAfter ?? 0) <= limits.longestWaitMs,
        ),
        { maxAttempts: limits.retries, backoff: waits(limits) },
      );
      try {
        return await orAborted(again.execute(once), ended);
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw modelError('suspended');
        throw isModelError(error) ? error : ended.aborted ? whyEnded() : readModelError(error, NOTHING_SEEN);
      }
    },
    spent(input, output) {
      tokens.input += input;
      tokens.output += output;
    },
    status: () => ({ circuit: CIRCUIT[breaker.state], failure, tries: { ...tries }, tokens: { ...tokens } }),
  };
}

/** A timer takes whole milliseconds only, and the clock of a turn has fractions. */
const wholeMs = (ms: number): number => Math.max(1, Math.floor(ms));

const NOTHING_SEEN = { status: null, retryAfter: null };
const CIRCUIT: Record<CircuitState, ProviderStatus['circuit']> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half_open',
  [CircuitState.Isolated]: 'open',
};

const isModelError = (error: unknown): error is ModelError => error instanceof Error && error.name === 'ModelError';

/** As long as the provider asks us to wait; else growing, with jitter, so that fifty who failed together do not return together. */
function waits({ firstWaitMs, longestWaitMs }: GuardOptions): IBackoffFactory<IRetryBackoffContext<unknown>> {
  const growing = new ExponentialBackoff({
    initialDelay: firstWaitMs,
    maxDelay: longestWaitMs,
    generator: decorrelatedJitterGenerator,
  });
  const next = (
    context: IRetryBackoffContext<unknown>,
    backoff: ReturnType<typeof growing.next>,
  ): ReturnType<IBackoffFactory<IRetryBackoffContext<unknown>>['next']> => {
    const error = 'error' in context.result ? context.result.error : null;
    const asked = isModelError(error) ? error.retryAfter : null;
    return { duration: asked ?? backoff.duration, next: (later) => next(later, backoff.next(undefined)) };
  };
  return { next: (context) => next(context, growing.next()) };
}

/** Work that is not waited for any longer once the signal says so, whether or not it listens. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new Error('aborted'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
