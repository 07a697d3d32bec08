import { findNudge, type Nudge } from '../db/alert-escalations.ts';
import { alertsOfStorm, findStorm } from '../db/alert-storms.ts';
import { alertEvents, findAlertById } from '../db/alerts.ts';
import { findAppealById } from '../db/appeals.ts';
import { isAnybodyLimited } from '../db/camera-access.ts';
import { findCaseById } from '../db/cases.ts';
import { entryWithIncident, findIncidentById } from '../db/incidents.ts';
import { hasOtherZones } from '../db/members.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import { findProposalById } from '../db/proposals.ts';
import { findReportById } from '../db/reports.ts';
import { findRuleById } from '../db/rules.ts';
import type { OrgDb } from '../db/scope.ts';
import type { AlertException } from '../domain/alert-exception.ts';
import type { ToldAlert } from '../domain/alert-telling.ts';
import type { Incident, IncidentEntry } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { isPutOff, PROPOSAL_RIGHTS, proposalAt } from '../domain/proposal.ts';
import { formatReference } from '../domain/reference.ts';
import { severityRank } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import type { Card } from '../messages/card.ts';
import { cardText } from '../messages/card-text.ts';
import { exceptionWords } from '../messages/catalogue/alert-exceptions.ts';
import { ruleNameIn } from '../messages/catalogue/rule-names.ts';
import { stormWords } from '../messages/catalogue/storms.ts';
import type { Links } from '../messages/links.ts';
import { namedZone, withZone } from '../messages/named-zone.ts';
import type { AlertStory, Announcement, MatterState, News } from '../messages/outbound.ts';
import { timeText } from '../messages/time-text.ts';
import { type AlertCourse, alertCard } from '../messages/views/alert-card.ts';
import { appealCard } from '../messages/views/appeal-card.ts';
import { type CardView, sharedView } from '../messages/views/card-view.ts';
import { caseCard } from '../messages/views/case-card.ts';
import { briefCard } from '../messages/views/channel-card.ts';
import { incidentCard } from '../messages/views/incident-card.ts';
import { incidentReportCard, reportKindOf } from '../messages/views/incident-report-card.ts';
import { proposalCard } from '../messages/views/proposal-card.ts';
import { reportCard } from '../messages/views/report-card.ts';
import { ruleListCard } from '../messages/views/rule-card.ts';
import { briefStormCard, stormCard, worstOf } from '../messages/views/storm-card.ts';
import { shownWithAlert } from './alert-shown.ts';
import { statusSetAt } from './alerts.ts';
import { shownOfIncident } from './incident-shown.ts';
import { shownAppeal } from './moderation/see-appeal.ts';
import { shownCase } from './moderation/see-case.ts';
import { sharedProposal } from './proposals/see.ts';
import { titledIn } from './proposals/title-in.ts';
import { describeRule } from './rules.ts';
import { stillUnacknowledged } from './still-unacknowledged.ts';
import { snoozeOf } from './suppress-findings.ts';

const QUOTED_EVENTS = 3;

interface Composing {
  tx: OrgDb;
  timeZone: string;
  urls: Links;
  now: Date;
  /** Of the words around what is stored. */
  language: Language;
  pictures?: CardView['pictures'];
}

/** What channels are told of an alert, an incident, a proposal or a case, as it stands now; null where it is no more. */
export async function composeAnnouncement(
  tx: OrgDb,
  { kind, subject }: Announcement,
  urls: Links,
  now: Date = new Date(),
  pictures?: CardView['pictures'],
  language: Language = 'en',
): Promise<News | null> {
  const timeZone = await organisationTimeZone(tx);
  // whoever reads in a channel may not see every camera
  const shows = pictures && !(await isAnybodyLimited(tx));
  const composing = { tx, timeZone, urls, now, language, ...(shows ? { pictures } : {}) };
  const news = await newsAbout(composing, { kind, subject });
  return news && (await hasOtherZones(tx, timeZone)) ? inNamedZone(news, composing) : news;
}

/** For people of several zones it says whose its times are. */
function inNamedZone(news: News, { timeZone, language }: Composing): News {
  const named = <Told extends { text: string; card?: Card }>(told: Told): Told => {
    const card = told.card && withZone(told.card, timeZone, language);
    return card === told.card ? told : { ...told, card, text: `${told.text}\n${namedZone(timeZone, language)}` };
  };
  const { withoutLogs, brief } = news;
  return {
    ...named(news),
    ...(withoutLogs ? { withoutLogs: named(withoutLogs) } : {}),
    ...(brief ? { brief: named(brief) } : {}),
  };
}

