import type { Language } from '../../domain/language.ts';
import type {
  Appeal,
  CaseClaim,
  CaseEvidence,
  ContextMessage,
  ModerationAction,
  ModerationCase,
} from '../../domain/moderation.ts';
import { DEFAULT_POLICY } from '../../domain/moderation-policy.ts';
import { noScores } from '../../domain/screening.ts';
import type { Card } from '../card.ts';
import { affectedCard } from './affected-card.ts';
import { anywayCard } from './anyway-card.ts';
import { appealCard } from './appeal-card.ts';
import type { CardView } from './card-view.ts';
import { caseCard, caseListCard } from './case-card.ts';
import { silentCard } from './silent-card.ts';

export const sampleCase = (part: Partial<ModerationCase> = {}): ModerationCase => ({
  id: '0199d7a0-0000-7000-8000-000000000030',
  number: 9,
  sessionId: '0199d7a0-0000-7000-8000-000000000031',
  channel: {
    id: '0199d7a0-0000-7000-8000-000000000032',
    platform: 'discord',
    workspace: '400000000000000001',
    channel: '400000000000000002',
    name: 'general',
    strictness: 'normal',
  },
  thread: null,
  kind: 'pile_on',
  severity: 'high',
  state: 'open',
  offender: { account: '500000000000000001', name: 'Mallory <!channel>' },
  target: { account: '500000000000000004', name: 'Dana Whitfield' },
  offenders: [
    { account: '500000000000000001', name: 'Mallory <!channel>', messages: 4, worst: 0.96 },
    { account: '500000000000000002', name: 'Trent', messages: 3, worst: 0.81 },
    { account: '500000000000000003', name: '@everyone', messages: 2, worst: 0.77 },
  ],
  score: 78,
  triggers: ['pile_on', 'escalation'],
  reasons: ['3 accounts attack one member', 'the pauses get shorter'],
  course: [4, 9, 22, 35, 51, 64, 78].map((score, i) => ({
    at: `2026-11-20T13:${String(3 + i).padStart(2, '0')}:00Z`,
    score,
  })),
  summary: '',
  summaryBy: 'rules',
  recommendation: {
    step: 'timeout',
    hours: 24,
    why: 'High severity, 1 earlier case still counting 1.5: 5.5 strikes.',
    strikes: { before: 1.5, cases: 1, now: 5.5 },
  },
  alike: [
    { number: 4, similarity: 0.81, outcome: 'timeout' },
    { number: 2, similarity: 0.62, outcome: 'dismissed' },
  ],
  policyVersion: 0,
  incidentId: null,
  openedAt: new Date('2026-11-20T13:08:00Z'),
  updatedAt: new Date('2026-11-20T13:09:00Z'),
  decidedAt: null,
  decidedBy: null,
  decidedById: null,
  note: null,
  dismissedAs: null,
  notThem: [],
  claim: null,
  ...part,
});

export const sampleEvidence = (part: Partial<CaseEvidence> = {}): CaseEvidence => ({
  id: '0199d7a0-0000-7000-8000-000000000033',
  messageId: '0199d7a0-0000-7000-8000-000000000034',
  messageKey: '600000000000000001',
  author: '500000000000000001',
  authorName: 'Mallory <!channel>',
  quote: 'nobody *asked* you, idiot <@everyone>',
  saidAt: new Date('2026-11-20T13:05:00Z'),
  scores: { ...noScores(), toxicity: 0.83, insult: 0.81 },
  weighed: [{ from: 20, to: 25, attribute: 'insult', weight: 0.7 }],
  url: 'https://discord.com/channels/400000000000000001/400000000000000002/600000000000000001',
  editedAt: null,
  deletedAt: null,
  ...part,
});

