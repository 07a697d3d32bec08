import type { Language } from '../../domain/language.ts';
import type { CaseEvidence, ModerationAction, ModerationCase, ModerationStep, Power } from '../../domain/moderation.ts';
import {
  hoursOf,
  type ModerationPolicy,
  RUNG_STEPS,
  type RungStep,
  TRIGGERS,
  type Trigger,
} from '../../domain/moderation-policy.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardAction, CardPart } from '../card.ts';
import { BY_RULES, caseLine, channelText, stepText, whyText } from '../case-text.ts';
import { reasonText } from '../catalogue/escalation-reasons.ts';
import { actionWords } from '../catalogue/moderation-action.ts';
import { lastingText, moderationWords } from '../catalogue/moderation-case.ts';
import { listText, terms } from '../catalogue/terms.ts';
import { isHidden, masked } from '../hidden-quote.ts';
import { pathOf } from '../links.ts';
import { powersIn } from '../moderation-powers.ts';
import { spanText, timeText } from '../time-text.ts';
import type { CardView } from './card-view.ts';

/** A case with all that its card shows. */
export interface CaseShown {
  case: ModerationCase;
  /** In the order it was said. */
  evidence: readonly CaseEvidence[];
  /** What was done about it, oldest first. */
  actions: readonly ModerationAction[];
  policy: Pick<ModerationPolicy, 'ladder' | 'steps'>;
  incidentRef: string | null;
  /** What each step really comes to where it happened; as its platform usually has it where absent. */
  powers?: Partial<Record<ModerationStep, Power>>;
}

const QUOTES = 3;
const NAMES = 5;
const POINTS = 12;

/** One case: who, against whom, where, what was said, how it escalated, cases like it, what is advised and why, what can be done. */
export function caseCard(
  shown: CaseShown,
  /** `revealed`: for somebody's eyes who asked to see what is hidden. */
  view: CardView & { revealed?: boolean },
): Card {
  const { case: one, evidence, actions, incidentRef } = shown;
  const { urls = pathOf, timeZone, language = 'en', revealed = false } = view;
  const { card: words, kinds, states } = moderationWords[language];
  const ref = formatReference({ kind: 'case', number: one.number });
  const parts: CardPart[] = [
    {
      kind: 'heading',
      text: `${ref} ${capital(kinds[one.kind])}: ${whoText(one, language)}`,
      severity: one.severity,
      status: states[one.state],
      url: urls(ref),
    },
    { kind: 'text', text: caseLine(one, language) },
    { kind: 'facts', facts: factsOf(one, timeZone, language, incidentRef) },
  ];
  const quoted = worstOf(evidence);
  for (const quote of quoted) parts.push(evidencePart(quote, timeZone, language, revealed));
  if (evidence.length > quoted.length)
    parts.push({ kind: 'context', text: words.more(evidence.length - quoted.length) });
  const points = coursePoints(one.course, timeZone);
  if (points.length > 1) parts.push({ kind: 'chart', title: words.course, unit: words.points, points });
  if (one.alike.length > 0) {
    parts.push({ kind: 'context', text: words.similar });
    parts.push({
      kind: 'list',
      items: one.alike.map(({ number, similarity, outcome }) => {
        const other = formatReference({ kind: 'case', number });
        return {
          text: words.alike(Math.round(similarity * 100), outcomeText(outcome, language)),
          ref: other,
          url: urls(other),
        };
      }),
    });
  }
  const { recommendation } = one;
  if (recommendation && one.state === 'open')
    parts.push({
      kind: 'text',
      text: `${words.suggested(stepText(recommendation, language))} ${whyText(one, language)}`,
    });
  for (const action of actions) parts.push({ kind: 'context', text: didText(action, timeZone, language) });
  const buttons = caseActions(shown, ref, view, !revealed && quoted.some(isHidden));
  const explained = powersPart(shown, buttons, language);
  if (explained) parts.push(explained);
  // what decides stands by itself: a platform draws a handful of buttons side by side
  for (const actions of [buttons.filter(decides), buttons.filter((button) => !decides(button))])
    if (actions.length > 0) parts.push({ kind: 'actions', actions });
  if (one.state === 'dismissed' && one.decidedBy !== null) {
    const as = one.dismissedAs === null ? '' : moderationWords[language].dismissals[one.dismissedAs];
    const text = words.dismissed(oneLine(one.decidedBy, 100), as, one.note ? oneLine(one.note, 300) : '');
    parts.push({ kind: 'context', text, ...(one.decidedAt ? { at: one.decidedAt.toISOString() } : {}) });
  }
  if (one.summaryBy !== null && one.summaryBy !== BY_RULES)
    parts.push({ kind: 'context', text: words.saidBy(oneLine(one.summaryBy, 60)) });
  return { key: ref, parts, ...(language === 'en' ? {} : { language }) };
}

