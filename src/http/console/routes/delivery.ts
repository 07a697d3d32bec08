import { listMembers } from '../../../db/members.ts';
import { organisationTimeZone } from '../../../db/organisations.ts';
import { listRules } from '../../../db/rules.ts';
import type { OrgDb } from '../../../db/scope.ts';
import { BINDING_PURPOSES } from '../../../domain/channel.ts';
import { TARGET_KINDS } from '../../../domain/delivery.ts';
import { type Chain, type EscalationStep, type NudgeTarget, ROLL_UP } from '../../../domain/escalation.ts';
import { LANGUAGES } from '../../../domain/language.ts';
import { parseReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import { SafeNestError } from '../../../errors.ts';
import { limitsSaid } from '../../../pipeline/alert-limits.ts';
import { alertPolicyOf, changeAlertPolicy } from '../../../pipeline/alert-policy.ts';
import { listChannels } from '../../../pipeline/chat-channels.ts';
import {
  addTarget,
  changeTarget,
  listDead,
  listShownTargets,
  removeTarget,
  sendAgain,
  type TargetInput,
} from '../../../pipeline/delivery/delivery-targets.ts';
import { seeToldOnCall } from '../../../pipeline/on-call.ts';
import type { Work } from '../../../pipeline/work.ts';
import { deliveryOf } from '../../routes/delivery.ts';
import { limitsTyped } from '../alert-limits.ts';
import { type DeliveryView, deliveryPage } from '../pages/delivery.ts';
import { minutesOf } from '../platform-words.ts';
import { quietDaysOf } from '../quiet-hours.ts';
import { type Form, oneOf, type Pages, type Visit } from '../visit.ts';

const delivery = (): string => '/delivery';
const STEPS = 10;
/** As many as a step may tell: the page shows all of them. */
const TOLD_AT_ONCE = 10;

/** Places of delivery beside the chat, and who is told again. */
export function deliveryRoutes(pages: Pages): void {
  const shown = async ({ clock }: Visit, tx: OrgDb, timeZone: string, secret: DeliveryView['secret']) => ({
    title: 'Where else is it told?',
    current: 'connections' as const,
    body: deliveryPage({
      clock,
      timeZone,
      secret,
      targets: await listShownTargets(tx),
      dead: await listDead(tx),
      policy: await alertPolicyOf(tx),
      unreached: (await seeToldOnCall(tx, clock.now)).unreached,
      channels: await listChannels(tx),
      members: (await listMembers(tx, { limit: 500 })).filter(({ active, role }) => active && can(role, 'alerts.read')),
      rules: await listRules(tx),
    }),
  });
  pages.show('/delivery', 'chat.write', (visit, tx, organisation) => shown(visit, tx, organisation.timeZone, null));

  pages.act(
    '/delivery',
    'chat.write',
    async (visit, form) => {
      const { keeping } = deliveryOf(visit.services);
      const { target, secret } = await visit.work(async (w) => addTarget(w, keeping, await targetOf(w.tx, form)));
      if (secret === null)
        return { to: '/delivery', text: `${target.name} is added. Send a test to see whether it arrives.` };
      // shown in the answer itself: neither a cookie nor an address may hold it
      const once = { name: target.name, secret };
      return visit.org(async (tx) => shown(visit, tx, await organisationTimeZone(tx), once));
    },
    delivery,
  );

  pages.act(
    '/delivery/policy',
    'rules.write',
    async ({ work }, form) => {
      const typed = policyOf(form);
      const lonely = await work(async (w) => {
        await changeAlertPolicy(w, () => typed);
        return unreachedText(w);
      });
      return { to: '/delivery', text: `Saved. It holds for alerts raised from now on.${lonely}` };
    },
    delivery,
  );

  pages.act(
    '/delivery/chains',
    'rules.write',
    async ({ work }, form) => {
      const chain = chainOf(form);
      const lonely = await work(async (w) => {
        await changeChains(w, (chains) => [...chains, chain]);
        return unreachedText(w);
      });
      return { to: '/delivery', text: `Added ${chain.name}. It holds for alerts raised from now on.${lonely}` };
    },
    delivery,
  );

  pages.act(
    '/delivery/chains/:index',
    'rules.write',
    async ({ work, request }, form) => {
      const chain = chainOf(form);
      const lonely = await work(async (w) => {
        await changeChains(w, (chains) => chains.with(placeOf(chains, request.params.index, form), chain));
        return unreachedText(w);
      });
      return { to: '/delivery', text: `Saved ${chain.name}. It holds for alerts raised from now on.${lonely}` };
    },
    delivery,
  );

  pages.act(
    '/delivery/chains/:index/remove',
    'rules.write',
    async ({ work, request }, form) => {
      await work(async (w) =>
        changeChains(w, (chains) => chains.toSpliced(placeOf(chains, request.params.index, form), 1)),
      );
      return { to: '/delivery', text: `${form.called} is removed.` };
    },
    delivery,
  );

  pages.act(
    '/delivery/:id',
    'chat.write',
    async ({ work, services, request }, form) => {
      const id = String(request.params.id);
      const { name } = await work(async (w) =>
        changeTarget(w, deliveryOf(services).keeping, id, await targetOf(w.tx, form)),
      );
      return { to: '/delivery', text: `Saved ${name}.` };
    },
    delivery,
  );

  pages.act(
    '/delivery/:id/test',
    'chat.write',
    async ({ services, principal, request }) => {
      await deliveryOf(services).test(principal.orgId, String(request.params.id), principal.name);
      return { to: '/delivery', text: 'The test was taken.' };
    },
    delivery,
  );

  pages.act(
    '/delivery/:id/send-again',
    'chat.write',
    async ({ work, request }) => {
      const count = await work((w) => sendAgain(w, String(request.params.id)));
      return { to: '/delivery', text: `${count} ${count === 1 ? 'message is' : 'messages are'} sent again.` };
    },
    delivery,
  );

  pages.act(
    '/delivery/:id/remove',
    'chat.write',
    async ({ work, services, principal, request }) => {
      await deliveryOf(services).forget(principal.orgId, String(request.params.id));
      const { name } = await work((w) => removeTarget(w, String(request.params.id)));
      return { to: '/delivery', text: `${name} is told nothing more.` };
    },
    delivery,
  );
}

async function targetOf(tx: OrgDb, form: Form): Promise<TargetInput> {
  const kind = oneOf(TARGET_KINDS, form.kind);
  if (!kind) throw new SafeNestError('invalid_input', 'Choose e-mail, a webhook or MQTT.');
  const [from, to] = [minutesOf(form.from_time), minutesOf(form.to_time)];
  if ((from === null) !== (to === null))
    throw new SafeNestError('invalid_input', 'Quiet hours need a beginning and an end, or neither.');
  const shared = {
    name: form.name ?? '',
    purposes: BINDING_PURPOSES.filter((purpose) => form[`purpose_${purpose}`] === 'yes'),
    floor: oneOf(SEVERITIES, form.floor) ?? 'high',
    limits: await limitsSaid(tx, limitsTyped(form)),
    quiet: from === null || to === null ? null : { from, to },
    quietDays: quietDaysOf(form),
    timeZone: text(form.zone),
    language: oneOf(LANGUAGES, form.language) ?? 'en',
    rollupSeconds: Math.round(Number(form.rollup ?? 0) * 60),
    enabled: form.enabled !== 'false',
  };
  const password = form.password ? { password: form.password } : {};
  switch (kind) {
    case 'email': {
      const host = text(form.host);
      const server =
        host === null
          ? null
          : {
              host,
              port: Number(form.port ?? 587),
              tls: oneOf(['implicit', 'starttls', 'none'] as const, form.tls) ?? 'starttls',
              user: text(form.user),
            };
      const addresses = (form.to ?? '').split(/[\s,;]+/).filter((one) => one !== '');
      return { ...shared, kind, settings: { to: addresses, from: text(form.from), server }, ...password };
    }
    case 'webhook': {
      const secret = text(form.secret);
      return { ...shared, kind, settings: { url: form.url?.trim() ?? '' }, ...(secret ? { secret } : {}) };
    }
    case 'mqtt':
      return {
        ...shared,
        kind,
        settings: {
          url: text(form.url),
          user: text(form.user),
          prefix: text(form.prefix) ?? 'safenest',
          discovery: text(form.discovery),
          cameras: form.cameras === 'yes',
          pictures: form.pictures === 'yes',
          people: peopleOf(form.people),
          control: form.control === 'yes',
        },
        ...password,
      };
  }
}

/** `PER-3, 7` as numbers. */
const peopleOf = (typed: string | undefined): number[] =>
  (typed ?? '')
    .split(/[\s,;]+/)
    .filter((one) => one !== '')
    .map((one) => {
      const reference = parseReference(one);
      if (reference?.kind !== 'person')
        throw new SafeNestError('invalid_input', 'Name people by their numbers, like PER-3.');
      return reference.number;
    });

const text = (value: string | undefined): string | null => value?.trim() || null;

/** Whom the steps as they are now tell and cannot, in words. */
async function unreachedText({ tx, now }: Pick<Work, 'tx' | 'now'>): Promise<string> {
  const { unreached } = await seeToldOnCall(tx, now);
  return unreached.length > 0 ? ` Nobody can write to ${unreached.join(', ')}: no chat account is linked.` : '';
}

/** Changes the chains, and nothing else of the policy. */
async function changeChains(work: Work, change: (chains: readonly Chain[]) => Chain[]): Promise<void> {
  await changeAlertPolicy(work, ({ chains }) => ({ chains: change(chains) }));
}

/** Where the chain is that the form was drawn for: it may be another's place by now. */
function placeOf(chains: readonly Chain[], index: unknown, form: Form): number {
  const at = Number(index);
  if (chains[at]?.name !== form.called)
    throw new SafeNestError('conflict', 'Somebody has changed the chains meanwhile; look at them once more.');
  return at;
}

function chainOf(form: Form): Chain {
  const steps = stepsOf(form);
  if (steps.length === 0) throw new SafeNestError('invalid_input', 'Say who is told again and when.');
  return {
    name: form.name?.trim() ?? '',
    from: oneOf(SEVERITIES, form.from) ?? 'low',
    rules: Object.keys(form).flatMap((name) => (name.startsWith('rule_') ? [name.slice(5)] : [])),
    steps,
    remindMinutes: remindOf(form),
  };
}

const remindOf = (form: Form): number | null => (form.remind?.trim() ? Number(form.remind) : null);

const stepsOf = (form: Form): EscalationStep[] =>
  Array.from({ length: STEPS }, (_, i): EscalationStep | null => {
    const to = Array.from({ length: TOLD_AT_ONCE }, (_, n) => form[`to_${i}_${n}`]).flatMap(
      (one) => nudgeOf(one) ?? [],
    );
    return form[`after_${i}`] && to.length > 0 ? { afterMinutes: Number(form[`after_${i}`]), to } : null;
  }).filter((step) => step !== null);

function policyOf(form: Form): ReturnType<Parameters<typeof changeAlertPolicy>[1]> {
  const askRules = Object.keys(form).flatMap((name) => (name.startsWith('ask_') ? [name.slice(4)] : []));
  return {
    floor: oneOf(SEVERITIES, form.floor),
    steps: stepsOf(form),
    remindMinutes: remindOf(form),
    lapse: form.lapse_ask?.trim()
      ? { askMinutes: Number(form.lapse_ask), waitMinutes: Number(form.lapse_wait || 30) }
      : null,
    askRules,
    rollUp: form.roll_up?.trim()
      ? { alerts: Number(form.roll_up), minutes: Number(form.roll_up_minutes || ROLL_UP.minutes) }
      : null,
  };
}

function nudgeOf(value: string | undefined): NudgeTarget | null {
  if (value === 'on_call') return { kind: 'on_call' };
  const [kind, id] = (value ?? '').split(':');
  const known = oneOf(['channel', 'target', 'member'] as const, kind);
  return known && id ? { kind: known, id } : null;
}
