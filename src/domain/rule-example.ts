import type { NewLoginEvent } from './event.ts';

/** A login of an example, as a rule reads it. */
export interface ExampleEvent
  extends Pick<
    NewLoginEvent,
    'outcome' | 'account' | 'address' | 'country' | 'city' | 'latitude' | 'longitude' | 'network' | 'device' | 'mfa'
  > {
  /** ISO 8601. */
  at: string;
  /** The rule is to notice it, or to leave it alone; the others only came around it. */
  about: boolean;
}

/** What a rule must notice, or must leave alone: kept from an alert or a login, and held against every change of the rule. */
export interface RuleExample {
  /** Within its rule, from 1. */
  number: number;
  name: string;
  /** It must raise an alert; else it must not. */
  fires: boolean;
  logins: readonly ExampleEvent[];
  /** `ALR-5` or `LOG-7QK3M9`. */
  source: string;
  addedAt: Date;
  addedBy: string;
  /** The rule's version that it came with. */
  sinceVersion: number;
  /** It is held against the rule no more, from that version on. */
  dropped: { at: Date; by: string; version: number } | null;
}