/** Cases as a list, newest first. */
export function caseListCard(
  cases: readonly ModerationCase[],
  view: CardView & { title: string; total?: number },
): Card {
  const { language = 'en', urls = pathOf, title, total = cases.length } = view;
  const words = moderationWords[language];
  const parts: CardPart[] = [{ kind: 'heading', text: oneLine(title), url: '/moderation' }];
  if (cases.length === 0) parts.push({ kind: 'text', text: words.card.none });
  else
    parts.push({
      kind: 'list',
      items: cases.map((one) => {
        const ref = formatReference({ kind: 'case', number: one.number });
        const state = one.state === 'open' ? '' : ` (${words.states[one.state]})`;
        const against = one.target ? ` → ${oneLine(one.target.name, 80)}` : '';
        return {
          text: `${capital(words.kinds[one.kind])}: ${whoText(one, language)}${against}, ${channelText(one.channel)}${state}`,
          ref,
          url: urls(ref),
          at: one.updatedAt.toISOString(),
          severity: one.severity,
        };
      }),
      ...(total > cases.length ? { more: { text: words.card.more(total - cases.length), url: '/moderation' } } : {}),
    });
  return { key: 'cases', parts, ...(language === 'en' ? {} : { language }) };
}

/** `Mallory and 2 others` */
function whoText({ offender, offenders }: ModerationCase, language: Language): string {
  const others = Math.max(0, offenders.filter(({ messages }) => messages > 0).length - 1);
  const name = oneLine(offender.name, 80) || oneLine(offender.account, 80);
  return others > 0 ? `${name} ${moderationWords[language].card.and(others)}` : name;
}

function factsOf(one: ModerationCase, timeZone: string, language: Language, incidentRef: string | null) {
  const { card: words, triggers } = moderationWords[language];
  const [first, last] = [one.course[0], one.course.at(-1)];
  const named = one.offenders
    .slice(0, NAMES)
    .map(({ account, name, messages }) => `${oneLine(name, 60) || account} (${messages})`);
  const rest = one.offenders.length - named.length;
  const from = first ? new Date(first.at) : one.openedAt;
  const to = last ? new Date(last.at) : one.updatedAt;
  const why = [
    ...one.triggers.map((trigger) => (isTrigger(trigger) ? triggers[trigger] : oneLine(trigger, 60))),
    ...one.reasons.slice(0, 3).flatMap((reason) => reasonText(oneLine(reason, 160), language) ?? []),
  ];
  return [
    { label: words.who, value: [...named, ...(rest > 0 ? [`+${rest}`] : [])].join(', ') },
    ...(one.target
      ? [{ label: words.against, value: oneLine(one.target.name, 80) || oneLine(one.target.account, 80) }]
      : []),
    { label: words.where, value: channelText(one.channel) },
    { label: words.when, value: spanText(from, to, timeZone, language), at: to.toISOString() },
    { label: words.score, value: words.of(Math.round(one.score)) },
    ...(why.length > 0 ? [{ label: words.why, value: why.join('; ') }] : []),
    ...(incidentRef ? [{ label: words.incident, value: incidentRef }] : []),
  ];
}

const isTrigger = (name: string): name is Trigger => (TRIGGERS as readonly string[]).includes(name);

/** The worst of what was said, in the order it was said. */
function worstOf(evidence: readonly CaseEvidence[]): CaseEvidence[] {
  const badness = ({ scores }: CaseEvidence): number => (scores === null ? 0 : Math.max(...Object.values(scores)));
  const worst = new Set(evidence.toSorted((a, b) => badness(b) - badness(a)).slice(0, QUOTES));
  return evidence.filter((one) => worst.has(one));
}

function evidencePart(quoted: CaseEvidence, timeZone: string, language: Language, revealed: boolean): CardPart {
  const { card: words } = moderationWords[language];
  const hidden = !revealed && isHidden(quoted);
  const fate = quoted.deletedAt ? words.deleted : quoted.editedAt ? words.edited : null;
  const origin = [
    oneLine(quoted.authorName, 60) || oneLine(quoted.author, 60),
    timeText(quoted.saidAt, timeZone, language),
    ...(fate ? [fate] : []),
  ];
  return {
    kind: 'evidence',
    quote: oneLine(hidden ? masked(quoted) : quoted.quote, 300) || words.hidden,
    origin: origin.join(', '),
    ...(quoted.url && isWebAddress(quoted.url) ? { url: quoted.url } : {}),
  };
}

const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url);

/** The course, thinned evenly; its first and last points stay. */
function coursePoints(course: ModerationCase['course'], timeZone: string): { label: string; value: number }[] {
  const step = Math.max(1, (course.length - 1) / (POINTS - 1));
  const chosen = new Set(
    Array.from({ length: Math.min(POINTS, course.length) }, (_, i) =>
      Math.min(course.length - 1, Math.round(i * step)),
    ),
  );
  return [...chosen].map((at) => {
    const point = course[at]!;
    return { label: timeText(new Date(point.at), timeZone).slice(-5), value: Math.round(point.score) };
  });
}

function outcomeText(outcome: string, language: Language): string {
  const { steps, states } = moderationWords[language];
  if (Object.hasOwn(states, outcome)) return states[outcome as keyof typeof states];
  return Object.hasOwn(steps, outcome) ? steps[outcome as keyof typeof steps] : oneLine(outcome, 60);
}

