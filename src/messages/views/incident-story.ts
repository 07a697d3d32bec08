import type { Alert } from '../../domain/alert.ts';
import type { IncidentEntry } from '../../domain/incident.ts';
import type { IncidentFacts } from '../../domain/incident-review.ts';
import { openTasks } from '../../domain/incident-work.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { SEVERITIES, type Severity } from '../../domain/severity.ts';
import { oneLine } from '../../domain/text.ts';
import { incidentWriting } from '../catalogue/incident-writing.ts';
import { entryText } from '../catalogue/stored-words.ts';
import { terms } from '../catalogue/terms.ts';
import { titleIn } from '../incident-title.ts';
import { durationText, timeText } from '../time-text.ts';

const NAMES_SHOWN = 5;
const REFS_SHOWN = 10;
const TASKS_SHOWN = 5;

/** What is said of an incident, sentence by sentence, all of it counted from its records: drafts, summaries and reviews are made of these. */
export function incidentStory(facts: IncidentFacts, language: Language, now: Date) {
  const { say } = incidentWriting[language];
  const { incident, alerts, began, timeZone, entries } = facts;
  const ref = formatReference({ kind: 'incident', number: incident.number });
  const when = (at: Date): string => timeText(at, timeZone, language);
  const over = incident.closedAt !== null;
  const open = alerts.filter(({ status }) => status === 'open');
  const noticed = Math.round((incident.openedAt.getTime() - began.at.getTime()) / 1000);
  const distinct = (values: readonly (string | null)[]): string | null => {
    const all = [...new Set(values.filter((value) => value !== null))];
    const rest = all.length - NAMES_SHOWN;
    const shown = all.slice(0, NAMES_SHOWN).map((value) => oneLine(value, 80));
    return all.length === 0 ? null : shown.join(', ') + (rest > 0 ? say.more(rest) : '');
  };
  const accounts = distinct(alerts.map(({ account }) => account));
  const addresses = distinct(alerts.map(({ address }) => address));
  return {
    ref,
    is: say.is(
      ref,
      oneLine(titleIn(incident, language)),
      terms[language].incidentStatus[incident.status],
      terms[language].severity[incident.severity],
    ),
    summary: oneLine(incident.summary, 600),
    began: say.began(when(began.at), noticed >= 60 ? durationText(noticed) : null),
    alerts:
      alerts.length === 0
        ? say.noAlerts
        : say.alerts(
            alerts.length,
            bySeverity(alerts),
            alerts.reduce((sum, { count }) => sum + count, 0),
            refs(alerts, say.more),
          ),
    accounts: accounts === null ? '' : say.accounts(accounts),
    addresses: addresses === null ? '' : say.addresses(addresses),
    lasted: say.lasted(
      durationText(Math.max(0, ((incident.closedAt ?? now).getTime() - began.at.getTime()) / 1000)),
      over,
    ),
    withWhom: over ? '' : say.withWhom(incident.assigneeName && oneLine(incident.assigneeName, 80)),
    closed: incident.closedAt
      ? say.closed(when(incident.closedAt), incident.resolution ? oneLine(incident.resolution, 600) : null)
      : '',
    evidence: facts.evidence.length === 0 ? '' : say.evidence(facts.evidence.length),
    /** What was done since it was opened, the oldest first. */
    acts: entries
      .filter(({ kind, undone }) => kind !== 'opened' && !undone && !isReport(kind))
      .map((entry) => actText(entry, timeZone, language)),
    /** What waits for somebody, beside its tasks. */
    open: [
      ...(!over && incident.assigneeName === null ? [say.assign] : []),
      ...(open.length > 0 ? [say.openAlerts(open.length, refs(open, say.more))] : []),
      ...(incident.status === 'open' || incident.status === 'investigating' ? [say.contain] : []),
      ...(incident.status === 'contained' ? [say.close] : []),
    ],
    /** Open ones, in the words of who wrote them. */
    tasks: openTasks(facts.tasks)
      .slice(0, TASKS_SHOWN)
      .map(({ title, assigneeName }) => say.task(oneLine(title, 200), assigneeName && oneLine(assigneeName, 80))),
  };
}
export type IncidentStory = ReturnType<typeof incidentStory>;

/** `Fri 20 Nov 2026, 14:03, Maria: Assigned to Jonas` */
export const actText = (
  entry: Pick<IncidentEntry, 'at' | 'actorName' | 'kind' | 'text' | 'change'>,
  timeZone: string,
  language: Language,
  most = 300,
): string =>
  incidentWriting[language].say.act(
    timeText(entry.at, timeZone, language),
    oneLine(entry.actorName, 80),
    oneLine(entryText(entry as IncidentEntry, language), most),
  );

/** Reports sum up what other lines say. */
export const isReport = (kind: IncidentEntry['kind']): boolean =>
  kind === 'tactical_report' || kind === 'executive_report';

const bySeverity = (alerts: readonly Alert[]): [Severity, number][] =>
  SEVERITIES.toReversed()
    .map((severity): [Severity, number] => [severity, alerts.filter((alert) => alert.severity === severity).length])
    .filter(([, count]) => count > 0);

function refs(alerts: readonly Alert[], more: (count: number) => string): string {
  const shown = alerts
    .map(({ number }) => number)
    .toSorted((a, b) => a - b)
    .slice(0, REFS_SHOWN)
    .map((number) => formatReference({ kind: 'alert', number }));
  const rest = alerts.length - shown.length;
  return shown.join(', ') + (rest > 0 ? more(rest) : '');
}
