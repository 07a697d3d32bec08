import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type Request, type RequestHandler, type Response, type Router } from 'express';
import { listOrganisations } from '../db/organisations.ts';
import { withSystem } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import { can } from '../domain/role.ts';
import { SafeNestError } from '../errors.ts';
import { apiDocsPage } from './api-docs.ts';
import { authenticate, keyOf } from './auth/authenticate.ts';
import { createProxySignIn } from './auth/proxy.ts';
import { signInRoutes } from './auth/routes.ts';
import { routesRouter } from './define-route.ts';
import { createMetrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { perspectiveRouter } from './perspective/router.ts';
import { problems } from './problem.ts';
import { downloads } from './routes/evidence.ts';
import { apiRoutes } from './routes/index.ts';
import { pictures } from './routes/pictures.ts';
import { crossOriginProtection, securityHeaders } from './security.ts';
import { baseOf, type HttpServices } from './services.ts';
import { sharedLists } from './shared-lists.ts';
import { alertsSocket } from './ws-alerts.ts';

/** How long a request that runs when the server stops may still take. */
const DRAIN_MS = 5000;
const READY_WITHIN_MS = 2000;

export interface WebServer {
  app: Express;
  /** Listens and answers the address it can be reached at from this machine; port 0 takes any free one. */
  listen(port: number, host: string): Promise<string>;
  /** Takes no more requests, ends streams and sockets, lets the rest finish for at most 5 s. */
  close(): Promise<void>;
}

/** An address that a chat platform calls; it reads the request itself. */
export interface Webhook {
  path: string;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Makes the console's pages; given the services as the server uses them. */
export type Pages = (services: HttpServices) => Router;

/** One express application for everything that speaks HTTP: API, sign-in, pages, health, metrics and the live socket. */
export function createServer(
  given: HttpServices,
  options: { pages?: Pages; probesOnly?: boolean; webhooks?: readonly Webhook[] } = {},
): WebServer {
  const metrics = createMetrics(given);
  let own = '';
  const services: HttpServices = {
    ...given,
    desk: metrics.counting(given.desk),
    ingested: metrics.ingested,
    listensAt: () => own,
  };
  const stopping = new AbortController();
  const secure = services.publicUrl?.startsWith('https:') ?? false;

  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('etag', false);
  // We speak no TLS ourselves: with an https address there is a proxy near us, and it alone is believed.
  app.set('trust proxy', secure ? ['loopback', 'linklocal', 'uniquelocal'] : false);

  const streams = new Set<Response>();
  app.use(metrics.observe, rememberStreams(streams), ...securityHeaders(secure));
  // For probes; a browser is shown the page of this name.
  app.get('/health', (request, response, next) => {
    if (options.pages && request.accepts(['json', 'html']) === 'html') return next();
    response.json({ ok: true });
  });
  app.get('/ready', ready(services));
  app.get('/metrics', async (request, response) => {
    const reader = await mayReadMetrics(services, request);
    const text = await metrics.text();
    response.type(metrics.contentType).send(reader === 'the machine' ? text : ownSeries(text, reader));
  });

  // Platforms prove who they are by signature, over the body as it came: before anybody reads it, and from any origin.
  for (const { path, handle } of options.webhooks ?? [])
    app.post(path, limitedBody, async (request, response) => handle(request, response));

  // A worker answers probes and nothing else.
  if (!options.probesOnly) {
    // The key in the address alone decides who asks, as its clients know it.
    app.use(perspectiveRouter(services));
    app.use(crossOriginProtection(services.publicUrl, (request) => keyOf(request) !== null));
    const document = openApiDocument(apiRoutes, services.publicUrl);
    app.get('/api/openapi.json', (_request, response) => {
      response.json(document);
    });
    const docs = apiDocsPage(document);
    app.get(['/api', '/api/docs'], (_request, response) => {
      response.type('html').send(docs);
    });
    app.use(routesRouter(services, apiRoutes, stopping.signal));
    app.use('/api', nothingHere);
    app.use(downloads(services));
    app.use(pictures(services));
    app.use(sharedLists(services));
    app.use(signInRoutes(services));
    if (options.pages) app.use(options.pages(services));
  }
  app.use(nothingHere);
  app.use(problems(services.log));

  const server = createHttpServer(app);
  const proxy = services.proxy && createProxySignIn(services.proxy, services.secret);
  if (proxy)
    // before anybody looks at who is there: pages, the API and live connections
    for (const event of ['request', 'upgrade'] as const)
      server.prependListener(event, (request: IncomingMessage) => proxy.dropForeignSession(request));
  const endSockets = options.probesOnly ? () => {} : alertsSocket(server, services);

  return {
    app,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', (cause: NodeJS.ErrnoException) =>
          reject(
            cause.code === 'EADDRINUSE'
              ? new SafeNestError('conflict', `Port ${port} is in use; set PORT to another one.`, { cause })
              : cause,
          ),
        );
        server.listen(port, host, () => {
          const { port: taken } = server.address() as AddressInfo;
          const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
          own = `http://${name}:${taken}`;
          resolve(own);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        stopping.abort();
        endSockets();
        for (const response of streams) response.end();
        const patience = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
        server.close(() => {
          clearTimeout(patience);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** More than any platform sends at once. */
const MOST_BODY = 3_000_000;

/** Ends a request whose body grows too long, whoever reads it. */
const limitedBody: RequestHandler = (request, response, next) => {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BODY) {
    response.status(413).set('connection', 'close').end();
    return;
  }
  let size = 0;
  const emit = request.emit.bind(request);
  // a listener of `data` would set the body flowing before its reader is there
  request.emit = (name: string | symbol, ...args: unknown[]): boolean => {
    if (name === 'data') size += (args[0] as Buffer).length;
    if (size > MOST_BODY) {
      request.destroy();
      return false;
    }
    return emit(name, ...args);
  };
  next();
};

const nothingHere: RequestHandler = () => {
  throw new SafeNestError('not_found', 'There is nothing at this address.');
};

/** Streams of events never end by themselves; they are remembered so that stopping need not wait for them. */
const rememberStreams =
  (streams: Set<Response>): RequestHandler =>
  (request, response, next) => {
    if (request.accepts(['html', 'json', 'text/event-stream']) === 'text/event-stream') {
      streams.add(response);
      response.once('close', () => streams.delete(response));
    }
    next();
  };

/** Whether this process can do its work: its database answers and its queue does. */
const ready =
  (services: HttpServices): RequestHandler =>
  async (_request, response) => {
    const checks = {
      database: withSystem(services.db, (tx) => listOrganisations(tx)),
      jobs: services.jobs.counts(),
    };
    const answers = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await succeeds(check)] as const),
    );
    const ok = answers.every(([, good]) => good);
    response.status(ok ? 200 : 503).json({ ok, ...Object.fromEntries(answers) });
  };

async function succeeds(check: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), READY_WITHIN_MS);
  });
  try {
    return await Promise.race([
      check.then(
        () => true,
        () => false,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Metrics tell how busy an organisation is: they are read from this very machine, or with `health.read`. A request that
 * a proxy forwarded comes from this machine too, but says so; so does one of a page whose name was made to lead here, and
 * its Host is that name.
 */
async function mayReadMetrics(services: HttpServices, request: Request): Promise<OrgId | 'the machine'> {
  const address = request.socket.remoteAddress ?? '';
  const local = /^(127\.|::1$|::ffff:127\.)/.test(address);
  const forwarded = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  if (local && !forwarded && namesThisMachine(services, request.get('host'))) return 'the machine';
  const credential = await authenticate(services, request);
  if (!credential) throw new SafeNestError('unauthenticated', 'Show an API key whose role may read health.');
  if (!can(credential.principal.role, 'health.read'))
    throw new SafeNestError('forbidden', `Your role (${credential.principal.role}) may not read metrics.`);
  return credential.principal.orgId;
}

/** Without what names another organisation. */
const ownSeries = (text: string, orgId: OrgId): string =>
  text.replace(/^.*\{organisation="([^"]*)".*\n?/gm, (line, named) =>
    named === orgId || named === 'other' ? line : '',
  );

function namesThisMachine(services: HttpServices, host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  if (/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) return true;
  return hostname === new URL(baseOf(services)).hostname || hostname === new URL(services.listensAt!()).hostname;
}
