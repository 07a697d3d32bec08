import type { GrowingAlert } from '../db/alerts.ts';
import type { AlertFinding, Happening } from './alert-finding.ts';

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

/** Which known alerts each matter touches. Matters that touch the same alert are one. `known` is in order of numbers. */
export function assign(matters: readonly Matter[], known: readonly GrowingAlert[]): Assigned[] {
  const assigned: Assigned[] = [];
  for (const matter of matters) {
    const touched = known.filter(
      (alert) =>
        alert.fingerprint === matter.fingerprint &&
        matter.first <= alert.lastSeen.getTime() + matter.reachMs &&
        matter.last >= alert.firstSeen.getTime() - matter.reachMs,
    );
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
