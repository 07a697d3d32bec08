import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Unreachable } from '../../../src/bots/platform-errors.ts';
import { newId, newOrgId } from '../../../src/domain/id.ts';
import { changeWords } from '../../../src/messages/catalogue/changes.ts';
import type { OutboundMessage } from '../../../src/messages/outbound.ts';
import { feedbackCard } from '../../../src/messages/views/feedback-card.ts';
import { STREAM_OVER } from '../../support/teams-connector.ts';
import { openTeams, type TeamsFixture } from '../../support/teams-fixture.ts';

const orgId = newOrgId();
const words = (text: string): OutboundMessage => ({ orgId, text });

let teams: TeamsFixture;
let channel: string;
beforeEach(async () => {
  teams = await openTeams();
  channel = await teams.channel('security');
});
afterEach(() => teams.close());

describe('an answer while it is written', () => {
  const ask = async (where: 'direct' | { channel: string }) => {
    const handles: Record<string, string>[] = [];
    await teams.platform.start(async (event) => {
      handles.push(event.handle!);
      return { kind: 'accepted' };
    });
    const ada = await teams.person('Ada Novak');
    const id = await teams.say(ada, where, 'show events');
    const { conversation } = teams.conversationOf(ada, where);
    const thread = conversation.kind === 'channel' ? id : null;
    const stood: string[] = [];
    const to = { workspace: teams.workspace, channel: conversation.id, thread, handle: handles[0]! };
    return {
      ada,
      conversation,
      thread,
      stood,
      writer: teams.platform.answer!(to, orgId, { key: 'inbox 1', stands: ({ messageId }) => stood.push(messageId) }),
    };
  };
  const bot = (conversation: { messages: { from: string; text: string }[] }) =>
    conversation.messages.filter((one) => one.from === 'bot');
  const answered: OutboundMessage = {
    orgId,
    text: 'Two alerts: **both** are high. [ALR-1] came first.',
    citations: [{ ref: 'ALR-1', kind: 'alert', at: '2026-11-20T13:03:00Z', url: '/alerts/ALR-1' }],
  };

  test('alone with somebody it is streamed, and the end stands in its place', async () => {
    const { conversation, writer, stood } = await ask('direct');
    await writer.status('Looking at the log');
    await vi.waitFor(() => expect(teams.signs()).toEqual({ shown: 1, showing: true }));
    await writer.text('Two alerts: both are');
    await vi.waitFor(() => expect(bot(conversation)).toMatchObject([{ text: 'Two alerts: both', streaming: true }]));
    await writer.text('Two alerts: both are high and open.');
    await vi.waitFor(() => expect(bot(conversation)).toMatchObject([{ text: 'Two alerts: both are high and' }]));
    const posted = await writer.finish(words('Two alerts: both are high and open.'));
    expect(bot(conversation)).toMatchObject([
      { id: posted.messageId, text: 'Two alerts: both are high and open.', streaming: false },
    ]);
    expect(stood).toEqual([posted.messageId]);
    expect(teams.signs().showing).toBe(false);
  });

  test('what was taken back while it was streamed is not in the end, and there is one message', async () => {
    const { conversation, writer } = await ask('direct');
    await writer.text('The password is hunter2 and more ');
    await vi.waitFor(() => expect(bot(conversation)).toHaveLength(1));
    await writer.text('I cannot say that.');
    await writer.finish(answered);
    expect(bot(conversation)).toMatchObject([
      { text: 'Two alerts: **both** are high. [ALR-1](https://desk.example.com/alerts/ALR-1) came first.' },
    ]);
  });

  test('what a model wrote is marked so, streamed and edited; what none wrote is not', async () => {
    const { conversation, writer } = await ask('direct');
    await writer.text('Two alerts: both are ');
    await vi.waitFor(() => expect(bot(conversation)).toHaveLength(1));
    await writer.finish({ ...words('Two alerts: both are high.'), byModel: true });
    expect(bot(conversation)).toMatchObject([{ text: 'Two alerts: both are high.', byAi: true, streaming: false }]);

    const to = { workspace: teams.workspace, channel };
    const edited = teams.platform.answer!(to, orgId, { key: 'inbox 2' });
    await edited.status('Looking at the log');
    await edited.finish({ ...answered, byModel: true });
    await teams.platform.answer!(to, orgId, { key: 'inbox 3' }).finish(answered);
    expect(bot(teams.conversationOf((await ask('direct')).ada, { channel }).conversation)).toMatchObject([
      { byAi: true },
      { byAi: false },
    ]);
  });

  test('in a channel one message stands in the thread from the start, and is edited', async () => {
    const { conversation, thread, writer, stood } = await ask({ channel });
    await writer.status('Looking at the log');
    await vi.waitFor(() => expect(bot(conversation)).toMatchObject([{ text: 'Looking at the log', thread }]));
    await writer.text('Two alerts: both ');
    await vi.waitFor(() => expect(bot(conversation)).toMatchObject([{ text: 'Two alerts: both' }]));
    const posted = await writer.finish(answered);
    expect(posted).toMatchObject({ channel, thread });
    expect(stood).toEqual([posted.messageId]);
    expect(bot(conversation)).toHaveLength(1);
    expect(teams.visible(channel)).toMatchObject([{ text: 'Two alerts: both are high. ALR-1 came first.' }]);
  });

  test('in a group a typing sign comes first', async () => {
    const { conversation, writer } = await ask({ channel: teams.server.group('night shift') });
    await writer.status('Looking at the log');
    await vi.waitFor(() => expect(teams.signs()).toEqual({ shown: 1, showing: true }));
    expect(bot(conversation)).toEqual([]);
    await writer.finish(answered);
    expect(bot(conversation)).toHaveLength(1);
    expect(teams.signs().showing).toBe(false);
  });

  test('what a crash left standing is finished, and nothing new stands beside it', async () => {
    const { conversation, thread, writer } = await ask({ channel });
    await writer.status('Looking at the log');
    await vi.waitFor(() => expect(bot(conversation)).toHaveLength(1));
    const before = {
      platform: 'teams',
      workspace: teams.workspace,
      channel,
      thread: thread!,
      messageId: conversation.messages.at(-1)!.id,
    };
    const again = teams.platform.answer!({ workspace: teams.workspace, channel, thread }, orgId, { key: 'inbox 1' });
    await again.status('Looking once more');
    await vi.waitFor(() => expect(bot(conversation)).toHaveLength(2));
    expect(await again.finish(answered, before)).toEqual(before);
    expect(teams.visible(channel)).toMatchObject([
      { id: before.messageId, text: expect.stringContaining('Two alerts') },
    ]);
  });

  test('a stream that Teams ends because its time is over does not lose the answer', async () => {
    const { conversation, writer } = await ask('direct');
    await writer.text('Two alerts: both ');
    await vi.waitFor(() => expect(bot(conversation)).toHaveLength(1));
    conversation.stream!.over = STREAM_OVER.tooLong;
    await writer.text('Two alerts: both are high ');
    await writer.finish(answered);
    expect(bot(conversation)).toMatchObject([{ text: expect.stringContaining('came first') }]);
  });

  test('Stop ends the answer as it stands, whether it is heard on the way or at the end', async () => {
    const { conversation, writer, stood } = await ask('direct');
    await writer.text('Two alerts: both ');
    await vi.waitFor(() => expect(bot(conversation)).toHaveLength(1));
    conversation.stream!.over = STREAM_OVER.stopped;
    const before = teams.server.calls.length;
    await writer.text('Two alerts: both are high ');
    await vi.waitFor(() => expect(teams.server.calls.length).toBe(before + 1));
    await writer.text('Two alerts: both are high and open ');
    const posted = await writer.finish(words('Two alerts: both are high and open.'));
    expect(bot(conversation)).toMatchObject([{ id: posted.messageId, text: 'Two alerts: both', edits: 0 }]);
    expect(stood).toEqual([posted.messageId]);
    // no sign, no message and no edit came after the press
    expect(teams.server.calls.length).toBe(before + 1);

    conversation.stream = null;
    const next = teams.platform.answer!({ workspace: teams.workspace, channel: conversation.id }, orgId, {
      key: 'inbox 2',
    });
    await next.text('One alert: ALR-1 ');
    await vi.waitFor(() => expect(bot(conversation)).toHaveLength(2));
    conversation.stream!.over = STREAM_OVER.stopped;
    await next.finish(words('One alert: ALR-1 is high.'));
    expect(bot(conversation)).toMatchObject([{ text: 'Two alerts: both' }, { text: 'One alert: ALR-1', edits: 0 }]);
  });

  test('Stop while nothing but a status is shown leaves no answer', async () => {
    const { conversation, writer } = await ask('direct');
    await writer.status('Looking at the log');
    await vi.waitFor(() => expect(teams.signs().shown).toBe(1));
    conversation.stream!.over = STREAM_OVER.stopped;
    await writer.finish(answered);
    expect(bot(conversation)).toEqual([]);
  });

  test.each([
    ['en', 'Stopped. Done until then: open an incident ([INC-18](https://desk.example.com/incidents/INC-18)).'],
    ['de', 'Angehalten. Bis dahin getan: einen Vorfall eröffnen ('],
    ['fr', 'Arrêté. Fait jusque-là :'],
    ['es', 'Detenido. Hecho hasta entonces:'],
  ] as const)(
    'what was done before Stop is said below it, with its card and without a question (%s)',
    async (language, said) => {
      const { conversation, writer } = await ask('direct');
      await writer.text('I opened ');
      await vi.waitFor(() => expect(bot(conversation)).toHaveLength(1));
      conversation.stream!.over = STREAM_OVER.stopped;
      const { name, doneUntilThen } = changeWords[language];
      const posted = await writer.finish({
        ...words('I opened INC-18 for you, and here is a long story about it.'),
        language,
        citations: [{ ref: 'INC-18', kind: 'incident', at: '2026-11-20T13:03:00Z', url: '/incidents/INC-18' }],
        did: doneUntilThen([name({ tool: 'create_incident', args: {}, ref: 'INC-18' })]),
        card: { key: 'INC-18', parts: [{ kind: 'heading', text: 'INC-18 · Door forced' }] },
        more: [feedbackCard({ turnId: newId(0), language }, null)],
      });
      expect(bot(conversation)).toMatchObject([{ text: 'I opened', edits: 0 }, { id: posted.messageId }]);
      const [, below] = bot(conversation);
      expect(below!.text).toContain(said);
      expect(below!.text).not.toContain('long story');
      const drawn = JSON.stringify(teams.visible(conversation.id).at(-1));
      expect(drawn).toContain('Door forced');
      expect(drawn).not.toContain('feedback');
    },
  );

  test('what was stopped and then taken back does not stay, and nothing is posted beside it', async () => {
    const { conversation, writer } = await ask('direct');
    await writer.text('The password is hunter2 and more ');
    await vi.waitFor(() => expect(bot(conversation)).toHaveLength(1));
    conversation.stream!.over = STREAM_OVER.stopped;
    await writer.finish(words('I cannot say that.'));
    expect(bot(conversation)).toMatchObject([{ text: 'I cannot say that.', edits: 1 }]);
  });

  test('a rate limit at the end is waited for, an outage is told', async () => {
    const { conversation, writer } = await ask('direct');
    teams.server.faults.push({ status: 429, retryAfter: '0.5' });
    await writer.finish(answered);
    expect(bot(conversation)).toHaveLength(1);
    const next = teams.platform.answer!({ workspace: teams.workspace, channel }, orgId, { key: 'inbox 2' });
    teams.server.faults.push({ status: 502 });
    await expect(next.finish(answered)).rejects.toThrow(Unreachable);
  });

  test('signs that do not get through keep no answer from coming', async () => {
    const { conversation, writer } = await ask('direct');
    teams.server.faults.push({ status: 403, code: 'ContentStreamNotAllowed' }, { status: 500 });
    await writer.status('Looking at the log');
    await writer.text('Two ');
    await writer.finish(answered);
    expect(bot(conversation)).toHaveLength(1);
  });
});
