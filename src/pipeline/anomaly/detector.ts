import type { z } from 'zod';
import type { ProfileKind } from '../../db/account-profiles.ts';
import type { LoginEvent, NewLoginEvent, Outcome } from '../../domain/event.ts';
import type { Language } from '../../domain/language.ts';
import type { Severity } from '../../domain/severity.ts';
import type { Growth, Words } from '../alert-finding.ts';
import type { History } from './history.ts';

/** What a detector reads of a login; `sequence` says which one it is. */
export type Login = Pick<
  LoginEvent,
  | 'sequence'
  | 'occurredAt'
  | 'outcome'
  | 'account'
  | 'address'
  | 'country'
  | 'city'
  | 'latitude'
  | 'longitude'
  | 'network'
  | 'device'
  | 'mfa'
>;

/** The stored logins around a new one that a detector wants to see. */
export interface LoginsNeed {
  /** Those of the same account, or from the same address. */
  by: 'account' | 'address';
  outcome: Outcome;
  /** Around new logins of this outcome; for failures around successes, also around successes that other needs loaded. */
  around: Outcome;
  /** Only around new logins whose position is known. */
  positioned?: boolean;
  /** How far back and how far forward, in minutes. */
  before: number;
  after: number;
  /** At most this many on each side of each new login, the nearest ones. */
  nearest: number;
  /** Of those, only so many whose position is known; all of them, with a position or without, where this is left out. */
  placed?: number;
}

export interface Needs {
  logins?: readonly LoginsNeed[];
  /** What the accounts that signed in have been seen with. */
  profiles?: readonly ProfileKind[];
}

export interface Context {
  /** The organisation's IANA zone, for rules that name none. */
  timeZone: string;
}

/** One thing a detector noticed; findings of one fingerprint that are near in time are one alert. */
export interface Finding {
  /** What makes two findings the same matter, e.g. `failed_logins:address:203.0.113.9`. */
  fingerprint: string;
  /** The logins it stands on, in any order. */
  logins: readonly Login[];
  /** Puts it into words, given everything the alert has grown to. */
  tell(growth: Growth): Words;
  /** The alert is one severity higher than the rule's own from this many events on. */
  worseFrom?: number;
}

/** A login of an example, `minute` minutes after its Monday, 2 March 2026, 09:00 UTC; the rest has usual values. */
export interface ExampleLogin extends Partial<Omit<NewLoginEvent, 'occurredAt' | 'eventId' | 'text' | 'source'>> {
  minute: number;
}

/** Logins, and what the detector makes of them: one line of fingerprints, in the order of their birth. */
export interface Example {
  name: string;
  /** Over the defaults. */
  params?: Record<string, unknown>;
  logins: readonly ExampleLogin[];
  expect: readonly string[];
}

interface About {
  kind: string;
  title: string;
  severity: Severity;
  cooldownSeconds: number;
  examples: readonly Example[];
}

interface Definition<P> extends About {
  params: z.ZodType<P>;
  /** It looks at logins of this outcome alone; at both where this is left out. */
  only?(params: P): Outcome | null;
  needs(params: P): Needs;
  evaluate(params: P, login: Login, history: History, context: Context): readonly Finding[];
  /** What it looks for, as one would say it in a language. */
  words(params: P, language: Language): string;
}

/** A detector with its parameters: what an active rule is made of. */
export interface Bound {
  needs: Needs;
  /** The one outcome it looks at; null where it looks at both. */
  only: Outcome | null;
  /** What the login, now part of the history, makes true. Pure. */
  evaluate(login: Login, history: History, context: Context): readonly Finding[];
  /** What it looks for, as one would say it in a language. */
  words(language: Language): string;
}

/** One way of noticing something about logins. Its examples are its tests. */
export interface Detector extends About {
  /** What its parameters may be; every one has a default or must be given, and says what it means. */
  params: z.ZodType;
  /** Reads stored parameters; throws a ZodError for what the schema refuses. */
  bind(params: unknown): Bound;
}

/** Makes a detector of its parts, so that its own code sees parsed parameters and everyone else none. */
export function defineDetector<P>(definition: Definition<P>): Detector {
  const { kind, title, severity, cooldownSeconds, examples, params } = definition;
  return {
    kind,
    title,
    severity,
    cooldownSeconds,
    examples,
    params,
    bind(input) {
      const parsed = params.parse(input);
      return {
        needs: definition.needs(parsed),
        only: definition.only?.(parsed) ?? null,
        evaluate: (login, history, context) => definition.evaluate(parsed, login, history, context),
        words: (language) => definition.words(parsed, language),
      };
    },
  };
}
