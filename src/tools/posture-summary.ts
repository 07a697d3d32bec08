import { z } from 'zod';
import type { Direction, PeriodUnit } from '../domain/compare-periods.ts';
import type { Language } from '../domain/language.ts';
import { formatReference } from '../domain/reference.ts';
import type { Severity } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import { RANGE_WORDS } from '../domain/time-range.ts';
import type { Citation } from '../messages/card.ts';
import { postureWords } from '../messages/catalogue/posture.ts';
import { ruleNameIn } from '../messages/catalogue/rule-names.ts';
import { countryText } from '../messages/catalogue/terms.ts';
import { pathOf } from '../messages/links.ts';
import { periodText } from '../messages/period-text.ts';
import { postureCard } from '../messages/views/posture-card.ts';
import {
  DEFAULT_RANGE,
  HOTSPOT_KINDS,
  type HotspotKind,
  type NextStep,
  type PeriodTotals,
  type Posture,
  summarisePosture,
} from '../pipeline/posture.ts';
import { defineTool } from './define-tool.ts';
import { alertCitation, alertData, incidentCitation, incidentData, type Reader } from './tool-data.ts';

/** One period in numbers. */
export interface PeriodData {
  range: string;
  /** The same as it is said in the asker's language. */
  said: string;
  from: string;
  to: string;
  days: number;
  alerts: number;
  alerts_per_day: number;
  by_severity: Record<Severity, number>;
  open: number;
  false_alarms: number;
  logins: number;
  failed_logins: number;
  /** Null where nobody signed in. */
  failed_percent: number | null;
  incidents_opened: number;
  incidents_closed: number;
  opened_and_still_open: number;
  /** Medians; null where there is nothing to take one of. */
  seconds_to_acknowledge: number | null;
  seconds_to_close: number | null;
  /** The same as they are said. */
  time_to_acknowledge: string | null;
  time_to_close: string | null;
}

/** What alerts named most. Accounts are written by whoever tried to sign in. */
export interface HotspotData {
  quoted_name: string;
  alerts: number;
  before: number;
  new: boolean;
}

/** What `posture_summary` answers. */
export interface PostureData extends Record<string, unknown> {
  unit: PeriodUnit;
  running: boolean;
  /** Another period was named to compare with, not simply the one before. */
  chosen: boolean;
  /** Too little was recorded before: there is nothing to compare with. */
  first: boolean;
  current: PeriodData;
  /** Who and where the logins of the current period came from; null where there were too many to look at each. */
  accounts: number | null;
  addresses: number | null;
  before: PeriodData;
  alerts_change: number;
  /** Null where there were none before. */
  alerts_change_percent: number | null;
  direction: Direction;
  hotspots: Record<HotspotKind, HotspotData[]>;
  next: NextData[];
  /** Alerts from before the period that are open, too; 0 of one that is over. */
  open_before: number;
}

export type NextData =
  | { do: 'handle_alerts'; total: number; alerts: ReturnType<typeof alertData>[] }
  | { do: 'assign_incidents'; total: number; incidents: ReturnType<typeof incidentData>[] }
  | { do: 'tune_rule'; rule: string; quoted_name: string; false_alarms: number; alerts: number };

export const postureSummaryTool = defineTool({
  name: 'posture_summary',
  description:
    'How security stood in a period, beside the period before it (or another one): alerts, logins, incidents, how fast ' +
    'people reacted, hotspots, what is new, what to do next. Use it for "summarise last week", "compare this month with ' +
    'last month", "are we doing better?", "what changed?". For single questions about logs use search_logs.',
  input: z.object({
    range: z
      .string()
      .max(100)
      .optional()
      .describe(`Which period, by name; ${DEFAULT_RANGE} if left out. One of: ${RANGE_WORDS}`),
    compare_to: z
      .string()
      .max(100)
      .optional()
      .describe('The period to compare with, by name; left out, it is the equally long one before'),
  }),
  access: 'read',
  permission: 'logs.read',
  shows: ['logs.read', 'alerts.read', 'incidents.read'],
  async run({ org, principal, now, language }, { range, compare_to }) {
    const posture = await summarisePosture(org, { principal, now }, { range, compareTo: compare_to });
    const reader: Reader = { timeZone: principal.timeZone, now };
    return {
      data: postureData(posture, reader, language),
      card: postureCard(posture, { language, timeZone: principal.timeZone }),
      citations: posture.next.flatMap((step) => citationsOf(step, now)),
    };
  },
});

