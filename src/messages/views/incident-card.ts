import type { Alert } from '../../domain/alert.ts';
import type { Incident, IncidentEntry } from '../../domain/incident.ts';
import type { Participant } from '../../domain/incident-work.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { cleanText, oneLine } from '../../domain/text.ts';
import type { Card, CardAction, CardPart } from '../card.ts';
import { alertWords } from '../catalogue/alert.ts';
import { formWords } from '../catalogue/forms.ts';
import { incidentWords } from '../catalogue/incident.ts';
import { entryText } from '../catalogue/stored-words.ts';
import { numberText, terms } from '../catalogue/terms.ts';
import { titleIn } from '../incident-title.ts';
import { pathOf } from '../links.ts';
import { spanText, timeText } from '../time-text.ts';
import { alertItems } from './alert-card.ts';
import type { CardView } from './card-view.ts';
import { type RoomShown, roomActions, roomFacts } from './incident-room.ts';
import { type TicketShown, ticketActions, ticketFacts } from './incident-ticket.ts';
import { bookmarkParts, type IncidentWork, taskParts, whoFacts, workActions } from './incident-work.ts';
import { writingButtons } from './review-card.ts';

const ALERTS_SHOWN = 5;
const LINES_SHOWN = 3;
const BUTTONS_SHOWN = 5;
/** What stands on a card with many buttons, the most useful first; the others stand behind “More…”. */
const FIRST = [
  'incident.open',
  'incident.assign_to_me',
  'incident.review',
  'incident.room',
  'incident.ticket',
  'incident.join_room',
  'incident.open_room',
  'incident.comment',
  'incident.close',
  'incident.reopen',
  'incident.task',
  'incident.people',
];

/** One incident: what it is, how bad, whose, since when, the alerts it stands on, what is to do, what happened last, what can be done. */
export function incidentCard(
  incident: Incident,
  view: CardView &
    IncidentWork & {
      alerts?: readonly Alert[];
      /** In the order it happened; with it, Undo names the change it takes back. */
      timeline?: readonly IncidentEntry[];
      /** Where its organisation has rooms of incidents. */
      room?: RoomShown | undefined;
      /** Where its organisation has a tracker, or it has a ticket. */
      ticket?: TicketShown | undefined;
    },
): Card {
  const {
    urls = pathOf,
    timeZone,
    alerts = [],
    timeline = [],
    people = [],
    tasks = [],
    bookmarks = [],
    language = 'en',
  } = view;
  const ref = refOf(incident);
  const parts: CardPart[] = [
    {
      kind: 'heading',
      text: `${ref} ${oneLine(titleIn(incident, language))}`,
      severity: incident.severity,
      status: terms[language].incidentStatus[incident.status],
      url: urls(ref),
    },
  ];
  const summary = cleanText(incident.summary);
  if (summary) parts.push({ kind: 'text', text: summary.length > 600 ? `${oneLine(summary, 600)}` : summary });
  parts.push({
    kind: 'facts',
    facts: [
      ...incidentFacts(incident, { alerts, people, timeZone, language }),
      ...(view.room ? roomFacts(view.room, view) : []),
      ...(view.ticket ? ticketFacts(view.ticket, view) : []),
    ],
  });
  if (alerts.length > 0) {
    parts.push(alertItems(alerts.slice(0, ALERTS_SHOWN), view, alerts.length, urls(ref)));
  }
  const over = incident.status === 'closed' || incident.status === 'withdrawn';
  const writes = view.can('incidents.write') && !over;
  parts.push(...taskParts(tasks, { ref, url: urls(ref), writes, timeZone, language }));
  parts.push(...bookmarkParts(bookmarks, urls(ref), language));
  const news = timeline.filter((entry) => entry.kind !== 'opened' && !entry.undone).slice(-LINES_SHOWN);
  for (const entry of news) {
    parts.push({
      kind: 'context',
      text: `${oneLine(entry.actorName, 80)}: ${oneLine(entryText(entry, language), 300)}`,
      at: entry.at.toISOString(),
    });
  }
  parts.push({ kind: 'actions', actions: shownActions(incidentActions(incident, ref, view), ref, view) });
  return { key: ref, parts };
}

/** What else can be done with an incident: the buttons that stand behind “More…”. */
export function incidentMoreCard(incident: Incident, view: IncidentActionsView): Card {
  const { urls = pathOf, language = 'en' } = view;
  const ref = refOf(incident);
  const actions = incidentActions(incident, ref, view);
  const shown = shownActions(actions, ref, view);
  return {
    key: `${ref} more`,
    language,
    parts: [
      {
        kind: 'heading',
        text: `${ref} ${oneLine(titleIn(incident, language))}`,
        severity: incident.severity,
        url: urls(ref),
      },
      {
        kind: 'actions',
        actions: actions.filter((action) => shown.length === actions.length || !shown.includes(action)),
      },
    ],
  };
}

/** Several incidents under a heading; the rest behind a link. */
export function incidentListCard(
  incidents: readonly Incident[],
  view: CardView & { title: string; key?: string; total?: number; moreUrl?: string },
): Card {
  const { urls = pathOf, language = 'en' } = view;
  const words = incidentWords[language].card;
  const rest = (view.total ?? 0) - incidents.length;
  const parts: CardPart[] = [{ kind: 'heading', text: oneLine(view.title) }];
  if (incidents.length === 0) parts.push({ kind: 'text', text: words.none });
  else {
    parts.push({
      kind: 'list',
      items: incidents.map((incident) => ({
        text: `${oneLine(titleIn(incident, language))} (${terms[language].incidentStatus[incident.status]}, ${words.whose(incident.assigneeName && oneLine(incident.assigneeName, 80))})`,
        ref: refOf(incident),
        url: urls(refOf(incident)),
        at: incident.openedAt.toISOString(),
        severity: incident.severity,
      })),
      ...(rest > 0
        ? {
            more: {
              text: alertWords[language].card.more(numberText(rest, language)),
              url: view.moreUrl ?? '/incidents',
            },
          }
        : {}),
    });
  }
  return { key: view.key ?? 'incidents', parts };
}

