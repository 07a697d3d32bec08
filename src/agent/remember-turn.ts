import { addTurn, type ChatTurn } from '../db/chat-sessions.ts';
import { newId } from '../domain/id.ts';
import type { TurnTrace } from '../messages/turn.ts';
import { audit } from '../pipeline/audit.ts';
import type { Work } from '../pipeline/work.ts';
import { LIMITS } from './guardrails/limits.ts';
import { storable, storableWithin } from './guardrails/plain-arguments.ts';
import { maskSecrets } from './guardrails/secrets.ts';

/**
 * Stores a finished turn and, in the same transaction, its line in the audit log: who asked, which prompt and model answered,
 * what every call was decided to be, and no word of the question. Answers the turn's id.
 */
export async function rememberTurn(
  work: Work,
  sessionId: string,
  turn: Omit<ChatTurn, 'trace'> & { trace: TurnTrace },
): Promise<string> {
  const id = newId(turn.at.getTime());
  const { trace, ...kept } = storableWithin(turn);
  const question = maskSecrets(storable(turn.question.slice(0, LIMITS.question))).text;
  await addTurn(work.tx, sessionId, { ...kept, question, trace: { ...trace } }, id);
  await auditTurn(work, id, trace);
  return id;
}

/** The line of a turn in the audit log; by itself where the turn cannot be stored. `subject`: the turn, or its conversation. */
export async function auditTurn(work: Work, subject: string, trace: TurnTrace): Promise<void> {
  await audit(work, {
    action: 'assistant.turn',
    subject,
    detail: {
      model: trace.model,
      ...(trace.fallback ? { fallback: true } : {}),
      prompt: `${trace.prompt.name} ${trace.prompt.version}`,
      prompt_sha256: trace.prompt.sha256,
      tools: trace.calls.map(({ tool, argsSha256, ok, decision, proposal }) => ({
        tool,
        args_sha256: argsSha256,
        ok,
        decision,
        ...(proposal ? { proposal } : {}),
      })),
      ...(trace.proposals.length > 0 ? { proposals: trace.proposals } : {}),
      ...(trace.dropped ? { dropped: trace.dropped.length } : {}),
      ...(trace.masked ? { masked: trace.masked } : {}),
      ...(trace.private ? { private: trace.private } : {}),
      ...(trace.failure ? { failed: true } : {}),
      tokens: trace.tokens,
      ms: trace.ms,
    },
  });
}
