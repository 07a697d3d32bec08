import { breakIns } from '../db/break-ins.ts';
import type { OrgDb } from '../db/scope.ts';
import type { LoginEvent } from '../domain/event.ts';
import type { Principal } from '../domain/principal.ts';
import { can } from '../domain/role.ts';
import type { TimeRange } from '../domain/time-range.ts';
import { BURST } from '../pipeline/anomaly/success-after-failures.ts';
import { type LogPage, type LogRow, searchLogs } from '../pipeline/search-logs.ts';

const RELATED_KEYS = 20;
const RELATED_ALERTS = 3;

interface Outcome {
  alerts: Extract<LogRow, { kind: 'alert' }>[];
  successes: LoginEvent[];
  /** Some of them got in without any such burst. */
  othersGotIn: boolean;
  /** There may be more than these: not everything was looked into. */
  isCut: boolean;
}

/**
 * What came of failed logins that are counted by address or account: the alerts about them, and who got in after a burst
 * of failures, as the detector of the same name means it. Of single typing errors nothing came. Null where something
 * else was asked. `isPart`: the groups are not all there are.
 */
export async function outcomeOfAttack(
  tx: OrgDb,
  principal: Principal,
  asked: { outcome?: string | undefined; group_by?: string | undefined },
  groups: LogPage['groups'],
  range: TimeRange | null,
  isPart: boolean,
): Promise<Outcome | null> {
  if (asked.outcome !== 'failure' || (asked.group_by !== 'ip' && asked.group_by !== 'user')) return null;
  const known = (groups ?? []).flatMap(({ key, count }) => (key === null ? [] : [{ key, count }]));
  const keys = known.map(({ key }) => key).slice(0, RELATED_KEYS);
  if (keys.length === 0) return null;
  const span = { from: range?.from, to: range?.to };
  const about =
    asked.group_by === 'ip' ? { ip: keys.join(',') } : { user: keys.filter((key) => !key.includes(',')).join(',') };
  if (about.user === '') return null;
  const found = can(principal.role, 'alerts.read')
    ? await searchLogs(tx, principal, { kinds: ['alert'], ...about, ...span, limit: RELATED_ALERTS, worstFirst: true })
    : null;
  const alerts = (found?.rows ?? []).filter((row) => row.kind === 'alert');
  const by = asked.group_by === 'ip' ? 'address' : 'account';
  const burst = { minFailures: BURST.failures, windowMinutes: BURST.minutes };
  const { logins, cut } = await breakIns(tx, { by, keys: known.map(({ key }) => key), ...span, ...burst });
  // Of those that are not among the groups nothing is known either.
  const isCut = cut || isPart;
  if (logins.length > 0 || isCut) return { alerts, successes: logins, othersGotIn: true, isCut };
  // Whoever mistyped once gets in all the time.
  return { alerts, successes: [], othersGotIn: !(await noSuccess(tx, principal, about, span)), isCut };
}

async function noSuccess(
  tx: OrgDb,
  principal: Principal,
  about: { ip: string } | { user: string },
  span: { from: Date | undefined; to: Date | undefined },
): Promise<boolean> {
  const { rows } = await searchLogs(tx, principal, {
    kinds: ['login'],
    outcome: 'success',
    ...about,
    ...span,
    limit: 1,
  });
  return rows.length === 0;
}
