import { noScores, type Scores } from '../../src/domain/screening.ts';
import { type Escalation, escalationOf } from '../../src/pipeline/moderation/escalation.ts';
import { featuresOf, type SessionFeatures } from '../../src/pipeline/moderation/features.ts';
import { EMPTY_STATE, type SessionState, traceOf, withTrace } from '../../src/pipeline/moderation/session-state.ts';

/** How a screener judges kinds of messages, more or less. */
export const TONES = {
  calm: {},
  mild: { toxicity: 0.6, insult: 0.55 },
  insult: { toxicity: 0.9, insult: 0.85, profanity: 0.3 },
  crude: { toxicity: 0.95, insult: 0.92, profanity: 0.8 },
  swear: { toxicity: 0.85, insult: 0.2, profanity: 0.95 },
  slur: { toxicity: 0.97, insult: 0.8, identity_attack: 0.93, profanity: 0.6 },
  threat: { toxicity: 0.95, insult: 0.5, threat: 0.93, severe_toxicity: 0.6 },
} satisfies Record<string, Partial<Scores>>;
export type ToneName = keyof typeof TONES;

export interface Line {
  /** Minutes after the beginning. */
  at: number;
  by: string;
  text: string;
  tone?: ToneName;
  to?: string[];
  replyTo?: string;
  key?: string;
  reactions?: Record<string, string[]>;
}

export const BEGAN = Date.parse('2026-03-02T12:00:00Z');

export const traceOfLine = (line: Line, i: number) =>
  traceOf({
    key: line.key ?? `m${i}`,
    at: new Date(BEGAN + line.at * 60_000),
    author: line.by,
    scores: { ...noScores(), ...TONES[line.tone ?? 'calm'] },
    content: line.text,
    targets: line.to ?? [],
    replyTo: line.replyTo ?? null,
    replyAuthor: null,
    reactions: line.reactions ?? {},
  });

/** A conversation after each of its lines. Accounts are called by their own names. */
export function played(lines: readonly Line[]): (Escalation & { features: SessionFeatures; state: SessionState })[] {
  let state = EMPTY_STATE;
  let first = Number.POSITIVE_INFINITY;
  return lines.map((line, i) => {
    const trace = traceOfLine(line, i);
    const names = Object.fromEntries([line.by, ...(line.to ?? [])].map((name) => [name, name]));
    state = withTrace(state, trace, names);
    first = Math.min(first, trace.t);
    const features = featuresOf(state, { messages: i + 1, startedAt: first });
    return { ...escalationOf(features), features, state };
  });
}
