import { z } from 'zod';
import { findCameraById } from '../../db/cameras.ts';
import { type Camera, ZONE_KINDS } from '../../domain/camera.ts';
import { LIMITED_ROLES } from '../../domain/camera-access.ts';
import { isUuid, type OrgId } from '../../domain/id.ts';
import { OBJECT_CLASSES } from '../../domain/object-class.ts';
import { MOST_STRICTER } from '../../domain/recognition-settings.ts';
import { formatReference } from '../../domain/reference.ts';
import { isOn } from '../../domain/zone.ts';
import { authorise } from '../../pipeline/authorise.ts';
import { limitCameras, type ShownAccess, seeCameraAccess } from '../../pipeline/cameras/camera-access.ts';
import { cameraState, SILENT_MS } from '../../pipeline/cameras/camera-state.ts';
import { createCamera, seeCamera, seeCameras, updateCamera } from '../../pipeline/cameras/registry.ts';
import { removeCamera } from '../../pipeline/cameras/remove-camera.ts';
import type { PictureLinks } from '../../pipeline/pictures.ts';
import type { Work } from '../../pipeline/work.ts';
import { defineRoute } from '../define-route.ts';
import type { HttpServices } from '../services.ts';
import { pictureLinksOf } from './pictures.ts';
import { listOf, numberIn, refParams, unknownRef } from './shapes.ts';

const tag = 'cameras';
const params = refParams('camera');
const instant = z.iso.datetime();

const point = z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]);
const polygon = z.array(point).min(3).max(64).describe('Corners, x and y in 0..1 of the picture’s width and height');
const zones = z
  .array(
    z.strictObject({
      name: z.string().min(1).max(60),
      kind: z.enum(ZONE_KINDS),
      polygon,
      enabled: z.boolean().optional().describe('false: kept, and nothing counts as in it'),
      objects: z
        .array(z.enum(OBJECT_CLASSES))
        .max(OBJECT_CLASSES.length)
        .optional()
        .describe('Only these count as in it; everything where none is named'),
    }),
  )
  .max(32)
  .describe('What is detected in an `ignore` zone is not told');
const mask = z.array(polygon).max(32).describe('Blackened in every picture before anything is looked for or kept');

const editable = {
  name: z.string().min(1).max(100).optional(),
  location: z.string().max(200).optional(),
  folder: z.string().max(100).optional().describe('Its folder among the watched ones, e.g. front-door'),
  enabled: z.boolean().optional(),
  zones: zones.optional(),
  mask: mask.optional(),
  stricter: z
    .number()
    .min(0)
    .max(MOST_STRICTER)
    .optional()
    .describe('So much more alike than elsewhere a face must be here, in steps of 0.01'),
  notes: z
    .string()
    .max(4000)
    .optional()
    .describe('What is normal there, at most 1,000 letters; whoever words its events reads it'),
};

const cameraSchema = z.object({
  ref: z.string(),
  id: z.uuid(),
  name: z.string(),
  location: z.string(),
  folder: z.string(),
  enabled: z.boolean(),
  state: z.enum(['online', 'offline', 'never', 'off']).describe('offline: silent for longer than the settings allow'),
  zones: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(ZONE_KINDS),
      polygon: z.array(z.array(z.number())),
      enabled: z.boolean(),
      objects: z.array(z.enum(OBJECT_CLASSES)).describe('Empty: everything counts'),
    }),
  ),
  mask: z.array(z.array(z.array(z.number()))),
  stricter: z.number().describe('So much more alike than elsewhere a face must be here'),
  notes: z.string().describe('What is normal there'),
  last_seen_at: instant.nullable(),
  snapshot_url: z.string().nullable().describe('Its latest picture, without signing in, for an hour'),
  created_at: instant,
  updated_at: instant,
  updated_by: z.string(),
});
const cameraShape = (
  camera: Camera,
  { now, silentMs = SILENT_MS, links }: { now: Date; silentMs?: number | undefined; links: PictureLinks },
): z.input<typeof cameraSchema> => ({
  ref: cameraRef(camera),
  id: camera.id,
  name: camera.name,
  location: camera.location,
  folder: camera.folder,
  enabled: camera.enabled,
  state: cameraState(camera, now, silentMs),
  zones: camera.zones.map((zone) => ({
    ...zone,
    polygon: corners(zone.polygon),
    enabled: isOn(zone),
    objects: [...(zone.objects ?? [])],
  })),
  mask: camera.mask.map(corners),
  stricter: camera.stricter,
  notes: camera.notes,
  last_seen_at: camera.lastSeenAt?.toISOString() ?? null,
  snapshot_url: camera.lastPictureId && links(camera.lastPictureId),
  created_at: camera.createdAt.toISOString(),
  updated_at: camera.updatedAt.toISOString(),
  updated_by: camera.updatedBy,
});
const corners = (polygonOf: Camera['mask'][number]): number[][] => polygonOf.map((one) => [...one]);
export const cameraRef = ({ number }: Pick<Camera, 'number'>): string => formatReference({ kind: 'camera', number });

