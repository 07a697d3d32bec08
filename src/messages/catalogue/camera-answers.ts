import { nounIn } from './cameras.ts';
import { inEveryLanguage } from './catalogue.ts';
import { listText } from './terms.ts';

export interface CameraAnswerWords {
  latest: (ref: string, name: string, when: string) => string;
  at: (ref: string, name: string, when: string) => string;
  noPicture: (ref: string, name: string) => string;
  noPictureAt: (ref: string, name: string) => string;
  offline: (since: string) => string;
  /** Whether a camera sends, where just that was asked. */
  sends: Record<'online' | 'offline' | 'never' | 'off', (camera: string, last: string | null) => string>;
  hasZones: (camera: string, zones: readonly string[]) => string;
  off: string;
  event: (ref: string, summary: string) => string;
  list: (count: number, offline: number) => string;
  line: (ref: string, name: string, state: string, lastSeen: string | null) => string;
  none: string;
  /** For whoever is limited to some cameras: behind what was seen, as a sentence, and where there is none of theirs. */
  mine: string;
  onlyMine: string;
  noneMine: string;
  unknown: (typed: string, known: string) => string;
  unknownZone: (typed: string, known: string) => string;
  zone: string;
  /** A rule cannot look at a part of one camera and the whole of another. */
  zoneAndCamera: (zone: string, camera: string) => string;
  which: string;
  eventsWith: (object: string) => string;
  /** `where` is said already, or empty. */
  noEventsWith: (object: string, where: string) => string;
  /** `days`: of so many days, where no time was named. */
  foundEvents: (object: string, count: number, more: boolean, days?: number) => string;
  risk: (risk: number, why: string) => string;
  alerts: (refs: string) => string;
  /** Events nobody looked at yet; `where` is said already, or empty. */
  unreviewed: (count: number, where: string) => string;
  allReviewed: (where: string) => string;
  atCamera: (name: string) => string;
  unreviewedTitle: string;
}

