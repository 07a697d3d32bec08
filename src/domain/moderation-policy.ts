import { z } from 'zod';
import { type ContentPolicy, contentPolicySchema, DEFAULT_CONTENT } from './content-policy.ts';
import { CASE_KINDS, type CaseKind, MODERATION_STEPS, type ModerationStep, type Strictness } from './moderation.ts';
import { SEVERITIES, type Severity } from './severity.ts';

/**
 * What can open a case. `escalation` looks at how a whole conversation goes (0..100), `pile_on` counts the accounts that attack one
 * member, `flood` how often the same was said, `mentions` the accounts named within a minute. `links`, `invites` and `files` count
 * the messages of one person with something that the policy's `content` refuses; `rate_…` what one person posts within its
 * `spam.seconds`, `rate_channels` in how many channels the same; `automod` counts what
 * Discord's own rules stopped of one person; `listed` the messages of one person with something that stands on a list, or by somebody who does; `new_copies` how many who joined within a day say the same in a conversation. `raid` and its neighbours count who joins within `joins.seconds`, `power` who is given power over others within half an hour. All others look at one message's score (0..1).
 */
export const TRIGGERS = [
  'escalation',
  'pile_on',
  'threat',
  'identity_attack',
  'severe_toxicity',
  'abuse',
  'sexual',
  'profanity',
  'flood',
  'mentions',
  'links',
  'invites',
  'files',
  'rate_messages',
  'rate_characters',
  'rate_lines',
  'rate_emoji',
  'rate_links',
  'rate_files',
  'rate_stickers',
  'rate_channels',
  'automod',
  'listed',
  'new_copies',
  'raid',
  'new_accounts',
  'alike_accounts',
  'power',
] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** Those that look at who joins, and not at what is said. */
export const JOINING = ['raid', 'new_accounts', 'alike_accounts'] as const satisfies readonly Trigger[];
export type JoinTrigger = (typeof JOINING)[number];
/** Those for which it has to be known who joined. */
export const NEEDS_JOINS = [...JOINING, 'new_copies'] as const satisfies readonly Trigger[];

/** In what a trigger counts. */
export type TriggerUnit = 'score' | 'conversation' | 'count';
/** The highest line of what is counted; beyond it all are the same. */
const COUNTED = {
  pile_on: 100,
  flood: 100,
  mentions: 100,
  links: 20,
  invites: 20,
  files: 20,
  // as many messages of a conversation are remembered
  rate_messages: 40,
  rate_characters: 50_000,
  rate_lines: 1000,
  rate_emoji: 500,
  rate_links: 100,
  rate_files: 100,
  rate_stickers: 40,
  rate_channels: 50,
  automod: 20,
  listed: 20,
  new_copies: 100,
  raid: 1000,
  new_accounts: 1000,
  alike_accounts: 1000,
  power: 20,
} as const satisfies Partial<Record<Trigger, number>>;

export const unitOf = (trigger: Trigger): TriggerUnit =>
  trigger === 'escalation' ? 'conversation' : Object.hasOwn(COUNTED, trigger) ? 'count' : 'score';

/** The highest line that a trigger may have, in its unit. */
export const mostOf = (trigger: Trigger): number =>
  unitOf(trigger) === 'score' ? 1 : Object.hasOwn(COUNTED, trigger) ? COUNTED[trigger as keyof typeof COUNTED] : 100;

/** What a case is called that a trigger alone opened. */
export const KIND_OF: Record<Trigger, CaseKind> = {
  escalation: 'harassment',
  pile_on: 'pile_on',
  threat: 'threat',
  identity_attack: 'identity_attack',
  severe_toxicity: 'harassment',
  abuse: 'harassment',
  sexual: 'sexual',
  profanity: 'profanity',
  flood: 'spam',
  mentions: 'spam',
  links: 'unsafe',
  invites: 'spam',
  files: 'unsafe',
  rate_messages: 'spam',
  rate_characters: 'spam',
  rate_lines: 'spam',
  rate_emoji: 'spam',
  rate_links: 'spam',
  rate_files: 'spam',
  rate_stickers: 'spam',
  rate_channels: 'spam',
  automod: 'spam',
  listed: 'listed',
  new_copies: 'spam',
  raid: 'raid',
  new_accounts: 'raid',
  alike_accounts: 'raid',
  power: 'power',
};

