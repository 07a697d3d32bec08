import { inEveryLanguage } from './catalogue.ts';

/** Why a picture that came with a question could not be looked at; `which` is its place where there are several. */
export const questionPictureWords = inEveryLanguage({
  en: {
    which: (position: number, count: number) => (count > 1 ? `Picture ${position}` : 'The picture'),
    none: 'No picture came with the question. Send one, up to 20 MB.',
    noSuch: (position: number, count: number) =>
      `There is no picture ${position}: ${count === 1 ? 'one came' : `${count} came`} with the question.`,
    tooLarge: (which: string) => `${which} is too large: up to 20 MB and 50 megapixels are looked at.`,
    noPicture: (which: string) =>
      `${which} cannot be read: JPEG, PNG, WebP, AVIF and GIF can. Send it as one of these.`,
    severalInOne: (which: string, pictures: number) =>
      `${which} is a HEIC file that holds ${pictures} pictures. Send the one you mean by itself: open it, and share or export it as JPEG.`,
    damaged: (which: string) => `${which} is damaged or not complete. Send it again.`,
    gone: (which: string) => `${which} is not there any more. Send it again.`,
    notAllowed: (which: string) =>
      `${which} may not be fetched by SafeNest. Upload it here rather than as a link; else an admin looks at Connections, whether the app may read files.`,
    away: (which: string) => `${which} could not be fetched just now. Ask again in a moment.`,
  },
  de: {
    which: (position: number, count: number) => (count > 1 ? `Bild ${position}` : 'Das Bild'),
    none: 'Mit der Frage kam kein Bild. Schicken Sie eines, bis 20 MB.',
    noSuch: (position: number, count: number) =>
      `Ein Bild ${position} gibt es nicht: Mit der Frage ${count === 1 ? 'kam eines' : `kamen ${count}`}.`,
    tooLarge: (which: string) => `${which} ist zu groß: Angesehen werden bis 20 MB und 50 Megapixel.`,
    noPicture: (which: string) =>
      `${which} ist nicht lesbar: JPEG, PNG, WebP, AVIF und GIF sind es. Schicken Sie es als eines davon.`,
    severalInOne: (which: string, pictures: number) =>
      `${which} ist eine HEIC-Datei mit ${pictures} Bildern. Schicken Sie das gemeinte allein: Öffnen Sie es, und teilen oder exportieren Sie es als JPEG.`,
    damaged: (which: string) => `${which} ist beschädigt oder unvollständig. Schicken Sie es noch einmal.`,
    gone: (which: string) => `${which} ist nicht mehr da. Schicken Sie es noch einmal.`,
    notAllowed: (which: string) =>
      `${which} darf SafeNest nicht abholen. Laden Sie es hier hoch, statt es zu verlinken; sonst sieht ein Admin unter „Verbindungen“ nach, ob die App Dateien lesen darf.`,
    away: (which: string) => `${which} ließ sich gerade nicht abholen. Fragen Sie gleich noch einmal.`,
  },
  fr: {
    which: (position: number, count: number) => (count > 1 ? `L’image ${position}` : 'L’image'),
    none: 'Aucune image n’accompagnait la question. Envoyez-en une, jusqu’à 20 Mo.',
    noSuch: (position: number, count: number) =>
      `Il n’y a pas d’image ${position} : ${count === 1 ? 'une seule accompagnait' : `${count} accompagnaient`} la question.`,
    tooLarge: (which: string) => `${which} est trop grande : jusqu’à 20 Mo et 50 mégapixels sont examinés.`,
    noPicture: (which: string) =>
      `${which} n’est pas lisible : JPEG, PNG, WebP, AVIF et GIF le sont. Envoyez-la dans l’un de ces formats.`,
    severalInOne: (which: string, pictures: number) =>
      `${which} est un fichier HEIC qui contient ${pictures} images. Envoyez seule celle que vous voulez : ouvrez-la, puis partagez-la ou exportez-la en JPEG.`,
    damaged: (which: string) => `${which} est endommagée ou incomplète. Envoyez-la de nouveau.`,
    gone: (which: string) => `${which} n’est plus là. Envoyez-la de nouveau.`,
    notAllowed: (which: string) =>
      `${which} ne peut pas être récupérée par SafeNest. Téléversez-la ici plutôt que par un lien ; sinon, un administrateur vérifie dans Connexions que l’application peut lire les fichiers.`,
    away: (which: string) => `${which} n’a pas pu être récupérée. Redemandez dans un instant.`,
  },
  es: {
    which: (position: number, count: number) => (count > 1 ? `La imagen ${position}` : 'La imagen'),
    none: 'Con la pregunta no vino ninguna imagen. Envíe una, de hasta 20 MB.',
    noSuch: (position: number, count: number) =>
      `No hay imagen ${position}: con la pregunta ${count === 1 ? 'vino una' : `vinieron ${count}`}.`,
    tooLarge: (which: string) => `${which} es demasiado grande: se miran hasta 20 MB y 50 megapíxeles.`,
    noPicture: (which: string) =>
      `${which} no se puede leer: JPEG, PNG, WebP, AVIF y GIF sí. Envíela en uno de estos formatos.`,
    severalInOne: (which: string, pictures: number) =>
      `${which} es un archivo HEIC que contiene ${pictures} imágenes. Envíe sola la que quiere: ábrala y compártala o expórtela como JPEG.`,
    damaged: (which: string) => `${which} está dañada o incompleta. Envíela de nuevo.`,
    gone: (which: string) => `${which} ya no está. Envíela de nuevo.`,
    notAllowed: (which: string) =>
      `SafeNest no puede obtener ${which.charAt(0).toLowerCase()}${which.slice(1)}. Súbala aquí en lugar de enlazarla; si no, un administrador mira en Conexiones si la aplicación puede leer archivos.`,
    away: (which: string) => `${which} no se pudo obtener ahora. Pregunte de nuevo en un momento.`,
  },
});
