import { BINDING_PURPOSES, type BindingPurpose, type QuietHours } from '../domain/channel.ts';
import type { ChannelAnswers } from '../domain/channel-answers.ts';
import type { Strictness } from '../domain/moderation.ts';
import { leastOf, type Role } from '../domain/role.ts';
import type { Severity } from '../domain/severity.ts';
import { answersOrder } from './answer-words.ts';
import { ABOUT, type ChannelToken, channelTokens, type SaidAbout } from './channel-tokens.ts';
import { guardOrder } from './guard-words.ts';

/** What somebody wants of a channel; `unclear` is an order about it that was not understood to its last word. */
export type ChannelOrder =
  | { kind: 'show' }
  | {
      kind: 'bind';
      purposes: readonly BindingPurpose[];
      /** Of alerts alone. */
      floor?: Severity;
      /** Of alerts: of what alone; empty for all of them. */
      only?: readonly SaidAbout[];
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
/** “send alerts of RULE-3 here”: the channel stands at its end. */
const SEND_HERE =
  /^\s*(?:please\s+|bitte\s+)?(?:send|post|put|route|schick(?:e|t)?|sende|poste|envoie|envoyez|poste[rz]?|publie[rz]?|manda|env[ií]a|publica)(?!\p{L}).{0,200}(?<!\p{L})(?:(?:alerts|alarme|alertes|alertas)(?!\p{L}).{0,200})(?:here|hier(?:her|hin)?|ici|aqu[ií]|(?:to|into|in|dans|à|en|a)\s+(?:this|diesen|ce|este) (?:channel|kanal|canal|salon))\s*[.!]?\s*$/iu;
const TO_HERE = /(?:to|into|in|dans|à|en|a)\s+(?:this|diesen|ce|este) (?:channel|kanal|canal|salon)\s*[.!]?\s*$/iu;
const SENDS = /^\s*(?:please\s+|bitte\s+)?\p{L}+\s+/iu;
/** “what is this channel told of?” */
const ASKS_WHAT =
  /^[\s¿]*(?:(?:so|and|also|und|et|y)\s+)?(?:what|which|wovon|was|welche\p{L}*|que|qu['’]|quelles?|de quoi|qué|de qué)(?!\p{L}|\s+(?:did|has|have|was|were|hat|wurde|a|ha)(?!\p{L}))[^?]{0,30}?(?:this|dieser|diesem|diesen|ce|este)\s+(?:channel|kanal|canal|salon)(?!\p{L})[^?]{0,24}$/iu;
const IS_TOLD =
  /(?<!\p{L})(?:told|gets?|hears?|hear about|bound|receives?|notified|subscribed|erfährt|bekommt|gemeldet|informiert|reçoit|informé|apprend|recibe|informa\p{L}*|entera)(?!\p{L})/iu;
const UNCLEAR: ChannelOrder = { kind: 'unclear' };

/** What is said about a channel in a sentence of its own; null for everything else, a question above all. */
export function channelOrderIn(text: string): ChannelOrder | null {
  const asked = text.replace(/[?!. ]+$/, '');
  if (asked.length < 120 && ASKS_WHAT.test(asked) && IS_TOLD.test(asked)) return { kind: 'show' };
  const change = answersOrder(text, true);
  if (change) return { kind: 'answers', change };
  if (text.length < 300 && SEND_HERE.test(text)) return sentHere(text);
  if (text.length > 300 || !THIS_CHANNEL.test(text) || /[?¿]/u.test(text)) return null;
  const said = saidIn(text);
  const verb = said.gets || said.reads || said.ends > 0 || said.quiet !== null;
  if (!verb || !(said.about || said.off)) return null;
  if (said.roles.length > 0 || said.anybody) return said.reads ? orderOf(said) : UNCLEAR;
  return orderOf(said);
}

/** Only where it is understood to its last word: much else is sent somewhere. */
function sentHere(text: string): ChannelOrder | null {
  const said = saidIn(text.replace(SENDS, '').replace(TO_HERE, ''), false);
  const order = said.purposes.join() === 'alerts' && said.ends === 0 && !said.off ? orderOf(said) : null;
  return order?.kind === 'bind' ? order : null;
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
function saidIn(said: string, namesToo = true) {
  const text = said.normalize('NFC');
  const tokens = channelTokens(text);
  const of = <K extends ChannelToken['kind']>(kind: K) =>
    tokens.filter((token): token is Extract<ChannelToken, { kind: K }> => token.kind === kind);
  const { called, left } = namesToo ? calledIn(text, tokens) : { called: [], left: of('unknown').length };
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
    only: [...of('about').map((one) => one.said), ...called],
    // “all alerts” are those of anything
    everything: tokens.some(({ kind }, at) => kind === 'all' && tokens[at + 1]?.kind === 'purpose'),
    whole: left === 0 && of('not').length === 0,
    about: purposes.length > 0 || roles.length > 0 || anybody || of('quiet').length > 0,
  };
}

/** Words that are on no list and stand where what alerts are about would: a camera or a rule may be called so. */
function calledIn(text: string, tokens: readonly ChannelToken[]): { called: SaidAbout[]; left: number } {
  const called: SaidAbout[] = [];
  let left = 0;
  for (let i = 0; i < tokens.length; i++) {
    const first = tokens[i]!;
    if (first.kind !== 'unknown') continue;
    let last = first;
    for (let next = tokens[i + 1]; next?.kind === 'unknown'; next = tokens[++i + 1]) last = next;
    const name = text.slice(first.at, last.end).replaceAll(/\s+/gu, ' ');
    if (name.length <= 60 && LEADS_TO.test(text.slice(0, first.at))) called.push(...namesIn(name));
    else left++;
  }
  return { called, left };
}

const LEADS_TO = new RegExp(`(?:(?:${ABOUT})\\s+(?:l[’'])?|(?<!\\p{L})d[’'])$`, 'iu');

/** “the loading dock and the front gate” are two. */
const namesIn = (text: string): SaidAbout[] =>
  text
    .split(
      /\s*(?:,|\s(?:and|und|et|y)\s)\s*(?:(?:of|von|de)\s+)?(?=the\s|der\s|die\s|das\s|dem\s|le\s|la\s|les\s|l[’']|el\s|los\s|las\s)/iu,
    )
    .map((name) => ({ called: name }));

/** What it comes to where every word of it is understood, and unclear where one is not, or they do not go together. */
function orderOf(said: ReturnType<typeof saidIn>): ChannelOrder {
  const { purposes, roles, floors, quiet, zones, only, everything } = said;
  if (!said.whole || said.half || floors.length > 1 || zones.length > 1) return UNCLEAR;
  const more = floors.length > 0 || quiet !== null || zones.length > 0 || only.length > 0;
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
  if (
    bound.length === 0 ||
    ((floors.length > 0 || only.length > 0) && !bound.includes('alerts')) ||
    (zones.length > 0 && !quiet)
  )
    return UNCLEAR;
  return {
    kind: 'bind',
    purposes: bound,
    ...(floors[0] ? { floor: floors[0] } : {}),
    ...(only.length > 0 || (everything && bound.includes('alerts')) ? { only } : {}),
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
