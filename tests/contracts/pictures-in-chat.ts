import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createModerators } from '../../src/bots/moderating.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { silentLog } from '../../src/log.ts';
import { decodePicture } from '../../src/media/decode-picture.ts';
import { createFolderFiles } from '../../src/media/folder-files.ts';
import type { Vision } from '../../src/models/vision.ts';
import { lookAtPicture } from '../../src/pipeline/cameras/look-at-picture.ts';
import { createCamera } from '../../src/pipeline/cameras/registry.ts';
import { takeFrame } from '../../src/pipeline/cameras/take-frame.ts';
import type { OpenMessagePicture } from '../../src/pipeline/message-picture.ts';
import { messagePictures } from '../../src/pipeline/message-picture.ts';
import { pictureLinks } from '../../src/pipeline/pictures.ts';
import { openQuestionPictures } from '../../src/pipeline/question-pictures.ts';
import { recordOrganisationConsent } from '../../src/pipeline/recognition/consents.ts';
import { enrol } from '../../src/pipeline/recognition/enrol.ts';
import { eraseAnswers } from '../../src/pipeline/recognition/erase-answers.ts';
import { forgetPerson } from '../../src/pipeline/recognition/forget-person.ts';
import { type ChatDesk, chatDesk } from '../support/chat-desk.ts';
import type { ChatFixture, Person, SeenMessage } from '../support/chat-fixture.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { deskKey, testDesk } from '../support/desk.ts';
import { openVision, photographs } from '../support/vision.ts';

const WAIT = { timeout: 60_000, interval: 25 };
const eventually = (check: () => void | Promise<void>): Promise<void> => vi.waitFor(check, WAIT);
const HOUR = 3_600_000;
const SECRET = 'a secret of at least sixteen characters';

const vision = await openVision();
const people = await photographs();
const seeing = vision !== null && people !== null;

