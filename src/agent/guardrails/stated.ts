import type { AlertStatus } from '../../domain/alert.ts';
import type { IncidentStatus } from '../../domain/incident.ts';
import type { ProposalState } from '../../domain/proposal.ts';

type Status = AlertStatus | IncidentStatus | ProposalState;

interface Family {
  words: string;
  /** Where a thing stands that is so; none where that is no status of its own. */
  is: readonly Status[];
  /** And where it may have got since it was. */
  since?: readonly Status[];
}

/** What one says was done to a thing, and the status it has then. */
const FAMILIES: readonly Family[] = [
  {
    words: 'acknowledged|bestätigt|quittiert|acquittée?s?|confirmée?s?|confirmad[oa]s?|reconocid[oa]s?',
    is: ['acknowledged'],
    since: ['resolved', 'false_alarm'],
  },
  {
    words: 'resolved|solved|fixed|erledigt|gelöst|behoben|résolue?s?|réglée?s?|resuelt[oa]s?|solucionad[oa]s?',
    is: ['resolved', 'closed'],
  },
  {
    words: 'closed|geschlossen|abgeschlossen|fermée?s?|clôturée?s?|clos(?:es)?|cerrad[oa]s?',
    is: ['closed', 'resolved', 'false_alarm'],
  },
  { words: 'contained|eingedämmt|contenue?s?|contenid[oa]s?', is: ['contained'], since: ['closed'] },
  {
    words: 're-?opened|wiedereröffnet|wieder geöffnet|rouverte?s?|reabiert[oa]s?',
    is: ['open', 'investigating'],
    since: ['acknowledged', 'resolved', 'false_alarm', 'contained', 'closed'],
  },
  { words: 'dismissed|verworfen|écartée?s?|descartad[oa]s?', is: ['false_alarm', 'resolved'] },
  {
    words:
      '(?:marked |classified )?(?:as )?(?:a )?false[ _]alarms?|(?:als |ein )?fehlalarm(?: markiert)?|(?:marquée?s? |classée?s? )?(?:comme )?(?:une )?fausses? alertes?|(?:marcad[oa]s? )?(?:como )?(?:una )?falsas? alarmas?',
    is: ['false_alarm'],
  },
  { words: 'approved|freigegeben|genehmigt|approuvée?s?|aprobad[oa]s?', is: ['approved'] },
  { words: 'rejected|declined|abgelehnt|rejetée?s?|refusée?s?|rechazad[oa]s?', is: ['rejected'] },
  { words: 'assigned|reassigned|zugewiesen|zugeteilt|attribuée?s?|assignée?s?|asignad[oa]s?', is: [] },
  {
    words:
      'banned|muted|timed out|kicked|warned|gesperrt|gebannt|stummgeschaltet|verwarnt|bannie?s?|expulsée?s?|avertie?s?|banead[oa]s?|silenciad[oa]s?|expulsad[oa]s?|advertid[oa]s?',
    is: [],
  },
  {
    words:
      'switched (?:on|off)|turned (?:on|off)|enabled|disabled|retired|(?:ein|aus|ab)geschaltet|(?:dés)?activée?s?|(?:des)?activad[oa]s?',
    is: [],
  },
];

/** Words for states and for what brings them about, in four languages. */
export const STATED_ANYHOW = FAMILIES.map(({ words }) => words).join('|');
/** Of these, those that are a status of an alert, an incident or a proposal. */
export const STATUS_WORDS = FAMILIES.filter(({ is }) => is.length > 0)
  .map(({ words }) => words)
  .join('|');

const PATTERNS = FAMILIES.map(({ words }) => new RegExp(String.raw`^(?:${words})$`, 'iu'));
const WITHIN = FAMILIES.map(({ words }) => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words})(?![\p{L}\p{N}])`, 'iu'));
const OPEN = /^(?:open|offen|ouverte?s?|abiert[oa]s?)$/iu;
const OPEN_WITHIN = /(?<![\p{L}\p{N}])(?:open|offen|ouverte?s?|abiert[oa]s?)(?![\p{L}\p{N}])/iu;
const STILL_OPEN: readonly Status[] = ['open', 'acknowledged', 'investigating', 'contained', 'pending'];

/** Whether a thing of this status is what a word says; `past`: it was, once. Words that are no status fit any. */
export function fitsStatus(word: string, status: string | undefined, past = false): boolean {
  if (status === undefined) return true;
  if (OPEN.test(word)) return (STILL_OPEN as readonly string[]).includes(status);
  const family = FAMILIES[PATTERNS.findIndex((pattern) => pattern.test(word))];
  if (!family || family.is.length === 0) return true;
  const fitting: readonly string[] = [...family.is, ...(past ? (family.since ?? []) : [])];
  return fitting.includes(status);
}

/** Whether a word is a status of its own, of an alert, an incident or a proposal. */
export const isStatus = (word: string): boolean => OPEN.test(word) || !fitsStatus(word, 'none');

/** Whether a line says the same of a thing, in whatever language. */
export function saysSame(line: string, word: string): boolean {
  const wanted = OPEN.test(word) ? OPEN_WITHIN : WITHIN[PATTERNS.findIndex((pattern) => pattern.test(word))];
  return wanted?.test(line) ?? false;
}

/** Whether lines of earlier answers, newest first, say the same of a thing: the newest that says anything counts. */
export function saidBefore(lines: readonly string[], word: string): boolean {
  const telling = lines.find((line) => OPEN_WITHIN.test(line) || WITHIN.some((one) => one.test(line)));
  return telling !== undefined && saysSame(telling, word);
}
