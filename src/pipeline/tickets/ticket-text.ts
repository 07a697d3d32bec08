import type { Incident, IncidentEntry } from '../../domain/incident.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { cleanText, oneLine } from '../../domain/text.ts';
import { entryText } from '../../messages/catalogue/stored-words.ts';
import { ticketWords } from '../../messages/catalogue/tickets.ts';
import { timeText } from '../../messages/time-text.ts';
import type { JiraComment } from './jira.ts';

/** Jira's own limits, in UTF-16 units. */
const LONGEST = { summary: 255, description: 30_000, comment: 12_000 };
/** What is read of a comment there. */
const LONGEST_READ = 4000;

/** Between a sign that opens Jira's markup and what follows: seen by nobody, and the sign is a sign. */
const JOINER = '\u2060';

/**
 * Text of people or logs as Jira shows it: as it stands. Nobody is mentioned by it (`[~name]`), no picture is fetched (`!address!`), no
 * link hides where it leads (`[text|address]`), no macro runs (`{html}`).
 */
const plainForJira = (text: string): string => cleanText(text).replaceAll(/[[{!](?=\S)/g, (sign) => sign + JOINER);

const cut = (text: string, most: number): string =>
  (text.length <= most ? text : `${text.slice(0, most - 1)}…`).toWellFormed();

const refOf = ({ number }: Pick<Incident, 'number'>): string => formatReference({ kind: 'incident', number });

/** An issue's name: one line. */
export const summaryOf = (incident: Pick<Incident, 'number' | 'title'>): string =>
  cut(`${refOf(incident)}: ${oneLine(incident.title, 240)}`, LONGEST.summary);

/** What stands in a new issue. */
export function descriptionOf(
  incident: Incident,
  {
    alerts,
    link,
    timeZone,
    language,
  }: { alerts: readonly number[]; link: string | null; timeZone: string; language: Language },
): string {
  const words = ticketWords[language].inside;
  const named = (text: string): string => plainForJira(oneLine(text, 100));
  const refs = alerts.slice(0, 20).map((number) => formatReference({ kind: 'alert', number }));
  const facts = [
    words.severity(incident.severity),
    words.opened(timeText(incident.openedAt, timeZone, language), named(incident.createdBy)),
    ...(incident.assigneeName ? [words.lead(named(incident.assigneeName))] : []),
    ...(refs.length > 0 ? [words.alerts(refs.join(', ') + (alerts.length > refs.length ? ' …' : ''))] : []),
    ...(link ? [words.link(link)] : []),
  ].join('\n');
  const summary = plainForJira(incident.summary);
  return cut([...(summary === '' ? [] : [summary]), facts, words.byHand].join('\n\n'), LONGEST.description);
}

/** What ends each of our comments: of which line of which timeline it is. Anybody can write that; only our account writes ours. */
const signature = (ref: string, entryId: string): string => `SafeNest ${ref} ${entryId}`;
const SIGNED = /(?:^|\n)SafeNest INC-\d{1,9} [0-9a-f-]{36}\s*$/;

/** A line of a timeline as a comment on its ticket. */
export function commentOf(
  incident: Pick<Incident, 'number'>,
  entry: Pick<IncidentEntry, 'id' | 'kind' | 'actorName' | 'text'>,
  language: Language,
): string {
  const text = cut(plainForJira(entryText(entry, language)), LONGEST.comment);
  return `${plainForJira(oneLine(entry.actorName, 100))}: ${text}\n\n${signature(refOf(incident), entry.id)}`;
}

/** Whether a comment there ends as ours do, and as that of one line. */
export const isSigned = ({ body }: Pick<JiraComment, 'body'>): boolean => SIGNED.test(ending(body));
export const isOf = (comment: Pick<JiraComment, 'body'>, entryId: string): boolean =>
  isSigned(comment) && ending(comment.body).includes(entryId);
/** Whether it is ours: it ends so, and the account that our token is of wrote it. */
export const isOurs = (comment: Pick<JiraComment, 'body' | 'authorIds'>, ownIds: readonly string[]): boolean =>
  comment.authorIds.some((id) => ownIds.includes(id)) && isSigned(comment);
/** Jira may write a hyphen of plain text with a backslash before it. */
const ending = (body: string): string => body.slice(-300).replaceAll('\\', '');

/** What somebody wrote there, as a timeline keeps it: quoted, line by line. */
export const quoted = (body: string): string =>
  cut(cleanText(body.slice(0, LONGEST_READ * 2)), LONGEST_READ)
    .split(/\r?\n/)
    .map((line) => `> ${line}`)
    .join('\n');

/** A ticket's key and status in a line: the status is the tracker's own word. */
export const keyAndStatus = (key: string, status: string | null): string =>
  status === null || status === '' ? key : `${key} (${oneLine(status, 60)})`;

/** Who did something there, as a timeline names them. */
export const personThere = (name: string): string => `${oneLine(name, 80) || '?'} (Jira)`;
/** The tracker itself, of an issue. */
export const trackerOf = (key: string): string => `Jira (${key})`;
