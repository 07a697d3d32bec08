import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const SIGNAL = new URL('../../src/app/signal.ts', import.meta.url).href;

/** What a process of its own says and ends with. */
async function ends(script: string): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (piece: Buffer) => {
    said += piece;
  });
  const [code] = (await once(child, 'exit')) as [number];
  return { code, said };
}

test('a process whose database is lost says so and ends, whatever else it is busy with', async () => {
  const { code, said } = await ends(
    `const { untilSignal } = await import(${JSON.stringify(SIGNAL)});
     setInterval(() => {}, 1000);
     await untilSignal(Promise.resolve(new Error('The embedded database stopped.')));`,
  );
  expect([code, said]).toEqual([1, 'The embedded database stopped.\n']);
});

test('a signal is waited for as long as the database is there', async () => {
  const { code } = await ends(
    `const { untilSignal } = await import(${JSON.stringify(SIGNAL)});
     const busy = setInterval(() => {}, 1000);
     setTimeout(() => process.kill(process.pid, 'SIGTERM'), 50);
     process.exitCode = (await untilSignal(new Promise(() => {}))) === 'SIGTERM' ? 7 : 8;
     clearInterval(busy);`,
  );
  expect(code).toBe(7);
});
