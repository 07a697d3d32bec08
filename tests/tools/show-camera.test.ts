import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkCitations } from '../../src/agent/guardrails/citations.ts';
import { camerasAnswer } from '../../src/agent/offline/answers/cameras.ts';
import { switchedWords } from '../../src/agent/offline/answers/exceptions.ts';
import { findCameraEvent, saveCameraEvent } from '../../src/db/camera-events.ts';
import { detectionsOfEvent, forgetAppearancesOf } from '../../src/db/detections.ts';
import { type OrgDb, withOrg } from '../../src/db/scope.ts';
import type { Language } from '../../src/domain/language.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { performAction } from '../../src/pipeline/actions.ts';
import { auditKey, listAudit } from '../../src/pipeline/audit.ts';
import { closeCameraEvents } from '../../src/pipeline/cameras/close-events.ts';
import type { ToolContext } from '../../src/tools/define-tool.ts';
import { openAlertTool } from '../../src/tools/open-alert.ts';
import { runTool } from '../../src/tools/run-tool.ts';
import { type ShownCamera, showCameraTool } from '../../src/tools/show-camera.ts';
import { type SwitchedCamera, switchCameraTool } from '../../src/tools/switch-camera.ts';
import { body, type CameraWorld, cameraWorld, direction, face } from '../support/cameras.ts';
import { databases, type TestDatabase } from '../support/database.ts';

const kind = databases.at(-1)!;
const NOON = Date.parse('2026-03-02T12:00:00Z');
const at = (minutes: number): Date => new Date(NOON + minutes * 60_000);

