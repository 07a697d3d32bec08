import { z } from 'zod';
import { listCameras } from '../db/cameras.ts';
import { findRule } from '../db/rules.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { SEVERITIES } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { cameraAnswerWords } from '../messages/catalogue/camera-answers.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { proposalCard } from '../messages/views/proposal-card.ts';
import { noSuchCamera, noSuchZone } from '../pipeline/cameras/no-such-place.ts';
import { placesCalled } from '../pipeline/cameras/registry.ts';
import { asMeant } from '../pipeline/cameras/rules/watched-person.ts';
import { titledIn } from '../pipeline/proposals/title-in.ts';
import { proposeRule, proposeRuleChange, type RuleProposed } from '../pipeline/propose-rule.ts';
import { personCalled } from '../pipeline/recognition/people.ts';
import { homeCountries } from '../pipeline/recommend-rules.ts';
import { ruleCalled } from '../pipeline/rule-called.ts';
import { RULE_KINDS, type RuleKind } from '../pipeline/rule-kinds.ts';
import { defineTool, type ToolContext, type ToolResult } from './define-tool.ts';
import { unique } from './named-references.ts';
import { readNumber, referenceInput } from './reference-input.ts';
import {
  chatBacktest,
  exampleCitations,
  type ProposalData,
  proposalCitation,
  proposalData,
  type RuleData,
  ruleData,
} from './rule-data.ts';
import { draftWaiting, ruleThereIs, withAccounts, withLeftOut } from './rule-wish.ts';
import { ruleCitation } from './tool-data.ts';

/** What people ask for that no rule of SafeNest can do. */
const BEYOND_RULES = ['require_mfa', 'similarity_threshold'] as const;
const RULE_TYPES: readonly string[] = [...RULE_KINDS.map(({ kind }) => kind), ...BEYOND_RULES];

/** What the tool answers; the offline model writes its answer from it. */
export interface ProposedRule {
  outcome: RuleProposed['outcome'] | 'cannot';
  rule_type: string;
  /** The asker wants something blocked or enforced, which SafeNest does not do. */
  wants_blocking: boolean;
  rule?: RuleData;
  proposal?: ProposalData | null;
  /** The reference of the asker's own proposal that this one takes the place of. */
  replaced?: string;
  /** The severity was named. */
  rated?: true;
  /** The proposal that this one was to take the place of, and that waits as it was. */
  stays?: string;
  /** A rule about hours was there: its hours are to change, and no second one is made. */
  changes_existing?: string;
  /** They may have a rejected one looked at again. */
  may_insist?: boolean;
}

const BLOCKING =
  /\b(?:block|deny|ban|bar|forbid(?!den)|prevent|stop|refuse|reject|disallow|lock|prohibit|only (?:allow|accept|permit|let)|enforce|restrict(?!ed))\w*\b|\b(?:nobody|no one|no-one) (?:should|may|must|can)\b|\bno (?:log-?ins?|sign-?ins?|access)\b/i;

/** Of a second factor: whoever runs the sign-in can, SafeNest only tells. */
const REQUIRES =
  /\b(?:requir\w*|mandat\w*|compulsory|obligatory|forc\w+|must|should|ha(?:ve|s) to|turn on|switch on)\b/i;

