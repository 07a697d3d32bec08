import type { Log } from '../log.ts';
import { Gone, isRefusedForGood, RateLimited, Refused, Unreachable } from './platform-errors.ts';

/** How far a platform came: done, to be tried again, or refused with the reason in words; `gone` where what it was about is no more. */
export type Came<T> =
  | { kind: 'done'; done: T }
  | { kind: 'later'; afterMs: number; why: string }
  | { kind: 'refused'; why: string; gone?: true };

/** A token that is refused is mended by a person: so long it takes at least. */
const TOKEN_MS = 60_000;

/** Does it, and answers how far it came; nothing is thrown. */
export async function came<T>(log: Log, work: () => Promise<T>): Promise<Came<T>> {
  try {
    return { kind: 'done', done: await work() };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (error instanceof Gone) return { kind: 'refused', why, gone: true };
    if (isRefusedForGood(error)) return { kind: 'refused', why };
    if (error instanceof RateLimited) return { kind: 'later', afterMs: error.retryAfterMs, why };
    if (error instanceof Unreachable) return { kind: 'later', afterMs: 0, why };
    if (error instanceof Refused) return { kind: 'later', afterMs: TOKEN_MS, why };
    log.error({ err: error }, 'a platform could not do what was decided');
    return { kind: 'later', afterMs: 0, why: 'SafeNest could not do it; its log says why.' };
  }
}
