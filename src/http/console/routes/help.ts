import { SafeNestError } from '../../../errors.ts';
import { readGuide } from '../../../pipeline/guide/read-guide.ts';
import { searchGuide } from '../../../pipeline/guide/search-guide.ts';
import { guidePageBody, helpPage } from '../pages/help.ts';
import { type Pages, queryText } from '../visit.ts';

const HITS_SHOWN = 6;

/** The guide: its contents and a search, and one page for each of its files. */
export function helpRoutes(pages: Pages): void {
  pages.show('/help', null, async ({ principal, request }) => {
    const query = queryText(request, 'query', 300);
    const hits = query === '' ? [] : searchGuide(query, { most: HITS_SHOWN });
    const body = helpPage({ role: principal.role, pages: readGuide(), query, hits });
    return { title: 'How does this work?', current: 'help', body };
  });

  pages.show('/help/:page', null, async ({ principal, request }) => {
    const guide = readGuide();
    const page = guide.find(({ name }) => name === request.params.page);
    if (!page) throw new SafeNestError('not_found', 'The guide has no such page. Its contents are under Help.');
    return { title: page.title, current: 'help', body: guidePageBody(page, guide, principal.role) };
  });
}
