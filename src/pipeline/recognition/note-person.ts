import { savePerson } from '../../db/persons.ts';
import type { Person } from '../../domain/person.ts';
import { cleanText } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { refOf, seePerson } from './people.ts';

const LONGEST = 2000;

/**
 * Keeps a note about somebody, at most 2,000 letters, or takes it away with an empty one. NOTE its words stand in no audit line: those
 * cannot be forgotten. Merging keeps the note of the person who stays.
 */
export async function notePerson(work: Work, number: number, text: string): Promise<Person> {
  authorise(work.principal, 'people.write');
  const person = await seePerson(work, number);
  const note = cleanText(text).trim();
  if ([...note].length > LONGEST)
    throw new SafeNestError('invalid_input', `A note has at most ${LONGEST.toLocaleString('en-GB')} letters.`);
  if (note === person.note) return person;
  const after = { ...person, note, updatedAt: work.now, updatedBy: work.principal.name };
  await savePerson(work.tx, after);
  const kept = (words: string): string => (words === '' ? 'none' : 'a note');
  const detail = { before: kept(person.note), after: kept(note) };
  await audit(work, { action: 'person.note', subject: refOf(person), detail });
  return after;
}
