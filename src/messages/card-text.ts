import type { Card, CardPart } from './card.ts';
import { timeText } from './time-text.ts';

/** The card as plain text, times in the zone: where it cannot be drawn, for notifications, and for reading aloud. */
export const cardText = (card: Card, timeZone = 'UTC'): string =>
  card.parts
    .map((part) => partText(part, timeZone))
    .filter(Boolean)
    .join('\n');

function partText(part: CardPart, timeZone: string): string {
  switch (part.kind) {
    case 'heading':
      return [severityText(part.severity), part.text, part.status ? `(${part.status})` : ''].filter(Boolean).join(' ');
    case 'text':
      return part.text;
    case 'facts':
      // a fact's value says its time already; `at` is for those who draw it
      return part.facts.map((fact) => `${fact.label}: ${fact.value}`).join('\n');
    case 'list':
      return [
        ...part.items.map(({ severity, ref, text, at }) => {
          const words = [severityText(severity), ref, text].filter(Boolean).join(' ');
          return `• ${words}${whenText(at, timeZone)}`;
        }),
        ...(part.more ? [`${part.more.text}: ${part.more.url}`] : []),
      ].join('\n');
    case 'evidence':
      return `“${part.quote}” (${part.origin})`;
    case 'image':
      return `${part.alt}: ${part.url}`;
    case 'chart':
      return `${part.title}: ${part.points.map((point) => `${point.label} ${point.value}`).join(', ')} ${part.unit}`;
    case 'field':
      return `${part.label}: ${part.value ?? ''}`;
    case 'actions':
      return part.actions
        .map((action) => (action.url ? `${action.label}: ${action.url}` : `[${action.label}]`))
        .join(' ');
    case 'context':
      return part.text + whenText(part.at, timeZone);
  }
}

const severityText = (severity: string | undefined): string => (severity ? `[${severity.toUpperCase()}]` : '');

const whenText = (at: string | undefined, timeZone: string): string =>
  at === undefined ? '' : `, ${timeText(new Date(at), timeZone)}`;
