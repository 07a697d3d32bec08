import { Temporal } from 'temporal-polyfill';
import type { NewLoginEvent } from '../domain/event.ts';
import type { Origin } from './northwind.ts';
import type { Random } from './random.ts';

/** A login being written: `at` is the time of day in minutes, with fractions for seconds. */
export interface Draft {
  at: number;
  account: string;
  outcome: 'success' | 'failure';
  from: Origin;
  source: 'sso' | 'mail' | 'patient-records' | 'vpn' | 'sshd';
  method: string;
  device: string | null;
  reason?: string;
}

/** A calendar day in the clinic's zone. */
export interface Day {
  date: string;
  /** Days since 1 January 1970: what rotates from day to day turns with it. */
  number: number;
  weekend: boolean;
  /** Chance for one purpose on this day: what one part draws does not change another's. */
  random: (purpose: string) => Random;
}

/** The drafts as events in the order they happened; a time that the zone's clocks skip is the one just after. */
export function eventsOf(day: Day, drafts: readonly Draft[], timeZone: string): NewLoginEvent[] {
  const midnight = Temporal.PlainDate.from(day.date);
  return drafts
    .map((draft) => {
      const seconds = Math.round(draft.at * 60);
      const plainTime = Temporal.PlainTime.from('00:00').add({ seconds });
      return { draft, at: midnight.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds };
    })
    .sort((a, b) => a.at - b.at)
    .map(({ draft, at }, index) =>
      event(`northwind-${day.date}-${String(index).padStart(3, '0')}`, draft, new Date(at)),
    );
}

function event(eventId: string, draft: Draft, occurredAt: Date): NewLoginEvent {
  const { account, outcome, from, source, method, device, reason = null } = draft;
  return { eventId, occurredAt, outcome, account, ...from, device, method, reason, text: line(draft), source };
}

/** As the system that saw it would have written it. */
function line({ account, outcome, from, source, method, reason }: Draft): string {
  if (source === 'sshd') {
    const who = reason === 'invalid user' ? `invalid user ${account}` : account;
    return `${outcome === 'success' ? 'Accepted' : 'Failed'} ${method} for ${who} from ${from.address} port 22 ssh2`;
  }
  const place = `${from.address} (${from.city}, ${from.country})`;
  return outcome === 'success'
    ? `${source}: ${account} signed in with ${method} from ${place}`
    : `${source}: sign-in of ${account} with ${method} from ${place} failed: ${reason ?? 'refused'}`;
}
