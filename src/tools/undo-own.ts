import { z } from 'zod';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { oneLine } from '../domain/text.ts';
import { formatTime } from '../domain/time-words.ts';
import { SafeNestError } from '../errors.ts';
import { isChangeOf, OPENING, undoingWords } from '../messages/catalogue/undoing.ts';

export { OPENING };

/** Names the change that a question of ours was about; the answer to it alone gives one. */
export const undoOfInput = z
  .string()
  .max(200)
  .optional()
  .describe(
    `Leave out; only once the person asking said yes to taking back somebody else’s change. “${OPENING}”: they said to withdraw the incident itself`,
  );

/** How long, in ms, somebody who says “undo” means what they did last: as long as a conversation pauses. */
const RECENT = 30 * 60 * 1000;

/** A change that “undo” would take back. */
export interface LastChange {
  /** What was done, in words for the asker. */
  what: string;
  who: string;
  /** Id of the member or key that did it. */
  actorId: string | null;
  at: Date;
  /** A comment was written since. */
  isBeforeComment?: boolean;
  /** It is the opening of what is changed: to take it back is to withdraw it. */
  isOpening?: boolean;
}

interface Asker {
  principal: Principal;
  now: Date;
  language: Language;
  /** Which change they said “yes” to, where one was named to them. */
  meant: string | undefined;
}

/**
 * Lets a change be taken back that the asker made themselves just now, or that was named to them and that they then said to take
 * back; of any other fails with `conflict`, which names it, whose it was and of when, and asks.
 */
export function requireOwnChange(ref: string, change: LastChange, { principal, now, language, meant }: Asker): void {
  const who = oneLine(change.who, 80);
  const when = (one: Language): string => formatTime(change.at, principal.timeZone, now, one);
  if (isChangeOf(meant, who, when)) return;
  const isOwn = change.actorId !== null && change.actorId === principal.actor.id;
  if (isOwn && !change.isBeforeComment && now.getTime() - change.at.getTime() <= RECENT) return;
  const words = undoingWords[language];
  const question = !change.isBeforeComment ? words.whose : change.isOpening ? words.opening : words.comment;
  throw new SafeNestError('conflict', question(ref, oneLine(change.what, 120), who, when(language)));
}
