import type { Alert } from '../../domain/alert.ts';
import type { AlertException } from '../../domain/alert-exception.ts';
import type { Language } from '../../domain/language.ts';
import type { Report, ReportFigures } from '../../domain/report.ts';
import type { Card } from '../card.ts';
import { alertCard } from './alert-card.ts';
import type { CardView } from './card-view.ts';
import { feedbackCard } from './feedback-card.ts';
import { reportCard } from './report-card.ts';

const exception = (alert: Alert, part: Partial<AlertException>): AlertException => ({
  id: '0199d7a0-0000-7000-8000-000000000040',
  kind: 'snooze',
  alertId: alert.id,
  alertNumber: alert.number,
  fingerprint: alert.fingerprint,
  ruleId: null,
  account: null,
  address: null,
  cameraId: null,
  personId: null,
  worst: alert.severity,
  reason: '',
  createdAt: new Date('2026-11-20T13:30:00Z'),
  createdBy: 'Ada Novak <!channel>',
  createdById: null,
  until: new Date('2026-11-21T07:00:00Z'),
  endedAt: null,
  endedBy: null,
  suppressed: 0,
  lastSuppressedAt: null,
  ...part,
});

const figures = (part: Partial<ReportFigures>): ReportFigures => ({
  logins: 12_480,
  failed: 731,
  alerts: 23,
  bySeverity: { low: 6, medium: 11, high: 5, critical: 1 },
  open: 4,
  resolved: 15,
  falseAlarms: 3,
  toAcknowledge: 540,
  incidentsOpened: 2,
  incidentsClosed: 1,
  incidentsOpen: 1,
  toClose: 9000,
  longestToClose: 9000,
  cameraEvents: 40,
  cases: 2,
  casesOpen: 1,
  casesDismissed: 0,
  moderated: 1,
  takenBack: 0,
  appeals: 0,
  approved: 1,
  rejected: 0,
  ruleChanges: 1,
  ...part,
});

const report = (language: Language): Report => ({
  id: '0199d7a0-0000-7000-8000-000000000041',
  number: 3,
  kind: 'weekly',
  period: '2026-11-09/2026-11-15',
  from: new Date('2026-11-08T23:00:00Z'),
  to: new Date('2026-11-15T23:00:00Z'),
  timeZone: 'Europe/Berlin',
  language,
  data: {
    from: '2026-11-08T23:00:00Z',
    to: '2026-11-15T23:00:00Z',
    beforeFrom: '2026-11-01T23:00:00Z',
    beforeTo: '2026-11-08T23:00:00Z',
    timeZone: 'Europe/Berlin',
    unit: 'week',
    running: false,
    first: false,
    direction: 'more',
    current: figures({}),
    before: figures({ alerts: 14, failed: 402, bySeverity: { low: 5, medium: 7, high: 2, critical: 0 }, open: 0 }),
    accounts: 48,
    addresses: 61,
    overTime: {
      unit: 'day',
      slots: [2, 3, 1, 9, 4, 2, 2].map((alerts, i) => ({
        key: `2026-11-${9 + i < 10 ? '0' : ''}${9 + i}`,
        alerts,
        severe: alerts > 3 ? 2 : 0,
      })),
    },
    spots: [
      { kind: 'account', name: 'root <!channel>', count: 9, before: 4, isNew: false },
      { kind: 'country', name: 'NL', count: 7, before: 0, isNew: true },
      { kind: 'rule', name: 'Many failed logins', count: 12, before: 8, isNew: false, ruleNumber: 3 },
    ],
    decisions: [
      { number: 4, title: 'A new rule: logins between 1 and 5 at night', state: 'approved', by: 'Sam Okafor' },
    ],
    next: [
      {
        kind: 'handle_alerts',
        total: 4,
        items: [{ number: 204, title: '412 failed logins for root', severity: 'high' }],
      },
      { kind: 'decide', total: 1 },
    ],
    recommendations: [],
  },
  wording: null,
  madeAt: new Date('2026-11-16T07:00:00Z'),
  madeBy: 'SafeNest',
  witness: { sequence: 4812, hash: '9f2c'.repeat(16) },
});

/** What comes by itself, or stands beside what was said: an alert that is left alone, one that is expected, a weekly report, “did it help?”. */
export const newsViews = (alert: Alert, view: CardView, language: Language): Record<string, Card> => ({
  snoozedAlert: alertCard(alert, {
    ...view,
    course: {
      exceptions: [exception(alert, { suppressed: 12, reason: 'The vendor tests its scanner' })],
      toldAgain: [],
      question: null,
    },
  }),
  lapsingAlert: alertCard(
    { ...alert, status: 'acknowledged', statusBy: 'Ada Novak' },
    {
      ...view,
      course: {
        exceptions: [],
        toldAgain: [],
        question: null,
        held: { name: 'Ada Novak', until: new Date('2026-11-20T14:00:00Z'), lapses: 0 },
      },
    },
  ),
  expectedAlert: alertCard(
    { ...alert, status: 'acknowledged', statusBy: 'Ada Novak' },
    {
      ...view,
      course: {
        exceptions: [
          exception(alert, { kind: 'expected', account: alert.account, until: new Date('2026-12-20T13:30:00Z') }),
        ],
        toldAgain: ['Maria Lindqvist'],
        question: {
          state: 'no',
          memberName: 'Dana Whitfield',
          askedAt: new Date('2026-11-20T13:10:00Z'),
          answeredAt: new Date('2026-11-20T13:14:00Z'),
        },
      },
    },
  ),
  report: reportCard(report(language), { timeZone: view.timeZone, language }),
  feedback: feedbackCard({ turnId: '0199d7a0-0000-7000-8000-000000000042', language }, null, 'open'),
  feedbackGiven: feedbackCard({ turnId: '0199d7a0-0000-7000-8000-000000000042', language }, true),
});
