import { askingWords } from '../../messages/catalogue/asking.ts';
import { BEFORE_IT } from './entities.ts';
import { firstRanked, inCommon, knownAmong, naming } from './focus.ts';
import { search } from './intents/search.ts';
import { usersOf } from './intents/search-people.ts';
import { isName } from './intents/words.ts';
import {
  args,
  type Clause,
  type PastTurn,
  type PlanContext,
  type PlannedCall,
  type Recogniser,
  type Say,
  typed,
} from './plan-types.ts';
import { rankedIn, toldWith } from './told.ts';

/**
 * "logins from that address", "what else did he do": whom and where a question points at. A search takes a reference for
 * the account or address it is about, so that only what the product itself knows of it is looked for, never what somebody
 * wrote into a log or a title.
 */
type Subject = 'user' | 'ip';
const KINDS = { user: 'account', ip: 'address' } as const;

const ADDRESS = String.raw`(?: *(?:source |ip |attacking |remote |foreign |same |bad |strange |odd |first ))* *(?:ip[- ]address(?:es)?|ips?|address(?:es)?|hosts?|machines?|computers?|networks?)`;
const ACCOUNT = String.raw`(?:user |e-?mail )?(?:users?|accounts?|persons?|people|guys?|employees?|usernames?|victims?|man|woman|colleagues?|logins? names?)`;
const DEM = String.raw`(?:that|this|these|those|the (?:very )?same|same|its|said)`;
const TOLD = String.raw`the (?:affected|involved|attacked|compromised|attacking|offending|breached|hacked)`;
const POINTS: Record<Subject, RegExp> = {
  ip: new RegExp(
    String.raw`\b(?:${DEM}|${TOLD}) ${ADDRESS}\b(?! of (?:the )?(?:alr|inc|log))|\b(?:from|out of) (?:over )?there\b`,
  ),
  user: new RegExp(String.raw`\b(?:${DEM}|${TOLD}) ${ACCOUNT}\b(?! of (?:the )?(?:alr|inc|log))`),
};
const PRONOUN = /\b(?:he|she|him|his|her)\b/;
/** "the address of ALR-9", "the account in INC-3", "ALR-9's address" */
const OF_REF = (noun: string): RegExp =>
  new RegExp(
    String.raw`\b(?:the |that )?${noun} (?:of|in|from|behind|for|on|named in|involved in|seen in) (?:the )?(?:alert |incident |login |entry )?((?:alr|inc|log)[- ]?[0-9a-z]+|(?<=\b(?:alert|incident) )\d{1,9})\b|\b((?:alr|inc|log)-[0-9a-z]+)'s ${noun}\b`,
  );
const REFS: Record<Subject, RegExp> = { ip: OF_REF(ADDRESS), user: OF_REF(ACCOUNT) };

/** Orders, rules, cameras and people's own business are read elsewhere. */
const ORDERS =
  /^(?:please |can you |could you |also |then |now |and )*(?:ban|mute|warn|kick|block|lock|disable|time ?out|open an?|create|raise|close|re-?open|assign|acknowledge|ack|resolve|mark|set|change|add|comment|note|propose|draft|alert|notify|tell (?:me|us) (?:when|if|whenever)|let (?:me|us) know|warn|link|attach|escalate|report|undo|rename|make|give|take|watch)\b/;
/** "an alert if there are ten from the same address" */
const RULE =
  /\b(?:alert|alarm|notif\w+|told|rule|warn\w*|know|lock|block)\b.*\b(?:if|when|whenever|as soon as|every time)\b/;
const SEEN =
  /\b(?:camera|door|gate|entrance|building|face|faces|badge|seen|sighting|sightings|spotted|walk\w*|entered|footage|video|office|note|notes|remember|said in|call|insult\w*|messages?|posted|chat|rule|rules|incidents?|tickets?|cases?)\b/;
const ACTIVITY =
  /\b(?:log|logs|logged|log-?ins?|sign\w*|access\w*|connect\w*|authenticat\w*|fail\w*|tr(?:y|ied|ies|ying)|us(?:e|ed|es|ing)|active|activity|attempts?|alerts?|alarms?|do|did|doing|done|been up to|happen\w*|come|came|coming|get|got|break|broke|devices?|where|when|countr\w+|address\w*)\b/;
