import type { OrgDb } from '../../db/scope.ts';
import type { CaseSaid, ModerationCase } from '../../domain/moderation.ts';
import { isPosting, KIND_OF, severityOf, type Trigger } from '../../domain/moderation-policy.ts';
import { BY_RULES, caseSummary } from '../../messages/case-text.ts';
import { casePeopleWords } from '../../messages/catalogue/case-people.ts';
import { caseReasons, withPosting } from './case-reasons.ts';
import { culpritsOf, type Person } from './culprits.ts';
import { escalationOf } from './escalation.ts';
import { featuresOf } from './features.ts';
import { exceptionsIn, type Fired, firedOn, lineIn, type Seen, seenIn } from './fired.ts';
import { newcomersAmong } from './joins/newcomers.ts';
import { lastSaid, withExempt } from './judge-session.ts';
import type { JudgedMessage, JudgedSession } from './judged-session.ts';
import { recommend, strikesNow } from './ladder.ts';
import { type Listed, listsIn } from './lists/listed.ts';
import { conversationNow } from './open-conversations.ts';
import type { PolicyVersion } from './policy.ts';
import type { SaidMessage } from './said-message.ts';
import { MOST_COURSE, tracesOf } from './session-state.ts';
import { postingOf } from './spammers.ts';

/** Who may stand in the case: those whom it named, without those who are out. */
export interface Left {
  /** Whom it is chiefly about first. */
  offenders: readonly Person[];
  target: Person | null;
  out: ReadonlySet<string>;
}

/**
 * What a case says of its conversation when it is judged once more without some people: nothing they said counts, and nothing is aimed at
 * them. It is gone through from its first message as it is remembered, so that the case is as bad as it ever was without them. Nobody joins
 * by it. Null where the conversation is not stored any more.
 */
export async function judgeWithout(
  tx: OrgDb,
  one: ModerationCase,
  { policy }: PolicyVersion,
  { offenders: named, target: about, out }: Left,
  now: Date,
): Promise<CaseSaid | null> {
  const conversation = one.sessionId === null ? null : await conversationNow(tx, one.sessionId);
  if (!conversation) return null;
  const { state, messages, from, to, thread } = conversation;
  const said = await lastSaid(tx, conversation.id, out);
  const newcomers = await newcomersAmong(
    tx,
    said.map(({ author }) => author),
    new Date(to),
  );
  const lists = await listsIn(tx);
  const listed: Listed = (message) => lists.message(one.channel.platform, message, now);
  const exceptions = withExempt(exceptionsIn(policy, one.channel), out);
  const traces = tracesOf(state);
  const all = said.map(asJudged);
  const at = (upTo: number): JudgedSession => {
    const features = featuresOf(
      { recent: traces.slice(0, upTo), hostile: [], names: state.names },
      { messages: messages - traces.length + upTo, startedAt: from },
      out,
    );
    const time = traces[upTo - 1]?.t ?? to;
    return {
      channel: one.channel,
      session: { id: conversation.id, thread, startedAt: new Date(from), lastAt: new Date(time), messages },
      hasCase: true,
      newMessages: all.filter(({ saidAt }) => saidAt.getTime() <= time),
      features,
      ...escalationOf(features),
      course: [],
      forecast: 0,
      recent: traces.slice(0, upTo),
      elsewhere: [],
      listed,
      without: () => ({ features, ...escalationOf(features) }),
    };
  };
  const steps = traces.length === 0 ? [at(0)] : evenly(traces.length).map(at);
  const last = steps.at(-1)!;
  const course = steps.map(({ session, score }) => ({ at: session.lastAt.toISOString(), score: Math.round(score) }));
  const score = Math.max(...course.map((point) => point.score));
  const highest = highestOf(steps.map((step) => seenIn(exceptions, step, policy.content)));
  const fired = firedOn(policy, exceptions, { ...last, score }, highest);
  const leading = fired[0] ?? leadingOf(one);
  const [chief] = named;
  const culprits =
    chief &&
    culpritsOf(leading, last, said, {
      exceptions,
      content: policy.content,
      listed,
      newcomers,
      overLine: lineIn(policy, exceptions, one.channel),
      focus: { chief, target: about },
    });
  if (!chief || !culprits) return null;
  const target = culprits.target;
  const offenders = culprits.offenders.filter(
    ({ account }) => named.some((known) => known.account === account) && account !== target?.account,
  );
  const kind = fired[0] ? KIND_OF[fired[0].trigger] : one.kind === 'pile_on' ? 'harassment' : one.kind;
  const severity = severityOf(policy, kind, score);
  const strikes = await strikesNow(tx, policy, one.channel, chief.account, now, one.id);
  const told: CaseSaid = {
    kind,
    severity,
    offender: { account: chief.account, name: chief.name },
    target,
    offenders,
    score,
    // what fired then was the people who are out: a label against it stands beside
    triggers: fired.length > 0 ? fired.map(({ trigger }) => trigger) : one.triggers,
    reasons: caseReasons(withPosting(last.reasons, fired), { kind, offenders, target }, culprits.hitBack),
    course,
    summary: '',
    summaryBy: BY_RULES,
    recommendation:
      fired.length > 0
        ? recommend(policy, severity, strikes)
        : { step: 'dismiss', why: casePeopleWords.en.nothingLeft, withoutThem: true },
  };
  return { ...told, summary: caseSummary({ ...one, ...told }, 'en') };
}

/** What a case is looked at as where nothing fires any more. */
function leadingOf({ kind, triggers }: ModerationCase): Pick<Fired, 'trigger' | 'message'> {
  return { trigger: isPosting(kind) ? postingOf({ triggers }) : 'escalation', message: null };
}

/** The highest of what each trigger saw. */
function highestOf(each: readonly ReadonlyMap<Trigger, Seen>[]): ReadonlyMap<Trigger, Seen> {
  const highest = new Map<Trigger, Seen>();
  for (const seen of each)
    for (const [trigger, one] of seen)
      if (one.value > (highest.get(trigger)?.value ?? Number.NEGATIVE_INFINITY)) highest.set(trigger, one);
  return highest;
}

const asJudged = (message: SaidMessage): JudgedMessage => ({ ...message, replyTo: null, weighed: [], screener: '' });

/** From 1 to so many, evenly, as many as a course has. */
const evenly = (most: number): number[] => {
  const count = Math.min(most, MOST_COURSE);
  return Array.from({ length: count }, (_, i) => Math.max(1, Math.round(((i + 1) * most) / count)));
};
