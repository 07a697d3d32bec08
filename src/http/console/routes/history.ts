import { countHistory, latestHistory } from '../../../db/history-search.ts';
import { HISTORY_KINDS, HISTORY_READ } from '../../../domain/history.ts';
import { parseRange } from '../../../domain/time-range.ts';
import { ownEmbedder } from '../../../pipeline/embedding/own-embedder.ts';
import { embedQuestion, readableKinds, searchHistory } from '../../../pipeline/history/search-history.ts';
import { historyPage } from '../pages/history.ts';
import { askedRange, rangeProblem } from '../range.ts';
import { oneOf, type Pages, queryText } from '../visit.ts';

const MOST = 25;
const LATEST = 10;

export function historyRoutes(pages: Pages): void {
  // what a question means may be asked of another server: that is done before the transaction opens
  pages.showGathered('/history', 'alerts.read', async ({ request, principal, clock, services, org }) => {
    const query = queryText(request, 'query', 10_000).trim();
    const kind = oneOf(HISTORY_KINDS, queryText(request, 'kind')) ?? '';
    const asked = askedRange(request);
    const range = asked === '' ? null : parseRange(asked, clock);
    const problem = asked !== '' && !range ? rangeProblem(asked) : null;
    const embedder = services.embedder ?? ownEmbedder;
    const vector = query === '' ? null : await embedQuestion(embedder, query);
    const permissions = [...new Set(readableKinds(principal).map((one) => HISTORY_READ[one]))];
    const found = await org(async (tx) => ({
      search:
        query === '' || problem
          ? null
          : await searchHistory(
              tx,
              principal,
              { query, kinds: kind === '' ? undefined : [kind], from: range?.from, to: range?.to, limit: MOST },
              { embedder, vector },
            ),
      counts: query === '' ? await countHistory(tx, permissions) : [],
      latest: query === '' ? await latestHistory(tx, { permissions }, LATEST) : [],
    }));
    return {
      title: 'Have we seen this before?',
      current: 'history',
      body: historyPage({
        clock,
        query,
        kind,
        range: asked,
        rangeLabel: range?.label ?? null,
        problem,
        hits: found.search?.hits ?? [],
        empty: found.search?.empty ?? false,
        withoutMeaning: found.search?.withoutMeaning ?? false,
        counts: found.counts,
        latest: found.latest,
      }),
    };
  });
}
