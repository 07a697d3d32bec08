import type { OrgDb } from '../../../db/scope.ts';
import type { ModerationPolicy } from '../../../domain/moderation-policy.ts';
import type { Principal } from '../../../domain/principal.ts';
import { can } from '../../../domain/role.ts';
import { isSafeNestError, SafeNestError } from '../../../errors.ts';
import { listGuardedChannels } from '../../../pipeline/moderation/guarded-channels.ts';
import { thresholdHistogram } from '../../../pipeline/moderation/histogram.ts';
import { currentPolicy, listPolicies, readPolicy, seePolicy, setPolicy } from '../../../pipeline/moderation/policy.ts';
import { precisionPerRule } from '../../../pipeline/moderation/precision.ts';
import { waitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { seeSilent, turnedOnText, turnOn } from '../../../pipeline/moderation/silent.ts';
import { type PolicyView, policyPage } from '../pages/moderation-policy.ts';
import { fieldsOf, policyOf } from '../policy-form.ts';
import type { Clock } from '../time.ts';
import type { Content, Form, Pages } from '../visit.ts';

const PRECISION_DAYS = 90;
const DAY_MS = 86_400_000;

export function moderationPolicyRoutes(pages: Pages): void {
  pages.show('/moderation/policy', 'moderation.read', ({ principal, clock }, tx) => contentOf(tx, principal, clock));

  pages.act(
    '/moderation/policy/preview',
    'moderation.rules',
    ({ org, principal, clock }, form) => org((tx) => contentOf(tx, principal, clock, { form })),
    () => '/moderation/policy',
  );

  pages.act('/moderation/policy', 'moderation.rules', async ({ work, org, principal, clock }, form) => {
    try {
      const set = await work(async (w) => {
        const before = await currentPolicy(w.tx);
        const set = await setPolicy(w, {
          policy: policyOf(form, before.policy),
          note: form.note ?? '',
          ...(/^\d{1,9}$/.test(form.based_on ?? '') ? { basedOn: Number(form.based_on) } : {}),
        });
        return { ...set, changed: set.version !== before.version };
      });
      return {
        to: '/moderation/policy',
        text: set.changed ? `Version ${set.version} holds from now on.` : 'Nothing was changed.',
      };
    } catch (error) {
      if (!isSafeNestError(error) || error.code === 'internal') throw error;
      // what somebody wrote stays in the form
      return org((tx) => contentOf(tx, principal, clock, { form, problem: error.message }));
    }
  });

  pages.act(
    '/moderation/policy/turn-on',
    'moderation.rules',
    async ({ work, principal }, form) => {
      const turned = await work((w) => turnOn(w, form.trigger ?? ''));
      return { to: '/moderation/policy', text: turnedOnText({ principal }, turned) };
    },
    () => '/moderation/policy',
  );

  pages.act(
    '/moderation/policy/restore',
    'moderation.rules',
    async ({ work }, form) => {
      if (!/^\d{1,9}$/.test(form.version ?? ''))
        throw new SafeNestError('invalid_input', 'Say which version to go back to.');
      const version = Number(form.version);
      const set = await work(async (w) =>
        setPolicy(w, { policy: (await seePolicy(w, version)).policy, note: `As version ${version}` }),
      );
      return {
        to: '/moderation/policy',
        text: `Version ${set.version} holds from now on; it is as version ${version} was.`,
      };
    },
    () => '/moderation/policy',
  );
}

/** The page; `given` is what somebody is about to set. */
async function contentOf(
  tx: OrgDb,
  principal: Principal,
  clock: Clock,
  given: { form: Form; problem?: string } | null = null,
): Promise<Content> {
  const { now } = clock;
  const looking = { tx, principal, now };
  const current = await seePolicy(looking);
  let shown: ModerationPolicy = current.policy;
  let problem = given?.problem ?? null;
  if (given)
    try {
      shown = readPolicy(policyOf(given.form, current.policy));
    } catch (error) {
      if (!isSafeNestError(error)) throw error;
      problem ??= error.message;
    }
  const view: PolicyView = {
    clock,
    current,
    form: given?.form ?? fieldsOf(current.policy),
    histogram: await thresholdHistogram(looking, shown),
    previewed: given !== null,
    problem,
    versions: await listPolicies(looking),
    precision: await precisionPerRule(tx, new Date(now.getTime() - PRECISION_DAYS * DAY_MS)),
    silent: await seeSilent(looking),
    waiting: await waitingInModeration(looking),
    channels: await listGuardedChannels(tx),
    edits: can(principal.role, 'moderation.rules'),
  };
  return { title: 'When does a conversation become a case?', current: 'moderation', body: policyPage(view) };
}