export const proposeRuleTool = defineTool({
  name: 'propose_rule',
  description:
    'Propose a rule, or a change of one: drafts it, tries it on the last 30 days of logins, and puts it up for an admin to ' +
    'approve. Use it for "alert when …", "create a rule …", "block logins from …", "raise the threshold of RULE-3 to 8", ' +
    '"turn off RULE-4". Nothing becomes active by this.',
  input: z.object({
    rule_type: z.enum(RULE_TYPES).optional().describe('What it looks at; may be left out when `rule` is given'),
    statement: z.string().max(4000).optional().describe('What they want, in the words of the person asking'),
    params: z
      .record(z.string().max(60), z.unknown())
      .optional()
      .describe(`Settings that were named; the rest has defaults. ${RULE_KINDS.map(paramWords).join(' ')}`),
    rule: referenceInput('rule').optional().describe('The rule to change, e.g. RULE-3'),
    rule_named: z.string().max(200).optional().describe('Or what they call the rule to change: “new device”'),
    rule_of_alert: referenceInput('alert').optional().describe('Or the alert that the rule to change raised'),
    leave_out: z
      .array(z.string().min(1).max(200))
      .max(20)
      .optional()
      .describe('With a rule to change: accounts that it leaves out from now on, beside those it does already'),
    state: z.enum(['active', 'retired']).optional().describe('With `rule`: switch it on, or off'),
    name: z.string().max(200).optional().describe('What to call it'),
    severity: z.enum(SEVERITIES).optional().describe('Only if the person asking named one'),
    instead_of: referenceInput('proposal')
      .optional()
      .describe('Their own proposal that waits and is to look otherwise: this one takes its place'),
    existing: z
      .boolean()
      .optional()
      .describe(
        'Change the one rule of this type that is on, as in “make the working hours 7 to 19”; a new one only where there is none',
      ),
    again: z.boolean().optional().describe('Propose once more what was rejected, because the person asking insists'),
  }),
  access: 'write',
  permission: 'rules.propose',
  async run(
    context,
    {
      rule_type: type,
      statement = '',
      params: given,
      rule: ref,
      rule_named: named,
      rule_of_alert: alert,
      leave_out: leaving,
      state,
      name,
      severity,
      again,
      instead_of: instead,
      existing: changes,
    },
  ) {
    const { org, work, now } = context;
    const called =
      ref === undefined && (named ?? alert) !== undefined
        ? await org((tx) => ruleCalled(tx, { named, of_alert: alert }, context.language))
        : null;
    const rule = called ? formatReference({ kind: 'rule', number: called.number }) : ref;
    const params = leaving && rule ? await withLeftOut(context, rule, given, leaving) : given;
    // Why it is wanted is for the asker to say: a model may have its words from a log.
    const said = context.asker?.words ?? statement;
    const wants_blocking = BLOCKING.test(said) || (type === 'without_second_factor' && REQUIRES.test(said));
    if (type && (BEYOND_RULES as readonly string[]).includes(type)) {
      return { data: { outcome: 'cannot', rule_type: type, wants_blocking } satisfies ProposedRule, citations: [] };
    }
    const parts = { org, work, options: chatBacktest(now) };
    const why = oneLine(said, 500);
    const common = { why, untrusted: context.asker?.readOthers ?? false, ...(again === undefined ? {} : { again }) };
    let result: RuleProposed;
    let existing: string | null = null;
    const waits = rule && !state && !name ? await draftWaiting(context, readNumber('rule', rule)) : null;
    const insteadOf = instead === undefined ? waits?.proposal : readNumber('proposal', instead);
    const there = changes && type && !rule ? await ruleThereIs(context, type) : null;
    if (waits && (params || severity)) {
      const { rule: draft } = waits;
      const wanted = await withAccounts(context, draft.kind, params);
      result = await proposeRule(parts, {
        kind: draft.kind,
        params: { ...draft.params, ...(wanted && fitted(draft.kind, wanted)) },
        severity: severity ?? draft.severity,
        insteadOf,
        ...common,
      });
    } else if (rule || there) {
      const number = there?.number ?? readNumber('rule', rule!);
      const kind = there?.kind ?? (await org((tx) => findRule(tx, number)))?.kind;
      const wanted = kind ? await withAccounts(context, kind, params) : params;
      const patch = {
        ...(wanted && { params: kind ? fitted(kind, wanted) : wanted }),
        ...(state && { state }),
        ...(severity && { severity }),
        ...(name && { name }),
      };
      if (Object.keys(patch).length === 0)
        throw new SafeNestError(
          'invalid_input',
          'What should change in it: a threshold, a time, its severity, or on and off?',
        );
      result = await proposeRuleChange(parts, { rule: number, patch, ...common });
      if (there) existing = formatReference({ kind: 'rule', number });
    } else {
      if (!type)
        throw new SafeNestError(
          'invalid_input',
          'What should the rule look at: failed logins, countries, new devices, hours, travel, or what cameras see?',
        );
      const wanted =
        type === 'country' && !params?.countries
          ? { ...(await withAccounts(context, type, params)), ...(await awayFromHome(org, now)) }
          : await seenByCameras(context, type, await withAccounts(context, type, params));
      result = await proposeRule(parts, {
        kind: type,
        params: wanted && fitted(type, wanted),
        name,
        severity,
        insteadOf,
        ...common,
      });
      // other hours than those of the rule there is were named: it is changed, rather than said to do that already
      const hours = otherHours(result, type, params, said);
      if (hours) {
        existing = formatReference({ kind: 'rule', number: result.rule.number });
        result = await proposeRuleChange(parts, { rule: result.rule.number, patch: { params: hours }, ...common });
      }
    }
    return {
      ...shown(result, context),
      data: {
        ...dataOf(result, context),
        wants_blocking,
        ...(severity && { rated: true as const }),
        ...(insteadOf !== undefined &&
          !('replaced' in result && result.replaced) && { stays: refOfProposal({ number: insteadOf }) }),
        ...(existing !== null && { changes_existing: existing }),
      },
    };
  },
});

