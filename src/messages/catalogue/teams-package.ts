import { inEveryLanguage } from './catalogue.ts';

interface TeamsPackageWords {
  /** What the app is, behind its name. */
  full: (name: string) => string;
  /** At most 80 letters. */
  short: string;
  description: (moderation: boolean) => string;
  /** What each command does: at most 128 letters. */
  commands: { help: string; status: string; oncall: string; report: string; incident: string; link: string };
  /** What may be done with a message: a title has at most 32 letters. */
  onMessage: Record<'incident' | 'timeline', { title: string; description: string }>;
}

/** What Teams shows of the app itself, in the language of whoever looks. */
export const teamsPackageWords = inEveryLanguage<TeamsPackageWords>({
  en: {
    full: (name) => `${name}: the security desk`,
    short: 'The security desk: ask about logins, alerts and incidents.',
    description: (moderation) =>
      `Ask SafeNest about logins, alerts and incidents, in your own words. Answers say what they stand on; alerts arrive as cards whose buttons do what they say, in your name. ${moderation ? 'It reads only what is said to it, and what is said in channels that are guarded.' : 'It reads only what is said to it.'}`,
    commands: {
      help: 'What SafeNest can do, and how to ask',
      status: 'Whether everything works',
      oncall: 'Who is on call, now or this weekend',
      report: 'The last 7 days; report INC-17 executive',
      incident: 'Open an incident',
      link: 'link ABCD-2345: this account to you as a member',
    },
    onMessage: {
      incident: {
        title: 'Open incident from this message',
        description: 'Fills a new incident with the message and who wrote it',
      },
      timeline: {
        title: 'Add to the timeline',
        description: 'Quotes the message on an incident’s timeline; called again, takes it off',
      },
    },
  },
  de: {
    full: (name) => `${name}: die Sicherheitszentrale`,
    short: 'Die Sicherheitszentrale: Anmeldungen, Alarme, Vorfälle.',
    description: (moderation) =>
      `Fragen Sie SafeNest in eigenen Worten nach Anmeldungen, Alarmen und Vorfällen. Antworten sagen, worauf sie sich stützen; Alarme kommen als Karten, deren Schaltflächen in Ihrem Namen tun, was auf ihnen steht. ${moderation ? 'Gelesen wird nur, was an SafeNest gerichtet ist, und was in bewachten Kanälen gesagt wird.' : 'Gelesen wird nur, was an SafeNest gerichtet ist.'}`,
    commands: {
      help: 'Was SafeNest kann, und wie man fragt',
      status: 'Ob alles funktioniert',
      oncall: 'Wer Bereitschaft hat, jetzt oder am Wochenende',
      report: 'Die letzten 7 Tage; report INC-17 executive',
      incident: 'Einen Vorfall eröffnen',
      link: 'link ABCD-2345: dieses Konto mit Ihnen als Mitglied verbinden',
    },
    onMessage: {
      incident: {
        title: 'Vorfall aus dieser Nachricht',
        description: 'Füllt einen neuen Vorfall mit der Nachricht und wer sie schrieb',
      },
      timeline: {
        title: 'In den Verlauf aufnehmen',
        description: 'Zitiert die Nachricht im Verlauf eines Vorfalls; noch einmal aufgerufen, nimmt es sie heraus',
      },
    },
  },
  fr: {
    full: (name) => `${name} : le poste de sécurité`,
    short: 'Le poste de sécurité : connexions, alertes et incidents.',
    description: (moderation) =>
      `Interrogez SafeNest avec vos propres mots sur les connexions, les alertes et les incidents. Les réponses disent sur quoi elles reposent ; les alertes arrivent en cartes dont les boutons font ce qu’ils disent, en votre nom. ${moderation ? 'SafeNest ne lit que ce qui lui est adressé et ce qui est dit dans les canaux surveillés.' : 'SafeNest ne lit que ce qui lui est adressé.'}`,
    commands: {
      help: 'Ce que SafeNest sait faire, et comment demander',
      status: 'Si tout fonctionne',
      oncall: 'Qui est de garde, maintenant ou ce week-end',
      report: 'Les 7 derniers jours ; report INC-17 executive',
      incident: 'Ouvrir un incident',
      link: 'link ABCD-2345 : lier ce compte à vous en tant que membre',
    },
    onMessage: {
      incident: {
        title: 'Incident depuis ce message',
        description: 'Remplit un nouvel incident avec le message et son auteur',
      },
      timeline: {
        title: 'Ajouter à la chronologie',
        description: 'Cite le message dans la chronologie d’un incident ; appelé de nouveau, l’en retire',
      },
    },
  },
  es: {
    full: (name) => `${name}: el puesto de seguridad`,
    short: 'El puesto de seguridad: inicios de sesión, alertas e incidentes.',
    description: (moderation) =>
      `Pregunte a SafeNest con sus propias palabras por inicios de sesión, alertas e incidentes. Las respuestas dicen en qué se basan; las alertas llegan como tarjetas cuyos botones hacen lo que dicen, en su nombre. ${moderation ? 'Solo lee lo que se le dice y lo que se dice en los canales vigilados.' : 'Solo lee lo que se le dice.'}`,
    commands: {
      help: 'Qué sabe hacer SafeNest y cómo preguntar',
      status: 'Si todo funciona',
      oncall: 'Quién está de guardia, ahora o este fin de semana',
      report: 'Los últimos 7 días; report INC-17 executive',
      incident: 'Abrir un incidente',
      link: 'link ABCD-2345: vincular esta cuenta con usted como miembro',
    },
    onMessage: {
      incident: {
        title: 'Incidente desde este mensaje',
        description: 'Rellena un incidente nuevo con el mensaje y quién lo escribió',
      },
      timeline: {
        title: 'Añadir a la cronología',
        description: 'Cita el mensaje en la cronología de un incidente; llamado de nuevo, lo quita',
      },
    },
  },
});
