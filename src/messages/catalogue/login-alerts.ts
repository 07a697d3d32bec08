import { inEveryLanguage } from './catalogue.ts';

/** What alerts about logins say; names, places and lengths of time are in the language already. */
interface LoginAlertWords {
  failures: (count: string, one: boolean) => string;
  /** Behind how many failures: to so many accounts, from so many addresses. */
  toAccounts: (count: string) => string;
  fromAddresses: (count: string) => string;
  failuresFrom: (failures: string, toAccounts: string, address: string, when: string) => string;
  failuresTo: (failures: string, account: string, fromAddresses: string, when: string) => string;
  within: (span: string) => string;
  atOnce: string;
  more: (count: string) => string;
  signedInAfter: (account: string, address: string | null, attempts: string, one: boolean, span: string) => string;
  attemptsWithin: (count: string, span: string) => string;
  travel: (account: string, from: string, to: string, distance: string, time: string) => string;
  withinTime: (span: string) => string;
  sameTime: string;
  speed: (speed: string) => string;
  noTime: string;
  nowhere: string;
  firstSeen: Record<'country' | 'device' | 'address', (account: string, name: string) => string>;
  signIns: (count: string, one: boolean) => string;
  fromCountry: (account: string, succeeded: boolean, country: string) => string;
  listed: Record<
    'denied' | 'not_allowed' | 'account',
    (account: string, succeeded: boolean, address: string) => string
  >;
  withoutSecondFactor: (account: string) => string;
  times: (count: string) => string;
  events: (count: string) => string;
  atHour: (account: string, day: string, time: string) => string;
  dayAndTime: (day: string, time: string) => string;
  dayTo: (first: string, last: string) => string;
  unusual: (account: string, count: string | null) => string;
  moreThan: (percent: string) => string;
  volume: (account: string, count: string, usually: string) => string;
  usualLogins: (usually: string) => string;
  deviations: (sigmas: string) => string;
}

