import type { IncidentStatus } from '../../../domain/incident.ts';
import { askingWords } from '../../../messages/catalogue/asking.ts';
import { args, asRead, type Clause, calls, type Recogniser, say, typed } from '../plan-types.ts';
import { afterComma, noteOf } from './alerts.ts';
import { incidentParts } from './incident-parts.ts';
import { isName, nameAt, tidy } from './words.ts';

const STATUS: [RegExp, IncidentStatus][] = [
  [/\b(?:re-?open(?:ed|ing)?|(?:back to|as|to) open)\b/, 'open'],
  [
    /\b(?:close[sd]?|closing|resolve[sd]?|finish(?:ed)?|conclude[sd]?|finali[sz]e[d]?|shut|wrap (?:\w+ )?up|(?:is|as|to) (?:done|fixed|finished|closed)|mark .{0,30}\bdone)\b/,
    'closed',
  ],
  [/\bcontain(?:ed)?\b/, 'contained'],
  [
    /\b(?:investigating|investigate|(?:under|in|into|to) investigation|in progress|start(?:ed)? (?:work|investigat)\w*|working on)\b/,
    'investigating',
  ],
];
const TARGET = String.raw`(?:(?:it|this|that)(?!(?: (?:is|was|has|had|will|can|could|does|did|looks?|seems?|works?|came|turned|happened|belongs?|\p{L}+n't)\b|'s\b))|(?:the|this|that|my) (?:incident|one|ticket|case)|incident)?`;

