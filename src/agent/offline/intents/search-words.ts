import { type Clause, typed } from '../plan-types.ts';
import { usersOf } from './search-people.ts';
import { tidy } from './words.ts';

const FILLER =
  /^(?:for|the|a|an|all|any|our|in|on|at|of|to|and|or|me|us|please|show|find|search|logs?|events?|entries|records|log|everything|anything|lines?|messages?|with|from|by|about|that|which|were|was|are|is|everywhere|across|through|look|up|grep|ip|address|ips|addresses|user|account|now|again|do|you|have|can|could|i|need|want|see|there|it|only|failed|failures?|failure|fail|successful|success|logins?|log-ins?|sign-?ins?|sign|ins?|attempts?|alerts?|alarms?|incidents?|bad|ever|in|text|titles?|unsuccessful|open|closed|unresolved|resolved|acknowledged|activity|coming|came|originating|severity|risk|during|since|between|until|password|passwords|wrong|blocked|rejected|unusual|suspicious|anomalies|ssh)$/;

const EXPLICIT =
  /\b(?:containing|contains?|mention(?:s|ing|ed)?|matching|with (?:the )?(?:text|words?|phrase|string|term)|(?:that )?say(?:s|ing)?|including the (?:text|words?)|with(?= [\w-]+ in (?:the |its |their )?(?:text|titles?|descriptions?|names?|summary)\b)|grep(?: for)?|full[- ]text)\b:?\s+/;
const LOOSE =
  /\b(?:search (?:the |all |our |in |through |my )*(?:logs?|events?|everything|log text|records|entries)? ?(?:for)|search for|look (?:up|for)|find(?: me)?(?: all)?|hunt for|query(?: for)?)\b:?\s+/;

/** Words to look for in the text of the log, where the asker says that it is text they look for. */
export function queryOf(clause: Clause): string | null {
  const { entities, text } = clause;
  // A log entry is found by its reference.
  const entry = entities.refs.find((ref) => ref.kind === 'event');
  if (entry) return entry.ref;
  const lead = EXPLICIT.exec(text) ?? LOOSE.exec(text);
  if (entities.quotes.length > 0) return OF_ACCOUNT.test(text) ? null : quotedQuery(clause);
  const verbatim = /\b(?:search|grep|look in|look through|query) (?:the |all |our |my )?logs?\s*:\s*(?=\S)/.exec(text);
  if (verbatim) return combined(tidy(typed(clause, verbatim.index + verbatim[0].length))) || null;
  if (!lead) return null;
  const from = lead.index + lead[0].length;
  const rest = entities.rest.slice(from).replace(/[?.!]+\s*$/, '');
  const explicit = /^(?:with|containing|contain|mention|matching|with|that say|say|including|grep|search|full)/.test(
    lead[0],
  );
  const words = [...rest.matchAll(/\S+/g)].filter((word) => !FILLER.test(word[0].replace(/[,;:]$/, '')));
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last || (!explicit && !/\b(?:logs?|events?|log text)\b/.test(text))) return null;
  if (
    !explicit &&
    usersOf({ ...clause, entities: { ...entities, email: null } }).user ===
      tidy(typed(clause, from + first.index, from + last.index + last[0].length))
  )
    return null;
  // What was blanked out in between belongs to other arguments.
  const spans = rest.slice(first.index, last.index + last[0].length);
  if (/\s{4,}/.test(spans)) return tidy(typed(clause, from + first.index, from + first.index + first[0].length));
  return combined(tidy(typed(clause, from + first.index, from + last.index + last[0].length))) || null;
}

/** 'of user "oracle"': whose, and no words of the log. */
const OF_ACCOUNT = /\b(?:users?|accounts?|user ?names?) ["']/;

/** Every phrase in quotation marks, joined as the words between them say. */
function quotedQuery(clause: Clause): string {
  const { quotes } = clause.entities;
  return quotes
    .map(({ text, at, end }, index) => {
      const said = clause.text.slice(quotes[index - 1]?.end ?? Math.max(0, at - 12), at);
      const start = clause.text.indexOf(text, at);
      const quote = typed(clause, start, Math.min(start + text.length, end));
      const phrase = /\s/.test(quote) && !/\b(?:AND|OR|NOT)\b/.test(quote) ? `"${quote}"` : quote;
      const not = /\b(?:not|without|except|excluding|n't|no)\b/.test(said) ? 'NOT ' : '';
      const or = index > 0 && /\bor\b/.test(said) ? 'OR ' : '';
      return `${or}${not}${phrase}`;
    })
    .join(' ');
}

/** "sudo or su but not cron" in the words of the search. */
const combined = (words: string): string =>
  words
    .replaceAll(/ (?:but|and) (?:not|without) | without | but not | except (?:for )?/gi, ' NOT ')
    .replaceAll(/(?<=\S) or (?=\S)/g, ' OR ')
    .replaceAll(/(?<=\S) and (?=\S)/g, ' AND ');
