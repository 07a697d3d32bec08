import { z } from 'zod';
import { listAppeals } from '../db/appeals.ts';
import { type AccountThere, type CaseFilter, countCases, countCasesBy, findCase, listCases } from '../db/cases.ts';
import { type ActionFilter, countActions, findAction, findActionById, listActions } from '../db/moderation-actions.ts';
import type { OrgDb } from '../db/scope.ts';
import {
  ACTION_STATES,
  type AppealState,
  BY_HAND,
  CASE_GROUPS,
  CASE_STATES,
  type CaseState,
  MODERATION_STEPS,
} from '../domain/moderation.ts';
import type { Principal } from '../domain/principal.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import { oneLine } from '../domain/text.ts';
import { parseRange, RANGE_WORDS, type TimeRange } from '../domain/time-range.ts';
import { formatTime } from '../domain/time-words.ts';
import { SafeNestError } from '../errors.ts';
import { channelText } from '../messages/case-text.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { caseCard } from '../messages/views/case-card.ts';
import { silentCard } from '../messages/views/silent-card.ts';
import { accountsCalled, type Called, isOnePerson } from '../pipeline/moderation/accounts-called.ts';
import { strikesNow } from '../pipeline/moderation/ladder.ts';
import { currentPolicy } from '../pipeline/moderation/policy.ts';
import { shownCase } from '../pipeline/moderation/see-case.ts';
import { seeSilent } from '../pipeline/moderation/silent.ts';
import { defineTool, type ToolResult } from './define-tool.ts';
import {
  type AppealData,
  actionCitation,
  actionData,
  appealCitation,
  calledData,
  caseCitation,
  caseData,
  type ModerationHistoryData,
  nameOf,
  type Reader,
  refOfAction,
} from './moderation-data.ts';
import { unique } from './named-references.ts';

const SHOWN = 8;
/** No member's id. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** What never came about does not count. */
const CAME_ABOUT = ACTION_STATES.filter((state) => state !== 'declined' && state !== 'failed');

