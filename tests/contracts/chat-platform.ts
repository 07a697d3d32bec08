import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { findAlert } from '../../src/db/alerts.ts';
import { insertCamera } from '../../src/db/cameras.ts';
import { findIncident } from '../../src/db/incidents.ts';
import { withOrg } from '../../src/db/scope.ts';
import { savePin } from '../../src/db/second-proof.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { Role } from '../../src/domain/role.ts';
import { chatWords } from '../../src/messages/catalogue/chat.ts';
import { makeAccountCode, makeWorkspaceCode } from '../../src/pipeline/chat-codes.ts';
import { setSecondProofs } from '../../src/pipeline/second-proof.ts';
import { hashSecret } from '../../src/pipeline/sign-in.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { type ChatDesk, chatDesk } from '../support/chat-desk.ts';
import type { ChatFixture, Person, SeenMessage } from '../support/chat-fixture.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { testCamera } from '../support/test-camera.ts';

export type { ChatFixture, Person, SeenButton, SeenForm, SeenMessage, Where } from '../support/chat-fixture.ts';

/** Generous: an answer has to come, not to come fast. */
const WAIT = { timeout: 20_000, interval: 25 };
const eventually = (check: () => void | Promise<void>): Promise<void> => vi.waitFor(check, WAIT);

