import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { fillSample, sampleMembers } from '../../src/demo/sample-week.ts';
import { silentLog } from '../../src/log.ts';
import { barriers, chromiumPath, faintText } from '../support/browser.ts';
import { type SignedIn, signIn } from '../support/signed-in.ts';

/** Where pictures of the pages go, to be looked at; none are taken where it is not set. */
const LOOK_AT = process.env.SAFENEST_LOOK_AT;
const PAGES = [
  '/history',
  '/history?query=failed+logins',
  '/history?query=%22no+such+thing+anywhere%22',
  '/history?query=root&range=next+century',
  '/reports',
  '/reports/RPT-1',
  '/reports/RPT-1?language=de',
  '/audit',
];

if (!chromiumPath) console.info('Browser tests are skipped: no Chromium here; install one or set CHROMIUM_PATH');

/** Each test goes on where the one before it ended. */
describe.skipIf(!chromiumPath)('reports and the history in a browser', () => {
  let folder: string;
  let app: App;
  let signedIn: SignedIn;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safenest-reports-'));
    const [admin] = sampleMembers;
    const config = readConfig({ PORT: '0', SAFENEST_DATA: folder, CHROMIUM_PATH: chromiumPath ?? '' });
    app = await startApp(config, silentLog(), {
      first: { name: 'Northwind Clinic', sample: true, admin: admin! },
    });
    const { db, auditKey } = app.core;
    await fillSample({ db, now: () => new Date(), wake: app.wake, auditKey }, app.organisation.id);
    signedIn = await signIn(app, admin!.email);
  });
  afterAll(async () => {
    await signedIn?.browser.close();
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const visit: SignedIn['visit'] = (options, run) => signedIn.visit({ colorScheme: 'light', ...options }, run);

  test('a report is made, read in another language, and saved as a PDF, by keyboard', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/reports`);
      await page.getByText('No report yet').waitFor();
      await page.getByLabel('About which time').selectOption('last_week');
      await page.getByRole('button', { name: 'Make one now' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/reports/RPT-1');
      expect(await page.locator('figure.chart svg').count()).toBe(1);
      await page.getByLabel('Language').selectOption('fr');
      await page.getByRole('button', { name: 'Read' }).press('Enter');
      await page.waitForURL('**/reports/RPT-1?language=fr');
      await page.getByRole('heading', { name: 'En bref' }).waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('a[href^="/reports/RPT-1/pdf"]').click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^RPT-1-[\w-]+\.pdf$/);
      const bytes = await readFile(await download.path());
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      if (LOOK_AT) await download.saveAs(join(LOOK_AT, download.suggestedFilename()));
    }));

  test('the schedule is set, and the page says when the next ones come', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/reports`);
      const daily = page.getByRole('group', { name: 'Daily' });
      await daily.getByRole('checkbox').check();
      await page.locator('form').filter({ has: daily }).getByRole('button', { name: 'Save' }).press('Enter');
      await page.getByText('Saved. It counts from now on.').waitFor();
      await page.getByText('The next daily report comes on').waitFor();
    }));

  test('the audit log is checked against what the report told', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/reports/RPT-1?language=en`);
      const told = /ended at (\d+:[0-9a-f]+)/.exec(await page.locator('.report').innerText())![1]!;
      await page.goto(`${app.url}/audit`);
      await page.getByText('Compare with what was told earlier').press('Enter');
      await page.getByLabel('Where the log ended then').fill(told);
      await page.keyboard.press('Enter');
      await page.getByText('What was told of it then still stands in it').waitFor();
      await page.getByLabel('Where the log ended then').fill('something else');
      await page.keyboard.press('Enter');
      await page.getByText('That is not what reports tell').waitFor();
    }));

  test('what happened is found by its words, and opens', () =>
    visit({}, async (page) => {
      await expect
        .poll(
          async () => {
            await page.goto(`${app.url}/history`);
            return page.getByText('Nothing to remember yet').count();
          },
          { timeout: 60_000, interval: 500 },
        )
        .toBe(0);
      await page.getByRole('searchbox', { name: 'What to look for' }).fill('failed logins');
      await page.keyboard.press('Enter');
      await page
        .getByRole('status')
        .getByText(/entr(?:y|ies)/)
        .waitFor();
      const first = page.locator('tbody a.ref').first();
      const ref = await first.innerText();
      await first.press('Enter');
      await page.waitForURL(`**/${ref}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.goto(`${app.url}/history?query=${encodeURIComponent('"no such thing anywhere"')}`);
      await page.getByText('Nothing like that').waitFor();
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
});
