import { z } from 'zod';
import { findCamera, insertCamera, listCameras, saveCamera } from '../../db/cameras.ts';
import { lockCounter, nextNumber } from '../../db/counters.ts';
import { type Camera, ZONE_KINDS } from '../../domain/camera.ts';
import { newId } from '../../domain/id.ts';
import { OBJECT_CLASSES } from '../../domain/object-class.ts';
import { MOST_STRICTER } from '../../domain/recognition-settings.ts';
import { formatReference, parseReference } from '../../domain/reference.ts';
import { can } from '../../domain/role.ts';
import { cleanText, oneLine, umlautsWritten } from '../../domain/text.ts';
import { hasArea } from '../../domain/zone.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { checked } from '../checked.ts';
import { seedCameraRules } from '../rules.ts';
import { looksAlike } from '../screening/looks-alike.ts';
import type { Work } from '../work.ts';

const LONGEST_FOLDER = 100;
const LONGEST_NOTES = 1000;

const fraction = z.number().min(0).max(1);
const polygon = z
  .array(z.tuple([fraction, fraction]).readonly())
  .min(3)
  .max(64)
  .readonly()
  .refine(hasArea, 'must have corners that enclose something');
const line = (longest: number) => z.string().transform((text) => oneLine(text, longest + 1));
const zones = z
  .array(
    z.strictObject({
      name: line(60).pipe(z.string().min(1, 'must not be empty').max(60)),
      kind: z.enum(ZONE_KINDS),
      polygon,
      enabled: z.boolean().optional(),
      objects: z
        .array(z.enum(OBJECT_CLASSES))
        .max(OBJECT_CLASSES.length)
        .refine((all) => new Set(all).size === all.length, 'must differ')
        .readonly()
        .optional(),
    }),
  )
  .max(32)
  .refine(
    (all) => all.every(({ name }, at) => all.slice(at + 1).every((other) => !looksAlike(name, other.name))),
    'must have names that differ, and do not look the same',
  );

const editable = z.strictObject({
  name: line(100).pipe(z.string().min(1, 'must not be empty').max(100)),
  location: line(200).pipe(z.string().max(200)),
  folder: z
    .string()
    .max(LONGEST_FOLDER)
    .regex(/^[a-z0-9][a-z0-9_-]*$/, 'must be small letters, digits, - and _, like front-door'),
  enabled: z.boolean(),
  /** Polygons in 0..1 of the picture's width and height. */
  zones,
  /** What is blackened in every picture before anything is looked for or kept. */
  mask: z.array(polygon).max(32),
  /** So much more alike than elsewhere a face must be here (cosine). */
  stricter: z.number().min(0).max(MOST_STRICTER).multipleOf(0.01),
  /** What is normal there, for whoever words its events. */
  notes: z
    .string()
    .max(LONGEST_NOTES * 4)
    .transform((text) => cleanText(text).trim())
    .pipe(z.string().max(LONGEST_NOTES)),
});

/** A camera somebody adds; its folder is made from its name where none is given. */
export const newCameraSchema = editable.partial().required({ name: true });
export type NewCamera = z.input<typeof newCameraSchema>;

/** Names only what changes. */
export const cameraPatchSchema = editable.partial();
export type CameraPatch = z.input<typeof cameraPatchSchema>;

/** Adds a camera; the first one brings the rules for cameras with it. Fails with `conflict` where the name or folder is taken. */
export async function createCamera(work: Work, input: NewCamera): Promise<Camera> {
  const { tx, principal, now } = work;
  authorise(principal, 'cameras.write');
  const wanted = checked(newCameraSchema, input);
  // the counter's lock makes two of one name follow each other, so that the second sees the first
  const number = await nextNumber(tx, 'camera');
  const all = await listCameras(tx);
  const camera: Camera = {
    id: newId(now.getTime()),
    number,
    name: wanted.name,
    folder: wanted.folder ?? freeFolder(wanted.name, number, all),
    location: wanted.location ?? '',
    enabled: wanted.enabled ?? true,
    zones: wanted.zones ?? [],
    mask: wanted.mask ?? [],
    stricter: wanted.stricter ?? 0,
    notes: wanted.notes ?? '',
    lastSeenAt: null,
    lastPictureId: null,
    createdAt: now,
    updatedAt: now,
    updatedBy: principal.name,
  };
  requireFree(camera, all);
  await insertCamera(tx, camera);
  await seedCameraRules(tx, principal.name, now);
  await audit(work, {
    action: 'camera.create',
    subject: refOf(camera),
    detail: { name: camera.name, folder: camera.folder, zones: camera.zones.length, mask: camera.mask.length },
  });
  return camera;
}

/** Changes what the patch names. What is so already writes nothing. */
export async function updateCamera(work: Work, number: number, patch: CameraPatch): Promise<Camera> {
  const { tx, principal, now } = work;
  authorise(principal, 'cameras.write');
  const given = Object.fromEntries(
    Object.entries(checked(cameraPatchSchema, patch)).filter(([, value]) => value !== undefined),
  ) as Partial<Camera>;
  // cameras are changed one after the other: names and folders are compared with all others
  await lockCounter(tx, 'camera');
  const before = await seeCamera(work, number);
  const after: Camera = { ...before, ...given };
  const changed = (['name', 'folder', 'location', 'enabled', 'zones', 'mask', 'stricter', 'notes'] as const).filter(
    (field) => JSON.stringify(after[field]) !== JSON.stringify(before[field]),
  );
  if (changed.length === 0) return before;
  requireFree(after, await listCameras(tx), changed);
  Object.assign(after, { updatedAt: now, updatedBy: principal.name });
  await saveCamera(tx, after);
  // what is noted may tell of people, and no line of the audit log can be forgotten
  const told = (camera: Camera, field: (typeof changed)[number]): unknown =>
    field === 'notes' ? (camera.notes === '' ? 'none' : 'a note') : camera[field];
  const detail = Object.fromEntries(
    changed.map((field) => [field, { before: told(before, field), after: told(after, field) }]),
  );
  await audit(work, { action: 'camera.update', subject: refOf(after), detail });
  return after;
}

