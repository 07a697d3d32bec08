import { z } from 'zod';
import { countCameraEvents } from '../db/camera-events.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Alert } from '../domain/alert.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { SEVERITIES, type Severity, severityRank } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import { parseRange, RANGE_WORDS, type TimeRange } from '../domain/time-range.ts';
import { SafeNestError } from '../errors.ts';
import { twoSidesWords } from '../messages/catalogue/two-sides.ts';
import { saidIn } from '../messages/tell-alert.ts';
import { type Called, placesCalled, seeCameras } from '../pipeline/cameras/registry.ts';
import { searchLogs } from '../pipeline/search-logs.ts';
import { defineTool, type ToolContext } from './define-tool.ts';
import { unique } from './named-references.ts';
import { alertCitation } from './tool-data.ts';

const USUAL = 'last_30d';
/** From this risk on an event of a camera counts as risky, of 100. */
const RISKY = 50;

/** One side, in numbers. */
export interface SideData {
  quoted_name: string;
  alerts: number;
  by_severity: Partial<Record<Severity, number>>;
  open: number;
  false_alarms: number;
  worst?: { ref: string; quoted_title: string };
  /** Of an account. */
  logins?: number;
  failed?: number;
  countries?: number;
  /** Of a camera. */
  events?: number;
  risky?: number;
}

/** What `compare_two` answers. */
export interface ComparedSides extends Record<string, unknown> {
  kind: 'accounts' | 'cameras';
  range: string;
  /** The two as they were named. */
  sides: [SideData, SideData];
  /** Which has more of what counts: the alerts that nobody called false, the worst first; of cameras the events. Null where they are alike. */
  ahead: 0 | 1 | null;
}

export const compareTwoTool = defineTool({
  name: 'compare_two',
  description:
    'Two accounts, or two cameras, side by side: alerts by severity, what is open, logins and failures, events. Use it for “which of the two is worse, jonas or ' +
    'tomas?”, “compare priya and grace”, “is the gate busier than the dock?”. Two periods are compared by search_logs and posture_summary.',
  input: z.object({
    one: z.string().min(1).max(320).describe('An account or whose it is; or a camera or its place'),
    other: z.string().min(1).max(320).describe('The same kind of thing'),
    range: z.string().max(100).optional().describe(`When; ${USUAL} where absent. One of: ${RANGE_WORDS}`),
  }),
  access: 'read',
  permission: 'logs.read',
  shows: ['logs.read', 'alerts.read', 'cameras.read'],
  async run(context, { one, other, range: named }) {
    const { org, principal, now, language } = context;
    const range = parseRange(named ?? USUAL, { timeZone: principal.timeZone, now });
    if (!range)
      throw new SafeNestError(
        'invalid_input',
        `I cannot read the time “${oneLine(named ?? '', 60)}”. Use one of: ${RANGE_WORDS}.`,
      );
    return org(async (tx) => {
      const cameras = can(principal.role, 'cameras.read') ? await seeCameras({ tx, principal }) : [];
      const places = [one, other].map((typed) => placesCalled(typed, cameras));
      const [first, second] = places;
      const areCameras = first!.length > 0 && second!.length > 0;
      if (
        !areCameras &&
        first!.length + second!.length > 0 &&
        (await isUnknown(tx, context, first!.length > 0 ? other : one))
      )
        throw new SafeNestError('invalid_input', twoSidesWords[language].notBoth);
      const made = areCameras
        ? [await cameraSide(tx, context, one, first!, range), await cameraSide(tx, context, other, second!, range)]
        : [await accountSide(tx, context, one, range), await accountSide(tx, context, other, range)];
      const sides = made.map(({ side }) => side) as [SideData, SideData];
      const data: ComparedSides = {
        kind: areCameras ? 'cameras' : 'accounts',
        range: range.label,
        sides,
        ahead: aheadOf(sides),
      };
      return { data, citations: unique(made.flatMap(({ worst }) => (worst ? [alertCitation(worst)] : []))) };
    });
  },
});

type Side = { side: SideData; worst: Alert | null };

async function isUnknown(tx: OrgDb, { principal }: ToolContext, account: string): Promise<boolean> {
  const { totals } = await searchLogs(tx, principal, { kinds: ['alert', 'login'], user: account, limit: 1 });
  return (totals.login?.count ?? 0) + (totals.alert?.count ?? 0) === 0;
}

