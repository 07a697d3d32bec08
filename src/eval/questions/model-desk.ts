import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChatModel } from '../../agent/chat-model.ts';
import { createDesk } from '../../agent/respond.ts';
import { addTurn, lastTurns, ownerOf, startSession } from '../../db/chat-sessions.ts';
import { connect } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { withOrg } from '../../db/scope.ts';
import { newId } from '../../domain/id.ts';
import type { Principal } from '../../domain/principal.ts';
import type { Log } from '../../log.ts';
import type { Answer, Step } from '../../messages/turn.ts';
import { benchOrganisation } from '../bench/organisation.ts';
import { before } from './ask-offline.ts';
import { CLOCK } from './judge.ts';
import type { Question } from './question-line.ts';
import { recordingTools } from './recording-tools.ts';
import { citationOf } from './representative.ts';

/** Why a turn went on without a model that did answer: see `Fallback` in src/agent/model-calls.ts. */
const OWN_FAULT = /^(unbacked|repeating|too_many_steps):/;

/** What one run of a question came to. */
export interface Asked {
  calls: { tool: string; args: Record<string, unknown> }[];
  text: string;
  /** How long the whole turn took. */
  ms: number;
  tokens: { input: number; output: number };
  /** Why the model gave no answer of its own. */
  error: string | null;
}

/** The real desk with tools that only answer something small, on a database of its own. */
export interface ModelDesk {
  ask(question: Question): Promise<Asked>;
  close(): Promise<void>;
}

/** Opens it in a temporary folder, which `close` removes. */
export async function openModelDesk(model: ChatModel, log: Log): Promise<ModelDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'safenest-eval-'));
  const database = await connect({ dataDir: folder, log });
  await migrate(database, log);
  const { db } = database;
  const { orgId, auditKey } = await benchOrganisation(database, 'Evaluation');
  const desk = createDesk({
    db,
    model,
    auditKey,
    tools: recordingTools,
    services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} },
    now: () => CLOCK.now,
    log,
    publicUrl: null,
  });

  /** A conversation of somebody new, in which the earlier questions have been asked and answered. */
  async function begin(question: Question, principal: Principal): Promise<string> {
    const past = before(question);
    return withOrg(db, orgId, async (tx) => {
      const started = new Date(CLOCK.now.getTime() - (past.length + 1) * 60_000);
      const sessionId = await startSession(tx, ownerOf(principal), started);
      for (const [index, { question: asked, answer, steps, citations }] of past.entries())
        await addTurn(tx, sessionId, {
          at: new Date(started.getTime() + (index + 1) * 60_000),
          question: asked,
          answer,
          citations: citations.map(({ ref }) => citationOf(ref)),
          steps: steps.map((step) => ({ ...step, ms: 0 })),
          cards: [],
          trace: {},
        });
      return sessionId;
    });
  }

  return {
    async ask(question) {
      // Everybody asks once: what one person may ask in a minute is not what is measured here.
      const principal: Principal = {
        orgId,
        actor: { kind: 'member', id: newId() },
        name: 'Robin Reed',
        role: question.role,
        timeZone: CLOCK.timeZone,
        place: { platform: 'console', audience: 'private' },
      };
      const sessionId = await begin(question, principal);
      const began = performance.now();
      let answer: Answer | null = null;
      let error: string | null = null;
      for await (const event of desk.respond(principal, { text: question.q, sessionId })) {
        if (event.kind === 'done') answer = event.answer;
        else if (event.kind === 'failed') error = event.message;
      }
      const ms = performance.now() - began;
      const [turn] = await withOrg(db, orgId, (tx) => lastTurns(tx, sessionId, 1));
      const answered = answer !== null && answer.model === model.name;
      const fallback = typeof turn?.trace.fallback === 'string' ? turn.trace.fallback : null;
      // What the offline model did in its place is not the model's; that it was reached is no error.
      if (fallback !== null && OWN_FAULT.test(fallback)) error = null;
      else if (answer && !answered) error = fallback ?? 'the model did not answer';
      return {
        calls: answered ? chosen(answer!.steps) : [],
        text: answered ? answer!.text : '',
        ms,
        tokens: tokensOf(turn?.trace.tokens),
        error,
      };
    },
    async close() {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The calls a model settled on: one that failed and was made again with other arguments counts as it was made last. */
export const chosen = (steps: readonly Step[]): Asked['calls'] =>
  steps
    .filter((step, index) => step.ok || !steps.slice(index + 1).some((later) => later.tool === step.tool))
    .map(({ tool, args }) => ({ tool, args }));

function tokensOf(value: unknown): Asked['tokens'] {
  const { input, output } = (value ?? {}) as { input?: unknown; output?: unknown };
  return { input: typeof input === 'number' ? input : 0, output: typeof output === 'number' ? output : 0 };
}
