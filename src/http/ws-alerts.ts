import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { findAlert } from '../db/alerts.ts';
import { withOrg } from '../db/scope.ts';
import type { Principal } from '../domain/principal.ts';
import { parseReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { SafeNestError } from '../errors.ts';
import { withKnown } from '../pipeline/alert-shown.ts';
import { authorise } from '../pipeline/authorise.ts';
import { authenticate } from './auth/authenticate.ts';
import { asSafeNestError, problemOf } from './problem.ts';
import { alertShape } from './routes/shapes.ts';
import { isSameOrigin } from './security.ts';
import type { HttpServices } from './services.ts';

export const ALERTS_SOCKET = '/ws/alerts';
const BEAT_MS = 30_000;
/** A client that is this many bytes behind is gone or hopeless; it can come back and read the list. */
const TOO_FAR_BEHIND = 1_000_000;
/** How long a client may take to answer a closing handshake once the server stops. */
const CLOSE_WITHIN_MS = 1000;
/** RFC 6455: going away; policy violation; try again later. */
const CLOSE = { goingAway: 1001, notAllowed: 1008, overloaded: 1013 };

/**
 * `WS /ws/alerts`: every alert of the organisation as it is raised or changes, as `{type: 'alert', alert}`. Shown an API
 * key in Authorization, or by a page of ours with its session. Returns how to end all connections.
 */
export function alertsSocket(server: Server, services: HttpServices): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  const trusted = services.publicUrl === null ? [] : [new URL(services.publicUrl).origin];

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    admit(request).then(
      (principal) => sockets.handleUpgrade(request, socket, head, (client) => serve(client, request, principal)),
      (error: unknown) => refuse(socket, asSafeNestError(error)),
    );
  });

  async function admit(request: IncomingMessage): Promise<Principal> {
    const path = URL.canParse(request.url ?? '', 'http://here') ? new URL(request.url!, 'http://here').pathname : '';
    if (path !== ALERTS_SOCKET) throw new SafeNestError('not_found', 'There is nothing here by that name.');
    const credential = await authenticate(services, request);
    if (!credential)
      throw new SafeNestError('unauthenticated', 'Show an API key (Authorization: Bearer …) or sign in.');
    // A handshake is a GET, but what it opens is not covered by CORS: with a cookie, only our own pages may.
    if (credential.kind === 'session' && !fromOurPage(request))
      throw new SafeNestError('forbidden', 'This request came from another site’s page and was refused.');
    authorise(credential.principal, 'alerts.read');
    return credential.principal;
  }

  const fromOurPage = ({ headers }: IncomingMessage): boolean =>
    headers.origin !== undefined &&
    isSameOrigin({ method: 'POST', secFetchSite: undefined, origin: headers.origin, host: headers.host }, trusted);

  function serve(client: WebSocket, request: IncomingMessage, principal: Principal): void {
    let answered = true;
    client.on('error', () => client.terminate());
    let unsubscribe: () => void;
    try {
      unsubscribe = services.live.subscribe(principal.orgId, (message) => {
        if (message.type === 'alert') void tell(client, principal, message.ref);
      });
    } catch (error) {
      services.log.warn({ err: error }, 'a live connection was turned away');
      client.close(CLOSE.overloaded, 'too many connections');
      return;
    }
    const beat = setInterval(() => {
      if (!answered) return client.terminate();
      answered = false;
      client.ping();
      // Whoever was shut out or demoted since stops hearing.
      authenticate(services, request).then(
        (credential) => {
          if (!credential || !can(credential.principal.role, 'alerts.read'))
            client.close(CLOSE.notAllowed, 'signed out');
        },
        () => client.close(CLOSE.notAllowed, 'signed out'),
      );
    }, BEAT_MS);
    client.on('pong', () => {
      answered = true;
    });
    client.once('close', () => {
      clearInterval(beat);
      unsubscribe();
    });
  }

  async function tell(client: WebSocket, principal: Principal, ref: string): Promise<void> {
    try {
      const reference = parseReference(ref, 'alert');
      if (reference?.kind !== 'alert') return;
      const alert = await withOrg(services.db, principal, async (tx) => {
        const found = await findAlert(tx, reference.number);
        return found && (await withKnown({ tx, principal }, [found]))[0]!;
      });
      if (!alert || client.readyState !== client.OPEN) return;
      if (client.bufferedAmount > TOO_FAR_BEHIND) return client.close(CLOSE.overloaded, 'too far behind');
      client.send(JSON.stringify({ type: 'alert', alert: alertShape(alert) }));
    } catch (error) {
      services.log.warn({ err: error, ref }, 'a live alert could not be sent');
    }
  }

  return () => {
    for (const client of sockets.clients) client.close(CLOSE.goingAway, 'the server stops');
    sockets.close();
    // A client that is gone or frozen answers nothing, and would keep the server from stopping for half a minute.
    setTimeout(() => {
      for (const client of sockets.clients) client.terminate();
    }, CLOSE_WITHIN_MS);
  };
}

/** Answers a handshake that was not let in as any other request would be. */
function refuse(socket: Duplex, error: SafeNestError): void {
  const problem = problemOf(error, randomUUID());
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
