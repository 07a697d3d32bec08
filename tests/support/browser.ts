import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/** Where this machine's Chromium is; null where there is none. `CHROMIUM_PATH` wins. */
export const chromiumPath: string | null =
  process.env.CHROMIUM_PATH ?? PLACES.find((place) => existsSync(place)) ?? null;

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath!,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** A window of its own; `complaints` gathers what the browser held against the page: errors, and policy violations. */
export async function openWindow(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  return { context, page, complaints };
}

/** What a person who sees, hears or types differently would stumble over on this page. */
export const barriers = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
    const shown = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const say = (element: Element, words: string): void => {
      found.push(`${words}: ${element.outerHTML.slice(0, 120)}`);
    };

    if (!document.documentElement.lang) found.push('the page names no language');
    if (document.title.trim() === '') found.push('the page has no title');
    for (const landmark of ['main', 'h1'])
      if (all(landmark).length !== 1) found.push(`${all(landmark).length} × <${landmark}>`);
    const ids = all('[id]').map((element) => element.id);
    for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) found.push(`id twice: ${id}`);
    for (const attribute of ['aria-labelledby', 'aria-describedby', 'for', 'popovertarget', 'list'])
      for (const element of all(`[${attribute}]`))
        for (const id of (element.getAttribute(attribute) ?? '').split(/\s+/))
          if (!document.getElementById(id)) say(element, `${attribute} leads nowhere`);

    for (const field of all('input:not([type=hidden]), select, textarea') as HTMLInputElement[])
      if (shown(field) && !field.labels?.length && !field.getAttribute('aria-label') && !field.ariaHidden)
        say(field, 'a field without a label');
    for (const control of all('button, a[href], summary, [role=button]')) {
      const pictures = [...control.querySelectorAll('img')].map(({ alt }) => alt).join('');
      const name = control.getAttribute('aria-label') ?? `${control.textContent ?? ''}${pictures}`;
      if (shown(control) && name.trim() === '' && !control.closest('[aria-hidden=true][tabindex="-1"]'))
        say(control, 'a control without a name');
    }
    for (const picture of all('img:not([alt])')) say(picture, 'a picture without words');
    for (const drawing of all('svg:not([aria-hidden=true])'))
      if (!drawing.getAttribute('aria-label')) say(drawing, 'a drawing without words');
    for (const element of all('[tabindex]')) if (element.tabIndex > 0) say(element, 'an order of its own');
    let level = 1;
    for (const heading of all('h1, h2, h3, h4').filter(shown)) {
      const next = Number(heading.tagName[1]);
      if (next > level + 1) say(heading, `a heading skips from ${level} to ${next}`);
      level = next;
    }
    for (const table of all('table')) if (!table.querySelector('th')) say(table, 'a table without headings');
    return found;
  });

/** Text whose contrast with what lies behind it is below 4.5 : 1, or 3 : 1 where it is large (WCAG 2.2, 1.4.3). */
export const faintText = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    type Colour = [red: number, green: number, blue: number, alpha: number];
    /** Any colour CSS can say, as the screen shows it. */
    const read = (text: string): Colour => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      return [red!, green!, blue!, alpha! / 255];
    };
    const over = (top: Colour, below: Colour): Colour => {
      const mix = (a: number, b: number) => a * top[3] + b * (1 - top[3]);
      return [mix(top[0], below[0]), mix(top[1], below[1]), mix(top[2], below[2]), 1];
    };
    const behind = (element: Element | null): Colour => {
      if (!element) return read('Canvas');
      const own = read(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own : over(own, behind(element.parentElement));
    };
    const luminance = ([red, green, blue]: Colour): number => {
      const linear = (value: number) =>
        value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };

    const faint: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement!;
      const text = node.textContent!.trim();
      if (text === '' || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (element.closest('.sr-only, .skip, script, style, option, title')) continue;
      const style = getComputedStyle(element);
      const ground = behind(element);
      const ink = over(read(element instanceof SVGElement ? style.fill : style.color), ground);
      const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a) as [number, number];
      const ratio = (light + 0.05) / (dark + 0.05);
      const size = Number.parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} “${text.slice(0, 40)}” in ${element.className}`);
    }
    return [...new Set(faint)];
  });
