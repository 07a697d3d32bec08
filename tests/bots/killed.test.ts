import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { targetOf } from '../../src/bots/replying.ts';
import { findAlert } from '../../src/db/alerts.ts';
import { addOutbox } from '../../src/db/outbox.ts';
import { withOrg } from '../../src/db/scope.ts';
import { newOrgId } from '../../src/domain/id.ts';
import type { InboundEvent } from '../../src/messages/inbound.ts';
import type { Answers } from '../fixtures/bots/answer-until-killed.ts';
import type { Told } from '../fixtures/bots/tell-until-killed.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import type { ChatFixture } from '../support/chat-fixture.ts';
import { Child } from '../support/child.ts';
import { databases, newOrganisation, serverUrl, type TestDatabase, withDatabase } from '../support/database.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { DISCORD_TOKEN } from '../support/discord-server.ts';
import { openSlackFixture } from '../support/slack-fixture.ts';
import { openTeams } from '../support/teams-fixture.ts';

interface Platform {
  name: string;
  /** `lapse` lets minutes pass on the platform. */
  open(journal: string): Promise<{ fixture: ChatFixture; connection: Told['connection']; lapse?: () => void }>;
}

const PLATFORMS: Platform[] = [
  {
    name: 'Slack, by the key in the message’s metadata',
    async open() {
      const fixture = await openSlackFixture();
      const { apiUrl, tokens } = fixture.server;
      return { fixture, connection: { name: 'slack', apiUrl, token: tokens.bot } };
    },
  },
  {
    name: 'Discord, by the nonce',
    async open() {
      const fixture = await openDiscordFixture();
      return { fixture, connection: { name: 'discord', apiUrl: fixture.server.apiUrl, token: DISCORD_TOKEN } };
    },
  },
  {
    name: 'Discord, by the mark it carries once the nonce has lapsed',
    async open() {
      const fixture = await openDiscordFixture();
      const connection = { name: 'discord' as const, apiUrl: fixture.server.apiUrl, token: DISCORD_TOKEN };
      return { fixture, connection, lapse: () => fixture.server.forgetNonces() };
    },
  },
  {
    name: 'Teams, by the journal on the disk',
    async open(journal) {
      const fixture = await openTeams();
      const { addresses, apps } = fixture.server;
      return { fixture, connection: { name: 'teams', addresses, app: apps[0]!, journal } };
    },
  },
];

// two processes at one database: the embedded one serves only one
describe.skipIf(!serverUrl)('a process that is killed between sending and storing', () => {
  let opened: TestDatabase;
  let folder: string;
  let databaseUrl: string;
  beforeAll(async () => {
    opened = await databases.find(({ name }) => name === 'postgres')!.open();
    const { rows } = await opened.database.pool.query('select current_database() as name');
    databaseUrl = withDatabase(serverUrl!, (rows[0] as { name: string }).name);
    folder = await mkdtemp(join(tmpdir(), 'safenest-told-'));
  });
  afterAll(async () => {
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test.each(PLATFORMS)('leaves one visible message on $name', { timeout: 120_000 }, async ({ open }) => {
    const { fixture, connection, lapse } = await open(join(folder, 'posts.jsonl'));
    try {
      const { orgId } = await newOrganisation(opened.db);
      const number = await raiseTestAlert(opened.db, orgId, { title: 'Forty tries' });
      const outboxId = await withOrg(opened.db, orgId, async (tx) =>
        addOutbox(tx, { kind: 'alert_raised', subject: (await findAlert(tx, number))!.id }),
      );
      const id = await fixture.channel('alerts');
      const channel = { platform: fixture.name, workspace: fixture.workspace, channel: id };
      const told: Told = { databaseUrl, orgId, outboxId, channel, connection, aheadMs: 0, stop: true };
      const run = (part: Partial<Told>) => new Child('bots/tell-until-killed.ts', JSON.stringify({ ...told, ...part }));

      const killed = run({});
      await killed.printed(1);
      await killed.kill();
      expect(killed.lines).toEqual(['posted']);
      expect(fixture.visible(id)).toHaveLength(1);
      const row = () =>
        withOrg(opened.db, orgId, (tx) =>
          tx.selectFrom('outbox').select(['sent_at', 'posted']).where('id', '=', outboxId).executeTakeFirstOrThrow(),
        );
      expect(await row()).toEqual({ sent_at: null, posted: [] });

      lapse?.();
      // the row is free again once the claim of the dead process has run out
      const next = run({ stop: false, aheadMs: 16_000 });
      await next.printed(1);
      await next.exited;
      expect(next.lines).toEqual(['told']);
      const visible = fixture.visible(id);
      expect(visible).toHaveLength(1);
      expect(visible[0]!.text).toContain('Forty tries');
      expect((await row()).posted).toMatchObject([{ platform: fixture.name, channel: id }]);
      expect((await row()).sent_at).not.toBeNull();
    } finally {
      await fixture.close();
    }
  });
});

describe.each(PLATFORMS)('an answer whose process is killed before anything of it is stored, on $name', ({ open }) => {
  const text = 'Forty failed logins for root, all of them from one address in the harbour network.';

  test.each([
    ['draft', 'in a channel'],
    ['whole', 'in a channel'],
    ['draft', 'alone with somebody'],
    ['whole', 'alone with somebody'],
  ] as const)('at the %s, %s: whoever goes on finds it', { timeout: 60_000 }, async (until, place) => {
    const folder = await mkdtemp(join(tmpdir(), 'safenest-answered-'));
    const { fixture, connection, lapse } = await open(join(folder, 'posts.jsonl'));
    try {
      const heard: InboundEvent[] = [];
      await fixture.platform.start(async (event) => {
        heard.push(event);
        return { kind: 'accepted' };
      });
      const ada = await fixture.person('Ada');
      const channel = await fixture.channel('security');
      await fixture.say(ada, place === 'in a channel' ? { channel } : 'direct', 'failed logins?');
      await vi.waitFor(() => expect(heard).not.toEqual([]), { timeout: 10_000 });
      const answers: Answers = { connection, orgId: newOrgId(), to: targetOf(heard[0]!), key: 'inbox 1', text };
      const run = (part: Partial<Answers>) =>
        new Child('bots/answer-until-killed.ts', JSON.stringify({ ...answers, ...part }));
      const seen = () => (place === 'in a channel' ? fixture.visible(channel) : fixture.onlyFor(ada));

      const killed = run({ until });
      await killed.printed(1);
      await killed.kill();
      expect(seen()).toHaveLength(1);

      lapse?.();
      const next = run({});
      await next.printed(1);
      await next.exited;
      expect(seen()).toMatchObject([{ text: expect.stringContaining('one address in the harbour network') }]);
    } finally {
      await fixture.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
