import { evidenceOf, keepEvidence } from '../../db/case-evidence.ts';
import { saveCase } from '../../db/cases.ts';
import type { CaseKind, ModerationCase, Offender } from '../../domain/moderation.ts';
import { KIND_OF, type ModerationPolicy, severityOf } from '../../domain/moderation-policy.ts';
import { severityRank, worst } from '../../domain/severity.ts';
import { BY_RULES, caseSummary } from '../../messages/case-text.ts';
import { caseReasons, withPosting } from './case-reasons.ts';
import type { Culprits } from './culprits.ts';
import { chooseEvidence, MOST_EVIDENCE } from './evidence.ts';
import type { JudgedSession, JudgingWork } from './judged-session.ts';
import { recommend, strikesNow } from './ladder.ts';
import { asListed, whoIsListed } from './lists/who-is-listed.ts';
import { type Crossing, courseOf } from './open-case.ts';
import type { PolicyVersion } from './policy.ts';
import { saysPosting } from './posting/refused.ts';
import { placeAmongOthers } from './similar-cases.ts';

/** A score that moves by less is no news. */
const TELLING_POINTS = 5;

export interface Grown {
  case: ModerationCase;
  /** There is something new to see. */
  changed: boolean;
  /** It was decided, and went on after that. */
  reopened: boolean;
}

/**
 * A case whose conversation goes on: it takes up who joined in and what was said, gets worse and never milder. What was decided is
 * opened again where it went on after the decision: what was acted on, or taken back, by anything offensive; what was dismissed, only by
 * something of another kind or worse than what the moderators saw. Kept only where there is something new to see.
 */
export async function growCase(
  work: JudgingWork,
  { policy }: PolicyVersion,
  known: ModerationCase,
  judged: JudgedSession,
  crossing: Crossing,
): Promise<Grown> {
  const { tx, now } = work;
  const { fired, culprits, said } = crossing;
  const kind = graver(policy, known.kind, fired[0] && culprits ? KIND_OF[fired[0].trigger] : known.kind);
  const severity = worst(known.severity, severityOf(policy, kind, judged.score));
  const fresh = culprits ? fired.filter(({ trigger }) => !known.triggers.includes(trigger)) : [];
  const worse = fresh.length > 0 || severity !== known.severity;
  const goOn = known.state === 'open' ? new Set<string>() : whoGoesOn(known, judged, crossing);
  const reopened = culprits !== null && goOn.size > 0 && (known.state !== 'dismissed' || worse);
  if (known.state !== 'open' && known.state !== 'acted' && !reopened)
    return { case: known, changed: false, reopened: false };

  const turned = culprits !== null && (reopened || kind !== known.kind);
  const chief = turned ? stillAtIt(culprits, goOn) : known.offender;
  const targets = turned ? [culprits.target, known.target] : [known.target, culprits?.target];
  // nobody turns on themselves: whoever is held to account is not whom it is against
  const target = targets.find((one) => one != null && one.account !== chief.account) ?? null;
  const own = turned ? culprits : crossing.within({ chief, target });
  // who was not seen to take part joins only where a line is crossed
  const seen = (own?.offenders ?? []).filter(
    ({ account }) => fired.length > 0 || known.offenders.some((one) => one.account === account),
  );
  const offenders = together(known.offenders, seen, chief.account).filter(
    ({ account }) => account !== target?.account || account === chief.account,
  );
  const grown: ModerationCase = {
    ...known,
    kind,
    severity,
    offender: chief,
    target,
    offenders,
    score: Math.max(known.score, Math.round(judged.score)),
    triggers: [...known.triggers, ...fresh.map(({ trigger }) => trigger)],
    reasons: caseReasons(
      withPosting(withPosting(judged.reasons, [{ why: stillPosted(known) }]), [
        ...fired,
        { why: whoIsListed(judged, offenders) },
      ]),
      { kind, offenders, target },
      own?.hitBack ?? null,
    ),
    course: courseOf(judged),
    updatedAt: now,
    ...(reopened
      ? { state: 'open', decidedAt: null, decidedBy: null, decidedById: null, note: null, dismissedAs: null }
      : {}),
  };
  if (grown.summaryBy === BY_RULES || turned) {
    grown.summaryBy = BY_RULES;
    grown.summary = caseSummary(grown, 'en');
  }
  if (grown.state === 'open' && (turned || severity !== known.severity)) {
    // what was done about this case already counts once it goes on
    const strikes = await strikesNow(tx, policy, known.channel, chief.account, now, reopened ? null : known.id);
    grown.recommendation = asListed(policy, recommend(policy, severity, strikes), judged, chief.account);
  }

  const kept = await evidenceOf(tx, known.id);
  const about = new Set(offenders.map(({ account }) => account));
  const joined = offenders.some(({ account }) => !known.offenders.some((one) => one.account === account));
  const isNew = new Set(judged.newMessages.map(({ id }) => id));
  const theirs = said.filter(({ author }) => about.has(author));
  const looked = turned || joined || fresh.length > 0 ? theirs : theirs.filter(({ id }) => isNew.has(id));
  const full = kept.length >= MOST_EVIDENCE;
  const firing = new Set(fresh.flatMap(({ message }) => (message ? [message.id] : [])));
  const added = await keepEvidence(
    tx,
    known.id,
    chooseEvidence(
      fired,
      full ? looked.filter(({ id }) => firing.has(id)) : looked,
      judged.newMessages,
      own?.counted ?? new Set(),
    ),
  );
  const changed = reopened || added.length > 0 || differs(known, grown);
  if (!changed) return { case: known, changed, reopened };
  if (added.length > 0) {
    const quotes = (await evidenceOf(tx, known.id)).map(({ quote }) => quote);
    grown.alike = await placeAmongOthers(tx, grown, quotes);
  }
  await saveCase(tx, grown);
  return { case: grown, changed, reopened };
}

