import type { Language } from '../../domain/language.ts';
import type { Backtest, ProposalState, TriedOn } from '../../domain/proposal.ts';
import { inEveryLanguage } from './catalogue.ts';

/** Arguments of a proposal that hold texts or lists, and that its title may cut. */
export type WrittenArgument = 'title' | 'summary' | 'comment' | 'resolution' | 'note' | 'alerts' | 'reason';

interface ProposalWords {
  states: Record<ProposalState, string>;
  untrusted: string;
  why: string;
  askedBy: string;
  /** A language model's own idea: that, who suggested it, while whom it answered, and the same in brackets. */
  unasked: string;
  suggestedBy: string;
  model: (name: string) => string;
  byModel: string;
  until: string;
  /** What it would write, by the name of the argument. */
  written: Record<WrittenArgument, string>;
  /** A card that cannot hold all that would be written has no button for it. */
  longer: string;
  known: string;
  knownAlerts: (known: Backtest['known']) => string;
  perDay: string;
  alerts: string;
  /** There is nothing to try it on. */
  nothing: Record<TriedOn, string>;
  wouldHave: (alerts: number, days: number, perWeek: number) => string;
  /** Only the latest logins were looked at. */
  latest: (logins: number) => string;
  /** It took too long to look at all. */
  tooLong: Record<TriedOn, (tried: number) => string>;
  waiting: (count: number) => string;
  open: string;
  edit: string;
  approve: string;
  reject: string;
  later: string;
  putOff: (when: string) => string;
  /** Two people have to; these have. */
  oneMore: (names: string) => string;
  approvals: string;
  switchOff: string;
  undo: string;
  propose: string;
  othersDecide: Record<'admin' | 'officer' | 'moderator', string>;
  moderation: { case: string /** What it does on the platform. */; there: string };
  approvedBy: (who: string, when: string) => string;
  rejectedBy: (who: string, when: string) => string;
  expired: string;
  superseded: (why: string) => string;
  /** Why not: whom it was about was forgotten. */
  forgotten: (refs: string) => string;
}

