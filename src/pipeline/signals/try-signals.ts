import { organisationTimeZone } from '../../db/organisations.ts';
import type { InOrg } from '../../db/scope.ts';
import { alertStatusesOnSignals, firingSignals } from '../../db/signals.ts';
import type { Backtest } from '../../domain/proposal.ts';
import type { Rule } from '../../domain/rule.ts';
import { type Signal, signalFingerprint } from '../../domain/signal.ts';
import { tellSignalAlert } from '../../messages/tell-signal-alert.ts';
import type { BacktestOptions } from '../backtest.ts';
import { knownAmong, lookInOrder, type TriedMatter, TriedMatters, triedAs } from '../backtest-matters.ts';
import { signalRule } from './signal-rule.ts';

const DAY_MS = 86_400_000;
const PAGE = 5000;

/** What is kept of a signal until all were looked at. */
type Tried = Pick<Signal, 'sequence'>;

/**
 * What a rule about signals would have raised in the last `days` (30): every signal that something is wrong, by when it happened. Those of
 * one matter no further apart than the cooldown are one alert. Null where this version cannot run the rule.
 */
export async function trySignals(org: InOrg, rule: Rule, options: BacktestOptions): Promise<Backtest | null> {
  if (!signalRule.params.safeParse(rule.params).success) return null;
  const bound = signalRule.bind(rule.params);
  const { now, days = 30 } = options;
  const from = new Date(now.getTime() - days * DAY_MS);
  const matters = new TriedMatters<Tried>(rule.cooldownSeconds);
  const looked = await lookInOrder<Signal>(org, options, {
    wanted: from,
    limit: PAGE,
    pageAfter: (tx, after) => firingSignals(tx, { from, to: now, after, limit: PAGE }),
    timeOf: ({ occurredAt }) => occurredAt,
    look(signal) {
      if (bound.matches(signal)) matters.add(signalFingerprint(signal), matterOf(signal));
    },
  });
  const found = matters.all();
  return triedAs(found, {
    ...looked,
    of: 'signals',
    days,
    timeZone: await org(organisationTimeZone),
    // a signal is opened from its alert: it has no reference of its own
    refOf: () => null,
    known: await knownAmong(org, found, ({ sequence }) => sequence, alertStatusesOnSignals),
  });
}

function matterOf({ sequence, occurredAt, source, kind: what, title }: Signal): TriedMatter<Tried> {
  const at = occurredAt.getTime();
  return {
    first: at,
    last: at,
    items: [{ sequence }],
    title: (signals) =>
      tellSignalAlert(
        {
          kind: 'signal',
          source,
          what,
          title,
          account: null,
          address: null,
          seenBy: null,
          details: [],
          link: null,
          signals,
        },
        'en',
      ).title,
  };
}
