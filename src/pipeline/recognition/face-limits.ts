import type { FaceQuality } from '../../domain/face.ts';
import type { EnrolmentVerdict } from '../../domain/person.ts';
import { type RecognitionSettings, USUAL_RECOGNITION } from '../../domain/recognition-settings.ts';

/** Pixels of the shorter side, variance of the Laplacian, and how far a face looks away. */
interface Least {
  size: number;
  sharpness: number;
  turned: number;
}

/** What a face must be to vouch for somebody: enrolled, or the first of somebody new. */
const GOOD: Least = { size: 48, sharpness: 40, turned: 0.75 };
/** What it must be for a match to be sure, beside its size, which is a setting. */
const ENOUGH: Omit<Least, 'size'> = { sharpness: 8, turned: 0.95 };

type Fault = Extract<EnrolmentVerdict, 'too_small' | 'blurred' | 'turned_away'>;

const faultBelow = (quality: FaceQuality, least: Least): Fault | null => {
  if (quality.size < least.size) return 'too_small';
  if (quality.sharpness < least.sharpness) return 'blurred';
  return quality.turned > least.turned ? 'turned_away' : null;
};

/** Why a face is not good enough to recognise others by; null where it is. */
export const faultOf = (quality: FaceQuality): Fault | null => faultBelow(quality, GOOD);

/** Why a face is not good enough to be sure of; null where it is. */
export const poorFor = (
  quality: FaceQuality,
  { leastSize, leastQuality }: Pick<RecognitionSettings, 'leastSize' | 'leastQuality'> = USUAL_RECOGNITION,
): Fault | 'low_quality' | null =>
  faultBelow(quality, { ...ENOUGH, size: leastSize }) ?? (quality.overall < leastQuality ? 'low_quality' : null);

/** With at most so many faces of one person new faces are compared: fewer than the search looks at. */
export const MOST_COMPARED = 30;
/** Somebody without a name is known by so many faces, so that one bad match does not bring others. */
export const MOST_COMPARED_UNNAMED = 6;
