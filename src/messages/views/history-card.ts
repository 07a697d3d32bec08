import type { HistoryHit } from '../../domain/history.ts';
import type { Language } from '../../domain/language.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card } from '../card.ts';
import { historyWords } from '../catalogue/history.ts';
import { type Links, pathOf } from '../links.ts';

const MOST_ITEMS = 6;

/** What the history has about a question: each with its link, and the way to the whole search. */
export function historyCard(
  hits: readonly HistoryHit[],
  { query, language, urls = pathOf }: { query: string; language: Language; urls?: Links },
): Card {
  const words = historyWords[language];
  return {
    key: `history: ${oneLine(query, 80)}`,
    parts: [
      { kind: 'heading', text: words.card, url: `/history?query=${encodeURIComponent(oneLine(query, 300))}` },
      {
        kind: 'list',
        items: hits.slice(0, MOST_ITEMS).map((hit) => ({
          ref: hit.ref,
          url: urls(hit.ref),
          at: hit.at.toISOString(),
          text: `${words.kinds[hit.kind]}: ${oneLine(hit.title, 120)}`,
        })),
        more: { text: words.more, url: `/history?query=${encodeURIComponent(oneLine(query, 300))}` },
      },
    ],
  };
}
