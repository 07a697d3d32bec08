import { z } from 'zod';
import { findCamera } from '../../db/cameras.ts';
import { recentDecisions } from '../../db/recent-decisions.ts';
import { findRecognitionSettings } from '../../db/recognition-settings.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { Camera } from '../../domain/camera.ts';
import { MOST_STRICTER } from '../../domain/recognition-settings.ts';
import { oneLine } from '../../domain/text.ts';
import { decisionWords } from '../../messages/catalogue/decisions.ts';
import { proposalTitles } from '../../messages/catalogue/proposal-titles.ts';
import type { Embedder } from '../../models/vision.ts';
import { digest, kind, missing, numberIn, reference } from '../proposal-kind.ts';
import { trySettings } from '../recognition/try-settings.ts';
import { refOf, updateCamera } from './registry.ts';

const stricter = z.number().min(0).max(MOST_STRICTER).multipleOf(0.01);

/** Sets how much more alike than elsewhere a face must be at a camera. */
export const changeCamera = kind({
  schema: z.strictObject({
    camera: reference('camera'),
    stricter,
    /** How it is before the change, and how the camera is called. */
    was: stricter.optional(),
    name: z.string().max(100).optional(),
  }),
  asks: 'rules.propose',
  async settle({ tx }, { camera: ref, stricter: wanted }) {
    const camera = await cameraOf(tx, ref);
    return { camera: ref, stricter: wanted, was: camera.stricter, name: oneLine(camera.name, 100) };
  },
  describe: ({ camera, stricter: wanted, was = 0, name = '' }, language) =>
    proposalTitles[language].stricter(`${camera} ${name}`, `${was.toFixed(2)} → ${wanted.toFixed(2)}`),
  severity: () => null,
  matter: ({ camera }) => ({ camera, setting: 'stricter' }),
  async standing(tx, { camera: ref }) {
    const camera = await cameraOf(tx, ref);
    return { mark: digest(camera.stricter), words: `${ref} is at ${camera.stricter.toFixed(2)} by now` };
  },
  async run(work, { camera: ref, stricter: wanted }) {
    const before = await cameraOf(work.tx, ref);
    const after = await updateCamera(work, numberIn(ref), { stricter: wanted });
    return {
      text: (language) => decisionWords[language].cameraStricter(ref, after.stricter.toFixed(2)),
      undo: { camera: after.number, stricter: before.stricter },
    };
  },
});

async function cameraOf(tx: OrgDb, ref: string): Promise<Camera> {
  const camera = await findCamera(tx, numberIn(ref));
  if (!camera) throw missing(ref);
  return camera;
}

/** So often people must have called a match at a camera wrong within the days, and this share of all that are looked at. */
const WRONG = { fewest: 3, share: 0.05 };
/** A change must end at least this share of what was wrong, and at most that of what was right. */
const WORTH = { wrongEnded: 0.5, rightLost: 0.25 };
const STEP = 0.02;
const MOST_TRIED = 5000;

/** What a stricter camera would have changed. */
export interface StricterTried {
  stricter: number;
  matches: number;
  /** Of the matches: how many people called wrong. */
  wrong: number;
  /** How many would not have been matches, and how many of these people called wrong. */
  changed: number;
  changedWrong: number;
}

/**
 * The mildest setting of a camera that would have ended at least half of the matches people called wrong since then, and few others; null where
 * there is nothing to mend, or nothing that mends it.
 */
export async function worthStricter(
  tx: OrgDb,
  camera: Camera,
  embedder: Embedder,
  from: Date,
): Promise<StricterTried | null> {
  const faces = await recentDecisions(tx, { model: embedder.id, from, cameraId: camera.id, limit: MOST_TRIED });
  const settings = await findRecognitionSettings(tx);
  const isMatch = (at: number): boolean[] =>
    trySettings(faces, embedder, settings, at).map((result) => result === 'match');
  const now = isMatch(camera.stricter);
  const matches = faces.filter((_, index) => now[index]);
  const wrong = matches.filter((face) => face.wrong).length;
  if (wrong < WRONG.fewest || wrong < WRONG.share * matches.length) return null;
  for (let steps = 1; ; steps++) {
    const at = Math.round((camera.stricter + steps * STEP) * 100) / 100;
    if (at > MOST_STRICTER) return null;
    const then = isMatch(at);
    const changed = faces.filter((_, index) => now[index] && !then[index]);
    const changedWrong = changed.filter((face) => face.wrong).length;
    const rightLost = changed.length - changedWrong;
    if (rightLost > WORTH.rightLost * (matches.length - wrong)) return null;
    if (changedWrong >= WORTH.wrongEnded * wrong)
      return { stricter: at, matches: matches.length, wrong, changed: changed.length, changedWrong };
  }
}

/** What it was tried on, in words. */
export const stricterWhy = (camera: Camera, { matches, wrong, changed, changedWrong }: StricterTried, days: number) =>
  `In ${days} days ${matches} faces at ${refOf(camera)} were told as somebody, and people called ${wrong} of them wrong. With this ${changed} would have been “not sure” or a stranger instead, ${changedWrong} of these the ones called wrong.`;
