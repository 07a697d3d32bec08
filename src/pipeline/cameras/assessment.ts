import { z } from 'zod';
import type { ModelView } from '../../domain/camera.ts';
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

/** What one that sees the pictures says besides. */
export const seenSchema = assessmentSchema.extend({
  title: z.string().min(1).max(100).describe('What happens, in a few words'),
  scene: z
    .string()
    .min(1)
    .max(600)
    .describe('What is seen from the first picture to the last: who does what, with what'),
  confidence: z.number().min(0).max(1).describe('How sure you are of title, scene and threat_level, 0 to 1'),
  other_concerns: z
    .array(z.string().min(1).max(160))
    .max(4)
    .describe('What else somebody should know; none where nothing is'),
  threat_level: z
    .union([z.literal(0), z.literal(1), z.literal(2)])
    .describe('0: usual; 1: unusual, worth a look; 2: somebody acts against people or things'),
});
export type SeenAssessment = z.output<typeof seenSchema>;

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
  /** Pictures it may look at, JPEG; none where nobody agreed to that. */
  pictures?: readonly Uint8Array[],
) => Promise<{ assessment: Assessment; view?: ModelView; model: string } | null>;

/** What is kept of what one that saw the pictures said. */
export const viewOf = (said: SeenAssessment, pictures: number): ModelView => ({
  title: plain(said.title, 100),
  scene: plain(said.scene, 600),
  confidence: Math.round(said.confidence * 100) / 100,
  concerns: said.other_concerns.map((one) => plain(one, 160)).filter((one) => one !== ''),
  threat: said.threat_level,
  pictures,
});

/** What a threat makes the risk at least. */
const THREAT_RISK = { 0: 0, 1: 50, 2: 80 } as const;

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
export function withAssessment(byRules: Assessed, { risk, reasons }: Assessment, view?: ModelView): Assessed {
  const more = [...reasons.map((reason) => plain(reason, 160)), ...(view?.concerns ?? [])].filter(
    (reason) => reason !== '' && !isCode(reason),
  );
  return {
    risk: Math.max(byRules.risk, risk, THREAT_RISK[view?.threat ?? 0]),
    reasons: [...new Set([...byRules.reasons, ...more])],
  };
}

export const modelSummary = ({ summary }: Assessment): string => plain(summary, 400);

/** A model's words as they may be shown: one line, and no address that a chat would fetch by itself. */
const plain = (text: string, limit: number): string =>
  oneLine(text.replaceAll(/\b[a-z][a-z\d+.-]*:\/\/\S+|\bwww\.\S+/gi, ''), limit);

/** What only the rules may say. */
const isCode = (reason: string): boolean => /^[a-z]+(_[a-z]+)*(:|$)/.test(reason);
