import { SafeNestError } from '../errors.ts';
import { cardText } from '../messages/card-text.ts';
import type { ApiClient } from './api-client.ts';
import type { Output } from './output.ts';
import { printable } from './output.ts';
import { type ApiAnswer, stepText } from './transcript.ts';

interface Options {
  /** Prints nothing: the answer is used otherwise. */
  quiet?: boolean;
  /** Goes on with this conversation. */
  session?: string | undefined;
  signal?: AbortSignal;
}

/** Asks a question over the API; the answer is printed line by line as it comes, then its cards and steps. */
export async function askDesk(
  api: Pick<ApiClient, 'stream'>,
  out: Output,
  message: string,
  { quiet = false, session, signal }: Options = {},
): Promise<ApiAnswer> {
  const text = new Lines((line) => !quiet && out.line(printable(line)));
  const body = { message, ...(session === undefined ? {} : { session_id: session }) };
  for await (const { name, data } of api.stream('/chat', body, signal)) {
    const event = data as { text?: string; delta?: string; length?: number; message?: string; notice?: string };
    if (name === 'status' && !quiet) out.progress(event.text ?? '');
    else if (name === 'private' && !quiet) out.note(event.notice ?? '');
    else if (name === 'text') text.push(event.delta ?? '');
    else if (name === 'retract') text.retract(event.length ?? 0);
    else if (name === 'failed') throw new SafeNestError('unavailable', event.message ?? 'The desk gave no answer.');
    else if (name === 'done') {
      const answer = data as ApiAnswer;
      text.end(answer.answer);
      out.done();
      if (!quiet) printRest(out, answer);
      return answer;
    }
  }
  throw new SafeNestError('unavailable', 'The answer broke off; ask again.');
}

function printRest(out: Output, { cards, steps, model, time_zone: zone }: ApiAnswer): void {
  for (const card of cards) {
    out.line();
    for (const line of cardText(card, zone).split('\n')) out.line(`  ${printable(line)}`);
  }
  out.line();
  out.line(`  ${printable([...steps.map(stepText), model].join(' · '))}`);
}

/** Text that comes in pieces and may be taken back, printed by whole lines; a line that was printed stays. */
class Lines {
  readonly #print: (line: string) => void;
  #text = '';
  #printed = 0;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  push(delta: string): void {
    this.#text += delta;
    this.#flush(this.#text.lastIndexOf('\n') + 1);
  }

  retract(length: number): void {
    this.#text = this.#text.slice(0, Math.max(0, this.#text.length - length));
  }

  /** Prints what is left; where what was printed is no longer how the answer begins, the whole of it. */
  end(whole: string): void {
    if (!whole.startsWith(this.#text.slice(0, this.#printed).trimEnd()) || this.#text.length < this.#printed) {
      this.#print('(Corrected:)');
      this.#printed = 0;
    }
    this.#text = whole;
    this.#flush(whole.length);
  }

  #flush(until: number): void {
    if (until <= this.#printed) return;
    const lines = this.#text.slice(this.#printed, until).replace(/\n$/, '').split('\n');
    for (const line of lines) this.#print(line);
    this.#printed = until;
  }
}