/** What the desk answers about cameras and their pictures, `[ref]` where something is cited. */
export const cameraAnswerWords = inEveryLanguage<CameraAnswerWords>({
  en: {
    latest: (ref, name, when) => `The latest picture of [${ref}] ${name} is from ${when}.`,
    at: (ref, name, when) => `The picture of [${ref}] ${name} nearest to that is from ${when}.`,
    noPicture: (ref, name) => `There is no picture of [${ref}] ${name} yet.`,
    noPictureAt: (ref, name) => `There is no picture of [${ref}] ${name} from then.`,
    offline: (since) => `It has been silent since ${since}.`,
    sends: {
      online: (camera, last) => `${camera} is online${last ? `; its last picture is from ${last}` : ''}.`,
      offline: (camera, last) => `${camera} is silent${last ? ` since ${last}` : ''}.`,
      never: (camera) => `${camera} has never sent a picture.`,
      off: (camera, last) => `${camera} is switched off${last ? `; its last picture is from ${last}` : ''}.`,
    },
    hasZones: (camera, zones) =>
      zones.length === 0
        ? `${camera} has no zones yet: they are drawn on its page.`
        : `${camera} has ${zones.length} ${zones.length === 1 ? 'zone' : 'zones'}: ${listText(zones, 'en')}.`,
    off: 'It is switched off.',
    event: (ref, summary) => `Last event [${ref}]: ${summary}`,
    list: (count, offline) =>
      `${count} ${count === 1 ? 'camera' : 'cameras'}${offline > 0 ? `, ${offline} of them silent` : ''}:`,
    line: (ref, name, state, lastSeen) => `[${ref}] ${name}: ${state}${lastSeen ? `, last picture ${lastSeen}` : ''}`,
    none: 'There are no cameras yet. Add one on the cameras page.',
    mine: ' at the cameras you may look at',
    onlyMine: 'Only the cameras you may look at count in this.',
    noneMine: 'There is no camera you may look at.',
    unknown: (typed, known) =>
      known
        ? `There is no camera called “${typed}”. There are: ${known}.`
        : `There is no camera called “${typed}”, and no other yet.`,
    zone: 'zone',
    zoneAndCamera: (zone, camera) =>
      `“${zone}” is a zone and “${camera}” a whole camera: that takes two rules. Ask for one of them first.`,
    unknownZone: (typed, known) =>
      known
        ? `No camera has a zone called “${typed}”. There are: ${known}.`
        : `No camera has a zone called “${typed}”, or any other yet: zones are drawn on a camera’s page.`,
    which: 'Which of these do you mean?',
    eventsWith: (object) => `Seen: ${object}`,
    noEventsWith: (object, where) =>
      where === '' ? `No camera saw that in this time: ${object}.` : `Not seen${where} in this time: ${object}.`,
    foundEvents: (object, count, more, days) =>
      `${more ? `More than ${count}` : count} ${count === 1 && !more ? 'event' : 'events'} with: ${object}${days ? ` (the last ${days} days)` : ''}.`,
    risk: (risk, why) => `Risk ${risk} of 100${why ? `: ${why}` : ''}.`,
    alerts: (refs) => `Alerts: ${refs}.`,
    unreviewed: (count, where) =>
      `${count} ${count === 1 ? 'event' : 'events'}${where} ${count === 1 ? 'is' : 'are'} not reviewed yet:`,
    allReviewed: (where) => `Every event${where} is reviewed.`,
    atCamera: (name) => ` at ${name}`,
    unreviewedTitle: 'Not reviewed yet',
  },
  de: {
    latest: (ref, name, when) => `Das neueste Bild von [${ref}] ${name} ist von ${when}.`,
    at: (ref, name, when) => `Das nächstgelegene Bild von [${ref}] ${name} ist von ${when}.`,
    noPicture: (ref, name) => `Von [${ref}] ${name} gibt es noch kein Bild.`,
    noPictureAt: (ref, name) => `Von [${ref}] ${name} gibt es aus dieser Zeit kein Bild.`,
    offline: (since) => `Sie ist still seit ${since}.`,
    sends: {
      online: (camera, last) => `${camera} ist online${last ? `, das letzte Bild ist von ${last}` : ''}.`,
      offline: (camera, last) => `${camera} ist still${last ? ` seit ${last}` : ''}.`,
      never: (camera) => `${camera} hat noch kein Bild gesendet.`,
      off: (camera, last) => `${camera} ist ausgeschaltet${last ? `, das letzte Bild ist von ${last}` : ''}.`,
    },
    hasZones: (camera, zones) =>
      zones.length === 0
        ? `${camera} hat noch keine Zonen: Sie werden auf ihrer Seite gezeichnet.`
        : `${camera} hat ${zones.length} ${zones.length === 1 ? 'Zone' : 'Zonen'}: ${listText(zones, 'de')}.`,
    off: 'Sie ist ausgeschaltet.',
    event: (ref, summary) => `Letztes Ereignis [${ref}]: ${summary}`,
    list: (count, offline) =>
      `${count} ${count === 1 ? 'Kamera' : 'Kameras'}${offline > 0 ? `, davon ${offline} still` : ''}:`,
    line: (ref, name, state, lastSeen) => `[${ref}] ${name}: ${state}${lastSeen ? `, letztes Bild ${lastSeen}` : ''}`,
    none: 'Es gibt noch keine Kameras. Fügen Sie auf der Seite „Kameras“ eine hinzu.',
    mine: ' an den für Sie freigegebenen Kameras',
    onlyMine: 'Dabei zählen nur die für Sie freigegebenen Kameras.',
    noneMine: 'Für Sie ist keine Kamera freigegeben.',
    unknown: (typed, known) =>
      known
        ? `Keine Kamera heißt „${typed}“. Es gibt: ${known}.`
        : `Keine Kamera heißt „${typed}“, und es gibt noch keine andere.`,
    zone: 'Zone',
    zoneAndCamera: (zone, camera) =>
      `„${zone}“ ist eine Zone und „${camera}“ eine ganze Kamera: Das sind zwei Regeln. Fragen Sie zuerst nach einer davon.`,
    unknownZone: (typed, known) =>
      known
        ? `Keine Kamera hat eine Zone namens „${typed}“. Es gibt: ${known}.`
        : `Keine Kamera hat eine Zone namens „${typed}“ oder eine andere: Zonen werden auf der Seite einer Kamera gezeichnet.`,
    which: 'Welche davon meinen Sie?',
    eventsWith: (object) => `Gesehen: ${nounIn('de', object)}`,
    noEventsWith: (object, where) =>
      where === ''
        ? `Das sah in dieser Zeit keine Kamera: ${nounIn('de', object)}.`
        : `In dieser Zeit${where} nicht gesehen: ${nounIn('de', object)}.`,
    foundEvents: (object, count, more, days) =>
      `${more ? `Mehr als ${count}` : count} ${count === 1 && !more ? 'Ereignis' : 'Ereignisse'} mit: ${nounIn('de', object)}${days ? ` (die letzten ${days} Tage)` : ''}.`,
    risk: (risk, why) => `Risiko ${risk} von 100${why ? `: ${why}` : ''}.`,
    alerts: (refs) => `Alarme: ${refs}.`,
    unreviewed: (count, where) =>
      `${count} ${count === 1 ? 'Ereignis' : 'Ereignisse'}${where} ${count === 1 ? 'ist' : 'sind'} noch nicht gesichtet:`,
    allReviewed: (where) => `Jedes Ereignis${where} ist gesichtet.`,
    atCamera: (name) => ` an ${name}`,
    unreviewedTitle: 'Noch nicht gesichtet',
  },
  fr: {
    latest: (ref, name, when) => `La dernière image de [${ref}] ${name} date de ${when}.`,
    at: (ref, name, when) => `L’image de [${ref}] ${name} la plus proche date de ${when}.`,
    noPicture: (ref, name) => `Il n’y a pas encore d’image de [${ref}] ${name}.`,
    noPictureAt: (ref, name) => `Il n’y a pas d’image de [${ref}] ${name} de ce moment.`,
    offline: (since) => `Elle est silencieuse depuis ${since}.`,
    sends: {
      online: (camera, last) => `${camera} est en ligne${last ? ` ; sa dernière image date de ${last}` : ''}.`,
      offline: (camera, last) => `${camera} est silencieuse${last ? ` depuis ${last}` : ''}.`,
      never: (camera) => `${camera} n’a encore envoyé aucune image.`,
      off: (camera, last) => `${camera} est éteinte${last ? ` ; sa dernière image date de ${last}` : ''}.`,
    },
    hasZones: (camera, zones) =>
      zones.length === 0
        ? `${camera} n’a pas encore de zone : elles se dessinent sur sa page.`
        : `${camera} a ${zones.length} ${zones.length === 1 ? 'zone' : 'zones'} : ${listText(zones, 'fr')}.`,
    off: 'Elle est éteinte.',
    event: (ref, summary) => `Dernier événement [${ref}] : ${summary}`,
    list: (count, offline) =>
      `${count} ${count === 1 ? 'caméra' : 'caméras'}${offline > 0 ? `, dont ${offline} silencieuse${offline === 1 ? '' : 's'}` : ''} :`,
    line: (ref, name, state, lastSeen) =>
      `[${ref}] ${name} : ${state}${lastSeen ? `, dernière image ${lastSeen}` : ''}`,
    none: 'Il n’y a pas encore de caméra. Ajoutez-en une sur la page des caméras.',
    mine: ' aux caméras que vous pouvez voir',
    onlyMine: 'Seules les caméras que vous pouvez voir comptent ici.',
    noneMine: 'Il n’y a aucune caméra que vous puissiez voir.',
    unknown: (typed, known) =>
      known
        ? `Aucune caméra ne s’appelle « ${typed} ». Il y a : ${known}.`
        : `Aucune caméra ne s’appelle « ${typed} », et il n’y en a pas encore d’autre.`,
    zone: 'zone',
    zoneAndCamera: (zone, camera) =>
      `« ${zone} » est une zone et « ${camera} » une caméra entière : il faut deux règles. Demandez-en d’abord une.`,
    unknownZone: (typed, known) =>
      known
        ? `Aucune caméra n’a de zone appelée « ${typed} ». Il y a : ${known}.`
        : `Aucune caméra n’a de zone appelée « ${typed} », ni d’autre : les zones se dessinent sur la page d’une caméra.`,
    which: 'Laquelle voulez-vous dire ?',
    eventsWith: (object) => `Vu : ${nounIn('fr', object)}`,
    noEventsWith: (object, where) =>
      where === ''
        ? `Aucune caméra n’a vu cela pendant ce temps : ${nounIn('fr', object)}.`
        : `Pas vu${where} pendant ce temps : ${nounIn('fr', object)}.`,
    foundEvents: (object, count, more, days) =>
      `${more ? `Plus de ${count}` : count} ${count === 1 && !more ? 'événement' : 'événements'} avec : ${nounIn('fr', object)}${days ? ` (ces ${days} derniers jours)` : ''}.`,
    risk: (risk, why) => `Risque ${risk} sur 100${why ? ` : ${why}` : ''}.`,
    alerts: (refs) => `Alertes : ${refs}.`,
    unreviewed: (count, where) =>
      count === 1
        ? `1 événement${where} n’est pas encore examiné :`
        : `${count} événements${where} ne sont pas encore examinés :`,
    allReviewed: (where) => `Tous les événements${where} sont examinés.`,
    atCamera: (name) => ` à ${name}`,
    unreviewedTitle: 'Pas encore examiné',
  },
  es: {
    latest: (ref, name, when) => `La última imagen de [${ref}] ${name} es de ${when}.`,
    at: (ref, name, when) => `La imagen de [${ref}] ${name} más cercana es de ${when}.`,
    noPicture: (ref, name) => `Aún no hay imagen de [${ref}] ${name}.`,
    noPictureAt: (ref, name) => `No hay imagen de [${ref}] ${name} de entonces.`,
    offline: (since) => `Está en silencio desde ${since}.`,
    sends: {
      online: (camera, last) => `${camera} está en línea${last ? `; su última imagen es de ${last}` : ''}.`,
      offline: (camera, last) => `${camera} está en silencio${last ? ` desde ${last}` : ''}.`,
      never: (camera) => `${camera} aún no ha enviado ninguna imagen.`,
      off: (camera, last) => `${camera} está apagada${last ? `; su última imagen es de ${last}` : ''}.`,
    },
    hasZones: (camera, zones) =>
      zones.length === 0
        ? `${camera} aún no tiene zonas: se dibujan en su página.`
        : `${camera} tiene ${zones.length} ${zones.length === 1 ? 'zona' : 'zonas'}: ${listText(zones, 'es')}.`,
    off: 'Está apagada.',
    event: (ref, summary) => `Último suceso [${ref}]: ${summary}`,
    list: (count, offline) =>
      `${count} ${count === 1 ? 'cámara' : 'cámaras'}${offline > 0 ? `, ${offline} en silencio` : ''}:`,
    line: (ref, name, state, lastSeen) => `[${ref}] ${name}: ${state}${lastSeen ? `, última imagen ${lastSeen}` : ''}`,
    none: 'Aún no hay cámaras. Añada una en la página de cámaras.',
    mine: ' en las cámaras que usted puede ver',
    onlyMine: 'Aquí solo cuentan las cámaras que usted puede ver.',
    noneMine: 'No hay ninguna cámara que usted pueda ver.',
    unknown: (typed, known) =>
      known
        ? `Ninguna cámara se llama «${typed}». Hay: ${known}.`
        : `Ninguna cámara se llama «${typed}», y aún no hay otra.`,
    zone: 'zona',
    zoneAndCamera: (zone, camera) =>
      `«${zone}» es una zona y «${camera}» una cámara entera: hacen falta dos reglas. Pida primero una de ellas.`,
    unknownZone: (typed, known) =>
      known
        ? `Ninguna cámara tiene una zona llamada «${typed}». Hay: ${known}.`
        : `Ninguna cámara tiene una zona llamada «${typed}», ni otra: las zonas se dibujan en la página de una cámara.`,
    which: '¿Cuál de estas quiere decir?',
    eventsWith: (object) => `Visto: ${nounIn('es', object)}`,
    noEventsWith: (object, where) =>
      where === ''
        ? `Ninguna cámara vio eso en ese tiempo: ${nounIn('es', object)}.`
        : `No se vio${where} en ese tiempo: ${nounIn('es', object)}.`,
    foundEvents: (object, count, more, days) =>
      `${more ? `Más de ${count}` : count} ${count === 1 && !more ? 'suceso' : 'sucesos'} con: ${nounIn('es', object)}${days ? ` (los últimos ${days} días)` : ''}.`,
    risk: (risk, why) => `Riesgo ${risk} de 100${why ? `: ${why}` : ''}.`,
    alerts: (refs) => `Alertas: ${refs}.`,
    unreviewed: (count, where) =>
      count === 1 ? `1 evento${where} está sin revisar:` : `${count} eventos${where} están sin revisar:`,
    allReviewed: (where) => `Todos los eventos${where} están revisados.`,
    atCamera: (name) => ` en ${name}`,
    unreviewedTitle: 'Sin revisar',
  },
});
