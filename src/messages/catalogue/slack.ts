import { inEveryLanguage } from './catalogue.ts';

interface SlackWords {
  /** Stands where a card had more than one message of Slack can hold. */
  notAll: string;
  /** The link to where all of it is. */
  seeAll: string;
  /** Of a choice that has more options than Slack offers. */
  fewerOptions: (shown: number, all: number) => string;
  /** Asked before what cannot be undone. */
  sure: string;
  cancel: string;
  close: string;
  send: string;
  form: string;
}

/** What only Slack's messages and forms need to say. */
export const slackWords = inEveryLanguage<SlackWords>({
  en: {
    notAll: 'There is more than fits here.',
    seeAll: 'See all of it',
    fewerOptions: (shown, all) => `${shown} of ${all} choices fit here. The console has all of them.`,
    sure: 'Are you sure?',
    cancel: 'Cancel',
    close: 'Close',
    send: 'Send',
    form: 'SafeNest',
  },
  de: {
    notAll: 'Hier ist nicht Platz für alles.',
    seeAll: 'Alles ansehen',
    fewerOptions: (shown, all) => `${shown} von ${all} Möglichkeiten haben hier Platz. In der Konsole stehen alle.`,
    sure: 'Wirklich?',
    cancel: 'Abbrechen',
    close: 'Schließen',
    send: 'Senden',
    form: 'SafeNest',
  },
  fr: {
    notAll: 'Tout ne tient pas ici.',
    seeAll: 'Tout voir',
    fewerOptions: (shown, all) => `${shown} choix sur ${all} tiennent ici. La console les a tous.`,
    sure: 'Vraiment ?',
    cancel: 'Annuler',
    close: 'Fermer',
    send: 'Envoyer',
    form: 'SafeNest',
  },
  es: {
    notAll: 'Aquí no cabe todo.',
    seeAll: 'Verlo todo',
    fewerOptions: (shown, all) => `Aquí caben ${shown} de ${all} opciones. En la consola están todas.`,
    sure: '¿Seguro?',
    cancel: 'Cancelar',
    close: 'Cerrar',
    send: 'Enviar',
    form: 'SafeNest',
  },
});
