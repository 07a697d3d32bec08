import { findCountries } from './countries.ts';
import { CALLED_ADMIN, isGroup } from './rule-group.ts';
import { accountsIn, signingIn } from './rule-params.ts';

/*
 * Whose sign-ins alone a rule is to look at: “when an admin logs in from Russia”, “only for jonas”, “so that it only counts for admin
 * accounts”. Of whom SafeNest cannot tell by the name of an account, a team say, it is said; it never turns the rule around.
 */

export interface OnlyAccounts {
  /** Names and patterns. */
  accounts: string[];
  /** Groups that nobody can tell by the name of an account, as typed. */
  unknown: string[];
  /** As typed. */
  said: string;
}

const NAME = String.raw`["“]?@?[\p{L}\p{N}*][\p{L}\p{N}._@$+*\\'’-]*["”]?`;
const NAMES = String.raw`((?:(?:the|our|my|an?|those|these) )?(?:accounts? )?${NAME}(?:(?:,? and |,? or |, )(?:the |our )?${NAME})*)`;
const COUNTS = String.raw`(?: (?:it|that|this|they|counts?|fires?|alerts?|appl(?:y|ies)|looks?|works?|goes|is|watch(?:es)?|cares?|triggers?|holds?|matters?|be|for|of|by|about|when|if|it's|that's))+`;
const ONLY = new RegExp(
  String.raw`\b(?:(?:only|just|solely|exclusively)${COUNTS}|(?:limit\w*(?: it| that| this)?(?: down)? to|restrict\w*(?: it| that| this)? to|narrow\w*(?: it| that| this)?(?: down)? to)(?:${COUNTS})?) ${NAMES}`,
  'iu',
);
const BARE = new RegExp(
  String.raw`^(?:and |but )?(?:only|just|solely|exclusively) ${NAMES}(?: accounts?| users?)?(?:,? (?:please|pls))?[.! ]*$`,
  'iu',
);
const ALONE = new RegExp(String.raw`\b(?:for|of) ${NAMES}(?: accounts?| users?)? (?:only|alone)\b`, 'iu');
/** “only people in finance” */
const THOSE_OF =
  /\b(?:only|just|solely|exclusively)\b[^,.;]{0,20}? (?:for|of|by|about) (?:the |our )?((?:people|users|staff|employees|colleagues|those|accounts|everyone|everybody|members) (?:in|of|from|at|who|with) [^,.;]{2,40})/iu;
/** Whoever is told is not whose sign-ins are looked at. */
const TOLD =
  /\b(?:alert|notify|warn|tell|ping|page|inform|e-?mail|message|send(?: (?:it|that|them|an? \w+))?|let) (?:only |just )?(?:to )?(?:all |the |our |every )*admin(?:istrator)?s?\b/giu;
const ADMINS =
  /\badmin(?:istrator)?s?\b(?!['’*@._-]|[- ](?:panel|area|console|interface|page|portal|tool|server|network|office|rights|hours))/iu;
const ADMIN = /^admin(?:istrator)?s?$/i;
/** Words that stand where a name might. */
const NO_NAME =
  /^(?:log\w*|sign\w*|attempts?|fail\w*|succe\w*|access|traffic|connections?|devices?|phones?|laptops?|browsers?|countr\w+|cities|places?|locations?|address(?:es)?|ips?|rules?|alerts?|alarms?|incidents?|it|that|this|them|those|these|now|today|tonight|tomorrow|nights?|days?|\w+days?|weekends?|week|month|work\w*|office|business|hours?|\d[\d:.]*|low|medium|high|critical|me|us|users?|accounts?|every\w*|any\w*|some\w*|new|unknown|when|if|the|an?|all|any|every|one|good|sure|fun|cameras?|people|persons?|tell|alert|make|set|please|pls|not|then|instead|too|from|in|at|on|to|once|twice|there|here|more|less|want|wanted|need|foreign|abroad|outside|inside)$/iu;

/** Whose sign-ins alone a wish is about, in the text as the grammar reads it with names as typed; null where it names nobody. */
export function onlyAccountsIn(raw: string, called: readonly string[] = []): OnlyAccounts | null {
  const those = THOSE_OF.exec(raw)?.[1]?.trim();
  const list = those ? undefined : [ONLY, BARE, ALONE].map((words) => words.exec(raw)?.[1]).find(Boolean);
  const own = list ? namesIn(list) : [];
  const named = accountsIn({ raw }) ?? [];
  // “the admin account” is one of that name
  const isOfAdmins = !named.includes('admin') && ADMINS.test(raw.replace(TOLD, ' '));
  const isKnown = (name: string): boolean => called.includes(name.toLowerCase());
  const unknown =
    those && !ADMINS.test(those) ? [those] : own.filter((name) => isGroup(name) && !ADMIN.test(name) && !isKnown(name));
  const accounts = [
    ...named,
    ...(signingIn({ raw }) ?? []),
    ...own.filter((name) => !isGroup(name) || isKnown(name)),
  ].filter(
    (name) =>
      (name === 'admin' || !ADMIN.test(name)) && !NO_NAME.test(name) && findCountries(name.toLowerCase()).length === 0,
  );
  const all = [...new Set([...accounts, ...(isOfAdmins ? CALLED_ADMIN : [])])];
  const said = (those ?? list ?? (isOfAdmins ? ADMINS.exec(raw)?.[0] : undefined) ?? accounts.join(', ')).trim();
  return all.length + unknown.length > 0 ? { accounts: all, unknown, said } : null;
}

/** The names of a list that may be those of accounts. */
const namesIn = (list: string): string[] =>
  list
    .split(/,? (?:and|or) |, /i)
    .map((name) =>
      name
        .replace(/^(?:(?:the|our|my|an?|those|these) )?(?:accounts? )?(?:the |our )?/i, '')
        .replaceAll(/["“”]|^@|[.!?]+$|['’]s$/g, ''),
    )
    .filter((name) => name !== '' && !NO_NAME.test(name) && findCountries(`from ${name.toLowerCase()}`).length === 0);
