import { accountsIn, networksIn, type RuleText } from './rule-params.ts';

/** Everybody, and not everybody of a team. */
const EVERYBODY =
  /\b(?:everyone|everybody|anyone|anybody|someone|somebody|nobody|no one|no-one|whoever|all of us|all (?:the |our )?(?:accounts|users|people|sign-?ins|log-?ins)|(?:any|every) (?:account|user))\b(?! (?:in|from|at|of|on|works?|working|who works?)\b)/;
const ADMINS = /\badmin(?:istrator)?s?\b(?!['’*@._-])/;
/** What accounts of admins are mostly called; whoever approves the rule sees it. */
export const CALLED_ADMIN = ['admin*', '*admin', 'root'];

const NAME = String.raw`["“]?[\p{L}\p{N}*][\p{L}\p{N}._@$+*\\-]*["”]?`;
const NAMES = String.raw`(${NAME}(?:(?:,? and |,? or |, )${NAME})*)`;
const NAMED = [
  new RegExp(
    String.raw`\b(?:for|on|when|whenever|if|once|every time|each time|as soon as) ${NAMES}(?![\p{L}\p{N}])`,
    'giu',
  ),
  new RegExp(String.raw`^${NAMES} (?:must|should|shall|have to|has to|needs? to|ought to)\b`, 'giu'),
];
/** Words that stand where a name might, and teams, whose accounts nobody named. */
const NO_NAME =
  /^(?:an?|the|all|any|every|each|our|my|their|some|whole|those|these|this|that|it|we|they|you|i|he|she|who|there|for|on|in|of|to|from|and|or|me|us|mfa|2fa|otp|two|second|multi|two-?factor|multi-?factor|factors?|two-?step|authenticat\w*|passkeys?|log-?ins?|sign-?ins?|admins?|administrators?|every(?:one|body)|any(?:one|body)|some(?:one|body)|no(?:body|-one)|no|whoever|finance|sales|hr|it|legal|marketing|accounting|engineering|support|security|operations|ops|research|development|production|purchasing|logistics|procurement|payroll|people|staff|teams?|interns?|guests?|board|now|good|sure|vpn|remote|external|internal|new|work|\w+(?:ors|ers|ees|ists|ants|ents|ians|ments?)|(?:users|accounts|members|folks|departments?))$/i;
/** Whether a word names a group of people whose accounts nobody named. */
export const isGroup = (word: string): boolean => NO_NAME.test(word);
const TEAM = /^ (?:teams?|departments?|dept|staff|people|folks?|groups?|users|accounts|employees|members|crew|guys)\b/i;

/** The accounts a wish about second factors is about, as names and patterns; undefined where it names none that can be told. */
export function groupIn({ text, raw }: Pick<RuleText, 'text' | 'raw'>): string[] | undefined {
  const called = accountsIn({ raw }) ?? [];
  const named = NAMED.flatMap((words) =>
    [...raw.matchAll(words)].flatMap((match) => {
      const after = raw.slice(match.index + match[0].length);
      const names = match[1]!.split(/,? and |,? or |, /).map((name) => name.replaceAll(/["“”]|[.]+$/g, ''));
      return TEAM.test(after) || names.some((name) => NO_NAME.test(name) || networksIn(name).length > 0) ? [] : names;
    }),
  );
  const names = [...called.filter((name) => !NO_NAME.test(name)), ...named];
  const admins = ADMINS.test(text) ? CALLED_ADMIN : [];
  const group = [...new Set([...names, ...admins])];
  if (group.length > 0) return group;
  return EVERYBODY.test(text) ? ['*'] : undefined;
}
