import { unmarkEntry } from '../db/thread-messages.ts';
import type { Work } from './work.ts';

/** What somebody said in a thread is taken off the timeline again: it may be marked anew. */
export const undoSaid = ({ tx }: Work, entryId: string): Promise<void> => unmarkEntry(tx, entryId);
