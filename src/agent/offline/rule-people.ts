/*
 * Whom a wish for a rule is to concern, where no rule of its kind can be limited to anybody: “only for admins”, “when an admin signs in from
 * Russia”. That is said, and never taken for a limit of places: “only” of people turns no list of countries around.
 */

const ONLY_FOR =
  /,?\s*\b(?:and |but )?(?:(?:only|just|solely|exclusively) (?:for|of|by|with|about|on|when (?:it's|it is|it concerns|they are)|if (?:it's|it is|it concerns|they are)|counts? (?:for|with)|applies to|concerns) (?!(?:\d|mon|tue|wed|thu|fri|sat|sun|week|work|the week|night|day)\w*\b)(.{2,60}?)|(?:for|of) ([\p{L}][\p{L} '-]{2,40}?) only)(?: (?:please|pls|then))*[.! ]*$/u;
const WHEN_WHO =
  /\b(?:when(?:ever)?|if|as soon as|(?:every|each|any) ?time|once) ((?:an? |one of (?:the|our|my) |any (?:of (?:the|our|my) )?|our |the |some |my )?[\p{L}][\p{L}._@-]*(?: (?:accounts?|users?|members?|people|team))?) (?:ever |successfully |tries to |try to |attempts to )*(?:logs?|signs?|log|sign|fails?|connects?|comes?)\b/u;
const ANYBODY =
  /^(?:an? |any |some |the |one |every |each )?(?:someone|somebody|anyone|anybody|everyone|everybody|nobody|who(?:ever)?|it|that|this|he|she|they|we|you|i|one|people|persons?|users?|accounts?|members?|employees?|staff|colleagues?|logins?|sign-?ins?|addresses|address|ips?|strangers?|attackers?|hackers?|same (?:user|account)|(?:new|known|same|single) .*|there)$/;

/** Where a wish says whom it is to concern alone; null where it may be anybody. Positions are those of the text. */
export function onlyWhom(text: string): { from: number; to: number; said: [number, number] } | null {
  const match = ONLY_FOR.exec(text);
  const whom = match?.[1] ?? match?.[2];
  if (!match || whom === undefined) return null;
  const at = match.index + match[0].lastIndexOf(whom);
  return { from: match.index, to: match.index + match[0].length, said: [at, at + whom.length] };
}

/** Who is to sign in or fail, where it is not just anybody. */
export function whoseSignIn(text: string): { from: number; to: number } | null {
  const match = WHEN_WHO.exec(text);
  const who = match?.[1];
  if (!match || who === undefined || ANYBODY.test(who)) return null;
  const from = match.index + match[0].indexOf(who);
  return { from, to: from + who.length };
}
