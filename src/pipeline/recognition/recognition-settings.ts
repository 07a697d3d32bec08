import { z } from 'zod';
import { recentDecisions } from '../../db/recent-decisions.ts';
import {
  findChange,
  findRecognitionSettings,
  lockRecognitionSettings,
  saveRecognitionSettings,
} from '../../db/recognition-settings.ts';
import {
  RECOGNITION_RANGES,
  RECOGNITION_SETTINGS,
  RECOGNITION_WORDS,
  type RecognitionSettings,
  USUAL_RECOGNITION,
} from '../../domain/recognition-settings.ts';
import type { Embedder } from '../../models/vision.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { checked } from '../checked.ts';
import type { Work } from '../work.ts';
import { TRIED_RESULTS, type TriedResult, trySettings } from './try-settings.ts';

const within = (name: keyof RecognitionSettings) => {
  const { least, most, step } = RECOGNITION_RANGES[name];
  return z.number().min(least).max(most).multipleOf(step);
};

export const recognitionSettingsSchema = z.strictObject({
  leastSize: within('leastSize'),
  leastScore: within('leastScore'),
  leastQuality: within('leastQuality'),
  matchOffset: within('matchOffset'),
  unsureOffset: within('unsureOffset'),
  facesForName: within('facesForName'),
  attemptsKept: within('attemptsKept'),
}) satisfies z.ZodType<RecognitionSettings>;

export interface SeenSettings {
  settings: RecognitionSettings;
  /** What held before the last change; null where there was none. */
  previous: RecognitionSettings | null;
  /** Null where nobody ever set anything. */
  changed: { at: Date; by: string } | null;
}

export async function seeRecognitionSettings({ tx, principal }: Pick<Work, 'tx' | 'principal'>): Promise<SeenSettings> {
  authorise(principal, 'people.read');
  const found = await findChange(tx);
  if (!found) return { settings: USUAL_RECOGNITION, previous: null, changed: null };
  return { settings: found.settings, previous: found.previous, changed: { at: found.at, by: found.by } };
}

/** Changes how sure the organisation wants to be of faces, from now on; what is left out stays. */
export async function setRecognitionSettings(
  work: Work,
  change: Partial<RecognitionSettings>,
): Promise<RecognitionSettings> {
  const { tx, principal, now } = work;
  authorise(principal, 'rules.write');
  await lockRecognitionSettings(tx);
  const before = await findRecognitionSettings(tx);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const after = checked(recognitionSettingsSchema, { ...before, ...given }, '', RECOGNITION_WORDS);
  const changed = RECOGNITION_SETTINGS.filter((name) => after[name] !== before[name]);
  if (changed.length === 0) return before;
  await saveRecognitionSettings(tx, after, { previous: before, at: now, by: principal.name });
  await audit(work, {
    action: 'recognition.settings',
    detail: Object.fromEntries(changed.map((name) => [name, { before: before[name], after: after[name] }])),
  });
  return after;
}

const DAYS = 30;
const MOST_TRIED = 5000;
const DAY_MS = 86_400_000;

export interface SettingsTried {
  days: number;
  faces: number;
  /** How many of the faces would be what, with the settings as they are and as they would be. */
  now: Record<TriedResult, number>;
  wanted: Record<TriedResult, number>;
  /** Of those that are a match now and would not be any more: how many, and how many of these people called wrong. */
  lost: { matches: number; wrong: number };
}

/** What the organisation's faces of the last 30 days (the newest 5,000) would be with other settings; nothing is changed. */
export async function tryRecognitionSettings(
  { tx, principal, now }: Pick<Work, 'tx' | 'principal' | 'now'>,
  wanted: RecognitionSettings,
  embedder: Embedder,
): Promise<SettingsTried> {
  authorise(principal, 'people.read');
  const from = new Date(now.getTime() - DAYS * DAY_MS);
  const faces = await recentDecisions(tx, { model: embedder.id, from, limit: MOST_TRIED });
  const before = trySettings(faces, embedder, await findRecognitionSettings(tx));
  const after = trySettings(faces, embedder, checked(recognitionSettingsSchema, wanted));
  const lost = faces.filter((_, index) => before[index] === 'match' && after[index] !== 'match');
  return {
    days: DAYS,
    faces: faces.length,
    now: counted(before),
    wanted: counted(after),
    lost: { matches: lost.length, wrong: lost.filter(({ wrong }) => wrong).length },
  };
}

const counted = (results: readonly TriedResult[]): Record<TriedResult, number> =>
  Object.fromEntries(TRIED_RESULTS.map((result) => [result, results.filter((one) => one === result).length])) as Record<
    TriedResult,
    number
  >;
