import type { FaceDecision } from '../../domain/face.ts';
import { inEveryLanguage, some } from './catalogue.ts';

/** Whom a picture shows, as it is said: how alike, from where on it would be a match, and the next best. */
export interface LikenessTold {
  similarity: string;
  threshold: string;
  runnerUp: string | null;
  /** With so many of their pictures it was compared. */
  pictures: number;
}

export interface PeopleWords {
  /** Above an answer that told of somebody who was forgotten since. */
  forgottenSince: string;
  stranger: string;
  archived: string;
  card: {
    label: string;
    lastSeen: string;
    firstSeen: string;
    seen: string;
    times: (count: number, cameras: number) => string;
    never: string;
    pictures: string;
    compared: (compared: number, faces: number) => string;
    why: string;
    likeness: (told: LikenessTold) => string;
    /** Several pictures of one event decided it together: how alike on average, and how many would have been enough alone. */
    vote: (told: { pictures: number; agreeing: number; mean: string }) => string;
    anew: string;
    decidedAnew: (faces: number) => string;
    note: string;
    latest: string;
    picture: (who: string) => string;
    open: string;
    name: string;
    rename: string;
    right: string;
    notThem: (who: string) => string;
    forget: string;
    forgetSurely: (who: string) => string;
    undo: string;
    strangers: string;
    noStrangers: string;
    more: (count: string) => string;
    faces: string;
    sightings: string;
    noSightings: string;
    at: (who: string, camera: string) => string;
  };
  form: { title: (ref: string) => string; name: string; save: string };
  results: Record<FaceDecision['result'], string>;
  /** Why a result is what it is, by the code that is stored. */
  reasons: Record<string, string>;
  /** What a click did. */
  did: {
    named: (ref: string, name: string) => string;
    unnamed: (ref: string) => string;
    already: (ref: string, name: string) => string;
    sameName: (refs: string) => string;
    confirmed: (who: string) => string;
    confirmedAlready: (who: string) => string;
    rejected: (who: string) => string;
    rejectedNow: (who: string, now: string) => string;
    forgotten: (ref: string, pictures: number, sightings: number) => string;
    shared: (count: number) => string;
    undone: (ref: string) => string;
  };
}

