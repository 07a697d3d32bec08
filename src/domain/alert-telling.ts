import type { LoginNetwork, Outcome } from './event.ts';
import type { ObjectClass } from './object-class.ts';
import type { UnusualReason } from './unusual.ts';

/** The most frequent of some names, and how many there are in all. */
export interface TopNames {
  top: [name: string, events: number][];
  all: number;
}

/** Where and when a login was. */
export interface SeenAt {
  city: string | null;
  /** Two-letter code. */
  country: string | null;
  address: string | null;
  /** ISO 8601. */
  at: string;
  /** These two were not always kept. */
  device?: string | null;
  network?: LoginNetwork | null;
}

/** What an alert about logins says, as values; names are as logs wrote them, lengths of time in milliseconds. */
export type LoginTelling =
  | {
      kind: 'failures';
      by: 'account' | 'address';
      key: string;
      failures: number;
      ms: number;
      accounts: TopNames;
      addresses: TopNames;
      countries: TopNames;
    }
  | {
      kind: 'success_after_failures';
      account: string;
      address: string | null;
      city: string | null;
      country: string | null;
      failures: number;
      ms: number;
      /** How many different ones the failures had. */
      addresses: number;
      accounts: number;
    }
  | { kind: 'impossible_travel'; account: string; before: SeenAt; after: SeenAt; km: number; ms: number }
  | {
      kind: 'first_seen';
      account: string;
      what: 'country' | 'device' | 'address';
      value: string;
      city: string | null;
      address: string | null;
      device: string | null;
      /** Was not always kept. */
      network?: LoginNetwork | null;
      days: number;
      /** How often it had signed in; null for often. */
      logins: number | null;
    }
  | {
      kind: 'country';
      account: string;
      outcome: Outcome;
      country: string;
      city: string | null;
      address: string | null;
      /** Was not always kept. */
      network?: LoginNetwork | null;
      events: number;
    }
  | {
      kind: 'listed';
      account: string;
      outcome: Outcome;
      /** The address is denied, or none of those allowed; or the account is listed, wherever it signs in from. */
      because: 'denied' | 'not_allowed' | 'account';
      address: string | null;
      country: string | null;
      events: number;
    }
  | {
      kind: 'without_second_factor';
      account: string;
      address: string | null;
      country: string | null;
      device: string | null;
      events: number;
    }
  | {
      kind: 'time_window';
      account: string;
      /** 0 is Monday. */
      weekday: number;
      time: string;
      zone: string;
      /** Allowed days; empty for every day. */
      days: number[];
      from: string;
      to: string;
      address: string | null;
      country: string | null;
      events: number;
    }
  | {
      kind: 'unusual_login';
      account: string;
      reasons: UnusualReason[];
      share: number;
      country: string | null;
      address: string | null;
      device: string | null;
      events: number;
    }
  | { kind: 'login_volume'; account: string; inHour: number; mean: number; sigmas: number; events: number };

/** By what somebody was recognised, in the numbers that decided. */
export interface Certainty {
  /** In how many of the event's pictures it is the same face. */
  faces: number;
  pictures: number;
  /** Null where there was nothing to compare with. */
  nearest: { of: 'another' | 'unnamed' | 'named'; similarity: number; threshold: number } | null;
}

/** What is usual of a class of things at a camera, where that is worth a word. */
export interface UsualThere {
  of: ObjectClass;
  hour: number;
  isRare: boolean;
  count: number;
  mean: number;
}

export type CameraMatter =
  | { kind: 'unknown_person'; label: string; zones: string[]; certainty: Certainty | null }
  | { kind: 'watched_person'; name: string; zones: string[]; certainty: Certainty | null }
  | {
      kind: 'zone_entry';
      objects: string[];
      zone: string | null;
      who: string[];
      /** It is about the one in `who`, and nobody else. */
      isPerson?: boolean;
      /** How long, where the rule asks for that. */
      stay?: { seconds: number; pictures: number };
    }
  | { kind: 'unusual_activity'; seen: UsualThere; sigmas: number };

/** What an alert about what a camera saw says, as values. `certainty` is null where there was no face. */
export type CameraTelling = CameraMatter & {
  camera: { number: number; name: string; location: string | null };
  events: number;
  usual: UsualThere[];
};

/** What an alert about signals says; every text is another system's. */
export interface SignalTelling {
  kind: 'signal';
  source: string;
  what: string;
  title: string;
  account: string | null;
  address: string | null;
  /** The camera it names, e.g. `CAM-3 Front door`. */
  seenBy: string | null;
  details: [name: string, value: string][];
  link: string | null;
  signals: number;
}

/**
 * What an alert says of itself, as codes and values: its title and facts are made of it where it is read, in the reader's language.
 * Alerts that were raised before this was kept have their English words alone.
 */
export type AlertTelling = LoginTelling | CameraTelling | SignalTelling;

/** With the rule that noticed it, by its reference and name. */
export interface ToldAlert {
  telling: AlertTelling;
  rule: NamedRule;
  /** Other rules that noticed the same. */
  also?: NamedRule[];
}

export interface NamedRule {
  ref: string;
  name: string;
}
