import { AsyncLocalStorage } from 'node:async_hooks';
import type { WireSigns } from './model-error.ts';

/** One call to a provider, as its connection sees it. */
export interface CallOnWire extends WireSigns {
  /** Ends the request, whatever the provider's library does with its own signals. */
  signal: AbortSignal;
  /** Told when the answer has not moved for `stallMs`. */
  onStall: () => void;
  stallMs: number;
}

const calls = new AsyncLocalStorage<CallOnWire>();

/** Runs `work` so that every request it makes through `watchedFetch` belongs to this call. */
export const onWire = <T>(call: CallOnWire, work: () => Promise<T>): Promise<T> => calls.run(call, work);

/** Lines that keep a connection open and say nothing: comments and pings. */
const KEEP_ALIVE = /^(?::.*|event: ping|data: \{"type": ?"ping"\}|\s*)$/;

/**
 * `fetch` for the providers' libraries: the same for each of them, it ends with its call, notes status and `retry-after`,
 * and notices an answer that has gone silent.
 */
export const watchedFetch: typeof fetch = async (input, init) => {
  const call = calls.getStore();
  if (!call) return fetch(input, init);
  const signal = init?.signal ? AbortSignal.any([init.signal, call.signal]) : call.signal;
  const response = await fetch(input, { ...init, signal });
  call.status = response.status;
  call.retryAfter = retryAfterOf(response.headers);
  if (!response.body || !response.ok) return response;
  return new Response(response.body.pipeThrough(watching(call)), {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
};

/** Passes everything on, and tells when nothing but keep-alives has come for too long. */
function watching(call: CallOnWire): TransformStream<Uint8Array, Uint8Array> {
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => call.onStall(), call.stallMs);
    timer.unref();
  };
  const stop = (): void => clearTimeout(timer);
  call.signal.addEventListener('abort', stop, { once: true });
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      const isSilence =
        bytes.length < 200 &&
        new TextDecoder()
          .decode(bytes)
          .split('\n')
          .every((line) => KEEP_ALIVE.test(line));
      if (!isSilence) wait();
      controller.enqueue(bytes);
    },
    flush: stop,
  });
}

/** In ms, from `retry-after-ms` or `retry-after` in seconds or as a date. */
function retryAfterOf(headers: Headers): number | null {
  const exact = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(exact)) return Math.max(0, exact);
  const said = headers.get('retry-after');
  if (said === null || said.trim() === '') return null;
  const seconds = Number(said);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(said) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
