import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A script of tests/fixtures running in a process of its own. */
export class Child {
  readonly process: ChildProcessWithoutNullStreams;
  /** The lines it has printed so far. */
  readonly lines: string[] = [];
  readonly exited: Promise<unknown>;
  #errors = '';

  constructor(script: string, ...args: string[]) {
    const path = fileURLToPath(new URL(`../fixtures/${script}`, import.meta.url));
    this.process = spawn(process.execPath, [path, ...args]);
    this.process.stderr.on('data', (chunk: Buffer) => {
      this.#errors += chunk;
    });
    // a child that has ended already need not be told to
    this.process.stdin.on('error', () => {});
    const lines = createInterface(this.process.stdout);
    lines.on('line', (line) => this.lines.push(line));
    // both: output may still arrive after the process is gone
    this.exited = Promise.all([once(this.process, 'exit'), once(lines, 'close')]);
  }

  /** Waits until it has printed that many lines; fails with its errors when it ends before. */
  async printed(count: number): Promise<string[]> {
    const ended = this.exited.then(() => true);
    while (this.lines.length < count) {
      const over = await Promise.race([ended, new Promise<false>((resolve) => setTimeout(resolve, 10, false))]);
      if (over && this.lines.length < count) throw new Error(`the child process ended: ${this.#errors}`);
    }
    return this.lines;
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.exited;
  }
}
