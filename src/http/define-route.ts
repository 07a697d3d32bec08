import { isUtf8 } from 'node:buffer';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { type InOrg, withOrg } from '../db/scope.ts';
import type { Principal } from '../domain/principal.ts';
import type { Permission } from '../domain/role.ts';
import { SafeNestError } from '../errors.ts';
import { authorise } from '../pipeline/authorise.ts';
import { checked } from '../pipeline/checked.ts';
import type { Work } from '../pipeline/work.ts';
import { credentialOf, requireCredential } from './auth/authenticate.ts';
import type { HttpServices } from './services.ts';

/** What a route's handler may use. It acts as whoever made the request. */
export interface RouteContext {
  services: HttpServices;
  principal: Principal;
  now: Date;
  request: Request;
  response: Response;
  /** Aborted when the client goes away or the server stops. */
  signal: AbortSignal;
  /** One transaction in the asker's organisation. Never nested. */
  org: InOrg;
  /** The same for a write; after its commit what it left in the outbox goes out. */
  work: <T>(change: (work: Work) => Promise<T>) => Promise<T>;
}

/** Returned by a handler that has written its answer itself. */
export const SENT = Symbol('sent');

/** The usual largest body, in bytes. */
const BODY_LIMIT = 1_000_000;

type NoFields = z.ZodObject<Record<never, never>>;

interface RouteSpec<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType> {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** Below /api/v1, with `:name` for each of `params`. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  /** What the asker's role must hold; null where every role may ask and the answer depends on who does. */
  permission: Permission | null;
  params?: P;
  query?: Q;
  body?: B;
  /** Bytes. */
  bodyLimit?: number;
  /** The body is a list whose items the handler judges one by one: a bad one does not spoil the rest. */
  itemwise?: boolean;
  /** The body is a file: multipart/form-data, or its bytes as they are; the handler reads the request itself. */
  upload?: boolean | { many: boolean; fields: z.ZodObject };
  /** The status of success; 204 where there is nothing to say. */
  status?: 200 | 201 | 202 | 204;
  answer?: A;
  /** Content types a success may have beside JSON. */
  alsoAnswers?: readonly string[];
  handle(
    context: RouteContext,
    input: { params: z.output<P>; query: z.output<Q>; body: z.output<B> },
  ): Promise<z.input<A> | typeof SENT>;
}

/** A route as the server and the OpenAPI document see it. */
export type Route = RouteSpec<z.ZodObject, z.ZodObject, z.ZodType, z.ZodType>;

/** Keeps the types of a route's parts together while it is written. */
export const defineRoute = <
  P extends z.ZodObject = NoFields,
  Q extends z.ZodObject = NoFields,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodType,
>(
  route: RouteSpec<P, Q, B, A>,
): Route => route as unknown as Route;

const API = '/api/v1';
const NOTHING = z.strictObject({});

/** The routes as one express router: who asks, may they, is the input right, and only then the handler. */
export function routesRouter(services: HttpServices, routes: readonly Route[], stopping: AbortSignal): Router {
  const router = Router();
  for (const route of routes) {
    const json = express.json({ limit: route.bodyLimit ?? BODY_LIMIT, verify: requireUtf8 });
    // The whole pattern, not one below a mount point: metrics read it after the request has left the router.
    const path = API + route.path;
    router[route.method](path, requireCredential(services), (request, response, next) => {
      const { principal } = credentialOf(request);
      if (route.permission !== null) authorise(principal, route.permission);
      if (route.body === undefined) return next();
      // null is a request without a body, which the schema refuses in better words
      if (request.is(['json', '+json']) === false)
        throw new SafeNestError('unsupported_type', 'Send the body as application/json.');
      json(request, response, next);
    });
    router[route.method](path, async (request, response) => {
      const context = contextOf(services, request, response, stopping);
      const input = {
        params: checked(route.params ?? NOTHING, request.params),
        query: checked(route.query ?? NOTHING, { ...request.query }),
        body: route.body === undefined ? undefined : checked(route.body, request.body),
      };
      refuseNul([request.params, request.query, route.itemwise ? null : input.body]);
      const answer = await route.handle(context, input);
      if (answer === SENT) return;
      response.status(route.status ?? 200);
      if (route.status === 204) response.end();
      else response.json(answer);
    });
  }
  return router;
}

function contextOf(services: HttpServices, request: Request, response: Response, stopping: AbortSignal): RouteContext {
  const { principal } = credentialOf(request);
  const now = services.now();
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return {
    services,
    principal,
    now,
    request,
    response,
    signal: AbortSignal.any([gone.signal, stopping]),
    org: (read) => withOrg(services.db, principal, read),
    work: async (change) => {
      const result = await withOrg(services.db, principal, (tx) =>
        change({ tx, principal, now, auditKey: services.auditKey }),
      );
      services.wake();
      return result;
    },
  };
}

function requireUtf8(_request: unknown, _response: unknown, bytes: Buffer, charset: string): void {
  // JSON has one encoding (RFC 8259); the bytes of another may well pass for UTF-8, and would then be read as it.
  if (charset.toLowerCase() !== 'utf-8') throw new SafeNestError('unsupported_type', 'Send the body as UTF-8.');
  if (!isUtf8(bytes)) throw new Error('not UTF-8');
}

/** PostgreSQL's text holds every character but NUL; saying so here is clearer than letting it refuse. */
function refuseNul(input: unknown): void {
  if (containsNul(input))
    throw new SafeNestError('invalid_input', 'The input contains the character NUL (U+0000), which cannot be stored.');
}

/** Whether any text within holds NUL. A list of its own instead of recursion: nesting has no limit in JSON. */
export function containsNul(input: unknown): boolean {
  const waiting: unknown[] = [input];
  for (let value = waiting.pop(); value !== undefined || waiting.length > 0; value = waiting.pop()) {
    if (typeof value === 'string' && value.includes('\0')) return true;
    if (typeof value === 'object' && value !== null) waiting.push(...Object.keys(value), ...Object.values(value));
  }
  return false;
}
