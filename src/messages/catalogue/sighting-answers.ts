import { inEveryLanguage } from './catalogue.ts';

/** The desk's answers about people: who somebody is, who is on a picture, who was seen. `[ref]` where something is cited. */
export interface SightingAnswerWords {
  /** Somebody who is asked for by name. */
  known: (who: string, ref: string) => string;
  unnamed: (label: string, ref: string) => string;
  lastAt: (when: string, camera: string | null, event: string | null) => string;
  times: (count: number, first: string | null) => string;
  neverSeen: string;
  neverSeenAt: (where: string) => string;
  pictures: (pictures: number, compared: number) => string;
  tooFew: string;
  /** They took their consent back then. */
  withdrew: (when: string) => string;
  /** Nobody was looked for then: the organisation's consent was taken back. */
  notLookedThen: (from: string, to: string) => string;
  alerts: (refs: string) => string;
  /** On a picture. */
  picture: (position: number) => string;
  noFace: string;
  faces: (count: number) => string;
  face: (place: number) => string;
  /** Before what is told of one face that was asked for by its place. */
  faceOf: (place: number, count: number) => string;
  is: (who: string, ref: string) => string;
  maybe: (who: string, ref: string) => string;
  /** Not sure between two. */
  eitherOf: (who: string, ref: string, other: string, otherRef: string) => string;
  /** How alike a face is to whom the question names, as `0.60`. */
  likeness: (who: string, ref: string, similarity: string) => string;
  /** Nothing of them is compared. */
  notCompared: (who: string, ref: string) => string;
  yes: string;
  no: string;
  nobody: string;
  /** Of a face that says nothing: too poor, or another face of the picture looks the same. */
  cannotTell: string;
  notLooked: string;
  why: (why: string) => string;
  seenLast: (when: string) => string;
  enrol: string;
  noConsent: string;
  noModel: string;
  /** People were seen of whom it cannot be told who they are, in so many events; some of these with how many in each. */
  untold: (events: number, named: string, more: number, where: string, when: string) => string;
  /** Beside what was seen before. */
  blind: string;
  /** After the model of faces was changed. */
  renewing: string;
  /** People, vehicles and animals are not found at present, or people by their faces alone. */
  unfound: Record<'all' | 'all_but_faces', string>;
  /** Who was seen; `where` and `when` are said already, or empty. */
  notSeen: (who: string, where: string, when: string) => string;
  noStrangers: (where: string, when: string) => string;
  nobodySeen: (where: string, when: string) => string;
  seen: (who: string, ref: string, count: number, where: string, when: string) => string;
  lastSeen: (when: string, camera: string, event: string, minutes: number) => string;
  firstSeen: (when: string) => string;
  byClothing: string;
  strangers: (different: number, count: number, where: string, when: string) => string;
  people: (different: number, count: number, where: string, when: string) => string;
  line: (who: string, ref: string, count: number, last: string) => string;
  cameras: (list: string) => string;
  at: (cameras: string) => string;
  /** Goes before it: in whose company. */
  withWhom: (who: string, ref: string) => string;
  /** Goes before it: who does not count. */
  without: (who: string) => string;
  noSuchToLeaveOut: (names: string) => string;
  more: (count: number) => string;
  /** Behind those that are named. */
  otherCameras: (count: number) => string;
  /** Faces nobody is sure of, and where to settle them. */
  unsure: (count: number) => string;
}

const s = (count: number): string => (count === 1 ? '' : 's');
const bracketed = (ref: string): string => `[${ref}]`;

