import type { AlertStatus } from '../../domain/alert.ts';
import { TOGETHER } from '../../domain/escalation.ts';
import type { IncidentStatus } from '../../domain/incident.ts';
import type { Language } from '../../domain/language.ts';
import type { AppealState, CaseState } from '../../domain/moderation.ts';
import type { ProposalState } from '../../domain/proposal.ts';
import type { RuleState } from '../../domain/rule.ts';
import type { Severity } from '../../domain/severity.ts';
import type { AlertStory, MatterState } from '../outbound.ts';
import { exceptionWords } from './alert-exceptions.ts';
import { claimWords } from './case-claims.ts';
import { inEveryLanguage } from './catalogue.ts';
import { incidentWriting } from './incident-writing.ts';
import { lapsingWords } from './lapsing.ts';
import { actionWords } from './moderation-action.ts';
import { moderationWords } from './moderation-case.ts';
import { roomWords } from './rooms.ts';
import { stormWords } from './storms.ts';
import { terms } from './terms.ts';

interface NewsWords {
  by: (name: string) => string;
  alert: Record<AlertStatus, string>;
  incident: Record<IncidentStatus, string>;
  proposal: Record<ProposalState, string>;
  case: Record<CaseState, string>;
  appeal: Record<AppealState, string>;
  rule: Record<RuleState, string>;
  undone: string;
  severity: (now: string, before: string) => string;
  belongsTo: (incident: string) => string;
  belongsToNone: string;
  noticedToo: (rules: string) => string;
  worksOnIt: (name: string) => string;
  nobodyWorksOnIt: string;
  /** In the place of a message that is told anew further down. */
  toldAnew: (ref: string, severity: string) => string;
  /** In the place of a proposal that was put off and is asked for further down. */
  askedAnew: (ref: string) => string;
  /** The same of one that was edited meanwhile. */
  editedAnew: (ref: string) => string;
  putOff: string;
}

