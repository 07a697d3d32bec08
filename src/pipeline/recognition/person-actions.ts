import { shownName } from '../../domain/person.ts';
import { parseReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import { isSafeNestError, SafeNestError } from '../../errors.ts';
import type { Card } from '../../messages/card.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { peopleWords } from '../../messages/catalogue/people.ts';
import { pathOf } from '../../messages/links.ts';
import { viewOf } from '../../messages/views/card-view.ts';
import { parsePersonValue } from '../../messages/views/person-card.ts';
import type { Work } from '../work.ts';
import { undoPersonChange } from './change-people.ts';
import { drawPerson } from './draw-person.ts';
import { forgetPerson } from './forget-person.ts';
import { confirmFace, rejectFace } from './judge-faces.ts';
import { namePerson } from './name-people.ts';
import { refOf, seePerson } from './people.ts';

interface Outcome {
  text: string;
  card: Card | null;
  done: boolean;
}

/** What the buttons of people’s cards do, in words, with the card as it is then; whoever clicks may change people. */
export const PERSON_ACTIONS: Record<string, (work: Work, value: string) => Promise<Outcome>> = {
  'person.confirm': (work, value) =>
    orInWords(work, value, async (number, faceId) => {
      const words = wordsFor(work, peopleWords).did;
      const { person, changeId } = await confirmFace(work, required(work, faceId), number);
      const who = calledOf(person);
      return { text: changeId ? words.confirmed(who) : words.confirmedAlready(who), done: changeId !== null };
    }),
  'person.reject': (work, value) =>
    orInWords(work, value, async (number, faceId) => {
      const words = wordsFor(work, peopleWords).did;
      const { person, made } = await rejectFace(work, required(work, faceId), number);
      const who = calledOf(person);
      return { text: made ? words.rejectedNow(who, calledOf(made)) : words.rejected(who), done: true };
    }),
  'person.undo': (work, value) =>
    orInWords(work, value, async (_number, changeId) => {
      const { person } = await undoPersonChange(work, required(work, changeId));
      return { text: wordsFor(work, peopleWords).did.undone(refOf(person)), done: true };
    }),
  async 'person.forget'(work, value) {
    const { number } = readValue(work, value);
    const words = wordsFor(work, peopleWords).did;
    const { ref, pictures, sightings, shared } = await forgetPerson(work, number);
    const text = [words.forgotten(ref, pictures, sightings), shared > 0 ? words.shared(shared) : ''];
    return { text: text.filter(Boolean).join(' '), card: null, done: true };
  },
};

/** Gives a person the name that a form says; what came of it, in words. */
export async function savePersonName(
  work: Work,
  value: string,
  name: string,
): Promise<{ text: string; number: number; done: boolean }> {
  const { person, changeId, sameName } = await namePerson(work, readValue(work, value).number, name);
  const words = wordsFor(work, peopleWords).did;
  const called = oneLine(person.name ?? '', 80);
  const others = sameName.slice(0, 3).map(refOf).join(', ');
  const text = changeId ? words.named(refOf(person), called) : words.already(refOf(person), called);
  return {
    text: others ? `${text} ${words.sameName(others)}` : text,
    number: person.number,
    done: changeId !== null,
  };
}

/** NOTE what conflicts is thrown before anything is written, so the transaction still holds. */
async function orInWords(
  work: Work,
  value: string,
  act: (number: number, id: string | null) => Promise<{ text: string; done: boolean }>,
): Promise<Outcome> {
  const { number, id } = readValue(work, value);
  let told: { text: string; done: boolean };
  try {
    told = await act(number, id);
  } catch (error) {
    if (!isSafeNestError(error) || error.code !== 'conflict') throw error;
    told = { text: error.message, done: false };
  }
  const person = await seePerson(work, number);
  const view = viewOf(work.principal, pathOf, work.pictures);
  return { ...told, card: await drawPerson(work, person, view, { faceId: id }) };
}

function readValue(work: Work, value: string): { number: number; id: string | null } {
  const said = parsePersonValue(value.slice(0, 100));
  const reference = said && parseReference(said.ref);
  if (reference?.kind !== 'person')
    throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).ofWhat('which person'));
  return { number: reference.number, id: said!.id };
}

function required(work: Work, id: string | null): string {
  if (id === null) throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).ofWhat('which picture'));
  return id;
}

const calledOf = (person: Parameters<typeof shownName>[0] & { number: number }): string =>
  person.name === null ? `${refOf(person)} (${person.label})` : oneLine(shownName(person), 80);
