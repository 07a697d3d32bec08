import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { camerasAnswer } from '../../src/agent/offline/answers/cameras.ts';
import { sightingsAnswer } from '../../src/agent/offline/answers/people.ts';
import { withOrg } from '../../src/db/scope.ts';
import { LANGUAGES, type Language } from '../../src/domain/language.ts';
import { cardText } from '../../src/messages/card-text.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { takeFrame } from '../../src/pipeline/cameras/take-frame.ts';
import { forgetPerson } from '../../src/pipeline/recognition/forget-person.ts';
import { namePerson } from '../../src/pipeline/recognition/name-people.ts';
import type { ToolContext } from '../../src/tools/define-tool.ts';
import { findSightingsTool } from '../../src/tools/find-sightings.ts';
import type { SightingsData } from '../../src/tools/person-data.ts';
import { runTool } from '../../src/tools/run-tool.ts';
import { type ShownCamera, showCameraTool } from '../../src/tools/show-camera.ts';
import {
  body,
  type CameraWorld,
  cameraWorld,
  direction,
  face,
  pictureBytes,
  scriptedVision,
} from '../support/cameras.ts';
import { databases, type TestDatabase } from '../support/database.ts';

const kind = databases.at(-1)!;
const NOON = Date.parse('2026-03-02T12:00:00Z');
const at = (minutes: number): Date => new Date(NOON + minutes * 60_000);
const polygon: [number, number][] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];
const somebody = (axis: number) => ({
  objects: [body([10, 10, 20, 80])],
  faces: [face([15, 12, 10, 12], direction(axis))],
});

