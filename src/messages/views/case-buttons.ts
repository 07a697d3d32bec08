import type { Language } from '../../domain/language.ts';
import {
  BY_HAND,
  HOLDING,
  type ModerationAction,
  type ModerationCase,
  type ModerationStep,
  type Power,
  stillCounts,
} from '../../domain/moderation.ts';
import { hoursOf, type ModerationPolicy, RUNG_STEPS, type RungStep } from '../../domain/moderation-policy.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { CardAction, CardPart } from '../card.ts';
import { exactText, namedOn, type Person, peopleOf, personText } from '../case-people.ts';
import { casePeopleWords } from '../catalogue/case-people.ts';
import { actionWords } from '../catalogue/moderation-action.ts';
import { lastingText, moderationWords } from '../catalogue/moderation-case.ts';
import { listText, terms } from '../catalogue/terms.ts';
import { togetherWords } from '../catalogue/together.ts';
import { pathOf } from '../links.ts';
import { powersIn } from '../moderation-powers.ts';
import type { CardView } from './card-view.ts';
import type { CaseShown } from './case-card.ts';
import { askedFirst, claimButtons } from './claim-buttons.ts';

const STEP_BUTTONS = ['warning', 'timeout', 'mute', 'ban'] as const;
const IDS: Record<RungStep | 'delete', string> = {
  note: 'case.note',
  warning: 'case.warn',
  timeout: 'case.timeout',
  mute: 'case.mute',
  ban: 'case.ban',
  delete: 'case.delete',
};

const DECIDING: ReadonlySet<string> = new Set(['case.dismiss', ...RUNG_STEPS.map((step) => IDS[step])]);
/** Whether a button decides the case. */
export const decides = ({ id }: CardAction): boolean => DECIDING.has(id);
const ABOUT_SOMEBODY: ReadonlySet<string> = new Set(['case.choose', 'case.all', ...Object.values(IDS)]);
/** Whether a button is for one of those who took part. */
export const isAboutSomebody = ({ id }: CardAction): boolean => ABOUT_SOMEBODY.has(id);

/** Every button of a case: for the whole, for whom it is chiefly about by name where several took part, and for each thing that was done. */
export function caseButtons(shown: CaseShown, ref: string, view: CardView, hides: boolean): CardAction[] {
  const { case: one, incidentRef } = shown;
  const { urls = pathOf, language = 'en' } = view;
  const { card: words } = moderationWords[language];
  const { choose, confirm, notThem, reopen } = casePeopleWords[language];
  const people = peopleOf(one);
  const buttons: CardAction[] = [{ id: 'case.open', label: words.open, value: ref, url: urls(ref) }];
  if (hides) buttons.push({ id: 'case.reveal', label: words.reveal, value: ref });
  const writes = view.can('moderation.write');
  if (writes && one.state === 'open')
    buttons.push({
      id: 'case.dismiss',
      label: words.dismiss,
      ...(view.forms ? { value: ref } : askedFirst(one, view, ref)),
    });
  const chief = personButtons(shown, ref, view, people[0]!, people.length > 1);
  buttons.push(...chief.filter(decides));
  if (people.length > 1 && people.some((person) => personButtons(shown, ref, view, person).length > 0))
    buttons.push({
      id: 'case.choose',
      label: choose,
      value: ref,
      ...(view.forms ? {} : { url: `${urls(ref)}#people-title` }),
    });
  const open = people.filter(({ account }) => !shown.actions.some((done) => done.account === account && holds(done)));
  if (writes && (one.state === 'open' || one.state === 'acted') && people.length > 1 && open.length > 1)
    buttons.push({
      id: 'case.all',
      label: togetherWords[language].all(open.length),
      value: ref,
      ...(view.forms ? {} : { url: `${urls(ref)}#all-title` }),
    });
  if (writes && mayBeCorrected(one))
    buttons.push({
      id: 'case.not_them',
      label: notThem,
      value: ref,
      ...(view.forms ? {} : { url: `${urls(ref)}#people-title` }),
    });
  if (writes && one.state === 'open') buttons.push(...claimButtons(one, ref, view));
  // what was done is taken back sooner than anything else is begun
  if (writes) {
    const [alone, together] = [aloneIn(shown.actions), togetherIn(shown.actions)];
    for (const group of together) buttons.push(...togetherButtons(group, view));
    for (const action of alone) buttons.push(...actionButtons(action, view));
  }
  if (writes && one.state === 'acted' && one.decidedById === null && shown.actions.some(isByPolicy))
    buttons.push({ id: 'case.confirm', label: confirm, value: ref });
  if (incidentRef)
    buttons.push({ id: 'incident.open', label: words.openIt(incidentRef), value: incidentRef, url: urls(incidentRef) });
  else if (view.can('incidents.create') && one.state !== 'dismissed')
    buttons.push({ id: 'case.open_incident', label: words.openIncident, value: ref });
  buttons.push(...chief.filter((button) => !decides(button)));
  // what was decided is taken back by the case's own reference
  if (writes && (one.state === 'dismissed' || one.state === 'overturned'))
    buttons.push({ id: 'case.undo', label: one.state === 'dismissed' ? words.undo : reopen, value: ref });
  return buttons;
}

