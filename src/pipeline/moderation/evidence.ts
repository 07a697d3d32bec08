import type { NewEvidence } from '../../db/case-evidence.ts';
import type { Attachment } from '../../domain/chat-message.ts';
import { isPosting, KIND_OF } from '../../domain/moderation-policy.ts';
import { oneLine } from '../../domain/text.ts';
import { type Fired, messageValue, OFFENSIVE, offenceOf } from './fired.ts';
import type { JudgedMessage } from './judged-session.ts';
import type { SaidMessage } from './said-message.ts';

/** Of one conversation at one time; a case that goes on keeps what it has. */
const MOST_AT_ONCE = 20;
/** What a case keeps of a conversation that does not end; from then on only what fires by itself is added. */
export const MOST_EVIDENCE = 60;
/** Of a flood in which nothing is offensive by itself, so many speak for the whole. */
const AT_LEAST = 3;
const LONGEST_QUOTE = 4000;
/** Of what stands before the words that weighed. */
const LEAD = 100;

/**
 * What is kept of what was said: the messages that count against somebody, the worst first; of those who flood, the last ones where
 * nothing is offensive by itself.
 */
export function chooseEvidence(
  fired: readonly Fired[],
  said: readonly SaidMessage[],
  newMessages: readonly JudgedMessage[],
  counted: ReadonlySet<string>,
): NewEvidence[] {
  const weighed = new Map(newMessages.map((message) => [message.id, message]));
  const firing = new Set(fired.flatMap(({ message }) => (message ? [message.id] : [])));
  const spam = fired.some(({ trigger }) => isPosting(KIND_OF[trigger]));
  const rated = said
    .filter(({ id, content, attachments }) => counted.has(id) && (content !== '' || attachments.length > 0))
    .map((message) => ({ message, weight: weightOf(message, fired, firing) }))
    .sort((a, b) => b.weight - a.weight);
  const offensive = rated.filter(({ weight }) => weight >= OFFENSIVE);
  const others = rated.filter(({ weight }) => weight < OFFENSIVE);
  const kept = spam ? [...offensive.slice(0, MOST_AT_ONCE), ...others.slice(-AT_LEAST)] : rated.slice(0, MOST_AT_ONCE);
  return kept.map(({ message }) => evidenceFrom(message, weighed.get(message.id)?.weighed ?? []));
}

function weightOf(message: SaidMessage, fired: readonly Fired[], firing: ReadonlySet<string>): number {
  if (firing.has(message.id)) return 2;
  return Math.max(offenceOf(message.scores), ...fired.map(({ trigger }) => messageValue(trigger, message.scores) ?? 0));
}

/** The part of a very long message that is kept: around what weighed the most, its beginning where nothing did. `from` is where it begins. */
function partOf(content: string, weighed: JudgedMessage['weighed']): { quote: string; from: number } {
  if (content.length <= LONGEST_QUOTE) return { quote: content.toWellFormed(), from: 0 };
  const [worst] = weighed.toSorted((a, b) => b.weight - a.weight);
  const start = Math.max(0, Math.min((worst?.from ?? 0) - LEAD, content.length - LONGEST_QUOTE + 2));
  const before = start > 0 ? '…' : '';
  const part = content.slice(start, start + LONGEST_QUOTE - 2);
  const after = start + part.length < content.length ? '…' : '';
  return { quote: `${before}${part}${after}`.toWellFormed(), from: start - before.length };
}

/** `📎 setup.exe (application/x-msdownload)` */
const fileLine = ({ name, type }: Attachment): string =>
  oneLine(`📎 ${name || '?'}${type === '' ? '' : ` (${type})`}`, 200);

/** A message as it is kept, cut where it is very long. */
function evidenceFrom(message: SaidMessage, weighed: JudgedMessage['weighed']): NewEvidence {
  const { quote: words, from: start } = partOf(message.content, weighed);
  const quote = [words, ...message.attachments.map(fileLine)]
    .filter(Boolean)
    .join('\n')
    .slice(0, LONGEST_QUOTE)
    .toWellFormed();
  return {
    messageId: message.id,
    messageKey: message.key,
    author: message.author,
    authorName: message.authorName,
    quote,
    saidAt: message.saidAt,
    scores: message.scores,
    weighed: weighed
      .map(({ from, to, attribute, weight }) => ({
        from: from - start,
        to: to - start,
        attribute,
        weight: Math.round(weight * 100) / 100,
      }))
      .filter(({ from, to }) => from >= 0 && to <= quote.length)
      .slice(0, 50),
    url: message.url,
    editedAt: message.editedAt,
    deletedAt: message.deletedAt,
  };
}
