import type { Alert } from '../../domain/alert.ts';
import { type AlertException, expectedScope } from '../../domain/alert-exception.ts';
import type { LoginEvent } from '../../domain/event.ts';
import type { FaceDecision } from '../../domain/face.ts';
import type { Language } from '../../domain/language.ts';
import type { LoginQuestion } from '../../domain/login-question.ts';
import type { Person } from '../../domain/person.ts';
import type { Box } from '../../domain/picture.ts';
import { formatReference } from '../../domain/reference.ts';
import { hostOf } from '../../domain/signal.ts';
import { oneLine } from '../../domain/text.ts';
import { onClock } from '../../domain/time-words.ts';
import type { Card, CardAction, CardPart } from '../card.ts';
import { alertWords } from '../catalogue/alert.ts';
import { exceptionWords } from '../catalogue/alert-exceptions.ts';
import { cameraWords } from '../catalogue/cameras.ts';
import { lapsingWords } from '../catalogue/lapsing.ts';
import { numberText, terms } from '../catalogue/terms.ts';
import { pathOf } from '../links.ts';
import { alertIn } from '../tell-alert.ts';
import { spanText, timeText } from '../time-text.ts';
import { attachActions } from './attach-form.ts';
import type { CardView } from './card-view.ts';
import { personActions } from './person-card.ts';

const QUOTES = 3;

/** One alert: what happened, how bad, who, where and when, why we think so, what can be done. */
export function alertCard(
  alert: Alert,
  view: CardView & {
    /** The incident it belongs to, e.g. `INC-17`. */
    incidentRef?: string | null;
    /** Some of its events; lines that differ are quoted. */
    events?: readonly LoginEvent[];
    /** When its status was set, where that is known. */
    statusAt?: Date | null;
    /** The camera that saw it, and who it is about with the face to say so of, where there are. */
    camera?: { name: string } | null;
    person?: AlertPerson | null;
    /** What goes on about it beside its status; nothing where absent. */
    course?: AlertCourse;
  },
): Card {
  const { urls = pathOf, timeZone, incidentRef, language = 'en' } = view;
  const { card: words } = alertWords[language];
  const told = alertIn(alert, language);
  const ref = formatReference({ kind: 'alert', number: alert.number });
  const known = view.person && view.can('people.read') ? knownSince(view.person.person, told.title) : null;
  const facts = [
    ...(known ? [{ label: words.knownAs, value: known }] : []),
    ...whoAndWhere(alert, language),
    {
      label: words.when,
      value: spanText(alert.firstSeen, alert.lastSeen, timeZone, language),
      at: alert.lastSeen.toISOString(),
    },
    { label: words.events, value: numberText(alert.count, language) },
    // a rule may name the account or the place once more
    ...told.facts
      .filter((fact) => ![alert.account, alert.address, alert.country].includes(fact.value))
      .map((fact) => ({
        label: fact.label,
        value: oneLine(onClock(fact.value, timeZone, alert.lastSeen, language), 300),
      })),
    ...(incidentRef ? [{ label: words.incident, value: incidentRef }] : []),
  ];
  const parts: CardPart[] = [
    {
      kind: 'heading',
      text: `${ref} ${oneLine(told.title)}`,
      severity: alert.severity,
      status: terms[language].alertStatus[alert.status],
      url: urls(ref),
    },
    ...pictureParts(alert, view),
    { kind: 'facts', facts },
  ];
  for (const event of quotable(view.events ?? [])) {
    const log = formatReference({ kind: 'event', number: event.sequence });
    parts.push({
      kind: 'evidence',
      quote: oneLine(event.text, 300),
      origin: `${log}, ${oneLine(event.source, 60)}`,
      url: urls(log),
    });
  }
  parts.push({ kind: 'actions', actions: alertActions(alert, ref, view) });
  const leaving = [...leavingActions(alert, ref, view), ...attachActions(alert, ref, view)];
  if (leaving.length > 0) parts.push({ kind: 'actions', actions: leaving });
  if (view.person && view.can('people.read')) {
    const { person, face } = view.person;
    // the alert above has a button to open it, too
    const named = (action: CardAction): CardAction =>
      action.id === 'person.open' ? { ...action, label: words.openIt(action.value) } : action;
    parts.push({ kind: 'actions', actions: personActions(person, { ...view, face }).map(named) });
  }
  if (alert.statusBy !== null) {
    const said = alert.statusNote ? `: ${oneLine(alert.statusNote, 500)}` : '';
    const text = `${capital(terms[language].alertStatus[alert.status])}, ${oneLine(alert.statusBy)}${said}`;
    parts.push({ kind: 'context', text, ...(view.statusAt ? { at: view.statusAt.toISOString() } : {}) });
  }
  if (view.course) parts.push(...heldParts(alert, view.course, view), ...courseParts(view.course, view));
  return { key: ref, parts };
}