describe(`pictures that nobody looked at yet, on ${kind.name}`, () => {
  let opened: TestDatabase;
  let world: CameraWorld;
  let models: readonly string[] | undefined;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    models = undefined;
    world = await cameraWorld(opened.db, { now: at(0) });
    await world.consent();
    await world.camera({ name: 'Front door', zones: [{ name: 'Mat', kind: 'public', polygon }] });
    await world.camera({ name: 'Yard' });
  });
  afterEach(() => world.close());

  const cameraCalled = (name: string) =>
    world.org((tx) => tx.selectFrom('camera').selectAll().where('name', '=', name).executeTakeFirstOrThrow());
  const take = async (name: string, minutes: number) =>
    takeFrame(world.context, world.orgId, (await cameraCalled(name)).id, await pictureBytes(500 + minutes), {
      takenAt: at(minutes),
    });
  const ask = async (
    tool: typeof findSightingsTool | typeof showCameraTool,
    input: object,
    language: Language = 'en',
  ) => {
    const context: ToolContext = {
      principal: world.admin,
      now: at(0),
      language,
      org: (work) => withOrg(opened.db, world.orgId, work),
      work: (change) => world.as(world.admin, change),
      services: {
        health: async () => ({ ok: true, checks: [] }),
        wake: () => {},
        pictureLinks: () => (id) => `/media/pictures/${id}`,
        vision: scriptedVision(models),
      },
    };
    const outcome = await runTool([tool], context, auditKey('s'), tool.name, input as Record<string, unknown>);
    if (!outcome.ok) throw new Error(outcome.error.message);
    const { data, card } = outcome.result;
    const plan = { language, now: at(0), timeZone: 'UTC' } as never;
    const lines =
      tool === findSightingsTool
        ? sightingsAnswer(input as Record<string, unknown>, data as unknown as SightingsData, plan)
        : camerasAnswer(data as unknown as ShownCamera, plan);
    return { lines, text: lines.join('\n'), card: card ? cardText(card) : '' };
  };
  const who = (input: object, language?: Language) => ask(findSightingsTool, { range: 'today', ...input }, language);
  const show = (input: object, language?: Language) => ask(showCameraTool, input, language);

  const ALL_CLEAR =
    /nobody was seen|no strangers|was not seen|not seen|no camera saw|niemand|keine|nicht gesehen|personne n|aucun|pas vu|no se vio|ningun|nadie/i;
  const FIRST: Record<Language, RegExp> = {
    en: /^Not looked at yet: 2 pictures/,
    de: /^Noch nicht angesehen: 2 Bilder/,
    fr: /^Pas encore regardées : 2 images/,
    es: /^Aún sin mirar: 2 imágenes/,
  };
  test.each(LANGUAGES)('are told first, and nothing is an all-clear (%s)', async (language) => {
    await take('Front door', -20);
    await take('Front door', -10);
    await world.org((tx) => tx.updateTable('unseen_picture').set({ blind: true }).where('attempts', '=', 0).execute());
    await take('Yard', -2000);
    const asked = [
      await who({ camera: 'Front door' }, language),
      await who({ camera: 'Mat' }, language),
      await who({ camera: 'Front door', known: false }, language),
      await who({}, language),
      await show({ object: 'vehicle', camera: 'Front door', at: 'today' }, language),
      await show({ object: 'person', zone: 'Mat', at: 'today' }, language),
    ];
    for (const { lines, text } of asked) {
      expect(lines[0]).toMatch(FIRST[language]);
      expect(text).not.toMatch(ALL_CLEAR);
    }
  });

  test('somebody by name; whoever was seen on others is told behind; elsewhere and at other times nothing changes', async () => {
    const door = await cameraCalled('Front door');
    await world.send(door as never, at(-60), somebody(0));
    await world.as(world.admin, (work) => namePerson(work, 1, 'Dana Whitfield'));
    await world.send((await cameraCalled('Yard')) as never, at(-50), {});
    await take('Front door', -10);
    expect((await who({ camera: 'Front door' })).lines.slice(0, 2)).toEqual([
      'Not looked at yet: 1 picture at Front door, today, 2 March 2026. I cannot tell who or what is on it.',
      '1 person at Front door, today, 2 March 2026.',
    ]);
    expect((await who({ camera: 'Front door', person: 'Dana Whitfield' })).lines[0]).toMatch(/^Not looked at yet/);
    expect((await who({ camera: 'Yard', person: 'Dana Whitfield' })).text).toBe(
      'Dana Whitfield was not seen at Yard, today, 2 March 2026.',
    );
    expect((await who({ camera: 'Yard' })).text).toBe('Nobody was seen at Yard, today, 2 March 2026.');
    expect((await who({ camera: 'Front door', range: 'yesterday' })).text).toMatch(/^Nobody was seen/);

    const shown = await show({ camera: 'Front door' });
    expect(shown.lines[0]).toBe('Not looked at yet: 1 picture. I cannot tell who or what is on it.');
    expect(shown.card).toContain('1 picture');
    expect((await show({ camera: 'Yard' })).text).not.toContain('looked at');
    const all = await show({});
    expect(all.text).toMatch(/Front door: online, .*; Not looked at yet: 1 picture$/m);
    expect(all.text).toMatch(/Yard: online, last picture [^;]*$/m);
  });

  test('with no models it begins with that it cannot tell', async () => {
    await world.send((await cameraCalled('Front door')) as never, at(-30), somebody(0));
    await world.as(world.admin, (work) => namePerson(work, 1, 'Dana Whitfield'));
    models = [];
    expect((await who({ camera: 'Yard' })).lines[0]).toBe(
      'I cannot tell whether anybody was seen at Yard, today, 2 March 2026.',
    );
    expect((await who({ camera: 'Yard', person: 'Dana Whitfield' })).lines[0]).toBe(
      'I cannot tell whether Dana Whitfield was seen at Yard, today, 2 March 2026.',
    );
    expect((await who({ camera: 'Yard' })).text).toContain('npm run safenest -- models fetch');
    expect((await show({ object: 'vehicle', camera: 'Yard', at: 'today' })).lines[0]).toBe(
      'I cannot tell whether that was seen at Yard: vehicle.',
    );
    // what is over was looked at
    expect((await who({ camera: 'Yard', range: 'yesterday' })).lines[0]).toMatch(/^Nobody was seen/);
  });

  test('the last event is the last, also when its pictures went with somebody who was forgotten', async () => {
    const door = await cameraCalled('Front door');
    await world.send(door as never, at(-90), somebody(0));
    await world.send(door as never, at(-30), somebody(1));
    await world.as(world.admin, (work) => namePerson(work, 2, 'Hugo Chavez'));
    await world.as(world.admin, (work) => forgetPerson(work, 2));
    const { text, card } = await show({ camera: 'Front door' });
    expect(text).toContain('[EVT-2]');
    expect(text).not.toContain('[EVT-1]');
    expect(card).toContain('EVT-2');
  });
});
