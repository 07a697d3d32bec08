import { inEveryLanguage } from './catalogue.ts';

interface DiscordWords {
  /** Stands where a card had more than one message of Discord can hold. */
  notAll: string;
  /** The link to where all of it is. */
  seeAll: string;
  /** The heading of a form that has none. */
  form: string;
  cancel: string;
  /** Asked before what cannot be undone, where the button says nothing of its own. */
  sure: string;
  /** Opens a form again in which something was wrong. */
  again: string;
  /** Of a button whose message no longer says what it is for. */
  oldButton: string;
  /** To somebody of several organisations who writes to the bot alone; their servers' names. */
  which: (desks: string) => string;
  /** Nothing came of it: it was seen before, or is not for SafeNest. */
  nothing: string;
  /** It could not be taken in. */
  away: string;
  /** A form that could not be opened in time. */
  tooLate: string;
  /** The name of the message's menu entry; at most 32 characters. */
  openIncident: string;
  /** What `/safenest` is, and each of its commands with its option; at most 100 characters each. */
  safenest: string;
  commands: Record<DiscordCommand, string>;
  options: Record<DiscordOption, string>;
}

export const DISCORD_COMMANDS = [
  'ask',
  'incident',
  'who',
  'camera',
  'oncall',
  'status',
  'report',
  'home',
  'channel',
  'link',
  'connect',
  'pause',
  'resume',
  'help',
] as const;
export type DiscordCommand = (typeof DISCORD_COMMANDS)[number];
export type DiscordOption =
  | 'question'
  | 'title'
  | 'person'
  | 'camera'
  | 'reference'
  | 'setting'
  | 'code'
  | 'time'
  | 'when'
  | 'report';