/** The value of an Undo button, and back: an incident and, where it is known, the change to take back. */
export const undoValue = (ref: string, entryId?: string): string => (entryId ? `${ref}#${entryId}` : ref);
export function parseUndoValue(value: string): { ref: string; entryId?: string } {
  const at = value.indexOf('#');
  return at < 0 ? { ref: value } : { ref: value.slice(0, at), entryId: value.slice(at + 1) };
}

function incidentFacts(
  incident: Incident,
  {
    alerts,
    people,
    timeZone,
    language,
  }: { alerts: readonly Alert[]; people: readonly Participant[]; timeZone: string; language: Language },
): { label: string; value: string; at?: string }[] {
  const words = incidentWords[language].card;
  const distinct = (values: readonly (string | null)[]): string => distinctText(values, words.more);
  const accounts = distinct(alerts.map((alert) => alert.account));
  const places = distinct(alerts.map((alert) => alert.address));
  return [
    ...whoFacts(incident, people, language),
    ...(accounts ? [{ label: words.accounts, value: accounts }] : []),
    ...(places ? [{ label: words.from, value: places }] : []),
    ...(alerts.length > 0 ? [happened(alerts, timeZone, language)] : []),
    {
      label: words.opened,
      value: words.openedBy(timeText(incident.openedAt, timeZone, language), oneLine(incident.createdBy)),
      at: incident.openedAt.toISOString(),
    },
    ...(incident.closedAt
      ? [
          {
            label: words.closed,
            value: timeText(incident.closedAt, timeZone, language),
            at: incident.closedAt.toISOString(),
          },
        ]
      : []),
    ...(incident.resolution ? [{ label: words.resolution, value: oneLine(incident.resolution, 500) }] : []),
  ];
}

function happened(alerts: readonly Alert[], timeZone: string, language: Language) {
  const first = new Date(Math.min(...alerts.map((alert) => alert.firstSeen.getTime())));
  const last = new Date(Math.max(...alerts.map((alert) => alert.lastSeen.getTime())));
  return {
    label: incidentWords[language].card.happened,
    value: spanText(first, last, timeZone, language),
    at: last.toISOString(),
  };
}

type IncidentActionsView = CardView & {
  timeline?: readonly IncidentEntry[];
  alerts?: readonly Alert[];
  room?: RoomShown | undefined;
  ticket?: TicketShown | undefined;
};

/** All of them where they are few or the console shows them, else the most useful ones and what leads to the others. */
function shownActions(actions: CardAction[], ref: string, { forms, language = 'en' }: CardView): CardAction[] {
  if (!forms || actions.length <= BUTTONS_SHOWN) return actions;
  const first = FIRST.filter((id) => actions.some((action) => action.id === id)).slice(0, BUTTONS_SHOWN - 1);
  return [
    ...actions.filter(({ id }) => first.includes(id)),
    { id: 'incident.more', label: incidentWords[language].card.others, value: ref },
  ];
}

function incidentActions(incident: Incident, ref: string, view: IncidentActionsView): CardAction[] {
  const { urls = pathOf, timeline, language = 'en' } = view;
  const words = incidentWords[language].card;
  const actions: CardAction[] = [{ id: 'incident.open', label: words.open, value: ref, url: urls(ref) }];
  const writes = view.can('incidents.write');
  const over = incident.status === 'closed' || incident.status === 'withdrawn';
  const mine = view.memberId != null && incident.assigneeId === view.memberId;
  if (writes && !over && !mine && view.memberId !== null) {
    actions.push({ id: 'incident.assign_to_me', label: words.assignToMe, value: ref, style: 'primary' });
  }
  if (writes && !over) actions.push({ id: 'incident.close', label: words.close, value: ref });
  if (view.forms && writes) {
    actions.push({ id: 'incident.comment', label: formWords[language].toComment, value: ref });
  }
  if (view.forms && writes && !over) actions.push(...workActions(ref, language));
  actions.push(...writingButtons(incident, ref, view));
  if (writes && over) actions.push({ id: 'incident.reopen', label: words.reopen, value: ref });
  if (view.room) actions.push(...roomActions(view.room, incident, ref, view));
  if (view.ticket) actions.push(...ticketActions(view.ticket, incident, ref, view));
  const last = timeline?.findLast((entry) => entry.change !== null && !entry.undone);
  const opening = last?.change?.field === 'opened';
  const opener = view.actorId != null && incident.createdById === view.actorId;
  if ((writes && (last || !timeline)) || (opener && opening)) {
    actions.push({
      id: 'incident.undo',
      label: words.undo,
      value: undoValue(ref, last?.id),
      ...(opening ? { confirm: words.withdraw(ref, Boolean(view.alerts?.length)) } : {}),
    });
  }
  return actions;
}

/** The first three different values, and how many more there are. */
function distinctText(values: readonly (string | null)[], more: (count: number) => string): string {
  const all = [...new Set(values.filter((value) => value !== null))];
  const shown = all.slice(0, 3).map((value) => oneLine(value, 80));
  return shown.join(', ') + (all.length > shown.length ? more(all.length - shown.length) : '');
}

const refOf = (incident: Incident): string => formatReference({ kind: 'incident', number: incident.number });
