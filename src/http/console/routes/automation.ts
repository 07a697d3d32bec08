import { automaticSince } from '../../../db/autonomy.ts';
import { AUTONOMY_LEVELS } from '../../../domain/autonomy.ts';
import { SafeNestError } from '../../../errors.ts';
import { resumeAutonomy, seeAutonomy, setAutonomy } from '../../../pipeline/autonomy.ts';
import { automationPage, PAUSES } from '../pages/automation.ts';
import { type Form, oneOf, type Pages } from '../visit.ts';

const HOUR_MS = 3_600_000;

/** What happens by itself, and the button that stops it. */
export function automationRoutes(pages: Pages): void {
  pages.show('/automation', 'moderation.read', async ({ principal, clock }, tx) => {
    const [autonomy, taken] = [
      await seeAutonomy(tx, clock.now),
      await automaticSince(tx, new Date(clock.now.getTime() - HOUR_MS)),
    ];
    return {
      title: 'What happens by itself?',
      current: 'automation',
      body: automationPage({ principal, clock, autonomy, taken }),
    };
  });
  const done = (text: string) => ({ to: '/automation', text });
  pages.act(
    '/automation/pause',
    'moderation.write',
    async ({ clock, work }, form) => {
      const reason = form.reason?.trim();
      await work((w) => setAutonomy(w, { level: 'paused', ...endOf(form, clock.now), ...(reason ? { reason } : {}) }));
      return done('Paused. Nothing happens by itself until it goes on.');
    },
    () => '/automation',
  );
  pages.act(
    '/automation/resume',
    'moderation.write',
    async ({ work }) => {
      await work((w) => resumeAutonomy(w));
      return done('It goes on.');
    },
    () => '/automation',
  );
  pages.act('/automation', 'rules.write', async ({ clock, work }, form) => {
    const level = oneOf(AUTONOMY_LEVELS, form.level);
    const perHour = Number(form.per_hour ?? '');
    if (!level || !/^\d{1,4}$/.test(form.per_hour ?? ''))
      throw new SafeNestError('invalid_input', 'Choose a level, and a number of actions in an hour.');
    await work((w) => setAutonomy(w, { level, perHour, ...endOf(form, clock.now) }));
    return done('Saved.');
  });
}

/** The end that the form chose; none where it is to last. */
function endOf({ hours = '' }: Form, now: Date): { until?: Date } {
  if (!Object.hasOwn(PAUSES, hours)) throw new SafeNestError('invalid_input', 'Choose how long from the list.');
  return hours === '' ? {} : { until: new Date(now.getTime() + Number(hours) * HOUR_MS) };
}
