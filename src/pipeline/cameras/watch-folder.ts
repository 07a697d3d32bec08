import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type FSWatcher, watch } from 'chokidar';
import { findCameraByFolder } from '../../db/cameras.ts';
import { listOrganisations, organisationTimeZone } from '../../db/organisations.ts';
import { withOrg, withSystem } from '../../db/scope.ts';
import { forgetWatchedFiles, knowsWatchedFile, rememberWatchedFile, type WatchedFile } from '../../db/watched-files.ts';
import type { OrgId } from '../../domain/id.ts';
import { LARGEST_PICTURE, pictureTooLarge } from '../../domain/picture.ts';
import { cleanText, oneLine } from '../../domain/text.ts';
import { isSafeNestError } from '../../errors.ts';
import { captureTime } from '../../media/capture-time.ts';
import type { CameraContext } from './camera-context.ts';
import { type FolderOwner, folderOwner, type KnownOrganisation } from './folder-owner.ts';
import { takeFrame } from './take-frame.ts';
import { takenAt } from './taken-at.ts';

export interface FolderWatch {
  /** Resolves once what was there at the start has been seen; what is taken then goes on. */
  start(): Promise<void>;
  /** Takes up nothing more and waits for the picture at hand. */
  stop(): Promise<void>;
  /** Folders that belong to no camera, by name. */
  unknownFolders(): string[];
  /** What is to be said of it on the health page; null where all is well. */
  trouble(): string | null;
}

export interface FolderWatchOptions {
  /** Absolute; pictures lie in `<root>/<camera's folder>/…`, or `<root>/<organisation>/<camera's folder>/…`, however deep. */
  root: string;
  /** The oldest organisation, whose cameras need no folder above theirs. */
  orgId: OrgId;
  /** A file counts as whole when it has not grown for so long. */
  settledMs?: number;
  /** Files that must wait (for their camera, or because too much waits) are tried again this often. */
  againMs?: number;
  /** How long a picture that cannot be read is taken to be one that is still being written. */
  patienceMs?: number;
}

/** What became of a file. */
type Outcome = { kind: 'taken' } | { kind: 'refused'; reason: string } | { kind: 'later' } | { kind: 'gone' };

const LONGEST_PATH = 1000;
const MOST_PENDING = 100_000;

/**
 * Takes the pictures that cameras upload into folders, each once, across restarts: what was dealt with is remembered by
 * path, size and time. Files are left where they are. A folder without a camera is named on the health page, and its
 * pictures are taken once there is one. Links are not followed, and refused.
 */
