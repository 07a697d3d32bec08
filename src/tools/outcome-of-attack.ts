import type { OrgDb } from '../db/scope.ts';
import type { Principal } from '../domain/principal.ts';
import { can } from '../domain/role.ts';
import type { TimeRange } from '../domain/time-range.ts';
import { type LogKind, type LogPage, type LogRow, searchLogs } from '../pipeline/search-logs.ts';

const RELATED_KEYS = 20;
const RELATED_ALERTS = 3;

/**
 * What came of failed logins that are counted by address or account: the alerts about them, and whether those addresses
 * got in afterwards. Null where something else was asked.
 */
export async function outcomeOfAttack(
  tx: OrgDb,
  principal: Principal,
  asked: { outcome?: string | undefined; group_by?: string | undefined; user?: string | undefined },
  groups: LogPage['groups'],
  range: TimeRange | null,
): Promise<{ alerts: Extract<LogRow, { kind: 'alert' }>[]; successes?: { count: number; rows: LogRow[] } } | null> {
  if (asked.outcome !== 'failure' || (asked.group_by !== 'ip' && asked.group_by !== 'user')) return null;
  const keys = (groups ?? []).flatMap(({ key }) => (key === null ? [] : [key])).slice(0, RELATED_KEYS);
  if (keys.length === 0) return null;
  const span = { from: range?.from, to: range?.to };
  const about =
    asked.group_by === 'ip' ? { ip: keys.join(',') } : { user: keys.filter((key) => !key.includes(',')).join(',') };
  if (about.user === '') return null;
  const found = can(principal.role, 'alerts.read')
    ? await searchLogs(tx, principal, { kinds: ['alert'], ...about, ...span, limit: RELATED_ALERTS, worstFirst: true })
    : null;
  const alerts = (found?.rows ?? []).filter((row) => row.kind === 'alert');
  if (asked.group_by !== 'ip') return { alerts };
  const first = groups?.reduce<Date | undefined>(
    (earliest, group) => (group.first && (!earliest || group.first < earliest) ? group.first : earliest),
    undefined,
  );
  const successes = { kinds: ['login'] as LogKind[], outcome: 'success' as const, user: asked.user };
  const since = { from: first ?? span.from, to: span.to };
  const got = await searchLogs(tx, principal, { ...successes, ...about, ...since, groupBy: 'ip', limit: 1 });
  if ((got.groups ?? []).length === 0) return { alerts, successes: { count: 0, rows: [] } };
  // An office from which people mostly get in has its typing errors, and is no attacker.
  const failures = new Map((groups ?? []).map(({ key, count }) => [key, count]));
  const strange = (got.groups ?? []).flatMap(({ key, count }) =>
    key !== null && count <= (failures.get(key) ?? 0) ? [{ key, count }] : [],
  );
  if (strange.length === 0) return { alerts };
  const ip = strange.map(({ key }) => key).join(',');
  const { rows } = await searchLogs(tx, principal, { ...successes, ip, ...since, limit: 3 });
  return { alerts, successes: { count: strange.reduce((sum, { count }) => sum + count, 0), rows } };
}
