import { deviceName } from '../../domain/device-name.ts';
import type { Language } from '../../domain/language.ts';
import { oneLine } from '../../domain/text.ts';
import type { BaselineState, UnusualReason } from '../../domain/unusual.ts';
import { inEveryLanguage } from './catalogue.ts';
import { countryText } from './terms.ts';

const LOCALE: Record<Language, string> = { en: 'en-GB', de: 'de-DE', fr: 'fr-FR', es: 'es-ES' };

/** `Monday`, `lundi`; 0 is Monday. */
export const weekdayText = (weekday: number, language: Language): string =>
  new Intl.DateTimeFormat(LOCALE[language], { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2026, 10, 23 + weekday),
  );

interface UnusualWords {
  country: (name: string, shared: boolean) => string;
  hour: (time: string, from: string, to: string) => string;
  weekday: (day: string) => string;
  distance: (km: string, place: string | null) => string;
  device: (name: string) => string;
  failures: (count: number) => string;
  devices: (count: number) => string;
  found: (count: number, period: string) => string;
  none: (period: string) => string;
  share: (percent: string) => string;
  verdict: { false_alarm: string; confirmed: string };
  because: (ref: string, account: string, when: string) => string;
  ordinary: (ref: string) => string;
  notEnough: string;
  tooNew: (account: string, logins: number) => string;
  failed: (ref: string) => string;
  /** `days` is null while they are not known. */
  normalHours: (account: string, days: string | null, from: string, to: string) => string;
  normalPlaces: (names: string) => string;
  normalDevices: (names: string) => string;
  learning: (name: string) => string;
  stale: (name: string) => string;
  nobody: (name: string) => string;
  lately: (count: number) => string;
  nothingLately: string;
  next: (ref: string) => string;
  everyDay: string;
  to: string;
}

