import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findAlert } from '../../../src/db/alerts.ts';
import { listDeliveries } from '../../../src/db/deliveries.ts';
import { addOutboxOnce } from '../../../src/db/outbox.ts';
import { withOrg } from '../../../src/db/scope.ts';
import { changeAlertStatus } from '../../../src/pipeline/alerts.ts';
import { composeAnnouncement } from '../../../src/pipeline/announcements.ts';
import { auditKey } from '../../../src/pipeline/audit.ts';
import { addTarget, type TargetInput } from '../../../src/pipeline/delivery/delivery-targets.ts';
import { fanOut } from '../../../src/pipeline/delivery/fan-out.ts';
import { parseNetworks } from '../../../src/pipeline/delivery/guarded-address.ts';
import { tokenKey } from '../../../src/pipeline/sealed-tokens.ts';
import type { Work } from '../../../src/pipeline/work.ts';
import type { Delivering } from '../../fixtures/delivery/deliver-until-killed.ts';
import { raiseTestAlert } from '../../support/alerts.ts';
import { Child } from '../../support/child.ts';
import {
  databases,
  newOrganisation,
  serverUrl,
  type TestDatabase,
  type TestOrganisation,
  withDatabase,
} from '../../support/database.ts';

const SECRET = 'a secret for tests';

// two processes at one database: the embedded one serves only one
describe.skipIf(!serverUrl)(
  'a process that is killed after a receiver took something and before that is stored',
  () => {
    let opened: TestDatabase;
    let databaseUrl: string;
    let org: TestOrganisation;
    let now: Date;
    beforeAll(async () => {
      opened = await databases.find(({ name }) => name === 'postgres')!.open();
      const { rows } = await opened.database.pool.query('select current_database() as name');
      databaseUrl = withDatabase(serverUrl!, (rows[0] as { name: string }).name);
    });
    afterAll(() => opened?.close());
    beforeEach(async () => {
      org = await newOrganisation(opened.db);
      now = new Date('2026-11-20T12:00:00Z');
    });

    const as = <T>(change: (work: Work) => Promise<T>): Promise<T> =>
      withOrg(opened.db, org.orgId, (tx) => change({ tx, principal: org.admin, now, auditKey: auditKey(SECRET) }));
    const add = async (input: TargetInput) =>
      (await as((work) => addTarget(work, { key: tokenKey(SECRET), allowed: parseNetworks('127.0.0.1') }, input)))
        .target.id;
    async function news(number: number) {
      await as(async ({ tx }) => {
        const { id, severity } = (await findAlert(tx, number))!;
        for (const { outboxId } of await addOutboxOnce(tx, [{ kind: 'alert_changed', subject: id, severity }]))
          await fanOut(
            tx,
            outboxId,
            (announcement) => composeAnnouncement(tx, announcement, (ref) => `/${ref}`, now),
            now,
          );
      });
    }
    const run = (targetId: string, part: Partial<Delivering> = {}) =>
      new Child(
        'delivery/deliver-until-killed.ts',
        JSON.stringify({
          databaseUrl,
          orgId: org.orgId,
          targetId,
          secret: SECRET,
          now: now.toISOString(),
          stop: false,
          ...part,
        } satisfies Delivering),
      );
    async function killedWhileSending(targetId: string): Promise<void> {
      const child = run(targetId, { stop: true });
      await child.printed(1);
      await child.kill();
      expect(child.lines).toEqual(['taken']);
    }
    /** Another process goes on once the hold of the first is over. */
    async function goOn(targetId: string): Promise<void> {
      now = new Date(now.getTime() + 121_000);
      const child = run(targetId);
      await child.exited;
      expect(child.lines).toEqual(['done']);
    }
    const states = async () => (await as(({ tx }) => listDeliveries(tx, { limit: 20 }))).map(({ state }) => state);

    test('a webhook is called again with the same id and the same words, and what changed meanwhile is an event of its own', async () => {
      const calls: { id: string; body: string }[] = [];
      const server: Server = createServer((request, response) => {
        let body = '';
        request.setEncoding('utf8').on('data', (chunk) => {
          body += chunk;
        });
        request.on('end', () => {
          calls.push({ id: String(request.headers['webhook-id']), body });
          response.writeHead(204).end();
        });
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      try {
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
        const id = await add({ kind: 'webhook', name: 'Hook', purposes: ['alerts'], floor: 'low', settings: { url } });
        const number = await raiseTestAlert(opened.db, org.orgId);
        await news(number);
        await killedWhileSending(id);
        expect(await states()).toEqual(['waiting']);
        // whoever drops what it has seen must not drop this
        await as((work) => changeAlertStatus(work, { number, status: 'acknowledged' }));
        await news(number);
        await goOn(id);
        expect(await states()).toEqual(['sent', 'sent']);
        expect(calls).toHaveLength(3);
        expect(calls[1]).toEqual(calls[0]);
        expect(JSON.parse(calls[2]!.body).data.status).toBe('acknowledged');
        expect(calls[2]!.id).not.toBe(calls[0]!.id);
        await goOn(id);
        expect(calls).toHaveLength(3);
      } finally {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
    }, 60_000);

    test('a mail goes again under the same id, and under another one where it holds something new', async () => {
      const mails: string[] = [];
      const server = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        onData(stream, _, done) {
          let data = '';
          stream.on('data', (chunk) => {
            data += chunk;
          });
          stream.on('end', () => {
            mails.push(data);
            done();
          });
        },
      });
      // a child that was killed hangs up
      server.on('error', () => {});
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      try {
        const { port } = server.server.address() as AddressInfo;
        const id = await add({
          kind: 'email',
          name: 'Mail',
          purposes: ['alerts'],
          floor: 'low',
          rollupSeconds: 60,
          settings: {
            to: ['ada@example.org'],
            from: 'desk@example.org',
            server: { host: '127.0.0.1', port, tls: 'none', user: null },
          },
        });
        const idOf = (mail: string) => /^Message-ID: (.*)$/im.exec(mail)![1];
        for (let i = 0; i < 2; i++) await news(await raiseTestAlert(opened.db, org.orgId));
        now = new Date(now.getTime() + 60_000);
        await killedWhileSending(id);
        now = new Date(now.getTime() + 121_000);
        await killedWhileSending(id);
        expect(mails).toHaveLength(2);
        expect(idOf(mails[1]!)).toBe(idOf(mails[0]!));
        await news(await raiseTestAlert(opened.db, org.orgId, { title: 'Something new' }));
        now = new Date(now.getTime() + 60_000);
        await goOn(id);
        expect(await states()).toEqual(['sent', 'sent', 'sent']);
        const last = mails.at(-1)!;
        expect(last).toContain('Something new');
        expect(idOf(last)).not.toBe(idOf(mails[0]!));
      } finally {
        await new Promise<void>((done) => server.close(() => done()));
      }
    }, 60_000);
  },
);
