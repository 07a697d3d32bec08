import { type Person, shownName } from '../../../domain/person.ts';
import { LARGEST_PICTURE } from '../../../domain/picture.ts';
import { formatReference, parseReference } from '../../../domain/reference.ts';
import { isSafeNestError } from '../../../errors.ts';
import { recognitionAllowed } from '../../../pipeline/recognition/consents.ts';
import { enrol } from '../../../pipeline/recognition/enrol.ts';
import { seePerson } from '../../../pipeline/recognition/people.ts';
import { readForm } from '../../read-form.ts';
import { camerasOf, type HttpServices } from '../../services.ts';
import { turnstile } from '../../turnstile.ts';
import { type Child, html } from '../html.ts';
import { missingModels } from '../missing-models.ts';
import { type EnrolView, enrolPage } from '../pages/enrol.ts';
import { type Content, type Pages, queryText, type Visit } from '../visit.ts';
import { FACE_MODELS, linksOf } from './faces.ts';

const MB = 2 ** 20;
/** One enrolment by hand. */
const MOST_PICTURES = 10;
const MOST_BYTES = 100 * MB;

/** Pictures are held in memory while they are looked at: so many at once bring some. */
const uploads = turnstile({ atOnce: 2, waiting: 16 });

/** Somebody is enrolled; to be registered before the pages of people, whose addresses it looks like. */
export function enrolmentPages(pages: Pages): void {
  pages.show('/people/enrol', 'people.write', async ({ principal, request, services }, tx) => {
    const asked = parseReference(queryText(request, 'person', 20));
    const person = asked?.kind === 'person' ? await seePerson({ tx, principal }, asked.number) : null;
    return {
      title: 'Who is to be recognised?',
      current: 'people',
      script: 'enrol.js',
      body: enrolPage({
        person: person && shownOf(person),
        problem: whyNot(services, await recognitionAllowed(tx)),
      }),
    };
  });

  pages.take('/people/enrol', 'people.write', () => '/people/enrol', enrolled);
}

/** Pictures of somebody come in: each gets its verdict, on the page that asked for them. */
async function enrolled(visit: Visit): Promise<Content> {
  const fields: Record<string, string> = {};
  try {
    return await uploads(() => enrolTyped(visit, fields));
  } catch (error) {
    if (!isSafeNestError(error) || error.code === 'internal') throw error;
    // what was typed is typed once
    return enrolContent({ ...(await askedFor(visit, fields)), problem: null, refused: error.message });
  }
}

/** Whom the form is about, and what was typed into it. */
async function askedFor(
  { principal, org }: Visit,
  fields: Record<string, string>,
): Promise<Pick<EnrolView, 'person' | 'typed'>> {
  const asked = parseReference(fields.person ?? '');
  const person =
    asked?.kind === 'person'
      ? await org((tx) => seePerson({ tx, principal }, asked.number)).catch((error: unknown) => {
          if (isSafeNestError(error)) return null;
          throw error;
        })
      : null;
  return { person: person && shownOf(person), typed: { name: fields.name ?? '', consent: fields.consent ?? '' } };
}

async function enrolTyped(
  { request, services, principal, org, work }: Visit,
  fields: Record<string, string>,
): Promise<Content> {
  const { vision } = camerasOf(services);
  const { files } = await readForm(request, { files: MOST_PICTURES, each: LARGEST_PICTURE, all: MOST_BYTES }, fields);
  const pictures = files.filter(({ bytes }) => bytes.length > 0).map(({ name, bytes }) => ({ name, bytes }));
  const asked = parseReference(fields.person ?? '');
  const person = asked?.kind === 'person' ? await org((tx) => seePerson({ tx, principal }, asked.number)) : null;
  const [name, consent] = [fields.name ?? '', fields.consent?.trim() ?? ''];
  const done = await enrol(
    { orgId: principal.orgId, work, vision, files: services.files },
    {
      ...(person ? { person: person.number } : { name }),
      ...(consent === '' ? {} : { consent }),
      pictures,
    },
  );
  const links = linksOf(services, principal.orgId);
  const shown = done.person ?? person;
  return enrolContent({
    person: shown && shownOf(shown),
    problem: null,
    typed: { name, consent },
    result: {
      enrolled: done,
      faces: new Map(
        done.pictures.flatMap(({ pictureId, box }) =>
          pictureId ? [[pictureId, links(pictureId, box ?? undefined)] as const] : [],
        ),
      ),
    },
  });
}

const shownOf = (person: Person): NonNullable<EnrolView['person']> => ({
  ref: formatReference({ kind: 'person', number: person.number }),
  name: shownName(person),
});

const enrolContent = (view: EnrolView): Content => ({
  title: 'Who is to be recognised?',
  current: 'people',
  script: 'enrol.js',
  body: enrolPage(view),
});

/** Why nobody can be enrolled; null where it can be done. */
function whyNot(services: HttpServices, allowed: boolean): Child {
  if (!allowed) return consentNeeded();
  return missingModels(services, FACE_MODELS);
}

/** What stands in place of a form while faces may not be recognised. */
export const consentNeeded = (): Child =>
  html`Faces are not recognised here until the organisation’s consent is recorded, on <a href="/people#consent">the page of people</a>.`;
