import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** What people decided about the cases that a trigger opened or joined. */
export interface TriggerLabels {
  trigger: string;
  /** Something was done, and stands. */
  right: number;
  /** Dismissed as no violation, a joke or a quotation. */
  dismissed: number;
  /** Taken back by an appeal. */
  overturned: number;
  /** No person has said anything yet: it waits, or the policy acted by itself and nobody has looked. */
  open: number;
}

/**
 * What a case says about its rules, as people decided it: `right` while something that was done stands, `wrong` where it was dismissed as
 * nothing of the kind or overturned by an appeal, `none` where it was handled elsewhere or what was done ended otherwise, else `open`.
 * What the policy did by itself, or a program by its key, is nobody's word until a person has looked.
 */
const verdict = (tx: OrgDb) => sql<'right' | 'wrong' | 'none' | 'open'>`case
  when state <> 'open' and (decided_by_id is null
    or exists (select from api_key where api_key.org_id = ${tx.orgId} and api_key.id = decided_by_id)) then 'open'
  when state = 'acted' then 'right'
  when state = 'dismissed' and dismissed_as is distinct from 'handled_elsewhere' then 'wrong'
  when state = 'overturned' and exists (
    select from moderation_action action
      join appeal on appeal.org_id = action.org_id and appeal.action_id = action.id
    where action.org_id = ${tx.orgId} and action.case_id = moderation_case.id and appeal.state = 'overturned'
  ) then 'wrong'
  when state = 'open' then 'open'
  else 'none' end`;

/** By trigger, what became of its cases that were opened since then. */
export async function triggerLabels(tx: OrgDb, since: Date): Promise<TriggerLabels[]> {
  const { rows } = await sql<TriggerLabels>`
    with labelled as materialized (
      select triggers, state, ${verdict(tx)} as verdict
      from moderation_case where org_id = ${tx.orgId} and opened_at >= ${since}
    )
    select trigger,
      (count(*) filter (where verdict = 'right'))::integer as "right",
      (count(*) filter (where verdict = 'wrong' and state = 'dismissed'))::integer as dismissed,
      (count(*) filter (where verdict = 'wrong' and state = 'overturned'))::integer as overturned,
      (count(*) filter (where verdict = 'open'))::integer as open
    from labelled, unnest(triggers) trigger
    group by trigger order by trigger`.execute(tx);
  return rows;
}

