import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { barriers, chromiumPath, faintText } from '../support/browser.ts';
import { type SignedIn, signIn } from '../support/signed-in.ts';

/** Where pictures of the pages go, to be looked at; none are taken where it is not set. */
const LOOK_AT = process.env.SAFENEST_LOOK_AT;
const PAGES = [
  '/moderation',
  '/moderation/appeals',
  '/cases/CASE-1',
  '/moderation/words',
  '/moderation/channels',
  '/moderation/policy',
  '/moderation/transparency',
  '/moderation/second-looks',
];

if (!chromiumPath) console.info('Browser tests are skipped: no Chromium here; install one or set CHROMIUM_PATH');

const SAID: readonly [by: string, text: string][] = [
  ['dana', 'hello everyone, my first post here'],
  ['mallory', 'nobody asked you, idiot'],
  ['trent', 'such a useless stupid post'],
  ['dana', 'please stop'],
  ['mallory', 'you are worthless trash, moron'],
  ['eve', 'what an idiot, shut up'],
  ['trent', 'get lost you pathetic moron'],
  ['mallory', 'leave, you useless idiot, or i will kill you'],
  ['eve', 'worthless trash'],
  ['mallory', 'fucking idiot'],
];

/** Each test goes on where the one before it ended. */
describe.skipIf(!chromiumPath)('moderation in a browser', () => {
  let folder: string;
  let app: App;
  let signedIn: SignedIn;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safenest-moderation-'));
    const config = readConfig({ PORT: '0', SAFENEST_DATA: folder });
    app = await startApp(config, silentLog(), {
      first: { name: 'Northwind Clinic', sample: true, admin: { name: 'Sam Okafor', email: 'sam@northwind.example' } },
    });
    signedIn = await signIn(app, 'sam@northwind.example');
  });
  afterAll(async () => {
    await signedIn?.browser.close();
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const visit: SignedIn['visit'] = (options, run) => signedIn.visit({ colorScheme: 'light', ...options }, run);
  /** Sends what was said as a forum of one's own does, a message each forty seconds up to now. */
  const say = (page: Page): Promise<number> =>
    page.evaluate(async (said) => {
      const now = Date.now();
      const events = said.map(([by, content], i) => ({
        message_id: `m${i}`,
        platform: 'forum',
        channel: 'general',
        channel_name: 'general',
        author: { id: by, name: by.charAt(0).toUpperCase() + by.slice(1) },
        ...(by === 'dana' ? {} : { target: { id: 'dana', name: 'Dana' } }),
        content,
        time: new Date(now - (said.length - i) * 40_000).toISOString(),
      }));
      const answer = await fetch('/api/v1/events/ingest', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(events),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.status;
    }, SAID);

  test('a conversation that crosses a line comes up in the open queue by itself, once', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/moderation`);
      await page.getByText('No channel is guarded yet').waitFor();
      await say(page);
      await page.locator('#open-cases a.ref').first().waitFor({ timeout: 20_000 });
      await expect.poll(() => page.locator('#open-cases a.ref').count()).toBe(1);
      await page.locator('#open-cases a.ref').click();
      await page.getByRole('heading', { name: 'What was said' }).waitFor();
    }));

  test('the worst is covered until somebody asks, also without scripts and by keyboard', () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${app.url}/cases/CASE-1`);
      await page.locator('.said-masked').first().waitFor();
      await page.getByRole('button', { name: 'Show the covered words' }).focus();
      await page.keyboard.press('Enter');
      await page.locator('ol.said blockquote mark').first().waitFor();
      expect(await page.locator('.said-masked').count()).toBe(0);
    }));

  test('something is done about each of several; it comes up in the open queue to be done by hand, and is done there', () =>
    visit({}, async (page) => {
      const queue = await page.context().newPage();
      await queue.goto(`${app.url}/moderation`);
      for (const account of ['eve', 'trent']) {
        await page.goto(`${app.url}/cases/CASE-1`);
        const row = page.locator('[aria-labelledby=people-title] li', {
          has: page.locator(`code:text-is("${account}")`),
        });
        await row.getByRole('button', { name: /^Time out/ }).focus();
        await page.keyboard.press('Enter');
        await row.getByText('Timeout:').waitFor();
      }
      await queue.locator('#hand-tasks').getByRole('button', { name: 'ACT-1 is done' }).click();
      await queue.locator('#ACT-1').waitFor({ state: 'detached' });
      await queue.locator('#ACT-2').waitFor();
    }));

  test('a text is tried, and what weighed in it is marked', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/moderation/words`);
      await page.getByRole('textbox', { name: 'A text' }).fill('you worthless idiot');
      await page.getByRole('button', { name: 'Screen it' }).click();
      await page.locator('#tried mark').first().waitFor();
    }));

  test.each(['light', 'dark'] as const)('%s: text can be read, and nothing stands in anyone’s way', (colorScheme) =>
    visit({ colorScheme }, async (page) => {
      for (const path of PAGES)
        for (const width of [1280, 360]) {
          await page.setViewportSize({ width, height: 800 });
          await page.goto(app.url + path);
          if (LOOK_AT) {
            const name = `${path.slice(1).replaceAll('/', '-')}-${width}-${colorScheme}.png`;
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
