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
  /** The button that opens the form in which somebody is taken out of a case, or put back. */
  notThem: string;
  outForm: {
    title: (ref: string) => string;
    whom: string;
    hint: string;
    send: string;
    attacker: string;
    aimedAt: string;
    putBack: string;
  };
  /** Who is out of a case, by whom. */
  isOut: (name: string, by: string) => string;
  /** What still stands about who is out. */
  stillStands: (name: string, what: string) => string;
  /** Why nothing is suggested any more. */
  nothingLeft: string;
  /** Why what would happen by itself waits for a person. */
  overLimit: (perHour: number) => string;
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
    notThem: 'Not them…',
    outForm: {
      title: (ref) => `${ref}: who does not belong in it?`,
      whom: 'Who',
      hint: 'The case is judged anew without them. What was done about them stays until you take it back.',
      send: 'Take out or put back',
      attacker: 'accused',
      aimedAt: 'aimed at',
      putBack: 'is out: put back',
    },
    isOut: (name, by) => `${name} is out of this case: it was not them (${by}).`,
    stillStands: (name, what) => `Still standing about ${name}: ${what}. Take it back where it was wrong.`,
    nothingLeft: 'Without who was taken out nothing crosses a line any more.',
    overLimit: (perHour) =>
      `It would have happened by itself, but the limit of ${perHour} in an hour is reached: it waits for you.`,
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
    notThem: 'Nicht diese Person…',
    outForm: {
      title: (ref) => `${ref}: wer gehört nicht dazu?`,
      whom: 'Wer',
      hint: 'Der Fall wird ohne diese Person neu beurteilt. Was gegen sie unternommen wurde, bleibt, bis Sie es zurücknehmen.',
      send: 'Herausnehmen oder zurück',
      attacker: 'beschuldigt',
      aimedAt: 'Ziel',
      putBack: 'ist heraus: wieder aufnehmen',
    },
    isOut: (name, by) => `${name} ist nicht mehr Teil dieses Falls: falsche Person (${by}).`,
    stillStands: (name, what) => `Gilt noch für ${name}: ${what}. Nehmen Sie zurück, was falsch war.`,
    nothingLeft: 'Ohne die herausgenommene Person überschreitet nichts mehr eine Grenze.',
    overLimit: (perHour) =>
      `Es wäre von selbst geschehen, aber die Grenze von ${perHour} in einer Stunde ist erreicht: Es wartet auf Sie.`,
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
    notThem: 'Pas cette personne…',
    outForm: {
      title: (ref) => `${ref} : qui n’y a pas sa place ?`,
      whom: 'Qui',
      hint: 'Le dossier est réévalué sans cette personne. Ce qui a été fait à son sujet reste jusqu’à ce que vous l’annuliez.',
      send: 'Retirer ou remettre',
      attacker: 'mise en cause',
      aimedAt: 'visée',
      putBack: 'retirée : la remettre',
    },
    isOut: (name, by) => `${name} ne fait plus partie de ce dossier : ce n’était pas cette personne (${by}).`,
    stillStands: (name, what) => `Tient encore pour ${name} : ${what}. Annulez ce qui était une erreur.`,
    nothingLeft: 'Sans la personne retirée, plus rien ne franchit de limite.',
    overLimit: (perHour) =>
      `Cela se serait fait tout seul, mais la limite de ${perHour} par heure est atteinte : cela vous attend.`,
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
    notThem: 'No es esa persona…',
    outForm: {
      title: (ref) => `${ref}: ¿quién no tiene que ver?`,
      whom: 'Quién',
      hint: 'El caso se valora de nuevo sin esa persona. Lo que se le hizo sigue en pie hasta que lo anule.',
      send: 'Quitar o volver a poner',
      attacker: 'acusada',
      aimedAt: 'blanco',
      putBack: 'está fuera: volver a poner',
    },
    isOut: (name, by) => `${name} ya no forma parte de este caso: no fue esa persona (${by}).`,
    stillStands: (name, what) => `Sigue en pie para ${name}: ${what}. Anule lo que fue un error.`,
    nothingLeft: 'Sin la persona retirada, nada cruza ya ningún límite.',
    overLimit: (perHour) =>
      `Habría ocurrido por sí solo, pero se alcanzó el límite de ${perHour} por hora: le espera a usted.`,
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
