import { z } from 'zod';
import type { OrgDb } from '../db/scope.ts';
import type { Incident } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { can, type Permission } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { formatTime } from '../domain/time-words.ts';
import { postureWords } from '../messages/catalogue/posture.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { incidentCard } from '../messages/views/incident-card.ts';
import { incidentStory } from '../messages/views/incident-story.ts';
import { shownOfIncident } from '../pipeline/incident-shown.ts';
import { seeIncident } from '../pipeline/incidents.ts';
import { incidentFacts } from '../pipeline/review/incident-facts.ts';
import { defineTool, type ToolResult } from './define-tool.ts';
import { incidentWorkData } from './incident-work-data.ts';
import { namedReferences, unique } from './named-references.ts';
import { orNotFound, readNumber, referenceInput } from './reference-input.ts';
import { ticketData } from './ticket-data.ts';
import { alertCitation, alertData, entryData, incidentCitation, incidentData } from './tool-data.ts';

const ALERTS_TOLD = 10;
const LINES_TOLD = 12;

export const openIncidentTool = defineTool({
  name: 'open_incident',
  description:
    'Look at one incident: status, who leads it and who works on it, its tasks, its ticket in Jira, alerts, timeline and evidence, what happened and what is ' +
    'open. Use it for "open incident INC-12", "what about INC-12", "summarise INC-12", "catch me up on INC-12". To start a new incident ' +
    'use create_incident.',
  input: z.object({ id: referenceInput('incident') }),
  access: 'read',
  // whoever may open incidents may look at their own; which ones they see is decided with the incident at hand
  permission: 'incidents.create',
  shows: ['incidents.read'],
  async run({ org, principal, now, language }, { id }) {
    const number = readNumber('incident', id);
    return org(async (tx) => {
      const incident = await orNotFound(
        'incident',
        number,
        principal,
        () => seeIncident(tx, principal, number),
        language,
      );
      return showIncident(tx, principal, now, incident, language);
    });
  },
});

/** A sentence about an incident as models read it: `quoted_text` where it holds words that people or sources wrote, as names and titles. */
export type StoryLine = { text: string } | { quoted_text: string };

const ours = (text: string): StoryLine[] => (text === '' ? [] : [{ text }]);
const theirs = (text: string): StoryLine[] => (text === '' ? [] : [{ quoted_text: text }]);

/** An incident as data, card and citations; its alerts only for those who may read alerts. */
export async function showIncident(
  tx: OrgDb,
  principal: Principal,
  now: Date,
  incident: Incident,
  language: Language,
): Promise<ToolResult> {
  const reader = { timeZone: principal.timeZone, now, language };
  const reads = (permission: Permission): boolean => can(principal.role, permission);
  const facts = await incidentFacts(tx, incident, {
    alerts: reads('alerts.read'),
    timeZone: principal.timeZone,
  });
  const { alerts, entries, evidence } = facts;
  const story = incidentStory(facts, language, now);
  const shown = await shownOfIncident(tx, incident.id, reads);
  const data = {
    ...incidentData(incident, reader),
    ...ticketData(shown.ticket),
    ...(incident.summary && { quoted_summary: oneLine(incident.summary, 600) }),
    ...(incident.resolution && { quoted_resolution: oneLine(incident.resolution, 500) }),
    ...(incident.closedAt && { closed: formatTime(incident.closedAt, reader.timeZone, now) }),
    open_for: postureWords[language].lasting(
      Math.max(0, (incident.closedAt ?? now).getTime() - incident.openedAt.getTime()) / 1000,
    ),
    ...incidentWorkData(incident, shown, { ...reader, language }),
    alert_count: alerts.length,
    alerts: alerts.slice(0, ALERTS_TOLD).map((alert) => alertData(alert, { ...reader, language })),
    timeline: entries.slice(-LINES_TOLD).map((entry) => ({
      ...entryData(entry, reader, language),
      ...(entry.kind === 'opened' ? { opened: true } : {}),
      ...(entry.kind === 'comment' ? { comment: true } : {}),
    })),
    earlier_lines: Math.max(0, entries.length - LINES_TOLD),
    happened: [
      theirs(story.is),
      ours(story.began),
      ...(alerts.length > 0 ? [ours(story.alerts), theirs(story.accounts), theirs(story.addresses)] : []),
      ours(story.lasted),
      theirs(story.withWhom),
      ours(story.evidence),
    ].flat(),
    to_do: [...story.open.flatMap(ours), ...story.tasks.flatMap(theirs)],
    evidence: evidence.map(({ fileName, size }) => ({ quoted_file_name: oneLine(fileName, 100), bytes: size })),
  };
  return {
    data,
    card: incidentCard(incident, { ...viewOf(principal), ...shown, language }),
    citations: unique([
      incidentCitation(incident),
      ...alerts.slice(0, ALERTS_TOLD).map(alertCitation),
      ...(await namedReferences(
        tx,
        principal,
        entries.slice(-LINES_TOLD).map((entry) => entry.text),
      )),
    ]),
  };
}
