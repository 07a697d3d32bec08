import { LARGEST_PICTURE } from '../../../domain/picture.ts';
import { isSafeNestError, SafeNestError } from '../../../errors.ts';
import { decodePicture } from '../../../media/decode-picture.ts';
import { cutOut, encodeJpeg } from '../../../media/edit-picture.ts';
import { recognitionAllowed } from '../../../pipeline/recognition/consents.ts';
import { facesInPicture } from '../../../pipeline/recognition/faces-in-picture.ts';
import { describePeople } from '../../../pipeline/recognition/people.ts';
import { readForm } from '../../read-form.ts';
import { camerasOf } from '../../services.ts';
import { turnstile } from '../../turnstile.ts';
import { missingModels } from '../missing-models.ts';
import { type SimilarView, similarPage } from '../pages/similar.ts';
import type { Content, Pages, Visit } from '../visit.ts';
import { consentNeeded } from './enrolment.ts';
import { FACE_MODELS, linksOf } from './faces.ts';

/** People told for each face, and faces of one picture that are asked about. */
const MOST = { similar: 6, faces: 20 };
const FACE_SHOWN = { margin: 0.3, size: 160 };

/** Pictures are held in memory while they are looked at: so many at once bring some. */
const uploads = turnstile({ atOnce: 2, waiting: 16 });

/** People are looked for by a picture; to be registered before the pages of people, whose addresses it looks like. */
export function similarPages(pages: Pages): void {
  pages.show('/people/similar', 'people.read', async ({ services }, tx) =>
    content({ problem: (await recognitionAllowed(tx)) ? missingModels(services, FACE_MODELS) : consentNeeded() }),
  );
  pages.take('/people/similar', 'people.read', () => '/people/similar', found);
}

async function found(visit: Visit): Promise<Content> {
  try {
    return await uploads(() => searched(visit));
  } catch (error) {
    if (!isSafeNestError(error) || error.code === 'internal') throw error;
    return content({ problem: null, refused: error.message });
  }
}

async function searched({ request, services, principal, org }: Visit): Promise<Content> {
  const { vision } = camerasOf(services);
  const { files } = await readForm(request, { files: 1, each: LARGEST_PICTURE, all: LARGEST_PICTURE });
  const picture = files.find(({ bytes }) => bytes.length > 0);
  if (!picture) throw new SafeNestError('invalid_input', 'Choose a picture that shows a face.');
  const { faces } = await facesInPicture({ org, vision }, picture.bytes, { similar: MOST.similar });
  const shown = faces.toSorted((a, b) => a.box[0] - b.box[0]).slice(0, MOST.faces);
  const { pixels } = await decodePicture(picture.bytes);
  const cut = await Promise.all(
    shown.map(async ({ box }) => encodeJpeg(await cutOut(pixels, box, FACE_SHOWN), { quality: 80 })),
  );
  const people = new Map(shown.flatMap(({ similar }) => similar.map(({ person }) => [person.id, person] as const)));
  const links = linksOf(services, principal.orgId);
  const known = await org((tx) => describePeople(tx, [...people.values()]));
  return content({
    problem: null,
    faces: shown.map((face, index) => ({ face, src: `data:image/jpeg;base64,${cut[index]!.toString('base64')}` })),
    portraits: new Map(
      known.flatMap(({ person, best }) => (best ? [[person.id, links(best.pictureId, best.box)] as const] : [])),
    ),
  });
}

const content = (view: SimilarView): Content => ({
  title: 'Who looks like this?',
  current: 'people',
  script: 'enrol.js',
  body: similarPage(view),
});
