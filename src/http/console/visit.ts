import express, { type Request, type Response, type Router } from 'express';
import { findOrganisation } from '../../db/organisations.ts';
import { type InOrg, type OrgDb, withOrg } from '../../db/scope.ts';
import type { Organisation } from '../../domain/member.ts';
import type { Principal } from '../../domain/principal.ts';
import { parseReference, type ReferenceKind } from '../../domain/reference.ts';
import { can, type Permission } from '../../domain/role.ts';
import { isSafeNestError, SafeNestError } from '../../errors.ts';
import { seeAutonomy } from '../../pipeline/autonomy.ts';
import { pictureLinks } from '../../pipeline/pictures.ts';
import { waitingFor } from '../../pipeline/proposals/see.ts';
import { NeedsProof } from '../../pipeline/require-proof.ts';
import { givePin, verdictWords } from '../../pipeline/second-proof.ts';
import type { Work } from '../../pipeline/work.ts';
import { principalOf } from '../auth/authenticate.ts';
import { ownPath } from '../auth/routes.ts';
import { containsNul } from '../define-route.ts';
import type { HttpServices } from '../services.ts';
import { setFlash, takeFlash } from './flash.ts';
import { type Frame, page } from './layout.ts';
import { pausedNotice } from './pages/automation.ts';
import { askPage, refusedPage } from './pages/problem.ts';
import { pinPage } from './pages/second-proof.ts';
import type { Clock } from './time.ts';
import { ROLE_WORD } from './words.ts';

/** One request of somebody who is signed in: who they are, what time it is for them, and their organisation's data. */
export interface Visit {
  request: Request;
  response: Response;
  services: HttpServices;
  principal: Principal;
  clock: Clock;
  /** One transaction in the visitor's organisation. Never nested. */
  org: InOrg;
  /** The same for a write; after its commit what it left in the outbox goes out. */
  work: <T>(change: (work: Work) => Promise<T>) => Promise<T>;
  /** Takes the visitor's PIN; what it says where it is not right, null where it is: then `work` knows that it was given. */
  prove: (pin: string) => Promise<string | null>;
}

export function visitOf(services: HttpServices, request: Request, response: Response): Visit {
  const principal = principalOf(request);
  const now = services.now();
  let proved = false;
  const visit: Visit = {
    request,
    response,
    services,
    principal,
    clock: { now, timeZone: principal.timeZone },
    org: (read) => withOrg(services.db, principal, read),
    work: async (change) => {
      const result = await withOrg(services.db, principal, (tx) =>
        change({
          tx,
          principal,
          now,
          auditKey: services.auditKey,
          ...(proved ? { proved: true as const } : {}),
          pictures: pictureLinks({ orgId: principal.orgId, secret: services.secret, base: '', now }),
        }),
      );
      services.wake();
      return result;
    },
    async prove(pin) {
      const [verdict, words] = await visit.work(async (w) => {
        const given = await givePin(w, pin);
        return [given, verdictWords(w, given)] as const;
      });
      proved = verdict.kind === 'right';
      return proved ? null : words;
    },
  };
  return visit;
}

/** The page that asks for the PIN; its form is the same once more. */
export const askForPin = (
  action: string,
  fields: Record<string, string | readonly string[]>,
  back: string,
  problem: string | null = null,
): Content => ({
  title: 'Your PIN',
  current: null,
  body: pinPage({ action, fields, back, problem }),
});

/** What a page is made of; the frame around it is the same for all. */
export type Content = Pick<Frame, 'title' | 'current' | 'body' | 'layout' | 'script'>;

/** What a form did: where the browser goes next, and one sentence about it. */
export interface Done {
  to: string;
  text?: string;
}

/** Registers pages and forms on a router, each with the permission it needs; null where every role may. */
export class Pages {
  readonly #router: Router;
  readonly #services: HttpServices;

  constructor(router: Router, services: HttpServices) {
    this.#router = router;
    this.#services = services;
  }