async function newsAbout(composing: Composing, { kind, subject }: Announcement): Promise<News | null> {
  switch (kind) {
    case 'alert_raised':
    case 'alert_changed':
      return alertNews(composing, subject);
    case 'alert_nudged':
      return nudgeNews(composing, subject);
    case 'alerts_rolled_up':
      return stormNews(composing, subject);
    case 'incident_changed':
      return incidentNews(composing, subject);
    case 'proposal_changed':
      return proposalNews(composing, subject);
    case 'rule_changed':
      return ruleNews(composing, subject);
    case 'case_changed':
      return caseNews(composing, subject);
    case 'appeal_changed':
      return appealNews(composing, subject);
    case 'report_made':
      return reportNews(composing, subject);
    case 'incident_report':
      return incidentReportNews(composing, subject);
  }
}

async function alertNews({ tx, timeZone, urls, now, language, pictures }: Composing, id: string): Promise<News | null> {
  const alert = await findAlertById(tx, id);
  if (!alert) return null;
  const incident = alert.incidentId ? await findIncidentById(tx, alert.incidentId) : null;
  const incidentRef = incident ? formatReference({ kind: 'incident', number: incident.number }) : null;
  const statusAt = await statusSetAt(tx, alert);
  const shown = await shownWithAlert(tx, alert, now);
  const { course } = shown;
  const view = { ...sharedView(timeZone, urls), language, incidentRef, statusAt, course };
  const events = await alertEvents(tx, alert.id, QUOTED_EVENTS);
  const whole = alertCard(alert, { ...view, ...(pictures ? { pictures } : {}), ...shown, events });
  // whoever may not read the logs may not see what cameras saw either
  const brief = alertCard(alert, { ...view, events: [] });
  const { severity, status, statusBy } = alert;
  const snooze = snoozeOf(alert, course.exceptions);
  return {
    ...newsOf(tx, whole, timeZone, {
      kind: 'alert',
      ref: whole.key,
      severity,
      status,
      by: nameOf(statusBy),
      incident: incidentRef,
      ...storyOf(course, snooze, timeZone),
      ...(alert.told ? { noticedBy: rulesOf(alert.told, language) } : {}),
    }),
    // its picture was deleted since, or there never was one
    ...(alert.cameraId !== null && alert.pictureId === null ? { erased: true as const } : {}),
    purpose: 'alerts',
    pending: snooze === null && (status === 'open' || status === 'acknowledged'),
    covered:
      status === 'acknowledged' ||
      (incident !== null && isGoingOn(incident) && severityRank(incident.severity) >= severityRank(severity)),
    needs: 'alerts.read',
    withoutLogs: { text: cardText(brief, timeZone), card: brief },
  };
}

const rulesOf = ({ rule, also = [] }: ToldAlert, language: Language = 'en'): string[] =>
  [rule, ...also].map(({ ref, name }) => `${ref} ${oneLine(ruleNameIn(name, language), 80)}`);

/** What goes on about an alert beside its status, for its thread. */
function storyOf(
  { held, toldAgain, lost = [], question }: AlertCourse,
  snooze: Pick<AlertException, 'until' | 'createdBy'> | null,
  timeZone: string,
): AlertStory {
  return {
    snoozed: snooze && { until: timeText(snooze.until, timeZone), by: oneLine(snooze.createdBy, 100) },
    still: held?.until ? { who: oneLine(held.name, 100), until: timeText(held.until, timeZone) } : null,
    toldAgain: toldAgain.map((whom) => oneLine(whom, 300)),
    ...(lost.length > 0 ? { lost: lost.map((whom) => oneLine(whom, 100)) } : {}),
    asked:
      question && question.state !== 'sending'
        ? { who: oneLine(question.memberName, 100), state: question.state }
        : null,
  };
}

/** Many alerts as the one message that their channel has of them. */
async function stormNews({ tx, timeZone, urls, language }: Composing, id: string): Promise<News | null> {
  const storm = await findStorm(tx, id);
  const alerts = storm ? await alertsOfStorm(tx, id) : [];
  if (!storm || alerts.length === 0) return null;
  const isOpen = alerts.some(({ status }) => status === 'open');
  const key = `storm ${id}`;
  const card = stormCard(key, alerts, { urls, language, value: key });
  const severity = worstOf(alerts);
  const status = isOpen ? 'open' : 'settled';
  return {
    ...newsOf(tx, card, timeZone, { kind: 'storm', ref: stormWords[language].name, severity, status, by: null }),
    brief: textAnd(briefStormCard(key, alerts, language), timeZone),
    purpose: 'alerts',
    // waiting is what nobody deals with yet
    pending: isOpen,
    needs: 'alerts.read',
    to: storm.channelId,
  };
}

