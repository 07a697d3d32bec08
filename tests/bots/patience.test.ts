import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DispatchServices } from '../../src/bots/dispatch-services.ts';
import { RateLimited, Unreachable } from '../../src/bots/platform-errors.ts';
import { waitingInbound } from '../../src/db/inbox.ts';
import { withOrg, withSystem } from '../../src/db/scope.ts';
import { newId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { GivenUp } from '../../src/errors.ts';
import type { InboundEvent } from '../../src/messages/inbound.ts';
import type { TurnEvent } from '../../src/messages/turn.ts';
import { listIncidents } from '../../src/pipeline/incidents.ts';
import { type ChatDesk, chatDesk } from '../support/chat-desk.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { type PlainPlatform, plainPlatform, spoken } from '../support/plain-platform.ts';

const MINUTE = 60_000;
const answering: DispatchServices['ask'] = async function* (_principal, { text }): AsyncIterable<TurnEvent> {
  const answer = { sessionId: '', citations: [], steps: [], cards: [], model: 'offline', language: 'en' as const };
  yield { kind: 'done', answer: { ...answer, text: `Answer to ${text}` } };
};

describe.each(databases)('nothing taken in is lost, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;
  let platform: PlainPlatform;
  let desk: ChatDesk;
  let now: Date;
  /** What the queue was told of since it came to it. */
  const queued = new Set<string>();
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db);
    officer = await org.member('officer', { name: 'Maria Lopez' });
    const first = chatDesk(database.db, []);
    await first.connect(org.admin, 'slack', 'T1');
    await first.link(org.admin, officer, { platform: 'slack', workspace: 'T1', id: 'U1' });
    for (const id of ['U2', 'U3'])
      await first.link(org.admin, await org.member('officer'), { platform: 'slack', workspace: 'T1', id });
    await first.readers(org.admin, { platform: 'slack', workspace: 'T1', channel: 'C1' }, 'officer');
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    now = new Date();
    platform = plainPlatform();
    desk = chatDesk(database.db, [platform], {
      now: () => now,
      services: { ask: answering, enqueue: async (_, conversation) => void queued.add(conversation) },
      mostWaiting: 20,
    });
    await withOrg(database.db, org.orgId, (tx) => tx.deleteFrom('inbox').execute());
  });
  const rows = () =>
    withOrg(database.db, org.orgId, (tx) => tx.selectFrom('inbox').selectAll().orderBy('received_at').execute());
  const later = (ms: number): void => {
    now = new Date(now.getTime() + ms);
  };
  /** Works at every moment the dispatch asks for, as the queue does; answers how often that was. */
  async function workUntilDone(conversation: string, most = 500): Promise<number> {
    for (let times = 1; times <= most; times++) {
      queued.delete(conversation);
      const due = await desk.dispatch.work(org.orgId, conversation);
      if (due) now = due;
      else if (!queued.has(conversation)) return times;
    }
    throw new Error('it never ends');
  }
  const take = async (event: InboundEvent): Promise<string> => {
    await desk.dispatch.deliver(event);
    return (await rows()).at(-1)!.conversation;
  };

  test('a platform that has us wait long is waited for, many times, and waits are no attempts', async () => {
    const conversation = await take(spoken('my question'));
    for (let i = 0; i < 12; i++) platform.fail.push(new RateLimited('wait', 10 * MINUTE));
    const due = await desk.dispatch.work(org.orgId, conversation);
    expect(due).toEqual(new Date(now.getTime() + 10 * MINUTE));
    // before that nothing is tried, and no sweep brings it
    expect(await desk.dispatch.work(org.orgId, conversation)).toEqual(due);
    expect(platform.fail).toHaveLength(11);
    expect(await withSystem(database.db, (tx) => waitingInbound(tx, 0))).not.toContainEqual(
      expect.objectContaining({ conversation, orgId: org.orgId }),
    );
    expect(await workUntilDone(conversation)).toBe(13);
    expect(platform.texts()).toEqual(['Answer to my question']);
    expect(await rows()).toMatchObject([{ event: null, untold: null, due_at: null, last_error: null, attempts: 1 }]);
  });

  test('after a day it is a dead letter that says so, and the next in line is answered', async () => {
    const conversation = await take(spoken('first'));
    platform.fail.push(new RateLimited('wait', 10 * MINUTE));
    await desk.dispatch.work(org.orgId, conversation);
    later(25 * 60 * MINUTE);
    await desk.dispatch.deliver(spoken('second'));
    platform.fail.push(new RateLimited('still away', 10 * MINUTE));
    const error = await desk.dispatch.work(org.orgId, conversation).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GivenUp);
    expect((error as Error).message).toMatch(/slack.*not told.*still away/s);
    expect(platform.texts()).toEqual(['Answer to second']);
    expect(await rows()).toMatchObject([
      { done_at: expect.any(Date), last_error: expect.stringContaining('given up') },
      { done_at: expect.any(Date), last_error: null },
    ]);
  });

  test('what a form did is told however long its telling takes, and done once', async () => {
    const conversation = await take({
      kind: 'form',
      id: `form ${newId()}`,
      app: 'settings',
      at: now.toISOString(),
      action: 'incident.create',
      value: newId(),
      fields: { title: 'Fence cut', severity: 'low', details: '' },
      message: null,
      place: { platform: 'slack', workspace: 'T1', channel: 'C1', thread: null, direct: false },
      speaker: { id: 'U1', name: 'Maria', bot: false },
    });
    for (let i = 0; i < 3; i++) platform.fail.push(new RateLimited('wait', MINUTE));
    await workUntilDone(conversation);
    expect(platform.texts()).toEqual([expect.stringMatching(/INC-\d+/)]);
    expect(platform.messages[0]).toMatchObject({ to: { only: 'U1' }, message: { card: expect.anything() } });
    const opened = await withOrg(database.db, org.orgId, (tx) => listIncidents(tx, { limit: 100 }));
    expect(opened.filter(({ title }) => title === 'Fence cut')).toHaveLength(1);
    expect(await rows()).toMatchObject([{ untold: null, shows: { alone: true } }]);
  });

  test('a code that linked somebody is said to have, even where that took two tries', async () => {
    const conversation = await take(spoken('link ABCD-2345'));
    let used = 0;
    const link: DispatchServices['link'] = async () => {
      if (used++ > 0) throw new Error('a code works once');
      return { name: 'Maria Lopez' };
    };
    desk = chatDesk(database.db, [platform], { now: () => now, services: { link, enqueue: async () => {} } });
    platform.fail.push(new RateLimited('wait', MINUTE));
    await workUntilDone(conversation);
    expect(platform.texts()).toEqual([expect.stringContaining('you are Maria Lopez')]);
  });

  test('one who says too much costs nobody else an answer, and is told once it is left out', async () => {
    const say = async (text: string, account: string): Promise<void> => {
      later(1);
      await desk.dispatch.deliver(spoken(text, { account }));
    };
    for (let i = 0; i < 23; i++) await say(`flood ${i}`, 'U1');
    for (const account of ['U2', 'U3']) await say(`of ${account}`, account);
    for (let i = 0; i < 22; i++) await say(`too ${i}`, 'U2');
    const { conversation } = (await rows())[0]!;
    // the first of them cannot be told at first: nothing of theirs is left out before they were
    platform.fail.push(new Unreachable('away'));
    await workUntilDone(conversation);
    const texts = platform.texts();
    expect(texts).toContain('Answer to of U2');
    expect(texts).toContain('Answer to of U3');
    const told = platform.messages.filter(({ message }) => message.text.includes('many messages'));
    expect(told.map(({ to }) => to.only).sort()).toEqual(['U1', 'U2']);
    // an answer made room while U1 could not be told
    expect(texts.filter((text) => text.startsWith('Answer to flood'))).toHaveLength(21);
    expect(texts.filter((text) => text.startsWith('Answer to too'))).toHaveLength(19);
    expect((await rows()).every((row) => row.done_at !== null)).toBe(true);
  });
});