const ELSEWHERE =
  /\b(?:from )?(?:elsewhere|(?:some|any)where else|(?:an?other|a different) (?:place|location|address|ip|host|machine)|(?:other|different) (?:addresses|ips|places|locations|hosts|machines))\b/;
const ELSE =
  /\b(?:who|any(?:one|body)|some(?:one|body)|every(?:one|body)) else\b|\b(?:which|what|any|are there|how many|all) other (?:users?|accounts?|people|persons?|employees?)\b|\bother (?:users?|accounts?|people|employees)\b/;
/** "who else did they try?": they are whoever the alert at hand is about. */
const THEY_TRIED =
  /^(?:and |so |but )*(?:who(?:m)?|which (?:other )?(?:accounts?|users?|people)|what) else (?:did|have|has) (they|it|the attackers?|that attacker|he|she)\b(?: also)? (?:tr(?:y|ied)|attack|attacked|target|targeted|hit|go (?:for|after)|attempt|attempted)\b/;
/** "which accounts did it try?", of an address that was told of. */
const IT_TRIED =
  /^(?:and |so |but |ok(?:ay)?,? )*(?:which|what|whose|who(?:m)?|how many) (?:other )?(?:accounts?|users?|people|names?|did|has|have|\s)*\b(it|they)(?: (?:has|have|had|did|also|all))* (?:tr(?:y|ied)|attack(?:ed)?|target(?:ed)?|hit|go(?:ne)? (?:for|after)|went (?:for|after)|attempt(?:ed)?|use[d]?)\b/;
/** "did it try any other accounts?" */
const OTHERS_TRIED =
  /^(?:and |so |but |ok(?:ay)?,? )*(?:did|has|have) (it|they|the attackers?|he|she)\b(?: also| ever)? (?:tr(?:y|ied)|attack(?:ed)?|target(?:ed)?|hit|go(?:ne)? (?:for|after)|attempt(?:ed)?)(?: to (?:get into|log in to|sign in to))? (?:any(?:thing|one|body)?|some(?:one|body)?|more|other)\b.{0,20}\b(?:others?|else|more|accounts?|users?|people)\b/;
const BAD_OR_GOOD =
  /\b(?:is|was|are|were|looks?|seems?)\b.{0,40}\b(?:bad|good|known|ok(?:ay)?|safe|legit\w*|suspicious|dangerous|malicious|evil|hostile|trusted|normal|fine|ours|dodgy)\b/;

/** "who is tomas?", "what did he do?": whoever was asked for by name, also where no camera knows them. */
function askedForLast({ history }: PlanContext): string | null {
  const label = history.at(-1)?.steps.findLast(({ tool }) => tool === 'who_is')?.args.label;
  return typeof label === 'string' && isName(label) ? label : null;
}

