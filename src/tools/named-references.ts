import { findAlert } from '../db/alerts.ts';
import { findCameraEvent } from '../db/camera-events.ts';
import { findCamera } from '../db/cameras.ts';
import { findEvent } from '../db/events.ts';
import { findIncident } from '../db/incidents.ts';
import { findPerson } from '../db/persons.ts';
import { findRule } from '../db/rules.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Principal } from '../domain/principal.ts';
import { parseReference, type Reference } from '../domain/reference.ts';
import { can, type Permission, type Role } from '../domain/role.ts';
import type { Citation } from '../messages/card.ts';
import { cameraCitation, cameraEventCitation } from './camera-data.ts';
import { personCitation } from './person-data.ts';
import { alertCitation, eventCitation, incidentCitation, ruleCitation } from './tool-data.ts';

const MOST = 20;
const NAMED = /\b(?:(?:ALR|INC|RULE|PROP|CAM|EVT|PER)-\d{1,9}|LOG-[0-9A-Z]{6,10})\b/g;

/**
 * The alerts, incidents, rules, cameras, people and log entries that texts of ours name (a fact of an alert, a line of a timeline), looked
 * up: what exists and this role may read can be cited, whatever else a text claims cannot. They are marked as mentioned: whoever writes a
 * text must not choose what the next order is about.
 */
export async function namedReferences(tx: OrgDb, { role }: Principal, texts: readonly string[]): Promise<Citation[]> {
  const named = new Set(texts.flatMap((text) => text.toUpperCase().match(NAMED) ?? []));
  const found: Citation[] = [];
  for (const text of [...named].slice(0, MOST)) {
    const reference = parseReference(text);
    const citation = reference && (await lookedUp(tx, role, reference));
    if (citation) found.push({ ...citation, mentioned: true as const });
  }
  return found;
}

async function lookedUp(tx: OrgDb, role: Role, { kind, number }: Reference): Promise<Citation | null> {
  switch (kind) {
    case 'alert': {
      const alert = can(role, 'alerts.read') && (await findAlert(tx, number));
      return alert ? alertCitation(alert) : null;
    }
    case 'incident': {
      const incident = can(role, 'incidents.read') && (await findIncident(tx, number));
      return incident ? incidentCitation(incident) : null;
    }
    case 'rule': {
      const rule = can(role, 'rules.read') && (await findRule(tx, number));
      return rule ? ruleCitation(rule) : null;
    }
    case 'event': {
      const event = can(role, 'logs.read') && (await findEvent(tx, number));
      return event ? eventCitation(event) : null;
    }
    case 'camera': {
      const camera = can(role, 'cameras.read') && (await findCamera(tx, number));
      return camera ? cameraCitation(camera) : null;
    }
    case 'camera_event': {
      const event = can(role, 'cameras.read') && (await findCameraEvent(tx, number));
      return event ? cameraEventCitation(event) : null;
    }
    case 'person': {
      const person = can(role, 'people.read') && (await findPerson(tx, number));
      return person ? personCitation(person, null) : null;
    }
    default:
      return null;
  }
}

const READ_BY: Record<string, Permission> = {
  CAM: 'cameras.read',
  EVT: 'cameras.read',
  PER: 'people.read',
  RULE: 'rules.read',
};

/** A text of ours without the references of what its reader may not look at: `Front door` of `CAM-1 Front door`. */
export const withoutUnread = (text: string, role: Role): string =>
  text.replaceAll(/\b(CAM|EVT|PER|RULE)-\d{1,9}:?\s+(?=\S)/g, (said, prefix: string) =>
    can(role, READ_BY[prefix]!) ? said : '',
  );

/** Each reference once, the first of it. */
export const unique = (citations: readonly Citation[]): Citation[] =>
  citations.filter((one, index) => citations.findIndex((other) => other.ref === one.ref) === index);