async function accountSide(tx: OrgDb, context: ToolContext, typed: string, { from, to }: TimeRange): Promise<Side> {
  const { principal } = context;
  const alerts = await alertsOf(tx, context, { user: typed, from, to });
  const search = { user: typed, from, to, kinds: ['login'] as const };
  const all = await searchLogs(tx, principal, { ...search, limit: 1 });
  const failed = await searchLogs(tx, principal, { ...search, outcome: 'failure', limit: 1 });
  const countries = await searchLogs(tx, principal, { ...search, groupBy: 'country', limit: 1 });
  const row = all.rows[0];
  return {
    ...alerts,
    side: {
      ...alerts.side,
      quoted_name:
        row?.kind === 'login' && !typed.includes(',') ? oneLine(row.event.account, 100) : oneLine(typed, 100),
      logins: all.totals.login?.count ?? 0,
      failed: failed.totals.login?.count ?? 0,
      countries: (countries.groups ?? []).filter(({ key }) => key !== null).length + countries.moreGroups,
    },
  };
}

async function cameraSide(
  tx: OrgDb,
  context: ToolContext,
  typed: string,
  called: readonly Called[],
  { from, to }: TimeRange,
): Promise<Side> {
  const alerts = await alertsOf(tx, context, { camera: typed, from, to });
  let events = 0;
  let risky = 0;
  for (const { camera, zones } of called) {
    const page = { cameraId: camera.id, from, to, ...(zones.length > 0 && { zones }) };
    events += await countCameraEvents(tx, page);
    risky += await countCameraEvents(tx, { ...page, minRisk: RISKY });
  }
  const [only, another] = called;
  return {
    ...alerts,
    side: {
      ...alerts.side,
      quoted_name: oneLine(only && !another && only.zones.length === 0 ? only.camera.name : typed, 100),
      events,
      risky,
    },
  };
}

async function alertsOf(
  tx: OrgDb,
  { principal, language }: ToolContext,
  about: { user?: string; camera?: string; from: Date; to: Date },
): Promise<Side> {
  const search = { ...about, kinds: ['alert'] as const };
  const rated = await searchLogs(tx, principal, { ...search, groupBy: 'severity', worstFirst: true, limit: 5 });
  const stands = await searchLogs(tx, principal, { ...search, groupBy: 'status', limit: 1 });
  const groups = rated.groups ?? [];
  const count = (of: string): number => stands.groups?.find(({ key }) => key === of)?.count ?? 0;
  const worst = rated.rows.flatMap((row) =>
    row.kind === 'alert' && row.alert.status !== 'false_alarm' ? [row.alert] : [],
  )[0];
  return {
    side: {
      quoted_name: '',
      alerts: groups.reduce((sum, group) => sum + group.count, 0),
      by_severity: Object.fromEntries(
        SEVERITIES.flatMap((severity) => {
          const found = groups.find(({ key }) => key === severity);
          return found ? [[severity, found.count]] : [];
        }),
      ),
      open: count('open'),
      false_alarms: count('false_alarm'),
      ...(worst && {
        worst: {
          ref: formatReference({ kind: 'alert', number: worst.number }),
          quoted_title: oneLine(saidIn(worst, language).title, 120),
        },
      }),
    },
    worst: worst ?? null,
  };
}

/** By what counts first: of cameras the events, of accounts the worst alerts, then how many, then failures. */
function aheadOf([one, other]: readonly [SideData, SideData]): ComparedSides['ahead'] {
  const differ = (pairs: readonly (readonly [number, number])[]): ComparedSides['ahead'] => {
    const first = pairs.find(([a, b]) => a !== b);
    return first ? (first[0] > first[1] ? 0 : 1) : null;
  };
  if (one.events !== undefined && other.events !== undefined) return differ([[one.events, other.events]]);
  const worstFirst = SEVERITIES.toSorted((a, b) => severityRank(b) - severityRank(a));
  return differ([
    ...worstFirst.map((severity) => [one.by_severity[severity] ?? 0, other.by_severity[severity] ?? 0] as const),
    [one.alerts - one.false_alarms, other.alerts - other.false_alarms],
    [one.failed ?? 0, other.failed ?? 0],
  ]);
}
