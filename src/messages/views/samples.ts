import type { Alert } from '../../domain/alert.ts';
import type { LoginEvent } from '../../domain/event.ts';
import type { Incident, IncidentEntry } from '../../domain/incident.ts';
import type { Language } from '../../domain/language.ts';
import type { TimeRange } from '../../domain/time-range.ts';
import type { Card } from '../card.ts';
import { chatWords } from '../catalogue/chat.ts';
import { alertCard, alertListCard } from './alert-card.ts';
import { briefCard, readersCard } from './channel-card.ts';
import { formViews } from './form-samples.ts';
import { healthCard } from './health-card.ts';
import { historyCard } from './history-card.ts';
import { homeCard, strangersHome } from './home-card.ts';
import { incidentCard, incidentListCard } from './incident-card.ts';
import type { RoomShown } from './incident-room.ts';
import type { TicketShown } from './incident-ticket.ts';
import { workViews } from './incident-work-samples.ts';
import { logCard } from './log-card.ts';
import { moderationViews } from './moderation-samples.ts';
import { newsViews } from './news-samples.ts';
import { postureCard } from './posture-card.ts';
import { proofCard } from './proof-form.ts';
import { proposalViews, sampleProposal } from './proposal-samples.ts';
import { questionCard } from './question-card.ts';
import { reviewViews } from './review-samples.ts';
import { cameraViews, personViews } from './seen-samples.ts';
import { similarCard } from './similar-card.ts';
import { stormCard } from './storm-card.ts';

/** An alert with everything said; `part` changes what matters. */
export const sampleAlert = (part: Partial<Alert> = {}): Alert => ({
  id: '0199d7a0-0000-7000-8000-000000000001',
  number: 204,
  ruleId: null,
  noticedBy: [],
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
  cameraId: null,
  personId: null,
  pictureId: null,
  ...part,
});

/** Many of them within some minutes, most of them from one address. */
const sampleStorm = (): Alert[] =>
  Array.from({ length: 37 }, (_, i) =>
    sampleAlert({
      number: 210 + i,
      severity: i % 9 === 0 ? 'high' : i % 2 ? 'medium' : 'low',
      status: i < 4 ? 'acknowledged' : 'open',
      title: `${40 + ((i * 7) % 60)} failed logins for user-${i + 1} from 203.0.113.9`,
      account: `user-${i + 1}`,
      raisedAt: new Date(Date.UTC(2026, 10, 20, 13, 4, i * 16)),
    }),
  );

