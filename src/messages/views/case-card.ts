import type { Language } from '../../domain/language.ts';
import {
  BY_HAND,
  type CaseEvidence,
  type ContextMessage,
  HOLDING,
  isAboutWords,
  type ModerationAction,
  type ModerationCase,
  type ModerationStep,
  type NotThem,
  type Power,
  stillCounts,
} from '../../domain/moderation.ts';
import { type ModerationPolicy, TRIGGERS, type Trigger } from '../../domain/moderation-policy.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../card.ts';
import { claimText } from '../case-claim-text.ts';
import { exactText, namedOn, type Person, peopleOf, personText } from '../case-people.ts';
import { BY_RULES, caseLine, channelText, stepText, whyText } from '../case-text.ts';
import { casePeopleWords } from '../catalogue/case-people.ts';
import { reasonText } from '../catalogue/escalation-reasons.ts';
import { moderationWords } from '../catalogue/moderation-case.ts';
import { listText, terms } from '../catalogue/terms.ts';
import { togetherWords } from '../catalogue/together.ts';
import { isHidden, masked } from '../hidden-quote.ts';
import { pathOf } from '../links.ts';
import { handUrl, memberUrl } from '../moderation-powers.ts';
import { spanText, timeText } from '../time-text.ts';
import type { CardView } from './card-view.ts';
import { aloneIn, caseButtons, decides, powersPart, togetherIn } from './case-buttons.ts';

/** A case with all that its card shows. */
export interface CaseShown {
  case: ModerationCase;
  /** In the order it was said. */
  evidence: readonly CaseEvidence[];
  /** What was said around it, in the order it was said, as far as it is still stored. */
  context?: readonly ContextMessage[];
  /** What was done about it, oldest first. */
  actions: readonly ModerationAction[];
  policy: Pick<ModerationPolicy, 'ladder' | 'steps'>;
  incidentRef: string | null;
  /** What each step really comes to where it happened; as its platform usually has it where absent. */
  powers?: Partial<Record<ModerationStep, Power>>;
  /** What those are called who may moderate: nobody of the case passes for one of them. */
  moderators?: readonly string[];
}

const QUOTES = 3;
const NAMES = 5;
const POINTS = 12;
/** Messages before and after what is quoted. */
const AROUND = 2;

/** One case: who, against whom, where, what was said, how it escalated, cases like it, what is advised and why, what can be done. */
export function caseCard(
  shown: CaseShown,
  /** `revealed`: for somebody's eyes who asked to see what is hidden. */
  view: CardView & { revealed?: boolean },
): Card {
  const { case: one, evidence, actions } = shown;
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
    ...(one.claim && one.state === 'open'
      ? [{ kind: 'context' as const, text: claimText(one.claim, timeZone, language) }]
      : []),
    { kind: 'facts', facts: factsOf(shown, timeZone, language) },
  ];
  const quoted = worstOf(evidence);
  const around = aroundOf(quoted, shown.context ?? []);
  const told = (some: readonly ContextMessage[], label: string): void => {
    if (some.length === 0) return;
    parts.push({ kind: 'context', text: label });
    parts.push({ kind: 'list', items: some.map((message) => contextItem(message, shown, { language, revealed })) });
  };
  told(around.before, casePeopleWords[language].before);
  for (const quote of quoted) parts.push(evidencePart(quote, timeZone, language, revealed));
  told(around.after, casePeopleWords[language].after);
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
  const among = namedOn(one, shown.moderators);
  const byHand = actions.filter(({ state }) => BY_HAND.includes(state));
  for (const group of togetherIn(actions)) parts.push({ kind: 'context', text: togetherText(group, language) });
  const alone = new Set(aloneIn(actions));
  for (const action of actions.filter((other) => alone.has(other) && !byHand.includes(other)))
    parts.push({ kind: 'context', text: didText(action, among, timeZone, language) });
  if (byHand.length > 0)
    parts.push({ kind: 'list', items: byHand.map((action) => handTaskItem(action, evidence, language)) });
  for (const out of one.notThem) parts.push({ kind: 'context', text: outText(out, shown, language), at: out.at });
  const left = leftText(shown, language);
  if (left) parts.push({ kind: 'context', text: left });
  const buttons = caseButtons(
    shown,
    ref,
    view,
    !revealed && [...quoted, ...around.before, ...around.after].some(isHidden),
  );
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
          text: `${capital(words.kinds[one.kind])}: ${whoText(one, language)}${against}, ${channelText(one.channel)}${state}${claimed(one, view)}`,
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

