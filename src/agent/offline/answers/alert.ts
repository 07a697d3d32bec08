import type { QuestionState } from '../../../domain/login-question.ts';
import type { Severity } from '../../../domain/severity.ts';
import { inLanguage } from '../../../domain/time-words.ts';
import { alertWords as catalogue } from '../../../messages/catalogue/alert.ts';
import { terms } from '../../../messages/catalogue/terms.ts';
import type { AlertData, LoginData } from '../../../tools/tool-data.ts';
import type { Plan, PlanContext } from '../plan-types.ts';
import { alertLead } from './leading.ts';
import { named, sentence, short, span, theirs } from './phrases.ts';
import { placeText, rowWords } from './row.ts';

/** What `open_alert` and `update_alert` answer. */
export type OpenAlert = AlertData & {
  facts: { label: string; quoted_value: string }[];
  /** Who it is about, where somebody named them since it was raised. */
  quoted_known_as?: string;
  incident: string | null;
  log: LoginData[];
  quoted_note?: string;
  status_by?: string;
  status_time?: string;
  rule?: { ref: string; name: string; severity: Severity };
  /** Who works on its incident; absent where it has none, or the asker may not know. */
  incident_assignee?: string | null;
  /** What whoever has the account was asked, and when they answered. */
  was_asked?: { state: Exclude<QuestionState, 'sending'>; who: string; time: string };
  /** How long it has been open, or was, in the asker's language. */
  open_for?: string;
};

/** What of it was asked, and what was asked beside. */
export type Asks = Pick<Plan, 'asked' | 'askedToo'>;

/** One alert: what was asked of it, what it is, why, and what one might do with it. */
export function alertWords(alert: OpenAlert, context: PlanContext, { asked, askedToo }: Asks = {}): string[] {
  const { tools, language } = context;
  const words = catalogue[language];
  const { severity, events, colon } = terms[language];
  const log = alert.log[0];
  const where = placeText(alert, language);
  const leads = [asked, askedToo].map((one) => alertLead(alert, one, context)).filter((lead) => lead !== '');
  return [
    ...leads,
    sentence(words.is(alert.ref, alert.status, severity[alert.severity], alert.title)),
    ...(alert.quoted_known_as ? [`${words.card.knownAs}${colon} ${theirs(alert.quoted_known_as, language)}.`] : []),
    // who did it is what one asks of an alert that is dealt with
    ...(alert.status_by
      ? [
          words.setBy(
            alert.status,
            named(alert.status_by, language),
            alert.status_time ? inLanguage(alert.status_time, language) : null,
          ),
        ]
      : []),
    `${events(alert.events)}, ${span(alert.first_seen, alert.time, null, language)}${alert.account ? words.account(alert.account) : ''}${where ? words.from(where) : ''}.`,
    ...alert.facts
      .filter((fact) => !(alert.country && fact.label === 'Country'))
      .filter((fact) => ![alert.account, alert.address, alert.country].includes(fact.quoted_value))
      .slice(0, 3)
      .map((fact) => `• ${words.facts[fact.label] ?? fact.label}${colon} ${fact.quoted_value}`),
    ...(log
      ? [
          `${alert.events > 1 ? words.first : words.only} ${rowWords(log, language, { account: alert.account, address: alert.address })}.`,
        ]
      : []),
    alert.incident
      ? words.belongsTo(alert.incident)
      : alert.status === 'open' && tools.has('update_alert')
        ? words.next(alert.ref, [asked, askedToo].includes('who'))
        : '',
  ];
}

/** What became of an alert. */
export function changedAlert(alert: OpenAlert, { language }: PlanContext): string[] {
  const words = catalogue[language];
  return [
    sentence(`${words.changed(alert.ref, alert.status, alert.quoted_note, short(alert.title))}.`),
    alert.status === 'open' ? words.nextOpen(alert.ref) : words.takeBack(alert.ref),
  ];
}
