import { expect, test, vi } from 'vitest';
import { freeLeftBehind } from '../../src/db/left-behind.ts';
import { addOutbox, outboxSteps } from '../../src/db/outbox.ts';
import { withOrg } from '../../src/db/scope.ts';
import { newId } from '../../src/domain/id.ts';
import { prepareBackend, Queue, Worker } from '../../src/jobs/backend.ts';
import { databases, newOrganisation } from '../support/database.ts';

test('what a dead process held of the embedded database is free as soon as another has it: claims and jobs', async () => {
  const { database, db, close } = await databases.find(({ name }) => name === 'embedded')!.open();
  const backend = { kind: 'postgres' as const, pool: database.jobsPool() };
  try {
    // the first start of all
    await freeLeftBehind(database);
    const { orgId } = await newOrganisation(db);
    const outboxId = await withOrg(db, orgId, (tx) => addOutbox(tx, { kind: 'alert_raised', subject: newId() }));
    const outbox = outboxSteps(db, () => new Date());
    expect(await outbox.claim(orgId, outboxId)).toMatchObject({ ids: [outboxId] });
    expect(await outbox.claim(orgId, outboxId)).not.toHaveProperty('ids');

    await prepareBackend(backend);
    const queue = new Queue<unknown, void>('left', { connection: backend });
    const hangs = new Worker<unknown, void>('left', () => new Promise(() => {}), {
      connection: backend,
      skipLockRenewal: true,
    });
    const { id } = await queue.add('a job', {}, { deduplication: { id: 'its key', keepLastIfActive: true } });
    await vi.waitFor(async () => expect(await queue.getActiveCount()).toBe(1), { timeout: 5000 });
    await hangs.close(true);

    await freeLeftBehind(database);
    expect(await outbox.claim(orgId, outboxId)).toMatchObject({ ids: [outboxId] });
    const ran: unknown[] = [];
    const next = new Worker<unknown, void>('left', async (job) => void ran.push([job.id, job.stalledCounter]), {
      connection: backend,
      maxStalledCount: 3,
    });
    // its lock, and two looks for workers that are gone, would take a minute and a half
    await vi.waitFor(() => expect(ran).toEqual([[id, 1]]), { timeout: 5000, interval: 50 });
    await next.close();
    await queue.close();
  } finally {
    await close();
  }
});

test('on a server, where other processes may live, nothing is freed', async () => {
  const never = (): never => {
    throw new Error('the database was asked');
  };
  await freeLeftBehind({ kind: 'postgres', pool: { query: never } as never, jobsPool: never });
});
