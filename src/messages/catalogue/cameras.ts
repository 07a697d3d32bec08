import type { Language } from '../../domain/language.ts';
import { inEveryLanguage } from './catalogue.ts';
import { minutesText } from './terms.ts';
import { storedRareText } from './usual.ts';

/** How one and several of a kind are called. */
type Noun = readonly [one: string, several: string];

export interface CameraWords {
  /** What a detector sees, by its own word. */
  kinds: Record<string, Noun>;
  /** `2 people (Dana) and 1 car at Front door`, with zones and how long it lasted. */
  summary: (part: { what: string; where: string; zones: string; pictures: number; minutes: number }) => string;
  nothing: string;
  and: string;
  /** Why an event is as risky as it is, by the code that is stored. */
  reasons: Record<string, (detail: string) => string>;
  /** A stranger who was named or merged since. */
  unknownThen: (who: string, name: string) => string;
  zoneKinds: Record<'entry' | 'restricted' | 'public' | 'parking' | 'ignore', string>;
  states: Record<'online' | 'offline' | 'never' | 'off', string>;
  /** So many cameras in a state. */
  counts: Record<'online' | 'offline' | 'never' | 'off', (count: number) => string>;
  card: {
    cameras: string;
    none: string;
    addOne: string;
    state: string;
    location: string;
    lastSeen: string;
    lastEvent: string;
    zones: string;
    picture: (name: string) => string;
    pictureOf: (name: string) => string;
    /** Before the names of whom the picture that is shown shows, of the people of its event; and where it shows none of them. */
    onPicture: string;
    /** Behind it, where it shows several: in which order they are told. */
    fromLeft: string;
    noneOfThem: string;
    taken: string;
    noPicture: string;
    noPictureThen: string;
    open: string;
    enable: string;
    disable: string;
    camera: string;
    when: string;
    seen: string;
    who: string;
    risk: string;
    why: string;
    alerts: string;
    unknown: string;
    byClothing: string;
    stillGoing: string;
    saidBy: (model: string) => string;
    /** Further events that belong to the one before. */
    atOnce: (others: string) => string;
    /** What a language model says that looked at the pictures. */
    view: string;
    viewed: (view: { title: string; scene: string; threat: 0 | 1 | 2; percent: number; pictures: number }) => string;
    pictures: string;
    /** Only these things count in a zone. */
    only: (things: string) => string;
    reviewed: string;
    review: string;
    unreview: string;
  };
  /** What a press on an event’s card did. */
  reviewedNow: (ref: string, reviewed: boolean) => string;
  reviewedAlready: (ref: string, reviewed: boolean) => string;
  changed: (ref: string, on: boolean) => string;
  already: (ref: string, on: boolean) => string;
  /** How a switch is taken back. */
  takeBack: (ref: string, on: boolean) => string;
}

const plural = (count: number, [one, several]: Noun): string => `${count} ${count === 1 ? one : several}`;
export const countedKind = (count: number, noun: Noun | undefined, kind: string): string =>
  plural(count, noun ?? [kind, kind]);

/** A detector's word, or one for several of its kinds, in a language. */
export const nounIn = (language: Language, object: string): string =>
  GROUP_WORDS[language][object] ?? cameraWords[language].kinds[object]?.[0] ?? object;

const GROUP_WORDS: Record<Language, Record<string, string>> = {
  en: {},
  de: { vehicle: 'Fahrzeug', animal: 'Tier', people: 'Personen', van: 'Lieferwagen' },
  fr: { vehicle: 'véhicule', animal: 'animal', people: 'personnes', van: 'camionnette' },
  es: { vehicle: 'vehículo', animal: 'animal', people: 'personas', van: 'furgoneta' },
};