const newsWords = inEveryLanguage<NewsWords>({
  en: {
    by: (name) => ` by ${name}`,
    alert: {
      open: 'Open again',
      acknowledged: 'Acknowledged',
      resolved: 'Resolved',
      false_alarm: 'Called a false alarm',
    },
    incident: {
      open: 'Open again',
      investigating: 'Being investigated',
      contained: 'Contained',
      closed: 'Closed',
      withdrawn: 'Withdrawn',
    },
    proposal: {
      pending: 'Waits for a decision again',
      approved: 'Approved',
      rejected: 'Rejected',
      expired: 'Not decided in time',
      superseded: 'Not carried out: what it acts on has changed',
    },
    case: { open: 'Open again', acted: 'Acted on', dismissed: 'Dismissed', overturned: 'What was done is taken back' },
    appeal: { open: 'Open again', upheld: 'The decision stands', overturned: 'What was done is taken back' },
    rule: { draft: 'A draft again', active: 'Switched on', rejected: 'Rejected', retired: 'Switched off' },
    undone: 'Taken back',
    severity: (now, before) => `Now ${now}, it was ${before}`,
    belongsTo: (incident) => `Belongs to ${incident} now`,
    belongsToNone: 'Belongs to no incident any more',
    noticedToo: (rules) => `Noticed by ${rules} as well`,
    worksOnIt: (name) => `${name} has it now`,
    nobodyWorksOnIt: 'Nobody has it now',
    toldAnew: (ref, severity) => `${ref} is ${severity} now. It goes on further down.`,
    askedAnew: (ref) => `${ref} was put off, and is asked for again further down.`,
    editedAnew: (ref) => `${ref} was edited, and is asked for as it is now further down.`,
    putOff: 'Put off for some days',
  },
  de: {
    by: (name) => ` von ${name}`,
    alert: {
      open: 'Wieder offen',
      acknowledged: 'Bestätigt',
      resolved: 'Erledigt',
      false_alarm: 'Als Fehlalarm eingestuft',
    },
    incident: {
      open: 'Wieder offen',
      investigating: 'In Untersuchung',
      contained: 'Eingedämmt',
      closed: 'Geschlossen',
      withdrawn: 'Zurückgezogen',
    },
    proposal: {
      pending: 'Wartet wieder auf eine Entscheidung',
      approved: 'Angenommen',
      rejected: 'Abgelehnt',
      expired: 'Nicht rechtzeitig entschieden',
      superseded: 'Nicht ausgeführt: was er betrifft, hat sich geändert',
    },
    case: {
      open: 'Wieder offen',
      acted: 'Es wurde gehandelt',
      dismissed: 'Verworfen',
      overturned: 'Was getan wurde, ist zurückgenommen',
    },
    appeal: {
      open: 'Wieder offen',
      upheld: 'Die Entscheidung bleibt',
      overturned: 'Was getan wurde, ist zurückgenommen',
    },
    rule: { draft: 'Wieder ein Entwurf', active: 'Eingeschaltet', rejected: 'Abgelehnt', retired: 'Ausgeschaltet' },
    undone: 'Zurückgenommen',
    severity: (now, before) => `Jetzt ${now}, vorher ${before}`,
    belongsTo: (incident) => `Gehört jetzt zu ${incident}`,
    belongsToNone: 'Gehört zu keinem Vorfall mehr',
    noticedToo: (rules) => `Auch von ${rules} bemerkt`,
    worksOnIt: (name) => `${name} kümmert sich jetzt darum`,
    nobodyWorksOnIt: 'Niemand kümmert sich jetzt darum',
    toldAnew: (ref, severity) => `${ref} ist jetzt ${severity}. Es geht weiter unten weiter.`,
    askedAnew: (ref) => `${ref} war verschoben und steht weiter unten wieder zur Entscheidung.`,
    editedAnew: (ref) => `${ref} wurde bearbeitet und steht weiter unten in der neuen Fassung zur Entscheidung.`,
    putOff: 'Um einige Tage verschoben',
  },
  fr: {
    by: (name) => ` par ${name}`,
    alert: {
      open: 'De nouveau ouverte',
      acknowledged: 'Prise en compte',
      resolved: 'Résolue',
      false_alarm: 'Classée fausse alerte',
    },
    incident: {
      open: 'De nouveau ouvert',
      investigating: 'En cours d’enquête',
      contained: 'Contenu',
      closed: 'Clos',
      withdrawn: 'Retiré',
    },
    proposal: {
      pending: 'Attend de nouveau une décision',
      approved: 'Approuvée',
      rejected: 'Rejetée',
      expired: 'Non décidée à temps',
      superseded: 'Non exécutée : ce qu’elle concerne a changé',
    },
    case: {
      open: 'De nouveau ouvert',
      acted: 'Traité',
      dismissed: 'Classé sans suite',
      overturned: 'Ce qui a été fait est annulé',
    },
    appeal: {
      open: 'De nouveau ouvert',
      upheld: 'La décision est maintenue',
      overturned: 'Ce qui a été fait est annulé',
    },
    rule: { draft: 'De nouveau un brouillon', active: 'Activée', rejected: 'Rejetée', retired: 'Désactivée' },
    undone: 'Annulée',
    severity: (now, before) => `Désormais ${now}, auparavant ${before}`,
    belongsTo: (incident) => `Fait désormais partie de ${incident}`,
    belongsToNone: 'Ne fait plus partie d’aucun incident',
    noticedToo: (rules) => `Remarquée aussi par ${rules}`,
    worksOnIt: (name) => `${name} s’en occupe désormais`,
    nobodyWorksOnIt: 'Personne ne s’en occupe désormais',
    toldAnew: (ref, severity) => `${ref} est désormais ${severity}. La suite est plus bas.`,
    askedAnew: (ref) => `${ref} avait été remise à plus tard ; elle est de nouveau soumise plus bas.`,
    editedAnew: (ref) => `${ref} a été modifiée ; elle est soumise plus bas dans sa nouvelle version.`,
    putOff: 'Remise à quelques jours',
  },
  es: {
    by: (name) => ` por ${name}`,
    alert: {
      open: 'Abierta de nuevo',
      acknowledged: 'Confirmada',
      resolved: 'Resuelta',
      false_alarm: 'Marcada como falsa alarma',
    },
    incident: {
      open: 'Abierto de nuevo',
      investigating: 'En investigación',
      contained: 'Contenido',
      closed: 'Cerrado',
      withdrawn: 'Retirado',
    },
    proposal: {
      pending: 'Espera de nuevo una decisión',
      approved: 'Aprobada',
      rejected: 'Rechazada',
      expired: 'No se decidió a tiempo',
      superseded: 'No se ejecutó: aquello a lo que se refiere ha cambiado',
    },
    case: {
      open: 'Abierto de nuevo',
      acted: 'Atendido',
      dismissed: 'Descartado',
      overturned: 'Lo hecho queda anulado',
    },
    appeal: { open: 'Abierto de nuevo', upheld: 'La decisión se mantiene', overturned: 'Lo hecho queda anulado' },
    rule: { draft: 'De nuevo un borrador', active: 'Activada', rejected: 'Rechazada', retired: 'Desactivada' },
    undone: 'Deshecha',
    severity: (now, before) => `Ahora ${now}, antes ${before}`,
    belongsTo: (incident) => `Ahora pertenece a ${incident}`,
    belongsToNone: 'Ya no pertenece a ningún incidente',
    noticedToo: (rules) => `Advertida también por ${rules}`,
    worksOnIt: (name) => `${name} se encarga ahora`,
    nobodyWorksOnIt: 'Nadie se encarga ahora',
    toldAnew: (ref, severity) => `${ref} es ahora ${severity}. Sigue más abajo.`,
    askedAnew: (ref) => `${ref} se había aplazado y vuelve a plantearse más abajo.`,
    editedAnew: (ref) => `${ref} se ha modificado y se plantea más abajo tal como es ahora.`,
    putOff: 'Aplazada unos días',
  },
});

