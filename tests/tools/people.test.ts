import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { camerasAnswer } from '../../src/agent/offline/answers/cameras.ts';
import { sightingsAnswer, whoIsAnswer } from '../../src/agent/offline/answers/people.ts';
import type { AskedOfIt } from '../../src/agent/offline/asked-of-it.ts';
import { insertDetections } from '../../src/db/detections.ts';
import { listRedactions } from '../../src/db/picture-redactions.ts';
import { newId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { silentLog } from '../../src/log.ts';
import type { ModelStatus, SeenFace } from '../../src/models/vision.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import type { QuestionPictures } from '../../src/pipeline/question-pictures.ts';
import { undoPersonChange } from '../../src/pipeline/recognition/change-people.ts';
import { recordPersonConsent } from '../../src/pipeline/recognition/consents.ts';
import { forgetPerson } from '../../src/pipeline/recognition/forget-person.ts';
import { rejectFace } from '../../src/pipeline/recognition/judge-faces.ts';
import { namePerson } from '../../src/pipeline/recognition/name-people.ts';
import { seePeople, seePerson } from '../../src/pipeline/recognition/people.ts';
import type { ToolContext } from '../../src/tools/define-tool.ts';
import { TOOLS } from '../../src/tools/index.ts';
import type { SightingsData, WhoIsData } from '../../src/tools/person-data.ts';
import { runTool } from '../../src/tools/run-tool.ts';
import type { ShownCamera } from '../../src/tools/show-camera.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';
import { embedder, faceDesk, looks, seenFace } from '../support/faces.ts';

const now = new Date('2026-11-20T15:00:00Z');
const minute = (n: number) => new Date(Date.UTC(2026, 10, 20, 12, n));

describe.each(databases.filter(({ name }) => name === 'embedded'))('tools about people on $name', (kind) => {
  let opened: TestDatabase;
  let desk: ReturnType<typeof faceDesk>;
  let officer: Principal;
  let manager: Principal;
  let dana: number;
  let door: string;
  /** What the models see on the picture of the question. */
  let shown: SeenFace[] = [];
  let models: ModelStatus[] = [];

  beforeAll(async () => {
    opened = await kind.open();
    const organisation = await newOrganisation(opened.db);
    desk = faceDesk(opened, organisation.admin, now);
    await desk.allow();
    officer = await organisation.member('officer');
    manager = await organisation.member('manager');
    door = await desk.camera('Front door');
    const dock = await desk.camera('Loading dock');
    const event = async (cameraId: string, at: Date) => ({ id: await desk.event(cameraId, at), cameraId });
    const first = await event(door, minute(0));
    const [seen] = await desk.see([seenFace(looks(0))], { event: first, at: minute(0) });
    await desk.see([seenFace(looks(0, { 1: 0.2 }))], { event: first, at: minute(4) });
    await desk.see([seenFace(looks(0, { 2: 0.2 })), seenFace(looks(5))], {
      event: await event(dock, minute(30)),
      at: minute(30),
    });
    dana = seen!.person!.number;
    await desk.inOrg((work) => namePerson(work, dana, 'Dana Whitfield'));
  });
  afterAll(() => opened.close());

  async function call(name: string, input: unknown, by = officer, pictures?: QuestionPictures) {
    const context: ToolContext = {
      principal: by,
      now,
      language: 'en',
      org: (work) => desk.as(by, ({ tx }) => work(tx)),
      work: (change) => desk.as(by, change),
      services: {
        health: async () => ({ status: 'ok', checks: [] }) as never,
        wake: () => {},
        log: silentLog(),
        vision: { embedder, faces: async () => shown, status: () => models },
        pictureLinks: () => (pictureId, box) => `/p/${pictureId}${box ? '#' : ''}`,
      },
      ...(pictures ? { pictures } : {}),
    };
    const outcome = await runTool(TOOLS, context, auditKey('secret'), name, input);
    if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
    return outcome.result;
  }
  /** One picture of a question, kept once. */
  function asked(): QuestionPictures {
    const stored = desk.inOrg((work) => desk.picture(work, { class: 'question' }));
    return {
      count: 1,
      kept: [],
      open: async () => ({ stored: await stored, pixels: { width: 1000, height: 1000, data: new Uint8Array() } }),
    };
  }

  test('who_is by name: seen when and where, with a card and citations', async () => {
    const { data, card, citations } = await call('who_is', { label: 'dana' });
    expect((data as WhoIsData).person).toMatchObject({
      ref: `PER-${dana}`,
      who: 'Dana Whitfield',
      named: true,
      sightings: 2,
      cameras: [
        { name: 'Loading dock', count: 1 },
        { name: 'Front door', count: 1 },
      ],
      recent: [{ minutes: 0 }, { minutes: 4, by: 'face' }],
    });
    expect(card!.key).toBe(`PER-${dana}`);
    expect(citations.map(({ kind: one }) => one)).toEqual([
      'person',
      'camera_event',
      'camera_event',
      'camera',
      'camera',
    ]);
    await expect(call('who_is', { label: 'Zoe' })).rejects.toThrow('not_found: SafeNest knows nobody called “Zoe”.');
    await expect(call('who_is', {})).rejects.toThrow(/send a picture/);
  });

  test('who_is by picture: a match with its numbers, buttons about this very face, once however often it is asked', async () => {
    shown = [seenFace(looks(0, { 3: 0.4 }))];
    const pictures = asked();
    const { data, card } = await call('who_is', { picture: 1 }, officer, pictures);
    expect((data as WhoIsData).faces).toMatchObject([
      { place: 1, result: 'match', person: { who: 'Dana Whitfield' }, threshold: 0.42, last_seen: expect.any(String) },
    ]);
    const ids = card!.parts.flatMap((part) => (part.kind === 'actions' ? part.actions : [])).map(({ id }) => id);
    expect(ids).toContain('person.confirm');
    expect(ids).toContain('person.reject');
    await call('who_is', { picture: 1 }, officer, pictures);
    const kept = await desk.inOrg(({ tx }) =>
      tx.selectFrom('face').select('id').where('source', '=', 'question').execute(),
    );
    expect(kept).toHaveLength(1);
  });

  test('strangers and doubts are told as such, and a reader leaves nothing behind', async () => {
    shown = [
      seenFace(looks(9), { box: [700, 0, 100, 100] }),
      seenFace(looks(0, { 1: 2.4 }), { box: [10, 0, 100, 100] }),
    ];
    const { data, card } = await call('who_is', {}, manager, asked());
    expect((data as WhoIsData).faces).toMatchObject([
      { place: 1, result: 'unsure', maybe: { who: 'Dana Whitfield' } },
      { place: 2, result: 'no_match' },
    ]);
    expect(card!.key).toBe('faces: 1');
    const kept = await desk.inOrg(({ tx }) =>
      tx.selectFrom('face').select('id').where('source', '=', 'question').execute(),
    );
    expect(kept).toHaveLength(1);
    const people = await desk.inOrg(({ tx }) => tx.selectFrom('person').select('id').execute());
    expect(people).toHaveLength(2);
    shown = [];
    expect((await call('who_is', { picture: 1 }, officer, asked())).data).toMatchObject({ faces: [], reason: null });
  });

  const saidOf = (data: unknown): string =>
    whoIsAnswer(data as WhoIsData, false, { language: 'en', now, timeZone: 'UTC' } as never).join(' ');

  test('of a face too poor to judge it is not said that nobody knows it', async () => {
    shown = [seenFace(looks(9), { quality: { size: 80, sharpness: 2.2, turned: 0.1, overall: 0 } })];
    const { data } = await call('who_is', {}, manager, asked());
    expect((data as WhoIsData).faces).toMatchObject([{ result: 'unsure', reason: 'blurred' }]);
    expect((data as WhoIsData).faces[0]).not.toHaveProperty('maybe');
    expect(saidOf(data)).toContain('I cannot tell who this is, known or not.');
    expect(saidOf(data)).toContain('The face is blurred.');
    expect(saidOf(data)).not.toContain('Nobody');
  });

  test('a face is asked for by its place, from left to right', async () => {
    shown = [
      seenFace(looks(9), { box: [700, 0, 100, 100] }),
      seenFace(looks(0), { box: [10, 0, 100, 100] }),
      seenFace(looks(7), { box: [400, 0, 100, 100] }),
    ];
    const ask = async (face: string) =>
      (await call('who_is', { picture: 1, face }, manager, asked())).data as WhoIsData;
    const left = await ask('left');
    expect(left).toMatchObject({ of: 3, faces: [{ place: 1, person: { who: 'Dana Whitfield' } }] });
    expect(saidOf(left)).toMatch(/^Face 1 of 3, from left to right. This is Dana Whitfield/);
    expect((await ask('-3')).faces).toEqual(left.faces);
    for (const [face, place] of [
      ['right', 3],
      ['middle', 2],
      ['2', 2],
      ['-1', 3],
    ] as const)
      expect((await ask(face)).faces).toMatchObject([{ place, result: 'no_match' }]);
    // nobody is there: all are told
    expect((await ask('7')).faces).toHaveLength(3);
    shown = [];
    expect(saidOf(await ask('left'))).toMatch(/no face/);
    await expect(ask('upwards')).rejects.toThrow('invalid_input');
  });

  test('a picture between two people names both, and is told of whom the question names', async () => {
    const seen = await desk.see([seenFace(looks(10)), seenFace(looks(11))]);
    const [stranger, tony] = seen.map(({ person }) => person!.number);
    await desk.inOrg((work) => namePerson(work, tony!, 'Tony Blair'));
    shown = [seenFace(looks(10, { 11: 0.98 }))];
    const { data, citations } = await call('who_is', { picture: 1, like: 'Tony Blair' }, officer, asked());
    expect((data as WhoIsData).faces).toMatchObject([
      { result: 'unsure', reason: 'two_alike', maybe: { ref: `PER-${stranger}` }, or: { who: 'Tony Blair' } },
    ]);
    expect(saidOf(data)).toContain(`it may be ${seen[0]!.person!.label} [PER-${stranger}] or Tony Blair [PER-${tony}]`);
    expect(saidOf(data)).toContain(`To Tony Blair [PER-${tony}] it is 0.70 alike.`);
    expect(saidOf(data)).not.toContain('is known here');
    expect(citations.map(({ ref }) => ref)).toEqual([`PER-${stranger}`, `PER-${tony}`]);

    shown = [seenFace(looks(11))];
    const ask = async (like: string) => saidOf((await call('who_is', { picture: 1, like }, officer, asked())).data);
    expect(await ask('Tony Blair')).toMatch(/^Yes\. This is Tony Blair/);
    expect(await ask('Dana Whitfield')).toMatch(
      /^No\. This is Tony Blair .* To Dana Whitfield \[PER-\d+\] it is 0\.00 alike\.$/,
    );
    await expect(ask('Zoe')).rejects.toThrow('SafeNest knows nobody called “Zoe”.');

    await desk.inOrg(async (work) =>
      recordPersonConsent(work, await seePerson(work, tony!), { state: 'withdrawn', text: 'By e-mail' }),
    );
    const left = await ask('Tony Blair');
    expect(left).toContain('They took their consent back');
    expect(left).not.toMatch(/^Yes|To Tony/);
    for (const number of [stranger!, tony!]) await desk.inOrg((work) => forgetPerson(work, number));
  });

  test('who_is says that somebody took their consent back, and not how to add pictures of them', async () => {
    const [seen] = await desk.see([seenFace(looks(12))]);
    const { number } = seen!.person!;
    await desk.inOrg((work) => namePerson(work, number, 'Ann Lee'));
    await desk.inOrg(async (work) =>
      recordPersonConsent(work, await seePerson(work, number), { state: 'withdrawn', text: 'By e-mail' }),
    );
    // "was not seen" alone would say that nobody who looks so was there
    for (const range of ['today', undefined]) {
      const seen = await call('find_sightings', { person: 'Ann Lee', ...(range && { range }) });
      expect(seen.data).toMatchObject({ consent_withdrawn: expect.any(String) });
      const said = sightingsAnswer({}, seen.data as SightingsData, { language: 'de', timeZone: 'UTC', now } as never);
      expect(said.join(' ')).toContain('Das Gesicht wird nicht mehr erkannt');
    }
    const past = await call('find_sightings', { person: 'Ann Lee', range: 'yesterday' });
    expect(past.data).not.toHaveProperty('consent_withdrawn');
    const { data } = await call('who_is', { label: 'Ann Lee' });
    expect((data as WhoIsData).person).toMatchObject({ consent_withdrawn: expect.any(String), compared: 0 });
    expect(saidOf(data)).toContain('They took their consent back');
    expect(saidOf(data)).not.toMatch(/Three to five/);
    await desk.inOrg((work) => forgetPerson(work, number));
  });

  test('of whoever asked to be left out nothing is kept in the picture itself, whoever asked with it', async () => {
    const [seen] = await desk.see([seenFace(looks(11))]);
    const { number } = seen!.person!;
    await desk.inOrg(async (work) =>
      recordPersonConsent(work, await seePerson(work, number), { state: 'withdrawn', text: 'No', leaveOut: true }),
    );
    const to = (left: number): Pick<SeenFace, 'box'> => ({ box: [left, 100, 100, 100] });
    // theirs, perhaps theirs, and somebody else's
    shown = [seenFace(looks(11), to(100)), seenFace(looks(14, { 11: 0.39 }), to(400)), seenFace(looks(7), to(700))];
    const { data, card } = await call('who_is', {}, manager, asked());
    expect((data as WhoIsData).faces!.map(({ reason }) => reason ?? null)).toEqual([
      'left_out',
      'maybe_left_out',
      null,
    ]);
    expect(card!.parts.map((part) => part.kind)).not.toContain('image');
    const waiting = await desk.inOrg(({ tx }) => listRedactions(tx, 10));
    expect(waiting).toMatchObject([{ boxes: [expect.any(Array), expect.any(Array)] }]);
    waiting[0]!.boxes[0]!.forEach((value, i) => {
      expect(value).toBeCloseTo([0.075, 0.075, 0.15, 0.15][i]!);
    });
    await desk.inOrg((work) => forgetPerson(work, number));
  });

  test('a picture that is only asked about teaches nothing, counts nowhere and makes nobody, whatever is said of it', async () => {
    const [seen] = await desk.see([seenFace(looks(13))]);
    const { number, id } = seen!.person!;
    // sure enough, and different enough, that a camera's picture of a stranger would be one they are known by
    shown = [seenFace(looks(13, { 2: 0.8 }))];
    const faces = async () => ((await call('who_is', {}, officer, asked())).data as WhoIsData).faces;
    const [first] = await faces();
    expect(first).toMatchObject({ result: 'match', person: { ref: `PER-${number}` } });
    const [second] = await faces();
    expect(second!.similarity).toBe(first!.similarity);
    const kept = () =>
      desk.inOrg(({ tx }) =>
        tx
          .selectFrom('face')
          .innerJoin('picture', 'picture.id', 'face.picture_id')
          .where('source', '=', 'question')
          .where('person_id', '=', id)
          .select(['face.id', 'picture.class'])
          .execute(),
      );
    expect((await kept()).map((one) => one.class)).toEqual(['question', 'question']);
    const known = await desk.inOrg((work) => seePeople(work));
    expect(known.items.find((one) => one.person.id === id)).toMatchObject({ faces: 1, compared: 1 });

    const [face] = await kept();
    const { made } = await desk.inOrg((work) => rejectFace(work, face!.id));
    expect(made).toBeNull();
    // and it is remembered
    expect((await faces())[0]).not.toMatchObject({ result: 'match' });
    await desk.inOrg((work) => forgetPerson(work, number));
  });

  test('“not this person” taken back takes back whom it made, though somebody asked about them since', async () => {
    const [eve] = await desk.see([seenFace(looks(14))]);
    const { number } = eve!.person!;
    await desk.inOrg((work) => namePerson(work, number, 'Eve'));
    const [wrong] = await desk.see([seenFace(looks(14, { 1: 0.8 }))]);
    const { made, changeId } = await desk.inOrg((work) => rejectFace(work, wrong!.face.id));
    shown = [seenFace(looks(14, { 1: 0.9 }))];
    const ask = async () => ((await call('who_is', {}, officer, asked())).data as WhoIsData).faces;
    expect(await ask()).toMatchObject([{ result: 'match', person: { ref: `PER-${made!.number}` } }]);
    await desk.inOrg((work) => undoPersonChange(work, changeId));
    expect(await ask()).toMatchObject([{ result: 'match', person: { ref: `PER-${number}` } }]);
    expect((await desk.inOrg((work) => seePeople(work))).items.map(({ person }) => person.id)).not.toContain(made!.id);
    await desk.inOrg((work) => forgetPerson(work, number));
  });

  test('find_sightings: of a person, at a camera, strangers alone, in a range', async () => {
    const hers = (await call('find_sightings', { person: 'Dana' })).data as SightingsData;
    expect(hers).toMatchObject({
      count: 2,
      different: 1,
      rows: [
        { camera: { name: 'Loading dock' }, seconds: 0 },
        { minutes: 4, seconds: 240 },
      ],
      people: [{ seconds: 240 }],
      // half an hour apart: she was gone in between
      stays: [
        { minutes: 0, cameras: [{ name: 'Loading dock' }] },
        { minutes: 4, seconds: 240, cameras: [{ name: 'Front door' }], events: [expect.stringMatching(/^EVT-/)] },
      ],
    });
    const dock = (await call('find_sightings', { camera: 'dock' })).data as SightingsData;
    expect(dock).toMatchObject({ count: 2, different: 2, stays: [], asked: { cameras: [{ name: 'Loading dock' }] } });
    const strangers = await call('find_sightings', { known: false, range: 'today' });
    expect(strangers.data).toMatchObject({ count: 1, people: [{ named: false }] });
    expect(strangers.card!.parts.map((part) => part.kind)).toEqual(['heading', 'image', 'list']);
    const none = await call('find_sightings', { range: 'yesterday' });
    expect(none).toMatchObject({ data: { count: 0, reason: null } });
    expect(none.card).toBeUndefined();
    await expect(call('find_sightings', { camera: 'roof' })).rejects.toThrow(/There are: Front door, Loading dock/);
    await expect(call('find_sightings', { range: 'whenever' })).rejects.toThrow(/cannot read the time/);
  });

  test('people of whom it cannot be told who they are were seen all the same', async () => {
    const roof = await desk.camera('Roof');
    const id = await desk.event(roof, minute(20));
    const [face] = await desk.see([seenFace(looks(0))], { event: { id, cameraId: roof }, at: minute(20) });
    await desk.inOrg(({ tx }) =>
      tx
        .updateTable('camera_event')
        .set({ objects: JSON.stringify({ person: { most: 3, score: 0.9 } }) })
        .where('id', '=', id)
        .execute(),
    );
    const asking = { known: false, camera: 'roof', range: 'today' };
    // nor was somebody by name told to be among them
    const [eve] = await desk.see([seenFace(looks(15))]);
    const named = { person: `PER-${eve!.person!.number}`, camera: 'roof', range: 'today' };
    const missed = { ...((await call('find_sightings', named)).data as SightingsData) };
    expect(missed).toMatchObject({ count: 0, untold: { events: 1 } });
    missed.not_looked = [{ from: 'today 15:05', to: 'today 15:06' }];
    const unseen = sightingsAnswer(named, missed, { language: 'en', now, timeZone: 'UTC' } as never).join(' ');
    expect(unseen).toMatch(/was not seen at Roof, .*Nobody was looked for from today 15:05 to today 15:06.*\(2\)\.$/);
    await desk.inOrg((work) => forgetPerson(work, eve!.person!.number));
    const { data, citations } = await call('find_sightings', asking);
    expect(data).toMatchObject({ count: 0, untold: { events: 1, rows: [{ people: 2 }] } });
    const [row] = (data as SightingsData).untold.rows;
    expect(citations.map(({ ref }) => ref)).toContain(row!.event);
    for (const language of ['en', 'de', 'fr', 'es'] as const) {
      const words = sightingsAnswer(asking, data as SightingsData, { language, now, timeZone: 'UTC' } as never);
      expect(words.join(' ')).toMatch(new RegExp(String.raw`\[${row!.event}\] \(2\)\.$`));
      // of more than are named the answer says how many
      const untold = { ...(data as SightingsData).untold, events: 7 };
      const of = sightingsAnswer(asking, { ...(data as SightingsData), untold }, {
        language,
        now,
        timeZone: 'UTC',
      } as never);
      expect(of.join(' ')).toMatch(/\(2\) (?:and 6 more|und 6 weiteren|et 6 de plus|y 6 más)\.$/);
    }
    const said = sightingsAnswer(asking, data as SightingsData, { language: 'en', now, timeZone: 'UTC' } as never);
    expect(said.join(' ')).not.toContain('No strangers were seen');
    expect((await call('find_sightings', { camera: 'roof', person: 'Dana' })).data).toMatchObject({
      count: 1,
      untold: { events: 0 },
    });
    expect((await call('find_sightings', { camera: 'roof', range: 'yesterday' })).data).toMatchObject({
      untold: { events: 0 },
    });
    expect(face!.person!.number).toBe(dana);
  });

  test('find_sightings: who came after somebody, and who was there before them, where they were last seen', async () => {
    const gate = await desk.camera('North gate');
    const at = async (axis: number, when: Date) => {
      const event = { id: await desk.event(gate, when), cameraId: gate };
      return (await desk.see([seenFace(looks(axis))], { event, at: when }))[0]!.person!.number;
    };
    const [first, second, third] = [await at(12, minute(71)), await at(13, minute(72)), await at(14, minute(73))];
    const ask = async (input: object) => {
      const { data, citations } = await call('find_sightings', input);
      const said = sightingsAnswer({}, data as SightingsData, { language: 'en', now, timeZone: 'UTC' } as never);
      expect(citations.map(({ ref }) => ref)).toContain(
        (data as SightingsData).asked.after ?? (data as SightingsData).asked.before,
      );
      return said.join(' ');
    };
    expect(await ask({ after: `PER-${first}` })).toMatch(
      new RegExp(
        String.raw`^After \[EVT-\d+\] \S+ \[PER-${second}\] came next: .* at North gate \[EVT-\d+\]\. 2 sightings`,
      ),
    );
    expect(await ask({ before: `PER-${third}`, camera: 'north gate' })).toMatch(
      new RegExp(String.raw`^Before \[EVT-\d+\] \S+ \[PER-${second}\] was last seen`),
    );
    expect(await ask({ after: `PER-${third}` })).toMatch(/^Nobody was seen at North gate after \[EVT-\d+\]\.$/);
    const { data: next } = await call('find_sightings', { after: `PER-${first}` });
    expect(await ask({ after: (next as SightingsData).earliest!.event })).toMatch(
      new RegExp(String.raw`\[PER-${third}\] came next: .* at North gate`),
    );
    await expect(call('find_sightings', { after: `PER-${first}`, camera: 'dock' })).rejects.toThrow(/was not seen/);
    for (const number of [first, second, third]) await desk.inOrg((work) => forgetPerson(work, number));
  });

  test('find_sightings: everybody but somebody, who is told; a name nobody has leaves nobody out and is said', async () => {
    const input = { camera: 'dock', without: ['Dana', 'Zoe Quill'] };
    const { data, citations } = await call('find_sightings', input);
    expect(data).toMatchObject({
      count: 1,
      people: [{ named: false }],
      asked: { without: [{ ref: `PER-${dana}` }], without_unknown: ['Zoe Quill'] },
    });
    expect(citations.map(({ ref }) => ref)).toContain(`PER-${dana}`);
    for (const [language, words] of [
      ['en', /nobody called “Zoe Quill”.*1 person other than .+ \[PER-\d+\] at Loading dock/],
      ['de', /„Zoe Quill“.*1 Person außer .+ \[PER-\d+\]/],
      ['fr', /Zoe Quill.*1 personne à part .+ \[PER-\d+\]/],
      ['es', /Zoe Quill.*1 persona aparte de .+ \[PER-\d+\]/],
    ] as const) {
      const said = sightingsAnswer(input, data as SightingsData, { language, now, timeZone: 'UTC' } as never);
      expect(said.join(' ')).toMatch(words);
    }
    await expect(call('find_sightings', { without: [] })).rejects.toThrow();
  });

  test('find_sightings: of a zone only who was inside it is told, and nobody of the camera besides', async () => {
    const yard = await desk.camera('Yard');
    await desk.inOrg(({ tx }) =>
      tx
        .updateTable('camera')
        .set({
          zones: JSON.stringify([
            {
              name: 'Vault',
              kind: 'restricted',
              polygon: [
                [0, 0],
                [1, 0],
                [1, 1],
              ],
            },
          ]),
        })
        .where('id', '=', yard)
        .execute(),
    );
    const id = await desk.event(yard, minute(40));
    const [inside, beside] = await desk.see([seenFace(looks(12)), seenFace(looks(13))], {
      event: { id, cameraId: yard },
      at: minute(40),
    });
    await desk.inOrg(({ tx }) =>
      insertDetections(tx, [
        ...[inside!, beside!].map((one, index) => ({
          id: newId(index),
          cameraEventId: id,
          pictureId: one.face.pictureId,
          at: minute(40),
          kind: 'person' as const,
          box: [0.1, 0.1, 0.2, 0.5] as [number, number, number, number],
          score: 0.9,
          zones: index === 0 ? ['Vault'] : [],
          personId: one.person!.id,
          colours: null,
        })),
      ]),
    );
    const { data } = await call('find_sightings', { camera: 'vault', range: 'today' });
    expect(data).toMatchObject({ count: 1, asked: { zones: ['Vault'], cameras: [{ name: 'Yard' }] } });
    expect((data as SightingsData).people.map(({ ref }) => ref)).toEqual([`PER-${inside!.person!.number}`]);
    const said = sightingsAnswer({}, data as SightingsData, { language: 'en', now, timeZone: 'UTC' } as never);
    expect(said.join(' ')).toContain('“Vault” (Yard)');
    const person = `PER-${beside!.person!.number}`;
    expect((await call('find_sightings', { camera: 'vault', person })).data).toMatchObject({ count: 0 });
    expect((await call('find_sightings', { camera: 'yard' })).data).toMatchObject({ count: 2 });
    for (const { person } of [inside!, beside!]) await desk.inOrg((work) => forgetPerson(work, person!.number));
    await desk.inOrg(({ tx }) => tx.deleteFrom('camera').where('id', '=', yard).execute());
  });

  test('find_sightings: in whose company, in the same event', async () => {
    const event = { id: await desk.event(door, minute(55)), cameraId: door };
    const [one, other] = await desk.see([seenFace(looks(10)), seenFace(looks(11))], { event, at: minute(55) });
    const [first, second] = [one!.person!.number, other!.person!.number];
    const input = { person: `PER-${first}`, with: `PER-${second}` };
    const together = await call('find_sightings', input);
    expect(together).toMatchObject({ data: { count: 1, different: 1, asked: { with: { ref: `PER-${second}` } } } });
    expect(together.citations.map(({ ref }) => ref)).toContain(`PER-${second}`);
    const context = { language: 'en', now, timeZone: 'UTC' } as never;
    expect(sightingsAnswer(input, together.data as SightingsData, context)[0]).toMatch(
      /was seen 1 time in one event with .+ \[PER-\d+\]/,
    );
    // whoever was there with somebody, without that somebody
    const company = (await call('find_sightings', { with: `PER-${second}` })).data as SightingsData;
    expect(company.people.map(({ ref }) => ref)).toEqual([`PER-${first}`]);
    expect((await call('find_sightings', { person: 'Dana', with: `PER-${second}` })).data).toMatchObject({ count: 0 });
    await expect(call('find_sightings', { person: 'Dana', with: 'Nobody Known' })).rejects.toThrow(/Nobody Known/);
    for (const number of [first, second]) await desk.inOrg((work) => forgetPerson(work, number));
  });

  test('find_sightings: how long, in whose company, who first, and what was before', async () => {
    const lobby = await desk.camera('Lobby');
    const early = { id: await desk.event(lobby, minute(2)), cameraId: lobby };
    const [, other] = await desk.see([seenFace(looks(12)), seenFace(looks(13))], { event: early, at: minute(2) });
    const later = { id: await desk.event(lobby, minute(40)), cameraId: lobby };
    const [one] = await desk.see([seenFace(looks(12))], { event: later, at: minute(40) });
    await desk.see([seenFace(looks(12))], { event: later, at: minute(49) });
    await desk.inOrg(({ tx }) =>
      tx
        .updateTable('camera_event')
        .set({ objects: JSON.stringify({ person: { most: 2, score: 0.9 } }) })
        .where('id', '=', later.id)
        .execute(),
    );
    const [first, second] = [`PER-${one!.person!.number}`, `PER-${other!.person!.number}`];
    const here = { person: first, camera: 'lobby' };
    const { data, citations } = await call('find_sightings', here);
    const all = data as SightingsData;
    expect(all).toMatchObject({
      count: 2,
      stayed: { times: 2, minutes: 9, of: 2 },
      company: { events: 2, accompanied: 2, untold: 1, people: [{ ref: second, events: 1 }] },
      rows: [{ untold: 1 }, { others: [{ ref: second }] }],
    });
    expect(citations.map(({ ref }) => ref)).toContain(second);
    const say = (language: string, args: object, of: SightingsData, asked?: AskedOfIt) =>
      sightingsAnswer(args as never, of, { language, now, timeZone: 'UTC' } as never, asked).join('\n');
    const [latest, before] = all.rows.map(({ event }) => event) as [string, string];
    expect(say('en', here, all, 'stay')).toMatch(
      new RegExp(String.raw`\[${first}\] was there 2 times at Lobby, 9 minutes in all\.`),
    );
    expect(say('en', here, all, 'stay')).toContain('12:40 – 12:49: 9 minutes, Lobby');
    expect(say('en', here, all, 'company')).toContain('was not alone at Lobby: somebody else was in 2 of 2 events.');
    expect(say('en', here, all, 'company')).toContain('with 1 person I cannot tell.');
    const earlier = (await call('find_sightings', { ...here, before: latest })).data as SightingsData;
    expect(earlier).toMatchObject({ count: 1, asked: { before: latest }, rows: [{ event: before }] });
    expect(say('en', here, earlier)).toMatch(
      new RegExp(String.raw`^Before \[${latest}\] .* was last seen .* at Lobby \[${before}\]\.$`),
    );
    const none = (await call('find_sightings', { ...here, before })).data as SightingsData;
    expect(say('en', here, none)).toContain(`was not seen at Lobby before [${before}].`);
    await expect(call('find_sightings', { ...here, before: 'EVT-999' })).rejects.toThrow(/no EVT-999/);
    await expect(call('find_sightings', { ...here, before: "x' or 1=1" })).rejects.toThrow(/knows nobody called/);
    const everybody = (await call('find_sightings', { camera: 'lobby' })).data as SightingsData;
    expect(say('en', {}, everybody, 'first_seen')).toMatch(
      new RegExp(String.raw`^The first was .*: .*12:02 at Lobby \[${before}\]`),
    );
    expect(say('en', {}, everybody, 'last_seen')).toMatch(
      new RegExp(String.raw`^The last was .* \[${first}\]: .* at Lobby \[${latest}\]`),
    );
    expect(say('en', {}, everybody, 'stay').split('\n')[1]).toMatch(new RegExp(String.raw`\[${first}\]: 9 minutes`));
    expect(say('en', {}, everybody, 'different')).toMatch(/^2 people/);
    // who was with somebody, and somebody of whom it cannot be told
    expect((await call('find_sightings', { with: first, camera: 'lobby' })).data).toMatchObject({
      people: [{ ref: second }],
      untold: { events: 1, rows: [{ event: latest, people: 1 }] },
    });
    const alone = (await call('find_sightings', { person: 'Dana', camera: 'front door', range: 'today' }))
      .data as SightingsData;
    expect(say('en', {}, alone, 'company')).toMatch(/was alone at Front door, .*: nobody else was seen in /);
    for (const language of ['de', 'fr', 'es'])
      for (const asked of ['stay', 'company', 'first_seen', 'last_seen', undefined] as const)
        for (const [args, of] of [
          [here, all],
          [{}, everybody],
          [here, earlier],
          [here, none],
          [{}, alone],
        ] as const) {
          const words = say(language, args, of, asked);
          expect(words).not.toMatch(/undefined|NaN|\bwas\b/);
        }
  });

  test('while nobody can be recognised it is said beside what was seen before', async () => {
    models = [{ task: 'face-detect', name: 'x', state: 'damaged', path: null, problem: null, mend: null }];
    try {
      for (const [input, count] of [
        [{ person: 'Dana', camera: 'dock' }, 1],
        [{ known: false, range: 'yesterday' }, 0],
      ] as const) {
        const { data } = await call('find_sightings', input);
        expect(data).toMatchObject({ count, reason: 'no_model' });
        const words = sightingsAnswer(input, data as SightingsData, { language: 'en', now, timeZone: 'UTC' } as never);
        expect(words.join(' ')).toContain('At present nobody is recognised at any camera');
      }
      // the other way round: faces are found, and nothing else
      const part = { name: 'x', path: null, problem: null, mend: null };
      models = [
        { task: 'face-detect', state: 'ready', ...part },
        { task: 'object-detect', state: 'missing', ...part },
      ];
      const seen = (await call('find_sightings', { known: false, range: 'yesterday' })).data as SightingsData;
      expect(seen).toMatchObject({ reason: null, unfound: 'all_but_faces' });
      const german = { language: 'de', now, timeZone: 'UTC' } as never;
      expect(sightingsAnswer({ known: false }, seen, german).at(-1)).toMatch(/nur an ihren Gesichtern.*models fetch/);
      const cars = (await call('show_camera', { object: 'car' })).data as unknown as ShownCamera;
      expect(camerasAnswer(cars, german).join(' ')).toMatch(/Fahrzeuge und Tiere gar nicht.*models fetch/);
      models = models.map((one) => ({ ...one, state: 'missing' as const }));
      expect((await call('show_camera', { object: 'car' })).data).toMatchObject({ unfound: 'all' });
    } finally {
      models = [];
    }
  });

  test('of strangers: how many faces are not sure, of those that were asked for alone', async () => {
    const unsure = seenFace(looks(0, { 1: 2.4 }));
    const event = { id: await desk.event(door, minute(50)), cameraId: door };
    await desk.see([unsure], { event, at: minute(50) });
    // one that somebody asked with was at no camera
    shown = [seenFace(looks(0, { 4: 2.4 }))];
    expect((await call('who_is', {}, officer, asked())).data).toMatchObject({ faces: [{ result: 'unsure' }] });
    const of = async (where: object) => (await call('find_sightings', { known: false, ...where })).data;
    expect(await of({})).toMatchObject({ unsure: 1 });
    expect(await of({ camera: 'front door', range: 'today' })).toMatchObject({ unsure: 1 });
    expect(await of({ camera: 'dock' })).toMatchObject({ unsure: 0 });
    expect(await of({ range: 'yesterday' })).toMatchObject({ unsure: 0 });
  });
});
