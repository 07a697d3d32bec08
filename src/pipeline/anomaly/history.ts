import type { ProfileKind } from '../../db/account-profiles.ts';
import type { Outcome } from '../../domain/event.ts';
import type { Login } from './detector.ts';

/** What one account has been seen with, of one kind. */
export interface Profile {
  /** The first successful login that named any value of this kind. */
  since: Date;
  /** How many did. */
  logins: number;
  values: Set<string>;
}

/** The longest device text a profile tells apart; the index over profiles cannot hold more. */
const LONGEST_VALUE = 200;

/** The value a login adds to its account's profile; null where the source did not say. */
export function profileValue(login: Pick<Login, ProfileKind>, kind: ProfileKind): string | null {
  return login[kind]?.slice(0, LONGEST_VALUE) ?? null;
}

/** Logins by account and by address, in the order in which they happened, and what accounts have been seen with. */
export class History {
  readonly #timelines = new Map<string, Login[]>();
  readonly #profiles = new Map<string, Profile>();
  readonly #known = new Set<number>();

  /** Adds logins in bulk; those already there are left alone. */
  add(logins: Iterable<Login>): void {
    const touched = new Set<Login[]>();
    for (const login of logins) {
      if (this.#known.has(login.sequence)) continue;
      this.#known.add(login.sequence);
      for (const timeline of this.#timelinesOf(login)) {
        timeline.push(login);
        touched.add(timeline);
      }
    }
    for (const timeline of touched) timeline.sort(inOrder);
  }

  /** Drops the logins from before `moment`; what accounts are known with stays. For a walk through more of them than fit. */
  forget(moment: number): void {
    for (const [key, timeline] of this.#timelines) {
      const start = lowerBound(timeline, moment);
      if (start === 0) continue;
      for (const login of timeline.slice(0, start)) this.#known.delete(login.sequence);
      if (start === timeline.length) this.#timelines.delete(key);
      else this.#timelines.set(key, timeline.slice(start));
    }
  }

  /** Logins of the account (or address) with this outcome from `from` to `to`, both included, earliest first. */
  between(by: 'account' | 'address', key: string, outcome: Outcome, from: number, to: number): readonly Login[] {
    const timeline = this.#timelines.get(timelineKey(by, key, outcome)) ?? [];
    const start = lowerBound(timeline, from);
    let end = start;
    while (end < timeline.length && timeline[end]!.occurredAt.getTime() <= to) end++;
    return timeline.slice(start, end);
  }

  profile(account: string, kind: ProfileKind): Profile | null {
    return this.#profiles.get(profileKey(account, kind)) ?? null;
  }

  setProfile(account: string, kind: ProfileKind, profile: Profile): void {
    this.#profiles.set(profileKey(account, kind), profile);
  }

  /** Adds what a successful login shows to its account's profile, so that the next login of the batch is no news. */
  learn(login: Login, kinds: Iterable<ProfileKind>): void {
    if (login.outcome !== 'success') return;
    for (const kind of kinds) {
      const value = profileValue(login, kind);
      if (value === null) continue;
      const profile = this.profile(login.account, kind);
      if (!profile) {
        this.setProfile(login.account, kind, { since: login.occurredAt, logins: 1, values: new Set([value]) });
        continue;
      }
      profile.values.add(value);
      profile.logins++;
      if (login.occurredAt < profile.since) profile.since = login.occurredAt;
    }
  }

  #timelinesOf(login: Login): Login[][] {
    const keys = [timelineKey('account', login.account, login.outcome)];
    if (login.address !== null) keys.push(timelineKey('address', login.address, login.outcome));
    return keys.map((key) => {
      const timeline = this.#timelines.get(key) ?? [];
      this.#timelines.set(key, timeline);
      return timeline;
    });
  }
}

const timelineKey = (by: string, key: string, outcome: Outcome): string => `${by} ${outcome} ${key}`;
const profileKey = (account: string, kind: ProfileKind): string => `${kind} ${account}`;

/** By time; within one moment, by arrival. */
export const inOrder = (a: Login, b: Login): number =>
  a.occurredAt.getTime() - b.occurredAt.getTime() || a.sequence - b.sequence;

function lowerBound(timeline: readonly Login[], from: number): number {
  let low = 0;
  let high = timeline.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeline[middle]!.occurredAt.getTime() < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
