import type { Language } from '../../../domain/language.ts';
import { exceptionWords } from '../../../messages/catalogue/alert-exceptions.ts';
import { cameraWords } from '../../../messages/catalogue/cameras.ts';
import { pauseWords } from '../../../messages/catalogue/pauses.ts';
import type { PauseData } from '../../../tools/pause-alerts.ts';
import type { ExceptionData } from '../../../tools/silence-alert.ts';
import type { SwitchedCamera } from '../../../tools/switch-camera.ts';
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
  pauses: PauseData[];
}

/** What `pause_alerts` answers. */
export interface Paused {
  did: 'paused' | 'ended' | 'nothing';
  pauses: PauseData[];
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

/** What became of alerts that are paused, or raised again. */
export function pausedWords({ did, pauses }: Paused, { language }: PlanContext): string[] {
  const words = pauseWords[language];
  if (did === 'nothing') return [words.none];
  if (did === 'ended') return pauses.map((one) => words.ended(pausedOf(one, language)));
  return [...pauses.map((one) => words.paused(pausedOf(one, language), one.until)), words.takeBack];
}

const pausedOf = ({ of, quoted_camera: camera }: PauseData, language: Language): string => {
  const words = pauseWords[language].of;
  return of === 'all' || of === 'cameras' ? words[of] : words.camera(of, camera ?? '');
};

/** What became of a camera that was switched. */
export function switchedWords(
  { ref, quoted_name: name, on, changed }: SwitchedCamera,
  { language }: PlanContext,
): string[] {
  const words = cameraWords[language];
  const called = `[${ref}] ${name}`;
  return changed ? [words.changed(called, on), words.takeBack(ref, on)] : [words.already(called, on)];
}

/** What is not told at the moment. */
export function exceptionsWords({ count, exceptions, pauses }: Exceptions, { language }: PlanContext): string[] {
  const { answer: words } = exceptionWords[language];
  const paused = pauses.map((one) => pauseWords[language].line(pausedOf(one, language), one.until, one.by, one.held));
  if (paused.length > 0) paused.unshift(pauseWords[language].list);
  if (count === 0) return paused.length > 0 ? [...paused, pauseWords[language].takeBack] : [words.empty];
  return [
    ...paused,
    words.list(count),
    ...exceptions.map((one) => words.line(one.ref, one.kind, one.quoted_what, one.until, one.by, one.not_told)),
    words.all,
  ];
}
