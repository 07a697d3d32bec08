import { type IncidentFacts, LONGEST_SECTION, type RecordedSection } from '../../domain/incident-review.ts';
import type { Language } from '../../domain/language.ts';
import { oneLine } from '../../domain/text.ts';
import { incidentWorkWords } from '../catalogue/incident-work.ts';
import { incidentWriting } from '../catalogue/incident-writing.ts';
import { durationText, timeText } from '../time-text.ts';
import { actText, incidentStory } from './incident-story.ts';

const LONGEST_LINE = 1000;

/** The parts of a review that the records tell, one thing a line. */
export function recordedReview(facts: IncidentFacts, language: Language, now: Date): Record<RecordedSection, string> {
  const story = incidentStory(facts, language, now);
  const { say } = incidentWriting[language];
  const lines = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');
  return {
    summary: lines(story.is, story.summary, story.began, story.withWhom, story.closed),
    impact: lines(story.alerts, story.accounts, story.addresses, story.lasted, story.evidence),
    timeline: timelineText(facts, language),
    people: peopleText(facts, language) || say.nobody,
  };
}

/** Who took part and as what: those who acted, then those who only had to do with it. */
function peopleText({ incident, participants, others, timeZone }: IncidentFacts, language: Language): string {
  const { say } = incidentWriting[language];
  const { roles } = incidentWorkWords[language];
  const when = (at: Date): string => timeText(at, timeZone, language);
  const named = (id: string, name: string): string => {
    const role =
      incident.assigneeId === id
        ? roles.commander
        : incident.scribe?.id === id
          ? roles.scribe
          : incident.liaison?.id === id
            ? roles.liaison
            : null;
    return role === null ? oneLine(name, 80) : `${oneLine(name, 80)} (${role})`;
  };
  return [
    ...participants.map(({ memberId, name, acts, first, last }) =>
      say.took(named(memberId, name), acts, when(first), when(last)),
    ),
    ...others.map(({ id, name }) => named(id, name)),
  ].join('\n');
}

/** Every line that fits, the latest at the end; how many earlier ones there are is said. */
function timelineText({ entries, timeZone }: IncidentFacts, language: Language): string {
  const { say } = incidentWriting[language];
  const lines = entries.map(
    (entry) => `${actText(entry, timeZone, language, LONGEST_LINE)}${entry.undone ? ` (${say.undone})` : ''}`,
  );
  let room = LONGEST_SECTION - 200;
  let first = lines.length;
  while (first > 0 && room - lines[first - 1]!.length - 1 >= 0) room -= lines[--first]!.length + 1;
  return [...(first > 0 ? [say.manyMore(first)] : []), ...lines.slice(first)].join('\n');
}

/** When what happened, and how long it took: beginning and report are told apart. */
export function reviewTimes(
  { incident, began, entries, timeZone }: IncidentFacts,
  language: Language,
): { label: string; value: string; at?: string }[] {
  const { review: words } = incidentWriting[language];
  const moment = (label: string, at: Date) => ({
    label,
    value: timeText(at, timeZone, language),
    at: at.toISOString(),
  });
  const seconds = (from: Date, to: Date): number => Math.max(0, (to.getTime() - from.getTime()) / 1000);
  const contained = entries.findLast(
    ({ kind, change, undone }) =>
      kind === 'status' && !undone && (change?.after as { status?: string } | null)?.status === 'contained',
  );
  return [
    moment(words.began, began.at),
    moment(words.reported, incident.openedAt),
    { label: words.noticed, value: durationText(seconds(began.at, incident.openedAt)) },
    ...(contained ? [moment(words.contained, contained.at)] : []),
    ...(incident.closedAt
      ? [
          moment(words.closed, incident.closedAt),
          { label: words.lasted, value: durationText(seconds(began.at, incident.closedAt)) },
        ]
      : []),
  ];
}