/** What only Discord's messages, forms and commands need to say. */
export const discordWords = inEveryLanguage<DiscordWords>({
  en: {
    notAll: 'There is more than fits here.',
    seeAll: 'See all of it',
    form: 'SafeNest',
    cancel: 'Cancel',
    again: 'Open the form again',
    sure: 'Are you sure?',
    oldButton: 'This button is no longer good. Nothing was done. Ask again for a new card.',
    which: (desks) =>
      `You belong to several desks here: ${desks}. Mention me once in the server you mean, then write to me here again.`,
    nothing: 'There is nothing to do here.',
    away: 'SafeNest could not take that in right now. Nothing was done; please try again in a moment.',
    tooLate: 'That took too long for a form to open. Nothing was done; please try again.',
    openIncident: 'Open an incident',
    safenest: 'Your security desk',
    commands: {
      ask: 'Ask about logins, alerts and incidents',
      incident: 'Open an incident',
      who: 'What is known of a person',
      camera: 'What a camera sees',
      oncall: 'Who is on call',
      status: 'How things stand',
      report: 'How the week or the day was, or a report about an incident',
      channel: 'What this channel is told of',
      home: 'What waits for me',
      link: 'Link your account to your membership',
      connect: 'Connect this server to your organisation',
      pause: 'Stop what happens by itself',
      resume: 'Let it happen by itself again',
      help: 'What SafeNest can do',
    },
    options: {
      question: 'Your question, in your own words',
      when: 'tomorrow, this weekend; now without it',
      title: 'What happened, in a few words',
      person: 'Name or account',
      camera: 'The camera',
      reference: 'A reference such as INC-17',
      setting: 'For example: alerts from high upward',
      code: 'The one-time code',
      time: '2 hours, tomorrow 08:00 … and after a colon why',
      report: 'week, day, or INC-17 tactical or executive',
    },
  },
  de: {
    notAll: 'Hier ist nicht Platz für alles.',
    seeAll: 'Alles ansehen',
    form: 'SafeNest',
    cancel: 'Abbrechen',
    again: 'Formular wieder öffnen',
    sure: 'Wirklich?',
    oldButton: 'Dieser Knopf gilt nicht mehr. Es ist nichts geschehen. Fragen Sie noch einmal nach einer neuen Karte.',
    which: (desks) =>
      `Sie gehören hier zu mehreren Desks: ${desks}. Erwähnen Sie mich einmal auf dem Server, den Sie meinen, und schreiben Sie mir dann hier noch einmal.`,
    nothing: 'Hier ist nichts zu tun.',
    away: 'SafeNest konnte das gerade nicht annehmen. Es ist nichts geschehen; versuchen Sie es gleich noch einmal.',
    tooLate: 'Das hat für ein Formular zu lange gedauert. Es ist nichts geschehen; versuchen Sie es noch einmal.',
    openIncident: 'Vorfall eröffnen',
    safenest: 'Ihre Sicherheitszentrale',
    commands: {
      ask: 'Nach Anmeldungen, Alarmen und Vorfällen fragen',
      incident: 'Einen Vorfall eröffnen',
      who: 'Was über eine Person bekannt ist',
      camera: 'Was eine Kamera sieht',
      oncall: 'Wer Bereitschaft hat',
      status: 'Wie es steht',
      report: 'Die Lage der Woche oder des Tages, oder ein Bericht zu einem Vorfall',
      channel: 'Was dieser Kanal erfährt',
      home: 'Was auf mich wartet',
      link: 'Ihr Konto mit Ihrer Mitgliedschaft verknüpfen',
      connect: 'Diesen Server mit Ihrer Organisation verbinden',
      pause: 'Anhalten, was von selbst geschieht',
      resume: 'Es wieder von selbst geschehen lassen',
      help: 'Was SafeNest kann',
    },
    options: {
      question: 'Ihre Frage, in eigenen Worten',
      when: 'tomorrow, this weekend; ohne: jetzt',
      title: 'Was geschehen ist, in wenigen Worten',
      person: 'Name oder Konto',
      camera: 'Die Kamera',
      reference: 'Ein Zeichen wie INC-17',
      setting: 'Zum Beispiel: Alarme ab hoch',
      code: 'Der einmalige Code',
      time: '2 hours, tomorrow 08:00 … und nach einem Doppelpunkt, warum',
      report: 'Woche, Tag, oder INC-17 Lage oder Leitung',
    },
  },
  fr: {
    notAll: 'Tout ne tient pas ici.',
    seeAll: 'Tout voir',
    form: 'SafeNest',
    cancel: 'Annuler',
    again: 'Rouvrir le formulaire',
    sure: 'Vraiment ?',
    oldButton: 'Ce bouton n’est plus valable. Rien n’a été fait. Redemandez pour obtenir une nouvelle carte.',
    which: (desks) =>
      `Vous appartenez ici à plusieurs desks : ${desks}. Mentionnez-moi une fois sur le serveur voulu, puis écrivez-moi ici de nouveau.`,
    nothing: 'Il n’y a rien à faire ici.',
    away: 'SafeNest n’a pas pu prendre cela en compte. Rien n’a été fait ; réessayez dans un instant.',
    tooLate: 'Le formulaire a mis trop de temps à s’ouvrir. Rien n’a été fait ; réessayez.',
    openIncident: 'Ouvrir un incident',
    safenest: 'Votre poste de sécurité',
    commands: {
      ask: 'Interroger sur les connexions, alertes et incidents',
      incident: 'Ouvrir un incident',
      who: 'Ce que l’on sait d’une personne',
      camera: 'Ce que voit une caméra',
      oncall: 'Qui est de garde',
      status: 'Où en sont les choses',
      report: 'La situation de la semaine ou du jour, ou un rapport sur un incident',
      channel: 'Ce que ce salon apprend',
      home: 'Ce qui m’attend',
      link: 'Relier votre compte à votre adhésion',
      connect: 'Relier ce serveur à votre organisation',
      pause: 'Arrêter ce qui se fait de soi-même',
      resume: 'Le laisser se faire à nouveau de soi-même',
      help: 'Ce que SafeNest sait faire',
    },
    options: {
      question: 'Votre question, avec vos mots',
      when: 'tomorrow, this weekend ; sans : maintenant',
      title: 'Ce qui s’est passé, en quelques mots',
      person: 'Nom ou compte',
      camera: 'La caméra',
      reference: 'Une référence comme INC-17',
      setting: 'Par exemple : alertes à partir de élevée',
      code: 'Le code à usage unique',
      time: '2 hours, tomorrow 08:00 … et après deux-points, pourquoi',
      report: 'semaine, jour, ou INC-17 tactique ou direction',
    },
  },
  es: {
    notAll: 'Aquí no cabe todo.',
    seeAll: 'Verlo todo',
    form: 'SafeNest',
    cancel: 'Cancelar',
    again: 'Abrir el formulario otra vez',
    sure: '¿Seguro?',
    oldButton: 'Este botón ya no vale. No se ha hecho nada. Vuelva a preguntar para obtener otra tarjeta.',
    which: (desks) =>
      `Aquí pertenece a varios desks: ${desks}. Mencióneme una vez en el servidor al que se refiere y vuelva a escribirme aquí.`,
    nothing: 'Aquí no hay nada que hacer.',
    away: 'SafeNest no ha podido recibirlo ahora. No se ha hecho nada; inténtelo de nuevo en un momento.',
    tooLate: 'El formulario ha tardado demasiado en abrirse. No se ha hecho nada; inténtelo de nuevo.',
    openIncident: 'Abrir un incidente',
    safenest: 'Su puesto de seguridad',
    commands: {
      ask: 'Preguntar por accesos, alertas e incidentes',
      incident: 'Abrir un incidente',
      who: 'Qué se sabe de una persona',
      camera: 'Qué ve una cámara',
      oncall: 'Quién está de guardia',
      status: 'Cómo están las cosas',
      report: 'La situación de la semana o del día, o un informe sobre un incidente',
      channel: 'De qué se avisa a este canal',
      home: 'Qué me espera',
      link: 'Vincular su cuenta con su membresía',
      connect: 'Conectar este servidor con su organización',
      pause: 'Detener lo que ocurre por sí solo',
      resume: 'Dejar que vuelva a ocurrir por sí solo',
      help: 'Qué sabe hacer SafeNest',
    },
    options: {
      question: 'Su pregunta, con sus palabras',
      when: 'tomorrow, this weekend; sin nada: ahora',
      title: 'Qué ha pasado, en pocas palabras',
      person: 'Nombre o cuenta',
      camera: 'La cámara',
      reference: 'Una referencia como INC-17',
      setting: 'Por ejemplo: alertas desde alta',
      code: 'El código de un solo uso',
      time: '2 hours, tomorrow 08:00 … y tras dos puntos, por qué',
      report: 'semana, día, o INC-17 táctico o dirección',
    },
  },
});