/** The cameras, for whoever may see them. */
export async function seeCameras({ tx, principal }: Pick<Work, 'tx' | 'principal'>): Promise<Camera[]> {
  authorise(principal, 'cameras.read');
  return listCameras(tx);
}

export async function seeCamera({ tx, principal }: Pick<Work, 'tx' | 'principal'>, number: number): Promise<Camera> {
  authorise(principal, 'cameras.read');
  const camera = await findCamera(tx, number);
  if (!camera) throw new SafeNestError('not_found', wordsFor({ principal }, objectionWords).noSuch(refOf({ number })));
  return camera;
}

/** What the cameras that somebody may look at, their places and zones are called; nothing for whoever may see none. */
export async function placesKnown({ tx, principal }: Pick<Work, 'tx' | 'principal'>): Promise<string[]> {
  if (!can(principal.role, 'cameras.read')) return [];
  const cameras = await listCameras(tx);
  return [
    ...new Set(cameras.flatMap(({ name, location, zones }) => [name, location, ...zones.map((zone) => zone.name)])),
  ];
}

/** A camera that somebody means; `zones` where it is these of its picture that are called so, “the ramp”, else none. */
export interface Called {
  camera: Camera;
  zones: string[];
}

/** The cameras that a person may mean: by `CAM-3`, exactly by name, folder or place, else by a part of these, else by a zone. */
export function placesCalled(typed: string, cameras: readonly Camera[]): Called[] {
  const whole = (found: readonly Camera[]): Called[] => found.map((camera) => ({ camera, zones: [] }));
  const reference = parseReference(typed);
  if (reference?.kind === 'camera') return whole(cameras.filter(({ number }) => number === reference.number));
  const wanted = plain(typed);
  if (wanted === '') return [];
  const names = (camera: Camera): string[] =>
    [camera.name, camera.folder, camera.location].flatMap((name) => [plain(name), plain(umlautsWritten(name))]);
  const exact = cameras.filter((camera) => names(camera).some((name) => joined(name) === joined(wanted)));
  if (exact.length > 0) return whole(exact);
  // “camera 3” is CAM-3 where none is called so
  const bare = wanted.replace(LED_BY, '');
  const numbered = /^\d{1,9}$/.test(bare) ? cameras.filter(({ number }) => number === Number(bare)) : [];
  if (numbered.length > 0) return whole(numbered);
  if (bare !== wanted && bare !== '') {
    const called = placesCalled(bare, cameras);
    if (called.length > 0) return called;
  }
  // “gate 3” is no part of Gate 31
  const isPart = (name: string): boolean =>
    /\d/.test(wanted) ? ` ${name} `.includes(` ${wanted} `) : name.includes(wanted);
  const part = cameras.filter((camera) => names(camera).some(isPart));
  if (part.length > 0) return whole(part);
  const within = (name: string): boolean => name.length > 2 && ` ${wanted} `.includes(` ${name} `);
  const around = cameras.filter((camera) => names(camera).some(within));
  if (around.length > 0) return whole(around);
  return cameras.flatMap((camera) => {
    const zones = camera.zones.map(({ name }) => name).filter((name) => plain(name) === wanted || within(plain(name)));
    return zones.length > 0 ? [{ camera, zones }] : [];
  });
}

/** The same, as whole cameras. */
export const camerasCalled = (typed: string, cameras: readonly Camera[]): Camera[] =>
  placesCalled(typed, cameras).map(({ camera }) => camera);

/** “gate31” is Gate 31. */
const joined = (name: string): string => name.replaceAll(/ (?=\d)/g, '');

/** What people say before a camera's name or number. */
const LED_BY = /^(?:the )?(?:cameras?|cams?|kameras?|camaras?)(?: (?:number|no|nr|called|named))? (?=\S)/;

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

export const refOf = ({ number }: Pick<Camera, 'number'>): string => formatReference({ kind: 'camera', number });

/** Fails with `conflict` where the name or the folder, as far as these are `changed`, is another camera's. */
function requireFree(camera: Camera, all: readonly Camera[], changed: readonly string[] = ['name', 'folder']): void {
  const others = all.filter(({ id }) => id !== camera.id);
  const same = changed.includes('name') ? others.find(({ name }) => looksAlike(name, camera.name)) : undefined;
  if (same) {
    const isSame = same.name.toLowerCase() === camera.name.toLowerCase();
    throw new SafeNestError(
      'conflict',
      isSame
        ? `There is a camera called “${same.name}” already (${refOf(same)}); give this one another name.`
        : `“${camera.name}” looks the same as “${same.name}” (${refOf(same)}), though it is written with other letters; give this one another name.`,
    );
  }
  if (!changed.includes('folder')) return;
  const inFolder = others.find(({ folder }) => folder === camera.folder);
  if (inFolder)
    throw new SafeNestError(
      'conflict',
      `The folder ${camera.folder} belongs to ${refOf(inFolder)} ${inFolder.name} already; give this one another.`,
    );
}

/** `Front door` as `front-door`, with a number where that is taken. */
function freeFolder(name: string, number: number, all: readonly Camera[]): string {
  const base = plain(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, LONGEST_FOLDER - 10);
  const wanted = base === '' ? `camera-${number}` : base;
  return all.some(({ folder }) => folder === wanted) ? `${wanted}-${number}` : wanted;
}
