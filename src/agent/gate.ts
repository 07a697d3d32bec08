import type { TurnEvent } from '../messages/turn.ts';

/** Holds back what a turn says in a shared place until it is known who may read it. */
export interface Gate {
  push(event: TurnEvent): void;
  /** From here on the answer is for the asker alone; the first call counts, and none does once something was said to everyone. */
  close(notice: string): void;
  /** The turn is over: what was held back may be read by everyone. */
  open(): void;
  /** The word for everyone else, where the answer is for the asker alone. */
  readonly notice: string | null;
}

/**
 * With `open` everything passes at once. Else only statuses do, until the answer has become private or is finished: a turn
 * whose first words everyone has read cannot become private any more.
 */
export function createGate(open: boolean, push: (event: TurnEvent) => void): Gate {
  let passes = open;
  let notice: string | null = null;
  let told = false;
  const held: TurnEvent[] = [];
  const release = (): void => {
    passes = true;
    for (const event of held.splice(0)) tell(event);
  };
  const tell = (event: TurnEvent): void => {
    if (event.kind !== 'status') told = true;
    push(event);
  };
  return {
    get notice() {
      return notice;
    },
    push(event) {
      if (passes || event.kind === 'status') tell(event);
      else held.push(event);
    },
    close(words) {
      if (told || notice !== null) return;
      notice = words;
      push({ kind: 'private', notice: words });
      release();
    },
    open: release,
  };
}
