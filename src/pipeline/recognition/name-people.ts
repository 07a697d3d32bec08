import { namedPersons } from '../../db/persons.ts';
import type { Person } from '../../domain/person.ts';
import { cleanText } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { changePeople } from './change-people.ts';
import { refOf, seePerson } from './people.ts';

const LONGEST = 200;
const MOST_NAMED = 10_000;

export interface Renamed {
  person: Person;
  /** Null where they were called so already. */
  changeId: string | null;
  /** Others of the same name, who may be the same person. */
  sameName: Person[];
}

/** Gives somebody a name, or takes it away with null; the label stays. NOTE names stand in no audit line: those cannot be forgotten. */
export async function namePerson(work: Work, number: number, name: string | null): Promise<Renamed> {
  authorise(work.principal, 'people.write');
  const person = await seePerson(work, number);
  const called = name === null ? null : readName(name);
  const sameName =
    called === null
      ? []
      : (await namedPersons(work.tx, MOST_NAMED)).filter(
          (other) => other.id !== person.id && other.name!.toLowerCase() === called.toLowerCase(),
        );
  if (called === person.name) return { person, changeId: null, sameName };
  const changeId = await changePeople(work, { kind: 'rename', person, people: [{ ...person, name: called }] });
  const detail = { before: person.name === null ? 'unnamed' : 'named', after: called === null ? 'unnamed' : 'named' };
  await audit(work, { action: 'person.rename', subject: refOf(person), detail });
  return { person: { ...person, name: called }, changeId, sameName };
}

/** A name as it is kept; `invalid_input` for none, or one that is too long. */
export function readName(text: string): string {
  const name = cleanText(text.replaceAll(/\s+/g, ' '));
  if (name === '') throw new SafeNestError('invalid_input', 'Say what they are called.');
  if ([...name].length > LONGEST) throw new SafeNestError('invalid_input', `A name has at most ${LONGEST} letters.`);
  return name;
}
