import { inEveryLanguage } from './catalogue.ts';

/** Power over others that somebody is given: a moderator's or an admin's role. */
export const powerGivenWords = inEveryLanguage<{
  kind: string;
  trigger: string;
  summary: (who: string, others: number, where: string) => string;
  own: (where: string) => string;
}>({
  en: {
    kind: 'new power',
    trigger: 'somebody is given power over others',
    summary: (who, others, where) =>
      `${who}${others > 0 ? ` and ${others} more` : ''}: power over others was given to them, or by them to a role, where ${where} is guarded.`,
    own: (where) => `you were given power over others, or gave it to a role, where ${where} is guarded.`,
  },
  de: {
    kind: 'neue Rechte',
    trigger: 'jemand erhält Rechte über andere',
    summary: (who, others, where) =>
      `${who}${others > 0 ? ` und ${others} weitere` : ''}: Rechte über andere wurden ihnen gegeben, oder von ihnen einer Rolle, wo ${where} bewacht wird.`,
    own: (where) => `Sie erhielten Rechte über andere oder gaben sie einer Rolle, wo ${where} bewacht wird.`,
  },
  fr: {
    kind: 'nouveaux droits',
    trigger: 'quelqu’un reçoit des droits sur les autres',
    summary: (who, others, where) =>
      `${who}${others > 0 ? ` et ${others} autres` : ''} : des droits sur les autres leur ont été donnés, ou l’ont été par eux à un rôle, là où ${where} est surveillé.`,
    own: (where) =>
      `vous avez reçu des droits sur les autres, ou en avez donné à un rôle, là où ${where} est surveillé.`,
  },
  es: {
    kind: 'nuevos permisos',
    trigger: 'alguien recibe permisos sobre otros',
    summary: (who, others, where) =>
      `${who}${others > 0 ? ` y ${others} más` : ''}: se les dieron permisos sobre otros, o los dieron a un rol, donde se vigila ${where}.`,
    own: (where) => `usted recibió permisos sobre otros, o los dio a un rol, donde se vigila ${where}.`,
  },
});
