import { findAlert } from '../db/alerts.ts';
import { findEvent } from '../db/events.ts';
import { findIncident } from '../db/incidents.ts';
import { listRules } from '../db/rules.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Principal } from '../domain/principal.ts';
import { parseReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import type { Citation } from '../messages/card.ts';
import { alertCitation, eventCitation, incidentCitation, ruleCitation } from './tool-data.ts';

const MOST = 20;

/**
 * The alerts, incidents, rules and log entries that texts of ours name (a fact of an alert, a line of a timeline), looked up: what exists and
 * this role may read can be cited, whatever else a text claims cannot. They are marked as mentioned: whoever writes a text must not
 * choose what the next order is about.
 */
export async function namedReferences(tx: OrgDb, { role }: Principal, texts: readonly string[]): Promise<Citation[]> {
  const named = new Set(
    texts.flatMap(
      (text) => text.toUpperCase().match(/\b(?:(?:ALR|INC|RULE|PROP)-\d{1,9}|LOG-[0-9A-Z]{6,10})\b/g) ?? [],
    ),
  );
  const found: Citation[] = [];
  for (const text of [...named].slice(0, MOST)) {
    const reference = parseReference(text);
    if (reference?.kind === 'alert' && can(role, 'alerts.read')) {
      const alert = await findAlert(tx, reference.number);
      if (alert) found.push(alertCitation(alert));
    } else if (reference?.kind === 'incident' && can(role, 'incidents.read')) {
      const incident = await findIncident(tx, reference.number);
      if (incident) found.push(incidentCitation(incident));
    } else if (reference?.kind === 'rule' && can(role, 'rules.read')) {
      const rule = (await listRules(tx)).find((one) => one.number === reference.number);
      if (rule) found.push(ruleCitation(rule));
    } else if (reference?.kind === 'event' && can(role, 'logs.read')) {
      const event = await findEvent(tx, reference.number);
      if (event) found.push(eventCitation(event));
    }
  }
  return found.map((citation) => ({ ...citation, mentioned: true as const }));
}

/** Each reference once, the first of it. */
export const unique = (citations: readonly Citation[]): Citation[] =>
  citations.filter((one, index) => citations.findIndex((other) => other.ref === one.ref) === index);
