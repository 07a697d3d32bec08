import { z } from 'zod';
import { aboutAlert, aboutIncident, alertsByAbout } from '../db/alert-limits.ts';
import { listCameras } from '../db/cameras.ts';
import { listTargets } from '../db/delivery-targets.ts';
import { listRules } from '../db/rules.ts';
import type { OrgDb } from '../db/scope.ts';
import { type AlertAbout, type AlertLimits, isWithin } from '../domain/alert-limits.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import { severityRank } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import type { News } from '../messages/outbound.ts';
import { channelsFor } from './chat-channels.ts';
import { checked } from './checked.ts';
import type { HealthCheck } from './health.ts';

const WEEK_MS = 7 * 86_400_000;
const MOST = 50;

/** Rules, cameras, accounts and addresses as people write them. */
export const saidLimitsSchema = z.array(z.string().trim().min(1).max(200)).max(MOST);

/** One thing that was said a place is told of. */
export type SaidLimit =
  | string
  /** A rule or a camera, else nothing. */
  | { called: string }
  /** An account or an address, whatever else is called so. */
  | { name: string };

/**
 * What is meant by `RULE-3`, `CAM-2`, the name of a rule or camera, a place where cameras are, an account or an address; null where nothing
 * is said. Fails with `not_found` for what there is not.
 */
export async function limitsSaid(tx: OrgDb, said: readonly SaidLimit[]): Promise<AlertLimits | null> {
  const limits = { rules: new Set<number>(), cameras: new Set<number>(), names: new Set<string>() };
  if (said.length === 0) return null;
  checked(saidLimitsSchema, said.map(textOf), 'only');
  const [rules, cameras] = [await listRules(tx), await listCameras(tx)];
  for (const one of said) {
    if (typeof one === 'object' && 'name' in one) {
      limits.names.add(one.name);
      continue;
    }
    const text = textOf(one);
    const ref = parseReference(text.replace(/^RUL-/i, 'RULE-'));
    const called = plain(text);
    const meant = {
      rules: rules.filter(({ number, name }) =>
        ref ? ref.kind === 'rule' && ref.number === number : plain(name) === called,
      ),
      cameras: cameras.filter(({ number, name, location }) =>
        ref ? ref.kind === 'camera' && ref.number === number : plain(name) === called || plain(location) === called,
      ),
    };
    for (const { number } of meant.rules) limits.rules.add(number);
    for (const { number } of meant.cameras) limits.cameras.add(number);
    if (meant.rules.length + meant.cameras.length > 0) continue;
    // accounts are one word, and what is a reference is no account
    if (ref || typeof one === 'object' || /\s/u.test(text.trim())) throw new UnknownLimit(text);
    limits.names.add(text.trim());
  }
  const [allRules, allCameras, names] = [[...limits.rules], [...limits.cameras], [...limits.names]];
  if (names.some((name) => /^\**$/.test(name)))
    throw new SafeNestError('invalid_input', 'A * alone stands for everything: leave it out.');
  if (allRules.length > MOST || allCameras.length > MOST || names.length > MOST)
    throw new SafeNestError('invalid_input', `That is more than ${MOST} of one kind.`);
  return {
    rules: allRules.toSorted((a, b) => a - b),
    cameras: allCameras.toSorted((a, b) => a - b),
    names: names.toSorted(),
  };
}

const textOf = (one: SaidLimit): string => (typeof one === 'string' ? one : 'name' in one ? one.name : one.called);

/** Something a place was to be told of that is not there. */
export class UnknownLimit extends SafeNestError {
  readonly said: string;
  constructor(text: string) {
    const said = oneLine(text, 100);
    super('not_found', `There is no rule or camera called “${said}”, so nothing was changed.`);
    this.said = said;
  }
}

const plain = (text: string): string =>
  text
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/gu, ' ')
    .replace(/^(?:(?:the|der|die|das|dem|den|le|la|les|el|los|las) |l[’'])/u, '');

/** What some news stands on, as far as that decides who is told. */
export async function aboutNews(tx: OrgDb, { state }: Pick<News, 'state'>): Promise<AlertAbout[]> {
  const number = state ? parseReference(state.ref)?.number : undefined;
  if (number === undefined) return [];
  return state?.kind === 'alert' ? aboutAlert(tx, number) : state?.kind === 'incident' ? aboutIncident(tx, number) : [];
}

/** Alerts of the last week that no channel and no place of delivery takes because of what those are limited to. */
export async function untakenAlerts(tx: OrgDb, now: Date): Promise<{ count: number; last: string[] }> {
  const channels = (await channelsFor(tx, 'alerts')).map(({ binding }) => binding);
  const targets = (await listTargets(tx)).filter(({ enabled, purposes }) => enabled && purposes.includes('alerts'));
  const places = [...channels, ...targets];
  if (places.every(({ limits }) => !limits)) return { count: 0, last: [] };
  const untaken = (await alertsByAbout(tx, new Date(now.getTime() - WEEK_MS))).filter((alert) => {
    const severe = places.filter(({ floor }) => severityRank(alert.severity) >= severityRank(floor));
    return severe.length > 0 && severe.every(({ limits }) => !isWithin(limits, [alert]));
  });
  return {
    count: untaken.reduce((sum, { count }) => sum + count, 0),
    last: untaken.slice(0, 3).map(({ last }) => formatReference({ kind: 'alert', number: last })),
  };
}

/** `3 alerts of the last 7 days went to no channel (ALR-9, …)`; null where there were none. */
export function untakenText({ count, last }: Awaited<ReturnType<typeof untakenAlerts>>): string | null {
  if (count === 0) return null;
  const named = count > last.length ? `${last.join(', ')}, …` : last.join(', ');
  return `${count === 1 ? '1 alert' : `${count} alerts`} of the last 7 days went to no channel, because each is told of some alerts alone (${named}).`;
}

/** Whether every alert goes somewhere. */
export const limitsCheck = (untaken: () => ReturnType<typeof untakenAlerts>): HealthCheck => ({
  name: 'alert routes',
  mend: 'Have one channel told of all alerts (Channels page, or “this channel gets all alerts”), or name what is missing.',
  async check() {
    const text = untakenText(await untaken());
    if (text !== null) throw new Error(text);
    return 'no alert of the last 7 days was left out';
  },
});