  /** A page; whoever may not see it gets a calm refusal that says which roles may. */
  show(
    path: string,
    permission: Permission | null,
    load: (visit: Visit, tx: OrgDb, organisation: Organisation) => Promise<Content>,
  ): void {
    this.#router.get(path, async (request, response) => {
      const visit = visitOf(this.#services, request, response);
      await send(visit, 200, async (tx, organisation) => {
        if (permission && !can(visit.principal.role, permission)) return refusal(visit, permission);
        return load(visit, tx, organisation);
      });
    });
  }

  /** A page whose content comes from elsewhere than the database: it is gathered before the transaction opens. */
  showGathered(path: string, permission: Permission, gather: (visit: Visit) => Promise<Content>): void {
    this.#router.get(path, async (request, response) => {
      const visit = visitOf(this.#services, request, response);
      const content = can(visit.principal.role, permission) ? await gather(visit) : refusal(visit, permission);
      await send(visit, 200, async () => content);
    });
  }

  /** A form: it acts, then the browser is sent to a page that says so. What was refused is said where they came from. */
  act(
    path: string,
    permission: Permission | null,
    run: (visit: Visit, form: Form) => Promise<Done | Content>,
    from: (request: Request) => string = (request) => request.path,
  ): void {
    this.#router.post(path, formBody, async (request, response) => {
      const visit = visitOf(this.#services, request, response);
      try {
        if (permission && !can(visit.principal.role, permission)) {
          await send(visit, 403, async () => refusal(visit, permission));
          return;
        }
        const { proof_pin: pin, ...form } = readForm(request.body);
        const wrong = pin === undefined ? null : await visit.prove(pin);
        if (wrong !== null) {
          await send(visit, 200, async () =>
            askForPin(request.originalUrl, asSent(request.body), from(request), wrong),
          );
          return;
        }
        const result = form.ask ? asking(request, form, from(request)) : await run(visit, form);
        if ('body' in result) {
          await send(visit, 200, async () => result);
          return;
        }
        if (result.text) setFlash(response, { tone: 'done', text: result.text });
        response.redirect(303, result.to);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        if (error instanceof NeedsProof) {
          await send(visit, 200, async () => askForPin(request.originalUrl, asSent(request.body), from(request)));
          return;
        }
        setFlash(response, { tone: 'problem', text: error.message });
        response.redirect(303, from(request));
      }
    });
  }

  /** A file, or another address to go to; whoever may not have it gets the page that says so. */
  download(path: string, permission: Permission, give: (visit: Visit, response: Response) => Promise<void>): void {
    this.#router.get(path, async (request, response) => {
      const visit = visitOf(this.#services, request, response);
      if (!can(visit.principal.role, permission)) {
        await send(visit, 403, async () => refusal(visit, permission));
        return;
      }
      await give(visit, response);
    });
  }

  /** A form with files whose outcome is a page: `run` reads the request itself. */
  take(
    path: string,
    permission: Permission,
    from: (request: Request) => string,
    run: (visit: Visit) => Promise<Content>,
  ): void {
    this.#router.post(path, async (request, response) => {
      const visit = visitOf(this.#services, request, response);
      try {
        const allowed = can(visit.principal.role, permission);
        const content = allowed ? await run(visit) : refusal(visit, permission);
        await send(visit, 200, async () => content);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        setFlash(response, { tone: 'problem', text: error.message });
        response.redirect(303, from(request));
      }
    });
  }

  /** A form with a file: `take` reads the request itself. */
  upload(path: string, from: (request: Request) => string, take: (visit: Visit) => Promise<void>): void {
    this.#router.post(path, async (request, response) => {
      const visit = visitOf(this.#services, request, response);
      try {
        await take(visit);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        setFlash(response, { tone: 'problem', text: error.message });
      }
      response.redirect(303, from(request));
    });
  }
}

const isRefusal = (error: unknown): error is SafeNestError => isSafeNestError(error) && error.code !== 'internal';

