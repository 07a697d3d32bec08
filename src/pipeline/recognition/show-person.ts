import { findFace } from '../../db/faces.ts';
import { setPersonShown } from '../../db/persons.ts';
import { isUuid } from '../../domain/id.ts';
import type { Person } from '../../domain/person.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { refOf, seePerson } from './people.ts';

/**
 * Hides somebody from lists, or shows them again, and chooses the picture that stands for them (null: the one that shows them best). They are
 * recognised and found by name all the same, and their consent stays as it is. What is left out stays.
 */
export async function showPerson(
  work: Work,
  number: number,
  wanted: { hidden?: boolean | undefined; portrait?: string | null | undefined },
): Promise<Person> {
  authorise(work.principal, 'people.write');
  const { tx, now, principal } = work;
  const person = await seePerson(work, number);
  const before = { hidden: person.hidden ?? false, portraitFaceId: person.portraitFaceId ?? null };
  const { hidden = before.hidden, portrait = before.portraitFaceId } = wanted;
  if (portrait !== null && portrait !== before.portraitFaceId) {
    const face = isUuid(portrait) ? await findFace(tx, portrait) : null;
    if (face?.personId !== person.id)
      throw new SafeNestError('invalid_input', `That is no picture of ${refOf(person)}. Choose one of theirs.`);
  }
  if (hidden === before.hidden && portrait === before.portraitFaceId) return person;
  await setPersonShown(tx, person.id, { hidden, portraitFaceId: portrait }, { at: now, by: principal.name });
  await audit(work, {
    action: 'person.show',
    subject: refOf(person),
    detail: {
      ...(hidden === before.hidden ? {} : { hidden: { before: before.hidden, after: hidden } }),
      ...(portrait === before.portraitFaceId ? {} : { portrait: portrait === null ? 'the best one' : 'chosen' }),
    },
  });
  return { ...person, hidden, portraitFaceId: portrait, updatedAt: now, updatedBy: principal.name };
}
