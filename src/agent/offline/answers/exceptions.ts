import { exceptionWords } from '../../../messages/catalogue/alert-exceptions.ts';
import type { ExceptionData } from '../../../tools/silence-alert.ts';
import type { PlanContext } from '../plan-types.ts';

/** What `silence_alert` answers. */
export interface Silenced {
  ref: string;
  did: 'snooze' | 'expected' | 'end' | 'nothing';
  exception?: ExceptionData;
}

/** What `list_exceptions` answers. */
export interface Exceptions {
  count: number;
  exceptions: ExceptionData[];
}

/** What became of an alert that is left alone, or told again. */
export function silencedWords({ ref, did, exception }: Silenced, { language }: PlanContext): string[] {
  const { answer: words } = exceptionWords[language];
  if (did === 'nothing') return [words.none(ref)];
  if (did === 'end' || !exception) return [words.ended(ref)];
  const said =
    did === 'snooze'
      ? words.snoozed(ref, exception.until)
      : words.expected(ref, exception.quoted_what, exception.until);
  return [said, words.takeBack(ref)];
}

/** What is not told at the moment. */
export function exceptionsWords({ count, exceptions }: Exceptions, { language }: PlanContext): string[] {
  const { answer: words } = exceptionWords[language];
  if (count === 0) return [words.empty];
  return [
    words.list(count),
    ...exceptions.map((one) => words.line(one.ref, one.kind, one.quoted_what, one.until, one.by, one.not_told)),
    words.all,
  ];
}
