import { findCaseById } from '../../db/cases.ts';
import { findIncidentById } from '../../db/incidents.ts';
import type { ModerationCase, ModerationStep } from '../../domain/moderation.ts';
import { formatReference, parseReference, type ReferenceKind } from '../../domain/reference.ts';
import { SafeNestError } from '../../errors.ts';
import type { Card } from '../../messages/card.ts';
import { caseLine } from '../../messages/case-text.ts';
import { parseCaseValue } from '../../messages/case-value.ts';
import { moderationWords } from '../../messages/catalogue/moderation-case.ts';
import type { ActionOutcome } from '../actions/told.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { currentAppealCard, currentCaseCard, currentIncidentCard } from '../current-card.ts';
import { openIncident } from '../incidents.ts';
import type { Work } from '../work.ts';
import { actOnCase } from './act.ts';
import type { Acted } from './acted.ts';
import { decideAppeal } from './appeal.ts';
import { confirmCase, dismissCase, linkCaseIncident, reopenCase } from './decide-case.ts';
import { doneByHand } from './done-by-hand.ts';
import { liftAction } from './lift.ts';
import { putBack, takeOut } from './not-them.ts';
import { declineAction, secondAction } from './second-action.ts';
import { seeCase } from './see-case.ts';

type Press = (work: Work, value: string) => Promise<ActionOutcome>;

/** The buttons of a case, of what was done about it, and of an appeal. What each may do is asked where it is done. */
export const CASE_ACTIONS: Record<string, Press> = {
  'case.dismiss': async (work, value) => {
    const { case: found, done } = await dismissCase(work, numberIn(value, 'case'), { as: 'no_violation' });
    return { text: decidedText(found, done, 'dismissed'), done, card: await currentCaseCard(work, found.number) };
  },
  'case.note': step('note'),
  'case.delete': step('delete'),
  'case.warn': step('warning'),
  'case.timeout': step('timeout'),
  'case.mute': step('mute'),
  'case.ban': step('ban'),
  'case.reveal': reveal,
  'case.open_incident': incidentFrom,
  'case.confirm': async (work, value) => {
    const { case: found, done } = await confirmCase(work, numberIn(value, 'case'));
    return { text: decidedText(found, done, 'confirmed'), done, card: await currentCaseCard(work, found.number) };
  },
  'case.take_out': correct(takeOut),
  'case.put_back': correct(putBack),
  // what it names: something that was done, or the case that was dismissed or overturned
  'case.undo': async (work, value) => {
    if (parseReference(value.slice(0, 20))?.kind === 'case') {
      const { case: found, done } = await reopenCase(work, numberIn(value, 'case'));
      return { text: decidedText(found, done, 'open again'), done, card: await currentCaseCard(work, found.number) };
    }
    return outcome(work, await liftAction(work, numberIn(value, 'action')));
  },
  'action.second': async (work, value) => outcome(work, await secondAction(work, numberIn(value, 'action'))),
  'action.decline': async (work, value) => outcome(work, await declineAction(work, numberIn(value, 'action'))),
  'action.by_hand': async (work, value) => outcome(work, await doneByHand(work, numberIn(value, 'action'))),
  'appeal.uphold': decide('uphold'),
  'appeal.overturn': decide('overturn'),
};

function step(wanted: ModerationStep): Press {
  return async (work, value) => {
    const { number, account } = whomIn(value);
    return outcome(work, await actOnCase(work, number, { step: wanted, ...(account === null ? {} : { account }) }));
  };
}

function correct(how: typeof takeOut): Press {
  return async (work, value) => {
    const { number, account } = whomIn(value);
    if (account === null) throw new SafeNestError('invalid_input', 'This button does not say whom it is for.');
    const { text, done } = await how(work, number, account);
    return { text, done, card: await currentCaseCard(work, number) };
  };
}

function decide(decision: 'uphold' | 'overturn'): Press {
  return async (work, value) => {
    const { appeal, done, text } = await decideAppeal(work, numberIn(value, 'appeal'), { decision });
    return { text, done, card: await currentAppealCard(work, appeal.number) };
  };
}

async function outcome(work: Work, { action, text, done }: Acted): Promise<ActionOutcome> {
  const about = action.caseId ? await findCaseById(work.tx, action.caseId) : null;
  return { text, done, card: about && (await currentCaseCard(work, about.number)) };
}

/** The case with what is hidden on it, for the eyes of whoever asked; that they asked is written down. */
async function reveal(work: Work, value: string): Promise<ActionOutcome> {
  const found = await seeCase(work, numberIn(value, 'case'));
  await audit(work, { action: 'case.reveal', subject: refOf(found) });
  const card: Card = await currentCaseCard(work, found.number, undefined, { revealed: true });
  return { text: refOf(found), done: true, alone: true, card };
}

async function incidentFrom(work: Work, value: string): Promise<ActionOutcome> {
  authorise(work.principal, 'incidents.create');
  const found = await seeCase(work, numberIn(value, 'case'));
  const before = found.incidentId ? await findIncidentById(work.tx, found.incidentId) : null;
  if (before) {
    const ref = formatReference({ kind: 'incident', number: before.number });
    return {
      text: `${refOf(found)} belongs to ${ref} already.`,
      done: false,
      card: await currentCaseCard(work, found.number),
    };
  }
  const incident = await openIncident(work, {
    title: `${capital(moderationWords.en.kinds[found.kind])} by ${found.offender.name || found.offender.account}`.slice(
      0,
      200,
    ),
    severity: found.severity,
    summary: `${refOf(found)}. ${caseLine(found, 'en')}`,
  });
  await linkCaseIncident(work, found.id, incident.id);
  const ref = formatReference({ kind: 'incident', number: incident.number });
  return {
    text: `Opened ${ref} from ${refOf(found)}.`,
    done: true,
    card: await currentIncidentCard(work, incident.number),
  };
}

const decidedText = (found: ModerationCase, done: boolean, how: string): string =>
  `${refOf(found)} is ${how}${done ? '' : ` already${found.decidedBy ? ` (${found.decidedBy})` : ''}`}.`;

const refOf = ({ number }: { number: number }): string => formatReference({ kind: 'case', number });

/** Of which case it is a button, and for whom; a button of an earlier release does not say that. */
function whomIn(value: string): { number: number; account: string | null } {
  const { ref, account } = parseCaseValue(value);
  return { number: numberIn(ref, 'case'), account };
}

function numberIn(value: string, kind: ReferenceKind): number {
  const reference = value.length <= 100 ? parseReference(value) : null;
  if (reference?.kind !== kind)
    throw new SafeNestError('invalid_input', `This button does not say which ${kind} it is for.`);
  return reference.number;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