export const sightingAnswerWords = inEveryLanguage<SightingAnswerWords>({
  en: {
    known: (who, ref) => `${who} is known here ${bracketed(ref)}.`,
    unnamed: (label, ref) => `${label} ${bracketed(ref)} has no name yet.`,
    lastAt: (when, camera, event) =>
      `Last seen ${when}${camera ? ` at ${camera}` : ''}${event ? ` ${bracketed(event)}` : ''}.`,
    times: (count, first) => `Seen ${count} time${s(count)}${first && count > 1 ? ` since ${first}` : ''}.`,
    neverSeen: 'Never seen by a camera.',
    neverSeenAt: (where) => `Not seen${where}.`,
    pictures: (pictures, compared) =>
      `${pictures} picture${s(pictures)}, of which ${compared} help${compared === 1 ? 's' : ''} to recognise them.`,
    withdrew: (when) => `They took their consent back (${when}): their face is no longer recognised.`,
    notLookedThen: (from, to) =>
      `Nobody was looked for from ${from} to ${to}: the organisation’s consent was taken back then.`,
    tooFew: 'Three to five pictures make recognising sure: add some on their page.',
    alerts: (refs) => `Alerts: ${refs}.`,
    picture: (position) => `Picture ${position}: `,
    noFace: 'I see no face on the picture. One from nearer, from the front, helps.',
    faces: (count) => `${count} faces, from left to right:`,
    faceOf: (place, count) => (count === 1 ? 'The only face. ' : `Face ${place} of ${count}, from left to right. `),
    face: (place) => `${place}. `,
    is: (who, ref) => `This is ${who} ${bracketed(ref)}.`,
    maybe: (who, ref) => `Not sure: it may be ${who} ${bracketed(ref)}. Look for yourself before you act on it.`,
    eitherOf: (who, ref, other, otherRef) =>
      `Not sure: it may be ${who} ${bracketed(ref)} or ${other} ${bracketed(otherRef)}. Look for yourself before you act on it.`,
    likeness: (who, ref, similarity) => `To ${who} ${bracketed(ref)} it is ${similarity} alike.`,
    notCompared: (who, ref) => `No picture of ${who} ${bracketed(ref)} is compared.`,
    yes: 'Yes.',
    no: 'No.',
    nobody: 'Nobody I know.',
    cannotTell: 'I cannot tell who this is, known or not.',
    notLooked: 'I could not look for who it is.',
    why: (why) => `${why}.`,
    seenLast: (when) => `Last seen ${when}.`,
    enrol: 'To have somebody recognised, add them with three to five pictures on the People page.',
    noConsent:
      'I look for nobody: the organisation’s consent to recognise faces is not recorded. An admin records it on the People page.',
    noModel:
      'I cannot look: the models that recognise faces are missing or damaged. Run: npm run safenest -- models fetch',
    untold: (events, named, more, where, when) =>
      `${events} event${s(events)}${where}${when}: people of whom I cannot tell who they are, in ${named}${more > 0 ? ` and ${more} more` : ''}.`,
    renewing:
      'Faces are being learned anew after the model was changed: whoever was seen since is told when that is done.',
    blind:
      'At present nobody is recognised at any camera: the models for that are missing or damaged. Run: npm run safenest -- models fetch',
    unfound: {
      all: 'At present people, vehicles and animals are not found in pictures: the model for that is missing or damaged. Run: npm run safenest -- models fetch',
      all_but_faces:
        'At present people are found by their faces alone, vehicles and animals not at all: the model for that is missing or damaged. Run: npm run safenest -- models fetch',
    },
    notSeen: (who, where, when) => `${who} was not seen${where}${when}.`,
    noStrangers: (where, when) => `No strangers were seen${where}${when}.`,
    nobodySeen: (where, when) => `Nobody was seen${where}${when}.`,
    seen: (who, ref, count, where, when) =>
      `${who} ${bracketed(ref)} was seen ${count} time${s(count)}${where}${when}.`,
    lastSeen: (when, camera, event, minutes) =>
      `Last: ${when} at ${camera} ${bracketed(event)}${minutes > 0 ? `, for ${minutes} minute${s(minutes)}` : ''}.`,
    firstSeen: (when) => `First: ${when}.`,
    byClothing: 'By clothing alone: the face was not seen.',
    strangers: (different, count, where, when) =>
      `${different} stranger${s(different)}${count > different ? ` (${count} sightings)` : ''}${where}${when}.`,
    people: (different, count, where, when) =>
      `${different} ${different === 1 ? 'person' : 'people'}${count > different ? ` (${count} sightings)` : ''}${where}${when}.`,
    line: (who, ref, count, last) => `${who} ${bracketed(ref)}: ${count > 1 ? `${count} times, last ` : ''}${last}`,
    cameras: (list) => `By camera: ${list}.`,
    at: (cameras) => ` at ${cameras}`,
    withWhom: (who, ref) => ` in one event with ${who} ${bracketed(ref)}`,
    without: (who) => ` other than ${who}`,
    noSuchToLeaveOut: (names) => `I know nobody called ${names}: nobody is left out by that name.`,
    more: (count) => `… and ${count} more.`,
    otherCameras: (count) => `${count} other ${count === 1 ? 'camera' : 'cameras'}`,
    unsure: (count) =>
      count === 1
        ? 'Of 1 face I am not sure: settle it on the People page, under Unsure faces.'
        : `Of ${count} faces I am not sure: settle them on the People page, under Unsure faces.`,
  },
  de: {
    known: (who, ref) => `${who} ist hier bekannt ${bracketed(ref)}.`,
    unnamed: (label, ref) => `${label} ${bracketed(ref)} hat noch keinen Namen.`,
    lastAt: (when, camera, event) =>
      `Zuletzt gesehen ${when}${camera ? `, Kamera ${camera}` : ''}${event ? ` ${bracketed(event)}` : ''}.`,
    times: (count, first) => `${count}-mal gesehen${first && count > 1 ? ` seit ${first}` : ''}.`,
    neverSeen: 'Von keiner Kamera gesehen.',
    neverSeenAt: (where) => `Nicht gesehen${where}.`,
    pictures: (pictures, compared) =>
      `${pictures} ${pictures === 1 ? 'Bild' : 'Bilder'}, davon ${compared} zum Wiedererkennen.`,
    withdrew: (when) => `Die Einwilligung wurde zurückgenommen (${when}): Das Gesicht wird nicht mehr erkannt.`,
    notLookedThen: (from, to) =>
      `Von ${from} bis ${to} wurde niemand gesucht: Die Einwilligung der Organisation war zurückgenommen.`,
    tooFew: 'Drei bis fünf Bilder machen das Erkennen sicher: Fügen Sie auf der Seite der Person welche hinzu.',
    alerts: (refs) => `Warnungen: ${refs}.`,
    picture: (position) => `Bild ${position}: `,
    noFace: 'Auf dem Bild sehe ich kein Gesicht. Eines aus der Nähe und von vorn hilft.',
    faces: (count) => `${count} Gesichter, von links nach rechts:`,
    faceOf: (place, count) =>
      count === 1 ? 'Das einzige Gesicht. ' : `Gesicht ${place} von ${count}, von links nach rechts. `,
    face: (place) => `${place}. `,
    is: (who, ref) => `Das ist ${who} ${bracketed(ref)}.`,
    maybe: (who, ref) =>
      `Nicht sicher: Es könnte ${who} sein ${bracketed(ref)}. Sehen Sie selbst nach, bevor Sie danach handeln.`,
    eitherOf: (who, ref, other, otherRef) =>
      `Nicht sicher: Es könnte ${who} sein ${bracketed(ref)} oder ${other} ${bracketed(otherRef)}. Sehen Sie selbst nach, bevor Sie danach handeln.`,
    likeness: (who, ref, similarity) => `Ähnlichkeit mit ${who} ${bracketed(ref)}: ${similarity}.`,
    notCompared: (who, ref) => `Von ${who} ${bracketed(ref)} wird kein Bild verglichen.`,
    yes: 'Ja.',
    no: 'Nein.',
    nobody: 'Niemand, den ich kenne.',
    cannotTell: 'Wer das ist, kann ich nicht sagen, ob bekannt oder nicht.',
    notLooked: 'Ich konnte nicht nachsehen, wer es ist.',
    why: (why) => `${why}.`,
    seenLast: (when) => `Zuletzt gesehen ${when}.`,
    enrol: 'Damit jemand erkannt wird: auf der Seite „Personen“ mit drei bis fünf Bildern hinzufügen.',
    noConsent:
      'Ich suche niemanden: Die Einwilligung der Organisation zur Gesichtserkennung ist nicht festgehalten. Ein Admin hält sie auf der Seite „Personen“ fest.',
    noModel:
      'Ich kann nicht nachsehen: Die Modelle, die Gesichter erkennen, fehlen oder sind beschädigt. Ausführen: npm run safenest -- models fetch',
    untold: (events, named, more, where, when) =>
      `${events === 1 ? '1 Ereignis' : `${events} Ereignisse`}${where}${when}: Personen, von denen ich nicht sagen kann, wer sie sind, in ${named}${more > 0 ? ` und ${more} weiteren` : ''}.`,
    renewing:
      'Nach dem Wechsel des Modells werden die Gesichter neu gelernt: Wer seither gesehen wurde, wird danach genannt.',
    blind:
      'Zurzeit wird an keiner Kamera jemand erkannt: Die Modelle dafür fehlen oder sind beschädigt. Ausführen: npm run safenest -- models fetch',
    unfound: {
      all: 'Zurzeit werden Personen, Fahrzeuge und Tiere auf Bildern nicht gefunden: Das Modell dafür fehlt oder ist beschädigt. Ausführen: npm run safenest -- models fetch',
      all_but_faces:
        'Zurzeit werden Personen nur an ihren Gesichtern gefunden, Fahrzeuge und Tiere gar nicht: Das Modell dafür fehlt oder ist beschädigt. Ausführen: npm run safenest -- models fetch',
    },
    notSeen: (who, where, when) => `${who} wurde${where}${when} nicht gesehen.`,
    noStrangers: (where, when) => `Es wurden${where}${when} keine Unbekannten gesehen.`,
    nobodySeen: (where, when) => `Es wurde${where}${when} niemand gesehen.`,
    seen: (who, ref, count, where, when) => `${who} ${bracketed(ref)} wurde${where}${when} ${count}-mal gesehen.`,
    lastSeen: (when, camera, event, minutes) =>
      `Zuletzt: ${when}, Kamera ${camera} ${bracketed(event)}${minutes > 0 ? `, ${minutes} ${minutes === 1 ? 'Minute' : 'Minuten'} lang` : ''}.`,
    firstSeen: (when) => `Zuerst: ${when}.`,
    byClothing: 'Nur an der Kleidung erkannt: Das Gesicht war nicht zu sehen.',
    strangers: (different, count, where, when) =>
      `${different} ${different === 1 ? 'unbekannte Person' : 'Unbekannte'}${count > different ? ` (${count} Sichtungen)` : ''}${where}${when}.`,
    people: (different, count, where, when) =>
      `${different} ${different === 1 ? 'Person' : 'Personen'}${count > different ? ` (${count} Sichtungen)` : ''}${where}${when}.`,
    line: (who, ref, count, last) => `${who} ${bracketed(ref)}: ${count > 1 ? `${count}-mal, zuletzt ` : ''}${last}`,
    cameras: (list) => `Nach Kamera: ${list}.`,
    at: (cameras) => `, Kamera ${cameras}`,
    withWhom: (who, ref) => ` in einem Ereignis mit ${who} ${bracketed(ref)}`,
    without: (who) => ` außer ${who}`,
    noSuchToLeaveOut: (names) => `Ich kenne niemanden namens ${names}: Unter diesem Namen ist niemand ausgenommen.`,
    more: (count) => `… und ${count} weitere.`,
    otherCameras: (count) => `${count} weitere ${count === 1 ? 'Kamera' : 'Kameras'}`,
    unsure: (count) =>
      count === 1
        ? 'Bei 1 Gesicht bin ich nicht sicher: auf der Seite People unter Unsure faces entscheiden.'
        : `Bei ${count} Gesichtern bin ich nicht sicher: auf der Seite People unter Unsure faces entscheiden.`,
  },
  fr: {
    known: (who, ref) => `${who} est connu ici ${bracketed(ref)}.`,
    unnamed: (label, ref) => `${label} ${bracketed(ref)} n’a pas encore de nom.`,
    lastAt: (when, camera, event) =>
      `Vu pour la dernière fois ${when}${camera ? `, caméra ${camera}` : ''}${event ? ` ${bracketed(event)}` : ''}.`,
    times: (count, first) => `Vu ${count} fois${first && count > 1 ? ` depuis le ${first}` : ''}.`,
    neverSeen: 'Jamais vu par une caméra.',
    neverSeenAt: (where) => `Jamais vu${where}.`,
    pictures: (pictures, compared) => `${pictures} image${s(pictures)}, dont ${compared} pour la reconnaissance.`,
    withdrew: (when) => `L’accord a été retiré (${when}) : le visage n’est plus reconnu.`,
    notLookedThen: (from, to) =>
      `De ${from} à ${to}, personne n’a été recherché : l’accord de l’organisation était retiré.`,
    tooFew: 'Trois à cinq images rendent la reconnaissance sûre : ajoutez-en sur la page de la personne.',
    alerts: (refs) => `Alertes : ${refs}.`,
    picture: (position) => `Image ${position} : `,
    noFace: 'Je ne vois aucun visage sur l’image. Une image de plus près, de face, aide.',
    faces: (count) => `${count} visages, de gauche à droite :`,
    faceOf: (place, count) => (count === 1 ? 'Le seul visage. ' : `Visage ${place} sur ${count}, de gauche à droite. `),
    face: (place) => `${place}. `,
    is: (who, ref) => `C’est ${who} ${bracketed(ref)}.`,
    maybe: (who, ref) => `Pas certain : c’est peut-être ${who} ${bracketed(ref)}. Vérifiez vous-même avant d’agir.`,
    eitherOf: (who, ref, other, otherRef) =>
      `Pas certain : c’est peut-être ${who} ${bracketed(ref)} ou ${other} ${bracketed(otherRef)}. Vérifiez vous-même avant d’agir.`,
    likeness: (who, ref, similarity) => `Ressemblance avec ${who} ${bracketed(ref)} : ${similarity}.`,
    notCompared: (who, ref) => `Aucune image de ${who} ${bracketed(ref)} n’est comparée.`,
    yes: 'Oui.',
    no: 'Non.',
    nobody: 'Personne que je connaisse.',
    cannotTell: 'Je ne peux pas dire qui c’est, connu ou non.',
    notLooked: 'Je n’ai pas pu chercher qui c’est.',
    why: (why) => `${why}.`,
    seenLast: (when) => `Vu pour la dernière fois ${when}.`,
    enrol: 'Pour que quelqu’un soit reconnu : ajoutez-le avec trois à cinq images sur la page Personnes.',
    noConsent:
      'Je ne cherche personne : le consentement de l’organisation à la reconnaissance des visages n’est pas enregistré. Un administrateur l’enregistre sur la page Personnes.',
    noModel:
      'Je ne peux pas regarder : les modèles qui reconnaissent les visages manquent ou sont endommagés. Exécutez : npm run safenest -- models fetch',
    untold: (events, named, more, where, when) =>
      `${events === 1 ? '1 événement' : `${events} événements`}${where}${when} : des personnes dont je ne peux pas dire qui elles sont, dans ${named}${more > 0 ? ` et ${more} de plus` : ''}.`,
    renewing: 'Les visages sont réappris après le changement de modèle : qui a été vu depuis sera nommé ensuite.',
    blind:
      'Pour l’instant, personne n’est reconnu à aucune caméra : les modèles pour cela manquent ou sont endommagés. Exécutez : npm run safenest -- models fetch',
    unfound: {
      all: 'Pour l’instant, ni personnes ni véhicules ni animaux ne sont trouvés sur les images : le modèle pour cela manque ou est endommagé. Exécutez : npm run safenest -- models fetch',
      all_but_faces:
        'Pour l’instant, les personnes ne sont trouvées que par leur visage, les véhicules et les animaux pas du tout : le modèle pour cela manque ou est endommagé. Exécutez : npm run safenest -- models fetch',
    },
    notSeen: (who, where, when) => `${who} n’a pas été vu${where}${when}.`,
    noStrangers: (where, when) => `Aucun inconnu n’a été vu${where}${when}.`,
    nobodySeen: (where, when) => `Personne n’a été vu${where}${when}.`,
    seen: (who, ref, count, where, when) => `${who} ${bracketed(ref)} a été vu ${count} fois${where}${when}.`,
    lastSeen: (when, camera, event, minutes) =>
      `Dernière fois : ${when}, caméra ${camera} ${bracketed(event)}${minutes > 0 ? `, pendant ${minutes} minute${s(minutes)}` : ''}.`,
    firstSeen: (when) => `Première fois : ${when}.`,
    byClothing: 'D’après les vêtements seulement : le visage n’a pas été vu.',
    strangers: (different, count, where, when) =>
      `${different} inconnu${s(different)}${count > different ? ` (${count} observations)` : ''}${where}${when}.`,
    people: (different, count, where, when) =>
      `${different} personne${s(different)}${count > different ? ` (${count} observations)` : ''}${where}${when}.`,
    line: (who, ref, count, last) =>
      `${who} ${bracketed(ref)} : ${count > 1 ? `${count} fois, la dernière ` : ''}${last}`,
    cameras: (list) => `Par caméra : ${list}.`,
    at: (cameras) => `, caméra ${cameras}`,
    withWhom: (who, ref) => ` dans un même événement que ${who} ${bracketed(ref)}`,
    without: (who) => ` à part ${who}`,
    noSuchToLeaveOut: (names) =>
      `Je ne connais personne du nom de ${names} : personne n’est laissé de côté sous ce nom.`,
    more: (count) => `… et ${count} de plus.`,
    otherCameras: (count) => `${count} ${count === 1 ? 'autre caméra' : 'autres caméras'}`,
    unsure: (count) =>
      count === 1
        ? 'Je ne suis pas sûr de 1 visage : à trancher sur la page People, sous Unsure faces.'
        : `Je ne suis pas sûr de ${count} visages : à trancher sur la page People, sous Unsure faces.`,
  },
  es: {
    known: (who, ref) => `${who} es conocido aquí ${bracketed(ref)}.`,
    unnamed: (label, ref) => `${label} ${bracketed(ref)} aún no tiene nombre.`,
    lastAt: (when, camera, event) =>
      `Visto por última vez ${when}${camera ? `, cámara ${camera}` : ''}${event ? ` ${bracketed(event)}` : ''}.`,
    times: (count, first) =>
      `Visto ${count} ${count === 1 ? 'vez' : 'veces'}${first && count > 1 ? ` desde ${first}` : ''}.`,
    neverSeen: 'Ninguna cámara le ha visto.',
    neverSeenAt: (where) => `No se le ha visto${where}.`,
    pictures: (pictures, compared) =>
      `${pictures} ${pictures === 1 ? 'imagen' : 'imágenes'}, de las que ${compared} sirven para reconocerle.`,
    withdrew: (when) => `Retiró su consentimiento (${when}): su cara ya no se reconoce.`,
    notLookedThen: (from, to) =>
      `De ${from} a ${to} no se buscó a nadie: el consentimiento de la organización estaba retirado.`,
    tooFew: 'De tres a cinco imágenes hacen seguro el reconocimiento: añada algunas en su página.',
    alerts: (refs) => `Alertas: ${refs}.`,
    picture: (position) => `Imagen ${position}: `,
    noFace: 'No veo ninguna cara en la imagen. Una de más cerca, de frente, ayuda.',
    faces: (count) => `${count} caras, de izquierda a derecha:`,
    faceOf: (place, count) => (count === 1 ? 'La única cara. ' : `Cara ${place} de ${count}, de izquierda a derecha. `),
    face: (place) => `${place}. `,
    is: (who, ref) => `Es ${who} ${bracketed(ref)}.`,
    maybe: (who, ref) => `No es seguro: puede ser ${who} ${bracketed(ref)}. Compruébelo antes de actuar.`,
    eitherOf: (who, ref, other, otherRef) =>
      `No es seguro: puede ser ${who} ${bracketed(ref)} o ${other} ${bracketed(otherRef)}. Compruébelo antes de actuar.`,
    likeness: (who, ref, similarity) => `Parecido con ${who} ${bracketed(ref)}: ${similarity}.`,
    notCompared: (who, ref) => `De ${who} ${bracketed(ref)} no se compara ninguna imagen.`,
    yes: 'Sí.',
    no: 'No.',
    nobody: 'Nadie que yo conozca.',
    cannotTell: 'No puedo decir quién es, conocido o no.',
    notLooked: 'No pude buscar quién es.',
    why: (why) => `${why}.`,
    seenLast: (when) => `Visto por última vez ${when}.`,
    enrol: 'Para que se reconozca a alguien: añádalo con tres a cinco imágenes en la página Personas.',
    noConsent:
      'No busco a nadie: el consentimiento de la organización para reconocer caras no está registrado. Un administrador lo registra en la página Personas.',
    noModel:
      'No puedo mirar: faltan o están dañados los modelos que reconocen caras. Ejecute: npm run safenest -- models fetch',
    untold: (events, named, more, where, when) =>
      `${events === 1 ? '1 evento' : `${events} eventos`}${where}${when}: personas de las que no puedo decir quiénes son, en ${named}${more > 0 ? ` y ${more} más` : ''}.`,
    renewing: 'Las caras se aprenden de nuevo tras el cambio de modelo: quien se vio desde entonces se dirá después.',
    blind:
      'Por ahora no se reconoce a nadie en ninguna cámara: faltan o están dañados los modelos para ello. Ejecute: npm run safenest -- models fetch',
    unfound: {
      all: 'Por ahora no se encuentran personas, vehículos ni animales en las imágenes: falta o está dañado el modelo para ello. Ejecute: npm run safenest -- models fetch',
      all_but_faces:
        'Por ahora las personas solo se encuentran por su cara, y los vehículos y animales no se encuentran: falta o está dañado el modelo para ello. Ejecute: npm run safenest -- models fetch',
    },
    notSeen: (who, where, when) => `No se vio a ${who}${where}${when}.`,
    noStrangers: (where, when) => `No se vio a desconocidos${where}${when}.`,
    nobodySeen: (where, when) => `No se vio a nadie${where}${when}.`,
    seen: (who, ref, count, where, when) =>
      `${who} ${bracketed(ref)}: visto ${count} ${count === 1 ? 'vez' : 'veces'}${where}${when}.`,
    lastSeen: (when, camera, event, minutes) =>
      `Última vez: ${when}, cámara ${camera} ${bracketed(event)}${minutes > 0 ? `, durante ${minutes} ${minutes === 1 ? 'minuto' : 'minutos'}` : ''}.`,
    firstSeen: (when) => `Primera vez: ${when}.`,
    byClothing: 'Solo por la ropa: no se vio la cara.',
    strangers: (different, count, where, when) =>
      `${different} ${different === 1 ? 'desconocido' : 'desconocidos'}${count > different ? ` (${count} avistamientos)` : ''}${where}${when}.`,
    people: (different, count, where, when) =>
      `${different} ${different === 1 ? 'persona' : 'personas'}${count > different ? ` (${count} avistamientos)` : ''}${where}${when}.`,
    line: (who, ref, count, last) =>
      `${who} ${bracketed(ref)}: ${count > 1 ? `${count} veces, la última ` : ''}${last}`,
    cameras: (list) => `Por cámara: ${list}.`,
    at: (cameras) => `, cámara ${cameras}`,
    withWhom: (who, ref) => ` en un mismo evento que ${who} ${bracketed(ref)}`,
    without: (who) => ` aparte de ${who}`,
    noSuchToLeaveOut: (names) => `No conozco a nadie llamado ${names}: nadie queda excluido por ese nombre.`,
    more: (count) => `… y ${count} más.`,
    otherCameras: (count) => `${count} ${count === 1 ? 'cámara' : 'cámaras'} más`,
    unsure: (count) =>
      count === 1
        ? 'No estoy seguro de 1 cara: decídala en la página People, en Unsure faces.'
        : `No estoy seguro de ${count} caras: decídalas en la página People, en Unsure faces.`,
  },
});
