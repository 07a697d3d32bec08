import type { Alert } from '../../domain/alert.ts';
import type { Direction, Periods } from '../../domain/compare-periods.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { TimeRange } from '../../domain/time-range.ts';
import type { Card, CardPart } from '../card.ts';
import { postureWords } from '../catalogue/posture.ts';
import { countryText } from '../catalogue/terms.ts';
import { type Links, pathOf } from '../links.ts';
import { periodText } from '../period-text.ts';
import { saidIn } from '../tell-alert.ts';
import { slotPoints } from './slot-points.ts';

type Kind = 'account' | 'address' | 'country' | 'rule';

interface CardPeriod {
  range: TimeRange;
  alerts: { total: number; byStatus: { open: number; false_alarm: number } };
  logins: { logins: number; failed: number };
  incidents: { opened: number; closed: number; medianToClose: number | null };
  medianToAcknowledge: number | null;
}

/** As much of a summary as its card shows. */
interface CardPosture {
  rangeName: string;
  periods: Pick<Periods, 'unit' | 'running' | 'chosen'>;
  current: CardPeriod;
  before: CardPeriod;
  direction: Direction;
  first: boolean;
  hotspots: Record<Kind, { name: string; alerts: number; before: number; isNew: boolean; ruleNumber?: number }[]>;
  overTime: { unit: string; slots: { key: string; alerts: number }[] };
  next: readonly (
    | { kind: 'handle_alerts'; alerts: readonly Alert[] }
    | { kind: 'assign_incidents'; incidents: readonly Incident[] }
    | { kind: 'tune_rule' }
  )[];
  openBefore: number;
}

const SPOTS: Record<Kind, number> = { account: 2, address: 2, country: 1, rule: 2 };

/** A period beside the one before: numbers, a chart, what was named most, what waits. */
export function postureCard(
  posture: CardPosture,
  { language, timeZone, urls = pathOf }: { language: Language; timeZone: string; urls?: Links },
): Card {
  const words = postureWords[language];
  const { periods, current, before } = posture;
  const named = ({ range }: CardPeriod): string =>
    periodText(
      { range: range.label, from: range.from.toISOString(), to: range.to.toISOString() },
      { language, timeZone },
    );
  const than = words.before({ ...periods, chosen: periods.chosen ? named(before) : null });
  const title = capital(named(current));
  const parts: CardPart[] = [
    { kind: 'heading', text: title, url: pagePath(posture.rangeName) },
    { kind: 'facts', facts: facts(posture, posture.first ? current : before, words) },
  ];
  if (current.alerts.total > 0) {
    const { unit, slots } = posture.overTime;
    const points = slotPoints(
      slots.map(({ key, alerts }) => ({ key, value: alerts })),
      unit,
      language,
    );
    parts.push({ kind: 'chart', title: words.card.chart, unit: words.card.unit, points });
  }
  const all = { text: words.card.all, url: logsPath({ kinds: 'alert', range: posture.rangeName }) };
  const items = [...waiting(posture, urls, language), ...spots(posture, words, language)];
  if (items.length > 0) parts.push({ kind: 'list', items, more: all });
  const verdict = words.direction(posture.direction);
  const against = posture.first ? capital(words.nothingBefore(than)) : words.card.against(than);
  parts.push({ kind: 'context', text: [`${against}.`, verdict].filter(Boolean).join(' ') });
  return { key: `posture: ${title}`, parts };
}

/** The page of this summary. */
const pagePath = (rangeName: string): string => `/posture?${new URLSearchParams({ range: rangeName })}`;

/** Where what a hotspot counts is listed. */
export function hotspotPath(
  kind: Kind,
  { name, ruleNumber }: { name: string; ruleNumber?: number },
  rangeName: string,
): string {
  if (kind === 'rule')
    return ruleNumber === undefined
      ? logsPath({ kinds: 'alert', range: rangeName })
      : pathOf(formatReference({ kind: 'rule', number: ruleNumber }));
  const by = { account: 'user', address: 'ip', country: 'country' }[kind];
  return logsPath({ kinds: 'alert', [by]: name, range: rangeName });
}

