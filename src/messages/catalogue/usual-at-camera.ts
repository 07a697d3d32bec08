import { inEveryLanguage } from './catalogue.ts';

interface UsualAtCameraWords {
  learning: (camera: string, things: string) => string;
  rare: (camera: string, things: string, around: string) => string;
  usual: (camera: string, things: string, around: string, mean: string) => string;
  /** Between both. */
  seldom: (camera: string, things: string, around: string, mean: string) => string;
  quiet: (camera: string, things: string, hours: string) => string;
  /** There is no hour of the day in which it hardly ever happens. */
  never: (camera: string, things: string) => string;
  lately: string;
  noneLately: string;
}

/** What is usual where a camera looks. */
export const usualAtCameraWords = inEveryLanguage<UsualAtCameraWords>({
  en: {
    learning: (camera, things) =>
      `What is usual of ${things} at ${camera} cannot be said yet: too little was seen so far.`,
    rare: (camera, things, around) => `That is rare: ${things} are hardly ever seen at ${camera} around ${around}.`,
    usual: (camera, things, around, mean) =>
      `That is usual: ${things} are seen at ${camera} around ${around}, up to ${mean} times an hour.`,
    seldom: (camera, things, around, mean) =>
      `That is not common: ${things} are seen at ${camera} around ${around} only now and then, at most ${mean} times an hour.`,
    quiet: (camera, things, hours) => `Hours in which ${things} are hardly ever seen at ${camera}: ${hours}.`,
    never: (camera, things) => `At ${camera} there is no hour in which ${things} are rare.`,
    lately: 'Around that hour in the last 30 days:',
    noneLately: 'Not once around that hour in the last 30 days.',
  },
  de: {
    learning: (camera, things) =>
      `Was bei ${camera} üblich ist (${things}), lässt sich noch nicht sagen: Bisher wurde zu wenig gesehen.`,
    rare: (camera, things, around) => `Das ist selten: ${things} gibt es bei ${camera} gegen ${around} fast nie.`,
    usual: (camera, things, around, mean) =>
      `Das ist üblich: ${things} gibt es bei ${camera} gegen ${around}, bis zu ${mean}-mal in der Stunde.`,
    seldom: (camera, things, around, mean) =>
      `Das ist nicht üblich: ${things} gibt es bei ${camera} gegen ${around} nur ab und zu, höchstens ${mean}-mal in der Stunde.`,
    quiet: (camera, things, hours) => `Stunden, in denen es bei ${camera} fast nie ${things} gibt: ${hours}.`,
    never: (camera, things) => `Bei ${camera} gibt es keine Stunde, in der ${things} selten sind.`,
    lately: 'Um diese Stunde in den letzten 30 Tagen:',
    noneLately: 'Um diese Stunde in den letzten 30 Tagen kein einziges Mal.',
  },
  fr: {
    learning: (camera, things) =>
      `On ne peut pas encore dire ce qui est habituel à ${camera} (${things}) : trop peu a été vu jusqu’ici.`,
    rare: (camera, things, around) => `C’est rare : presque jamais de ${things} à ${camera} vers ${around}.`,
    usual: (camera, things, around, mean) =>
      `C’est habituel : il y a des ${things} à ${camera} vers ${around}, jusqu’à ${mean} fois par heure.`,
    seldom: (camera, things, around, mean) =>
      `Ce n’est pas courant : il n’y a des ${things} à ${camera} vers ${around} que de temps en temps, au plus ${mean} fois par heure.`,
    quiet: (camera, things, hours) => `Heures sans presque aucun passage de ${things} à ${camera} : ${hours}.`,
    never: (camera, things) => `À ${camera}, aucune heure où les ${things} soient rares.`,
    lately: 'Vers cette heure, ces 30 derniers jours :',
    noneLately: 'Pas une seule fois vers cette heure ces 30 derniers jours.',
  },
  es: {
    learning: (camera, things) =>
      `Todavía no se puede decir qué es habitual en ${camera} (${things}): se ha visto demasiado poco.`,
    rare: (camera, things, around) => `Es raro: casi nunca hay ${things} en ${camera} hacia las ${around}.`,
    usual: (camera, things, around, mean) =>
      `Es habitual: hay ${things} en ${camera} hacia las ${around}, hasta ${mean} veces por hora.`,
    seldom: (camera, things, around, mean) =>
      `No es común: solo de vez en cuando hay ${things} en ${camera} hacia las ${around}, como mucho ${mean} veces por hora.`,
    quiet: (camera, things, hours) => `Horas en las que casi nunca hay ${things} en ${camera}: ${hours}.`,
    never: (camera, things) => `En ${camera} no hay ninguna hora en la que ${things} sean poco frecuentes.`,
    lately: 'Hacia esa hora en los últimos 30 días:',
    noneLately: 'Ni una vez hacia esa hora en los últimos 30 días.',
  },
});