/** A camera by `CAM-3` or by its id. */
export async function cameraGiven(work: Pick<Work, 'tx' | 'principal'>, given: string): Promise<Camera> {
  if (!isUuid(given)) return seeCamera(work, numberIn('camera', given));
  authorise(work.principal, 'cameras.read');
  const camera = await findCameraById(work.tx, given);
  if (!camera) throw unknownRef();
  return camera;
}

const howOf = (services: HttpServices, orgId: OrgId) => ({
  now: services.now(),
  silentMs: services.cameraSilentMs,
  links: pictureLinksOf(services, orgId),
});

/** Only what was given: an absent field is no field that is to be emptied. */
const present = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]: Exclude<T[Name], undefined>;
  };

const accessSchema = z.object({
  member: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  role: z.enum(LIMITED_ROLES).nullable(),
  cameras: z.array(z.string()).describe('Those alone; a camera that is added later is not among them'),
  updated_at: z.iso.datetime(),
  updated_by: z.string(),
});
const accessShape = (one: ShownAccess): z.input<typeof accessSchema> => ({
  member: one.member,
  role: one.role,
  cameras: one.cameras.map((camera) => formatReference({ kind: 'camera', number: camera.number })),
  updated_at: one.updatedAt.toISOString(),
  updated_by: one.updatedBy,
});

export const cameraRoutes = [
  defineRoute({
    method: 'get',
    path: '/camera-access',
    tag,
    summary: 'Who is limited to which cameras',
    permission: 'members.write',
    answer: z.object({ items: z.array(accessSchema) }),
    handle: async ({ work }) => ({ items: (await work(seeCameraAccess)).map(accessShape) }),
  }),
  defineRoute({
    method: 'post',
    path: '/camera-access',
    tag,
    summary: 'Limit a member, or a role, to some cameras, or no longer',
    description:
      'What other cameras took, saw or raised is not there for them: the database leaves it out of every answer, page, search, card and picture. A limit of one’s own goes before that of the role. Admins are never limited, nor are API keys.',
    permission: 'members.write',
    body: z.strictObject({
      member: z.string().max(64).optional().describe('Its id'),
      role: z.enum(LIMITED_ROLES).optional(),
      cameras: z.array(z.string().max(40)).max(1000).nullable().describe('["CAM-1"]; null: all of them'),
    }),
    answer: z.object({ limit: accessSchema.nullable() }),
    handle: async ({ work }, { body: { cameras, ...whom } }) => {
      const numbers = cameras?.map((ref) => numberIn('camera', ref)) ?? null;
      const limit = await work((w) => limitCameras(w, { ...whom, cameras: numbers }));
      return { limit: limit && accessShape(limit) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/cameras',
    tag,
    summary: 'The cameras, by number, with their latest pictures',
    permission: 'cameras.read',
    answer: listOf(cameraSchema),
    async handle({ org, principal, services }) {
      const cameras = await org((tx) => seeCameras({ tx, principal }));
      const how = howOf(services, principal.orgId);
      return { items: cameras.map((camera) => cameraShape(camera, how)), next: null };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/cameras',
    tag,
    summary: 'Add a camera; its folder is made from its name where none is given',
    permission: 'cameras.write',
    body: z.strictObject({ ...editable, name: z.string().min(1).max(100) }),
    status: 201,
    answer: cameraSchema,
    async handle({ work, principal, services }, { body }) {
      const camera = await work((w) => createCamera(w, { ...present(body), name: body.name }));
      return cameraShape(camera, howOf(services, principal.orgId));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/cameras/:ref',
    tag,
    summary: 'One camera',
    permission: 'cameras.read',
    params,
    answer: cameraSchema,
    async handle({ org, principal, services }, input) {
      const camera = await org((tx) => seeCamera({ tx, principal }, numberIn('camera', input.params.ref)));
      return cameraShape(camera, howOf(services, principal.orgId));
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/cameras/:ref',
    tag,
    summary: 'Change a camera: its name, place, zones, mask; switch it on or off',
    description: 'Zones and mask are given whole. A new mask holds for pictures from now on.',
    permission: 'cameras.write',
    params,
    body: z.strictObject(editable),
    answer: cameraSchema,
    async handle({ work, principal, services }, { params: { ref }, body }) {
      const camera = await work((w) => updateCamera(w, numberIn('camera', ref), present(body)));
      return cameraShape(camera, howOf(services, principal.orgId));
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/cameras/:ref',
    tag,
    summary: 'Remove a camera for good, with its pictures, events and sightings',
    description: 'Cannot be undone; switching it off keeps what it saw.',
    permission: 'cameras.write',
    params,
    answer: z.object({ ref: z.string(), pictures: z.int(), events: z.int() }),
    handle: ({ work, signal }, input) => removeCamera(work, numberIn('camera', input.params.ref), signal),
  }),
];
