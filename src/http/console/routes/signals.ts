import { alertsOnSignals, countSignals, listSignals, signalSources } from '../../../db/signals.ts';
import { SEVERITIES, severityRank } from '../../../domain/severity.ts';
import { SIGNAL_STATUSES } from '../../../domain/signal.ts';
import { parseRange } from '../../../domain/time-range.ts';
import { isSilent, SOURCES_DAYS } from '../../../pipeline/signals/silent-sources.ts';
import { baseOf, type HttpServices } from '../../services.ts';
import { type SignalsFilter, signalsPage } from '../pages/signals.ts';
import { askedRange, rangeProblem } from '../range.ts';
import { addressWith, oneOf, type Pages, queryText } from '../visit.ts';

const PAGE = 50;

/** What other systems reported, with filters; nothing is changed here. */
export function signalRoutes(pages: Pages, services: HttpServices): void {
  pages.show('/signals', 'logs.read', async ({ clock, request }, tx) => {
    const filter: SignalsFilter = {
      words: queryText(request, 'words', 200),
      source: queryText(request, 'source', 100),
      kind: queryText(request, 'kind', 100),
      account: queryText(request, 'account', 320),
      min_severity: oneOf(SEVERITIES, queryText(request, 'min_severity')) ?? '',
      status: oneOf(SIGNAL_STATUSES, queryText(request, 'status')) ?? '',
      range: askedRange(request),
    };
    const range = filter.range === '' ? null : parseRange(filter.range, clock);
    const problem = filter.range !== '' && !range ? rangeProblem(filter.range) : null;
    const least = oneOf(SEVERITIES, filter.min_severity);
    const search = {
      words: filter.words || undefined,
      source: filter.source.toLowerCase() || undefined,
      kind: filter.kind.toLowerCase() || undefined,
      account: filter.account || undefined,
      severities: least ? SEVERITIES.filter((one) => severityRank(one) >= severityRank(least)) : undefined,
      status: oneOf(SIGNAL_STATUSES, filter.status) ?? undefined,
      from: range?.from,
      to: range?.to,
    };
    const cursor = /^(\d{1,15})-(\d{1,15})$/.exec(queryText(request, 'before', 40));
    const before = cursor ? { occurredAt: new Date(Number(cursor[1])), sequence: Number(cursor[2]) } : undefined;
    const found = problem ? [] : await listSignals(tx, search, { before, limit: PAGE + 1 });
    const shown = found.slice(0, PAGE);
    const alerts = await alertsOnSignals(
      tx,
      shown.map(({ sequence }) => sequence),
    );
    const sources = await signalSources(tx, new Date(clock.now.getTime() - SOURCES_DAYS * 86_400_000));
    const last = shown.at(-1);
    return {
      title: 'What did other systems report?',
      current: 'logs',
      body: signalsPage({
        clock,
        filter,
        problem,
        rows: shown.map((signal) => ({ signal, alerts: alerts.get(signal.sequence) ?? [] })),
        counts: problem || before ? [] : await countSignals(tx, search),
        sources: sources.map((one) => ({ ...one, silent: isSilent(one, clock.now) })),
        older:
          found.length > PAGE && last
            ? addressWith(request, { before: `${last.occurredAt.getTime()}-${last.sequence}` })
            : null,
        base: baseOf(services),
      }),
    };
  });
}