const words = inEveryLanguage<UnusualWords>({
  en: {
    country: (name, shared) => `first login from ${name}${shared ? ', where others here sign in from' : ''}`,
    hour: (time, from, to) => `at ${time}, usually ${from} to ${to}`,
    weekday: (day) => `on a ${day}, which is rare`,
    distance: (km, place) => `${km} km from the usual place${place ? ` (${place})` : ''}`,
    device: (name) => `a new device: ${name}`,
    failures: (count) => `${count} failed attempts in the day before`,
    devices: (count) => `${count} devices within a day`,
    found: (count, period) => `${count} unusual ${count === 1 ? 'login' : 'logins'}, ${period}:`,
    none: (period) => `No unusual login, ${period}.`,
    share: (percent) => `more unusual than ${percent} % of all logins`,
    verdict: { false_alarm: 'said to be a false alarm', confirmed: 'confirmed' },
    because: (ref, account, when) => `[${ref}] by ${account}, ${when}, stands out:`,
    ordinary: (ref) => `Nothing about [${ref}] is unusual for this account.`,
    notEnough:
      'I don’t know yet what is usual here: that takes 300 logins of accounts that signed in 20 times before. Nothing is scored until then.',
    tooNew: (account, logins) =>
      `${account} signed in ${logins} times so far; from 20 on I can say what is usual for it.`,
    failed: (ref) => `[${ref}] failed. Only logins that succeeded are scored; the rules watch failures.`,
    normalHours: (account, days, from, to) =>
      `${account} usually signs in ${days === null ? 'from' : `${days},`} ${from} to ${to}.`,
    normalPlaces: (names) => `From: ${names}.`,
    normalDevices: (names) => `With: ${names}.`,
    learning: (name) => `I am still learning what is usual for ${name}: it takes two weeks and 20 logins.`,
    stale: (name) => `${name} has not signed in for 30 days; what was usual may no longer hold.`,
    nobody: (name) => `I have not learned from any login of “${name}” yet.`,
    lately: (count) => `${count} unusual ${count === 1 ? 'login' : 'logins'} in the last 30 days:`,
    nothingLately: 'Nothing unusual in the last 30 days.',
    next: (ref) => `Next: “why is ${ref} unusual?”`,
    everyDay: 'every day',
    to: 'to',
  },
  de: {
    country: (name, shared) => `erste Anmeldung aus ${name}${shared ? ', von wo andere hier sich anmelden' : ''}`,
    hour: (time, from, to) => `um ${time} Uhr, sonst ${from} bis ${to} Uhr`,
    weekday: (day) => `an einem ${day}, was selten ist`,
    distance: (km, place) => `${km} km vom üblichen Ort entfernt${place ? ` (${place})` : ''}`,
    device: (name) => `ein neues Gerät: ${name}`,
    failures: (count) => `${count} Fehlversuche am Tag davor`,
    devices: (count) => `${count} Geräte an einem Tag`,
    found: (count, period) => `${count} ungewöhnliche ${count === 1 ? 'Anmeldung' : 'Anmeldungen'}, ${period}:`,
    none: (period) => `Keine ungewöhnliche Anmeldung, ${period}.`,
    share: (percent) => `ungewöhnlicher als ${percent} % aller Anmeldungen`,
    verdict: { false_alarm: 'als Fehlalarm bezeichnet', confirmed: 'bestätigt' },
    because: (ref, account, when) => `[${ref}] von ${account}, ${when}, fällt auf:`,
    ordinary: (ref) => `An [${ref}] ist für dieses Konto nichts ungewöhnlich.`,
    notEnough:
      'Ich weiß noch nicht, was hier üblich ist: Dazu braucht es 300 Anmeldungen von Konten, die sich schon 20-mal angemeldet haben. Bis dahin wird nichts bewertet.',
    tooNew: (account, logins) =>
      `${account} hat sich bisher ${logins}-mal angemeldet; ab 20-mal kann ich sagen, was üblich ist.`,
    failed: (ref) =>
      `[${ref}] ist fehlgeschlagen. Bewertet werden nur erfolgreiche Anmeldungen; auf Fehlversuche achten die Regeln.`,
    normalHours: (account, days, from, to) =>
      `${account} meldet sich meist ${days === null ? '' : `${days} `}von ${from} bis ${to} Uhr an.`,
    normalPlaces: (names) => `Von: ${names}.`,
    normalDevices: (names) => `Mit: ${names}.`,
    learning: (name) => `Ich lerne noch, was für ${name} üblich ist: Das braucht zwei Wochen und 20 Anmeldungen.`,
    stale: (name) => `${name} hat sich seit 30 Tagen nicht angemeldet; was üblich war, gilt vielleicht nicht mehr.`,
    nobody: (name) => `Ich habe noch aus keiner Anmeldung von „${name}“ gelernt.`,
    lately: (count) => `${count} ungewöhnliche ${count === 1 ? 'Anmeldung' : 'Anmeldungen'} in den letzten 30 Tagen:`,
    nothingLately: 'Nichts Ungewöhnliches in den letzten 30 Tagen.',
    next: (ref) => `Als Nächstes: „why is ${ref} unusual?“`,
    everyDay: 'jeden Tag',
    to: 'bis',
  },
  fr: {
    country: (name, shared) =>
      `première connexion depuis ce pays : ${name}${shared ? ' (d’autres s’y connectent)' : ''}`,
    hour: (time, from, to) => `à ${time}, d’habitude entre ${from} et ${to}`,
    weekday: (day) => `un ${day}, ce qui est rare`,
    distance: (km, place) => `à ${km} km du lieu habituel${place ? ` (${place})` : ''}`,
    device: (name) => `un nouvel appareil : ${name}`,
    failures: (count) => `${count} échecs dans la journée qui précède`,
    devices: (count) => `${count} appareils en un jour`,
    found: (count, period) =>
      `${count} ${count === 1 ? 'connexion inhabituelle' : 'connexions inhabituelles'}, ${period} :`,
    none: (period) => `Aucune connexion inhabituelle, ${period}.`,
    share: (percent) => `plus inhabituelle que ${percent} % des connexions`,
    verdict: { false_alarm: 'jugée fausse alerte', confirmed: 'confirmée' },
    because: (ref, account, when) => `[${ref}] de ${account}, ${when}, se distingue :`,
    ordinary: (ref) => `Rien dans [${ref}] n’est inhabituel pour ce compte.`,
    notEnough:
      'Je ne sais pas encore ce qui est habituel ici : il faut 300 connexions de comptes qui se sont déjà connectés 20 fois. D’ici là, rien n’est noté.',
    tooNew: (account, logins) =>
      `${account} s’est connecté ${logins} fois jusqu’ici ; à partir de 20, je pourrai dire ce qui est habituel.`,
    failed: (ref) =>
      `[${ref}] a échoué. Seules les connexions réussies sont notées ; les règles surveillent les échecs.`,
    normalHours: (account, days, from, to) =>
      `${account} se connecte d’habitude ${days === null ? '' : `${days}, `}de ${from} à ${to}.`,
    normalPlaces: (names) => `Depuis : ${names}.`,
    normalDevices: (names) => `Avec : ${names}.`,
    learning: (name) => `J’apprends encore ce qui est habituel pour ${name} : il faut deux semaines et 20 connexions.`,
    stale: (name) => `${name} ne s’est pas connecté depuis 30 jours ; ce qui était habituel ne vaut peut-être plus.`,
    nobody: (name) => `Je n’ai encore rien appris d’une connexion de « ${name} ».`,
    lately: (count) =>
      `${count} ${count === 1 ? 'connexion inhabituelle' : 'connexions inhabituelles'} ces 30 derniers jours :`,
    nothingLately: 'Rien d’inhabituel ces 30 derniers jours.',
    next: (ref) => `Ensuite : « why is ${ref} unusual? »`,
    everyDay: 'tous les jours',
    to: 'à',
  },
  es: {
    country: (name, shared) => `primer inicio de sesión desde ${name}${shared ? ', desde donde otros lo hacen' : ''}`,
    hour: (time, from, to) => `a las ${time}, normalmente de ${from} a ${to}`,
    weekday: (day) => `en ${day}, lo que es raro`,
    distance: (km, place) => `a ${km} km del lugar habitual${place ? ` (${place})` : ''}`,
    device: (name) => `un dispositivo nuevo: ${name}`,
    failures: (count) => `${count} intentos fallidos el día anterior`,
    devices: (count) => `${count} dispositivos en un día`,
    found: (count, period) =>
      `${count} ${count === 1 ? 'inicio de sesión inusual' : 'inicios de sesión inusuales'}, ${period}:`,
    none: (period) => `Ningún inicio de sesión inusual, ${period}.`,
    share: (percent) => `más inusual que el ${percent} % de los inicios de sesión`,
    verdict: { false_alarm: 'marcado como falsa alarma', confirmed: 'confirmado' },
    because: (ref, account, when) => `[${ref}] de ${account}, ${when}, destaca:`,
    ordinary: (ref) => `Nada de [${ref}] es inusual para esta cuenta.`,
    notEnough:
      'Aún no sé qué es habitual aquí: hacen falta 300 inicios de sesión de cuentas que ya lo hicieron 20 veces. Hasta entonces no se puntúa nada.',
    tooNew: (account, logins) =>
      `${account} ha iniciado sesión ${logins} veces hasta ahora; a partir de 20 puedo decir qué es habitual.`,
    failed: (ref) => `[${ref}] falló. Solo se puntúan los inicios de sesión con éxito; las reglas vigilan los fallos.`,
    normalHours: (account, days, from, to) =>
      `${account} suele iniciar sesión ${days === null ? '' : `${days}, `}de ${from} a ${to}.`,
    normalPlaces: (names) => `Desde: ${names}.`,
    normalDevices: (names) => `Con: ${names}.`,
    learning: (name) =>
      `Todavía estoy aprendiendo qué es habitual para ${name}: hacen falta dos semanas y 20 inicios de sesión.`,
    stale: (name) => `${name} no ha iniciado sesión en 30 días; lo que era habitual quizá ya no valga.`,
    nobody: (name) => `Aún no he aprendido de ningún inicio de sesión de «${name}».`,
    lately: (count) =>
      `${count} ${count === 1 ? 'inicio de sesión inusual' : 'inicios de sesión inusuales'} en los últimos 30 días:`,
    nothingLately: 'Nada inusual en los últimos 30 días.',
    next: (ref) => `A continuación: «why is ${ref} unusual?»`,
    everyDay: 'todos los días',
    to: 'a',
  },
});

