import { z } from 'zod';
import type { OrgId } from '../../domain/id.ts';
import type { Language } from '../../domain/language.ts';
import { oneLine } from '../../domain/text.ts';
import { localTime } from '../anomaly/local-time.ts';
import type { Observed } from './observed.ts';
import type { Assessed } from './risk.ts';

/** What a language model may say of an event. */
export const assessmentSchema = z.strictObject({
  risk: z.int().min(0).max(100).describe('How much attention it deserves, 0 to 100; never less than risk_by_rules'),
  summary: z.string().min(1).max(400).describe('What happened, in one or two plain sentences'),
  reasons: z
    .array(z.string().min(1).max(160))
    .max(4)
    .describe('Why it deserves more attention than the rules say, if it does'),
});
export type Assessment = z.output<typeof assessmentSchema>;

/** What the model is told: counts, kinds and times, what officers named their cameras and zones, and what they say is normal there. */
export interface EventFacts {
  /** In which the line is to be written. */
  language: Language;
  camera: string;
  location: string;
  /** What is normal at this camera, as an admin wrote it; absent where nobody did. */
  normal_here?: string;
  weekday: string;
  time: string;
  minutes: number;
  pictures: number;
  seen: { kind: string; most_at_once: number; certainty: number }[];
  zones: { name: string; kind: string }[];
  people_known: number;
  people_unknown: number;
  risk_by_rules: number;
  reasons_by_rules: string[];
}

/** Asks a language model about an event; null where there is none, it is away, or what it said did not fit. */
export type AssessEvent = (
  orgId: OrgId,
  facts: EventFacts,
  signal?: AbortSignal,
) => Promise<{ assessment: Assessment; model: string } | null>;

export function factsOf({ camera, event, people, timeZone }: Observed, language: Language): EventFacts {
  const { day, time } = localTime(event.startedAt, timeZone);
  const faces = people.filter(({ by }) => by === 'face');
  return {
    language,
    camera: oneLine(camera.name, 60),
    location: oneLine(camera.location, 60),
    ...(camera.notes === '' ? {} : { normal_here: oneLine(camera.notes, 1000) }),
    weekday: day,
    time,
    minutes: Math.round((event.endedAt.getTime() - event.startedAt.getTime()) / 60_000),
    pictures: event.pictures,
    seen: Object.entries(event.objects).map(([kind, { most, score }]) => ({
      kind,
      most_at_once: most,
      certainty: Math.round(score * 100) / 100,
    })),
    zones: camera.zones
      .filter(({ name }) => event.zones.includes(name))
      .map(({ name, kind }) => ({ name: oneLine(name, 60), kind })),
    people_known: faces.filter(({ name }) => name !== null).length,
    people_unknown: faces.filter(({ name }) => name === null).length,
    risk_by_rules: event.risk,
    reasons_by_rules: event.reasons.map((reason) => reason.split(':')[0]!),
  };
}

/** Adds what a model said to what the rules found: it may raise the risk and add reasons, and take nothing away. */
export function withAssessment(byRules: Assessed, { risk, reasons }: Assessment): Assessed {
  const more = reasons.map((reason) => plain(reason, 160)).filter((reason) => reason !== '' && !isCode(reason));
  return { risk: Math.max(byRules.risk, risk), reasons: [...new Set([...byRules.reasons, ...more])] };
}

export const modelSummary = ({ summary }: Assessment): string => plain(summary, 400);

/** A model's words as they may be shown: one line, and no address that a chat would fetch by itself. */
const plain = (text: string, limit: number): string =>
  oneLine(text.replaceAll(/\b[a-z][a-z\d+.-]*:\/\/\S+|\bwww\.\S+/gi, ''), limit);

/** What only the rules may say. */
const isCode = (reason: string): boolean => /^[a-z]+(_[a-z]+)*(:|$)/.test(reason);
