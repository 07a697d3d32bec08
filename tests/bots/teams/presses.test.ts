import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Deliver, Immediate } from '../../../src/bots/platform.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import type { Card } from '../../../src/messages/card.ts';
import type { InboundEvent } from '../../../src/messages/inbound.ts';
import type { OutboundMessage, Posted } from '../../../src/messages/outbound.ts';
import type { Person, SeenMessage } from '../../support/chat-fixture.ts';
import { openTeams, type TeamsFixture } from '../../support/teams-fixture.ts';

const orgId = newOrgId();
const incident = (status: string, buttons = true): OutboundMessage => ({
  orgId,
  text: `INC-17 Break-in attempts (${status})`,
  card: {
    key: 'INC-17',
    parts: [
      { kind: 'heading', text: 'INC-17 Break-in attempts', status },
      ...(buttons
        ? [
            {
              kind: 'actions' as const,
              actions: [
                { id: 'incident.assign_to_me', label: 'Assign to me', value: 'INC-17', style: 'primary' as const },
                { id: 'incident.undo', label: 'Undo', value: 'INC-17#1', confirm: 'Withdraw INC-17?' },
                { id: 'incident.comment', label: 'Comment', value: 'INC-17' },
              ],
            },
          ]
        : []),
    ],
  },
});
const form: Card = {
  key: 'form',
  parts: [
    { kind: 'heading', text: 'Comment on INC-17' },
    { kind: 'field', name: 'comment', label: 'Comment', input: 'multiline', required: true },
    {
      kind: 'field',
      name: 'afterwards',
      label: 'Afterwards',
      input: 'select',
      options: [
        { label: 'Leave it open', value: 'leave' },
        { label: 'Close it', value: 'close' },
      ],
      value: 'leave',
    },
    { kind: 'actions', actions: [{ id: 'incident.add_comment', label: 'Save', value: 'INC-17', style: 'primary' }] },
  ],
};

let teams: TeamsFixture;
let ada: Person;
let sam: Person;
let channel: string;
let posted: Posted;
let heldUp = false;
let work: (event: InboundEvent) => Promise<Immediate>;
const came: InboundEvent[] = [];
const take: Deliver = async (event) => {
  came.push(event);
  return work(event);
};

beforeAll(async () => {
  teams = await openTeams({
    holdMs: 150,
    heldUp: () => heldUp,
    view: async ({ speaker }) => (speaker.name === 'Ada Novak' ? incident('hers') : null),
  });
  ada = await teams.person('Ada Novak');
  sam = await teams.person('Sam Okafor');
  await teams.platform.start(take);
});
beforeEach(async () => {
  channel = await teams.channel('security');
  posted = await teams.platform.post({ workspace: teams.workspace, channel }, incident('open'), crypto.randomUUID());
  came.length = 0;
  work = async () => ({ kind: 'accepted' });
});
afterAll(async () => {
  expect(teams.server.tenant.complaints).toEqual([]);
  await teams.close();
});
const shown = (): SeenMessage => teams.visible(channel)[0]!;

