import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import ece from 'http_ece';
import type { PushMessage } from '../../src/pipeline/delivery/send-push.ts';
import { selfSigned } from './certificate.ts';

/** A request as a browser's service gets it. */
export interface Pushed {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Browser {
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
  /** What it is told, decrypted as a browser does; throws for what is not for it. */
  read(pushed: Pushed): PushMessage;
}

/** A browsers' service over https on this machine: RFC 8030. */
export async function startPushService(...names: string[]) {
  const { key, cert } = selfSigned(...names);
  const pushed: Pushed[] = [];
  let status = 201;
  const server = createServer({ key, cert }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      pushed.push({ path: request.url!, headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(status, status === 302 ? { location: 'http://169.254.169.254/' } : {}).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const origin = `https://127.0.0.1:${port}`;
  return {
    origin,
    port,
    ca: cert,
    pushed,
    answer(next: number): void {
      status = next;
    },
    /** A browser that has subscribed here. */
    browser(path = `/push/${randomBytes(6).toString('hex')}`): Browser {
      const own = createECDH('prime256v1');
      const p256dh = own.generateKeys('base64url');
      const auth = randomBytes(16).toString('base64url');
      return {
        subscription: { endpoint: origin + path, keys: { p256dh, auth } },
        read: ({ body }) =>
          JSON.parse(ece.decrypt(body, { version: 'aes128gcm', privateKey: own, authSecret: auth }).toString('utf8')),
      };
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Who sent it, as the service is to check (RFC 8292): the claims and the key; throws where the signature is not theirs. */
export function senderOf({ headers }: Pushed): { claims: { aud: string; exp: number; sub: string }; key: string } {
  const [, token, key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
  const [head, body, signature] = (token ?? '').split('.');
  const point = Buffer.from(key ?? '', 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const good = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature ?? '', 'base64url'),
  );
  if (!good) throw new Error('signed by somebody else');
  return { claims: JSON.parse(Buffer.from(body!, 'base64url').toString()), key: key! };
}
