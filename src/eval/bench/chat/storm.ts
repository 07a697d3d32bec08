import { setTimeout as sleep } from 'node:timers/promises';
import { createNotifier } from '../../../bots/notify.ts';
import { laneSteps } from '../../../db/chat-lanes.ts';
import { nextNumbers } from '../../../db/counters.ts';
import { listOrganisations } from '../../../db/organisations.ts';
import { addOutboxOnce, outboxSteps } from '../../../db/outbox.ts';
import { type Db, type OrgDb, withOrg, withSystem } from '../../../db/scope.ts';
import { newId, type OrgId } from '../../../domain/id.ts';
import type { Severity } from '../../../domain/severity.ts';
import { createJobs, type Jobs } from '../../../jobs/queue.ts';
import { composeAnnouncement } from '../../../pipeline/announcements.ts';
import { bindChannel, setLeastRole } from '../../../pipeline/chat-channels.ts';
import { connectWorkspace } from '../../../pipeline/chat-workspaces.ts';
import { createWake, jobHandlers } from '../../../pipeline/job-handlers.ts';
import { systemPrincipal } from '../../../pipeline/members.ts';
import { newsChannels } from '../../../pipeline/news-channels.ts';
import { rollUpAlert } from '../../../pipeline/roll-up.ts';
import type { AuditKey } from '../../../pipeline/work.ts';
import type { BenchContext } from '../index.ts';
import { benchOrganisation } from '../organisation.ts';
import type { BenchRow } from '../row.ts';
import { openPeer, platformOf } from './open-peer.ts';
import { SLACK_LOAD } from './slack-peer.ts';

const ALERTS = 1000;
const WATCHED_MS = 30_000;
const CHANNEL = { platform: 'slack', workspace: SLACK_LOAD.team, channel: SLACK_LOAD.limitedChannel } as const;

/** A thousand alerts at once for one channel of Slack, and in the middle of them critical ones, through outbox and queue. */
export async function benchStorm(context: BenchContext): Promise<BenchRow[]> {
  const alone = await stormOf(context, false);
  return [...alone, ...(await stormOf(context, true))];
}

