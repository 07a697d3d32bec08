/** What stands where a secret stood. */
export const HIDDEN = '(secret hidden)';

/** Names of fields and parameters whose value opens something. */
const NAMES = String.raw`pass(?:word|wd|phrase|code)?|pwd|secret|client[_-]?secret|api[_-]?key|apikey|access[_-]?key(?:[_-]?id)?|secret[_-]?(?:access[_-]?)?key|private[_-]?key|auth(?:orization)?[_-]?token|access[_-]?token|refresh[_-]?token|id[_-]?token|session[_-]?(?:id|token)|token|credentials?|pwd|contraseña|passwort|kennwort|mot[_ ]de[_ ]passe`;
/** Values that are words about a password, not one. */
const WORDS =
  /^(?:true|false|null|none|nil|undefined|yes|no|wrong|invalid|incorrect|correct|bad|expired|missing|failed|failure|required|changed|reset|unknown|empty|ok|success|accepted|rejected|disabled|enabled|hidden|redacted|\*+|•+|x+|<[^>]*>|\(secret)$/i;

type Mask = (match: string, ...groups: string[]) => string;
const all: Mask = () => HIDDEN;
const PATTERNS: readonly (readonly [RegExp, Mask])[] = [
  [/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g, all],
  // Our own: API keys, sign-in links, downloads.
  [/(?<![A-Za-z0-9])sn_(?:local_)?[A-Za-z0-9_-]{20,}/g, all],
  [/((?:\/sign-in|\/auth\/link|\/files)(?:\/|\?[\w-]+=))[A-Za-z0-9_.~-]{20,}/g, (_, path) => `${path}${HIDDEN}`],
  // Those of others, by the prefix their makers gave them.
  [/(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?![0-9A-Za-z])/g, all],
  [/(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{40,}|glpat-[A-Za-z0-9_-]{20,})/g, all],
  [/(?<![A-Za-z0-9])(?:xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,})/g, all],
  [/https:\/\/hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/_-]{10,}/g, all],
  [/(?<![A-Za-z0-9])(?:AIza[0-9A-Za-z_-]{35}|GOCSPX-[0-9A-Za-z_-]{20,}|ya29\.[0-9A-Za-z_-]{20,})/g, all],
  [/(?<![A-Za-z0-9])sk-(?:proj-|ant-|svcacct-|or-)?[A-Za-z0-9_-]{20,}/g, all],
  [/(?<![A-Za-z0-9])(?:[rs]k_(?:live|test)_[0-9A-Za-z]{10,}|whsec_[0-9A-Za-z+/=]{20,})/g, all],
  [
    /(?<![A-Za-z0-9])(?:hf_[A-Za-z0-9]{30,}|npm_[A-Za-z0-9]{30,}|SG\.[\w-]{16,}\.[\w-]{30,}|dop_v1_[0-9a-f]{40,})/g,
    all,
  ],
  [/(?<![A-Za-z0-9])[MNO][A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}/g, all],
  [/(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g, all],
  [
    /\b((?:proxy-)?authorization\s*[:=]\s*"?(?:basic|bearer|digest|token)\s+)[^\s"',;]{6,}/gi,
    (_, name) => `${name}${HIDDEN}`,
  ],
  [/\b(bearer\s+)(?=[^\s]*\d)[A-Za-z0-9._~+/-]{16,}=*/gi, (_, name) => `${name}${HIDDEN}`],
  // In an address: between the colon and the at sign.
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{0,100}:)[^\s/@]{1,200}(?=@)/gi, (_, head) => `${head}${HIDDEN}`],
  [
    new RegExp(
      String.raw`(["']?)(?<![A-Za-z])(${NAMES})\1(\s*=\s*|["']\s*:\s*)("[^"\n]{1,400}"|'[^'\n]{1,400}'|[^\s"'&;,<>]{3,400})`,
      'gi',
    ),
    named,
  ],
  // After a colon also stand words: only what looks made up is taken for a secret.
  [
    new RegExp(
      String.raw`()(?<![A-Za-z])(${NAMES})(\s*:\s*)(?=[^\s"',;]*\d)(?=[^\s"',;]*[A-Za-z!@#$%^&*])([^\s"',;]{6,400})`,
      'gi',
    ),
    named,
  ],
  // "the password is hunter2": what is told of a secret are words as well.
  [
    new RegExp(
      String.raw`()(?<![A-Za-z])(${NAMES})(\s{1,3}(?:is|was|now|lautet|ist|war|est|était|es|era)(?:\s{1,3}(?:now|set to|jetzt|ahora))?\s{0,2}:?\s{1,3}["'“„«*_\x60]{0,3})(?!(?:ALR|INC|RULE|PROP|LOG|CAM|EVT|PER|CASE|ACT|APL)-)(?=[^\s"',;]*\d)(?=[^\s"',;]*[A-Za-z])([^\s"',;“”«»*\x60]{6,400}?)(?=[.!?)…]*(?:[\s"',;“”«»*\x60]|$))`,
      'gi',
    ),
    named,
  ],
];

