import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SafeNestError } from '../errors.ts';

/** Browsers that print, by the names they go by on the PATH. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const LONGEST_MS = 30_000;

/** Makes PDFs of pages of ours. */
export interface PdfPrinter {
  /** A whole HTML document as a PDF. Fails with `unavailable`, in words that say what to install, where no browser is found. */
  print(document: string, signal?: AbortSignal): Promise<Buffer>;
}

/**
 * Prints with a Chromium that is there: the one of the settings, else one on the PATH. One page at a time, in a folder of its own that
 * is gone afterwards. No address can be reached from it, and a page says by its own policy that nothing in it runs.
 */
export function createPdfPrinter(path: string | null, names: readonly string[] = NAMES): PdfPrinter {
  let found: Promise<string> | null = null;
  let line: Promise<unknown> = Promise.resolve();

  const browser = (): Promise<string> => {
    found ??= findBrowser(path, names).catch((error) => {
      found = null;
      throw error;
    });
    return found;
  };
  async function printNow(document: string, signal?: AbortSignal): Promise<Buffer> {
    signal?.throwIfAborted();
    const program = await browser();
    const folder = await mkdtemp(join(tmpdir(), 'safenest-pdf-'));
    try {
      const [page, pdf] = [join(folder, 'page.html'), join(folder, 'page.pdf')];
      await writeFile(page, document);
      const { code, said } = await run(
        program,
        [...OPTIONS, `--user-data-dir=${join(folder, 'profile')}`, `--print-to-pdf=${pdf}`, pathToFileURL(page).href],
        signal,
      );
      const bytes = await readFile(pdf).catch(() => null);
      if (bytes?.subarray(0, 5).toString('latin1') === '%PDF-') return bytes;
      throw new SafeNestError(
        'unavailable',
        `${program} made no PDF (it ended with ${code}). Print the page from your browser instead.`,
        {
          cause: new Error(said.slice(-500)),
        },
      );
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }
  return {
    print(document, signal) {
      const mine = line.then(() => printNow(document, signal));
      line = mine.catch(() => {});
      return mine;
    },
  };
}

const OPTIONS = [
  '--headless=new',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pdf-header-footer',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  // Chromium refuses to sandbox what root starts; containers often run so
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

async function findBrowser(path: string | null, names: readonly string[]): Promise<string> {
  for (const name of path === null ? names : [path]) {
    const { code } = await run(name, ['--version']).catch(() => ({ code: null }));
    if (code === 0) return name;
  }
  throw new SafeNestError(
    'unavailable',
    path === null
      ? 'There is no Chromium here to make a PDF with. Install it (apt install chromium), or set CHROMIUM_PATH; or print the page from your browser.'
      : `CHROMIUM_PATH names ${path}, which does not start. Correct it, or print the page from your browser.`,
  );
}

/** Runs a program to its end, at most half a minute; what it says is kept for whoever looks after it. */
function run(
  program: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
      ...(signal ? { signal } : {}),
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-4000)));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
}
