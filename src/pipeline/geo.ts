import maxmind, { type CityResponse, type Reader, type Response } from 'maxmind';
import type { LoginNetwork, NewLoginEvent } from '../domain/event.ts';
import { SafeNestError } from '../errors.ts';
import type { HealthCheck } from './health.ts';
import { type AnonymousFlags, networkKind } from './known-networks.ts';

/** MaxMind-format files (.mmdb), each where there is one. */
export interface GeoFiles {
  /** Of cities or countries. */
  places: string | null;
  /** Of autonomous systems and who runs them. */
  networks: string | null;
  /** Of VPNs, proxies and data centres. */
  anonymous: string | null;
}

export interface GeoLookup {
  /**
   * The event with the place and network its source left out. What the source says stands; a country it names is never mixed with the file's
   * city, nor a network's number with the file's owner.
   */
  locate(event: NewLoginEvent): NewLoginEvent;
}

/** Who runs a network; in files of companies' whole records among their traits. */
interface NetworkResponse {
  autonomous_system_number?: number;
  autonomous_system_organization?: string;
  traits?: NetworkResponse;
}

const SETTINGS = {
  places: { name: 'GEOIP_DATABASE', holds: /city|country|enterprise/i, what: 'cities or countries' },
  networks: { name: 'GEOIP_ASN_DATABASE', holds: /asn|isp|enterprise/i, what: 'networks (ASN or ISP)' },
  anonymous: { name: 'GEOIP_ANONYMOUS_DATABASE', holds: /anonym/i, what: 'anonymous addresses' },
} as const;

/** Opens the files that are named; `unavailable` says what is wrong with one. Undefined where none is. */
export async function openGeo(files: GeoFiles): Promise<GeoLookup | undefined> {
  const [places, networks, anonymous] = await Promise.all([
    open<CityResponse>('places', files.places),
    open<Response & NetworkResponse>('networks', files.networks),
    open<Response & AnonymousFlags>('anonymous', files.anonymous),
  ]);
  if (!places && !networks && !anonymous) return undefined;
  return {
    locate(event) {
      if (event.address === null) return event;
      const placed = places ? placedBy(places, event, event.address) : event;
      const network = networkOf(event.network ?? null, networks?.get(event.address), anonymous?.get(event.address));
      return network ? { ...placed, network } : placed;
    },
  };
}

/**
 * Whether the files can be read, and what is missing without them: for the doctor, which opens them, and for the health page of a process that
 * has them open.
 */
export const geoChecks = (
  files: GeoFiles,
  look: (which: keyof GeoFiles, path: string | null) => Promise<unknown> = open,
): HealthCheck[] => [
  {
    name: 'places of addresses',
    mend: 'Set GEOIP_DATABASE to a readable MaxMind-format file (.mmdb), or unset it.',
    check: async () => {
      if (!files.places) return 'not set up; logins keep the country their source gives';
      await look('places', files.places);
      return files.places;
    },
  },
  {
    name: 'networks of addresses',
    mend: 'Set GEOIP_ASN_DATABASE and GEOIP_ANONYMOUS_DATABASE to readable MaxMind-format files (.mmdb), or unset them.',
    check: async () => {
      await Promise.all([look('networks', files.networks), look('anonymous', files.anonymous)]);
      if (files.networks && files.anonymous) return `${files.networks} and ${files.anonymous}`;
      if (files.networks) return `${files.networks}; of VPNs only a few large ones are known`;
      if (files.anonymous) return `${files.anonymous}; relays and satellites are known by what your systems send`;
      return 'not set up; VPNs and relays are known only where your systems send a network’s number';
    },
  },
];

function placedBy(places: Reader<CityResponse>, event: NewLoginEvent, address: string): NewLoginEvent {
  if (event.country !== null && event.latitude !== null) return event;
  const found = places.get(address);
  if (!found) return event;
  const country = found.country?.iso_code ?? null;
  if (event.country !== null && event.country !== country) return event;
  const latitude = found.location?.latitude ?? null;
  const longitude = found.location?.longitude ?? null;
  const keeps = event.latitude !== null || latitude === null || longitude === null;
  return {
    ...event,
    country: event.country ?? country,
    city: event.city ?? found.city?.names.en ?? null,
    latitude: keeps ? event.latitude : latitude,
    longitude: keeps ? event.longitude : longitude,
  };
}

function networkOf(
  given: LoginNetwork | null,
  network: NetworkResponse | null | undefined,
  flags: AnonymousFlags | null | undefined,
): LoginNetwork | null {
  const filed = network?.traits ?? network;
  const number = filed?.autonomous_system_number ?? null;
  const asn = given?.asn ?? number;
  const owner =
    given?.owner ?? (asn === number ? (filed?.autonomous_system_organization?.slice(0, 200) ?? null) : null);
  const kind = given?.kind ?? networkKind(asn, flags ?? {});
  return asn === null && owner === null && kind === null ? null : { asn, owner, kind };
}

async function open<T extends Response>(which: keyof GeoFiles, path: string | null): Promise<Reader<T> | null> {
  if (path === null) return null;
  const { name, holds, what } = SETTINGS[which];
  const reader = await maxmind.open<T>(path).catch((cause: unknown) => {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new SafeNestError(
      'unavailable',
      missing ? `${name}: there is no file ${path}.` : `${name}: ${path} cannot be read as a MaxMind database (.mmdb).`,
      { cause },
    );
  });
  const { databaseType } = reader.metadata;
  if (holds.test(databaseType)) return reader;
  throw new SafeNestError('unavailable', `${name}: ${path} holds ${databaseType}, not ${what}.`);
}
