import { knownEventNumbers, setReviewed } from '../../db/camera-events.ts';
import { formatReference } from '../../domain/reference.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';

export const MOST_REVIEWED_AT_ONCE = 200;

/**
 * Says that somebody looked at camera events, or takes that back; answers how many were otherwise before. An event that gets riskier afterwards
 * waits again. Fails with `not_found`, and says nothing, where one is not there.
 */
export async function reviewEvents(work: Work, numbers: readonly number[], reviewed: boolean): Promise<number> {
  authorise(work.principal, 'cameras.write');
  const { tx, now, principal } = work;
  const chosen = [...new Set(numbers)];
  if (chosen.length === 0) throw new SafeNestError('invalid_input', 'Choose at least one event.');
  if (chosen.length > MOST_REVIEWED_AT_ONCE)
    throw new SafeNestError('invalid_input', `Choose at most ${MOST_REVIEWED_AT_ONCE} events at once.`);
  const known = new Set(await knownEventNumbers(tx, chosen));
  const missing = chosen.find((number) => !known.has(number));
  if (missing !== undefined)
    throw new SafeNestError(
      'not_found',
      wordsFor(work, objectionWords).noSuch(formatReference({ kind: 'camera_event', number: missing })),
    );
  const changed = await setReviewed(tx, chosen, reviewed ? { at: now, by: principal.name } : null);
  if (changed.length > 0) {
    const [only] = changed;
    await audit(work, {
      action: reviewed ? 'camera_event.review' : 'camera_event.unreview',
      subject: changed.length === 1 ? formatReference({ kind: 'camera_event', number: only! }) : 'camera events',
      detail: { events: changed.length },
    });
  }
  return changed.length;
}
