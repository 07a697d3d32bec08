import type { ContentPolicy } from '../../domain/content-policy.ts';
import type { GuardedChannel } from '../../domain/moderation.ts';
import {
  KIND_OF,
  type ModerationPolicy,
  severityOf,
  TRIGGERS,
  type Trigger,
  thresholdIn,
  unitOf,
} from '../../domain/moderation-policy.ts';
import type { Scores } from '../../domain/screening.ts';
import { severityRank } from '../../domain/severity.ts';
import { asHeard } from './heard.ts';
import type { JudgedMessage, JudgedSession } from './judged-session.ts';
import { postingIn } from './posting/posting-in.ts';

/** A trigger that fired, with what it saw: a message's score, a conversation's, or a count. */
export interface Fired {
  trigger: Trigger;
  value: number;
  threshold: number;
  /** Of what one message did: that message. */
  message: JudgedMessage | null;
  /** Of what people post: what was found, in plain English. */
  why?: readonly string[];
}

/** What of one message's scores each trigger looks at. */
const SEEN_IN: Partial<Record<Trigger, (scores: Scores) => number>> = {
  threat: ({ threat }) => threat,
  identity_attack: ({ identity_attack }) => identity_attack,
  severe_toxicity: ({ severe_toxicity }) => severe_toxicity,
  abuse: ({ toxicity, insult }) => Math.max(toxicity, insult),
  sexual: ({ sexual }) => sexual,
  profanity: ({ profanity }) => profanity,
};

export const messageValue = (trigger: Trigger, scores: Scores): number | null => SEEN_IN[trigger]?.(scores) ?? null;

/** How bad a message is by itself, 0..1. A swear word alone is no offence. */
export const offenceOf = ({ toxicity, severe_toxicity, insult, identity_attack, threat, sexual }: Scores): number =>
  Math.max(toxicity, severe_toxicity, insult, identity_attack, threat, sexual);

/** From here on a message counts against its author. */
export const OFFENSIVE = 0.5;

/** What the policy makes exceptions of, in a channel. */
export interface Exceptions {
  accounts: ReadonlySet<string>;
  triggers: ReadonlySet<Trigger>;
}

export function exceptionsIn({ exemptions }: Pick<ModerationPolicy, 'exemptions'>, place: GuardedChannel): Exceptions {
  const here = exemptions.channels.filter(
    ({ platform, workspace, channel }) =>
      platform === place.platform && workspace === place.workspace && channel === place.channel,
  );
  return {
    accounts: new Set(
      exemptions.accounts.filter(({ platform }) => platform === place.platform).map(({ account }) => account),
    ),
    triggers: new Set(here.flatMap(({ triggers }) => triggers)),
  };
}

/** What a trigger looks at in a conversation as it stands: how high it is, and of one message's scores whose those are. */
export type Seen = Pick<Fired, 'value' | 'message' | 'why'>;

/** How high each trigger's matter stands in a conversation with its new messages; empty where none of those counts. */
export function seenIn(
  { accounts }: Pick<Exceptions, 'accounts'>,
  judged: JudgedSession,
  content: ContentPolicy,
): ReadonlyMap<Trigger, Seen> {
  const { features, newMessages, score } = judged;
  // what is deleted already still was said
  const counted = newMessages.filter(({ author }) => !accounts.has(author));
  if (counted.length === 0) return new Map();
  const bears = features.offenders.filter(({ account }) => !accounts.has(account));
  const ofAll = {
    // a flood by itself is no quarrel: it has a trigger of its own
    escalation: bears.length > 0 ? score : 0,
    pile_on: features.attackers - (features.offenders.length - bears.length),
    flood: features.repeats,
    mentions: features.mentions,
  };
  const posting = postingIn(judged, counted, content, accounts);
  return new Map(
    TRIGGERS.map((trigger): [Trigger, Seen] => {
      if (KIND_OF[trigger] === 'raid' || trigger === 'power' || trigger === 'new_copies')
        return [trigger, { value: 0, message: null }];
      const posted = posting.get(trigger);
      if (posted) return [trigger, { message: null, ...posted }];
      if (Object.hasOwn(ofAll, trigger))
        return [trigger, { value: ofAll[trigger as keyof typeof ofAll], message: null }];
      const measure = ({ key, scores }: JudgedMessage): number =>
        messageValue(trigger, asHeard(scores, features.heard.get(key)))!;
      const [value, message] = worstBy(counted, measure);
      return [trigger, { value, message }];
    }),
  );
}

/** Which triggers fire on a conversation with its new messages, the gravest kind first. */
export function firedOn(
  policy: ModerationPolicy,
  exceptions: Exceptions,
  judged: JudgedSession,
  seen: ReadonlyMap<Trigger, Seen> = seenIn(exceptions, judged, policy.content),
): Fired[] {
  const { channel, score } = judged;
  const fired: Fired[] = [];
  for (const [trigger, { value, message, why }] of seen) {
    const threshold = exceptions.triggers.has(trigger) ? null : thresholdIn(policy, trigger, channel.strictness);
    if (threshold !== null && value >= threshold)
      fired.push({ trigger, value, threshold, message, ...(why ? { why } : {}) });
  }
  const gravity = ({ trigger }: Fired): number =>
    severityRank(severityOf(policy, KIND_OF[trigger], score)) * TRIGGERS.length - ORDER.indexOf(trigger);
  return fired.sort((a, b) => gravity(b) - gravity(a));
}

/** Whether a message's scores alone cross a line of a channel. */
export function lineIn(
  policy: ModerationPolicy,
  { triggers: exempt }: Exceptions,
  { strictness }: Pick<GuardedChannel, 'strictness'>,
): (scores: Scores) => boolean {
  const lines = TRIGGERS.flatMap((trigger) => {
    const threshold = exempt.has(trigger) ? null : thresholdIn(policy, trigger, strictness);
    return threshold === null || unitOf(trigger) !== 'score' ? [] : [{ trigger, threshold }];
  });
  return (scores) => lines.some(({ trigger, threshold }) => messageValue(trigger, scores)! >= threshold);
}

/** Of two triggers of one severity the earlier names the case. */
const ORDER: readonly Trigger[] = [
  'threat',
  'identity_attack',
  'pile_on',
  'sexual',
  'severe_toxicity',
  'escalation',
  'abuse',
  'files',
  'links',
  'listed',
  'invites',
  'mentions',
  'new_copies',
  'rate_channels',
  'flood',
  'rate_messages',
  'rate_links',
  'rate_files',
  'rate_characters',
  'rate_lines',
  'rate_emoji',
  'rate_stickers',
  'automod',
  'raid',
  'new_accounts',
  'alike_accounts',
  'power',
  'profanity',
];

function worstBy(
  messages: readonly JudgedMessage[],
  measure: (message: JudgedMessage) => number,
): [number, JudgedMessage | null] {
  let worst: [number, JudgedMessage | null] = [0, null];
  for (const message of messages) {
    const value = measure(message);
    if (value > worst[0]) worst = [value, message];
  }
  return worst;
}
