import { inEveryLanguage } from './catalogue.ts';

/** What is said of an answer that an admin wrote. */
export const standardAnswerWords = inEveryLanguage<{
  /** Below it: whose words it is, and since when it reads so. */
  by: (name: string, when: string) => string;
}>({
  en: { by: (name, when) => `Standard answer by ${name}, written ${when}.` },
  de: { by: (name, when) => `Standardantwort von ${name}, geschrieben ${when}.` },
  fr: { by: (name, when) => `Réponse type de ${name}, écrite ${when}.` },
  es: { by: (name, when) => `Respuesta estándar de ${name}, escrita ${when}.` },
});
