import { expect, test } from 'vitest';
import { checksOf } from '../../src/app/connections.ts';
import { silentLog } from '../../src/log.ts';
import { checkHealth } from '../../src/pipeline/health.ts';
import { plainPlatform } from '../support/plain-platform.ts';

const platform = {
  ...plainPlatform(),
  checks: async () => [
    { app: 'settings', name: 'servers', mend: 'Open the link.', check: async () => 'Harbour Works, Other Works' },
    {
      app: 'settings',
      name: 'permissions',
      mend: 'Open the link.',
      check: () => Promise.reject(new Error('missing in Other Works')),
    },
    { app: 'own', name: 'token', mend: 'Set it anew.', check: async () => 'team Harbour' },
    { app: 'theirs', name: 'token', mend: 'Set it anew.', check: async () => 'team Other' },
  ],
};
const seen = async (guest: boolean) => {
  const checks = await checksOf(platform, new Set(['settings', 'own']), { guest, log: silentLog() });
  return (await checkHealth(checks, 1000)).checks.map(({ name, ok, detail }) => `${name} ${ok} ${detail}`);
};

test('whoever runs the service sees all of its own apps, never an organisation’s', async () => {
  expect(await seen(false)).toEqual([
    'servers true Harbour Works, Other Works',
    'permissions false missing in Other Works',
    'token true team Harbour',
  ]);
});

test('a guest sees whether the service’s app works, and nothing of whom it works for', async () => {
  expect(await seen(true)).toEqual([
    'servers true works',
    'permissions false does not work',
    'token true team Harbour',
  ]);
});
