import { inLanguage } from '../../../domain/time-words.ts';
import { incidentWords } from '../../../messages/catalogue/incident.ts';
import { incidentWriting } from '../../../messages/catalogue/incident-writing.ts';
import type { StoryLine } from '../../../tools/open-incident.ts';
import type { OpenedReview } from '../../../tools/open-review.ts';
import type { ReportedIncident } from '../../../tools/report-incident.ts';
import type { PlanContext } from '../plan-types.ts';
import type { OpenIncident } from './incident.ts';
import { named, theirs } from './phrases.ts';

const DONE_TOLD = 8;

/** References as answers write them. */
const cited = (line: string): string => line.replaceAll(/(?<![\w[])((?:ALR|INC)-\d{1,9})\b/g, '[$1]');

const said = (line: StoryLine): string => ('text' in line ? line.text : line.quoted_text);

/** An incident for somebody who comes to it: what happened, what was done by whom, what is open. */
export function incidentSoFar(found: OpenIncident, { language }: PlanContext): string[] {
  const { say, summary } = incidentWriting[language];
  const [first, ...rest] = found.happened.map(said);
  const did = found.timeline.filter(({ undone, opened }) => !undone && !opened);
  const done = did
    .slice(-DONE_TOLD)
    .map(
      ({ time, who, quoted_text }) =>
        `- ${say.act(inLanguage(time, language), named(who, language), theirs(quoted_text, language))}`,
    );
  const earlier = found.earlier_lines + did.length - done.length;
  return [
    cited(first ?? ''),
    rest.map(cited).join(' '),
    found.quoted_resolution ? incidentWords[language].ended(found.quoted_resolution) : '',
    done.length === 0
      ? say.nothingDone
      : [summary.done, ...(earlier > 0 ? [`- ${say.manyMore(earlier)}`] : []), ...done].join('\n'),
    found.to_do.length === 0
      ? summary.none
      : [summary.open, ...found.to_do.map((line) => `- ${cited(said(line))}`)].join('\n'),
  ].filter((part) => part !== '');
}

/** A report that was written, and how to have it otherwise. */
export function reportedIncident({ ref, kind }: ReportedIncident, { language }: PlanContext): string[] {
  const words = incidentWriting[language];
  return [cited(words.written(kind, ref)), words.change(ref)];
}

/** The review of an incident: when what happened, and what people wrote of it. */
export function reviewedIncident(found: OpenedReview, { language }: PlanContext): string[] {
  const { review: words } = incidentWriting[language];
  if (!found.made) return [`${cited(words.title(found.ref))}: ${words.notYet}`];
  const part = (title: string, text: string | undefined): string => `${title}: ${text ? `“${text}”` : words.toFill}`;
  return [
    `${cited(words.title(found.ref))}. ${found.times.map(({ label, value }) => `${label}: ${value}`).join('; ')}.`,
    part(words.sections.well, found.quoted_went_well),
    part(words.sections.badly, found.quoted_did_not_go_well),
    part(words.sections.follow_ups, found.quoted_follow_ups),
  ];
}
