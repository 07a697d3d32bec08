import { z } from 'zod';
import { findAlert } from '../db/alerts.ts';
import { alertsOnSignals, countSignals, listSignals, signalSources } from '../db/signals.ts';
import type { Alert } from '../domain/alert.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { SEVERITIES, type Severity, severityRank } from '../domain/severity.ts';
import { SIGNAL_STATUSES, type SignalStatus } from '../domain/signal.ts';
import { oneLine } from '../domain/text.ts';
import { parseRange, RANGE_WORDS } from '../domain/time-range.ts';
import { formatTime } from '../domain/time-words.ts';
import { SafeNestError } from '../errors.ts';
import { signalWords } from '../messages/catalogue/signals.ts';
import { defineTool } from './define-tool.ts';
import { unique } from './named-references.ts';
import { alertCitation } from './tool-data.ts';

const MOST_ROWS = 20;
const CARD_ROWS = 8;
const MOST_GROUPS = 10;
const SOURCES_DAYS = 30;
const DAY_MS = 86_400_000;

/** A signal as models read it. */
export interface SignalData {
  time: string;
  source: string;
  kind: string;
  severity: Severity;
  status: SignalStatus;
  account?: string;
  address?: string;
  /** The other system's words. */
  quoted_title: string;
  /** What it raised. */
  alerts?: string[];
}

/** What the tool answers; the offline model writes its answer from it. */
export interface FoundSignals {
  /** What was asked for. */
  source: string | null;
  about: string | null;
  range: string | null;
  count: number;
  groups: { source: string; kind: string; count: number }[];
  more_groups: number;
  /** The newest of them. */
  rows: SignalData[];
  /** Who sent anything within the last 30 days, and when last. */
  sources: { source: string; last: string }[];
}

export const searchSignalsTool = defineTool({
  name: 'search_signals',
  description:
    'Signals that other systems reported (Okta, CrowdStrike, Grafana, Alertmanager …), newest first: "what did Okta send yesterday?", ' +
    '"signals about alice", "which systems send us signals?". Logins, alerts and incidents are in search_logs.',
  input: z.object({
    source: z.string().max(100).optional().describe('Which system, e.g. okta'),
    kind: z.string().max(100).optional().describe('What sort of thing, e.g. mfa_disabled'),
    user: z.string().max(320).optional().describe('Only about this account'),
    min_severity: z.enum(SEVERITIES).optional(),
    status: z.enum(SIGNAL_STATUSES).optional(),
    query: z.string().max(200).optional().describe('Words of the title, the kind or the account'),
    range: z.string().max(100).optional().describe(`When, by name; leave out for all time. One of: ${RANGE_WORDS}`),
  }),
  access: 'read',
  permission: 'logs.read',
  async run({ org, principal, now, language }, asked) {
    const reader = { timeZone: principal.timeZone, now };
    const range = asked.range === undefined ? null : parseRange(asked.range, reader);
    if (asked.range !== undefined && !range)
      throw new SafeNestError(
        'invalid_input',
        `I cannot read the time “${oneLine(asked.range, 60)}”. Use one of: ${RANGE_WORDS}.`,
      );
    const { min_severity: least } = asked;
    const filter = {
      source: asked.source?.trim().toLowerCase() || undefined,
      kind: asked.kind?.trim().toLowerCase() || undefined,
      account: asked.user?.trim() || undefined,
      words: asked.query?.trim() || undefined,
      status: asked.status,
      severities: least && SEVERITIES.filter((one) => severityRank(one) >= severityRank(least)),
      from: range?.from,
      to: range?.to,
    };
    const { rows, groups, alerts, numbers, sources } = await org(async (tx) => {
      const rows = await listSignals(tx, filter, { limit: MOST_ROWS });
      const numbers = can(principal.role, 'alerts.read')
        ? await alertsOnSignals(
            tx,
            rows.map(({ sequence }) => sequence),
          )
        : new Map<number, number[]>();
      const alerts: Alert[] = [];
      for (const number of new Set([...numbers.values()].flat())) {
        const alert = await findAlert(tx, number);
        if (alert) alerts.push(alert);
      }
      return {
        rows,
        numbers,
        alerts,
        groups: await countSignals(tx, filter),
        sources: await signalSources(tx, new Date(now.getTime() - SOURCES_DAYS * DAY_MS)),
      };
    });
    const refsOf = (sequence: number): string[] =>
      (numbers.get(sequence) ?? []).map((number) => formatReference({ kind: 'alert', number }));
    const count = groups.reduce((sum, one) => sum + one.count, 0);
    const data: FoundSignals = {
      source: asked.source ? oneLine(asked.source, 60) : null,
      about: asked.user ? oneLine(asked.user, 100) : null,
      range: range?.label ?? null,
      count,
      groups: groups
        .slice(0, MOST_GROUPS)
        .map((one) => ({ source: oneLine(one.source, 60), kind: oneLine(one.kind, 60), count: one.count })),
      more_groups: Math.max(0, groups.length - MOST_GROUPS),
      rows: rows.map((signal): SignalData => {
        const refs = refsOf(signal.sequence);
        return {
          time: formatTime(signal.occurredAt, principal.timeZone, now),
          source: oneLine(signal.source, 60),
          kind: oneLine(signal.kind, 60),
          severity: signal.severity,
          status: signal.status,
          ...(signal.account && { account: oneLine(signal.account, 100) }),
          ...(signal.address && { address: signal.address }),
          quoted_title: oneLine(signal.title, 200),
          ...(refs.length > 0 && { alerts: refs }),
        };
      }),
      sources: sources.map(({ source, last }) => ({
        source: oneLine(source, 60),
        last: formatTime(last, principal.timeZone, now),
      })),
    };
    const words = signalWords[language];
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({
      source: filter.source,
      kind: filter.kind,
      account: filter.account,
      words: filter.words,
      status: filter.status,
      min_severity: least,
      range: asked.range,
    }))
      if (value !== undefined) query.set(name, value);
    const url = query.size > 0 ? `/signals?${query}` : '/signals';
    return {
      data: { ...data },
      ...(rows.length > 3 && {
        card: {
          key: 'signals',
          parts: [
            { kind: 'heading' as const, text: words.title },
            {
              kind: 'list' as const,
              items: rows.slice(0, CARD_ROWS).map((signal) => {
                const [ref] = refsOf(signal.sequence);
                return {
                  text: oneLine(
                    `${signal.source}: ${signal.title}${signal.account ? ` (${signal.account})` : ''}`,
                    160,
                  ),
                  at: signal.occurredAt.toISOString(),
                  severity: signal.severity,
                  ...(ref && { ref, url: `/alerts/${ref}` }),
                };
              }),
              more: { text: words.all, url },
            },
          ],
        },
      }),
      citations: unique(alerts.map(alertCitation)),
    };
  },
});
