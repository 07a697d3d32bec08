import type { Baseline } from '../../../db/baselines.ts';
import type { Pattern, UnusualReason } from '../../../domain/unusual.ts';
import { addEvent, emptyPattern, type Slot, slotOf } from '../baselines/baseline.ts';
import type { Login } from '../detector.ts';
import { featuresOf, LEAST_LOGINS } from './features.ts';
import { emptyHabit, learn } from './habit.ts';
import { reasonsOf, weigh } from './reasons.ts';

/** A login that can be scored: what it is told by, and why it might stand out, given what was known before it. */
export interface Candidate {
  login: Login;
  features: number[];
  /** The reasons with the weights of these shares. */
  reasons(shares: readonly number[]): UnusualReason[];
}

/** What is known of accounts, and learns: one place for training and for scoring what is new. */
export interface Knowledge {
  /** Learns a login; answers what it is to be scored by, null where it failed or its account is too new. */
  take(login: Login): Candidate | null;
  /** When an account usually signs in, with what it did today. */
  patternOf(account: string): Pattern | null;
  /** All that was touched and has signed in, to be stored. */
  baselines(): Baseline[];
}

const fresh = (kind: Baseline['kind'], name: string): Baseline => ({
  kind,
  name,
  pattern: emptyPattern(),
  habit: emptyHabit(),
});

/** Begins with what is stored of the organisation and the accounts at hand. */
export function createKnowledge(timeZone: string, stored: readonly Baseline[]): Knowledge {
  const accounts = new Map(stored.filter(({ kind }) => kind === 'account').map((one) => [one.name, one]));
  const organisation = stored.find(({ kind }) => kind === 'organisation') ?? fresh('organisation', '');
  organisation.habit ??= emptyHabit();
  return {
    take(login) {
      let known = accounts.get(login.account);
      if (!known) {
        known = fresh('account', login.account);
        accounts.set(login.account, known);
      }
      known.habit ??= emptyHabit();
      const slot = slotOf(login.occurredAt, timeZone);
      const candidate =
        login.outcome === 'success' && known.habit.logins >= LEAST_LOGINS
          ? candidateOf(login, slot, known.habit, organisation.habit!)
          : null;
      learn(known.habit, login, slot);
      if (login.outcome === 'success') {
        learn(organisation.habit!, { ...login, latitude: null, longitude: null }, slot);
        organisation.habit!.recent = [];
        addEvent(known.pattern, login.occurredAt, slot);
        addEvent(organisation.pattern, login.occurredAt, slot);
      }
      return candidate;
    },
    patternOf: (account) => accounts.get(account)?.pattern ?? null,
    // a name that only ever failed is somebody's guess, and nobody's habit
    baselines: () => [
      organisation,
      ...[...accounts.values()].filter(({ habit }) => habit !== null && habit.logins > 0),
    ],
  };
}

function candidateOf(
  login: Login,
  slot: Slot,
  habit: NonNullable<Baseline['habit']>,
  organisation: NonNullable<Baseline['habit']>,
): Candidate {
  const reasons = reasonsOf(habit, organisation, login, slot);
  return {
    login,
    features: featuresOf(habit, organisation, login, slot),
    // the habits go on; only whether there are reasons is decided now, their weights later
    reasons: (shares) => weigh(reasons, shares),
  };
}
