import type { Card } from '../messages/card.ts';
import { cardText } from '../messages/card-text.ts';
import type { Step } from '../messages/turn.ts';
import { printable } from './output.ts';

/** An answer as the API gives it. */
export interface ApiAnswer {
  session_id: string;
  answer: string;
  citations: { ref: string; url: string; at: string }[];
  steps: Step[];
  cards: Card[];
  model: string;
  /** In which the answer says its times. */
  time_zone: string;
}

/** Lines of a card that are told; the rest can be seen where it was drawn. */
const CARD_LINES = 6;

/** One exchange as Markdown: the question, the answer, its cards in words, and how it was found. */
export function exchangeAsMarkdown(
  question: string,
  { answer, cards, steps, model, time_zone: timeZone }: ApiAnswer,
): string {
  const asked = question.replaceAll(/\s+/g, ' ').trim();
  const quoted = cards.map((card) => {
    const lines = cardText(card, timeZone)
      .split('\n')
      .filter((line) => line.trim() !== '');
    const told = lines.length > CARD_LINES ? [...lines.slice(0, CARD_LINES), '…'] : lines;
    return told.map((line) => `> ${line}`).join('  \n');
  });
  return [`**You:** ${asked}`, markdown(answer), ...quoted, `*${[...steps.map(stepText), model].join(' · ')}*`]
    .filter((part) => part !== '')
    .join('\n\n')
    .split('\n')
    .map(printable)
    .join('\n');
}

/** An answer's lines as they stand, its bullets as a list; links to pages of the console say where they lead. */
function markdown(answer: string): string {
  const lines = answer
    .trim()
    .replaceAll(/\[([^\]]+)\]\((\/[^)\s]*)\)/g, '$1 (`$2`)')
    .split('\n')
    .map((line) => line.replace(/^\s*[•*-]\s+/, '- ').trimEnd());
  return lines
    .map((line, index) => {
      const next = lines[index + 1];
      if (next === undefined || next === '' || line === '') return line;
      const [here, there] = [line.startsWith('- '), next.startsWith('- ')];
      // A list stands apart; other lines keep their ends.
      return here && there ? line : here !== there ? `${line}\n` : `${line}  `;
    })
    .join('\n');
}

/** `search_logs (outcome: failure, range: today) 12 ms`; one that was refused says so. */
export function stepText({ tool, args, ok, ms }: Step): string {
  const given = Object.entries(args)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : valueText(value)}`)
    .join('; ');
  return `${tool}${given ? ` (${given})` : ''} ${ok ? `${Math.round(ms)} ms` : 'not done'}`;
}

const valueText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