/** What every chat platform does, from what somebody says to what everybody sees, with the real desk on a real database. */
export function chatPlatformContract(open: () => Promise<ChatFixture>): void {
  describe('a chat platform with the desk behind it', () => {
    let fixture: ChatFixture;
    let database: TestDatabase;
    let org: TestOrganisation;
    let desk: ChatDesk;
    let admin: Person;
    let officer: Person;
    let employee: Person;
    let stranger: Person;
    let officerMember: Principal;
    beforeAll(async () => {
      database = await databases.at(-1)!.open();
      fixture = await open();
      org = await newOrganisation(database.db);
      desk = chatDesk(database.db, [fixture.platform]);
      await desk.connect(org.admin, fixture.name, fixture.workspace);
      officerMember = await org.member('officer', { name: 'Maria Lopez' });
      admin = await linked('Ada Admin', org.admin);
      officer = await linked('Maria', officerMember);
      employee = await linked('Jonas', await org.member('employee', { name: 'Jonas Weber' }));
      stranger = await fixture.person('Nobody');
      await fixture.platform.start(desk.dispatch.deliver);
    }, 60_000);
    afterAll(async () => {
      await fixture?.platform.stop();
      await desk?.idle();
      await fixture?.close();
      await database?.close();
    });
    const lacks = (what: NonNullable<ChatFixture['lacks']>[number]): boolean => fixture.lacks?.includes(what) ?? false;
    async function linked(name: string, member: Principal): Promise<Person> {
      const person = await fixture.person(name);
      await desk.link(org.admin, member, { platform: fixture.name, workspace: fixture.workspace, id: person.id });
      return person;
    }
    /** A channel whose readers are all at least this. */
    async function channelOf(role: Role | null, name = 'room'): Promise<string> {
      const channel = await fixture.channel(name);
      if (role !== null)
        await desk.readers(org.admin, { platform: fixture.name, workspace: fixture.workspace, channel }, role);
      return channel;
    }
    const one = (messages: SeenMessage[], what: RegExp): SeenMessage => {
      const found = messages.filter(({ text }) => what.test(text));
      expect(found.map(({ text }) => text)).toHaveLength(1);
      return found[0]!;
    };
    /** What somebody alone saw before a test began. */
    const before = new Map<string, Set<string>>();
    const everybody = (): Person[] => [admin, officer, employee, stranger];
    beforeEach(() => {
      for (const who of everybody()) before.set(who.id, new Set(fixture.onlyFor(who).map(markOf)));
    });
    const markOf = ({ id, text }: SeenMessage): string => `${id} ${text}`;
    /** What this person alone has seen since, in words. */
    const alone = (who: Person): string =>
      fixture
        .onlyFor(who)
        .filter((message) => !before.get(who.id)?.has(markOf(message)))
        .map(({ text }) => text)
        .join('\n');
    const toldAlone = (who: Person, what: RegExp): Promise<void> => eventually(() => expect(alone(who)).toMatch(what));
    /** As people call it there: Teams has no slash commands. */
    const calling = (what: string): RegExp =>
      new RegExp(`${fixture.name === 'teams' ? '@SafeNest' : '/safenest'} ${what}`);
    const labels = (message: SeenMessage): string[] => message.buttons.map(({ label }) => label);
    const raise = (title = '40 failed logins for root'): Promise<number> =>
      raiseTestAlert(database.db, org.orgId, { title, lastSeen: new Date(Date.now() - 60_000) });

    describe('asking', () => {
      test('by mention in a channel: answered in the asker’s thread, once, with a sign of work that goes away', async () => {
        const number = await raise('Forty tries from one place');
        const channel = await channelOf('officer');
        const before = fixture.signs().shown;
        await fixture.say(officer, { channel }, `open ALR-${number}`);
        await eventually(() =>
          expect(fixture.visible(channel).some(({ text }) => text.includes('Forty tries'))).toBe(true),
        );
        await desk.idle();
        const answer = one(fixture.visible(channel), /Forty tries/);
        expect(answer.text).toContain(`ALR-${number}`);
        if (!lacks('threads')) expect(answer.thread).not.toBeNull();
        expect(fixture.signs().shown).toBeGreaterThan(before);
        await eventually(() => expect(fixture.signs().showing).toBe(false));
        expect(fixture.visible(channel)).toHaveLength(1);
      });

      test('in a thread, and going on there: the conversation is remembered', async () => {
        const number = await raise('Door forced');
        const channel = await channelOf('officer');
        await fixture.say(officer, { channel }, `open ALR-${number}`);
        await eventually(() => expect(fixture.visible(channel)).toHaveLength(1));
        await desk.idle();
        const thread = fixture.visible(channel)[0]!.thread;
        await fixture.say(officer, thread === null ? { channel } : { channel, thread }, 'acknowledge it');
        await eventually(async () => expect((await alert(number)).status).toBe('acknowledged'));
        await desk.idle();
        expect(fixture.visible(channel).map((message) => message.thread)).toEqual([thread, thread]);
      });

      test('alone with the bot', async () => {
        await fixture.say(officer, 'direct', 'which incidents are open?', { mention: false });
        await toldAlone(officer, /incident/i);
      });

      test('thirty of one person at once are all answered', async () => {
        const go = desk.hold();
        const number = await raise('Asked about often');
        const asked = await fixture.channel('busy');
        await desk.readers(
          org.admin,
          { platform: fixture.name, workspace: fixture.workspace, channel: asked },
          'officer',
        );
        for (let i = 0; i < 30; i++) await fixture.say(officer, { channel: asked }, `open ALR-${number}`);
        go();
        await vi.waitFor(() => expect(fixture.visible(asked)).toHaveLength(30), { timeout: 60_000, interval: 100 });
        await desk.idle();
      }, 90_000);

      test('several at once are all answered, in order', async () => {
        const go = desk.hold();
        const channel = await channelOf('officer');
        const first = await raise('First of three');
        const second = await raise('Second of three');
        const third = await raise('Third of three');
        for (const number of [first, second, third]) await fixture.say(officer, { channel }, `open ALR-${number}`);
        go();
        await eventually(() => expect(fixture.visible(channel)).toHaveLength(3));
        await desk.idle();
        for (const what of [/First of three/, /Second of three/, /Third of three/]) one(fixture.visible(channel), what);
      });

      test('40,000 characters, @everyone and text that turns around are answered, and nobody is called', async () => {
        const channel = await channelOf('officer');
        await fixture.say(officer, { channel }, 'x'.repeat(39_000));
        await eventually(() => expect(fixture.visible(channel)).toHaveLength(1));
        await fixture.say(officer, { channel }, 'open an incident: @everyone \u202egnorw\u202c \u200bhidden');
        await eventually(() => expect(fixture.visible(channel)).toHaveLength(2));
        await desk.idle();
        const { text } = fixture.visible(channel)[1]!;
        expect(text).not.toMatch(/\u202e|\u200b(?!everyone)/);
        expect(text).not.toMatch(/(^|\s)@everyone/);
      });
    });

    describe('who may read what', () => {
      test('what not everybody in the channel may see goes to the asker alone, with a word in the channel', async () => {
        const number = await raise('Secret matter');
        const channel = await channelOf(null);
        await fixture.say(officer, { channel }, `open ALR-${number}`);
        await eventually(() => expect(fixture.visible(channel)).toHaveLength(1));
        await toldAlone(officer, /Secret matter/);
        await desk.idle();
        const [word] = fixture.visible(channel);
        expect(word!.text).toContain('Maria Lopez');
        expect(word!.text).not.toMatch(/Secret|ALR-/);
        expect(word!.buttons).toEqual([]);
      });

      test('a refusal says what is missing, to the asker alone', async () => {
        const number = await raise();
        await fixture.say(employee, 'direct', `open ALR-${number}`, { mention: false });
        await toldAlone(employee, /./);
        await desk.idle();
        expect(
          fixture
            .onlyFor(employee)
            .map(({ text }) => text)
            .join('\n'),
        ).not.toContain('failed logins for root');
      });

      test('in a channel the asker alone reads what they may not do', async () => {
        const number = await raise();
        const channel = await channelOf('officer');
        await fixture.say(employee, { channel }, `acknowledge ALR-${number}`);
        await toldAlone(employee, /does not allow|is for/);
        await desk.idle();
        const seen = fixture.visible(channel).map(({ text }) => text);
        expect(seen.join('\n')).not.toMatch(/does not allow|ALR-/);
        expect(seen).toEqual([expect.stringContaining('privately')]);
      });

      test('somebody nobody knows is told how to link, alone, and sees nothing', async () => {
        const channel = await channelOf('officer');
        await fixture.say(stranger, { channel }, 'which alerts are open?');
        await toldAlone(stranger, calling('link'));
        await desk.idle();
        expect(fixture.visible(channel)).toEqual([]);
        expect(
          fixture
            .onlyFor(stranger)
            .map(({ text }) => text)
            .join('\n'),
        ).not.toMatch(/ALR-/);
      });
    });

    describe('who somebody is', () => {
      test('a one-time code links an account, and only once', async () => {
        const member = await org.member('officer', { name: 'Nora Lind' });
        const { code } = await desk.work(member, (work) => makeAccountCode(work, member.actor.id!));
        const [nora, thief] = [await fixture.person('Nora'), await fixture.person('Thief')];
        await fixture.say(nora, 'direct', `link ${code}`, { mention: false });
        await toldAlone(nora, /Nora Lind/);
        await fixture.say(thief, 'direct', `link ${code}`, { mention: false });
        await toldAlone(thief, /not valid/);
        await fixture.say(nora, 'direct', 'which incidents are open?', { mention: false });
        await toldAlone(nora, /incident/i);
      });

      test('guessing codes ends soon', async () => {
        const guesser = await fixture.person('Guesser');
        for (const code of ['ABCD-2345', 'ABCD-2346', 'ABCD-2347', 'ABCD-2348', 'ABCD-2349', 'ABCD-2352', 'ABCD-2353'])
          await fixture.say(guesser, 'direct', `link ${code}`, { mention: false });
        await toldAlone(guesser, /quarter of an hour/);
      });

      test('by command', async () => {
        if (lacks('commands')) return;
        const member = await org.member('moderator', { name: 'Omar Said' });
        const { code } = await desk.work(member, (work) => makeAccountCode(work, member.actor.id!));
        const omar = await fixture.person('Omar');
        await fixture.command(omar, { channel: await channelOf('officer') }, `link ${code.toLowerCase()}`);
        await toldAlone(omar, /Omar Said/);
      });

      test('questions to begin with are for somebody’s role, what waits for them first; a stranger is offered none', async () => {
        const place = { platform: fixture.name, workspace: fixture.workspace, channel: '', thread: null, direct: true };
        const offered = (who: Person) =>
          desk.chat.prompts({ app: 'settings', place, speaker: { id: who.id, name: who.name, bot: false } });
        const { examples, decide } = chatWords.en.home;
        expect(await offered(employee)).toEqual(examples.employee);
        expect(await offered(officer)).toEqual(examples.officer);
        expect(examples.officer).not.toEqual(examples.employee);
        expect(await offered(stranger)).toBeNull();
        const channel = await channelOf('officer');
        await fixture.say(admin, { channel }, 'propose a rule: 7 failed logins within 14 minutes');
        const card = () => fixture.visible(channel)[0]!;
        await eventually(() => expect(labels(card())).toContain('Reject'));
        await desk.idle();
        expect(await offered(admin)).toEqual([decide, ...examples.admin]);
        await fixture.press(admin, card(), 'Reject');
        await eventually(() => expect(labels(card())).not.toContain('Reject'));
        expect(await offered(admin)).toEqual(examples.admin);
      });

      test('whoever is shut out is answered nothing', async () => {
        const member = await org.member('officer', { name: 'Gone Girl' });
        const gone = await linked('Gone', member);
        await withOrg(database.db, org.orgId, (tx) =>
          tx.updateTable('member').set({ active: false }).where('id', '=', member.actor.id!).execute(),
        );
        await fixture.say(gone, 'direct', 'which alerts are open?', { mention: false });
        await toldAlone(gone, /disabled/);
      });
    });

    describe('no loops and no repeats', () => {
      test('another bot is not answered', async () => {
        const channel = await channelOf('officer');
        await fixture.sayAsBot({ channel }, 'which alerts are open?');
        await fixture.say(officer, { channel }, 'hello');
        await eventually(() => expect(fixture.visible(channel).length).toBeGreaterThan(0));
        await desk.idle();
        expect(fixture.visible(channel)).toHaveLength(1);
      });

      test('its own answer is not answered', async () => {
        const channel = await channelOf('officer');
        await fixture.say(officer, { channel }, 'hello');
        await eventually(() => expect(fixture.visible(channel)).toHaveLength(1));
        await desk.idle();
        await fixture.say(officer, { channel }, 'thanks');
        await eventually(() => expect(fixture.visible(channel)).toHaveLength(2));
        await desk.idle();
        expect(fixture.visible(channel)).toHaveLength(2);
      });

      test('what is delivered twice is answered once', async () => {
        const channel = await channelOf('officer');
        await fixture.say(officer, { channel }, 'hello');
        await fixture.redeliver();
        await eventually(() => expect(fixture.visible(channel)).toHaveLength(1));
        await fixture.redeliver();
        await desk.idle();
        expect(fixture.visible(channel)).toHaveLength(1);
      });

      test('two questions that arrive in the other order are each answered once', async () => {
        const channel = await channelOf('officer');
        const first = await raise('Said first');
        const second = await raise('Said second');
        fixture.swapNext();
        await fixture.say(officer, { channel }, `open ALR-${first}`);
        await fixture.say(officer, { channel }, `open ALR-${second}`);
        await eventually(() => expect(fixture.visible(channel)).toHaveLength(2));
        await desk.idle();
        for (const what of [/Said first/, /Said second/]) one(fixture.visible(channel), what);
      });

      test('what nobody said to the bot is left alone', async () => {
        const channel = await channelOf('officer');
        await fixture.say(officer, { channel }, 'which alerts are open?', { mention: false });
        await fixture.say(officer, { channel }, 'hello');
        await eventually(() => expect(fixture.visible(channel).length).toBeGreaterThan(0));
        await desk.idle();
        expect(fixture.visible(channel)).toHaveLength(1);
      });
    });

    describe('how a channel is answered', () => {
      test('every question where an admin says so, without a mention; and whether it is solved is asked once in a thread', async () => {
        const number = await raise('Asked of nobody');
        const channel = await channelOf('officer');
        await fixture.say(admin, { channel }, 'answer every question in this channel');
        await toldAlone(admin, /every question here that I can answer/);
        await fixture.say(officer, { channel }, 'lunch?', { mention: false });
        await fixture.say(officer, { channel }, `is ALR-${number} still open?`, { mention: false });
        await eventually(() => expect(fixture.visible(channel)).toHaveLength(1));
        await desk.idle();
        const answer = () => one(fixture.visible(channel), /Asked of nobody/);
        expect(labels(answer())).toContain('Helpful');
        expect(labels(answer()).includes('Solved')).toBe(answer().thread !== null);
        if (answer().thread === null) return;
        await fixture.press(officer, answer(), 'Solved');
        await eventually(() => expect(answer().text).toContain('Solved, said Maria Lopez'));
        expect(labels(answer())).not.toContain('Helpful');
      });

      test('nobody where an admin says so: whoever asks is told that, alone', async () => {
        const channel = await channelOf('officer');
        await fixture.say(admin, { channel }, 'never answer here');
        await toldAlone(admin, /answer no questions here/);
        await fixture.say(officer, { channel }, 'which incidents are open?');
        await toldAlone(officer, /answer no questions in this channel/);
        await desk.idle();
        expect(fixture.visible(channel)).toEqual([]);
      });
    });

    describe('what is changed upstream', () => {
      test('a question changed before it is answered is answered as it is now; one deleted is not', async () => {
        if (lacks('edits')) return;
        const number = await raise('The one that is meant');
        const channel = await channelOf('officer');
        const go = desk.hold();
        const changed = await fixture.say(officer, { channel }, 'open ALR-99999');
        const deleted = await fixture.say(officer, { channel }, 'hello there');
        await fixture.edit(officer, { channel }, changed, `open ALR-${number}`);
        await fixture.delete(officer, { channel }, deleted);
        await eventually(async () => expect(await waiting()).toBe(1));
        go();
        await eventually(() => expect(fixture.visible(channel).length).toBeGreaterThan(0));
        await desk.idle();
        expect(fixture.visible(channel)).toHaveLength(1);
        one(fixture.visible(channel), /The one that is meant/);
      });
    });

    describe('buttons', () => {
      test('the demo scenario: high-risk events, an incident, and its buttons', async () => {
        await raiseTestAlert(database.db, org.orgId, {
          title: 'Burst from NL',
          severity: 'high',
          lastSeen: new Date(Date.now() - 86_400_000),
        });
        const channel = await channelOf('officer');
        await fixture.say(officer, { channel }, 'Show high-risk events from yesterday and open an incident');
        await eventually(() =>
          expect(fixture.visible(channel).some((one) => labels(one).includes('Close'))).toBe(true),
        );
        await desk.idle();
        const answer = () => fixture.visible(channel).find((one) => /INC-\d+/.test(one.text))!;
        const number = Number(/INC-(\d+)/.exec(answer().text)![1]);
        expect(labels(answer())).toContain('Assign to me');
        await fixture.press(officer, answer(), 'Assign to me');
        await eventually(async () => expect((await incident(number)).assigneeName).toBe('Maria Lopez'));
        await eventually(() => expect(answer().text).toContain('Maria Lopez'));
        await desk.idle();
        await fixture.press(officer, answer(), 'Close');
        await eventually(async () => expect((await incident(number)).status).toBe('closed'));
        await eventually(() => expect(labels(answer())).not.toContain('Close'));
        await desk.idle();
        // one message all along, edited where it stands
        expect(fixture.visible(channel)).toHaveLength(1);
        expect(answer().edits).toBeGreaterThan(0);
      });

      test('pressed by whoever may not: a word to them alone, and nothing is done', async () => {
        const { channel, card, number } = await alertOnShow('Not for employees');
        await fixture.press(employee, card(), 'Acknowledge');
        await toldAlone(employee, /employee|allow/);
        await desk.idle();
        expect((await alert(number)).status).toBe('open');
        expect(labels(card())).toContain('Acknowledge');
        expect(fixture.visible(channel)).toHaveLength(1);
      });

      test('pressed by somebody nobody knows: how to link', async () => {
        const { card, number } = await alertOnShow('Not for strangers');
        const passerBy = await fixture.person('Passer-by');
        await fixture.press(passerBy, card(), 'Resolve');
        await toldAlone(passerBy, calling('link'));
        expect((await alert(number)).status).toBe('open');
      });

      test('two who press the same button: one did it, the other is told so politely, and the card shows how it is', async () => {
        const { card, number } = await alertOnShow('Resolved by two');
        const go = desk.hold();
        await fixture.press(officer, card(), 'Resolve');
        await fixture.press(admin, card(), 'Resolve');
        go();
        await eventually(async () => expect((await alert(number)).status).toBe('resolved'));
        await toldAlone(admin, /already/);
        await eventually(() => expect(labels(card())).not.toContain('Resolve'));
        expect(card().text).toContain('Maria Lopez');
      });

      test('where others read now than when it was answered: it is done, and the message says no more than that it is there', async () => {
        const { channel, card, number } = await alertOnShow('A secret of officers');
        await desk.readers(org.admin, { platform: fixture.name, workspace: fixture.workspace, channel }, 'employee');
        await fixture.press(officer, card(), 'Acknowledge');
        await eventually(async () => expect((await alert(number)).status).toBe('acknowledged'));
        await eventually(() => expect(fixture.visible(channel)[0]!.text).not.toContain('A secret of officers'));
        const left = one(fixture.visible(channel), new RegExp(`ALR-${number}`));
        expect(labels(left)).not.toContain('Resolve');
      });

      test('a forged value does nothing to anything', async () => {
        const { card, number } = await alertOnShow('Real matter');
        const other = await newOrganisation(database.db);
        const theirs = await raiseTestAlert(database.db, other.orgId, { title: 'Theirs' });
        await fixture.press(officer, card(), 'Acknowledge', { value: `ALR-${theirs + 5000}` });
        await toldAlone(officer, /no alert|does not say|not know/i);
        await fixture.press(officer, card(), 'Acknowledge', { value: '{"$ne":1}' });
        await desk.idle();
        expect((await alert(number)).status).toBe('open');
        expect(
          fixture
            .onlyFor(officer)
            .map(({ text }) => text)
            .join('\n'),
        ).not.toContain('Theirs');
      });

      test('a proposal is approved where it stands, says who did, and loses its buttons', async () => {
        const channel = await channelOf('officer');
        await fixture.say(admin, { channel }, 'propose a rule: 5 failed logins within 10 minutes');
        await eventually(() =>
          expect(fixture.visible(channel).some((one) => labels(one).includes('Approve'))).toBe(true),
        );
        await desk.idle();
        const card = () => fixture.visible(channel)[0]!;
        for (const who of [officer, employee]) {
          await fixture.press(who, card(), 'Approve');
          await toldAlone(who, /ask someone who is admin/);
        }
        expect(card().text).toContain('press Approve or Reject');
        await fixture.press(admin, card(), 'Approve');
        await eventually(() => expect(labels(card())).not.toContain('Approve'));
        expect(card().text).toMatch(/pproved.*Admin/s);
        expect(card().text).not.toContain('press Approve or Reject');
      });
    });

    describe('a PIN before what is critical', () => {
      test('is asked for by the press itself, of whoever may press; a wrong one does nothing, the right one does it where it stands', async () => {
        const hash = await hashSecret('482915');
        await desk.work(org.admin, (work) => setSecondProofs(work, ['rules']));
        await withOrg(database.db, org.orgId, (tx) => savePin(tx, org.admin.actor.id!, hash, new Date()));
        try {
          const channel = await channelOf('officer');
          await fixture.say(admin, { channel }, 'propose a rule: 6 failed logins within 12 minutes');
          await eventually(() =>
            expect(fixture.visible(channel).some((one) => labels(one).includes('Approve'))).toBe(true),
          );
          await desk.idle();
          const card = () => fixture.visible(channel)[0]!;
          await fixture.press(officer, card(), 'Approve');
          await toldAlone(officer, /ask someone who is admin/);
          const fieldsOf = (who: Person) => fixture.form(who)?.fields.map(({ name }) => name) ?? [];
          expect(fieldsOf(officer)).not.toContain('pin');
          for (const pin of ['000000', '482915']) {
            await fixture.press(admin, card(), 'Approve');
            await eventually(() => expect(fieldsOf(admin)).toContain('pin'));
            expect(labels(card())).toContain('Approve');
            await fixture.submit(admin, { pin });
            if (pin === '000000') await toldAlone(admin, /4 more wrong ones/);
            await desk.idle();
            // not once there and once elsewhere
            if (pin === '000000')
              expect(fixture.onlyFor(admin).filter(({ text }) => /wrong ones|our chat/.test(text))).toHaveLength(1);
          }
          await eventually(() => expect(labels(card())).not.toContain('Approve'));
          expect(card().text).toMatch(/pproved.*Admin/s);
        } finally {
          await desk.work(org.admin, (work) => setSecondProofs({ ...work, proved: true }, []));
        }
      });
    });

    describe('forms', () => {
      test('an incident by command: a form filled with what was said, and sent', async () => {
        if (lacks('commands')) return;
        await fixture.command(employee, { channel: await channelOf('officer') }, 'incident Laptop lost');
        await eventually(() => expect(fixture.form(employee)).not.toBeNull());
        expect(fixture.form(employee)!.fields.map(({ value }) => value)).toContain('Laptop lost');
        await fixture.submit(employee, { severity: 'high', details: 'On the train, locked.' });
        await toldAlone(employee, /INC-\d+/);
        const number = Number(/INC-(\d+)/.exec(alone(employee))![1]);
        expect(await incident(number)).toMatchObject({
          title: 'Laptop lost',
          severity: 'high',
          createdBy: 'Jonas Weber',
        });
      });

      test('what was typed is kept where something in it is wrong', async () => {
        if (lacks('commands')) return;
        await fixture.command(employee, { channel: await channelOf('officer') }, 'incident Laptop');
        await eventually(() => expect(fixture.form(employee)).not.toBeNull());
        await fixture.submit(employee, { title: '   ', details: 'Twenty minutes of typing' });
        await desk.idle();
        const again = fixture.onlyFor(employee).findLast((one) => labels(one).includes('Open the form again'));
        if (again) await fixture.press(employee, again, 'Open the form again');
        await eventually(() =>
          expect(fixture.form(employee)?.fields.map(({ value }) => value)).toContain('Twenty minutes of typing'),
        );
        await fixture.submit(employee, { title: 'Laptop lost', details: 'Twenty minutes of typing' });
        await toldAlone(employee, /INC-\d+/);
        const number = Number(/INC-(\d+)/.exec(alone(employee))![1]);
        expect((await incident(number)).summary).toContain('Twenty minutes of typing');
      });

      test('a comment from a card’s button is on record and the card shows it', async () => {
        const channel = await channelOf('officer');
        await fixture.say(officer, { channel }, 'open an incident: fence cut');
        await eventually(() =>
          expect(fixture.visible(channel).some((one) => labels(one).includes('Comment'))).toBe(true),
        );
        await desk.idle();
        const card = () => fixture.visible(channel)[0]!;
        await fixture.press(officer, card(), 'Comment');
        await eventually(() => expect(fixture.form(officer)).not.toBeNull());
        await fixture.submit(officer, { comment: 'Guard is on the way.' });
        await eventually(() => expect(card().text).toContain('Guard is on the way.'));
      });

      test('an incident from a message keeps what was said and by whom', async () => {
        if (lacks('shortcut') || !fixture.shortcut) return;
        const channel = await channelOf('officer');
        const said = await fixture.say(stranger, { channel }, 'Somebody asked me for my password', { mention: false });
        await fixture.shortcut(officer, { channel }, said);
        await eventually(() => expect(fixture.form(officer)).not.toBeNull());
        await fixture.submit(officer, {});
        await toldAlone(officer, /INC-\d+/);
        const number = Number(/INC-(\d+)/.exec(alone(officer))![1]);
        expect((await incident(number)).summary).toContain('Somebody asked me for my password');
      });
    });

    describe('commands', () => {
      test('nothing said: what is mine, what waits for me, and what one may ask', async () => {
        if (lacks('commands')) return;
        await fixture.command(admin, { channel: await channelOf('officer') }, '');
        await toldAlone(admin, /My open incidents/);
      });

      test('nothing said: how the cameras are, for those who may see them', async () => {
        if (lacks('commands')) return;
        const camera = testCamera({ name: 'Yard' });
        await withOrg(database.db, org.orgId, (tx) => insertCamera(tx, camera));
        try {
          const channel = await channelOf('officer');
          await fixture.command(officer, { channel }, '');
          await toldAlone(officer, /Cameras\b.*1 online/s);
          await fixture.command(employee, { channel }, '');
          await toldAlone(employee, /My open incidents/);
          expect(alone(employee)).not.toContain('Cameras');
        } finally {
          await withOrg(database.db, org.orgId, (tx) => tx.deleteFrom('camera').where('id', '=', camera.id).execute());
        }
      });

      test('a question by command is answered to its asker alone', async () => {
        if (lacks('commands')) return;
        const number = await raise('Asked by command');
        const channel = await channelOf('officer');
        await fixture.command(officer, { channel }, `ask open ALR-${number}`);
        await toldAlone(officer, /Asked by command/);
        await desk.idle();
        expect(fixture.visible(channel)).toEqual([]);
      });

      test('help and status', async () => {
        if (lacks('commands')) return;
        const channel = await channelOf('officer');
        await fixture.command(officer, { channel }, 'help');
        await toldAlone(officer, calling('incident'));
        await fixture.command(officer, { channel }, 'status');
        await toldAlone(officer, /work/i);
        await toldAlone(officer, /I answer here when somebody mentions me/);
      });

      test('a channel is bound by an admin, in words, and by nobody else', async () => {
        const channel = await channelOf(null);
        await fixture.say(officer, { channel }, 'this channel gets alerts from high upward');
        await toldAlone(officer, /admin/);
        await fixture.say(admin, { channel }, 'this channel gets alerts from high upward');
        await toldAlone(admin, /alerts from high upward/);
        const { bindings } = (await desk.chat.channel.see(org.admin, {
          platform: fixture.name,
          workspace: fixture.workspace,
          channel,
          thread: null,
          direct: false,
        }))!;
        expect(bindings).toEqual([{ purpose: 'alerts', floor: 'high', quiet: null, timeZone: null }]);
      });

      test('their own page', async () => {
        if (lacks('home') || !fixture.openHome || !fixture.home) return;
        await fixture.openHome(admin);
        await eventually(() => expect(fixture.home!(admin)?.text ?? '').toContain('My open incidents'));
        await fixture.openHome(stranger);
        await eventually(() => expect(fixture.home!(stranger)?.text ?? '').toContain('/safenest link'));
      });
    });

    describe('a workspace nobody has connected', () => {
      test('is told how, and is connected by a code that works once', async () => {
        const other = await open();
        const elsewhere = chatDesk(database.db, [other.platform]);
        const target = await newOrganisation(database.db, { name: 'Elsewhere' });
        try {
          await other.platform.start(elsewhere.dispatch.deliver);
          const somebody = await other.person('Somebody');
          // the same ids as in the first one: another organisation's workspace is not taken
          if (other.workspace === fixture.workspace)
            await withOrg(database.db, org.orgId, (tx) =>
              tx.deleteFrom('chat_workspace').where('workspace', '=', fixture.workspace).execute(),
            );
          await other.say(somebody, 'direct', 'which alerts are open?', { mention: false });
          await eventually(() => expect(other.onlyFor(somebody).at(-1)?.text ?? '').toMatch(calling('connect')));
          const { code } = await elsewhere.work(target.admin, (work) =>
            makeWorkspaceCode(work, target.admin.actor.id!),
          );
          await other.say(somebody, 'direct', `connect ${code}`, { mention: false });
          await eventually(() => expect(other.onlyFor(somebody).at(-1)?.text ?? '').toMatch(/connected/));
          await other.say(somebody, 'direct', 'which alerts are open?', { mention: false });
          await eventually(() => expect(other.onlyFor(somebody).at(-1)?.text ?? '').toMatch(calling('link')));
        } finally {
          await other.platform.stop();
          await elsewhere.idle();
          await other.close();
        }
      });
    });

    async function alertOnShow(title: string): Promise<{ channel: string; number: number; card: () => SeenMessage }> {
      const number = await raise(title);
      const channel = await channelOf('officer');
      await fixture.say(officer, { channel }, `open ALR-${number}`);
      await eventually(() => expect(fixture.visible(channel).some((one) => one.buttons.length > 1)).toBe(true));
      await desk.idle();
      return { channel, number, card: () => fixture.visible(channel)[0]! };
    }
    const alert = async (number: number) => (await withOrg(database.db, org.orgId, (tx) => findAlert(tx, number)))!;
    const incident = async (number: number) =>
      (await withOrg(database.db, org.orgId, (tx) => findIncident(tx, number)))!;
    const waiting = async (): Promise<number> =>
      (
        await withOrg(database.db, org.orgId, (tx) =>
          tx.selectFrom('inbox').select('id').where('done_at', 'is', null).execute(),
        )
      ).length;
  });
}
