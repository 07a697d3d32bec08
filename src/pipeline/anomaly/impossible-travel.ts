import { z } from 'zod';
import type { SeenAt } from '../../domain/alert-telling.ts';
import type { NetworkKind } from '../../domain/event.ts';
import { ruleSentences } from '../../messages/catalogue/rule-sentences.ts';
import { worded } from '../alert-finding.ts';
import { defineDetector, type Finding, type Login } from './detector.ts';
import { ignoredKinds, leftOut, networks, over, within } from './networks.ts';
import { isOneOf, onlyAccounts, onlyFor } from './only-accounts.ts';

/** Half the Earth's circumference: no two places lie farther apart. */
const FARTHEST_KM = 20_038;
/** The last of these many sign-ins that names a place counts: through more trusted exits in a row one can hide. */
const NEAREST = 8;
const EARTH_RADIUS_KM = 6371.0088;

interface Params {
  max_speed_kmh: number;
  min_distance_km: number;
  accounts?: string[] | undefined;
  trusted: string[];
  ignore: NetworkKind[];
}

/** Two sign-ins of one account, too far apart for one person to have made both. */
export const impossibleTravel = defineDetector<Params>({
  kind: 'impossible_travel',
  title: 'Impossible travel',
  severity: 'high',
  cooldownSeconds: 12 * 3600,
  params: z.strictObject({
    max_speed_kmh: z.number().min(50).max(20_000).default(900).describe('Faster than this is impossible, in km/h'),
    min_distance_km: z
      .number()
      .min(0)
      .max(FARTHEST_KM)
      .default(500)
      .describe('Nearer than this is ignored, in km: positions of addresses are rough'),
    accounts: onlyAccounts,
    trusted: networks
      .default([])
      .describe('Your own VPN and proxy exits: never judged, never where someone was before'),
    ignore: ignoredKinds
      .default(['vpn', 'relay', 'satellite'])
      .describe('Kinds of networks that are no place to be: never judged, never where someone was before'),
  }),
  only: () => 'success',
  needs: ({ max_speed_kmh, trusted, ignore }) => {
    // Longer ago than this, every place can be reached.
    const minutes = (FARTHEST_KM / max_speed_kmh) * 60;
    return {
      logins: [
        {
          by: 'account',
          outcome: 'success',
          around: 'success',
          positioned: true,
          before: minutes,
          after: minutes,
          nearest: NEAREST,
          placed: trusted.length + ignore.length > 0 ? NEAREST : 1,
        },
      ],
    };
  },
  evaluate(params, login, history) {
    if (!isJudged(login, params) || !isOneOf(login.account, params.accounts)) return [];
    const at = login.occurredAt.getTime();
    const reach = (FARTHEST_KM / params.max_speed_kmh) * 3_600_000;
    const placed = history
      .between('account', login.account, 'success', at - reach, at + reach)
      .filter((one) => isJudged(one, params));
    const i = placed.indexOf(login);
    // The next one, too: this login may have arrived after it.
    return [
      [placed[i - 1], login],
      [login, placed[i + 1]],
    ].flatMap(([earlier, later]) => (earlier && later ? judge(params, earlier, later) : []));
  },
  words: ({ max_speed_kmh, min_distance_km, accounts, trusted, ignore }, language) =>
    `${ruleSentences[language].impossibleTravel(min_distance_km, max_speed_kmh)}${onlyFor(accounts, language)}${leftOut(trusted, language, ignore)}`,
  examples: [
    {
      name: 'Berlin, then São Paulo an hour later',
      logins: [berlin(0), saoPaulo(60)],
      expect: ['impossible_travel:dana'],
    },
    {
      name: 'the same, the later one arriving first',
      logins: [saoPaulo(60), berlin(0)],
      expect: ['impossible_travel:dana'],
    },
    { name: 'Berlin, then São Paulo the next day', logins: [berlin(0), saoPaulo(24 * 60)], expect: [] },
    {
      name: 'Berlin, then Potsdam at once',
      logins: [berlin(0), { minute: 0, latitude: 52.4, longitude: 13.06 }],
      expect: [],
    },
    {
      name: 'through a trusted exit, which is no place to have been',
      params: { trusted: ['192.0.2.0/24'] },
      logins: [berlin(0), { ...saoPaulo(30), address: '192.0.2.9' }, berlin(60)],
      expect: [],
    },
    {
      name: 'over Private Relay, which is no place to have been',
      logins: [berlin(0), { ...saoPaulo(30), network: { asn: 36183, owner: 'Akamai', kind: 'relay' } }, berlin(60)],
      expect: [],
    },
    {
      name: 'from a data centre, which counts',
      logins: [berlin(0), { ...saoPaulo(30), network: { asn: 16509, owner: 'Amazon', kind: 'hosting' } }],
      expect: ['impossible_travel:dana'],
    },
    { name: 'a failure far away', logins: [berlin(0), { ...saoPaulo(60), outcome: 'failure' }], expect: [] },
  ],
});

const isJudged = (login: Login, { trusted, ignore }: Params): boolean =>
  login.outcome === 'success' &&
  login.latitude !== null &&
  login.longitude !== null &&
  !over(login, ignore) &&
  !within(login.address, trusted);

function judge(params: Params, earlier: Login, later: Login): Finding[] {
  const km = distanceKm(earlier, later);
  const ms = later.occurredAt.getTime() - earlier.occurredAt.getTime();
  if (km < params.min_distance_km || km <= (params.max_speed_kmh * ms) / 3_600_000) return [];
  const { account } = later;
  return [
    {
      fingerprint: `impossible_travel:${account}`,
      logins: [earlier, later],
      tell: () => worded({ kind: 'impossible_travel', account, before: seenAt(earlier), after: seenAt(later), km, ms }),
    },
  ];
}

const seenAt = ({ city, country, address, occurredAt, device, network }: Login): SeenAt => ({
  city,
  country,
  address,
  device,
  network: network ?? null,
  at: occurredAt.toISOString(),
});

/** Great-circle distance by the haversine formula (R. W. Sinnott, Sky and Telescope 68, 1984). */
export function distanceKm(
  a: { latitude: number | null; longitude: number | null },
  b: { latitude: number | null; longitude: number | null },
): number {
  const rad = (degrees: number | null): number => ((degrees ?? 0) * Math.PI) / 180;
  const half = (angle: number): number => Math.sin(angle / 2) ** 2;
  const h =
    half(rad(b.latitude) - rad(a.latitude)) +
    Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * half(rad(b.longitude) - rad(a.longitude));
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

function berlin(minute: number) {
  return { minute, latitude: 52.52, longitude: 13.405, country: 'DE', city: 'Berlin', address: '198.51.100.7' };
}

function saoPaulo(minute: number) {
  return { minute, latitude: -23.55, longitude: -46.633, country: 'BR', city: 'São Paulo', address: '203.0.113.20' };
}
