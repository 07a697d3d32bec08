import { SEVERITIES } from '../../../domain/severity.ts';
import { SafeNestError } from '../../../errors.ts';
import { removeDevice, setWishes } from '../../../pipeline/delivery/push-devices.ts';
import { deliveryOf } from '../../routes/delivery.ts';
import { minutesOf } from '../platform-words.ts';
import { quietDaysOf } from '../quiet-hours.ts';
import { oneOf, type Pages } from '../visit.ts';

const account = (): string => '/account';

/** What one's own browsers are told, and which. They are switched on by the page's script, which asks the browser. */
export function pushDeviceRoutes(pages: Pages): void {
  pages.act(
    '/account/notifications',
    'alerts.read',
    async ({ work }, form) => {
      const [from, to] = [minutesOf(form.from_time), minutesOf(form.to_time)];
      if ((from === null) !== (to === null))
        throw new SafeNestError('invalid_input', 'Quiet hours need a beginning and an end, or neither.');
      await work((w) =>
        setWishes(w, {
          floor: oneOf(SEVERITIES, form.floor) ?? 'high',
          quiet: from === null || to === null ? null : { from, to },
          quietDays: quietDaysOf(form),
        }),
      );
      return { to: '/account', text: 'Saved. It holds for all of your browsers.' };
    },
    account,
  );

  pages.act(
    '/account/notifications/:id/test',
    'alerts.read',
    async ({ services, principal, request }) => {
      await deliveryOf(services).testDevice(principal, String(request.params.id));
      return { to: '/account', text: 'The test was taken; it shows in a moment.' };
    },
    account,
  );

  pages.act(
    '/account/notifications/:id/remove',
    'alerts.read',
    async ({ work, request }) => {
      const { settings } = await work((w) => removeDevice(w, String(request.params.id)));
      return { to: '/account', text: `${settings.device} is told nothing more.` };
    },
    account,
  );
}
