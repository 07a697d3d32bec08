import { inEveryLanguage } from './catalogue.ts';

/** The sentence that answers what was asked of sightings: how long, in whose company, who first, what before. `[ref]` where something is cited. */
export interface SightingsAskedWords {
  duration: (minutes: number) => string;
  stayed: (who: string, ref: string, lasted: string, where: string, when: string) => string;
  stayedTimes: (who: string, ref: string, times: number, lasted: string, where: string, when: string) => string;
  /** One stay: its time, how long that was where several are told, and its cameras. */
  stay: (span: string, lasted: string | null, cameras: string, event: string) => string;
  /** What counts as one stay. */
  oneStay: string;
  /** Of so many sightings only the latest were looked at. */
  lookedAt: (latest: number, count: number) => string;
  /** Of each of several people: how long they were seen. */
  each: (who: string, ref: string, lasted: string) => string;
  eachSeen: string;
  alone: (who: string, ref: string, events: number, where: string, when: string) => string;
  notAlone: (who: string, ref: string, accompanied: number, events: number, where: string, when: string) => string;
  with: (who: string, ref: string, events: number) => string;
  withUntold: (events: number) => string;
  /** The latest sighting. */
  latest: (event: string, when: string, camera: string, others: string | null) => string;
  untold: (people: number) => string;
  first: (who: string, ref: string, when: string, camera: string, event: string) => string;
  last: (who: string, ref: string, when: string, camera: string, event: string) => string;
  before: (event: string, who: string, ref: string, when: string, camera: string, at: string) => string;
  timesBefore: (count: number) => string;
  /** Nobody, where no name is given. */
  notBefore: (event: string, who: string | null, where: string, when: string) => string;
  /** The next after an event. */
  after: (event: string, who: string, ref: string, when: string, camera: string, at: string) => string;
  timesAfter: (count: number) => string;
  notAfter: (event: string, who: string | null, where: string, when: string) => string;
}

const ref = (text: string): string => `[${text}]`;
const s = (count: number): string => (count === 1 ? '' : 's');

