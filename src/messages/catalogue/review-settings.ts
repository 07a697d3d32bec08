import { inEveryLanguage } from './catalogue.ts';

interface ReviewSettingsWords {
  button: string;
  title: string;
  rate: string;
  currency: string;
  asks: string;
  yes: string;
  no: string;
  save: string;
  saved: string;
  same: string;
  /** What was typed is no amount. */
  noAmount: string;
}

/** How reviews are made: what an hour costs, and whether people are asked how it went. */
export const reviewSettingsWords = inEveryLanguage<ReviewSettingsWords>({
  en: {
    button: 'Settings',
    title: 'How reviews are made',
    rate: 'What an hour of somebody’s time costs (empty: it is not said)',
    currency: 'Currency, three letters',
    asks: 'Ask those who took part how it went',
    yes: 'Yes',
    no: 'No',
    save: 'Save',
    saved: 'Saved: this is how reviews are made from now on.',
    same: 'It was so already.',
    noAmount: 'Write the rate as a number such as 80 or 80.50.',
  },
  de: {
    button: 'Einstellungen',
    title: 'Wie Nachbetrachtungen entstehen',
    rate: 'Was eine Stunde kostet (leer: es wird nicht gesagt)',
    currency: 'Währung, drei Buchstaben',
    asks: 'Beteiligte fragen, wie es lief',
    yes: 'Ja',
    no: 'Nein',
    save: 'Speichern',
    saved: 'Gespeichert: So entstehen Nachbetrachtungen von jetzt an.',
    same: 'Es war schon so.',
    noAmount: 'Schreiben Sie den Satz als Zahl, zum Beispiel 80 oder 80,50.',
  },
  fr: {
    button: 'Réglages',
    title: 'Comment les bilans sont établis',
    rate: 'Ce que coûte une heure (vide : ce n’est pas dit)',
    currency: 'Devise, trois lettres',
    asks: 'Demander aux participants comment cela s’est passé',
    yes: 'Oui',
    no: 'Non',
    save: 'Enregistrer',
    saved: 'Enregistré : les bilans seront établis ainsi désormais.',
    same: 'C’était déjà ainsi.',
    noAmount: 'Écrivez le tarif comme un nombre, par exemple 80 ou 80,50.',
  },
  es: {
    button: 'Ajustes',
    title: 'Cómo se hacen las revisiones',
    rate: 'Lo que cuesta una hora (vacío: no se dice)',
    currency: 'Moneda, tres letras',
    asks: 'Preguntar a quienes participaron cómo fue',
    yes: 'Sí',
    no: 'No',
    save: 'Guardar',
    saved: 'Guardado: así se hacen las revisiones desde ahora.',
    same: 'Ya era así.',
    noAmount: 'Escriba la tarifa como un número, por ejemplo 80 u 80,50.',
  },
});
