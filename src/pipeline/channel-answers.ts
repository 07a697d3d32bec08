import { z } from 'zod';
import { countBotQuestion, saveAnswers, unusualAnswers } from '../db/channel-answers.ts';
import { type ChannelKey, findChannel, type KeptChannel } from '../db/chat-channels.ts';
import { type Db, withOrg } from '../db/scope.ts';
import { ANSWERS_WHEN, type ChannelAnswers, USUAL_ANSWERS } from '../domain/channel-answers.ts';
import type { OrgId } from '../domain/id.ts';
import { audit } from './audit.ts';
import { isPaused } from './autonomy.ts';
import { keepChannel, type NamedChannel } from './chat-channels.ts';
import { checked } from './checked.ts';
import type { Work } from './work.ts';

export const answersSchema = z.strictObject({
  when: z.enum(ANSWERS_WHEN).optional(),
  alone: z.boolean().optional(),
  bots: z.boolean().optional(),
});

/** Says how a channel is answered; what is not said stays. Answers the channel as it is now. */
export async function setAnswers(
  work: Work,
  channel: NamedChannel,
  change: Partial<ChannelAnswers>,
): Promise<KeptChannel> {
  const said = checked(answersSchema, change);
  const id = await keepChannel(work, channel);
  const before = (await findChannel(work.tx, channel))!;
  const answers: ChannelAnswers = {
    when: said.when ?? before.answers.when,
    alone: said.alone ?? before.answers.alone,
    bots: said.bots ?? before.answers.bots,
  };
  await saveAnswers(work.tx, id, answers, { now: work.now, by: work.principal.name });
  const changed = answers.when !== before.answers.when || answers.alone !== before.answers.alone;
  if (changed || answers.bots !== before.answers.bots) {
    const { platform, workspace, channel: subject, name } = before;
    const detail = { name, platform, workspace, before: before.answers, after: answers };
    await audit(work, { action: 'chat_channel.answers', subject, detail });
  }
  return { ...before, answers };
}

/** So long an answer is believed: it is asked for every message. */
const BELIEVED_MS = 2000;
const MOST_ORGANISATIONS = 1000;
/** Of the bots of one channel so many questions are answered in so long: beyond it two programs would talk with each other. */
const BOTS = { most: 5, withinMs: 10 * 60_000 };

/** How each channel is answered, asked for every message: the database is asked every two seconds at most. */
export interface AnswersLookup {
  of(orgId: OrgId, channel: ChannelKey): Promise<ChannelAnswers>;
  /** Whether a bot that mentioned the desk is answered this time. */
  botMayAsk(orgId: OrgId, channel: ChannelKey): Promise<boolean>;
  /** A channel was changed here just now. */
  forget(orgId: OrgId): void;
}

export function createAnswersLookup(db: Db, now: () => Date): AnswersLookup {
  const known = new Map<OrgId, { until: number; channels: Promise<ReadonlyMap<string, ChannelAnswers>> }>();

  function channelsOf(orgId: OrgId): Promise<ReadonlyMap<string, ChannelAnswers>> {
    const at = now().getTime();
    const before = known.get(orgId);
    if (before && before.until > at && before.until <= at + BELIEVED_MS) return before.channels;
    if (known.size >= MOST_ORGANISATIONS) known.clear();
    const channels = withOrg(db, orgId, async (tx) => {
      const paused = await isPaused(tx, now());
      const all = await unusualAnswers(tx);
      return new Map(all.map(({ answers, ...key }) => [keyOf(key), paused ? asAsked(answers) : answers]));
    });
    known.set(orgId, { until: at + BELIEVED_MS, channels });
    channels.catch(() => known.delete(orgId));
    return channels;
  }
  const of = async (orgId: OrgId, channel: ChannelKey): Promise<ChannelAnswers> =>
    (await channelsOf(orgId)).get(keyOf(channel)) ?? USUAL_ANSWERS;

  return {
    of,
    async botMayAsk(orgId, channel) {
      if (!(await of(orgId, channel)).bots) return false;
      const at = now();
      const since = new Date(at.getTime() - BOTS.withinMs);
      return withOrg(db, orgId, (tx) => countBotQuestion(tx, channel, { now: at, since, most: BOTS.most }));
    },
    forget: (orgId) => void known.delete(orgId),
  };
}

/** The same where nothing happens by itself: whoever asks by name is answered, programs are not. */
const asAsked = (answers: ChannelAnswers): ChannelAnswers => ({
  ...answers,
  when: answers.when === 'questions' ? 'mentioned' : answers.when,
  bots: false,
});

const keyOf = ({ platform, workspace, channel }: ChannelKey): string => JSON.stringify([platform, workspace, channel]);
