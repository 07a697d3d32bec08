import type { IncidentStatus } from '../../domain/incident.ts';
import type { Severity } from '../../domain/severity.ts';
import { inEveryLanguage } from './catalogue.ts';
import { minutesText, terms } from './terms.ts';

interface RoomWords {
  label: string;
  opening: (where: string) => string;
  open: (name: string, where: string) => string;
  closing: (name: string, where: string, at: string) => string;
  archived: (name: string, where: string) => string;
  failed: (where: string) => string;
  gone: (name: string, where: string) => string;
  openOne: string;
  go: string;
  join: string;
  /** Said in the room before it is archived. */
  ends: (ref: string, status: 'closed' | 'withdrawn', minutes: number) => string;
  /** The same of a thread that no app can lock. */
  over: (ref: string, status: 'closed' | 'withdrawn') => string;
  /** What it is about, and how bad and how far that is. */
  topic: (of: { ref: string; title: string; severity: Severity; status: IncidentStatus }) => string;
  changes: { open: string; join: string };
  /** To whoever asks to close one. */
  endsWith: string;
  /** In the thread of the incident's card. */
  story: { open: (name: string) => string; failed: string; gone: string };
}

/** An incident's own room. */
export const roomWords = inEveryLanguage<RoomWords>({
  en: {
    label: 'Room',
    opening: (where) => `being opened in ${where}`,
    open: (name, where) => `${name} (${where})`,
    closing: (name, where, at) => `${name} (${where}), is archived ${at}`,
    archived: (name, where) => `${name} (${where}), archived`,
    failed: (where) => `could not be opened in ${where}.`,
    gone: (name, where) => `${name} is gone from ${where}.`,
    openOne: 'Open a room',
    go: 'Go to the room',
    join: 'Join the room',
    ends: (ref, status, minutes) =>
      `${ref} is ${status}. This room is archived in ${minutesText(minutes, 'en')}; reopen ${ref} to keep it. Nothing said here is lost.`,
    over: (ref, status) => `${ref} is ${status}. This thread stays as it is: Teams lets no app lock it.`,
    topic: ({ ref, title, severity, status }) =>
      `${ref}: ${title} · ${terms.en.severity[severity]} · ${terms.en.incidentStatus[status]}`,
    changes: { open: 'its room is being opened', join: 'you are let into its room' },
    endsWith:
      'A room ends with its incident: close that, and its room is archived ten minutes later. I changed nothing.',
    story: {
      open: (name) => `It has a room of its own now: ${name}`,
      failed: 'Its room could not be opened',
      gone: 'Its room is gone',
    },
  },
  de: {
    label: 'Raum',
    opening: (where) => `wird in ${where} eröffnet`,
    open: (name, where) => `${name} (${where})`,
    closing: (name, where, at) => `${name} (${where}), wird ${at} archiviert`,
    archived: (name, where) => `${name} (${where}), archiviert`,
    failed: (where) => `konnte in ${where} nicht eröffnet werden.`,
    gone: (name, where) => `${name} gibt es in ${where} nicht mehr.`,
    openOne: 'Raum eröffnen',
    go: 'Zum Raum',
    join: 'Raum beitreten',
    ends: (ref, status, minutes) =>
      `${ref} ist ${status === 'closed' ? 'geschlossen' : 'zurückgezogen'}. Dieser Raum wird in ${minutesText(minutes, 'de')} archiviert; öffnen Sie ${ref} wieder, um ihn zu behalten. Nichts davon geht verloren.`,
    over: (ref, status) =>
      `${ref} ist ${status === 'closed' ? 'geschlossen' : 'zurückgezogen'}. Dieser Thread bleibt, wie er ist: Teams lässt ihn von keiner App sperren.`,
    topic: ({ ref, title, severity, status }) =>
      `${ref}: ${title} · ${terms.de.severity[severity]} · ${terms.de.incidentStatus[status]}`,
    changes: { open: 'sein Raum wird eröffnet', join: 'Sie werden in seinen Raum eingelassen' },
    endsWith:
      'Ein Raum endet mit seinem Vorfall: Schließen Sie den, dann wird der Raum zehn Minuten später archiviert. Ich habe nichts geändert.',
    story: {
      open: (name) => `Es gibt jetzt einen eigenen Raum: ${name}`,
      failed: 'Sein Raum konnte nicht eröffnet werden',
      gone: 'Sein Raum ist nicht mehr da',
    },
  },
  fr: {
    label: 'Salle',
    opening: (where) => `en cours d’ouverture dans ${where}`,
    open: (name, where) => `${name} (${where})`,
    closing: (name, where, at) => `${name} (${where}), archivée ${at}`,
    archived: (name, where) => `${name} (${where}), archivée`,
    failed: (where) => `n’a pas pu être ouverte dans ${where}.`,
    gone: (name, where) => `${name} n’existe plus dans ${where}.`,
    openOne: 'Ouvrir une salle',
    go: 'Aller à la salle',
    join: 'Rejoindre la salle',
    ends: (ref, status, minutes) =>
      `${ref} est ${status === 'closed' ? 'clos' : 'retiré'}. Cette salle sera archivée dans ${minutesText(minutes, 'fr')} ; rouvrez ${ref} pour la garder. Rien de ce qui s’y est dit n’est perdu.`,
    over: (ref, status) =>
      `${ref} est ${status === 'closed' ? 'clos' : 'retiré'}. Ce fil reste tel quel : Teams ne permet à aucune application de le verrouiller.`,
    topic: ({ ref, title, severity, status }) =>
      `${ref} : ${title} · ${terms.fr.severity[severity]} · ${terms.fr.incidentStatus[status]}`,
    changes: { open: 'sa salle est en cours d’ouverture', join: 'vous allez entrer dans sa salle' },
    endsWith:
      'Une salle se termine avec son incident : fermez-le, et la salle est archivée dix minutes plus tard. Je n’ai rien changé.',
    story: {
      open: (name) => `Il a maintenant sa propre salle : ${name}`,
      failed: 'Sa salle n’a pas pu être ouverte',
      gone: 'Sa salle n’existe plus',
    },
  },
  es: {
    label: 'Sala',
    opening: (where) => `se está abriendo en ${where}`,
    open: (name, where) => `${name} (${where})`,
    closing: (name, where, at) => `${name} (${where}), se archiva ${at}`,
    archived: (name, where) => `${name} (${where}), archivada`,
    failed: (where) => `no se pudo abrir en ${where}.`,
    gone: (name, where) => `${name} ya no existe en ${where}.`,
    openOne: 'Abrir una sala',
    go: 'Ir a la sala',
    join: 'Entrar en la sala',
    ends: (ref, status, minutes) =>
      `${ref} está ${status === 'closed' ? 'cerrado' : 'retirado'}. Esta sala se archiva en ${minutesText(minutes, 'es')}; reabra ${ref} para conservarla. Nada de lo dicho aquí se pierde.`,
    over: (ref, status) =>
      `${ref} está ${status === 'closed' ? 'cerrado' : 'retirado'}. Este hilo se queda como está: Teams no deja que ninguna aplicación lo bloquee.`,
    topic: ({ ref, title, severity, status }) =>
      `${ref}: ${title} · ${terms.es.severity[severity]} · ${terms.es.incidentStatus[status]}`,
    changes: { open: 'se está abriendo su sala', join: 'entra usted en su sala' },
    endsWith:
      'Una sala termina con su incidente: ciérrelo y la sala se archiva diez minutos después. No he cambiado nada.',
    story: {
      open: (name) => `Ahora tiene su propia sala: ${name}`,
      failed: 'No se pudo abrir su sala',
      gone: 'Su sala ya no existe',
    },
  },
});