function postureData(posture: Posture, reader: Reader, language: Language): PostureData {
  const { periods, current, before } = posture;
  const speech = { language, timeZone: reader.timeZone };
  const change = current.alerts.total - before.alerts.total;
  return {
    unit: periods.unit,
    running: periods.running,
    chosen: periods.chosen,
    first: posture.first,
    open_before: posture.openBefore,
    current: periodData(current, speech),
    accounts: posture.names.accounts,
    addresses: posture.names.addresses,
    before: periodData(before, speech),
    alerts_change: change,
    alerts_change_percent: before.alerts.total === 0 ? null : Math.round((100 * change) / before.alerts.total),
    direction: posture.direction,
    hotspots: Object.fromEntries(
      HOTSPOT_KINDS.map((kind) => [
        kind,
        posture.hotspots[kind].map((spot) => ({
          quoted_name:
            kind === 'country'
              ? countryText(spot.name, language)
              : oneLine(kind === 'rule' ? ruleNameIn(spot.name, language) : spot.name, 80),
          alerts: spot.alerts,
          before: spot.before,
          new: spot.isNew,
        })),
      ]),
    ) as PostureData['hotspots'],
    next: posture.next.map((step) => nextData(step, { ...reader, language })),
  };
}

function nextData(step: NextStep, reader: Reader): NextData {
  switch (step.kind) {
    case 'handle_alerts':
      return { do: step.kind, total: step.total, alerts: step.alerts.map((alert) => alertData(alert, reader)) };
    case 'assign_incidents': {
      const incidents = step.incidents.map((incident) => incidentData(incident, reader));
      return { do: step.kind, total: step.total, incidents };
    }
    case 'tune_rule':
      return {
        do: step.kind,
        rule: formatReference({ kind: 'rule', number: step.rule.number }),
        quoted_name: oneLine(ruleNameIn(step.rule.name, reader.language ?? 'en'), 100),
        false_alarms: step.rule.falseAlarms,
        alerts: step.rule.alerts,
      };
  }
}

function citationsOf(step: NextStep, now: Date): Citation[] {
  switch (step.kind) {
    case 'handle_alerts':
      return step.alerts.map(alertCitation);
    case 'assign_incidents':
      return step.incidents.map(incidentCitation);
    case 'tune_rule': {
      const ref = formatReference({ kind: 'rule', number: step.rule.number });
      return [{ ref, kind: 'rule', at: now.toISOString(), url: pathOf(ref) }];
    }
  }
}

function periodData(
  { range, days, alerts, logins, incidents, medianToAcknowledge }: PeriodTotals,
  speech: { language: Language; timeZone: string },
): PeriodData {
  const said = (seconds: number | null): string | null =>
    seconds === null ? null : postureWords[speech.language].lasting(seconds);
  return {
    range: range.label,
    said: periodText({ range: range.label, from: range.from.toISOString(), to: range.to.toISOString() }, speech),
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    days,
    alerts: alerts.total,
    alerts_per_day: days > 0 ? Math.round((10 * alerts.total) / days) / 10 : alerts.total,
    by_severity: alerts.bySeverity,
    open: alerts.byStatus.open,
    false_alarms: alerts.byStatus.false_alarm,
    logins: logins.logins,
    failed_logins: logins.failed,
    failed_percent: logins.logins === 0 ? null : Math.round((1000 * logins.failed) / logins.logins) / 10,
    incidents_opened: incidents.opened,
    incidents_closed: incidents.closed,
    opened_and_still_open: incidents.stillOpen,
    seconds_to_acknowledge: medianToAcknowledge === null ? null : Math.round(medianToAcknowledge),
    seconds_to_close: incidents.medianToClose === null ? null : Math.round(incidents.medianToClose),
    time_to_acknowledge: said(medianToAcknowledge),
    time_to_close: said(incidents.medianToClose),
  };
}