const evidence = [
  sampleEvidence(),
  sampleEvidence({
    author: '500000000000000002',
    authorName: 'Trent',
    quote: 'leave, you worthless piece of garbage, or else',
    scores: { ...noScores(), toxicity: 0.96, insult: 0.95, threat: 0.6 },
    weighed: [{ from: 11, to: 37, attribute: 'insult', weight: 0.8 }],
    deletedAt: new Date('2026-11-20T13:10:00Z'),
  }),
];
const said = (part: Partial<ContextMessage>): ContextMessage => ({
  messageId: '0199d7a0-0000-7000-8000-000000000037',
  author: '500000000000000004',
  authorName: 'Dana Whitfield',
  quote: 'could somebody *look* at my build? <@everyone>',
  saidAt: new Date('2026-11-20T13:04:00Z'),
  scores: noScores(),
  url: 'https://discord.com/channels/400000000000000001/400000000000000002/600000000000000000',
  editedAt: null,
  deletedAt: null,
  ...part,
});
const context = [
  said({}),
  said({
    author: '500000000000000003',
    authorName: '@everyone',
    quote: 'vermin like her should hang',
    saidAt: new Date('2026-11-20T13:06:00Z'),
    scores: { ...noScores(), identity_attack: 0.7 },
    url: null,
  }),
  said({ quote: null, saidAt: new Date('2026-11-20T13:07:00Z'), deletedAt: new Date('2026-11-20T13:10:00Z') }),
];
const timedOut: ModerationAction = {
  id: '0199d7a0-0000-7000-8000-000000000035',
  number: 5,
  caseId: '0199d7a0-0000-7000-8000-000000000030',
  channel: sampleCase().channel,
  step: 'timeout',
  account: '500000000000000001',
  accountName: 'Mallory <!channel>',
  messageKeys: [],
  reason: 'Insults against one member',
  requestedBy: 'Ada Novak',
  requestedById: null,
  automatic: false,
  way: 'native',
  state: 'done',
  createdAt: new Date('2026-11-20T13:11:00Z'),
  updatedAt: new Date('2026-11-20T13:11:00Z'),
  secondedBy: null,
  doneAt: new Date('2026-11-20T13:11:00Z'),
  expiresAt: new Date('2026-11-21T13:11:00Z'),
  liftedAt: null,
  liftedBy: null,
  liftReason: null,
  outcome: '',
  together: null,
};
const appeal: Appeal = {
  id: '0199d7a0-0000-7000-8000-000000000036',
  number: 2,
  actionId: timedOut.id,
  account: timedOut.account,
  text: 'We quoted a film, <!channel> ask the others.',
  state: 'open',
  createdAt: new Date('2026-11-20T13:40:00Z'),
  updatedAt: new Date('2026-11-20T13:40:00Z'),
  decidedAt: null,
  decidedBy: null,
  note: null,
};
const claim: CaseClaim = {
  by: 'Priya <!channel>',
  byId: '0199d7a0-0000-7000-8000-00000000000b',
  since: new Date('2026-11-20T13:50:00Z'),
  until: new Date('2026-11-20T15:50:00Z'),
};
const decidedAt = new Date('2026-11-20T14:00:00Z');

/** The cards of moderation: for those who decide, and for whom it is about. */
export const moderationViews = (view: CardView, language: Language): Record<string, Card> => ({
  case: caseCard(
    {
      case: sampleCase(),
      evidence,
      context,
      actions: [],
      policy: DEFAULT_POLICY,
      incidentRef: null,
      powers: {
        warning: { way: 'native', what: 'A direct message with the reason.' },
        timeout: { way: 'native', what: 'Discord lets them write nothing until it ends.' },
        mute: { way: 'approximate', what: 'A role that may not write.', url: 'https://discord.com' },
        ban: {
          way: 'human_task',
          what: 'Somebody with the right has to ban them by hand.',
          url: 'https://discord.com',
        },
      },
    },
    view,
  ),
  caseActedOn: caseCard(
    {
      case: sampleCase({
        state: 'acted',
        summary: 'P1 insulted Dana.',
        summaryBy: 'gpt-test',
        decidedBy: 'Ada Novak',
        decidedAt,
      }),
      evidence,
      actions: [timedOut],
      policy: DEFAULT_POLICY,
      incidentRef: 'INC-17',
    },
    { ...view, revealed: true },
  ),
  caseDismissed: caseCard(
    {
      case: sampleCase({
        kind: 'threat',
        state: 'dismissed',
        decidedBy: 'Ada Novak',
        decidedAt,
        dismissedAs: 'joke_or_quote',
        note: 'They play a game together.',
      }),
      evidence: [],
      actions: [],
      policy: DEFAULT_POLICY,
      incidentRef: null,
    },
    view,
  ),
  cases: caseListCard(
    [sampleCase(), sampleCase({ number: 8, kind: 'spam', severity: 'low', state: 'acted', target: null })],
    {
      ...view,
      title: 'Open cases',
      total: 12,
    },
  ),
  caseInHand: anywayCard(
    { case: sampleCase({ claim }), evidence, actions: [], policy: DEFAULT_POLICY, incidentRef: null },
    { id: 'case.ban', account: null, claim },
    view,
  ),
  silentRules: silentCard(
    [
      {
        trigger: 'pile_on',
        hits: 12,
        acted: 3,
        dismissed: 1,
        open: 2,
        since: new Date('2026-10-24T09:00:00Z'),
        people: [
          { account: '500000000000000001', name: 'Mallory <!channel>', hits: 7 },
          { account: '500000000000000003', name: '@everyone', hits: 5 },
        ],
      },
      { trigger: 'profanity', hits: 0, acted: 0, dismissed: 0, open: 0, since: null, people: [] },
    ],
    view,
  ),
  appeal: appealCard({ appeal, action: timedOut, caseRef: 'CASE-9', evidence: [sampleEvidence()] }, view),
  told: affectedCard({ action: timedOut, quotes: [sampleEvidence()], appealed: false }, view.timeZone, language),
});