/** What goes on about an alert beside its status. */
export interface AlertCourse {
  /** Those that hold now. */
  exceptions: readonly AlertException[];
  /** Whom it was told again because nobody acknowledged it, in words. */
  toldAgain: readonly string[];
  /** Of these, whom it never reached. */
  lost?: readonly string[];
  /** Who has it and is asked until then whether they are still on it (null: not asked), and how often that lapsed. */
  held?: { name: string; until: Date | null; lapses: number } | null;
  /** Who was asked whether it was them, and what they said. */
  question: Pick<LoginQuestion, 'state' | 'memberName' | 'answeredAt' | 'askedAt'> | null;
}

/** Whether somebody is still on it. */
function heldParts({ status }: Alert, { held }: AlertCourse, { timeZone, language = 'en' }: CardView): CardPart[] {
  const words = lapsingWords[language];
  if (status === 'acknowledged' && held?.until)
    return [
      { kind: 'text', text: `${words.asked(oneLine(held.name, 80), timeText(held.until, timeZone, language))}.` },
    ];
  return status === 'open' && held && held.lapses > 0
    ? [{ kind: 'context', text: `${words.lapsed(held.lapses)}.` }]
    : [];
}

/** The line that says whom it was told again. */
export const toldAgainLine = (toldAgain: readonly string[], language: Language): string =>
  exceptionWords[language].card.told(oneLine(toldAgain.join(', '), 300));

function courseParts(
  { exceptions, toldAgain, lost = [], question }: AlertCourse,
  { timeZone, language = 'en' }: CardView,
): CardPart[] {
  const { card: words, story } = exceptionWords[language];
  const { events } = terms[language];
  const parts: CardPart[] = exceptions.map((one) => {
    const until = timeText(one.until, timeZone, language);
    const who = oneLine(one.createdBy, 80);
    const said = one.kind === 'snooze' ? words.snoozed(until, who) : words.isExpected(until, who);
    const held = one.suppressed > 0 ? ` (${words.held(events(one.suppressed))})` : '';
    return { kind: 'context', text: `${said}${held}${one.reason ? `: ${oneLine(one.reason, 200)}` : ''}` };
  });
  if (question && question.state !== 'sending')
    parts.push({
      kind: 'context',
      text: story.asked[question.state](oneLine(question.memberName, 80)),
      at: (question.answeredAt ?? question.askedAt).toISOString(),
    });
  if (toldAgain.length > 0) parts.push({ kind: 'context', text: toldAgainLine(toldAgain, language) });
  if (lost.length > 0) parts.push({ kind: 'text', text: words.lost(oneLine(lost.join(', '), 300)) });
  return parts;
}

/** Leaving an alert alone, and asking whose login it was. In the console these have forms on its page. */
function leavingActions(alert: Alert, ref: string, view: CardView & { course?: AlertCourse }): CardAction[] {
  if (!view.can('alerts.write') || !view.course) return [];
  const { card: words } = exceptionWords[view.language ?? 'en'];
  const { exceptions, question } = view.course;
  const settled = alert.status === 'resolved' || alert.status === 'false_alarm';
  const actions: CardAction[] = [];
  if (exceptions.length > 0) actions.push({ id: 'alert.tell_again', label: words.tellAgain, value: ref });
  else if (view.forms && !settled) actions.push({ id: 'alert.snooze', label: words.snooze, value: ref });
  if (view.forms && expectedScope(alert) && !exceptions.some(({ kind }) => kind === 'expected'))
    actions.push({ id: 'alert.expect', label: words.expected, value: ref });
  if (!settled && alert.account !== null && alert.cameraId === null && question === null)
    actions.push({ id: 'alert.ask', label: words.ask, value: ref });
  return actions;
}

/** Several alerts under a heading; the rest behind a link. */
export function alertListCard(
  alerts: readonly Alert[],
  view: CardView & {
    /** e.g. `High-risk alerts yesterday`. */
    title: string;
    key?: string;
    /** How many there are in all, when more than these. */
    total?: number;
    /** Where the rest is. */
    moreUrl?: string;
  },
): Card {
  const total = Math.max(view.total ?? 0, alerts.length);
  const parts: CardPart[] = [{ kind: 'heading', text: oneLine(view.title) }];
  if (alerts.length === 0) parts.push({ kind: 'text', text: alertWords[view.language ?? 'en'].card.none });
  else parts.push(alertItems(alerts, view, total, view.moreUrl ?? '/alerts'));
  return { key: view.key ?? 'alerts', parts };
}

