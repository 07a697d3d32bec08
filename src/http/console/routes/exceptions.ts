import { can } from '../../../domain/role.ts';
import { performAction } from '../../../pipeline/actions.ts';
import { endException, listAlertExceptions } from '../../../pipeline/alert-exceptions.ts';
import { exceptionsPage } from '../pages/exceptions.ts';
import type { Form, Pages, Visit } from '../visit.ts';

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
