import { Temporal } from 'temporal-polyfill';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import type { Report, ReportData, ReportFigures, ReportSpot, ReportStep } from '../../domain/report.ts';
import { dateWords, daysWords } from '../../domain/time-words.ts';
import { postureWords } from '../catalogue/posture.ts';
import { reportWords } from '../catalogue/reports.ts';
import { countryText } from '../catalogue/terms.ts';

/** A report in words, section by section; what a section has nothing to say of is said too. */
export interface ReportText {
  title: string;
  headline: string;
  /** Beside the headline: what a reader in a hurry reads. */
  summary: string[];
  changed: string[];
  spots: { text: string; spot: ReportSpot }[];
  decided: string[];
  next: string[];
  recommended: string[];
  /** A language model's name, where it wrote the headline and the summary. */
  wordedBy: string | null;
}

/** One figure beside what it was. */
export interface FigureRow {
  label: string;
  now: string;
  earlier: string;
  /** Only of some interest: of moderation where there is none. */
  isEmpty: boolean;
}

const REFS = 3;
/** A change is worth a word from this share of the larger one on, and from so much in all. */
const NOTABLE = { share: 0.2, least: 2 };

/** `16 to 22 November 2026`, on the report's own calendar. */
export function reportDays(
  { from, to, timeZone }: Pick<ReportData, 'from' | 'to' | 'timeZone'>,
  language: Language,
): string {
  const zoned = (at: number): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const [first, last] = [zoned(Date.parse(from)), zoned(Math.max(Date.parse(from), Date.parse(to) - 1))];
  return first.toPlainDate().equals(last.toPlainDate()) ? dateWords(first, language) : daysWords(first, last, language);
}

/**
 * Everything a report says in a language. The figures are always ours; a language model's wording, which was checked against them,
 * stands in the place of the headline and the summary where it is in that language.
 */
export function reportText(report: Pick<Report, 'kind' | 'data' | 'wording'>, language: Language): ReportText {
  const { data, kind, wording } = report;
  const words = reportWords[language];
  const title = words.title(kind, reportDays(data, language));
  const own = ownWords(data, language);
  const said = wording?.language === language ? wording : null;
  return {
    title,
    headline: said?.headline ?? own.headline,
    summary: said?.sentences ?? own.summary,
    changed: changes(data, language),
    spots: data.spots.map((spot) => ({ spot, text: spotText(spot, data, language) })),
    decided: decisions(data, language),
    next: data.next.length === 0 ? [words.nothingNext] : data.next.map((step) => stepText(step, language)),
    recommended: data.recommendations.map(({ words: rule, ruleNumber, alerts, days = 30 }) =>
      words.recommended(
        rule,
        ruleNumber === null ? null : ref('rule', ruleNumber),
        number(alerts, language),
        alerts,
        days,
      ),
    ),
    wordedBy: said?.model ?? null,
  };
}

const number = (value: number, language: Language): string => postureWords[language].number(value);
const percent = (part: number, whole: number, language: Language): string =>
  `${number(Math.round((1000 * part) / whole) / 10, language)} %`;
const ref = (kind: 'alert' | 'incident' | 'rule' | 'proposal', value: number): string =>
  formatReference({ kind, number: value });

