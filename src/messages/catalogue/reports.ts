import type { ReportKind, ReportSpotKind } from '../../domain/report.ts';
import { inEveryLanguage } from './catalogue.ts';

type Figure =
  | 'alerts'
  | 'severe'
  | 'open'
  | 'falseAlarms'
  | 'logins'
  | 'failed'
  | 'toAcknowledge'
  | 'incidentsOpened'
  | 'incidentsClosed'
  | 'toClose'
  | 'longestToClose'
  | 'cameraEvents'
  | 'cases'
  | 'moderated'
  | 'takenBack'
  | 'appeals'
  | 'approved'
  | 'rejected'
  | 'ruleChanges';

interface ReportWords {
  title: (kind: ReportKind, days: string) => string;
  sections: Record<'summary' | 'changed' | 'figures' | 'spots' | 'decided' | 'next' | 'recommended', string>;
  figures: Record<Figure, string>;
  now: string;
  earlier: string;
  /** Alerts that are neither high nor critical. */
  rest: string;
  /** `12,5 % of the alerts that somebody judged were false alarms (1 of 8; before: 20 %)` */
  falseShare: (percent: string, wrong: string, judged: string, before: string | null) => string;
  longest: (lasting: string) => string;
  cameras: (events: string, before: string | null) => string;
  cases: (cases: string, count: number, actions: string, before: string | null) => string;
  changed: (label: string, then: string, now: string) => string;
  newNames: (names: string) => string;
  goneNames: (names: string) => string;
  nothingChanged: string;
  nothingBefore: string;
  nothingAtAll: string;
  spot: (kind: ReportSpotKind, name: string) => string;
  spotCount: (kind: ReportSpotKind, count: string, before: string | null, isNew: boolean) => string;
  noSpots: string;
  approvedBy: (ref: string, title: string, by: string) => string;
  rejectedBy: (ref: string, title: string, by: string) => string;
  decidedCounts: (approved: string, rejected: string, rules: string) => string;
  nothingDecided: string;
  handle: (total: string, count: number, refs: string) => string;
  assign: (total: string, count: number, refs: string) => string;
  tune: (ref: string, name: string, wrong: string, alerts: string) => string;
  decide: (total: string, count: number) => string;
  nothingNext: string;
  recommended: (words: string, ref: string | null, alerts: string, count: number, days: number) => string;
  /** Where the figures come from, and until when. */
  counted: (time: string) => string;
  worded: (model: string) => string;
  /** Where the audit log ended then, as `214:9f3a5c2e81b0d4f7`: whoever keeps it can prove the log later. */
  witness: (head: string) => string;
  open: string;
  print: string;
  pdf: string;
  archive: string;
  /** To readers who may not see whose accounts and addresses these are. */
  withoutNames: string;
}

const was = (words: string, before: string | null): string => (before === null ? '' : ` (${words}: ${before})`);

