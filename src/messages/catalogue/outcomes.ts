import type { AlertStatus } from '../../domain/alert.ts';
import type { IncidentStatus } from '../../domain/incident.ts';
import { inEveryLanguage } from './catalogue.ts';
import { terms } from './terms.ts';

/** Who did something, and when, where that is known. */
type By = { who: string; at: string } | null;

interface OutcomeWords {
  /** Of incidents: what a press or a form came to. */
  opened: (ref: string, from: string | null) => string;
  yours: (ref: string, before: string | null) => string;
  yoursAlready: (ref: string) => string;
  closed: (ref: string) => string;
  over: (ref: string, status: IncidentStatus, by: By) => string;
  isAlready: (ref: string, status: IncidentStatus) => string;
  openAgain: (ref: string, status: IncidentStatus) => string;
  undone: (what: string) => string;
  withdrawn: (ref: string) => string;
  commented: (ref: string) => string;
  saved: (ref: string, changed: boolean) => string;
  taskAdded: (number: number, ref: string) => string;
  taskDone: (number: number, ref: string) => string;
  taskDoneAlready: (number: number, by: string | null) => string;
  roomOpening: (ref: string, name: string) => string;
  hasRoom: (ref: string, name: string) => string;
  letIn: (name: string) => string;
  isIn: (name: string) => string;
  /** Of alerts. */
  alertIs: (ref: string, status: AlertStatus) => string;
  alertIsAlready: (ref: string, status: AlertStatus, by: string | null) => string;
  alertYours: (ref: string) => string;
  nobodyAsks: (ref: string) => string;
  told: (ref: string, status: AlertStatus, held: number) => string;
  toldAlready: (ref: string) => string;
  asked: (who: string, inChat: boolean) => string;
  askedAlready: (who: string, ref: string) => string;
  belongs: (ref: string, incident: string) => string;
  attached: (ref: string, incident: string) => string;
  detached: (ref: string, incident: string) => string;
  notPart: (ref: string, incident: string, now: string | null) => string;
  snoozed: (ref: string, until: string) => string;
  expected: (what: string, until: string) => string;
}

const { en, de, fr, es } = terms;

