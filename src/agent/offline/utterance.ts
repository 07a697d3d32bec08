import type { Language } from '../../domain/language.ts';
import { gloss, type Piece } from './languages/gloss.ts';

/** What someone typed, beside the form in which the grammar reads it. */
export interface Utterance {
  /** In which it was typed. */
  language: Language;
  /** As typed, without control and invisible characters. */
  raw: string;
  /** Lower case, straight quotes, misspelt key words mended. Same meaning, not the same length as `raw`. */
  norm: string;
  /** The part of `raw` that a span of `norm` stands for. */
  rawSlice(from: number, to?: number): string;
  /** The same with what was glossed in English: names as typed, and no word of another language that could be one. */
  readSlice(from: number, to?: number): string;
}

/** Words the grammar turns on: a word one slip away from one of these is read as it. */
const KEY_WORDS = [
  ...['failed', 'failure', 'login', 'logins', 'logged', 'signed', 'alert', 'alerts', 'incident', 'incidents', 'events'],
  ...['yesterday', 'today', 'critical', 'medium', 'severity', 'acknowledge', 'acknowledged', 'assign', 'assigned'],
  ...[
    'resolve',
    'resolved',
    'country',
    'countries',
    'camera',
    'cameras',
    'summarise',
    'summarize',
    'summary',
    'between',
  ],
  ...['unknown', 'successful', 'unsuccessful', 'blocked', 'create', 'close', 'closed', 'reopen', 'month', 'timeout'],
  ...[
    'weekend',
    'morning',
    'afternoon',
    'evening',
    'midnight',
    'propose',
    'recommend',
    'search',
    'addresses',
    'address',
    'devices',
  ],
  ...['account', 'accounts', 'password', 'investigating', 'contained', 'suspicious', 'unusual', 'threshold', 'working'],
  ...[
    'unresolved',
    'attempts',
    'comment',
    'outside',
    'healthy',
    'posture',
    'attacks',
    'monday',
    'tuesday',
    'wednesday',
  ],
  ...[
    'thursday',
    'friday',
    'saturday',
    'sunday',
    'january',
    'february',
    'september',
    'october',
    'november',
    'december',
  ],
  ...[
    'everything',
    'history',
    'people',
    'similar',
    'security',
    'escalate',
    'withdraw',
    'previous',
    'country',
    'deleted',
  ],
  ...`snooze snoozed silence expected reviewed separately anything something nothing against weekly reports proposal proposals approve reject strangers
    warehouse entrance reception phishing ransomware impossible database happened severities assignee liaison scribe channel tactical executive currently
    moment months suspicious rejected contractor employee employees browser network service building courtyard bicycle administrator moderator moderation
    officer manager dismissed overturned several through before without about another anybody anyone somebody someone everyone everybody nobody triggered
    retired location device appeal appeals`.split(/\s+/),
];
/** Real words that lie one slip away from a key word and mean something else. */
const REAL_WORDS = new Set(
  `health passport passports continued similarly histoire attacker attackers previews postgres blocker blockers investigation investigations containers counters albert
  constructor assignee assignees successfully logic clone clones reserved previously constrained worrying logger loggers resulted
  creative addressed clinical contrived withdrawn crate mouth months locked clocked block blocks altar alters toady warning warnings counter people's peoples person persons
  closet closer loses alerted search searched person's failing fails fail failures incidental accountant comments commend
  attempt attempted attack attacked address event loggin dates rooms working walking parking evenings mornings signal
  counties county history story security securely securing resolves resolver creates created creator assigns assigning
  proposed proposes proposal recommends recommended acknowledges contains container unblocked medium's summaries cameraman
  report filed jailed criminal historic detected detects unusually suspicion suspicions severely critically investigative unsuccessfully lodged logan signaled
  contacted assisted confined withdrawal withdrew mounting mourning assisted wealthy precious creature deserted outsiders avert submarine weakened blockade
  moderates moderated moderating month office offices reported reporter reporters resorts though thorough administration served serve serves returned required restored retained retire
  repaired retirees movement momentum monument contract contracts contracted contraction proposed proposes separate separated currency correctly appear appears
  appealed securities managed manage manages approval discussed dismissal recession rejection recreation stronger stranger moderate repeated reflected
  respected employed employers employer noting executed executive expelled exported execution relieved hampered overturn impossibly preview allocation locations
  devices services networks browsers channels contractors managers officers moderators administrators buildings devise devised advice networked trough
  passwords weekends recommend commend login's logon logons logout logouts logging jogging signs sign passed
  delete deletes deletion deletions related relented closes closing clothes cloned chose those loose mended failed's tailed mailed nailed sailed hailed bailed railed`.split(
    /\s+/,
  ),
);
const KNOWN = new Set(KEY_WORDS);
const BY_LENGTH = new Map<number, string[]>();
for (const word of KNOWN) BY_LENGTH.set(word.length, [...(BY_LENGTH.get(word.length) ?? []), word]);

