import { alertsOnLogins, loginsInOrder } from '../../../db/backtest.ts';
import { organisationTimeZone } from '../../../db/organisations.ts';
import type { InOrg } from '../../../db/scope.ts';
import type { Backtest } from '../../../domain/proposal.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { Rule } from '../../../domain/rule.ts';
import type { Pattern } from '../../../domain/unusual.ts';
import type { BacktestOptions } from '../../backtest.ts';
import { knownAmong, lookInOrder, TriedMatters, triedAs } from '../../backtest-matters.ts';
import { addEvent, emptyPattern, slotOf, stateOf, usual } from '../baselines/baseline.ts';
import { hasLasted, judgeHours, LOOK_BACK_MS } from '../baselines/judge-hours.ts';
import type { Login } from '../detector.ts';
import { volumeFinding, volumeVoice } from './login-volume.ts';

const DAY_MS = 86_400_000;
/** What is usual is learned from so many days before the stretch. */
const LEARNED_DAYS = 60;
const PAGE = 5000;
/** Of each alert, the logins by which it is found out whether others stand on them. */
const SAMPLE = 20;

const NOBODY = { accounts: [], addresses: [], countries: [] };

/** An account on the way through its logins. */
interface Tried {
  pattern: Pattern;
  lately: Date[];
  /** The hour of which something was told, and when it is looked at again, milliseconds since 1970. */
  told: number;
  next: number;
}

/**
 * What a `login_volume` rule would have raised in the last `days` (30): each successful login beside what was usual of its account up to
 * that day. Null where its settings cannot be read.
 */
export async function tryVolume(org: InOrg, rule: Rule, options: BacktestOptions): Promise<Backtest | null> {
  const bound = volumeVoice(rule);
  if (!bound) return null;
  const { params, voice } = bound;
  const { now, days = 30 } = options;
  const wanted = new Date(now.getTime() - days * DAY_MS);
  const from = new Date(wanted.getTime() - LEARNED_DAYS * DAY_MS);
  const timeZone = await org(organisationTimeZone);
  const accounts = new Map<string, Tried>();
  const matters = new TriedMatters<Login>(rule.cooldownSeconds);
  const looked = await lookInOrder<Login>(org, options, {
    wanted,
    limit: PAGE,
    pageAfter: (tx, after) => loginsInOrder(tx, { from, to: now, only: 'success', after, limit: PAGE }),
    timeOf: ({ occurredAt }) => occurredAt,
    look(login) {
      const known = accounts.get(login.account) ?? { pattern: emptyPattern(), lately: [], told: -1, next: 0 };
      accounts.set(login.account, known);
      const slot = slotOf(login.occurredAt, timeZone);
      const isReady = stateOf(known.pattern, login.occurredAt) === 'ready';
      addEvent(known.pattern, login.occurredAt, slot);
      if (login.occurredAt.getTime() < wanted.getTime() - LOOK_BACK_MS) return;
      known.lately.push(login.occurredAt);
      if (login.occurredAt < wanted) return;
      const { mean, deviation } = usual(known.pattern, slot.weekday, slot.hour);
      const count = known.pattern.today[slot.hour]!;
      const sigmas = (count - mean) / deviation;
      if (!isReady || count < params.min_in_hour || sigmas < params.deviations) return;
      const at = login.occurredAt.getTime();
      const hour = slot.day * 24 + slot.hour;
      // what is told of an hour is of the rest of it, too; else it is looked back at once a minute
      if (known.told !== hour) {
        if (at < known.next) return;
        known.next = at + 60_000;
        known.lately = known.lately.filter((then) => at - then.getTime() <= LOOK_BACK_MS);
        const happened = known.lately.map((then) => ({ startedAt: then, endedAt: then }));
        if (!hasLasted(judgeHours(known.pattern, happened, timeZone), params)) return;
        known.told = hour;
      }
      const { fingerprint, tell } = volumeFinding(voice, [login], { from: at, until: at, count, mean, sigmas });
      const seen = { firstSeen: login.occurredAt, lastSeen: login.occurredAt };
      const title = (events: number): string => tell({ count: events, ...seen, tally: NOBODY }).title;
      matters.add(fingerprint, { first: at, last: at, items: [login], title });
    },
  });
  const found = matters.all();
  return triedAs(found, {
    ...looked,
    days,
    timeZone,
    refOf: ({ sequence }) => formatReference({ kind: 'event', number: sequence }),
    known: await knownAmong(org, found, ({ sequence }) => sequence, alertsOnLogins, SAMPLE),
  });
}
