import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { organisationTimeZone } from '../../../db/organisations.ts';
import { MOST_ON_ROTA } from '../../../domain/on-call.ts';
import { formatReference } from '../../../domain/reference.ts';
import { SafeNestError } from '../../../errors.ts';
import { addCover, removeCover, seeOnCall, seeToldOnCall, setRota, unreachedNames } from '../../../pipeline/on-call.ts';
import { ownShifts, proposeCover } from '../../../pipeline/on-call-covers.ts';
import { onCallPage } from '../pages/on-call.ts';
import { minutesOf } from '../platform-words.ts';
import { oneOf, type Pages } from '../visit.ts';

const onCall = (): string => '/on-call';

/** Who takes turns at being on call, and who covers for whom. */
export function onCallRoutes(pages: Pages): void {
  pages.show('/on-call', 'alerts.read', async ({ principal, clock }, tx) => ({
    title: 'Who is on call?',
    current: 'alerts',
    body: onCallPage({
      principal,
      now: clock.now,
      seen: await seeOnCall(tx, clock.now),
      told: (await seeToldOnCall(tx, clock.now)).told,
      own: principal.actor.kind === 'member' ? await ownShifts(tx, principal.actor.id, clock.now) : [],
    }),
  }));

  pages.act(
    '/on-call/ask',
    'alerts.read',
    async ({ work }, form) => {
      const [from, until] = (form.shift ?? '').split('/').map((one) => z.iso.datetime().safeParse(one).data);
      if (!from || !until) throw new SafeNestError('invalid_input', 'Say which of your shifts.');
      const asked = await work((w) =>
        proposeCover(w, {
          who: form.who?.trim() ? { id: form.who } : null,
          of: 'me',
          span: { from: new Date(from), to: new Date(until) },
          swap: form.swap === 'yes',
          ...{ why: '', untrusted: false },
        }),
      );
      if (asked.was === 'nothing')
        throw new SafeNestError('conflict', 'That shift is not yours any more, or they have none to swap. Look again.');
      const ref = formatReference({ kind: 'proposal', number: asked.proposal.number });
      return { to: `/proposals/${ref}`, text: 'Asked. Nothing changes before it is accepted.' };
    },
    onCall,
  );

  pages.act(
    '/on-call',
    'rules.write',
    async ({ work }, form) => {
      const at = minutesOf(form.at);
      if (at === null) throw new SafeNestError('invalid_input', 'Say at what time the next takes over.');
      const members = Array.from({ length: MOST_ON_ROTA }, (_, i) => form[`member_${i}`] ?? '').filter(
        (id) => id !== '',
      );
      const every = oneOf(['day', 'week'] as const, form.every) ?? 'week';
      const lonely = await work(async (w) => {
        await setRota(w, { members, every, weekday: Number(form.weekday ?? 1), at });
        return unreachedNames(await seeOnCall(w.tx, w.now));
      });
      return {
        to: '/on-call',
        text: `${members.length > 0 ? 'Saved. The first has the turn that runs now.' : 'Saved. Nobody takes turns now.'}${lonely.length > 0 ? ` Nobody can write to ${lonely.join(', ')}: no chat account is linked.` : ''}`,
      };
    },
    onCall,
  );

  pages.act(
    '/on-call/covers',
    'rules.write',
    async ({ work }, form) => {
      const { name } = await work(async (w) => {
        const timeZone = await organisationTimeZone(w.tx);
        const from = form.from?.trim() ? momentOf(form.from, timeZone) : w.now;
        return addCover(w, { memberId: form.member ?? '', from, until: momentOf(form.until, timeZone) });
      });
      return { to: '/on-call', text: `${name} covers.` };
    },
    onCall,
  );

  pages.act(
    '/on-call/covers/:id/remove',
    'rules.write',
    async ({ work, request }) => {
      const { name } = await work((w) => removeCover(w, String(request.params.id)));
      return { to: '/on-call', text: `Taken back: ${name} does not cover any more.` };
    },
    onCall,
  );
}

/** A field of a form, on the clock of the zone. */
function momentOf(text: string | undefined, timeZone: string): Date {
  try {
    return new Date(Temporal.PlainDateTime.from(text ?? '').toZonedDateTime(timeZone).epochMilliseconds);
  } catch (cause) {
    throw new SafeNestError('invalid_input', 'Give the day and the time until which they cover.', { cause });
  }
}
