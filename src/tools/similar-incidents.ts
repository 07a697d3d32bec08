import { z } from 'zod';
import { countryName } from '../domain/country.ts';
import type { Language } from '../domain/language.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import type { FactKind } from '../domain/similar-incidents.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { endingWords, reasonWords, similarCard } from '../messages/views/similar-card.ts';
import {
  incidentsLike,
  incidentsLikeAlert,
  type SimilarIncident,
  type SimilarIncidents,
  similarIncidents,
} from '../pipeline/similar-incidents.ts';
import { defineTool } from './define-tool.ts';
import { unique } from './named-references.ts';
import { orNotFound, readNumber, referenceInput } from './reference-input.ts';
import { type IncidentData, incidentCitation, incidentData } from './tool-data.ts';

const MOST_REASONS = 4;
const MOST_FACTS = 5;

/** One incident like the one asked about. What is shared was written by people and by whoever tried to sign in. */
export type SimilarData = IncidentData & {
  score: number;
  /** Why, in words of the asker's language. */
  quoted_reasons: string[];
  shared: { kind: FactKind; quoted_facts: string[]; count: number; of: number }[];
  /** How it ended or how it stands, in words of the asker's language. */
  quoted_ending: string;
  quoted_resolution?: string;
  closed_by?: string;
  seconds_to_close?: number;
};

/** What `similar_incidents` answers. */
export interface SimilarIncidentsData extends Record<string, unknown> {
  /** What was compared; null for a description. */
  to: string | null;
  compared: number;
  /** Older ones there are were not looked at. */
  only_newest: boolean;
  similar: SimilarData[];
  /** Where none is: the one that shares most, too little to be called similar. */
  nearest?: { ref: string; title: string; quoted_reasons: string[] };
}

export const similarIncidentsTool = defineTool({
  name: 'similar_incidents',
  description:
    'Find earlier incidents like one incident (by its reference) or like a description in words, with why they are alike ' +
    'and how each ended. Use it for "have we had something like INC-31 before?", "have we seen a VPN brute force before?".',
  input: z.object({
    id: referenceInput('incident')
      .optional()
      .describe(
        'The incident’s reference, e.g. INC-17; or an alert’s, ALR-204, which is compared by its incident or its title',
      ),
    text: z.string().max(500).optional().describe('Where no incident is named: what it was about, in a few words'),
    limit: z.number().int().min(1).max(10).optional().describe('How many at most; 5 if left out'),
  }),
  access: 'read',
  permission: 'incidents.read',
  async run({ org, principal, now, language }, { id, text, limit }) {
    if (id === undefined && (text ?? '').trim() === '')
      throw new SafeNestError(
        'invalid_input',
        'Similar to what? Name an incident, e.g. INC-17, or describe it in a few words.',
      );
    const found = await org((tx) => {
      if (id === undefined) return incidentsLike(tx, principal, text!, limit);
      const alert = parseReference(id, 'incident');
      if (alert?.kind === 'alert')
        return orNotFound('alert', alert.number, principal, () =>
          incidentsLikeAlert(tx, principal, alert.number, limit),
        );
      const number = readNumber('incident', id);
      return orNotFound('incident', number, principal, () => similarIncidents(tx, principal, number, limit));
    });
    const reader = { timeZone: principal.timeZone, now, language };
    const data: SimilarIncidentsData = {
      to: found.subject && formatReference({ kind: 'incident', number: found.subject.number }),
      compared: found.compared,
      only_newest: found.capped,
      ...(found.nearest && {
        nearest: {
          ref: formatReference({ kind: 'incident', number: found.nearest.incident.number }),
          title: oneLine(found.nearest.incident.title, 160),
          quoted_reasons: reasonsOf(found.nearest, language),
        },
      }),
      similar: found.similar.map((one) => ({
        ...incidentData(one.incident, reader),
        score: Math.round(10 * one.score) / 10,
        quoted_reasons: reasonsOf(one, language),
        shared: one.reasons.map(({ kind, shared, of }) => ({
          kind,
          quoted_facts: shared
            .slice(0, MOST_FACTS)
            .map((fact) => (kind === 'countries' ? countryName(fact) : oneLine(fact, 80))),
          count: shared.length,
          of,
        })),
        quoted_ending: endingWords(one, language),
        ...(one.incident.resolution && { quoted_resolution: oneLine(one.incident.resolution, 300) }),
        ...(one.closedBy !== null && { closed_by: oneLine(one.closedBy, 100) }),
        ...(one.took !== null && { seconds_to_close: one.took }),
      })),
    };
    return {
      data,
      ...(found.similar.length > 0 && { card: similarCard(found, { language }) }),
      citations: citationsOf(found),
    };
  },
});

const reasonsOf = ({ reasons }: Pick<SimilarIncident, 'reasons'>, language: Language): string[] =>
  reasons.slice(0, MOST_REASONS).map((reason) => oneLine(reasonWords(reason, language)));

const citationsOf = ({ subject, similar, nearest }: SimilarIncidents) =>
  unique(
    [...(subject ? [subject] : []), ...[...similar, ...(nearest ? [nearest] : [])].map(({ incident }) => incident)].map(
      incidentCitation,
    ),
  );
