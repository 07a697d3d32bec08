import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far Slack's clock and ours may be apart, in seconds, either way. */
const WINDOW = 5 * 60;

export interface SignedRequest {
  /** The body's bytes as they came. */
  body: Buffer;
  /** `x-slack-request-timestamp`: seconds since 1970. */
  timestamp: string | undefined;
  /** `x-slack-signature`: `v0=` and the HMAC in hexadecimal. */
  signature: string | undefined;
}

/** Whether Slack signed the request with the secret (https://docs.slack.dev/authentication/verifying-requests-from-slack) just now. */
export function verifySignature(request: SignedRequest, secret: string, now: Date): 'ok' | 'stale' | 'wrong' {
  const { body, timestamp = '', signature = '' } = request;
  if (!/^\d{1,12}$/.test(timestamp) || !/^v0=[0-9a-f]{64}$/.test(signature) || secret === '') return 'wrong';
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > WINDOW) return 'stale';
  const ours = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest();
  return timingSafeEqual(ours, Buffer.from(signature.slice(3), 'hex')) ? 'ok' : 'wrong';
}

/** What a request says of itself before anyone has checked it: good for an order of trying, never for trust. */
export interface Hints {
  teamId: string | null;
  appId: string | null;
}

/** One that may have been called, with what is known of it. */
export interface Signer {
  secret: string | null;
  teamId: string | null;
  /** Slack's id of the app, known once it has called. */
  appId: string | null;
}

/** Which of the apps Slack called: the one whose secret made the signature, those that the request names first. */
export function findSigner<S extends Signer>(
  signers: readonly S[],
  hints: Hints,
  request: SignedRequest,
  now: Date,
): S | 'stale' | 'wrong' {
  const named = (signer: S): number =>
    Number(hints.appId !== null && signer.appId === hints.appId) +
    Number(hints.teamId !== null && signer.teamId === hints.teamId);
  let answer: 'stale' | 'wrong' = 'wrong';
  for (const signer of signers.toSorted((a, b) => named(b) - named(a))) {
    if (signer.secret === null) continue;
    const verdict = verifySignature(request, signer.secret, now);
    if (verdict === 'ok') return signer;
    // too old is too old with every secret
    if (verdict === 'stale') return 'stale';
    answer = verdict;
  }
  return answer;
}
