import type { Alert } from '../../domain/alert.ts';
import type { Camera, CameraEvent } from '../../domain/camera.ts';
import type { LoginEvent } from '../../domain/event.ts';
import type { FaceDecision } from '../../domain/face.ts';
import type { Incident, IncidentEntry } from '../../domain/incident.ts';
import type { Language } from '../../domain/language.ts';
import type { Person } from '../../domain/person.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { Rule } from '../../domain/rule.ts';
import type { TimeRange } from '../../domain/time-range.ts';
import type { Card } from '../card.ts';
import { chatWords } from '../catalogue/chat.ts';
import { alertCard, alertListCard } from './alert-card.ts';
import { cameraCard, cameraListCard } from './camera-card.ts';
import { cameraEventCard, cameraEventListCard } from './camera-event-card.ts';
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
import { facesCard, personCard, sightingsCard, strangersCard } from './person-card.ts';
import { postureCard } from './posture-card.ts';
import { proofCard } from './proof-form.ts';
import { proposalCard, proposalListCard } from './proposal-card.ts';
import { questionCard } from './question-card.ts';
import { recommendationCard } from './recommendation-card.ts';
import { reviewViews } from './review-samples.ts';
import { ruleListCard } from './rule-card.ts';
import { similarCard } from './similar-card.ts';
import { stormCard } from './storm-card.ts';

