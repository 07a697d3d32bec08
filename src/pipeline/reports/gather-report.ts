import { busyPlaces, decisionsIn, type WiderTotals, widerTotals } from '../../db/report-figures.ts';
import type { InOrg, OrgDb } from '../../db/scope.ts';
import { LANGUAGES } from '../../domain/language.ts';
import type { Principal } from '../../domain/principal.ts';
import type { ReportData, ReportFigures, ReportRecommendation, ReportSpot, ReportStep } from '../../domain/report.ts';
import type { Severity } from '../../domain/severity.ts';
import { oneLine } from '../../domain/text.ts';
import { HOTSPOT_KINDS, type NextStep, type PeriodTotals, type Posture, summarisePosture } from '../posture.ts';
import { waitingFor } from '../proposals/see.ts';
import { titledIn } from '../proposals/title-in.ts';

const SPOTS = 5;
const DECISIONS = 6;
const LONGEST_NAME = 80;

export interface GatheredReport {
  data: ReportData;
  from: Date;
  to: Date;
}

/**
 * Counts everything that a report about a range of time says, beside the equally long time before it. In short transactions of its
 * own; `recommendations` are what was found to be worth proposing. Fails with `invalid_input` for a range that cannot be read.
 */
export async function gatherReport(
  org: InOrg,
  asker: { principal: Principal; now: Date },
  {
    range,
    compareTo,
    recommendations = [],
  }: { range: string; compareTo?: string; recommendations?: readonly ReportRecommendation[] },
): Promise<GatheredReport> {
  const posture = await summarisePosture(org, asker, { range, compareTo });
  const { current, before } = posture.periods;
  const [now, then, places, decisions, waiting] = await Promise.all([
    org((tx) => widerTotals(tx, current)),
    org((tx) => widerTotals(tx, before)),
    org((tx) => busyPlaces(tx, { current, before, limit: SPOTS })),
    org((tx) => decisionsIn(tx, current, DECISIONS)),
    org((tx: OrgDb) => waitingFor(tx, asker.principal, asker.now)),
  ]);
  const data: ReportData = {
    from: current.from.toISOString(),
    to: current.to.toISOString(),
    beforeFrom: before.from.toISOString(),
    beforeTo: before.to.toISOString(),
    timeZone: asker.principal.timeZone,
    unit: posture.periods.unit,
    running: posture.periods.running,
    first: posture.first,
    direction: posture.direction,
    current: figures(posture.current, now),
    before: figures(posture.before, then),
    accounts: posture.names.accounts,
    addresses: posture.names.addresses,
    overTime: posture.overTime,
    spots: [
      ...spotsOf(posture),
      ...places.map(({ kind, name, count, before }) => ({
        kind,
        name: oneLine(name, LONGEST_NAME),
        count,
        before,
        isNew: before === 0 && !posture.first,
      })),
    ],
    decisions: decisions.map((decided) => ({
      number: decided.number,
      state: decided.state,
      title: oneLine(decided.title, 160),
      titles: Object.fromEntries(
        LANGUAGES.filter((language) => language !== 'en').map((language) => [
          language,
          oneLine(titledIn(decided, language).title, 160),
        ]),
      ),
      by: oneLine(decided.by, 80),
    })),
    next: [...stepsOf(posture), ...(waiting > 0 ? [{ kind: 'decide' as const, total: waiting }] : [])],
    recommendations: [...recommendations],
  };
  return { data, from: current.from, to: current.to };
}

const figures = (totals: PeriodTotals, { longestToClose, ...wider }: WiderTotals): ReportFigures => ({
  logins: totals.logins.logins,
  failed: totals.logins.failed,
  alerts: totals.alerts.total,
  bySeverity: totals.alerts.bySeverity,
  open: totals.alerts.byStatus.open,
  resolved: totals.alerts.byStatus.resolved,
  falseAlarms: totals.alerts.byStatus.false_alarm,
  toAcknowledge: whole(totals.medianToAcknowledge),
  incidentsOpened: totals.incidents.opened,
  incidentsClosed: totals.incidents.closed,
  incidentsOpen: totals.incidents.stillOpen,
  toClose: whole(totals.incidents.medianToClose),
  longestToClose: whole(longestToClose),
  ...wider,
});

const whole = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds));

const spotsOf = ({ hotspots }: Posture): ReportSpot[] =>
  HOTSPOT_KINDS.flatMap((kind) =>
    hotspots[kind].slice(0, SPOTS).map(({ name, alerts, before, isNew, ruleNumber }) => ({
      kind,
      name: oneLine(name, LONGEST_NAME),
      count: alerts,
      before,
      isNew,
      ...(ruleNumber === undefined ? {} : { ruleNumber }),
    })),
  );

const stepsOf = ({ next }: Posture): ReportStep[] => next.map(stepOf);

function stepOf(step: NextStep): ReportStep {
  switch (step.kind) {
    case 'handle_alerts':
      return { kind: step.kind, total: step.total, items: step.alerts.map(itemOf) };
    case 'assign_incidents':
      return { kind: step.kind, total: step.total, items: step.incidents.map(itemOf) };
    case 'tune_rule': {
      const { number, name, alerts, falseAlarms } = step.rule;
      return { kind: step.kind, number, name: oneLine(name, LONGEST_NAME), alerts, falseAlarms };
    }
  }
}

const itemOf = ({ number, title, severity }: { number: number; title: string; severity: Severity }) => ({
  number,
  title: oneLine(title, 160),
  severity,
});