/** Questions and orders that name incidents, and "have we had something like INC-31 before?". */
export const incidents: Recogniser = (clause, context) => {
  const refs = clause.entities.refs.filter((ref) => ref.kind === 'incident').map((ref) => ref.ref);
  if (refs.length === 0) return null;
  const { text } = clause;
  const similar =
    /\b(?:similar|alike|like|resembl\w+|an? (?:repeat|repetition|recurrence|copy|variant|re-?run) (?:of|from)|recurr(?:ing|ence)|comparable|compare|akin|part of (?:an? |the )?(?:\w+ )?(?:pattern|series|wave|campaign)|precedents?|parallels?|reminds?(?! (?:me|us|him|her|them|everyone) (?:about|of|to|on|in|at|tomorrow|later|when|that)\b)|(?:earlier|previous|past|older) (?:case|incident)s?|same (?:kind|sort|type|thing|pattern) as|related to|match\w* (?:to )?)\b/.test(
      text,
    ) ||
    /\b(?:happen(?:ed)?|seen|had|occur(?:red)?|come up|dealt with)\b.{0,30}\b(?:before|previously|in the past|earlier)\b/.test(
      text,
    );
  if (
    similar &&
    !/^(?:i|we)(?:'d| would) like\b/.test(text) &&
    !/\b(?:what|how) (?:does|do|did|would)\b.*\blooks? like\b/.test(text)
  )
    return calls({ tool: 'similar_incidents', args: { id: refs[0] } });
  const change = incidentChange(clause);
  if (!change && refs.length === 1 && /^(?:please |can you |could you |now |and |then )*(?:re-?)?assign\b/.test(text))
    return say('ask', askingWords[context.language].assignTo(refs[0]!));
  if (change) return calls(...refs.map((id) => ({ tool: 'update_incident', args: { id, ...change } })));
  return calls(...refs.slice(0, 5).map((id) => ({ tool: 'open_incident', args: { id } })));
};

/** "rename INC-3 to …", "change the title of INC-3 to …", "call it …" */
function newTitle(clause: Clause): { title: string } | null {
  const { rest, quoted } = clause.entities;
  const named =
    /^[\s:,]*(?:(?:please|now|then|and|actually|can you|could you|would you),? )*(?:(?:rename|retitle)\b(?:\s+(?:it|this|that|(?:the|this|that) (?:incident|ticket|one)))?\s*(?:to|as|:|into)|(?:change|set|edit|update|correct) (?:the |its )?(?:title|name)(?: (?:of|on|for)\s+(?:it|this|that|(?:the|this|that) (?:incident|ticket|one))?)?\s*(?:to|as|:|into)|(?:the |its )?title should be|call (?:it|this|that)?\s*(?=\S|"|$))\s*(\S.*)?$/.exec(
      rest,
    );
  if (!named || (!named[1] && !quoted)) return null;
  const words = named[1] ?? '';
  if (quoted && words === '') {
    const at = clause.text.indexOf(quoted);
    return { title: tidy(typed(clause, at, at + quoted.length)) };
  }
  const title = typed(clause, named.index + named[0].length - words.length)
    .trim()
    .replace(/^["']|["'.!]+$|,? please[.!]*$/gi, '');
  return title === '' ? null : { title };
}

/** “set it to contained”, also behind how it stands: what is ordered counts, and not what it was said to be. */
const SETS = /\b(?:set|put|move|mark|change|switch|turn|keep|leave)\b[^,;:]*$/;
/** “… to contained, not closed” */
const NOT_THAT =
  /,? (?:(?:but|and) )?(?:not|never|rather than|instead of)(?: yet| to| be| as)* (?:clos|resolv|finish|fix|done)\w*/g;

/** The status that is meant; undefined where none is. */
function statusIn(said: string): IncidentStatus | undefined {
  const text = said
    .replaceAll(NOT_THAT, '')
    .replace(/\b(?:,|because|resolved by|fixed by)\b.*$/, (tail) =>
      /^(?:resolved by|fixed by)/.test(tail) ? '' : tail,
    );
  const find = (words: string) => STATUS.find(([pattern]) => pattern.test(words))?.[1];
  return find(SETS.exec(text)?.[0] ?? '') ?? find(text);
}

/** What an order wants changed, as the arguments of update_incident; null for a question. */
export function incidentChange(clause: Clause): Record<string, unknown> | null {
  const renamed = newTitle(clause);
  if (renamed) return renamed;
  const { text, entities } = clause;
  const rest = entities.rest;
  // "note that INC-8 is open" is said of it, not to be written into it
  if (/^\s*(?:please )?(?:note|mention|record|log|write) (?:that|how|whether|why|when)\s{2,}/.test(rest)) return null;
  const comment =
    new RegExp(
      String.raw`\b(?:comment(?: on)?|add (?:a |an |the )?(?:following |new |short |quick )*(?:comment|note|remark|update)|note|write(?: (?:it |this )?down)?|note down|(?:leave|put|drop|stick|make) (?:a )?(?:comment|note)|jot down|record|log)\b(?: (?:on|to|in|for|under))?\s*${TARGET}\s*(?:that|saying|:|,|-|with)?\s*(.*)$`,
    ).exec(rest) ?? null;
  if (
    /^(?:please |can you |could you |and |then |also )*(?:comment|add (?:a |an |the )?(?:following |new |short |quick )*(?:comment|note|remark|update)|(?:put|drop|stick|make) (?:a |an )?(?:comment|note)|note (?:on|that|in|for|down)|leave|write|jot)\b/.test(
      // "INC-15: add note that …"
      rest.replace(/^[\s:,-]+/, ''),
    ) &&
    comment
  ) {
    const words = commentText(clause, comment.index + comment[0].length - comment[1]!.length);
    return words ? { comment: words } : null;
  }
  // "INC-14: image taken, add that as a comment"
  const noted =
    /^(?:[\s:,-]*(?:on|for|in) )?[\s:,-]*(.{6,}?)[,.;-]+ ?(?:please |and |can you |could you )*(?:add|note|put|write|log|record|save|leave) (?:that|this|it)(?: down| in| there)?(?: (?:as|in|to|on|under) (?:an? |the |its |it\b)?(?:comment|note|remark|notes|comments|incident|ticket|timeline|history)?)?(?: please)?[.! ]*$/.exec(
      rest,
    );
  if (noted) {
    const from = noted.index + noted[0].indexOf(noted[1]!);
    return { comment: tidy(typed(clause, from, from + noted[1]!.length)) };
  }
  // "tell INC-8 that legal has been informed", "update INC-8: …"
  const told =
    /^\s*(?:please |and |then )*(?:tell|inform|update|say on|say in|(?:log|record|document|mention) (?:on|in|to|under|for)|add (?:to|on)|put (?:on|in)|write (?:on|in)|for)\s{2,}(?:that\b|:|,|know that\b|with\b)\s*(\S.*)$/.exec(
      rest,
    );
  if (told) return { comment: tidy(typed(clause, told.index + told[0].length - told[1]!.length)) };
  if (/\b(?:undo|revert|roll ?back|take back|reverse)\b/.test(text)) return { undo: true };

  const question =
    /^(?:is|was|has|have|are|did|does|why|who(?:'s| is)?|when|what(?:'s)?|which|how|show|tell|list|give me (?:the|an)|any|where)\b/.test(
      text,
    );
  const parts = question ? null : incidentParts(clause);
  const isOfOthers = parts !== null && Object.keys(parts).some((key) => key !== 'assignee');
  const assignee = question || isOfOthers ? undefined : assigneeOf(clause);
  const change: Record<string, unknown> = { ...parts, ...args({ assignee }) };
  if (assignee === null) change.assignee = null;
  if (isOfOthers) return change;
  if (!question) {
    const status = statusIn(text);
    if (status) {
      change.status = status;
      const resolution =
        status === 'closed'
          ? (afterColon(clause) ?? closedAs(clause) ?? noteOf(clause) ?? resolutionOf(clause) ?? afterComma(clause))
          : undefined;
      if (resolution) change.resolution = resolution;
    }
    const setsSeverity =
      /\b(?:set|raise|lower|bump|change|downgrade|upgrade|make|mark|increase|decrease|reduce|escalate|move|drop|put|severity|priority|(?:should|must|has to|needs to) be|is (?:now |actually |really )?(?:a )?(?:low|medium|high|critical))\b/.test(
        text,
      );
    if (entities.severity && (setsSeverity || /[-=]>/.test(text))) change.severity = entities.severity;
  }
  return Object.keys(change).length > 0 ? change : null;
}

function commentText(clause: Clause, from: number): string {
  if (clause.entities.quoted) return clause.entities.quoted;
  return tidy(typed(clause, from).replace(/^\s*(?:(?:on|to|in|for) )?(?:INC-?\s?\d+|incident #?\d+)\s*/i, ''));
}

/** “close it as a duplicate of INC-3”, “as a false alarm”: how it ended in a word. */
function closedAs(clause: Clause): string | undefined {
  const match =
    /\bas (?:an? |the |being (?:an? )?)?((?:duplicates?|dupes?|false (?:alarms?|positives?)|fp|noise|harmless|benign|expected|known|spam|test|mistake|obsolete|planned|not (?:an? )?(?:issue|incident|problem|threat))\b.*?)(?=,? and (?:tell|then|assign|open|close|let|ask|inform|notify|please)\b|,? (?:please|thanks|thank you)\b|[.! ]*$)/.exec(
      clause.text,
    );
  if (!match) return undefined;
  const from = match.index + match[0].length - match[1]!.length;
  return tidy(typed(clause, from, from + match[1]!.length)) || undefined;
}

/** “close it: checked with the guard, it was a delivery”: all that stands behind the colon. */
function afterColon(clause: Clause): string | undefined {
  const head = CLOSES_BY.exec(clause.text)?.[0];
  return head === undefined ? undefined : tidy(typed(clause, head.length)) || undefined;
}
const CLOSES_BY =
  /^(?:(?:please|can you|could you|ok(?:ay)?|and|now|then|yes),? )*(?:close|resolve)(?: (?:it|this|that|inc-?\d+|(?:the|this|that) (?:incident|case|ticket|one)))?(?: (?:now|please|too))*\s?:\s+(?=\S)/;

function resolutionOf(clause: Clause): string | undefined {
  const match =
    /\b((?:resolved|fixed|solved|handled|dealt with|mitigated) (?:by|with|via|through) .+|(?:with|resolution|reason)(?: the)?(?: resolution| reason)?:? .+|after .+)$/.exec(
      clause.text,
    );
  if (!match) return undefined;
  return tidy(typed(clause, match.index).replace(/^(?:with )?(?:the )?(?:resolution|reason):?\s*/i, '')) || undefined;
}

/** Whom an order assigns to; null takes the assignee away, undefined says nothing of it. */
function assigneeOf(clause: Clause): string | null | undefined {
  const { text, entities } = clause;
  if (
    /\b(?:un-?assign|remove the (?:assignee|owner)|nobody owns|(?:take|get|remove) (?:me|him|her|(?!inc|alr|incident|ticket|alert)[a-z@][\w.@-]*) (?:off|from)|take \S+ \S* ?off (?:me|my (?:plate|desk|list))\b|drop me from|i (?:can't|cannot) (?:take|do|handle) (?:it|this)|(?:assign|give|hand) (?:it |this )?(?:back )?to (?:nobody|no one)(?![@\w.]))\b/.test(
      text,
    )
  )
    return null;
  if (
    /\b(?:i'?ll (?:take|handle|own|work on)|i will (?:take|handle)|i'?m (?:taking|on)|let me (?:take|handle|own|deal with|look into|work on)|claim|assign me\b|give me (?:the )?(?:ownership|job|case)\b|(?:assign(?:ed)?|give|hand|transfer)\b.{0,40}\bto (?:me|myself)\b|^take (?:over |on )?(?:it|this|that|them|both|inc|(?:the|that|this) (?:incident|ticket|case|one)|incident|ticket|(?:the )?(?:first|second|third|last|top|other)(?: (?:one|two|three|four|[2-4]))?[.! ]*$)\b|put me on|\b(?:is|are) (?:now |all )?mine\b|for me to handle|make me (?:the |its )?(?:owner|assignee))/.test(
      text,
    )
  )
    return 'me';
  const takes =
    /\b(?:let|get|have|ask)\s+@?(\S+(?: \p{L}+)?)\s+(?:to )?(?:take|handle|own|deal with|work on|look (?:at|into)|on)\b/u.exec(
      entities.rest,
    ) ??
    /^\s*@?([\p{L}][\w.-]*(?: [\p{L}][\w-]*)?)\s+(?:should|will|shall|can|could|is going to|is) (?:be )?(?:tak(?:e|ing)|handl(?:e|ing)|own(?:ing)?|deal(?:ing)? with|work(?:ing)? on|look(?:ing)? (?:at|into))\b/u.exec(
      entities.rest,
    ) ??
    /\b(?:on|onto|to)\s+@?([\p{L}][\w.-]*(?: [\p{L}][\w-]*)?)'s\s+(?:plate|desk|list|queue|name)\b/u.exec(
      entities.rest,
    ) ??
    /^\s*(?:is |now |should be |will be )+@?([\p{L}][\w.-]*(?: [\p{L}][\w-]*)?)'s(?: now| job| problem)*[\s.!]*$/u.exec(
      entities.rest,
    ) ??
    /^\s*(?:now )?(?:belongs?|goes|moves) to\s+@?([\p{L}][\w.-]*(?: [\p{L}][\w-]*)?)(?: now)?[\s.!]*$/u.exec(
      entities.rest,
    );
  // "INC-14 should be worked on by Elena"
  const by =
    /\b(?:should|shall|must|will|to) (?:now )?be (?:worked on|handled|owned|taken(?: over)?|looked (?:after|at|into)|dealt with|done) by\s+@?(?=\S|\s)/.exec(
      entities.rest,
    );
  if (by) {
    const who = entities.email ?? nameAt(asRead(clause, by.index + by[0].length));
    if (who) return who;
  }
  if (takes && !entities.email) {
    const at = takes.index + takes[0].indexOf(takes[1]!);
    const who = nameAt(asRead(clause, at, at + takes[1]!.length));
    if (who) return who;
  }
  if (!/\b(?:over to|re-?assign|assign|hand|give|pass|transfer|owner|assignee|delegate|route|put)\b/.test(text))
    return undefined;
  if (entities.email) return entities.email;
  const to =
    /\b(?:re-?assign(?:ed)?|assign|hand|give|pass|transfer|delegate|route)\b.*?\b(?:over )?to\s+@?(\S.*)$/.exec(
      entities.rest,
    ) ??
    /\bover to\s+@?(.+)$/.exec(entities.rest) ??
    /\b(?:owner|assignee)\b\s*(?:of|for)?\s*(?:to|is|=|:)\s*@?(.+)$/.exec(entities.rest) ??
    /\bmake\s+(.+?)\s+the (?:owner|assignee)\b/.exec(entities.rest) ??
    /\bassign\s+@?(\S+)\s+(?:to|on)\b/.exec(entities.rest) ??
    /^\s*(?:please |now |then |and |also |ok(?:ay)?,? )*(?:re-?)?assign\s+@?([\p{L}][\w.-]*(?: [\p{L}][\w-]*)?)[\s.!]*(?:please|instead)?[\s.!]*$/u.exec(
      entities.rest,
    ) ??
    /\b(?:put|set|place)\s+@?((?!it\b|this\b|that\b|an?\b|the\b|me\b|some|comment|note|alerts?\b)\S+(?: \S+)?)\s+(?:on|onto|in charge of)\b/.exec(
      entities.rest,
    );
  if (!to) return undefined;
  const from = to.index + to[0].indexOf(to[1]!);
  const name = tidy(asRead(clause, from, from + to[1]!.length))
    .replace(/^@/, '')
    .split(/\s+(?:(?:inc|alr|INC|ALR)-?\d+|and|with|as|please|now|so|because|for|from|who|,)\b|[,;.!?](?:\s|$)/)[0]!
    .trim();
  if (/^(?:me|myself)\b/i.test(name)) return 'me';
  // "Bob tomorrow", "whoever is free": what is no name is not taken for one
  const end = name.split(' ').findIndex((word) => !isName(word.replace(/^["(]|['’]s$|["),]$/g, '')));
  const said = end < 0 ? name : name.split(' ').slice(0, end).join(' ');
  return said === '' || said.length > 80 ? undefined : said;
}
