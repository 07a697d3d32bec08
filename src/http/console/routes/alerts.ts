import { type AlertCursor, alertEvents, findAlert, listAlerts } from '../../../db/alerts.ts';
import { findIncidentById } from '../../../db/incidents.ts';

import { listRules } from '../../../db/rules.ts';
import { signalsOfAlert } from '../../../db/signals.ts';
import { ALERT_STATUSES } from '../../../domain/alert.ts';
import { expectedScope } from '../../../domain/alert-exception.ts';
import { formatReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { atLeast, SEVERITIES } from '../../../domain/severity.ts';
import { parseRange } from '../../../domain/time-range.ts';
import { SafeNestError } from '../../../errors.ts';
import { alertCard } from '../../../messages/views/alert-card.ts';
import { eventLine } from '../../../messages/views/camera-event-card.ts';
import { viewOf } from '../../../messages/views/card-view.ts';
import { scopeText } from '../../../messages/views/exception-form.ts';
import { personActions } from '../../../messages/views/person-card.ts';
import { shownWithAlert, withKnown } from '../../../pipeline/alert-shown.ts';
import { seeJoinable } from '../../../pipeline/attach-alert.ts';
import { seeEventsOfAlert } from '../../../pipeline/cameras/see-camera.ts';
import { takesExamples } from '../../../pipeline/rule-examples.ts';
import { describeRule } from '../../../pipeline/rules.ts';
import { lastDays } from '../days.ts';
import { alertPage } from '../pages/alert.ts';
import { alertsPage } from '../pages/alerts.ts';
import { askedRange, rangeProblem } from '../range.ts';
import { addressWith, numberOf, oneOf, type Pages, queryText } from '../visit.ts';

const PAGE = 40;
const EVENTS_SHOWN = 50;
const SIGNALS_SHOWN = 50;

export function alertRoutes(pages: Pages): void {
  pages.show('/alerts', 'alerts.read', async ({ principal, clock, request }, tx) => {
    const filter = {
      status: oneOf(ALERT_STATUSES, queryText(request, 'status')),
      severity: oneOf(SEVERITIES, queryText(request, 'severity') || queryText(request, 'min_severity')),
      range: askedRange(request),
      account: queryText(request, 'account', 320),
      address: queryText(request, 'address', 60),
    };
    const range = filter.range === '' ? null : parseRange(filter.range, clock);
    const problem = filter.range !== '' && !range ? rangeProblem(filter.range) : null;
    const before = readCursor(queryText(request, 'before'));
    const alerts = problem
      ? []
      : await listAlerts(tx, {
          limit: PAGE + 1,
          order: range ? 'seen' : 'raised',
          ...(range ? { from: range.from, to: range.to } : {}),
          ...(filter.status ? { statuses: [filter.status] } : {}),
          ...(filter.severity ? { severities: atLeast(filter.severity) } : {}),
          ...(filter.account ? { account: filter.account } : {}),
          ...(filter.address ? { address: filter.address } : {}),
          ...(before ? { before } : {}),
        });
    const shown = await withKnown({ tx, principal }, alerts.slice(0, PAGE));
    const last = shown.at(-1);
    const days = before
      ? []
      : await lastDays(
          tx,
          principal,
          clock,
          { kinds: ['alert'] },
          { kinds: ['alert'], minSeverity: 'high' },
          (day) => `/alerts?range=${day}`,
        );
    return {
      title: 'What was noticed?',
      current: 'alerts',
      body: alertsPage({
        clock,
        alerts: shown,
        filter,
        problem,
        days,
        older:
          alerts.length > PAGE && last
            ? addressWith(request, { before: `${last.lastSeen.getTime()}-${last.number}` })
            : null,
      }),
    };
  });

  pages.show('/alerts/:ref', 'alerts.read', async ({ principal, clock, request }, tx) => {
    const number = numberOf(request, 'alert');
    const reference = formatReference({ kind: 'alert', number });
    const alert = await findAlert(tx, number);
    if (!alert) throw new SafeNestError('not_found', `There is no alert ${reference}.`);
    const incident = alert.incidentId ? await findIncidentById(tx, alert.incidentId) : null;
    const rule = can(principal.role, 'rules.read')
      ? (await listRules(tx)).find((candidate) => candidate.id === alert.ruleId)
      : undefined;
    const incidentRef = incident && formatReference({ kind: 'incident', number: incident.number });
    const shown = await shownWithAlert(tx, alert, clock.now);
    const { course } = shown;
    const card = alertCard(alert, { ...viewOf(principal), incidentRef, course });
    const seen = alert.cameraId && can(principal.role, 'cameras.read') ? shown : null;
    const scope = expectedScope(alert);
    const settled = alert.status === 'resolved' || alert.status === 'false_alarm';
    const isExpected = course.exceptions.some(({ kind }) => kind === 'expected');
    const events = seen ? await seeEventsOfAlert({ tx, principal }, alert.id, EVENTS_SHOWN) : [];
    return {
      title: `${reference} ${alert.title}`,
      current: 'alerts',
      body: alertPage({
        clock,
        alert,
        seen: seen && {
          camera: seen.camera,
          person: can(principal.role, 'people.read') ? (seen.person?.person ?? null) : null,
          mayName: can(principal.role, 'people.write'),
          personButtons:
            seen.person && can(principal.role, 'people.write')
              ? personActions(seen.person.person, { ...viewOf(principal), face: seen.person.face }).filter(
                  ({ id, url }) => !url && id !== 'person.name',
                )
              : [],
          picture: alert.pictureId && `/pictures/${alert.pictureId}`,
          face: seen.person?.face?.pictureId === alert.pictureId ? (seen.person?.face?.box ?? null) : null,
          events: events.map((one) => ({
            number: one.event.number,
            line: eventLine(one, 'en'),
            at: one.event.endedAt,
            risk: one.event.risk,
          })),
        },
        events:
          !alert.cameraId && can(principal.role, 'logs.read') ? await alertEvents(tx, alert.id, EVENTS_SHOWN) : null,
        signals: can(principal.role, 'logs.read')
          ? (await signalsOfAlert(tx, alert.id, SIGNALS_SHOWN)).map((signal) => ({ signal, alerts: [] }))
          : [],
        rule: rule
          ? {
              number: rule.number,
              name: rule.name,
              words: describeRule(rule),
              takesExamples: can(principal.role, 'rules.propose') && takesExamples(rule.kind),
            }
          : null,
        incident,
        joinable:
          incident || !can(principal.role, 'incidents.write') ? null : await seeJoinable({ tx, principal }, alert),
        exceptions: course.exceptions,
        course,
        leaving:
          can(principal.role, 'alerts.write') && !isExpected && (scope !== null || !settled)
            ? {
                mayExpect: scope !== null,
                mayAny: scope !== null && scope.account !== null && scope.address !== null,
                what: scope ? scopeText(scope, 'en') : '',
                settled: settled || course.exceptions.length > 0,
              }
            : null,
        buttons: card.parts.flatMap((part) => (part.kind === 'actions' ? part.actions : [])).filter((a) => !a.url),
      }),
    };
  });
}

function readCursor(text: string): AlertCursor | null {
  const match = /^(-?\d{1,15})-(\d{1,9})$/.exec(text);
  return match ? { lastSeen: new Date(Number(match[1])), number: Number(match[2]) } : null;
}
