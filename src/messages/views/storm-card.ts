import type { Alert } from '../../domain/alert.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { SEVERITIES, type Severity, severityRank, worst } from '../../domain/severity.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../card.ts';
import { channelWords } from '../catalogue/channel-orders.ts';
import { stormWords } from '../catalogue/storms.ts';
import { numberText, terms } from '../catalogue/terms.ts';
import { pathOf } from '../links.ts';
import { alertIn } from '../tell-alert.ts';
import { durationText } from '../time-text.ts';
import type { CardView } from './card-view.ts';

const LISTED = 5;
const NAMED = 3;

export interface StormView extends Pick<CardView, 'urls' | 'language'> {
  /** What the button acts on; there is none where absent. */
  value?: string;
  /** What the button says, also where none of them is open. */
  button?: string;
  /** Instead of how many there are in how long. */
  title?: string;
  /** Said before the rest. */
  lead?: string;
}

/** Many alerts in one message: how many in how long, how bad, who and where most, the worst that are open, and the way to all of them. */
export function stormCard(key: string, alerts: readonly Alert[], view: StormView): Card {
  const { urls = pathOf, language = 'en', value } = view;
  const words = stormWords[language];
  const open = alerts.filter(({ status }) => status === 'open');
  const url = pageOf(alerts);
  const sorted = (open.length > 0 ? open : alerts).toSorted(
    (a, b) => severityRank(b.severity) - severityRank(a.severity) || b.count - a.count || a.number - b.number,
  );
  const items = sorted.slice(0, LISTED).map((alert) => {
    const ref = formatReference({ kind: 'alert', number: alert.number });
    return { ref, url: urls(ref), severity: alert.severity, text: oneLine(alertIn(alert, language).title, 160) };
  });
  const latest = new Date(Math.max(...alerts.map(({ raisedAt }) => raisedAt.getTime())));
  const parts: CardPart[] = [
    {
      kind: 'heading',
      text: view.title ?? stormTitle(alerts, language),
      severity: worstOf(alerts),
      status: open.length > 0 ? words.open(open.length) : words.settled,
      url,
    },
    { kind: 'text', text: view.lead ?? words.why },
    { kind: 'facts', facts: facts(alerts, language) },
    { kind: 'list', items, more: { text: words.all, url } },
  ];
  if (value !== undefined && (open.length > 0 || view.button !== undefined))
    parts.push({
      kind: 'actions',
      actions: [
        { id: ACKNOWLEDGE_ALL, label: view.button ?? words.acknowledge, value, style: 'primary', confirm: words.sure },
      ],
    });
  parts.push({ kind: 'context', text: words.latest, at: latest.toISOString() });
  return { key, parts, language };
}

/** The button of a storm, and of several that nobody acknowledged. */
export const ACKNOWLEDGE_ALL = 'alerts.acknowledge_all';

/** That there are many, for those who may not see what they are. */
export function briefStormCard(key: string, alerts: readonly Alert[], language: Language = 'en'): Card {
  return {
    key,
    language,
    parts: [
      { kind: 'heading', text: stormTitle(alerts, language), severity: worstOf(alerts), url: pageOf(alerts) },
      { kind: 'text', text: channelWords[language].brief },
    ],
  };
}

/** `37 alerts in 10 min`, from the first that was raised to the last. */
function stormTitle(alerts: readonly Alert[], language: Language): string {
  const times = alerts.map(({ raisedAt }) => raisedAt.getTime());
  const seconds = Math.max(60, Math.round((Math.max(...times) - Math.min(...times)) / 1000));
  return stormWords[language].title(alerts.length, durationText(seconds));
}

export const worstOf = (alerts: readonly Alert[]): Severity =>
  alerts.map(({ severity }) => severity).reduce<Severity>(worst, 'low');

function facts(alerts: readonly Alert[], language: Language): { label: string; value: string }[] {
  const words = stormWords[language];
  const severities = SEVERITIES.toReversed().flatMap((severity) => {
    const count = alerts.filter((one) => one.severity === severity).length;
    return count > 0 ? [`${numberText(count, language)} ${terms[language].severity[severity]}`] : [];
  });
  const cameras = new Set(alerts.flatMap(({ cameraId }) => cameraId ?? [])).size;
  return [
    { label: words.severities, value: severities.join(', ') },
    ...most(
      words.accounts,
      alerts.map(({ account }) => account),
      language,
    ),
    ...most(
      words.addresses,
      alerts.map(({ address }) => address),
      language,
    ),
    ...(cameras > 0 ? [{ label: words.cameras, value: numberText(cameras, language) }] : []),
  ];
}

/** `root (30), admin (4) +12`. */
function most(
  label: string,
  names: readonly (string | null)[],
  language: Language,
): { label: string; value: string }[] {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  if (counts.size === 0) return [];
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b));
  const named = sorted
    .slice(0, NAMED)
    .map(([name, count]) => (count > 1 ? `${oneLine(name, 60)} (${numberText(count, language)})` : oneLine(name, 60)));
  const rest = sorted.length - named.length;
  return [{ label, value: named.join(', ') + (rest > 0 ? ` +${numberText(rest, language)}` : '') }];
}

/** The list of alerts in the time that these reach over. */
function pageOf(alerts: readonly Alert[]): string {
  const from = Math.min(...alerts.map(({ firstSeen }) => firstSeen.getTime()));
  const to = Math.max(...alerts.map(({ lastSeen }) => lastSeen.getTime())) + 1000;
  const second = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
  return `/alerts?${new URLSearchParams({ range: `${second(from)}/${second(to)}` })}`;
}
