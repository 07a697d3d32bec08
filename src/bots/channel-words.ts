import { BINDING_PURPOSES, type BindingPurpose, type QuietHours } from '../domain/channel.ts';
import type { ChannelAnswers } from '../domain/channel-answers.ts';
import type { Strictness } from '../domain/moderation.ts';
import { leastOf, type Role } from '../domain/role.ts';
import type { Severity } from '../domain/severity.ts';
import { answersOrder } from './answer-words.ts';
import { type ChannelToken, channelTokens } from './channel-tokens.ts';
import { guardOrder } from './guard-words.ts';

/** What somebody wants of a channel; `unclear` is an order about it that was not understood to its last word. */
export type ChannelOrder =
  | { kind: 'show' }
  | {
      kind: 'bind';
      purposes: readonly BindingPurpose[];
      /** Of alerts alone. */
      floor?: Severity;
      quiet?: QuietHours;
      timeZone?: string;
    }
  | { kind: 'unbind'; purposes: readonly BindingPurpose[] }
  | { kind: 'readers'; role: Role | null }
  /** Has its messages screened; `off`: not any more. */
  | { kind: 'guard'; strictness: Strictness }
  /** How the desk answers in it; what is not said stays. */
  | { kind: 'answers'; change: Partial<ChannelAnswers> }
  | { kind: 'unclear' };

/** Said in a channel, in words: only what begins by meaning the channel is an order about it. */
const THIS_CHANNEL =
  /^\s*(?:please\s+|bitte\s+)?(?:(?:in\s+|en\s+)?(?:this|dieser|diesen|diesem|ce|cet|este)\s+(?:channel|kanal|canal|salon|thread)(?!\p{L})|(?:no more|keine|plus d|no m[aá]s)(?!\p{L}).{0,60}(?<!\p{L})(?:here|hier|ici|aqu[ií])(?!\p{L}))/iu;
const UNCLEAR: ChannelOrder = { kind: 'unclear' };

/** What is said about a channel in a sentence of its own; null for everything else, a question above all. */
export function channelOrderIn(text: string): ChannelOrder | null {
  const change = answersOrder(text, true);
  if (change) return { kind: 'answers', change };
  if (text.length > 300 || !THIS_CHANNEL.test(text) || /[?¿]/u.test(text)) return null;
  const said = saidIn(text);
  const verb = said.gets || said.reads || said.ends > 0 || said.quiet !== null;
  if (!verb || !(said.about || said.off)) return null;
  if (said.roles.length > 0 || said.anybody) return said.reads ? orderOf(said) : UNCLEAR;
  return orderOf(said);
}

/** What `/safenest channel …` says; null where it says nothing we know. */
export function channelOrder(text: string): ChannelOrder | null {
  if (text.trim() === '') return { kind: 'show' };
  if (text.length > 300) return UNCLEAR;
  const strictness = guardOrder(text);
  if (strictness) return { kind: 'guard', strictness };
  const change = answersOrder(text, false);
  if (change) return { kind: 'answers', change };
  const said = saidIn(text);
  return said.about || said.off || said.ends > 0 ? orderOf(said) : null;
}

/** Everything that was said, without yet saying what it comes to. */
function saidIn(text: string) {
  const tokens = channelTokens(text.normalize('NFC'));
  const of = <K extends ChannelToken['kind']>(kind: K) =>
    tokens.filter((token): token is Extract<ChannelToken, { kind: K }> => token.kind === kind);
  const purposes = [...new Set(of('purpose').map(({ purpose }) => purpose))];
  const roles = of('role').map(({ role }) => role);
  // “all officers” are officers, and “all” alone is anybody
  const all = tokens.some(
    ({ kind }, at) => kind === 'all' && !/^(?:role|purpose|floor)$/.test(tokens[at + 1]?.kind ?? ''),
  );
  const reads = of('reads').length > 0;
  const quiet = of('quiet').length > 0 ? (of('hours')[0]?.hours ?? null) : null;
  const anybody = of('anybody').length > 0 || (all && (reads || roles.length > 0));
  return {
    tokens,
    purposes,
    roles,
    anybody,
    reads,
    quiet,
    gets: of('gets').length > 0,
    ends: of('ends').length,
    off: of('off').length > 0,
    floors: [...new Set(of('floor').map(({ severity }) => severity))],
    zones: of('zone').map(({ zone }) => zone),
    // hours that are not quiet, or quiet without hours, are half a sentence
    half: of('quiet').length !== of('hours').length || of('quiet').length > 1,
    whole: of('unknown').length === 0 && of('not').length === 0,
    about: purposes.length > 0 || roles.length > 0 || anybody || of('quiet').length > 0,
  };
}

/** What it comes to where every word of it is understood, and unclear where one is not, or they do not go together. */
function orderOf(said: ReturnType<typeof saidIn>): ChannelOrder {
  const { purposes, roles, floors, quiet, zones } = said;
  if (!said.whole || said.half || floors.length > 1 || zones.length > 1) return UNCLEAR;
  const more = floors.length > 0 || quiet !== null || zones.length > 0;
  if (roles.length > 0 || said.anybody) {
    if (purposes.length > 0 || more || said.ends > 0 || said.off || said.gets) return UNCLEAR;
    return { kind: 'readers', role: said.anybody ? null : leastOf(roles) };
  }
  if (said.reads) return UNCLEAR;
  if (said.ends > 0 || said.off) {
    if (more || (said.off && said.ends > 0 && purposes.length > 0)) return UNCLEAR;
    if (purposes.length === 0) return { kind: 'unbind', purposes: BINDING_PURPOSES };
    return endsAll(said.tokens) ? { kind: 'unbind', purposes } : UNCLEAR;
  }
  // “quiet from 22 to 7” alone is about the alerts, which are what comes at night
  const bound: readonly BindingPurpose[] = purposes.length === 0 && quiet ? ['alerts'] : purposes;
  if (bound.length === 0 || (floors.length > 0 && !bound.includes('alerts')) || (zones.length > 0 && !quiet))
    return UNCLEAR;
  return {
    kind: 'bind',
    purposes: bound,
    ...(floors[0] ? { floor: floors[0] } : {}),
    ...(quiet ? { quiet } : {}),
    ...(zones[0] ? { timeZone: zones[0] } : {}),
  };
}

/** Whether “no more” goes for everything named: it stands before all of it, or after all of it. */
function endsAll(tokens: readonly ChannelToken[]): boolean {
  const order = tokens.flatMap(({ kind }) =>
    kind === 'purpose' ? ['p'] : kind === 'ends' || kind === 'off' ? ['e'] : [],
  );
  return /^(?:ep+|p+e)$/.test(order.join(''));
}

/** `22:00` of minutes after midnight. */
export const clockText = (minutesOfDay: number): string =>
  `${String(Math.floor(minutesOfDay / 60)).padStart(2, '0')}:${String(minutesOfDay % 60).padStart(2, '0')}`;
