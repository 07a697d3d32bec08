import { z } from 'zod';

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** ISO 3166-1 alpha-2 codes, in any case. */
export const countryCodes = z
  .array(
    z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/, 'must be a two-letter country code like DE'),
  )
  .min(1)
  .max(260);

/** `Germany` for DE; the code itself where it has no name. */
export function countryName(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
