import type { Language } from '../../domain/language.ts';
import { inEveryLanguage } from './catalogue.ts';

/*
 * What was done in SafeNest, as the audit log has it: for whoever asks what somebody did. The log's own page tells every detail; here stands
 * what a thing is called that was done, with what it was done to behind it.
 */

type Said = readonly [en: string, de: string, fr: string, es: string];
const PLACES: Record<Language, number> = { en: 0, de: 1, fr: 2, es: 3 };

/** One action, or with a final dot all that begin so and stand nowhere else. */
const DEEDS: Readonly<Record<string, Said>> = {
  'alert.acknowledge': [
    'acknowledged an alert',
    'einen Alarm bestätigt',
    'a pris acte d’une alerte',
    'confirmó una alerta',
  ],
  'alert.ask_member': [
    'asked a member whether it was them',
    'ein Mitglied gefragt, ob es das war',
    'a demandé à un membre si c’était lui',
    'preguntó a un miembro si fue él',
  ],
  'alert.expect': [
    'called an alert expected',
    'einen Alarm erwartet genannt',
    'a dit une alerte attendue',
    'dijo que una alerta era esperada',
  ],
  'alert.exception_end': [
    'had an alert told again',
    'einen Alarm wieder melden lassen',
    'a fait signaler de nouveau une alerte',
    'hizo avisar de nuevo de una alerta',
  ],
  'alert.false_alarm': [
    'called an alert a false alarm',
    'einen Alarm als Fehlalarm bezeichnet',
    'a dit qu’une alerte était fausse',
    'dijo que una alerta era falsa',
  ],
  'alert.member_answer': [
    'said whether it was them',
    'gesagt, ob sie es waren',
    'a dit si c’était lui',
    'dijo si fue él',
  ],
  'alert.reopen': [
    'opened an alert again',
    'einen Alarm wieder geöffnet',
    'a rouvert une alerte',
    'reabrió una alerta',
  ],
  'alert.resolve': ['resolved an alert', 'einen Alarm erledigt', 'a réglé une alerte', 'resolvió una alerta'],
  'alert.snooze': ['snoozed an alert', 'einen Alarm zurückgestellt', 'a reporté une alerte', 'pospuso una alerta'],
  'alert.': [
    'did something with an alert',
    'etwas an einem Alarm getan',
    'a agi sur une alerte',
    'hizo algo con una alerta',
  ],
  'alerts.pause': ['paused alerts', 'Alarme angehalten', 'a suspendu les alertes', 'pausó las alertas'],
  'alerts.resume': [
    'ended a pause of alerts',
    'eine Alarmpause beendet',
    'a mis fin à une pause des alertes',
    'terminó una pausa de alertas',
  ],
  'incident.open': ['opened an incident', 'einen Vorfall eröffnet', 'a ouvert un incident', 'abrió un incidente'],
  'incident.update': ['changed an incident', 'einen Vorfall geändert', 'a modifié un incident', 'cambió un incidente'],
  'incident.comment': [
    'commented on an incident',
    'einen Vorfall kommentiert',
    'a commenté un incident',
    'comentó un incidente',
  ],
  'incident.task': [
    'changed a task of an incident',
    'eine Aufgabe eines Vorfalls geändert',
    'a modifié une tâche d’un incident',
    'cambió una tarea de un incidente',
  ],
  'incident.people': [
    'changed who takes part in an incident',
    'geändert, wer an einem Vorfall beteiligt ist',
    'a modifié qui participe à un incident',
    'cambió quién participa en un incidente',
  ],
  'incident.undo': [
    'took back a change of an incident',
    'eine Änderung an einem Vorfall zurückgenommen',
    'a annulé un changement d’un incident',
    'deshizo un cambio de un incidente',
  ],
  'incident.report': [
    'wrote a report about an incident',
    'über einen Vorfall berichtet',
    'a rédigé un rapport d’incident',
    'escribió un informe de un incidente',
  ],
  'incident.link': [
    'added alerts to an incident',
    'Alarme zu einem Vorfall genommen',
    'a ajouté des alertes à un incident',
    'añadió alertas a un incidente',
  ],
  'incident.unlink': [
    'took alerts off an incident',
    'Alarme von einem Vorfall gelöst',
    'a retiré des alertes d’un incident',
    'quitó alertas de un incidente',
  ],
  'incident.': [
    'worked on an incident',
    'an einem Vorfall gearbeitet',
    'a travaillé sur un incident',
    'trabajó en un incidente',
  ],
  'rule.create': ['made a rule', 'eine Regel angelegt', 'a créé une règle', 'creó una regla'],
  'rule.update': ['changed a rule', 'eine Regel geändert', 'a modifié une règle', 'cambió una regla'],
  'rule.': [
    'changed the examples of a rule',
    'Beispiele einer Regel geändert',
    'a modifié les exemples d’une règle',
    'cambió los ejemplos de una regla',
  ],
  'proposal.create': ['made a proposal', 'etwas vorgeschlagen', 'a fait une proposition', 'hizo una propuesta'],
  'proposal.approve': [
    'approved a proposal',
    'einen Vorschlag freigegeben',
    'a approuvé une proposition',
    'aprobó una propuesta',
  ],
  'proposal.approve_first': [
    'approved a proposal as the first of two',
    'einen Vorschlag als Erste von zweien freigegeben',
    'a approuvé une proposition, en premier de deux',
    'aprobó una propuesta, primera de dos personas',
  ],
  'proposal.reject': [
    'rejected a proposal',
    'einen Vorschlag abgelehnt',
    'a rejeté une proposition',
    'rechazó una propuesta',
  ],
  'proposal.undo': [
    'took back what a proposal did',
    'zurückgenommen, was ein Vorschlag tat',
    'a annulé l’effet d’une proposition',
    'deshizo lo que hizo una propuesta',
  ],
  'proposal.later': [
    'put off a proposal',
    'einen Vorschlag aufgeschoben',
    'a remis une proposition à plus tard',
    'aplazó una propuesta',
  ],
  'proposal.expire': [
    'a proposal ran out of time',
    'ein Vorschlag lief ab',
    'une proposition a expiré',
    'una propuesta venció',
  ],
  'proposal.supersede': [
    'a proposal was overtaken',
    'ein Vorschlag wurde überholt',
    'une proposition a été dépassée',
    'una propuesta quedó superada',
  ],
  'proposal.': ['changed a proposal', 'einen Vorschlag geändert', 'a modifié une proposition', 'cambió una propuesta'],
  'case.dismiss': ['dismissed a case', 'einen Fall verworfen', 'a classé un cas', 'descartó un caso'],
  'case.reveal': [
    'looked at what a case hides',
    'angesehen, was ein Fall verdeckt',
    'a regardé ce qu’un cas masque',
    'miró lo que un caso oculta',
  ],
  'case.take': ['took a case in hand', 'einen Fall übernommen', 'a pris un cas en main', 'tomó un caso'],
  'case.': ['worked on a case', 'an einem Fall gearbeitet', 'a travaillé sur un cas', 'trabajó en un caso'],
  'moderation.act': ['decided on a case', 'in einem Fall entschieden', 'a décidé d’un cas', 'decidió en un caso'],
  'moderation.by_hand': [
    'said that something was done by hand',
    'gesagt, dass etwas von Hand getan ist',
    'a dit qu’une mesure a été prise à la main',
    'dijo que algo se hizo a mano',
  ],
  'moderation.lift': [
    'took back what moderation did',
    'eine Maßnahme zurückgenommen',
    'a levé une mesure',
    'levantó una medida',
  ],
  'moderation.guard': [
    'changed how a channel is guarded',
    'geändert, wie ein Kanal beobachtet wird',
    'a modifié la surveillance d’un canal',
    'cambió cómo se vigila un canal',
  ],
  'moderation.policy': [
    'set the policy of moderation',
    'die Moderationsregeln gesetzt',
    'a défini la politique de modération',
    'definió la política de moderación',
  ],
  'moderation.': [
    'did something in moderation',
    'etwas in der Moderation getan',
    'a agi en modération',
    'hizo algo en moderación',
  ],
  'appeal.': ['worked on an appeal', 'einen Einspruch bearbeitet', 'a traité un recours', 'trató una apelación'],
  'action.': [
    'did something in moderation',
    'etwas in der Moderation getan',
    'a agi en modération',
    'hizo algo en moderación',
  ],
  'member.add': ['added a member', 'ein Mitglied aufgenommen', 'a ajouté un membre', 'añadió un miembro'],
  'member.change': ['changed a member', 'ein Mitglied geändert', 'a modifié un membre', 'cambió un miembro'],
  'member.': [
    'changed how somebody signs in',
    'geändert, wie sich jemand anmeldet',
    'a modifié comment quelqu’un se connecte',
    'cambió cómo inicia sesión alguien',
  ],
  'person.enrol': ['enrolled a person', 'eine Person eingetragen', 'a inscrit une personne', 'inscribió a una persona'],
  'person.rename': ['named a person', 'eine Person benannt', 'a nommé une personne', 'nombró a una persona'],
  'person.forget': [
    'had a person forgotten',
    'eine Person vergessen lassen',
    'a fait oublier une personne',
    'hizo olvidar a una persona',
  ],
  'person.': ['changed a person', 'an einer Person etwas geändert', 'a modifié une personne', 'cambió una persona'],
  'biometrics.': [
    'changed what people are recognised by',
    'geändert, woran Menschen erkannt werden',
    'a modifié ce qui permet de reconnaître',
    'cambió aquello por lo que se reconoce',
  ],
  'recognition.': [
    'changed how sure recognition is',
    'geändert, wie sicher erkannt wird',
    'a modifié la sûreté de la reconnaissance',
    'cambió la seguridad del reconocimiento',
  ],
  'camera.': ['changed a camera', 'eine Kamera geändert', 'a modifié une caméra', 'cambió una cámara'],
  'cameras.': [
    'changed what cameras may do',
    'geändert, was Kameras dürfen',
    'a modifié ce que peuvent les caméras',
    'cambió lo que pueden las cámaras',
  ],
  'camera_access.': [
    'changed who sees which cameras',
    'geändert, wer welche Kameras sieht',
    'a modifié qui voit quelles caméras',
    'cambió quién ve qué cámaras',
  ],
  'report.': [
    'made a report, or changed when',
    'einen Bericht gemacht oder seinen Zeitpunkt geändert',
    'a fait un rapport ou changé sa date',
    'hizo un informe o cambió su momento',
  ],
  'retention.': [
    'changed how long what is kept',
    'geändert, wie lange was aufbewahrt wird',
    'a modifié les durées de conservation',
    'cambió cuánto se guarda cada cosa',
  ],
  'on_call.': [
    'changed who is on call',
    'den Bereitschaftsplan geändert',
    'a modifié l’astreinte',
    'cambió quién está de guardia',
  ],
  'key.': [
    'made or revoked an API key',
    'einen API-Schlüssel angelegt oder entzogen',
    'a créé ou révoqué une clé d’API',
    'creó o revocó una clave de API',
  ],
  'logs.': ['imported a log', 'ein Protokoll eingelesen', 'a importé un journal', 'importó un registro'],
  'login.judge': [
    'judged an unusual login',
    'eine ungewöhnliche Anmeldung beurteilt',
    'a jugé une connexion inhabituelle',
    'juzgó un inicio inusual',
  ],
  'lexicon.': [
    'changed the words of moderation',
    'Wörter der Moderation geändert',
    'a modifié les mots de modération',
    'cambió las palabras de moderación',
  ],
  'block_list.': [
    'changed a block list',
    'eine Sperrliste geändert',
    'a modifié une liste de blocage',
    'cambió una lista de bloqueo',
  ],
  'chat_channel.': [
    'changed what a channel is told of',
    'geändert, was ein Kanal erfährt',
    'a modifié ce qu’un canal apprend',
    'cambió lo que se dice en un canal',
  ],
  'chat_app.': ['changed a chat bot', 'einen Chatbot geändert', 'a modifié un robot de chat', 'cambió un bot de chat'],
  'chat_workspace.': [
    'changed a connected workspace',
    'einen verbundenen Arbeitsbereich geändert',
    'a modifié un espace relié',
    'cambió un espacio conectado',
  ],
  'delivery.': [
    'changed where alerts are sent',
    'geändert, wohin Alarme gehen',
    'a modifié où vont les alertes',
    'cambió adónde van las alertas',
  ],
  'alert_policy.': [
    'changed who is told again',
    'geändert, wer erneut erfährt',
    'a modifié qui est relancé',
    'cambió a quién se vuelve a avisar',
  ],
  'backup.': [
    'made or restored a backup',
    'eine Sicherung gemacht oder eingespielt',
    'a fait ou rétabli une sauvegarde',
    'hizo o restauró una copia',
  ],
  'job.': [
    'retried or dropped a failed job',
    'einen fehlgeschlagenen Auftrag wiederholt oder verworfen',
    'a relancé ou abandonné une tâche échouée',
    'reintentó o descartó un trabajo fallido',
  ],
  'push.': [
    'changed the notifications of a browser',
    'Browser-Benachrichtigungen geändert',
    'a modifié les notifications d’un navigateur',
    'cambió las notificaciones de un navegador',
  ],
  'organisation.create': [
    'made the organisation',
    'die Organisation angelegt',
    'a créé l’organisation',
    'creó la organización',
  ],
};
const OTHER: Said = ['changed a setting', 'eine Einstellung geändert', 'a modifié un réglage', 'cambió un ajuste'];

