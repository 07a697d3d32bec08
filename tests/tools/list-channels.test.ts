import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channelsAnswer } from '../../src/agent/offline/answers/channels.ts';
import { withOrg } from '../../src/db/scope.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { bindChannel, setLeastRole } from '../../src/pipeline/chat-channels.ts';
import { connectWorkspace } from '../../src/pipeline/chat-workspaces.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { type ListedChannels, listChannelsTool } from '../../src/tools/list-channels.ts';
import { runTool } from '../../src/tools/run-tool.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const now = new Date('2026-11-20T12:00:00Z');
const key = auditKey('s');

describe.each(databases)('which channels are told of what, on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  const context = (who: Principal) => ({
    ...{ principal: who, now, language: 'en' as const },
    org: <T>(work: Parameters<typeof withOrg<T>>[2]) => withOrg(opened.db, who.orgId, work),
    work: () => Promise.reject(new Error('nothing is changed')),
    services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} },
  });
  const call = (input: object, who: Principal) =>
    runTool([listChannelsTool], context(who) as never, key, 'list_channels', input);
  const told = async (input: object = {}): Promise<ListedChannels> => {
    const outcome = await call(input, org.admin);
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.result.data as unknown as ListedChannels;
  };
  beforeAll(async () => {
    opened = await open();
    org = await newOrganisation(opened.db);
    const as = (change: (work: Work) => Promise<unknown>) =>
      withOrg(opened.db, org.orgId, (tx) => change({ tx, principal: org.admin, now, auditKey: key }));
    const place = (platform: 'slack' | 'discord', channel: string, name: string) => ({
      ...{ platform, workspace: `${platform} ${org.orgId}`, channel, name },
    });
    for (const platform of ['slack', 'discord'] as const)
      await as((w) => connectWorkspace(w, { ...place(platform, '', ''), name: 'Harbour\nWorks' }));
    const [security, general, twin] = [
      place('slack', 'C1', 'Security'),
      place('slack', 'C2', 'general [INC-1]'),
      place('discord', '7', 'security'),
    ];
    await as((w) =>
      bindChannel(w, security!, { purpose: 'alerts', floor: 'high', quiet: { from: 1320, to: 420 }, timeZone: 'UTC' }),
    );
    await as((w) => bindChannel(w, security!, { purpose: 'approvals' }));
    await as((w) => bindChannel(w, general!, { purpose: 'reports' }));
    await as((w) => setLeastRole(w, twin!, 'officer'));
  });
  afterAll(() => opened?.close());

  test('by what they are told of, or by their name on every platform; in four languages', async () => {
    const alerts = await told({ purpose: 'alerts' });
    expect(channelsAnswer(alerts, { language: 'en' })).toEqual([
      '1 channel is told of alerts.',
      '• #Security (Slack, Harbour Works): alerts from high upward, quiet from 22:00 to 07:00 (UTC) unless something is critical',
      expect.stringContaining('[Channels](/channels)'),
    ]);
    expect((await told()).channels).toHaveLength(2);
    const named = await told({ channel: '#SECURITY', purpose: 'reports' });
    expect(named.channels.map(({ platform }) => platform).toSorted()).toEqual(['discord', 'slack']);
    const words = channelsAnswer(named, { language: 'en' }).join('\n');
    expect(words).toContain('proposals');
    expect(words).toContain('(Discord, Harbour Works): told of nothing');
    expect(channelsAnswer(await told({ channel: 'nowhere' }), { language: 'en' })[0]).toContain('no channel “nowhere”');
    expect(channelsAnswer(await told({ purpose: 'moderation' }), { language: 'en' })[0]).toBe(
      'No channel is told of moderation cases.',
    );
    for (const language of LANGUAGES)
      for (const data of [alerts, named]) expect(channelsAnswer(data, { language }).join(' ')).toContain('/channels');
  });

  test('is for admins', async () => {
    for (const role of ['officer', 'moderator', 'manager', 'employee'] as const)
      expect(await call({}, { ...org.admin, role })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });
});
