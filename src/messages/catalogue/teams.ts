import { inEveryLanguage } from './catalogue.ts';

interface TeamsWords {
  /** Where a card had more than a message of Teams can hold. */
  notAll: string;
  /** The link to where all of it is. */
  seeAll: string;
  /** Below a field that was left empty. */
  fillIn: string;
  /** Said at the card while the press of its button is worked on. */
  working: string;
  /** What came of the press is a card for whoever pressed, in the chat with them. */
  inChat: string;
  /** The press came twice, or from a tenant that is not connected. */
  twice: string;
  /** The press could not be stored. */
  notStored: string;
  /** There is no form to show. */
  noForm: string;
  /** The title of a form without a heading. */
  form: string;
  /** An answer was stopped that had done something; what that was follows. */
  stopped: string;
}

/** What only Teams' cards and dialogs need to say. */
export const teamsWords = inEveryLanguage<TeamsWords>({
  en: {
    notAll: 'There is more than fits here.',
    seeAll: 'See all of it',
    fillIn: 'Please fill this in.',
    working: 'Working on it.',
    inChat: 'I wrote to you in our chat.',
    twice: 'I did nothing with that: it came through already, or this tenant is not connected to SafeNest.',
    notStored: 'That did not come through; nothing was changed. Please try again.',
    noForm: 'There is nothing to fill in here now.',
    form: 'SafeNest',
    stopped: 'Stopped.',
  },
  de: {
    notAll: 'Hier ist nicht Platz für alles.',
    seeAll: 'Alles ansehen',
    fillIn: 'Bitte ausfüllen.',
    working: 'Wird bearbeitet.',
    inChat: 'Ich habe Ihnen in unserem Chat geschrieben.',
    twice:
      'Damit habe ich nichts getan: Es ist schon angekommen, oder dieser Mandant ist nicht mit SafeNest verbunden.',
    notStored: 'Das ist nicht angekommen; nichts wurde geändert. Bitte noch einmal versuchen.',
    noForm: 'Hier gibt es jetzt nichts auszufüllen.',
    form: 'SafeNest',
    stopped: 'Angehalten.',
  },
  fr: {
    notAll: 'Tout ne tient pas ici.',
    seeAll: 'Tout voir',
    fillIn: 'Veuillez remplir ce champ.',
    working: 'C’est en cours.',
    inChat: 'Je vous ai écrit dans notre conversation.',
    twice: 'Je n’en ai rien fait : c’est déjà arrivé, ou ce locataire n’est pas relié à SafeNest.',
    notStored: 'Cela n’est pas arrivé ; rien n’a changé. Veuillez réessayer.',
    noForm: 'Il n’y a rien à remplir ici pour le moment.',
    form: 'SafeNest',
    stopped: 'Arrêté.',
  },
  es: {
    notAll: 'No cabe todo aquí.',
    seeAll: 'Verlo todo',
    fillIn: 'Rellene este campo.',
    working: 'En ello.',
    inChat: 'Le he escrito en nuestro chat.',
    twice: 'No hice nada con eso: ya ha llegado, o este inquilino no está conectado a SafeNest.',
    notStored: 'No ha llegado; nada ha cambiado. Inténtelo de nuevo.',
    noForm: 'Ahora no hay nada que rellenar aquí.',
    form: 'SafeNest',
    stopped: 'Detenido.',
  },
});