/** The headline and the sentences of the templates. */
function ownWords(data: ReportData, language: Language): { headline: string; summary: string[] } {
  const words = reportWords[language];
  const posture = postureWords[language];
  const { current, before, first } = data;
  const say = (value: number): string => number(value, language);
  const then = (value: number): string | null => (first ? null : say(value));
  if (isEmpty(current)) return { headline: `${posture.noAlerts}.`, summary: [words.nothingAtAll] };

  const than = posture.before({ unit: data.unit, running: data.running, chosen: null });
  const alerts = current.alerts === 0 ? posture.noAlerts : posture.alerts(current.alerts);
  const trend =
    first || current.alerts + before.alerts === 0 ? '' : `, ${posture.trend(current.alerts, before.alerts, than)}`;
  const severities = posture.severities(current.bySeverity);
  const headline = `${alerts}${trend}${severities ? `; ${severities}` : ''}.`;

  const lines: string[] = [];
  if (!first) lines.push(posture.direction(data.direction));
  if (current.alerts > 0) {
    const answered = current.toAcknowledge === null ? null : posture.lasting(current.toAcknowledge);
    const was = first || before.toAcknowledge === null ? null : posture.lasting(before.toAcknowledge);
    lines.push(
      `${posture.state(current.open, current.falseAlarms)}${answered ? `; ${posture.acknowledged(answered, was)}` : ''}.`,
    );
  }
  const judged = judgedIn(current);
  if (judged > 0 && current.falseAlarms > 0) {
    const past = judgedIn(before);
    lines.push(
      words.falseShare(
        percent(current.falseAlarms, judged, language),
        say(current.falseAlarms),
        say(judged),
        first || past === 0 ? null : percent(before.falseAlarms, past, language),
      ),
    );
  }
  lines.push(
    current.logins === 0
      ? `${posture.noLogins}.`
      : `${posture.logins(current.logins, data.accounts, data.addresses)}, ${posture.failed(
          percent(current.failed, current.logins, language),
          first || before.logins === 0 ? null : percent(before.failed, before.logins, language),
        )}.`,
  );
  if (current.incidentsOpened + current.incidentsClosed > 0) {
    const took = current.toClose === null ? null : posture.lasting(current.toClose);
    const was = first || before.toClose === null ? null : posture.lasting(before.toClose);
    const longest =
      current.longestToClose === null || current.incidentsClosed < 2
        ? ''
        : `, ${words.longest(posture.lasting(current.longestToClose))}`;
    lines.push(
      `${posture.incidents(current.incidentsOpened, current.incidentsClosed, current.incidentsOpen)}${took ? `; ${posture.closing(took, was)}${longest}` : ''}.`,
    );
  }
  if (current.cameraEvents > 0) lines.push(words.cameras(say(current.cameraEvents), then(before.cameraEvents)));
  if (current.cases + current.moderated > 0)
    lines.push(words.cases(say(current.cases), current.cases, say(current.moderated), then(before.cases)));
  return { headline, summary: lines.filter((line) => line !== '') };
}

const judgedIn = ({ resolved, falseAlarms }: ReportFigures): number => resolved + falseAlarms;

const isEmpty = ({ logins, alerts, incidentsOpened, incidentsClosed, cameraEvents, cases }: ReportFigures): boolean =>
  logins + alerts + incidentsOpened + incidentsClosed + cameraEvents + cases === 0;

/** The figures that moved enough to be worth a word, and what is new. */
function changes(data: ReportData, language: Language): string[] {
  const words = reportWords[language];
  if (data.first) return [words.nothingBefore];
  const lines = figureRows(data, language)
    .filter((row) => row.moved)
    .map(({ label, now, earlier }) => words.changed(label, earlier, now));
  const names = (spots: readonly ReportSpot[]): string =>
    spots
      .slice(0, REFS)
      .map((spot) => words.spot(spot.kind, spotName(spot, language)))
      .join(', ');
  const fresh = data.spots.filter(({ isNew, kind }) => isNew && kind !== 'rule');
  if (fresh.length > 0) lines.push(words.newNames(names(fresh)));
  return lines.length > 0 ? lines : [words.nothingChanged];
}

