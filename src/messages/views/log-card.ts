import type { Language } from '../../domain/language.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../card.ts';
import { searchWords } from '../catalogue/search.ts';

/** What a search found: how many, a chart of groups where it counted, the newest as a list. */
export function logCard(found: {
  /** e.g. `Failed logins: yesterday, 20 November 2026`. */
  title: string;
  /** e.g. `12 logins, 3 alerts`. */
  counts: string;
  items: Extract<CardPart, { kind: 'list' }>['items'];
  /** Counted by this argument of the search. */
  chart?: { by: string; points: { label: string; value: number }[] };
  /** Where all of it is. */
  moreUrl: string;
  language?: Language;
}): Card {
  const words = searchWords[found.language ?? 'en'];
  const title = oneLine(found.title);
  const parts: CardPart[] = [
    { kind: 'heading', text: title },
    { kind: 'text', text: found.counts },
  ];
  if (found.chart && found.chart.points.length > 0) {
    parts.push({ kind: 'chart', unit: words.events, points: found.chart.points, title: words.by(found.chart.by) });
  }
  if (found.items.length > 0) {
    const items = found.items.map((item) => ({ ...item, text: oneLine(item.text, 160) }));
    parts.push({ kind: 'list', items, more: { text: words.allInLogs, url: found.moreUrl } });
  }
  return { key: `search: ${title}`, parts };
}