/** ` · With Dana since 14:02` */
const claimed = ({ claim, state }: ModerationCase, { timeZone, language = 'en' }: CardView): string =>
  claim && state === 'open' ? ` · ${claimText(claim, timeZone, language)}` : '';

/** `Mallory and 2 others` */
function whoText({ offender, offenders }: ModerationCase, language: Language): string {
  const others = Math.max(0, offenders.filter(({ messages }) => messages > 0).length - 1);
  const name = oneLine(offender.name, 80) || oneLine(offender.account, 80);
  return others > 0 ? `${name} ${moderationWords[language].card.and(others)}` : name;
}

function factsOf({ case: one, incidentRef, moderators }: CaseShown, timeZone: string, language: Language) {
  const { card: words, triggers } = moderationWords[language];
  const [first, last] = [one.course[0], one.course.at(-1)];
  const among = namedOn(one, moderators);
  const spoken = isAboutWords(one);
  const named = one.offenders
    .slice(0, NAMES)
    .map((person) => `${personText(person, among, 60)}${spoken ? ` (${person.messages})` : ''}`);
  const rest = one.offenders.length - named.length;
  const from = first ? new Date(first.at) : one.openedAt;
  const to = last ? new Date(last.at) : one.updatedAt;
  const why = [
    ...one.triggers.map((trigger) => (isTrigger(trigger) ? triggers[trigger] : oneLine(trigger, 60))),
    ...one.reasons.slice(0, 3).flatMap((reason) => reasonText(oneLine(reason, 160), language) ?? []),
  ];
  return [
    { label: words.who, value: [...named, ...(rest > 0 ? [`+${rest}`] : [])].join(', ') },
    ...(one.target ? [{ label: words.against, value: personText(one.target, among) }] : []),
    { label: words.where, value: channelText(one.channel) },
    { label: words.when, value: spanText(from, to, timeZone, language), at: to.toISOString() },
    ...(!spoken ? [] : [{ label: words.score, value: words.of(Math.round(one.score)) }]),
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

/** Of what stands around the evidence, what came right before and right after the quotes that are shown. */
function aroundOf(
  quoted: readonly CaseEvidence[],
  context: readonly ContextMessage[],
): { before: ContextMessage[]; after: ContextMessage[] } {
  const [first, last] = [quoted[0], quoted.at(-1)];
  if (!first || !last) return { before: [], after: [] };
  return {
    before: context.filter(({ saidAt }) => saidAt < first.saidAt).slice(-AROUND),
    after: context.filter(({ saidAt }) => saidAt > last.saidAt).slice(0, AROUND),
  };
}

function contextItem(
  message: ContextMessage,
  { case: one, moderators }: Pick<CaseShown, 'case' | 'moderators'>,
  { language, revealed }: { language: Language; revealed: boolean },
): { text: string; url?: string; at: string } {
  const { quote, author, authorName, deletedAt, saidAt, url } = message;
  const { card: words } = moderationWords[language];
  const who = personText({ account: author, name: authorName }, namedOn(one, moderators), 60);
  const text = quote === null || deletedAt !== null ? `(${words.deleted})` : shownText(message, quote, revealed);
  return {
    text: `${who}${terms[language].colon} ${oneLine(text, 160) || words.hidden}`,
    at: saidAt.toISOString(),
    ...(url && isWebAddress(url) ? { url } : {}),
  };
}

const shownText = (message: ContextMessage, quote: string, revealed: boolean): string =>
  !revealed && isHidden(message) ? masked({ quote, weighed: [] }) : quote;

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

/** What a person has to do by hand: what, about whom, who does it, and where. */
function handTaskItem(
  action: ModerationAction,
  evidence: readonly Pick<CaseEvidence, 'author' | 'url'>[],
  language: Language,
): { text: string; url?: string } {
  const { steps } = moderationWords[language];
  const words = casePeopleWords[language];
  const lifts = action.state === 'lift_task';
  const task = {
    ref: formatReference({ kind: 'action', number: action.number }),
    step: steps[action.step],
    name: exactText({ account: action.account, name: action.accountName }),
    who: forWhom(action),
  };
  const said = lifts ? words.liftByHand(task) : words.byHand(task);
  const wrote = evidence.findLast(({ author, url }) => author === action.account && url !== null && isWebAddress(url));
  const url = memberUrl(action.channel, action.account) ?? wrote?.url ?? handUrl(action.channel);
  return {
    text: action.outcome === '' ? said : `${said}. ${oneLine(action.outcome, 300)}`,
    ...(url ? { url } : {}),
  };
}

/** Who does by hand what was asked for: whoever asked; null where the policy did. */
export const forWhom = ({ state, automatic, requestedBy, liftedBy }: ModerationAction): string | null => {
  const who = (state === 'lift_task' ? liftedBy : null) ?? (automatic ? null : requestedBy);
  return who === null ? null : oneLine(who, 80);
};

/** `Timeout for 3 people (ACT-3 – ACT-5): 2 done, 1 failed` */
function togetherText(group: readonly ModerationAction[], language: Language): string {
  const { steps, actionStates } = moderationWords[language];
  const refs = [group[0]!, group.at(-1)!].map(({ number }) => formatReference({ kind: 'action', number })).join(' – ');
  const states = [...Map.groupBy(group, ({ state }) => state)].map(
    ([state, of]) => `${of.length} ${actionStates[state]}`,
  );
  return togetherWords[language].line(steps[group[0]!.step], group.length, refs, listText(states, language));
}

/** About whom nothing was done, while something was done about others. */
function leftText({ case: one, actions, moderators }: CaseShown, language: Language): string | null {
  if (one.state !== 'acted') return null;
  const about = new Set(actions.filter(stillCounts).map(({ account }) => account));
  const left = peopleOf(one).filter(({ account }) => !about.has(account));
  if (left.length === 0 || about.size === 0) return null;
  const among = namedOn(one, moderators);
  const names = left.slice(0, NAMES).map((person) => personText(person, among, 60));
  return casePeopleWords[language].left(
    listText([...names, ...(left.length > NAMES ? [`+${left.length - NAMES}`] : [])], language),
  );
}

/** Who is out of the case; and what was done about them and still stands, to be taken back by whoever sees it. */
function outText({ account, name, by }: NotThem, { case: one, actions }: CaseShown, language: Language): string {
  const words = casePeopleWords[language];
  const who = personText({ account, name }, namedOn(one), 60);
  const still = actions
    .filter((action) => action.account === account && HOLDING.includes(action.state))
    .map(
      ({ number, step }) => `${formatReference({ kind: 'action', number })} (${moderationWords[language].steps[step]})`,
    );
  const out = words.isOut(who, oneLine(by, 80));
  return still.length === 0 ? out : `${out} ${words.stillStands(who, listText(still, language))}`;
}

function didText(action: ModerationAction, among: readonly Person[], timeZone: string, language: Language): string {
  const { card: words, steps, actionStates } = moderationWords[language];
  const said = words.did({
    ref: formatReference({ kind: 'action', number: action.number }),
    step: steps[action.step],
    name: personText({ account: action.account, name: action.accountName }, among),
    state: actionStates[action.state],
    by: oneLine(action.requestedBy, 80),
    until: action.expiresAt && action.state === 'done' ? timeText(action.expiresAt, timeZone, language) : null,
    automatic: action.automatic,
  });
  return action.outcome === '' || action.state === 'done' ? said : `${said}. ${oneLine(action.outcome, 300)}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
