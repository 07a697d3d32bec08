import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createPdfPrinter } from '../../src/media/print-pdf.ts';
import { chromiumPath } from '../support/browser.ts';

const PAGE = '<!doctype html><title>Report</title><h1>Weekly report</h1><img src="http://127.0.0.1:9/x.png">';

describe('a page as a PDF', () => {
  test.skipIf(!chromiumPath)(
    'by a Chromium that is there, several one after the other',
    { timeout: 90_000 },
    async () => {
      const printer = createPdfPrinter(chromiumPath);
      const made = await Promise.all([printer.print(PAGE), printer.print(PAGE)]);
      for (const bytes of made) expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    },
  );

  test('says what to install where there is none, and what is wrong with the one that is set', async () => {
    await expect(createPdfPrinter(null, ['no-such-browser']).print(PAGE)).rejects.toThrow(
      /no Chromium here.*CHROMIUM_PATH/,
    );
    await expect(createPdfPrinter('/no/such/chromium').print(PAGE)).rejects.toThrow(
      /names \/no\/such\/chromium, which does not start/,
    );
  });

  test('one that makes no PDF keeps nobody from the next', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'safenest-browser-'));
    const lazy = join(folder, 'lazy');
    await writeFile(lazy, '#!/bin/sh\nexit 0\n');
    await chmod(lazy, 0o755);
    const printer = createPdfPrinter(lazy);
    await expect(printer.print(PAGE)).rejects.toThrow(/made no PDF/);
    await expect(printer.print(PAGE)).rejects.toMatchObject({ code: 'unavailable' });
    await rm(folder, { recursive: true });
  });
});
