import { z } from 'zod';
import { countEvents, searchEvents } from '../db/event-search.ts';
import { accountsOfMember } from '../db/member-accounts.ts';
import { deviceName } from '../domain/device-name.ts';
import { formatReference } from '../domain/reference.ts';
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
}

const MOST = 20;
const CAP = 1000;
const USUAL_RANGE = 'last_30d';

export const myLoginsTool = defineTool({
  name: 'my_logins',
  description:
    'The sign-ins of the person asking, to their own account: when, from where, with which device, and what failed. Use it for "when did I last sign in?", ' +
    '"was anybody else in my account?", "where was my account used from?". Whose account it is comes from who asks; nobody else’s can be seen with it.',
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
    const { accounts, rows, count, wrong } = await org(async (tx) => {
      const accounts = actor.kind === 'member' ? await accountsOfMember(tx, actor.id) : [];
      // no account at all would be everybody's
      if (accounts.length === 0) return { accounts, rows: [], count: { count: 0, capped: false }, wrong: 0 };
      const users = accounts.map((text) => ({ text, exact: true }));
      const filter = {
        ...{ users, from: range.from, to: range.to },
        ...(failed !== undefined && { outcome: failed ? ('failure' as const) : ('success' as const) }),
      };
      return {
        accounts,
        rows: await searchEvents(tx, filter, { limit: MOST }),
        count: await countEvents(tx, filter, CAP),
        wrong: failed === false ? 0 : (await countEvents(tx, { ...filter, outcome: 'failure' }, CAP)).count,
      };
    });
    const data: MyLogins = {
      quoted_accounts: accounts.slice(0, 5).map((one) => oneLine(one, 100)),
      range: range.label,
      ...{ count: count.count, capped: count.capped, failed: wrong },
      rows: rows.map((event) => ({
        ref: formatReference({ kind: 'event', number: event.sequence }),
        time: timeText(event.occurredAt, timeZone, language),
        outcome: event.outcome,
        address: event.address,
        quoted_place: [event.city, event.country && countryText(event.country, language)]
          .flatMap((part) => (part ? [oneLine(part, 60)] : []))
          .join(', '),
        quoted_device: event.device === null ? '' : oneLine(deviceName(event.device, { plain: true }), 80),
      })),
    };
    return {
      data: { ...data },
      citations: rows.map(({ sequence, occurredAt }) => {
        const ref = formatReference({ kind: 'event', number: sequence });
        return { ref, kind: 'event' as const, url: pathOf(ref), at: occurredAt.toISOString() };
      }),
    };
  },
});
