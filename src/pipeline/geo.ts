import maxmind, { type CityResponse, type Reader } from 'maxmind';
import type { NewLoginEvent } from '../domain/event.ts';
import { SafeNestError } from '../errors.ts';

export interface Place {
  country: string | null;
  city: string | null;
  latitude: number | null;
  longitude: number | null;
}

export interface GeoLookup {
  /** Where the address is, as far as the file knows. */
  find(address: string): Place | null;
  /** The event with the place its source left out. What the source says stands; a country it names is never mixed with the file's city. */
  locate(event: NewLoginEvent): NewLoginEvent;
}

/** Opens a MaxMind-format file (.mmdb) of cities or countries; `unavailable` says what is wrong with it. */
export async function openGeo(path: string): Promise<GeoLookup> {
  const reader = await open(path);
  const { databaseType } = reader.metadata;
  if (!/city|country|enterprise/i.test(databaseType)) {
    throw new SafeNestError('unavailable', `GEOIP_DATABASE: ${path} holds ${databaseType}, not cities or countries.`);
  }
  const find = (address: string): Place | null => {
    const found = reader.get(address);
    if (!found) return null;
    const latitude = found.location?.latitude ?? null;
    const longitude = found.location?.longitude ?? null;
    const located = latitude !== null && longitude !== null;
    return {
      country: found.country?.iso_code ?? null,
      city: found.city?.names.en ?? null,
      latitude: located ? latitude : null,
      longitude: located ? longitude : null,
    };
  };
  return {
    find,
    locate(event) {
      if (event.address === null || (event.country !== null && event.latitude !== null)) return event;
      const place = find(event.address);
      if (!place || (event.country !== null && event.country !== place.country)) return event;
      const located = event.latitude !== null;
      return {
        ...event,
        country: event.country ?? place.country,
        city: event.city ?? place.city,
        latitude: located ? event.latitude : place.latitude,
        longitude: located ? event.longitude : place.longitude,
      };
    },
  };
}

async function open(path: string): Promise<Reader<CityResponse>> {
  try {
    return await maxmind.open<CityResponse>(path);
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new SafeNestError(
      'unavailable',
      missing
        ? `GEOIP_DATABASE: there is no file ${path}.`
        : `GEOIP_DATABASE: ${path} cannot be read as a MaxMind database (.mmdb).`,
      { cause },
    );
  }
}
