import type { GlossRule } from './gloss-rule.ts';

/*
 * English as it is typed in a hurry: letters and figures that sound like words, words without their vowels or their last letter, and what
 * is only breath. All of it means what the written-out words mean.
 */

/** What leads to nothing: it is heard and left out. A joke's “lol” stays, for an order with it is none. */
const BREATH = String.raw`(?:tbh|ngl|imo|imho|afaik|fwiw|fyi|omg|ffs|smh|bruh|bro|dang|damn|yikes|oof|ugh|phew|yo|fam|dude|no cap|for real|legit now|thx god|thank god|thank goodness|i'?m begging (?:u|you)|i beg (?:u|you)|if (?:u|you) please|my b|my bad|pray tell|be so (?:good|kind) as to|(?:would|will|could) (?:you|u) be so (?:good|kind) (?:as )?to|on reflection|by the way|at your (?:earliest )?convenience|if it is(?:n't| not) too much trouble|when you (?:get|have) a (?:sec|second|minute|moment|chance))`;
const ASKS = String.raw`(?:is|was|are|were|did|does|do|has|have)`;

export const TYPING: readonly GlossRule[] = [
  ["what(?:'s|s| is) (?:the (?:deal|story|situation|thing|fuss)|up) with", 'what about'],
  // breath at the beginning, at the end, or between two pauses
  [new RegExp(String.raw`^(?:${BREATH}[\s,.!:-]+)+`), ''],
  [new RegExp(String.raw`(?:[\s,.!-]+${BREATH})+(?=[\s.!?]*$)`), ''],
  [new RegExp(String.raw`(?<=[,.;!] )${BREATH}[,.!]* (?=\S)`), ''],
  // “person 6A88824E”: the label as it is written here
  [/(?<![\w-])person[ #]{1,2}(?=[a-f]*\d[0-9a-f]*(?![\w-]))(?=[0-9a-f]{8}(?![\w-]))/, 'person_'],
  [/(?<![\w/])w\/o(?=\s)/, 'without'],
  [/(?<![\w/])w\/ ?(?=[a-z])/, 'with '],
  [/(?<=\s)w(?=\s[a-z])/, 'with'],
  [/(?<=\S )n(?= [a-z0-9@])/, 'and'],
  [/(?<=\s)[&+](?=\s[a-z0-9@])/, 'and'],
  [new RegExp(String.raw`(?:^|(?<=[,.;:] |\d ))y(?= ${ASKS} )`), 'why'],
  [/^k(?=[ ,])/, 'ok'],
  [/(?<=\s)r(?= (?:we|you|u|they|there|these|those|the|done|still|not|now|open|all|my|our|any)\b)|(?<=^)r(?= )/, 'are'],
  [/(?<=\d )r(?= )/, 'are'],
  ['any ?1', 'anyone'],
  ['some ?1', 'someone'],
  ['every ?1', 'everyone'],
  ['no1', 'no one'],
  ['b4', 'before'],
  ['2day', 'today'],
  ['2nite', 'tonight'],
  ['2mo?rrow', 'tomorrow'],
  ['tom+or+ow|tom+or+o|tomm?orw|tommor+ow|tomorrw|tmrw|tmr|tmw|tmrow', 'tomorrow'],
  ['remaind|remid|remin|rmind|remnd', 'remind'],
  ['wendesday|wednsday|wensday|wedensday', 'wednesday'],
  ['thrusday|thursay|thurday', 'thursday'],
  ['saterday|satuday|saturdy', 'saturday'],
  ['tonite|tonihgt|tonigt', 'tonight'],
  ["y'day|yday|ystrday|yestday|ysterday|yesterdy|yestrday", 'yesterday'],
  ['btwn|betw|bw', 'between'],
  ['frm', 'from'],
  ['thru', 'through'],
  ['abt', 'about'],
  ["'?em", 'them'],
  [/(?<=(?:last|past|per|an|this|each|every|what|which|the|same|\d) ?)hr(?![a-z])/, 'hour'],
  [/(?<=(?:last|past|per|this|each|every|next) )yr(?![a-z])/, 'year'],
  ['wke?nd', 'weekend'],
  ['wkly', 'weekly'],
  ['mnth|mth', 'month'],
  ['mnths|mths', 'months'],
  ['secs', 'seconds'],
  [
    /(?<=(?:^|(?:new|high|low|medium|critical|crit|sev|an|the|this|that|open|any|a|which|what|each|per|all|closed|security) ))inc(?=[,:]? (?!\d|#))/,
    'incident',
  ],
  [/(?<![a-z0-9-])incs(?![a-z0-9]|[- ]?\d)/, 'incidents'],
  ['oncall', 'on call'],
  ['ackd|acknowleged|acknowldged', 'acked'],
  ['pics', 'pictures'],
  ['pic', 'picture'],
  ['false pos', 'false positive'],
  ['gonna', 'going to'],
  ['wouldve', 'would have'],
  ['wheres', "where's"],
  ['theyre', "they're"],
  ['hes', "he's"],
  ['shes', "she's"],
  ['wont', "won't"],
  ['outta', 'out of'],
  ['attn', 'attention'],
  ['acc(?:t|nt)', 'account'],
  ['acc(?:t|nt)s', 'accounts'],
  ['usr', 'user'],
  ['usrs', 'users'],
  ['msgd', 'messaged'],
  ['perma ?ban', 'ban'],
  [
    'looki|goi|doi|comi|tryi|worki|checki|getti|keepi|faili|nothi|anythi|everythi|somethi|happeni|taki|closi|showi'
      .split('|')
      .map((stem) => `${stem}n'?`)
      .join('|'),
    (said) => `${said.replace(/'$/, '')}g`,
  ],
];