export type Form = Record<string, string>;
export const formBody = express.urlencoded({ extended: false, limit: '100kb', parameterLimit: 600 });

/** The fields of a posted form as text; of a field sent twice, the last. */
export function readForm(body: unknown): Form {
  if (containsNul(body))
    throw new SafeNestError('invalid_input', 'The input contains a character that cannot be stored.');
  const form: Form = Object.create(null) as Form;
  for (const [name, value] of Object.entries(typeof body === 'object' && body !== null ? body : {})) {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    if (typeof last === 'string') form[name] = last;
  }
  return form;
}

/** The fields of a posted form with all their values, but the PIN. */
function asSent(body: unknown): Record<string, string[]> {
  const { proof_pin: _pin, ...form } = readForm(body);
  return Object.fromEntries(Object.keys(form).map((name) => [name, valuesOf(body, name)]));
}

/** All values of a field that may be sent several times. */
export function valuesOf(body: unknown, name: string): string[] {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
}

/** A text parameter of the page's address; empty when absent or given twice. */
export function queryText(request: Request, name: string, most = 500): string {
  const value = request.query[name];
  if (typeof value !== 'string' || value.includes('\0')) return '';
  return value.trim().slice(0, most);
}

/** A number in the page's address; undefined when absent or no number we give out. */
export function queryNumber(request: Request, name: string): number | undefined {
  const text = queryText(request, name, 20);
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

/** One of the given words, or null. */
export const oneOf = <T extends string>(words: readonly T[], text: string | undefined): T | null =>
  words.find((word) => word === text) ?? null;

/** The number of the reference in the page's address; anything else is as unknown as one never given out. */
export function numberOf(request: Request, kind: ReferenceKind): number {
  const text = String(request.params.ref ?? '');
  const reference = parseReference(text, kind === 'event' ? undefined : kind);
  if (reference?.kind !== kind)
    throw new SafeNestError('not_found', `There is nothing here called ${text.slice(0, 40)}.`);
  return reference.number;
}

/** A path of ours to go back to. */
export const backTo = (form: Form, fallback = '/'): string => (form.back ? ownPath(form.back) : fallback);

/** The same address with some parameters changed; empty ones are left out. */
export function addressWith(request: Request, changes: Record<string, string | null>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query)) if (typeof value === 'string') query.set(name, value);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, value);
  }
  for (const [name, value] of [...query]) if (value === '') query.delete(name);
  const text = query.toString();
  return request.path + (text ? `?${text}` : '');
}

async function send(
  visit: Visit,
  status: number,
  load: (tx: OrgDb, organisation: Organisation) => Promise<Content & { status?: number }>,
): Promise<void> {
  const { principal, request, response } = visit;
  const { content, ...frame } = await visit.org(async (tx) => {
    const organisation = await findOrganisation(tx);
    if (!organisation) throw new SafeNestError('not_found', 'This organisation is gone.');
    const content = await load(tx, organisation);
    const waiting = await waitingFor(tx, principal, visit.clock.now);
    const autonomy = can(principal.role, 'moderation.read') ? await seeAutonomy(tx, visit.clock.now) : null;
    const notice = autonomy?.level === 'paused' ? pausedNotice(autonomy, visit.clock) : null;
    return { organisation, content, waiting, notice };
  });
  const flash = takeFlash(request, response);
  response
    .status(content.status ?? status)
    .type('html')
    .send(page({ ...content, principal, flash, ...frame }));
}

/** The page that asks before a form acts; its button sends the same form without the question. */
function asking(request: Request, { ask, ...fields }: Form, back: string): Content {
  const body = askPage({ question: ask ?? '', label: 'Yes, do it', action: request.originalUrl, fields, back });
  return { title: 'Are you sure?', current: null, body };
}

const refusal = (visit: Visit, permission: Permission): Content & { status: number } => ({
  status: 403,
  title: 'Not for your role',
  current: null,
  body: refusedPage(permission, ROLE_WORD[visit.principal.role].toLowerCase()),
});
