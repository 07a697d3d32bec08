import { z } from 'zod';
import { type AccountThere, type CaseFilter, countCases, listCases } from '../db/cases.ts';
import { type ActionFilter, countActions, listActions } from '../db/moderation-actions.ts';
import type { OrgDb } from '../db/scope.ts';
import { ACTION_STATES, CASE_STATES, MODERATION_STEPS } from '../domain/moderation.ts';
import { oneLine } from '../domain/text.ts';
import { parseRange, RANGE_WORDS } from '../domain/time-range.ts';
import { SafeNestError } from '../errors.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { caseCard } from '../messages/views/case-card.ts';
import { accountsCalled, type Called, isOnePerson } from '../pipeline/moderation/accounts-called.ts';
import { strikesNow } from '../pipeline/moderation/ladder.ts';
import { currentPolicy } from '../pipeline/moderation/policy.ts';
import { shownCase } from '../pipeline/moderation/see-case.ts';
import { defineTool } from './define-tool.ts';
import {
  actionCitation,
  actionData,
  calledData,
  caseCitation,
  caseData,
  type ModerationHistoryData,
} from './moderation-data.ts';
import { unique } from './named-references.ts';

const SHOWN = 8;
/** What never came about does not count. */
const CAME_ABOUT = ACTION_STATES.filter((state) => state !== 'declined' && state !== 'failed');

export const moderationHistoryTool = defineTool({
  name: 'moderation_history',
  description:
    'What moderation had to do with somebody, by name or account, or in a period: cases, what was done (warnings, timeouts, mutes, bans), strikes that still ' +
    'count. Use it for "history of @kim" (user), "open cases" (state: open), "who was banned this week?" (step: ban, range: this_week). ' +
    'Of somebody it shows their open case, or their latest, with its buttons.',
  input: z.object({
    user: z.string().max(320).optional().describe('The name or handle of the person, without @'),
    range: z.string().max(100).optional().describe(`When: ${RANGE_WORDS}`),
    state: z.enum(CASE_STATES).optional().describe('Only cases that stand so'),
    step: z.enum(MODERATION_STEPS).optional().describe('Only what was done of this kind'),
  }),
  access: 'read',
  permission: 'moderation.read',
  run({ org, principal, now, language }, { user, range: when, state, step }) {
    const reader = { timeZone: principal.timeZone, now };
    const range = when === undefined ? null : parseRange(when, { ...reader });
    if (when !== undefined && !range)
      throw new SafeNestError(
        'invalid_input',
        `I cannot read the time “${oneLine(when, 60)}”. Use one of: ${RANGE_WORDS}.`,
      );
    return org(async (tx) => {
      const found = user === undefined ? null : await accountsCalled(tx, principal, user);
      const data: ModerationHistoryData = {
        asked: {
          quoted_user: user === undefined ? null : oneLine(user.replace(/^@/, ''), 100),
          range: range?.label ?? null,
          state: state ?? null,
          step: step ?? null,
        },
        which: [],
        known: found === null || found.length > 0,
        cases: { count: 0, open: 0, dismissed: 0, rows: [] },
        actions: { count: 0, steps: {}, rows: [] },
        strikes: null,
      };
      if (found?.length === 0) return { data: { ...data }, citations: [] };
      if (found && !isOnePerson(found)) {
        data.which = found.slice(0, SHOWN).map(calledData);
        return { data: { ...data }, citations: [] };
      }
      const both = {
        ...(found ? { accounts: found.map(there) } : {}),
        ...(range ? { from: range.from, to: range.to } : {}),
      };
      const ofCases: Omit<CaseFilter, 'limit'> = { ...both, ...(state ? { states: [state] } : {}) };
      const ofActions: Omit<ActionFilter, 'limit'> = {
        ...both,
        states: CAME_ABOUT,
        ...(step ? { steps: [step] } : {}),
      };
      const counts = await countCases(tx, ofCases);
      const steps = await countActions(tx, ofActions);
      // who asks for bans is not told of cases, and who asks for cases is not told of what was done
      const cases = step ? [] : await listCases(tx, { ...ofCases, limit: SHOWN });
      const actions = state ? [] : await listActions(tx, { ...ofActions, limit: SHOWN });
      data.cases = {
        count: counts.open + counts.acted + counts.dismissed + counts.overturned,
        open: counts.open,
        dismissed: counts.dismissed,
        rows: cases.map((one) => caseData(one, reader)),
      };
      data.actions = {
        count: Object.values(steps).reduce((sum, count) => sum + count, 0),
        steps: Object.fromEntries(Object.entries(steps).filter(([, count]) => count > 0)),
        rows: actions.map((one) => actionData(one, reader)),
      };
      if (found) data.strikes = await strikesOfAll(tx, found, now);
      const about = found && !step ? (cases.find((one) => one.state === 'open') ?? cases[0]) : undefined;
      return {
        data: { ...data },
        ...(about ? { card: caseCard(await shownCase(tx, about), { ...viewOf(principal), language }) } : {}),
        citations: unique([...actions.map(actionCitation), ...cases.map(caseCitation)]),
      };
    });
  },
});

const there = ({ platform, workspace, account }: Called): AccountThere => ({ platform, workspace, account });

async function strikesOfAll(tx: OrgDb, found: readonly Called[], now: Date): Promise<number> {
  const { policy } = await currentPolicy(tx);
  let sum = 0;
  for (const one of found) sum += (await strikesNow(tx, policy, one, one.account, now, null)).before;
  return Math.round(sum * 10) / 10;
}