function didText(action: ModerationAction, timeZone: string, language: Language): string {
  const { card: words, steps, actionStates } = moderationWords[language];
  const said = words.did({
    ref: formatReference({ kind: 'action', number: action.number }),
    step: steps[action.step],
    name: oneLine(action.accountName, 80) || oneLine(action.account, 80),
    state: actionStates[action.state],
    by: oneLine(action.requestedBy, 80),
    until: action.expiresAt && action.state === 'done' ? timeText(action.expiresAt, timeZone, language) : null,
    automatic: action.automatic,
  });
  return action.outcome === '' || action.state === 'done' ? said : `${said}. ${oneLine(action.outcome, 300)}`;
}

/** What still holds, or is about to, and so can be taken back. */
const HOLDS: readonly ModerationAction['state'][] = ['waiting', 'due', 'done', 'task'];
const BUTTONS = ['warning', 'timeout', 'mute', 'ban'] as const;
const IDS: Record<RungStep, string> = {
  note: 'case.note',
  warning: 'case.warn',
  timeout: 'case.timeout',
  mute: 'case.mute',
  ban: 'case.ban',
};

const DECIDING: ReadonlySet<string> = new Set(['case.dismiss', ...Object.values(IDS)]);
const decides = ({ id }: CardAction): boolean => DECIDING.has(id);

function caseActions(shown: CaseShown, ref: string, view: CardView, hides: boolean): CardAction[] {
  const { case: one, actions, policy, incidentRef } = shown;
  const { urls = pathOf, language = 'en' } = view;
  const { card: words, steps } = moderationWords[language];
  const buttons: CardAction[] = [{ id: 'case.open', label: words.open, value: ref, url: urls(ref) }];
  if (hides) buttons.push({ id: 'case.reveal', label: words.reveal, value: ref });
  const writes = view.can('moderation.write');
  const undecided = one.state === 'open';
  if (writes && undecided) buttons.push({ id: 'case.dismiss', label: words.dismiss, value: ref });
  if (writes && (undecided || one.state === 'acted')) {
    const holding = actions.filter(({ account, state }) => account === one.offender.account && HOLDS.includes(state));
    const taken = Math.max(-1, ...holding.map(({ step }) => RUNG_STEPS.indexOf(step as RungStep)));
    // what was done already is not offered again
    const offered: RungStep[] = one.recommendation?.step === 'note' && undecided ? ['note', ...BUTTONS] : [...BUTTONS];
    for (const step of offered) {
      if (policy.steps[step].mode === 'off' || RUNG_STEPS.indexOf(step) <= taken) continue;
      const advised = undecided && one.recommendation?.step === step;
      buttons.push({
        id: IDS[step],
        label: stepLabel(step, shown, language),
        value: ref,
        ...(step === 'ban'
          ? { style: 'danger' as const, confirm: words.sureBan(oneLine(one.offender.name, 80) || one.offender.account) }
          : advised
            ? { style: 'primary' as const }
            : {}),
      });
    }
  }
  if (incidentRef)
    buttons.push({ id: 'incident.open', label: words.openIt(incidentRef), value: incidentRef, url: urls(incidentRef) });
  else if (view.can('incidents.create') && one.state !== 'dismissed')
    buttons.push({ id: 'case.open_incident', label: words.openIncident, value: ref });
  const evil = shown.evidence.some(({ author, deletedAt }) => author === one.offender.account && deletedAt === null);
  if (writes && (undecided || one.state === 'acted') && policy.steps.delete.mode !== 'off' && evil) {
    const gone = actions.some(({ step, state }) => step === 'delete' && (HOLDS.includes(state) || state === 'lifted'));
    if (!gone) buttons.push({ id: 'case.delete', label: actionWords[language].delete, value: ref });
  }
  if (writes) {
    for (const action of actions.filter(({ state }) => HOLDS.includes(state))) {
      const value = formatReference({ kind: 'action', number: action.number });
      if (action.state === 'waiting') {
        buttons.push({ id: 'action.second', label: actionWords[language].second(value), value, style: 'primary' });
        buttons.push({ id: 'action.decline', label: actionWords[language].decline(value), value });
        continue;
      }
      if (action.state === 'task')
        buttons.push({ id: 'action.by_hand', label: actionWords[language].byHand(value), value });
      buttons.push({ id: 'case.undo', label: `${words.undoIt(value)} (${steps[action.step]})`, value });
    }
    // a dismissal is taken back by the case's own reference
    if (one.state === 'dismissed') buttons.push({ id: 'case.undo', label: words.undo, value: ref });
  }
  return buttons;
}

function stepLabel(step: RungStep, { case: one, policy }: CaseShown, language: Language): string {
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
function powersPart(
  { case: { channel }, powers }: CaseShown,
  buttons: readonly CardAction[],
  language: Language,
): CardPart | null {
  const { steps } = moderationWords[language];
  const offered = BUTTONS.filter((step) => buttons.some(({ id }) => id === IDS[step]));
  const known = powers ?? powersIn(channel, language);
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

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
