import { expect, test, vi } from 'vitest';
import { createConsolePlatform } from '../../src/bots/console/platform.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { teamsWords } from '../../src/messages/catalogue/teams.ts';
import { addMember, updateMember } from '../../src/pipeline/members.ts';
import { type Asker, type DeskPlace, type Seen, sameDesk } from '../contracts/same-desk.ts';
import { chatDesk } from '../support/chat-desk.ts';
import type { ChatFixture, Person, SeenMessage } from '../support/chat-fixture.ts';
import { askConsole, pressInConsole } from '../support/console-answer.ts';
import { databases, newOrganisation } from '../support/database.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { cookieOf, postForm, signIn } from '../support/sign-in.ts';
import { openSlackFixture } from '../support/slack-fixture.ts';
import { openTeams } from '../support/teams-fixture.ts';
import { openDesk } from '../support/web-desk.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const WAIT = { timeout: 20_000, interval: 25 };

/** A chat platform, each person alone with the bot. */
async function chatPlace(open: () => Promise<ChatFixture>): Promise<DeskPlace> {
  const { db, close } = await databases.at(-1)!.open();
  const fixture = await open();
  const org = await newOrganisation(db);
  const desk = chatDesk(db, [fixture.platform]);
  const { name: platform, workspace } = fixture;
  await desk.connect(org.admin, platform, workspace);
  const people = {} as Record<Asker, Person>;
  const members: Record<Asker, Principal> = {
    admin: org.admin,
    officer: await org.member('officer', { name: 'Maria Lopez' }),
    employee: await org.member('employee', { name: 'Jonas Weber' }),
  };
  for (const role of ['admin', 'officer', 'employee'] as const) {
    people[role] = await fixture.person(role);
    await desk.link(org.admin, members[role], { platform, workspace, id: people[role].id });
  }
  await fixture.platform.start(desk.dispatch.deliver);
  const seen = ({ id, text, buttons }: SeenMessage): Seen => ({ id, text, buttons: buttons.map(({ label }) => label) });
  const read = (who: Asker): SeenMessage[] => fixture.onlyFor(people[who]);
  return {
    db,
    orgId: org.orgId,
    now: () => new Date(),
    nameOf: (who) => members[who].name,
    async ask(who, text, pictures = []) {
      const before = new Set(read(who).map(({ id }) => id));
      await fixture.say(people[who], 'direct', text, { mention: false, pictures });
      await vi.waitFor(() => {
        if (!read(who).some(({ id }) => !before.has(id))) throw new Error('nothing is answered yet');
      }, WAIT);
      await desk.idle();
      return seen(read(who).findLast(({ id }) => !before.has(id))!);
    },
    async press(who, answer, label, forged) {
      const before = new Set(read(who).map((one) => JSON.stringify([one.id, one.text])));
      // a sign that it is worked on is no word about it
      const isNew = (one: SeenMessage): boolean =>
        one.text !== teamsWords.en.working && !before.has(JSON.stringify([one.id, one.text]));
      const message = read(who).find(({ id }) => id === answer.id)!;
      await fixture.press(people[who], message, label, forged);
      await vi
        .waitFor(() => {
          if (!read(who).some(isNew)) throw new Error('nothing yet');
        }, WAIT)
        .catch(() => {});
      await desk.idle();
      const said = read(who).findLast((one) => one.id !== answer.id && isNew(one));
      return { said: said?.text ?? null, now: seen(read(who).find(({ id }) => id === answer.id)!) };
    },
    async pressedAgain() {
      await fixture.redeliver();
      await desk.idle();
    },
    async comment(who, answer, text) {
      const card = () => read(who).find(({ id }) => id === answer.id)!;
      await fixture.press(people[who], card(), 'Comment');
      await vi.waitFor(() => expect(fixture.form(people[who])).not.toBeNull(), WAIT);
      await fixture.submit(people[who], { comment: text });
      await vi.waitFor(() => expect(card().text).toContain(text.slice(0, 12)), WAIT);
      await desk.idle();
      return card().text;
    },
    async report(who, { title, details, severity }) {
      const before = new Set(read(who).map(({ id }) => id));
      const fresh = () => read(who).filter(({ id }) => !before.has(id));
      await fixture.command(people[who], 'direct', 'incident');
      await vi.waitFor(() => expect(fixture.form(people[who])).not.toBeNull(), WAIT);
      await fixture.submit(people[who], { title, details, severity });
      await desk.idle();
      // what is wrong stands in the form, or beside the button that opens it again
      const open = fixture.form(people[who]);
      return [...fresh().map(({ text }) => text), open?.title, ...(open?.fields.map(({ label }) => label) ?? [])].join(
        ' ',
      );
    },
    async close() {
      await fixture.platform.stop();
      await desk.idle();
      await fixture.close();
      await close();
    },
  };
}

