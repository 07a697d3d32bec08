import { z } from 'zod';
import { countEvents, searchEvents } from '../db/event-search.ts';
import { accountsOfMember } from '../db/member-accounts.ts';
import { deviceName } from '../domain/device-name.ts';
import type { LoginEvent } from '../domain/event.ts';
import { formatReference } from '../domain/reference.ts';
import { SEVERITIES } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import { parseRange, RANGE_WORDS } from '../domain/time-range.ts';
import { SafeNestError } from '../errors.ts';
import { countryText } from '../messages/catalogue/terms.ts';
import { pathOf } from '../messages/links.ts';
import { timeText } from '../messages/time-text.ts';
import { defineTool } from './define-tool.ts';

/** One sign-in of whoever asks. Places and devices come out of logs. */
export interface OwnLogin {
  ref: string;
  time: string;
  outcome: 'success' | 'failure';
  address: string | null;
  /** In the asker's language; empty where it is not known. */
  quoted_place: string;
  quoted_device: string;
}

/** What the tool answers; the offline model writes its answer from it. */
export interface MyLogins {
  /** The login accounts that are known as theirs; where there is none nothing can be told. */
  quoted_accounts: string[];
  range: string;
  /** All that fit, counted up to a limit. */
  count: number;
  capped: boolean;
  failed: number;
  rows: OwnLogin[];
  /** Those that alerts stand on, what is least like the rest first, and how many there are. */
  noticed: { count: number; rows: OwnLogin[] };
}

const MOST = 20;
const CAP = 1000;
const USUAL_RANGE = 'last_30d';

export const myLoginsTool = defineTool({
  name: 'my_logins',
  description:
    'The sign-ins of the person asking, to their own account: when, from where, with which device, and what failed. Use it for "when did I last sign in?", ' +
    '"was anybody else in my account?", "where was my account used from?". `noticed`: those that alerts stand on; tell them first. Whose account it is comes from who asks; nobody else’s can be seen with it.',
  input: z.object({
    range: z
      .string()
      .max(100)
      .optional()
      .describe(`Which time, by name; ${USUAL_RANGE} if left out. One of: ${RANGE_WORDS}`),
    failed: z.boolean().optional().describe('true: only what failed; false: only what succeeded'),
  }),
  access: 'read',
  permission: null,
  // whoever else reads it has to be somebody who sees everybody's
  shows: ['logs.read'],
  async run({ org, principal, now, language }, { range: when = USUAL_RANGE, failed }) {
    const { actor, timeZone } = principal;
    const range = parseRange(when, { now, timeZone, language });
    if (!range)
      throw new SafeNestError(
        'invalid_input',
        `I cannot read the time “${oneLine(when, 60)}”. Use one of: ${RANGE_WORDS}.`,
      );
    const { accounts, rows, count, wrong, odd, odds } = await org(async (tx) => {
      const accounts = actor.kind === 'member' ? await accountsOfMember(tx, actor.id) : [];
      // no account at all would be everybody's
      if (accounts.length === 0)
        return { accounts, rows: [], count: { count: 0, capped: false }, wrong: 0, odd: [], odds: 0 };
      const users = accounts.map((text) => ({ text, exact: true }));
      const filter = {
        ...{ users, from: range.from, to: range.to },
        ...(failed !== undefined && { outcome: failed ? ('failure' as const) : ('success' as const) }),
      };
      const ofAlerts = { ...filter, severities: SEVERITIES };
      return {
        accounts,
        odd: await searchEvents(tx, ofAlerts, { limit: MOST }),
        odds: (await countEvents(tx, ofAlerts, CAP)).count,
        rows: await searchEvents(tx, filter, { limit: MOST }),
        count: await countEvents(tx, filter, CAP),
        wrong: failed === false ? 0 : (await countEvents(tx, { ...filter, outcome: 'failure' }, CAP)).count,
      };
    });
    const row = (event: LoginEvent): OwnLogin => ({
      ref: formatReference({ kind: 'event', number: event.sequence }),
      time: timeText(event.occurredAt, timeZone, language),
      outcome: event.outcome,
      address: event.address,
      quoted_place: [event.city, event.country && countryText(event.country, language)]
        .flatMap((part) => (part ? [oneLine(part, 60)] : []))
        .join(', '),
      quoted_device: event.device === null ? '' : oneLine(deviceName(event.device, { plain: true }), 80),
    });
    const data: MyLogins = {
      quoted_accounts: accounts.slice(0, 5).map((one) => oneLine(one, 100)),
      range: range.label,
      ...{ count: count.count, capped: count.capped, failed: wrong },
      rows: rows.map(row),
      noticed: { count: odds, rows: unlikeFirst(odd, rows).map(row) },
    };
    const cited = [...odd, ...rows.filter(({ sequence }) => !odd.some((one) => one.sequence === sequence))];
    return {
      data: { ...data },
      citations: cited.map(({ sequence, occurredAt }) => {
        const ref = formatReference({ kind: 'event', number: sequence });
        return { ref, kind: 'event' as const, url: pathOf(ref), at: occurredAt.toISOString() };
      }),
    };
  },
});

/** What succeeded from elsewhere than usual first, then what else succeeded, then what failed; each newest first. */
function unlikeFirst(odd: readonly LoginEvent[], all: readonly LoginEvent[]): LoginEvent[] {
  const place = ({ city, country }: LoginEvent): string => `${country}/${city}`;
  const times = new Map<string, number>();
  for (const event of all) times.set(place(event), (times.get(place(event)) ?? 0) + 1);
  const [usual] = [...times].toSorted(([, one], [, other]) => other - one)[0] ?? [];
  const rank = (event: LoginEvent): number => (event.outcome === 'failure' ? 2 : place(event) === usual ? 1 : 0);
  return odd.toSorted((one, other) => rank(one) - rank(other));
}
