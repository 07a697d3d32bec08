import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { teamsChecks } from '../../../src/bots/teams/doctor.ts';
import { openTeams, type TeamsFixture } from '../../support/teams-fixture.ts';

let teams: TeamsFixture;
beforeAll(async () => {
  teams = await openTeams();
  await teams.platform.start(async () => ({ kind: 'accepted' }));
});
afterAll(() => teams.close());

type Options = Parameters<typeof teamsChecks>[0];
async function run(name: string, part: Partial<Options> = {}): Promise<string> {
  const found = teamsChecks({
    credentials: teams.server.apps[0]!,
    addresses: teams.server.addresses,
    publicUrl: 'https://desk.example.com',
    now: () => new Date(),
    lastHeard: () => null,
    ...part,
  }).find((check) => check.name === name)!;
  expect(found.mend).toMatch(/\w{4}/);
  return found.check().then(
    (words) => `✓ ${words}`,
    (error: Error) => `✗ ${error.message}`,
  );
}

describe('the checks of a connection to Teams', () => {
  test('credentials: accepted, wrong, unknown', async () => {
    const [app] = teams.server.apps;
    expect(await run('Teams app')).toBe(`✓ Microsoft accepts the app ${app!.appId}`);
    const wrong = await run('Teams app', { credentials: { ...app!, appPassword: 'not that one' } });
    expect(wrong).toMatch(/^✗ .*set its value, not its id/);
    expect(wrong).not.toContain('not that one');
    expect(await run('Teams app', { credentials: { ...app!, appId: 'another' } })).toMatch(/^✗ .*TEAMS_APP_ID/);
    expect(await run('Teams app', { addresses: { ...teams.server.addresses, login: 'http://127.0.0.1:1' } })).toMatch(
      /^✗ .*cannot be reached/,
    );
  });
  test('Microsoft’s keys and the clock', async () => {
    expect(await run('Teams keys')).toMatch(/^✓/);
    expect(
      await run('Teams keys', { addresses: { ...teams.server.addresses, openId: `${teams.server.url}/nothing` } }),
    ).toMatch(/^✗ they answered 404/);
    expect(await run('Teams clock')).toBe('✓ the clock is right');
    expect(await run('Teams clock', { now: () => new Date(Date.now() + 10 * 60_000) })).toMatch(/^✗ .*10 minutes off/);
  });
  test('the address Teams delivers to', async () => {
    expect(await run('Teams messaging endpoint', { publicUrl: null })).toMatch(/^✗ PUBLIC_URL is not set/);
    expect(await run('Teams messaging endpoint', { publicUrl: 'http://desk.example.com' })).toMatch(
      /^✗ .*is not https/,
    );
    expect(await run('Teams messaging endpoint', { publicUrl: 'https://127.0.0.1:8' })).toBe(
      '✗ https://127.0.0.1:8/api/messages could not be reached: nothing listens there (connection refused)',
    );
    expect(await run('Teams messaging endpoint', { publicUrl: 'https://desk.invalid' })).toMatch(
      /^✗ https:\/\/desk\.invalid\/api\/messages could not be reached: .*DNS/,
    );
    expect(await run('Teams messaging endpoint', { publicUrl: teams.server.url.replace('http:', 'https:') })).toMatch(
      /could not be reached: no encrypted connection could be made/,
    );
  });
  test('whether anything came', async () => {
    const now = new Date('2026-11-21T10:00:00Z');
    expect(await run('Teams delivery')).toMatch(/nothing has come/);
    expect(await run('Teams delivery', { now: () => now, lastHeard: () => new Date('2026-11-21T09:55:00Z') })).toBe(
      '✓ something came 5 minutes ago',
    );
  });
  test('what is known of guarded channels, only where there are any', async () => {
    const name = 'Teams guarded channels';
    expect(await run(name)).toBe('✓ no channel is guarded');
    const guards = async () => true;
    expect(await run(name, { guards })).toMatch(/nothing .* without a mention.*connect teams --moderation.*by hand$/);
    const now = new Date('2026-11-21T10:00:00Z');
    const lastOverheard = () => new Date('2026-11-21T09:57:00Z');
    expect(await run(name, { guards, now: () => now, lastOverheard })).toMatch(/arrives, the last of it 3 minutes ago/);
  });
  test('the platform offers them for each of its apps', async () => {
    expect((await teams.platform.checks!()).map(({ name }) => name)).toEqual([
      'Teams app',
      'Teams keys',
      'Teams messaging endpoint',
      'Teams delivery',
      'Teams guarded channels',
      'Teams clock',
    ]);
  });
});
