import { inEveryLanguage } from './catalogue.ts';

/** What is ordered in a place where it cannot be done. */
export const elsewhereWords = inEveryLanguage({
  en: {
    byHand: (ref: string) =>
      `I marked nothing: that it is done is said with the button “${ref} is done”, on the page [Moderation](/moderation) and on its card.`,
    notFromHere: 'I changed nothing: I cannot do that from here. Above is how it is done.',
    ticketOrNew: (ref: string) =>
      `A ticket for ${ref}, or a new incident? Say “create a ticket for ${ref}”, or in one line what happened.`,
    byTicket:
      'I cannot pick incidents by their tickets. The card of an incident shows its ticket; or ask of one: “does INC-17 have a ticket?”.',
  },
  de: {
    byHand: (ref: string) =>
      `Ich habe nichts vermerkt: Dass es getan ist, sagt der Knopf „${ref} ist getan“ auf der Seite [Moderation](/moderation) und auf der Karte.`,
    notFromHere: 'Ich habe nichts geändert: Von hier aus geht das nicht. Oben steht, wie es geht.',
    ticketOrNew: (ref: string) =>
      `Ein Ticket für ${ref} oder ein neuer Vorfall? Sagen Sie „erstelle ein Ticket für ${ref}“ oder in einer Zeile, was geschehen ist.`,
    byTicket:
      'Nach Tickets kann ich Vorfälle nicht aussuchen. Die Karte eines Vorfalls zeigt sein Ticket; oder fragen Sie nach einem: „hat INC-17 ein Ticket?“.',
  },
  fr: {
    byHand: (ref: string) =>
      `Je n’ai rien noté : c’est le bouton « ${ref} est fait », sur la page [Modération](/moderation) et sur sa carte, qui dit que c’est fait.`,
    notFromHere: 'Je n’ai rien changé : cela ne se fait pas d’ici. Ci-dessus, comment le faire.',
    ticketOrNew: (ref: string) =>
      `Un ticket pour ${ref}, ou un nouvel incident ? Dites « crée un ticket pour ${ref} », ou en une ligne ce qui s’est passé.`,
    byTicket:
      'Je ne peux pas choisir les incidents d’après leurs tickets. La carte d’un incident montre son ticket ; ou demandez pour un seul : « INC-17 a-t-il un ticket ? ».',
  },
  es: {
    byHand: (ref: string) =>
      `No he anotado nada: que está hecho se dice con el botón «${ref} está hecho», en la página [Moderación](/moderation) y en su tarjeta.`,
    notFromHere: 'No he cambiado nada: eso no se hace desde aquí. Arriba se explica cómo.',
    ticketOrNew: (ref: string) =>
      `¿Un ticket para ${ref} o un incidente nuevo? Diga «crea un ticket para ${ref}», o en una línea qué ocurrió.`,
    byTicket:
      'No puedo elegir incidentes por su ticket. La tarjeta de un incidente muestra su ticket; o pregunte por uno: «¿tiene INC-17 un ticket?».',
  },
});