/** What changed between two tellings, who did it, in a line; null where nothing did that is worth a word. */
export function storyOf(before: MatterState, now: MatterState, language: Language = 'en'): string | null {
  const words = newsWords[language];
  const said: string[] = [];
  const by = now.by === null ? '' : words.by(now.by);
  if (now.status !== before.status) said.push(statusWords(now, language) + by);
  if (now.severity !== before.severity && now.severity !== null && before.severity !== null)
    said.push(words.severity(terms[language].severity[now.severity], terms[language].severity[before.severity]));
  if (now.kind === 'alert' && before.kind === 'alert' && now.incident !== before.incident)
    said.push(now.incident === null ? words.belongsToNone : words.belongsTo(now.incident));
  if (now.kind === 'alert' && before.kind === 'alert' && before.still && !now.still) {
    const lapsing = lapsingWords[language];
    if (now.status === 'acknowledged') said.push(lapsing.stays(now.by ?? before.still.who));
    else if (now.status === 'open') said.push(lapsing.lapsed(1));
  }
  if (now.kind === 'alert' && before.kind === 'alert')
    said.push(...noticedAnew(before, now, language), ...besidesStatus(before, now, language));
  if (now.kind === 'incident' && before.kind === 'incident' && now.assignee !== before.assignee)
    said.push(now.assignee === null ? words.nobodyWorksOnIt : words.worksOnIt(now.assignee));
  if (hasNewReport(before, now)) said.push(incidentWriting[language].told(now.report.kind, now.report.by));
  if (now.kind === 'incident' && before.kind === 'incident') said.push(...ofRoom(before.room, now.room, language));
  if (now.kind === 'proposal' && before.kind === 'proposal' && now.putOff && !before.putOff) said.push(words.putOff);
  if (now.kind === 'proposal' && before.kind === 'proposal' && now.undone && !before.undone)
    said.push(words.undone + by);
  if (now.kind === 'case' && before.kind === 'case') {
    const changed = Object.entries(now.did ?? {}).filter(([ref, state]) => before.did?.[ref] !== state);
    const { actionStates } = moderationWords[language];
    const parts = changed.map(([ref, state]) => ({ ref, state: actionStates[state] }));
    if (parts.length > 0) said.push(actionWords[language].story(parts));
    if (now.with && before.with && now.with !== before.with)
      said.push(claimWords[language].tookOver(now.with, before.with));
  }
  return said.length === 0 ? null : `${said.join('. ')}.`;
}

