import { can } from '../../../domain/role.ts';
import { parseRange } from '../../../domain/time-range.ts';
import { BASELINE_KINDS, VERDICTS } from '../../../domain/unusual.ts';
import { SafeNestError } from '../../../errors.ts';
import { seeBaseline, seeBaselines } from '../../../pipeline/anomaly/baselines/see-baselines.ts';
import { forgetHabit } from '../../../pipeline/anomaly/unusual/forget-habit.ts';
import { judgeLogin, unusualLogins } from '../../../pipeline/anomaly/unusual/see-unusual.ts';
import { anomaliesPage } from '../pages/anomalies.ts';
import { baselinePage, baselinesPage } from '../pages/baselines.ts';
import { askedRange, rangeProblem } from '../range.ts';
import { numberOf, oneOf, type Pages, queryText } from '../visit.ts';

const SHOWN = 40;
const DAYS_MS = 30 * 86_400_000;

export function anomalyPages(pages: Pages): void {
  pages.show('/anomalies', 'logs.read', async ({ principal, clock, request }, tx) => {
    const filter = { range: askedRange(request), account: queryText(request, 'account', 320) };
    const range = filter.range === '' ? null : parseRange(filter.range, clock);
    const problem = filter.range !== '' && !range ? rangeProblem(filter.range) : null;
    const { from, to } = range ?? {
      from: new Date(clock.now.getTime() - DAYS_MS),
      to: new Date(clock.now.getTime() + 1),
    };
    const seen = await unusualLogins(tx, principal, {
      from,
      to,
      limit: SHOWN,
      ...(filter.account ? { account: filter.account } : {}),
    });
    const mayJudge = can(principal.role, 'alerts.write');
    return {
      title: 'What is unusual?',
      current: 'anomalies',
      body: anomaliesPage({ clock, filter, problem, mayJudge, ...seen }),
    };
  });

  pages.act(
    '/anomalies/:ref',
    'alerts.write',
    async ({ request, work }, form) => {
      const sequence = numberOf(request, 'event');
      const said = form.verdict ?? '';
      const verdict = oneOf(VERDICTS, said);
      if (verdict === null && said !== 'none')
        throw new SafeNestError('invalid_input', 'Say whether it was a false alarm, or real.');
      await work((change) => judgeLogin(change, sequence, verdict));
      const text =
        verdict === null
          ? 'Taken back; the list is ranked anew.'
          : verdict === 'confirmed'
            ? 'Confirmed: logins like it are ranked higher.'
            : 'A false alarm: logins like it are ranked lower.';
      return { to: '/anomalies', text };
    },
    () => '/anomalies',
  );

  pages.show('/baselines', 'logs.read', async ({ principal, clock, request }, tx) => {
    const kind = oneOf(BASELINE_KINDS, queryText(request, 'kind', 20));
    const lines = await seeBaselines(tx, principal, { ...(kind ? { kind } : {}), now: clock.now });
    return { title: 'What is usual?', current: 'anomalies', body: baselinesPage(lines, kind, clock) };
  });

  pages.show('/baselines/:kind', 'logs.read', async ({ principal, clock, request }, tx) => {
    const kind = oneOf(BASELINE_KINDS, String(request.params.kind));
    const name = queryText(request, 'name', 320);
    const found = kind && (await seeBaseline(tx, principal, kind, name, clock.now));
    if (!found) throw new SafeNestError('not_found', 'Nothing is known of this yet.');
    const lines = kind === 'camera' ? await seeBaselines(tx, principal, { kind: 'object', now: clock.now }) : [];
    return {
      title: 'What is usual?',
      current: 'anomalies',
      body: baselinePage({
        ...found,
        seenThere: lines.filter((line) => line.name.startsWith(`${name} `)),
        mayForget: can(principal.role, 'people.write'),
      }),
    };
  });

  pages.act(
    '/baselines/account/forget',
    'people.write',
    async ({ work }, form) => {
      const { scores } = await work((change) => forgetHabit(change, form.name ?? ''));
      return {
        to: '/baselines?kind=account',
        text: `Forgotten${scores > 0 ? `, with ${scores} logins that stood out` : ''}.`,
      };
    },
    () => '/baselines',
  );
}
