import { parseRange } from '../../../domain/time-range.ts';
import { isSafeNestError } from '../../../errors.ts';
import { DEFAULT_RANGE, type Posture, summarisePosture } from '../../../pipeline/posture.ts';
import { posturePage } from '../pages/posture.ts';
import { askedRange, rangeProblem } from '../range.ts';
import { type Pages, queryText, type Visit } from '../visit.ts';

export function postureRoutes(pages: Pages): void {
  // Several short transactions rather than the page's one: logins by the million take their time.
  pages.showGathered('/posture', 'logs.read', async (visit) => {
    const { clock, request } = visit;
    const range = askedRange(request) || DEFAULT_RANGE;
    const compareTo = queryText(request, 'compare_to', 100);
    const unread = [range, compareTo].find((text) => text !== '' && !parseRange(text, clock));
    const { posture, problem } =
      unread === undefined ? await load(visit, range, compareTo) : { posture: null, problem: rangeProblem(unread) };
    return {
      title: 'How did we do?',
      current: 'posture',
      body: posturePage({ clock, range, compareTo, problem, posture }),
    };
  });
}

async function load(
  { principal, clock, org }: Visit,
  range: string,
  compareTo: string,
): Promise<{ posture: Posture | null; problem: string | null }> {
  try {
    const asked = { range, compareTo: compareTo || undefined };
    return { posture: await summarisePosture(org, { principal, now: clock.now }, asked), problem: null };
  } catch (error) {
    if (!isSafeNestError(error)) throw error;
    return { posture: null, problem: error.message };
  }
}