function named(match: string, quote = '', name = '', between = '', value = ''): string {
  const bare = value.replaceAll(/^["']|["']$/g, '');
  if (WORDS.test(bare) || bare.startsWith(HIDDEN.slice(0, -1)) || /^\/|^\d{1,3}(?:\.\d{1,3}){3}/.test(bare))
    return match;
  return `${quote}${name}${quote}${between}${HIDDEN}`;
}
/** Cheap to ask of a text: whether any of the patterns could find something. */
const SUSPECT =
  /PRIVATE KEY|sn_|sign-in|\/auth\/|\/files|A[KSBC][IC]A|gh[pousr]_|github_pat|glpat|xox|xapp|hooks\.slack|AIza|GOCSPX|ya29|sk-|[rs]k_|whsec|hf_|npm_|SG\.|dop_v1|eyJ|authoriz|bearer|:\/\/|pass|pwd|secret|key|token|session|credential|contraseña|kennwort|[MNO][A-Za-z0-9_-]{23}/i;
const UNSEEN = /\p{Cf}|\u034f|\u115f|\u1160|\u3164|[\ufe00-\ufe0f]/gu;

/** Signs of markup, which split a word for whoever looks for it and not for whoever reads it. */
const MARKUP = /[*_~`]+/g;
/**
 * Keys of the one form that is all capitals and digits, with what may stand between their letters: prose in capitals has no
 * such run of digits.
 */
const SPACED_KEY =
  /(?<![A-Za-z0-9])A[\s.*_`~-]{0,3}[KSBC][\s.*_`~-]{0,3}[IC][\s.*_`~-]{0,3}A(?:[\s.*_`~-]{0,3}[0-9A-Z]){16}(?![0-9A-Za-z])/g;

/** The text with every secret of a known form hidden, and how many there were. */
export function maskSecrets(text: string): { text: string; masked: number } {
  const plain = text.replaceAll(UNSEEN, '');
  const bare = plain.replaceAll(MARKUP, '');
  if (!SUSPECT.test(plain) && !SUSPECT.test(bare) && !SPACED_KEY_BEGINS.test(plain)) return { text, masked: 0 };
  // Signs nobody sees, or only a reader of markup, may stand inside a secret.
  let best = masked(text);
  for (const other of plain === text ? [bare] : [plain, bare]) {
    if (other === text) continue;
    const found = masked(other);
    if (found.masked > best.masked) best = found;
  }
  const spaced = best.text.replaceAll(SPACED_KEY, (key) => ((key.match(/\d/g)?.length ?? 0) >= 3 ? HIDDEN : key));
  return spaced === best.text ? best : { text: spaced, masked: best.masked + 1 };
}
const SPACED_KEY_BEGINS = /(?<![A-Za-z0-9])A[\s.*_`~-]{0,3}[KSBC][\s.*_`~-]{0,3}[IC][\s.*_`~-]{0,3}A(?![a-z])/;

function masked(text: string): { text: string; masked: number } {
  let count = 0;
  let result = text;
  for (const [pattern, mask] of PATTERNS)
    result = result.replaceAll(pattern, (match: string, ...groups: unknown[]) => {
      const said = mask(match, ...groups.filter((group): group is string => typeof group === 'string'));
      if (said !== match) count++;
      return said;
    });
  return { text: result, masked: count };
}
