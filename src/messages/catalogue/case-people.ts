import { inEveryLanguage } from './catalogue.ts';

/** Something that a person does by hand. */
export interface HandTaskWords {
  ref: string;
  step: string;
  name: string;
  /** Null where it is anybody's who moderates. */
  who: string | null;
}

/** What is said where several took part in a case, and where a person has to do something by hand. */
export interface CasePeopleWords {
  /** The button that opens the form in which somebody is chosen. */
  choose: string;
  form: {
    title: (ref: string) => string;
    whom: string;
    what: string;
    reason: string;
    send: string;
    messages: (count: number) => string;
  };
  /** What stands above messages around the evidence. */
  before: string;
  after: string;
  /** Nothing stands yet about these. */
  left: (names: string) => string;
  byHand: (task: HandTaskWords) => string;
  liftByHand: (task: HandTaskWords) => string;
  /** The button of something that was taken back by hand. */
  liftedByHand: (ref: string) => string;
  /** The button by which somebody says that what the policy did was right. */
  confirm: string;
  /** The button that opens an overturned case again. */
  reopen: string;
}

export const casePeopleWords = inEveryLanguage<CasePeopleWords>({
  en: {
    choose: 'Choose whom…',
    form: {
      title: (ref) => `${ref}: about whom?`,
      whom: 'Whom',
      what: 'What',
      reason: 'Reason, which they are told',
      send: 'Do it',
      messages: (count) => (count === 1 ? '1 message' : `${count} messages`),
    },
    before: 'Right before',
    after: 'Right after',
    left: (names) => `Nothing was done yet about ${names}.`,
    byHand: ({ ref, step, name, who }) =>
      `${ref} ${step} for ${name}: to be done by hand, by ${who ?? 'any moderator'}`,
    liftByHand: ({ ref, step, name, who }) =>
      `${ref} ${step} for ${name}: to be taken back by hand, by ${who ?? 'any moderator'}`,
    liftedByHand: (ref) => `${ref} is taken back`,
    confirm: 'It was right',
    reopen: 'Open again',
  },
  de: {
    choose: 'Jemanden wählen…',
    form: {
      title: (ref) => `${ref}: wer?`,
      whom: 'Wer',
      what: 'Was',
      reason: 'Grund, den die Person erfährt',
      send: 'Ausführen',
      messages: (count) => (count === 1 ? '1 Nachricht' : `${count} Nachrichten`),
    },
    before: 'Kurz davor',
    after: 'Kurz danach',
    left: (names) => `Noch nichts unternommen: ${names}.`,
    byHand: ({ ref, step, name, who }) =>
      `${ref} ${step} für ${name}: von Hand zu tun, durch ${who ?? 'jemanden von der Moderation'}`,
    liftByHand: ({ ref, step, name, who }) =>
      `${ref} ${step} für ${name}: von Hand zurückzunehmen, durch ${who ?? 'jemanden von der Moderation'}`,
    liftedByHand: (ref) => `${ref} ist zurückgenommen`,
    confirm: 'Es war richtig',
    reopen: 'Wieder öffnen',
  },
  fr: {
    choose: 'Choisir qui…',
    form: {
      title: (ref) => `${ref} : qui ?`,
      whom: 'Qui',
      what: 'Quoi',
      reason: 'Motif, qui lui est dit',
      send: 'Faire',
      messages: (count) => (count === 1 ? '1 message' : `${count} messages`),
    },
    before: 'Juste avant',
    after: 'Juste après',
    left: (names) => `Rien n’a encore été fait : ${names}.`,
    byHand: ({ ref, step, name, who }) =>
      `${ref} ${step} pour ${name} : à faire à la main, par ${who ?? 'quelqu’un de la modération'}`,
    liftByHand: ({ ref, step, name, who }) =>
      `${ref} ${step} pour ${name} : à annuler à la main, par ${who ?? 'quelqu’un de la modération'}`,
    liftedByHand: (ref) => `${ref} est annulé`,
    confirm: 'C’était juste',
    reopen: 'Rouvrir',
  },
  es: {
    choose: 'Elegir a quién…',
    form: {
      title: (ref) => `${ref}: ¿a quién?`,
      whom: 'A quién',
      what: 'Qué',
      reason: 'Motivo, que se le dice',
      send: 'Hacerlo',
      messages: (count) => (count === 1 ? '1 mensaje' : `${count} mensajes`),
    },
    before: 'Justo antes',
    after: 'Justo después',
    left: (names) => `Aún no se ha hecho nada: ${names}.`,
    byHand: ({ ref, step, name, who }) =>
      `${ref} ${step} para ${name}: por hacer a mano, por ${who ?? 'alguien de la moderación'}`,
    liftByHand: ({ ref, step, name, who }) =>
      `${ref} ${step} para ${name}: por anular a mano, por ${who ?? 'alguien de la moderación'}`,
    liftedByHand: (ref) => `${ref} está anulado`,
    confirm: 'Fue correcto',
    reopen: 'Abrir de nuevo',
  },
});