/** Whether somebody may be taken out of a case, or put back into it. */
export const mayBeCorrected = (one: ModerationCase): boolean =>
  (one.state === 'open' || one.state === 'acted') &&
  (one.notThem.length > 0 || one.target !== null || peopleOf(one).length > 1);

const holds = (action: ModerationAction): boolean => action.step !== 'note' && HOLDING.includes(action.state);

/** What was decided for several at once, by decision; one of whom is no group. */
export const togetherIn = (actions: readonly ModerationAction[]): ModerationAction[][] =>
  [...Map.groupBy(actions, ({ together }) => together)].flatMap(([id, group]) =>
    id !== null && group.length > 1 ? [group] : [],
  );

/** All others, and of those what a person has to do by hand. */
export function aloneIn(actions: readonly ModerationAction[]): ModerationAction[] {
  const grouped = new Set(togetherIn(actions).flat());
  return actions.filter((action) => !grouped.has(action) || BY_HAND.includes(action.state));
}

/** What may be said about all that was decided at once; named by its first. */
function togetherButtons(group: readonly ModerationAction[], view: CardView): CardAction[] {
  const { language = 'en' } = view;
  const words = togetherWords[language];
  const value = formatReference({ kind: 'action', number: group[0]!.number });
  const waiting = group.filter(({ state }) => state === 'waiting');
  const holding = group.filter(({ state }) => HOLDING.includes(state));
  const own = view.actorId != null && view.actorId === group[0]!.requestedById;
  if (waiting.length > 0)
    return [
      ...(own
        ? []
        : [{ id: 'action.second_all', label: words.second(waiting.length), value, style: 'primary' as const }]),
      { id: 'case.undo_all', label: own ? words.undo(holding.length) : words.decline(holding.length), value },
    ];
  return holding.length > 1 ? [{ id: 'case.undo_all', label: words.undo(holding.length), value }] : [];
}

const isByPolicy = (action: ModerationAction): boolean => action.automatic && stillCounts(action);

/**
 * What may be done about one of those who took part, gentlest first; nothing that was done about them already. `named`: each button says
 * whom it is for.
 */
export function personButtons(
  shown: CaseShown,
  ref: string,
  view: CardView,
  person: Person,
  named = false,
): CardAction[] {
  const { case: one, actions, policy, evidence } = shown;
  const { language = 'en' } = view;
  const undecided = one.state === 'open';
  if (!view.can('moderation.write') || (!undecided && one.state !== 'acted')) return [];
  const { account } = person;
  const { value, confirm } = askedFirst(one, view, ref, account);
  const { colon } = terms[language];
  const whom = named ? `${colon} ${personText(person, namedOn(one, shown.moderators), 30)}` : '';
  const isChief = account === one.offender.account;
  const holding = actions.filter((action) => action.account === account && HOLDING.includes(action.state));
  const taken = Math.max(-1, ...holding.map(({ step }) => RUNG_STEPS.indexOf(step as RungStep)));
  const advises = (step: RungStep): boolean => undecided && isChief && one.recommendation?.step === step;
  const buttons: CardAction[] = [];
  for (const step of advises('note') ? RUNG_STEPS : STEP_BUTTONS) {
    // what was done already is not offered again
    if (policy.steps[step].mode === 'off' || RUNG_STEPS.indexOf(step) <= taken) continue;
    buttons.push({
      id: IDS[step],
      label: `${stepLabel(step, one, policy, language)}${whom}`,
      value,
      ...(confirm === undefined ? {} : { confirm }),
      ...(step === 'ban'
        ? {
            style: 'danger' as const,
            confirm: together(confirm, moderationWords[language].card.sureBan(exactText(person))),
          }
        : advises(step)
          ? { style: 'primary' as const }
          : {}),
    });
  }
  const wrote = evidence.some(({ author, deletedAt }) => author === account && deletedAt === null);
  const gone = actions.some(
    (action) =>
      action.step === 'delete' &&
      action.account === account &&
      (HOLDING.includes(action.state) || action.state === 'lifted'),
  );
  if (policy.steps.delete.mode !== 'off' && wrote && !gone)
    buttons.push({
      id: IDS.delete,
      label: `${actionWords[language].delete}${whom}`,
      value,
      ...(confirm === undefined ? {} : { confirm }),
    });
  return buttons;
}

