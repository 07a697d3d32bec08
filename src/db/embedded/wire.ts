/** The few parts of the PostgreSQL wire protocol (version 3) that sharing one session between connections needs. */

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export const FRONTEND = {
  bind: 0x42,
  close: 0x43,
  describe: 0x44,
  flush: 0x48,
  parse: 0x50,
  query: 0x51,
  sync: 0x53,
  terminate: 0x58,
};
export const BACKEND = { notification: 0x41, parameterStatus: 0x53, ready: 0x5a };

/** The session's state as ReadyForQuery tells it: idle, in a transaction, in a failed transaction. */
export type SessionState = 'I' | 'T' | 'E';

export function join(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const int32 = (bytes: Uint8Array, at: number) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);

/** Cuts a client's bytes into whole messages, whatever pieces they arrive in. The first message has no type byte. */
export class Framer {
  #rest = new Uint8Array(0) as Uint8Array;
  #head = 4;

  push(chunk: Uint8Array): Uint8Array[] {
    let bytes = this.#rest.length === 0 ? chunk : join([this.#rest, chunk]);
    const messages: Uint8Array[] = [];
    while (bytes.length >= this.#head) {
      const length = this.#head - 4 + int32(bytes, this.#head - 4);
      if (bytes.length < length) break;
      messages.push(bytes.subarray(0, length));
      bytes = bytes.subarray(length);
      this.#head = 5;
    }
    this.#rest = bytes;
    return messages;
  }
}

/** The messages of an answer; answers are always whole. */
export function* messagesOf(answer: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at + 5 <= answer.length; ) {
    const end = at + 1 + int32(answer, at + 1);
    yield answer.subarray(at, end);
    at = end;
  }
}

/** The state an answer ends in, or null when it does not end with ReadyForQuery. */
export function stateAfter(answer: Uint8Array): SessionState | null {
  const ready = answer.length - 6;
  return ready >= 0 && answer[ready] === BACKEND.ready && int32(answer, ready + 1) === 5
    ? (String.fromCharCode(answer[ready + 5]!) as SessionState)
    : null;
}

/** The zero-terminated text at `at`, and where the next field begins. */
export function textAt(message: Uint8Array, at: number): { text: string; next: number } {
  const end = message.indexOf(0, at);
  return { text: decoder.decode(message.subarray(at, end)), next: end + 1 };
}

/** The same message with the bytes from `from` to `to` replaced by a zero-terminated text. */
export function withText(message: Uint8Array, from: number, to: number, text: string): Uint8Array {
  const changed = join([message.subarray(0, from), encoder.encode(`${text}\0`), message.subarray(to)]).slice();
  new DataView(changed.buffer).setUint32(1, changed.length - 1);
  return changed;
}

const message = (type: number, body: string): Uint8Array => {
  const bytes = join([new Uint8Array([type, 0, 0, 0, 0]), encoder.encode(body)]);
  new DataView(bytes.buffer).setUint32(1, bytes.length - 1);
  return bytes;
};

export const queryMessage = (sql: string): Uint8Array => message(FRONTEND.query, `${sql}\0`);

export const syncMessage = (): Uint8Array => message(FRONTEND.sync, '');

export const fatalMessage = (sqlState: string, text: string): Uint8Array =>
  message(0x45, `SFATAL\0VFATAL\0C${sqlState}\0M${text}\0\0`);
