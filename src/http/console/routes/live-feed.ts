import type { Request, Response } from 'express';
import { can, type Permission } from '../../../domain/role.ts';
import { authorise } from '../../../pipeline/authorise.ts';
import { authenticate } from '../../auth/authenticate.ts';
import { EventStream } from '../../event-stream.ts';
import type { HttpServices, LiveMessage } from '../../services.ts';
import { type Visit, visitOf } from '../visit.ts';

const RECHECK_MS = 30_000;

export interface LiveFeed {
  /** What a reader must be allowed, now and for as long as they listen. */
  permission: Permission;
  /** Of what it tells. */
  type: LiveMessage['type'];
  /** What happens within so many milliseconds is told together. */
  gatherMs: number;
  /** Tells how all stands, at the start. */
  begin(visit: Visit, stream: EventStream): Promise<void>;
  /** Tells what changed, by its references, each once. */
  tell(visit: Visit, stream: EventStream, refs: string[]): Promise<void>;
}

/**
 * Server-sent events of what happens in the reader's organisation. It begins with how all stands, so that a page which was away has
 * missed nothing. Only references travel between processes: what they mean is loaded in the reader's own name.
 */
export async function serveLive(
  services: HttpServices,
  request: Request,
  response: Response,
  feed: LiveFeed,
): Promise<void> {
  const visit = visitOf(services, request, response);
  authorise(visit.principal, feed.permission);
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let telling: Promise<void> = Promise.resolve();
  const next = (tell: () => Promise<void>): Promise<void> => {
    telling = telling.then(tell).catch((error: unknown) => {
      services.log.warn({ err: error, feed: feed.type }, 'what happened could not be told live');
      stream.end();
    });
    return telling;
  };
  // Heard from before the start is told: what happens in between is told twice rather than not at all.
  const unsubscribe = services.live.subscribe(visit.principal.orgId, (message) => {
    if (message.type !== feed.type) return;
    waiting.add(message.ref);
    timer ??= setTimeout(() => {
      timer = undefined;
      const refs = [...waiting];
      waiting.clear();
      void next(() => feed.tell(visit, stream, refs));
    }, feed.gatherMs);
  });
  const stream = new EventStream(response);
  const recheck = setInterval(() => void endIfSignedOut(), RECHECK_MS);
  stream.gone.addEventListener('abort', () => {
    unsubscribe();
    clearInterval(recheck);
    clearTimeout(timer);
  });

  /** Whoever was shut out or demoted since stops hearing. */
  async function endIfSignedOut(): Promise<void> {
    const credential = await authenticate(services, request).catch(() => null);
    if (!credential || !can(credential.principal.role, feed.permission)) stream.end();
  }

  await next(() => feed.begin(visit, stream));
}