/** Whether a case of a kind is about what somebody posts, whoever reads it, and not about how they treat others. */
export const isPosting = (kind: CaseKind): boolean => kind === 'spam' || kind === 'unsafe' || kind === 'listed';

export const STEP_MODES = ['suggest', 'automatic', 'off'] as const;
export type StepMode = (typeof STEP_MODES)[number];

/** Discord's own limit of a timeout. */
export const LONGEST_TIMEOUT_HOURS = 28 * 24;
const LONGEST_MUTE_HOURS = 365 * 24;

/** The steps a ladder is made of, gentlest first; deleting is about messages and stands beside it. */
export const RUNG_STEPS = ['note', 'warning', 'timeout', 'mute', 'ban'] as const satisfies readonly ModerationStep[];
export type RungStep = (typeof RUNG_STEPS)[number];

/** `silent`: it judges what is said, writes down what it would have raised, and opens no case. */
const switched = z.union([z.boolean(), z.literal('silent')], { error: 'must be true, false or "silent"' });

function threshold(trigger: Trigger) {
  const digits = unitOf(trigger) === 'score' ? 2 : 0;
  const value = z
    .number()
    .min(digits === 0 ? 1 : 0.01)
    .max(mostOf(trigger))
    .refine((given) => Math.abs(given - round(given, digits)) < 1e-9, {
      error: digits === 0 ? 'must be a whole number' : 'must have at most two digits after the point',
    });
  return z
    .strictObject({ on: switched, relaxed: value, normal: value, strict: value })
    .refine(({ relaxed, normal, strict }) => relaxed >= normal && normal >= strict, {
      error: 'must not rise from relaxed over normal to strict: a stricter channel has no higher line',
    });
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

const rungSchema = z
  .strictObject({
    step: z.enum(RUNG_STEPS),
    /** From how many strikes, with those of the case in hand. */
    from: z.number().min(0).max(1000),
    /** How long it lasts; of a timeout or a mute. */
    hours: z.int().min(1).max(LONGEST_MUTE_HOURS).optional(),
  })
  .refine(({ step, hours }) => (step === 'timeout' || step === 'mute') === (hours !== undefined), {
    error: 'must have hours for a timeout or a mute, and for nothing else',
  })
  .refine(({ step, hours = 0 }) => step !== 'timeout' || hours <= LONGEST_TIMEOUT_HOURS, {
    error: `must be at most ${LONGEST_TIMEOUT_HOURS} hours (28 days) for a timeout; take a mute`,
  });
export type Rung = z.output<typeof rungSchema>;

const stepSchema = z
  .strictObject({ mode: z.enum(STEP_MODES), twoPeople: z.boolean() })
  .refine(({ mode, twoPeople }) => !(twoPeople && mode === 'automatic'), {
    error: 'cannot need two people and happen by itself',
  });

/** After so many minutes without a press a case that somebody took is free again, unless an organisation says otherwise. */
const USUAL_QUEUE = { claimMinutes: 15 };
/** What is decided for several at once needs no more people than its step does. */
const USUAL_TOGETHER = { twoPeople: false };

const account = z.string().trim().min(1).max(200);
const why = z.string().trim().max(200);
const place = { platform: z.string().trim().min(1).max(40), workspace: z.string().trim().max(200) };

const byName = <Name extends string, Schema extends z.ZodType>(
  names: readonly Name[],
  schema: (name: Name) => Schema,
) => z.strictObject(Object.fromEntries(names.map((name) => [name, schema(name)])) as Record<Name, Schema>);

/** What an organisation minds in its guarded channels and what is done about it, as data. */
export const moderationPolicySchema = z.strictObject({
  triggers: byName(TRIGGERS, threshold),
  content: contentPolicySchema.default((): ContentPolicy => DEFAULT_CONTENT),
  /** How bad a case is: by its kind, one worse from a conversation's score on. */
  severity: z.strictObject({
    base: byName(CASE_KINDS, () => z.enum(SEVERITIES)),
    worseFrom: z.number().min(0).max(100),
  }),
  /** What a case of a severity counts, and in how many days half of that is forgotten. */
  strikes: z.strictObject({
    points: byName(SEVERITIES, () => z.number().min(0).max(100)),
    halfLifeDays: z.number().min(1).max(3650),
  }),
  ladder: z
    .array(rungSchema)
    .min(1)
    .max(12)
    .refine((rungs) => rungs.every((rung, i) => i === 0 || rung.from > rungs[i - 1]!.from), {
      error: 'must begin each rung at more strikes than the one before',
    })
    .refine((rungs) => rungs.every((rung, i) => i === 0 || rank(rung.step) >= rank(rungs[i - 1]!.step)), {
      error: 'must not have a rung that is gentler than the one before',
    }),
  steps: byName(MODERATION_STEPS, () => stepSchema).refine(({ ban }) => ban.mode !== 'automatic', {
    error: 'is a person’s decision: suggest it, or switch it off',
    path: ['ban'],
  }),
  /** How long a case stays with whoever took it and presses nothing. */
  queue: z
    .strictObject({
      claimMinutes: z
        .int()
        .min(1)
        .max(24 * 60),
    })
    .default(USUAL_QUEUE),
  /** What one decision does about several. */
  together: z.strictObject({ twoPeople: z.boolean() }).default(USUAL_TOGETHER),
  exemptions: z.strictObject({
    /** What they say opens no case; what bots say never does. */
    accounts: z.array(z.strictObject({ platform: place.platform, account, why })).max(500),
    /** What may be said in some channels. */
    channels: z
      .array(z.strictObject({ ...place, channel: account, triggers: z.array(z.enum(TRIGGERS)), why }))
      .max(500),
  }),
});
export type ModerationPolicy = z.output<typeof moderationPolicySchema>;

const rank = (step: RungStep): number => RUNG_STEPS.indexOf(step);

const suggested = () => ({ mode: 'suggest' as const, twoPeople: false });

/** What holds until an organisation says otherwise: everything is suggested, nothing happens by itself, bans need two people. */
export const DEFAULT_POLICY: ModerationPolicy = {
  triggers: {
    escalation: { on: true, relaxed: 75, normal: 60, strict: 45 },
    pile_on: { on: true, relaxed: 4, normal: 3, strict: 2 },
    threat: { on: true, relaxed: 0.9, normal: 0.8, strict: 0.6 },
    identity_attack: { on: true, relaxed: 0.9, normal: 0.8, strict: 0.6 },
    severe_toxicity: { on: true, relaxed: 0.9, normal: 0.8, strict: 0.6 },
    abuse: { on: true, relaxed: 0.98, normal: 0.95, strict: 0.85 },
    sexual: { on: true, relaxed: 0.97, normal: 0.92, strict: 0.8 },
    // a swear word is no attack: whoever minds them says so
    profanity: { on: false, relaxed: 0.99, normal: 0.97, strict: 0.9 },
    flood: { on: true, relaxed: 12, normal: 8, strict: 5 },
    mentions: { on: true, relaxed: 20, normal: 10, strict: 6 },
    // what people may post is each organisation's own: it says so
    links: { on: false, relaxed: 2, normal: 1, strict: 1 },
    invites: { on: false, relaxed: 2, normal: 1, strict: 1 },
    files: { on: false, relaxed: 1, normal: 1, strict: 1 },
    rate_messages: { on: false, relaxed: 25, normal: 15, strict: 10 },
    rate_characters: { on: false, relaxed: 10_000, normal: 6000, strict: 3000 },
    rate_lines: { on: false, relaxed: 200, normal: 100, strict: 50 },
    rate_emoji: { on: false, relaxed: 100, normal: 50, strict: 25 },
    rate_links: { on: false, relaxed: 20, normal: 10, strict: 5 },
    rate_files: { on: false, relaxed: 20, normal: 10, strict: 6 },
    rate_stickers: { on: false, relaxed: 15, normal: 8, strict: 5 },
    rate_channels: { on: false, relaxed: 6, normal: 4, strict: 3 },
    automod: { on: false, relaxed: 5, normal: 3, strict: 2 },
    // whoever has a list wants to hear of what stands on it
    listed: { on: true, relaxed: 1, normal: 1, strict: 1 },
    new_copies: { on: false, relaxed: 6, normal: 4, strict: 3 },
    raid: { on: false, relaxed: 30, normal: 15, strict: 8 },
    new_accounts: { on: false, relaxed: 10, normal: 5, strict: 3 },
    alike_accounts: { on: false, relaxed: 8, normal: 5, strict: 3 },
    // seldom, and what a stolen account does first
    power: { on: true, relaxed: 1, normal: 1, strict: 1 },
  },
  content: DEFAULT_CONTENT,
  severity: {
    base: {
      harassment: 'medium',
      pile_on: 'high',
      threat: 'high',
      identity_attack: 'high',
      sexual: 'medium',
      spam: 'low',
      unsafe: 'medium',
      listed: 'medium',
      raid: 'high',
      power: 'medium',
      profanity: 'low',
    },
    worseFrom: 95,
  },
  strikes: { points: { low: 1, medium: 2, high: 4, critical: 8 }, halfLifeDays: 30 },
  ladder: [
    { step: 'note', from: 0 },
    { step: 'warning', from: 2 },
    { step: 'timeout', from: 4, hours: 24 },
    { step: 'mute', from: 9, hours: 7 * 24 },
    { step: 'ban', from: 16 },
  ],
  steps: {
    note: suggested(),
    delete: suggested(),
    warning: suggested(),
    timeout: suggested(),
    mute: suggested(),
    ban: { mode: 'suggest', twoPeople: true },
  },
  queue: USUAL_QUEUE,
  together: USUAL_TOGETHER,
  exemptions: { accounts: [], channels: [] },
};

/** From where on a trigger fires in a channel; null where it does not. */
export function thresholdIn(policy: ModerationPolicy, trigger: Trigger, strictness: Strictness): number | null {
  const { on, ...thresholds } = policy.triggers[trigger];
  return on === true && strictness !== 'off' ? thresholds[strictness] : null;
}

/** What strikes are worth after some days: half after each half-life. What lies ahead counts whole. */
export const decayed = (points: number, days: number, { halfLifeDays }: ModerationPolicy['strikes']): number =>
  points * 0.5 ** (Math.max(0, days) / halfLifeDays);

/** The highest rung that so many strikes reach; null below the first. Decay leaves crumbs, which count for nothing. */
export const rungFor = ({ ladder }: Pick<ModerationPolicy, 'ladder'>, strikes: number): Rung | null =>
  ladder.findLast(({ from }) => from <= strikes + 1e-6) ?? null;

/** The same or, where its step is switched off, the nearest gentler one that is not. */
export function openRung(policy: Pick<ModerationPolicy, 'ladder' | 'steps'>, strikes: number): Rung | null {
  const reached = rungFor(policy, strikes);
  if (reached === null) return null;
  const below = policy.ladder.slice(0, policy.ladder.indexOf(reached) + 1);
  return below.findLast(({ step }) => policy.steps[step].mode !== 'off') ?? null;
}

/** How bad a case of a kind is, in a conversation with such a score. */
export function severityOf({ severity }: Pick<ModerationPolicy, 'severity'>, kind: CaseKind, score: number): Severity {
  const base = SEVERITIES.indexOf(severity.base[kind]);
  return SEVERITIES[Math.min(base + (score >= severity.worseFrom ? 1 : 0), SEVERITIES.length - 1)]!;
}

/** For how long a step is suggested where somebody takes it by hand: as advised, else as its lowest rung says. */
export function hoursOf(
  { ladder }: Pick<ModerationPolicy, 'ladder'>,
  step: 'timeout' | 'mute',
  advised: { step: string; hours?: number } | null,
): number {
  if (advised?.step === step && advised.hours !== undefined) return advised.hours;
  return ladder.find((rung) => rung.step === step)?.hours ?? (step === 'timeout' ? 24 : 7 * 24);
}
