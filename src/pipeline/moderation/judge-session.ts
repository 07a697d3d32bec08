import { noteOriginals } from '../../db/case-evidence.ts';
import { lockCaseOfSession } from '../../db/cases.ts';
import { messagesOfSession } from '../../db/chat-messages.ts';
import { addOutboxOnce } from '../../db/outbox.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { ModerationCase } from '../../domain/moderation.ts';
import { isPosting, KIND_OF } from '../../domain/moderation-policy.ts';
import { BY_RULES } from '../../messages/case-text.ts';
import { actByItself } from './act-by-itself.ts';
import { culpritsOf, type Focus } from './culprits.ts';
import { type Exceptions, exceptionsIn, firedOn, lineIn, seenIn } from './fired.ts';
import { growCase } from './grow-case.ts';
import { copiesByNewcomers, newcomersAmong, seenOfNewcomers } from './joins/newcomers.ts';
import type { JudgedSession, JudgingWork } from './judged-session.ts';
import { withoutKnownListed } from './lists/known-listed.ts';
import { openCase } from './open-case.ts';
import { currentPolicy } from './policy.ts';
import { refusedSoFar } from './posting/posting-in.ts';
import { LISTED, REFUSING } from './posting/refused.ts';
import { withoutCopies } from './posting/without-copies.ts';
import type { SaidMessage } from './said-message.ts';
import { noteSilent } from './silent.ts';
import { postingOf } from './spammers.ts';

/** So far back it is looked for who did what. */
const LOOKED_BACK = 500;

/**
 * Judges a conversation by the organisation's policy, inside the transaction that applies its new messages and holds
 * `moderation_head`: what crosses a line opens a case, one for each conversation, and what goes on lets that case grow. The rows
 * of its messages hold scores and session already. What is to be told is added to the work's news.
 */
export async function judgeSession(work: JudgingWork, conversation: JudgedSession): Promise<void> {
  const { tx } = work;
  if (conversation.channel.strictness === 'off') return;
  const known = conversation.hasCase ? await lockCaseOfSession(tx, conversation.session.id) : null;
  work.policy ??= await currentPolicy(tx);
  const current = work.policy;
  const out = new Set(known?.notThem.map(({ account }) => account));
  const judged = known && out.size > 0 ? leavingOut(conversation, known, out) : conversation;
  const exceptions = withExempt(exceptionsIn(current.policy, judged.channel), out);
  const { content } = current.policy;
  let last: SaidMessage[] | null = null;
  const saidLast = async (): Promise<SaidMessage[]> => {
    last ??= await lastSaid(tx, judged.session.id, out);
    return last;
  };
  const now = seenIn(exceptions, judged, content);
  // what is refused counts with what the same people posted before
  const refused = REFUSING.filter((trigger) => (now.get(trigger)?.value ?? 0) > 0);
  const theirs = ({ author }: SaidMessage): boolean => !exceptions.accounts.has(author);
  const soFar =
    refused.length > 0 ? refusedSoFar((await saidLast()).filter(theirs), content, refused, judged.listed) : [];
  const seen = new Map([...now, ...[...soFar].map(([trigger, one]) => [trigger, { ...one, message: null }] as const)]);
  const newcomers = await newcomersIn();
  if (newcomers.size > 0)
    seen.set('new_copies', seenOfNewcomers(copiesByNewcomers((await saidLast()).filter(theirs), newcomers)));
  // what is refused depends on the policy: it is counted anew for whoever asks
  for (const [trigger, { value }] of seen)
    if (value > 0 && !LISTED.some((one) => one === trigger))
      work.peaks.push({ sessionId: judged.session.id, trigger, value });
  const crossed = await withoutCopies(work, judged, firedOn(current.policy, exceptions, judged, seen));
  const fired = await withoutKnownListed(work, judged, crossed);
  await noteSilent(work, current, judged, { exceptions, seen, saidLast, newcomers });
  if (fired.length === 0 && !known) return;

  const said = await saidLast();
  const { listed } = judged;
  const judging = {
    exceptions,
    content,
    listed,
    newcomers,
    overLine: lineIn(current.policy, exceptions, judged.channel),
  };
  const culprits = fired.length > 0 ? culpritsOf(fired[0]!, judged, said, judging) : null;
  if (!known) {
    if (!culprits) return;
    const opened = await openCase(work, current, judged, { fired, culprits, said });
    await tell(work, opened);
    work.toWord.push(opened.id);
    await actByItself(work, current.policy, opened);
    return;
  }
  const followed = await followOriginals(work, judged);
  // a flood beside a quarrel is no part of it; where nothing fired it is looked at as what a conversation comes to
  const own = fired.find(({ trigger }) => isPosting(KIND_OF[trigger]) === isPosting(known.kind));
  const leading = own ?? {
    trigger: isPosting(known.kind) ? postingOf(known) : ('escalation' as const),
    message: null,
  };
  const within = (focus: Focus) => culpritsOf(leading, judged, said, { ...judging, focus });
  const grown = await growCase(work, current, known, judged, { fired, culprits, said, within });
  if (grown.changed || followed) await tell(work, grown.case);
  if (grown.case.summaryBy === BY_RULES && grown.changed) work.toWord.push(grown.case.id);
  if (grown.changed) await actByItself(work, current.policy, grown.case);

  /** Who of the conversation joined lately, where that is minded and one of them speaks. */
  async function newcomersIn(): Promise<ReadonlySet<string>> {
    if (current.policy.triggers.new_copies.on === false) return new Set();
    const speaking = judged.newMessages.map(({ author }) => author);
    if ((await newcomersAmong(tx, speaking, work.now)).size === 0) return new Set();
    const all = (await saidLast()).map(({ author }) => author);
    return newcomersAmong(tx, all, work.now);
  }
}

