import { can } from '../../../domain/role.ts';
import type { AlertData, IncidentData } from '../../../tools/tool-data.ts';
import type { PlanContext } from '../plan-types.ts';
import { listed, plural, short, spoken } from './phrases.ts';

/** What the tools about incidents answer. */
export type OpenIncident = IncidentData & {
  alert_count: number;
  alerts: AlertData[];
  timeline: { time: string; who: string; quoted_text: string; undone?: boolean }[];
  quoted_summary?: string;
  quoted_resolution?: string;
  closed?: string;
  left_where_they_are?: { alert: string; incident: string }[];
};

/** What `create_incident` answers where every alert has its incident already. */
export type LeftAlone = { left_where_they_are: { alert: string; incident: string }[] };

/** Every alert asked for belongs to an incident already. */
export function nothingOpened({ left_where_they_are: left }: LeftAlone): string[] {
  const homes = [...new Set(left.map((one) => one.incident))];
  const first = homes[0] ?? '';
  const which =
    homes.length === 1
      ? left.length === 1
        ? `[${left[0]!.alert}] belongs to [${first}] already`
        : `${left.length === 2 ? 'Both' : `All ${left.length}`} alerts belong to [${first}] already`
      : `These alerts belong to ${listed(homes.slice(0, 5).map((ref) => `[${ref}]`))}${homes.length > 5 ? ' and others' : ''} already`;
  return [`${which}, so I opened no new incident.`, `Next: “open ${first}”.`];
}

/** The incident that was opened. */
export function openedIncident(incident: OpenIncident, { isProgram, tools, role }: PlanContext): string[] {
  const mayUndo = tools.has('update_incident') && can(role, 'incidents.write');
  const alerts =
    incident.alert_count > 0
      ? ` with ${incident.alert_count.toLocaleString('en-GB')} ${plural(incident.alert_count, 'alert')}`
      : '';
  const left = incident.left_where_they_are ?? [];
  return [
    `I opened [${incident.ref}] “${short(incident.title)}” (${incident.severity})${alerts}.`,
    ...(left.length > 0
      ? [
          `${left
            .map((one) => `[${one.alert}]`)
            .slice(0, 5)
            .join(', ')} stayed with ${left.length === 1 ? `[${left[0]!.incident}]` : 'the incidents they belong to'}.`,
        ]
      : []),
    ...(mayUndo
      ? [
          isProgram
            ? 'Next: “undo” if that was not meant.'
            : 'Next: “assign it to me”, or “undo” if that was not meant.',
        ]
      : ['If that was not meant, press Undo on its card.']),
  ];
}

/** One incident: where it stands, who has it, what happened last. */
export function incidentWords(incident: OpenIncident, { tools, isProgram }: PlanContext): string[] {
  const last = incident.timeline.findLast((entry) => !entry.undone);
  return [
    `[${incident.ref}] is ${spoken(incident.status)}, ${incident.severity}: ${incident.title}.`,
    `Opened ${incident.time} by ${incident.created_by}; ${incident.assignee ? `${incident.assignee} works on it` : 'nobody works on it yet'}${incident.closed ? `; closed ${incident.closed}` : ''}.`,
    ...(incident.quoted_resolution ? [`How it ended: “${incident.quoted_resolution}”`] : []),
    ...(incident.alert_count > 0
      ? [
          `${incident.alert_count} ${plural(incident.alert_count, 'alert')}: ${incident.alerts
            .slice(0, 4)
            .map((alert) => `[${alert.ref}]`)
            .join(', ')}${incident.alert_count > 4 ? ' …' : ''}.`,
        ]
      : []),
    ...(last ? [`Last: ${last.time}, ${last.who}: ${last.quoted_text}`] : []),
    incident.status !== 'closed' && tools.has('update_incident')
      ? `Next: ${incident.assignee || isProgram ? `“close ${incident.ref}, resolved by …”` : `“assign ${incident.ref} to me”`}.`
      : '',
  ];
}

/** What was changed in an incident. */
export function changedIncident(incident: OpenIncident & { changed: string[] }): string[] {
  if (incident.changed.length === 0)
    return [
      `[${incident.ref}] is so already: ${spoken(incident.status)}, ${incident.severity}, ${incident.assignee ?? 'nobody assigned'}.`,
    ];
  if (incident.status === 'withdrawn' && incident.changed.some((change) => change.startsWith('undone: ')))
    return [
      `[${incident.ref}] “${short(incident.title)}” is withdrawn, and its alerts are free again.`,
      `To have it back: “reopen ${incident.ref}”.`,
    ];
  const said = incident.changed.map((change) => {
    switch (change) {
      case 'status':
        return `it is ${spoken(incident.status)}`;
      case 'assignee':
        return incident.assignee ? `${incident.assignee} works on it` : 'nobody is assigned';
      case 'severity':
        return `its severity is ${incident.severity}`;
      case 'resolution':
        return 'how it ended is noted';
      case 'comment':
        return 'the comment is on its timeline';
      case 'alerts':
        return 'the alerts are linked';
      case 'title':
        return 'it has the new title';
      default:
        return change.replace(/^undone: /, 'I took back “').concat(change.startsWith('undone: ') ? '”' : '');
    }
  });
  return [
    `Done, [${incident.ref}] “${short(incident.title)}”: ${said.join(', ')}.`,
    said.some((one) => one.startsWith('I took back')) || incident.changed.every((change) => change === 'comment')
      ? ''
      : `To take it back: “undo the last change on ${incident.ref}”.`,
  ];
}
