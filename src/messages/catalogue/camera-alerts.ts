import { inEveryLanguage } from './catalogue.ts';

/** What alerts about what cameras saw say; names of things and times of day are in the language already. */
interface CameraAlertWords {
  unknown: (who: string, camera: string) => string;
  watched: (who: string, camera: string) => string;
  seen: (what: string, zone: string | null, camera: string) => string;
  rare: (things: string, camera: string, when: string) => string;
  many: (things: string, camera: string) => string;
  times: (count: string) => string;
  stayed: (seconds: number, pictures: number) => string;
  clothingOnly: string;
  byFace: string;
  byClothing: string;
  pictures: (faces: string, pictures: string, one: boolean) => string;
  nearest: Record<'another' | 'unnamed' | 'named', (similarity: string, needed: string) => string>;
  deviation: (sigmas: string, count: string, usually: string) => string;
}

export const cameraAlertWords = inEveryLanguage<CameraAlertWords>({
  en: {
    unknown: (who, camera) => `Unknown person ${who} at ${camera}`,
    watched: (who, camera) => `${who}, who is watched for, at ${camera}`,
    seen: (what, zone, camera) => `${what}${zone === null ? '' : ` in “${zone}”`} at ${camera}`,
    rare: (things, camera, when) => `${things} at ${camera} ${when}, which is rare`,
    many: (things, camera) => `More ${things} than usual at ${camera}`,
    times: (count) => `, ${count} times in all`,
    stayed: (seconds, pictures) => `${seconds} s, in ${pictures} ${pictures === 1 ? 'picture' : 'pictures'}`,
    clothingOnly: 'by clothing only; no face was seen',
    byFace: 'the face',
    byClothing: 'clothing only',
    pictures: (faces, pictures, one) => `in ${faces} of ${pictures} picture${one ? '' : 's'}`,
    nearest: {
      another: (similarity, needed) => `${similarity} to the nearest known face; it would take ${needed}`,
      unnamed: (similarity, needed) =>
        `${similarity} to their own earlier pictures; from ${needed} on it is the same unknown person`,
      named: (similarity, needed) => `${similarity} to their pictures; ${needed} makes a match`,
    },
    deviation: (sigmas, count, usually) =>
      `${sigmas} standard deviations: ${count} in this hour so far, usually ${usually}`,
  },
  de: {
    unknown: (who, camera) => `Unbekannte Person ${who} an ${camera}`,
    watched: (who, camera) => `${who}, nach der oder dem gesucht wird, an ${camera}`,
    seen: (what, zone, camera) => `${what}${zone === null ? '' : ` in „${zone}“`} an ${camera}`,
    rare: (things, camera, when) => `${things} an ${camera} ${when}, was selten ist`,
    many: (things, camera) => `Mehr ${things} als sonst an ${camera}`,
    times: (count) => `, insgesamt ${count}-mal`,
    stayed: (seconds, pictures) => `${seconds} s, auf ${pictures} ${pictures === 1 ? 'Bild' : 'Bildern'}`,
    clothingOnly: 'nur an der Kleidung; ein Gesicht war nicht zu sehen',
    byFace: 'dem Gesicht',
    byClothing: 'der Kleidung allein',
    pictures: (faces, pictures, one) => `auf ${faces} von ${pictures} ${one ? 'Bild' : 'Bildern'}`,
    nearest: {
      another: (similarity, needed) => `${similarity} zum nächsten bekannten Gesicht; nötig wären ${needed}`,
      unnamed: (similarity, needed) =>
        `${similarity} zu eigenen früheren Bildern; ab ${needed} ist es dieselbe unbekannte Person`,
      named: (similarity, needed) => `${similarity} zu ihren Bildern; ab ${needed} gilt es als Treffer`,
    },
    deviation: (sigmas, count, usually) =>
      `${sigmas} Standardabweichungen: bisher ${count} in dieser Stunde, sonst ${usually}`,
  },
  fr: {
    unknown: (who, camera) => `Personne inconnue ${who} devant ${camera}`,
    watched: (who, camera) => `${who}, personne recherchée, devant ${camera}`,
    seen: (what, zone, camera) => `${what}${zone === null ? '' : ` dans « ${zone} »`} devant ${camera}`,
    rare: (things, camera, when) => `${things} devant ${camera} ${when}, c’est rare`,
    many: (things, camera) => `Plus de ${things} que d’habitude devant ${camera}`,
    times: (count) => `, ${count} fois en tout`,
    stayed: (seconds, pictures) => `${seconds} s, sur ${pictures} ${pictures === 1 ? 'image' : 'images'}`,
    clothingOnly: 'aux vêtements seulement ; aucun visage n’a été vu',
    byFace: 'son visage',
    byClothing: 'ses vêtements seulement',
    pictures: (faces, pictures, one) => `sur ${faces} de ${pictures} image${one ? '' : 's'}`,
    nearest: {
      another: (similarity, needed) => `${similarity} avec le visage connu le plus proche ; il faudrait ${needed}`,
      unnamed: (similarity, needed) =>
        `${similarity} avec ses propres images précédentes ; dès ${needed}, c’est la même personne inconnue`,
      named: (similarity, needed) => `${similarity} avec ses images ; dès ${needed}, c’est elle`,
    },
    deviation: (sigmas, count, usually) =>
      `${sigmas} écarts types : ${count} dans cette heure jusqu’ici, d’habitude ${usually}`,
  },
  es: {
    unknown: (who, camera) => `Persona desconocida ${who} en ${camera}`,
    watched: (who, camera) => `${who}, a quien se busca, en ${camera}`,
    seen: (what, zone, camera) => `${what}${zone === null ? '' : ` en «${zone}»`} en ${camera}`,
    rare: (things, camera, when) => `${things} en ${camera} ${when}, lo que es raro`,
    many: (things, camera) => `Más ${things} que de costumbre en ${camera}`,
    times: (count) => `, ${count} veces en total`,
    stayed: (seconds, pictures) => `${seconds} s, en ${pictures} ${pictures === 1 ? 'imagen' : 'imágenes'}`,
    clothingOnly: 'solo por la ropa; no se vio ningún rostro',
    byFace: 'el rostro',
    byClothing: 'solo la ropa',
    pictures: (faces, pictures, one) => `en ${faces} de ${pictures} ${one ? 'imagen' : 'imágenes'}`,
    nearest: {
      another: (similarity, needed) => `${similarity} con el rostro conocido más cercano; harían falta ${needed}`,
      unnamed: (similarity, needed) =>
        `${similarity} con sus propias imágenes anteriores; desde ${needed} es la misma persona desconocida`,
      named: (similarity, needed) => `${similarity} con sus imágenes; desde ${needed} es ella`,
    },
    deviation: (sigmas, count, usually) =>
      `${sigmas} desviaciones típicas: ${count} en esta hora hasta ahora, normalmente ${usually}`,
  },
});
