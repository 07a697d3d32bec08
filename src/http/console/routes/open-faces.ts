import { listCameras } from '../../../db/cameras.ts';
import { OPEN_FACE_STATES } from '../../../db/open-faces.ts';
import { FACE_DISMISSALS } from '../../../domain/face.ts';
import { isUuid } from '../../../domain/id.ts';
import { shownName } from '../../../domain/person.ts';
import { formatReference, parseReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { SafeNestError } from '../../../errors.ts';
import { undoPersonChange } from '../../../pipeline/recognition/change-people.ts';
import { recognitionAllowed } from '../../../pipeline/recognition/consents.ts';
import { seeOpenFaceCounts, seeOpenFaces, seeSettled } from '../../../pipeline/recognition/open-faces.ts';
import { personCalled } from '../../../pipeline/recognition/people.ts';
import { dismissFaces, type Given, giveFaces, reopenFaces } from '../../../pipeline/recognition/settle-faces.ts';
import type { Work } from '../../../pipeline/work.ts';
import { missingModels } from '../missing-models.ts';
import { openFacesPage } from '../pages/open-faces.ts';
import { addressWith, backTo, type Form, oneOf, type Pages, queryText, valuesOf } from '../visit.ts';
import { plural } from '../words.ts';
import { FACE_MODELS, linksOf, namedOptions } from './faces.ts';

const PAGE = 24;
const HERE = '/people/unsure';

/** Faces nobody is sure of; to be registered before the pages of people, whose addresses it looks like. */
export function openFacePages(pages: Pages): void {
  pages.show(HERE, 'people.read', async ({ principal, clock, request, services }, tx) => {
    const work = { tx, principal };
    const counts = await seeOpenFaceCounts(work);
    const state = oneOf(OPEN_FACE_STATES, queryText(request, 'state')) ?? 'unsure';
    const cameras = await listCameras(tx);
    const asked = parseReference(queryText(request, 'camera', 20));
    const camera = asked?.kind === 'camera' ? cameras.find(({ number }) => number === asked.number) : undefined;
    const after = cursorOf(queryText(request, 'after', 60));
    const { items, next } = await seeOpenFaces(
      work,
      { state, limit: PAGE, ...(camera ? { cameraId: camera.id } : {}), ...(after ? { after } : {}) },
      services.cameras?.vision.embedder ?? null,
    );
    const links = linksOf(services, principal.orgId);
    const mayChange = can(principal.role, 'people.write');
    return {
      title: 'Who could this be?',
      current: 'people',
      script: 'open-faces.js',
      body: openFacesPage({
        clock,
        state,
        counts,
        cameras: cameras.map((one) => ({ ref: cameraRef(one.number), name: one.name })),
        camera: camera ? cameraRef(camera.number) : '',
        faces: items.map((open) => ({ open, src: links(open.face.pictureId, open.face.box) })),
        settled: await seeSettled(work, clock.now),
        named: mayChange ? await namedOptions(tx) : [],
        older: next && addressWith(request, { after: `${next.at.getTime()}_${next.id}` }),
        here: addressWith(request, {}),
        mayChange,
        on: await recognitionAllowed(tx),
        missing: missingModels(services, FACE_MODELS),
      }),
    };
  });

  pages.act(
    HERE,
    'people.write',
    async ({ work, request }, form) => {
      const chosen = valuesOf(request.body, 'face');
      const text = await work((w) => (form.one ? settleOne(w, form.one) : settleChosen(w, chosen, form)));
      return { to: backTo(form, HERE), text };
    },
    ({ body }) => backTo((body ?? {}) as Form, HERE),
  );

  pages.act(
    `${HERE}/undo`,
    'people.write',
    async ({ work }, form) => {
      await work(async (w) => {
        if (form.change) return void (await undoPersonChange(w, isUuid(form.change) ? form.change : ''));
        const at = new Date(form.at ?? '');
        if (Number.isNaN(at.getTime())) throw new SafeNestError('invalid_input', 'Say what is to be undone.');
        await reopenFaces(w, { at });
      });
      return { to: backTo(form, HERE), text: 'Undone: these faces wait here again.' };
    },
    ({ body }) => backTo((body ?? {}) as Form, HERE),
  );
}

const cameraRef = (number: number): string => formatReference({ kind: 'camera', number });

/** A button of one face: its id, and what it is: `PER-7`, `nobody`, `not_a_face`. */
async function settleOne(work: Work, value: string): Promise<string> {
  const [id = '', what = ''] = value.split(' ');
  const as = oneOf(FACE_DISMISSALS, what);
  if (as) return dismissed(await dismissFaces(work, [id], as));
  const person = parseReference(what);
  if (person?.kind !== 'person') throw new SafeNestError('invalid_input', 'This button does not say who it is.');
  return given(await giveFaces(work, [id], { person: person.number }));
}

async function settleChosen(work: Work, ids: readonly string[], { all, who = '' }: Form): Promise<string> {
  const as = oneOf(FACE_DISMISSALS, all);
  if (as) return dismissed(await dismissFaces(work, ids, as));
  if (all === 'open') return `${plural(await reopenFaces(work, { ids }), 'face')} brought back.`;
  const said = who.trim();
  if (all === 'new') return given(await giveFaces(work, ids, { name: said === '' ? null : said }));
  if (said === '') throw new SafeNestError('invalid_input', 'Say who they are: a name, or a number like PER-7.');
  const person = await personCalled(work, said);
  return given(await giveFaces(work, ids, { person: person.number }));
}

const dismissed = (faces: number): string =>
  faces === 0 ? 'They were put away before.' : `${plural(faces, 'face')} put away. Undo is below.`;

const given = ({ person, faces, made }: Given): string =>
  `${plural(faces, 'face')} ${faces === 1 ? 'is' : 'are'} ${shownName(person)} now${made ? ', who is new' : ''}. Undo is below; earlier faces are compared within minutes.`;

function cursorOf(text: string): { at: Date; id: string } | null {
  const [, at, id] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(text) ?? [];
  return at && id && isUuid(id) ? { at: new Date(Number(at)), id } : null;
}
