import type { Binding, BindingPurpose } from '../../domain/channel.ts';
import type { ChannelAnswers } from '../../domain/channel-answers.ts';
import type { Strictness } from '../../domain/moderation.ts';
import type { Principal } from '../../domain/principal.ts';
import type { Role } from '../../domain/role.ts';
import { parseUntil } from '../../domain/until.ts';
import type { ChatPlace } from '../../messages/inbound.ts';
import { limitsSaid, type SaidLimit, UnknownLimit } from '../alert-limits.ts';
import { authorise } from '../authorise.ts';
import { resumeAutonomy, setAutonomy } from '../autonomy.ts';
import { type createAnswersLookup, setAnswers } from '../channel-answers.ts';
import { bindChannel, seeChannel, setLeastRole, unbindChannel } from '../chat-channels.ts';
import { guardChannel } from '../moderation/guarded-channels.ts';
import type { Intake } from '../moderation/intake.ts';
import { secondProofs } from '../require-proof.ts';
import type { ChatServiceContext } from './context.ts';

/** What somebody sets about a channel, and about what happens by itself. */
export function channelServices(
  { now, org, work }: ChatServiceContext,
  { answers, intake }: { answers: ReturnType<typeof createAnswersLookup>; intake?: Intake | undefined },
) {
  return {
    channel: {
      allowed: (principal: Principal): void => authorise(principal, 'chat.write'),
      see: (principal: Principal, place: ChatPlace) => org(principal, (tx) => seeChannel(tx, place)),
      limits: async (principal: Principal, said: readonly SaidLimit[]) => {
        authorise(principal, 'chat.write');
        try {
          return { limits: await org(principal, (tx) => limitsSaid(tx, said)) };
        } catch (error) {
          if (error instanceof UnknownLimit) return { unknown: error.said };
          throw error;
        }
      },
      /** All of it or nothing. */
      bind: (
        principal: Principal,
        place: ChatPlace,
        bindings: readonly (Partial<Binding> & Pick<Binding, 'purpose'>)[],
      ) =>
        work(principal, async (w) => {
          const known = await seeChannel(w.tx, place);
          for (const binding of bindings) {
            // what is not said again stays as it was
            const before = known?.bindings.find((one) => one.purpose === binding.purpose);
            await bindChannel(w, namedChannel(place), { ...before, ...binding });
          }
          return (await seeChannel(w.tx, place))!;
        }),
      unbind: (principal: Principal, place: ChatPlace, purpose: BindingPurpose) =>
        work(principal, (w) => unbindChannel(w, namedChannel(place), purpose)),
      readers: (principal: Principal, place: ChatPlace, role: Role | null) =>
        work(principal, (w) => setLeastRole(w, namedChannel(place), role)),
      answers: async (principal: Principal, place: ChatPlace, change: Partial<ChannelAnswers>) => {
        const channel = await work(principal, (w) => setAnswers(w, namedChannel(place), change));
        answers.forget(principal.orgId);
        return channel;
      },
      guard: async (principal: Principal, place: ChatPlace, strictness: Strictness): Promise<Strictness> => {
        const guarded = await work(principal, (w) => guardChannel(w, { ...namedChannel(place), strictness }));
        intake?.forget(principal.orgId);
        return guarded.strictness;
      },
    },

    autonomy: {
      async pause(principal: Principal, { until, reason }: { until: string | null; reason: string | null }) {
        const end = until === null ? null : parseUntil(until, { now: now(), timeZone: principal.timeZone });
        if (until !== null && end === null) return null;
        const change = { level: 'paused', ...(end ? { until: end } : {}), ...(reason ? { reason } : {}) } as const;
        const paused = await work(principal, async (w) => ({
          ...(await setAutonomy(w, change)),
          asksPin: (await secondProofs(w.tx)).includes('pause'),
        }));
        answers.forget(principal.orgId);
        return paused;
      },
      async resume(principal: Principal) {
        const resumed = await work(principal, (w) => resumeAutonomy(w));
        answers.forget(principal.orgId);
        return resumed;
      },
    },
  };
}

const namedChannel = ({ platform, workspace, channel, channelName }: ChatPlace) => ({
  platform,
  workspace,
  channel,
  ...(channelName === undefined ? {} : { name: channelName }),
});
