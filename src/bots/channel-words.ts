import { BINDING_PURPOSES, type BindingPurpose, type QuietHours } from '../domain/channel.ts';
import type { Role } from '../domain/role.ts';
import type { Severity } from '../domain/severity.ts';

/** What somebody wants of a channel. */
export type ChannelOrder =
  | { kind: 'show' }
  | { kind: 'bind'; purpose: BindingPurpose; floor?: Severity; quiet?: QuietHours; timeZone?: string }
  | { kind: 'unbind'; purposes: readonly BindingPurpose[] }
  | { kind: 'readers'; role: Role | null };

const PURPOSES: [RegExp, BindingPurpose][] = [
  [/(?<!\p{L})(?:alerts?|alarme?n?|alertes?|alertas?)(?!\p{L})/u, 'alerts'],
  [/(?<!\p{L})(?:moderation|moderationsf[aä]lle?|mod[eé]ration|moderaci[oó]n)(?!\p{L})/u, 'moderation'],
  [
    /(?<!\p{L})(?:approvals?|proposals?|vorschl[aä]ge?|freigaben?|propositions?|propuestas?|aprobaci[oó]nes)(?!\p{L})/u,
    'approvals',
  ],
  [/(?<!\p{L})(?:reports?|berichte?|wochenberichte?|rapports?|informes?)(?!\p{L})/u, 'reports'],
];
const FLOORS: [RegExp, Severity][] = [
  [/(?<!\p{L})(?:critical|kritisch\w*|critiques?|cr[ií]tic[oa]s?)(?!\p{L})/u, 'critical'],
  [/(?<!\p{L})(?:high|hoch|hohe[nr]?|haut(?:es?|e)?|alt[oa]s?)(?!\p{L})/u, 'high'],
  [/(?<!\p{L})(?:medium|mittel|mittlere[nr]?|moyen(?:nes?)?|medi[oa]s?)(?!\p{L})/u, 'medium'],
  [/(?<!\p{L})(?:low|niedrig\w*|basse?s?|baj[oa]s?)(?!\p{L})/u, 'low'],
];
const ROLE_WORDS: [RegExp, Role][] = [
  [/\badmin\w*\b/u, 'admin'],
  [/(?<!\p{L})(?:officers?|sicherheitsbeauftragte\w*)(?!\p{L})/u, 'officer'],
  [/\bmoderator\w*\b/u, 'moderator'],
  [/\bmanagers?\b/u, 'manager'],
  [/(?<!\p{L})(?:employees?|angestellte\w*|mitarbeite\w*|employ[eé]s?|emplead[oa]s?)(?!\p{L})/u, 'employee'],
];
const ENDS =
  /(?<!\p{L})(?:no more|no longer|stop|off|remove|kein\w* .*mehr|nicht mehr|aus|beende\w*|entferne\w*|plus d|ne .*plus|arr[eê]te\w*|retire\w*|no m[aá]s|ya no|deja de|quita\w*)(?!\p{L})/u;
const READ =
  /(?<!\p{L})(?:readers?|reads?|read by|seen by|(?:wird )?.*gelesen|leser\w*|lesen|lu(?:e|s)? par|lecteurs?|lisent|lectores|leen)(?!\p{L})/u;
const ANYBODY =
  /(?<!\p{L})(?:anybody|anyone|everybody|everyone|unknown|jeder|alle|unbekannt|tout le monde|inconnus?|cualquiera|todos|desconocidos?|none)(?!\p{L})/u;
const HOURS = /(\d{1,2})(?:[:.h](\d{2}))?\s*(?:uhr\s*)?(?:-|–|—|to|until|bis|à|a|hasta)\s*(\d{1,2})(?:[:.h](\d{2}))?/u;
const QUIET = /(?<!\p{L})(?:quiet|silent|ruhig|ruhe\w*|still|silence|silencieu\w*|silencio\w*|calme)(?!\p{L})/u;
const ZONE = /(?<!\p{L})(?:[A-Za-z]+(?:_[A-Za-z]+)*\/[A-Za-z_+\-/0-9]+)(?!\p{L})/u;
/** Said in a channel, in words: only what begins by meaning the channel is an order about it. */
const THIS_CHANNEL =
  /^\s*(?:please\s+|bitte\s+)?(?:(?:this|the|dieser|diesen|diesem|ce|cet|este|en este)\s+(?:channel|kanal|canal|salon|thread)(?!\p{L})|(?:no more|keine|plus d|no m[aá]s)(?!\p{L}).{0,60}(?<!\p{L})(?:here|hier|ici|aqu[ií])(?!\p{L}))/iu;

/** What is said about a channel in a sentence of its own; null for everything else. */
export function channelOrderIn(text: string): ChannelOrder | null {
  if (text.length > 300 || !THIS_CHANNEL.test(text)) return null;
  const order = channelOrder(text);
  return order?.kind === 'show' ? null : order;
}

/** What `/safenest channel …` says; null where it says nothing we know. */
export function channelOrder(text: string): ChannelOrder | null {
  const plain = text.slice(0, 300).normalize('NFC').toLowerCase();
  if (plain.trim() === '') return { kind: 'show' };
  const purposes = all(PURPOSES, plain);
  if (purposes.length > 0 && ENDS.test(plain)) return { kind: 'unbind', purposes };
  if (purposes.length === 0 && /(?<!\p{L})(?:off|aus|nothing|nichts|rien|nada)(?!\p{L})/u.test(plain))
    return { kind: 'unbind', purposes: BINDING_PURPOSES };
  const role = ROLE_WORDS.find(([word]) => word.test(plain))?.[1];
  if (purposes.length === 0 && (READ.test(plain) || role !== undefined)) {
    if (role !== undefined) return { kind: 'readers', role };
    return ANYBODY.test(plain) ? { kind: 'readers', role: null } : null;
  }
  const quiet = quietIn(plain);
  // “quiet from 22 to 7” alone is about the alerts, which are what comes at night
  const purpose = purposes[0] ?? (quiet ? 'alerts' : undefined);
  if (purpose === undefined) return null;
  const floor = FLOORS.find(([word]) => word.test(plain))?.[1];
  const zone = ZONE.exec(text)?.[0];
  return {
    kind: 'bind',
    purpose,
    ...(floor ? { floor } : {}),
    ...(quiet ? { quiet } : {}),
    ...(zone ? { timeZone: zone } : {}),
  };
}

function quietIn(plain: string): QuietHours | null {
  const hours = HOURS.exec(plain);
  if (!hours || !QUIET.test(plain)) return null;
  const [from, to] = [minutes(hours[1]!, hours[2]), minutes(hours[3]!, hours[4])];
  return from === null || to === null ? null : { from, to };
}

function minutes(hour: string, minute = '0'): number | null {
  const [h, m] = [Number(hour), Number(minute)];
  if (h > 24 || m > 59) return null;
  return (h * 60 + m) % 1440;
}

const all = <T>(words: [RegExp, T][], text: string): T[] =>
  words.filter(([word]) => word.test(text)).map(([, meant]) => meant);

/** `22:00` of minutes after midnight. */
export const clockText = (minutesOfDay: number): string =>
  `${String(Math.floor(minutesOfDay / 60)).padStart(2, '0')}:${String(minutesOfDay % 60).padStart(2, '0')}`;
