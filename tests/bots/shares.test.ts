import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDispatch } from '../../src/bots/dispatch.ts';
import type { DispatchServices } from '../../src/bots/dispatch-services.ts';
import { sharesOf } from '../../src/bots/shares.ts';
import { withOrg } from '../../src/db/scope.ts';
import { silentLog } from '../../src/log.ts';
import type { InboundEvent } from '../../src/messages/inbound.ts';
import type { TurnEvent } from '../../src/messages/turn.ts';
import { chatDesk } from '../support/chat-desk.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { plainPlatform, spoken } from '../support/plain-platform.ts';

describe.each(databases)('many who ask at once, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db);
    const first = chatDesk(database.db, []);
    await first.connect(org.admin, 'slack', 'T1');
    for (const id of ['U1', 'U2'])
      await first.link(org.admin, await org.member('officer'), { platform: 'slack', workspace: 'T1', id });
    await first.readers(org.admin, { platform: 'slack', workspace: 'T1', channel: 'C1' }, 'officer');
  });
  afterAll(() => database.close());
  beforeEach(() => withOrg(database.db, org.orgId, async (tx) => void (await tx.deleteFrom('inbox').execute())));

  /** A desk whose language model answers when it is told to. */
  function slowDesk(
    shares: { organisation: number; person: number },
    sign?: { set(event: InboundEvent): void },
    beforeDefer = async (): Promise<void> => {},
  ) {
    const asked: string[] = [];
    const { promise: theModel, resolve: answers } = Promise.withResolvers<void>();
    const ask: DispatchServices['ask'] = async function* (_who, { text }): AsyncIterable<TurnEvent> {
      asked.push(text);
      await theModel;
      const rest = { sessionId: '', citations: [], steps: [], cards: [], model: 'slow', language: 'en' as const };
      yield { kind: 'done', answer: { ...rest, text: `Answer to ${text}` } };
    };
    const cleared: string[] = [];
    const platform = {
      ...plainPlatform(),
      ...(sign
        ? {
            sign: {
              fades: false,
              set: async (event: InboundEvent) => sign.set(event),
              clear: async ({ id }: InboundEvent) => void cleared.push(id),
            },
          }
        : {}),
    };
    const { services } = chatDesk(database.db, [platform], { services: { ask } });
    const inbox: DispatchServices['inbox'] = {
      ...services.inbox,
      async defer(...what) {
        await beforeDefer();
        return services.inbox.defer(...what);
      },
    };
    const running = new Set<Promise<unknown>>();
    const enqueue: DispatchServices['enqueue'] = async (orgId, conversation) => {
      const work = dispatch.work(orgId, conversation).finally(() => running.delete(work));
      running.add(work);
    };
    const dispatch = createDispatch({
      platforms: [platform],
      services: { ...services, inbox, enqueue },
      publicUrl: null,
      log: silentLog(),
      now: () => new Date(),
      shares,
    });
    const idle = async (): Promise<void> => {
      while (running.size > 0) await Promise.all(running);
    };
    return { dispatch, platform, asked, answers, idle, cleared };
  }
  const question = (account: string, n: number) =>
    spoken(`${account} asks ${n}`, { account, thread: `${account}.${n}` });

  test('nobody takes more than their share, and all are answered in the end', async () => {
    const { dispatch, platform, asked, answers, idle } = slowDesk({ organisation: 3, person: 2 });
    for (let n = 1; n <= 6; n++) await dispatch.deliver(question('U1', n));
    await vi.waitFor(() => expect(asked).toHaveLength(2), 10_000);
    await dispatch.deliver(question('U2', 1));
    await vi.waitFor(() => expect(asked).toContain('U2 asks 1'), 10_000);
    // the organisation has its share now
    await dispatch.deliver(question('U2', 2));
    // what needs no turn goes on
    const help: InboundEvent = { ...question('U1', 99), kind: 'command', name: 'help', text: '' } as InboundEvent;
    await dispatch.deliver(help);
    await vi.waitFor(() => expect(platform.texts()).toEqual([expect.stringContaining('/safenest ask')]), 10_000);
    // which of somebody's questions come first, their conversations decide
    expect(asked.map((one) => one.slice(0, 2)).toSorted()).toEqual(['U1', 'U1', 'U2']);
    answers();
    await idle();
    expect(asked).toHaveLength(8);
    expect(platform.texts()).toHaveLength(9);
  });

  test('whoever has much waiting in one conversation lets others come between', async () => {
    const { dispatch, asked, answers, idle } = slowDesk({ organisation: 1, person: 1 });
    const first = question('U1', 1);
    await dispatch.deliver(first);
    await vi.waitFor(() => expect(asked).toHaveLength(1), 10_000);
    for (let n = 2; n <= 30; n++) {
      const { place } = first;
      await dispatch.deliver({ ...question('U1', n), place });
    }
    await dispatch.deliver(question('U2', 1));
    answers();
    await idle();
    expect(asked).toHaveLength(31);
    // this model answers at once: some may be answered while U2 is being called back
    expect(asked.indexOf('U2 asks 1')).toBeLessThanOrEqual(15);
  });

  test('a turn that comes while somebody is still being sent to the end of the line is theirs', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const deferring = vi.fn(() => held);
    const { dispatch, asked, answers, idle } = slowDesk({ organisation: 1, person: 1 }, undefined, deferring);
    await dispatch.deliver(question('U1', 1));
    await vi.waitFor(() => expect(asked).toHaveLength(1), 10_000);
    await dispatch.deliver(question('U2', 1));
    await vi.waitFor(() => expect(deferring).toHaveBeenCalled(), 10_000);
    answers();
    // U1 is answered, and U2's conversation was called back, but is not free yet
    await vi.waitFor(
      async () =>
        expect(
          await withOrg(database.db, org.orgId, (tx) =>
            tx.selectFrom('inbox').select('id').where('done_at', 'is', null).execute(),
          ),
        ).toHaveLength(1),
      10_000,
    );
    release();
    await idle();
    expect(asked).toEqual(['U1 asks 1', 'U2 asks 1']);
  });

  test('who waits for a turn sees that they were heard, and the sign goes with the answer', async () => {
    const signed: string[] = [];
    const { dispatch, asked, answers, idle, cleared } = slowDesk(
      { organisation: 1, person: 1 },
      { set: ({ id }) => void signed.push(id) },
    );
    const [first, second] = [question('U1', 1), question('U2', 2)];
    await dispatch.deliver(first);
    await vi.waitFor(() => expect(asked).toHaveLength(1), 10_000);
    await dispatch.deliver(second);
    await vi.waitFor(() => expect(signed).toEqual([second.id]), 10_000);
    answers();
    await idle();
    expect(cleared).toEqual([second.id]);
  });

  test('the shares of few turns leave room for a second person, those of many for a second organisation', () => {
    expect(sharesOf(8)).toEqual({ organisation: 7, person: 2 });
    expect(sharesOf(64)).toEqual({ organisation: 52, person: 4 });
    expect(sharesOf(1)).toEqual({ organisation: 1, person: 1 });
  });
});
