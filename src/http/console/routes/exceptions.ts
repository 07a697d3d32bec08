import { listCameras } from '../../../db/cameras.ts';
import { PAUSE_HOURS } from '../../../domain/alert-pause.ts';
import { parseReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { SafeNestError } from '../../../errors.ts';
import { performAction } from '../../../pipeline/actions.ts';
import { endException, listAlertExceptions } from '../../../pipeline/alert-exceptions.ts';
import { endPause, pauseAlerts, seePauses } from '../../../pipeline/alert-pauses.ts';
import { exceptionsPage } from '../pages/exceptions.ts';
import { type Form, oneOf, type Pages, type Visit } from '../visit.ts';

const OVER_SHOWN = 30;

/** What is snoozed or expected; and the forms of an alert's page that make it so. */
export function exceptionRoutes(pages: Pages): void {
  pages.show('/exceptions', 'alerts.read', async ({ principal, clock }, tx) => {
    const all = await listAlertExceptions({ tx, principal, now: clock.now }, { live: false });
    const isLive = (one: (typeof all)[number]): boolean => one.endedAt === null && one.until > clock.now;
    return {
      title: 'What is not told at the moment?',
      current: 'alerts',
      body: exceptionsPage({
        clock,
        live: all.filter(isLive),
        over: all.filter((one) => !isLive(one)).slice(0, OVER_SHOWN),
        edits: can(principal.role, 'alerts.write'),
        pauses: await seePauses({ tx, principal, now: clock.now }),
        cameras: can(principal.role, 'cameras.read') ? await listCameras(tx) : [],
      }),
    };
  });

  pages.act(
    '/exceptions/:id/end',
    'alerts.write',
    async ({ work, request }) => {
      const ended = await work((w) => endException(w, String(request.params.id)));
      return { to: '/exceptions', text: `Ended. ALR-${ended.alertNumber} is told again.` };
    },
    () => '/exceptions',
  );

  pages.act(
    '/pauses',
    'alerts.write',
    async ({ work, clock }, form) => {
      const hours = PAUSE_HOURS.find((one) => String(one) === form.hours);
      const scope = oneOf(['all', 'cameras'] as const, form.what) ?? 'camera';
      const camera = scope === 'camera' ? parseReference(form.what ?? '') : null;
      if (!hours || (scope === 'camera' && camera?.kind !== 'camera'))
        throw new SafeNestError('invalid_input', 'Choose what is paused, and for how long.');
      const until = new Date(clock.now.getTime() + hours * 3_600_000);
      await work((w) => pauseAlerts(w, { scope, until, ...(camera ? { camera: camera.number } : {}) }));
      return { to: '/exceptions', text: 'Paused. It ends by itself.' };
    },
    () => '/exceptions',
  );

  pages.act(
    '/pauses/:id/end',
    'alerts.write',
    async ({ work, request }) => {
      await work((w) => endPause(w, String(request.params.id)));
      return { to: '/exceptions', text: 'The pause is over: alerts are raised again.' };
    },
    () => '/exceptions',
  );

  const alertForm = (path: string, id: string): void =>
    pages.act(
      `/alerts/:ref/${path}`,
      'alerts.write',
      async ({ work, request }: Visit, form: Form) => {
        const ref = String(request.params.ref).slice(0, 40);
        const outcome = await work((w) => performAction(w, { id, value: ref, fields: { ...form } }));
        return { to: `/alerts/${encodeURIComponent(ref)}`, text: outcome.text };
      },
      (request) => `/alerts/${encodeURIComponent(String(request.params.ref).slice(0, 40))}`,
    );
  alertForm('snooze', 'alert.snooze_for');
  alertForm('expect', 'alert.expect_until');
  alertForm('incident', 'alert.attach_to');
}
