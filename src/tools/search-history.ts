import { z } from 'zod';
import { findAlert } from '../db/alerts.ts';
import { findIncident } from '../db/incidents.ts';
import type { OrgDb } from '../db/scope.ts';
import { HISTORY_KINDS, type HistoryHit, type HistoryKind } from '../domain/history.ts';
import type { Language } from '../domain/language.ts';
import { parseReference } from '../domain/reference.ts';
import { oneLine } from '../domain/text.ts';
import { parseRange, RANGE_WORDS } from '../domain/time-range.ts';
import { formatTime } from '../domain/time-words.ts';
import { SafeNestError } from '../errors.ts';
import type { Citation } from '../messages/card.ts';
import { titleIn } from '../messages/incident-title.ts';
import { pathOf } from '../messages/links.ts';
import { saidIn } from '../messages/tell-alert.ts';
import { historyCard } from '../messages/views/history-card.ts';
import { ownEmbedder } from '../pipeline/embedding/own-embedder.ts';
import { embedQuestion, readableKinds, searchHistory } from '../pipeline/history/search-history.ts';
import { defineTool } from './define-tool.ts';
import { unique } from './named-references.ts';

/** What `search_history` answers. */
export interface HistoryData extends Record<string, unknown> {
  /** What was asked, shortened. */
  asked: string;
  range: string | null;
  found: HistoryEntry[];
  /** False where the first has only a part of what was asked. */
  sure: boolean;
  /** Nothing of what was asked says anything by itself. */
  only_fillers?: true;
}

export interface HistoryEntry {
  ref: string;
  kind: HistoryKind;
  /** On the reader's clock. */
  time: string;
  /** What people, rules and logs wrote. */
  quoted_title: string;
  quoted_passage: string;
}

const USUAL = 5;
/** What of a question a text must have to be told as an answer rather than as what comes nearest. */
const SURE = 0.5;

export const searchHistoryTool = defineTool({
  name: 'search_history',
  description:
    'Search the whole security history by words and meaning: alerts, incidents with their timelines, moderation cases, rules and who changed ' +
    'them, proposals and how they were decided, days of logins, who was seen at cameras. Use it for "did we ever …", "what did we decide ' +
    'about …", "why did we …", "is there anything about …". Numbers and lists of logins, alerts and incidents are search_logs; a summary of a ' +
    'period is posture_summary.',
  input: z.object({
    query: z
      .string()
      .max(2000)
      .describe(
        'What they want to know, in English; "a phrase", AND, OR, NOT and word* are understood, and then must hold',
      ),
    kinds: z.array(z.enum(HISTORY_KINDS)).optional().describe('Only these kinds; leave out for all'),
    range: z
      .string()
      .max(100)
      .optional()
      .describe(`When it happened, by name; leave out for all time. One of: ${RANGE_WORDS}`),
    limit: z.number().int().min(1).max(20).optional().describe(`How many at most; ${USUAL} if left out`),
  }),
  access: 'read',
  permission: 'alerts.read',
  async run({ org, principal, now, language, services }, { query, kinds, range: named, limit }) {
    const reader = { timeZone: principal.timeZone, now };
    const range = named === undefined ? null : parseRange(named, reader);
    if (named !== undefined && !range)
      throw new SafeNestError(
        'invalid_input',
        `I cannot read the time “${oneLine(named, 60)}”. Use one of: ${RANGE_WORDS}.`,
      );
    const embedder = services.embedder ?? ownEmbedder;
    const vector = await embedQuestion(embedder, query);
    const found = await org(async (tx) => {
      const its = await searchHistory(
        tx,
        principal,
        { query, kinds, from: range?.from, to: range?.to, limit: limit ?? USUAL },
        { embedder, vector },
      );
      return { ...its, hits: language === 'en' ? its.hits : await titledIn(tx, its.hits, language) };
    });
    const data: HistoryData = {
      asked: oneLine(query, 120),
      range: range?.label ?? null,
      found: found.hits.map((hit) => ({
        ref: hit.ref,
        kind: hit.kind,
        time: formatTime(hit.at, reader.timeZone, now),
        quoted_title: oneLine(hit.title, 160),
        quoted_passage: oneLine(hit.passage, 320),
      })),
      sure: (found.hits[0]?.covers ?? 0) >= SURE,
      ...(found.empty && { only_fillers: true as const }),
      ...(readableKinds(principal).length < HISTORY_KINDS.length && { searched: readableKinds(principal) }),
    };
    return {
      data,
      ...(found.hits.length > 1 && { card: historyCard(found.hits, { query, language }) }),
      citations: unique(found.hits.map(citationOf)),
    };
  },
});

/** What was found, called as readers of the language know it; the history itself is kept in English. */
async function titledIn(tx: OrgDb, hits: readonly HistoryHit[], language: Language): Promise<HistoryHit[]> {
  const titled: HistoryHit[] = [];
  for (const hit of hits) {
    const number = parseReference(hit.ref)?.number;
    const alert = hit.kind === 'alert' && number !== undefined ? await findAlert(tx, number) : null;
    const incident = hit.kind === 'incident' && number !== undefined ? await findIncident(tx, number) : null;
    const title = alert ? saidIn(alert, language).title : incident ? titleIn(incident, language) : hit.title;
    titled.push({ ...hit, title });
  }
  return titled;
}

function citationOf({ ref, at }: { ref: string; at: Date }): Citation {
  const parsed = parseReference(ref);
  return { ref, kind: parsed?.kind ?? 'alert', at: at.toISOString(), url: pathOf(ref) };
}