/** What people said last, as far as it was screened, oldest first; bots are left out, and nothing is said to who is `out` of the case. */
export const lastSaid = async (tx: OrgDb, sessionId: string, out: ReadonlySet<string>): Promise<SaidMessage[]> =>
  (await messagesOfSession(tx, sessionId, LOOKED_BACK)).flatMap(({ author, content, scores, targets, ...rest }) =>
    author === null || author.bot || content === null || scores === null
      ? []
      : [
          {
            ...rest,
            targets: targets.filter((one) => !out.has(one)),
            author: author.account,
            authorName: author.name,
            content,
            scores,
          },
        ],
  );

/** A conversation as if some were no part of it: its course goes on from the case's, which was counted without them. */
function leavingOut(judged: JudgedSession, { course }: ModerationCase, out: ReadonlySet<string>): JudgedSession {
  const seen = judged.without(out);
  const at = judged.session.lastAt.toISOString();
  return { ...judged, ...seen, course: [...course.filter((point) => point.at < at), { at, score: seen.score }] };
}

/** Nobody whom a moderator took out of a case is held to account in it. */
export const withExempt = ({ accounts, triggers }: Exceptions, out: ReadonlySet<string>): Exceptions => ({
  accounts: new Set([...accounts, ...out]),
  triggers,
});

/** What became of messages that are evidence is seen on the card; answers whether anything did. */
async function followOriginals({ tx }: JudgingWork, { newMessages }: JudgedSession): Promise<boolean> {
  const changed = newMessages.filter(({ editedAt, deletedAt }) => editedAt !== null || deletedAt !== null);
  const cases = await noteOriginals(
    tx,
    changed.map(({ id, editedAt, deletedAt }) => ({ messageId: id, editedAt, deletedAt })),
  );
  return cases.length > 0;
}

async function tell(work: JudgingWork, { id: subject, severity }: ModerationCase): Promise<void> {
  work.news.push(...(await addOutboxOnce(work.tx, [{ kind: 'case_changed', subject, severity }])));
}