/** The latest cases that a trigger opened since then and people found to be nothing of the kind, by number. */
export async function wronglyOpened(tx: OrgDb, trigger: string, since: Date, limit: number): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    select number from moderation_case
    where org_id = ${tx.orgId} and opened_at >= ${since} and ${trigger} = any(triggers) and ${verdict(tx)} = 'wrong'
    order by number desc limit ${limit}`.execute(tx);
  return rows.map(({ number }) => Number(number));
}

/** How often a value was the highest of a conversation, in channels of a strictness. `bucket` is in the trigger's own steps. */
export interface PeakCount {
  trigger: string;
  strictness: string;
  bucket: number;
  sessions: number;
}

/** Who is called in the words, as src/pipeline/moderation/called-in.ts counts them, and what leads elsewhere, as repeats.ts does. */
const CALL = '(^|[^[:alnum:]_.@])@[[:alnum:]_]|<@[!&]?[[:alnum:]_-]+>';
const LINK =
  'https?://|www[.]|discord[.]gg|t[.]me|[[:alnum:]-]{2,}[.](com|net|org|gg|io|ru|xyz|info|link|shop|site|online|top)([^[:alpha:]]|$)';

/**
 * How high each thing a trigger looks at rose in the conversations that went on between: for each conversation its highest, counted in
 * steps of a hundredth (scores), of one (points of a conversation, and counts up to `mostCounted`).
 */
export async function sessionPeaks(
  tx: OrgDb,
  asked: { from: Date; to: Date; hostileFrom: number; shortestRepeat: number; mostCounted: number },
): Promise<PeakCount[]> {
  const { from, to, hostileFrom, shortestRepeat, mostCounted } = asked;
  const { rows } = await sql<PeakCount>`
    with lately as materialized (
      select session.id, session.score, place.strictness
      from moderation_session session
        join guarded_channel place on place.org_id = session.org_id and place.id = session.guarded_channel_id
      where session.org_id = ${tx.orgId} and session.last_at >= ${from} and session.last_at < ${to}
    ), said as materialized (
      select message.session_id, message.author, message.content, message.targets, message.said_at, message.scores,
        message.guarded_channel_id, message.reply_to,
        greatest(message.scores[1], message.scores[3]) as abuse
      from chat_message message join lately on lately.id = message.session_id
      where message.org_id = ${tx.orgId} and message.scores is not null and not message.author_bot
    ), peaks as (
      select id as session_id, 'escalation' as trigger, floor(score)::integer as bucket from lately
      union all
      select session_id, seen.trigger, floor(max(seen.value) * 100 + 0.001)::integer
      from said, lateral (values
        ('threat', scores[5]), ('identity_attack', scores[4]), ('severe_toxicity', scores[2]), ('abuse', abuse),
        ('sexual', scores[6]), ('profanity', scores[7])
      ) as seen (trigger, value)
      group by session_id, seen.trigger
      union all
      select session_id, 'pile_on', least(max(attackers), ${mostCounted})::integer from (
        select session_id, target, count(distinct author) as attackers
        from (
          select session_id, author, targets, guarded_channel_id, reply_to from said
          where greatest(abuse, scores[4], scores[5]) >= ${hostileFrom}
        ) hostile, lateral (
          select unnest(targets) as target
          union select answered.author from chat_message answered
          where answered.org_id = ${tx.orgId} and answered.guarded_channel_id = hostile.guarded_channel_id
            and answered.message_key = hostile.reply_to
        ) aims
        where target <> author
        group by session_id, target
      ) aimed group by session_id
      union all
      select session_id, 'flood', least(max(times), ${mostCounted})::integer from (
        select session_id, count(*) as times
        from said, lateral (select regexp_replace(lower(content), '[^[:alnum:]]+', '', 'g') as plain) as text
        where length(plain) >= ${shortestRepeat}
        group by session_id, case when content ~* ${LINK} then '' else author end, md5(plain)
      ) repeated group by session_id
      union all
      select session_id, 'mentions', least(max(mentions), ${mostCounted})::integer from (
        select session_id, author, date_trunc('minute', said_at) as minute, count(distinct target) as mentions
        from said, unnest(targets) target
        where target <> author group by session_id, author, date_trunc('minute', said_at)
        union all
        select session_id, author, said_at, regexp_count(content, ${CALL}) from said where position('@' in content) > 0
      ) called group by session_id
    )
    select trigger, strictness, bucket, count(*)::integer as sessions
    from peaks join lately on lately.id = peaks.session_id
    where bucket > 0
    group by trigger, strictness, bucket
    order by trigger, strictness, bucket`.execute(tx);
  return rows;
}

/** A case by what opened or joined it and whether people said that this was right; null where nobody did. */
export interface LabelledCase {
  triggers: string[];
  right: boolean | null;
}

/** The cases that were opened since then, newest first. */
export async function labelledCases(tx: OrgDb, since: Date, limit: number): Promise<LabelledCase[]> {
  const { rows } = await sql<{ triggers: string[]; verdict: string }>`
    select triggers, ${verdict(tx)} as verdict
    from moderation_case where org_id = ${tx.orgId} and opened_at >= ${since}
    order by number desc limit ${limit}`.execute(tx);
  return rows.map(({ triggers, verdict: said }) => ({
    triggers,
    right: said === 'right' ? true : said === 'wrong' ? false : null,
  }));
}