export const moderationHistoryTool = defineTool({
  name: 'moderation_history',
  description:
    'What moderation had to do with somebody, by name or account, or in a period: cases, what was done (warnings, timeouts, mutes, bans), strikes that still ' +
    'count; with appeals what was appealed against; with group_by who or where most of it was. Use it for "history of @kim" (user), "open cases" (state: open), "who was banned this week?" ' +
    '(step: ban, range: this_week), "any appeals?" (appeals: true), "which channel is the worst?" (group_by: channel), ' +
    '"top 3 offenders" (group_by: offender, limit: 3), "who is attacked most?" (group_by: target), "what did I decide today?" (by_me: true, range: today). ' +
    'Of somebody it shows their open case, or their latest, with its buttons.',
  input: z.object({
    user: z
      .string()
      .max(320)
      .optional()
      .describe(
        'The name or handle of the person, without @; or a reference, CASE-9 or ACT-5: whom that is chiefly about',
      ),
    range: z.string().max(100).optional().describe(`When: ${RANGE_WORDS}`),
    state: z.enum(CASE_STATES).optional().describe('Only cases that stand so'),
    step: z.enum(MODERATION_STEPS).optional().describe('Only what was done of this kind'),
    appeals: z
      .boolean()
      .optional()
      .describe(
        'What was appealed against, instead of cases; with state open those that wait, with overturned those that were right',
      ),
    target: z
      .string()
      .max(320)
      .optional()
      .describe('Only cases aimed at this person, by name; or CASE-9: whom that one is aimed at'),
    group_by: z
      .enum(CASE_GROUPS)
      .optional()
      .describe('How many cases there are of each offender, each target or each channel, instead of the cases'),
    limit: z.int().min(1).max(SHOWN).optional().describe('With group_by: how many of them'),
    by_me: z.boolean().optional().describe('Only what whoever asks decided or asked for'),
    silent: z
      .boolean()
      .optional()
      .describe('What rules of moderation that run silently would have done in 30 days, instead of all else'),
  }),
  access: 'read',
  permission: 'moderation.read',
  run(
    { org, principal, now, language },
    {
      user,
      range: when,
      state,
      step,
      appeals = false,
      silent = false,
      target,
      group_by: by,
      limit = SHOWN,
      by_me: byMe = false,
    },
  ) {
    const reader = { timeZone: principal.timeZone, now };
    const range = when === undefined ? null : parseRange(when, { ...reader });
    if (when !== undefined && !range)
      throw new SafeNestError(
        'invalid_input',
        `I cannot read the time “${oneLine(when, 60)}”. Use one of: ${RANGE_WORDS}.`,
      );
    return org(async (tx) => {
      if (silent) {
        const shown = await seeSilent({ tx, principal, now });
        const rows = shown.map(({ people, since: _, ...one }) => ({
          ...one,
          quoted_people: people.map(({ account, name, hits }) => ({
            quoted_name: oneLine(name, 80),
            quoted_account: oneLine(account, 80),
            hits,
          })),
        }));
        return {
          data: { ...nothingAsked(), silent: rows },
          card: silentCard(shown, { ...viewOf(principal), language }),
          citations: [],
        };
      }
      const found = user === undefined ? null : await whoIsMeant(tx, principal, user);
      const against = target === undefined ? null : await whoseTarget(tx, target);
      const data: ModerationHistoryData = {
        asked: {
          quoted_user: user === undefined ? null : calledAs(user, found),
          range: range?.label ?? null,
          state: state ?? null,
          step: step ?? null,
          ...(against ? { quoted_target: against.called } : {}),
          ...(byMe ? { by_me: true as const } : {}),
        },
        which: [],
        known: found === null || found.length > 0,
        cases: { count: 0, open: 0, dismissed: 0, rows: [] },
        actions: { count: 0, steps: {}, rows: [] },
        strikes: null,
      };
      if (found?.length === 0) {
        // whoever did nothing may still be whom a case is aimed at
        const aimed = await whoseTarget(tx, user!);
        const ofTarget = { target: aimed.filter, ...(range ? { from: range.from, to: range.to } : {}) };
        const [first, ...others] = await listCases(tx, { ...ofTarget, limit: SHOWN });
        if (!first) return { data: { ...data }, citations: [] };
        const counts = await countCases(tx, ofTarget);
        data.asked = { ...data.asked, quoted_user: null, quoted_target: aimed.called };
        data.known = true;
        data.cases = {
          count: counts.open + counts.acted + counts.dismissed + counts.overturned,
          open: counts.open,
          dismissed: counts.dismissed,
          rows: [first, ...others].map((one) => caseData(one, reader)),
        };
        return {
          data: { ...data },
          card: caseCard(await shownCase(tx, first), { ...viewOf(principal), language }),
          citations: unique([first, ...others].map(caseCitation)),
        };
      }
      if (found && !isOnePerson(found)) {
        data.which = found.slice(0, SHOWN).map(calledData);
        return { data: { ...data }, citations: [] };
      }
      if (appeals) return appealed(tx, data, { found, range, state, reader });
      const both = {
        ...(found ? { accounts: found.map(there) } : {}),
        ...(range ? { from: range.from, to: range.to } : {}),
      };
      // what nobody but a member decides is nobody's by a key
      const me = principal.actor.kind === 'member' ? principal.actor.id : NOBODY;
      const ofCases: Omit<CaseFilter, 'limit'> = {
        ...both,
        ...(state ? { states: [state] } : {}),
        ...(against ? { target: against.filter } : {}),
        ...(byMe ? { decidedById: me } : {}),
      };
      const ofActions: Omit<ActionFilter, 'limit'> = {
        ...both,
        // beside open cases, what somebody has yet to do by hand
        states: state === 'open' && !found ? BY_HAND : CAME_ABOUT,
        ...(byMe ? { requestedById: me } : {}),
        ...(step ? { steps: [step] } : {}),
      };
      const counts = await countCases(tx, ofCases);
      const steps = await countActions(tx, ofActions);
      // who asks for bans is not told of cases, and who asks for cases is not told of what was done
      const cases = step ? [] : await listCases(tx, { ...ofCases, limit: SHOWN });
      const actions =
        (state && (state !== 'open' || found)) || against ? [] : await listActions(tx, { ...ofActions, limit: SHOWN });
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
      if (by) {
        const { groups, rows } = await countCasesBy(tx, by, { ...ofCases, limit });
        const called = (name: string) => (by === 'channel' ? channelText({ name, channel: name }) : oneLine(name, 80));
        data.groups = {
          by,
          count: groups,
          rows: rows.map(({ name, ...counted }) => ({ quoted_name: called(name), ...counted })),
        };
        return { data: { ...data }, citations: unique(cases.map(caseCitation)) };
      }
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

/** The accounts somebody is meant by: called so, or those that a case or what was done is chiefly about. */
async function whoIsMeant(tx: OrgDb, principal: Principal, said: string): Promise<Called[]> {
  const reference = parseReference(said.trim());
  if (reference?.kind === 'case') {
    const one = await findCase(tx, reference.number);
    return one ? [{ platform: one.channel.platform, workspace: one.channel.workspace, ...one.offender }] : [];
  }
  if (reference?.kind === 'action') {
    const one = await findAction(tx, reference.number);
    if (!one) return [];
    const { platform, workspace } = one.channel;
    return [{ platform, workspace, account: one.account, name: one.accountName }];
  }
  return accountsCalled(tx, principal, said);
}

/** Whom cases are aimed at: called so, or the target of a case. */
async function whoseTarget(
  tx: OrgDb,
  said: string,
): Promise<{ called: string; filter: NonNullable<CaseFilter['target']> }> {
  const reference = parseReference(said.trim());
  const target = reference?.kind === 'case' ? (await findCase(tx, reference.number))?.target : undefined;
  if (target) return { called: nameOf(target), filter: { account: target.account } };
  const name = oneLine(said.trim().replace(/^@/, ''), 100);
  return { called: name, filter: { name } };
}

/** Whoever a reference stands for is told by their name. */
const calledAs = (said: string, found: readonly Called[] | null): string => {
  const isReference = ['case', 'action'].includes(parseReference(said.trim())?.kind ?? '');
  return isReference && found?.[0] ? nameOf(found[0]) : oneLine(said.replace(/^@/, ''), 100);
};

const MOST_APPEALS = 200;
const APPEAL_STATES: Partial<Record<CaseState, AppealState>> = {
  open: 'open',
  overturned: 'overturned',
  acted: 'upheld',
};

async function appealed(
  tx: OrgDb,
  data: ModerationHistoryData,
  {
    found,
    range,
    state,
    reader,
  }: { found: readonly Called[] | null; range: TimeRange | null; state: CaseState | undefined; reader: Reader },
): Promise<ToolResult> {
  const wanted = state === undefined ? undefined : APPEAL_STATES[state];
  const all = await listAppeals(tx, {
    ...(wanted ? { states: [wanted] } : {}),
    ...(found ? { accounts: found.map(({ account }) => account) } : {}),
    ...(range ? { from: range.from, to: range.to } : {}),
    limit: MOST_APPEALS,
  });
  const rows: AppealData[] = [];
  for (const one of all.slice(0, SHOWN)) {
    const action = await findActionById(tx, one.actionId);
    rows.push({
      ref: formatReference({ kind: 'appeal', number: one.number }),
      state: one.state,
      quoted_who: action ? nameOf({ name: action.accountName, account: action.account }) : oneLine(one.account, 80),
      against: action ? refOfAction(action) : '',
      step: action?.step ?? null,
      time: formatTime(one.createdAt, reader.timeZone, reader.now),
      quoted_decided_by: one.decidedBy === null ? null : oneLine(one.decidedBy, 80),
    });
  }
  data.appeals = {
    count: all.length,
    open: all.filter((one) => one.state === 'open').length,
    capped: all.length === MOST_APPEALS,
    rows,
  };
  return { data: { ...data }, citations: all.slice(0, SHOWN).map(appealCitation) };
}

const there = ({ platform, workspace, account }: Called): AccountThere => ({ platform, workspace, account });

async function strikesOfAll(tx: OrgDb, found: readonly Called[], now: Date): Promise<number> {
  const { policy } = await currentPolicy(tx);
  let sum = 0;
  for (const one of found) sum += (await strikesNow(tx, policy, one, one.account, now, null)).before;
  return Math.round(sum * 10) / 10;
}

/** Of a question that is about nobody and no time. */
const nothingAsked = (): ModerationHistoryData => ({
  asked: { quoted_user: null, range: null, state: null, step: null },
  which: [],
  known: true,
  cases: { count: 0, open: 0, dismissed: 0, rows: [] },
  actions: { count: 0, steps: {}, rows: [] },
  strikes: null,
});