/** Splits nothing and drops nothing a person could see: NFKC, straight quotes, no control or zero-width characters. */
export function clean(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[‘’ʼ`´]/g, "'")
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‐‑‒–—−]/g, '-')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Reads one message; `text` may be any string. What is in another language is glossed in the English of the grammar. */
export function readUtterance(text: string, language: Language = 'en'): Utterance {
  const raw = clean(text);
  const pieces = gloss(raw, language);
  const read = pieces.map((piece) => piece.text).join('');
  const starts: number[] = [];
  const readStarts: number[] = [];
  let norm = '';
  let quoted = false;
  for (const match of read.matchAll(/[\p{L}\p{M}']+|[^\p{L}\p{M}']+/gu)) {
    starts.push(norm.length);
    readStarts.push(match.index);
    const lower = match[0].toLowerCase();
    const isWord = /^[\p{L}\p{M}']/u.test(lower);
    const partOfName =
      /[@._/\\\d-]/.test(read[match.index - 1] ?? '') ||
      /^[@_/\\\d]|^[.-]\w/.test(read.slice(match.index + match[0].length));
    // A capital inside a sentence begins a name.
    const isProper = match.index > 0 && /^\p{Lu}\p{Ll}/u.test(match[0]);
    const mended = !isWord || quoted || partOfName || isProper ? lower : mend(lower);
    const word = ASKED_TO.test(norm) ? (FROM_GERUND.get(mended) ?? mended) : mended;
    // "last weeks alerts": after "last" one week is meant, whose apostrophe is missing
    norm +=
      PERIODS.test(word) && /\b(?:last|this) $/.test(norm)
        ? `${word.slice(0, -1)}'s`
        : (SOUNDS_ALIKE.find(([said, before]) => said === word && before.test(norm))?.[2] ?? word);
    if ((match[0].match(/"/g)?.length ?? 0) % 2 === 1) quoted = !quoted;
  }
  const readAt = (index: number): number => {
    if (index >= norm.length) return read.length;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return Math.min((readStarts[low] ?? 0) + (index - (starts[low] ?? 0)), readStarts[low + 1] ?? read.length);
  };
  return {
    language,
    raw,
    norm,
    rawSlice: (from, to = norm.length) =>
      from <= 0 && to >= norm.length ? raw : typedFor(pieces, raw, readAt(from), readAt(to)),
    readSlice: (from, to = norm.length) => read.slice(readAt(from), readAt(to)),
  };
}

/** What was typed for a span of what is read. A phrase that was glossed is there whole, or not where the span begins inside it. */
function typedFor(pieces: readonly Piece[], raw: string, from: number, to: number): string {
  const spans: [number, number][] = [];
  let at = 0;
  for (const piece of pieces) {
    const [start, end] = [at, at + piece.text.length];
    at = end;
    if (start >= to || end <= from) continue;
    if (piece.kept) spans.push([piece.from + Math.max(0, from - start), piece.to - Math.max(0, end - to)]);
    else if (start >= from || end >= to) spans.push([piece.from, piece.to]);
  }
  const first = spans[0];
  const last = spans.at(-1);
  if (!first || !last) return '';
  // Words that stand between two phrases belong to both; phrases in another order are put together.
  const inOrder = spans.every(([start], index) => index === 0 || start >= spans[index - 1]![1]);
  return inOrder ? raw.slice(first[0], last[1]) : spans.map(([start, end]) => raw.slice(start, end)).join(' ');
}

/** "Would you mind closing it?" asks for it: the verb is read in the form of an order. */
const ASKED_TO = /\bwould you (?:please )?mind (?:please |kindly |just |quickly )?$/;
const FROM_GERUND = new Map(
  `closing:close shutting:shut resolving:resolve reopening:reopen acknowledging:acknowledge acking:ack dismissing:dismiss assigning:assign
  reassigning:reassign unassigning:unassign giving:give handing:hand taking:take setting:set marking:mark making:make changing:change
  raising:raise lowering:lower escalating:escalate containing:contain linking:link attaching:attach adding:add undoing:undo
  commenting:comment opening:open creating:create filing:file reporting:report showing:show listing:list telling:tell checking:check
  finding:find searching:search summarising:summarise summarizing:summarize explaining:explain proposing:propose drafting:draft`
    .split(/\s+/)
    .map((pair) => pair.split(':') as [string, string]),
);

const PERIODS = /^(?:day|night|week|weekend|month|year|quarter|morning|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s$/;
const SHORT_FORMS = new Map([
  ['wich', 'which'],
  ['whos', "who's"],
  ['whats', "what's"],
  ['hows', "how's"],
  ['countrys', 'countries'],
  ['adress', 'address'],
  ['adresses', 'addresses'],
  ['pls', 'please'],
  ['plz', 'please'],
  ['u', 'you'],
  ['ur', "you're"],
  ['gimme', 'give me'],
  ['lemme', 'let me'],
  ['wanna', 'want to'],
  ['gotta', 'have to'],
  ['thx', 'thanks'],
  ['rn', 'right now'],
  ['smth', 'something'],
  ['yday', 'yesterday'],
  ['yest', 'yesterday'],
  // the apostrophe is what most people leave out
  ['yesterdays', "yesterday's"],
  ['todays', "today's"],
  ['tonights', "tonight's"],
  ['crit', 'critical'],
  ['sev', 'severity'],
  ['acct', 'account'],
  ['accts', 'accounts'],
  ['addr', 'address'],
  ['pw', 'password'],
  ['dont', "don't"],
  ['doesnt', "doesn't"],
  ['didnt', "didn't"],
  ['isnt', "isn't"],
  ['arent', "aren't"],
  ['wasnt', "wasn't"],
  ['werent', "weren't"],
  ['hasnt', "hasn't"],
  ['havent', "haven't"],
  ['couldnt', "couldn't"],
  ['shouldnt', "shouldn't"],
  ['wouldnt', "wouldn't"],
  ['cant', "can't"],
  ['im', "i'm"],
  ['ive', "i've"],
  ['thats', "that's"],
  ['theres', "there's"],
  ['ppl', 'people'],
  ['mins', 'minutes'],
  ['hrs', 'hours'],
  ['msgs', 'messages'],
  ['msg', 'message'],
  ['nite', 'night'],
  ['til', 'till'],
  ['tmrw', 'tomorrow'],
  ['tmr', 'tomorrow'],
  ['tmw', 'tomorrow'],
  ['wk', 'week'],
  ['wks', 'weeks'],
  ['abt', 'about'],
  ['bc', 'because'],
  ['cuz', 'because'],
  ['cams', 'cameras'],
  ['cam', 'camera'],
  ['incs', 'incidents'],
  ['alrs', 'alerts'],
  ['mods', 'moderators'],
  ['db', 'database'],
  ['highs', 'high alerts'],
  ['criticals', 'critical alerts'],
]);

/** Short words of which two neighbours changed places: “weke”, “lsat”. None of them is a word. */
const SWAPPED = new Map(
  'week last time show with this that what when open list have they them high rule case user year hour'
    .split(' ')
    .flatMap((word) =>
      [1, 2, 3].map((at): [string, string] => [
        word.slice(0, at - 1) + word[at]! + word[at - 1]! + word.slice(at + 1),
        word,
      ]),
    ),
);

/** Words that sound like the one that must stand here: "more then 10", "last weak". */
const SOUNDS_ALIKE: readonly (readonly [string, RegExp, string])[] = [
  ['then', /\b(?:more|less|fewer|better|worse|other|rather|higher|lower|longer|older|newer) $/, 'than'],
  ['weak', /\b(?:last|this|past|previous|next|the|a|per|each) $/, 'week'],
];

const MENDED = new Map<string, string>();

/** The same word is mended once: messages repeat themselves. */
function mend(word: string): string {
  const known = MENDED.get(word);
  if (known !== undefined) return known;
  if (MENDED.size > 5000) MENDED.clear();
  const mended = mendAnew(word);
  MENDED.set(word, mended);
  return mended;
}

function mendAnew(word: string): string {
  const short = SHORT_FORMS.get(word) ?? SWAPPED.get(word);
  if (short) return short;
  if (word.length < 5 || !/^[a-z]+$/.test(word) || KNOWN.has(word) || REAL_WORDS.has(word)) return word;
  const reach = word.length >= 8 ? 2 : 1;
  let best: string | null = null;
  let bestDistance = reach + 1;
  for (let length = word.length - reach; length <= word.length + reach; length++) {
    for (const candidate of BY_LENGTH.get(length) ?? []) {
      // Two slips in one word are believed only where the first letter still stands.
      const limit = candidate[0] === word[0] ? reach : 1;
      // of two as near, the one with the same first letter was meant
      const distance = editDistance(word, candidate, limit) + (candidate[0] === word[0] ? 0 : 0.5);
      if (distance < limit + 1 && distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
  }
  return best && !isInflection(word, best) ? best : word;
}

/** `assigns` is no slip of `assign`, but another form of it. */
const isInflection = (word: string, key: string): boolean =>
  word.startsWith(key) && /^(s|d|r|ed|er|es|ing|'s)$/.test(word.slice(key.length));

/** Damerau–Levenshtein distance (adjacent swaps count one), at most `limit + 1`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      current.push(cost);
    }
    if (Math.min(...current) > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return previous[b.length]!;
}