/** "Who is this?" with a picture, as every chat platform brings it: real photographs, real models, the real desk. */
export function picturesInChatContract(open: (openImage: OpenMessagePicture) => Promise<ChatFixture>): void {
  describe.skipIf(!seeing)('a picture comes with a question', () => {
    let fixture: ChatFixture;
    let database: TestDatabase;
    let org: TestOrganisation;
    let desk: ChatDesk;
    let folder: string;
    let openLink: OpenMessagePicture;
    let officer: Person;
    let employee: Person;
    const eyes = vision as Vision;
    const [one, other] = [...(people ?? [])];
    const [known, theirs] = one ?? ['', []];
    const strangers = other?.[1] ?? [];
    const name = known.replaceAll('_', ' ');
    beforeAll(async () => {
      database = await databases.at(-1)!.open();
      folder = await mkdtemp(join(tmpdir(), 'safenest-chat-pictures-'));
      const files = createFolderFiles(folder);
      const { db } = database;
      org = await newOrganisation(db);
      const now = () => new Date();
      const parts = { db, files, now, log: silentLog() };
      openLink = messagePictures({ db, files, secret: SECRET });
      fixture = await open(openLink);
      const assistant = testDesk(db, now, undefined, {
        services: {
          health: async () => ({ ok: true, checks: [] }),
          wake: () => {},
          vision: eyes,
          pictureLinks: (orgId) =>
            pictureLinks({ orgId, secret: SECRET, base: 'https://desk.example.com', now: now() }),
        },
        pictures: ({ orgId }, sent, about) => openQuestionPictures(parts, { orgId, sent, ...about }),
      });
      desk = chatDesk(db, [fixture.platform], { desk: assistant });
      await desk.connect(org.admin, fixture.name, fixture.workspace);
      officer = await linked('Maria', await org.member('officer', { name: 'Maria Lopez' }));
      employee = await linked('Jonas', await org.member('employee', { name: 'Jonas Weber' }));
      await desk.work(org.admin, (work) => recordOrganisationConsent(work, { state: 'given', text: 'We agreed.' }));
      const enrolled = await enrol(
        {
          orgId: org.orgId,
          work: (change) =>
            withOrg(db, org.orgId, (tx) => change({ tx, principal: org.admin, now: now(), auditKey: deskKey })),
          vision: eyes,
          files,
        },
        { name, pictures: await picturesOf(theirs.slice(0, 4)) },
      );
      expect(enrolled.accepted).toBeGreaterThanOrEqual(3);
      const dock = await desk.work(org.admin, (work) => createCamera(work, { name: 'Loading dock' }));
      const context = {
        ...parts,
        vision: eyes,
        window: { gapMs: 60_000, longestMs: 600_000 },
        enqueue: async () => {},
      };
      for (const [path, age] of [
        [theirs[4]!, 3 * HOUR],
        [theirs[9]!, HOUR],
      ] as const) {
        const sent = { takenAt: new Date(Date.now() - age) };
        const { picture } = await takeFrame(context, org.orgId, dock.id, await readFile(path), sent);
        await lookAtPicture(context, org.orgId, picture.id);
      }
      await fixture.platform.start(desk.dispatch.deliver);
    }, 120_000);
    afterAll(async () => {
      await fixture?.platform.stop();
      await desk?.idle();
      await fixture?.close();
      await database?.close();
      if (folder) await rm(folder, { recursive: true, force: true });
    });
    async function linked(called: string, member: Principal): Promise<Person> {
      const person = await fixture.person(called);
      await desk.link(org.admin, member, { platform: fixture.name, workspace: fixture.workspace, id: person.id });
      return person;
    }
    const picturesOf = (paths: readonly string[]) =>
      Promise.all(paths.map(async (path, at) => ({ name: `${at}.jpg`, bytes: await readFile(path) })));
    /** What somebody is answered alone, from one message to the next. */
    async function answerTo(who: Person, text: string, pictures: readonly Buffer[]): Promise<SeenMessage> {
      const before = new Set(fixture.onlyFor(who).map(({ id, text: said }) => `${id} ${said}`));
      await fixture.say(who, 'direct', text, { mention: false, pictures });
      const fresh = () => fixture.onlyFor(who).filter(({ id, text: said }) => !before.has(`${id} ${said}`) && said);
      await eventually(() => expect(fresh().length).toBeGreaterThan(0));
      await desk.idle();
      return fresh().at(-1)!;
    }
    /** Where the pictures lie that the card of an answer shows. */
    const cardLinks = (question: string): Promise<string[]> =>
      withOrg(database.db, org.orgId, async (tx) => {
        const turns = await tx.selectFrom('chat_turn').select(['question', 'cards']).execute();
        const cards = turns.filter((turn) => turn.question === question).flatMap((turn) => turn.cards);
        return [...JSON.stringify(cards).matchAll(/"(https:[^"]*\/media\/pictures\/[^"]+)"/g)].map(([, link]) => link!);
      });
    const kept = () => withOrg(database.db, org.orgId, (tx) => tx.selectFrom('picture').select('class').execute());

    test('whom it knows, it names, with a picture and where they were seen', async () => {
      const answer = await answerTo(officer, 'who is this?', [await readFile(theirs[6]!)]);
      expect(answer.text).toContain(name);
      expect(answer.text).toMatch(/PER-\d+/);
      expect(answer.pictures).toBeGreaterThan(0);
    });

    test('a picture without a word asks the same', async () => {
      const answer = await answerTo(officer, '', [await readFile(theirs[7]!)]);
      expect(answer.text).toContain(name);
    });

    test('of more than are looked at it says how many were', async () => {
      const all = await Promise.all([...Array(7)].map((_, at) => readFile(theirs[at % 5]!)));
      const answer = await answerTo(officer, 'who are they?', all);
      expect(answer.text).toContain('I looked at the first 5 of 7 pictures');
    });

    test('when they were last seen, it says with the camera, the event and a picture that opens', async () => {
      const answer = await answerTo(officer, `when did we last see ${name}?`, []);
      expect(answer.text).toContain(name);
      expect(answer.text).toContain('Loading dock');
      expect(answer.text).toMatch(/EVT-\d+/);
      expect(answer.pictures).toBeGreaterThan(0);
      const links = await cardLinks(`when did we last see ${name}?`);
      expect(links.length).toBeGreaterThan(0);
      for (const link of links) {
        const { pixels } = await decodePicture((await openLink(link))!);
        expect(Math.min(pixels.width, pixels.height)).toBeGreaterThan(50);
        expect(await openLink(`${link.slice(0, -2)}xx`)).toBeNull();
      }
    });

    test('a stranger is nobody it knows, and it says so', async () => {
      const answer = await answerTo(officer, 'who is this?', [await readFile(strangers[0]!)]);
      expect(answer.text).toMatch(/Nobody I know|Not sure/);
      expect(answer.text).not.toContain(`This is ${name}`);
    });

    test('the second of two pictures is looked at where it is asked for', async () => {
      const pictures = [await readFile(strangers[1]!), await readFile(theirs[8]!)];
      const answer = await answerTo(officer, 'who is in the second picture?', pictures);
      expect(answer.text).toContain(name);
    });

    test('in a channel, by mention, it is answered there', async () => {
      const channel = await fixture.channel('gate');
      const place = { platform: fixture.name, workspace: fixture.workspace, channel };
      await desk.readers(org.admin, place, 'officer');
      await fixture.say(officer, { channel }, 'who is this?', { pictures: [await readFile(theirs[5]!)] });
      await eventually(() => expect(fixture.visible(channel).some(({ text }) => text.includes(name))).toBe(true));
      await desk.idle();
    });

    test('what is no picture is said to be none, and nothing of it is kept', async () => {
      const before = (await kept()).length;
      const answer = await answerTo(officer, 'who is this?', [Buffer.from('%PDF-1.7 nothing to see')]);
      expect(answer.text).toMatch(/cannot be read/);
      expect(await kept()).toHaveLength(before);
    });

    test('of somebody who may not know, no picture is even fetched', async () => {
      const before = (await kept()).length;
      const answer = await answerTo(employee, 'who is this?', [await readFile(theirs[6]!)]);
      expect(answer.text).not.toContain(name);
      expect(await kept()).toHaveLength(before);
    });

    test('once somebody is forgotten, no answer shows or names them any more', async () => {
      const number = await desk.work(
        org.admin,
        async ({ tx }) =>
          (await tx.selectFrom('person').select('number').where('name', '=', name).executeTakeFirstOrThrow()).number,
      );
      const ids = fixture
        .onlyFor(officer)
        .filter(({ text }) => text.includes(name))
        .map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(3);
      await desk.work(org.admin, (work) => forgetPerson(work, number));
      const log = silentLog();
      const parts = { db: database.db, now: () => new Date(), platforms: createModerators([fixture.platform], log) };
      await eraseAnswers({ ...parts, wake: () => {}, log }, new AbortController().signal);
      const answers = fixture.onlyFor(officer).filter(({ id }) => ids.includes(id));
      expect(answers).toHaveLength(ids.length);
      for (const { text, pictures } of answers) {
        expect(text).not.toContain(name);
        expect(text).toContain(`PER-${number}`);
        expect(text).toContain('was forgotten since');
        expect(pictures).toBe(0);
      }
      // nothing is left to do, and what was deleted on the platform is not asked for again
      expect(await eraseAnswers({ ...parts, wake: () => {}, log }, new AbortController().signal)).toBe(0);
    });
  });
}
