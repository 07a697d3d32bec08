/** What people call countries besides their English names. */
const ALIASES = new Map(
  Object.entries({
    uk: 'GB',
    britain: 'GB',
    'great britain': 'GB',
    england: 'GB',
    scotland: 'GB',
    wales: 'GB',
    usa: 'US',
    america: 'US',
    'united states of america': 'US',
    holland: 'NL',
    turkey: 'TR',
    turkiye: 'TR',
    'czech republic': 'CZ',
    'ivory coast': 'CI',
    burma: 'MM',
    macedonia: 'MK',
    uae: 'AE',
    emirates: 'AE',
    drc: 'CD',
    'hong kong': 'HK',
    macau: 'MO',
    palestine: 'PS',
    korea: 'KR',
    'republic of korea': 'KR',
    dprk: 'KP',
    'russian federation': 'RU',
    'mainland china': 'CN',
    vatican: 'VA',
    'cabo verde': 'CV',
    swaziland: 'SZ',
    'east timor': 'TL',
  }),
);

/** Codes that are no country, or not one any more: withdrawn ones still bear their successor's name. */
const NOT_COUNTRIES = new Set('AN BU CS DD DY EU EZ FX HV NH QO RH SU TP UK UN VD XA XB YD YU ZR ZZ'.split(' '));

const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const codesByName = new Map<string, string>();
for (const first of letters) {
  for (const second of letters) {
    const code = first + second;
    const name = names.of(code);
    if (name !== undefined && !NOT_COUNTRIES.has(code)) codesByName.set(plain(name), code);
  }
}
const codes = new Set(codesByName.values());

/** Every English name a country is known by, lower case, for finding them in a text. */
export const countryNames = (): string[] => [...new Set([...codesByName.keys(), ...ALIASES.keys()])];

/** A country's name or code, as people write it, as ISO 3166-1 alpha-2; null when there is no such country. `UK` is `GB`. */
export function countryCode(text: string): string | null {
  const name = plain(text).replace(/^the /, '');
  const known = ALIASES.get(name) ?? codesByName.get(name);
  if (known) return known;
  return codes.has(name.toUpperCase()) ? name.toUpperCase() : null;
}

/** `DE` as `Germany`; a code without a name stays as it is. */
export const countryName = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code);

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', 'and')
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim();
}