interface ConsolePlace extends DeskPlace {
  server: TestServer;
  org: WebOrganisation;
  cookies: Record<Asker, string>;
  /** A page as somebody reads it. */
  page(who: Asker, path: string): Promise<string>;
}

/** The console, as its pages ask and press. */
async function consolePlace(): Promise<ConsolePlace> {
  const server = await openWebServer(databases.at(-1)!, {
    pages: consoleRoutes,
    desk: (test) => openDesk(test, () => server.clock.now),
  });
  const org = await server.organisation();
  const cookies = { admin: await signIn(server, org, org.adminId) } as Record<Asker, string>;
  const names: Record<Asker, string> = { admin: 'Ada Admin', officer: 'officer', employee: 'employee' };
  for (const role of ['officer', 'employee'] as const) {
    const member = await org.work((work) => addMember(work, { name: role, email: `${role}@harbour.example`, role }));
    cookies[role] = await signIn(server, org, member.id);
  }
  const pages = new Map<string, string>();
  const seen = (id: string, page: string): Seen => {
    pages.set(id, page);
    return {
      id,
      // above it stands the question, as it was asked
      text: page
        .slice(Math.max(0, page.indexOf('<div class="answer">')))
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/[\s\u200b]+/g, ' '),
      buttons: [...page.matchAll(/<button[^>]*>([^<]+)<\/button>/g)].map(([, label]) => label!),
    };
  };
  const read = async (who: Asker, path: string, flash = ''): Promise<string> =>
    (await server.call('GET', path, { cookie: `${cookies[who]}; ${flash}` })).text;
  /** Sends a form of a page, and goes where it leads. */
  const send = async (who: Asker, path: string, fields: Record<string, string>): Promise<string> => {
    const { headers } = await postForm(server, path, fields, cookies[who]);
    return read(who, headers.get('location')!, cookieOf(headers));
  };
  let asked = 0;
  let pressed = async (): Promise<unknown> => undefined;
  return {
    server,
    org,
    cookies,
    page: read,
    db: server.services.db,
    orgId: org.orgId,
    now: () => server.clock.now,
    nameOf: (who) => names[who],
    async ask(who, text, pictures) {
      return seen(`answer ${++asked}`, await askConsole(server, cookies[who], text, pictures));
    },
    async press(who, answer, label, forged) {
      pressed = () => pressInConsole(server, cookies[who], pages.get(answer.id)!, label, forged);
      const { text } = await pressInConsole(server, cookies[who], pages.get(answer.id)!, label, forged);
      const said = JSON.parse(text) as { text?: string; html?: string };
      return { said: said.text ?? text, now: seen(`${answer.id} pressed`, said.html ?? '') };
    },
    pressedAgain: async () => void (await pressed()),
    async comment(who, answer, text) {
      const path = /href="(\/incidents\/INC-\d+)"/.exec(pages.get(answer.id)!)![1]!;
      expect(await read(who, path)).toContain(`action="${path}/comments"`);
      return send(who, `${path}/comments`, { text });
    },
    async report(who, { title, details, severity }) {
      expect(await read(who, '/incidents')).toContain('action="/incidents"');
      return send(who, '/incidents', { title, summary: details, severity });
    },
    close: () => server.close(),
  };
}

