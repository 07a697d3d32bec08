import type { OrgId } from '../domain/id.ts';
import type { Language } from '../domain/language.ts';
import type { Severity } from '../domain/severity.ts';
import type { Card, Citation } from './card.ts';

/** A message ready to be drawn. `text` is always there; a platform that draws the card may leave it out. */
export interface OutboundMessage {
  orgId: OrgId;
  text: string;
  card?: Card;
  /** Further cards, of an answer that has several. */
  more?: Card[];
  severity?: Severity;
  /** What the text's references stand for: each is drawn as a link. */
  citations?: Citation[];
  language?: Language;
}

/** Where a message was posted and how to find it again, stored so that a retry edits instead of repeating. */
export interface Posted {
  platform: string;
  /** The platform's team, guild or tenant; absent in the console. */
  workspace?: string;
  channel: string;
  messageId: string;
  /** Of what stands in a thread. */
  thread?: string;
}

/** What waits to be told to people: something about an alert, an incident or a proposal (`subject` is its id). */
export interface Announcement {
  kind: 'alert_raised' | 'alert_changed' | 'incident_changed' | 'proposal_changed';
  subject: string;
}

/** All that waits to be told of one matter, held by one delivery until it is settled or the hold runs out. */
export interface Claim {
  orgId: OrgId;
  subject: string;
  /** What the newest row announces; the older ones are told with it. */
  kind: Announcement['kind'];
  /** The outbox rows held, oldest first. */
  ids: string[];
  /** Where the matter was posted before: there it is edited. */
  posted: Posted[];
}

/** What an answer shows, so that it can be drawn anew: a turn of a conversation, or a card. `alone`: to one person. */
export type Shown = ({ turn: string } | { card: string }) & { alone?: true };
