import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { lockIngestion } from '../../src/db/events.ts';
import { withOrg } from '../../src/db/scope.ts';
import { silentLog } from '../../src/log.ts';
import { learnCameras } from '../../src/pipeline/anomaly/baselines/learn-cameras.ts';
import { createForestPool } from '../../src/pipeline/anomaly/forest/forest-pool.ts';
import { trainLogins } from '../../src/pipeline/anomaly/unusual/train-logins.ts';
import { createCamera } from '../../src/pipeline/cameras/registry.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { systemPrincipal } from '../../src/pipeline/members.ts';
import { seedActivityRule } from '../../src/pipeline/rules.ts';
import { barriers, chromiumPath, faintText } from '../support/browser.ts';
import { everyDay, storeCameraPast } from '../support/camera-past.ts';
import { type SignedIn, signIn } from '../support/signed-in.ts';

/** Where pictures of the pages go, to be looked at; none are taken where it is not set. */
const LOOK_AT = process.env.SAFENEST_LOOK_AT;
const PAGES = [
  '/anomalies',
  '/baselines',
  '/baselines?kind=object',
  '/baselines/account?name=tomas',
  '/baselines/organisation?name=',
  '/baselines/camera?name=CAM-1',
  '/baselines/object?name=CAM-1%20person',
];
const DAY_MS = 86_400_000;

if (!chromiumPath) console.info('Browser tests are skipped: no Chromium here; install one or set CHROMIUM_PATH');

/** Forty-five days of five people, four times a day, and a first login from Brazil at night. */
function logins(now: number) {
  const login = (eventId: string, at: number, account: string, device: string, abroad = false) => ({
    eventId,
    occurredAt: new Date(at),
    outcome: 'success' as const,
    account,
    address: abroad ? '203.0.113.9' : '198.51.100.7',
    country: abroad ? 'BR' : 'DE',
    city: abroad ? 'São Paulo' : 'Berlin',
    latitude: abroad ? -23.55 : 52.52,
    longitude: abroad ? -46.63 : 13.4,
    device,
    method: 'password',
    reason: null,
    text: 'a login',
    source: 'test',
  });
  const midnight = Math.floor(now / DAY_MS) * DAY_MS;
  const usual = Array.from({ length: 45 }, (_, i) => midnight - (45 - i) * DAY_MS).flatMap((day) =>
    ['tomas', 'ada', 'ines', 'ben', 'mara'].flatMap((account) =>
      [8, 9, 11, 13].map((hour) =>
        login(`${account}-${day}-${hour}`, day + hour * 3_600_000, account, 'Firefox on Linux'),
      ),
    ),
  );
  return [...usual, login('far', midnight - DAY_MS + 3 * 3_600_000, 'tomas', 'curl', true)];
}

/** Each test goes on where the one before it ended. */
describe.skipIf(!chromiumPath)('what is unusual, in a browser', () => {
  let folder: string;
  let app: App;
  let signedIn: SignedIn;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safenest-anomalies-'));
    const config = readConfig({ PORT: '0', SAFENEST_DATA: folder });
    app = await startApp(config, silentLog(), {
      first: { name: 'Northwind Clinic', sample: true, admin: { name: 'Sam Okafor', email: 'sam@northwind.example' } },
    });
    await learn(app);
    signedIn = await signIn(app, 'sam@northwind.example');
  });
  afterAll(async () => {
    await signedIn?.browser.close();
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const visit: SignedIn['visit'] = (options, run) => signedIn.visit({ colorScheme: 'light', ...options }, run);

  test('an unusual login says why, and is judged by keyboard, also without scripts', () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${app.url}/anomalies`);
      await page.getByText('First login from Brazil').first().waitFor();
      await page
        .getByRole('button', { name: /^Confirmed/ })
        .first()
        .focus();
      await page.keyboard.press('Enter');
      await page.getByText('Confirmed: logins like it are ranked higher.').waitFor();
      await page
        .getByRole('button', { name: /^Take back/ })
        .first()
        .click();
      await page.getByText('Taken back; the list is ranked anew.').waitFor();
    }));

  test('what is usual leads from an account and a camera to their hours, in words and as a table', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/anomalies`);
      await page
        .getByRole('button', { name: 'What is usual' })
        .or(page.getByRole('link', { name: 'What is usual' }))
        .first()
        .click();
      await page.getByRole('link', { name: 'Seen by cameras' }).click();
      await page.getByRole('link', { name: 'people at Yard' }).click();
      await page.getByText(/Hardly ever between/).waitFor();
      const table = page.locator('summary', { hasText: 'The same as a table' });
      await table.focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('.chart-table td').count()).toBe(168);
      await page.goto(`${app.url}/cameras/CAM-1`);
      await page.getByRole('link', { name: 'What is usual here' }).click();
      await page.getByRole('link', { name: 'people at Yard' }).waitFor();
    }));

  test('the rule about what is rare says while it is edited what it would have raised', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/rules`);
      await page
        .getByRole('row', { name: /Rare at this hour at a camera/ })
        .getByRole('link')
        .first()
        .click();
      await page.getByText('This rule would have raised no alert').waitFor();
      await page.getByLabel(/^Certainty at least/).fill('2');
      await page.getByText('Some of these settings cannot hold').waitFor();
      await page.getByLabel(/^Certainty at least/).fill('0.4');
      await page.getByText('This rule would have raised no alert').waitFor();
    }));

  test.each(['light', 'dark'] as const)('%s: text can be read, and nothing stands in anyone’s way', (colorScheme) =>
    visit({ colorScheme }, async (page) => {
      for (const path of PAGES)
        for (const width of [1280, 360]) {
          await page.setViewportSize({ width, height: 800 });
          await page.goto(app.url + path);
          if (LOOK_AT) {
            const name = `${path.slice(1).replaceAll(/\W+/g, '-')}-${width}-${colorScheme}.png`;
            await page.screenshot({ path: join(LOOK_AT, name), fullPage: true });
          }
          expect(await barriers(page), `${path} at ${width}`).toEqual([]);
          expect(await faintText(page), `${path} at ${width}`).toEqual([]);
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(wider, `${path} at ${width} is wider than the window`).toBeLessThanOrEqual(0);
        }
    }),
  );

  test('what is known of an account is forgotten when somebody says so twice', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/baselines/account?name=ben`);
      await page.getByRole('button', { name: 'Forget what is known' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Forget what is known' }).click();
      await page.getByText('Forgotten').waitFor();
      expect(await page.getByRole('link', { name: 'ben', exact: true }).count()).toBe(0);
    }));
});

/** Logins and a camera's past, learned at once. */
async function learn({ core: { db, auditKey }, organisation: { id } }: App): Promise<void> {
  const now = new Date();
  await ingestLogins({ db, now: () => now }, id, logins(now.getTime()));
  const principal = systemPrincipal(id, 'UTC', { platform: 'cli', audience: 'private' });
  const camera = await withOrg(db, id, (tx) => createCamera({ tx, principal, now, auditKey }, { name: 'Yard' }));
  await withOrg(db, id, (tx) => storeCameraPast(tx, everyDay(camera, now, 40, { 8: ['person'], 16: ['person'] })));
  const parts = { org: <T>(work: Parameters<typeof withOrg<T>>[2]) => withOrg(db, id, work), now };
  const forests = createForestPool(silentLog());
  await trainLogins({ ...parts, forests });
  await forests.close();
  await learnCameras(parts);
  await withOrg(db, id, async (tx) => {
    await lockIngestion(tx);
    await seedActivityRule(tx, 'SafeNest', now);
  });
}
