import type { Language } from '../../domain/language.ts';
import type { Severity } from '../../domain/severity.ts';
import { inEveryLanguage } from './catalogue.ts';

interface TicketWords {
  /** Of the fact on a card. */
  label: string;
  waiting: string;
  linked: (key: string, status: string | null) => string;
  failed: string;
  gone: (key: string) => string;
  create: string;
  go: (key: string) => string;
  unlink: string;
  /** Before it is unlinked. */
  sure: (key: string) => string;
  /** What was changed, in an answer. */
  changes: { created: string; unlinked: string };
  /** What is told to whoever asks which one it is, and how it stands. */
  answers: {
    is: (ref: string, key: string, status: string | null) => string;
    done: (ref: string, key: string, status: string | null) => string;
    notDone: (ref: string, key: string, status: string | null) => string;
    waits: (ref: string) => string;
    failed: (ref: string) => string;
    gone: (ref: string, key: string) => string;
    none: (ref: string) => string;
    nextCreate: (ref: string) => string;
  };
  /** To whoever pressed a button: what it came to. */
  told: {
    creating: (ref: string) => string;
    hasOne: (ref: string, key: string | null) => string;
    unlinked: (ref: string, key: string | null) => string;
  };
  /** Why it did not. */
  objections: {
    notConnected: string;
    withdrawn: (ref: string) => string;
    noTicket: (ref: string) => string;
  };
  /** Lines of a timeline, as they are stored in English. */
  lines: {
    made: (key: string) => string;
    unlinked: (key: string) => string;
    done: (what: string) => string;
    reopened: (what: string) => string;
    gone: (key: string) => string;
  };
  /** In the ticket itself. */
  inside: {
    severity: (severity: Severity) => string;
    opened: (at: string, by: string) => string;
    lead: (who: string) => string;
    alerts: (refs: string) => string;
    link: (url: string) => string;
    byHand: string;
  };
}