/** Each alert as a message of its own, or many as one, as an organisation has it unless it says otherwise. */
async function stormOf(context: BenchContext, rolled: boolean): Promise<BenchRow[]> {
  const { database, log, say } = context;
  const { db } = database;
  const now = (): Date => new Date();
  const { orgId, auditKey } = await benchOrganisation(
    database,
    `Bench: a thousand alerts, ${rolled ? 'many as one message' : 'each by itself'}`,
  );
  if (rolled) await keepChannel(database.db, orgId, auditKey);
  const peer = await openPeer('slack');
  const platform = platformOf('slack', peer.addresses, context);
  const notifier = createNotifier({
    platforms: [platform],
    channels: async (id, news, standing) =>
      rolled ? withOrg(db, id, (tx) => newsChannels(tx, news, now(), standing)) : [CHANNEL],
    outbox: outboxSteps(db, now),
    lanes: laneSteps(db),
    ...(rolled
      ? {
          async rollUp(id, key, alert) {
            const told = await withOrg(db, id, (tx) => rollUpAlert(tx, key, alert, now()));
            if (told.news.length > 0) wake(id, told.news);
            return told.rolled;
          },
        }
      : {}),
    compose: (id, announcement) =>
      withOrg(db, id, (tx) => composeAnnouncement(tx, announcement, (ref) => `/${ref}`, now())),
    now,
    log,
  });
  const jobs: Jobs = createJobs({
    backend: { kind: 'postgres', pool: database.jobsPool() },
    handlers: jobHandlers({ db, auditKey, now, deliver: notifier.deliver, enqueue: (...job) => jobs.add(...job) }),
    schedules: [],
    log,
    prefix: rolled ? 'bench-storm-rolled' : 'bench-storm',
  });
  const wake = createWake(
    (...job) => jobs.add(...job),
    (err) => log.warn({ err }, 'the queue could not be told'),
    now,
  );
  const raise = async (severity: Severity, count: number): Promise<void> => {
    const news = await withOrg(db, orgId, async (tx) => {
      const first = await nextNumbers(tx, 'alert', count);
      const at = now();
      const alerts = Array.from({ length: count }, (_, i) => ({
        id: newId(),
        org_id: orgId,
        number: first + i,
        rule_id: null,
        kind: 'failed_logins',
        fingerprint: `bench:${first + i}`,
        severity,
        title: `bench-${severity}-${i + 1}`,
        first_seen: at,
        last_seen: at,
        count: 1,
        raised_at: at,
        updated_at: at,
      }));
      await tx.insertInto('alert').values(alerts).execute();
      return addOutboxOnce(
        tx,
        alerts.map(({ id: subject }) => ({ kind: 'alert_raised', subject, severity })),
      );
    });
    wake(orgId, news);
  };
  await jobs.start();
  try {
    say(`${ALERTS} alerts at once for one channel`);
    const raised = Date.now();
    await raise('high', ALERTS);
    // the channel's own pace is used up for a quarter of an hour by then
    await sleep(2000);
    const began = Date.now();
    await raise('critical', 1);
    await sleep(WATCHED_MS);
    const { posted, limited } = await peer.counts();
    const first = posted.find(([word]) => word === 'bench-critical-1')?.[1];
    // the message about many names one that stands nowhere by itself
    const alone = await withOrg(db, orgId, titlesAlone);
    const many = posted.find(([word]) => word.startsWith('bench-high') && !alone.has(word))?.[1];
    return [
      {
        name: `a critical alert among ${ALERTS}${rolled ? ', where many are one message' : ''}, posted`,
        value: first === undefined ? Number.POSITIVE_INFINITY : (first - began) / 1000,
        unit: 's',
        target: { value: 2, better: 'less' },
        compared: 'after it was raised',
      },
      {
        name: `the same, how often Slack asked to wait in ${WATCHED_MS / 1000} s`,
        value: limited,
        unit: 'events',
        target: { value: 3, better: 'less' },
        compared: `${posted.length} were posted`,
      },
      ...(rolled
        ? [
            {
              name: `${ALERTS} alerts at once, messages in their channel`,
              value: posted.length,
              unit: 'events' as const,
              target: { value: 15, better: 'less' as const },
              compared: 'ten by themselves, one for the rest, one critical',
            },
            {
              name: `${ALERTS} alerts at once, the one message about the rest`,
              value: many === undefined ? Number.POSITIVE_INFINITY : (many - raised) / 1000,
              unit: 's' as const,
              target: { value: 5, better: 'less' as const },
              compared: 'after they were raised',
            },
          ]
        : []),
    ];
  } finally {
    await jobs.stop();
    await platform.stop();
    await peer.close();
  }
}

/** What the alerts are called that a channel was given by themselves. */
async function titlesAlone(tx: OrgDb): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('alert_telling')
    .innerJoin('alert', (join) =>
      join.onRef('alert.org_id', '=', 'alert_telling.org_id').onRef('alert.id', '=', 'alert_telling.alert_id'),
    )
    .select('alert.title')
    .where('alert_telling.org_id', '=', tx.orgId)
    .where('storm_id', 'is', null)
    .execute();
  return new Set(rows.map(({ title }) => title));
}

/** A channel that is told of alerts, as the desk keeps it. One workspace belongs to one organisation: it is taken from whoever had it. */
async function keepChannel(db: Db, orgId: OrgId, auditKey: AuditKey): Promise<void> {
  const { platform, workspace } = CHANNEL;
  for (const { id } of await withSystem(db, listOrganisations))
    await withOrg(db, id, (tx) =>
      tx.deleteFrom('chat_workspace').where('platform', '=', platform).where('workspace', '=', workspace).execute(),
    );
  await withOrg(db, orgId, async (tx) => {
    const principal = systemPrincipal(orgId, 'UTC', { platform: 'cli', audience: 'private' });
    const work = { tx, principal, now: new Date(), auditKey };
    await connectWorkspace(work, { platform, workspace, name: 'Bench' });
    await setLeastRole(work, { ...CHANNEL, name: 'storm' }, 'officer');
    await bindChannel(work, CHANNEL, { purpose: 'alerts', floor: 'low' });
  });
}
