import { inEveryLanguage } from './catalogue.ts';

interface CoverWords {
  /** What a proposal would do, in a line. `taker` null: whoever says yes. */
  title: (taker: string | null, owner: string, span: string, more: number) => string;
  /** Two who take each other's turn. */
  swap: (one: string, ones: string, other: string, others: string) => string;
  accept: string;
  take: string;
  decline: string;
  /** Who may say yes; null: whoever wants to. */
  waits: (who: string | null) => string;
  notAsked: (who: string | null) => string;
  /** Somebody else's turn, handed to somebody else, by somebody who may not. */
  notYours: string;
  ownShift: string;
  samePerson: string;
  changed: string;
  done: (taker: string) => string;
  swapped: string;
  takenBack: string;
  /** A direct message to whoever is asked, and to whoever asked. */
  asks: (by: string) => string;
  asksAnyone: (by: string) => string;
  tells: (by: string, accepted: boolean) => string;
  /** An answer in chat. */
  asked: (proposal: string, what: string) => string;
  waiting: (proposal: string, what: string) => string;
  askedWho: (who: string | null) => string;
  unreached: (who: string) => string;
  noShift: (who: string) => string;
  nextShift: (who: string, span: string) => string;
  whichTime: string;
}

/** One takes another's turn at being on call. */
export const coverWords = inEveryLanguage<CoverWords>({
  en: {
    title: (taker, owner, span, more) =>
      `${taker ?? 'Somebody'} covers for ${owner}: ${span}${more > 0 ? ` and ${more} more` : ''}`,
    swap: (one, ones, other, others) => `${one} and ${other} swap: ${other} takes ${ones}, ${one} takes ${others}`,
    accept: 'Accept',
    take: 'I take it',
    decline: 'Decline',
    waits: (who) => (who === null ? 'Whoever may be on call can take it.' : `${who} or an admin can accept this.`),
    notAsked: (who) =>
      who === null
        ? 'Only somebody else who may be on call can take this.'
        : `This asks ${who}: only they or an admin can decide it.`,
    notYours: 'Only whose shift it is, whoever takes it, or an admin can ask for that.',
    ownShift: 'That is your own shift already.',
    samePerson: 'Nobody covers for themself: name two people.',
    changed: 'who is on call then has changed since',
    done: (taker) => `${taker} covers now.`,
    swapped: 'The shifts are swapped.',
    takenBack: 'Whoever’s turn it is has it again.',
    asks: (by) => `${by} asks you about being on call:`,
    asksAnyone: (by) => `${by} looks for somebody to cover:`,
    tells: (by, accepted) => `${by} ${accepted ? 'accepted' : 'declined'}:`,
    asked: (proposal, what) => `[${proposal}]: ${what}. Nothing changes before that is accepted.`,
    waiting: (proposal, what) => `That was asked already and waits, as [${proposal}]: ${what}.`,
    askedWho: (who) => (who === null ? 'Everybody in the order is asked.' : `${who} is asked.`),
    unreached: (who) => `${who} has no chat account that could be written to, and finds it under Proposals.`,
    noShift: (who) => `${who} is not on call then, so there is nothing to take.`,
    nextShift: (who, span) => `The next shift of ${who}: ${span}.`,
    whichTime:
      'I can’t read when that is meant. Say “tomorrow”, “on Saturday”, “next week”, “this weekend”, or “until Friday 17:00”.',
  },
  de: {
    title: (taker, owner, span, more) =>
      `${taker ?? 'Jemand'} vertritt ${owner}: ${span}${more > 0 ? ` und ${more} weitere` : ''}`,
    swap: (one, ones, other, others) =>
      `${one} und ${other} tauschen: ${other} übernimmt ${ones}, ${one} übernimmt ${others}`,
    accept: 'Annehmen',
    take: 'Ich übernehme',
    decline: 'Ablehnen',
    waits: (who) =>
      who === null ? 'Wer Bereitschaft haben kann, kann übernehmen.' : `${who} oder ein Admin kann das annehmen.`,
    notAsked: (who) =>
      who === null
        ? 'Das kann nur jemand anders übernehmen, der Bereitschaft haben kann.'
        : `Gefragt ist ${who}: Nur diese Person oder ein Admin kann entscheiden.`,
    notYours: 'Darum bitten kann nur, wessen Bereitschaft es ist, wer sie übernimmt, oder ein Admin.',
    ownShift: 'Das ist schon Ihre eigene Bereitschaft.',
    samePerson: 'Niemand vertritt sich selbst: Nennen Sie zwei Personen.',
    changed: 'wer dann Bereitschaft hat, ist inzwischen anders',
    done: (taker) => `${taker} vertritt jetzt.`,
    swapped: 'Die Bereitschaften sind getauscht.',
    takenBack: 'Wer an der Reihe ist, hat wieder Bereitschaft.',
    asks: (by) => `${by} fragt Sie wegen der Bereitschaft:`,
    asksAnyone: (by) => `${by} sucht eine Vertretung:`,
    tells: (by, accepted) => `${by} hat ${accepted ? 'angenommen' : 'abgelehnt'}:`,
    asked: (proposal, what) => `[${proposal}]: ${what}. Bis das angenommen ist, ändert sich nichts.`,
    waiting: (proposal, what) => `Danach wurde schon gefragt, es wartet als [${proposal}]: ${what}.`,
    askedWho: (who) => (who === null ? 'Alle in der Reihenfolge sind gefragt.' : `${who} ist gefragt.`),
    unreached: (who) => `${who} hat kein Chat-Konto, an das man schreiben könnte, und findet es unter Proposals.`,
    noShift: (who) => `${who} hat dann keine Bereitschaft, es gibt also nichts zu übernehmen.`,
    nextShift: (who, span) => `Die nächste Bereitschaft von ${who}: ${span}.`,
    whichTime:
      'Ich kann nicht lesen, wann das gemeint ist. Sagen Sie „morgen“, „am Samstag“, „nächste Woche“, „dieses Wochenende“ oder „bis Freitag 17:00“.',
  },
  fr: {
    title: (taker, owner, span, more) =>
      `${taker ?? 'Quelqu’un'} remplace ${owner} : ${span}${more > 0 ? ` et ${more} de plus` : ''}`,
    swap: (one, ones, other, others) => `${one} et ${other} échangent : ${other} prend ${ones}, ${one} prend ${others}`,
    accept: 'Accepter',
    take: 'Je la prends',
    decline: 'Refuser',
    waits: (who) =>
      who === null
        ? 'Quiconque peut être de garde peut la prendre.'
        : `${who} ou un administrateur peut accepter ceci.`,
    notAsked: (who) =>
      who === null
        ? 'Seule une autre personne qui peut être de garde peut prendre ceci.'
        : `Ceci s’adresse à ${who} : seule cette personne ou un administrateur peut décider.`,
    notYours: 'Seule la personne dont c’est la garde, celle qui la prend, ou un administrateur peut le demander.',
    ownShift: 'C’est déjà votre propre garde.',
    samePerson: 'Personne ne se remplace soi-même : nommez deux personnes.',
    changed: 'qui est de garde à ce moment-là a changé depuis',
    done: (taker) => `${taker} remplace désormais.`,
    swapped: 'Les gardes sont échangées.',
    takenBack: 'La personne dont c’est le tour est de nouveau de garde.',
    asks: (by) => `${by} vous demande à propos de la garde :`,
    asksAnyone: (by) => `${by} cherche quelqu’un pour un remplacement :`,
    tells: (by, accepted) => `${by} a ${accepted ? 'accepté' : 'refusé'} :`,
    asked: (proposal, what) => `[${proposal}] : ${what}. Rien ne change tant que ce n’est pas accepté.`,
    waiting: (proposal, what) => `C’est déjà demandé et en attente, [${proposal}] : ${what}.`,
    askedWho: (who) => (who === null ? 'Tous ceux du tour sont sollicités.' : `La demande est faite à ${who}.`),
    unreached: (who) => `${who} n’a pas de compte de chat où écrire, et le trouvera sous Proposals.`,
    noShift: (who) => `${who} n’est pas de garde à ce moment-là : il n’y a rien à prendre.`,
    nextShift: (who, span) => `La prochaine garde de ${who} : ${span}.`,
    whichTime:
      'Je ne peux pas lire quand c’est. Dites « demain », « samedi », « la semaine prochaine », « ce week-end » ou « jusqu’à vendredi 17:00 ».',
  },
  es: {
    title: (taker, owner, span, more) =>
      `${taker ?? 'Alguien'} sustituye a ${owner}: ${span}${more > 0 ? ` y ${more} más` : ''}`,
    swap: (one, ones, other, others) => `${one} y ${other} cambian: ${other} toma ${ones}, ${one} toma ${others}`,
    accept: 'Aceptar',
    take: 'La tomo yo',
    decline: 'Rechazar',
    waits: (who) =>
      who === null ? 'Puede tomarla quien pueda estar de guardia.' : `${who} o un administrador puede aceptar esto.`,
    notAsked: (who) =>
      who === null
        ? 'Solo otra persona que pueda estar de guardia puede tomar esto.'
        : `Esto se le pide a ${who}: solo esa persona o un administrador puede decidirlo.`,
    notYours: 'Solo puede pedirlo la persona cuya guardia es, quien la toma, o un administrador.',
    ownShift: 'Esa guardia ya es suya.',
    samePerson: 'Nadie se sustituye a sí mismo: nombre a dos personas.',
    changed: 'quién está de guardia entonces ha cambiado desde entonces',
    done: (taker) => `${taker} sustituye ahora.`,
    swapped: 'Las guardias están cambiadas.',
    takenBack: 'La persona a la que le toca vuelve a estar de guardia.',
    asks: (by) => `${by} le pregunta por una guardia:`,
    asksAnyone: (by) => `${by} busca a alguien que le sustituya:`,
    tells: (by, accepted) => `${by} ha ${accepted ? 'aceptado' : 'rechazado'}:`,
    asked: (proposal, what) => `[${proposal}]: ${what}. Nada cambia hasta que se acepte.`,
    waiting: (proposal, what) => `Eso ya se pidió y espera, como [${proposal}]: ${what}.`,
    askedWho: (who) => (who === null ? 'Se pregunta a todos los del orden.' : `Se pregunta a ${who}.`),
    unreached: (who) => `${who} no tiene una cuenta de chat a la que escribir, y lo encuentra en Proposals.`,
    noShift: (who) => `${who} no está de guardia entonces: no hay nada que tomar.`,
    nextShift: (who, span) => `La próxima guardia de ${who}: ${span}.`,
    whichTime:
      'No puedo leer cuándo es. Diga «mañana», «el sábado», «la próxima semana», «este fin de semana» o «hasta el viernes 17:00».',
  },
});
