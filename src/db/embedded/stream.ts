import { Duplex } from 'node:stream';

/** Where the bytes of one connection go. */
export interface Line {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

/** What `pg` takes for a socket: a connection to the embedded database. */
export class EmbeddedStream extends Duplex {
  readonly #dial: (stream: EmbeddedStream) => Line;
  #line: Line | null = null;

  constructor(dial: (stream: EmbeddedStream) => Line) {
    super();
    this.#dial = dial;
  }

  connect(): this {
    setImmediate(() => {
      try {
        this.#line = this.#dial(this);
        this.emit('connect');
      } catch (error) {
        this.destroy(error as Error);
      }
    });
    return this;
  }

  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    // a copy: the bytes are moved to the other thread, and pg writes small messages into a pool it uses again
    this.#line?.send(new Uint8Array(chunk));
    done();
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#line?.send(new Uint8Array(Buffer.concat(chunks.map(({ chunk }) => chunk))));
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#line?.close();
    done(error);
  }
}
