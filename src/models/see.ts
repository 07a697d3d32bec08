import { alignFace } from './align-face.ts';
import { describePersons } from './describe-persons.ts';
import { detectFaces } from './detect-faces.ts';
import { detectObjects } from './detect-objects.ts';
import { embedFaces } from './embed-faces.ts';
import { faceLiveness } from './face-liveness.ts';
import { faceQuality } from './face-quality.ts';
import { exposureOf, nameColours } from './name-colours.ts';
import type { Sight } from './sight.ts';
import type { SeenFace, SeenObject, VisionResult, VisionTask } from './vision.ts';

/** Does one task with the models of this thread; it blocks the thread. */
export async function see(sight: Sight, task: VisionTask): Promise<VisionResult> {
  switch (task.kind) {
    case 'faces':
      return { kind: 'faces', faces: await seeFaces(sight, task) };
    case 'objects':
      return { kind: 'objects', objects: await seeObjects(sight, task) };
  }
}

async function seeFaces(
  { models, embedderInput }: Sight,
  { picture, live }: VisionTask & { kind: 'faces' },
): Promise<SeenFace[]> {
  const found = await detectFaces(models['face-detect']!, picture);
  const aligned = found.map(({ points }) => alignFace(picture, points));
  const embedder = models['face-embed'];
  const faces = aligned.filter((face) => face !== null);
  const vectors = embedder && embedderInput ? await embedFaces(embedder, faces, embedderInput) : [];
  const detectors = [models['liveness-1'], models['liveness-2']].filter((model) => model !== null);
  const liveness =
    live && detectors.length === 2 && found.length > 0
      ? await faceLiveness(
          detectors,
          picture,
          found.map(({ box }) => box),
        )
      : null;
  let next = 0;
  return found.map((face, index) => ({
    ...face,
    quality: faceQuality(face, aligned[index]!),
    live: liveness?.[index] ?? null,
    embedding: (aligned[index] ? vectors[next++] : null) ?? null,
  }));
}

async function seeObjects({ models }: Sight, { picture }: VisionTask & { kind: 'objects' }): Promise<SeenObject[]> {
  const found = await detectObjects(models['object-detect']!, picture);
  const persons = found.filter(({ kind }) => kind === 'person');
  const looks = models.appearance
    ? await describePersons(
        models.appearance,
        picture,
        persons.map(({ box }) => box),
      )
    : [];
  const exposure = found.length > 0 ? exposureOf(picture) : null;
  return found.map((object) => ({
    ...object,
    appearance: looks[persons.indexOf(object)] ?? null,
    colours: exposure && nameColours(picture, object.kind, object.box, exposure),
  }));
}