/** Reports that are made on a schedule: their page, their card, and what they say without a language model. */
export const reportWords = inEveryLanguage<ReportWords>({
  en: {
    title: (kind, days) => `${{ daily: 'Daily report', weekly: 'Weekly report', asked: 'Report' }[kind]}, ${days}`,
    sections: {
      summary: 'In short',
      changed: 'What changed',
      figures: 'In figures',
      spots: 'Named most',
      decided: 'What was decided',
      next: 'Next',
      recommended: 'Worth proposing',
    },
    figures: {
      alerts: 'Alerts',
      severe: 'High or critical',
      open: 'Still open',
      falseAlarms: 'False alarms',
      logins: 'Logins',
      failed: 'Failed logins',
      toAcknowledge: 'Until answered (median)',
      incidentsOpened: 'Incidents opened',
      incidentsClosed: 'Incidents closed',
      toClose: 'Until closed (median)',
      longestToClose: 'Until closed (longest)',
      cameraEvents: 'Camera events',
      cases: 'Moderation cases',
      moderated: 'Moderation actions',
      takenBack: 'Of them taken back',
      appeals: 'Appeals',
      approved: 'Proposals approved',
      rejected: 'Proposals rejected',
      ruleChanges: 'Changes of rules',
    },
    now: 'This time',
    earlier: 'Before',
    rest: 'other',
    falseShare: (percent, wrong, judged, before) =>
      `${percent} of the alerts somebody judged were false alarms (${wrong} of ${judged}${before === null ? '' : `; before: ${before}`}).`,
    longest: (lasting) => `the longest took ${lasting}`,
    cameras: (events, before) =>
      `Cameras saw ${events} ${events === '1' ? 'event' : 'events'}${was('before', before)}.`,
    cases: (cases, count, actions, before) =>
      `Moderation had ${cases} ${count === 1 ? 'case' : 'cases'}${was('before', before)} and acted ${actions === '1' ? 'once' : `${actions} times`}.`,
    changed: (label, then, now) => `${label}: ${then} → ${now}`,
    newNames: (names) => `New among what alerts name: ${names}.`,
    goneNames: (names) => `Not named any more: ${names}.`,
    nothingChanged: 'Nothing worth a word changed against the time before.',
    nothingBefore: 'Too little was recorded before to compare with.',
    nothingAtAll: 'Nothing at all was recorded in that time: no login, no alert, no incident.',
    spot: (kind, name) => (kind === 'country' ? name : `${kind} ${name}`),
    spotCount: (kind, count, before, isNew) =>
      `${count} ${kind === 'camera' || kind === 'zone' ? (count === '1' ? 'event' : 'events') : kind === 'channel' ? (count === '1' ? 'case' : 'cases') : count === '1' ? 'alert' : 'alerts'}${isNew ? ', new' : was('before', before)}`,
    noSpots: 'No alert named anyone or anything.',
    approvedBy: (ref, title, by) => `${ref} “${title}” was approved by ${by}.`,
    rejectedBy: (ref, title, by) => `${ref} “${title}” was rejected by ${by}.`,
    decidedCounts: (approved, rejected, rules) =>
      `${approved} ${approved === '1' ? 'proposal' : 'proposals'} approved, ${rejected} rejected; rules were changed ${rules === '1' ? 'once' : `${rules} times`}.`,
    nothingDecided: 'Nothing was decided.',
    handle: (total, count, refs) =>
      `${total} high or critical ${count === 1 ? 'alert' : 'alerts'} nobody has touched: ${refs}.`,
    assign: (total, count, refs) =>
      `${total} open ${count === 1 ? 'incident' : 'incidents'} without an assignee: ${refs}.`,
    tune: (ref, name, wrong, alerts) => `Look at ${ref} “${name}”: ${wrong} of its ${alerts} alerts were false alarms.`,
    decide: (total, count) => `${total} ${count === 1 ? 'proposal waits' : 'proposals wait'} for a decision.`,
    nothingNext: 'Nothing waits for you.',
    recommended: (words, ref, alerts, count, days) =>
      `${ref === null ? '' : `${ref}: `}${words}; it would have raised ${alerts} ${count === 1 ? 'alert' : 'alerts'} in ${days === 1 ? 'one day' : `${days} days`}.`,
    counted: (time) => `Counted from the records on ${time}.`,
    worded: (model) => `In the words of ${model}, every figure checked against the records.`,
    witness: (head) => `The audit log ended at ${head}.`,
    open: 'Open report',
    print: 'Print',
    pdf: 'Save as PDF',
    archive: 'All reports',
    withoutNames: 'Accounts and addresses are left out here: not everybody in this channel may read the logs.',
  },
  de: {
    title: (kind, days) => `${{ daily: 'Tagesbericht', weekly: 'Wochenbericht', asked: 'Bericht' }[kind]}, ${days}`,
    sections: {
      summary: 'Kurz gesagt',
      changed: 'Was sich geändert hat',
      figures: 'In Zahlen',
      spots: 'Am häufigsten genannt',
      decided: 'Was entschieden wurde',
      next: 'Als Nächstes',
      recommended: 'Vorschläge lohnen sich',
    },
    figures: {
      alerts: 'Alarme',
      severe: 'Hoch oder kritisch',
      open: 'Noch offen',
      falseAlarms: 'Fehlalarme',
      logins: 'Anmeldungen',
      failed: 'Fehlgeschlagene Anmeldungen',
      toAcknowledge: 'Bis zur Antwort (Median)',
      incidentsOpened: 'Eröffnete Vorfälle',
      incidentsClosed: 'Geschlossene Vorfälle',
      toClose: 'Bis zum Schließen (Median)',
      longestToClose: 'Bis zum Schließen (längste)',
      cameraEvents: 'Kameraereignisse',
      cases: 'Moderationsfälle',
      moderated: 'Moderationsmaßnahmen',
      takenBack: 'Davon zurückgenommen',
      appeals: 'Einsprüche',
      approved: 'Freigegebene Vorschläge',
      rejected: 'Abgelehnte Vorschläge',
      ruleChanges: 'Regeländerungen',
    },
    now: 'Diesmal',
    earlier: 'Davor',
    rest: 'übrige',
    falseShare: (percent, wrong, judged, before) =>
      `${percent} der beurteilten Alarme waren Fehlalarme (${wrong} von ${judged}${before === null ? '' : `; davor: ${before}`}).`,
    longest: (lasting) => `am längsten dauerte es ${lasting}`,
    cameras: (events, before) =>
      `Kameras sahen ${events} ${events === '1' ? 'Ereignis' : 'Ereignisse'}${was('davor', before)}.`,
    cases: (cases, count, actions, before) =>
      `Die Moderation hatte ${cases} ${count === 1 ? 'Fall' : 'Fälle'}${was('davor', before)} und griff ${actions}-mal ein.`,
    changed: (label, then, now) => `${label}: ${then} → ${now}`,
    newNames: (names) => `Neu unter dem, was Alarme nennen: ${names}.`,
    goneNames: (names) => `Nicht mehr genannt: ${names}.`,
    nothingChanged: 'Gegenüber der Zeit davor hat sich nichts Nennenswertes geändert.',
    nothingBefore: 'Davor wurde zu wenig für einen Vergleich aufgezeichnet.',
    nothingAtAll: 'In dieser Zeit wurde gar nichts aufgezeichnet: keine Anmeldung, kein Alarm, kein Vorfall.',
    spot: (kind, name) =>
      ({
        account: `Konto ${name}`,
        address: `Adresse ${name}`,
        country: name,
        rule: `Regel ${name}`,
        camera: `Kamera ${name}`,
        zone: `Zone ${name}`,
        channel: `Kanal ${name}`,
      })[kind],
    spotCount: (kind, count, before, isNew) =>
      `${count} ${kind === 'camera' || kind === 'zone' ? (count === '1' ? 'Ereignis' : 'Ereignisse') : kind === 'channel' ? (count === '1' ? 'Fall' : 'Fälle') : count === '1' ? 'Alarm' : 'Alarme'}${isNew ? ', neu' : was('davor', before)}`,
    noSpots: 'Kein Alarm nannte jemanden oder etwas.',
    approvedBy: (ref, title, by) => `${ref} „${title}“ wurde von ${by} freigegeben.`,
    rejectedBy: (ref, title, by) => `${ref} „${title}“ wurde von ${by} abgelehnt.`,
    decidedCounts: (approved, rejected, rules) =>
      `${approved} ${approved === '1' ? 'Vorschlag' : 'Vorschläge'} freigegeben, ${rejected} abgelehnt; Regeln wurden ${rules}-mal geändert.`,
    nothingDecided: 'Es wurde nichts entschieden.',
    handle: (total, count, refs) =>
      `${total} ${count === 1 ? 'hoher oder kritischer Alarm, um den' : 'hohe oder kritische Alarme, um die'} sich noch niemand gekümmert hat: ${refs}.`,
    assign: (total, count, refs) =>
      `${total} ${count === 1 ? 'offenen Vorfall' : 'offene Vorfälle'} hat niemand übernommen: ${refs}.`,
    tune: (ref, name, wrong, alerts) =>
      `${ref} „${name}“ ansehen: ${wrong} von ${alerts} ihrer Alarme waren Fehlalarme.`,
    decide: (total, count) =>
      `${total} ${count === 1 ? 'Vorschlag wartet' : 'Vorschläge warten'} auf eine Entscheidung.`,
    nothingNext: 'Nichts wartet auf Sie.',
    recommended: (words, ref, alerts, count, days) =>
      `${ref === null ? '' : `${ref}: `}${words}; in ${days === 1 ? 'einem Tag' : `${days} Tagen`} hätte das ${alerts} ${count === 1 ? 'Alarm' : 'Alarme'} ausgelöst.`,
    counted: (time) => `Aus den Aufzeichnungen gezählt am ${time}.`,
    worded: (model) => `Formuliert von ${model}, jede Zahl an den Aufzeichnungen geprüft.`,
    witness: (head) => `Das Prüfprotokoll endete bei ${head}.`,
    open: 'Bericht öffnen',
    print: 'Drucken',
    pdf: 'Als PDF speichern',
    archive: 'Alle Berichte',
    withoutNames: 'Konten und Adressen fehlen hier: nicht alle in diesem Kanal dürfen die Protokolle lesen.',
  },
  fr: {
    title: (kind, days) =>
      `${{ daily: 'Rapport du jour', weekly: 'Rapport hebdomadaire', asked: 'Rapport' }[kind]}, ${days}`,
    sections: {
      summary: 'En bref',
      changed: 'Ce qui a changé',
      figures: 'En chiffres',
      spots: 'Les plus cités',
      decided: 'Ce qui a été décidé',
      next: 'Ensuite',
      recommended: 'À proposer',
    },
    figures: {
      alerts: 'Alertes',
      severe: 'Élevées ou critiques',
      open: 'Encore ouvertes',
      falseAlarms: 'Fausses alertes',
      logins: 'Connexions',
      failed: 'Connexions échouées',
      toAcknowledge: 'Délai de réponse (médiane)',
      incidentsOpened: 'Incidents ouverts',
      incidentsClosed: 'Incidents clos',
      toClose: 'Délai de clôture (médiane)',
      longestToClose: 'Délai de clôture (le plus long)',
      cameraEvents: 'Événements de caméra',
      cases: 'Cas de modération',
      moderated: 'Mesures de modération',
      takenBack: 'Dont annulées',
      appeals: 'Recours',
      approved: 'Propositions approuvées',
      rejected: 'Propositions rejetées',
      ruleChanges: 'Changements de règles',
    },
    now: 'Cette fois',
    earlier: 'Avant',
    rest: 'autres',
    falseShare: (percent, wrong, judged, before) =>
      `${percent} des alertes examinées étaient fausses (${wrong} sur ${judged}${before === null ? '' : ` ; avant : ${before}`}).`,
    longest: (lasting) => `la plus longue a pris ${lasting}`,
    cameras: (events, before) =>
      `Les caméras ont vu ${events} ${events === '1' ? 'événement' : 'événements'}${before === null ? '' : ` (avant : ${before})`}.`,
    cases: (cases, _count, actions, before) =>
      `La modération a traité ${cases} cas${before === null ? '' : ` (avant : ${before})`} et est intervenue ${actions} fois.`,
    changed: (label, then, now) => `${label} : ${then} → ${now}`,
    newNames: (names) => `Nouveau parmi ce que citent les alertes : ${names}.`,
    goneNames: (names) => `N’est plus cité : ${names}.`,
    nothingChanged: 'Rien de notable n’a changé par rapport à la période précédente.',
    nothingBefore: 'Trop peu de données avant pour comparer.',
    nothingAtAll: 'Rien n’a été enregistré pendant ce temps : ni connexion, ni alerte, ni incident.',
    spot: (kind, name) =>
      ({
        account: `compte ${name}`,
        address: `adresse ${name}`,
        country: name,
        rule: `règle ${name}`,
        camera: `caméra ${name}`,
        zone: `zone ${name}`,
        channel: `canal ${name}`,
      })[kind],
    spotCount: (kind, count, before, isNew) =>
      `${count} ${kind === 'camera' || kind === 'zone' ? (count === '1' ? 'événement' : 'événements') : kind === 'channel' ? 'cas' : count === '1' ? 'alerte' : 'alertes'}${isNew ? ', nouveau' : before === null ? '' : ` (avant : ${before})`}`,
    noSpots: 'Aucune alerte n’a cité personne ni rien.',
    approvedBy: (ref, title, by) => `${ref} « ${title} » a été approuvée par ${by}.`,
    rejectedBy: (ref, title, by) => `${ref} « ${title} » a été rejetée par ${by}.`,
    decidedCounts: (approved, rejected, rules) =>
      `Propositions : ${approved} approuvées, ${rejected} rejetées ; les règles ont été changées ${rules} fois.`,
    nothingDecided: 'Rien n’a été décidé.',
    handle: (total, count, refs) =>
      `${total} ${count === 1 ? 'alerte élevée ou critique que personne n’a traitée' : 'alertes élevées ou critiques que personne n’a traitées'} : ${refs}.`,
    assign: (total, count, refs) =>
      `${total} ${count === 1 ? 'incident ouvert sans responsable' : 'incidents ouverts sans responsable'} : ${refs}.`,
    tune: (ref, name, wrong, alerts) =>
      `Revoir ${ref} « ${name} » : ${wrong} de ses ${alerts} alertes étaient fausses.`,
    decide: (total, count) =>
      `${total} ${count === 1 ? 'proposition attend une décision' : 'propositions attendent une décision'}.`,
    nothingNext: 'Rien ne vous attend.',
    recommended: (words, ref, alerts, count, days) =>
      `${ref === null ? '' : `${ref} : `}${words} ; aurait déclenché ${alerts} ${count === 1 ? 'alerte' : 'alertes'} en ${days === 1 ? 'un jour' : `${days} jours`}.`,
    counted: (time) => `Compté d’après les enregistrements, ${time}.`,
    worded: (model) => `Rédigé par ${model}, chaque chiffre vérifié.`,
    witness: (head) => `Le journal d’audit s’arrêtait à ${head}.`,
    open: 'Ouvrir le rapport',
    print: 'Imprimer',
    pdf: 'Enregistrer en PDF',
    archive: 'Tous les rapports',
    withoutNames:
      'Comptes et adresses ne sont pas montrés ici : tout le monde dans ce canal ne peut pas lire les journaux.',
  },
  es: {
    title: (kind, days) => `${{ daily: 'Informe diario', weekly: 'Informe semanal', asked: 'Informe' }[kind]}, ${days}`,
    sections: {
      summary: 'En resumen',
      changed: 'Qué ha cambiado',
      figures: 'En cifras',
      spots: 'Lo más citado',
      decided: 'Qué se decidió',
      next: 'A continuación',
      recommended: 'Vale la pena proponer',
    },
    figures: {
      alerts: 'Alertas',
      severe: 'Altas o críticas',
      open: 'Aún abiertas',
      falseAlarms: 'Falsas alarmas',
      logins: 'Inicios de sesión',
      failed: 'Inicios de sesión fallidos',
      toAcknowledge: 'Hasta responder (mediana)',
      incidentsOpened: 'Incidentes abiertos',
      incidentsClosed: 'Incidentes cerrados',
      toClose: 'Hasta cerrar (mediana)',
      longestToClose: 'Hasta cerrar (el más largo)',
      cameraEvents: 'Eventos de cámara',
      cases: 'Casos de moderación',
      moderated: 'Medidas de moderación',
      takenBack: 'De ellas retiradas',
      appeals: 'Apelaciones',
      approved: 'Propuestas aprobadas',
      rejected: 'Propuestas rechazadas',
      ruleChanges: 'Cambios de reglas',
    },
    now: 'Esta vez',
    earlier: 'Antes',
    rest: 'otras',
    falseShare: (percent, wrong, judged, before) =>
      `El ${percent} de las alertas valoradas fueron falsas (${wrong} de ${judged}${before === null ? '' : `; antes: ${before}`}).`,
    longest: (lasting) => `el más largo tardó ${lasting}`,
    cameras: (events, before) =>
      `Las cámaras vieron ${events} ${events === '1' ? 'evento' : 'eventos'}${was('antes', before)}.`,
    cases: (cases, count, actions, before) =>
      `La moderación tuvo ${cases} ${count === 1 ? 'caso' : 'casos'}${was('antes', before)} y actuó ${actions} ${actions === '1' ? 'vez' : 'veces'}.`,
    changed: (label, then, now) => `${label}: ${then} → ${now}`,
    newNames: (names) => `Nuevo entre lo que citan las alertas: ${names}.`,
    goneNames: (names) => `Ya no se cita: ${names}.`,
    nothingChanged: 'Nada destacable ha cambiado respecto al tiempo anterior.',
    nothingBefore: 'Antes se registró demasiado poco para comparar.',
    nothingAtAll: 'En ese tiempo no se registró nada: ni inicios de sesión, ni alertas, ni incidentes.',
    spot: (kind, name) =>
      ({
        account: `cuenta ${name}`,
        address: `dirección ${name}`,
        country: name,
        rule: `regla ${name}`,
        camera: `cámara ${name}`,
        zone: `zona ${name}`,
        channel: `canal ${name}`,
      })[kind],
    spotCount: (kind, count, before, isNew) =>
      `${count} ${kind === 'camera' || kind === 'zone' ? (count === '1' ? 'evento' : 'eventos') : kind === 'channel' ? (count === '1' ? 'caso' : 'casos') : count === '1' ? 'alerta' : 'alertas'}${isNew ? ', nuevo' : was('antes', before)}`,
    noSpots: 'Ninguna alerta citó a nadie ni nada.',
    approvedBy: (ref, title, by) => `${ref} «${title}» fue aprobada por ${by}.`,
    rejectedBy: (ref, title, by) => `${ref} «${title}» fue rechazada por ${by}.`,
    decidedCounts: (approved, rejected, rules) =>
      `Propuestas: ${approved} aprobadas, ${rejected} rechazadas; las reglas se cambiaron ${rules} ${rules === '1' ? 'vez' : 'veces'}.`,
    nothingDecided: 'No se decidió nada.',
    handle: (total, count, refs) =>
      `${total} ${count === 1 ? 'alerta alta o crítica que nadie ha tocado' : 'alertas altas o críticas que nadie ha tocado'}: ${refs}.`,
    assign: (total, count, refs) =>
      `${total} ${count === 1 ? 'incidente abierto sin responsable' : 'incidentes abiertos sin responsable'}: ${refs}.`,
    tune: (ref, name, wrong, alerts) => `Mirar ${ref} «${name}»: ${wrong} de sus ${alerts} alertas fueron falsas.`,
    decide: (total, count) => `${total} ${count === 1 ? 'propuesta espera' : 'propuestas esperan'} una decisión.`,
    nothingNext: 'Nada le espera.',
    recommended: (words, ref, alerts, count, days) =>
      `${ref === null ? '' : `${ref}: `}${words}; habría generado ${alerts} ${count === 1 ? 'alerta' : 'alertas'} en ${days === 1 ? 'un día' : `${days} días`}.`,
    counted: (time) => `Contado a partir de los registros, ${time}.`,
    worded: (model) => `Redactado por ${model}, cada cifra comprobada.`,
    witness: (head) => `El registro de auditoría terminaba en ${head}.`,
    open: 'Abrir el informe',
    print: 'Imprimir',
    pdf: 'Guardar como PDF',
    archive: 'Todos los informes',
    withoutNames: 'Aquí faltan cuentas y direcciones: no todos en este canal pueden leer los registros.',
  },
});
