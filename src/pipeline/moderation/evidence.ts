import type { NewEvidence } from '../../db/case-evidence.ts';
import { type Fired, messageValue, OFFENSIVE, offenceOf } from './fired.ts';
import type { JudgedMessage } from './judged-session.ts';
import type { SaidMessage } from './said-message.ts';

/** Of one conversation at one time; a case that goes on keeps what it has. */
const MOST_AT_ONCE = 20;
/** What a case keeps of a conversation that does not end; from then on only what fires by itself is added. */
export const MOST_EVIDENCE = 60;
/** Where nothing is offensive by itself, so many speak for the whole. */
const AT_LEAST = 3;
const LONGEST_QUOTE = 4000;

/**
 * What is kept of what was said: what fired, what is offensive by itself, the same said over and over; of those it is about, the worst
 * first. Nothing of anybody who is not held to account.
 */
export function chooseEvidence(
  fired: readonly Fired[],
  said: readonly SaidMessage[],
  newMessages: readonly JudgedMessage[],
  about: ReadonlySet<string>,
  /** Something is kept where nothing is offensive by itself. */
  { always = false }: { always?: boolean } = {},
): NewEvidence[] {
  const weighed = new Map(newMessages.map((message) => [message.id, message]));
  const firing = new Set(fired.flatMap(({ message }) => (message ? [message.id] : [])));
  const spam = fired.some(({ trigger }) => trigger === 'flood' || trigger === 'mentions');
  const theirs = said.filter(({ author, content }) => about.has(author) && content !== '');
  const rated = theirs
    .map((message) => ({ message, weight: weightOf(message, fired, firing) }))
    .sort((a, b) => b.weight - a.weight);
  const offensive = rated.filter(({ weight }) => weight >= OFFENSIVE);
  const chosen = [
    ...offensive.slice(0, MOST_AT_ONCE),
    ...(spam ? rated.filter(({ weight }) => weight < OFFENSIVE).slice(-AT_LEAST) : []),
  ];
  const kept = new Set(chosen.length > 0 || !always ? chosen : rated.slice(0, AT_LEAST));
  return [...kept].map(({ message }) => evidenceFrom(message, weighed.get(message.id)?.weighed ?? []));
}

function weightOf(message: SaidMessage, fired: readonly Fired[], firing: ReadonlySet<string>): number {
  if (firing.has(message.id)) return 2;
  return Math.max(offenceOf(message.scores), ...fired.map(({ trigger }) => messageValue(trigger, message.scores) ?? 0));
}

/** A message as it is kept, cut where it is very long. */
function evidenceFrom(message: SaidMessage, weighed: JudgedMessage['weighed']): NewEvidence {
  const quote = message.content.slice(0, LONGEST_QUOTE).toWellFormed();
  return {
    messageId: message.id,
    messageKey: message.key,
    author: message.author,
    authorName: message.authorName,
    quote,
    saidAt: message.saidAt,
    scores: message.scores,
    weighed: weighed
      .filter(({ to }) => to <= quote.length)
      .slice(0, 50)
      .map(({ from, to, attribute, weight }) => ({ from, to, attribute, weight: Math.round(weight * 100) / 100 })),
    url: message.url,
    editedAt: message.editedAt,
    deletedAt: message.deletedAt,
  };
}