/** What the card of a proposal says. */
export const proposalWords = inEveryLanguage<ProposalWords>({
  en: {
    states: {
      pending: 'waits for approval',
      approved: 'approved',
      rejected: 'rejected',
      expired: 'expired',
      superseded: 'not carried out',
    },
    untrusted: 'The assistant suggests this after reading text from outside. Look twice before you approve it.',
    why: 'Why',
    askedBy: 'Asked by',
    unasked: 'Suggested by the language model: nobody asked for it. Check it before you approve it.',
    suggestedBy: 'Suggested by',
    model: (name) => `the language model, while answering ${name}`,
    byModel: 'suggested by the language model',
    until: 'Decide until',
    written: {
      title: 'Title',
      summary: 'Summary',
      comment: 'Comment',
      resolution: 'Resolution',
      note: 'Note',
      alerts: 'Alerts',
      reason: 'Reason, told to them',
    },
    longer: 'It would write more than fits here. Open it to read all of it before you decide.',
    known: 'Noticed already',
    knownAlerts: ({ alerts, falseAlarms }) =>
      `${alerts} of them have an alert${falseAlarms > 0 ? `, ${falseAlarms} called a false alarm` : ''}`,
    perDay: 'Alerts it would have raised',
    alerts: 'alerts',
    nothing: {
      logins: 'There are no logins yet to try this rule on.',
      camera_events: 'There is nothing yet that cameras saw to try this rule on.',
      signals: 'There are no signals of other systems yet to try this rule on.',
    },
    wouldHave: (alerts, days, perWeek) =>
      `This rule would have raised ${alerts === 0 ? 'no alert' : alerts === 1 ? '1 alert' : `${number('en', alerts)} alerts`} in the last ${days === 1 ? 'day' : `${days} days`}${alerts === 0 ? '' : ` (${perWeek < 1 ? 'less than 1' : `about ${number('en', perWeek)}`} a week)`}.`,
    latest: (logins) => `Only the latest ${number('en', logins)} logins were looked at.`,
    tooLong: {
      logins: (logins) => `There were too many to look at all: it was tried on ${number('en', logins)} logins.`,
      camera_events: (events) =>
        `There were too many to look at all: it was tried on ${number('en', events)} camera events.`,
      signals: (signals) => `There were too many to look at all: it was tried on ${number('en', signals)} signals.`,
    },
    waiting: (count) => `${count} ${count === 1 ? 'proposal waits' : 'proposals wait'} for approval`,
    open: 'Open',
    edit: 'Edit',
    approve: 'Approve',
    reject: 'Reject',
    later: 'Later',
    putOff: (when) => `Put off: it comes back on ${when}. It may be decided before.`,
    oneMore: (names) => `Approved by ${names}; one more person has to approve it.`,
    approvals: 'Approved by',
    switchOff: 'Switch off again',
    undo: 'Undo',
    propose: 'Propose',
    othersDecide: {
      admin: 'An admin can approve this.',
      officer: 'A security officer or an admin can approve this.',
      moderator: 'A moderator, a security officer or an admin can approve this.',
    },
    moderation: { case: 'Case', there: 'What it does there' },
    approvedBy: (who, when) => `Approved by ${who}, ${when}`,
    rejectedBy: (who, when) => `Rejected by ${who}, ${when}`,
    expired: 'Nobody decided in time. Nothing was changed; propose it again if it is still wanted.',
    superseded: (why) => `Not carried out: ${why}. Nothing was changed.`,
    forgotten: (refs) => `${refs}, whom it was about, was forgotten`,
  },
  de: {
    states: {
      pending: 'wartet auf Freigabe',
      approved: 'freigegeben',
      rejected: 'abgelehnt',
      expired: 'abgelaufen',
      superseded: 'nicht ausgeführt',
    },
    untrusted:
      'Der Assistent schlägt das vor, nachdem er Text von außen gelesen hat. Sehen Sie vor der Freigabe zweimal hin.',
    why: 'Warum',
    askedBy: 'Vorgeschlagen von',
    unasked: 'Vom Sprachmodell vorgeschlagen: Niemand hat darum gebeten. Prüfen Sie es, bevor Sie es freigeben.',
    suggestedBy: 'Vorgeschlagen von',
    model: (name) => `dem Sprachmodell, bei einer Antwort an ${name}`,
    byModel: 'vom Sprachmodell vorgeschlagen',
    until: 'Entscheiden bis',
    written: {
      title: 'Titel',
      summary: 'Zusammenfassung',
      comment: 'Kommentar',
      resolution: 'Ergebnis',
      note: 'Notiz',
      alerts: 'Alarme',
      reason: 'Grund, der mitgeteilt wird',
    },
    longer: 'Es würde mehr geschrieben, als hier Platz hat. Öffnen Sie es, um alles zu lesen, bevor Sie entscheiden.',
    known: 'Schon bemerkt',
    knownAlerts: ({ alerts, falseAlarms }) =>
      `${alerts} davon haben einen Alarm${falseAlarms > 0 ? `, ${falseAlarms} als Fehlalarm eingestuft` : ''}`,
    perDay: 'Alarme, die sie ausgelöst hätte',
    alerts: 'Alarme',
    nothing: {
      logins: 'Es gibt noch keine Anmeldungen, an denen sich diese Regel erproben ließe.',
      camera_events: 'Es gibt noch nichts, was Kameras sahen, woran sich diese Regel erproben ließe.',
      signals: 'Es gibt noch keine Signale anderer Systeme, an denen sich diese Regel erproben ließe.',
    },
    wouldHave: (alerts, days, perWeek) =>
      `Diese Regel hätte ${days === 1 ? 'am letzten Tag' : `in den letzten ${days} Tagen`} ${alerts === 0 ? 'keinen Alarm' : alerts === 1 ? '1 Alarm' : `${number('de', alerts)} Alarme`} ausgelöst${alerts === 0 ? '' : ` (${perWeek < 1 ? 'weniger als 1' : `etwa ${number('de', perWeek)}`} pro Woche)`}.`,
    latest: (logins) => `Betrachtet wurden nur die letzten ${number('de', logins)} Anmeldungen.`,
    tooLong: {
      logins: (logins) => `Es waren zu viele für alle: erprobt an ${number('de', logins)} Anmeldungen.`,
      camera_events: (events) =>
        `Es waren zu viele für alle: erprobt an ${number('de', events)} Ereignissen von Kameras.`,
      signals: (signals) => `Es waren zu viele für alle: erprobt an ${number('de', signals)} Signalen.`,
    },
    waiting: (count) => `${count} ${count === 1 ? 'Vorschlag wartet' : 'Vorschläge warten'} auf Freigabe`,
    open: 'Öffnen',
    edit: 'Bearbeiten',
    approve: 'Freigeben',
    reject: 'Ablehnen',
    later: 'Später',
    putOff: (when) => `Verschoben: kommt am ${when} wieder. Vorher entscheiden geht auch.`,
    oneMore: (names) => `Freigegeben von ${names}; eine weitere Person muss noch freigeben.`,
    approvals: 'Freigegeben von',
    switchOff: 'Wieder ausschalten',
    undo: 'Rückgängig machen',
    propose: 'Vorschlagen',
    othersDecide: {
      admin: 'Ein Administrator kann das freigeben.',
      officer: 'Ein Sicherheitsbeauftragter oder ein Administrator kann das freigeben.',
      moderator: 'Ein Moderator, ein Sicherheitsbeauftragter oder ein Administrator kann das freigeben.',
    },
    moderation: { case: 'Fall', there: 'Was es dort tut' },
    approvedBy: (who, when) => `Freigegeben von ${who}, ${when}`,
    rejectedBy: (who, when) => `Abgelehnt von ${who}, ${when}`,
    expired:
      'Niemand hat rechtzeitig entschieden. Es wurde nichts geändert; schlagen Sie es bei Bedarf noch einmal vor.',
    superseded: (why) => `Nicht ausgeführt: ${why}. Es wurde nichts geändert.`,
    forgotten: (refs) => `${refs}, um wen es darin ging, wurde vergessen`,
  },
  fr: {
    states: {
      pending: 'en attente d’approbation',
      approved: 'approuvée',
      rejected: 'rejetée',
      expired: 'expirée',
      superseded: 'non exécutée',
    },
    untrusted:
      'L’assistant propose ceci après avoir lu du texte venu de l’extérieur. Regardez-y à deux fois avant d’approuver.',
    why: 'Pourquoi',
    askedBy: 'Proposée par',
    unasked: 'Proposé par le modèle de langage : personne ne l’a demandé. Vérifiez avant d’approuver.',
    suggestedBy: 'Proposée par',
    model: (name) => `le modèle de langage, en répondant à ${name}`,
    byModel: 'proposé par le modèle de langage',
    until: 'À décider avant le',
    written: {
      title: 'Titre',
      summary: 'Résumé',
      comment: 'Commentaire',
      resolution: 'Issue',
      note: 'Note',
      alerts: 'Alertes',
      reason: 'Motif, communiqué à la personne',
    },
    longer: 'Il écrirait plus que ce qui tient ici. Ouvrez-le pour tout lire avant de décider.',
    known: 'Déjà remarqué',
    knownAlerts: ({ alerts, falseAlarms }) =>
      `${alerts} d’entre elles ont une alerte${falseAlarms > 0 ? `, dont ${falseAlarms} ${falseAlarms === 1 ? 'classée fausse' : 'classées fausses'}` : ''}`,
    perDay: 'Alertes qu’elle aurait déclenchées',
    alerts: 'alertes',
    nothing: {
      logins: 'Il n’y a pas encore de connexions sur lesquelles essayer cette règle.',
      camera_events: 'Les caméras n’ont encore rien vu sur quoi essayer cette règle.',
      signals: 'Il n’y a pas encore de signaux d’autres systèmes sur lesquels essayer cette règle.',
    },
    wouldHave: (alerts, days, perWeek) =>
      `Cette règle ${alerts === 0 ? 'n’aurait déclenché aucune alerte' : `aurait déclenché ${alerts === 1 ? '1 alerte' : `${number('fr', alerts)} alertes`}`} ${days === 1 ? 'le dernier jour' : `ces ${days} derniers jours`}${alerts === 0 ? '' : ` (${perWeek < 1 ? 'moins d’une' : `environ ${number('fr', perWeek)}`} par semaine)`}.`,
    latest: (logins) => `Seules les ${number('fr', logins)} dernières connexions ont été examinées.`,
    tooLong: {
      logins: (logins) =>
        `Il y en avait trop pour tout examiner : l’essai porte sur ${number('fr', logins)} connexions.`,
      camera_events: (events) =>
        `Il y en avait trop pour tout examiner : l’essai porte sur ${number('fr', events)} événements de caméras.`,
      signals: (signals) =>
        `Il y en avait trop pour tout examiner : l’essai porte sur ${number('fr', signals)} signaux.`,
    },
    waiting: (count) => `${count} ${count === 1 ? 'proposition attend' : 'propositions attendent'} une approbation`,
    open: 'Ouvrir',
    edit: 'Modifier',
    approve: 'Approuver',
    reject: 'Rejeter',
    later: 'Plus tard',
    putOff: (when) => `Remise à plus tard : elle revient le ${when}. On peut décider avant.`,
    oneMore: (names) => `Approuvée par ${names} ; une autre personne doit encore l’approuver.`,
    approvals: 'Approuvée par',
    switchOff: 'Désactiver à nouveau',
    undo: 'Annuler',
    propose: 'Proposer',
    othersDecide: {
      admin: 'Un administrateur peut approuver ceci.',
      officer: 'Un responsable de la sécurité ou un administrateur peut approuver ceci.',
      moderator: 'Un modérateur, un responsable de la sécurité ou un administrateur peut approuver ceci.',
    },
    moderation: { case: 'Cas', there: 'Ce que cela fait là-bas' },
    approvedBy: (who, when) => `Approuvée par ${who}, ${when}`,
    rejectedBy: (who, when) => `Rejetée par ${who}, ${when}`,
    expired: 'Personne n’a décidé à temps. Rien n’a été modifié ; proposez-la de nouveau si elle est toujours voulue.',
    superseded: (why) => `Non exécutée : ${why}. Rien n’a été modifié.`,
    forgotten: (refs) => `${refs}, dont il s’agissait, a été oubliée`,
  },
  es: {
    states: {
      pending: 'espera aprobación',
      approved: 'aprobada',
      rejected: 'rechazada',
      expired: 'caducada',
      superseded: 'no ejecutada',
    },
    untrusted: 'El asistente propone esto después de leer texto de fuera. Mírelo dos veces antes de aprobarlo.',
    why: 'Por qué',
    askedBy: 'Propuesta por',
    unasked: 'Propuesto por el modelo de lenguaje: nadie lo pidió. Compruébelo antes de aprobarlo.',
    suggestedBy: 'Propuesta por',
    model: (name) => `el modelo de lenguaje, al responder a ${name}`,
    byModel: 'propuesto por el modelo de lenguaje',
    until: 'Decidir antes del',
    written: {
      title: 'Título',
      summary: 'Resumen',
      comment: 'Comentario',
      resolution: 'Resultado',
      note: 'Nota',
      alerts: 'Alertas',
      reason: 'Motivo, que se comunica',
    },
    longer: 'Escribiría más de lo que cabe aquí. Ábralo para leerlo todo antes de decidir.',
    known: 'Ya advertido',
    knownAlerts: ({ alerts, falseAlarms }) =>
      `${alerts} de ellas tienen una alerta${falseAlarms > 0 ? `, ${falseAlarms} de ellas ${falseAlarms === 1 ? 'falsa alarma' : 'falsas alarmas'}` : ''}`,
    perDay: 'Alertas que habría generado',
    alerts: 'alertas',
    nothing: {
      logins: 'Todavía no hay inicios de sesión con los que probar esta regla.',
      camera_events: 'Las cámaras todavía no han visto nada con lo que probar esta regla.',
      signals: 'Todavía no hay señales de otros sistemas con las que probar esta regla.',
    },
    wouldHave: (alerts, days, perWeek) =>
      `Esta regla ${alerts === 0 ? 'no habría generado ninguna alerta' : `habría generado ${alerts === 1 ? '1 alerta' : `${number('es', alerts)} alertas`}`} ${days === 1 ? 'en el último día' : `en los últimos ${days} días`}${alerts === 0 ? '' : ` (${perWeek < 1 ? 'menos de 1' : `unas ${number('es', perWeek)}`} por semana)`}.`,
    latest: (logins) => `Solo se miraron los últimos ${number('es', logins)} inicios de sesión.`,
    tooLong: {
      logins: (logins) => `Eran demasiados para mirarlos todos: se probó con ${number('es', logins)}.`,
      camera_events: (events) =>
        `Eran demasiados para mirarlos todos: se probó con ${number('es', events)} eventos de cámaras.`,
      signals: (signals) => `Eran demasiadas para mirarlas todas: se probó con ${number('es', signals)} señales.`,
    },
    waiting: (count) => `${count} ${count === 1 ? 'propuesta espera' : 'propuestas esperan'} aprobación`,
    open: 'Abrir',
    edit: 'Editar',
    approve: 'Aprobar',
    reject: 'Rechazar',
    later: 'Más tarde',
    putOff: (when) => `Aplazada: vuelve el ${when}. Se puede decidir antes.`,
    oneMore: (names) => `Aprobada por ${names}; otra persona tiene que aprobarla también.`,
    approvals: 'Aprobada por',
    switchOff: 'Desactivar de nuevo',
    undo: 'Deshacer',
    propose: 'Proponer',
    othersDecide: {
      admin: 'Un administrador puede aprobar esto.',
      officer: 'Un responsable de seguridad o un administrador puede aprobar esto.',
      moderator: 'Un moderador, un responsable de seguridad o un administrador puede aprobar esto.',
    },
    moderation: { case: 'Caso', there: 'Qué hace allí' },
    approvedBy: (who, when) => `Aprobada por ${who}, ${when}`,
    rejectedBy: (who, when) => `Rechazada por ${who}, ${when}`,
    expired: 'Nadie decidió a tiempo. No se cambió nada; propóngala de nuevo si aún la quiere.',
    superseded: (why) => `No se ejecutó: ${why}. No se cambió nada.`,
    forgotten: (refs) => `${refs}, de quien se trataba, fue olvidada`,
  },
});

const number = (language: string, value: number): string =>
  value.toLocaleString(language === 'en' ? 'en-GB' : language, { useGrouping: 'always' });

/** Why a proposal was not carried out, which is kept in English, as far as it can be said in a language. */
export function supersededWhy(outcome: string, language: Language): string {
  const refs = /^(PER-\d+(?:, PER-\d+)*), whom it was about, was forgotten$/.exec(outcome)?.[1];
  return refs ? proposalWords[language].forgotten(refs) : outcome;
}
