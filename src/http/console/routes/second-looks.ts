import type { OrgDb } from '../../../db/scope.ts';
import { MODERATION_STEPS } from '../../../domain/moderation.ts';
import type { Principal } from '../../../domain/principal.ts';
import { formatReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { SafeNestError } from '../../../errors.ts';
import { audit } from '../../../pipeline/audit.ts';
import { drawSample, lookAgain, nextBlindCase, seeAgreements } from '../../../pipeline/moderation/second-looks.ts';
import { waitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { words } from '../moderation-words.ts';
import { secondLooksPage } from '../pages/second-looks.ts';
import type { Clock } from '../time.ts';
import { type Content, oneOf, type Pages } from '../visit.ts';
import { spanOf, usualDays } from './moderation-transparency.ts';

const HOME = '/moderation/second-looks';

export function secondLookRoutes(pages: Pages): void {
  pages.show(HOME, 'moderation.read', ({ principal, clock }, tx) => contentOf(tx, principal, clock));

  // what is covered leaves the server only for whoever asks, and that they asked is written down
  pages.act(
    `${HOME}/reveal`,
    'moderation.write',
    ({ work, principal, clock }) =>
      work(async (w) => {
        const next = await nextBlindCase(w);
        if (next)
          await audit(w, {
            action: 'case.reveal',
            subject: formatReference({ kind: 'case', number: next.case.number }),
          });
        return contentOf(w.tx, principal, clock, true);
      }),
    () => HOME,
  );

  pages.act(HOME, 'moderation.write', async ({ work }, form) => {
    const step = oneOf(['dismiss', ...MODERATION_STEPS] as const, form.step);
    if (!step || !/^\d{1,9}$/.test(form.case ?? ''))
      throw new SafeNestError('invalid_input', 'Say what you would have done.');
    const look = await work((w) => lookAgain(w, Number(form.case), { step, note: form.note ?? '' }));
    const first =
      look.was === 'dismiss' ? 'it was dismissed' : look.wasStep ? words.steps[look.wasStep] : 'something was done';
    const ref = formatReference({ kind: 'case', number: look.caseNumber });
    return {
      to: HOME,
      text: `${look.answer === look.was ? 'You agree' : 'You would have decided otherwise'}. ${ref}, by ${look.aboutName}: ${first}.`,
    };
  });

  pages.act(
    `${HOME}/draw`,
    'audit.read',
    async ({ work, clock }, form) => {
      const span = spanOf({ from: form.from ?? '', to: form.to ?? '' }, clock);
      const { cases, members } = await work((w) => drawSample(w, { ...span, each: Number(form.each) }));
      const text =
        cases === 0
          ? 'No decided case of these days is left to draw.'
          : `${cases} ${cases === 1 ? 'case' : 'cases'} of ${members} ${members === 1 ? 'moderator' : 'moderators'} wait for a second look.`;
      return { to: HOME, text };
    },
    () => HOME,
  );
}

async function contentOf(tx: OrgDb, principal: Principal, clock: Clock, revealed = false): Promise<Content> {
  const looking = { tx, principal };
  const looks = can(principal.role, 'moderation.write');
  return {
    title: 'Would another moderator have decided the same?',
    current: 'moderation',
    script: 'moderation.js',
    body: secondLooksPage({
      clock,
      waiting: await waitingInModeration(looking),
      looks,
      next: looks ? await nextBlindCase(looking) : null,
      revealed,
      agreement: can(principal.role, 'audit.read') ? await seeAgreements(looking) : null,
      ...usualDays(clock),
    }),
  };
}
