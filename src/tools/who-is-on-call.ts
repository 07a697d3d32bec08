import { z } from 'zod';
import { ON_CALL_WHENS, type OnCallWhen, onCallAt, spanOfWhen } from '../domain/on-call.ts';
import { oneLine } from '../domain/text.ts';
import { AHEAD_MS, namedShifts, seeOnCall } from '../pipeline/on-call.ts';
import { defineTool } from './define-tool.ts';

export interface OnCallShift {
  name: string;
  from: string;
  until: string;
  /** Not by the order: somebody said that they cover. */
  covers: boolean;
  /** Then whose turn it would be; null for nobody's. */
  in_place_of: string | null;
  /** They have linked no chat account: nobody can write to them. */
  unreached: boolean;
}

/** What the tool answers; the offline model writes its answer from it. */
export interface ToldOnCall {
  when: OnCallWhen;
  /** Whether members take turns here, or anybody covers. */
  kept: boolean;
  /** Now: whoever is on call, with when that began and ends. */
  shifts: OnCallShift[];
  /** Whoever comes after that. */
  next: OnCallShift | null;
  time_zone: string;
}

const MOST = 20;

export const whoIsOnCallTool = defineTool({
  name: 'who_is_on_call',
  description:
    'Who is on call (on duty), now or at a time to come: "who is on call?", "who has the weekend?", "who is on call tomorrow?". ' +
    'To page them for an incident, add "on call" to its people with update_incident.',
  input: z.object({ when: z.enum(ON_CALL_WHENS).default('now').describe('now, or the time that is asked about') }),
  access: 'read',
  permission: 'alerts.read',
  async run({ org, now, principal }, { when }) {
    const data = await org(async (tx): Promise<ToldOnCall> => {
      const seen = await seeOnCall(tx, now);
      const ownerOf = ({ cover, from, memberId }: ReturnType<typeof namedShifts>[number]): string | null => {
        const turn = cover === null ? null : onCallAt({ ...seen, covers: [] }, from);
        const owner = turn?.memberId === memberId ? undefined : seen.people.find(({ id }) => id === turn?.memberId);
        return owner ? oneLine(owner.name, 100) : null;
      };
      const told = (one: ReturnType<typeof namedShifts>[number]): OnCallShift => ({
        name: oneLine(one.name, 100),
        from: one.from.toISOString(),
        until: one.until.toISOString(),
        covers: one.cover !== null,
        in_place_of: ownerOf(one),
        unreached: seen.unreached.has(one.memberId),
      });
      const ahead = namedShifts(seen, { from: now, to: new Date(now.getTime() + AHEAD_MS) });
      const current = ahead.find(({ from }) => from.getTime() === now.getTime());
      // a day is the asker's; turns are on the organisation's clock
      const shifts =
        when === 'now' ? (current ? [current] : []) : namedShifts(seen, spanOfWhen(when, now, principal.timeZone));
      const next = when === 'now' ? ahead.find((one) => one !== current) : undefined;
      return {
        when,
        kept: seen.order.length > 0 || seen.covers.length > 0,
        shifts: shifts.slice(0, MOST).map(told),
        next: next ? told(next) : null,
        time_zone: seen.timeZone,
      };
    });
    return { data: { ...data }, citations: [] };
  },
});
