import { setImmediate } from 'node:timers/promises';
import {
  lastTurns,
  ownerOf,
  ownsSession,
  runningSession,
  type SessionOwner,
  startSession,
} from '../db/chat-sessions.ts';
import { type OrgDb, withOrg } from '../db/scope.ts';
import { isUuid } from '../domain/id.ts';
import type { Principal } from '../domain/principal.ts';
import { SafeNestError } from '../errors.ts';
import { deskWords } from '../messages/catalogue/desk.ts';
import type { Answer, TurnEvent } from '../messages/turn.ts';
import { createAdmission } from './admission.ts';
import { PROMPT } from './converse.ts';
import { createEventQueue, passOn } from './event-queue.ts';
import { LIMITS, questionRefusal } from './guardrails/limits.ts';
import { readLanguage } from './read-language.ts';
import { rememberTurn } from './remember-turn.ts';
import { runToEnd } from './run-to-end.ts';
import { respondInTrial, type Trial } from './trial.ts';
import { createTurn, type DeskOptions } from './turn.ts';

export type { DeskOptions } from './turn.ts';

export interface Question {
  text: string;
  /** Goes on with a conversation of the asker's own. */
  sessionId?: string;
  /** Only tried, with another prompt: nothing is remembered, nothing is changed. For who may change rules. */
  trial?: Trial;
}

export interface Desk {
  /**
   * Answers one message. Yields a status at once, then text, steps and cards as they come, and `done` last. Throws
   * `not_found` before anything else when the session is not the asker's.
   */
  respond(principal: Principal, question: Question, signal?: AbortSignal): AsyncIterable<TurnEvent>;
}

/** The desk people talk to: memory, model, tools and guardrails around one turn. */
export function createDesk(options: DeskOptions): Desk {
  const inOrg = <T>(principal: Principal, work: (tx: OrgDb) => Promise<T>): Promise<T> =>
    withOrg(options.db, principal.orgId, work);

  const admit = createAdmission(options);

  return {
    async *respond(principal, question, signal) {
      if (question.trial) {
        yield* respondInTrial({ ...options, admit }, principal, question.text, question.trial, signal);
        return;
      }
      const began = performance.now();
      const now = options.now();
      const owner = ownerOf(principal);
      await admit(principal, now, question.text);
      const { sessionId, past } = await inOrg(principal, async (tx) => {
        const running = await findSession(tx, owner, principal, question.sessionId, now);
        return running === null
          ? { sessionId: await startSession(tx, owner, now), past: [] }
          : { sessionId: running, past: await lastTurns(tx, running, LIMITS.memory) };
      });
      const language = readLanguage(question.text, past);
      const events = createEventQueue<TurnEvent>();
      events.push({ kind: 'status', text: deskWords[language].reading });

      const turnOf = async (stopped: AbortSignal): Promise<TurnEvent> => {
        // The status is on its way before the message is read.
        await setImmediate();
        const refusal = questionRefusal(question.text, language);
        // What is refused for its length is not read either.
        const turn = createTurn(options, principal, refusal ? '' : question.text, past, now);
        if (refusal) turn.say(refusal);
        else await Promise.all([turn.run(stopped), passOn(turn.events, events)]);
        const answer: Answer = { sessionId, ...turn.answer() };
        if (refusal) events.push({ kind: 'text', delta: answer.text });
        const trace = {
          ...turn.trace(),
          ms: Math.round(performance.now() - began),
          prompt: { name: PROMPT.name, version: PROMPT.version, sha256: PROMPT.sha256 },
        };
        // Turns keep their order even where the clock stands still.
        const at = new Date(Math.max(now.getTime(), (past.at(-1)?.at.getTime() ?? 0) + 1));
        const turnId = await inOrg(principal, (tx) =>
          rememberTurn({ tx, principal, now, auditKey: options.auditKey }, sessionId, {
            at,
            question: question.text,
            answer: answer.text,
            citations: answer.citations,
            steps: answer.steps,
            cards: answer.cards,
            trace,
          }),
        );
        const failure = turn.failure();
        return failure ? { kind: 'failed', message: failure } : { kind: 'done', answer: { ...answer, turnId } };
      };
      yield yield* runToEnd(
        events,
        (stopped) => turnOf(stopped).finally(events.close),
        signal,
        (error) => options.log.error({ err: error }, 'a turn that nobody read to its end could not be kept'),
      );
    },
  };
}

/** The session asked for, or the one running here; null where a new one is to begin. */
async function findSession(
  tx: OrgDb,
  owner: SessionOwner,
  principal: Principal,
  wanted: string | undefined,
  now: Date,
): Promise<string | null> {
  if (wanted !== undefined) {
    if (isUuid(wanted) && (await ownsSession(tx, wanted, owner))) return wanted;
    throw new SafeNestError(
      'not_found',
      'There is no such conversation of yours; leave out the session to begin a new one.',
    );
  }
  // A program names the conversation it goes on with; a person just goes on talking.
  const isProgram = principal.place.platform === 'api' || principal.place.platform === 'cli';
  return isProgram ? null : runningSession(tx, owner, now);
}
