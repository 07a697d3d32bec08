import { copyFile, mkdir, mkdtemp, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { barriers, chromiumPath, faintText } from '../support/browser.ts';
import { sharedFile } from '../support/shared-data.ts';
import { type SignedIn, signIn } from '../support/signed-in.ts';

const models = sharedFile('models');
const people = sharedFile('data/lfw10');
const IMAGES = join(import.meta.dirname, '../../docs/images');
const TAKES_PICTURES = process.env.SAFENEST_SCREENSHOTS === '1';
const HOUR = 3_600_000;
const ENROLLED = ['Gerhard Schroeder', 'Colin Powell', 'Tony Blair'];

if (!chromiumPath) console.info('Browser tests are skipped: no Chromium here; install one or set CHROMIUM_PATH');

/** The nth photograph of somebody. */
const photo = (name: string, number: number): string => {
  const folder = name.replaceAll(' ', '_');
  return join(people!, folder, `${folder}_${String(number).padStart(4, '0')}.jpg`);
};

/** Each test goes on where the one before it ended, as a new user would. */
describe.skipIf(!chromiumPath || !models || !people)('people, cameras and pictures in a browser', () => {
  let folder: string;
  /** Where cameras upload. */
  let uploads: string;
  let app: App;
  let signedIn: SignedIn;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safenest-recognition-'));
    uploads = join(folder, 'uploads');
    await mkdir(uploads);
    const config = readConfig({
      PORT: '0',
      SAFENEST_DATA: folder,
      SAFENEST_MODELS: models!,
      SAFENEST_CAMERA_FOLDER: uploads,
    });
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

  /** A window of theirs; at the end the browser must have had nothing to complain about. */
  const visit: SignedIn['visit'] = (options, run) => signedIn.visit({ colorScheme: 'light', ...options }, run);
  const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });
  const flash = (page: Page): Promise<string> => page.locator('.flash').first().innerText();
  /** The page of somebody, by the name on their tile. */
  async function open(page: Page, name: string | RegExp): Promise<void> {
    await page.goto(`${app.url}/people`);
    await page.locator('.tile h2 a', { hasText: name }).first().click();
    await page.getByRole('heading', { level: 1 }).waitFor();
  }
  /** A camera uploads a picture into its folder, taken so long ago. */
  async function upload(camera: string, file: string, age: number): Promise<void> {
    const [theirs, whole] = [join(uploads, camera), join(folder, `${camera}-${age}.jpg`)];
    await mkdir(theirs, { recursive: true });
    await copyFile(file, whole);
    const takenAt = new Date(Date.now() - age);
    await utimes(whole, takenAt, takenAt);
    await rename(whole, join(theirs, `${age}.jpg`));
  }
  /** Drops files onto the page as a hand with a mouse does. */
  async function drop(page: Page, paths: readonly string[]): Promise<void> {
    const files = await Promise.all(
      paths.map(async (path) => ({ name: basename(path), bytes: [...(await readFile(path))] })),
    );
    const dropped = await page.evaluateHandle((given) => {
      const data = new DataTransfer();
      for (const { name, bytes } of given)
        data.items.add(
          new File([new Uint8Array(bytes)], name, { type: name.endsWith('.jpg') ? 'image/jpeg' : 'text/plain' }),
        );
      return data;
    }, files);
    await page.dispatchEvent('#drop', 'drop', { dataTransfer: dropped });
  }

  /** As a person's hand does it: a page cannot make a folder by itself. */
  async function dropFolder(page: Page, onto: string, path: string): Promise<void> {
    const input = await page.context().newCDPSession(page);
    const box = (await page.locator(onto).boundingBox())!;
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await input.send('Input.dispatchDragEvent', { type, x: box.x + box.width / 2, y: box.y + box.height / 2, data });
  }

  test('nobody is recognised before an admin records the consent', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/people/enrol`);
      await page.getByText('until the organisation’s consent is recorded').waitFor();
      expect(await page.locator('#enrol').count()).toBe(0);
      await page.goto(`${app.url}/people`);
      await page.getByText('Nobody yet').waitFor();
      await page.getByLabel('The policy people were told').fill('Cameras at the doors recognise staff; kept 30 days.');
      await page.getByRole('button', { name: 'Record the consent' }).click();
      expect(await flash(page)).toContain('faces are recognised from now on');
      await page.getByText('recorded by Sam Okafor').waitFor();
    }));

  test('three people are enrolled, with a verdict on each picture', () =>
    visit({}, async (page) => {
      const broken = join(folder, 'broken.jpg');
      await writeFile(broken, 'no picture at all');
      for (const name of ENROLLED) {
        await page.goto(`${app.url}/people`);
        await page.getByRole('button', { name: 'Enrol somebody' }).click();
        await field(page, 'Name').fill(name);
        const bad = name === 'Colin Powell' ? [broken, photo(name, 2)] : [];
        const pictures = [2, 3, 4].map((number) => photo(name, number));
        if (bad.length > 0) {
          const none = join(import.meta.dirname, 'recognition.test.ts');
          await page.locator('#pictures').setInputFiles([...pictures, none, ...bad]);
          await page.locator('#enrol-say').getByText('as no pictures: recognition.test.ts.').waitFor();
        } else await drop(page, pictures);
        await page.getByLabel('What they agreed to').fill('I agree to be recognised at the doors.');
        await expect.poll(() => page.locator('#chosen img').count()).toBe(3 + (bad.length && 1));
        await page.getByRole('button', { name: 'Enrol', exact: true }).click();
        await page.getByRole('heading', { name: `of ${name} were taken` }).waitFor();
        if (bad.length === 0) continue;
        const verdicts = page.locator('.verdicts li');
        expect(await verdicts.nth(0).innerText()).toMatch(/Taken\. Similarity to the others 0\.\d\d/);
        expect(await verdicts.nth(3).innerText()).toContain('no picture that can be read');
        expect(await verdicts.nth(4).innerText()).toContain('the same picture as another one');
      }
    }));

  test('a picture is dropped, and taken out again', () =>
    visit({}, async (page) => {
      await page.goto(`${app.url}/people/enrol`);
      const visitor = join(folder, 'visitor.jpg');
      await copyFile(photo('Hugo Chavez', 2), visitor);
      await drop(page, [visitor]);
      await page.getByRole('img', { name: 'visitor.jpg' }).waitFor();
      expect(await page.locator('#enrol-say').innerText()).toContain('1 picture is chosen');
      await page.getByRole('button', { name: 'Leave visitor.jpg out' }).click();
      expect(await page.locator('#chosen li').count()).toBe(0);
      expect(await page.locator('#pictures').evaluate((input) => (input as HTMLInputElement).files?.length)).toBe(0);

      // what is not taken is told by name
      const many = Array.from({ length: 11 }, (_, i) => join(folder, `many-${i}.jpg`));
      for (const path of many) await copyFile(visitor, path);
      await drop(page, [join(import.meta.dirname, 'recognition.test.ts'), ...many]);
      const said = page.locator('#enrol-say');
      await expect.poll(() => said.innerText()).toContain('10 pictures are chosen.');
      expect(await said.innerText()).toContain('at most 10 are taken at once: many-10.jpg.');
      expect(await said.innerText()).toContain('as no pictures: recognition.test.ts.');

      // of a folder the pictures in it are taken, here and with a question
      const album = join(folder, 'album');
      await mkdir(join(album, 'more'), { recursive: true });
      await copyFile(photo('Hugo Chavez', 2), join(album, 'one.jpg'));
      await copyFile(photo('Hugo Chavez', 3), join(album, 'more', 'two.jpg'));
      await writeFile(join(album, 'notes.txt'), 'no picture');
      await page.goto(`${app.url}/people/enrol`);
      await dropFolder(page, '#drop', album);
      await expect.poll(() => page.locator('#chosen img').count()).toBe(2);
      await page.goto(`${app.url}/`);
      await dropFolder(page, '#question', album);
      await page.getByRole('img', { name: 'two.jpg' }).waitFor();
      expect(await page.getByRole('img', { name: 'one.jpg' }).count()).toBe(1);
    }));

  test('a camera is added, its pictures come into its folder, and what they show is told', () =>
    visit({}, async (page) => {
      for (const [name, place] of [
        ['Front door', 'Building A'],
        ['Loading dock', ''],
        ['Back yard', 'Building B'],
      ] as const) {
        await page.goto(`${app.url}/cameras`);
        await field(page, 'Name').fill(name);
        await field(page, 'Where it is').fill(place);
        await page.getByRole('button', { name: 'Add', exact: true }).click();
        expect(await flash(page)).toContain(`${name} is added as CAM-`);
      }
      await page.getByText('Its first picture appears here').waitFor();
      await page.getByText('/api/v1/cameras/CAM-3/frames').waitFor();

      await upload('back-yard', await drawnYard(folder), 60_000);
      await upload('front-door', photo('Gerhard Schroeder', 6), 50 * HOUR);
      await upload('front-door', photo('Gerhard Schroeder', 7), 3 * HOUR);
      await upload('loading-dock', photo('Hugo Chavez', 1), 2 * HOUR);
      // which of two is told first decides whether they are one alert
      await expect
        .poll(
          async () => {
            await page.goto(`${app.url}/events?camera=CAM-2`);
            return page.locator('.tile').count();
          },
          { timeout: 60_000, interval: 500 },
        )
        .toBe(1);
      await upload('loading-dock', photo('Hugo Chavez', 3), HOUR);
      await upload('front-door', photo('Tony Blair', 8), 30_000);
      await expect
        .poll(
          async () => {
            await page.goto(`${app.url}/events`);
            return page.locator('.tile').count();
          },
          { timeout: 60_000, interval: 1000 },
        )
        .toBe(5);

      await page.getByLabel('Camera').selectOption('CAM-1');
      await page.getByRole('button', { name: 'Show' }).click();
      await expect.poll(() => page.locator('.tile').count()).toBe(3);
      const latest = page.locator('.tile').first();
      expect(await latest.innerText()).toContain('Tony Blair');
      await latest.getByRole('link').last().click();
      await page.getByRole('heading', { level: 1, name: 'Tony Blair' }).waitFor();
      expect(await page.locator('.marked img').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(250);
      expect(await page.locator('.marked rect title').allTextContents()).toContain('Tony Blair');
      await page.getByText(/by the face in 1 picture, 0\.\d\d alike/).waitFor();
      await page.getByRole('link', { name: /^PER-/ }).first().click();
      await page.getByRole('heading', { level: 1, name: 'Tony Blair' }).waitFor();

      // The stranger's alert shows the picture, and leads to the event and to their page.
      await page.goto(`${app.url}/alerts/ALR-1`);
      const seen = page.getByRole('region', { name: 'What the camera saw' });
      expect(await seen.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(250);
      expect(await seen.getByRole('link', { name: /^EVT-/ }).count()).toBe(2);
      await seen.getByRole('link', { name: /^Person_/ }).click();
      await page.getByText('nobody gave them a name yet').waitFor();

      await page.goto(`${app.url}/cameras`);
      expect(await page.locator('.tile').first().innerText()).toContain('Online');
      await page.goto(`${app.url}/people`);
      expect(await page.locator('.tile').count()).toBe(4);
    }));

  test('zones are drawn by mouse and by keyboard, taken back, and saved', () =>
    visit({ viewport: { width: 1280, height: 1100 } }, async (page) => {
      await page.goto(`${app.url}/cameras/CAM-3`);
      const lines = page.locator('#zones-list li');
      await page.getByRole('button', { name: 'Draw a zone' }).click();
      const area = (await page.locator('.marked svg').boundingBox())!;
      for (const [x, y] of [
        [0.1, 0.3],
        [0.6, 0.3],
        [0.6, 0.95],
        [0.1, 0.95],
      ] as const)
        await page.mouse.click(area.x + x * area.width, area.y + y * area.height);
      await page.getByRole('button', { name: 'Finish the shape' }).click();
      await expect.poll(() => lines.count()).toBe(1);
      await page.getByLabel('Name of zone 1').fill('Gate');
      const kind = page.getByLabel('Kind of zone 1');
      await kind.selectOption({ index: 2 });
      // chosen by keyboard: whoever does so stays where they are
      await kind.focus();
      await page.keyboard.press('ArrowUp');
      expect(await kind.evaluate((select) => select === document.activeElement)).toBe(true);
      await kind.selectOption('entry');

      // By keyboard alone: a triangle in the middle.
      await page.getByRole('button', { name: 'Draw a privacy mask' }).focus();
      for (const key of ['Enter', 'Enter', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter', 'Shift+ArrowUp', 'Enter'])
        await page.keyboard.press(key);
      await page.getByRole('button', { name: 'Finish the shape' }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => lines.count()).toBe(2);
      expect(await page.locator('#zones-say').innerText()).toContain('Privacy mask 1 is drawn');

      // A corner moves with the arrow keys, and a shape that was removed comes back.
      const corner = page.getByRole('button', { name: 'Gate, corner 1' });
      const before = Number(await corner.getAttribute('cx'));
      await corner.focus();
      await page.keyboard.press('ArrowRight');
      expect(Number(await page.locator('.corner:focus').getAttribute('cx'))).toBeCloseTo(before + 10);
      await page.getByRole('button', { name: 'Remove Gate' }).click();
      await expect.poll(() => lines.count()).toBe(1);
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect.poll(() => lines.count()).toBe(2);

      // Escape gives up; two corners are no shape.
      await page.getByRole('button', { name: 'Draw a zone' }).click();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Finish the shape' }).click();
      await page.locator('#zones-help').getByText('at least 3 corners').waitFor();
      await page.locator('.marked svg').focus();
      await page.keyboard.press('Escape');
      await takePicture(page, 'camera-zones');

      await page.getByRole('button', { name: 'Save zones and masks' }).click();
      expect(await flash(page)).toContain('Saved: 1 zone, 1 privacy mask.');
      expect(await page.getByLabel('Name of zone 1').inputValue()).toBe('Gate');
      expect(await page.getByLabel('Kind of zone 1').inputValue()).toBe('entry');
      expect(await page.locator('.marked .zone').count()).toBe(2);

      // What is drawn and was not finished is kept, too; two corners are no shape, and nothing is saved.
      await page.getByRole('button', { name: 'Draw a privacy mask' }).focus();
      for (const key of ['Enter', 'Enter', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
      await page.getByRole('button', { name: 'Save zones and masks' }).click();
      await page.locator('#zones-help').getByText('nothing was saved').waitFor();
      await page.locator('.marked svg').focus();
      for (const key of ['Shift+ArrowUp', 'Enter']) await page.keyboard.press(key);
      await page.getByRole('button', { name: 'Save zones and masks' }).click();
      expect(await flash(page)).toContain('Saved: 1 zone, 2 privacy masks.');
      await page.getByRole('button', { name: 'Remove Privacy mask 2' }).click();
      await page.getByRole('button', { name: 'Save zones and masks' }).click();
      await page.getByText('Saved: 1 zone, 1 privacy mask.').waitFor();
    }));

  test('a corner is dragged', () =>
    visit({ viewport: { width: 1280, height: 1100 } }, async (page) => {
      await page.goto(`${app.url}/cameras/CAM-3`);
      const moved = page.locator('[data-corner="0-2"]');
      const drag = async (): Promise<number> => {
        const area = (await page.locator('.marked svg').boundingBox())!;
        const box = (await page.getByRole('button', { name: 'Gate, corner 3' }).boundingBox())!;
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        await page.mouse.down();
        await page.mouse.move(area.x + 0.8 * area.width, area.y + 0.8 * area.height, { steps: 4 });
        await page.mouse.up();
        return Number(await moved.getAttribute('cx'));
      };
      // the picture may still be moving into its place
      await expect.poll(drag, { timeout: 10_000 }).toBeCloseTo(800, -1);
      await page.getByRole('button', { name: 'Undo' }).click();
      expect(Number(await moved.getAttribute('cx'))).toBeCloseTo(600, -1);
    }));

  test('somebody’s page: right, wrong, split, merged, renamed, and each taken back', () =>
    visit({}, async (page) => {
      const done = async (words: string | RegExp): Promise<void> => {
        await page.locator('.flash').getByText(words).waitFor();
      };
      const undo = async (): Promise<void> => {
        await page.getByRole('button', { name: 'Undo' }).click();
        await done('Undone.');
      };
      const tiles = page.locator('.tiles .tile');
      await open(page, 'Gerhard Schroeder');
      expect(await tiles.count()).toBe(5);
      await page.getByText('2 times at Front door (2)').waitFor();
      expect(await page.locator('.dot').count()).toBe(2);

      await page.getByRole('button', { name: 'This is right' }).first().click();
      await done('Confirmed: this picture shows Gerhard Schroeder.');
      await page.getByRole('button', { name: 'Not them picture 5' }).click();
      await done('Taken away, and remembered.');
      expect(await tiles.count()).toBe(4);
      await undo();
      expect(await tiles.count()).toBe(5);

      await page.getByRole('checkbox', { name: 'Choose picture 4' }).check();
      await page.getByRole('checkbox', { name: 'Choose picture 5' }).check();
      await page.getByRole('button', { name: 'Make the chosen somebody new' }).click();
      await done('somebody new now');
      expect(await tiles.count()).toBe(2);
      await field(page, 'Name').fill('Gerhard at the door');
      await page.getByRole('button', { name: 'Give them this name' }).click();
      await done('This is Gerhard at the door from now on.');
      await undo();

      await page.goto(`${app.url}/people`);
      const chosen = page.getByRole('checkbox');
      await chosen.nth(0).check();
      await page.getByRole('button', { name: 'Merge the two chosen' }).click();
      await done('Choose exactly two people to merge.');
      await page.locator('.tile', { hasText: 'Gerhard Schroeder' }).getByRole('checkbox').check();
      await page.locator('.tile').first().getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Merge the two chosen' }).click();
      // they were split, so they were said to differ
      await page.getByText('Somebody said that').waitFor();
      await page.getByRole('button', { name: 'Merge them anyway' }).click();
      await done('The two are one now, Gerhard Schroeder.');
      expect(await tiles.count()).toBe(5);
      await undo();
      expect(await tiles.count()).toBe(3);
      await page.goto(`${app.url}/people`);
      await page.locator('.tile', { hasText: 'Gerhard Schroeder' }).getByRole('checkbox').check();
      await page.locator('.tile').first().getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Merge the two chosen' }).click();
      await page.getByRole('button', { name: 'Merge them anyway' }).click();
      await done('The two are one now');
    }));

  test('who is this? when did we last see them?', () =>
    visit({}, async (page) => {
      const answered = page.locator('.turn[aria-busy="false"]').last();
      const picturesOf = (turn: Locator): Promise<number[]> =>
        turn.locator('.card img').evaluateAll(async (images) => {
          for (const image of images as HTMLImageElement[]) image.loading = 'eager';
          await Promise.all((images as HTMLImageElement[]).map((image) => image.decode()));
          return (images as HTMLImageElement[]).map((image) => image.naturalWidth);
        });
      await page.goto(app.url!);
      await page.locator('#pictures').setInputFiles(photo('Colin Powell', 8));
      await page.getByLabel('Your question').fill('Who is this?');
      await page.keyboard.press('Enter');
      await answered.getByText('Colin Powell').first().waitFor({ timeout: 30_000 });
      expect(Math.min(...(await picturesOf(answered)))).toBeGreaterThan(50);

      await page.locator('#pictures').setInputFiles(photo('Vladimir Putin', 2));
      await page.getByLabel('Your question').fill('Who is this?');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('.turn[aria-busy="false"]').count()).toBe(2);
      for (const name of ENROLLED) expect(await answered.locator('.answer').innerText()).not.toContain(name);

      await page.getByLabel('Your question').fill('When did we last see Gerhard Schroeder?');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('.turn[aria-busy="false"]').count()).toBe(3);
      expect(await answered.locator('.answer').innerText()).toContain('Front door');
      expect(Math.min(...(await picturesOf(answered)))).toBeGreaterThan(50);
      for (const kind of ['people', 'cameras', 'events']) {
        const links = answered.locator(`a[href*="/${kind}/"]`);
        for (const href of await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href)))
          expect((await page.request.get(href)).status(), href).toBe(200);
      }
      expect(await answered.locator('a[href*="/people/PER-"]').count()).toBeGreaterThan(0);
    }));

  const PAGES = [
    '/cameras',
    '/cameras/CAM-1',
    '/cameras/CAM-2',
    '/events',
    '/events/EVT-1',
    '/events?risk=high',
    '/alerts/ALR-1',
  ];
  const PEOPLE = ['/people', '/people?q=nobody', '/people/enrol', '/people/PER-1', '/people/enrol?person=PER-1', '/'];

  test.each(['light', 'dark'] as const)('%s: text can be read, and nothing stands in anyone’s way', (colorScheme) =>
    visit({ colorScheme }, async (page) => {
      for (const path of [...PAGES, ...PEOPLE]) {
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
      for (const path of [...PAGES, ...PEOPLE]) {
        await page.goto(app.url + path);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(over, path).toBeLessThanOrEqual(0);
      }
    }));

  test('without scripts: enrolled, judged, consent taken back, forgotten, and the camera switched off', () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${app.url}/people/enrol`);
      await field(page, 'Name').fill('Ariel Sharon');
      await page.locator('#pictures').setInputFiles([photo('Ariel Sharon', 2), photo('Ariel Sharon', 3)]);
      await page.getByRole('button', { name: 'Enrol', exact: true }).click();
      await page.getByRole('heading', { name: /\d of 2 pictures of Ariel Sharon were taken/ }).waitFor();
      await page.getByText('three to five recognise them much better').waitFor();
      await page.getByRole('button', { name: 'Open Ariel Sharon' }).click();

      await page.getByLabel('They agreed: their words').fill('Yes.');
      await page.getByRole('button', { name: 'Record consent' }).click();
      expect(await flash(page)).toContain('Their consent is recorded.');
      await page.getByLabel('They took it back: their words').fill('No longer.');
      await page.getByRole('button', { name: 'Record that it was taken back' }).click();
      await page.getByRole('button', { name: 'Yes, do it' }).click();
      expect(await flash(page)).toContain('is erased');

      await page.getByRole('button', { name: 'Forget Ariel Sharon' }).click();
      await page.getByRole('button', { name: 'Yes, do it' }).click();
      await page.waitForURL(`${app.url}/people`);
      expect(await flash(page)).toContain('is forgotten');
      expect(await page.locator('.tile', { hasText: 'Ariel Sharon' }).count()).toBe(0);

      await page.goto(`${app.url}/cameras/CAM-2`);
      await page.getByText('Drawing zones needs scripts').waitFor();
      await page.getByRole('button', { name: 'Switch off' }).click();
      expect(await flash(page)).toContain('Loading dock is off');
      await page.getByRole('button', { name: 'Switch on' }).click();
    }));

  test('what a zone counts, and whether it is on, is chosen by keyboard and saved; how long somebody must stay is its rule’s', () =>
    visit({ viewport: { width: 1280, height: 1100 } }, async (page) => {
      await page.goto(`${app.url}/cameras/CAM-3`);
      const counts = page.locator('#zones-list summary').first();
      const only = page.locator('#zones-list li').first().getByRole('checkbox');
      const press = async (what: Locator, key: string): Promise<void> => {
        await what.focus();
        await page.keyboard.press(key);
      };
      expect(await counts.getAttribute('aria-label')).toBe('Gate: Counts everything');
      await press(counts, 'Enter');
      await press(only.nth(0), 'Space');
      await press(only.nth(1), 'Space');
      expect(await counts.innerText()).toMatch(/^Counts only \S+, \S+/);
      await page.getByRole('button', { name: 'Undo' }).click();
      expect(await counts.innerText()).toMatch(/^Counts only [^,]+$/);
      await press(page.getByRole('switch', { name: 'Gate is on' }), 'Space');
      expect(await page.locator('#zones-say').innerText()).toBe('Gate is off. Save to keep it so.');
      // whoever pressed it is where they were
      expect(await page.locator('[role="switch"]:focus').getAttribute('aria-label')).toBe('Gate is on');
      await press(page.getByRole('button', { name: 'Save zones and masks' }), 'Enter');
      expect(await flash(page)).toContain('Saved: 1 zone, 1 privacy mask.');
      expect(await page.getByRole('switch', { name: 'Gate is on' }).isChecked()).toBe(false);
      expect(await counts.innerText()).toMatch(/^Counts only [^,]+$/);
      expect(await page.locator('.marked .zone-off').count()).toBe(1);

      await page.goto(`${app.url}/rules`);
      await page.locator('tr', { hasText: 'Somebody in a restricted zone' }).locator('a.ref').click();
      const stays = page.getByLabel('Stays at least (seconds)');
      await stays.fill('90');
      await stays.press('Enter');
      await page.locator('.flash').first().waitFor();
      expect(await page.getByLabel('Stays at least (seconds)').inputValue()).toBe('90');
    }));

  test('unsure faces are gone through, chosen and put away by keyboard alone', () =>
    visit({ viewport: { width: 1280, height: 1100 } }, async (page) => {
      // from now on every face is too small to be sure of
      await page.goto(`${app.url}/people/recognition`);
      const size = page.getByLabel('Least size of a face, in pixels');
      await size.fill('200');
      await page.getByRole('button', { name: 'Try these values' }).click();
      expect(await page.locator('#tried tbody tr').nth(0).innerText()).toMatch(/Somebody known\s+[1-9]\d*\s+0/);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      expect(await flash(page)).toContain('Saved. It holds for faces seen from now on.');
      for (const [n, age] of [7, 9, 10].map((nth, index) => [nth, 20_000 - index * 5000] as const))
        await upload('front-door', photo('Tony Blair', n), age);
      const boxes = page.getByRole('checkbox', { name: /^Choose face/ });
      await expect
        .poll(
          async () => {
            await page.goto(`${app.url}/people/unsure`);
            return boxes.count();
          },
          { timeout: 60_000, interval: 1000 },
        )
        .toBeGreaterThanOrEqual(3);
      const before = await boxes.count();
      const focused = (): Promise<number> =>
        boxes.evaluateAll((all) => all.indexOf(document.activeElement as HTMLElement));
      await boxes.first().focus();
      for (const key of ['ArrowRight', 'Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
      expect(await focused()).toBe(2);
      expect(await page.locator('#open-faces-say').innerText()).toBe('2 faces chosen');
      await page.keyboard.press('ArrowLeft');
      expect(await focused()).toBe(1);
      await page.keyboard.press('Space');
      expect(await page.locator('#open-faces-say').innerText()).toBe('1 face chosen');
      const away = page.locator('button[name="all"][value="nobody"]');
      await away.focus();
      await page.keyboard.press('Enter');
      await page.locator('.flash').getByText('1 face put away.').waitFor();
      await expect.poll(() => boxes.count()).toBe(before - 1);
      await page.getByRole('button', { name: /^Undo/ }).first().focus();
      await page.keyboard.press('Enter');
      await page.locator('.flash').getByText('Undone').waitFor();
      await expect.poll(() => boxes.count()).toBe(before);

      await page.goto(`${app.url}/people/recognition`);
      await page.getByRole('button', { name: 'Put back what held before' }).click();
      expect(await size.inputValue()).toBe('20');
    }));

  test('somebody is forgotten after a question', () =>
    visit({}, async (page) => {
      await open(page, 'Tony Blair');
      await page.getByRole('button', { name: 'Forget Tony Blair' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'No, go back' }).click();
      await page.getByRole('button', { name: 'Forget Tony Blair' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Forget Tony Blair' }).click();
      await page.waitForURL(`${app.url}/people`);
      expect(await flash(page)).toContain('is forgotten');
      expect(await page.locator('.tile', { hasText: 'Tony Blair' }).count()).toBe(0);
    }));
});

/** A yard with a gate and a window: nobody's picture. */
async function drawnYard(folder: string): Promise<string> {
  const file = join(folder, 'yard.jpg');
  const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="540"><rect width="960" height="300" fill="#a9bccb"/>
<rect y="290" width="960" height="250" fill="#8f8a80"/><path d="M0 540 400 300h160l400 240z" fill="#a5a097"/>
<rect x="120" y="120" width="380" height="200" fill="#b98b6b"/><rect x="170" y="180" width="90" height="70" fill="#dfe9ef"/>
<rect x="330" y="190" width="90" height="130" fill="#5b4636"/><rect x="640" y="160" width="220" height="160" fill="none" stroke="#3d4a46" stroke-width="10"/>
<path d="M684 160v160M728 160v160M772 160v160M816 160v160" stroke="#3d4a46" stroke-width="6"/></svg>`;
  await sharp(Buffer.from(scene)).jpeg({ quality: 90 }).toFile(file);
  return file;
}

/** A picture for the documents, when they are asked for: of the page, or of one part of it. */
async function takePicture(page: Page, name: string, part?: Locator): Promise<void> {
  if (!TAKES_PICTURES) return;
  await mkdir(IMAGES, { recursive: true });
  const bytes = part ? await part.screenshot() : await page.screenshot({ fullPage: true });
  await sharp(bytes)
    .png({ palette: true, quality: 80 })
    .toFile(join(IMAGES, `${name}.png`));
}
