import { monitorEventLoopDelay } from 'node:perf_hooks';
import { OWN_MODEL, openScreener } from '../../pipeline/screening/open-screener.ts';
import { openOwnScreener } from '../../pipeline/screening/own-screener.ts';
import { readChatSet } from '../screening/chat-set.ts';
import type { BenchContext } from './index.ts';
import { type BenchRow, percentile } from './row.ts';

const ROUNDS = 3_000;
const AT_ONCE = 2_000;

/** The messages of the chat set through SafeNest's own model: one at a time on one thread, then two thousand handed in at once. */
export async function benchScreening({ database, log, say }: BenchContext): Promise<BenchRow[]> {
  // No database has part in it: once is enough.
  if (database.kind !== 'embedded') return [];
  const texts = (await readChatSet()).map(({ text }) => text);
  const own = await openOwnScreener(OWN_MODEL);
  say(`${ROUNDS} messages one at a time`);
  const took: number[] = [];
  for (let i = -300; i < ROUNDS; i++) {
    const began = performance.now();
    await own.screen([texts[Math.abs(i) % texts.length]!]);
    if (i >= 0) took.push(performance.now() - began);
  }
  await own.close?.();
  const screener = await openScreener({ model: 'own', openai: { key: null, baseUrl: null }, log });
  const many = Array.from({ length: AT_ONCE }, (_, i) => texts[i % texts.length]!);
  await screener.screen(many);
  say(`${AT_ONCE} messages at once`);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  await screener.screen(many);
  const seconds = (performance.now() - began) / 1000;
  delay.disable();
  await screener.close?.();
  const row = (
    name: string,
    value: number,
    unit: BenchRow['unit'],
    target: BenchRow['target'],
    compared: string,
  ): BenchRow => ({ name, value, unit, target, compared });
  return [
    row(
      'screen one message, p95',
      percentile(took, 0.95),
      'ms',
      { value: 2, better: 'less' },
      'one thread, normalisation and what weighed included; best public ONNX 34 ms',
    ),
    row('screen one message, median', percentile(took, 0.5), 'ms', null, 'one thread'),
    row('messages screened', AT_ONCE / seconds, 'messages/s', null, `${AT_ONCE} at once, one thread of its own`),
    row(
      'event loop delay meanwhile, p99',
      delay.percentile(99) / 1e6,
      'ms',
      { value: 20, better: 'less' },
      'the caller’s thread',
    ),
  ];
}
