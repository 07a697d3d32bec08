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
      `${who}${others > 0 ? ` and ${others} more` : ''} got power over others, or gave it to a role, where ${where} is guarded.`,
    own: (where) => `you were given power over others, or gave it to a role, where ${where} is guarded.`,
  },
  de: {
    kind: 'neue Rechte',
    trigger: 'jemand erhält Rechte über andere',
    summary: (who, others, where) =>
      others > 0
        ? `${who} und ${others} weitere haben Rechte über andere erhalten oder einer Rolle gegeben, wo ${where} bewacht wird.`
        : `${who} hat Rechte über andere erhalten oder einer Rolle gegeben, wo ${where} bewacht wird.`,
    own: (where) => `Sie erhielten Rechte über andere oder gaben sie einer Rolle, wo ${where} bewacht wird.`,
  },
  fr: {
    kind: 'nouveaux droits',
    trigger: 'quelqu’un reçoit des droits sur les autres',
    summary: (who, others, where) =>
      others > 0
        ? `${who} et ${others} autres ont reçu des droits sur les autres, ou en ont donné à un rôle, là où ${where} est surveillé.`
        : `${who} a reçu des droits sur les autres, ou en a donné à un rôle, là où ${where} est surveillé.`,
    own: (where) =>
      `vous avez reçu des droits sur les autres, ou en avez donné à un rôle, là où ${where} est surveillé.`,
  },
  es: {
    kind: 'nuevos permisos',
    trigger: 'alguien recibe permisos sobre otros',
    summary: (who, others, where) =>
      others > 0
        ? `${who} y ${others} más recibieron permisos sobre otros, o los dieron a un rol, donde se vigila ${where}.`
        : `${who} recibió permisos sobre otros, o los dio a un rol, donde se vigila ${where}.`,
    own: (where) => `usted recibió permisos sobre otros, o los dio a un rol, donde se vigila ${where}.`,
  },
});