type Reported = Extract<MatterState, { kind: 'incident' }>;
/** Whether a report about an incident was written between two tellings. */
export const hasNewReport = (
  before: MatterState,
  now: MatterState,
): now is Reported & { report: NonNullable<Reported['report']> } =>
  now.kind === 'incident' &&
  before.kind === 'incident' &&
  now.report !== undefined &&
  now.report.entry !== before.report?.entry;

type RoomNow = Extract<MatterState, { kind: 'incident' }>['room'];

/** That an incident has a room of its own now, or has none any more. */
function ofRoom(before: RoomNow, now: RoomNow, language: Language): string[] {
  if (!now || (now.state === before?.state && now.name === before.name)) return [];
  const { story } = roomWords[language];
  if (now.state === 'failed' || now.state === 'gone') return [story[now.state]];
  const isNew = before?.name !== now.name || before.state === 'opening' || before.state === 'archived';
  return now.state === 'open' && isNew ? [story.open(now.name)] : [];
}

/** What goes on about an alert beside its status. */
/** The rules that noticed it since; what was told before they were kept has none. */
function noticedAnew(before: Partial<AlertStory>, now: Partial<AlertStory>, language: Language): string[] {
  if (!before.noticedBy || !now.noticedBy) return [];
  const refOf = (rule: string): string => rule.split(' ', 1)[0]!;
  const known = new Set(before.noticedBy.map(refOf));
  const fresh = now.noticedBy.filter((rule) => !known.has(refOf(rule)));
  return fresh.length > 0 ? [newsWords[language].noticedToo(fresh.join(', '))] : [];
}

function besidesStatus(before: Partial<AlertStory>, now: Partial<AlertStory>, language: Language): string[] {
  const { story: words } = exceptionWords[language];
  const said: string[] = [];
  if (now.snoozed?.until !== before.snoozed?.until)
    said.push(now.snoozed ? words.snoozed(now.snoozed.until, now.snoozed.by) : words.over);
  if (now.still && now.still.until !== before.still?.until)
    said.push(lapsingWords[language].asked(now.still.who, now.still.until));
  // what was told together with others is one message of all of them: a line in the thread of each would be as many again
  const again = (now.toldAgain ?? []).slice((before.toldAgain ?? []).length).filter((one) => one.search(TOGETHER) < 0);
  if (again.length > 0) said.push(words.nudged(again.join(', ')));
  const lost = (now.lost ?? []).filter((one) => !before.lost?.includes(one));
  if (lost.length > 0) said.push(exceptionWords[language].card.lost(lost.join(', ')));
  if (now.asked && (now.asked.state !== before.asked?.state || now.asked.who !== before.asked.who))
    said.push(words.asked[now.asked.state](now.asked.who));
  return said;
}

function statusWords(now: MatterState, language: Language): string {
  const words = newsWords[language];
  switch (now.kind) {
    case 'alert':
      return words.alert[now.status];
    case 'incident':
      return words.incident[now.status];
    case 'proposal':
      return words.proposal[now.status];
    case 'case':
      return words.case[now.status];
    case 'appeal':
      return words.appeal[now.status];
    case 'rule':
      return words.rule[now.status];
    case 'storm':
      return stormWords[language].story[now.status];
  }
}

/** In the place of a proposal that was put off and is asked for again: because its time has come, or as it was edited. */
export const askedAnew = (ref: string, edited: boolean, language: Language = 'en'): string =>
  newsWords[language][edited ? 'editedAnew' : 'askedAnew'](ref);

/** What stands in the place of a message that is told anew further down because the matter got worse. */
export const toldAnew = (ref: string, severity: Severity, language: Language = 'en'): string =>
  newsWords[language].toldAnew(ref, terms[language].severity[severity]);
