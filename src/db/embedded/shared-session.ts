import { Statements } from './statements.ts';
import {
  BACKEND,
  FRONTEND,
  Framer,
  fatalMessage,
  join,
  messagesOf,
  queryMessage,
  stateAfter,
  syncMessage,
  textAt,
} from './wire.ts';

/** What the session stands on and whom it answers; the worker gives it PGlite and a message port, tests what they like. */
export interface SessionIo {
  /** Runs protocol messages and returns the whole answer. Never called again before it has returned. */
  run(messages: Uint8Array): Promise<Uint8Array>;
  send(connection: number, answer: Uint8Array): void;
  /** Ends a connection that the session has given up on. */
  end(connection: number): void;
  /** The session itself is gone. */
  fail(error: unknown): void;
}

interface Connection {
  id: number;
  open: boolean;
  framer: Framer;
  started: boolean;
  /** Messages since the last Sync, Query or Flush. */
  pending: Uint8Array[];
  searchPath: string;
  statements: Statements;
}

interface Batch {
  connection: Connection;
  bytes: Uint8Array;
  /** What the last message is: nothing owes an answer that ends with ReadyForQuery but a Sync or a Query. */
  kind: 'startup' | 'flush' | 'complete';
}

/**
 * Lets many connections take turns on one PostgreSQL session: a connection that begins a transaction keeps the session
 * until the transaction ends; notifications go to everyone; each connection has its own search path and statement names.
 * NOTE all else that belongs to a session is shared: settings outside a transaction, advisory locks, temporary tables, and
 * what UNLISTEN ends.
 */
export class SharedSession {
  readonly #io: SessionIo;
  readonly #idleInTransactionMs: number;
  readonly #connections = new Map<number, Connection>();
  #queue: Batch[] = [];
  #leftovers: string[] = [];
  #holder: Connection | null = null;
  #searchPath = '';
  #running = false;
  #idle: NodeJS.Timeout | undefined;

  constructor(io: SessionIo, options: { idleInTransactionMs: number }) {
    this.#io = io;
    this.#idleInTransactionMs = options.idleInTransactionMs;
  }

  open(id: number, searchPath: string): void {
    this.#connections.set(id, {
      id,
      open: true,
      framer: new Framer(),
      started: false,
      pending: [],
      searchPath,
      statements: new Statements(id),
    });
  }

  receive(id: number, bytes: Uint8Array): void {
    const connection = this.#connections.get(id);
    if (!connection) return;
    for (const message of connection.framer.push(bytes)) {
      if (!connection.started) {
        connection.started = true;
        this.#queue.push({ connection, bytes: message, kind: 'startup' });
      } else if (message[0] === FRONTEND.terminate) {
        this.close(id);
        return;
      } else {
        connection.pending.push(connection.statements.translate(message));
        const complete = message[0] === FRONTEND.sync || message[0] === FRONTEND.query;
        if (complete || message[0] === FRONTEND.flush) {
          this.#queue.push({ connection, bytes: join(connection.pending), kind: complete ? 'complete' : 'flush' });
          connection.pending = [];
        }
      }
    }
    void this.#run();
  }

  /** Forgets a connection; a transaction it left open is rolled back. */
  close(id: number): void {
    const connection = this.#connections.get(id);
    if (!connection) return;
    connection.open = false;
    this.#connections.delete(id);
    this.#queue = this.#queue.filter((batch) => batch.connection !== connection);
    this.#leftovers.push(...connection.statements.names());
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      for (;;) {
        if (this.#holder?.open === false) {
          clearTimeout(this.#idle);
          // the Sync ends a batch that was cut short before its own
          await this.#ask(join([syncMessage(), queryMessage('rollback')]));
          this.#holder = null;
        }
        if (this.#holder === null && this.#leftovers.length > 0) {
          for (const name of this.#leftovers.splice(0)) await this.#ask(queryMessage(`deallocate ${name}`));
        }
        const batch = this.#next();
        if (!batch) break;
        await this.#turn(batch);
      }
    } catch (error) {
      this.#io.fail(error);
    } finally {
      this.#running = false;
    }
  }

  #next(): Batch | undefined {
    const index = this.#holder ? this.#queue.findIndex((batch) => batch.connection === this.#holder) : 0;
    return index < 0 ? undefined : this.#queue.splice(index, 1)[0];
  }

  async #turn({ connection, bytes, kind }: Batch): Promise<void> {
    clearTimeout(this.#idle);
    const startup = kind === 'startup';
    if (this.#holder === null && !startup && connection.searchPath !== this.#searchPath) {
      await this.#ask(queryMessage(`set search_path = ${connection.searchPath}`));
      this.#searchPath = connection.searchPath;
    }
    const answer = kind === 'complete' ? await this.#ask(bytes) : await this.#io.run(bytes);
    if (startup) this.#searchPath = '';
    this.#deliver(connection, answer, startup);
    this.#holder = stateAfter(answer) === 'I' ? null : connection;
    if (this.#holder) this.#idle = setTimeout(() => this.#giveUp(connection), this.#idleInTransactionMs);
  }

  /** NOTE when PGlite crashes it does not say so: it answers nothing, now and ever after. */
  async #ask(messages: Uint8Array): Promise<Uint8Array> {
    const answer = await this.#io.run(messages);
    if (stateAfter(answer) === null) throw new Error('it crashed while it answered a query');
    return answer;
  }

  #deliver(connection: Connection, answer: Uint8Array, startup: boolean): void {
    const own: Uint8Array[] = [];
    for (const message of messagesOf(answer)) {
      if (message[0] === BACKEND.notification) {
        for (const id of this.#connections.keys()) this.#io.send(id, message.slice());
        continue;
      }
      if (message[0] === BACKEND.parameterStatus && !startup) this.#keepSearchPath(connection, message);
      own.push(message);
    }
    if (own.length > 0 && connection.open) this.#io.send(connection.id, join(own).slice());
  }

  /** A connection that sets its own search path keeps it, as it would on a session of its own. */
  #keepSearchPath(connection: Connection, message: Uint8Array): void {
    const { text, next } = textAt(message, 5);
    if (text === 'search_path') connection.searchPath = this.#searchPath = textAt(message, next).text;
  }

  #giveUp(connection: Connection): void {
    const seconds = Math.round(this.#idleInTransactionMs / 1000);
    const text = `a transaction was left idle for ${seconds} s; the embedded database has one session, so it was rolled back`;
    this.#io.send(connection.id, fatalMessage('25P03', text));
    this.#io.end(connection.id);
    this.close(connection.id);
  }
}