/** Alerts as a list part, for cards that hold one. */
export function alertItems(
  alerts: readonly Alert[],
  { urls = pathOf, language = 'en' }: CardView,
  total: number,
  moreUrl: string,
): CardPart {
  const rest = total - alerts.length;
  return {
    kind: 'list',
    items: alerts.map((alert) => {
      const ref = formatReference({ kind: 'alert', number: alert.number });
      const status = alert.status === 'open' ? '' : ` (${terms[language].alertStatus[alert.status]})`;
      return {
        text: oneLine(alertIn(alert, language).title) + status,
        ref,
        url: urls(ref),
        at: alert.lastSeen.toISOString(),
        severity: alert.severity,
      };
    }),
    ...(rest > 0 ? { more: { text: alertWords[language].card.more(numberText(rest, language)), url: moreUrl } } : {}),
  };
}

/** Whom somebody named, or merged into another, after the alert was raised: `Jacques Chirac (PER-9)`; null where its title says it. */
export function knownSince({ number, name }: AlertPerson['person'], title: string): string | null {
  if (name === null || title.includes(name)) return null;
  return `${oneLine(name, 80)} (${formatReference({ kind: 'person', number })})`;
}

/** Who an alert is about, and the face that was seen. */
export interface AlertPerson {
  person: Pick<Person, 'number' | 'name' | 'label'>;
  face: { id: string; pictureId: string; box: Box; decision: FaceDecision | null; vouched: boolean } | null;
}

/** The picture the alert is told with, for whoever may see cameras. */
function pictureParts(alert: Alert, view: CardView & { camera?: { name: string } | null }): CardPart[] {
  const { pictures, camera, language = 'en' } = view;
  if (!alert.pictureId || !pictures || !view.can('cameras.read')) return [];
  const alt = cameraWords[language].card.pictureOf(oneLine(camera?.name ?? alertIn(alert, language).title, 100));
  return [{ kind: 'image', url: pictures(alert.pictureId), alt }];
}

/** A burst is one line over and over: the first of each wording. */
function quotable(events: readonly LoginEvent[]): LoginEvent[] {
  // the same words but for numbers, such as ports and process ids, are one wording
  const wordings = new Map(events.map((event) => [event.text.replaceAll(/\d+/g, '0'), event] as const).reverse());
  return [...wordings.values()].reverse().slice(0, QUOTES);
}

function whoAndWhere(alert: Alert, language: Language): { label: string; value: string }[] {
  const { card: words } = alertWords[language];
  const place = [alert.address, alert.country].filter((part) => part !== null).map((part) => oneLine(part, 60));
  return [
    ...(alert.account === null ? [] : [{ label: words.account, value: oneLine(alert.account) }]),
    ...(place.length === 0 ? [] : [{ label: words.from, value: place.join(', ') }]),
  ];
}

function alertActions(
  alert: Alert,
  ref: string,
  view: CardView & { incidentRef?: string | null; course?: AlertCourse },
): CardAction[] {
  const { urls = pathOf, incidentRef, language = 'en' } = view;
  const { card: words } = alertWords[language];
  const actions: CardAction[] = [{ id: 'alert.open', label: words.open, value: ref, url: urls(ref) }];
  const telling = alert.told?.telling;
  const link = telling?.kind === 'signal' ? telling.link : null;
  const host = link && hostOf(link);
  // the host is said, so that nobody is led elsewhere than they think
  if (link && host)
    actions.push({ id: 'alert.elsewhere', label: words.openAt(oneLine(host, 60)), value: ref, url: link });
  const settled = alert.status === 'resolved' || alert.status === 'false_alarm';
  if (view.can('alerts.write')) {
    if (alert.status === 'open') actions.push({ id: 'alert.acknowledge', label: words.acknowledge, value: ref });
    if (alert.status === 'acknowledged' && view.course?.held?.until)
      actions.push({ id: 'alert.still', label: lapsingWords[language].still, value: ref, style: 'primary' });
    if (!settled) {
      actions.push({ id: 'alert.resolve', label: words.resolve, value: ref });
      actions.push({ id: 'alert.false_alarm', label: words.falseAlarm, value: ref });
    }
  }
  if (incidentRef) {
    actions.push({ id: 'incident.open', label: words.openIt(incidentRef), value: incidentRef, url: urls(incidentRef) });
  } else if (!settled && alert.incidentId === null && view.can('incidents.create')) {
    actions.push({ id: 'alert.open_incident', label: words.openIncident, value: ref, style: 'primary' });
  }
  return actions;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
