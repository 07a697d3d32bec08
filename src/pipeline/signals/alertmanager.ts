import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Severity } from '../../domain/severity.ts';
import { oneLine } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { isAddress, isSafeLink, MOST_SIGNALS, type newSignalSchema } from './signal-schema.ts';

/** Texts by name; what a sender adds beside them is left alone. */
const texts = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform(
    (all) =>
      new Map(
        Object.entries(all ?? {}).flatMap(([name, value]) =>
          typeof value === 'string' && value.trim() !== '' ? [[name, value] as const] : [],
        ),
      ),
  );

const alertSchema = z.looseObject({
  status: z.string().optional(),
  labels: texts,
  annotations: texts,
  startsAt: z.string().optional(),
  endsAt: z.string().optional(),
  generatorURL: z.string().nullish(),
  dashboardURL: z.string().nullish(),
  panelURL: z.string().nullish(),
  fingerprint: z.string().nullish(),
});

/** What Alertmanager (version 4) and Grafana post to a webhook. */
const webhookSchema = z.looseObject({ status: z.string().optional(), alerts: z.array(z.unknown()) });

const SEVERITY_WORDS: readonly [RegExp, Severity][] = [
  [/^(?:critical|crit|fatal|emergency|page|p1|sev1)$/i, 'critical'],
  [/^(?:high|error|major|severe|p2|sev2)$/i, 'high'],
  [/^(?:low|info|informational|notice|none|debug|p4|p5|sev4|sev5)$/i, 'low'],
];
const ACCOUNTS = ['account', 'user', 'username', 'email'];
const ADDRESSES = ['address', 'ip', 'client_ip', 'source_ip', 'src_ip'];
/** What is said elsewhere in a signal. */
const SAID = new Set(['alertname', 'severity', 'camera', ...ACCOUNTS, ...ADDRESSES]);
const MOST_DETAILS = 20;

/**
 * What such a webhook carries, as signals of the API, one for each alert in order; null for what is no alert. The source is what the
 * sender's address says, else grafana or alertmanager by what only Grafana sends.
 */
export function signalsOfWebhook(body: unknown, named?: string): (z.input<typeof newSignalSchema> | null)[] {
  const parsed = webhookSchema.safeParse(body);
  if (!parsed.success)
    throw new SafeNestError(
      'invalid_input',
      'This is no webhook of Alertmanager or Grafana: it has no list of alerts.',
    );
  const { alerts } = parsed.data;
  if (alerts.length > MOST_SIGNALS)
    throw new SafeNestError('too_large', `At most ${MOST_SIGNALS.toLocaleString('en')} alerts at once.`);
  const fromGrafana = 'orgId' in parsed.data || JSON.stringify(alerts[0] ?? null).includes('"valueString"');
  const source = named ?? (fromGrafana ? 'grafana' : 'alertmanager');
  return alerts.map((alert) => signalOf(alert, source, parsed.data.status));
}

function signalOf(input: unknown, source: string, groupStatus?: string): z.input<typeof newSignalSchema> | null {
  const parsed = alertSchema.safeParse(input);
  if (!parsed.success) return null;
  const { labels, annotations, startsAt, endsAt, ...alert } = parsed.data;
  const first = (names: readonly string[]): string | undefined => names.map((name) => labels.get(name)).find(Boolean);
  const resolved = (alert.status ?? groupStatus) === 'resolved';
  const kind = cut(labels.get('alertname') ?? 'alert', 100);
  const fingerprint = cut(alert.fingerprint || digest([...labels].sort(([a], [b]) => (a < b ? -1 : 1))), 100);
  const address = first(ADDRESSES)?.trim();
  const link = [alert.panelURL, alert.dashboardURL, alert.generatorURL].find(
    (url) => url && url.length <= 2000 && isSafeLink(url),
  );
  const account = first(ACCOUNTS)?.trim();
  const details = [
    ...[...labels].filter(([name]) => !SAID.has(name)),
    ...[...annotations].filter(([name]) => !['summary', '__dashboardUid__', '__panelId__'].includes(name)),
  ];
  return {
    event_id: `${fingerprint} ${cut(startsAt ?? '', 60)} ${resolved ? 'resolved' : 'firing'}`,
    source: cut(source, 100),
    kind,
    title: cut(
      annotations.get('summary') ?? annotations.get('description') ?? titleOf(kind, labels.get('instance')),
      300,
    ),
    severity: severityOf(labels.get('severity') ?? labels.get('priority')),
    status: resolved ? 'resolved' : 'firing',
    occurred_at: (resolved ? endsAt : startsAt) ?? '',
    fingerprint,
    ...(account && { account: cut(account, 300) }),
    ...(address && isAddress(address) && { address }),
    ...(labels.get('camera') && { camera: cut(labels.get('camera')!, 200) }),
    ...(link && { link }),
    details: Object.fromEntries(
      details.slice(0, MOST_DETAILS).map(([name, value]) => [cut(name, 60), cut(value, 500)] as const),
    ),
  };
}

const titleOf = (kind: string, instance: string | undefined): string => (instance ? `${kind} (${instance})` : kind);
const severityOf = (word: string | undefined): Severity =>
  SEVERITY_WORDS.find(([words]) => words.test((word ?? '').trim()))?.[1] ?? 'medium';
const cut = (text: string, limit: number): string => oneLine(text, limit);
const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
