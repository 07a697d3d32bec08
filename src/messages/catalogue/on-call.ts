import { inEveryLanguage } from './catalogue.ts';

interface OnCallWords {
  now: (name: string, until: string) => string;
  /** `of` is whose turn it would be, where that is anybody's. */
  covering: (name: string, until: string, of: string | null) => string;
  next: (name: string, until: string) => string;
  /** The whole time in question. */
  whole: (name: string) => string;
  shift: (name: string, span: string) => string;
  nobody: string;
  none: string;
  /** They have linked no chat account. */
  unreached: (names: string) => string;
  /** A time was asked about that cannot be told. */
  whichTime: string;
}

/** Who is on call. */
export const onCallWords = inEveryLanguage<OnCallWords>({
  en: {
    now: (name, until) => `${name} is on call until ${until}.`,
    covering: (name, until, of) => `${name} is on call until ${until}, covering for ${of ?? 'whoever’s turn it is'}.`,
    next: (name, until) => `Then ${name}, until ${until}.`,
    whole: (name) => `${name} is on call all that time.`,
    shift: (name, span) => `• ${name}: ${span}`,
    nobody: 'Nobody is on call then: whoever is in the order cannot be told of alerts. See [On call](/on-call).',
    none: 'Nobody takes turns at being on call here yet; an admin sets that on the page [On call](/on-call).',
    unreached: (names) => `Nobody can write to ${names} in chat, for want of a linked account: reach them another way.`,
    whichTime:
      'I can’t tell who is on call at that time, and who was is not kept. I know it for now, today, tonight, tomorrow, a day of the week to come, this or next week, this or next weekend. Which of these?',
  },
  de: {
    now: (name, until) => `${name} hat Bereitschaft bis ${until}.`,
    covering: (name, until, of) => `${name} hat Bereitschaft bis ${until}, in Vertretung${of ? ` für ${of}` : ''}.`,
    next: (name, until) => `Danach ${name}, bis ${until}.`,
    whole: (name) => `${name} hat die ganze Zeit Bereitschaft.`,
    shift: (name, span) => `• ${name}: ${span}`,
    nobody:
      'Dann hat niemand Bereitschaft: Wer in der Reihenfolge steht, kann von Warnungen nichts erfahren. Siehe [On call](/on-call).',
    none: 'Hier wechselt sich noch niemand mit der Bereitschaft ab; ein Admin legt das auf der Seite [On call](/on-call) fest.',
    unreached: (names) =>
      `${names} ist im Chat nicht zu erreichen, weil kein Konto verknüpft ist: bitte auf anderem Weg.`,
    whichTime:
      'Für diese Zeit kann ich das nicht sagen, und wer früher Bereitschaft hatte, wird nicht aufbewahrt. Ich weiß es für jetzt, heute, heute Nacht, morgen, den nächsten Montag bis Sonntag, diese oder nächste Woche, dieses oder nächstes Wochenende. Was davon?',
  },
  fr: {
    now: (name, until) => `${name} est de garde jusqu’au ${until}.`,
    covering: (name, until, of) =>
      `${name} est de garde jusqu’au ${until}, en remplacement${of ? ` (à la place de ${of})` : ''}.`,
    next: (name, until) => `Ensuite ${name}, jusqu’au ${until}.`,
    whole: (name) => `${name} est de garde pendant tout ce temps.`,
    shift: (name, span) => `• ${name} : ${span}`,
    nobody:
      'Personne n’est de garde à ce moment-là : ceux du tour ne peuvent pas être prévenus des alertes. Voir [On call](/on-call).',
    none: 'Personne n’assure encore de tour de garde ici ; un administrateur le règle sur la page [On call](/on-call).',
    unreached: (names) => `${names} : aucun compte de chat relié, à joindre autrement.`,
    whichTime:
      'Je ne peux pas le dire pour ce moment, et les gardes passées ne sont pas conservées. Je le sais pour maintenant, aujourd’hui, ce soir, demain, un jour de la semaine à venir, cette semaine ou la prochaine, ce week-end ou le prochain. Lequel ?',
  },
  es: {
    now: (name, until) => `${name} está de guardia hasta el ${until}.`,
    covering: (name, until, of) =>
      `${name} está de guardia hasta el ${until}, ${of ? `en lugar de ${of}` : 'como sustituto'}.`,
    next: (name, until) => `Después ${name}, hasta el ${until}.`,
    whole: (name) => `${name} está de guardia todo ese tiempo.`,
    shift: (name, span) => `• ${name}: ${span}`,
    nobody:
      'Nadie está de guardia entonces: a quien figura en el orden no se le puede avisar de alertas. Véase [On call](/on-call).',
    none: 'Aquí nadie se turna todavía para las guardias; un administrador lo ajusta en la página [On call](/on-call).',
    unreached: (names) => `${names} sin cuenta de chat vinculada: contacte por otra vía.`,
    whichTime:
      'No puedo decirlo para ese momento, y las guardias pasadas no se conservan. Lo sé para ahora, hoy, esta noche, mañana, un día de la semana que viene, esta semana o la próxima, este fin de semana o el próximo. ¿Cuál?',
  },
});