/** What a button or a form of an incident or an alert came to, told to whoever pressed it. */
export const outcomeWords = inEveryLanguage<OutcomeWords>({
  en: {
    opened: (ref, from) => (from ? `Opened ${ref} from ${from}.` : `Opened ${ref}.`),
    yours: (ref, before) => (before ? `${ref} is now yours; it was with ${before}.` : `${ref} is now yours.`),
    yoursAlready: (ref) => `${ref} is yours already.`,
    closed: (ref) => `Closed ${ref}.`,
    over: (ref, status, by) => `${ref} was ${en.incidentStatus[status]}${by ? ` by ${by.who} on ${by.at}` : ''}.`,
    isAlready: (ref, status) => `${ref} is ${en.incidentStatus[status]} already.`,
    openAgain: (ref, status) =>
      status === 'open'
        ? `${ref} is open again.`
        : `${ref} is open again: ${en.incidentStatus[status]}, as it was before it was closed.`,
    undone: (what) => `Undone: ${what}.`,
    withdrawn: (ref) => `${ref} is withdrawn; its alerts are free again.`,
    commented: (ref) => `Commented on ${ref}.`,
    saved: (ref, changed) => (changed ? `${ref} is saved.` : `${ref} was so already.`),
    taskAdded: (number, ref) => `Task ${number} is added to ${ref}.`,
    taskDone: (number, ref) => `Task ${number} of ${ref} is done.`,
    taskDoneAlready: (number, by) => `Task ${number} is done already${by ? ` (${by})` : ''}.`,
    roomOpening: (ref, name) => `A room for ${ref} is being opened: ${name}.`,
    hasRoom: (ref, name) => `${ref} has a room already: ${name}.`,
    letIn: (name) => `You are let into ${name} in a moment.`,
    isIn: (name) => `You are in ${name} already.`,
    alertIs: (ref, status) => `${ref} is now ${en.alertStatus[status]}.`,
    alertIsAlready: (ref, status, by) => `${ref} is ${en.alertStatus[status]} already${by ? ` (${by})` : ''}.`,
    alertYours: (ref) => `${ref} is yours.`,
    nobodyAsks: (ref) => `${ref} is acknowledged, and nobody asks about it.`,
    told: (ref, status, held) =>
      `${ref} is told again; it is ${en.alertStatus[status]}.${held === 0 ? '' : ` ${held} ${held === 1 ? 'event was' : 'events were'} not told meanwhile.`}`,
    toldAlready: (ref) => `${ref} is told already; nothing of it is held back.`,
    asked: (who, inChat) =>
      inChat
        ? `${who} is asked whether it was them, in a direct message.`
        : `${who} is asked whether it was them, on their desk in the console: they have linked no chat account.`,
    askedAlready: (who, ref) => `${who} was asked about ${ref} already.`,
    belongs: (ref, incident) => `${ref} belongs to ${incident} already.`,
    attached: (ref, incident) => `${ref} is added to ${incident}.`,
    detached: (ref, incident) => `${ref} is taken off ${incident}.`,
    notPart: (ref, incident, now) =>
      `${ref} is not part of ${incident} any more; ${now ? `it belongs to ${now}` : 'it belongs to none'}.`,
    snoozed: (ref, until) => `${ref} is snoozed until ${until}. It is told if it gets worse.`,
    expected: (what, until) => `No more alerts about ${what} until ${until}; the events are counted.`,
  },
  de: {
    opened: (ref, from) => (from ? `${ref} ist aus ${from} eröffnet.` : `${ref} ist eröffnet.`),
    yours: (ref, before) =>
      before ? `${ref} liegt jetzt bei Ihnen; vorher bei ${before}.` : `${ref} liegt jetzt bei Ihnen.`,
    yoursAlready: (ref) => `${ref} liegt schon bei Ihnen.`,
    closed: (ref) => `${ref} ist geschlossen.`,
    over: (ref, status, by) => `${ref} ist ${de.incidentStatus[status]}${by ? ` (${by.who}, ${by.at})` : ''}.`,
    isAlready: (ref, status) => `${ref} ist schon ${de.incidentStatus[status]}.`,
    openAgain: (ref, status) =>
      status === 'open'
        ? `${ref} ist wieder offen.`
        : `${ref} ist wieder ${de.incidentStatus[status]}, wie vor dem Schließen.`,
    undone: (what) => `Zurückgenommen: ${what}.`,
    withdrawn: (ref) => `${ref} ist zurückgezogen; die Alarme sind wieder frei.`,
    commented: (ref) => `Der Kommentar steht bei ${ref}.`,
    saved: (ref, changed) => (changed ? `${ref} ist gespeichert.` : `Bei ${ref} war es schon so.`),
    taskAdded: (number, ref) => `Aufgabe ${number} ist bei ${ref} angelegt.`,
    taskDone: (number, ref) => `Aufgabe ${number} von ${ref} ist erledigt.`,
    taskDoneAlready: (number, by) => `Aufgabe ${number} ist schon erledigt${by ? ` (${by})` : ''}.`,
    roomOpening: (ref, name) => `Ein Raum für ${ref} wird eröffnet: ${name}.`,
    hasRoom: (ref, name) => `${ref} hat schon einen Raum: ${name}.`,
    letIn: (name) => `Sie werden gleich in ${name} eingelassen.`,
    isIn: (name) => `Sie sind schon in ${name}.`,
    alertIs: (ref, status) => `${ref} steht jetzt auf „${de.alertStatus[status]}“.`,
    alertIsAlready: (ref, status, by) => `${ref} steht schon auf „${de.alertStatus[status]}“${by ? ` (${by})` : ''}.`,
    alertYours: (ref) => `${ref} liegt bei Ihnen.`,
    nobodyAsks: (ref) => `${ref} ist bestätigt, und niemand fragt danach.`,
    told: (ref, status, held) =>
      `${ref} wird wieder gemeldet und steht auf „${de.alertStatus[status]}“.${held === 0 ? '' : ` ${held} ${held === 1 ? 'Ereignis wurde' : 'Ereignisse wurden'} inzwischen nicht gemeldet.`}`,
    toldAlready: (ref) => `${ref} wird schon gemeldet; nichts davon wird zurückgehalten.`,
    asked: (who, inChat) =>
      inChat
        ? `${who} wird in einer Direktnachricht gefragt: Waren Sie das?`
        : `${who} wird auf der eigenen Seite in der Konsole gefragt, da kein Chat-Konto verknüpft ist.`,
    askedAlready: (who, ref) => `${who} wurde zu ${ref} schon gefragt.`,
    belongs: (ref, incident) => `${ref} gehört schon zu ${incident}.`,
    attached: (ref, incident) => `${ref} gehört jetzt zu ${incident}.`,
    detached: (ref, incident) => `${ref} ist aus ${incident} herausgenommen.`,
    notPart: (ref, incident, now) =>
      `${ref} gehört nicht mehr zu ${incident}, ${now ? `sondern zu ${now}` : 'und auch zu keinem anderen'}.`,
    snoozed: (ref, until) => `${ref} ruht bis ${until}. Wird es schlimmer, wird es gemeldet.`,
    expected: (what, until) =>
      `Bis ${until} kommen keine Alarme mehr zu dem, was erwartet wird (${what}); die Ereignisse werden gezählt.`,
  },
  fr: {
    opened: (ref, from) => (from ? `${ref} est ouvert à partir de ${from}.` : `${ref} est ouvert.`),
    yours: (ref, before) =>
      before ? `${ref} est maintenant à vous ; il était à ${before}.` : `${ref} est maintenant à vous.`,
    yoursAlready: (ref) => `${ref} est déjà à vous.`,
    closed: (ref) => `${ref} est clos.`,
    over: (ref, status, by) => `${ref} est déjà ${fr.incidentStatus[status]}${by ? ` (par ${by.who}, ${by.at})` : ''}.`,
    isAlready: (ref, status) => `${ref} est déjà ${fr.incidentStatus[status]}.`,
    openAgain: (ref, status) =>
      status === 'open'
        ? `${ref} est de nouveau ouvert.`
        : `${ref} est de nouveau ${fr.incidentStatus[status]}, comme avant sa clôture.`,
    undone: (what) => `Annulé : ${what}.`,
    withdrawn: (ref) => `${ref} est retiré ; ses alertes sont de nouveau libres.`,
    commented: (ref) => `Le commentaire est dans ${ref}.`,
    saved: (ref, changed) => (changed ? `${ref} est enregistré.` : `${ref} l’était déjà.`),
    taskAdded: (number, ref) => `La tâche ${number} est ajoutée à ${ref}.`,
    taskDone: (number, ref) => `La tâche ${number} de ${ref} est faite.`,
    taskDoneAlready: (number, by) => `La tâche ${number} est déjà faite${by ? ` (${by})` : ''}.`,
    roomOpening: (ref, name) => `Une salle s’ouvre pour ${ref} : ${name}.`,
    hasRoom: (ref, name) => `${ref} a déjà une salle : ${name}.`,
    letIn: (name) => `Vous entrez dans ${name} dans un instant.`,
    isIn: (name) => `Vous êtes déjà dans ${name}.`,
    alertIs: (ref, status) => `${ref} passe à « ${fr.alertStatus[status]} ».`,
    alertIsAlready: (ref, status, by) => `${ref} est déjà à « ${fr.alertStatus[status]} »${by ? ` (${by})` : ''}.`,
    alertYours: (ref) => `${ref} est à vous.`,
    nobodyAsks: (ref) => `${ref} est acquittée, et personne ne pose de question à son sujet.`,
    told: (ref, status, held) =>
      `${ref} est de nouveau signalée, à « ${fr.alertStatus[status]} ».${held === 0 ? '' : ` ${held} ${held === 1 ? 'événement n’a pas été signalé' : 'événements n’ont pas été signalés'} entre-temps.`}`,
    toldAlready: (ref) => `${ref} est déjà signalée ; rien n’en est retenu.`,
    asked: (who, inChat) =>
      inChat
        ? `La question est posée à ${who} en message direct : était-ce vous ?`
        : `La question est posée à ${who} sur sa page de la console : aucun compte de messagerie n’est lié.`,
    askedAlready: (who, ref) => `La question sur ${ref} a déjà été posée à ${who}.`,
    belongs: (ref, incident) => `${ref} appartient déjà à ${incident}.`,
    attached: (ref, incident) => `${ref} est ajoutée à ${incident}.`,
    detached: (ref, incident) => `${ref} est retirée de ${incident}.`,
    notPart: (ref, incident, now) =>
      `${ref} ne fait plus partie de ${incident} ; ${now ? `elle appartient à ${now}` : 'elle n’appartient à aucun'}.`,
    snoozed: (ref, until) => `${ref} est en pause jusqu’au ${until}. Si cela s’aggrave, ce sera signalé.`,
    expected: (what, until) =>
      `Plus d’alertes sur ce qui est attendu (${what}) jusqu’au ${until} ; les événements sont comptés.`,
  },
  es: {
    opened: (ref, from) => (from ? `${ref} está abierto a partir de ${from}.` : `${ref} está abierto.`),
    yours: (ref, before) => (before ? `${ref} es ahora suyo; era de ${before}.` : `${ref} es ahora suyo.`),
    yoursAlready: (ref) => `${ref} ya es suyo.`,
    closed: (ref) => `${ref} está cerrado.`,
    over: (ref, status, by) => `${ref} ya está ${es.incidentStatus[status]}${by ? ` (${by.who}, ${by.at})` : ''}.`,
    isAlready: (ref, status) => `${ref} ya está ${es.incidentStatus[status]}.`,
    openAgain: (ref, status) =>
      status === 'open'
        ? `${ref} está abierto de nuevo.`
        : `${ref} está de nuevo ${es.incidentStatus[status]}, como antes de cerrarse.`,
    undone: (what) => `Deshecho: ${what}.`,
    withdrawn: (ref) => `${ref} está retirado; sus alertas quedan libres.`,
    commented: (ref) => `El comentario está en ${ref}.`,
    saved: (ref, changed) => (changed ? `${ref} está guardado.` : `${ref} ya estaba así.`),
    taskAdded: (number, ref) => `La tarea ${number} está añadida a ${ref}.`,
    taskDone: (number, ref) => `La tarea ${number} de ${ref} está hecha.`,
    taskDoneAlready: (number, by) => `La tarea ${number} ya está hecha${by ? ` (${by})` : ''}.`,
    roomOpening: (ref, name) => `Se está abriendo una sala para ${ref}: ${name}.`,
    hasRoom: (ref, name) => `${ref} ya tiene una sala: ${name}.`,
    letIn: (name) => `Enseguida entra usted en ${name}.`,
    isIn: (name) => `Usted ya está en ${name}.`,
    alertIs: (ref, status) => `${ref} pasa a «${es.alertStatus[status]}».`,
    alertIsAlready: (ref, status, by) => `${ref} ya está en «${es.alertStatus[status]}»${by ? ` (${by})` : ''}.`,
    alertYours: (ref) => `${ref} es suya.`,
    nobodyAsks: (ref) => `${ref} está confirmada y nadie pregunta por ella.`,
    told: (ref, status, held) =>
      `${ref} se avisa de nuevo, en «${es.alertStatus[status]}».${held === 0 ? '' : ` ${held} ${held === 1 ? 'evento no se avisó' : 'eventos no se avisaron'} entretanto.`}`,
    toldAlready: (ref) => `${ref} ya se avisa; no se retiene nada.`,
    asked: (who, inChat) =>
      inChat
        ? `Se pregunta a ${who} en un mensaje directo: ¿fue usted?`
        : `Se pregunta a ${who} en su página de la consola: no tiene cuenta de chat vinculada.`,
    askedAlready: (who, ref) => `A ${who} ya se le preguntó por ${ref}.`,
    belongs: (ref, incident) => `${ref} ya pertenece a ${incident}.`,
    attached: (ref, incident) => `${ref} está añadida a ${incident}.`,
    detached: (ref, incident) => `${ref} está quitada de ${incident}.`,
    notPart: (ref, incident, now) =>
      `${ref} ya no es parte de ${incident}; ${now ? `pertenece a ${now}` : 'no pertenece a ninguno'}.`,
    snoozed: (ref, until) => `${ref} está en pausa hasta ${until}. Si empeora, se avisa.`,
    expected: (what, until) =>
      `No habrá más alertas sobre lo esperado (${what}) hasta ${until}; los eventos se cuentan.`,
  },
});
