import type { Request } from 'express';
import { findApiKey, listApiKeyRows } from '../../../db/api-keys.ts';
import { findMember } from '../../../db/members.ts';
import type { OrgDb } from '../../../db/scope.ts';
import { type AuditEntry, type AuditWitness, readWitness } from '../../../domain/audit.ts';
import { isUuid } from '../../../domain/id.ts';
import { can, ROLES } from '../../../domain/role.ts';
import { parseRange } from '../../../domain/time-range.ts';
import { SafeNestError } from '../../../errors.ts';
import { createApiKey, revokeApiKey } from '../../../pipeline/api-keys.ts';
import { audit, listAudit, verifyAudit } from '../../../pipeline/audit.ts';
import { jobsOf } from '../../../pipeline/jobs-of.ts';
import { type AuditView, auditPage } from '../pages/audit.ts';
import { healthPage } from '../pages/health.ts';
import { KEY_DAYS, keysPage } from '../pages/keys.ts';
import { askedRange, rangeProblem } from '../range.ts';
import { addressWith, type Content, oneOf, type Pages, queryText, type Visit } from '../visit.ts';

const AUDIT_PAGE = 50;
const KEYS_SHOWN = 500;
const DEAD_SHOWN = 50;
const DAY_MS = 86_400_000;

/** Pages about the organisation itself: with which keys, what was done, and whether everything works. */
export function organisationRoutes(pages: Pages): void {
  auditRoutes(pages);
  healthRoutes(pages);
  keyRoutes(pages);
}

function auditRoutes(pages: Pages): void {
  const load = async (
    visit: Visit,
    tx: OrgDb,
    verdict: AuditView['verdict'],
    witness: AuditView['witness'] = { text: '', problem: null },
  ): Promise<Content> => {
    const { clock, request } = visit;
    const filter = {
      action: queryText(request, 'action', 100),
      subject: queryText(request, 'subject', 200),
      who: queryText(request, 'who', 200),
      range: askedRange(request),
    };
    const range = filter.range === '' ? null : parseRange(filter.range, clock);
    const before = /^\d{1,15}$/.exec(queryText(request, 'before'));
    const { items, next } = await listAudit(tx, {
      limit: AUDIT_PAGE,
      ...(range ? { from: range.from, to: range.to } : {}),
      ...(filter.action ? { action: filter.action } : {}),
      ...(filter.subject ? { subject: filter.subject } : {}),
      ...(filter.who ? { actorName: filter.who } : {}),
      ...(before ? { before: Number(before[0]) } : {}),
    });
    return {
      title: 'Who did what?',
      current: 'audit',
      body: auditPage({
        clock,
        entries: items,
        names: await namesOf(tx, items),
        filter,
        problem: filter.range !== '' && !range ? rangeProblem(filter.range) : null,
        verdict,
        witness,
        older: next === null ? null : addressWith(request, { before: String(next) }),
      }),
    };
  };
  pages.show('/audit', 'audit.read', (visit, tx) => load(visit, tx, null));
  // Read again each time: a result that can be reloaded or bookmarked would be believed after it has gone stale.
  pages.act('/audit/verify', 'audit.read', (visit, form) =>
    visit.org(async (tx) => {
      const text = (form.witness ?? '').trim();
      const witness = readWitness(text);
      if (text !== '' && !witness) return load(visit, tx, null, { text, problem: NO_WITNESS });
      const verdict = await verifyAudit(tx, visit.services.auditKey, witness ?? undefined);
      return load(
        visit,
        tx,
        verdict.ok
          ? { ok: true, entries: verdict.entries, head: headOf(verdict.head), witnessed: witness !== null }
          : verdict,
        { text, problem: null },
      );
    }),
  );
}

const NO_WITNESS =
  'That is not what reports tell: a number, a colon and at least 16 letters of a hash, such as 214:9f3a5c2e81b0d4f7.';
const headOf = ({ sequence, hash }: AuditWitness): string => `${sequence}:${hash}`;

/** What the members and keys are called that the entries are about. */
async function namesOf(tx: OrgDb, entries: readonly AuditEntry[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const { action, subject } of entries) {
    if (subject === null || !isUuid(subject) || names.has(subject)) continue;
    const found = action.startsWith('key.') ? await findApiKey(tx, subject) : await findMember(tx, subject);
    if (found) names.set(subject, found.name);
  }
  return names;
}

function healthRoutes(pages: Pages): void {
  pages.showGathered('/health', 'health.read', async ({ principal, clock, services }) => {
    const seesJobs = can(principal.role, 'jobs.read');
    const jobs = jobsOf(services.jobs, services.db, principal.orgId);
    const [report, counts, dead] = await Promise.all([
      services.health(principal),
      seesJobs ? jobs.counts() : null,
      seesJobs ? jobs.dead({ limit: DEAD_SHOWN }) : [],
    ]);
    return {
      title: 'Is everything working?',
      current: 'health',
      body: healthPage({ principal, clock, report, jobs: counts && { counts, dead } }),
    };
  });

  pages.act(
    '/health/dead',
    'jobs.write',
    async ({ services, principal, work }, form) => {
      const id = form.id ?? '';
      const jobs = jobsOf(services.jobs, services.db, principal.orgId);
      if (form.do === 'drop') {
        await jobs.dropDead(id);
        await work((w) => audit(w, { action: 'job.drop', subject: id }));
        return { to: '/health', text: 'Dropped.' };
      }
      await jobs.retryDead(id);
      await work((w) => audit(w, { action: 'job.retry', subject: id }));
      return { to: '/health', text: 'It runs again.' };
    },
    () => '/health',
  );
}

function keyRoutes(pages: Pages): void {
  const load = async ({ clock }: Visit, tx: OrgDb, made: { name: string; key: string } | null): Promise<Content> => ({
    title: 'Which programs may connect?',
    current: 'keys',
    body: keysPage({ clock, keys: await listApiKeyRows(tx, { limit: KEYS_SHOWN }), made }),
  });

  pages.show('/keys', 'keys.write', (visit, tx) => load(visit, tx, null));

  pages.act('/keys', 'keys.write', async (visit, form) => {
    const role = oneOf(ROLES, form.role);
    if (!role) throw new SafeNestError('invalid_input', 'Choose a role for the key.');
    const days = KEY_DAYS.find((each) => String(each) === form.days);
    const expiresAt = days === undefined ? null : new Date(visit.clock.now.getTime() + days * DAY_MS);
    const { key, apiKey } = await visit.work((w) => createApiKey(w, { name: form.name ?? '', role, expiresAt }));
    return visit.org((tx) => load(visit, tx, { name: apiKey.name, key }));
  });

  pages.act(
    '/keys/:id/revoke',
    'keys.write',
    async ({ work, request }) => {
      const key = await work((w) => revokeApiKey(w, idOf(request)));
      return { to: '/keys', text: `Revoked “${key.name}”.` };
    },
    () => '/keys',
  );
}

function idOf(request: Request): string {
  const id = String(request.params.id ?? '');
  if (!isUuid(id)) throw new SafeNestError('not_found', 'There is nothing here by that name.');
  return id;
}
