import type { GrowingAlert } from '../db/alerts.ts';
import type { Tally } from '../domain/alert.ts';
import { severityRank } from '../domain/severity.ts';
import type { AlertFinding, Happening } from './alert-finding.ts';
import { NAMES, severityOf } from './alert-growth.ts';

/** Findings of one fingerprint that are near each other in time. Times in milliseconds. */
export interface Matter {
  fingerprint: string;
  findings: AlertFinding[];
  happenings: Map<Happening['id'], Happening>;
  first: number;
  last: number;
  /** How far its alert may lie from it. */
  reachMs: number;
}

/** Findings as matters: earliest first, each apart from the next of its fingerprint by more than the cooldown. */
export function gather(findings: readonly AlertFinding[]): Matter[] {
  const single = findings.map((one): Matter => {
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const happening of one.happenings) {
      first = Math.min(first, happening.first.getTime());
      last = Math.max(last, happening.last.getTime());
    }
    return {
      fingerprint: one.fingerprint,
      findings: [one],
      happenings: new Map(one.happenings.map((happening) => [happening.id, happening])),
      first,
      last,
      reachMs: one.voice.rule.cooldownSeconds * 1000,
    };
  });
  single.sort((a, b) => a.first - b.first || a.last - b.last);
  const matters: Matter[] = [];
  const latest = new Map<string, Matter>();
  for (const next of single) {
    const matter = latest.get(next.fingerprint);
    if (matter && next.first <= matter.last + Math.max(matter.reachMs, next.reachMs)) {
      matter.findings.push(...next.findings);
      for (const [id, happening] of next.happenings) matter.happenings.set(id, happening);
      matter.last = Math.max(matter.last, next.last);
      matter.reachMs = Math.max(matter.reachMs, next.reachMs);
    } else {
      matters.push(next);
      latest.set(next.fingerprint, next);
    }
  }
  return matters;
}

export interface Assigned {
  matter: Matter;
  /** The alert it joins; null when it is a new one. */
  alert: GrowingAlert | null;
  /** Other alerts it turned out to touch. */
  absorbed: GrowingAlert[];
}

/** So long since it began, more of the same belongs to an alert that people settled. */
const SETTLED_MS = 86_400_000;

/**
 * Which known alerts each matter touches. Matters that touch the same alert are one. `known` is in order of numbers; `expected` are those
 * that somebody said were expected, for some time: what is so still never comes here. A settled alert takes in what is more of the same, and
 * nothing while another of its fingerprint is open.
 */
export function assign(
  matters: readonly Matter[],
  known: readonly GrowingAlert[],
  expected: ReadonlySet<string> = new Set(),
): Assigned[] {
  const assigned: Assigned[] = [];
  for (const matter of matters) {
    const near = known.filter(
      (alert) =>
        alert.fingerprint === matter.fingerprint &&
        matter.first <= alert.lastSeen.getTime() + matter.reachMs &&
        matter.last >= alert.firstSeen.getTime() - matter.reachMs,
    );
    const open = near.filter((alert) => !isSettled(alert));
    const touched = open.length > 0 ? open : near.filter((alert) => !goesBeyond(matter, alert, expected));
    const earlier = assigned.filter(
      (one) => one.alert && [one.alert, ...one.absorbed].some((alert) => touched.includes(alert)),
    );
    const alerts = new Set([...touched, ...earlier.flatMap((one) => [one.alert!, ...one.absorbed])]);
    for (const one of earlier) {
      assigned.splice(assigned.indexOf(one), 1);
      matter.findings.push(...one.matter.findings);
      for (const [id, happening] of one.matter.happenings) matter.happenings.set(id, happening);
      matter.first = Math.min(matter.first, one.matter.first);
      matter.last = Math.max(matter.last, one.matter.last);
    }
    const [alert = null, ...absorbed] = [...alerts].sort((a, b) => a.number - b.number);
    assigned.push({ matter, alert, absorbed });
  }
  return assigned;
}

const isSettled = ({ status }: GrowingAlert): boolean => status === 'false_alarm' || status === 'resolved';

/**
 * Whether a matter is more than people settled with an alert: worse, of another account or address, at another camera, going on for a day, or no longer
 * expected. What a source of signals resolved or fires again is its own matter.
 */
function goesBeyond(matter: Matter, alert: GrowingAlert, expected: ReadonlySet<string>): boolean {
  if (!isSettled(alert)) return false;
  const happenings = [...matter.happenings.values()].filter(({ kind }) => kind !== 'signal');
  const { accounts, addresses } = alert.tally;
  const later = happenings.filter(({ first }) => first.getTime() > alert.lastSeen.getTime()).length;
  const isElsewhere = matter.findings.some(
    ({ shown }) => shown?.cameraId != null && alert.cameraId !== null && shown.cameraId !== alert.cameraId,
  );
  return (
    happenings.some(({ account, address }) => isAnother(account, accounts) || isAnother(address, addresses)) ||
    (later > 0 &&
      (isElsewhere ||
        expected.has(alert.id) ||
        matter.last - alert.firstSeen.getTime() > SETTLED_MS ||
        matter.findings.some(
          (one) => severityRank(severityOf(one, alert.count + later)) > severityRank(alert.severity),
        )))
  );
}

const isAnother = (name: string | null, known: Tally['accounts']): boolean =>
  name !== null && known.length < NAMES && !known.some(([one]) => one === name);
