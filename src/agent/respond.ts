import { setImmediate } from 'node:timers/promises';
import { noteSpoken } from '../db/member-languages.ts';
import { type OrgDb, withOrg } from '../db/scope.ts';
import type { Principal } from '../domain/principal.ts';
import { type AskedPicture, MOST_PICTURES } from '../messages/asked-picture.ts';
import { chatWords } from '../messages/catalogue/chat.ts';
import { deskWords } from '../messages/catalogue/desk.ts';
import type { TurnEvent } from '../messages/turn.ts';
import { placesKnown } from '../pipeline/cameras/registry.ts';
import { namesKnown } from '../pipeline/names-known.ts';
import { createAdmission } from './admission.ts';
import { openMemory } from './conversation-memory.ts';
import { PROMPT } from './converse.ts';
import { createEventQueue, passOn } from './event-queue.ts';
import { questionRefusal } from './guardrails/limits.ts';
import { readLanguage } from './read-language.ts';
import { auditTurn, rememberTurn } from './remember-turn.ts';
import { runToEnd } from './run-to-end.ts';
import { standardAnswer } from './standard-answer.ts';
import { respondInTrial, type Trial } from './trial.ts';
import { createTurn, type DeskOptions } from './turn.ts';

export type { DeskOptions } from './turn.ts';

/** Three words at least; in time linear in a bounded text, whatever somebody sends. */
const isSentence = (text: string): boolean => (text.slice(0, 500).match(/\p{L}{2,}/gu)?.length ?? 0) >= 3;

export interface Question {
  text: string;
  /** Goes on with a conversation of the asker's own. */
  sessionId?: string;
  /** What came with it; a picture without a word asks who is on it. */
  pictures?: readonly AskedPicture[];
  /** How many were sent, where that is more than are looked at. */
  picturesSent?: number;
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
    withOrg(options.db, principal, work);

  const admit = createAdmission(options);

  return {
    async *respond(principal, question, signal) {
      if (question.trial) {
        yield* respondInTrial({ ...options, admit }, principal, question.text, question.trial, signal);
        return;
      }
      const began = performance.now();
      const now = options.now();
      await admit(principal, now, question.text);
      const { memory, ...known } = await inOrg(principal, async (tx) => {
        const memory = await openMemory(tx, principal, question.sessionId, now);
        const places = await placesKnown({ tx, principal });
        // what was asked before is read again where it was asked back
        const names = await namesKnown({ tx, principal }, [question.text, memory.past.at(-1)?.question ?? '']);
        return { memory, places, names };
      });
      const { past } = memory;
      const language = readLanguage(question.text, past);
      const pictures = question.pictures?.slice(0, MOST_PICTURES) ?? [];
      const asked =
        question.text.trim() === '' && pictures.length > 0 ? chatWords[language].asks.picture : question.text;
      const events = createEventQueue<TurnEvent>();
      events.push({ kind: 'status', text: deskWords[language].reading });

      const turnOf = async (stopped: AbortSignal): Promise<TurnEvent> => {
        // The status is on its way before the message is read.
        await setImmediate();
        const refusal = questionRefusal(asked, language);
        // What is refused for its length is not read either.
        const turn = createTurn(
          options,
          principal,
          refusal ? '' : asked,
          past,
          now,
          pictures,
          question.picturesSent,
          known,
        );
        const standard =
          refusal || !turn.leavesOpen ? null : await standardAnswer(options.db, principal, asked, language);
        if (refusal) turn.say(refusal);
        else if (standard) turn.say(standard.text, standard.alone);
        else await Promise.all([turn.run(stopped), passOn(turn.events, events)]);
        const answer = turn.answer();
        if ((refusal || standard) && answer.privateNotice)
          events.push({ kind: 'private', notice: answer.privateNotice });
        if (refusal || standard) events.push({ kind: 'text', delta: answer.text });
        const trace = {
          ...turn.trace(),
          ...(refusal ? { refused: true } : {}),
          ...(standard ? { standard: standard.id } : {}),
          language: answer.language,
          ms: Math.round(performance.now() - began),
          prompt: { name: PROMPT.name, version: PROMPT.version, sha256: PROMPT.sha256 },
        };
        // Turns keep their order even where the clock stands still.
        const at = new Date(Math.max(now.getTime(), (past.at(-1)?.at.getTime() ?? 0) + 1));
        const keep = (isStored: boolean) =>
          inOrg(principal, async (tx) => {
            const sessionId = await memory.sessionFor(tx, answer.privateNotice !== undefined);
            const work = { tx, principal, now, auditKey: options.auditKey };
            if (!isStored) {
              await auditTurn(work, sessionId, trace);
              return { sessionId };
            }
            const { text, citations, steps, cards } = answer;
            const stored = { at, question: asked, answer: text, citations, steps, cards, trace };
            const turnId = await rememberTurn(work, sessionId, stored);
            // a word or two say little about it
            if (principal.actor.kind === 'member' && isSentence(question.text))
              await noteSpoken(tx, principal.actor.id, language);
            return { sessionId, turnId };
          });
        // What was done stands in the audit log even where the turn cannot be stored.
        const kept = await keep(true).catch((error: unknown) => {
          options.log.error({ err: error }, 'a turn could not be stored');
          return keep(false);
        });
        const failure = turn.failure();
        return failure
          ? { kind: 'failed', message: failure }
          : {
              kind: 'done',
              answer: {
                ...kept,
                ...answer,
                ...(refusal ? { refused: true as const } : {}),
                ...(standard ? { linked: true as const } : {}),
                ...(asked === question.text ? {} : { asked }),
              },
            };
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