const logsPath = (query: Record<string, string>): string => `/logs?${new URLSearchParams(query)}`;

type Words = (typeof postureWords)['en'];

function facts(
  { current, openBefore }: Pick<CardPosture, 'current' | 'openBefore'>,
  before: CardPeriod,
  words: Words,
): { label: string; value: string }[] {
  const change = (now: number, then: number): string =>
    now === then ? words.number(now) : `${words.number(then)} → ${words.number(now)}`;
  const share = ({ logins: { logins, failed } }: CardPeriod): string | null =>
    logins === 0 ? null : `${words.number(Math.round((1000 * failed) / logins) / 10)} %`;
  const time = (seconds: number | null): string | null => (seconds === null ? null : words.lasting(seconds));
  const pair = (label: string, now: string | null, then: string | null) =>
    now === null ? [] : [{ label, value: then === null || then === now ? now : `${then} → ${now}` }];
  const { card } = words;
  return [
    { label: card.alerts, value: change(current.alerts.total, before.alerts.total) },
    {
      label: card.stillOpen,
      value: [
        words.number(current.alerts.byStatus.open),
        ...(openBefore > 0 ? [words.openBefore(openBefore)] : []),
      ].join('; '),
    },
    ...(current.alerts.byStatus.false_alarm > 0
      ? [{ label: card.falseAlarms, value: words.number(current.alerts.byStatus.false_alarm) }]
      : []),
    { label: card.logins, value: change(current.logins.logins, before.logins.logins) },
    ...pair(card.failedShare, share(current), share(before)),
    { label: card.incidents, value: change(current.incidents.opened, before.incidents.opened) },
    { label: card.incidentsClosed, value: change(current.incidents.closed, before.incidents.closed) },
    ...pair(card.toAcknowledge, time(current.medianToAcknowledge), time(before.medianToAcknowledge)),
    ...pair(card.toClose, time(current.incidents.medianToClose), time(before.incidents.medianToClose)),
  ];
}

type Item = Extract<CardPart, { kind: 'list' }>['items'][number];

function waiting({ next, current }: CardPosture, urls: Links, language: Language): Item[] {
  const { fromBefore } = postureWords[language].card;
  return next.flatMap((step): Item[] => {
    if (step.kind === 'tune_rule') return [];
    const things =
      step.kind === 'handle_alerts'
        ? step.alerts.map((alert) => {
            const { title } = saidIn(alert, language);
            // what waits from before the period stands below its name: it says so
            const isOlder = alert.lastSeen < current.range.from;
            return isOlder
              ? { ...alert, title: `${fromBefore}: ${title}`, at: alert.lastSeen.toISOString() }
              : { ...alert, title };
          })
        : step.incidents;
    const kind = step.kind === 'handle_alerts' ? 'alert' : 'incident';
    return things.slice(0, 3).map((thing) => {
      const { number, title, severity } = thing;
      const ref = formatReference({ kind, number });
      return {
        ref,
        url: urls(ref),
        severity,
        text: oneLine(title, 160),
        ...('at' in thing ? { at: thing.at } : {}),
      };
    });
  });
}

const spots = ({ hotspots, rangeName, first }: CardPosture, words: Words, language: Language): Item[] =>
  (Object.keys(SPOTS) as Kind[]).flatMap((kind) =>
    hotspots[kind].slice(0, SPOTS[kind]).map((spot) => ({
      text: `${capital(words.spot(kind, kind === 'country' ? countryText(spot.name, language) : oneLine(spot.name, 80)))}: ${first ? words.number(spot.alerts) : words.spotCount(spot.alerts, spot.before, spot.isNew)}`,
      url: hotspotPath(kind, spot, rangeName),
    })),
  );

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