describe('a press', () => {
  test('comes in with the button’s own value, from whoever pressed, about that message', async () => {
    await teams.press(sam, shown(), 'Undo');
    expect(came).toMatchObject([
      {
        kind: 'action',
        action: 'incident.undo',
        value: 'INC-17#1',
        message: posted,
        speaker: { id: sam.id },
        place: { channel, thread: posted.messageId },
        handle: { invoke: expect.any(String), app: 'settings' },
      },
    ]);
  });

  test('whose outcome is known at once is answered with the card, and everybody sees it', async () => {
    work = async (event) => {
      await teams.platform.update(posted, incident('investigating', false), event.handle);
      return { kind: 'accepted' };
    };
    await teams.press(ada, shown(), 'Assign to me');
    expect(shown()).toMatchObject({ edits: 1, buttons: [], text: expect.stringContaining('investigating') });
  });

  test('whose outcome takes longer says that it is worked on, and is put right later', async () => {
    let later = (): void => {};
    work = async (event) => {
      later = () => void teams.platform.update(posted, incident('contained'), event.handle);
      return { kind: 'accepted' };
    };
    const before = teams.onlyFor(ada).length;
    await teams.press(ada, shown(), 'Assign to me');
    expect(
      teams
        .onlyFor(ada)
        .slice(before)
        .map((message) => message.text),
    ).toEqual(['Working on it.']);
    later();
    await vi.waitFor(() => expect(shown().text).toContain('contained'));
  });

  test('is answered once it is stored while the process is held up, and the card is put right when it is done', async () => {
    heldUp = true;
    const done = Promise.withResolvers<void>();
    work = async (event) => {
      void done.promise.then(() => teams.platform.update(posted, incident('contained', false), event.handle));
      return { kind: 'accepted' };
    };
    const before = teams.onlyFor(ada).length;
    await teams.press(ada, shown(), 'Assign to me');
    expect(teams.onlyFor(ada).slice(before)).toMatchObject([{ text: 'Working on it.' }]);
    heldUp = false;
    done.resolve();
    await vi.waitFor(() => expect(shown().text).toContain('contained'));
  });

  test('that is not theirs is told to them alone, at the card', async () => {
    work = async ({ place, speaker, handle }) => {
      await teams.platform.post(
        { ...place, only: speaker.id, handle: handle! },
        { orgId, text: 'Only officers may do that.' },
        'refusal',
      );
      return { kind: 'accepted' };
    };
    await teams.press(sam, shown(), 'Assign to me');
    expect(teams.onlyFor(sam).at(-1)?.text).toBe('Only officers may do that.');
    expect(teams.onlyFor(ada).map((message) => message.text)).not.toContain('Only officers may do that.');
    expect(teams.visible(channel)).toHaveLength(1);
    // and it is at the card: no conversation was opened for it
    expect(teams.server.tenant.withBot(sam.id).messages).toEqual([]);
  });

  test.each(['a button', 'a form’s button', 'a shortcut'] as const)(
    'that is refused says so once, and nothing else beside it: %s',
    async (what) => {
      const direct = await teams.platform.post(
        { workspace: teams.workspace, channel: ada.id, only: ada.id },
        incident('open'),
        crypto.randomUUID(),
      );
      const id = await teams.say(ada, { channel }, 'stolen', { mention: false });
      work = async ({ place, speaker, handle }) => {
        const alone = place.direct ? place : { ...place, only: speaker.id };
        // as it comes when somebody has come to it: a moment after it was stored
        setImmediate(() => void teams.platform.post({ ...alone, handle: handle! }, { orgId, text: 'Not you.' }, 'k'));
        return { kind: 'accepted' };
      };
      const before = teams.onlyFor(ada).length;
      if (what === 'a shortcut') await teams.shortcut!(ada, { channel }, id);
      else {
        const card = teams.onlyFor(ada).find((one) => one.id === direct.messageId)!;
        await teams.press(ada, card, what === 'a button' ? 'Assign to me' : 'Comment');
      }
      expect(teams.onlyFor(ada).slice(before)).toMatchObject([{ text: 'Not you.' }]);
    },
  );

  test('whose outcome is a card for one person is answered with where it is', async () => {
    work = async ({ place, speaker, handle }) => {
      const alone = { ...place, only: speaker.id, handle: handle! };
      setImmediate(() => void teams.platform.post(alone, incident('hers'), crypto.randomUUID()));
      return { kind: 'accepted' };
    };
    const before = teams.onlyFor(ada).length;
    await teams.press(ada, shown(), 'Assign to me');
    const texts = teams
      .onlyFor(ada)
      .slice(before)
      .map(({ text }) => text);
    expect(texts).toHaveLength(2);
    expect(texts).toContain('I wrote to you in our chat.');
  });

  test('that came before is answered politely', async () => {
    work = async () => ({ kind: 'ignored' });
    await teams.press(sam, shown(), 'Assign to me');
    expect(teams.onlyFor(sam).at(-1)?.text).toBe(
      'I did nothing with that: it came through already, or this tenant is not connected to SafeNest.',
    );
  });

  test('with a value that is forged is nothing but that value', async () => {
    await teams.press(sam, shown(), 'Assign to me', { value: 'INC-99' });
    expect(came).toMatchObject([{ kind: 'action', value: 'INC-99' }]);
  });
});

