import { FRONTEND, textAt, withText } from './wire.ts';

/** A statement that begins with COPY and later says FROM STDIN, comments between its words or not. */
const COPY_FROM_CLIENT =
  /(?:^|;)(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*copy\b[\s\S]*?\bfrom(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)+stdin\b/i;
// PGlite exits when it is asked to read rows from the client, so the database itself is made to refuse.
const REFUSAL = `do $$ begin raise exception 'COPY FROM STDIN is not supported by the embedded database'
  using errcode = '0A000', hint = 'insert … select from unnest($1::text[], …) instead'; end $$`;

/** One connection's names for prepared statements, made unique within the session that it shares with others. */
export class Statements {
  readonly #prefix: string;
  readonly #names = new Map<string, string>();

  constructor(connection: number) {
    this.#prefix = `c${connection}_`;
  }

  /** The names as the session knows them. */
  names(): string[] {
    return [...this.#names.values()];
  }

  /** The message as the session must see it: statement names replaced, COPY FROM STDIN turned into its refusal. */
  translate(message: Uint8Array): Uint8Array {
    switch (message[0]) {
      case FRONTEND.query:
        return refused(message, 5);
      case FRONTEND.parse: {
        const named = this.#renamed(message, 5);
        return refused(named, textAt(named, 5).next);
      }
      case FRONTEND.bind:
        return this.#renamed(message, textAt(message, 5).next);
      case FRONTEND.describe:
      case FRONTEND.close:
        return String.fromCharCode(message[5]!) === 'S' ? this.#renamed(message, 6) : message;
      default:
        return message;
    }
  }

  #renamed(message: Uint8Array, at: number): Uint8Array {
    const { text, next } = textAt(message, at);
    if (text === '') return message;
    const name = this.#names.get(text) ?? `${this.#prefix}${this.#names.size}`;
    this.#names.set(text, name);
    return withText(message, at, next, name);
  }
}

function refused(message: Uint8Array, at: number): Uint8Array {
  const { text, next } = textAt(message, at);
  return COPY_FROM_CLIENT.test(text) ? withText(message, at, next, REFUSAL) : message;
}
