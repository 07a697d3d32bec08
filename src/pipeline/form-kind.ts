import type { Language } from '../domain/language.ts';
import { parseReference } from '../domain/reference.ts';
import { SafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import type { Work } from './work.ts';

/** What a form is opened and checked with: nothing is written before it is sent. */
export type Looking = Pick<Work, 'tx' | 'principal' | 'now'>;
export type Fields = Record<string, string>;

/** What became of a form: the card to show is that of `ref`. */
export interface FormOutcome {
  text: string;
  ref: { kind: 'incident' | 'proposal' | 'person' | 'case' | 'alert' | 'rule' | 'review' | 'handling'; number: number };
  done: boolean;
}

/** One form. Its value says what it is about, as the button did that opened it. */
export interface FormKind<Button extends string = string> {
  button: Button;
  /** The form, filled with how things are. Refuses whoever may not send it. */
  open(work: Looking, value: string, language: Language): Card | Promise<Card>;
  /** Opens again what was sent, for a form whose value is not that of its button. */
  reopen?(work: Looking, value: string, language: Language): Card;
  /** Throws `invalid_input` where what was typed cannot be sent. What else stands against it is said when it is. */
  check(work: Looking, fields: Fields, value: string): unknown;
  /** Does what the form says, in the name of whoever sent it. */
  submit(work: Work, fields: Fields, value: string): Promise<FormOutcome>;
}

/** The number in a value such as `INC-17`. */
export function numberIn(
  work: Pick<Work, 'principal'>,
  value: string,
  kind: 'incident' | 'proposal' | 'person' | 'alert' | 'rule',
): number {
  const reference = value.length <= 100 ? parseReference(value) : null;
  if (reference?.kind !== kind)
    throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).ofWhat(`which ${kind}`));
  return reference.number;
}
