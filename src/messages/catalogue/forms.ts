import { inEveryLanguage } from './catalogue.ts';

interface FormWords {
  newIncident: string;
  fromMessage: string;
  title: string;
  severity: string;
  details: string;
  open: string;
  comment: (ref: string) => string;
  words: string;
  afterwards: string;
  leave: string;
  close: string;
  save: string;
  editRule: (ref: string) => string;
  /** Above a form that holds only some of the parameters. */
  restInConsole: string;
  saidBy: (author: string) => string;
  /** The button that opens a comment’s form. */
  toComment: string;
}

/** Forms for an incident, a comment and a rule’s settings. */
export const formWords = inEveryLanguage<FormWords>({
  en: {
    newIncident: 'New incident',
    fromMessage: 'Incident from a message',
    title: 'What happened?',
    severity: 'How bad is it?',
    details: 'Details',
    open: 'Open incident',
    comment: (ref) => `Comment on ${ref}`,
    words: 'Comment',
    afterwards: 'And then',
    leave: 'Leave it as it is',
    close: 'Close it, with this as how it ended',
    save: 'Save',
    editRule: (ref) => `Edit ${ref}`,
    restInConsole: 'It has more settings than fit here; the others are in the console.',
    saidBy: (author) => `Said by ${author}:`,
    toComment: 'Comment',
  },
  de: {
    newIncident: 'Neuer Vorfall',
    fromMessage: 'Vorfall aus Nachricht',
    title: 'Was ist geschehen?',
    severity: 'Wie schlimm ist es?',
    details: 'Einzelheiten',
    open: 'Vorfall eröffnen',
    comment: (ref) => `Kommentar zu ${ref}`,
    words: 'Kommentar',
    afterwards: 'Und dann',
    leave: 'So lassen, wie er ist',
    close: 'Schließen, mit diesem Ausgang',
    save: 'Speichern',
    editRule: (ref) => `${ref} bearbeiten`,
    restInConsole: 'Es gibt mehr Einstellungen, als hier Platz haben; die übrigen stehen in der Konsole.',
    saidBy: (author) => `Gesagt von ${author}:`,
    toComment: 'Kommentieren',
  },
  fr: {
    newIncident: 'Nouvel incident',
    fromMessage: 'Incident d’un message',
    title: 'Que s’est-il passé ?',
    severity: 'Quelle est la gravité ?',
    details: 'Détails',
    open: 'Ouvrir l’incident',
    comment: (ref) => `Commentaire sur ${ref}`,
    words: 'Commentaire',
    afterwards: 'Et ensuite',
    leave: 'Le laisser tel quel',
    close: 'Le clore, avec ceci comme issue',
    save: 'Enregistrer',
    editRule: (ref) => `Modifier ${ref}`,
    restInConsole: 'Il y a plus de réglages qu’il n’en tient ici ; les autres sont dans la console.',
    saidBy: (author) => `Dit par ${author} :`,
    toComment: 'Commenter',
  },
  es: {
    newIncident: 'Nuevo incidente',
    fromMessage: 'Incidente de un mensaje',
    title: '¿Qué ocurrió?',
    severity: '¿Qué gravedad tiene?',
    details: 'Detalles',
    open: 'Abrir incidente',
    comment: (ref) => `Comentario sobre ${ref}`,
    words: 'Comentario',
    afterwards: 'Y después',
    leave: 'Dejarlo como está',
    close: 'Cerrarlo, con esto como resultado',
    save: 'Guardar',
    editRule: (ref) => `Editar ${ref}`,
    restInConsole: 'Hay más ajustes de los que caben aquí; los demás están en la consola.',
    saidBy: (author) => `Dicho por ${author}:`,
    toComment: 'Comentar',
  },
});
