import { inLanguage } from '../../../domain/time-words.ts';
import { sightingsAskedWords } from '../../../messages/catalogue/sightings-asked.ts';
import { listText } from '../../../messages/catalogue/terms.ts';
import type { SightingData, SightingsData } from '../../../tools/person-data.ts';
import type { AskedOfIt } from '../asked-of-it.ts';
import type { PlanContext } from '../plan-types.ts';

const LINES = 6;

/** Where and when it was looked, as it stands in a sentence. */
interface Frame {
  where: string;
  when: string;
}

/**
 * What was asked of sightings, where there are any: how long somebody stayed, in whose company they were, who came first or last, what was before.
 * Null where the usual answer says it.
 */
export function askedOfSightings(
  data: SightingsData,
  asked: AskedOfIt | undefined,
  frame: Frame,
  { language }: PlanContext,
): string[] | null {
  const words = sightingsAskedWords[language];
  const { person, before, after } = data.asked;
  const time = (text: string): string => inLanguage(text, language);
  const [latest] = data.rows;
  if (before !== null) return beforeThat(data, before, frame, language);
  if (after) return afterThat(data, after, frame, language);
  if (!latest) return null;
  const of = data.stayed?.of ?? data.count;
  const lookedAt = of < data.count ? [words.lookedAt(of, data.count)] : [];
  switch (asked) {
    case 'stay':
      return person ? [...staysOf(data, person, frame, language), ...lookedAt] : eachStay(data, language);
    case 'company':
      return person && data.company ? [...companyOf(data, person, data.company, frame, language), ...lookedAt] : null;
    case 'first_seen':
      return data.earliest && !person ? [words.first(...sighted(data.earliest, time))] : null;
    case 'last_seen':
      return person ? null : [words.last(...sighted(latest, time, 'to'))];
    default:
      return null;
  }
}

const sighted = (
  { person, to, from, camera, event }: SightingData,
  time: (text: string) => string,
  at: 'from' | 'to' = 'from',
): [string, string, string, string, string] => [
  person.who,
  person.ref,
  time(at === 'to' ? to : from),
  camera.name,
  event,
];

type Person = SightingsData['asked']['person'] & object;
type Language = PlanContext['language'];

function staysOf(
  { stays, stayed }: SightingsData,
  person: Person,
  { where, when }: Frame,
  language: Language,
): string[] {
  const words = sightingsAskedWords[language];
  const time = (text: string): string => inLanguage(text, language);
  const [first, ...more] = stays;
  if (!first || !stayed) return [];
  const line = ({ from, to, minutes, cameras, events }: typeof first): string =>
    words.stay(
      spanOf(time(from), time(to)),
      more.length > 0 ? words.duration(minutes) : null,
      listText(
        cameras.map(({ name }) => name),
        language,
      ),
      events[0]!,
    );
  const several = stays.some(({ events }) => events.length > 1) ? [words.oneStay] : [];
  if (more.length === 0)
    return [
      words.stayed(person.who, person.ref, words.duration(first.minutes), where, when),
      `${line(first)}.`,
      ...several,
    ];
  return [
    words.stayedTimes(person.who, person.ref, stayed.times, words.duration(stayed.minutes), where, when),
    ...stays.slice(0, LINES).map((stay) => `• ${line(stay)}`),
    ...several,
  ];
}

/** `Fri 20 Nov, 12:40 – 12:49` */
function spanOf(from: string, to: string): string {
  if (from === to) return from;
  const day = from.slice(0, from.lastIndexOf(', ') + 2);
  return `${from} – ${day !== '' && to.startsWith(day) ? to.slice(day.length) : to}`;
}

function eachStay({ people }: SightingsData, language: Language): string[] {
  const words = sightingsAskedWords[language];
  const longest = people.toSorted((a, b) => b.seconds - a.seconds).slice(0, LINES);
  return [
    words.eachSeen,
    ...longest.map(({ who, ref, seconds }) => `• ${words.each(who, ref, words.duration(Math.round(seconds / 60)))}`),
  ];
}

function companyOf(
  { rows }: SightingsData,
  person: Person,
  { events, accompanied, untold, people }: SightingsData['company'] & object,
  { where, when }: Frame,
  language: Language,
): string[] {
  const words = sightingsAskedWords[language];
  const latest = rows[0]!;
  const others = [
    ...(latest.others ?? []).map(({ who, ref }) => `${who} [${ref}]`),
    ...(latest.untold ? [words.untold(latest.untold)] : []),
  ];
  const last = words.latest(
    latest.event,
    inLanguage(latest.to, language),
    latest.camera.name,
    others.length > 0 ? listText(others, language) : null,
  );
  if (accompanied === 0) return [words.alone(person.who, person.ref, events, where, when), last];
  return [
    words.notAlone(person.who, person.ref, accompanied, events, where, when),
    ...people.slice(0, LINES).map(({ who, ref, events: together }) => `• ${words.with(who, ref, together)}`),
    ...(untold > 0 ? [words.withUntold(untold)] : []),
    ...(events > 1 ? [last] : []),
  ];
}

function beforeThat(
  { asked, count, rows }: SightingsData,
  before: string,
  { where, when }: Frame,
  language: Language,
): string[] {
  const words = sightingsAskedWords[language];
  const [latest] = rows;
  if (!latest) return [words.notBefore(before, asked.person?.who ?? null, where, when)];
  return [
    words.before(before, ...sighted(latest, (text) => inLanguage(text, language), 'to')),
    ...(count > 1 ? [words.timesBefore(count)] : []),
  ];
}

function afterThat(
  { asked, count, earliest }: SightingsData,
  after: string,
  { where, when }: Frame,
  language: Language,
): string[] {
  const words = sightingsAskedWords[language];
  if (!earliest) return [words.notAfter(after, asked.person?.who ?? null, where, when)];
  return [
    words.after(after, ...sighted(earliest, (text) => inLanguage(text, language))),
    ...(count > 1 ? [words.timesAfter(count)] : []),
  ];
}
