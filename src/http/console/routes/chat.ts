import express, { type Router } from 'express';
import { isUuid } from '../../../domain/id.ts';
import { isSafeNestError, SafeNestError } from '../../../errors.ts';
import type { AskedPicture } from '../../../messages/asked-picture.ts';
import { chatWords } from '../../../messages/catalogue/chat.ts';
import type { Answer, TurnEvent } from '../../../messages/turn.ts';
import { EventStream } from '../../event-stream.ts';
import { readQuestion, withPictures } from '../../sent-pictures.ts';
import type { HttpServices } from '../../services.ts';
import { answerText } from '../answer-text.ts';
import { setFlash } from '../flash.ts';
import { turnParts } from '../pages/desk.ts';
import { renderCard } from '../render-card.ts';
import { type Form, formBody, readForm, type Visit, visitOf } from '../visit.ts';

const LONGEST_QUESTION = 4000;
/** An answer is drawn anew for each piece of it; more often than this nobody can see. */
const REDRAW_MS = 60;

/**
 * `POST /console/chat`: asks the desk. With `Accept: text/event-stream` the answer comes as it is written, drawn; a form
 * without scripts waits for the whole answer and is sent back to the desk, where it stands in the conversation.
 */
export function chatRoutes(router: Router, services: HttpServices): void {
  router.post('/console/chat', express.json({ limit: '100kb' }), formBody, async (request, response) => {
    const visit = visitOf(services, request, response);
    const streams = request.accepts(['html', 'text/event-stream']) === 'text/event-stream';
    const answer = (given: Form, pictures: AskedPicture[]) => respond(visit, given, pictures, streams);
    try {
      if (!request.is('multipart/form-data')) return await answer(readForm(request.body), []);
      return await withPictures(async () => {
        const { fields, pictures } = await readQuestion(request);
        return answer(readForm(fields), pictures);
      });
    } catch (error) {
      if (streams || !isSafeNestError(error) || error.code === 'internal' || response.headersSent) throw error;
      setFlash(response, { tone: 'problem', text: error.message });
      response.redirect(303, '/');
    }
  });

  async function respond(
    visit: Visit,
    { text = '', session = '' }: Form,
    pictures: readonly AskedPicture[],
    streams: boolean,
  ): Promise<void> {
    const { response } = visit;
    const question = asked(text.trim());
    if (question === '' && pictures.length === 0) throw new SafeNestError('invalid_input', 'Write a question first.');
    if (question.length > LONGEST_QUESTION)
      throw new SafeNestError('invalid_input', `A question has at most ${LONGEST_QUESTION} characters.`);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const turn = services.desk.respond(
      visit.principal,
      {
        text: question,
        ...(isUuid(session) ? { sessionId: session } : {}),
        ...(pictures.length > 0 ? { pictures } : {}),
      },
      gone.signal,
    );
    return streams ? streamTurn(visit, question, turn) : waitForTurn(visit, turn);
  }
}

/** What somebody asks who calls the desk as in a chat, out of habit: the commands that are questions are the same here. */
function asked(text: string): string {
  const command = /^\/safenest\s+(\w+)\s*(.*)$/is.exec(text);
  if (!command) return text;
  const [, verb = '', rest = ''] = command;
  const { status, who, camera } = chatWords.en.asks;
  switch (verb.toLowerCase()) {
    case 'ask':
      return rest || 'help';
    case 'status':
      return status;
    case 'who':
      return rest ? who(rest) : 'help';
    case 'camera':
      return rest ? camera(rest) : 'help';
    default:
      return `${verb} ${rest}`.trim();
  }
}

async function waitForTurn({ response }: Visit, turn: AsyncIterable<TurnEvent>): Promise<void> {
  for await (const event of turn)
    if (event.kind === 'failed') setFlash(response, { tone: 'problem', text: event.message });
  response.redirect(303, '/');
}

async function streamTurn(visit: Visit, question: string, turn: AsyncIterable<TurnEvent>): Promise<void> {
  const { clock, response, services } = visit;
  const events = turn[Symbol.asyncIterator]();
  // The first event is awaited before anything is sent: a refusal is still an ordinary problem document.
  let next = await events.next();
  const stream = new EventStream(response);
  let written = '';
  let drawnAt = 0;
  try {
    for (; !next.done && !stream.gone.aborted; next = await events.next()) {
      const event = next.value;
      switch (event.kind) {
        case 'status':
          await stream.send('status', { text: event.text });
          break;
        case 'text':
          written += event.delta;
          if (performance.now() - drawnAt < REDRAW_MS) break;
          drawnAt = performance.now();
          await stream.send('text', { html: answerText(written).toString() });
          break;
        case 'retract':
          // What could not be backed up goes from the page at once.
          written = written.slice(0, Math.max(0, written.length - event.length));
          drawnAt = performance.now();
          await stream.send('text', { html: answerText(written).toString() });
          break;
        case 'step':
          break;
        case 'card':
          await stream.send('card', {
            key: event.card.key,
            html: renderCard(event.card, { clock, back: '/' }).toString(),
          });
          break;
        case 'done':
          await stream.send('done', doneOf(visit, question, event.answer));
          break;
        case 'failed':
          await stream.send('failed', { text: event.message });
          break;
      }
    }
  } catch (error) {
    if (stream.gone.aborted) return;
    const known = isSafeNestError(error) && error.code !== 'internal';
    if (!known) services.log.error({ err: error }, 'a turn failed while it was streamed');
    await stream.send('failed', { text: known ? error.message : 'Something went wrong on our side. Ask again.' });
  } finally {
    await events.return?.();
    stream.end();
  }
}

/** The finished turn exactly as the page would draw it, and its words for those who listen. */
function doneOf({ clock }: Visit, question: string, answer: Answer): { html: string; text: string; session: string } {
  const { text, steps, cards, model, sessionId, turnId, refused, pictures = [], linked } = answer;
  const turn = {
    id: turnId,
    refused,
    at: clock.now,
    question: answer.asked ?? question,
    pictures,
    answer: text,
    linked,
    steps,
    cards,
    model,
  };
  return { html: turnParts(turn, clock).toString(), text: text.slice(0, 1000), session: sessionId };
}