/** Several alerts that nobody acknowledged in one message; null once somebody acknowledged all of them. */
async function jointNudge(
  { tx, timeZone, urls, language, now }: Composing,
  nudge: Pick<Nudge, 'id' | 'alertId' | 'others' | 'minutes' | 'channelId'>,
): Promise<News | null> {
  const alerts = await stillUnacknowledged(tx, [nudge.alertId, ...nudge.others], now);
  if (alerts.length === 0) return null;
  const key = `nudge ${nudge.id}`;
  const title = stormWords[language].nudge(alerts.length, Math.max(1, nudge.minutes));
  const card = stormCard(key, alerts, { urls, language, value: key, title, lead: stormWords[language].wait });
  return {
    orgId: tx.orgId,
    ...textAnd(card, timeZone),
    brief: textAnd(briefStormCard(key, alerts, language), timeZone),
    severity: worstOf(alerts),
    purpose: 'alerts',
    pending: true,
    needs: 'alerts.read',
    to: nudge.channelId!,
  };
}

const textAnd = (card: Card, timeZone: string): { text: string; card: Card } => ({
  text: cardText(card, timeZone),
  card,
});

/** An alert that nobody acknowledged, anew, in the one channel that is told again; null once somebody did. */
async function nudgeNews(composing: Composing, id: string): Promise<News | null> {
  const nudge = await findNudge(composing.tx, id);
  if (!nudge?.channelId) return null;
  if (nudge.others.length > 0) return jointNudge(composing, nudge);
  const news = await alertNews(composing, nudge.alertId);
  if (news?.state?.kind !== 'alert' || news.state.status !== 'open') return null;
  const { state: _, covered: __, brief, withoutLogs, card, ...rest } = news;
  const words = exceptionWords[composing.language].nudge(news.state.ref, nudge.minutes);
  const led = (one: { text: string; card: Card }) => ({
    text: `${words} ${one.text}`,
    card: { ...one.card, parts: [{ kind: 'text' as const, text: words }, ...one.card.parts] },
  });
  return {
    ...rest,
    ...led({ text: news.text, card: card! }),
    ...(brief ? { brief: led(brief) } : {}),
    ...(withoutLogs ? { withoutLogs: led(withoutLogs) } : {}),
    pending: true,
    to: nudge.channelId,
  };
}

async function incidentNews({ tx, timeZone, urls, language }: Composing, id: string): Promise<News | null> {
  const incident = await findIncidentById(tx, id);
  if (!incident) return null;
  // whoever holds what it needs may see alerts too
  const shown = await shownOfIncident(tx, id, () => true);
  const { room } = shown;
  const card = incidentCard(incident, { ...sharedView(timeZone, urls), language, ...shown });
  const { severity, status } = incident;
  const report = lastReport(shown.timeline);
  return {
    ...newsOf(tx, card, timeZone, {
      kind: 'incident',
      ref: card.key,
      severity,
      status,
      by: nameOf(lastMover(shown.timeline)),
      assignee: nameOf(incident.assigneeName),
      ...(report ? { report: { entry: report.id, kind: report.kind, by: nameOf(report.by) ?? '' } } : {}),
      ...(room?.room ? { room: { name: oneLine(room.room.name, 100), state: room.room.state } } : {}),
    }),
    ...(report ? { words: report.text } : {}),
    purpose: 'alerts',
    pending: isGoingOn(incident),
    needs: 'incidents.read',
  };
}

const isGoingOn = ({ status }: Pick<Incident, 'status'>): boolean => status !== 'closed' && status !== 'withdrawn';

/** The latest report that stands. */
function lastReport(entries: readonly IncidentEntry[]) {
  const entry = entries.findLast((one) => reportKindOf(one.kind) !== null && !one.undone);
  return entry && { id: entry.id, kind: reportKindOf(entry.kind)!, by: entry.actorName, text: entry.text };
}

/** A report for managers, in channels bound for reports. */
async function incidentReportNews({ tx, timeZone, urls, language }: Composing, id: string): Promise<News | null> {
  const found = await entryWithIncident(tx, id);
  const kind = found && reportKindOf(found.entry.kind);
  if (!found || !kind || found.entry.undone) return null;
  const { incident, entry } = found;
  const ref = formatReference({ kind: 'incident', number: incident.number });
  const { title, severity } = incident;
  const told = { kind, text: entry.text, by: entry.actorName, at: entry.at, ref, title, severity };
  const card = incidentReportCard(told, { urls, language });
  const brief = briefCard(card);
  return {
    orgId: tx.orgId,
    text: cardText(card, timeZone),
    card,
    language,
    severity,
    purpose: 'reports',
    pending: true,
    needs: 'incidents.read',
    brief: { text: cardText(brief, timeZone), card: brief },
  };
}