/** What the asker points at is looked for; where several fit, or none, one question says so. */
export const pointedSubject: Recogniser = (clause, { ...context }) => {
  // "open ALR-20 and show logins from that address"
  if (clause.before.length > 0) context.history = [...context.history, turnOf(clause.before)];
  const { text } = clause;
  const entities = { ...clause.entities, countries: [...clause.entities.countries] };
  if (ORDERS.test(text) || RULE.test(text) || entities.quoted !== null) return null;
  const nth = ofGroup({ ...clause, entities }, context);
  if (nth) return nth;
  const spans: [number, number][] = [];
  const wanted: Partial<Record<Subject, string>> = {};
  const named = new Set<string>();
  for (const subject of ['ip', 'user'] as const) {
    const match = REFS[subject].exec(text);
    const ref = match && (match[1] ?? match[2])!.toUpperCase().replace(' ', '-');
    if (!match || !ref) continue;
    const known = entities.refs.find((one) => match.index <= one.at && one.at <= match.index + match[0].length);
    if (!known && /^\d/.test(ref)) continue;
    wanted[subject] = known?.ref ?? ref;
    named.add(wanted[subject]);
    spans.push([match.index, match.index + match[0].length]);
  }
  const pronoun = PRONOUN.exec(entities.rest);
  const pointed = (['ip', 'user'] as const).flatMap((subject) => {
    const match = wanted[subject] === undefined ? POINTS[subject].exec(entities.rest) : null;
    return match && (subject === 'user' || entities.ip === null) ? [{ subject, match }] : [];
  });
  const they =
    THEY_TRIED.exec(text) ?? OTHERS_TRIED.exec(text) ?? (entities.time === null ? IT_TRIED.exec(text) : null);
  const tried = they && /\b(?:they|it|(?:the|that) attackers?|he|she)\b/.exec(text);
  if (tried && entities.ip === null && entities.email === null) pointed.push({ subject: 'ip', match: tried });
  const isPerson =
    !tried &&
    pronoun !== null &&
    wanted.user === undefined &&
    !pointed.some(({ subject }) => subject === 'user') &&
    entities.email === null &&
    ACTIVITY.test(text) &&
    !SEEN.test(text);
  // "what did tomas do after he got in?": he is who is named beside, and so is "his account"
  const said =
    usersOf(clause).user ??
    knownAmong(wordsOf(entities.rest), context.history) ??
    // "that Tomas one looks bad. what did he do?"
    (isPerson ? knownAmong(wordsOf(clause.utterance.norm.slice(0, clause.start)), context.history) : null) ??
    (isPerson && clause.before.length === 0 ? askedForLast(context) : null);
  if (isPerson && said !== null && said !== 'me') {
    wanted.user = said;
    named.add(said);
    spans.push([pronoun.index, pronoun.index + pronoun[0].length]);
  } else if (isPerson) pointed.push({ subject: 'user', match: pronoun });
  // "the one with Maria, was that the same guy?": somebody is named, and the other is only asked about
  const other =
    said === null ? -1 : pointed.findIndex(({ subject, match }) => subject === 'user' && /\bsame\b/.test(match[0]));
  if (other >= 0) pointed.splice(other, 1);
  if (pointed.length === 0 && named.size === 0) return null;
  // an alert or incident that is named beside is asked for itself
  if (
    entities.refs.some(({ ref }) => !named.has(ref)) ||
    (SEEN.test(text) && named.size === 0 && !/\baddress|\bip\b|\blog-?ins?\b/.test(text))
  )
    return null;
  for (const { subject, match } of pointed) {
    // "from there", of logins from one country
    const country = /\bthere\b/.test(match[0]) ? lastCountry(context) : null;
    if (country !== null) {
      entities.countries.push(country);
      spans.push([match.index, match.index + match[0].length]);
      continue;
    }
    // “that Romanian address”: its country says which, and limits nothing
    if (/\s{3}/.test(match[0])) entities.countries = [];
    const fits = narrowed(candidates(subject, context), subject, said, context);
    const isMany = /^(?:these|those)\b/.test(match[0]) && /s$/.test(match[0]);
    // "from the same address" may as well say what many have in common
    if (fits.length === 0 && (match === pronoun || /\bsame\b/.test(match[0]))) return null;
    if (fits.length === 1 || (isMany && fits.length > 0)) {
      wanted[subject] = fits.join(',');
      spans.push([match.index, match.index + match[0].length]);
    } else return which(subject, fits, match, clause, context);
  }
  const { args: wantedArgs, limits } = searchFor(wanted, spans, { ...clause, entities }, context);
  return { calls: [{ tool: 'search_logs', args: wantedArgs }], unused: [], limits };
};

const NTH =
  /\b(?:for|of|from|about|by|on|with|behind|against) the (first|second|third|fourth|fifth|top|last)(?: one| account| user| address| ip| country)?(?=[?!. ]*$| (?:this|last|today|yesterday|since|in|on|from|by)\b)/;
const PLACES = ['first', 'second', 'third', 'fourth', 'fifth'];

/** "the alerts of the first one", of accounts, addresses or countries that were counted. */
function ofGroup(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  const match = NTH.exec(clause.text);
  const turn = context.history.findLast(({ steps }) => steps.some(({ ok }) => ok));
  const asked = turn?.steps.findLast(({ ok }) => ok);
  const by = asked?.tool === 'search_logs' ? asked.args.group_by : undefined;
  if (!match || !turn || (by !== 'user' && by !== 'ip')) return null;
  const told = rankedIn(turn).map(({ name }) => name);
  const one = match[1] === 'last' ? told.at(-1) : told[Math.max(0, PLACES.indexOf(match[1]!))];
  if (one === undefined) return null;
  const span: [number, number] = [match.index, match.index + match[0].length];
  return {
    calls: [
      {
        tool: 'search_logs',
        args: searchFor({ [by]: one }, [span], { ...clause, entities: { ...clause.entities, limit: null } }, context)
          .args,
      },
    ],
    unused: [],
  };
}

const turnOf = (calls: readonly PlannedCall[]): PastTurn => ({
  question: '',
  answer: '',
  steps: calls.map(({ tool, args }) => ({ tool, args, ok: true })),
  citations: [],
});