/** An incident's ticket in the organisation's issue tracker. */
export const ticketWords = inEveryLanguage<TicketWords>({
  en: {
    label: 'Ticket',
    waiting: 'being created',
    linked: (key, status) => (status ? `${key} (${status})` : key),
    failed: 'could not be created.',
    gone: (key) => `${key} was deleted there, or may not be seen any more`,
    create: 'Create a ticket',
    go: (key) => `Open ${key}`,
    unlink: 'Unlink the ticket',
    sure: (key) => `Unlink ${key}? It stays as it is there; nothing more is told to it. This can be undone.`,
    changes: { created: 'its ticket is being created', unlinked: 'its ticket is unlinked' },
    answers: {
      is: (ref, key, status) => `The ticket of [${ref}] is ${key}${status ? ` (${status})` : ''}.`,
      done: (ref, key, status) => `Yes: ${key}, the ticket of [${ref}], is done${status ? ` (${status})` : ''}.`,
      notDone: (ref, key, status) => `No: ${key}, the ticket of [${ref}], is not done${status ? ` (${status})` : ''}.`,
      waits: (ref) => `The ticket of [${ref}] is being created; it has no key yet.`,
      failed: (ref) => `The ticket of [${ref}] could not be created.`,
      gone: (ref, key) => `${key}, the ticket of [${ref}], was deleted there, or may not be seen any more.`,
      none: (ref) => `[${ref}] has no ticket.`,
      nextCreate: (ref) => `“Create a ticket for ${ref}” makes one.`,
    },
    told: {
      creating: (ref) => `A ticket for ${ref} is being created.`,
      hasOne: (ref, key) =>
        key ? `${ref} has a ticket already: ${key}.` : `A ticket for ${ref} is being created already.`,
      unlinked: (ref, key) => `${key ?? 'The ticket'} is unlinked from ${ref}. Undo links it again.`,
    },
    objections: {
      notConnected: 'Incidents have no tickets here: an admin connects Jira, on the Tickets page of the console.',
      withdrawn: (ref) => `${ref} is withdrawn: reopen it first, then create a ticket for it.`,
      noTicket: (ref) => `${ref} has no ticket that could be unlinked.`,
    },
    lines: {
      made: (key) => `Ticket: ${key}`,
      unlinked: (key) => `Ticket unlinked: ${key}`,
      done: (what) => `Ticket done: ${what}`,
      reopened: (what) => `Ticket reopened: ${what}`,
      gone: (key) => `Ticket not found any more: ${key}`,
    },
    inside: {
      severity: (severity) => `Severity: ${severity}`,
      opened: (at, by) => `Opened: ${at}, by ${by}`,
      lead: (who) => `Commander: ${who}`,
      alerts: (refs) => `Alerts: ${refs}`,
      link: (url) => `In SafeNest: ${url}`,
      byHand: 'Changes of the incident are told here by SafeNest.',
    },
  },
  de: {
    label: 'Ticket',
    waiting: 'wird angelegt',
    linked: (key, status) => (status ? `${key} (${status})` : key),
    failed: 'konnte nicht angelegt werden.',
    gone: (key) => `${key} wurde dort gelöscht oder ist nicht mehr zu sehen`,
    create: 'Ticket anlegen',
    go: (key) => `${key} öffnen`,
    unlink: 'Ticket lösen',
    sure: (key) =>
      `${key} lösen? Dort bleibt es, wie es ist; es erfährt nur nichts mehr. Das kann rückgängig gemacht werden.`,
    changes: { created: 'sein Ticket wird angelegt', unlinked: 'sein Ticket ist gelöst' },
    answers: {
      is: (ref, key, status) => `Das Ticket von [${ref}] ist ${key}${status ? ` (${status})` : ''}.`,
      done: (ref, key, status) => `Ja: ${key}, das Ticket von [${ref}], ist erledigt${status ? ` (${status})` : ''}.`,
      notDone: (ref, key, status) =>
        `Nein: ${key}, das Ticket von [${ref}], ist nicht erledigt${status ? ` (${status})` : ''}.`,
      waits: (ref) => `Das Ticket von [${ref}] wird gerade angelegt; es hat noch keinen Schlüssel.`,
      failed: (ref) => `Das Ticket von [${ref}] konnte nicht angelegt werden.`,
      gone: (ref, key) => `${key}, das Ticket von [${ref}], wurde dort gelöscht oder ist nicht mehr zu sehen.`,
      none: (ref) => `[${ref}] hat kein Ticket.`,
      nextCreate: (ref) => `„Lege ein Ticket für ${ref} an“ legt eines an.`,
    },
    told: {
      creating: (ref) => `Ein Ticket für ${ref} wird angelegt.`,
      hasOne: (ref, key) =>
        key ? `${ref} hat schon ein Ticket: ${key}.` : `Ein Ticket für ${ref} wird schon angelegt.`,
      unlinked: (ref, key) => `${key ?? 'Das Ticket'} ist von ${ref} gelöst. Rückgängig verbindet es wieder.`,
    },
    objections: {
      notConnected: 'Vorfälle haben hier keine Tickets: Ein Admin verbindet Jira, auf der Seite „Tickets“ der Konsole.',
      withdrawn: (ref) => `${ref} ist zurückgezogen: erst wieder öffnen, dann ein Ticket anlegen.`,
      noTicket: (ref) => `${ref} hat kein Ticket, das gelöst werden könnte.`,
    },
    lines: {
      made: (key) => `Ticket: ${key}`,
      unlinked: (key) => `Ticket gelöst: ${key}`,
      done: (what) => `Ticket erledigt: ${what}`,
      reopened: (what) => `Ticket wieder offen: ${what}`,
      gone: (key) => `Ticket nicht mehr gefunden: ${key}`,
    },
    inside: {
      severity: (severity) =>
        `Schwere: ${{ low: 'niedrig', medium: 'mittel', high: 'hoch', critical: 'kritisch' }[severity]}`,
      opened: (at, by) => `Eröffnet: ${at}, von ${by}`,
      lead: (who) => `Leitung: ${who}`,
      alerts: (refs) => `Alarme: ${refs}`,
      link: (url) => `In SafeNest: ${url}`,
      byHand: 'Was sich am Vorfall ändert, schreibt SafeNest hierher.',
    },
  },
  fr: {
    label: 'Ticket',
    waiting: 'en cours de création',
    linked: (key, status) => (status ? `${key} (${status})` : key),
    failed: 'n’a pas pu être créé.',
    gone: (key) => `${key} y a été supprimé, ou n’est plus visible`,
    create: 'Créer un ticket',
    go: (key) => `Ouvrir ${key}`,
    unlink: 'Détacher le ticket',
    sure: (key) => `Détacher ${key} ? Il y reste tel quel, mais n’apprend plus rien. Cela peut être annulé.`,
    changes: { created: 'son ticket est en cours de création', unlinked: 'son ticket est détaché' },
    answers: {
      is: (ref, key, status) => `Le ticket de [${ref}] est ${key}${status ? ` (${status})` : ''}.`,
      done: (ref, key, status) => `Oui : ${key}, le ticket de [${ref}], est terminé${status ? ` (${status})` : ''}.`,
      notDone: (ref, key, status) =>
        `Non : ${key}, le ticket de [${ref}], n’est pas terminé${status ? ` (${status})` : ''}.`,
      waits: (ref) => `Le ticket de [${ref}] est en cours de création ; il n’a pas encore de clé.`,
      failed: (ref) => `Le ticket de [${ref}] n’a pas pu être créé.`,
      gone: (ref, key) => `${key}, le ticket de [${ref}], y a été supprimé, ou n’est plus visible.`,
      none: (ref) => `[${ref}] n’a pas de ticket.`,
      nextCreate: (ref) => `« Crée un ticket pour ${ref} » en crée un.`,
    },
    told: {
      creating: (ref) => `Un ticket pour ${ref} est en cours de création.`,
      hasOne: (ref, key) =>
        key ? `${ref} a déjà un ticket : ${key}.` : `Un ticket pour ${ref} est déjà en cours de création.`,
      unlinked: (ref, key) => `${key ?? 'Le ticket'} est détaché de ${ref}. Annuler le rattache.`,
    },
    objections: {
      notConnected:
        'Les incidents n’ont pas de tickets ici : un administrateur connecte Jira, sur la page « Tickets » de la console.',
      withdrawn: (ref) => `${ref} est retiré : rouvrez-le d’abord, puis créez un ticket.`,
      noTicket: (ref) => `${ref} n’a pas de ticket à détacher.`,
    },
    lines: {
      made: (key) => `Ticket : ${key}`,
      unlinked: (key) => `Ticket détaché : ${key}`,
      done: (what) => `Ticket terminé : ${what}`,
      reopened: (what) => `Ticket rouvert : ${what}`,
      gone: (key) => `Ticket introuvable désormais : ${key}`,
    },
    inside: {
      severity: (severity) =>
        `Gravité : ${{ low: 'faible', medium: 'moyenne', high: 'élevée', critical: 'critique' }[severity]}`,
      opened: (at, by) => `Ouvert : ${at}, par ${by}`,
      lead: (who) => `Responsable : ${who}`,
      alerts: (refs) => `Alertes : ${refs}`,
      link: (url) => `Dans SafeNest : ${url}`,
      byHand: 'SafeNest écrit ici ce qui change dans l’incident.',
    },
  },
  es: {
    label: 'Tique',
    waiting: 'se está creando',
    linked: (key, status) => (status ? `${key} (${status})` : key),
    failed: 'no se pudo crear.',
    gone: (key) => `${key} se eliminó allí, o ya no se puede ver`,
    create: 'Crear un tique',
    go: (key) => `Abrir ${key}`,
    unlink: 'Desvincular el tique',
    sure: (key) => `¿Desvincular ${key}? Allí queda como está, pero ya no se le cuenta nada. Esto se puede deshacer.`,
    changes: { created: 'se está creando su tique', unlinked: 'su tique queda desvinculado' },
    answers: {
      is: (ref, key, status) => `El tique de [${ref}] es ${key}${status ? ` (${status})` : ''}.`,
      done: (ref, key, status) => `Sí: ${key}, el tique de [${ref}], está terminado${status ? ` (${status})` : ''}.`,
      notDone: (ref, key, status) =>
        `No: ${key}, el tique de [${ref}], no está terminado${status ? ` (${status})` : ''}.`,
      waits: (ref) => `El tique de [${ref}] se está creando; aún no tiene clave.`,
      failed: (ref) => `El tique de [${ref}] no se pudo crear.`,
      gone: (ref, key) => `${key}, el tique de [${ref}], se eliminó allí, o ya no se puede ver.`,
      none: (ref) => `[${ref}] no tiene tique.`,
      nextCreate: (ref) => `«Crea un tique para ${ref}» crea uno.`,
    },
    told: {
      creating: (ref) => `Se está creando un tique para ${ref}.`,
      hasOne: (ref, key) => (key ? `${ref} ya tiene un tique: ${key}.` : `Ya se está creando un tique para ${ref}.`),
      unlinked: (ref, key) => `${key ?? 'El tique'} queda desvinculado de ${ref}. Deshacer lo vincula de nuevo.`,
    },
    objections: {
      notConnected:
        'Aquí los incidentes no tienen tiques: un administrador conecta Jira, en la página «Tickets» de la consola.',
      withdrawn: (ref) => `${ref} está retirado: reábralo primero y luego cree un tique.`,
      noTicket: (ref) => `${ref} no tiene ningún tique que desvincular.`,
    },
    lines: {
      made: (key) => `Tique: ${key}`,
      unlinked: (key) => `Tique desvinculado: ${key}`,
      done: (what) => `Tique terminado: ${what}`,
      reopened: (what) => `Tique reabierto: ${what}`,
      gone: (key) => `El tique ya no se encuentra: ${key}`,
    },
    inside: {
      severity: (severity) =>
        `Gravedad: ${{ low: 'baja', medium: 'media', high: 'alta', critical: 'crítica' }[severity]}`,
      opened: (at, by) => `Abierto: ${at}, por ${by}`,
      lead: (who) => `Responsable: ${who}`,
      alerts: (refs) => `Alertas: ${refs}`,
      link: (url) => `En SafeNest: ${url}`,
      byHand: 'SafeNest escribe aquí lo que cambia en el incidente.',
    },
  },
});

const LINES: readonly [string, keyof TicketWords['lines']][] = [
  ['Ticket: ', 'made'],
  ['Ticket unlinked: ', 'unlinked'],
  ['Ticket done: ', 'done'],
  ['Ticket reopened: ', 'reopened'],
  ['Ticket not found any more: ', 'gone'],
];

/** A line of a timeline about a ticket, in a language; null where it is about something else. */
export function ticketLine(text: string, language: Language): string | null {
  const found = LINES.find(([begins]) => text.startsWith(begins));
  return found ? ticketWords[language].lines[found[1]](text.slice(found[0].length)) : null;
}
