import { saveCase } from '../../db/cases.ts';
import { storedActionsOfCase } from '../../db/moderation-actions.ts';
import { type CaseSaid, HOLDING, type ModerationCase, type NotThem } from '../../domain/moderation.ts';
import { readsIn } from '../../domain/principal.ts';
import { formatReference } from '../../domain/reference.ts';
import { worst } from '../../domain/severity.ts';
import { oneLine } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { namedOn, peopleOf, personText } from '../../messages/case-people.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { decisionWords } from '../../messages/catalogue/decisions.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { audit } from '../audit.ts';
import type { Work } from '../work.ts';
import { refOfAction, standing } from './acted.ts';
import { caseChanged, lockedCase } from './decide-case.ts';
import { judgeWithout, type Left } from './judge-without.ts';
import { currentPolicy } from './policy.ts';

/** What came of it. `done` is false where it was so already. */
export interface Corrected {
  case: ModerationCase;
  done: boolean;
  /** A sentence or two in the language of whoever pressed: also what still stands about them, to be taken back where somebody wants that. */
  text: string;
}

const MOST_OUT = 50;

/**
 * Says that somebody was named wrongly in a case, as an attacker or as whom it is aimed at: the case is judged once more without them, and
 * what is said later leaves them out, too. What was done about them stays as it is and is offered to be taken back. It is a label
 * against the rules that had fired. Fails with `forbidden`, `not_found`, `invalid_input` for whom the case does not name, or `conflict`
 * where nobody would be left or the conversation is not stored any more.
 */
export async function takeOut(work: Work, number: number, account: string): Promise<Corrected> {
  const found = await lockedCase(work, number);
  const words = wordsFor(work, decisionWords);
  const objections = wordsFor(work, objectionWords);
  const known = found.notThem.find((one) => one.account === account);
  if (known)
    return {
      case: found,
      done: false,
      text: words.outAlready(nameOf(found, known), refOf(found), known.by),
    };
  const offender = peopleOf(found).find((one) => one.account === account);
  const person = offender ?? (found.target?.account === account ? found.target : undefined);
  if (!person) throw new SafeNestError('invalid_input', objections.noAccount(refOf(found)));
  if (found.notThem.length >= MOST_OUT)
    throw new SafeNestError('conflict', `${MOST_OUT} people were taken out of ${refOf(found)}. Dismiss it instead.`);
  const left = leftOf(found, [...found.notThem.map((one) => one.account), account]);
  if (left.offenders.length === 0)
    throw new SafeNestError('conflict', objections.nobodyLeft(nameOf(found, person), refOf(found)));
  const said = await judgedAnew(work, found, left);
  const out: NotThem = {
    account,
    name: oneLine(person.name, 100),
    was: offender ? 'offender' : 'target',
    triggers: found.triggers,
    at: work.now.toISOString(),
    by: work.principal.name,
    byId: work.principal.actor.id,
    before: saidBy(found),
  };
  const after: ModerationCase = { ...found, ...said, notThem: [...found.notThem, out], updatedAt: work.now };
  await kept(work, found, after, 'case.not_them', { account, name: out.name, was: out.was, triggers: out.triggers });
  const still = (await storedActionsOfCase(work.tx, found.id)).filter(
    (one) => one.account === account && HOLDING.includes(one.state),
  );
  const now = words.out(nameOf(found, person), refOf(after), after.score, found.score);
  const stand = still.map((one) => standing(one, readsIn(work.principal))).join('; ');
  return {
    case: after,
    done: true,
    text: still.length === 0 ? now : `${now} ${words.stillStanding(stand, still.map(refOfAction))}`,
  };
}

/**
 * Says that somebody was named rightly after all: the case is again as it was before they were taken out, together with what came since.
 * Fails with `forbidden`, `not_found` or `conflict`.
 */
