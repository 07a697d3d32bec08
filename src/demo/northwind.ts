import type { Role } from '../domain/role.ts';

/** Who can sign in to SafeNest in the sample organisation: one of every role, each with the account they work with. */
export const sampleMembers: readonly { name: string; email: string; role: Role }[] = [
  { name: 'Ada Novak', email: 'ada@example.com', role: 'admin' },
  { name: 'Maria Lindqvist', email: 'maria@example.com', role: 'officer' },
  { name: 'Sam Okafor', email: 'sam@example.com', role: 'moderator' },
  { name: 'Priya Raman', email: 'priya@example.com', role: 'manager' },
  { name: 'Jonas Weber', email: 'jonas@example.com', role: 'employee' },
];

/** Where a login comes from. Addresses are those that RFC 5737 and RFC 3849 keep for documentation. */
export interface Origin {
  address: string;
  country: string;
  city: string;
  latitude: number;
  longitude: number;
}

const HAMBURG = { country: 'DE', city: 'Hamburg', latitude: 53.5511, longitude: 9.9937 };
const LUEBECK = { country: 'DE', city: 'Lübeck', latitude: 53.8655, longitude: 10.6866 };
const BREMEN = { country: 'DE', city: 'Bremen', latitude: 53.0793, longitude: 8.8017 };

export const OFFICE: Origin = { address: '192.0.2.10', ...HAMBURG };
export const DATA_CENTRE: Origin = { address: '192.0.2.30', ...HAMBURG };
export const VPN_EXIT: Origin = {
  address: '192.0.2.200',
  country: 'DE',
  city: 'Frankfurt am Main',
  latitude: 50.1109,
  longitude: 8.6821,
};

/** Far from Hamburg: no aeroplane brings anybody from here to work in the time the stories leave. */
export const FAR_AWAY: readonly Omit<Origin, 'address'>[] = [
  { country: 'BR', city: 'São Paulo', latitude: -23.5505, longitude: -46.6333 },
  { country: 'VN', city: 'Hanoi', latitude: 21.0278, longitude: 105.8342 },
  { country: 'ID', city: 'Jakarta', latitude: -6.2088, longitude: 106.8456 },
  { country: 'CL', city: 'Santiago', latitude: -33.4489, longitude: -70.6693 },
  { country: 'KR', city: 'Seoul', latitude: 37.5665, longitude: 126.978 },
];
/** Where rented servers stand. */
export const HOSTERS: readonly Omit<Origin, 'address'>[] = [
  { country: 'NL', city: 'Amsterdam', latitude: 52.3676, longitude: 4.9041 },
  { country: 'RO', city: 'Bucharest', latitude: 44.4268, longitude: 26.1025 },
  { country: 'US', city: 'Ashburn', latitude: 39.0438, longitude: -77.4874 },
  { country: 'SG', city: 'Singapore', latitude: 1.3521, longitude: 103.8198 },
];

export interface Employee {
  account: string;
  home: Origin;
  computer: string;
  phone: string;
}

const WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const EDGE = `${WINDOWS} Edg/141.0.0.0`;
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1';
const ANDROID =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36';
/** What strangers sign in with. */
export const STRANGE_DEVICES: readonly string[] = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'python-requests/2.32.3',
  'Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36',
];

const NAMES = [
  'ada.novak',
  'maria.lindqvist',
  'sam.okafor',
  'priya.raman',
  'jonas.weber',
  'elena.petrova',
  'tomas.keller',
  'grace.mbeki',
  'hana.sato',
  'luis.ortega',
  'nadia.haddad',
  'oskar.berg',
];

/** The staff of Northwind Clinic, as its systems know them. */
export const STAFF: readonly Employee[] = NAMES.map((name, i) => ({
  account: `${name}@northwind.example`,
  home: { address: `198.51.100.${20 + i}`, ...[HAMBURG, LUEBECK, HAMBURG, BREMEN][i % 4]! },
  computer: [WINDOWS, EDGE, MAC][i % 3]!,
  phone: i % 2 === 0 ? IPHONE : ANDROID,
}));

/** The clinic's account of a member: `ada.novak@northwind.example`. */
export const accountOf = ({ name }: { name: string }): string =>
  `${name.toLowerCase().replaceAll(' ', '.')}@northwind.example`;
