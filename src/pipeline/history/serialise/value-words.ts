import { countryWords, plainName } from './lines.ts';

/** A stored value in words: `countries: Romania (RO), Russia (RU); threshold: 5`. */
export function valueWords(value: unknown, name = ''): string {
  if (Array.isArray(value))
    return (
      value
        .slice(0, 50)
        .map((one) => valueWords(one, name))
        .join(', ') || 'none'
    );
  if (typeof value === 'object' && value !== null)
    return (
      Object.entries(value)
        .map(
          ([key, one]) =>
            `${plainName(key.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase())}: ${valueWords(one, key)}`,
        )
        .join('; ') || 'none'
    );
  if (value === null || value === undefined || value === '') return 'none';
  const text = String(value);
  const same = SAME[`${name} ${text}`];
  if (same) return `${text} (${same})`;
  return /countr/i.test(name) && /^[A-Z]{2}$/.test(text) ? countryWords(text) : text;
}

/** What people call a setting who do not know its name. */
const SAME: Record<string, string> = { 'mode deny': 'block, ban, forbid', 'mode allow': 'only these are allowed' };
