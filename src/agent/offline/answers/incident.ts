import { can } from '../../../domain/role.ts';
import { inLanguage } from '../../../domain/time-words.ts';
import { incidentWords as catalogue } from '../../../messages/catalogue/incident.ts';
import { roomWords as rooms } from '../../../messages/catalogue/rooms.ts';
import { changeText } from '../../../messages/catalogue/stored-words.ts';
import { listText, terms } from '../../../messages/catalogue/terms.ts';
import { ticketWords as tickets } from '../../../messages/catalogue/tickets.ts';
import type { IncidentWorkData } from '../../../tools/incident-work-data.ts';
import type { StoryLine } from '../../../tools/open-incident.ts';
import type { TicketData } from '../../../tools/ticket-data.ts';
import type { AlertData, IncidentData } from '../../../tools/tool-data.ts';
import type { PlanContext } from '../plan-types.ts';
import type { Asks } from './alert.ts';
import { askedWork, workChange } from './incident-work.ts';
import { incidentSoFar } from './incident-writing.ts';
import { incidentLead } from './leading.ts';
import { named, sentence, short, theirs, within } from './phrases.ts';
import { askedTicket } from './ticket.ts';

/** What the tools about incidents answer. */
export type OpenIncident = IncidentData &
  IncidentWorkData &
  TicketData & {
    alert_count: number;
    alerts: AlertData[];
    /** The latest lines; how many earlier ones there are. */
    timeline: {
      time: string;
      who: string;
      quoted_text: string;
      opened?: boolean;
      comment?: boolean;
      undone?: boolean;
    }[];
    earlier_lines: number;
    /** What happened, counted from the records, a sentence each; and what is open. */
    happened: StoryLine[];
    to_do: StoryLine[];
    quoted_summary?: string;
    quoted_resolution?: string;
    closed?: string;
    /** How long it has been open, or was, in the asker's language. */
    open_for?: string;
    left_where_they_are?: { alert: string; incident: string }[];
  };

/** What `create_incident` answers where every alert has its incident already. */
export type LeftAlone = { left_where_they_are: { alert: string; incident: string }[] };

const mayWrite = ({ tools, role }: PlanContext): boolean =>
  tools.has('update_incident') && can(role, 'incidents.write');
const refs = (list: readonly string[], most: number): string =>
  list
    .slice(0, most)
    .map((ref) => `[${ref}]`)
    .join(', ');

/** Every alert asked for belongs to an incident already. */
export function nothingOpened({ left_where_they_are: left }: LeftAlone, { language }: PlanContext): string[] {
  const words = catalogue[language];
  const homes = [...new Set(left.map((one) => one.incident))];
  const first = homes[0] ?? '';
  const which =
    homes.length > 1
      ? words.belongToSeveral(
          listText(
            homes.slice(0, 5).map((ref) => `[${ref}]`),
            language,
          ),
          homes.length > 5,
        )
      : left.length === 1
        ? words.belongsAlready(left[0]!.alert, first)
        : words.allBelongAlready(left.length, first);
  return [which, words.nextOpen(first)];
}

/** The incident that was opened; `assigned` where the same message also gave it to someone. */
export function openedIncident(incident: OpenIncident, context: PlanContext, assigned: boolean): string[] {
  const { isProgram, language } = context;
  const words = catalogue[language];
  const left = incident.left_where_they_are ?? [];
  const alerts = incident.alert_count > 0 ? terms[language].alerts(incident.alert_count) : null;
  return [
    words.opened(incident.ref, short(incident.title), terms[language].severity[incident.severity], alerts),
    ...(left.length > 0
      ? [
          words.stayed(
            refs(
              left.map((one) => one.alert),
              5,
            ),
            left.length === 1 ? left[0]!.incident : null,
          ),
        ]
      : []),
    mayWrite(context) ? (isProgram || assigned ? words.nextUndo : words.nextAssign) : words.pressUndo,
  ];
}

/** One incident: what was asked of it, where it stands, who has it, what happened last. */
export function incidentWords(incident: OpenIncident, context: PlanContext, { asked, askedToo }: Asks = {}): string[] {
  const { language, isProgram } = context;
  if (asked === 'story') return incidentSoFar(incident, context);
  const words = catalogue[language];
  const { severity, alerts, colon } = terms[language];
  const when = (time: string): string => inLanguage(time, language);
  const last = incident.timeline.findLast((entry) => !entry.undone);
  const over = incident.status === 'closed' || incident.status === 'withdrawn';
  const told = askedTicket(incident, asked, context) ?? askedWork(incident, asked, context);
  if (told) return told;
  const leads = [asked, askedToo].map((one) => incidentLead(incident, one, context)).filter((lead) => lead !== '');
  return [
    ...leads,
    sentence(words.is(incident.ref, incident.status, severity[incident.severity], theirs(incident.title, language))),
    words.history(
      when(incident.time),
      named(incident.created_by, language),
      incident.assignee && named(incident.assignee, language),
      incident.closed && when(incident.closed),
    ),
    ...(incident.quoted_resolution ? [words.ended(within(incident.quoted_resolution))] : []),
    ...(incident.alert_count > 0
      ? [
          `${alerts(incident.alert_count)}${colon} ${refs(
            incident.alerts.map((alert) => alert.ref),
            4,
          )}${incident.alert_count > 4 ? ' …' : ''}.`,
        ]
      : []),
    ...(last && incident.timeline.length > 1
      ? [words.last(when(last.time), named(last.who, language), theirs(last.quoted_text, language))]
      : []),
    !over && mayWrite(context)
      ? incident.assignee || isProgram
        ? words.nextClose(incident.ref)
        : words.nextAssignIt(incident.ref)
      : '',
  ];
}

/** What was changed in an incident. */
export function changedIncident(incident: OpenIncident & { changed: string[] }, context: PlanContext): string[] {
  const { language } = context;
  const words = catalogue[language];
  const severity = terms[language].severity[incident.severity];
  const { changed } = incident;
  const assignee = incident.assignee && named(incident.assignee, language);
  if (changed.length === 0) return [words.already(incident.ref, incident.status, severity, assignee)];
  const undone = changed.some((change) => change.startsWith('undone: '));
  if (incident.status === 'withdrawn' && undone)
    return [words.withdrawn(incident.ref, short(incident.title)), words.haveBack(incident.ref)];
  const both = incident.status === 'closed' && changed.includes('status') && changed.includes('resolution');
  const said = changed.flatMap((change) => {
    if (both && change === 'resolution') return [];
    switch (change) {
      case 'status':
        return both ? words.changes.closedWith : words.changes.status(incident.status);
      case 'reopened':
        return words.changes.reopened(incident.status);
      case 'assignee':
        return words.changes.assignee(assignee);
      case 'severity':
        return words.changes.severity(severity);
      case 'ticket_create':
        return tickets[language].changes.created;
      case 'ticket_unlink':
        return tickets[language].changes.unlinked;
      case 'room_open':
        return rooms[language].changes.open;
      case 'room_join':
        return rooms[language].changes.join;
      case 'resolution':
      case 'comment':
      case 'alerts':
      case 'unlinked':
      case 'title':
        return words.changes[change];
      default:
        return (
          workChange(change, incident, context) ??
          words.changes.undone(changeText(change.replace(/^undone: /, ''), language))
        );
    }
  });
  return [
    words.done(incident.ref, short(incident.title), said.join(', ')),
    undone ||
    changed.every((change) => change === 'comment' || change === 'ticket_create' || change.startsWith('room_'))
      ? ''
      : words.takeBack(incident.ref),
  ];
}
