import { z } from 'zod';
import { LARGEST_PICTURE } from '../../domain/picture.ts';
import { seeCamera } from '../../pipeline/cameras/registry.ts';
import { takeFrame } from '../../pipeline/cameras/take-frame.ts';
import { checked } from '../../pipeline/checked.ts';
import { defineRoute } from '../define-route.ts';
import { readForm } from '../read-form.ts';
import { camerasOf } from '../services.ts';
import { turnstile } from '../turnstile.ts';
import { pictureLinksOf } from './pictures.ts';
import { moment, numberIn, refParams } from './shapes.ts';

/** Pictures are held in memory while they are taken: so many at once. */
const uploads = turnstile({ atOnce: 8, waiting: 64 });
const fields = z.strictObject({ taken_at: moment.optional() });

export const cameraFrameRoutes = [
  defineRoute({
    method: 'post',
    path: '/cameras/:ref/frames',
    tag: 'cameras',
    summary: 'A picture of a camera; once this answers it is not lost, and it is looked at soon',
    description: `Send the picture’s bytes, or multipart/form-data with one file; at most ${LARGEST_PICTURE / 2 ** 20} MB; JPEG, PNG, WebP, AVIF or GIF, by its content. \`taken_at\` (query or field) says when; now where it is left out. The same picture of the same time twice is taken once: give \`taken_at\` so that sending it again is no harm. 503 with Retry-After while too many wait.`,
    permission: 'cameras.write',
    params: refParams('camera'),
    query: z.strictObject({ taken_at: moment.optional() }),
    upload: true,
    answer: z.object({
      status: z.enum(['taken', 'duplicate']).describe('duplicate: it was sent before'),
      picture_id: z.uuid(),
      taken_at: z.iso.datetime(),
      width: z.int(),
      height: z.int(),
      picture_url: z.string().describe('The picture as it is kept, without signing in, for an hour'),
    }),
    async handle({ request, org, principal, services, now }, { params: { ref }, query }) {
      const context = camerasOf(services);
      const camera = await org((tx) => seeCamera({ tx, principal }, numberIn('camera', ref)));
      return uploads(async () => {
        const form = await readForm(request, { files: 1, each: LARGEST_PICTURE, all: LARGEST_PICTURE });
        const takenAt = query.taken_at ?? checked(fields, form.fields).taken_at ?? now;
        const { status, picture } = await takeFrame(context, principal.orgId, camera.id, form.files[0]!.bytes, {
          takenAt,
        });
        return {
          status,
          picture_id: picture.id,
          taken_at: picture.takenAt.toISOString(),
          width: picture.width,
          height: picture.height,
          picture_url: pictureLinksOf(services, principal.orgId)(picture.id),
        };
      });
    },
  }),
];