/** The search with what was pointed at in place of the words for it. */
function searchFor(
  wanted: Partial<Record<Subject, string>>,
  spans: readonly [number, number][],
  clause: Clause,
  context: PlanContext,
): { args: Record<string, unknown>; limits: string[] } {
  const { text, entities } = clause;
  const elsewhere = ELSEWHERE.exec(entities.rest);
  const isRef = (value: string | undefined): value is string => value !== undefined && /^(?:ALR|INC|LOG)-/.test(value);
  const other =
    elsewhere && wanted.user !== undefined && wanted.ip === undefined
      ? isRef(wanted.user)
        ? wanted.user
        : single(candidates('ip', context))
      : undefined;
  const others = ELSE.test(text) && wanted.ip !== undefined && wanted.user === undefined && isRef(wanted.ip);
  let { rest } = entities;
  for (const [from, to] of [
    ...spans,
    ...(other && elsewhere ? [[elsewhere.index, elsewhere.index + elsewhere[0].length] as const] : []),
  ])
    rest = rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to);
  const judged = BAD_OR_GOOD.test(text) && !/\b(?:log|sign)-?ins?\b|\bfail/.test(text);
  const read = search(
    {
      ...clause,
      entities: {
        ...entities,
        refs: [],
        ip: wanted.ip ?? entities.ip,
        rest,
        ...(judged && { outcome: null, kinds: [] }),
      },
    },
    context,
  );
  const found = read && 'calls' in read ? read.calls[0]!.args : args({ range: entities.time?.range });
  const kinds =
    found.kinds ??
    (/\b(?:us(?:e|ed|es|ing)|log|sign\w*|access\w*|connect\w*|came|coming?)\b/.test(text) && !judged
      ? ['login']
      : undefined);
  const people = /^(?:and |so |but )*(?:who|which (?:other )?(?:users?|accounts?|people))\b/.test(text);
  const limits = [...text.matchAll(BEFORE_IT)].map((match) =>
    typed(clause, match.index, match.index + match[0].length),
  );
  const wantedArgs = args({
    ...found,
    kinds: kinds ?? (tries(text) ? ['login'] : undefined),
    ...(judged && { outcome: undefined }),
    ip: wanted.ip ?? found.ip,
    user: wanted.user ?? found.user,
    exclude_ip: other ?? found.exclude_ip,
    exclude_user: others ? wanted.ip : found.exclude_user,
    group_by: found.group_by ?? ((people || tries(text)) && wanted.ip !== undefined ? 'user' : undefined),
  });
  return { args: wantedArgs, limits };
}

const tries = (text: string): boolean => THEY_TRIED.test(text) || IT_TRIED.test(text) || OTHERS_TRIED.test(text);

const single = (fits: readonly string[]): string | undefined => (fits.length === 1 ? fits[0] : undefined);

const wordsOf = (rest: string): string[] => rest.match(/[\p{L}][\p{L}\p{N}._-]+/gu) ?? [];

/** Of what a word may mean, what the name beside it leaves; one for all where they have in common what is pointed at. */
function narrowed(
  fits: readonly string[],
  subject: Subject,
  name: string | null,
  { history }: PlanContext,
): readonly string[] {
  if (fits.length < 2 || !fits.every((fit) => /^(?:ALR|INC|LOG)-/.test(fit))) return fits;
  const theirs = name === null ? [] : naming(name, fits, history);
  const left = theirs.length > 0 ? theirs : fits;
  const one = left.length > 1 ? inCommon(left, KINDS[subject], history) : null;
  return one === null ? left : [one];
}

/** The country the latest search was about, where it was about no address. */
function lastCountry({ history }: PlanContext): string | null {
  const asked = history.findLast(({ steps }) => steps.some(({ ok }) => ok))?.steps.findLast(({ ok }) => ok);
  const { country, ip } = asked?.tool === 'search_logs' ? asked.args : {};
  return typeof country === 'string' && ip === undefined && !country.includes(',') ? country : null;
}

