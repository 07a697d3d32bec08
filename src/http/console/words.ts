import type { AlertStatus } from '../../domain/alert.ts';
import type { IncidentStatus } from '../../domain/incident.ts';
import type { Role } from '../../domain/role.ts';
import type { RuleState } from '../../domain/rule.ts';
import type { Severity } from '../../domain/severity.ts';

/** The one place where the console's words for states are chosen. */
export const SEVERITY_WORD: Record<Severity, string> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

export const ALERT_STATUS_WORD: Record<AlertStatus, string> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
  false_alarm: 'False alarm',
};

export const INCIDENT_STATUS_WORD: Record<IncidentStatus, string> = {
  open: 'Open',
  investigating: 'Investigating',
  contained: 'Contained',
  closed: 'Closed',
  withdrawn: 'Withdrawn',
};

export const RULE_STATE_WORD: Record<RuleState, string> = {
  draft: 'Draft',
  active: 'Active',
  rejected: 'Rejected',
  retired: 'Off',
};

export const ROLE_WORD: Record<Role, string> = {
  admin: 'Admin',
  officer: 'Security officer',
  moderator: 'Moderator',
  manager: 'Manager',
  employee: 'Employee',
};

/** `failed_logins` as `Failed logins`. */
export const sentence = (identifier: string): string => {
  const words = identifier.replace(/[_.-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`;

const NUMBER = new Intl.NumberFormat('en-GB');
/** Millionths of a dollar as people write money: cents, and more places only where there is less than one. */
export const dollars = (micros: number): string => {
  const value = micros / 1_000_000;
  return `$${value > 0 && value < 0.01 ? value.toFixed(4) : value.toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
};

export const number = (value: number): string => NUMBER.format(value);

/** Roles in words: `admins`, `admins and officers`, `admins, officers and managers`. */
export function roleList(roles: readonly Role[]): string {
  const words = roles.map((role) => (role === 'officer' ? 'security officers' : `${role}s`));
  return words.length < 2 ? (words[0] ?? 'nobody') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Bytes for people: `842 B`, `12 kB`, `3.4 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
