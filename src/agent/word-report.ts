import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import { z } from 'zod';
import type { Db } from '../db/scope.ts';
import type { Language } from '../domain/language.ts';
import { REPORT_SPOTS, type ReportData, type ReportFigures, type ReportSpotKind } from '../domain/report.ts';
import type { Log } from '../log.ts';
import { countryText } from '../messages/catalogue/terms.ts';
import { reportDays } from '../messages/views/report-text.ts';
import type { WordReport } from '../pipeline/reports/make-report.ts';
import { askStructured } from './ask-structured.ts';
import type { ChatModel } from './chat-model.ts';
import { createKnownNumbers } from './guardrails/known-numbers.ts';
import { createNumberCheck } from './guardrails/numbers.ts';
import { createTokenBudget, type TokenLimits } from './token-budget.ts';

const LANGUAGE: Record<Language, string> = { en: 'English', de: 'German', fr: 'French', es: 'Spanish' };
const ASK = (language: Language): string =>
  'You write the executive summary of a security report for a manager who has one minute, from figures that were counted by a ' +
  `database, as JSON. Write in ${LANGUAGE[language]}: one headline, then two to five plain sentences: what happened, what changed ` +
  'against the time before, what stands out, what to do. Use only figures that stand in the JSON, as digits; do not work out new ' +
  'ones. Accounts, addresses and other things are named only by their marks, such as [account 1]; write the mark. No greeting, ' +
  'no list, no link, no formatting. Never say that all is well where something waits for somebody.';

const line = (longest: number) => z.string().min(1).max(longest);
/** What a language model may say of a report. */
const reportWordingSchema = z.strictObject({
  headline: line(200).describe('The one thing to know, in one sentence'),
  sentences: z.array(line(400)).min(2).max(5).describe('Plain sentences, each with what it stands on'),
});

const MARK = /\[(account|address|country|rule|camera|zone|channel) (\d{1,2})\]/g;
/** What no sentence of a summary holds: addresses of pages, mentions, markup, references nobody gave it. */
const FOREIGN = /https?:|www\.|[<>@`|]|\b(?:ALR|INC|RULE|PROP|LOG|CAM|EVT|PER|CASE|ACT|APL|RPT)[-\s]?\d/i;

/**
 * A language model's words for reports, on the organisation's account; undefined where there is no model. It is shown figures and
 * marks, never a word that stands in a log, so that nothing written there can speak to it. What comes back is dropped as a whole
 * when a figure in it does not stand in the data.
 */
export function createWordReport(parts: {
  model: ChatModel;
  db: Db;
  tokens: TokenLimits;
  now: () => Date;
  log: Log;
}): WordReport | undefined {
  const { model, db, tokens, now, log } = parts;
  if (!model.guard) return undefined;
  return async (orgId, { data, language, kind }, signal) => {
    const facts = reportFacts(data, language);
    const answer = await askStructured({
      model,
      context: { now: now(), timeZone: data.timeZone, role: 'manager', language, history: [], isProgram: true },
      name: 'security_report',
      schema: reportWordingSchema,
      messages: [new SystemMessage(ASK(language)), new HumanMessage(JSON.stringify({ kind, ...facts }))],
      budget: createTokenBudget({ db, now, log }, orgId, tokens),
      ...(signal ? { signal } : {}),
    });
    if (!answer.ok) {
      log.debug({ why: answer.why }, 'the language model said nothing about a report');
      return null;
    }
    const wrong = wrongInWording([answer.value.headline, ...answer.value.sentences], data, language, now());
    if (wrong !== null) {
      log.info({ model: model.name, wrong }, 'what the language model said of a report did not hold');
      return null;
    }
    const named = (text: string): string => withNames(text, data, language);
    return {
      headline: named(answer.value.headline),
      sentences: answer.value.sentences.map(named),
      language,
      model: model.name,
    };
  };
}

/** What the model is shown: figures side by side, and of names only marks. */
function reportFacts(data: ReportData, language: Language): Record<string, unknown> {
  const { current, before, first } = data;
  return {
    days: reportDays(data, language),
    now: figuresOf(current),
    ...(first
      ? { before: null, note: 'too little was recorded before to compare with' }
      : { before: figuresOf(before) }),
    different_accounts: data.accounts,
    different_addresses: data.addresses,
    named_most: data.spots.map((spot, i) => ({
      mark: markOf(data, i),
      count: spot.count,
      ...(first ? {} : { before: spot.before, new: spot.isNew }),
    })),
    next: data.next.map((step) =>
      step.kind === 'tune_rule'
        ? { do: step.kind, alerts: step.alerts, false_alarms: step.falseAlarms }
        : { do: step.kind, waiting: step.total },
    ),
    recommended_rules: data.recommendations.length,
  };
}

function figuresOf(figures: ReportFigures): Record<string, unknown> {
  const minutes = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds / 60));
  const share = (part: number, whole: number): number | null =>
    whole === 0 ? null : Math.round((1000 * part) / whole) / 10;
  const { bySeverity, toAcknowledge, toClose, longestToClose, ...counts } = figures;
  return {
    ...counts,
    ...bySeverity,
    high_or_critical: bySeverity.high + bySeverity.critical,
    failed_percent: share(figures.failed, figures.logins),
    false_alarm_percent: share(figures.falseAlarms, figures.falseAlarms + figures.resolved),
    minutes_until_answered: minutes(toAcknowledge),
    minutes_until_closed: minutes(toClose),
    minutes_until_closed_longest: minutes(longestToClose),
  };
}

/** `[account 1]`: the place of a name among those of its kind. */
function markOf({ spots }: ReportData, index: number): string {
  const { kind } = spots[index]!;
  return `[${kind} ${spots.slice(0, index + 1).filter((one) => one.kind === kind).length}]`;
}

const spotOf = ({ spots }: ReportData, kind: string, place: number) =>
  spots.filter((spot) => spot.kind === (kind as ReportSpotKind))[place - 1];

function withNames(text: string, data: ReportData, language: Language): string {
  return text.replaceAll(MARK, (_, kind: string, place: string) => {
    const spot = spotOf(data, kind, Number(place))!;
    return spot.kind === 'country' ? countryText(spot.name, language) : `“${spot.name}”`;
  });
}

/** Why sentences cannot stand, or null: a figure that is not in the data, a mark nobody gave, a link, a reference. */
export function wrongInWording(
  sentences: readonly string[],
  data: ReportData,
  language: Language,
  now: Date,
): string | null {
  const known = createKnownNumbers({ now, timeZone: data.timeZone, language });
  known.addData(reportFacts(data, language));
  known.addText(reportDays(data, language));
  const check = createNumberCheck(() => known, language);
  for (const sentence of sentences) {
    if (FOREIGN.test(sentence)) return 'a link, a mention or a reference';
    for (const [mark, kind, place] of sentence.matchAll(MARK))
      if (!spotOf(data, kind!, Number(place))) return `the mark ${mark}`;
    const bare = sentence.replaceAll(MARK, REPORT_SPOTS[0]);
    if (/[[\]]/.test(bare)) return 'a mark nobody gave';
    const [figure] = check.unbacked(bare);
    if (figure !== undefined) return `the figure ${figure}`;
  }
  return null;
}