/** An alert with everything said; `part` changes what matters. */
export const sampleAlert = (part: Partial<Alert> = {}): Alert => ({
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
const rule: Rule = {
  id: '0199d7a0-0000-7000-8000-000000000004',
  number: 3,
  kind: 'failed_logins',
  name: 'Many failed logins',
  params: {},
  severity: 'high',
  state: 'active',
  cooldownSeconds: 3600,
  updatedAt: new Date('2026-11-20T12:00:00Z'),
  updatedBy: 'Ada Novak',
};
const proposal: Proposal = {
  id: '0199d7a0-0000-7000-8000-000000000005',
  number: 4,
  kind: 'create_rule',
  args: { kind: 'failed_logins', name: 'Night logins', params: {}, severity: 'medium' },
  argsDigest: 'a'.repeat(64),
  title: 'A new rule: logins between 1 and 5 at night',
  why: 'Three break-ins began at night.',
  severity: 'medium',
  backtest: {
    from: '2026-11-13T00:00:00Z',
    to: '2026-11-20T00:00:00Z',
    days: 7,
    logins: 12_000,
    matched: 40,
    alerts: 4,
    perWeek: 4,
    perDay: ['13', '14', '15', '16', '17', '18', '19'].map((day, index) => ({
      day: `2026-11-${day}`,
      alerts: index % 2,
    })),
    examples: [{ title: 'root at 3 in the morning', at: '2026-11-19T02:10:00Z', events: 12, logs: ['LOG-7QK3M9'] }],
    known: { alerts: 1, falseAlarms: 0 },
    cut: null,
  },
  requestedBy: { actor: { kind: 'member', id: '0199d7a0-0000-7000-8000-00000000000a' }, name: 'Ada Novak' },
  via: 'chat',
  untrusted: false,
  permission: 'rules.write',
  semanticKey: 'k',
  freshness: 'f',
  state: 'pending',
  nonce: 'n'.repeat(22),
  createdAt: new Date('2026-11-20T13:00:00Z'),
  updatedAt: new Date('2026-11-20T13:00:00Z'),
  expiresAt: new Date('2026-11-27T13:00:00Z'),
  decidedById: null,
  decidedBy: null,
  decidedAt: null,
  note: null,
  outcome: null,
  undo: null,
};
const person: Person = {
  id: '0199d7a0-0000-7000-8000-000000000006',
  number: 7,
  label: 'Person_A47B8C12',
  name: 'Dana Whitfield',
  note: 'Night shift',
  threshold: 0.44,
  mergedInto: null,
  archivedAt: null,
  createdAt: new Date('2026-10-01T08:00:00Z'),
  updatedAt: new Date('2026-10-01T08:00:00Z'),
  updatedBy: 'Ada Novak',
};
const stranger: Person = { ...person, number: 9, label: 'Person_0C44D1E9', name: null, note: '', threshold: null };
const decision: FaceDecision = {
  result: 'match',
  model: 'mfn-s8-v1',
  threshold: 0.44,
  unsureFrom: 0.32,
  nearest: { personId: person.id, similarity: 0.71, pictures: 5 },
  runnerUp: { personId: stranger.id, similarity: 0.31 },
  reason: null,
};
const faceAt = { pictureId: '0199d7a0-0000-7000-8000-000000000007', box: [0.4, 0.2, 0.2, 0.3] as const };
const personShown = {
  person,
  faces: 41,
  compared: 5,
  best: faceAt,
  sightings: 36,
  firstSeen: new Date('2026-10-01T08:00:00Z'),
  lastSeen: new Date('2026-11-20T13:22:00Z'),
};
const PICTURE = '0199d7a0-0000-7000-8000-000000000020';
const pictures = (id: string): string => `https://desk.example/media/pictures/${id}`;
const camera: Camera = {
  id: '0199d7a0-0000-7000-8000-000000000021',
  number: 3,
  name: 'Front door <!channel>',
  folder: 'front-door',
  location: 'Building A',
  enabled: true,
  zones: [
    {
      name: 'Entry',
      kind: 'entry',
      polygon: [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
    },
  ],
  stricter: 0,
  notes: '',
  mask: [],
  lastSeenAt: new Date('2026-11-20T13:22:00Z'),
  lastPictureId: PICTURE,
  createdAt: new Date('2026-11-20T12:00:00Z'),
  updatedAt: new Date('2026-11-20T12:00:00Z'),
  updatedBy: 'Ada Novak',
};
const cameraEvent: CameraEvent = {
  id: '0199d7a0-0000-7000-8000-000000000022',
  number: 40,
  cameraId: camera.id,
  startedAt: new Date('2026-11-20T13:03:00Z'),
  endedAt: new Date('2026-11-20T13:22:00Z'),
  pictures: 12,
  bestPictureId: PICTURE,
  objects: { person: { most: 2, score: 0.9 }, car: { most: 1, score: 0.8 } },
  zones: ['Entry'],
  risk: 60,
  reasons: ['unknown_person: Person_A47B8C12', 'at_night: 23:10', 'They tried the door twice.'],
  summary: '',
  summaryBy: 'rules',
  closedAt: new Date('2026-11-20T13:24:00Z'),
  updatedAt: new Date('2026-11-20T13:24:00Z'),
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
  const seen = { eventNumber: 40, lastSeen: new Date('2026-11-20T13:22:00Z') };
  return {
    person: personCard(personShown, {
      ...view,
      cameras: 2,
      lastCamera: 'Front door',
      face: { id: '0199d7a0-0000-7000-8000-000000000008', ...faceAt, decision, vouched: false },
      undo: '0199d7a0-0000-7000-8000-000000000009',
    }),
    strangers: strangersCard([{ ...personShown, person: stranger }], { ...view, total: 12 }),
    sightings: sightingsCard(
      [
        { person, camera: 'Front door', by: 'face', ...seen },
        { person: stranger, camera: 'Loading dock', by: 'appearance', ...seen },
      ],
      { ...view, title: 'Seen yesterday', total: 40 },
    ),
    faces: facesCard(
      [
        { decision, person, nearest: person },
        { decision: { ...decision, result: 'unsure', reason: 'two_alike' }, person: null, nearest: person },
      ],
      view,
    ),
    alert: alertCard(alert, { ...view, events: [event] }),
    cameraAlert: alertCard(
      sampleAlert({
        kind: 'unknown_person',
        title: 'Unknown person Person_A47B8C12 at Front door',
        account: null,
        address: null,
        country: null,
        pictureId: PICTURE,
      }),
      {
        ...view,
        pictures,
        camera,
        person: { person: { number: 7, name: null, label: 'Person_A47B8C12' }, face: null },
      },
    ),
    camera: cameraCard(
      {
        camera,
        state: 'online',
        picture: { id: PICTURE, takenAt: now },
        event: { number: 40, summary: '1 person at Front door', at: now },
        past: false,
      },
      { ...view, pictures },
    ),
    cameras: cameraListCard([{ camera, state: 'offline' }], view),
    cameraEvent: cameraEventCard(
      {
        event: cameraEvent,
        camera,
        people: [{ number: 7, name: null, label: 'Person_A47B8C12', by: 'face' }],
        pictureId: PICTURE,
        alerts: [alert],
      },
      { ...view, pictures },
    ),
    cameraEvents: cameraEventListCard([{ event: cameraEvent, camera, people: [] }], {
      ...view,
      title: 'Seen yesterday',
    }),
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
      },
      { language, timeZone: 'Europe/Berlin' },
    ),
    proposal: proposalCard(proposal, { ...view, now }),
    decided: proposalCard(
      { ...proposal, state: 'approved', nonce: null, decidedBy: 'Sam Okafor', decidedAt: now, outcome: 'RULE-5' },
      { ...view, now },
    ),
    moderating: proposalCard(
      {
        ...proposal,
        number: 8,
        kind: 'moderate_member',
        args: {
          step: 'timeout',
          account: '500000000000000001',
          name: 'Mallory <!channel>',
          platform: 'discord',
          workspace: '400000000000000001',
          channel: '400000000000000002',
          case: 'CASE-9',
          hours: 24,
          reason: 'Insults against one member',
        },
        title: 'Timeout 24 h for “Mallory <!channel>” in #general (discord), CASE-9',
        why: 'timeout @mallory for 24 hours',
        severity: 'medium',
        backtest: null,
      },
      { ...view, now },
    ),
    proposals: proposalListCard([proposal], view),
    recommendation: recommendationCard(
      [
        {
          title: 'Logins at night',
          reason: 'three break-ins began at night',
          numbers: '4 alerts a week',
          choice: { kind: 'x', params: {} },
          backtest: proposal.backtest,
        },
      ],
      view,
    ),
    rule: ruleListCard([{ rule, words: '10 failures in 5 minutes' }], {
      ...view,
      total: 1,
      single: true,
      examples: { kept: 3, failing: 1 },
    }),
    rules: ruleListCard([{ rule, words: '10 failures in 5 minutes' }], { ...view, total: 1, single: false }),
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
      waiting: [proposal],
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
