import type { CaseKind, GuardedChannel } from '../../src/domain/moderation.ts';
import { DEFAULT_POLICY, KIND_OF } from '../../src/domain/moderation-policy.ts';
import { culpritsOf } from '../../src/pipeline/moderation/culprits.ts';
import { escalationOf } from '../../src/pipeline/moderation/escalation.ts';
import { featuresOf } from '../../src/pipeline/moderation/features.ts';
import { exceptionsIn, firedOn, lineIn } from '../../src/pipeline/moderation/fired.ts';
import type { JudgedMessage, JudgedSession } from '../../src/pipeline/moderation/judged-session.ts';
import { ownWords } from '../../src/pipeline/moderation/own-words.ts';
import { EMPTY_STATE, traceOf, withTrace } from '../../src/pipeline/moderation/session-state.ts';
import type { Screener } from '../../src/pipeline/screening/screener.ts';

const CHANNEL: GuardedChannel = {
  id: 'channel',
  platform: 'forum',
  workspace: '',
  channel: 'general',
  name: 'general',
  strictness: 'normal',
};
const BEGAN = Date.parse('2026-03-02T12:00:00Z');
const PAUSE_MS = 25_000;

/** What a conversation's case is about, as names; who took part by their alphabet. */
export interface JudgedCase {
  kind: CaseKind;
  chief: string;
  target: string | null;
  offenders: string[];
}

/**
 * Judges a conversation message by message by the usual policy, without a database: lines like `Lea: hello`, `Kev@Dana: …` for a
 * mention and `Lea>Dana: …` for an answer to what they said last. Null where no case is opened; else as it stands at its end.
 */
export async function judgedBy(screener: Screener, text: string): Promise<JudgedCase | null> {
  const exceptions = exceptionsIn(DEFAULT_POLICY, CHANNEL);
  const overLine = lineIn(DEFAULT_POLICY, exceptions, CHANNEL);
  const last = new Map<string, string>();
  const said: JudgedMessage[] = [];
  let state = EMPTY_STATE;
  let first: JudgedCase | null = null;
  for (const [i, line] of text.split('\n').entries()) {
    const [, author, sign, other, content] = /^([^:>@]+)(?:([>@])([^:]+))?: (.*)$/su.exec(line)!;
    const saidAt = new Date(BEGAN + i * PAUSE_MS);
    const key = `m${String(i).padStart(3, '0')}`;
    const replyTo = sign === '>' ? last.get(other!)! : null;
    const targets = sign === '@' ? [other!] : [];
    last.set(author!, key);
    const [{ scores, weighed, screener: by }] = (await screener.screen([ownWords(content!)])) as [
      Awaited<ReturnType<Screener['screen']>>[number],
    ];
    const trace = traceOf({
      key,
      at: saidAt,
      author: author!,
      scores,
      content: content!,
      targets,
      replyTo,
      replyAuthor: replyTo === null ? null : other!,
      reactions: {},
    });
    state = withTrace(state, trace, Object.fromEntries([author!, ...targets].map((name) => [name, name])));
    const features = featuresOf(state, { messages: i + 1, startedAt: BEGAN });
    const message: JudgedMessage = {
      id: key,
      key,
      author: author!,
      authorName: author!,
      replyTo,
      targets,
      content: content!,
      attachments: [],
      stickers: 0,
      saidAt,
      editedAt: null,
      deletedAt: null,
      url: null,
      scores,
      weighed,
      screener: by,
    };
    said.push(message);
    const judged: JudgedSession = {
      channel: CHANNEL,
      hasCase: first !== null,
      session: { id: 'session', thread: null, startedAt: new Date(BEGAN), lastAt: saidAt, messages: i + 1 },
      newMessages: [message],
      features,
      ...escalationOf(features),
      without: () => {
        throw new Error('nobody is taken out here');
      },
      course: [],
      forecast: 0,
      recent: state.recent,
      elsewhere: [],
      listed: () => [],
    };
    const fired = firedOn(DEFAULT_POLICY, exceptions, judged);
    if (fired.length === 0) continue;
    const focus = first && {
      chief: { account: first.chief, name: first.chief },
      target: first.target === null ? null : { account: first.target, name: first.target },
    };
    const found = culpritsOf(fired[0]!, judged, said, {
      exceptions,
      overLine,
      content: DEFAULT_POLICY.content,
      listed: () => [],
      newcomers: new Set(),
      ...(focus ? { focus } : {}),
    });
    if (!found) continue;
    first ??= { kind: KIND_OF[fired[0]!.trigger], chief: found.chief.account, target: null, offenders: [] };
    first.target ??= found.target?.account ?? null;
    const { target } = first;
    first.offenders = [...new Set([...first.offenders, ...found.offenders.map(({ account }) => account)])]
      .filter((account) => account !== target)
      .toSorted();
  }
  return first;
}
