import type { Fact, Tally } from '../domain/alert.ts';
import type { AlertTelling } from '../domain/alert-telling.ts';
import type { Rule } from '../domain/rule.ts';
import type { Severity } from '../domain/severity.ts';
import { tellAlert } from '../messages/tell-alert.ts';
import type { Login } from './anomaly/detector.ts';
import type { BoundRule, RuleFinding } from './anomaly/evaluate.ts';

/** What an alert says of itself. */
export interface Words {
  /** What happened, in one plain line. */
  title: string;
  facts: Fact[];
  /** What they are made of. */
  telling: AlertTelling;
}

/** What an alert says, with its words in English. */
export const worded = (telling: AlertTelling): Words => ({ ...tellAlert(telling, 'en'), telling });

/** All that belongs to one alert so far. */
export interface Growth {
  count: number;
  firstSeen: Date;
  lastSeen: Date;
  tally: Tally;
}

/** One thing an alert stands on, counted once: a login by its sequence number, a camera event by its id, or a signal. */
export type Happening = (
  | { kind: 'login'; id: number }
  | { kind: 'camera_event'; id: string }
  | { kind: 'signal'; id: `signal ${number}`; sequence: number }
) & {
  /** When it began and ended; a login has one moment. */
  first: Date;
  last: Date;
  account: string | null;
  address: string | null;
  country: string | null;
};

/** A signal's name among happenings: logins have numbers, too. */
export const signalHappening = (sequence: number): `signal ${number}` => `signal ${sequence}`;

/** What is shown with an alert, by id. */
export interface ShownWith {
  cameraId: string | null;
  personId: string | null;
  pictureId: string | null;
}

/** A rule, and what it looks for as one would say it. */
export interface RuleVoice {
  rule: Rule;
  words: string;
}

/** One thing a rule noticed; findings of one fingerprint that are near in time are one alert. */
export interface AlertFinding {
  voice: RuleVoice;
  /** What makes two findings the same matter. */
  fingerprint: string;
  /** The fingerprint of an alert that stands on nothing but this, and was told before it was known who it is about: it goes on as this one. */
  formerly?: string;
  /** What it stands on, in any order. */
  happenings: readonly Happening[];
  /** Puts it into words, given everything the alert has grown to. */
  tell(growth: Growth): Words;
  /** At least so severe, whatever the rule's own. */
  severity?: Severity;
  /** The alert is one severity higher than the rule's own from this many happenings on. */
  worseFrom?: number;
  shown?: ShownWith;
}

export const voiceOf = ({ rule, bound }: BoundRule): RuleVoice => ({ rule, words: bound.words('en') });

/** What the rules found among logins, as alerts are raised from it. */
export function loginFindings(findings: readonly RuleFinding[]): AlertFinding[] {
  // a burst is found again with each of its logins
  const known = new Map<number, Happening>();
  const happening = (login: Login): Happening => {
    const same = known.get(login.sequence);
    if (same) return same;
    const { sequence: id, occurredAt: first, account, address, country } = login;
    const made: Happening = { kind: 'login', id, first, last: first, account, address, country };
    known.set(id, made);
    return made;
  };
  const voices = new Map<BoundRule, RuleVoice>();
  return findings.map(({ rule, finding }) => {
    const voice = voices.get(rule) ?? voiceOf(rule);
    voices.set(rule, voice);
    const { fingerprint, logins, worseFrom } = finding;
    return {
      voice,
      fingerprint,
      happenings: logins.map(happening),
      tell: (growth) => finding.tell(growth),
      ...(worseFrom === undefined ? {} : { worseFrom }),
    };
  });
}
