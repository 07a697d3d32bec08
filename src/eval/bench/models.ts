import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChatModel } from '../../agent/chat-model.ts';
import { createDesk } from '../../agent/respond.ts';
import { withOrg } from '../../db/scope.ts';
import { newId } from '../../domain/id.ts';
import type { Principal } from '../../domain/principal.ts';
import { toolsFor } from '../../tools/index.ts';
import type { BenchContext } from './index.ts';
import { benchOrganisation } from './organisation.ts';
import { type BenchRow, percentile } from './row.ts';

const WORDS =
  'Nothing unusual happened, as far as the logs tell; ask again with a longer time and more will be found.'.split(
    /(?<= )/,
  );
const THINKING_MS = 300;
const DRIP_MS = 15;
const TURNS = 60;
const AT_ONCE = 50;

/**
 * Turns with a language model on this machine that thinks for 300 ms and then writes a word every 15 ms: how much later than
 * the model's first token the reader has one, and how fifty conversations at once compare with one alone.
 */
export async function benchModels({ database, log, say }: BenchContext): Promise<BenchRow[]> {
  const { orgId, auditKey } = await benchOrganisation(database, 'Bench: models');
  const firstTokens = new Map<string, number>();
  const provider = await startProvider((question) => firstTokens.set(question, performance.now()));
  try {
    const desk = createDesk({
      db: database.db,
      auditKey,
      model: createChatModel({ name: 'openai:local', openaiBaseUrl: provider.url }),
      tools: toolsFor,
      services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} },
      now: () => new Date(),
      log,
      publicUrl: null,
      tokens: { turnTokens: 0, dailyTokens: 0 },
    });
    const people = await withOrg(database.db, orgId, (tx) =>
      Promise.all(
        Array.from({ length: AT_ONCE }, async (_, n): Promise<Principal> => {
          const id = newId();
          await tx
            .insertInto('member')
            .values({ id, org_id: orgId, name: `Member ${n}`, email: `${id}@example.org`, role: 'officer' })
            .execute();
          const place = { platform: 'console', audience: 'private' } as const;
          return { orgId, actor: { kind: 'member', id }, name: `Member ${n}`, role: 'officer', timeZone: 'UTC', place };
        }),
      ),
    );
    const late: number[] = [];
    let number = 0;
    /** One turn; answers how long it took as a whole. */
    const turn = async (who: Principal): Promise<number> => {
      const question = `question ${number++} of the day, what was going on?`;
      const began = performance.now();
      let seen = false;
      for await (const event of desk.respond(who, { text: question })) {
        if (event.kind === 'failed') throw new Error(event.message);
        if (event.kind === 'text' && !seen) {
          seen = true;
          late.push(performance.now() - firstTokens.get(question)!);
        }
        if (event.kind === 'done' && event.answer.model === 'offline') throw new Error('the model was not asked');
      }
      return performance.now() - began;
    };
    for (let i = 0; i < 5; i++) await turn(people[0]!);
    late.length = 0;
    say('one at a time');
    const alone: number[] = [];
    for (let i = 0; i < TURNS; i++) alone.push(await turn(people[i % people.length]!));
    const lateAlone = late.splice(0);
    say(`${AT_ONCE} at once`);
    const together: number[] = [];
    for (let round = 0; round < 3; round++) together.push(...(await Promise.all(people.map(turn))));
    const model = THINKING_MS + DRIP_MS * (WORDS.length - 1);
    return [
      row('first streamed token after the model’s, median', percentile(lateAlone, 0.5), 50, ''),
      row('first streamed token after the model’s, p95', percentile(lateAlone, 0.95), 50, ''),
      row(`the same, ${AT_ONCE} conversations at once, p95`, percentile(late, 0.95), null, ''),
      row(
        'a turn beside the model’s own time, alone, median',
        percentile(alone, 0.5) - model,
        null,
        `the model takes ${model} ms`,
      ),
      row(
        `the same, ${AT_ONCE} conversations at once, median`,
        percentile(together, 0.5) - model,
        null,
        `one after the other they would take ${((AT_ONCE * model) / 1000).toFixed(0)} s`,
      ),
    ];
  } finally {
    await provider.close();
  }
}

const row = (name: string, value: number, target: number | null, compared: string): BenchRow => ({
  name,
  value,
  unit: 'ms',
  target: target === null ? null : { value: target, better: 'less' },
  compared,
});

/** Speaks the OpenAI protocol; tells when it writes the first token of the answer to a question. */
async function startProvider(onFirstToken: (question: string) => void) {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { messages } = JSON.parse(Buffer.concat(parts).toString()) as {
      messages: { role: string; content: string }[];
    };
    const question = messages.findLast((message) => message.role === 'user')!.content;
    const chunk = (delta: object, finish_reason: string | null = null): void => {
      const choices = [{ index: 0, delta, finish_reason }];
      response.write(
        `data: ${JSON.stringify({ id: newId(), object: 'chat.completion.chunk', created: 1, model: 'local', choices })}\n\n`,
      );
    };
    await sleep(THINKING_MS);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const [index, content] of WORDS.entries()) {
      if (index > 0) await sleep(DRIP_MS);
      else onFirstToken(question);
      chunk({ role: 'assistant', content });
    }
    chunk({}, 'stop');
    response.end('data: [DONE]\n\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
