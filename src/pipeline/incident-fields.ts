import type { Incident, IncidentStatus } from '../domain/incident.ts';
import type { Severity } from '../domain/severity.ts';

/** What an entry can change and undo can restore: each as a value that JSON keeps. */
export const FIELDS = {
  status: {
    read: (incident: Incident): unknown => ({
      status: incident.status,
      resolution: incident.resolution,
      closedAt: incident.closedAt?.toISOString() ?? null,
    }),
    write: (incident: Incident, value: unknown): Incident => {
      const state = value as { status: IncidentStatus; resolution: string | null; closedAt: string | null };
      return { ...incident, ...state, closedAt: state.closedAt === null ? null : new Date(state.closedAt) };
    },
    now: (incident: Incident) => `its status is now ${incident.status}`,
  },
  assignee: {
    read: (incident: Incident): unknown => incident.assigneeId,
    write: (incident: Incident, value: unknown): Incident => ({ ...incident, assigneeId: value as string | null }),
    now: (incident: Incident) =>
      incident.assigneeName ? `it is now with ${incident.assigneeName}` : 'it is now with nobody',
  },
  scribe: heldBy('scribe'),
  liaison: heldBy('liaison'),
  severity: {
    read: (incident: Incident): unknown => incident.severity,
    write: (incident: Incident, value: unknown): Incident => ({ ...incident, severity: value as Severity }),
    now: (incident: Incident) => `its severity is now ${incident.severity}`,
  },
  title: {
    read: (incident: Incident): unknown => incident.title,
    write: (incident: Incident, value: unknown): Incident => ({ ...incident, title: value as string }),
    now: (incident: Incident) => `it is now called “${incident.title}”`,
  },
  resolution: {
    read: (incident: Incident): unknown => incident.resolution,
    write: (incident: Incident, value: unknown): Incident => ({ ...incident, resolution: value as string | null }),
    now: () => 'its resolution has changed since',
  },
};
export type Field = keyof typeof FIELDS;

function heldBy(role: 'scribe' | 'liaison') {
  return {
    read: (incident: Incident): unknown => incident[role]?.id ?? null,
    write: (incident: Incident, value: unknown): Incident => ({
      ...incident,
      // the name is read with the row
      [role]: value === null ? null : { id: value as string, name: '' },
    }),
    now: (incident: Incident) => `its ${role} is now ${incident[role]?.name ?? 'nobody'}`,
  };
}
export const isField = (field: string): field is Field => Object.hasOwn(FIELDS, field);
