import { type Db, withOrg } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import type { Language } from '../domain/language.ts';
import type { Pixels, StoredPicture } from '../domain/picture.ts';
import { type ErrorCode, isSafeNestError, SafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import { decodePicture } from '../media/decode-picture.ts';
import type { FileStore } from '../media/files.ts';
import type { AskedPicture } from '../messages/asked-picture.ts';
import { questionPictureWords } from '../messages/catalogue/question-pictures.ts';
import { keepPicture, readPicture, seePicture } from './pictures.ts';

/** The pictures of one question. Each is fetched, decoded and kept at most once, and not before somebody looks at it. */
export interface QuestionPictures {
  readonly count: number;
  /** The picture at a place, from 1; fails in words for whoever sent it. */
  open(position: number): Promise<OpenedPicture>;
  /** Ids of those that were looked at and are kept, in the order of their places: the conversation may come back to them. */
  readonly kept: readonly string[];
}

export interface OpenedPicture {
  stored: StoredPicture;
  pixels: Pixels;
}

export interface QuestionPictureParts {
  db: Db;
  files: FileStore;
  now: () => Date;
  log: Log;
}

interface Asked {
  orgId: OrgId;
  /** What came with the question. */
  sent: readonly AskedPicture[];
  /** Ids of what came with the one before, where nothing came with this one. */
  earlier: readonly string[];
  language: Language;
  signal?: AbortSignal;
}

/** Opens what came with a question, as `question` pictures of the organisation. */
export function openQuestionPictures(
  { db, files, now, log }: QuestionPictureParts,
  { orgId, sent, earlier, language, signal }: Asked,
): QuestionPictures {
  const words = questionPictureWords[language];
  const count = sent.length > 0 ? sent.length : earlier.length;
  const opened = new Map<number, Promise<OpenedPicture>>();
  const kept = new Map<number, string>();

  async function keep(picture: AskedPicture): Promise<OpenedPicture> {
    const bytes = await picture.open(signal);
    const { pixels, mediaType, width, height } = await decodePicture(bytes);
    const at = now();
    const about = { bytes, mediaType, width, height, class: 'question' as const, cameraId: null, takenAt: at };
    const stored = await keepPicture((change) => withOrg(db, orgId, change), files, orgId, about, at);
    return { stored, pixels };
  }

  async function again(id: string): Promise<OpenedPicture> {
    const stored = await withOrg(db, orgId, (tx) => seePicture(tx, id));
    return { stored, pixels: (await decodePicture(await readPicture(files, stored))).pixels };
  }

  async function open(position: number): Promise<OpenedPicture> {
    const picture = sent[position - 1];
    const id = sent.length > 0 ? undefined : earlier[position - 1];
    if (count === 0) throw new SafeNestError('not_found', words.none);
    if (!picture && id === undefined) throw new SafeNestError('not_found', words.noSuch(position, count));
    try {
      const found = await (picture ? keep(picture) : again(id!));
      kept.set(position, found.stored.id);
      return found;
    } catch (error) {
      const code = isSafeNestError(error) ? error.code : 'unavailable';
      log.info({ err: error }, 'a picture that came with a question could not be looked at');
      const which = words.which(position, count);
      const pictures = picturesIn(error);
      throw new SafeNestError(
        code === 'internal' ? 'unavailable' : code,
        pictures === null ? words[WORDS[code] ?? 'away'](which) : words.severalInOne(which, pictures),
        { cause: error },
      );
    }
  }

  return {
    count,
    open(position) {
      const before = opened.get(position);
      if (before) return before;
      const opening = open(position);
      opened.set(position, opening);
      // what failed may be tried once more
      opening.catch(() => opened.delete(position));
      return opening;
    },
    get kept() {
      return [...kept].sort(([one], [other]) => one - other).map(([, id]) => id);
    },
  };
}

/** How many pictures the one file holds that was not read for that; null for any other trouble. */
function picturesIn(error: unknown): number | null {
  const details = isSafeNestError(error) ? (error.details as { pictures?: unknown } | undefined) : undefined;
  return typeof details?.pictures === 'number' ? details.pictures : null;
}

const WORDS: Partial<Record<ErrorCode, 'tooLarge' | 'noPicture' | 'damaged' | 'gone' | 'notAllowed' | 'away'>> = {
  too_large: 'tooLarge',
  unsupported_type: 'noPicture',
  invalid_input: 'damaged',
  not_found: 'gone',
  forbidden: 'notAllowed',
};
