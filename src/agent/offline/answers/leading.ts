import { inLanguage } from '../../../domain/time-words.ts';
import { exceptionWords } from '../../../messages/catalogue/alert-exceptions.ts';
import { followUpWords } from '../../../messages/catalogue/follow-ups.ts';
import { leadingWords } from '../../../messages/catalogue/leading.ts';
import { terms } from '../../../messages/catalogue/terms.ts';
import type { AskedOfIt } from '../asked-of-it.ts';
import type { PlanContext } from '../plan-types.ts';
import type { OpenAlert } from './alert.ts';
import type { OpenIncident } from './incident.ts';
import { named, short, theirs } from './phrases.ts';

/** The sentence that answers what was asked of an alert; empty where the rest of the answer says it. */
export function alertLead(alert: OpenAlert, asked: AskedOfIt | undefined, { language }: PlanContext): string {
  const words = leadingWords[language];
  const when = (time: string): string => inLanguage(time, language);
  const isOpen = alert.status === 'open';
  const rule = alert.rule && `${alert.rule.ref} ${terms[language].quote(short(alert.rule.name))}`;
  switch (asked) {
    case 'who':
      if (alert.incident_assignee) return words.worksOnIt(named(alert.incident_assignee, language), alert.incident);
      if (alert.incident && alert.incident_assignee === null) return words.nobodyThrough(alert.incident);
      if (alert.incident) return '';
      return alert.status === 'acknowledged' && alert.status_by
        ? words.sawIt(named(alert.status_by, language))
        : isOpen
          ? words.nobody
          : '';
    case 'opened_by':
      return words.raisedByRule + (rule ? ` ${words.raisedBy(rule)}` : '');
    case 'settled_by':
      if (isOpen) return words.stillOpen;
      return alert.status_by
        ? words.settledBy(named(alert.status_by, language), alert.status_time ? when(alert.status_time) : null)
        : '';
    case 'why_settled':
      if (isOpen) return words.stillOpen;
      return alert.quoted_note ? words.reason(theirs(alert.quoted_note, language)) : words.noReason;
    case 'why_severity':
      return rule && alert.rule?.severity === alert.severity ? words.severityOfRule(rule, alert.severity) : '';
    case 'why':
      return rule ? words.raisedBy(rule) : '';
    case 'them':
      return askedThem(alert, language);
    case 'how_long':
      if (!alert.open_for) return '';
      return isOpen || alert.status === 'acknowledged' || !alert.status_time
        ? words.openFor(alert.open_for, when(alert.first_seen))
        : words.wasOpenFor(alert.open_for, when(alert.first_seen), when(alert.status_time));
    case 'when':
      return words.since(when(alert.first_seen));
    case 'is_open':
      return isOpen ? words.yes(alert.status) : words.no(alert.status);
    case 'is_settled':
      return isOpen ? words.no(alert.status) : '';
    default:
      return '';
  }
}

/** Whether whoever has the account was asked, and what they said. */
function askedThem({ account, was_asked: asked }: OpenAlert, language: PlanContext['language']): string {
  if (!asked) return followUpWords[language].nobodyAsked(account ?? null);
  const said = exceptionWords[language].story.asked[asked.state](named(asked.who, language));
  return `${said} (${inLanguage(asked.time, language)}).`;
}

/** The same of an incident. */
export function incidentLead(incident: OpenIncident, asked: AskedOfIt | undefined, { language }: PlanContext): string {
  const words = leadingWords[language];
  const when = (time: string): string => inLanguage(time, language);
  const isOver = incident.status === 'closed' || incident.status === 'withdrawn';
  switch (asked) {
    case 'who':
      return incident.assignee ? words.worksOnIt(named(incident.assignee, language), null) : isOver ? '' : words.nobody;
    case 'opened_by':
      return words.openedBy(named(incident.created_by, language), when(incident.time));
    case 'settled_by':
      return isOver ? '' : words.stillOpen;
    case 'why_settled':
      if (!isOver) return words.stillOpen;
      return incident.quoted_resolution ? words.reason(theirs(incident.quoted_resolution, language)) : words.noReason;
    case 'why_severity':
      return words.severityAsSet(incident.severity);
    case 'how_long':
      if (!incident.open_for) return '';
      return incident.closed
        ? words.wasOpenFor(incident.open_for, when(incident.time), when(incident.closed))
        : words.openFor(incident.open_for, when(incident.time));
    case 'when':
      return words.since(when(incident.time));
    case 'is_open':
      return isOver ? words.no(incident.status) : words.yes(incident.status);
    case 'ticket_done':
    case 'is_settled':
      return isOver ? words.yes(incident.status) : incident.status === 'open' ? words.no(incident.status) : '';
    default:
      return '';
  }
}
