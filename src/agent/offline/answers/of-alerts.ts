import { severityRank } from '../../../domain/severity.ts';
import { oneLine } from '../../../domain/text.ts';
import { notSureWords } from '../../../messages/catalogue/not-sure.ts';
import { listText } from '../../../messages/catalogue/terms.ts';
import type { AlertData, IncidentData, SearchData } from '../../../tools/tool-data.ts';
import type { AskedOfIt } from '../asked-of-it.ts';
import type { PlanContext } from '../plan-types.ts';
import type { Done } from '../words.ts';
import { named, theirs } from './phrases.ts';

/*
 * What is asked of several alerts and incidents at once: whether anybody works on them, who settled them and why. Said before they are listed.
 */

const MOST_NAMED = 4;

/** The sentences that answer what was asked of what a search found; none where it found none, or something else was asked. */
export function leadOfAlerts(data: SearchData, asked: AskedOfIt | undefined, context: PlanContext): string[] {
  const alerts = data.rows.filter((row): row is AlertData => row.kind === 'alert');
  const incidents = data.rows.filter((row): row is IncidentData => row.kind === 'incident');
  if (alerts.length + incidents.length === 0) return [];
  if (asked === 'who') return whoHas(alerts, incidents, context);
  return asked === 'settled_by' || asked === 'why_settled' ? whoSettled(alerts, asked, context) : [];
}

function whoHas(alerts: readonly AlertData[], incidents: readonly IncidentData[], { language }: PlanContext): string[] {
  const words = notSureWords[language];
  const running = incidents.filter(({ status }) => status !== 'closed' && status !== 'withdrawn');
  const workers = byName(running, ({ assignee }) => assignee);
  const seen = byName(
    alerts.filter(({ status }) => status === 'acknowledged'),
    ({ status_by: by }) => by,
  );
  const settled = settledBy(alerts);
  const untouched = [
    ...alerts.filter(({ status, in_incident: taken }) => status === 'open' && !taken),
    ...running.filter(({ assignee }) => assignee === null),
  ];
  const told = [
    ...workers.map(({ who, those }) => words.worksOn(named(who, language), refsOf(those, language))),
    ...seen.map(({ who, those }) => words.acknowledged(named(who, language), refsOf(those, language))),
    ...settled.map(({ who, status, those }) => words.settled(named(who, language), refsOf(those, language), status)),
  ];
  if (untouched.length === 0) return told;
  const open = refsOf(untouched, language);
  return told.length === 0 ? [words.nobodyYet(open, untouched.length)] : [...told, words.nobodyOf(open)];
}

function whoSettled(
  alerts: readonly AlertData[],
  asked: 'settled_by' | 'why_settled',
  { language }: PlanContext,
): string[] {
  const words = notSureWords[language];
  const settled = settledBy(alerts);
  if (alerts.length === 0) return [];
  if (settled.length === 0) return alerts.every(({ status }) => status === 'open') ? [words.noneSettled] : [];
  const all = settled.flatMap(({ those }) => those);
  const silent = all.filter(({ quoted_note: note }) => note === undefined);
  return [
    ...settled.map(({ who, status, those }) => words.settled(named(who, language), refsOf(those, language), status)),
    ...all.flatMap(({ ref, quoted_note: note }) =>
      note === undefined ? [] : [words.reason(`[${ref}]`, theirs(oneLine(note, 300), language))],
    ),
    ...(silent.length > 0 && (asked === 'why_settled' || silent.length < all.length)
      ? [words.noReason(refsOf(silent, language))]
      : []),
  ].slice(0, 2 * MOST_NAMED);
}

type Settled = 'resolved' | 'false_alarm';

/** Who settled which, and as what. */
const settledBy = (alerts: readonly AlertData[]): { who: string; status: Settled; those: AlertData[] }[] =>
  (['false_alarm', 'resolved'] as const).flatMap((status) =>
    byName(
      alerts.filter((one) => one.status === status),
      ({ status_by: by }) => by,
    ).map((one) => ({ ...one, status })),
  );

function byName<One>(
  all: readonly One[],
  nameOf: (one: One) => string | null | undefined,
): { who: string; those: One[] }[] {
  const names = [...new Set(all.map(nameOf))].filter((name) => name !== null && name !== undefined);
  return names.map((who) => ({ who, those: all.filter((one) => nameOf(one) === who) }));
}

/** `[ALR-3], [ALR-4] and 7 more`: references that may be opened. */
const refsOf = (all: readonly { ref: string }[], language: PlanContext['language']): string => {
  const shown = all.slice(0, MOST_NAMED).map(({ ref }) => `[${ref}]`);
  return listText([...shown, ...(all.length > shown.length ? [`+${all.length - shown.length}`] : [])], language);
};

/** Of the alerts that were found the one that is meant: that is called so, else the worst of those nobody settled. */
export function alertMeant(done: readonly Done[], about: readonly string[]): string | null {
  const rows = done.flatMap(({ tool, reply }) =>
    tool === 'search_logs' && reply.ok ? (reply.data as unknown as SearchData).rows : [],
  );
  const alerts = rows.filter((row): row is AlertData => row.kind === 'alert');
  const rank = (one: AlertData): number =>
    about.filter((word) => [one.title, one.country ?? ''].some((said) => said.toLowerCase().includes(word))).length *
      100 +
    // of one account it tells more than of many
    (one.account === undefined ? 0 : 20) +
    (one.status === 'open' || one.status === 'acknowledged' ? 10 : 0) +
    severityRank(one.severity);
  return alerts.toSorted((a, b) => rank(b) - rank(a))[0]?.ref ?? null;
}
