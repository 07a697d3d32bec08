import { findCaseById } from '../../db/cases.ts';
import { findIncidentById } from '../../db/incidents.ts';
import type { ModerationCase, ModerationStep } from '../../domain/moderation.ts';
import { readsIn } from '../../domain/principal.ts';
import { formatReference, parseReference } from '../../domain/reference.ts';
import type { Permission } from '../../domain/role.ts';
import { SafeNestError } from '../../errors.ts';
import type { Card } from '../../messages/card.ts';
import { claimMark, heldText } from '../../messages/case-claim-text.ts';
import { caseLine } from '../../messages/case-text.ts';
import { parseCaseValue } from '../../messages/case-value.ts';
import { claimWords } from '../../messages/catalogue/case-claims.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { decisionWords } from '../../messages/catalogue/decisions.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { outcomeWords } from '../../messages/catalogue/outcomes.ts';
import { titleOfCase } from '../../messages/incident-title.ts';
import { anywayCard } from '../../messages/views/anyway-card.ts';
import { viewOf } from '../../messages/views/card-view.ts';
import { silentCard } from '../../messages/views/silent-card.ts';
import type { ActionOutcome } from '../actions/told.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { currentAppealCard, currentCaseCard, currentIncidentCard } from '../current-card.ts';
import { openIncident } from '../incidents.ts';
import { languageOfMember } from '../member-language.ts';
import type { Work } from '../work.ts';
import { actOnCase } from './act.ts';
import type { Acted } from './acted.ts';
import { liftAll, secondAll } from './all-of-it.ts';
import { decideAppeal } from './appeal.ts';
import { keepHolding, othersClaim } from './case-claim.ts';
import { confirmCase, dismissCase, linkCaseIncident, reopenCase } from './decide-case.ts';
import { doneByHand } from './done-by-hand.ts';
import { liftAction } from './lift.ts';
import { putBack, takeOut } from './not-them.ts';
import { declineAction, secondAction } from './second-action.ts';
import { seeCase, shownCase } from './see-case.ts';
import { seeSilent, turnedOnText, turnOn } from './silent.ts';
import { giveBackCase, nextCase, type Taken, takeCase } from './take-case.ts';

type Press = (work: Work, value: string) => Promise<ActionOutcome>;

/** What a button of `CASE_ACTIONS` needs where it is not the right to moderate, so that a refusal names whoever may. */
export const CASE_NEEDS: Readonly<Record<string, Permission>> = {
  'case.reveal': 'moderation.read',
  'case.open_incident': 'moderation.read',
  'policy.turn_on': 'moderation.rules',
};

/** The buttons of a case, of what was done about it, and of an appeal. What each may do is asked where it is done, too. */
export const CASE_ACTIONS: Record<string, Press> = {
  'case.dismiss': deciding('case.dismiss', async (work, { number }) => {
    const { case: found, done } = await dismissCase(work, number, { as: 'no_violation', anyway: true });
    return { text: decidedText(work, found, done, 'dismissed'), done, card: await currentCaseCard(work, found.number) };
  }),
  'case.take': taking((work, number) => takeCase(work, number)),
  'case.take_over': taking((work, number) => takeCase(work, number, { over: true })),
  'case.give_back': taking(giveBackCase),
  'case.next': async (work, value) => {
    const found = await nextCase(work, whomIn(work, value).number);
    if (!found) return { text: wordsFor(work, claimWords).noOther, done: false, card: null };
    const card = await currentCaseCard(work, found.number);
    return { text: wordsFor(work, claimWords).yours(refOf(found), null), done: true, alone: true, card };
  },
  'case.note': step('case.note', 'note'),
  'case.delete': step('case.delete', 'delete'),
  'case.warn': step('case.warn', 'warning'),
  'case.timeout': step('case.timeout', 'timeout'),
  'case.mute': step('case.mute', 'mute'),
  'case.ban': step('case.ban', 'ban'),
  'case.reveal': reveal,
  'case.open_incident': incidentFrom,
  'case.confirm': async (work, value) => {
    const { case: found, done } = await confirmCase(work, numberIn(work, value, 'case'));
    return { text: decidedText(work, found, done, 'confirmed'), done, card: await currentCaseCard(work, found.number) };
  },
  'case.take_out': correct(takeOut),
  'case.put_back': correct(putBack),
  // what it names: something that was done, or the case that was dismissed or overturned
  'case.undo': async (work, value) => {
    if (parseReference(value.slice(0, 20))?.kind === 'case') {
      const { case: found, done } = await reopenCase(work, numberIn(work, value, 'case'));
      return { text: decidedText(work, found, done, 'open'), done, card: await currentCaseCard(work, found.number) };
    }
    return outcome(work, await liftAction(work, numberIn(work, value, 'action')));
  },
  'case.undo_all': async (work, value) => outcome(work, await liftAll(work, numberIn(work, value, 'action'))),
  'action.second_all': async (work, value) => outcome(work, await secondAll(work, numberIn(work, value, 'action'))),
  'action.second': async (work, value) => outcome(work, await secondAction(work, numberIn(work, value, 'action'))),
  'action.decline': async (work, value) => outcome(work, await declineAction(work, numberIn(work, value, 'action'))),
  'action.by_hand': async (work, value) => outcome(work, await doneByHand(work, numberIn(work, value, 'action'))),
  'policy.turn_on': async (work, value) => {
    const turned = await turnOn(work, value.slice(0, 100));
    const card = silentCard(await seeSilent(work), { ...viewOf(work.principal), language: readsIn(work.principal) });
    return { text: turnedOnText(work, turned), done: turned.done, card };
  },
  'appeal.uphold': decide('uphold'),
  'appeal.overturn': decide('overturn'),
};