export async function putBack(work: Work, number: number, account: string): Promise<Corrected> {
  const found = await lockedCase(work, number);
  const words = wordsFor(work, decisionWords);
  const entry = found.notThem.find((one) => one.account === account);
  if (!entry) {
    const named = [...peopleOf(found), ...(found.target ? [found.target] : [])].find((one) => one.account === account);
    if (!named) throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).noAccount(refOf(found)));
    return { case: found, done: false, text: words.inAlready(nameOf(found, named), refOf(found)) };
  }
  const others = found.notThem.filter((one) => one.account !== account);
  const out = new Set(others.map((one) => one.account));
  const isLast = found.notThem.at(-1) === entry;
  const said = isLast
    ? together(entry.before, found)
    : await judgedAnew(work, found, { ...leftIn(entry.before, found, out), out });
  const after: ModerationCase = { ...found, ...said, notThem: others, updatedAt: work.now };
  await kept(work, found, after, 'case.put_back', { account, name: entry.name, was: entry.was });
  return {
    case: after,
    done: true,
    text: words.inAgain(nameOf(found, entry), refOf(after), after.score),
  };
}

/** Takes somebody out of a case, or puts back who is out of it: what a choice in a form means. */
export async function correctCase(work: Work, number: number, account: string): Promise<Corrected> {
  const { notThem } = await lockedCase(work, number);
  return notThem.some((one) => one.account === account)
    ? putBack(work, number, account)
    : takeOut(work, number, account);
}

/** Who is still in a case without these. */
function leftOf(found: ModerationCase, accounts: readonly string[]): Left {
  const out = new Set(accounts);
  return {
    offenders: peopleOf(found).filter((one) => !out.has(one.account)),
    target: found.target && !out.has(found.target.account) ? found.target : null,
    out,
  };
}

/** Everybody whom the case named then or names now. */
function leftIn(before: CaseSaid, now: ModerationCase, out: ReadonlySet<string>): Pick<Left, 'offenders' | 'target'> {
  const all = new Map([...peopleOf(before), ...peopleOf(now)].map((one) => [one.account, one]));
  const target = [before.target, now.target].find((one) => one != null && !out.has(one.account)) ?? null;
  return {
    offenders: [...all.values()].filter(({ account }) => !out.has(account) && account !== target?.account),
    target,
  };
}

async function judgedAnew(work: Work, found: ModerationCase, left: Left): Promise<CaseSaid> {
  const said = await judgeWithout(work.tx, found, await currentPolicy(work.tx), left, work.now);
  if (!said) throw new SafeNestError('conflict', wordsFor(work, objectionWords).notStored(refOf(found)));
  return said;
}

/** What was said of the conversation before, with what came since: never milder. */
function together(before: CaseSaid, now: ModerationCase): CaseSaid {
  const since = now.offenders.filter(({ account }) => !before.offenders.some((one) => one.account === account));
  return {
    ...before,
    severity: worst(before.severity, now.severity),
    score: Math.max(before.score, now.score),
    triggers: [...new Set([...before.triggers, ...now.triggers])],
    offenders: [
      ...before.offenders.map((one) => {
        const later = now.offenders.find(({ account }) => account === one.account);
        return later
          ? { ...one, messages: Math.max(one.messages, later.messages), worst: Math.max(one.worst, later.worst) }
          : one;
      }),
      ...since.filter(({ account }) => account !== before.target?.account),
    ],
  };
}

const saidBy = ({
  kind,
  severity,
  offender,
  target,
  offenders,
  score,
  triggers,
  reasons,
  course,
  summary,
  summaryBy,
  recommendation,
}: ModerationCase): CaseSaid => ({
  kind,
  severity,
  offender,
  target,
  offenders,
  score,
  triggers,
  reasons,
  course,
  summary,
  summaryBy,
  recommendation,
});

async function kept(
  work: Work,
  before: ModerationCase,
  after: ModerationCase,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await saveCase(work.tx, after);
  await audit(work, {
    action,
    subject: refOf(after),
    detail: { ...detail, score: { before: before.score, after: after.score } },
  });
  await caseChanged(work, after);
}

const nameOf = (found: ModerationCase, person: { account: string; name: string }): string =>
  personText(person, namedOn(found), 60);
const refOf = ({ number }: Pick<ModerationCase, 'number'>): string => formatReference({ kind: 'case', number });
