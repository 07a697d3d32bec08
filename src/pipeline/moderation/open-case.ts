import { keepEvidence } from '../../db/case-evidence.ts';
import { saveCase } from '../../db/cases.ts';
import type { ModerationCase } from '../../domain/moderation.ts';
import { KIND_OF, severityOf } from '../../domain/moderation-policy.ts';
import { beginCase } from './begin-case.ts';
import { caseReasons, withPosting } from './case-reasons.ts';
import type { Culprits, Focus } from './culprits.ts';
import { chooseEvidence } from './evidence.ts';
import type { Fired } from './fired.ts';
import type { JudgedSession, JudgingWork } from './judged-session.ts';
import { recommend, strikesNow } from './ladder.ts';
import { asListed, whoIsListed } from './lists/who-is-listed.ts';
import type { PolicyVersion } from './policy.ts';
import type { SaidMessage } from './said-message.ts';
import { placeAmongOthers } from './similar-cases.ts';

/** What crossed a line: the triggers, the gravest first, who is to be held to account, and what was said. */
export interface Crossing {
  fired: readonly Fired[];
  culprits: Culprits | null;
  said: readonly SaidMessage[];
  /** Who of those whom a case is about already, and beside them, is to be held to account. */
  within: (focus: Focus) => Culprits | null;
}

const MOST_POINTS = 60;

/** Opens the case of a conversation that crossed a line, with its evidence, cases like it and what the ladder advises. */
export async function openCase(
  { tx, now }: JudgingWork,
  { policy, version }: PolicyVersion,
  judged: JudgedSession,
  { fired, culprits, said }: Pick<Crossing, 'fired' | 'said'> & { culprits: Culprits },
): Promise<ModerationCase> {
  const kind = KIND_OF[fired[0]!.trigger];
  const severity = severityOf(policy, kind, judged.score);
  const { chief, target, offenders } = culprits;
  const strikes = await strikesNow(tx, policy, judged.channel, chief.account, now, null);
  const opened = await beginCase(tx, now, {
    sessionId: judged.session.id,
    channel: judged.channel,
    thread: judged.session.thread,
    kind,
    severity,
    offender: chief,
    target,
    offenders,
    score: Math.round(judged.score),
    triggers: fired.map(({ trigger }) => trigger),
    reasons: caseReasons(
      withPosting(judged.reasons, [...fired, { why: whoIsListed(judged, offenders) }]),
      { kind, offenders, target },
      culprits.hitBack,
    ),
    course: courseOf(judged),
    recommendation: asListed(policy, recommend(policy, severity, strikes), judged, chief.account),
    policyVersion: version,
  });
  const evidence = chooseEvidence(fired, said, judged.newMessages, culprits.counted);
  await keepEvidence(tx, opened.id, evidence);
  opened.alike = await placeAmongOthers(
    tx,
    opened,
    evidence.map(({ quote }) => quote),
  );
  if (opened.alike.length > 0) await saveCase(tx, opened);
  return opened;
}

/** How it came, as far as a case keeps it. */
export const courseOf = ({ course }: Pick<JudgedSession, 'course'>): ModerationCase['course'] =>
  course.slice(-MOST_POINTS).map(({ at, score }) => ({ at, score: Math.round(score) }));
