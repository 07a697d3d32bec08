import type { Fact } from '../domain/alert.ts';
import type { SignalTelling } from '../domain/alert-telling.ts';
import type { Language } from '../domain/language.ts';
import { oneLine } from '../domain/text.ts';
import { cameraAlertWords } from './catalogue/camera-alerts.ts';

const DETAILS = 8;

/** What an alert about signals says; the words are the other system's, whatever the language. The labels of facts are English, as they are kept. */
export function tellSignalAlert(told: SignalTelling, language: Language): { title: string; facts: Fact[] } {
  const times = told.signals > 1 ? cameraAlertWords[language].times(String(told.signals)) : '';
  const details = told.details
    .slice(0, DETAILS)
    .map(([name, value]) => `${oneLine(name, 60)}: “${oneLine(value, 120)}”`)
    .join('; ');
  return {
    title: `${oneLine(told.source, 60)}: ${oneLine(told.title, 160)}${times}`,
    facts: [
      { label: 'Reported by', value: oneLine(told.source, 100) },
      { label: 'Reported', value: oneLine(told.what, 100) },
      ...(told.account === null ? [] : [{ label: 'Account', value: oneLine(told.account, 120) }]),
      ...(told.address === null ? [] : [{ label: 'Address', value: told.address }]),
      ...(told.seenBy === null ? [] : [{ label: 'Camera', value: oneLine(told.seenBy, 120) }]),
      ...(details === '' ? [] : [{ label: 'Details', value: oneLine(details, 600) }]),
    ],
  };
}
