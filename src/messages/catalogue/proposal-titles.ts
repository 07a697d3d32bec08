import type { AlertStatus } from '../../domain/alert.ts';
import type { IncidentStatus } from '../../domain/incident.ts';
import type { Severity } from '../../domain/severity.ts';
import { inEveryLanguage } from './catalogue.ts';
import { terms } from './terms.ts';

/** What a proposal would do, in one line. Names, references and what people typed stand as they are. */
export interface ProposalTitles {
  switchOn: (rule: string, words: string | null) => string;
  switchOff: (rule: string) => string;
  change: (rule: string, changes: string) => string;
  /** Settings of rules by their names, where they have a word. */
  settings: Record<string, string>;
  openIncident: (title: string, alerts: string | null) => string;
  reopen: (alert: string) => string;
  mark: (alert: string, status: Exclude<AlertStatus, 'open'>) => string;
  andMore: (refs: string, more: number) => string;
  status: (status: IncidentStatus) => string;
  give: (who: string) => string;
  takeAway: string;
  severity: (severity: Severity) => string;
  call: (title: string) => string;
  ended: (how: string) => string;
  link: (refs: string) => string;
  unlink: (refs: string) => string;
  comment: (text: string) => string;
  room: string;
  ticket: Record<'create' | 'unlink', string>;
  role: (role: 'scribe' | 'liaison', who: string | null) => string;
  addPeople: (names: string) => string;
  removePeople: (names: string) => string;
  task: (task: string, whom: string | null, due: string | null) => string;
  done: (tasks: string) => string;
  undone: (tasks: string) => string;
  moderate: (step: string, who: string, where: string | null, platform: string) => string;
  inHand: (who: string) => string;
  takeBack: (action: string) => string;
  threshold: (trigger: string, values: string) => string;
  stricter: (camera: string, values: string) => string;
}

const ROLES = {
  en: { scribe: 'scribe', liaison: 'liaison' },
  de: { scribe: 'Protokoll', liaison: 'Verbindung' },
  fr: { scribe: 'secrétaire', liaison: 'liaison' },
  es: { scribe: 'secretario', liaison: 'enlace' },
} as const;

