import type { OrgId } from '../domain/id.ts';
import type { Severity } from '../domain/severity.ts';
import type { Card } from './card.ts';

/** A message ready to be drawn. `text` is always there; a platform that draws the card may leave it out. */
export interface OutboundMessage {
  orgId: OrgId;
  text: string;
  card?: Card;
  severity?: Severity;
}

/** Where a message was posted and how to find it again, stored so that a retry edits instead of repeating. */
export interface Posted {
  platform: string;
  channel: string;
  messageId: string;
}

/** What waits to be told to people: something about an alert or an incident (`subject` is its id). */
export interface Announcement {
  kind: 'alert_raised' | 'alert_changed' | 'incident_changed';
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