export const sampleIncident = (part: Partial<Incident> = {}): Incident => ({
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

export const sampleEntry = (part: Partial<IncidentEntry> = {}): IncidentEntry => ({
  id: '0199d7a0-0000-7000-8000-000000000003',
  kind: 'opened',
  at: new Date('2026-11-20T14:00:00Z'),
  actorId: null,
  actorName: 'Ada Novak',
  text: 'Opened with ALR-204',
  change: { field: 'opened', before: null, after: { alerts: [204] } },
  undone: false,
  ...part,
});

const sampleRoom: RoomShown = {
  room: {
    platform: 'slack',
    name: 'inc-17-break-in-attempts',
    url: 'https://slack.example/archives/C0INC17',
    state: 'open',
    problem: null,
    archiveAt: null,
  },
  mayOpen: true,
};

const sampleTicket: TicketShown = {
  ticket: {
    site: 'https://northwind.atlassian.net',
    key: 'SEC-12',
    status: 'In Progress',
    category: 'indeterminate',
    state: 'linked',
    problem: null,
    label: 'safenest-0a1b2c3d-inc-17',
  },
  mayCreate: true,
};

const event: LoginEvent = {
  sequence: 1,
  eventId: 'e1',
  occurredAt: new Date('2026-11-20T13:03:00Z'),
  outcome: 'failure',
  account: 'root',
  address: '203.0.113.9',
  country: 'NL',
  city: null,
  latitude: null,
  longitude: null,
  device: null,
  method: 'password',
  reason: null,
  text: 'Failed password for <!channel> & *root* from 203.0.113.9 port 22 ssh2',
  source: 'sshd',
};
const period = (from: string, to: string, label: string, total: number) => {
  const range: TimeRange = { from: new Date(from), to: new Date(to), label };
  return {
    range,
    alerts: { total, byStatus: { open: 2, false_alarm: 1 } },
    logins: { logins: 12_000, failed: 700 },
    incidents: { opened: 2, closed: 1, medianToClose: 3600 },
    medianToAcknowledge: 600,
  };
};

/** The moment at which the samples are drawn. */
export const SAMPLES_AT = new Date('2026-11-20T14:00:00Z');

/** Every view there is, in one language, as an admin in Berlin sees it in chat, or without `forms` in the console: cards by their name. */
export function everyView(language: Language = 'en', { forms = true }: { forms?: boolean } = {}): Record<string, Card> {
  const view = { can: () => true, decides: () => true, timeZone: 'Europe/Berlin', language, forms };
  const now = SAMPLES_AT;
  const [alert, incident] = [sampleAlert(), sampleIncident()];
  const current = period('2026-11-16T00:00:00Z', '2026-11-20T14:00:00Z', 'this week', 9);
  const before = period('2026-11-09T00:00:00Z', '2026-11-13T14:00:00Z', 'last week', 6);
  return {
    ...personViews(view),
    alert: alertCard(alert, { ...view, events: [event] }),
    ...cameraViews(alert, view, now),
    alerts: alertListCard([alert, sampleAlert({ number: 205, severity: 'critical' })], {
      ...view,
      title: 'High-risk alerts yesterday',
      total: 12,
    }),
    incident: incidentCard(incident, { ...view, alerts: [alert], timeline: [sampleEntry()] }),
    incidentRoom: incidentCard(incident, { ...view, alerts: [alert], timeline: [sampleEntry()], room: sampleRoom }),
    incidentTicket: incidentCard(incident, {
      ...view,
      alerts: [alert],
      timeline: [sampleEntry()],
      ticket: sampleTicket,
    }),
    ...workViews(incident, view, language),
    incidents: incidentListCard([incident], { ...view, title: 'Open incidents' }),
    ...moderationViews(view, language),
    health: healthCard(
      {
        ok: false,
        checks: [
          { name: 'database', ok: true, detail: 'answers in 2 ms' },
          { name: 'jobs', ok: false, detail: '40 wait', mend: 'Start a worker.' },
        ],
      },
      language,
    ),
    log: logCard({
      title: 'Failed logins: yesterday',
      counts: '12 logins, 3 alerts',
      items: [
        { text: 'root from 203.0.113.9', ref: 'LOG-JMBX4H', url: '/logs/LOG-JMBX4H', at: '2026-11-20T13:03:00Z' },
      ],
      chart: {
        by: 'hour',
        points: [
          { label: '13', value: 4 },
          { label: '14', value: 8 },
        ],
      },
      moreUrl: '/logs?range=yesterday',
      language,
    }),
    posture: postureCard(
      {
        rangeName: 'this_week',
        periods: { unit: 'week', running: true, chosen: false },
        current,
        before,
        direction: 'more',
        first: false,
        hotspots: {
          account: [{ name: 'root', alerts: 4, before: 1, isNew: false }],
          address: [{ name: '203.0.113.9', alerts: 3, before: 0, isNew: true }],
          country: [],
          rule: [{ name: 'Many failed logins', alerts: 5, before: 4, isNew: false, ruleNumber: 3 }],
        },
        overTime: {
          unit: 'day',
          slots: [
            { key: '2026-11-16', alerts: 2 },
            { key: '2026-11-17', alerts: 7 },
          ],
        },
        next: [{ kind: 'handle_alerts', alerts: [alert] }, { kind: 'tune_rule' }],
        openBefore: 0,
      },
      { language, timeZone: 'Europe/Berlin' },
    ),
    ...proposalViews(view, now),
    storm: stormCard('storm', sampleStorm(), {
      language,
      value: 'storm 0199d7a0-0000-7000-8000-000000000001',
    }),
    question: questionCard(
      { id: '0199d7a0-0000-7000-8000-000000000011', account: 'a.novak <!channel>', state: 'asked' },
      { at: now, address: '203.0.113.9', country: 'NL' },
      view.timeZone,
      language,
    ),
    ...newsViews(alert, view, language),
    history: historyCard(
      [
        {
          kind: 'incident',
          ref: 'INC-17',
          title: 'Break-in over a vendor’s account <!channel>',
          at: now,
          passage: 'The vendor’s password was in a list.',
          score: 1,
          covers: 1,
        },
      ],
      { query: 'vendor break-in', language },
    ),
    ...reviewViews({ incident, alert, entry: sampleEntry() }, view),
    similar: similarCard({ subject: incident, similar: [] }, { language }),
    home: homeCard({
      name: 'Ada Novak',
      role: 'admin',
      mine: [incident],
      waiting: [sampleProposal],
      cameras: ['online', 'online', 'offline', 'off'],
      health: { ok: true, checks: [] },
      mayOpenIncidents: true,
      language,
    }),
    proof: proofCard('0199d7a0-0000-7000-8000-000000000012', language),
    ...formViews(alert, language),
    stranger: strangersHome(chatWords[language].howToLink('https://desk.example.com'), language),
    brief: briefCard(incidentCard(incident, { ...view, alerts: [alert], timeline: [] })),
    readers: readersCard(
      { platform: 'slack', workspace: 'T0NORTHWIND', channel: 'C0SECURITY', thread: null, direct: false },
      ['moderator', 'manager', 'officer'],
      language,
    ),
  };
}
