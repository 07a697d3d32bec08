import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { barriers, chromiumPath, faintText } from '../support/browser.ts';
import { startPushService } from '../support/push-service.ts';
import { type SignedIn, signIn } from '../support/signed-in.ts';

/** Where pictures of the pages go, to be looked at; none are taken where it is not set. */
const LOOK_AT = process.env.SAFENEST_LOOK_AT;
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const PAGES = ['/delivery', '/exceptions', '/channels', '/alerts/ALR-1', '/account', '/model-pictures'];

if (!chromiumPath) console.info('Browser tests are skipped: no Chromium here; install one or set CHROMIUM_PATH');

/** Each test goes on where the one before it ended. */
describe.skipIf(!chromiumPath)('delivery and exceptions in a browser', () => {
  let folder: string;
  let app: App;
  let signedIn: SignedIn;
  let hook: Server;
  let status = 204;
  const called: Record<string, unknown>[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safenest-delivery-'));
    hook = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        called.push(JSON.parse(body));
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
    const config = readConfig({ PORT: '0', SAFENEST_DATA: folder, DELIVERY_PRIVATE_NETWORKS: '127.0.0.1' });
    app = await startApp(config, silentLog(), {
      first: { name: 'Northwind Clinic', sample: true, admin: { name: 'Sam Okafor', email: 'sam@northwind.example' } },
    });
    const { db } = app.core;
    await raiseTestAlert(db, app.organisation.id, { account: 'maria.lindqvist', lastSeen: new Date() });
    signedIn = await signIn(app, 'sam@northwind.example');
  }, 60_000);
  afterAll(async () => {
    await signedIn?.browser.close();
    await app?.stop();
    hook?.closeAllConnections();
    await new Promise((done) => (hook ? hook.close(done) : done(null)));
    await rm(folder, { recursive: true, force: true });
  });

  const visit: SignedIn['visit'] = (options, run) => signedIn.visit({ colorScheme: 'light', ...options }, run);

  test('a webhook is added by keyboard, its secret shown this once, and a test arrives', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/delivery`);
      await page.getByText('Nothing is told beside the chat').waitFor();
      const webhook = page.locator('details', { hasText: 'Webhook' }).first();
      await webhook.locator('summary').focus();
      await page.keyboard.press('Enter');
      await webhook.getByLabel('Name').fill('Pager');
      await webhook.getByLabel('Address').fill(`http://127.0.0.1:${(hook.address() as AddressInfo).port}/`);
      await webhook.getByLabel('Language').selectOption('de');
      await webhook.getByLabel('Saturday').focus();
      await page.keyboard.press('Space');
      await webhook.getByLabel('Sunday').check();
      await webhook.getByLabel('Quiet from').fill('22:00');
      await webhook.getByLabel('Quiet until').fill('07:00');
      await webhook.getByRole('button', { name: 'Add' }).focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('#secret').textContent()).toMatch(/^whsec_/);
      await page.getByText('Quiet from 22:00 to 07:00 and on Saturday and Sunday').waitFor();
      await page.goto(`${app.url}/delivery`);
      expect(await page.locator('#secret').count()).toBe(0);
      await page.getByRole('button', { name: 'Send a test' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('The test was taken.').waitFor();
      expect(called).toMatchObject([{ type: 'test', data: { title: 'Ein Test von SafeNest' } }]);
    }));

  test('what fails is said where it is set, with what to do, and is over once it works', () =>
    visit({}, async (page) => {
      status = 410;
      await page.goto(`${app.url}/delivery`);
      await page.getByRole('button', { name: 'Send a test' }).click();
      await page.locator('.flash-problem').first().waitFor();
      expect(await page.locator('main').textContent()).toContain('refuses it (410)');
      if (LOOK_AT) await page.screenshot({ path: join(LOOK_AT, 'delivery-failing.png'), fullPage: true });
      expect(await barriers(page)).toEqual([]);
      status = 204;
      await page.getByRole('button', { name: 'Send a test' }).click();
      await page.getByText('The test was taken.').waitFor();
      expect(await page.locator('.flash-problem').count()).toBe(0);
    }));

  test('who is told again is set step by step, with reminders, and stays what it was said to be', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/delivery`);
      const policy = page.locator('form[action="/delivery/policy"]');
      await policy.getByLabel('Alerts from').selectOption('high');
      await policy.locator('[name=after_0]').fill('15');
      await policy.locator('[name=to_0_0]').selectOption({ label: 'Pager (Webhook)' });
      await policy.getByLabel('Then again every').fill('30');
      await policy.getByLabel('One message after').fill('5');
      await policy.getByRole('button', { name: 'Save' }).click();
      await page.getByText('It holds for alerts raised from now on').waitFor();
      expect(await policy.getByLabel('Then again every').inputValue()).toBe('30');
      expect(await policy.getByLabel('One message after').inputValue()).toBe('5');
      expect(await policy.locator('[name=after_0]').inputValue()).toBe('15');
    }));

  test('an alert is called expected, stands among the exceptions, and is told again', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/exceptions`);
      await page.getByText('Nothing is held back').waitFor();
      await page.goto(`${app.url}/alerts/ALR-1`);
      await page.getByText('Leave it alone for a while').click();
      const form = page.locator('form[action$="/expect"]');
      await form.getByLabel('Why').fill('she travels');
      await form.getByRole('button').focus();
      await page.keyboard.press('Enter');
      await page.locator('.flash').first().waitFor();
      await page.goto(`${app.url}/exceptions`);
      await page.getByText('she travels').waitFor();
      await page.getByRole('button', { name: 'End now' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'End now' }).click();
      await page.getByText('ALR-1 is told again').waitFor();
      await page.getByText('Nothing is held back').waitFor();
    }));

  test('the language of messages to oneself is chosen on the account page', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/account`);
      await page.getByLabel('Language of messages to you').selectOption('fr');
      await page.locator('form[action="/account"]').getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved.').waitFor();
      expect(await page.getByLabel('Language of messages to you').inputValue()).toBe('fr');
    }));

  test.each(['light', 'dark'] as const)('%s: text can be read, and nothing stands in anyone’s way', (colorScheme) =>
    visit({ colorScheme }, async (page) => {
      for (const path of PAGES)
        for (const width of [1280, 360]) {
          await page.setViewportSize({ width, height: 800 });
          await page.goto(app.url + path);
          for (const fold of await page.locator('details.fold').all())
            await fold.evaluate((one) => one.setAttribute('open', ''));
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

  test('every field and button of the page is reached by Tab, in its order', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/delivery`);
      const wanted = await page.evaluate(
        () =>
          [
            ...document.querySelectorAll<HTMLElement>(
              'main :is(a[href], button, summary, input:not([type=hidden]), select)',
            ),
          ].filter((element) => element.checkVisibility()).length,
      );
      await page.locator('main').evaluate((main) => {
        const start = main.querySelector<HTMLElement>('a[href]')!;
        start.focus();
      });
      const seen = await page.evaluate(() => [document.activeElement?.outerHTML.slice(0, 200)]);
      for (let i = 1; i < wanted; i++) {
        await page.keyboard.press('Tab');
        seen.push(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200)));
        expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
      }
      expect(seen).toHaveLength(wanted);
    }));

  test('this browser is switched on, its worker shows what it is told, and signing out ends it', () =>
    visit({ permissions: ['notifications'], userAgent: CHROME }, async (page) => {
      const service = await startPushService();
      const { subscription } = service.browser();
      // a browser here reaches no service of its maker: all but its answer is the real thing
      await page.addInitScript((given) => {
        const fake = {
          toJSON: () => given,
          unsubscribe: async () => localStorage.setItem('ended', 'yes') === undefined,
        };
        let current: typeof fake | null = null;
        PushManager.prototype.subscribe = async function subscribe() {
          localStorage.setItem('on', 'yes');
          current = fake;
          return fake as unknown as PushSubscription;
        };
        PushManager.prototype.getSubscription = async function getSubscription() {
          return (current ?? (localStorage.getItem('on') ? fake : null)) as unknown as PushSubscription;
        };
      }, subscription);
      const workers = await page.context().newCDPSession(page);
      const registered = new Promise<string>((done) =>
        workers.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [one] }) => {
          if (one) done(one.registrationId);
        }),
      );
      await workers.send('ServiceWorker.enable');
      await page.goto(`${app.url}/account`);
      await page.getByRole('button', { name: 'Switch on in this browser' }).click();
      await page.getByText('127.0.0.1:').waitFor();
      expect(await page.getByText('Chrome').count()).toBeGreaterThan(0);
      if (LOOK_AT) await page.screenshot({ path: join(LOOK_AT, 'account-notifications.png'), fullPage: true });
      expect(await barriers(page)).toEqual([]);
      const told = {
        title: 'critical: ALR-7 40 failed logins',
        body: 'Northwind',
        url: '/alerts/ALR-1',
        tag: 't',
        severity: 'critical',
      };
      const shown = () =>
        page.evaluate(async () => {
          const all = await (await navigator.serviceWorker.ready).getNotifications();
          return all.map(({ title, body, data, requireInteraction }) => ({ title, body, data, requireInteraction }));
        });
      const deliver = async (data: string) =>
        workers.send('ServiceWorker.deliverPushMessage', { origin: app.url!, registrationId: await registered, data });
      await deliver(JSON.stringify(told));
      await expect
        .poll(shown)
        .toEqual([{ title: told.title, body: told.body, data: { url: told.url }, requireInteraction: true }]);
      // what is not ours to read is shown as something all the same, and leads to our own pages alone
      const titlesAfterHostile = async () => {
        // Chromium drops a message that comes while it still works on the one before
        await deliver('<script>');
        return (await shown()).map(({ title }) => title);
      };
      await expect.poll(titlesAfterHostile, { interval: 1000 }).toContain('SafeNest');
      // nobody vouches for that service here: what it came to stands beside it
      await page.getByRole('button', { name: 'Send a test to Chrome' }).click();
      await page.getByText('fails since').waitFor();
      await page.getByRole('button', { name: 'Remove Chrome' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await page.getByText('is told nothing more').waitFor();
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await page.waitForURL('**/sign-in');
      expect(await page.evaluate(() => localStorage.getItem('ended'))).toBe('yes');
      await service.stop();
    }));
});