/** Cameras and what they saw, in answers and on cards. */
export const cameraWords = inEveryLanguage<CameraWords>({
  en: {
    kinds: {
      person: ['person', 'people'],
      bicycle: ['bicycle', 'bicycles'],
      car: ['car', 'cars'],
      motorcycle: ['motorcycle', 'motorcycles'],
      bus: ['bus', 'buses'],
      truck: ['truck', 'trucks'],
      boat: ['boat', 'boats'],
      bird: ['bird', 'birds'],
      cat: ['cat', 'cats'],
      dog: ['dog', 'dogs'],
      horse: ['horse', 'horses'],
      backpack: ['backpack', 'backpacks'],
      handbag: ['handbag', 'handbags'],
      suitcase: ['suitcase', 'suitcases'],
    },
    summary: ({ what, where, zones, pictures, minutes }) =>
      `${what} at ${where}${zones ? `, in ${zones}` : ''}; ${plural(pictures, ['picture', 'pictures'])}${minutes > 0 ? ` over ${plural(minutes, ['minute', 'minutes'])}` : ''}.`,
    nothing: 'Nothing',
    and: 'and',
    reasons: {
      person: () => 'somebody was there',
      vehicle: () => 'a vehicle was there',
      unknown_person: (who) => `unknown: ${who}`,
      restricted_zone: (zone) => `in the restricted zone ${zone}`,
      entry_zone: (zone) => `at the entry ${zone}`,
      at_night: (time) => `at night, ${time}`,
      several_people: (count) => `${count} people at once`,
      stayed: (minutes) => `stayed ${minutesText(Number(minutes), 'en')}`,
      rare_here: (detail) => storedRareText(detail, 'en') ?? detail,
      rule: (rule) => `noticed by ${rule}`,
    },
    unknownThen: (who, name) => `unknown then: ${who}, known since as ${name}`,
    zoneKinds: { entry: 'entry', restricted: 'restricted', public: 'public', parking: 'parking', ignore: 'not told' },
    states: { online: 'online', offline: 'silent', never: 'no picture yet', off: 'switched off' },
    counts: {
      online: (n) => `${n} online`,
      offline: (n) => `${n} silent`,
      never: (n) => `${n} without a picture yet`,
      off: (n) => `${n} switched off`,
    },
    card: {
      cameras: 'Cameras',
      none: 'No cameras yet.',
      addOne: 'Add one on the cameras page; its pictures then come by API, folder or FTP.',
      state: 'State',
      location: 'Place',
      lastSeen: 'Last picture',
      lastEvent: 'Last event',
      zones: 'Zones',
      picture: (name) => `The latest picture of ${name}`,
      pictureOf: (name) => `What ${name} saw`,
      onPicture: 'On this picture',
      fromLeft: 'from the left',
      noneOfThem: 'none of them',
      taken: 'Taken',
      noPicture: 'There is no picture of it yet.',
      noPictureThen: 'There is no picture of it from then.',
      open: 'Open',
      enable: 'Switch on',
      disable: 'Switch off',
      camera: 'Camera',
      when: 'When',
      seen: 'Seen',
      who: 'Who',
      risk: 'Risk',
      why: 'Why',
      alerts: 'Alerts',
      unknown: 'unknown',
      byClothing: 'by clothing only',
      stillGoing: 'It is still going on.',
      saidBy: (model) => `Summary by ${model}; risk and reasons of the rules stand whatever it says.`,
      atOnce: (others) => `(at once: ${others})`,
      view: 'By the pictures',
      viewed: (view) =>
        `${view.title}: ${view.scene} (${['no threat', 'worth a look', 'a threat'][view.threat]}; ${view.percent} % sure, ${view.pictures} ${['picture', 'pictures'][view.pictures === 1 ? 0 : 1]})`,
      pictures: 'Pictures',
      only: (things) => `only ${things}`,
      reviewed: 'Reviewed',
      review: 'Mark as reviewed',
      unreview: 'Not reviewed after all',
    },
    reviewedNow: (ref, reviewed) => (reviewed ? `${ref} is reviewed.` : `${ref} waits to be reviewed again.`),
    reviewedAlready: (ref, reviewed) => (reviewed ? `${ref} was reviewed already.` : `${ref} was not reviewed.`),
    changed: (ref, on) => `${ref} is switched ${on ? 'on' : 'off'}.`,
    already: (ref, on) => `${ref} is switched ${on ? 'on' : 'off'} already.`,
    takeBack: (ref, on) =>
      `${on ? '' : 'Its pictures are no longer taken; what it saw is kept. '}To take it back: “switch ${ref} ${on ? 'off' : 'on'}”.`,
  },
  de: {
    kinds: {
      person: ['Person', 'Personen'],
      bicycle: ['Fahrrad', 'Fahrräder'],
      car: ['Auto', 'Autos'],
      motorcycle: ['Motorrad', 'Motorräder'],
      bus: ['Bus', 'Busse'],
      truck: ['Lastwagen', 'Lastwagen'],
      boat: ['Boot', 'Boote'],
      bird: ['Vogel', 'Vögel'],
      cat: ['Katze', 'Katzen'],
      dog: ['Hund', 'Hunde'],
      horse: ['Pferd', 'Pferde'],
      backpack: ['Rucksack', 'Rucksäcke'],
      handbag: ['Handtasche', 'Handtaschen'],
      suitcase: ['Koffer', 'Koffer'],
    },
    summary: ({ what, where, zones, pictures, minutes }) =>
      `${what} bei ${where}${zones ? `, in ${zones}` : ''}; ${plural(pictures, ['Bild', 'Bilder'])}${minutes > 0 ? ` in ${plural(minutes, ['Minute', 'Minuten'])}` : ''}.`,
    nothing: 'Nichts',
    and: 'und',
    reasons: {
      person: () => 'jemand war da',
      vehicle: () => 'ein Fahrzeug war da',
      unknown_person: (who) => `unbekannt: ${who}`,
      restricted_zone: (zone) => `im gesperrten Bereich ${zone}`,
      entry_zone: (zone) => `am Eingang ${zone}`,
      at_night: (time) => `nachts, ${time}`,
      several_people: (count) => `${count} Personen zugleich`,
      stayed: (minutes) => `blieb ${minutesText(Number(minutes), 'de')}`,
      rare_here: (detail) => storedRareText(detail, 'de') ?? detail,
      rule: (rule) => `bemerkt von ${rule}`,
    },
    unknownThen: (who, name) => `damals unbekannt: ${who}, seither bekannt als ${name}`,
    zoneKinds: {
      entry: 'Eingang',
      restricted: 'gesperrt',
      public: 'öffentlich',
      parking: 'Parkplatz',
      ignore: 'nicht gemeldet',
    },
    states: { online: 'online', offline: 'still', never: 'noch kein Bild', off: 'ausgeschaltet' },
    counts: {
      online: (n) => `${n} online`,
      offline: (n) => `${n} still`,
      never: (n) => `${n} noch ohne Bild`,
      off: (n) => `${n} ausgeschaltet`,
    },
    card: {
      cameras: 'Kameras',
      none: 'Noch keine Kameras.',
      addOne: 'Fügen Sie auf der Seite „Kameras“ eine hinzu; ihre Bilder kommen dann über API, Ordner oder FTP.',
      state: 'Zustand',
      location: 'Ort',
      lastSeen: 'Letztes Bild',
      lastEvent: 'Letztes Ereignis',
      zones: 'Bereiche',
      picture: (name) => `Das neueste Bild von ${name}`,
      pictureOf: (name) => `Was ${name} sah`,
      onPicture: 'Auf diesem Bild',
      fromLeft: 'von links',
      noneOfThem: 'niemand davon',
      taken: 'Aufgenommen',
      noPicture: 'Es gibt noch kein Bild von ihr.',
      noPictureThen: 'Von damals gibt es kein Bild von ihr.',
      open: 'Öffnen',
      enable: 'Einschalten',
      disable: 'Ausschalten',
      camera: 'Kamera',
      when: 'Wann',
      seen: 'Gesehen',
      who: 'Wer',
      risk: 'Risiko',
      why: 'Warum',
      alerts: 'Alarme',
      unknown: 'unbekannt',
      byClothing: 'nur an der Kleidung',
      stillGoing: 'Es dauert noch an.',
      saidBy: (model) => `Zusammenfassung von ${model}; Risiko und Gründe der Regeln gelten, was immer es sagt.`,
      atOnce: (others) => `(zugleich: ${others})`,
      view: 'Nach den Bildern',
      viewed: (view) =>
        `${view.title}: ${view.scene} (${['keine Bedrohung', 'einen Blick wert', 'eine Bedrohung'][view.threat]}; zu ${view.percent} % sicher, ${view.pictures} ${['Bild', 'Bilder'][view.pictures === 1 ? 0 : 1]})`,
      pictures: 'Bilder',
      only: (things) => `nur ${things}`,
      reviewed: 'Gesichtet',
      review: 'Als gesichtet markieren',
      unreview: 'Doch nicht gesichtet',
    },
    reviewedNow: (ref, reviewed) => (reviewed ? `${ref} ist gesichtet.` : `${ref} muss wieder gesichtet werden.`),
    reviewedAlready: (ref, reviewed) => (reviewed ? `${ref} war schon gesichtet.` : `${ref} war nicht gesichtet.`),
    changed: (ref, on) => `${ref} ist ${on ? 'eingeschaltet' : 'ausgeschaltet'}.`,
    already: (ref, on) => `${ref} ist schon ${on ? 'eingeschaltet' : 'ausgeschaltet'}.`,
    takeBack: (ref, on) =>
      `${on ? '' : 'Ihre Bilder werden nicht mehr genommen; was sie sah, bleibt. '}Zurück geht es mit: „${ref} ${on ? 'ausschalten' : 'einschalten'}“.`,
  },
  fr: {
    kinds: {
      person: ['personne', 'personnes'],
      bicycle: ['vélo', 'vélos'],
      car: ['voiture', 'voitures'],
      motorcycle: ['moto', 'motos'],
      bus: ['bus', 'bus'],
      truck: ['camion', 'camions'],
      boat: ['bateau', 'bateaux'],
      bird: ['oiseau', 'oiseaux'],
      cat: ['chat', 'chats'],
      dog: ['chien', 'chiens'],
      horse: ['cheval', 'chevaux'],
      backpack: ['sac à dos', 'sacs à dos'],
      handbag: ['sac à main', 'sacs à main'],
      suitcase: ['valise', 'valises'],
    },
    summary: ({ what, where, zones, pictures, minutes }) =>
      `${what} – ${where}${zones ? `, dans ${zones}` : ''} ; ${plural(pictures, ['image', 'images'])}${minutes > 0 ? ` en ${plural(minutes, ['minute', 'minutes'])}` : ''}.`,
    nothing: 'Rien',
    and: 'et',
    reasons: {
      person: () => 'quelqu’un était là',
      vehicle: () => 'un véhicule était là',
      unknown_person: (who) => `personne inconnue : ${who}`,
      restricted_zone: (zone) => `dans la zone interdite ${zone}`,
      entry_zone: (zone) => `à l’entrée ${zone}`,
      at_night: (time) => `la nuit, ${time}`,
      several_people: (count) => `${count} personnes à la fois`,
      stayed: (minutes) => `resté ${minutesText(Number(minutes), 'fr')}`,
      rare_here: (detail) => storedRareText(detail, 'fr') ?? detail,
      rule: (rule) => `remarqué par ${rule}`,
    },
    unknownThen: (who, name) => `personne inconnue alors : ${who}, connue depuis comme ${name}`,
    zoneKinds: { entry: 'entrée', restricted: 'interdite', public: 'publique', parking: 'parking', ignore: 'ignorée' },
    states: { online: 'en ligne', offline: 'silencieuse', never: 'pas encore d’image', off: 'éteinte' },
    counts: {
      online: (n) => `${n} en ligne`,
      offline: (n) => `${n} silencieuse${n === 1 ? '' : 's'}`,
      never: (n) => `${n} encore sans image`,
      off: (n) => `${n} éteinte${n === 1 ? '' : 's'}`,
    },
    card: {
      cameras: 'Caméras',
      none: 'Pas encore de caméra.',
      addOne: 'Ajoutez-en une sur la page des caméras ; ses images arrivent ensuite par API, dossier ou FTP.',
      state: 'État',
      location: 'Lieu',
      lastSeen: 'Dernière image',
      lastEvent: 'Dernier événement',
      zones: 'Zones',
      picture: (name) => `La dernière image de ${name}`,
      pictureOf: (name) => `Ce que ${name} a vu`,
      onPicture: 'Sur cette image',
      fromLeft: 'de gauche à droite',
      noneOfThem: 'aucune de ces personnes',
      taken: 'Prise',
      noPicture: 'Il n’y en a pas encore d’image.',
      noPictureThen: 'Il n’y en a pas d’image de ce moment.',
      open: 'Ouvrir',
      enable: 'Allumer',
      disable: 'Éteindre',
      camera: 'Caméra',
      when: 'Quand',
      seen: 'Vu',
      who: 'Qui',
      risk: 'Risque',
      why: 'Pourquoi',
      alerts: 'Alertes',
      unknown: 'inconnu',
      byClothing: 'd’après les vêtements seulement',
      stillGoing: 'Cela continue.',
      saidBy: (model) => `Résumé de ${model} ; le risque et les raisons des règles tiennent quoi qu’il dise.`,
      atOnce: (others) => `(en même temps : ${others})`,
      view: 'D’après les images',
      viewed: (view) =>
        `${view.title} : ${view.scene} (${['aucune menace', 'mérite un regard', 'une menace'][view.threat]} ; sûr à ${view.percent} %, ${view.pictures} ${['image', 'images'][view.pictures === 1 ? 0 : 1]})`,
      pictures: 'Images',
      only: (things) => `seulement ${things}`,
      reviewed: 'Examiné',
      review: 'Marquer comme examiné',
      unreview: 'Finalement pas examiné',
    },
    reviewedNow: (ref, reviewed) => (reviewed ? `${ref} est examiné.` : `${ref} est à examiner de nouveau.`),
    reviewedAlready: (ref, reviewed) => (reviewed ? `${ref} était déjà examiné.` : `${ref} n’était pas examiné.`),
    changed: (ref, on) => `${ref} est ${on ? 'allumée' : 'éteinte'}.`,
    already: (ref, on) => `${ref} est déjà ${on ? 'allumée' : 'éteinte'}.`,
    takeBack: (ref, on) =>
      `${on ? '' : 'Ses images ne sont plus prises ; ce qu’elle a vu est gardé. '}Pour revenir en arrière : « ${on ? 'éteins' : 'allume'} ${ref} ».`,
  },
  es: {
    kinds: {
      person: ['persona', 'personas'],
      bicycle: ['bicicleta', 'bicicletas'],
      car: ['coche', 'coches'],
      motorcycle: ['moto', 'motos'],
      bus: ['autobús', 'autobuses'],
      truck: ['camión', 'camiones'],
      boat: ['barco', 'barcos'],
      bird: ['pájaro', 'pájaros'],
      cat: ['gato', 'gatos'],
      dog: ['perro', 'perros'],
      horse: ['caballo', 'caballos'],
      backpack: ['mochila', 'mochilas'],
      handbag: ['bolso', 'bolsos'],
      suitcase: ['maleta', 'maletas'],
    },
    summary: ({ what, where, zones, pictures, minutes }) =>
      `${what} en ${where}${zones ? `, en ${zones}` : ''}; ${plural(pictures, ['imagen', 'imágenes'])}${minutes > 0 ? ` en ${plural(minutes, ['minuto', 'minutos'])}` : ''}.`,
    nothing: 'Nada',
    and: 'y',
    reasons: {
      person: () => 'había alguien',
      vehicle: () => 'había un vehículo',
      unknown_person: (who) => `persona desconocida: ${who}`,
      restricted_zone: (zone) => `en la zona restringida ${zone}`,
      entry_zone: (zone) => `en la entrada ${zone}`,
      at_night: (time) => `de noche, ${time}`,
      several_people: (count) => `${count} personas a la vez`,
      stayed: (minutes) => `se quedó ${minutesText(Number(minutes), 'es')}`,
      rare_here: (detail) => storedRareText(detail, 'es') ?? detail,
      rule: (rule) => `lo notó ${rule}`,
    },
    unknownThen: (who, name) => `persona desconocida entonces: ${who}, conocida desde entonces como ${name}`,
    zoneKinds: {
      entry: 'entrada',
      restricted: 'restringida',
      public: 'pública',
      parking: 'aparcamiento',
      ignore: 'no se comunica',
    },
    states: { online: 'en línea', offline: 'en silencio', never: 'aún sin imagen', off: 'apagada' },
    counts: {
      online: (n) => `${n} en línea`,
      offline: (n) => `${n} en silencio`,
      never: (n) => `${n} aún sin imagen`,
      off: (n) => `${n} apagada${n === 1 ? '' : 's'}`,
    },
    card: {
      cameras: 'Cámaras',
      none: 'Aún no hay cámaras.',
      addOne: 'Añada una en la página de cámaras; sus imágenes llegan después por API, carpeta o FTP.',
      state: 'Estado',
      location: 'Lugar',
      lastSeen: 'Última imagen',
      lastEvent: 'Último suceso',
      zones: 'Zonas',
      picture: (name) => `La última imagen de ${name}`,
      pictureOf: (name) => `Lo que vio ${name}`,
      onPicture: 'En esta imagen',
      fromLeft: 'de izquierda a derecha',
      noneOfThem: 'ninguna de ellas',
      taken: 'Tomada',
      noPicture: 'Aún no hay imagen de ella.',
      noPictureThen: 'No hay imagen de ella de entonces.',
      open: 'Abrir',
      enable: 'Encender',
      disable: 'Apagar',
      camera: 'Cámara',
      when: 'Cuándo',
      seen: 'Visto',
      who: 'Quién',
      risk: 'Riesgo',
      why: 'Por qué',
      alerts: 'Alertas',
      unknown: 'desconocido',
      byClothing: 'solo por la ropa',
      stillGoing: 'Todavía continúa.',
      saidBy: (model) => `Resumen de ${model}; el riesgo y las razones de las reglas valen diga lo que diga.`,
      atOnce: (others) => `(a la vez: ${others})`,
      view: 'Según las imágenes',
      viewed: (view) =>
        `${view.title}: ${view.scene} (${['ninguna amenaza', 'merece una mirada', 'una amenaza'][view.threat]}; seguro al ${view.percent} %, ${view.pictures} ${['imagen', 'imágenes'][view.pictures === 1 ? 0 : 1]})`,
      pictures: 'Imágenes',
      only: (things) => `solo ${things}`,
      reviewed: 'Revisado',
      review: 'Marcar como revisado',
      unreview: 'No está revisado',
    },
    reviewedNow: (ref, reviewed) => (reviewed ? `${ref} está revisado.` : `${ref} vuelve a estar sin revisar.`),
    reviewedAlready: (ref, reviewed) => (reviewed ? `${ref} ya estaba revisado.` : `${ref} no estaba revisado.`),
    changed: (ref, on) => `${ref} está ${on ? 'encendida' : 'apagada'}.`,
    already: (ref, on) => `${ref} ya está ${on ? 'encendida' : 'apagada'}.`,
    takeBack: (ref, on) =>
      `${on ? '' : 'Ya no se toman sus imágenes; lo que vio se guarda. '}Para deshacerlo: «${on ? 'apaga' : 'enciende'} ${ref}».`,
  },
});
