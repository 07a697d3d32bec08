import type { Response } from 'express';
import { z } from 'zod';
import { LANGUAGES } from '../../domain/language.ts';
import { SafeNestError } from '../../errors.ts';
import { MOST_PICTURES } from '../../messages/asked-picture.ts';
import { CITED_KINDS } from '../../messages/card.ts';
import type { Answer, TurnEvent } from '../../messages/turn.ts';
import { defineRoute, SENT } from '../define-route.ts';
import { EventStream } from '../event-stream.ts';
import { fromBase64 } from '../sent-pictures.ts';

const citation = z.object({
  ref: z.string(),
  kind: z.enum(CITED_KINDS),
  at: z.string(),
  url: z.string(),
  mentioned: z.literal(true).optional().describe('It only stands inside a text that somebody wrote'),
});
const step = z.object({
  tool: z.string(),
  args: z.record(z.string(), z.unknown()),
  ok: z.boolean(),
  ms: z.number(),
  error: z.string().optional(),
});
const answer = z.object({
  session_id: z.string(),
  answer: z.string(),
  citations: z.array(citation),
  steps: z.array(step).describe('The tools that were used, in order'),
  cards: z.array(z.object({ key: z.string(), parts: z.array(z.record(z.string(), z.unknown())) })),
  model: z.string().describe('Which model wrote it; `offline` where none was asked'),
  language: z.enum(LANGUAGES).describe('What the question was asked in and the answer is written in'),
  time_zone: z.string().describe('The zone in which the answer says its times'),
});

const shape = (done: Answer, timeZone: string): z.input<typeof answer> => ({
  session_id: done.sessionId,
  answer: done.text,
  citations: done.citations.map(({ needs: _, ...shown }) => shown),
  steps: done.steps,
  cards: done.cards.map((card) => ({ key: card.key, parts: card.parts.map((part) => ({ ...part })) })),
  model: done.model,
  language: done.language,
  time_zone: timeZone,
});

export const chatRoutes = [
  defineRoute({
    method: 'post',
    path: '/chat',
    tag: 'chat',
    summary: 'Ask the desk',
    description:
      'With `Accept: text/event-stream` the answer comes as it is written: events `status {text}`, `text {delta}`, `retract {length}` (take that many UTF-16 units back from the end of the text), `step`, `card`, then `done` (the same object as without streaming) or `failed {message}`. The desk may do what your role may.',
    permission: null,
    bodyLimit: 30_000_000,
    body: z.strictObject({
      message: z
        .string()
        .trim()
        .max(4000)
        .default('')
        .describe('May be left out where pictures come: then it is asked who is on them'),
      pictures: z
        .array(
          z.strictObject({
            name: z.string().max(200).optional(),
            data: z.string().min(1).describe('The picture’s bytes in base64'),
          }),
        )
        .max(MOST_PICTURES)
        .optional()
        .describe(
          'JPEG, PNG, WebP, AVIF or GIF, together about 20 MB. Looked at where the question is about them, and kept as long as pictures of questions are',
        ),
      session_id: z.uuid().optional().describe('Continues that conversation; without one a new one begins'),
    }),
    answer,
    alsoAnswers: ['text/event-stream'],
    async handle({ services, principal, request, response, signal }, { body }) {
      const pictures = (body.pictures ?? []).map(fromBase64);
      if (body.message === '' && pictures.length === 0)
        throw new SafeNestError('invalid_input', 'Send a message, or a picture.');
      // Whoever calls this, signed in or by key, names the conversation that is gone on with; the console's own stays apart.
      const asker = { ...principal, place: { platform: 'api' as const, audience: 'private' as const } };
      const turn = services.desk.respond(
        asker,
        {
          text: body.message,
          ...(body.session_id === undefined ? {} : { sessionId: body.session_id }),
          ...(pictures.length > 0 ? { pictures } : {}),
        },
        signal,
      );
      if (request.accepts(['application/json', 'text/event-stream']) === 'text/event-stream') {
        await stream(turn, principal.timeZone, response, signal);
        return SENT;
      }
      for await (const event of turn) {
        if (event.kind === 'done') return shape(event.answer, principal.timeZone);
        if (event.kind === 'failed') throw new SafeNestError('unavailable', event.message);
      }
      throw new SafeNestError('unavailable', 'The desk gave no answer; ask again.');
    },
  }),
];

async function stream(
  turn: AsyncIterable<TurnEvent>,
  timeZone: string,
  response: Response,
  signal: AbortSignal,
): Promise<void> {
  const events = turn[Symbol.asyncIterator]();
  // The first event is awaited before anything is sent: a refusal is still an ordinary problem document.
  let next = await events.next();
  const stream = new EventStream(response);
  try {
    for (; !next.done && !signal.aborted; next = await events.next()) await stream.send(...sent(next.value, timeZone));
  } catch (error) {
    if (!signal.aborted) await stream.send('failed', { message: 'Something went wrong on our side; ask again.' });
    throw error;
  } finally {
    await events.return?.();
    stream.end();
  }
}

function sent(event: TurnEvent, timeZone: string): [name: string, data: unknown] {
  switch (event.kind) {
    case 'done':
      return ['done', shape(event.answer, timeZone)];
    case 'step':
      return ['step', event.step];
    case 'card':
      return ['card', event.card];
    default: {
      const { kind, ...rest } = event;
      return [kind, rest];
    }
  }
}
