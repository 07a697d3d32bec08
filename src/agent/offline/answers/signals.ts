import { signalWords } from '../../../messages/catalogue/signals.ts';
import type { FoundSignals } from '../../../tools/search-signals.ts';
import type { PlanContext } from '../plan-types.ts';
import { rangeText } from './phrases.ts';

const TOLD = 5;

/** How many there are, the newest of them, or who sends any. */
export function signalsAnswer(
  asked: Record<string, unknown>,
  { source, about, range, count, rows, sources }: FoundSignals,
  context: PlanContext,
): string[] {
  const words = signalWords[context.language];
  const when = rangeText(range, asked, context);
  const found = { source, about, when };
  const senders =
    sources.length === 0
      ? words.noSenders
      : words.senders(sources.map((one) => words.last(one.source, one.last)).join(', '));
  if (count === 0) return [words.none(found), senders];
  const lines = rows.slice(0, TOLD).map((row) =>
    words.row({
      time: row.time,
      source: row.source,
      title: row.quoted_title,
      account: row.account ?? null,
      severity: row.severity,
      over: row.status === 'resolved',
      alerts: (row.alerts ?? []).map((ref) => `[${ref}]`).join(', '),
    }),
  );
  return [
    words.found(count, found),
    ...lines,
    ...(count > TOLD ? [words.more(count - TOLD)] : []),
    ...(Object.keys(asked).length === 0 ? [senders] : []),
  ];
}
