import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';

const TIMEOUT_MS = 10_000;
/** Microsoft announces new keys days before it signs with them. */
const KEPT_MS = 24 * 3_600_000;
/** A key nobody knows is looked for so often at most: anybody may name one. */
const LOOK_AGAIN_MS = 5 * 60_000;
/** As far as clocks may be apart, in seconds. */
const LEEWAY = 300;

const metadata = z.object({ jwks_uri: z.url() });
const published = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) });
const header = z.object({ alg: z.literal('RS256'), kid: z.string().max(200) });
const times = z.object({ exp: z.number(), nbf: z.number().optional() });

/**
 * Whether a token is signed with a key that Microsoft publishes, and is of now. NOTE this comes before the SDK's own checks, which
 * write pages about every forged token to the console: that would be a flood for whoever sends some.
 */
export function createSignatures({ openIdUrl, now }: { openIdUrl: string; now: () => Date }) {
  let known: { keys: Promise<Map<string, KeyObject>>; at: number } | null = null;

  async function fetchKeys(): Promise<Map<string, KeyObject>> {
    const get = async (url: string): Promise<unknown> => {
      const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!response.ok) throw new Error(`answered ${response.status}`);
      return response.json();
    };
    const { keys } = published.parse(await get(metadata.parse(await get(openIdUrl)).jwks_uri));
    const usable = keys.filter(({ kty }) => kty === 'RSA');
    return new Map(usable.map((key) => [key.kid, createPublicKey({ key: key as JsonWebKey, format: 'jwk' })]));
  }

  async function keyOf(kid: string): Promise<KeyObject | undefined> {
    const at = now().getTime();
    const look = (): Promise<Map<string, KeyObject>> => {
      const looked = { keys: fetchKeys(), at };
      known = looked;
      looked.keys.catch(() => {
        if (known === looked) known = null;
      });
      return looked.keys;
    };
    if (!known || at - known.at > KEPT_MS) return (await look()).get(kid);
    const { keys, at: before } = known;
    return (await keys).get(kid) ?? (at - before > LOOK_AGAIN_MS ? (await look()).get(kid) : undefined);
  }

  return {
    async check(token: string): Promise<'yes' | 'no' | 'cannot_say'> {
      const [head = '', body = '', signature = '', more] = token.split('.');
      const named = header.safeParse(read(head));
      const claimed = times.safeParse(read(body));
      if (!named.success || !claimed.success || more !== undefined) return 'no';
      const { exp, nbf = 0 } = claimed.data;
      const seconds = now().getTime() / 1000;
      if (seconds > exp + LEEWAY || seconds < nbf - LEEWAY) return 'no';
      let key: KeyObject | undefined;
      try {
        key = await keyOf(named.data.kid);
      } catch {
        return 'cannot_say';
      }
      const signed = Buffer.from(`${head}.${body}`);
      return key && verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url')) ? 'yes' : 'no';
    },
  };
}

function read(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
