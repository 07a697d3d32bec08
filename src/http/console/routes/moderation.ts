import type { OrgDb } from '../../../db/scope.ts';
import { CASE_STATES, type ModerationCase } from '../../../domain/moderation.ts';
import type { Principal } from '../../../domain/principal.ts';
import { severityRank } from '../../../domain/severity.ts';
import { listGuardedChannels } from '../../../pipeline/moderation/guarded-channels.ts';
import { seeCases } from '../../../pipeline/moderation/see-case.ts';
import { queuePage } from '../pages/moderation-queue.ts';
import { addressWith, oneOf, type Pages, queryNumber, queryText } from '../visit.ts';

const PAGE = 30;
/** So many open cases are put in order; there are more only while nobody moderates. */
const MOST_OPEN = 300;
const OPEN_SHOWN = 100;

export function moderationRoutes(pages: Pages): void {
  pages.show('/moderation', 'moderation.read', async ({ principal, clock, request }, tx) => {
    const state = oneOf(CASE_STATES, queryText(request, 'state'));
    const before = queryNumber(request, 'before');
    const states = state ? [state] : CASE_STATES.filter((one) => one !== 'open');
    const { cases, counts } = await seeCases(
      { tx, principal },
      { states, limit: PAGE + 1, ...(before === undefined ? {} : { before }) },
    );
    const decided = state === 'open' ? [] : cases.slice(0, PAGE);
    const last = decided.at(-1);
    const open = before === undefined && (state === null || state === 'open') ? await worstOpen(tx, principal) : [];
    return {
      title: 'What needs a moderator now?',
      current: 'moderation',
      script: 'moderation.js',
      body: queuePage({
        clock,
        state,
        open,
        decided,
        counts,
        older:
          state !== 'open' && cases.length > PAGE && last
            ? addressWith(request, { before: String(last.number) })
            : null,
        guarded: (await listGuardedChannels(tx)).filter(({ strictness }) => strictness !== 'off').length,
      }),
    };
  });
}

/** Cases that wait, the worst first; of those as bad as each other, the one that goes on. */
export async function worstOpen(tx: OrgDb, principal: Principal): Promise<ModerationCase[]> {
  const { cases } = await seeCases({ tx, principal }, { states: ['open'], limit: MOST_OPEN });
  return cases
    .sort(
      (a, b) =>
        severityRank(b.severity) - severityRank(a.severity) ||
        b.score - a.score ||
        b.updatedAt.getTime() - a.updatedAt.getTime(),
    )
    .slice(0, OPEN_SHOWN);
}
