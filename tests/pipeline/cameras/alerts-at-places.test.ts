import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertsPerRule, findAlert } from '../../../src/db/alerts.ts';
import { listRules } from '../../../src/db/rules.ts';
import { withOrg } from '../../../src/db/scope.ts';
import type { Camera } from '../../../src/domain/camera.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import type { Rule } from '../../../src/domain/rule.ts';
import { storyOf } from '../../../src/messages/catalogue/news.ts';
import { alertIn } from '../../../src/messages/tell-alert.ts';
import { composeAnnouncement } from '../../../src/pipeline/announcements.ts';
import { createRule } from '../../../src/pipeline/rules.ts';
import { type LogSearch, searchLogs } from '../../../src/pipeline/search-logs.ts';
import { body, type CameraWorld, cameraWorld, direction, face } from '../../support/cameras.ts';
import { databases, type TestDatabase } from '../../support/database.ts';

const NOON = Date.parse('2026-03-02T12:00:00Z');
const at = (minutes: number): Date => new Date(NOON + minutes * 60_000);
const half = (left: number): [number, number][] => [
  [left, 0],
  [left + 0.5, 0],
  [left + 0.5, 1],
  [left, 1],
];
const ON_LEFT: [number, number, number, number] = [10, 10, 20, 80];
const ON_RIGHT: [number, number, number, number] = [70, 10, 20, 80];

