import { z } from 'zod';
import { alertEvents, findAlert } from '../db/alerts.ts';
import { findIncidentById } from '../db/incidents.ts';
import { listRules } from '../db/rules.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Alert } from '../domain/alert.ts';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { formatTime, onClock } from '../domain/time-words.ts';
import { postureWords } from '../messages/catalogue/posture.ts';
import { ruleNameIn } from '../messages/catalogue/rule-names.ts';
import { pathOf } from '../messages/links.ts';
import { saidIn } from '../messages/tell-alert.ts';
import { alertCard, knownSince } from '../messages/views/alert-card.ts';
import { type CardView, viewOf } from '../messages/views/card-view.ts';
import { shownWithAlert } from '../pipeline/alert-shown.ts';
import { statusSetAt } from '../pipeline/alerts.ts';
import { defineTool, picturesFor, type ToolResult } from './define-tool.ts';
import { namedReferences, unique, withoutUnread } from './named-references.ts';
import { readNumber, referenceInput, unknown } from './reference-input.ts';
import { alertCitation, alertData, eventCitation, incidentCitation, loginData } from './tool-data.ts';

const EVENTS = 5;

export const openAlertTool = defineTool({
  name: 'open_alert',
  description:
    'Look at one alert: what a rule noticed, why, who, where and when, the log lines it stands on, what people did about it. ' +
    'Use it for "what happened with ALR-204".',
  input: z.object({ id: referenceInput('alert') }),
  access: 'read',
  permission: 'alerts.read',
  async run({ org, principal, now, language, services }, { id }) {
    const number = readNumber('alert', id);
    return org(async (tx) => {
      const alert = await findAlert(tx, number);
      if (!alert) throw unknown('alert', number, principal, language);
      return showAlert(tx, principal, now, alert, language, picturesFor(services, principal));
    });
  },
});

/** An alert as data, card and citations; log lines only for those who may read logs. */
export async function showAlert(
  tx: OrgDb,
  principal: Principal,
  now: Date,
  alert: Alert,
  language: Language,
  pictures?: CardView['pictures'],
): Promise<ToolResult> {
  const reader = { timeZone: principal.timeZone, now, language };
  const incident = alert.incidentId ? await findIncidentById(tx, alert.incidentId) : null;
  const incidentRef = incident && formatReference({ kind: 'incident', number: incident.number });
  const rule = alert.ruleId ? (await listRules(tx)).find((one) => one.id === alert.ruleId) : undefined;
  const events = can(principal.role, 'logs.read') ? await alertEvents(tx, alert.id, EVENTS) : [];
  const statusAt = await statusSetAt(tx, alert);
  const isOver = alert.status === 'resolved' || alert.status === 'false_alarm';
  const until = isOver && statusAt ? statusAt : now;
  const shown = await shownWithAlert(tx, alert, now);
  const { question } = shown.course;
  const title = saidIn(alert, language).title;
  const known = shown.person && can(principal.role, 'people.read') ? knownSince(shown.person.person, title) : null;
  const data = {
    ...alertData(alert, reader),
    ...(known && { quoted_known_as: known }),
    ...(shown.person &&
      can(principal.role, 'people.read') && {
        person: { ref: formatReference({ kind: 'person', number: shown.person.person.number }) },
      }),
    facts: saidIn(alert, language)
      .facts.slice(0, 12)
      .map(({ label, value }) => ({
        label: oneLine(label, 60),
        quoted_value: oneLine(onClock(withoutUnread(value, principal.role), reader.timeZone, now, language)),
      })),
    ...(rule && {
      rule: {
        ref: formatReference({ kind: 'rule', number: rule.number }),
        name: ruleNameIn(rule.name, language),
        severity: rule.severity,
      },
    }),
    ...(question &&
      question.state !== 'sending' && {
        was_asked: {
          state: question.state,
          who: oneLine(question.memberName, 100),
          time: formatTime(question.answeredAt ?? question.askedAt, reader.timeZone, now),
        },
      }),
    incident: incidentRef,
    ...(incident && can(principal.role, 'incidents.read') && { incident_assignee: incident.assigneeName }),
    open_for: postureWords[language].lasting(Math.max(0, until.getTime() - alert.firstSeen.getTime()) / 1000),
    ...(alert.statusBy !== null && { status_by: oneLine(alert.statusBy, 100) }),
    ...(statusAt && { status_time: formatTime(statusAt, reader.timeZone, now) }),
    ...(alert.statusNote !== null && { quoted_note: oneLine(alert.statusNote, 500) }),
    log: events.map((event) => loginData(event, reader)),
  };
  return {
    data,
    card: alertCard(alert, {
      ...viewOf(principal, pathOf, pictures),
      ...shown,
      language,
      incidentRef,
      events,
      statusAt,
    }),
    citations: unique([
      alertCitation(alert),
      ...(incident ? [incidentCitation(incident)] : []),
      ...events.map(eventCitation),
      ...(await namedReferences(tx, principal, [...alert.facts.map((fact) => fact.value), alert.title])),
    ]),
  };
}
