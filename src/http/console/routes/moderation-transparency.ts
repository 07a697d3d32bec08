import type { Span } from '../../../db/moderation-records.ts';
import { can } from '../../../domain/role.ts';
import { parseRange } from '../../../domain/time-range.ts';
import { isSafeNestError, SafeNestError } from '../../../errors.ts';
import { EXPORT_FORMATS, noteExport, seeTotals } from '../../../pipeline/moderation/export-records.ts';
import { waitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { sendExport } from '../../send-export.ts';
import { transparencyPage } from '../pages/transparency.ts';
import { type Clock, calendarDay } from '../time.ts';
import { oneOf, type Pages, queryText } from '../visit.ts';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 30;

export function moderationTransparencyRoutes(pages: Pages): void {
  pages.show('/moderation/transparency', 'moderation.read', async ({ principal, clock, request }, tx) => {
    let problem: string | null = null;
    let days = usualDays(clock);
    const asked = { from: queryText(request, 'from', 10), to: queryText(request, 'to', 10) };
    const looking = { tx, principal };
    let totals = await seeTotals(looking, spanOf(days, clock));
    if (asked.from || asked.to)
      try {
        totals = await seeTotals(looking, spanOf(asked, clock));
        days = asked;
      } catch (error) {
        if (!isSafeNestError(error)) throw error;
        problem = error.message;
      }
    return {
      title: 'What did moderation do?',
      current: 'moderation',
      body: transparencyPage({
        waiting: await waitingInModeration(looking),
        ...days,
        totals,
        exports: can(principal.role, 'audit.read'),
        problem,
      }),
    };
  });

  pages.download('/moderation/transparency/file', 'audit.read', async ({ work, org, clock, request }, response) => {
    const days = { from: queryText(request, 'from', 10), to: queryText(request, 'to', 10) };
    const format = oneOf(EXPORT_FORMATS, queryText(request, 'format')) ?? 'csv';
    const wish = { ...spanOf(days, clock), pseudonyms: queryText(request, 'people') !== 'names' };
    await work((w) => noteExport(w, format, wish));
    await sendExport(response, org, format, wish, `${days.from}-to-${days.to}`);
  });
}

interface Days {
  from: string;
  to: string;
}

export const usualDays = ({ now, timeZone }: Clock): Days => ({
  from: calendarDay(new Date(now.getTime() - USUAL_DAYS * DAY_MS), timeZone),
  to: calendarDay(now, timeZone),
});

/** From the beginning of the first day to the end of the last, where the reader is. */
export function spanOf({ from, to }: Days, clock: Clock): Span {
  const range = DAY.test(from) && DAY.test(to) ? parseRange(`${from}/${to}`, clock) : null;
  if (!range) throw new SafeNestError('invalid_input', 'Choose the first and the last day.');
  return { from: range.from, to: range.to };
}
const DAY = /^\d{4}-\d{2}-\d{2}$/;