export const proposalTitles = inEveryLanguage<ProposalTitles>({
  en: {
    switchOn: (rule, words) => `Switch on ${rule}${words === null ? '' : `: ${words}`}`,
    switchOff: (rule) => `Switch off ${rule}`,
    change: (rule, changes) => `Change ${rule}: ${changes}`,
    settings: {},
    openIncident: (title, alerts) => `Open an incident: ${title}${alerts === null ? '' : `, with ${alerts}`}`,
    reopen: (alert) => `Open ${alert} again`,
    mark: (alert, status) => `Mark ${alert} as ${status === 'false_alarm' ? 'a false alarm' : status}`,
    andMore: (refs, more) => `${refs} and ${more} more`,
    status: (status) => `set it to ${status}`,
    give: (who) => `give it to ${who}`,
    takeAway: 'take it from whoever has it',
    severity: (severity) => `make it ${severity}`,
    call: (title) => `call it “${title}”`,
    ended: (how) => `note how it ended: “${how}”`,
    link: (refs) => `add ${refs}`,
    unlink: (refs) => `take ${refs} off it`,
    comment: (text) => `comment “${text}”`,
    room: 'open a room for it',
    ticket: { create: 'create a ticket for it', unlink: 'unlink its ticket' },
    role: (role, who) => (who === null ? `leave it without a ${role}` : `make ${who} its ${role}`),
    addPeople: (names) => `add ${names}`,
    removePeople: (names) => `take ${names} off`,
    task: (task, whom, due) => `add the task “${task}”${whom ? ` for ${whom}` : ''}${due ? `, due ${due}` : ''}`,
    done: (tasks) => `tick off task ${tasks}`,
    undone: (tasks) => `open task ${tasks} again`,
    moderate: (step, who, where, platform) => `${step} for ${who}${where ? ` in ${where}` : ''} (${platform})`,
    inHand: (who) => `, which ${who} has in hand`,
    takeBack: (action) => `Take back ${action}`,
    threshold: (trigger, values) =>
      `Moderation: the threshold of “${trigger}” ${values} (relaxed, normal, strict channels)`,
    stricter: (camera, values) => `${camera}: how much more alike faces must be than elsewhere, ${values}`,
  },
  de: {
    switchOn: (rule, words) => `${rule} einschalten${words === null ? '' : `: ${words}`}`,
    switchOff: (rule) => `${rule} ausschalten`,
    change: (rule, changes) => `${rule} ändern: ${changes}`,
    settings: {
      name: 'Name',
      severity: 'Schweregrad',
      state: 'Zustand',
      cooldownSeconds: 'Pause in Sekunden',
      threshold: 'Schwelle',
      window_minutes: 'Zeitraum in Minuten',
      min_addresses: 'Adressen mindestens',
      min_accounts: 'Konten mindestens',
      min_failures: 'Fehlversuche mindestens',
      min_days: 'Tage mindestens',
      min_logins: 'Anmeldungen mindestens',
      max_speed_kmh: 'höchstens km/h',
      min_distance_km: 'Entfernung mindestens (km)',
      trusted: 'eigene Ausgänge',
      ignore: 'Netze, die kein Ort sind',
      except_accounts: 'ausgenommene Konten',
      except: 'ausgenommene Adressen',
      countries: 'Länder',
      networks: 'Adressen',
      accounts: 'Konten',
      failures: 'Fehlversuche zählen',
      from: 'von',
      to: 'bis',
      days: 'Tage',
      mode: 'Liste',
    },
    openIncident: (title, alerts) => `Einen Vorfall eröffnen: ${title}${alerts === null ? '' : `, mit ${alerts}`}`,
    reopen: (alert) => `${alert} wieder öffnen`,
    mark: (alert, status) =>
      `${alert} als ${status === 'false_alarm' ? 'Fehlalarm' : terms.de.alertStatus[status]} kennzeichnen`,
    andMore: (refs, more) => `${refs} und ${more} weitere`,
    status: (status) => `auf „${terms.de.incidentStatus[status]}“ setzen`,
    give: (who) => `${who} zuweisen`,
    takeAway: 'niemandem zuweisen',
    severity: (severity) => `auf „${terms.de.severity[severity]}“ stufen`,
    call: (title) => `„${title}“ nennen`,
    ended: (how) => `den Ausgang vermerken: „${how}“`,
    link: (refs) => `${refs} hinzufügen`,
    unlink: (refs) => `${refs} herausnehmen`,
    comment: (text) => `kommentieren: „${text}“`,
    room: 'einen Raum dafür öffnen',
    ticket: { create: 'ein Ticket dafür anlegen', unlink: 'das Ticket lösen' },
    role: (role, who) => (who === null ? `${ROLES.de[role]}: niemand` : `${ROLES.de[role]}: ${who}`),
    addPeople: (names) => `${names} dazunehmen`,
    removePeople: (names) => `${names} herausnehmen`,
    task: (task, whom, due) => `Aufgabe „${task}“ anlegen${whom ? `, für ${whom}` : ''}${due ? `, bis ${due}` : ''}`,
    done: (tasks) => `Aufgabe ${tasks} abhaken`,
    undone: (tasks) => `Aufgabe ${tasks} wieder öffnen`,
    moderate: (step, who, where, platform) => `${step} für ${who}${where ? ` in ${where}` : ''} (${platform})`,
    inHand: (who) => `, in der Hand von ${who}`,
    takeBack: (action) => `${action} zurücknehmen`,
    threshold: (trigger, values) =>
      `Moderation: die Schwelle von „${trigger}“ ${values} (lockere, normale, strenge Kanäle)`,
    stricter: (camera, values) => `${camera}: um wie viel ähnlicher Gesichter sein müssen als anderswo, ${values}`,
  },
  fr: {
    switchOn: (rule, words) => `Activer ${rule}${words === null ? '' : ` : ${words}`}`,
    switchOff: (rule) => `Désactiver ${rule}`,
    change: (rule, changes) => `Modifier ${rule} : ${changes}`,
    settings: {
      name: 'nom',
      // the words for it say so themselves
      severity: '',
      state: 'état',
      cooldownSeconds: 'pause en secondes',
      threshold: 'seuil',
      window_minutes: 'durée en minutes',
      min_addresses: 'adresses au moins',
      min_accounts: 'comptes au moins',
      min_failures: 'échecs au moins',
      min_days: 'jours au moins',
      min_logins: 'connexions au moins',
      max_speed_kmh: 'km/h au plus',
      min_distance_km: 'distance au moins (km)',
      trusted: 'sorties de confiance',
      ignore: 'réseaux qui ne sont pas un lieu',
      except_accounts: 'comptes exceptés',
      except: 'adresses exceptées',
      countries: 'pays',
      networks: 'adresses',
      accounts: 'comptes',
      failures: 'compter les échecs',
      from: 'de',
      to: 'à',
      days: 'jours',
      mode: 'liste',
    },
    openIncident: (title, alerts) => `Ouvrir un incident : ${title}${alerts === null ? '' : `, avec ${alerts}`}`,
    reopen: (alert) => `Rouvrir ${alert}`,
    mark: (alert, status) =>
      `Marquer ${alert} comme ${status === 'false_alarm' ? 'fausse alerte' : terms.fr.alertStatus[status]}`,
    andMore: (refs, more) => `${refs} et ${more} de plus`,
    status: (status) => `passer à « ${terms.fr.incidentStatus[status]} »`,
    give: (who) => `confier à ${who}`,
    takeAway: 'ne plus confier à personne',
    severity: (severity) => terms.fr.severity[severity],
    call: (title) => `renommer « ${title} »`,
    ended: (how) => `noter l’issue : « ${how} »`,
    link: (refs) => `ajouter ${refs}`,
    unlink: (refs) => `retirer ${refs}`,
    comment: (text) => `commenter « ${text} »`,
    room: 'ouvrir un salon pour lui',
    ticket: { create: 'créer un ticket', unlink: 'détacher son ticket' },
    role: (role, who) => `${ROLES.fr[role]} : ${who ?? 'personne'}`,
    addPeople: (names) => `faire participer ${names}`,
    removePeople: (names) => `retirer ${names}`,
    task: (task, whom, due) =>
      `ajouter la tâche « ${task} »${whom ? ` pour ${whom}` : ''}${due ? `, avant ${due}` : ''}`,
    done: (tasks) => `cocher la tâche ${tasks}`,
    undone: (tasks) => `rouvrir la tâche ${tasks}`,
    moderate: (step, who, where, platform) => `${step} pour ${who}${where ? ` dans ${where}` : ''} (${platform})`,
    inHand: (who) => `, pris en main par ${who}`,
    takeBack: (action) => `Revenir sur ${action}`,
    threshold: (trigger, values) =>
      `Modération : le seuil de « ${trigger} » ${values} (canaux souples, normaux, stricts)`,
    stricter: (camera, values) =>
      `${camera} : combien les visages doivent se ressembler de plus qu’ailleurs, ${values}`,
  },
  es: {
    switchOn: (rule, words) => `Activar ${rule}${words === null ? '' : `: ${words}`}`,
    switchOff: (rule) => `Desactivar ${rule}`,
    change: (rule, changes) => `Cambiar ${rule}: ${changes}`,
    settings: {
      name: 'nombre',
      // the words for it say so themselves
      severity: '',
      state: 'estado',
      cooldownSeconds: 'pausa en segundos',
      threshold: 'umbral',
      window_minutes: 'tiempo en minutos',
      min_addresses: 'direcciones como mínimo',
      min_accounts: 'cuentas como mínimo',
      min_failures: 'fallos como mínimo',
      min_days: 'días como mínimo',
      min_logins: 'inicios de sesión como mínimo',
      max_speed_kmh: 'km/h como máximo',
      min_distance_km: 'distancia mínima (km)',
      trusted: 'salidas de confianza',
      ignore: 'redes que no son un lugar',
      except_accounts: 'cuentas exceptuadas',
      except: 'direcciones exceptuadas',
      countries: 'países',
      networks: 'direcciones',
      accounts: 'cuentas',
      failures: 'contar los fallos',
      from: 'de',
      to: 'a',
      days: 'días',
      mode: 'lista',
    },
    openIncident: (title, alerts) => `Abrir un incidente: ${title}${alerts === null ? '' : `, con ${alerts}`}`,
    reopen: (alert) => `Reabrir ${alert}`,
    mark: (alert, status) =>
      `Marcar ${alert} como ${status === 'false_alarm' ? 'falsa alarma' : terms.es.alertStatus[status]}`,
    andMore: (refs, more) => `${refs} y ${more} más`,
    status: (status) => `pasar a «${terms.es.incidentStatus[status]}»`,
    give: (who) => `asignar a ${who}`,
    takeAway: 'no asignar a nadie',
    severity: (severity) => terms.es.severity[severity],
    call: (title) => `llamarlo «${title}»`,
    ended: (how) => `anotar cómo acabó: «${how}»`,
    link: (refs) => `añadir ${refs}`,
    unlink: (refs) => `quitar ${refs}`,
    comment: (text) => `comentar «${text}»`,
    room: 'abrir una sala para él',
    ticket: { create: 'crear un tique', unlink: 'desvincular su tique' },
    role: (role, who) => `${ROLES.es[role]}: ${who ?? 'nadie'}`,
    addPeople: (names) => `añadir a ${names}`,
    removePeople: (names) => `quitar a ${names}`,
    task: (task, whom, due) =>
      `añadir la tarea «${task}»${whom ? ` para ${whom}` : ''}${due ? `, antes de ${due}` : ''}`,
    done: (tasks) => `marcar la tarea ${tasks}`,
    undone: (tasks) => `reabrir la tarea ${tasks}`,
    moderate: (step, who, where, platform) => `${step} para ${who}${where ? ` en ${where}` : ''} (${platform})`,
    inHand: (who) => `, que ${who} tiene entre manos`,
    takeBack: (action) => `Deshacer ${action}`,
    threshold: (trigger, values) =>
      `Moderación: el umbral de «${trigger}» ${values} (canales laxos, normales, estrictos)`,
    stricter: (camera, values) => `${camera}: cuánto más deben parecerse las caras que en otros sitios, ${values}`,
  },
});
