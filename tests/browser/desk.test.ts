import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { fillSample, sampleMembers } from '../../src/demo/sample-week.ts';
import type { NewLoginEvent } from '../../src/domain/event.ts';
import { silentLog } from '../../src/log.ts';
import { barriers, chromiumPath, faintText, openWindow } from '../support/browser.ts';
import { type SignedIn, signIn } from '../support/signed-in.ts';

const QUESTION = 'Show high-risk events from yesterday and open an incident.';
const PAGES = [
  '/',
  '/incidents',
  '/incidents/INC-1',
  '/alerts',
  '/alerts/ALR-1',
  '/logs',
  '/logs?outcome=failure&group_by=country',
  '/rules',
  '/rules/RULE-1',
  '/posture',
  '/posture?range=last_month',
  '/proposals',
  '/audit',
  '/studio',
  '/studio/evaluation',
  '/studio/turns',
  '/studio/cost',
  '/health',
  '/automation',
  '/members',
  '/keys',
  '/account',
  '/help',
  '/sign-in',
];

if (!chromiumPath) console.info('Browser tests are skipped: no Chromium here; install one or set CHROMIUM_PATH');

describe.skipIf(!chromiumPath)('the console in a browser', () => {
  let folder: string;
  let app: App;
  let signedIn: SignedIn;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safenest-browser-'));
    const [admin] = sampleMembers;
    app = await startApp(readConfig({ PORT: '0', SAFENEST_DATA: folder }), silentLog(), {
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

  /** A window of theirs; at the end the browser must have had nothing to complain about. */
  const visit: SignedIn['visit'] = (options, run) => signedIn.visit(options, run);
  const ask = async (page: Page, question: string): Promise<void> => {
    await page.getByLabel('Your question').fill(question);
    await page.keyboard.press('Enter');
    await page.locator('.turn[aria-busy="false"]').last().waitFor();
  };

  test('ask, read the answer, press the buttons of its card', () =>
    visit({}, async (page) => {
      await page.goto(app.url!);
      await page.getByText('Live', { exact: true }).waitFor();
      await page.getByRole('button', { name: QUESTION }).waitFor();
      await ask(page, QUESTION);

      const answer = page.locator('.turn').last();
      expect(await answer.locator('.answer-text a[href^="/alerts/ALR-"]').count()).toBeGreaterThan(0);
      const card = answer.locator('[data-card^="INC-"]');
      await card.waitFor();
      if (process.env.SAFENEST_SCREENSHOTS === '1') await takePicture(signedIn.browser, page);

      await card.getByRole('button', { name: 'Assign to me' }).click();
      await page.getByText(/is now yours/).waitFor();
      await card.getByText(sampleMembers[0]!.name).first().waitFor();
      await card.getByRole('button', { name: 'Close' }).click();
      await card.getByText('closed', { exact: true }).waitFor();
      await card.getByRole('button', { name: 'Undo' }).click();
      await card.getByText('open', { exact: true }).waitFor();

      // The assignment goes without asking; taking the opening back asks first.
      await card.getByRole('button', { name: 'Undo' }).click();
      await card.getByText('nobody yet').waitFor();
      await card.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'No, go back' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await card.getByText('open', { exact: true }).waitFor();
      await card.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
      await card.getByText('withdrawn', { exact: true }).waitFor();

      await answer.locator('.steps summary').click();
      await answer.getByText('Searched the logs').waitFor();
      await answer.getByRole('link', { name: 'Every detail of this answer' }).click();
      await page.getByRole('heading', { name: 'How was this answered?' }).waitFor();
      expect(await barriers(page)).toEqual([]);
      expect(await faintText(page)).toEqual([]);
      await page.goBack();
      await page.reload();
      expect(await page.locator('.turn').last().locator('.asked').innerText()).toContain(QUESTION);
    }));

  test('an alert arrives by itself, on top, and is said aloud', () =>
    visit({}, async (page) => {
      await page.goto(app.url!);
      await page.getByText('Live', { exact: true }).waitFor();
      await app.ingest(guesses('198.51.100.222', 12));
      const top = page.locator('#feed > li').first();
      await top.getByText('198.51.100.222').first().waitFor({ timeout: 15_000 });
      expect(await page.locator('#live-say').innerText()).toMatch(/^(Low|Medium|High|Critical) alert: /);
      expect(await page.locator('#feed > li[data-key]').count()).toBeGreaterThan(1);

      // It goes on: the same alert grows where it stands, there is no second one.
      const key = await top.getAttribute('data-key');
      await app.ingest(guesses('198.51.100.222', 8, 12));
      await page.locator(`[data-key="${key}"]`).getByText('20 events').waitFor({ timeout: 15_000 });
      expect(await page.locator(`[data-key="${key}"]`).count()).toBe(1);
    }));

  test('by keyboard alone', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/alerts`);
      await page.keyboard.press('Tab');
      expect(await focused(page)).toMatchObject({ text: 'Skip to the page', outlined: true });
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
      for (let presses = 0; presses < 12; presses++) {
        await page.keyboard.press('Tab');
        expect(await focused(page), `${presses + 1} tabs into the page`).toMatchObject({ outlined: true, seen: true });
      }

      await page.goto(app.url!);
      await page.getByRole('heading', { level: 1 }).click();
      await page.keyboard.press('/');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('question');
      await page.keyboard.type('help');
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.type('please');
      expect(await page.getByLabel('Your question').inputValue()).toBe('help\nplease');
    }));

  test('Escape stops an answer, and what was asked stays', () =>
    visit({}, async (page) => {
      await page.goto(app.url!);
      await page.route('**/console/chat', () => {});
      await page.getByLabel('Your question').fill('Which incidents are open?');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Stop' }).waitFor();
      await page.getByText('Reading your question').waitFor();
      await page.keyboard.press('Escape');
      await page.getByText('Stopped. What was done before is kept.').waitFor();
      await page.getByRole('button', { name: 'Ask', exact: true }).waitFor();
    }));

  test('when the server is away, the question is kept', async () => {
    const { context, page } = await openWindow(signedIn.browser, { storageState: signedIn.session });
    await page.goto(app.url!);
    await page.route('**/console/chat', (route) => route.abort());
    await page.getByLabel('Your question').fill('Is everything working?');
    await page.keyboard.press('Enter');
    await page.getByText('SafeNest cannot be reached just now.').waitFor();
    expect(await page.getByLabel('Your question').inputValue()).toBe('Is everything working?');
    await context.close();
  });

  test('without scripts: a question, its answer, a button', () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      await page.goto(app.url!);
      await page.getByLabel('Your question').fill('Open an incident for ALR-1');
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      await page.waitForURL(`${app.url}/`);
      const turn = page.locator('.turn').last();
      expect(await turn.locator('.asked').innerText()).toContain('Open an incident for ALR-1');
      await page.goto(`${app.url}/alerts?status=open`);
      await page.locator('tbody .ref').first().click();
      await page.getByRole('button', { name: 'Acknowledge' }).click();
      expect(await page.locator('.flash').innerText()).toContain('is now acknowledged');
    }));

  test('at 360 pixels nothing runs off the side, and the menu opens', () =>
    visit({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }, async (page) => {
      await page.goto(app.url!);
      await ask(page, 'alert us when an account fails more than 8 times in 10 minutes');
      await page.locator('[data-card="PROP-1"]').waitFor();
      for (const path of [...PAGES, '/proposals/PROP-1']) {
        await page.goto(app.url + path);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
          path,
        ).toBeLessThanOrEqual(0);
      }
      await page.goto(app.url!);
      await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('link', { name: 'Incidents', exact: true }).click();
      await page.waitForURL(`${app.url}/incidents`);
    }));

  test.each(['light', 'dark'] as const)('%s: text can be read, and nothing stands in anyone’s way', (colorScheme) =>
    visit({ colorScheme }, async (page) => {
      for (const path of PAGES) {
        await page.goto(app.url + path);
        await page.evaluate(() => {
          for (const folded of document.querySelectorAll('main details')) folded.setAttribute('open', '');
        });
        expect(await barriers(page), path).toEqual([]);
        expect(await faintText(page), path).toEqual([]);
        const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
        expect(ground, path).toBe(colorScheme === 'dark' ? 'rgb(16, 20, 19)' : 'rgb(245, 247, 246)');
      }
    }),
  );

  test('nothing moves for whoever asked for stillness', () =>
    visit({ reducedMotion: 'reduce' }, async (page) => {
      await page.goto(app.url!);
      await ask(page, 'help');
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    }));
});

/** Failed logins of one address within the last minute. */
const guesses = (address: string, count: number, from = 0): NewLoginEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    eventId: `guess-${address}-${from + index}`,
    occurredAt: new Date(Date.now() - 60_000 + (from + index) * 1000),
    outcome: 'failure',
    account: `user${index % 3}`,
    address,
    country: 'NL',
    city: null,
    latitude: null,
    longitude: null,
    device: null,
    method: 'password',
    reason: 'wrong password',
    text: `Failed password for user${index % 3} from ${address} port 4${index} ssh2`,
    source: 'sshd',
  }));

const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return {
      text: element.innerText,
      tag: element.tagName,
      outlined: style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2,
      seen: box.width > 0 && box.bottom > 0 && box.top < window.innerHeight,
    };
  });

/** The picture of the README, 1280 × 800: the question, its answer with the incident's card, the alerts beside them. */
async function takePicture(browser: Browser, asked: Page): Promise<void> {
  const folder = join(import.meta.dirname, '../../docs/images');
  await mkdir(folder, { recursive: true });
  const { context, page } = await openWindow(browser, {
    storageState: await asked.context().storageState(),
    viewport: { width: 1600, height: 1000 },
    deviceScaleFactor: 0.8,
    colorScheme: 'light',
  });
  await page.goto(asked.url());
  await page.getByText('Live', { exact: true }).waitFor();
  await page.screenshot({ path: join(folder, 'desk.png') });
  await context.close();
}
