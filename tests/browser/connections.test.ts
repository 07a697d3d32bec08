import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { SCOPES } from '../../src/bots/slack/manifest.ts';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { everyView } from '../../src/messages/views/samples.ts';
import { barriers, chromiumPath, faintText } from '../support/browser.ts';
import { type SignedIn, signIn } from '../support/signed-in.ts';
import { type SlackServer, startSlackServer } from '../support/slack-server.ts';

const PAGES = ['/connections', '/channels', '/cards', '/members', '/account'];
const IMAGES = join(import.meta.dirname, '../../docs/images');
const TAKES_PICTURES = process.env.SAFENEST_SCREENSHOTS === '1';

if (!chromiumPath) console.info('Browser tests are skipped: no Chromium here; install one or set CHROMIUM_PATH');

describe.skipIf(!chromiumPath)('connecting a chat in a browser', () => {
  let folder: string;
  let app: App;
  let slack: SlackServer;
  let signedIn: SignedIn;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safenest-connect-'));
    slack = await startSlackServer();
    slack.scopes = Object.keys(SCOPES);
    app = await startApp(readConfig({ PORT: '0', SAFENEST_DATA: folder, SLACK_API_URL: slack.apiUrl }), silentLog(), {
      first: { name: 'Northwind Clinic', sample: true, admin: { name: 'Sam Okafor', email: 'sam@northwind.example' } },
    });
    signedIn = await signIn(app, 'sam@northwind.example');
  });
  afterAll(async () => {
    await signedIn?.browser.close();
    await app?.stop();
    await slack?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A window of theirs; at the end the browser must have had nothing to complain about. */
  const visit: SignedIn['visit'] = (options, run) => signedIn.visit(options, run);
  const panel = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

  test('what is not connected says how, and Slack is connected by its tokens, without scripts', () =>
    visit({ javaScriptEnabled: false, colorScheme: 'light' }, async (page) => {
      await page.goto(`${app.url}/channels`);
      await page.getByText('No chat is connected').waitFor();
      await page.goto(`${app.url}/connections`);
      await takePicture(page, 'connections-empty');
      const part = panel(page, 'Slack');
      await part.getByText('not connected').waitFor();
      await part.getByLabel('Bot token').fill(slack.tokens.bot);
      await part.getByLabel('App-level token').fill(slack.tokens.app);
      await part.getByRole('button', { name: 'Save and check' }).click();
      await part.getByText('Slack token').waitFor();
      expect(await page.content()).not.toContain(slack.tokens.bot);
      // the process hears of the token, asks whose it is, and the workspace is there
      await expect
        .poll(async () => {
          await page.goto(`${app.url}/connections`);
          return part.getByText('connected', { exact: true }).count();
        })
        .toBe(1);
      await part.getByRole('button', { name: 'Check the connection' }).click();
      await part.getByText('Checked: all is well').waitFor();
      await takePicture(page, 'connections-slack', part);
      await part.getByRole('button', { name: 'Know people' }).click();
      await part.getByRole('button', { name: 'Know nobody' }).waitFor();
    }));

  test('a channel is told of alerts, and its readers are said', () =>
    visit({ colorScheme: 'light' }, async (page) => {
      await page.goto(`${app.url}/channels`);
      await page.getByLabel('Channel id').fill([...slack.workspace.channels.keys()][0] ?? 'C0SECURITY');
      await page.getByLabel('Name').fill('security');
      await page.getByLabel('Quiet from').last().fill('22:00');
      await page.getByLabel('Quiet until').last().fill('07:00');
      await page.getByRole('button', { name: 'Add', exact: true }).last().click();
      const channel = panel(page, '#security');
      await channel.getByText('Quiet from 22:00 to 07:00').waitFor();
      await channel.getByLabel('Who reads #security').selectOption('officer');
      await channel.getByRole('button', { name: 'Set' }).click();
      await channel.locator('p').getByText('Answers about incidents, alerts and log lines').waitFor();
      await takePicture(page, 'channels');
      await channel.getByRole('button', { name: 'Remove alerts' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'No, go back' }).click();
      await channel.getByText('Quiet from 22:00').waitFor();
    }));

  test('one’s own account is linked by a code that is shown once', () =>
    visit({ colorScheme: 'light' }, async (page) => {
      await page.goto(`${app.url}/account`);
      await page.getByRole('button', { name: 'Link my chat account' }).click();
      const code = await page.locator('#secret').innerText();
      expect(code).toMatch(/^\/safenest link [A-Z2-9]{4}-[A-Z2-9]{4}$/);
      await takePicture(page, 'link-code', page.getByRole('main'));
      await page.goto(`${app.url}/account`);
      expect(await page.content()).not.toContain(code);
    }));

  test('every card on four platforms', () =>
    visit({ colorScheme: 'light', viewport: { width: 1280, height: 2000 } }, async (page) => {
      await page.goto(`${app.url}/cards`);
      const all = await page.locator('#view option').evaluateAll((options) =>
        options.map((option) => ({
          view: (option as HTMLOptionElement).value,
          words: (option as HTMLOptionElement).text,
        })),
      );
      const views = all.filter(({ view }) => view !== '');
      expect(views.map(({ view }) => view)).toEqual(Object.keys(everyView()));
      if (TAKES_PICTURES) await writeFile(join(IMAGES, '../cards.md'), cardsDocument(views));
      for (const [index, { view }] of views.entries()) {
        if (index > 0 && !TAKES_PICTURES) break;
        await page.getByLabel('Which card').selectOption(view);
        await page.getByRole('button', { name: 'Show', exact: true }).click();
        await page.waitForURL(`${app.url}/cards?view=${view}`);
        for (const platform of ['Console', 'Slack', 'Discord', 'Microsoft Teams'])
          await page.getByRole('heading', { name: platform, exact: true }).waitFor();
        await takePicture(page, `card-${view}`, page.locator('.previews'));
      }
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
      }
    }),
  );

  test('at 360 pixels nothing runs off the side', () =>
    visit({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }, async (page) => {
      for (const path of PAGES) {
        await page.goto(app.url + path);
        await page.evaluate(() => {
          for (const folded of document.querySelectorAll('main details')) folded.setAttribute('open', '');
        });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(over, path).toBeLessThanOrEqual(0);
      }
    }));
});

/** A picture for the documents, when they are asked for: of the page, or of one part of it. */
/** docs/cards.md: every view there is, under its heading. */
const cardsDocument = (views: readonly { view: string; words: string }[]): string => `# What cards look like

Every kind of card on the console, Slack, Discord and Teams, with made-up content. The pictures are of the page \`/cards\` of the
console, which draws them from exactly what is sent to each platform and shows that, too. This page and its pictures are made by
\`SAFENEST_SCREENSHOTS=1 npm run test:browser\`.
${views.map(({ view, words }) => `\n## ${words}\n\n![${words} on the console, Slack, Discord and Teams](images/card-${view}.png)\n`).join('')}`;

async function takePicture(page: Page, name: string, part?: Locator): Promise<void> {
  if (!TAKES_PICTURES) return;
  await mkdir(IMAGES, { recursive: true });
  const bytes = part ? await part.screenshot() : await page.screenshot({ fullPage: true });
  await sharp(bytes)
    .png({ palette: true, quality: 80 })
    .toFile(join(IMAGES, `${name}.png`));
}