// what chat platforms have and the console has not, and what it does instead
sameDesk('the console', consolePlace, (place, raise) => {
  test('nobody reads along: a mention and a command’s name are words, and nobody else sees the conversation', async () => {
    const number = await raise('Asked alone');
    for (const called of ['@SafeNest', '/safenest ask'])
      expect((await place().ask('officer', `${called} open ALR-${number}`)).text).toContain('Asked alone');
    expect((await place().ask('officer', '/safenest help')).text).toContain('I can');
    expect((await place().ask('admin', '/safenest status')).text).toContain('Everything works');
    expect(await place().page('officer', '/')).toContain('Asked alone');
    expect((await place().page('admin', '/')).split('id="live"')[0]).not.toContain('Asked alone');
    const told = await place().ask('admin', 'this channel gets alerts from high upward');
    expect(told.text).toContain('Say in the channel');
  });

  test('nobody is there who is not known: no session, no answer, and none for whoever is shut out meanwhile', async () => {
    const { server, cookies, org } = place();
    await raise('Not for passers-by');
    const ask = (cookie: string) =>
      server.call('POST', '/console/chat', {
        cookie,
        headers: { accept: 'text/event-stream', 'sec-fetch-site': 'same-origin' },
        body: { text: 'which alerts are open?' },
      });
    const leaving = await org.work((work) =>
      addMember(work, { name: 'Gone Girl', email: 'gone@harbour.example', role: 'officer' }),
    );
    const gone = await signIn(server, org, leaving.id);
    expect((await ask(gone)).status).toBe(200);
    await org.work((work) => updateMember(work, leaving.id, { active: false }));
    for (const cookie of ['', 'safenest_session=guessed', gone]) {
      const { status, text } = await ask(cookie);
      expect(status).toBe(401);
      expect(text).not.toMatch(/ALR-|passers-by/);
    }
    expect((await ask(cookies.officer)).status).toBe(200);
  });

  test('a program asks with a key of its own and alone; what the page is told to show is no question to anybody', async () => {
    const { server, org } = place();
    const number = await raise('Asked by a program');
    const { json } = await server.call('POST', '/api/v1/chat', {
      key: org.keys.officer,
      body: { message: `open ALR-${number}` },
    });
    expect(json.answer).toContain('Asked by a program');
    expect((await place().page('officer', '/')).split('id="live"')[0]).not.toContain('Asked by a program');
    const delivered = vi.fn();
    const page = createConsolePlatform(server.live);
    await page.start(delivered);
    const card = { key: `ALR-${number}`, parts: [] };
    await page.post(
      { workspace: '', channel: 'feed' },
      { orgId: org.orgId, text: 'which alerts are open?', card },
      'key',
    );
    expect(delivered).not.toHaveBeenCalled();
    expect(page.webhooks ?? []).toEqual([]);
  });

  test('what was asked stands: it is one request with one answer, asked again it is answered again, in order', async () => {
    const [first, second] = [await raise('Said first'), await raise('Said second')];
    const answers = [];
    for (const number of [first, second, second]) answers.push(await place().ask('officer', `open ALR-${number}`));
    expect(answers.map(({ text }) => /Said (first|second)/.exec(text)?.[1])).toEqual(['first', 'second', 'second']);
    const page = await place().page('officer', '/');
    expect(page.indexOf(`open ALR-${first}`)).toBeLessThan(page.lastIndexOf(`open ALR-${second}`));
    const posts = [...page.matchAll(/action="(\/console\/chat[^"]*)"/g)].map(([, path]) => path);
    // nothing changes or takes back a question: a conversation is begun anew, and knows nothing of the one before
    expect(new Set(posts)).toEqual(new Set(['/console/chat/new', '/console/chat']));
    const { server, cookies } = place();
    server.clock.now = new Date(server.clock.now.getTime() + 1000);
    await postForm(server, '/console/chat/new', {}, cookies.officer);
    const anew = await place().ask('officer', 'acknowledge it');
    expect(anew.text).not.toContain(`ALR-${second}`);
  });

  test('what commands, shortcuts and the app’s own page do elsewhere are pages here, for whoever may', async () => {
    const [admin, employee] = [await place().page('admin', '/'), await place().page('employee', '/')];
    for (const path of ['/incidents', '/proposals', '/cameras', '/health', '/help'])
      expect(admin).toContain(`href="${path}"`);
    for (const path of ['/incidents', '/help']) expect(employee).toContain(`href="${path}"`);
    for (const path of ['/proposals', '/cameras', '/health']) expect(employee).not.toContain(`href="${path}"`);
    expect(admin).toContain('What needs me now?');
    expect(await place().page('employee', '/account')).toContain('Your chat accounts');
  });
});
sameDesk('Slack', () => chatPlace(openSlackFixture));
sameDesk('Discord', () => chatPlace(openDiscordFixture));
sameDesk('Teams', () => chatPlace(() => openTeams({ holdMs: 200 })));