/** What was done, as one says it of somebody: “acknowledged an alert”. */
export function deedText(action: string, language: Language): string {
  const noun = `${action.split('.')[0]}.`;
  return (DEEDS[action] ?? DEEDS[noun] ?? OTHER)[PLACES[language]]!;
}

interface DeedWords {
  /** How much one member did; `when` with its brackets. */
  byOne: (name: string, count: number, when: string) => string;
  /** How much was done by all, or to a thing. */
  byAll: (count: number, when: string, people: string) => string;
  ofThing: (ref: string, count: number, when: string, people: string) => string;
  none: (who: string | null, ref: string | null, when: string) => string;
  /** Signing in and questions are none of these. */
  notCounted: string;
  more: (count: number) => string;
  /** Where all of it stands; `href` leads to the page narrowed to it. */
  all: (href: string) => string;
  itself: string;
}

export const deedWords = inEveryLanguage<DeedWords>({
  en: {
    byOne: (name, count, when) => `${count} ${count === 1 ? 'thing' : 'things'} done by ${name} in SafeNest${when}.`,
    byAll: (count, when, people) =>
      `${count} ${count === 1 ? 'thing was' : 'things were'} done in SafeNest${when}: ${people}.`,
    ofThing: (ref, count, when, people) =>
      `${count} ${count === 1 ? 'entry' : 'entries'} about [${ref}] in the audit log${when}: ${people}.`,
    none: (who, ref, when) =>
      `Nothing${who ? ` by ${who}` : ''}${ref ? ` about ${ref}` : ''} stands in the audit log${when}.`,
    notCounted: 'Signing in and asking questions are not counted.',
    more: (count) => `… and ${count} more.`,
    all: (href) => `All of it: [audit log](${href})`,
    itself: 'SafeNest itself',
  },
  de: {
    byOne: (name, count, when) => `${count} Mal hat ${name} in SafeNest etwas getan${when}.`,
    byAll: (count, when, people) => `${count} Mal wurde in SafeNest etwas getan${when}: ${people}.`,
    ofThing: (ref, count, when, people) =>
      `${count} ${count === 1 ? 'Eintrag' : 'Einträge'} zu [${ref}] im Prüfprotokoll${when}: ${people}.`,
    none: (who, ref, when) =>
      `${who ? `Von ${who}` : 'Darüber'}${ref ? ` zu ${ref}` : ''} steht nichts im Prüfprotokoll${when}.`,
    notCounted: 'Anmeldungen und Fragen sind nicht gezählt.',
    more: (count) => `… und ${count} weitere.`,
    all: (href) => `Alles davon: [Prüfprotokoll](${href})`,
    itself: 'SafeNest selbst',
  },
  fr: {
    byOne: (name, count, when) => `${count} ${count === 1 ? 'action' : 'actions'} de ${name} dans SafeNest${when}.`,
    byAll: (count, when, people) => `${count} ${count === 1 ? 'action' : 'actions'} dans SafeNest${when} : ${people}.`,
    ofThing: (ref, count, when, people) =>
      `${count} ${count === 1 ? 'entrée' : 'entrées'} sur [${ref}] dans le journal d’audit${when} : ${people}.`,
    none: (who, ref, when) =>
      `Rien${who ? ` de ${who}` : ''}${ref ? ` sur ${ref}` : ''} ne figure dans le journal d’audit${when}.`,
    notCounted: 'Les connexions et les questions ne sont pas comptées.',
    more: (count) => `… et ${count} de plus.`,
    all: (href) => `Tout y figure : [journal d’audit](${href})`,
    itself: 'SafeNest lui-même',
  },
  es: {
    byOne: (name, count, when) => `${count} ${count === 1 ? 'acción' : 'acciones'} de ${name} en SafeNest${when}.`,
    byAll: (count, when, people) => `${count} ${count === 1 ? 'acción' : 'acciones'} en SafeNest${when}: ${people}.`,
    ofThing: (ref, count, when, people) =>
      `${count} ${count === 1 ? 'entrada' : 'entradas'} sobre [${ref}] en el registro de auditoría${when}: ${people}.`,
    none: (who, ref, when) =>
      `Nada${who ? ` de ${who}` : ''}${ref ? ` sobre ${ref}` : ''} consta en el registro de auditoría${when}.`,
    notCounted: 'Los inicios de sesión y las preguntas no se cuentan.',
    more: (count) => `… y ${count} más.`,
    all: (href) => `Todo está en el [registro de auditoría](${href})`,
    itself: 'SafeNest mismo',
  },
});