/** Whom and where a rule of what cameras see is about, as they are called here: one about nobody and no place never finds anything. */
async function seenByCameras(
  { org, principal, language }: ToolContext,
  type: string,
  params: Record<string, unknown> | undefined,
): Promise<Record<string, unknown> | undefined> {
  const { people, zones, cameras } = params ?? {};
  const names = (given: unknown): string[] =>
    Array.isArray(given) ? given.filter((one) => typeof one === 'string').slice(0, 100) : [];
  const watched = type === 'watched_person' && can(principal.role, 'people.read') ? names(people) : [];
  const [places, seenBy] = can(principal.role, 'cameras.read') ? [names(zones), names(cameras)] : [[], []];
  if (watched.length + places.length + seenBy.length === 0) return params;
  return org(async (tx) => {
    const all = places.length + seenBy.length > 0 ? await listCameras(tx) : [];
    const known = all.flatMap((camera) => camera.zones);
    const meant = seenBy.flatMap((typed) => {
      const found = placesCalled(typed, all);
      if (found.length > 0) return found;
      const there = all.map(({ name }) => oneLine(name, 60)).slice(0, 10);
      throw noSuchCamera(typed, there, { principal, language });
    });
    const called = places.map((typed) => {
      const zone = known.find(({ name }) => name.toLowerCase() === typed.trim().toLowerCase());
      if (zone) return zone.name;
      const there = [...new Set(known.map(({ name }) => oneLine(name, 60)))].slice(0, 10);
      throw noSuchZone(typed, there, { principal, language });
    });
    const found = [];
    for (const typed of watched) found.push(await personCalled({ tx, principal }, typed));
    // “in the strongroom” is that zone of its camera
    const inside = meant.flatMap((one) => one.zones);
    const whole = meant.find((one) => one.zones.length === 0);
    if (inside[0] !== undefined && whole) {
      const [zone, camera] = [inside[0], whole.camera.name].map((name) => oneLine(name, 60));
      throw new SafeNestError('invalid_input', cameraAnswerWords[language].zoneAndCamera(zone!, camera!));
    }
    const zoned = [...new Set([...called, ...inside])];
    return {
      ...params,
      ...(zoned.length > 0 && { zones: zoned }),
      ...(seenBy.length > 0 && { cameras: [...new Set(meant.map(({ camera }) => camera.name))] }),
      ...(watched.length > 0 && {
        people: found.map((one) =>
          one.name === null ? formatReference({ kind: 'person', number: one.number }) : asMeant(one.name, one.number),
        ),
      }),
    };
  });
}

const CLOCK_TIME = /(?<![\d.:])\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|h|uhr)?(?![\d.:])/gi;

/** The hours somebody wrote down for a rule that an active one has others for; null where it has the same, or none were written. */
function otherHours(
  { outcome, rule }: RuleProposed,
  kind: string,
  params: Record<string, unknown> | undefined,
  said: string,
): { from: unknown; to: unknown } | null {
  const { from, to } = params ?? {};
  if (outcome !== 'covered' || kind !== 'time_window' || from === undefined || to === undefined) return null;
  if ((said.match(CLOCK_TIME) ?? []).length < 2) return null;
  return rule.params.from === from && rule.params.to === to ? null : { from, to };
}

/** What people call the number a rule turns on, by the name its kind has for it. */
function fitted(kind: string, { threshold, ...params }: Record<string, unknown>): Record<string, unknown> {
  const own: Record<string, string> = { password_spray: 'min_accounts', success_after_failures: 'min_failures' };
  return threshold === undefined ? params : { ...params, [own[kind] ?? 'threshold']: threshold };
}

/** "Sign-ins from abroad": from elsewhere than the countries where nearly all of them come from. */
async function awayFromHome(org: ToolContext['org'], now: Date): Promise<Record<string, unknown>> {
  const home = await org((tx) => homeCountries(tx, new Date(now.getTime() - 30 * 86_400_000)));
  if (home) return { mode: 'allow', countries: home.countries };
  throw new SafeNestError('invalid_input', 'Which countries should it alert on, or which should it allow?');
}

function dataOf(result: RuleProposed, { now, principal, language }: ToolContext): Omit<ProposedRule, 'wants_blocking'> {
  return {
    outcome: result.outcome,
    rule_type: result.rule.kind,
    rule: ruleData(result.rule, language),
    proposal: result.proposal && proposalData(titledIn(result.proposal, language), { now, principal, language }),
    ...(result.proposal && result.replaced ? { replaced: refOfProposal(result.replaced) } : {}),
    ...(result.outcome === 'rejected' ? { may_insist: can(principal.role, 'rules.write') } : {}),
  };
}

const refOfProposal = ({ number }: { number: number }): string => formatReference({ kind: 'proposal', number });

function shown(
  { proposal, rule }: RuleProposed,
  { now, principal, language }: ToolContext,
): Pick<ToolResult, 'card' | 'citations'> {
  const reads = can(principal.role, 'logs.read');
  return {
    ...(proposal && { card: proposalCard(titledIn(proposal, language), { ...viewOf(principal), now, language }) }),
    citations: unique([
      ...(proposal ? [proposalCitation(proposal)] : []),
      ruleCitation(rule),
      ...(proposal && reads ? exampleCitations(proposal.backtest) : []),
    ]),
  };
}

/** `failed_logins: by, threshold, …`, from the kind's own schema. */
function paramWords({ kind, params }: RuleKind): string {
  const schema = z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' });
  const properties = (schema.properties ?? {}) as Record<string, { enum?: string[]; byItself?: boolean }>;
  const names = Object.entries(properties)
    .filter(([, property]) => !property.byItself)
    .map(([name, property]) => (property.enum ? `${name} (${property.enum.join('|')})` : name));
  return `${kind}: ${names.join(', ')}.`;
}
