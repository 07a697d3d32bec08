import type { Alert, Fact } from '../domain/alert.ts';
import type { AlertTelling, CameraTelling, NamedRule } from '../domain/alert-telling.ts';
import type { Language } from '../domain/language.ts';
import { oneLine } from '../domain/text.ts';
import { alertWords } from './catalogue/alert.ts';
import { ruleNameIn } from './catalogue/rule-names.ts';
import { tellCameraAlert } from './tell-camera-alert.ts';
import { tellLoginAlert } from './tell-login-alert.ts';
import { tellSignalAlert } from './tell-signal-alert.ts';

/** What an alert says of itself in a language: its title and facts, their labels in English, as they are kept. */
export const tellAlert = (telling: AlertTelling, language: Language): { title: string; facts: Fact[] } =>
  isOfCamera(telling)
    ? tellCameraAlert(telling, language)
    : telling.kind === 'signal'
      ? tellSignalAlert(telling, language)
      : tellLoginAlert(telling, language);

type Said = Pick<Alert, 'title' | 'facts' | 'told'>;

/** An alert's title and facts as a reader of the language reads them, labels and all. */
export function alertIn(alert: Said, language: Language): { title: string; facts: Fact[] } {
  const labels = alertWords[language].facts;
  const { title, facts } = saidIn(alert, language);
  return { title, facts: facts.map(({ label, value }) => ({ label: labels[label] ?? oneLine(label, 60), value })) };
}

/**
 * The same with the labels in English, as programs know them. Where only English words of an alert were kept, or what was kept is of another
 * version, those are said.
 */
export function saidIn({ title, facts, told }: Said, language: Language): { title: string; facts: Fact[] } {
  if (language === 'en' || !told) return { title, facts };
  try {
    const said = tellAlert(told.telling, language);
    const named = ({ ref, name }: NamedRule): string => `${ref} ${oneLine(ruleNameIn(name, language), 80)}`;
    const also = told.also ? [{ label: 'Noticed too by', value: told.also.map(named).join('; ') }] : [];
    return { title: said.title, facts: [...said.facts, { label: 'Rule', value: named(told.rule) }, ...also] };
  } catch {
    return { title, facts };
  }
}

const isOfCamera = (telling: AlertTelling): telling is CameraTelling => 'camera' in telling;