const BACK_TO =
  /^(?:ok(?:ay)?,? |so |now |well,? |and |then )*(?:(?:let's |let us )?(?:go|going|coming|come|get|getting|switch) )?back to ([\p{L}][\w.@-]*)(?:'s)?(?: (?:please|now|again|then))*[?!. ]*$/u;

/** "back to Tomas": all of somebody that was spoken of before, and nothing of what was asked since. */
export const backTo: Recogniser = ({ text, entities, before }, { history }) => {
  const name = before.length === 0 && entities.refs.length === 0 ? BACK_TO.exec(text)?.[1] : undefined;
  const known = name === undefined ? null : knownAmong([name], history);
  return known === null ? null : { calls: [{ tool: 'search_logs', args: { user: known } }], unused: [] };
};

/**
 * Whom the conversation is about, as a search takes them and by their name, as far as an answer told it; null where it is about nobody, or
 * several.
 */
export function personAtHand(context: PlanContext): { user: string; name: string | null } | null {
  const [user, other] = candidates('user', context);
  if (user === undefined || other !== undefined) return null;
  if (!/^(?:ALR|INC|LOG)-/.test(user)) return { user, name: user };
  const [account, another] = toldWith(user, 'account', context.history);
  return { user, name: another === undefined ? (account ?? null) : null };
}

/** The address that the conversation, or the message before, is about, as a search takes it; null where there is none, or are several. */
export function addressAtHand(before: readonly PlannedCall[], context: PlanContext): string | null {
  const history = before.length > 0 ? [...context.history, turnOf(before)] : context.history;
  const [ip, other] = candidates('ip', { ...context, history });
  return ip === undefined || other !== undefined ? null : ip;
}

/** What the latest turn that was about any account or address was about: what was asked for, what was opened, what was listed. */
function candidates(subject: Subject, { history }: PlanContext): string[] {
  for (const turn of history.toReversed().slice(0, 6)) {
    const asked = turn.steps.findLast(({ tool, ok }) => ok && tool === 'search_logs')?.args ?? {};
    const value = asked[subject];
    if (typeof value === 'string' && value !== '' && value !== 'me') return value.split(',');
    const told = asked.group_by === subject ? rankedIn(turn).map(({ name }) => name) : [];
    const first = told.length > 0 ? firstRanked(turn) : null;
    if (first !== null) return [first];
    if (told.length > 0) return told;
    if (asked.group_by === subject && turn.citations.length > 0) return [];
    // logins from the address of an alert were asked for in the light of that alert
    const beside = asked[subject === 'ip' ? 'user' : 'ip'];
    if (typeof beside === 'string' && /^(?:ALR|LOG)-[0-9A-Z]+$/.test(beside)) return [beside];
    const opened = openedIn(turn);
    if (opened.length > 0) return opened;
    const shown = turn.citations.filter(({ mentioned }) => !mentioned).map(({ ref }) => ref);
    const alerts = shown.filter((ref) => ref.startsWith('ALR-'));
    const listed = alerts.length > 0 ? alerts : shown.filter((ref) => ref.startsWith('LOG-'));
    if (listed.length > 0) return listed;
  }
  return [];
}

/** The alerts and incidents that a turn opened or changed one by one. */
function openedIn(turn: PastTurn): string[] {
  const apart = new Set(turn.citations.filter(({ mentioned }) => mentioned).map(({ ref }) => ref));
  const ids = turn.steps.flatMap(({ tool, args: { id }, ok }) =>
    ok && /^(?:open|update)_(?:alert|incident)$/.test(tool) && typeof id === 'string' && !apart.has(id) ? [id] : [],
  );
  return [...new Set(ids)];
}

/** One short question, with what to choose from. */
function which(
  subject: Subject,
  fits: readonly string[],
  match: RegExpExecArray,
  clause: Clause,
  { language }: PlanContext,
): { say: Say } {
  const words = askingWords[language];
  if (fits.length === 0)
    return { say: { why: 'ask', text: subject === 'ip' ? words.whichAddress : words.whichAccount } };
  const noun = subject === 'ip' ? 'address' : 'account';
  const options = fits.slice(0, 4).map((fit) => {
    const named = /^(?:ALR|INC|LOG)-/.test(fit) ? `the ${noun} of ${fit}` : subject === 'ip' ? fit : `account ${fit}`;
    const from = /^from\b/.test(match[0]) ? 'from ' : '';
    return {
      label: fit,
      message: `${typed(clause, 0, match.index)} ${from}${named} ${typed(clause, match.index + match[0].length)}`
        .replaceAll(/\s+/g, ' ')
        .trim(),
    };
  });
  return { say: { why: 'ask', text: words.whichOne(options.map(({ label }) => label)), options } };
}
