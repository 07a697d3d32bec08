import type { Database } from '../../db/connect.ts';
import { listRules } from '../../db/rules.ts';
import { withOrg } from '../../db/scope.ts';
import type { Principal } from '../../domain/principal.ts';
import type { Severity } from '../../domain/severity.ts';
import { signalRule } from '../../pipeline/signals/signal-rule.ts';
import type { SentSignal } from '../../pipeline/signals/signal-schema.ts';
import { takeSignals } from '../../pipeline/signals/take-signals.ts';
import { trySignals } from '../../pipeline/signals/try-signals.ts';
import type { BenchContext } from './index.ts';
import { benchOrganisation } from './organisation.ts';
import { type BenchRow, percentile } from './row.ts';

const BATCH = 100;
const SECONDS = 8;
const WARM_UP_SECONDS = 2;
/** Different matters; of every ten signals about one, one says that it is over. */
const MATTERS = 2000;
const SEVERITIES: readonly Severity[] = ['low', 'low', 'medium', 'low', 'high', 'low', 'low', 'medium', 'low', 'low'];

/**
 * Signals of other systems as their sender sees it: stored, judged by the two rules that come with them, their alerts raised, grown and
 * closed, committed. Batches of 100, one after the other. Then a rule for all of them is tried on what came.
 */
export async function benchSignals({ database, say }: BenchContext): Promise<BenchRow[]> {
  const send = await sender(database);
  say('warming up');
  await send(WARM_UP_SECONDS);
  say(`one sender, ${SECONDS} s`);
  const { perSecond, waits, sent, orgId } = await send(SECONDS);
  say('trying a rule');
  const [rule] = await withOrg(database.db, orgId, async (tx) =>
    (await listRules(tx)).filter(({ kind }) => kind === signalRule.kind),
  );
  const began = performance.now();
  const tried = await trySignals(
    (work) => withOrg(database.db, orgId, work),
    { ...rule!, params: { min_severity: 'low' } },
    { now: new Date(), budgetMs: 60_000 },
  );
  const took = performance.now() - began;
  if (tried?.matched === 0) throw new Error('The rule that was tried matched nothing.');
  return [
    { name: 'signals stored and judged', value: perSecond, unit: 'events/s', target: null, compared: 'one sender' },
    {
      name: 'one batch of 100 signals, p99',
      value: percentile(waits, 0.99),
      unit: 'ms',
      target: null,
      compared: 'with their alerts',
    },
    {
      name: 'a rule tried on 100,000 signals',
      value: (took / Math.max(1, tried?.logins ?? sent)) * 100_000,
      unit: 'ms',
      target: null,
      compared: `reckoned from ${tried?.logins ?? sent}`,
    },
  ];
}

async function sender(database: Database) {
  const { orgId, adminId, auditKey } = await benchOrganisation(database, 'Bench: signals');
  const principal: Principal = {
    orgId,
    actor: { kind: 'member', id: adminId },
    name: 'Bench',
    role: 'admin',
    timeZone: 'UTC',
    place: { platform: 'api', audience: 'private' },
  };
  const begins = Date.now() - 86_400_000;
  let offered = 0;
  return async (seconds: number) => {
    const waits: number[] = [];
    const before = offered;
    const began = performance.now();
    while (performance.now() < began + seconds * 1000) {
      const batch = Array.from({ length: BATCH }, (_, at) => signalOf(offered + at, begins));
      offered += BATCH;
      const start = performance.now();
      const { fresh } = await withOrg(database.db, orgId, (tx) =>
        takeSignals({ tx, principal, now: new Date(), auditKey }, batch),
      );
      waits.push(performance.now() - start);
      const lost = fresh.filter((isNew) => !isNew).length;
      if (lost > 0) throw new Error(`${lost} of ${BATCH} signals were not stored`);
    }
    const sent = offered - before;
    return { orgId, sent, waits, perSecond: sent / ((performance.now() - began) / 1000) };
  };
}

function signalOf(n: number, begins: number): SentSignal {
  const matter = (n * 7919) % MATTERS;
  return {
    eventId: `bench-${n}`,
    source: ['okta', 'crowdstrike', 'alertmanager'][matter % 3]!,
    kind: ['mfa_disabled', 'malware', 'disk_full', 'admin_granted'][matter % 4]!,
    title: `Something about host ${matter}`,
    severity: SEVERITIES[matter % SEVERITIES.length]!,
    status: n % 10 === 9 ? 'resolved' : 'firing',
    occurredAt: new Date(begins + n * 50),
    fingerprint: `matter ${matter}`,
    account: matter % 2 === 0 ? `user${matter}@example.com` : null,
    address: null,
    camera: null,
    link: null,
    details: { host: `host-${matter}` },
  };
}