/** What is said of unusual logins, and of what is usual. */
export const unusualWords = words;

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** `first login from Brazil` · names out of logs are cut to one short line. */
export function reasonText(reason: UnusualReason, language: Language = 'en'): string {
  const said = words[language];
  switch (reason.kind) {
    case 'hour':
      return said.hour(reason.time, clock(reason.from), clock(reason.to));
    case 'weekday':
      return said.weekday(weekdayText(reason.weekday, language));
    case 'country':
      return said.country(countryText(reason.country, language), reason.shared);
    case 'distance':
      return said.distance(
        reason.km.toLocaleString(LOCALE[language]),
        reason.place === null ? null : oneLine(reason.place, 40),
      );
    case 'device':
      return said.device(deviceName(reason.device));
    case 'failures':
      return said.failures(reason.failures);
    case 'devices':
      return said.devices(reason.devices);
  }
}

/** `99.7`: of all logins so many percent are less unusual, never said to be all. */
export const percentText = (share: number, language: Language = 'en'): string =>
  (Math.floor(Math.min(0.9999, share) * 1000) / 10).toLocaleString(LOCALE[language], { maximumFractionDigits: 1 });

/** How far a baseline has come, for the console. */
export const STATE_WORDS: Record<BaselineState, string> = {
  learning: 'still learning: it takes two weeks and 20 events',
  ready: 'ready',
  stale: 'stale: nothing for 30 days',
};
