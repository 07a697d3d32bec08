import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { groupEvents } from '../db/event-search.ts';
import { listRules } from '../db/rules.ts';
import type { OrgDb } from '../db/scope.ts';
import type { SearchFilter } from '../db/search-filter.ts';
import type { Camera } from '../domain/camera.ts';
import { countryCode, countryName } from '../domain/country.ts';
import type { Outcome } from '../domain/event.ts';
import { HOURS_WORDS, parseHours, WEEKDAYS_WORDS } from '../domain/hours-of-day.ts';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { parseReference } from '../domain/reference.ts';
import { atLeast, type Severity } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import { isSafeNestError, SafeNestError } from '../errors.ts';
import { readUsers } from './account-called.ts';
import { noSuchCamera } from './cameras/no-such-place.ts';
import { placesCalled, seeCameras } from './cameras/registry.ts';
import { CAMERA_RULES } from './cameras/rules/index.ts';
import { memberCalled } from './member-called.ts';
import { RULE_KINDS } from './rule-kinds.ts';

export const LOG_KINDS = ['login', 'alert', 'incident'] as const;
export type LogKind = (typeof LOG_KINDS)[number];

/** A search as people put it; all that is given must hold. */
export interface LogFilter {
  /** Alerts and incidents of this severity or worse, and logins that are evidence of such an alert. */
  minSeverity?: Severity | undefined;
  /** The same, of exactly these severities. */
  severities?: readonly Severity[] | undefined;
  outcome?: Outcome | undefined;
  /** Of an alert or incident, several with commas; an incident is `open` until it is closed. */
  status?: string | undefined;
  /**
   * An account, the beginning of one, a person's name, `me`, or a reference whose account is meant; several with commas. Of alerts and
   * incidents somebody whom cameras know, too: by name, label or `PER-7`.
   */
  user?: string | undefined;
  excludeUser?: string | undefined;
  /** An address, a network such as `10.0.0.0/8`, a range `10.0.0.1-10.0.0.9`, or a reference; several with commas. */
  ip?: string | undefined;
  excludeIp?: string | undefined;
  /** Codes or English names, several with commas; `home` is the country that most logins come from. */
  country?: string | undefined;
  excludeCountry?: string | undefined;
  /** Of logins, several with commas. */
  city?: string | undefined;
  /** Of logins: words in the name of the device or browser. */
  device?: string | undefined;
  /** Of logins: the service they went to or the way they were made, as far as a word in it: vpn, mail, ssh, password. */
  via?: string | undefined;
  /** Of logins: whether a second factor was used. What says nothing of it is neither. */
  secondFactor?: 'used' | 'not_used' | undefined;
  /** Of alerts and incidents: the rule or the kind of detector that raised them. */
  rule?: string | undefined;
  /** Of alerts and incidents: a camera, its place or a zone, as people call it, or `CAM-3`; several with commas. */
  camera?: string | undefined;
  /** Of alerts: who acknowledged or settled them: a member's name or `me`. */
  handledBy?: string | undefined;
  /** Of incidents: a member's name, `me` or `nobody`. */
  assignee?: string | undefined;
  /** Of incidents: not with them; a member's name, `me` or `nobody`. */
  excludeAssignee?: string | undefined;
  /** Of incidents: a member's name or `me`. */
  openedBy?: string | undefined;
  /** Hours of the reader's clock, see HOURS_WORDS. */
  hours?: string | undefined;
  weekdays?: string | undefined;
  /** In which words it fails; English without it. */
  language?: Language | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/** Reads everything of a search but its words. Fails with `invalid_input` where something cannot be read. */
export async function readFilter(
  tx: OrgDb,
  reader: Principal,
  search: LogFilter,
  { notes, kinds }: { notes: string[]; kinds: readonly LogKind[] },
): Promise<SearchFilter> {
  const { minSeverity, severities, outcome, status, from, to } = search;
  const filter: SearchFilter = {};
  if (from) filter.from = from;
  if (to) filter.to = to;
  if (outcome) filter.outcome = outcome;
  if (minSeverity) filter.severities = atLeast(minSeverity);
  if (severities && severities.length > 0) filter.severities = severities;
  if (status) filter.statuses = listed(status);
  if (search.ip !== undefined) filter.networks = readNetworks(search.ip);
  if (search.excludeIp !== undefined) filter.otherNetworks = readNetworks(search.excludeIp);
  if (search.country !== undefined) filter.countries = await readCountries(tx, search.country, notes);
  if (search.excludeCountry !== undefined)
    filter.otherCountries = await readCountries(tx, search.excludeCountry, notes);
  if (search.user !== undefined) {
    const { users, people } = await readUsers(tx, reader, search.user, { notes, kinds });
    Object.assign(filter, { users, people });
  }
  if (search.excludeUser !== undefined) {
    const { users, people } = await readUsers(tx, reader, search.excludeUser, { notes, kinds });
    Object.assign(filter, { otherUsers: users, otherPeople: people });
  }
  if (search.city !== undefined) filter.cities = listed(search.city);
  if (search.device !== undefined) filter.device = oneLine(search.device, 100);
  if (search.via !== undefined) filter.via = oneLine(search.via, 60).trim();
  if (search.secondFactor) filter.mfa = search.secondFactor === 'used';
  if (search.rule !== undefined) filter.rule = await readRule(tx, search.rule);
  if (search.camera !== undefined) filter.places = await readPlaces(tx, reader, search.camera, search.language);
  if (search.handledBy !== undefined) filter.handledBy = await readHandler(tx, reader, search.handledBy);
  if (search.assignee !== undefined) filter.assigneeId = await readAssignee(tx, reader, search.assignee);
  if (search.excludeAssignee !== undefined)
    filter.otherAssigneeId = await readAssignee(tx, reader, search.excludeAssignee);
  if (search.openedBy !== undefined) filter.openedBy = await readOpener(tx, reader, search.openedBy);
  if (search.hours !== undefined || search.weekdays !== undefined) {
    const hours = parseHours(search.hours, search.weekdays);
    if (!hours) {
      throw new SafeNestError(
        'invalid_input',
        `I cannot read these hours. Hours are like ${HOURS_WORDS}; weekdays are ${WEEKDAYS_WORDS}.`,
      );
    }
    filter.hours = { ...hours, timeZone: reader.timeZone };
  }
  return filter;
}

const listed = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

function readNetworks(text: string): string[] {
  const networks = listed(text).slice(0, 50);
  return (networks.length > 0 ? networks : [text]).map(readNetwork);
}

function readNetwork(text: string): string {
  const ends = text.split('-').map((end) => end.trim());
  if (ends.length === 2 && ends.every((end) => isIP(end) !== 0)) return readStretch(ends[0]!, ends[1]!);
  const [address = '', length, ...rest] = text.trim().replaceAll(/[[\]]/g, '').split('/');
  const family = isIP(address);
  const bits = length === undefined ? null : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (
    family === 0 ||
    address.includes('%') ||
    rest.length > 0 ||
    !(bits === null || bits <= (family === 4 ? 32 : 128))
  ) {
    throw new SafeNestError(
      'invalid_input',
      `“${oneLine(text, 60)}” is no IP address or network; write 203.0.113.9 or 203.0.113.0/24.`,
    );
  }
  return bits === null ? address : `${address}/${bits}`;
}

/** `203.0.113.40-203.0.113.60`, both ends included. */
function readStretch(first: string, last: string): string {
  const [from, to] = [ipaddr.parse(first), ipaddr.parse(last)];
  if (from.kind() !== to.kind() || compareBytes(from.toByteArray(), to.toByteArray()) > 0)
    throw new SafeNestError(
      'invalid_input',
      `“${oneLine(`${first}-${last}`, 100)}” is no range of addresses: write the lower one first, both of one kind.`,
    );
  return `${first}-${last}`;
}

const compareBytes = (a: readonly number[], b: readonly number[]): number => {
  const index = a.findIndex((byte, at) => byte !== b[at]);
  return index < 0 ? 0 : a[index]! - b[index]!;
};

/** The country most people sign in from: of failed logins an attacker chooses the country. */
async function homeCountry(tx: OrgDb): Promise<string | null> {
  const by = { timeZone: 'UTC', limit: 2 };
  const { groups } = await groupEvents(tx, { outcome: 'success' }, 'country', by);
  return groups.find(({ key }) => key !== null)?.key ?? null;
}

async function readCountries(tx: OrgDb, text: string, notes: string[]): Promise<string[]> {
  if (text.trim().toLowerCase() === 'home') {
    const home = await homeCountry(tx);
    if (!home)
      throw new SafeNestError(
        'invalid_input',
        'No login says which country it came from, so I cannot tell what is abroad.',
      );
    notes.push(`most logins come from ${countryName(home)}: everywhere else is abroad`);
    return [home];
  }
  const whole = countryCode(text);
  if (whole) return [whole];
  const names = text.split(',').filter((name) => name.trim() !== '');
  const codes = names.map((name) => {
    const code = countryCode(name);
    if (code) return code;
    throw new SafeNestError(
      'invalid_input',
      `I know no country “${oneLine(name, 60)}”; use its English name or its two-letter code.`,
    );
  });
  if (codes.length > 0) return codes;
  throw new SafeNestError('invalid_input', 'Say which country, by its English name or its two-letter code.');
}

/** `RULE-3`, `cameras` for all rules of cameras, a kind of detector, its title, or the name of a rule; in any case, with or without underscores. */
async function readRule(tx: OrgDb, text: string): Promise<NonNullable<SearchFilter['rule']>> {
  const reference = parseReference(text);
  if (reference?.kind === 'rule') return { number: reference.number };
  const plain = (words: string): string =>
    words
      .toLowerCase()
      .replaceAll(/[\s_-]+/g, ' ')
      .trim();
  const wanted = plain(text);
  const known = RULE_KINDS.find(({ kind, title }) => plain(kind) === wanted || plain(title) === wanted);
  if (known) return { kinds: [known.kind] };
  if (/^(?:the )?cameras?$/.test(wanted)) return { kinds: CAMERA_RULES.map(({ kind }) => kind) };
  const rule = (await listRules(tx)).find(({ name }) => plain(name) === wanted);
  if (rule) return { number: rule.number };
  const kinds = RULE_KINDS.map(({ kind }) => kind).join(', ');
  throw new SafeNestError(
    'invalid_input',
    `I know no rule “${oneLine(text, 60)}”; write RULE-3, a rule's name, or one of ${kinds}.`,
  );
}

async function readPlaces(
  tx: OrgDb,
  reader: Principal,
  text: string,
  language: Language = 'en',
): Promise<NonNullable<SearchFilter['places']>> {
  const all = await seeCameras({ tx, principal: reader });
  const found = placesListed(text, all).flatMap((one) => {
    const called = placesCalled(one, all);
    if (called.length > 0) return called;
    const known = all.slice(0, 10).map(({ name }) => oneLine(name, 60));
    throw noSuchCamera(one, known, { principal: reader, language });
  });
  if (found.length > 0) return found.map(({ camera, zones }) => ({ cameraId: camera.id, zones }));
  throw new SafeNestError('invalid_input', 'Say which camera, place or zone.');
}

/** The places of a list with commas, of which a name may have some of its own: “Hall, north, Kiosk 7”. */
function placesListed(text: string, cameras: readonly Camera[]): string[] {
  const names = new Set(
    cameras
      .flatMap(({ name, location, zones }) => [name, location, ...zones.map((zone) => zone.name)])
      .map((name) => listed(name.toLowerCase()).join(', ')),
  );
  const parts = listed(text).slice(0, MOST_PLACES);
  const places: string[] = [];
  while (parts.length > 0) {
    let length = parts.length;
    while (length > 1 && !names.has(parts.slice(0, length).join(', ').toLowerCase())) length -= 1;
    places.push(parts.splice(0, length).join(', '));
  }
  return places;
}
const MOST_PLACES = 20;

async function readAssignee(tx: OrgDb, reader: Principal, text: string): Promise<string | null> {
  if (/^(?:nobody|no one|none|no-one|unassigned)$/i.test(text.trim())) return null;
  return (await memberCalled(tx, reader, text)).id;
}

/** A member, or where none has that name, whoever the incident says opened it: a key, or someone who has left. */
/** The name under which somebody's word is kept; of who is no member any more as it was said. */
async function readHandler(tx: OrgDb, reader: Principal, text: string): Promise<string> {
  if (isMe(text)) return reader.name;
  try {
    return (await memberCalled(tx, reader, text)).name;
  } catch (error) {
    // of several that fit, the asker chooses
    if (!isSafeNestError(error) || error.details !== undefined) throw error;
    return oneLine(text, 100);
  }
}

async function readOpener(tx: OrgDb, reader: Principal, text: string): Promise<{ id: string } | { name: string }> {
  if (isMe(text) && reader.actor.id !== null) return { id: reader.actor.id };
  try {
    return { id: (await memberCalled(tx, reader, text)).id };
  } catch (error) {
    // of several that fit, the asker chooses
    if (!isSafeNestError(error) || error.details !== undefined || isMe(text)) throw error;
    return { name: oneLine(text, 100) };
  }
}

export const isMe = (text: string): boolean => /^(?:me|myself)$/i.test(text.trim());
