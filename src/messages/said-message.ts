/** A message of a chat as its platform tells it now. */
export interface SaidMessage {
  author: string;
  /** Plain text, as its author typed it; empty where the platform does not let it be read. */
  text: string;
  at: Date;
  /** Where it is seen. */
  url: string | null;
  /** The message its thread hangs on, or the thread itself, as in `ChatPlace`; null where it stands in none. */
  thread: string | null;
  /** The bot itself wrote it. */
  ours: boolean;
}