/** People and where they were seen, on cards and in what clicks come to. */
export const peopleWords = inEveryLanguage<PeopleWords>({
  en: {
    forgottenSince: 'Somebody in this answer was forgotten since; pictures and cards of people were taken out.',
    stranger: 'not named',
    archived: 'archived',
    card: {
      label: 'Label',
      lastSeen: 'Last seen',
      firstSeen: 'First seen',
      seen: 'Seen',
      times: (count, cameras) =>
        `${some(count, 'time', 'times')}${cameras > 0 ? ` at ${some(cameras, 'camera', 'cameras')}` : ''}`,
      never: 'never by a camera',
      pictures: 'Pictures',
      compared: (compared, faces) => `${faces}, of which ${compared} help to recognise them`,
      why: 'Why',
      likeness: ({ similarity, threshold, runnerUp, pictures }) =>
        `${similarity} alike, needed ${threshold}${runnerUp ? `, next best ${runnerUp}` : ''}; ${some(pictures, 'picture', 'pictures')} compared`,
      vote: ({ pictures, agreeing, mean }) =>
        `Decided by ${pictures} pictures of one event together: ${mean} on average, ${agreeing} of them enough alone`,
      anew: 'Decided anew',
      decidedAnew: (faces) => (faces === 1 ? '1 earlier face is now theirs' : `${faces} earlier faces are now theirs`),
      note: 'Note',
      latest: 'Latest',
      picture: (who) => `A picture of ${who}`,
      open: 'Open',
      name: 'Name',
      rename: 'Rename',
      right: 'This is right',
      notThem: (who) => `Not ${who}`,
      forget: 'Forget',
      forgetSurely: (who) =>
        `Forget ${who} for good? Pictures, sightings and everything they are recognised by are erased. This cannot be undone.`,
      undo: 'Undo',
      strangers: 'People without a name',
      noStrangers: 'Nobody unknown was seen.',
      more: (count) => `${count} more`,
      faces: 'Who is in the picture',
      sightings: 'Sightings',
      noSightings: 'Nobody was seen.',
      at: (who, camera) => `${who} at ${camera}`,
    },
    form: { title: (ref) => `Who is ${ref}?`, name: 'Name', save: 'Save' },
    results: {
      match: 'recognised',
      unsure: 'not sure',
      no_match: 'nobody known',
      unavailable: 'could not be looked for',
    },
    reasons: {
      no_model: 'The models that recognise faces are missing or damaged. Run: npm run safenest -- models fetch',
      no_consent: 'The organisation’s consent to recognise faces is not recorded.',
      other_model: 'The face was described by another model.',
      search_limit: 'There are too many faces to search all of them right now.',
      being_renewed: 'Faces are being learned anew after the model was changed.',
      same_person_twice: 'Another face in the picture is more like that person.',
      two_alike: 'Two known people look about equally alike.',
      too_small: 'The face is too small.',
      blurred: 'The face is blurred.',
      turned_away: 'The face is turned away.',
      low_quality: 'The picture of the face is not good enough.',
      needs_more: 'One picture alone is not enough here to tell a name.',
      left_out: 'Whoever this is asked to be left out.',
      maybe_left_out: 'It may be somebody who asked to be left out, so nothing is kept of it.',
    },
    did: {
      named: (ref, name) => `${ref} is now called ${name}.`,
      unnamed: (ref) => `${ref} has no name any more.`,
      already: (ref, name) => `${ref} is called ${name} already.`,
      sameName: (refs) => `So is ${refs}: if they are one person, merge them.`,
      confirmed: (who) => `Confirmed: this is ${who}.`,
      confirmedAlready: (who) => `It was confirmed before that this is ${who}.`,
      rejected: (who) => `Noted for good: this is not ${who}.`,
      rejectedNow: (who, now) => `Noted for good: this is not ${who}. The face is ${now} now.`,
      forgotten: (ref, pictures, sightings) =>
        `${ref} is forgotten: ${some(pictures, 'picture', 'pictures')} and ${some(sightings, 'sighting', 'sightings')} erased.`,
      shared: (count) => `In ${some(count, 'picture', 'pictures')} with others, the face is blackened within minutes.`,
      undone: (ref) => `Undone; this is how ${ref} was before.`,
    },
  },
  de: {
    forgottenSince: 'Wer hier vorkam, wurde seither vergessen; Bilder und Karten von Personen sind entfernt.',
    stranger: 'ohne Namen',
    archived: 'archiviert',
    card: {
      label: 'Kennung',
      lastSeen: 'Zuletzt gesehen',
      firstSeen: 'Zuerst gesehen',
      seen: 'Gesehen',
      times: (count, cameras) => `${count}-mal${cameras > 0 ? ` an ${some(cameras, 'Kamera', 'Kameras')}` : ''}`,
      never: 'nie von einer Kamera',
      pictures: 'Bilder',
      compared: (compared, faces) => `${faces}, davon helfen ${compared} beim Erkennen`,
      why: 'Warum',
      likeness: ({ similarity, threshold, runnerUp, pictures }) =>
        `Ähnlichkeit ${similarity}, nötig ${threshold}${runnerUp ? `, die nächste ${runnerUp}` : ''}; mit ${some(pictures, 'Bild', 'Bildern')} verglichen`,
      vote: ({ pictures, agreeing, mean }) =>
        `Entschieden durch ${pictures} Bilder eines Ereignisses zusammen: im Mittel ${mean}, ${agreeing} davon hätten allein genügt`,
      anew: 'Neu entschieden',
      decidedAnew: (faces) =>
        faces === 1 ? '1 früheres Gesicht gehört nun dazu' : `${faces} frühere Gesichter gehören nun dazu`,
      note: 'Notiz',
      latest: 'Zuletzt',
      picture: (who) => `Ein Bild von ${who}`,
      open: 'Öffnen',
      name: 'Benennen',
      rename: 'Umbenennen',
      right: 'Das stimmt',
      notThem: (who) => `Nicht ${who}`,
      forget: 'Vergessen',
      forgetSurely: (who) =>
        `${who} endgültig vergessen? Bilder, Sichtungen und alles, woran die Person erkannt wird, werden gelöscht. Das lässt sich nicht zurücknehmen.`,
      undo: 'Rückgängig',
      strangers: 'Personen ohne Namen',
      noStrangers: 'Niemand Unbekanntes wurde gesehen.',
      more: (count) => `${count} weitere`,
      faces: 'Wer auf dem Bild ist',
      sightings: 'Sichtungen',
      noSightings: 'Niemand wurde gesehen.',
      at: (who, camera) => `${who} an ${camera}`,
    },
    form: { title: (ref) => `Wer ist ${ref}?`, name: 'Name', save: 'Speichern' },
    results: {
      match: 'erkannt',
      unsure: 'nicht sicher',
      no_match: 'niemand Bekanntes',
      unavailable: 'konnte nicht gesucht werden',
    },
    reasons: {
      no_model:
        'Die Modelle, die Gesichter erkennen, fehlen oder sind beschädigt. Abhilfe: npm run safenest -- models fetch',
      no_consent: 'Die Einwilligung der Organisation in die Gesichtserkennung ist nicht hinterlegt.',
      other_model: 'Das Gesicht wurde von einem anderen Modell beschrieben.',
      search_limit: 'Es sind gerade zu viele Gesichter, um alle zu durchsuchen.',
      being_renewed: 'Nach dem Wechsel des Modells werden die Gesichter neu gelernt.',
      same_person_twice: 'Ein anderes Gesicht auf dem Bild ähnelt dieser Person mehr.',
      two_alike: 'Zwei bekannte Personen sind etwa gleich ähnlich.',
      too_small: 'Das Gesicht ist zu klein.',
      blurred: 'Das Gesicht ist unscharf.',
      turned_away: 'Das Gesicht ist abgewandt.',
      low_quality: 'Das Bild des Gesichts ist nicht gut genug.',
      needs_more: 'Ein Bild allein genügt hier nicht für einen Namen.',
      left_out: 'Diese Person möchte nicht erkannt werden.',
      maybe_left_out: 'Es kann jemand sein, der nicht erkannt werden möchte; daher wird nichts davon behalten.',
    },
    did: {
      named: (ref, name) => `${ref} heißt jetzt ${name}.`,
      unnamed: (ref) => `${ref} hat keinen Namen mehr.`,
      already: (ref, name) => `${ref} heißt schon ${name}.`,
      sameName: (refs) => `So heißt auch ${refs}: Ist es dieselbe Person, führen Sie beide zusammen.`,
      confirmed: (who) => `Bestätigt: Das ist ${who}.`,
      confirmedAlready: (who) => `Dass das ${who} ist, wurde schon bestätigt.`,
      rejected: (who) => `Dauerhaft vermerkt: Das ist nicht ${who}.`,
      rejectedNow: (who, now) => `Dauerhaft vermerkt: Das ist nicht ${who}. Das Gesicht ist jetzt ${now}.`,
      forgotten: (ref, pictures, sightings) =>
        `${ref} ist vergessen: ${some(pictures, 'Bild', 'Bilder')} und ${some(sightings, 'Sichtung', 'Sichtungen')} gelöscht.`,
      shared: (count) =>
        `Auf ${some(count, 'Bild', 'Bildern')} mit anderen wird das Gesicht in den nächsten Minuten geschwärzt.`,
      undone: (ref) => `Zurückgenommen; so war ${ref} vorher.`,
    },
  },
  fr: {
    forgottenSince:
      'Une personne de cette réponse a été oubliée depuis ; les images et les fiches de personnes ont été retirées.',
    stranger: 'sans nom',
    archived: 'archivé',
    card: {
      label: 'Étiquette',
      lastSeen: 'Vu en dernier',
      firstSeen: 'Vu d’abord',
      seen: 'Vu',
      times: (count, cameras) => `${count} fois${cameras > 0 ? ` sur ${some(cameras, 'caméra', 'caméras')}` : ''}`,
      never: 'jamais par une caméra',
      pictures: 'Images',
      compared: (compared, faces) => `${faces}, dont ${compared} aident à reconnaître`,
      why: 'Pourquoi',
      likeness: ({ similarity, threshold, runnerUp, pictures }) =>
        `ressemblance ${similarity}, requise ${threshold}${runnerUp ? `, suivante ${runnerUp}` : ''} ; ${some(pictures, 'image comparée', 'images comparées')}`,
      vote: ({ pictures, agreeing, mean }) =>
        `Décidé par ${pictures} images d’un même événement : ${mean} en moyenne, ${agreeing} auraient suffi seules`,
      anew: 'Revu',
      decidedAnew: (faces) =>
        faces === 1
          ? '1 visage plus ancien lui appartient désormais'
          : `${faces} visages plus anciens lui appartiennent désormais`,
      note: 'Note',
      latest: 'Dernièrement',
      picture: (who) => `Une image de ${who}`,
      open: 'Ouvrir',
      name: 'Nommer',
      rename: 'Renommer',
      right: 'C’est juste',
      notThem: (who) => `Pas ${who}`,
      forget: 'Oublier',
      forgetSurely: (who) =>
        `Oublier ${who} pour de bon ? Images, passages et tout ce qui permet de reconnaître cette personne seront effacés. C’est irréversible.`,
      undo: 'Annuler',
      strangers: 'Personnes sans nom',
      noStrangers: 'Aucun inconnu n’a été vu.',
      more: (count) => `${count} de plus`,
      faces: 'Qui est sur l’image',
      sightings: 'Passages',
      noSightings: 'Personne n’a été vu.',
      at: (who, camera) => `${who} : ${camera}`,
    },
    form: { title: (ref) => `Qui est ${ref} ?`, name: 'Nom', save: 'Enregistrer' },
    results: {
      match: 'reconnu',
      unsure: 'pas sûr',
      no_match: 'personne de connu',
      unavailable: 'n’a pas pu être cherché',
    },
    reasons: {
      no_model:
        'Les modèles qui reconnaissent les visages manquent ou sont endommagés. Lancez : npm run safenest -- models fetch',
      no_consent: 'L’accord de l’organisation pour reconnaître les visages n’est pas enregistré.',
      other_model: 'Le visage a été décrit par un autre modèle.',
      search_limit: 'Il y a trop de visages pour les chercher tous maintenant.',
      being_renewed: 'Les visages sont réappris après le changement de modèle.',
      same_person_twice: 'Un autre visage de l’image ressemble davantage à cette personne.',
      two_alike: 'Deux personnes connues se ressemblent à peu près autant.',
      too_small: 'Le visage est trop petit.',
      blurred: 'Le visage est flou.',
      turned_away: 'Le visage est détourné.',
      low_quality: 'L’image du visage n’est pas assez bonne.',
      needs_more: 'Une seule image ne suffit pas ici pour donner un nom.',
      left_out: 'Cette personne a demandé à ne pas être reconnue.',
      maybe_left_out: 'C’est peut-être une personne qui a demandé à ne pas être reconnue ; rien n’en est donc gardé.',
    },
    did: {
      named: (ref, name) => `${ref} s’appelle maintenant ${name}.`,
      unnamed: (ref) => `${ref} n’a plus de nom.`,
      already: (ref, name) => `${ref} s’appelle déjà ${name}.`,
      sameName: (refs) => `C’est aussi le nom de ${refs} : si c’est la même personne, fusionnez-les.`,
      confirmed: (who) => `Confirmé : c’est ${who}.`,
      confirmedAlready: (who) => `Il était déjà confirmé que c’est ${who}.`,
      rejected: (who) => `Noté pour de bon : ce n’est pas ${who}.`,
      rejectedNow: (who, now) => `Noté pour de bon : ce n’est pas ${who}. Ce visage est maintenant ${now}.`,
      forgotten: (ref, pictures, sightings) =>
        `${ref} est oublié : ${some(pictures, 'image effacée', 'images effacées')}, ${some(sightings, 'passage effacé', 'passages effacés')}.`,
      shared: (count) =>
        `Sur ${some(count, 'image', 'images')} avec d’autres, le visage sera noirci d’ici quelques minutes.`,
      undone: (ref) => `Annulé ; ${ref} est comme avant.`,
    },
  },
  es: {
    forgottenSince:
      'Alguien de esta respuesta fue olvidado desde entonces; se quitaron las imágenes y las fichas de personas.',
    stranger: 'sin nombre',
    archived: 'archivado',
    card: {
      label: 'Etiqueta',
      lastSeen: 'Visto por última vez',
      firstSeen: 'Visto por primera vez',
      seen: 'Visto',
      times: (count, cameras) =>
        `${some(count, 'vez', 'veces')}${cameras > 0 ? ` en ${some(cameras, 'cámara', 'cámaras')}` : ''}`,
      never: 'nunca por una cámara',
      pictures: 'Imágenes',
      compared: (compared, faces) => `${faces}, de las que ${compared} ayudan a reconocer`,
      why: 'Por qué',
      likeness: ({ similarity, threshold, runnerUp, pictures }) =>
        `parecido ${similarity}, necesario ${threshold}${runnerUp ? `, siguiente ${runnerUp}` : ''}; ${some(pictures, 'imagen comparada', 'imágenes comparadas')}`,
      vote: ({ pictures, agreeing, mean }) =>
        `Decidido por ${pictures} imágenes de un mismo evento: ${mean} de media, ${agreeing} habrían bastado por sí solas`,
      anew: 'Revisado',
      decidedAnew: (faces) => (faces === 1 ? '1 cara anterior ya es suya' : `${faces} caras anteriores ya son suyas`),
      note: 'Nota',
      latest: 'Lo último',
      picture: (who) => `Una imagen de ${who}`,
      open: 'Abrir',
      name: 'Nombrar',
      rename: 'Renombrar',
      right: 'Es correcto',
      notThem: (who) => `No es ${who}`,
      forget: 'Olvidar',
      forgetSurely: (who) =>
        `¿Olvidar a ${who} para siempre? Se borran imágenes, avistamientos y todo lo que permite reconocer a esta persona. No se puede deshacer.`,
      undo: 'Deshacer',
      strangers: 'Personas sin nombre',
      noStrangers: 'No se vio a ningún desconocido.',
      more: (count) => `${count} más`,
      faces: 'Quién está en la imagen',
      sightings: 'Avistamientos',
      noSightings: 'No se vio a nadie.',
      at: (who, camera) => `${who} en ${camera}`,
    },
    form: { title: (ref) => `¿Quién es ${ref}?`, name: 'Nombre', save: 'Guardar' },
    results: {
      match: 'reconocido',
      unsure: 'no es seguro',
      no_match: 'nadie conocido',
      unavailable: 'no se pudo buscar',
    },
    reasons: {
      no_model: 'Faltan o están dañados los modelos que reconocen caras. Ejecute: npm run safenest -- models fetch',
      no_consent: 'No consta el consentimiento de la organización para reconocer caras.',
      other_model: 'Otro modelo describió la cara.',
      search_limit: 'Hay demasiadas caras para buscarlas todas ahora.',
      being_renewed: 'Las caras se aprenden de nuevo tras el cambio de modelo.',
      same_person_twice: 'Otra cara de la imagen se parece más a esa persona.',
      two_alike: 'Dos personas conocidas se parecen más o menos igual.',
      too_small: 'La cara es demasiado pequeña.',
      blurred: 'La cara está borrosa.',
      turned_away: 'La cara está girada.',
      low_quality: 'La imagen de la cara no es lo bastante buena.',
      needs_more: 'Aquí no basta una sola imagen para dar un nombre.',
      left_out: 'Esta persona pidió no ser reconocida.',
      maybe_left_out: 'Puede ser alguien que pidió no ser reconocido, por lo que no se guarda nada de esta cara.',
    },
    did: {
      named: (ref, name) => `${ref} se llama ahora ${name}.`,
      unnamed: (ref) => `${ref} ya no tiene nombre.`,
      already: (ref, name) => `${ref} ya se llama ${name}.`,
      sameName: (refs) => `También ${refs}: si es la misma persona, combínelas.`,
      confirmed: (who) => `Confirmado: es ${who}.`,
      confirmedAlready: (who) => `Ya se había confirmado que es ${who}.`,
      rejected: (who) => `Anotado para siempre: no es ${who}.`,
      rejectedNow: (who, now) => `Anotado para siempre: no es ${who}. La cara es ahora ${now}.`,
      forgotten: (ref, pictures, sightings) =>
        `${ref} queda olvidado: ${some(pictures, 'imagen borrada', 'imágenes borradas')} y ${some(sightings, 'avistamiento borrado', 'avistamientos borrados')}.`,
      shared: (count) => `En ${some(count, 'imagen', 'imágenes')} con otras personas, la cara se tapa en unos minutos.`,
      undone: (ref) => `Deshecho; así estaba ${ref} antes.`,
    },
  },
});

/** A similarity as people read it: `0.71`. */
export const similarityText = (value: number): string => value.toFixed(2);
