import { LARGEST_PICTURE, pictureTooLarge } from '../domain/picture.ts';
import { SafeNestError } from '../errors.ts';

export interface FetchPicture {
  /** Whether an address is the platform's: nothing else is asked, whatever a message says. */
  isTheirs(url: URL): boolean;
  /** Sent to the first host alone. */
  headers?: Record<string, string>;
  signal: AbortSignal;
  timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;
const REDIRECTS = 2;

/**
 * The bytes at an address of a platform: within a time, within a size, and never from anywhere else. What they are is judged by
 * whoever decodes them.
 */
export async function fetchPicture(address: string | undefined, options: FetchPicture): Promise<Uint8Array> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)]);
  try {
    const response = await open(address, options, signal);
    return await bytesOf(response);
  } catch (error) {
    if (error instanceof SafeNestError) throw error;
    if (options.signal.aborted) throw error;
    throw new SafeNestError('unavailable', 'The picture could not be fetched just now.', { cause: error });
  }
}

async function open(address: string | undefined, options: FetchPicture, signal: AbortSignal): Promise<Response> {
  let url = theirs(address, options);
  const { host } = url;
  for (let followed = 0; ; followed++) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: url.host === host ? { ...options.headers } : {},
      signal,
    });
    const to = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (to === null) {
      if (response.ok) return response;
      await response.body?.cancel();
      throw refusalOf(response.status);
    }
    await response.body?.cancel();
    if (followed >= REDIRECTS) throw refusalOf(403);
    url = theirs(URL.canParse(to, url) ? new URL(to, url).href : to, options);
  }
}

function theirs(address: string | undefined, { isTheirs }: FetchPicture): URL {
  const url = address !== undefined && URL.canParse(address) ? new URL(address) : null;
  if (url && url.username === '' && url.password === '' && isTheirs(url)) return url;
  throw new SafeNestError('forbidden', 'The picture lies somewhere that SafeNest does not fetch from.');
}

function refusalOf(status: number): SafeNestError {
  if (status === 404 || status === 410) return new SafeNestError('not_found', 'The picture is gone.');
  if (status === 401 || status === 403)
    return new SafeNestError('forbidden', 'The platform does not let SafeNest fetch the picture.');
  return new SafeNestError('unavailable', `The platform answered ${status} when the picture was fetched.`);
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  const tooLarge = (): SafeNestError => new SafeNestError('too_large', pictureTooLarge());
  if (Number(response.headers.get('content-length') ?? 0) > LARGEST_PICTURE) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  // leaving the loop cancels what is still coming
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > LARGEST_PICTURE) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Whether a host is one of these or below it, by HTTPS; or the very origin that the settings name, which tests and proxies do. */
export const hostsOf =
  (domains: readonly string[], ...origins: string[]) =>
  (url: URL): boolean =>
    (url.protocol === 'https:' &&
      url.port === '' &&
      domains.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`))) ||
    origins.some((origin) => URL.canParse(origin) && new URL(origin).origin === url.origin);
