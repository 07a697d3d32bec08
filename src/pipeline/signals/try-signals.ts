import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { organisationTimeZone } from '../../db/organisations.ts';
import type { OrgDb } from '../../db/scope.ts';
import { alertStatusesOnSignals, firingSignals, type SignalCursor } from '../../db/signals.ts';
import type { Backtest } from '../../domain/proposal.ts';
import type { Rule } from '../../domain/rule.ts';
import { type Signal, signalFingerprint } from '../../domain/signal.ts';
import { tellSignalAlert } from '../../messages/tell-signal-alert.ts';
import type { BacktestOptions } from '../backtest.ts';
import { knownOf, type TriedMatter, TriedMatters, triedAs } from '../backtest-matters.ts';
import { signalRule } from './signal-rule.ts';

const DAY_MS = 86_400_000;
const PAGE = 5000;
/** Signals between two turns of others. */
const STEP = 500;

type InOrg = <T>(work: (tx: OrgDb) => Promise<T>) => Promise<T>;
/** What is kept of a signal until all were looked at. */
type Tried = Pick<Signal, 'sequence'>;

/**
 * What a rule about signals would have raised in the last `days` (30): every signal that something is wrong, by when it happened. Those of
 * one matter no further apart than the cooldown are one alert. Null where this version cannot run the rule.
 */
export async function trySignals(
  org: InOrg,
  rule: Rule,
  { now, days = 30, budgetMs = 4000, clock = () => performance.now(), signal, onProgress }: BacktestOptions,
): Promise<Backtest | null> {
  if (!signalRule.params.safeParse(rule.params).success) return null;
  const bound = signalRule.bind(rule.params);
  const began = clock();
  const from = new Date(now.getTime() - days * DAY_MS);
  const timeZone = await org(organisationTimeZone);
  const matters = new TriedMatters<Tried>(rule.cooldownSeconds);
  let looked = 0;
  let first: Date | null = null;
  let last = from;
  let outOfTime = false;
  let after: SignalCursor | null = null;
  while (!outOfTime) {
    const page: Signal[] = await org((tx) => firingSignals(tx, { from, to: now, after, limit: PAGE }));
    for (const [at, one] of page.entries()) {
      looked++;
      first ??= one.occurredAt;
      last = one.occurredAt;
      if (bound.matches(one)) matters.add(signalFingerprint(one), matterOf(one));
      if (at % STEP === STEP - 1) await yieldToOthers();
    }
    signal?.throwIfAborted();
    onProgress?.(looked, looked);
    const end = page.at(-1);
    if (!end || page.length < PAGE) break;
    after = { occurredAt: end.occurredAt, sequence: end.sequence };
    outOfTime = clock() - began > budgetMs;
  }
  const found = matters.all();
  return triedAs(found, {
    of: 'signals',
    from: first ?? from,
    to: outOfTime ? last : now,
    days,
    timeZone,
    logins: looked,
    // a signal is opened from its alert: it has no reference of its own
    refOf: () => null,
    known: await knownAmong(org, found),
    cut: outOfTime ? 'time' : null,
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

async function knownAmong(org: InOrg, matters: readonly TriedMatter<Tried>[]): Promise<Backtest['known']> {
  const sequences = matters.flatMap(({ items }) => items.map(({ sequence }) => sequence));
  const statuses = new Map<number, string[]>();
  for (let at = 0; at < sequences.length; at += PAGE)
    for (const { sequence, status } of await org((tx) => alertStatusesOnSignals(tx, sequences.slice(at, at + PAGE))))
      statuses.set(sequence, [...(statuses.get(sequence) ?? []), status]);
  return knownOf(matters, ({ sequence }) => statuses.get(sequence) ?? []);
}
