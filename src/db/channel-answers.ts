import { sql } from 'kysely';
import { type ChannelAnswers, USUAL_ANSWERS } from '../domain/channel-answers.ts';
import type { ChannelKey } from './chat-channels.ts';
import type { OrgDb } from './scope.ts';

/** The channels that are answered in another way than usual, each with how. */
export async function unusualAnswers(tx: OrgDb): Promise<(ChannelKey & { answers: ChannelAnswers })[]> {
  const rows = await tx
    .selectFrom('chat_channel')
    .select(['platform', 'workspace', 'channel', 'answers', 'answers_alone', 'answers_bots'])
    .where('org_id', '=', tx.orgId)
    .where((eb) =>
      eb.or([eb('answers', '!=', USUAL_ANSWERS.when), eb('answers_alone', '=', true), eb('answers_bots', '=', true)]),
    )
    .execute();
  return rows.map(({ platform, workspace, channel, answers: when, answers_alone: alone, answers_bots: bots }) => ({
    platform,
    workspace,
    channel,
    answers: { when, alone, bots },
  }));
}

/** Sets how a channel that is kept is answered. */
export async function saveAnswers(
  tx: OrgDb,
  channelId: string,
  { when, alone, bots }: ChannelAnswers,
  { now, by }: { now: Date; by: string },
): Promise<void> {
  await tx
    .updateTable('chat_channel')
    .set({ answers: when, answers_alone: alone, answers_bots: bots, updated_at: now, updated_by: by })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', channelId)
    .execute();
}

/** Counts one question of a bot; false where the channel's bots have asked `most` since `since` already. One at a time, in one statement. */
export async function countBotQuestion(
  tx: OrgDb,
  { platform, workspace, channel }: ChannelKey,
  { now, since, most }: { now: Date; since: Date; most: number },
): Promise<boolean> {
  const over = sql<boolean>`bots_since is null or bots_since <= ${since}`;
  const result = await tx
    .updateTable('chat_channel')
    .set({
      bots_answered: sql<number>`case when ${over} then 1 else bots_answered + 1 end`,
      bots_since: sql<Date>`case when ${over} then ${now} else bots_since end`,
    })
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .where('answers_bots', '=', true)
    .where(sql<boolean>`(${over} or bots_answered < ${most})`)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