/** What was found in what people posted stays found. */
const stillPosted = ({ reasons }: ModerationCase): string[] => reasons.filter(saysPosting);

/** Who went on after a case was decided: with what counts against them. */
function whoGoesOn(known: ModerationCase, judged: JudgedSession, { culprits }: Crossing): Set<string> {
  const after = judged.newMessages.filter(({ saidAt }) => known.decidedAt === null || saidAt > known.decidedAt);
  return new Set(after.filter(({ id }) => culprits?.counted.has(id)).map(({ author }) => author));
}

/** Of those who are to be held to account the first who has not stopped; something was done about the others. */
function stillAtIt({ chief, offenders }: Culprits, goOn: ReadonlySet<string>): Culprits['chief'] {
  if (goOn.size === 0 || goOn.has(chief.account)) return chief;
  const next = offenders.find(({ account }) => goOn.has(account));
  return next ? { account: next.account, name: next.name } : chief;
}

/** The graver of two kinds; the one that stands where they are equal. */
function graver(policy: ModerationPolicy, stands: CaseKind, other: CaseKind): CaseKind {
  const rank = (kind: CaseKind): number => severityRank(policy.severity.base[kind]);
  return rank(other) > rank(stands) ? other : stands;
}

/** Everybody who ever took part, with the most that was seen of them. */
function together(before: readonly Offender[], now: readonly Offender[], chief: string): Offender[] {
  const all = new Map(before.map((one) => [one.account, one]));
  for (const one of now) {
    const known = all.get(one.account);
    all.set(
      one.account,
      known
        ? { ...one, messages: Math.max(known.messages, one.messages), worst: Math.max(known.worst, one.worst) }
        : one,
    );
  }
  return [...all.values()]
    .sort(
      (a, b) =>
        Number(b.account === chief) - Number(a.account === chief) ||
        b.messages - a.messages ||
        b.worst - a.worst ||
        (a.account < b.account ? -1 : 1),
    )
    .slice(0, 50);
}

const differs = (before: ModerationCase, after: ModerationCase): boolean =>
  before.kind !== after.kind ||
  before.severity !== after.severity ||
  before.state !== after.state ||
  before.triggers.length !== after.triggers.length ||
  before.offender.account !== after.offender.account ||
  before.offenders.length !== after.offenders.length ||
  after.score - before.score >= TELLING_POINTS;