async function proposalNews({ tx, timeZone, urls, now, language }: Composing, id: string): Promise<News | null> {
  const stored = await findProposalById(tx, id);
  if (!stored) return null;
  const proposal = proposalAt(stored, now);
  const needs = PROPOSAL_RIGHTS[proposal.kind].read;
  const card = proposalCard(titledIn(sharedProposal(proposal), language), {
    ...sharedView(timeZone, urls),
    language,
    now,
  });
  return {
    ...newsOf(tx, card, timeZone, {
      kind: 'proposal',
      ref: card.key,
      severity: proposal.severity,
      status: proposal.state,
      by: nameOf(proposal.decidedBy),
      undone: proposal.state === 'approved' && proposal.updatedAt > (proposal.decidedAt ?? proposal.updatedAt),
      ...(isPutOff(proposal, now) ? { putOff: true as const } : {}),
      form: proposal.argsDigest.slice(0, 12),
    }),
    // what is done to people is for those who moderate
    purpose: needs === 'moderation.read' ? 'moderation' : 'approvals',
    pending: proposal.state === 'pending',
    needs,
  };
}

/** A rule that changed without anybody deciding about it. */
async function ruleNews({ tx, timeZone, urls, language }: Composing, id: string): Promise<News | null> {
  const rule = await findRuleById(tx, id);
  if (!rule) return null;
  const view = { ...sharedView(timeZone, urls), language, total: 1, single: true };
  const card = ruleListCard([{ rule, words: describeRule(rule, language) }], view);
  const state = {
    kind: 'rule',
    ref: card.key,
    severity: null,
    status: rule.state,
    by: nameOf(rule.updatedBy),
  } as const;
  return { ...newsOf(tx, card, timeZone, state), purpose: 'approvals', pending: true, needs: 'rules.read' };
}

async function caseNews({ tx, timeZone, urls, language }: Composing, id: string): Promise<News | null> {
  const found = await findCaseById(tx, id);
  if (!found) return null;
  const shown = await shownCase(tx, found);
  const card = caseCard(shown, { ...sharedView(timeZone, urls), language });
  const { severity, state } = found;
  // what the policy did by itself is told like what waits: somebody may want to take it back
  const unseen = state === 'acted' && shown.actions.some(({ automatic }) => automatic);
  return {
    ...newsOf(tx, card, timeZone, {
      kind: 'case',
      ref: card.key,
      severity,
      status: state,
      by: nameOf(found.decidedBy),
      did: Object.fromEntries(
        shown.actions.map((one) => [formatReference({ kind: 'action', number: one.number }), one.state]),
      ),
      ...(found.claim ? { with: oneLine(found.claim.by, 80) } : {}),
    }),
    purpose: 'moderation',
    pending: state === 'open' || unseen,
    needs: 'moderation.read',
  };
}

async function appealNews({ tx, timeZone, urls, language }: Composing, id: string): Promise<News | null> {
  const found = await findAppealById(tx, id);
  if (!found) return null;
  const card = appealCard(await shownAppeal(tx, found), { ...sharedView(timeZone, urls), language });
  const state = {
    kind: 'appeal',
    ref: card.key,
    severity: null,
    status: found.state,
    by: nameOf(found.decidedBy),
  } as const;
  return {
    ...newsOf(tx, card, timeZone, state),
    purpose: 'moderation',
    pending: found.state === 'open',
    needs: 'moderation.read',
  };
}

/** A report in the organisation's language: told once, and never changed. */
async function reportNews({ tx, timeZone, urls }: Composing, id: string): Promise<News | null> {
  const report = await findReportById(tx, id);
  if (!report) return null;
  const card = reportCard(report, { timeZone, urls });
  const discreet = reportCard(report, { timeZone, urls, withoutNames: true });
  const brief = briefCard(card);
  return {
    orgId: tx.orgId,
    text: cardText(card, timeZone),
    card,
    language: report.language,
    purpose: 'reports',
    pending: true,
    needs: 'alerts.read',
    withoutLogs: { text: cardText(discreet, timeZone), card: discreet },
    brief: { text: cardText(brief, timeZone), card: brief },
  };
}

function newsOf(tx: OrgDb, card: Card, timeZone: string, state: MatterState): News {
  const brief = briefCard(card);
  return {
    orgId: tx.orgId,
    text: cardText(card, timeZone),
    card,
    ...(state.severity ? { severity: state.severity } : {}),
    state,
    brief: { text: cardText(brief, timeZone), card: brief },
  };
}

/** Names are what people or other services chose: one short line of them. */
const nameOf = (name: string | null): string | null => (name === null ? null : oneLine(name, 100));

const lastMover = (entries: readonly IncidentEntry[]): string | null =>
  entries.findLast(({ kind }) => kind === 'status' || kind === 'undone')?.actorName ?? null;
