/** As much of a platform as load needs: it sends events, takes answers, and keeps count. It checks nothing; tests do. */
export interface LoadPeer {
  /** What the adapter is told of where the platform is. */
  addresses: Record<string, string>;
  /** Sends the event of this number; resolves once it is acknowledged. */
  send(number: number, webhook: string): Promise<void>;
  /** How many answers each event has got. */
  answers: Map<number, number>;
  /** When each matter was first posted to the channel that has a limit, by a word of its text; ms since the epoch. */
  posted: Map<string, number>;
  /** How often it asked to wait. */
  limited(): number;
}

/**
 * Who speaks: so many people in so many channels. In Slack and Teams each message begins a thread of its own; commands of Discord have
 * none, and one channel's are answered one after the other.
 */
export const PEOPLE = 1000;
export const CHANNELS = 200;

/** Of messages in one channel: one a second, and three at once at most. */
export function messageLimit(): () => boolean {
  let left = 3;
  let at = Date.now();
  return () => {
    const now = Date.now();
    left = Math.min(3, left + (now - at) / 1000);
    at = now;
    if (left < 1) return false;
    left--;
    return true;
  };
}

export type ToPeer =
  | { kind: 'load'; webhook: string; perSecond: number; seconds: number; first?: number }
  | { kind: 'counts' };

export type FromPeer =
  | { kind: 'open'; addresses: Record<string, string> }
  | { kind: 'loaded'; waits: number[]; failed: number }
  | { kind: 'counts'; answered: number; twice: number; limited: number; posted: [string, number][] };
