import { inEveryLanguage } from './catalogue.ts';

interface PeopleLimits {
  rooms: string;
  onePerson: (one: string, other: string) => string;
  naming: (who: string, name: string) => string;
  alike: string;
  forgetting: (who: string) => string;
  notThem: (who: string) => string;
}

/** What is not done, or not known, of people in front of cameras, and where it is done. */
export const peopleLimits = inEveryLanguage<PeopleLimits>({
  en: {
    rooms:
      'Who may be in which room SafeNest does not know: it keeps no permissions of rooms. It has restricted zones in a camera’s picture: ask “who entered the restricted zone?”, or “notify me when somebody enters the restricted zone”.',
    onePerson: (one, other) =>
      `Whether ${one} and ${other} are one person I do not decide: compare their pictures. If they are, choose both on the People page and press Merge the two chosen; it can be undone.`,
    naming: (who, name) =>
      `Nothing was named: I name nobody from a message. Press Name on the card of ${who}, or on their page under People, and enter “${name}”.`,
    alike:
      'I look for faces by a picture alone: send one and ask “who is this?”. Whom it is like is told with the numbers, and where two are about as like it, both.',
    forgetting: (who) =>
      `Nobody was forgotten: I forget nobody from a message. Press Forget on the card of ${who}, or on their page under People; whoever may name people may do it, and it cannot be undone.`,
    notThem: (who) =>
      `Nothing was changed. If a picture is not of ${who}, press Not ${who} on its card, or on their page under People: it is remembered.`,
  },
  de: {
    rooms:
      'Wer welchen Raum betreten darf, weiß SafeNest nicht: Es führt keine Berechtigungen für Räume. Es hat Sperrzonen im Bild einer Kamera: Fragen Sie „Wer war in der Zone …?“, oder lassen Sie sich melden, wenn jemand eine betritt.',
    onePerson: (one, other) =>
      `Ob ${one} und ${other} dieselbe Person sind, entscheide ich nicht: Vergleichen Sie die Bilder. Wenn ja, wählen Sie beide auf der Seite People und drücken Sie Merge the two chosen; das lässt sich zurücknehmen.`,
    naming: (who, name) =>
      `Es wurde nichts benannt: Aus einer Nachricht benenne ich niemanden. Drücken Sie Benennen auf der Karte von ${who} oder auf deren Seite unter People, und geben Sie „${name}“ ein.`,
    alike:
      'Gesichter suche ich nur mit einem Bild: Senden Sie eines und fragen Sie „Wer ist das?“. Wem es ähnlich ist, steht mit den Zahlen dabei, und wo zwei etwa gleich ähnlich sind, beide.',
    forgetting: (who) =>
      `Niemand wurde vergessen: Aus einer Nachricht vergesse ich niemanden. Drücken Sie Vergessen auf der Karte von ${who} oder auf deren Seite unter People; das darf, wer Personen benennen darf, und es lässt sich nicht zurücknehmen.`,
    notThem: (who) =>
      `Nichts wurde geändert. Wenn ein Bild nicht ${who} zeigt, drücken Sie Nicht ${who} auf seiner Karte oder auf der Seite unter People: Es wird gemerkt.`,
  },
  fr: {
    rooms:
      'SafeNest ne sait pas qui peut entrer dans quelle pièce : il ne tient pas d’autorisations de pièces. Il a des zones interdites dans l’image d’une caméra : demandez qui y est entré, ou à être prévenu quand quelqu’un y entre.',
    onePerson: (one, other) =>
      `Je ne décide pas si ${one} et ${other} sont une seule personne : comparez leurs images. Si oui, choisissez les deux sur la page People et appuyez sur Merge the two chosen ; cela s’annule.`,
    naming: (who, name) =>
      `Rien n’a été nommé : je ne nomme personne d’après un message. Appuyez sur le bouton du nom, sur la carte de ${who} ou sur sa page sous People, et saisissez « ${name} ».`,
    alike:
      'Je cherche des visages seulement d’après une image : envoyez-en une et demandez « Qui est-ce ? ». À qui elle ressemble est dit avec les chiffres, et si deux se valent, les deux.',
    forgetting: (who) =>
      `Personne n’a été oublié : je n’oublie personne d’après un message. Appuyez sur Oublier, sur la carte de ${who} ou sur sa page sous People ; qui peut nommer les personnes le peut, et cela ne s’annule pas.`,
    notThem: (who) =>
      `Rien n’a été changé. Si une image ne montre pas ${who}, appuyez sur Pas ${who}, sur sa carte ou sur sa page sous People : c’est retenu.`,
  },
  es: {
    rooms:
      'SafeNest no sabe quién puede estar en qué sala: no lleva permisos de salas. Tiene zonas restringidas en la imagen de una cámara: pregunte quién entró en ellas, o pida un aviso cuando alguien entre.',
    onePerson: (one, other) =>
      `No decido si ${one} y ${other} son la misma persona: compare sus imágenes. Si lo son, elija ambas en la página People y pulse Merge the two chosen; se puede deshacer.`,
    naming: (who, name) =>
      `No se ha nombrado a nadie: no pongo nombres desde un mensaje. Pulse el botón del nombre en la tarjeta de ${who} o en su página en People, y escriba «${name}».`,
    alike:
      'Solo busco caras con una imagen: envíe una y pregunte «¿quién es?». A quién se parece se dice con los números, y si dos se parecen casi igual, ambas.',
    forgetting: (who) =>
      `No se ha olvidado a nadie: no olvido a nadie desde un mensaje. Pulse Olvidar en la tarjeta de ${who} o en su página en People; lo puede quien puede nombrar personas, y no se deshace.`,
    notThem: (who) =>
      `No se ha cambiado nada. Si una imagen no es de ${who}, pulse No es ${who} en su tarjeta o en su página en People: se recuerda.`,
  },
});