export const sightingsAskedWords = inEveryLanguage<SightingsAskedWords>({
  en: {
    duration: (minutes) => (minutes < 1 ? 'less than a minute' : `${minutes} minute${s(minutes)}`),
    stayed: (who, person, lasted, where, when) => `${who} ${ref(person)} was there for ${lasted}${where}${when}.`,
    stayedTimes: (who, person, times, lasted, where, when) =>
      `${who} ${ref(person)} was there ${times} times${where}${when}, ${lasted} in all.`,
    stay: (span, lasted, cameras, event) => `${span}${lasted === null ? '' : `: ${lasted}`}, ${cameras} ${ref(event)}`,
    oneStay: 'Whoever is seen again within 15 minutes counts as still there.',
    lookedAt: (latest, count) => `Of ${count} sightings the latest ${latest} were looked at.`,
    each: (who, person, lasted) => `${who} ${ref(person)}: ${lasted}`,
    eachSeen: 'How long each of them was seen, longest first:',
    alone: (who, person, events, where, when) =>
      `${who} ${ref(person)} was alone${where}${when}: nobody else was seen in ${events === 1 ? 'that event' : `any of ${events} events`}.`,
    notAlone: (who, person, accompanied, events, where, when) =>
      `${who} ${ref(person)} was not ${accompanied < events ? 'always ' : ''}alone${where}${when}: somebody else was in ${events === 1 ? 'that event' : `${accompanied} of ${events} events`}.`,
    with: (who, person, events) => `${who} ${ref(person)}: in ${events} event${s(events)}`,
    withUntold: (events) => `In ${events} event${s(events)} there were people of whom I cannot tell who they are.`,
    latest: (event, when, camera, others) =>
      `Last, ${when} at ${camera} ${ref(event)}: ${others === null ? 'alone' : `with ${others}`}.`,
    untold: (people) => (people === 1 ? '1 person I cannot tell' : `${people} people I cannot tell`),
    first: (who, person, when, camera, event) =>
      `The first was ${who} ${ref(person)}: ${when} at ${camera} ${ref(event)}.`,
    last: (who, person, when, camera, event) =>
      `The last was ${who} ${ref(person)}: ${when} at ${camera} ${ref(event)}.`,
    before: (event, who, person, when, camera, at) =>
      `Before ${ref(event)} ${who} ${ref(person)} was last seen ${when} at ${camera} ${ref(at)}.`,
    timesBefore: (count) => `${count} time${s(count)} before that in all.`,
    notBefore: (event, who, where, when) =>
      `${who ?? 'Nobody'} was ${who ? 'not ' : ''}seen${where}${when} before ${ref(event)}.`,
    after: (event, who, person, when, camera, at) =>
      `After ${ref(event)} ${who} ${ref(person)} came next: ${when} at ${camera} ${ref(at)}.`,
    timesAfter: (count) => `${count} sightings after that in all.`,
    notAfter: (event, who, where, when) =>
      `${who ?? 'Nobody'} was ${who ? 'not ' : ''}seen${where}${when} after ${ref(event)}.`,
  },
  de: {
    duration: (minutes) => (minutes < 1 ? 'weniger als eine Minute' : `${minutes} Minute${minutes === 1 ? '' : 'n'}`),
    stayed: (who, person, lasted, where, when) => `${who} ${ref(person)} war ${lasted} da${where}${when}.`,
    stayedTimes: (who, person, times, lasted, where, when) =>
      `${who} ${ref(person)} war ${times}-mal da, zusammen ${lasted}${where}${when}.`,
    stay: (span, lasted, cameras, event) =>
      `${span}${lasted === null ? '' : `: ${lasted}`}, Kamera ${cameras} ${ref(event)}`,
    oneStay: 'Wer innerhalb von 15 Minuten wieder gesehen wird, gilt als noch da.',
    lookedAt: (latest, count) => `Von ${count} Sichtungen wurden die letzten ${latest} angesehen.`,
    each: (who, person, lasted) => `${who} ${ref(person)}: ${lasted}`,
    eachSeen: 'Wie lange jede Person gesehen wurde, die längste zuerst:',
    alone: (who, person, events, where, when) =>
      `${who} ${ref(person)} war allein${where}${when}: In ${events === 1 ? 'diesem Ereignis' : `keinem von ${events} Ereignissen`} wurde ${events === 1 ? 'niemand sonst' : 'sonst jemand'} gesehen.`,
    notAlone: (who, person, accompanied, events, where, when) =>
      `${who} ${ref(person)} war nicht ${accompanied < events ? 'immer ' : ''}allein${where}${when}: In ${events === 1 ? 'diesem Ereignis' : `${accompanied} von ${events} Ereignissen`} war noch jemand.`,
    with: (who, person, events) => `${who} ${ref(person)}: in ${events === 1 ? '1 Ereignis' : `${events} Ereignissen`}`,
    withUntold: (events) =>
      `In ${events === 1 ? '1 Ereignis' : `${events} Ereignissen`} waren Personen, von denen ich nicht sagen kann, wer sie sind.`,
    latest: (event, when, camera, others) =>
      `Zuletzt, ${when}, Kamera ${camera} ${ref(event)}: ${others === null ? 'allein' : `mit ${others}`}.`,
    untold: (people) => (people === 1 ? '1 nicht erkannten Person' : `${people} nicht erkannten Personen`),
    first: (who, person, when, camera, event) =>
      `Zuerst kam ${who} ${ref(person)}: ${when}, Kamera ${camera} ${ref(event)}.`,
    last: (who, person, when, camera, event) =>
      `Zuletzt wurde ${who} ${ref(person)} gesehen: ${when}, Kamera ${camera} ${ref(event)}.`,
    before: (event, who, person, when, camera, at) =>
      `Vor ${ref(event)} wurde ${who} ${ref(person)} zuletzt ${when} gesehen, Kamera ${camera} ${ref(at)}.`,
    timesBefore: (count) => `Davor insgesamt ${count}-mal.`,
    notBefore: (event, who, where, when) =>
      `Vor ${ref(event)} wurde ${who ?? 'niemand'} ${who ? 'nicht ' : ''}gesehen${where}${when}.`,
    after: (event, who, person, when, camera, at) =>
      `Nach ${ref(event)} kam als Nächstes ${who} ${ref(person)}: ${when}, Kamera ${camera} ${ref(at)}.`,
    timesAfter: (count) => `Danach insgesamt ${count} Sichtungen.`,
    notAfter: (event, who, where, when) =>
      `Nach ${ref(event)} wurde ${who ?? 'niemand'} ${who ? 'nicht ' : ''}gesehen${where}${when}.`,
  },
  fr: {
    duration: (minutes) => (minutes < 1 ? 'moins d’une minute' : `${minutes} minute${s(minutes)}`),
    stayed: (who, person, lasted, where, when) => `${who} ${ref(person)} est resté ${lasted}${where}${when}.`,
    stayedTimes: (who, person, times, lasted, where, when) =>
      `${who} ${ref(person)} est venu ${times} fois, ${lasted} en tout${where}${when}.`,
    stay: (span, lasted, cameras, event) =>
      `${span}${lasted === null ? '' : ` : ${lasted}`}, caméra ${cameras} ${ref(event)}`,
    oneStay: 'Qui est revu dans les 15 minutes compte comme encore là.',
    lookedAt: (latest, count) => `Sur ${count} observations, les ${latest} dernières ont été examinées.`,
    each: (who, person, lasted) => `${who} ${ref(person)} : ${lasted}`,
    eachSeen: 'Combien de temps chaque personne a été vue, la plus longue d’abord :',
    alone: (who, person, events, where, when) =>
      `${who} ${ref(person)} était seul${where}${when} : personne d’autre n’a été vu dans ${events === 1 ? 'cet événement' : `aucun des ${events} événements`}.`,
    notAlone: (who, person, accompanied, events, where, when) =>
      `${who} ${ref(person)} n’était pas ${accompanied < events ? 'toujours ' : ''}seul${where}${when} : quelqu’un d’autre était dans ${events === 1 ? 'cet événement' : `${accompanied} événements sur ${events}`}.`,
    with: (who, person, events) => `${who} ${ref(person)} : dans ${events} événement${s(events)}`,
    withUntold: (events) =>
      `Dans ${events} événement${s(events)}, il y avait des personnes dont je ne peux pas dire qui elles sont.`,
    latest: (event, when, camera, others) =>
      `La dernière fois, ${when}, caméra ${camera} ${ref(event)} : ${others === null ? 'seul' : `avec ${others}`}.`,
    untold: (people) => (people === 1 ? '1 personne non reconnue' : `${people} personnes non reconnues`),
    first: (who, person, when, camera, event) =>
      `La première personne était ${who} ${ref(person)} : ${when}, caméra ${camera} ${ref(event)}.`,
    last: (who, person, when, camera, event) =>
      `La dernière personne était ${who} ${ref(person)} : ${when}, caméra ${camera} ${ref(event)}.`,
    before: (event, who, person, when, camera, at) =>
      `Avant ${ref(event)}, ${who} ${ref(person)} a été vu pour la dernière fois ${when}, caméra ${camera} ${ref(at)}.`,
    timesBefore: (count) => `${count} fois avant cela en tout.`,
    notBefore: (event, who, where, when) =>
      `${who ?? 'Personne'} n’a ${who ? 'pas ' : ''}été vu avant ${ref(event)}${where}${when}.`,
    after: (event, who, person, when, camera, at) =>
      `Après ${ref(event)}, ${who} ${ref(person)} est venu ensuite : ${when}, caméra ${camera} ${ref(at)}.`,
    timesAfter: (count) => `${count} observations après cela en tout.`,
    notAfter: (event, who, where, when) =>
      `${who ?? 'Personne'} n’a ${who ? 'pas ' : ''}été vu après ${ref(event)}${where}${when}.`,
  },
  es: {
    duration: (minutes) => (minutes < 1 ? 'menos de un minuto' : `${minutes} minuto${s(minutes)}`),
    stayed: (who, person, lasted, where, when) => `${who} ${ref(person)} estuvo ${lasted}${where}${when}.`,
    stayedTimes: (who, person, times, lasted, where, when) =>
      `${who} ${ref(person)} estuvo ${times} veces, ${lasted} en total${where}${when}.`,
    stay: (span, lasted, cameras, event) =>
      `${span}${lasted === null ? '' : `: ${lasted}`}, cámara ${cameras} ${ref(event)}`,
    oneStay: 'Quien vuelve a verse en 15 minutos cuenta como que sigue allí.',
    lookedAt: (latest, count) => `De ${count} avistamientos se miraron los últimos ${latest}.`,
    each: (who, person, lasted) => `${who} ${ref(person)}: ${lasted}`,
    eachSeen: 'Cuánto tiempo se vio a cada persona, primero la que más:',
    alone: (who, person, events, where, when) =>
      `${who} ${ref(person)}: sin compañía${where}${when}; no se vio a nadie más en ${events === 1 ? 'ese evento' : `ninguno de ${events} eventos`}.`,
    notAlone: (who, person, accompanied, events, where, when) =>
      `${who} ${ref(person)} no estuvo ${accompanied < events ? 'siempre ' : ''}sin compañía${where}${when}: había alguien más en ${events === 1 ? 'ese evento' : `${accompanied} de ${events} eventos`}.`,
    with: (who, person, events) => `${who} ${ref(person)}: en ${events} evento${s(events)}`,
    withUntold: (events) => `En ${events} evento${s(events)} había personas de las que no puedo decir quiénes son.`,
    latest: (event, when, camera, others) =>
      `La última vez, ${when}, cámara ${camera} ${ref(event)}: ${others === null ? 'sin compañía' : `con ${others}`}.`,
    untold: (people) => (people === 1 ? '1 persona sin reconocer' : `${people} personas sin reconocer`),
    first: (who, person, when, camera, event) =>
      `La primera persona fue ${who} ${ref(person)}: ${when}, cámara ${camera} ${ref(event)}.`,
    last: (who, person, when, camera, event) =>
      `La última persona fue ${who} ${ref(person)}: ${when}, cámara ${camera} ${ref(event)}.`,
    before: (event, who, person, when, camera, at) =>
      `Antes de ${ref(event)} se vio por última vez a ${who} ${ref(person)} ${when}, cámara ${camera} ${ref(at)}.`,
    timesBefore: (count) => `${count} ${count === 1 ? 'vez' : 'veces'} antes de eso en total.`,
    notBefore: (event, who, where, when) => `No se vio a ${who ?? 'nadie'} antes de ${ref(event)}${where}${when}.`,
    after: (event, who, person, when, camera, at) =>
      `Después de ${ref(event)} vino ${who} ${ref(person)}: ${when}, cámara ${camera} ${ref(at)}.`,
    timesAfter: (count) => `${count} avistamientos después de eso en total.`,
    notAfter: (event, who, where, when) => `No se vio a ${who ?? 'nadie'} después de ${ref(event)}${where}${when}.`,
  },
});
