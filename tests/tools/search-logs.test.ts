import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchWords } from '../../src/agent/offline/answers/search.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { createRule } from '../../src/pipeline/rules.ts';
import { runTool } from '../../src/tools/run-tool.ts';
import { searchLogsTool } from '../../src/tools/search-logs.ts';
import type { SearchData } from '../../src/tools/tool-data.ts';
import { body, type CameraWorld, cameraWorld } from '../support/cameras.ts';
import { databases, type TestDatabase } from '../support/database.ts';

const NOON = new Date('2026-03-02T12:00:00Z');

describe.each(databases)('alerts by camera, on $name', ({ open }) => {
  let opened: TestDatabase;
  let world: CameraWorld;
  beforeAll(async () => {
    opened = await open();
    world = await cameraWorld(opened.db, { now: NOON });
    const kiosk = await world.camera({ name: 'Kiosk 7' });
    for (let number = 1; number <= 8; number++) await world.camera({ name: `Dock ${number}` });
    await world.camera({ name: 'Old yard', enabled: false });
    await world.as(world.admin, (work) =>
      createRule(work, { kind: 'zone_entry', name: 'Anybody', state: 'active', params: { zone_kinds: [] } }),
    );
    await world.send(kiosk, NOON, { objects: [body([10, 10, 20, 80])] });
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await opened?.close();
  });

  const ask = async (args: Record<string, unknown>, principal: Principal): Promise<SearchData> => {
    const outcome = await runTool(
      [searchLogsTool],
      {
        principal,
        now: new Date(NOON.getTime() + 60_000),
        language: 'en',
        org: (work) => withOrg(opened.db, world.orgId, work),
        work: (change) => world.as(principal, change),
        services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} } as never,
      },
      auditKey('s'),
      'search_logs',
      args,
    );
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.result.data as unknown as SearchData;
  };

  test('those that are on and had none are told as well', async () => {
    const args = { kinds: ['alert'], group_by: 'camera' };
    const data = await ask(args, world.admin);
    expect(data.groups).toMatchObject([{ key: 'Kiosk 7', count: 1 }]);
    expect(data.none_at).toEqual({
      cameras: ['Dock 1', 'Dock 2', 'Dock 3', 'Dock 4', 'Dock 5', 'Dock 6'],
      further: 2,
    });
    const context = {
      language: 'en',
      now: NOON,
      timeZone: 'UTC',
      history: [],
      role: 'admin',
      tools: new Set(),
    } as never;
    expect(searchWords(args, data, false, context).join('\n')).toContain(
      'None at Dock 1, Dock 2, Dock 3, Dock 4, Dock 5 and Dock 6 and 2 more.',
    );
    expect((await ask({ kinds: ['alert'] }, world.admin)).none_at).toBeUndefined();
  });
});
