import { oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../card.ts';

/** The search names its groups as its input does; people read these. */
const GROUP_WORD = { ip: 'address', user: 'account' };

/** What a search found: how many, a chart of groups where it counted, the newest as a list. */
export function logCard(found: {
  /** e.g. `Failed logins: yesterday, 20 November 2026`. */
  title: string;
  /** e.g. `12 logins, 3 alerts`. */
  counts: string;
  items: Extract<CardPart, { kind: 'list' }>['items'];
  chart?: { title: string; points: { label: string; value: number }[] };
  /** Where all of it is. */
  moreUrl: string;
}): Card {
  const title = oneLine(found.title);
  const parts: CardPart[] = [
    { kind: 'heading', text: title },
    { kind: 'text', text: found.counts },
  ];
  if (found.chart && found.chart.points.length > 0) {
    const title = found.chart.title.replace(/^By (ip|user)$/, (_, group: 'ip' | 'user') => `By ${GROUP_WORD[group]}`);
    parts.push({ kind: 'chart', unit: 'events', points: found.chart.points, title });
  }
  if (found.items.length > 0) {
    const items = found.items.map((item) => ({ ...item, text: oneLine(item.text, 160) }));
    parts.push({ kind: 'list', items, more: { text: 'All in the logs', url: found.moreUrl } });
  }
  return { key: `search: ${title}`, parts };
}
