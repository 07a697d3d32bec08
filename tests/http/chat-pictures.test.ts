import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { offlineModel } from '../../src/agent/chat-model.ts';
import { createDesk } from '../../src/agent/respond.ts';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { silentLog } from '../../src/log.ts';
import { createFolderFiles } from '../../src/media/folder-files.ts';
import { addMember } from '../../src/pipeline/members.ts';
import { pictureLinks } from '../../src/pipeline/pictures.ts';
import { openQuestionPictures } from '../../src/pipeline/question-pictures.ts';
import { recordOrganisationConsent } from '../../src/pipeline/recognition/consents.ts';
import { enrol } from '../../src/pipeline/recognition/enrol.ts';
import { toolsFor } from '../../src/tools/index.ts';
import { askConsole } from '../support/console-answer.ts';
import { databases } from '../support/database.ts';
import { signIn } from '../support/sign-in.ts';
import { openVision, photographs } from '../support/vision.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const vision = await openVision();
const people = [...((await photographs()) ?? [])];

describe.skipIf(vision === null || people.length < 2)('who is this, with a picture', () => {
  let server: TestServer;
  let org: WebOrganisation;
  let folder: string;
  const [known, theirs] = people[0] ?? ['', []];
  const name = known.replaceAll('_', ' ');
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safenest-asked-pictures-'));
    const files = createFolderFiles(folder);
    const now = () => NOON;
    server = await openWebServer(databases.at(-1)!, {
      pages: consoleRoutes,
      desk: ({ database: { db }, auditKey }) =>
        createDesk({
          db,
          auditKey,
          model: offlineModel,
          tools: toolsFor,
          services: {
            health: async () => ({ ok: true, checks: [] }),
            wake: () => {},
            vision: vision!,
            pictureLinks: (orgId) => pictureLinks({ orgId, secret: 'any secret, long enough', base: '', now: NOON }),
          },
          pictures: ({ orgId }, sent, about) =>
            openQuestionPictures({ db, files, now, log: silentLog() }, { orgId, sent, ...about }),
          now,
          log: silentLog(),
          publicUrl: null,
        }),
    });
    org = await server.organisation();
    await org.work((work) => recordOrganisationConsent(work, { state: 'given', text: 'We agreed.' }));
    const pictures = await Promise.all(
      theirs.slice(0, 4).map(async (path, at) => ({ name: `${at}.jpg`, bytes: await readFile(path) })),
    );
    await enrol({ orgId: org.orgId, work: org.work, vision: vision!, files }, { name, pictures });
  }, 120_000);
  afterAll(async () => {
    await server?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  test('by API, and gone on about without sending it again', async () => {
    const data = (await readFile(theirs[6]!)).toString('base64');
    const ask = (body: object) => server.call('POST', '/api/v1/chat', { key: org.keys.officer, body });
    const { status, json } = await ask({ message: 'who is this?', pictures: [{ data }] });
    expect(status).toBe(200);
    expect(json.answer).toContain(`This is ${name}`);
    expect(json.citations).toMatchObject([{ kind: 'person' }]);
    const later = await ask({ message: 'when was she last here?', session_id: json.session_id });
    expect(later.json.answer).toContain(name);
    expect(later.json.steps).toMatchObject([
      { tool: 'find_sightings', args: { person: expect.stringMatching(/^PER-/) } },
    ]);
    const again = await ask({ message: 'who is in the picture?', session_id: json.session_id });
    expect(again.json.steps).toMatchObject([{ tool: 'who_is', args: { picture: 1 } }]);
    expect(again.json.answer).toContain(name);
  });

  test('in the console, where the conversation shows it', async () => {
    const cookie = await signIn(server, org, org.adminId);
    const form = new FormData();
    form.append('text', '');
    form.append('pictures', new Blob([await readFile(theirs[7]!)]), 'gate.jpg');
    const response = await fetch(`${server.url}/console/chat`, {
      method: 'POST',
      headers: { cookie, accept: 'text/event-stream', 'sec-fetch-site': 'same-origin' },
      body: form,
    });
    const text = await response.text();
    expect(text).toContain(name);
    expect(text).toContain('Who is this?');
    const page = await server.call('GET', '/', { cookie });
    expect(page.text).toMatch(/<div class="asked-pictures"><a href="\/pictures\/[0-9a-f-]{36}">/);
  });

  test('in the console a stranger is nobody it knows, what is no picture is said to be none, and who may not ask sees nobody', async () => {
    const cookie = await signIn(server, org, org.adminId);
    const photograph = await readFile(people[1]![1][0]!);
    expect(await askConsole(server, cookie, 'who is this?', [photograph])).toMatch(/Nobody I know|Not sure/);
    const second = [photograph, await readFile(theirs[8]!)];
    expect(await askConsole(server, cookie, 'who is in the second picture?', second)).toContain(name);
    const none = await askConsole(server, cookie, 'who is this?', [Buffer.from('no picture at all')]);
    expect(none).toMatch(/cannot be read/);
    const employee = await org.work((work) =>
      addMember(work, { name: 'Jonas', email: 'jonas@harbour.example', role: 'employee' }),
    );
    const refused = await askConsole(server, await signIn(server, org, employee.id), 'who is this?', [photograph]);
    expect(refused).toMatch(/role|may not|cannot/i);
  });
});