/** Every figure beside what it was, in the order of the report's table. */
export function figureRows(data: ReportData, language: Language): (FigureRow & { moved: boolean })[] {
  const words = reportWords[language];
  const { current, before, first } = data;
  const lasting = postureWords[language].lasting;
  const severe = ({ bySeverity }: ReportFigures): number => bySeverity.high + bySeverity.critical;
  const count = (name: keyof typeof words.figures, now: number, then: number) => ({
    label: words.figures[name],
    now: number(now, language),
    earlier: first ? '' : number(then, language),
    isEmpty: now === 0 && then === 0,
    moved: !first && Math.abs(now - then) >= Math.max(NOTABLE.least, NOTABLE.share * Math.max(now, then)),
  });
  const time = (name: keyof typeof words.figures, now: number | null, then: number | null) => ({
    label: words.figures[name],
    now: now === null ? '–' : lasting(now),
    earlier: first || then === null ? '' : lasting(then),
    isEmpty: now === null && then === null,
    moved: !first && now !== null && then !== null && Math.abs(now - then) >= NOTABLE.share * Math.max(now, then, 300),
  });
  const figures = ['logins', 'failed', 'open', 'falseAlarms'] as const;
  const plain = (name: (typeof figures)[number] | 'alerts') => count(name, current[name], before[name]);
  return [
    plain('alerts'),
    count('severe', severe(current), severe(before)),
    plain('open'),
    plain('falseAlarms'),
    time('toAcknowledge', current.toAcknowledge, before.toAcknowledge),
    plain('logins'),
    plain('failed'),
    count('incidentsOpened', current.incidentsOpened, before.incidentsOpened),
    count('incidentsClosed', current.incidentsClosed, before.incidentsClosed),
    time('toClose', current.toClose, before.toClose),
    time('longestToClose', current.longestToClose, before.longestToClose),
    count('cameraEvents', current.cameraEvents, before.cameraEvents),
    count('cases', current.cases, before.cases),
    count('moderated', current.moderated, before.moderated),
    count('takenBack', current.takenBack, before.takenBack),
    count('appeals', current.appeals, before.appeals),
    count('approved', current.approved, before.approved),
    count('rejected', current.rejected, before.rejected),
    count('ruleChanges', current.ruleChanges, before.ruleChanges),
  ];
}

/** A name as it stands where it can be nothing but a name; else in quotation marks: whoever tries to sign in chooses it. */
function spotName({ kind, name }: ReportSpot, language: Language): string {
  if (kind === 'country') return countryText(name, language);
  return kind !== 'rule' && /^[\p{L}\p{N}.:@/_#-]+$/u.test(name) ? name : `“${name}”`;
}

function spotText(spot: ReportSpot, { first }: ReportData, language: Language): string {
  const words = reportWords[language];
  const before = first ? null : number(spot.before, language);
  const count = words.spotCount(spot.kind, number(spot.count, language), before, spot.isNew && !first);
  const text = `${words.spot(spot.kind, spotName(spot, language))}: ${count}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function decisions({ decisions: made, current }: ReportData, language: Language): string[] {
  const words = reportWords[language];
  if (current.approved + current.rejected + current.ruleChanges === 0) return [words.nothingDecided];
  const say = (value: number): string => number(value, language);
  return [
    words.decidedCounts(say(current.approved), say(current.rejected), say(current.ruleChanges)),
    ...made.map(({ number: proposal, title, titles, state, by }) =>
      (state === 'approved' ? words.approvedBy : words.rejectedBy)(
        ref('proposal', proposal),
        titles?.[language] ?? title,
        by,
      ),
    ),
  ];
}

function stepText(step: ReportStep, language: Language): string {
  const words = reportWords[language];
  const say = (value: number): string => number(value, language);
  const listed = (kind: 'alert' | 'incident', items: readonly { number: number }[], total: number): string => {
    const named = items.slice(0, REFS).map((item) => ref(kind, item.number));
    return named.join(', ') + (total > named.length ? ` ${postureWords[language].andMore(total - named.length)}` : '');
  };
  switch (step.kind) {
    case 'handle_alerts':
      return words.handle(say(step.total), step.total, listed('alert', step.items, step.total));
    case 'assign_incidents':
      return words.assign(say(step.total), step.total, listed('incident', step.items, step.total));
    case 'tune_rule':
      return words.tune(ref('rule', step.number), step.name, say(step.falseAlarms), say(step.alerts));
    case 'decide':
      return words.decide(say(step.total), step.total);
  }
}