export const loginAlertWords = inEveryLanguage<LoginAlertWords>({
  en: {
    failures: (count, one) => `${count} failed sign-in${one ? '' : 's'}`,
    toAccounts: (count) => ` to ${count} accounts`,
    fromAddresses: (count) => ` from ${count} addresses`,
    failuresFrom: (failures, toAccounts, address, when) => `${failures}${toAccounts} from ${address}${when}`,
    failuresTo: (failures, account, fromAddresses, when) => `${failures} to ${account}${fromAddresses}${when}`,
    within: (span) => ` within ${span}`,
    atOnce: ' in the same second',
    more: (count) => `${count} more`,
    signedInAfter: (account, address, attempts, one, span) =>
      `${account} signed in${address === null ? '' : ` from ${address}`} after ${attempts} failed attempt${one ? '' : 's'} within ${span}`,
    attemptsWithin: (count, span) => `${count} within ${span}`,
    travel: (account, from, to, distance, time) =>
      `${account} signed in from ${from} and ${to}, ${distance} apart, ${time}`,
    withinTime: (span) => `within ${span}`,
    sameTime: 'at the same time',
    speed: (speed) => `${speed} km/h would be needed`,
    noTime: 'no time at all',
    nowhere: 'an unnamed place',
    firstSeen: {
      country: (account, name) => `${account} signed in from a new country: ${name}`,
      device: (account, name) => `${account} signed in from a new device: ${name}`,
      address: (account, name) => `${account} signed in from a new address: ${name}`,
    },
    signIns: (count, one) => `${count} sign-in${one ? '' : 's'}`,
    fromCountry: (account, succeeded, country) =>
      `${account} ${succeeded ? 'signed in' : 'tried to sign in'} from ${country}`,
    listed: {
      denied: (account, succeeded, address) =>
        `${account} ${succeeded ? 'signed in' : 'tried to sign in'} from ${address}, which is denied`,
      not_allowed: (account, succeeded, address) =>
        `${account} ${succeeded ? 'signed in' : 'tried to sign in'} from ${address}, which is not allowed`,
      account: (account, succeeded) => `${account}, which is listed, ${succeeded ? 'signed in' : 'tried to sign in'}`,
    },
    withoutSecondFactor: (account) => `${account} signed in without a second factor`,
    times: (count) => `, ${count} times in all`,
    events: (count) => ` (${count} events)`,
    atHour: (account, day, time) => `${account} signed in on ${day} at ${time}`,
    dayAndTime: (day, time) => `${day} ${time}`,
    dayTo: (first, last) => `${first} to ${last}`,
    unusual: (account, count) => `Unusual login of ${account}${count === null ? '' : ` (${count})`}`,
    moreThan: (percent) => `More than ${percent} % of all logins`,
    volume: (account, count, usually) =>
      `${account} signs in more often than usual: ${count} times in an hour, usually ${usually}`,
    usualLogins: (usually) => `${usually} logins in this hour of the weekday`,
    deviations: (sigmas) => `${sigmas} standard deviations`,
  },
  de: {
    failures: (count, one) => `${count} fehlgeschlagene ${one ? 'Anmeldung' : 'Anmeldungen'}`,
    toAccounts: (count) => ` bei ${count} Konten`,
    fromAddresses: (count) => ` von ${count} Adressen`,
    failuresFrom: (failures, toAccounts, address, when) => `${failures}${toAccounts} von ${address}${when}`,
    failuresTo: (failures, account, fromAddresses, when) => `${failures} bei ${account}${fromAddresses}${when}`,
    within: (span) => ` innerhalb von ${span}`,
    atOnce: ' in derselben Sekunde',
    more: (count) => `${count} weitere`,
    signedInAfter: (account, address, attempts, one, span) =>
      `${account} hat sich${address === null ? '' : ` von ${address}`} nach ${attempts} ${one ? 'Fehlversuch' : 'Fehlversuchen'} innerhalb von ${span} angemeldet`,
    attemptsWithin: (count, span) => `${count} innerhalb von ${span}`,
    travel: (account, from, to, distance, time) =>
      `${account} hat sich aus ${from} und ${to} angemeldet, ${distance} voneinander entfernt, ${time}`,
    withinTime: (span) => `innerhalb von ${span}`,
    sameTime: 'zur selben Zeit',
    speed: (speed) => `${speed} km/h wären nötig`,
    noTime: 'gar keine Zeit dazwischen',
    nowhere: 'einem unbenannten Ort',
    firstSeen: {
      country: (account, name) => `${account} hat sich aus einem neuen Land angemeldet: ${name}`,
      device: (account, name) => `${account} hat sich mit einem neuen Gerät angemeldet: ${name}`,
      address: (account, name) => `${account} hat sich von einer neuen Adresse angemeldet: ${name}`,
    },
    signIns: (count, one) => `${count} ${one ? 'Anmeldung' : 'Anmeldungen'}`,
    fromCountry: (account, succeeded, country) =>
      succeeded
        ? `${account} hat sich aus ${country} angemeldet`
        : `${account} hat versucht, sich aus ${country} anzumelden`,
    listed: {
      denied: (account, succeeded, address) =>
        succeeded
          ? `${account} hat sich von ${address} angemeldet, was verboten ist`
          : `${account} hat versucht, sich von ${address} anzumelden, was verboten ist`,
      not_allowed: (account, succeeded, address) =>
        succeeded
          ? `${account} hat sich von ${address} angemeldet, was nicht erlaubt ist`
          : `${account} hat versucht, sich von ${address} anzumelden, was nicht erlaubt ist`,
      account: (account, succeeded) =>
        succeeded
          ? `${account} steht auf der Liste und hat sich angemeldet`
          : `${account} steht auf der Liste und hat versucht, sich anzumelden`,
    },
    withoutSecondFactor: (account) => `${account} hat sich ohne zweiten Faktor angemeldet`,
    times: (count) => `, insgesamt ${count}-mal`,
    events: (count) => ` (${count} Ereignisse)`,
    atHour: (account, day, time) => `${account} hat sich am ${day} um ${time} Uhr angemeldet`,
    dayAndTime: (day, time) => `${day}, ${time} Uhr`,
    dayTo: (first, last) => `${first} bis ${last}`,
    unusual: (account, count) => `Ungewöhnliche Anmeldung von ${account}${count === null ? '' : ` (${count})`}`,
    moreThan: (percent) => `Mehr als ${percent} % aller Anmeldungen`,
    volume: (account, count, usually) =>
      `${account} meldet sich öfter an als sonst: ${count}-mal in einer Stunde, sonst ${usually}-mal`,
    usualLogins: (usually) => `${usually} Anmeldungen in dieser Stunde des Wochentags`,
    deviations: (sigmas) => `${sigmas} Standardabweichungen`,
  },
  fr: {
    failures: (count, one) => `${count} ${one ? 'connexion échouée' : 'connexions échouées'}`,
    toAccounts: (count) => ` à ${count} comptes`,
    fromAddresses: (count) => ` depuis ${count} adresses`,
    failuresFrom: (failures, toAccounts, address, when) => `${failures}${toAccounts} depuis ${address}${when}`,
    failuresTo: (failures, account, fromAddresses, when) => `${failures} à ${account}${fromAddresses}${when}`,
    within: (span) => ` en ${span}`,
    atOnce: ' dans la même seconde',
    more: (count) => `${count} de plus`,
    signedInAfter: (account, address, attempts, one, span) =>
      `${account} s’est connecté${address === null ? '' : ` depuis ${address}`} après ${attempts} ${one ? 'échec' : 'échecs'} en ${span}`,
    attemptsWithin: (count, span) => `${count} en ${span}`,
    travel: (account, from, to, distance, time) =>
      `${account} s’est connecté depuis ${from} et ${to}, à ${distance} l’un de l’autre, ${time}`,
    withinTime: (span) => `en ${span}`,
    sameTime: 'au même moment',
    speed: (speed) => `il faudrait ${speed} km/h`,
    noTime: 'aucun temps entre les deux',
    nowhere: 'un lieu sans nom',
    firstSeen: {
      country: (account, name) => `${account} s’est connecté depuis un nouveau pays : ${name}`,
      device: (account, name) => `${account} s’est connecté avec un nouvel appareil : ${name}`,
      address: (account, name) => `${account} s’est connecté depuis une nouvelle adresse : ${name}`,
    },
    signIns: (count, one) => `${count} ${one ? 'connexion' : 'connexions'}`,
    fromCountry: (account, succeeded, country) =>
      `${account} ${succeeded ? 's’est connecté' : 'a essayé de se connecter'} depuis ce pays : ${country}`,
    listed: {
      denied: (account, succeeded, address) =>
        `${account} ${succeeded ? 's’est connecté' : 'a essayé de se connecter'} depuis une adresse interdite : ${address}`,
      not_allowed: (account, succeeded, address) =>
        `${account} ${succeeded ? 's’est connecté' : 'a essayé de se connecter'} depuis une adresse non autorisée : ${address}`,
      account: (account, succeeded) =>
        `${account} figure sur la liste et ${succeeded ? 's’est connecté' : 'a essayé de se connecter'}`,
    },
    withoutSecondFactor: (account) => `${account} s’est connecté sans second facteur`,
    times: (count) => `, ${count} fois en tout`,
    events: (count) => ` (${count} événements)`,
    atHour: (account, day, time) => `${account} s’est connecté le ${day} à ${time}`,
    dayAndTime: (day, time) => `${day} ${time}`,
    dayTo: (first, last) => `${first} à ${last}`,
    unusual: (account, count) => `Connexion inhabituelle de ${account}${count === null ? '' : ` (${count})`}`,
    moreThan: (percent) => `Plus que ${percent} % des connexions`,
    volume: (account, count, usually) =>
      `${account} se connecte plus souvent que d’habitude : ${count} fois en une heure, d’habitude ${usually}`,
    usualLogins: (usually) => `${usually} connexions à cette heure de ce jour de la semaine`,
    deviations: (sigmas) => `${sigmas} écarts types`,
  },
  es: {
    failures: (count, one) => `${count} ${one ? 'inicio de sesión fallido' : 'inicios de sesión fallidos'}`,
    toAccounts: (count) => ` en ${count} cuentas`,
    fromAddresses: (count) => ` desde ${count} direcciones`,
    failuresFrom: (failures, toAccounts, address, when) => `${failures}${toAccounts} desde ${address}${when}`,
    failuresTo: (failures, account, fromAddresses, when) => `${failures} en ${account}${fromAddresses}${when}`,
    within: (span) => ` en ${span}`,
    atOnce: ' en el mismo segundo',
    more: (count) => `${count} más`,
    signedInAfter: (account, address, attempts, one, span) =>
      `${account} inició sesión${address === null ? '' : ` desde ${address}`} tras ${attempts} ${one ? 'intento fallido' : 'intentos fallidos'} en ${span}`,
    attemptsWithin: (count, span) => `${count} en ${span}`,
    travel: (account, from, to, distance, time) =>
      `${account} inició sesión desde ${from} y ${to}, a ${distance} de distancia, ${time}`,
    withinTime: (span) => `en ${span}`,
    sameTime: 'al mismo tiempo',
    speed: (speed) => `harían falta ${speed} km/h`,
    noTime: 'ningún tiempo entre ambos',
    nowhere: 'un lugar sin nombre',
    firstSeen: {
      country: (account, name) => `${account} inició sesión desde un país nuevo: ${name}`,
      device: (account, name) => `${account} inició sesión con un dispositivo nuevo: ${name}`,
      address: (account, name) => `${account} inició sesión desde una dirección nueva: ${name}`,
    },
    signIns: (count, one) => `${count} ${one ? 'inicio de sesión' : 'inicios de sesión'}`,
    fromCountry: (account, succeeded, country) =>
      `${account} ${succeeded ? 'inició sesión' : 'intentó iniciar sesión'} desde ${country}`,
    listed: {
      denied: (account, succeeded, address) =>
        `${account} ${succeeded ? 'inició sesión' : 'intentó iniciar sesión'} desde una dirección prohibida: ${address}`,
      not_allowed: (account, succeeded, address) =>
        `${account} ${succeeded ? 'inició sesión' : 'intentó iniciar sesión'} desde una dirección no permitida: ${address}`,
      account: (account, succeeded) =>
        `${account} está en la lista y ${succeeded ? 'inició sesión' : 'intentó iniciar sesión'}`,
    },
    withoutSecondFactor: (account) => `${account} inició sesión sin segundo factor`,
    times: (count) => `, ${count} veces en total`,
    events: (count) => ` (${count} eventos)`,
    atHour: (account, day, time) => `${account} inició sesión el ${day} a las ${time}`,
    dayAndTime: (day, time) => `${day} ${time}`,
    dayTo: (first, last) => `${first} a ${last}`,
    unusual: (account, count) => `Inicio de sesión inusual de ${account}${count === null ? '' : ` (${count})`}`,
    moreThan: (percent) => `Más que el ${percent} % de los inicios de sesión`,
    volume: (account, count, usually) =>
      `${account} inicia sesión más a menudo que de costumbre: ${count} veces en una hora, normalmente ${usually}`,
    usualLogins: (usually) => `${usually} inicios de sesión en esta hora del día de la semana`,
    deviations: (sigmas) => `${sigmas} desviaciones típicas`,
  },
});