const together = (first: string | undefined, then: string): string => (first === undefined ? then : `${first} ${then}`);

/** The steps that may still be asked for about one of those who took part, by whoever moderates. */
export function stepsOpenFor(shown: CaseShown, ref: string, view: CardView, person: Person): ModerationStep[] {
  const offered = new Set(personButtons(shown, ref, view, person).map(({ id }) => id));
  return ([...RUNG_STEPS, 'delete'] as const).filter((step) => offered.has(IDS[step]));
}

/** What may be said about one thing that was done: agreed to, declined, done by hand, taken back. */
export function actionButtons(action: ModerationAction, view: CardView): CardAction[] {
  const { language = 'en' } = view;
  const { card: words, steps } = moderationWords[language];
  const value = formatReference({ kind: 'action', number: action.number });
  const { second, decline, byHand } = actionWords[language];
  if (action.state === 'waiting') {
    // whoever asked for it is not the second who wants it
    const own = view.actorId != null && view.actorId === action.requestedById;
    return [
      ...(own ? [] : [{ id: 'action.second', label: second(value), value, style: 'primary' as const }]),
      { id: 'action.decline', label: own ? words.undoIt(value) : decline(value), value },
    ];
  }
  if (action.state === 'lift_task')
    return [{ id: 'action.by_hand', label: casePeopleWords[language].liftedByHand(value), value, style: 'primary' }];
  if (!HOLDING.includes(action.state)) return [];
  return [
    ...(action.state === 'task'
      ? [{ id: 'action.by_hand', label: byHand(value), value, style: 'primary' as const }]
      : []),
    { id: 'case.undo', label: `${words.undoIt(value)} (${steps[action.step]})`, value },
  ];
}

/** The button of a step: `Time out 24 h`. */
export function stepLabel(
  step: RungStep,
  one: Pick<ModerationCase, 'recommendation'>,
  policy: Pick<ModerationPolicy, 'ladder'>,
  language: Language,
): string {
  const { card: words, steps } = moderationWords[language];
  switch (step) {
    case 'note':
      return steps.note;
    case 'warning':
      return words.warn;
    case 'timeout':
      return words.timeout(lastingText(hoursOf(policy, step, one.recommendation)));
    case 'mute':
      return words.mute(lastingText(hoursOf(policy, step, one.recommendation)));
    case 'ban':
      return words.ban;
  }
}

/** What each button really comes to there; steps that come to the same are told together. */
export function powersPart(
  { case: { channel }, powers }: CaseShown,
  buttons: readonly CardAction[],
  language: Language,
): Extract<CardPart, { kind: 'list' }> | null {
  const { steps } = moderationWords[language];
  const offered = STEP_BUTTONS.filter((step) => buttons.some(({ id }) => id === IDS[step]));
  const known: Partial<Record<ModerationStep, Power>> = powers ?? powersIn(channel, language);
  const told = Map.groupBy(
    offered.flatMap((step) => (known[step] ? [{ step, power: known[step] }] : [])),
    ({ power }) => `${power.what}\n${power.url ?? ''}`,
  );
  if (told.size === 0) return null;
  return {
    kind: 'list',
    items: [...told.values()].map((same) => {
      const { what, url } = same[0]!.power;
      const names = listText(
        same.map(({ step }) => steps[step]),
        language,
      );
      return { text: `${names}${terms[language].colon} ${oneLine(what, 300)}`, ...(url ? { url } : {}) };
    }),
  };
}
