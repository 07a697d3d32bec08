import type { Alert } from '../../src/domain/alert.ts';
import type { Incident, IncidentEntry } from '../../src/domain/incident.ts';
import type { Card, CardAction } from '../../src/messages/card.ts';

/** An alert with everything said, to change where a test cares. */
export const anAlert = (part: Partial<Alert> = {}): Alert => ({
  id: '0199d7a0-0000-7000-8000-000000000001',
  number: 204,
  ruleId: null,
  kind: 'failed_logins',
  fingerprint: 'failed_logins:address:203.0.113.9',
  severity: 'high',
  status: 'open',
  title: '412 failed logins for root from 203.0.113.9',
  facts: [
    { label: 'Threshold', value: '10 failures in 5 minutes' },
    { label: 'Accounts tried', value: '3' },
  ],
  firstSeen: new Date('2026-11-20T13:03:00Z'),
  lastSeen: new Date('2026-11-20T13:22:00Z'),
  count: 1412,
  account: 'root',
  address: '203.0.113.9',
  country: 'NL',
  raisedAt: new Date('2026-11-20T13:04:00Z'),
  incidentId: null,
  statusBy: null,
  statusNote: null,
  ...part,
});

export const anIncident = (part: Partial<Incident> = {}): Incident => ({
  id: '0199d7a0-0000-7000-8000-000000000002',
  number: 17,
  title: 'Break-in attempts on the bastion host',
  summary: 'Many failed logins from one address.',
  severity: 'high',
  status: 'open',
  assigneeId: null,
  assigneeName: null,
  createdBy: 'Ada Novak',
  createdById: '0199d7a0-0000-7000-8000-00000000000a',
  openedAt: new Date('2026-11-20T14:00:00Z'),
  updatedAt: new Date('2026-11-20T14:00:00Z'),
  closedAt: null,
  resolution: null,
  ...part,
});

export const anEntry = (part: Partial<IncidentEntry> = {}): IncidentEntry => ({
  id: '0199d7a0-0000-7000-8000-000000000003',
  kind: 'opened',
  at: new Date('2026-11-20T14:00:00Z'),
  actorName: 'Ada Novak',
  text: 'Opened with ALR-204',
  change: { field: 'opened', before: null, after: { alerts: [204] } },
  undone: false,
  ...part,
});

/** The card's buttons and links, in order. */
export const actionsOf = (card: Card): CardAction[] =>
  card.parts.flatMap((part) => (part.kind === 'actions' ? part.actions : []));
