import { inEveryLanguage } from './catalogue.ts';

/** Why something that was said of logins narrows nothing down. */
export const unrecordedWords = inEveryLanguage({
  en: {
    continents: 'I know the country of a login, not its continent: name the countries, or say “from abroad”.',
    firstTime:
      'Whether somebody signed in for the first time is not kept with logins; new devices and new countries stand in the alerts about them.',
    severalPlaces:
      'From how many countries or cities an account signed in is not counted; whoever was in two places too soon stands in the alerts about impossible travel.',
    atRisk: 'Nobody measures how much an account is at risk; these are counted by their alerts.',
    noTime: (said: string) => `“${said}” is no time at all. Which one do you mean, for example “the last 30 minutes”?`,
  },
  de: {
    continents:
      'Von einer Anmeldung kenne ich das Land, nicht den Kontinent: Nennen Sie die Länder, oder sagen Sie „aus dem Ausland“.',
    firstTime:
      'Ob sich jemand zum ersten Mal angemeldet hat, steht bei Anmeldungen nicht; neue Geräte und neue Länder stehen in den Alarmen dazu.',
    severalPlaces:
      'Aus wie vielen Ländern oder Städten sich ein Konto angemeldet hat, wird nicht gezählt; wer zu schnell an zwei Orten war, steht in den Alarmen über unmögliche Reisen.',
    atRisk: 'Wie gefährdet ein Konto ist, misst niemand; gezählt sind hier die Alarme dazu.',
    noTime: (said: string) => `„${said}“ ist gar keine Zeit. Welche meinen Sie, zum Beispiel „die letzten 30 Minuten“?`,
  },
  fr: {
    continents:
      'D’une connexion je connais le pays, pas le continent : nommez les pays, ou dites « depuis l’étranger ».',
    firstTime:
      'Si quelqu’un s’est connecté pour la première fois n’est pas enregistré ; les nouveaux appareils et pays figurent dans les alertes à leur sujet.',
    severalPlaces:
      'De combien de pays ou de villes un compte s’est connecté n’est pas compté ; qui était trop vite à deux endroits figure dans les alertes de voyage impossible.',
    atRisk: 'Personne ne mesure à quel point un compte est menacé ; ils sont comptés ici par leurs alertes.',
    noTime: (said: string) =>
      `« ${said} » n’est aucune durée. Laquelle voulez-vous dire, par exemple « les 30 dernières minutes » ?`,
  },
  es: {
    continents:
      'De un inicio de sesión conozco el país, no el continente: nombre los países, o diga «desde el extranjero».',
    firstTime:
      'No consta si alguien inició sesión por primera vez; los dispositivos y países nuevos están en las alertas sobre ellos.',
    severalPlaces:
      'Desde cuántos países o ciudades entró una cuenta no se cuenta; quien estuvo demasiado pronto en dos lugares figura en las alertas de viaje imposible.',
    atRisk: 'Nadie mide cuánto riesgo corre una cuenta; aquí se cuentan por sus alertas.',
    noTime: (said: string) =>
      `«${said}» no es ningún tiempo. ¿A cuál se refiere, por ejemplo «los últimos 30 minutos»?`,
  },
});