describe('a form', () => {
  test('opens in a dialog where Teams was told that the button opens one', async () => {
    work = async () => ({ kind: 'form', form });
    await teams.press(ada, shown(), 'Comment');
    expect(teams.form(ada)).toEqual({
      title: 'Comment on INC-17',
      fields: [
        { name: 'comment', label: 'Comment', value: '' },
        {
          name: 'afterwards',
          label: 'Afterwards',
          value: 'leave',
          options: [
            { label: 'Leave it open', value: 'leave' },
            { label: 'Close it', value: 'close' },
          ],
        },
      ],
    });
    work = async () => ({ kind: 'accepted' });
    await teams.submit(ada, { comment: 'Seen before.', afterwards: 'close' });
    expect(came[1]).toMatchObject({
      kind: 'form',
      action: 'incident.add_comment',
      value: 'INC-17',
      fields: { comment: 'Seen before.', afterwards: 'close' },
      message: posted,
      speaker: { id: ada.id },
    });
    expect(teams.form(ada)).toBeNull();
  });

  test('stands in the place of the card for whoever pressed, where Teams was not told', async () => {
    work = async () => ({ kind: 'form', form });
    await teams.press(sam, shown(), 'Assign to me');
    expect(teams.form(sam)?.title).toBe('Comment on INC-17');
    expect(shown().buttons).toHaveLength(3);
    work = async (event) => {
      await teams.platform.update(posted, incident('closed', false), event.handle);
      return { kind: 'accepted' };
    };
    await teams.submit(sam, { comment: 'Done.' });
    expect(came[1]).toMatchObject({ kind: 'form', fields: { comment: 'Done.', afterwards: 'leave' }, message: posted });
    expect(shown().text).toContain('closed');
    expect(teams.form(sam)).toBeNull();
  });

  test('asked for in words comes to whoever asked, alone', async () => {
    work = async () => ({ kind: 'form', form });
    await teams.command(sam, { channel }, 'safenest incident');
    expect(teams.form(sam)?.title).toBe('Comment on INC-17');
    expect(teams.visible(channel)).toHaveLength(1);
    work = async () => ({ kind: 'accepted' });
    await teams.submit(sam, { comment: 'Lost.' });
    expect(came[1]).toMatchObject({ kind: 'form', fields: { comment: 'Lost.' }, place: { direct: true } });
  });

  test('that cannot be taken as it is stays open with what is wrong, or says so', async () => {
    work = async () => ({ kind: 'form', form });
    await teams.press(ada, shown(), 'Comment');
    await teams.submit(ada, { comment: 'x' });
    expect(teams.form(ada)).not.toBeNull();
    work = async ({ place, speaker, handle }) => {
      await teams.platform.post(
        { ...place, only: speaker.id, handle: handle! },
        { orgId, text: 'INC-17 is closed.' },
        'k',
      );
      return { kind: 'accepted' };
    };
    await teams.submit(ada, { comment: 'x' });
    expect(teams.onlyFor(ada).at(-1)?.text).toBe('INC-17 is closed.');
  });

  test('from a message of theirs: the command brings text and author, and what is sent comes back', async () => {
    const id = await teams.say(ada, { channel }, 'My laptop <b>was</b> stolen & the door stood open', {
      mention: false,
    });
    work = async () => ({ kind: 'form', form });
    await teams.shortcut!(sam, { channel }, id);
    expect(came[1]).toMatchObject({
      kind: 'shortcut',
      name: 'incident_from_message',
      text: 'My laptop <b>was</b> stolen & the door stood open',
      author: 'Ada Novak',
      messageId: id,
      url: expect.stringMatching(/^https:\/\/teams\.microsoft\.com\//),
      speaker: { id: sam.id },
    });
    work = async () => ({ kind: 'accepted' });
    await teams.submit(sam, { comment: 'Stolen laptop' });
    expect(came[2]).toMatchObject({
      kind: 'form',
      action: 'incident.add_comment',
      fields: { comment: 'Stolen laptop' },
    });
  });

  test('from a conversation we are not in: the answer goes to the person', async () => {
    const foreign = await teams.channel('elsewhere');
    const id = await teams.say(ada, { channel: foreign }, 'stolen', { mention: false });
    teams.server.tenant.conversations.get(foreign)!.botIsIn = false;
    await teams.shortcut!(sam, { channel: foreign }, id);
    const { place, handle } = came[1]!;
    await teams.platform.post({ ...place, handle: handle! }, incident('open'), 'INC-17');
    expect(teams.server.tenant.withBot(sam.id).messages.at(-1)?.card).not.toBeNull();
    expect(teams.onlyFor(sam).map((message) => message.text.split('\n')[1])).toContain('INC-17 Break-in attempts');
  });
});

describe('a card for each', () => {
  const refresh = (who: Person) =>
    teams.deliver({
      ...teams.server.envelope(teams.server.tenant.people.get(who.id)!, channel),
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: crypto.randomUUID(),
      replyToId: posted.messageId,
      value: {
        trigger: 'automatic',
        action: {
          type: 'Action.Execute',
          verb: 'card.refresh',
          data: { safenest: { action: 'card.refresh', value: 'INC-17' } },
        },
      },
    });
  test('is asked for when it is seen, and nobody’s press', async () => {
    const card = teams.server.tenant.conversations.get(channel)!.messages[0]!.card;
    expect(card?.refresh?.action.verb).toBe('card.refresh');
    expect((await refresh(ada)).body).toMatchObject({ type: 'application/vnd.microsoft.card.adaptive' });
    expect((await refresh(sam)).body).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: '',
    });
    expect(came).toEqual([]);
  });
});