export function createFolderWatch(
  context: CameraContext,
  { root: given, orgId, settledMs = 2000, againMs = 15_000, patienceMs = 60_000 }: FolderWatchOptions,
): FolderWatch {
  const root = resolve(given);
  const { db, log, now } = context;
  const pending = new Set<string>();
  const unknown = new Map<string, number>();
  let watcher: FSWatcher | undefined;
  let working: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let broken: string | null = null;
  let realRoot = root;
  let organisations: KnownOrganisation[] = [];
  const stopping = new AbortController();

  function add(path: string): void {
    if (pending.size >= MOST_PENDING && !pending.has(path)) return;
    pending.add(path);
    work();
  }

  /** One file after the other: a folder of thousands must not crowd out what comes by the API. */
  function work(): void {
    working ??= (async () => {
      unknown.clear();
      organisations = await withSystem(db, listOrganisations).catch(() => organisations);
      for (const path of pending) {
        if (stopping.signal.aborted) return;
        const outcome = await deal(path).catch((err: unknown): Outcome => {
          log.warn(
            { err, path: relative(root, path) },
            'a picture in a watched folder could not be taken; it is tried again',
          );
          return { kind: 'later' };
        });
        if (outcome.kind !== 'later') pending.delete(path);
      }
    })().finally(() => {
      working = undefined;
    });
  }

  const ownerOf = (parts: readonly string[]): Promise<FolderOwner> =>
    folderOwner(parts, organisations, orgId, async (folder) =>
      withOrg(db, orgId, async (tx) => (await findCameraByFolder(tx, folder)) !== null),
    );

  async function deal(absolute: string): Promise<Outcome> {
    const path = relative(root, absolute).split(sep).join('/');
    const parts = path.split('/');
    if (path === '' || parts.includes('..')) return { kind: 'gone' };
    const file = await lstat(absolute).catch(() => null);
    if (!file || file.isDirectory()) return { kind: 'gone' };
    // NUL and half pairs cannot be stored; nor can what is too long be remembered
    if (cleanText(path) !== path || path.length > LONGEST_PATH) {
      log.warn(
        { path: oneLine(path, 200) },
        'a file in a watched folder has a name that cannot be kept; it is not taken',
      );
      return { kind: 'refused', reason: 'name' };
    }
    const { orgId: theirs, ...owner } = await ownerOf(parts);
    const known = { path, size: file.size, modifiedAt: new Date(Math.floor(file.mtimeMs)) };
    if (await withOrg(db, theirs, (tx) => knowsWatchedFile(tx, known))) return { kind: 'taken' };
    const remember = (outcome: WatchedFile['outcome'], reason: string | null) =>
      withOrg(db, theirs, (tx) => rememberWatchedFile(tx, { ...known, outcome, reason, at: now() }));
    const refuse = async (reason: string): Promise<Outcome> => {
      log.warn({ path, reason }, 'a file in a watched folder is not taken');
      await remember('refused', reason);
      return { kind: 'refused', reason };
    };
    if (file.isSymbolicLink() || !file.isFile()) return refuse('It is a link, not a file.');
    const { camera: folder } = owner;
    if (folder === null) return refuse('It lies in no camera’s folder.');
    if (file.size > LARGEST_PICTURE) return refuse(pictureTooLarge());
    const { camera, timeZone } = await withOrg(db, theirs, async (tx) => ({
      camera: await findCameraByFolder(tx, folder),
      timeZone: await organisationTimeZone(tx),
    }));
    if (!camera) {
      unknown.set(owner.shown, (unknown.get(owner.shown) ?? 0) + 1);
      return { kind: 'later' };
    }
    // a folder on the way may have become a link since it was listed
    if (!(await realpath(absolute)).startsWith(`${realRoot}${sep}`))
      return refuse('It lies outside the watched folder.');
    const bytes = await readFile(absolute);
    const after = await lstat(absolute).catch(() => null);
    // it went on growing: its next change brings it here again
    if (!after || after.size !== file.size || after.mtimeMs !== file.mtimeMs || bytes.length !== file.size)
      return { kind: 'later' };
    try {
      const at = takenAt(await captureTime(bytes), known.modifiedAt, timeZone);
      await takeFrame(context, theirs, camera.id, bytes, { takenAt: at });
    } catch (error) {
      if (!isSafeNestError(error) || error.code === 'unavailable' || error.code === 'internal') throw error;
      const unread = error.code === 'invalid_input' || error.code === 'unsupported_type';
      // an upload may pause for longer than a file usually takes to settle
      if (unread && now().getTime() - file.mtimeMs < patienceMs) return { kind: 'later' };
      return refuse(error.message);
    }
    await remember('taken', null);
    return { kind: 'taken' };
  }

  return {
    async start() {
      realRoot = await realFolder(root);
      watcher = watch(root, {
        followSymlinks: false,
        ignored: (path) => /(^|[\\/])\.[^\\/]/.test(relative(root, path)) || /\.(part|tmp|filepart)$/i.test(path),
        awaitWriteFinish: { stabilityThreshold: settledMs, pollInterval: Math.max(20, Math.min(250, settledMs / 4)) },
      });
      watcher.on('add', add).on('change', add);
      watcher.on('unlink', (path) => {
        pending.delete(path);
        const gone = relative(root, path).split(sep).join('/');
        if (cleanText(gone) === gone)
          void ownerOf(gone.split('/'))
            .then((owner) => withOrg(db, owner.orgId, (tx) => forgetWatchedFiles(tx, [gone])))
            .catch((err: unknown) => log.debug({ err }, 'a file that is gone stays remembered'));
      });
      watcher.on('error', (error) => {
        broken = oneLine(error instanceof Error ? error.message : String(error), 200);
        log.warn({ err: error }, 'the watched folder has trouble');
      });
      timer = setInterval(work, againMs);
      const ready = watcher;
      await new Promise<void>((done) => ready.once('ready', done));
    },

    async stop() {
      stopping.abort();
      clearInterval(timer);
      await watcher?.close();
      // the picture at hand is stored and remembered, or neither
      await Promise.race([working, wait(10_000, undefined, { ref: false })]);
    },

    unknownFolders: () => [...unknown.keys()].sort(),

    trouble() {
      if (broken) return `the watched folder has trouble: ${broken}`;
      const folders = [...unknown.keys()].sort();
      if (folders.length === 0) return null;
      const named = folders.slice(0, 3).map((folder) => oneLine(folder, 40));
      return `pictures wait in folders that belong to no camera: ${named.join(', ')}${folders.length > 3 ? ' …' : ''}`;
    },
  };
}

async function realFolder(root: string): Promise<string> {
  const found = await stat(root).catch(() => null);
  if (!found?.isDirectory()) throw new Error(`the watched folder ${root} is not there, or is no folder`);
  return realpath(root);
}