function step(id: string, wanted: ModerationStep): Press {
  return deciding(id, async (work, { number, account }) =>
    outcome(
      work,
      await actOnCase(work, number, { step: wanted, ...(account === null ? {} : { account }), anyway: true }),
    ),
  );
}

/** A button that decides a case: whoever presses it while somebody else has the case in hand is asked first, alone. */
function deciding(id: string, decide: (work: Work, whom: Whom) => Promise<ActionOutcome>): Press {
  return async (work, value) => {
    const whom = whomIn(work, value);
    authorise(work.principal, 'moderation.write');
    const found = await seeCase(work, whom.number);
    const claim = othersClaim(found, work.principal, work.now);
    if (!claim || whom.over === claimMark(claim)) return decide(work, whom);
    const { id: member, kind } = work.principal.actor;
    const own = work.principal.place.language;
    const language = own ?? (kind === 'member' ? await languageOfMember(work.tx, member) : 'en');
    const view = { ...viewOf(work.principal), language };
    const card = anywayCard(await shownCase(work.tx, found), { id, account: whom.account, claim }, view);
    return { text: heldText(refOf(found), claim, work.principal.timeZone, language), done: false, alone: true, card };
  };
}

function taking(take: (work: Work, number: number) => Promise<Taken>): Press {
  return async (work, value) => {
    const { case: found, text, done } = await take(work, whomIn(work, value).number);
    return { text, done, card: await currentCaseCard(work, found.number) };
  };
}

function correct(how: typeof takeOut): Press {
  return async (work, value) => {
    const { number, account } = whomIn(work, value);
    if (account === null) throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).ofWhat('whom'));
    const { text, done } = await how(work, number, account);
    return { text, done, card: await currentCaseCard(work, number) };
  };
}

function decide(decision: 'uphold' | 'overturn'): Press {
  return async (work, value) => {
    const { appeal, done, text } = await decideAppeal(work, numberIn(work, value, 'appeal'), { decision });
    return { text, done, card: await currentAppealCard(work, appeal.number) };
  };
}

async function outcome(
  work: Work,
  { action, text, done }: Pick<Acted, 'action' | 'text' | 'done'>,
): Promise<ActionOutcome> {
  const about = action.caseId ? await findCaseById(work.tx, action.caseId) : null;
  return { text, done, card: about && (await currentCaseCard(work, about.number)) };
}

/** The case with what is hidden on it, for the eyes of whoever asked; that they asked is written down. */
async function reveal(work: Work, value: string): Promise<ActionOutcome> {
  const found = await keepHolding(work, await seeCase(work, numberIn(work, value, 'case')));
  await audit(work, { action: 'case.reveal', subject: refOf(found) });
  const card: Card = await currentCaseCard(work, found.number, undefined, { revealed: true });
  return { text: refOf(found), done: true, alone: true, card };
}

async function incidentFrom(work: Work, value: string): Promise<ActionOutcome> {
  authorise(work.principal, 'incidents.create');
  const found = await seeCase(work, numberIn(work, value, 'case'));
  const before = found.incidentId ? await findIncidentById(work.tx, found.incidentId) : null;
  if (before) {
    const ref = formatReference({ kind: 'incident', number: before.number });
    return {
      text: wordsFor(work, outcomeWords).belongs(refOf(found), ref),
      done: false,
      card: await currentCaseCard(work, found.number),
    };
  }
  const incident = await openIncident(work, {
    ...titleOfCase({ kind: 'case', of: found.kind, by: found.offender.name || found.offender.account }),
    severity: found.severity,
    summary: `${refOf(found)}. ${caseLine(found, 'en')}`,
  });
  await linkCaseIncident(work, found.id, incident.id);
  const ref = formatReference({ kind: 'incident', number: incident.number });
  return {
    text: wordsFor(work, outcomeWords).opened(ref, refOf(found)),
    done: true,
    card: await currentIncidentCard(work, incident.number),
  };
}

export function decidedText(
  work: Work,
  found: Pick<ModerationCase, 'number' | 'decidedBy'>,
  done: boolean,
  now: 'dismissed' | 'confirmed' | 'open',
): string {
  const words = wordsFor(work, decisionWords);
  return done ? words.caseIs(refOf(found), now) : words.caseIsAlready(refOf(found), now, found.decidedBy);
}

const refOf = ({ number }: { number: number }): string => formatReference({ kind: 'case', number });

interface Whom {
  number: number;
  account: string | null;
  /** Whose claim whoever presses it was told of. */
  over: string | null;
}

/** Of which case it is a button, and for whom; a button of an earlier release does not say that. */
function whomIn(work: Work, value: string): Whom {
  const { ref, account, over } = parseCaseValue(value);
  return { number: numberIn(work, ref, 'case'), account, over };
}

function numberIn(work: Work, value: string, kind: 'case' | 'action' | 'appeal'): number {
  const reference = value.length <= 100 ? parseReference(value) : null;
  if (reference?.kind !== kind)
    throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).ofWhat(`which ${kind}`));
  return reference.number;
}
