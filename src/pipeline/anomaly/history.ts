import type { ProfileKind } from '../../db/account-profiles.ts';
import type { Outcome } from '../../domain/event.ts';
import type { Login, LoginsNeed } from './detector.ts';

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
  readonly #timelines: Record<'account' | 'address', Record<Outcome, Map<string, Login[]> | null>>;
  readonly #profiles = new Map<string, Profile>();
  readonly #known = new Set<number>();

  /** Keeps all logins, or only those that these needs ask for: a walk over a million need not keep what nobody looks at. */
  constructor(needs?: readonly Pick<LoginsNeed, 'by' | 'outcome'>[]) {
    const kept = (by: 'account' | 'address', outcome: Outcome): Map<string, Login[]> | null =>
      !needs || needs.some((need) => need.by === by && need.outcome === outcome) ? new Map() : null;
    this.#timelines = {
      account: { success: kept('account', 'success'), failure: kept('account', 'failure') },
      address: { success: kept('address', 'success'), failure: kept('address', 'failure') },
    };
  }

  /** Adds logins in bulk; those already there are left alone. */
  add(logins: Iterable<Login>): void {
    const unsorted = new Set<Login[]>();
    const put = (timelines: Map<string, Login[]> | null, key: string | null, login: Login): boolean => {
      if (timelines === null || key === null) return false;
      const timeline = timelines.get(key);
      if (!timeline) {
        timelines.set(key, [login]);
        return true;
      }
      // most come in order
      if (inOrder(timeline.at(-1)!, login) > 0) unsorted.add(timeline);
      timeline.push(login);
      return true;
    };
    for (const login of logins) {
      if (this.#known.has(login.sequence)) continue;
      const byAccount = put(this.#timelines.account[login.outcome], login.account, login);
      const byAddress = put(this.#timelines.address[login.outcome], login.address, login);
      if (byAccount || byAddress) this.#known.add(login.sequence);
    }
    for (const timeline of unsorted) timeline.sort(inOrder);
  }

  /** Drops the logins from before `moment`; what accounts are known with stays. For a walk through more of them than fit. */
  forget(moment: number): void {
    for (const { success, failure } of Object.values(this.#timelines)) {
      for (const timelines of [success, failure]) {
        for (const [key, timeline] of timelines ?? []) {
          const start = lowerBound(timeline, moment);
          if (start === 0) continue;
          for (let i = 0; i < start; i++) this.#known.delete(timeline[i]!.sequence);
          if (start === timeline.length) timelines!.delete(key);
          else timelines!.set(key, timeline.slice(start));
        }
      }
    }
  }

  /** Logins of the account (or address) with this outcome from `from` to `to`, both included, earliest first. */
  between(by: 'account' | 'address', key: string, outcome: Outcome, from: number, to: number): readonly Login[] {
    const timeline = this.#timelines[by][outcome]?.get(key) ?? [];
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
}

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