describe(`show_camera, on ${kind.name}`, () => {
  let opened: TestDatabase;
  let world: CameraWorld;
  beforeAll(async () => {
    opened = await kind.open();
    world = await cameraWorld(opened.db, { now: at(-300) });
    await world.consent();
    const door = await world.camera({ name: 'Front door', location: 'Building A' });
    const polygon: [number, number][] = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ];
    const yard = await world.camera({ name: 'Yard', zones: [{ name: 'Gate side', kind: 'public', polygon }] });
    await world.camera({ name: 'Back door', enabled: false });
    await world.send(yard, at(-240), { objects: [{ ...body([10, 10, 20, 80]), kind: 'truck' }] });
    await world.send(door, at(-120), {});
    await world.send(door, at(-10), {
      objects: [body([10, 10, 20, 80])],
      faces: [face([15, 12, 10, 12], direction(0))],
    });
    world.clock.now = at(0);
    await closeCameraEvents(world.context, world.orgId);
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await opened?.close();
  });

  const contextOf = (principal: Principal, language: Language): ToolContext => ({
    principal,
    now: at(0),
    language,
    org: (work) => withOrg(opened.db, world.orgId, work),
    work: (change) => world.as(principal, change),
    services: {
      health: async () => ({ ok: true, checks: [] }),
      wake: () => {},
      pictureLinks: () => (id) => `/media/pictures/${id}`,
    },
  });
  const show = async (input: Record<string, unknown>, { who = world.admin, language = 'en' as Language } = {}) => {
    const outcome = await runTool([showCameraTool], contextOf(who, language), auditKey('s'), 'show_camera', input);
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.result;
  };
  const said = (data: unknown, language: Language = 'en'): string =>
    camerasAnswer(data as ShownCamera, { language } as Parameters<typeof camerasAnswer>[1]).join('\n');

  test('without a name it lists the cameras and says which are silent', async () => {
    const { data, card, citations } = await show({});
    expect(data).toMatchObject({ shows: 'cameras', offline: 1, which: false });
    expect(said(data)).toContain(
      '3 cameras, 1 of them silent:\n• [CAM-1] Front door: online, last picture Mon 2 Mar, 11:50',
    );
    expect(said(data)).toContain('[CAM-2] Yard: silent, last picture Mon 2 Mar, 08:00');
    expect(said(data)).toContain('[CAM-3] Back door: switched off');
    expect(card?.key).toBe('cameras');
    expect(citations.map(({ ref }) => ref)).toEqual(['CAM-1', 'CAM-2', 'CAM-3']);
  });

  test('one by name: the latest picture, the last event and who was there', async () => {
    const { data, card, citations } = await show({ camera: 'front door' });
    expect(said(data)).toMatch(
      /^The latest picture of \[CAM-1\] Front door is from Mon 2 Mar, 11:50\.\nLast event \[EVT-2\]: 1 person \(Person_[0-9A-F]{8}\) at Front door; 1 picture\.$/,
    );
    expect(card?.parts.find((part) => part.kind === 'image')?.url).toMatch(/^\/media\/pictures\/[0-9a-f-]{36}$/);
    expect(citations.map(({ ref }) => ref)).toEqual(['CAM-1', 'EVT-2', 'PER-1']);
  });

  test('one at a time: the nearest picture, or that there is none', async () => {
    expect(said((await show({ camera: 'CAM-1', at: 'today 10:05' })).data)).toContain(
      'nearest to that is from Mon 2 Mar, 10:00',
    );
    expect(said((await show({ camera: 'CAM-1', at: 'today 03:00' })).data)).toContain(
      'There is no picture of [CAM-1] Front door from then.',
    );
    expect(said((await show({ camera: 'Yard' })).data)).toContain('It has been silent since Mon 2 Mar, 08:00.');
    await expect(show({ camera: 'Yard', at: 'whenever' })).rejects.toThrow('cannot read the time');
  });

  test('whether one sends and which zones it has, said in a line', async () => {
    const own = async (camera: string, asked: string, language: Language = 'en') =>
      said((await show({ camera, asked }, { language })).data, language);
    expect(await own('front door', 'state')).toBe(
      '[CAM-1] Front door is online; its last picture is from Mon 2 Mar, 11:50.',
    );
    expect(await own('yard', 'state')).toBe('[CAM-2] Yard is silent since Mon 2 Mar, 08:00.');
    expect(await own('back door', 'state', 'de')).toBe('[CAM-3] Back door ist ausgeschaltet.');
    expect(await own('yard', 'zones')).toBe('[CAM-2] Yard has 1 zone: “Gate side” (public).');
    expect(await own('front door', 'zones', 'fr')).toBe(
      '[CAM-1] Front door n’a pas encore de zone : elles se dessinent sur sa page.',
    );
  });

  test('the picture before an event, and before the first of them none', async () => {
    expect(said((await show({ camera: 'CAM-1', before: 'EVT-2' })).data)).toContain('from Mon 2 Mar, 10:00');
    expect(said((await show({ camera: 'Yard', before: 'EVT-1' })).data)).toContain('There is no picture of [CAM-2]');
    await expect(show({ camera: 'CAM-1', before: 'yesterday' })).rejects.toThrow('is no event of a camera');
  });

  test('a name that may be several asks which, and one that is none says what there is', async () => {
    expect(said((await show({ camera: 'door' })).data)).toContain('Which of these do you mean?');
    await expect(show({ camera: 'roof' })).rejects.toThrow('There are: Front door, Yard, Back door.');
  });

  test('one is switched off and on by name, by whoever may, with a line each; nothing else changes', async () => {
    const officer = await world.member('officer');
    const flip = async (camera: string, on: boolean, who = officer) => {
      const context = contextOf(who, 'en');
      const outcome = await runTool([switchCameraTool], context, auditKey('s'), 'switch_camera', { camera, on });
      if (!outcome.ok) throw new Error(outcome.error.message);
      return outcome.result;
    };
    const words = (data: unknown, language: Language = 'en') =>
      switchedWords(data as SwitchedCamera, { language } as Parameters<typeof switchedWords>[1]).join('\n');
    const { data, card, citations } = await flip('yard', false);
    expect(words(data)).toBe(
      '[CAM-2] Yard is switched off.\nIts pictures are no longer taken; what it saw is kept. To take it back: “switch CAM-2 on”.',
    );
    expect(words(data, 'de')).toContain('Zurück geht es mit: „CAM-2 einschalten“.');
    expect(citations.map(({ ref }) => ref)).toEqual(['CAM-2']);
    const actions = card!.parts.flatMap((part) => (part.kind === 'actions' ? part.actions : []));
    expect(actions.map(({ id }) => id)).toContain('camera.enable');
    expect(words((await flip('CAM-2', false)).data)).toBe('[CAM-2] Yard is switched off already.');
    expect(words((await flip('CAM-2', true)).data)).toContain('is switched on.\nTo take it back: “switch CAM-2 off”.');
    await expect(flip('door', false)).rejects.toThrow('Which camera do you mean: Front door, Back door?');
    await expect(flip('roof', false)).rejects.toThrow('There are: Front door, Yard, Back door.');
    await expect(flip('yard', false, await world.member('manager'))).rejects.toThrow();
    const { items } = await world.as(world.admin, ({ tx }) => listAudit(tx));
    const lines = items.filter(({ action, subject }) => action === 'camera.update' && subject === 'CAM-2');
    expect(lines.map(({ actor }) => actor.id)).toEqual([officer.actor.id, officer.actor.id]);
  });

  test('things are found by what they are', async () => {
    expect(said((await show({ object: 'vehicle' })).data)).toContain(
      '1 event with: vehicle (the last 7 days).\n• [EVT-1] Mon 2 Mar, 08:00: 1 truck at Yard',
    );
    expect(said((await show({ object: 'dog', at: 'today' })).data)).toBe('No camera saw that in this time: dog.');
    expect(said((await show({ object: 'truck', camera: 'Front door' })).data)).toBe(
      'Not seen at Front door in this time: truck.',
    );
  });

  test('what was in a zone is found by its name or its kind', async () => {
    for (const zone of ['gate SIDE', 'public', 'gate'])
      expect(said((await show({ zone })).data)).toMatch(
        /^1 event with: zone Gate side \(the last 7 days\)\.\n• \[EVT-1\]/,
      );
    expect(said((await show({ zone: 'public', object: 'truck' })).data)).toContain(
      '1 event with: truck, zone Gate side (the last 7 days).',
    );
    expect(said((await show({ zone: 'public', object: 'person' })).data)).toContain('Not seen at Yard');
    for (const language of ['de', 'fr', 'es'] as const)
      expect(said((await show({ zone: 'public' }, { language })).data, language)).toContain('Gate side');
    await expect(show({ zone: 'restricted' })).rejects.toThrow('called “restricted”. There are: Gate side.');
    await expect(show({ zone: 'public', camera: 'Front door' })).rejects.toThrow('No camera has a zone');
  });

  test('one event, with its risk, its reasons and its alerts', async () => {
    const { data, card, citations } = await show({ event: 'EVT-2' });
    expect(said(data)).toMatch(
      /Risk 40 of 100: noticed by RULE-1 Unknown person at a camera; unknown: Person_.*\nAlerts: \[ALR-1\]\.$/,
    );
    expect(card?.parts.some((part) => part.kind === 'image')).toBe(true);
    expect(citations.map(({ ref }) => ref)).toEqual(['EVT-2', 'CAM-1', 'PER-1', 'ALR-1', 'RULE-1']);
    const vouched = { cited: new Set(citations.map(({ ref }) => ref)), named: new Set<string>(), said: [] };
    for (const line of said(data).split('\n')) expect(checkCitations(line, vouched).dropped).toEqual([]);
    await expect(show({ event: 'EVT-99' })).rejects.toThrow('There is no EVT-99.');
  });

  test.each([
    ['de', '1 Person', 'Risiko 40 von 100'],
    ['fr', '1 personne', 'Risque 40 sur 100'],
    ['es', '1 persona', 'Riesgo 40 de 100'],
  ] as const)('speaks %s', async (language, counted, risk) => {
    const { data } = await show({ event: 'EVT-2' }, { language });
    expect(said(data, language)).toContain(counted);
    expect(said(data, language)).toContain(risk);
  });

  test('events are reviewed by a button, which says so and takes it back; what nobody reviewed is told', async () => {
    const press = (id: string, value: string, who = world.admin) =>
      world.as(who, (work) => performAction(work, { id, value }));
    expect(said((await show({ reviewed: false })).data)).toMatch(
      /^2 events are not reviewed yet:\n• \[EVT-2\] Mon 2 Mar, 11:50: .*\n• \[EVT-1\] Mon 2 Mar, 08:00: 1 truck at Yard/,
    );
    const done = await press('camera_event.review', 'EVT-2');
    expect(done).toMatchObject({ text: 'EVT-2 is reviewed.', done: true });
    expect(JSON.stringify(done.card)).toContain('"id":"camera_event.unreview"');
    expect(await press('camera_event.review', 'EVT-2')).toMatchObject({ done: false });
    const { data, citations } = await show({ reviewed: false, camera: 'Yard' });
    expect(said(data)).toContain('1 event at Yard is not reviewed yet:\n• [EVT-1]');
    const vouched = { cited: new Set(citations.map(({ ref }) => ref)), named: new Set<string>(), said: [] };
    for (const line of said(data).split('\n')) expect(checkCitations(line, vouched).dropped).toEqual([]);
    const none = (await show({ reviewed: false, camera: 'Front door' })).data;
    expect(said(none)).toBe('Every event at Front door is reviewed.');
    for (const language of ['de', 'fr', 'es'] as const) expect(said(none, language)).toContain('Front door');
    expect(said((await show({ reviewed: false, at: 'today 11:00' })).data)).toContain('Every event');

    for (const value of ['EVT-99', 'CAM-1', '', 'x'.repeat(500)])
      await expect(press('camera_event.review', value)).rejects.toMatchObject({
        code: expect.stringMatching(/not_found|invalid_input/),
      });
    const manager = await world.member('manager');
    await expect(press('camera_event.review', 'EVT-1', manager)).rejects.toMatchObject({ code: 'forbidden' });
    const shown = await show({ event: 'EVT-1' }, { who: manager });
    expect(JSON.stringify(shown.card)).not.toContain('camera_event.review');

    // what gets riskier afterwards waits again, what only goes on does not
    const reviewed = () => world.org(async (tx) => (await findCameraEvent(tx, 2))?.reviewed ?? null);
    const save = (risk: number) =>
      world.org(async (tx) => saveCameraEvent(tx, { ...(await findCameraEvent(tx, 2))!, risk }));
    await save(40);
    expect(await reviewed()).toMatchObject({ by: world.admin.name });
    await save(70);
    expect(await reviewed()).toBeNull();
    await save(40);
    await press('camera_event.review', 'EVT-2');
    expect(await press('camera_event.unreview', 'EVT-2')).toMatchObject({ done: true });
    const lines = await world.org((tx) =>
      tx.selectFrom('audit_entry').select(['action', 'subject']).where('action', 'like', 'camera_event.%').execute(),
    );
    expect(lines).toContainEqual({ action: 'camera_event.unreview', subject: 'EVT-2' });
  });

  test('people by what they wear and vehicles by their colour, with how much of it there is; of whoever is left out, nothing', async () => {
    const { send } = world;
    const dock = await world.camera({ name: 'Dock' });
    const red = { ...body([10, 10, 20, 80]), colours: { upper: { red: 0.62 }, lower: { black: 0.8 } } };
    const van = { ...body([50, 40, 30, 30]), kind: 'car' as const, colours: { body: { white: 0.55, grey: 0.3 } } };
    await send(dock, at(-9), { objects: [red, van] });
    const { told } = await send(dock, at(-8), { objects: [{ ...red, colours: { upper: { red: 0.7 } } }] });
    world.clock.now = at(0);
    const ref = `EVT-${told!.event.number}`;
    for (const asked of [
      { object: 'person', upper: 'red' },
      { upper: 'red', lower: 'black', camera: 'Dock' },
      { object: 'van', colour: 'white', at: 'today' },
      { colour: 'black' },
    ]) {
      const { data, card } = await show(asked);
      expect(data, JSON.stringify(asked)).toMatchObject({ shows: 'events', events: [{ ref }] });
      expect(said(data)).toContain('person: red above (70 %), black below (80 %); car: white (55 %), grey (30 %)');
      expect(said(data)).toContain('Colours are estimates');
      expect(card?.key).toMatch(/^camera-events: /);
    }
    expect(said((await show({ object: 'person', colour: 'white' })).data)).toMatch(
      /^No camera saw that in this time: person, white\.\nColours are estimates/,
    );
    expect(said((await show({ upper: 'red', language: 'de' }, { language: 'de' })).data, 'de')).toContain(
      'Person: oben rot (70 %)',
    );
    const { card } = await show({ event: ref });
    expect(JSON.stringify(card)).toContain('Colours (estimates)');
    await expect(show({ upper: 'crimson' })).rejects.toThrow();

    // whoever is forgotten leaves nothing of how they were dressed
    await withOrg(opened.db, world.orgId, async (tx) => {
      const [seen] = await detectionsOfEvent(tx, told!.event.id, 1);
      await tx
        .updateTable('detection')
        .set({
          person_id: (
            await tx.selectFrom('person').select('id').where('org_id', '=', tx.orgId).executeTakeFirstOrThrow()
          ).id,
        })
        .where('id', '=', seen!.id)
        .execute();
      const changed = await tx
        .selectFrom('detection')
        .select('person_id')
        .where('id', '=', seen!.id)
        .executeTakeFirstOrThrow();
      await forgetAppearancesOf(tx, changed.person_id!);
      expect((await detectionsOfEvent(tx, told!.event.id, 1))[0]!.colours).toBeNull();
    });
  });

  test('without the organisation’s consent nobody’s clothes are looked at, and the answer says so; vehicles are', async () => {
    const other = await cameraWorld(opened.db, { now: at(-300) });
    try {
      const gate = await other.camera({ name: 'Gate' });
      const { told } = await other.send(gate, at(-10), {
        objects: [
          { ...body([10, 10, 20, 80]), colours: { upper: { red: 0.9 } } },
          { ...body([50, 40, 30, 30]), kind: 'truck' as const, colours: { body: { blue: 0.9 } } },
        ],
      });
      expect(told!.detections.map(({ colours }) => colours)).toEqual([null, { body: { blue: 0.9 } }]);
      const context = {
        ...contextOf(other.admin, 'en'),
        org: <T>(work: (tx: OrgDb) => Promise<T>) => withOrg(opened.db, other.orgId, work),
      };
      const outcome = await runTool([showCameraTool], context, auditKey('s'), 'show_camera', { upper: 'red' });
      expect(outcome.ok && said(outcome.result.data)).toContain('is only looked at while');
    } finally {
      await other.close();
    }
  });

  test('whoever may not see cameras is refused', async () => {
    await expect(show({}, { who: await world.member('moderator') })).rejects.toThrow();
  });

  test('the alert shows the picture, and asks who it is', async () => {
    const open = async (who: Principal) => {
      const outcome = await runTool([openAlertTool], contextOf(who, 'en'), auditKey('s'), 'open_alert', {
        id: 'ALR-1',
      });
      if (!outcome.ok) throw new Error(outcome.error.message);
      return outcome.result;
    };
    const parts = (await open(world.admin)).card!.parts;
    expect(parts.find((part) => part.kind === 'image')?.alt).toBe('What Front door saw');
    const buttons = parts.flatMap((part) => (part.kind === 'actions' ? part.actions.map(({ id }) => id) : []));
    expect(buttons).toEqual(
      expect.arrayContaining(['alert.acknowledge', 'person.confirm', 'person.reject', 'person.forget']),
    );
    const discreet = (await open(await world.member('moderator'))).card!.parts;
    expect(discreet.some((part) => part.kind === 'image')).toBe(false);
    expect(JSON.stringify(discreet)).not.toContain('person.');
  });

  test('what an alert says of its camera may be said to whoever reads it', async () => {
    for (const who of [world.admin, await world.member('moderator')]) {
      const outcome = await runTool([openAlertTool], contextOf(who, 'en'), auditKey('s'), 'open_alert', {
        id: 'ALR-1',
      });
      if (!outcome.ok) throw new Error(outcome.error.message);
      const { data, citations } = outcome.result;
      const facts = data.facts as { label: string; quoted_value: string }[];
      const camera = facts.find(({ label }) => label === 'Camera')!.quoted_value;
      expect(camera).toBe(who === world.admin ? 'CAM-1 Front door, Building A' : 'Front door, Building A');
      const vouched = { cited: new Set(citations.map(({ ref }) => ref)), named: new Set<string>(), said: [] };
      for (const { quoted_value } of facts) expect(checkCitations(quoted_value, vouched).dropped).toEqual([]);
    }
  });

  test('a picture is told with its own event, another with how far from it that was, in answer, card and sources', async () => {
    const inOne = async (minutes: number) => {
      const moment = at(minutes).toISOString();
      const { data, card, citations } = await show({ camera: 'Hall', at: moment });
      const list = card?.parts.find((part) => part.kind === 'list');
      const line = list?.items[0];
      return { text: said(data), line: `${line?.text} ${line?.ref}`, refs: citations.map(({ ref }) => ref) };
    };
    const hall = await world.camera({ name: 'Hall' });
    const who = (axis: number) => ({
      objects: [body([10, 10, 20, 80])],
      faces: [face([15, 12, 10, 12], direction(axis))],
    });
    await world.send(hall, at(-60), who(2));
    await world.send(hall, at(-40), who(3));
    await world.send(hall, at(-48), {});
    await world.send(hall, at(-5), {});
    world.clock.now = at(0);
    const [early, late] = [await inOne(-60), await inOne(-40)];
    expect(early.text).toMatch(/11:00\.\nEvent at that time \[EVT-\d+\]: 1 person \(Person_/);
    expect(early.line).toMatch(/^1 person .* EVT-\d+$/);
    expect(late.refs).not.toContain(early.refs[1]);
    expect(late.refs).not.toContain(early.refs[2]);
    const none = await inOne(-49);
    expect(none.text).toContain(`11:12.\n8 minutes later [${late.refs[1]}]: `);
    expect(none.line).toMatch(/^8 minutes later: 1 person/);
    expect(none.refs).toEqual(late.refs);
    // the latest picture has nobody on it
    const last = await show({ camera: 'Hall' });
    expect(said(last.data)).toMatch(/11:55\.\nLast event, 35 minutes earlier \[EVT-\d+\]: 1 person/);
    for (const [language, words] of [
      ['de', 'Letztes Ereignis, 35 Minuten früher'],
      ['fr', 'Dernier événement, 35 minutes plus tôt'],
      ['es', 'Último suceso, 35 minutos antes'],
    ] as const)
      expect(said(last.data, language)).toContain(words);
  });

  test('of several people on a picture each is told in their place, from the left', async () => {
    const gate = await world.camera({ name: 'Archway' });
    const person = (x: number, who: number) => ({
      objects: [body([x, 10, 20, 80])],
      faces: [face([x + 5, 12, 10, 12], direction(who))],
    });
    const both = (left: number, right: number) => {
      const [one, other] = [person(10, left), person(60, right)];
      return { objects: [...one.objects, ...other.objects], faces: [...one.faces, ...other.faces] };
    };
    await world.send(gate, at(-30), both(1, 2));
    await world.send(gate, at(-29.8), both(2, 1));
    const onIt = async (minutes: number, language: Language = 'en') => {
      const { data } = await show({ camera: 'archway', at: at(minutes).toISOString() });
      return said(data, language).split('\n').at(-1)!;
    };
    const labels = (line: string): string[] => line.match(/PER-\d+/g) ?? [];
    const [first, second] = [await onIt(-30), await onIt(-29.8)];
    expect(first).toMatch(/^On this picture, from the left: .+/);
    expect(labels(first)).toHaveLength(2);
    expect(labels(second)).toEqual(labels(first).toReversed());
    expect(await onIt(-30, 'de')).toMatch(/^Auf diesem Bild, von links: /);
    expect(await onIt(-30, 'fr')).toMatch(/^Sur cette image, de gauche à droite : /);
    expect(await onIt(-30, 'es')).toMatch(/^En esta imagen, de izquierda a derecha: /);
  });

  test('of an event with several pictures it is said whom the one that is shown shows', async () => {
    const ramp = await world.camera({ name: 'Ramp' });
    const alone = (who: number) => ({
      objects: [body([10, 10, 20, 80])],
      faces: [face([15, 12, 10, 12], direction(who))],
    });
    await world.send(ramp, at(-60), alone(1));
    await world.send(ramp, at(-59.8), alone(2));
    await world.send(ramp, at(-59.6), { objects: [{ ...body([10, 10, 20, 80]), kind: 'truck' }] });
    const { data, card } = await show({ camera: 'ramp' });
    const { event } = data as Extract<ShownCamera, { shows: 'camera' }>;
    expect(event?.people).toHaveLength(2);
    const [first, second] = event!.people;
    expect(said(data)).toMatch(/\nOn this picture: none of them\.$/);
    const facts = card?.parts.flatMap((part) => (part.kind === 'facts' ? part.facts : []));
    expect(facts).toContainEqual({ label: 'On this picture', value: 'none of them' });
    const then = async (minutes: number) =>
      (await show({ camera: 'ramp', at: at(minutes).toISOString() })).data as Extract<ShownCamera, { shows: 'camera' }>;
    expect(said(await then(-60))).toContain(`\nOn this picture: ${first!.name} [${first!.ref}].`);
    expect(said(await then(-59.8))).toContain(`\nOn this picture: ${second!.name} [${second!.ref}].`);
    expect(said(await then(-59.8), 'fr')).toContain(`Sur cette image : ${second!.name} [${second!.ref}].`);
    // the event by itself shows its best picture
    const best = (await show({ event: event!.ref })).data as Extract<ShownCamera, { shows: 'event' }>;
    expect(best.on_picture).toHaveLength(1);
  });
});
