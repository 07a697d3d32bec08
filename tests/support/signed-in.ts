import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { App } from '../../src/app.ts';
import { launchBrowser, openWindow } from './browser.ts';

export interface SignedIn {
  browser: Browser;
  session: Awaited<ReturnType<BrowserContext['storageState']>>;
  /** A window of theirs; at the end the browser must have had nothing to complain about. */
  visit(options: BrowserContextOptions, run: (page: Page) => Promise<void>): Promise<void>;
}

/** A browser in which somebody has signed in to the console by their link. */
export async function signIn(app: App, email: string): Promise<SignedIn> {
  const browser = await launchBrowser();
  const { context, page } = await openWindow(browser);
  await page.goto(await app.signInLink(email));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${app.url}/`);
  const session = await context.storageState();
  await context.close();
  return {
    browser,
    session,
    async visit(options, run) {
      const opened = await openWindow(browser, { storageState: session, ...options });
      await run(opened.page);
      await opened.context.close();
      expect(opened.complaints).toEqual([]);
    },
  };
}