describe.each(databases)('alerts by where they were raised, on $name', ({ open }) => {
  let opened: TestDatabase;
  let world: CameraWorld;
  let kiosk: Camera;
  let annexe: Camera;
  beforeAll(async () => {
    opened = await open();
    world = await cameraWorld(opened.db, { now: at(0) });
    kiosk = await world.camera({ name: 'Kiosk 7', location: 'Hall, north' });
    annexe = await world.camera({
      name: 'Annexe',
      zones: [
        { name: 'Vault', kind: 'public', polygon: half(0) },
        { name: 'Counter', kind: 'public', polygon: half(0.5) },
      ],
    });
    await world.as(world.admin, (work) =>
      createRule(work, {
        kind: 'zone_entry',
        name: 'Anybody',
        state: 'active',
        params: { zone_kinds: [] },
        cooldownSeconds: 0,
      }),
    );
    await world.send(kiosk, at(0), { objects: [body(ON_LEFT)] });
    await world.send(annexe, at(30), { objects: [body(ON_LEFT)] });
    await world.send(annexe, at(60), { objects: [body(ON_RIGHT)] });
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await opened?.close();
  });

  const search = (given: LogSearch, who: Principal = world.admin) =>
    withOrg(opened.db, world.orgId, (tx) => searchLogs(tx, who, given));
  const found = async (camera: string, given: LogSearch = {}): Promise<string[]> => {
    const { kinds, rows, totals } = await search({ camera, ...given });
    expect(kinds).not.toContain('login');
    expect(totals.alert?.count ?? 0).toBe(rows.filter(({ kind }) => kind === 'alert').length);
    return rows.map(({ ref }) => ref).sort();
  };

  test('a camera by its name, its place or its reference, a zone of one, and several of them', async () => {
    expect(await found('kiosk 7')).toEqual(['ALR-1']);
    expect(await found(`CAM-${kiosk.number}`)).toEqual(['ALR-1']);
    // the comma is the name's own
    expect(await found('hall, north')).toEqual(['ALR-1']);
    expect(await found('annexe')).toEqual(['ALR-2', 'ALR-3']);
    expect(await found('vault')).toEqual(['ALR-2']);
    expect(await found('the counter, kiosk 7')).toEqual(['ALR-1', 'ALR-3']);
    expect(await found('hall, north, counter')).toEqual(['ALR-1', 'ALR-3']);
    expect(await found('counter', { to: at(10) })).toEqual([]);
  });

  test('counted by camera: what no camera saw is in none', async () => {
    const { groups } = await search({ kinds: ['alert'], groupBy: 'camera' });
    expect(groups?.map(({ key, count }) => [key, count])).toEqual([
      ['Annexe', 2],
      ['Kiosk 7', 1],
    ]);
  });

  test('what nothing is called is refused and no all-clear, and logins have no camera', async () => {
    await expect(search({ camera: 'nirvana' })).rejects.toThrow('There are: Kiosk 7, Annexe.');
    await expect(search({ camera: 'kiosk 7, nirvana' })).rejects.toThrow('“nirvana”');
    await expect(search({ camera: ' , ' })).rejects.toThrow('Say which camera');
    await expect(search({ camera: 'kiosk 7', kinds: ['login'] })).rejects.toThrow('does not apply to logins');
  });

  test('whoever was seen at several cameras is one alert, found at each of them', async () => {
    await world.consent();
    await world.as(world.admin, (work) =>
      createRule(work, { kind: 'unknown_person', name: 'Strangers', state: 'active', cooldownSeconds: 36_000 }),
    );
    const stranger = { objects: [body(ON_LEFT)], faces: [face([12, 12, 14, 16], direction(0))] };
    await world.send(kiosk, at(120), stranger);
    await world.send(annexe, at(180), stranger);
    await world.send(annexe, at(181), stranger);
    const of = (camera: string) => found(camera, { rule: 'unknown_person' });
    const [both] = await of('annexe');
    expect(both).toBeDefined();
    for (const place of ['kiosk 7', 'annexe', 'vault']) expect(await of(place)).toEqual([both]);
    const { groups, totals } = await search({ kinds: ['alert'], rule: 'unknown_person', groupBy: 'camera' });
    expect(groups?.map(({ key, count }) => [key, count]).sort()).toEqual([
      ['Annexe', 1],
      ['Kiosk 7', 1],
    ]);
    expect(totals.alert?.count).toBe(1);
  });

  test('a time is when that camera saw it, and a camera that the title does not name is said', async () => {
    const of = (camera: string, given: LogSearch) => found(camera, { rule: 'unknown_person', ...given });
    const [both] = await of('annexe', {});
    for (const camera of ['kiosk 7', 'hall, north']) {
      expect(await of(camera, { from: at(110), to: at(150) })).toEqual([both]);
      expect(await of(camera, { from: at(150), to: at(200) })).toEqual([]);
      expect(await of(camera, { hours: '14:00-14:30' })).toEqual([both]);
      expect(await of(camera, { hours: '14:30-15:30' })).toEqual([]);
    }
    expect(await of('vault', { from: at(150), to: at(200) })).toEqual([both]);
    expect(await of('vault', { to: at(150) })).toEqual([]);
    expect(await of('annexe, kiosk 7', { from: at(150), to: at(200) })).toEqual([both]);
    const told = async (camera: string) => {
      const { rows } = await search({ camera, rule: 'unknown_person', kinds: ['alert'] });
      return rows.map((row) => (row.kind === 'alert' ? row.alsoAt : null));
    };
    expect(await told('kiosk 7')).toEqual([['Kiosk 7']]);
    expect(await told('annexe')).toEqual([undefined]);
    expect(await told('vault, kiosk 7')).toEqual([['Kiosk 7']]);
  });

  test('an alert in a zone is about whoever was in that zone', async () => {
    // one on the left, and somebody else on the right in the same event
    const [left, right] = [direction(2), direction(3)];
    await world.send(annexe, at(240), {
      objects: [body(ON_LEFT), body(ON_RIGHT)],
      faces: [face([12, 12, 14, 16], left), face([72, 12, 14, 16], right)],
    });
    const of = (camera: string) => found(camera, { rule: 'unknown_person', from: at(239), to: at(250) });
    const [vault, counter] = [await of('vault'), await of('counter')];
    expect([vault.length, counter.length]).toEqual([1, 1]);
    expect(vault).not.toEqual(counter);
    expect(await of('annexe')).toEqual([...vault, ...counter].sort());
  });

  test('a rule for one place that notices what another has raised already is said, told, and found by', async () => {
    const wide = await world.as(world.admin, (work) => listRules(work.tx, ['active']));
    const strangers = wide.find(({ kind }) => kind === 'unknown_person')!;
    const narrow = await world.as(world.admin, (work) =>
      createRule(work, {
        kind: 'unknown_person',
        name: 'Strangers at the kiosk',
        state: 'active',
        params: { cameras: [`CAM-${kiosk.number}`] },
      }),
    );
    const stranger = { objects: [body(ON_LEFT)], faces: [face([12, 12, 14, 16], direction(1))] };
    await world.send(annexe, at(300), stranger);
    const of = async (rule: Rule) => (await found('annexe', { rule: `RULE-${rule.number}`, from: at(290) })).at(-1);
    const raised = await of(strangers);
    expect(raised).toBeDefined();
    expect(await of(narrow)).toBeUndefined();

    const told = () =>
      world.as(world.admin, async ({ tx }) => {
        const alert = (await findAlert(tx, Number(raised!.slice(4))))!;
        const news = await composeAnnouncement(
          tx,
          { kind: 'alert_changed', subject: alert.id },
          (path) => path,
          at(300),
        );
        return { alert, state: news!.state! };
      });
    const before = await told();
    await world.send(kiosk, at(330), stranger);
    const after = await told();
    expect(await of(narrow)).toBe(raised);
    expect(after.alert.ruleId).toBe(strangers.id);
    expect(after.alert.facts.at(-1)?.label).toBe('Noticed too by');
    expect(after.alert.facts.at(-1)?.value).toContain(`RULE-${narrow.number} ${narrow.name}`);
    expect(storyOf(before.state, after.state)).toBe(`Noticed by RULE-${narrow.number} ${narrow.name} as well.`);
    expect(alertIn(after.alert, 'de').facts.at(-1)).toMatchObject({ label: 'Auch bemerkt von' });
    const perRule = await world.as(world.admin, ({ tx }) => alertsPerRule(tx, at(290)));
    expect(perRule.get(narrow.id)?.count).toBe(1);
    // once more at both: nothing that is new
    await world.send(kiosk, at(360), stranger);
    expect(storyOf(after.state, (await told()).state)).toBeNull();
  });

  test('only whoever may see cameras may ask by them', async () => {
    const clerk = await world.member('employee');
    await expect(search({ camera: 'kiosk 7', kinds: ['alert'] }, clerk)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
