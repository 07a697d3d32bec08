import { vi } from 'vitest';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { addMember } from '../../src/pipeline/members.ts';
import { type Asker, type DeskPlace, type Seen, sameDesk } from '../contracts/same-desk.ts';
import { chatDesk } from '../support/chat-desk.ts';
import type { ChatFixture, Person, SeenMessage } from '../support/chat-fixture.ts';
import { askConsole, pressInConsole } from '../support/console-answer.ts';
import { databases, newOrganisation } from '../support/database.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { signIn } from '../support/sign-in.ts';
import { openSlackFixture } from '../support/slack-fixture.ts';
import { openTeams } from '../support/teams-fixture.ts';
import { openDesk } from '../support/web-desk.ts';
import { openWebServer } from '../support/web-server.ts';

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
  for (const role of ['officer', 'employee'] as const) {
    people[role] = await fixture.person(role);
    await desk.link(org.admin, await org.member(role), { platform, workspace, id: people[role].id });
  }
  await fixture.platform.start(desk.dispatch.deliver);
  const seen = ({ id, text, buttons }: SeenMessage): Seen => ({ id, text, buttons: buttons.map(({ label }) => label) });
  const read = (who: Asker): SeenMessage[] => fixture.onlyFor(people[who]);
  return {
    db,
    orgId: org.orgId,
    now: () => new Date(),
    async ask(who, text) {
      const before = new Set(read(who).map(({ id }) => id));
      await fixture.say(people[who], 'direct', text, { mention: false });
      await vi.waitFor(() => {
        if (!read(who).some(({ id }) => !before.has(id))) throw new Error('nothing is answered yet');
      }, WAIT);
      await desk.idle();
      return seen(read(who).findLast(({ id }) => !before.has(id))!);
    },
    async press(who, answer, label) {
      const before = new Set(read(who).map((one) => JSON.stringify([one.id, one.text])));
      const message = read(who).find(({ id }) => id === answer.id)!;
      await fixture.press(people[who], message, label);
      await vi
        .waitFor(() => {
          if (read(who).every((one) => before.has(JSON.stringify([one.id, one.text])))) throw new Error('nothing yet');
        }, WAIT)
        .catch(() => {});
      await desk.idle();
      const said = read(who).findLast((one) => one.id !== answer.id && !before.has(JSON.stringify([one.id, one.text])));
      return { said: said?.text ?? null, now: seen(read(who).find(({ id }) => id === answer.id)!) };
    },
    async close() {
      await fixture.platform.stop();
      await desk.idle();
      await fixture.close();
      await close();
    },
  };
}

/** The console, as its pages ask and press. */
async function consolePlace(): Promise<DeskPlace> {
  const server = await openWebServer(databases.at(-1)!, {
    pages: consoleRoutes,
    desk: (test) => openDesk(test, () => server.clock.now),
  });
  const org = await server.organisation();
  const cookies = {} as Record<Asker, string>;
  for (const role of ['officer', 'employee'] as const) {
    const member = await org.work((work) => addMember(work, { name: role, email: `${role}@harbour.example`, role }));
    cookies[role] = await signIn(server, org, member.id);
  }
  const pages = new Map<string, string>();
  const seen = (id: string, page: string): Seen => {
    pages.set(id, page);
    return {
      id,
      text: page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/[\s\u200b]+/g, ' '),
      buttons: [...page.matchAll(/<button[^>]*>([^<]+)<\/button>/g)].map(([, label]) => label!),
    };
  };
  let asked = 0;
  return {
    db: server.services.db,
    orgId: org.orgId,
    now: () => server.clock.now,
    async ask(who, text) {
      return seen(`answer ${++asked}`, await askConsole(server, cookies[who], text));
    },
    async press(who, answer, label) {
      const { text } = await pressInConsole(server, cookies[who], pages.get(answer.id)!, label);
      const said = JSON.parse(text) as { text?: string; html?: string };
      return { said: said.text ?? text, now: seen(`${answer.id} pressed`, said.html ?? '') };
    },
    close: () => server.close(),
  };
}

sameDesk('the console', consolePlace);
sameDesk('Slack', () => chatPlace(openSlackFixture));
sameDesk('Discord', () => chatPlace(openDiscordFixture));
sameDesk('Teams', () => chatPlace(() => openTeams({ holdMs: 200 })));
