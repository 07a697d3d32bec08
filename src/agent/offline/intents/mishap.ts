import type { Clause } from '../plan-types.ts';

const WHO = String.raw`(?:i|we|someone|somebody|(?:a|my|our) (?:colleague|coworker|boss|assistant|team ?mate))`;
const HAS = String.raw`(?: (?:also|now|already|have|has|had|just|accidentally|stupidly|probably|maybe|may have|might have|think i|believe i|ve)|'ve)*`;
const DEVICE = String.raw`(?:laptop|notebook|computer|pc|phone|mobile|tablet|badge|access card|key ?card|keys?|usb|stick|hard ?drive|bag|backpack|wallet|documents?|files?|device|handy|portable)`;
const MAIL = String.raw`i (?:just |also |have |have just |have also )?(?:got|gotten|received) (?:an?|some|this) (?:[\w-]+ ){0,3}(?:e-?mail|mail|message|sms|text|call|link)s?\b`;
/** A message that somebody got: told, it is not yet to be reported. */
export const GOT_MAIL = new RegExp(`^(?:(?:hi|hello|help),? )*${MAIL}`);
/** What went wrong, told as it is: a link clicked, a password given away, something lost or taken. */
const TOLD = new RegExp(
  `^(?:(?:hi|hello|hey|help|i need help|please help|oh no|oops|um+|so|ok(?:ay)?|and|also|sorry|guys|i think|i believe|i fear|i'm afraid)[,.!: ]+)*(?:${[
    `${WHO}${HAS} click(?:ed)? (?:on )?(?:an?|the|this|that|some) `,
    `${WHO}${HAS} open(?:ed)? (?:an?|the|this|that) [\\w -]*(?:attachment|mail|e-?mail|message|link)`,
    `${WHO}${HAS} (?:gave|given|told|typed|entered|sent|shared|wrote)\\b.*\\b(?:passwords?|pin|credentials|one[- ]time code|codes?)\\b`,
    `${WHO}${HAS} (?:lost|misplaced|left behind) (?:my|our|the|an?) `,
    `${WHO}${HAS} (?:stole|stolen|nicked) `,
    `${WHO}${HAS} (?:broke|broken) into `,
    `${WHO}${HAS} (?:found|plugged in|plugged) (?:an?|the) [\\w -]*(?:usb|stick|hard ?drive)`,
    `${WHO}${HAS} (?:fell|fallen) for `,
    `${WHO}${HAS} (?:downloaded|installed|ran) [\\w -]*(?:virus|malware|trojan|something (?:bad|strange|suspicious))`,
    `(?:my|our|(?!what|who|it|that|there|here|how|where)[\\p{L}]+'s) (?:[\\w-]+ ){0,2}${DEVICE}s? (?:was|were|got|has been|have been|is|are) (?:stolen|lost|gone|missing|taken|hacked)\\b`,
    `(?:i think |i believe |i fear )?(?:that )?(?:my|our) (?:[\\w-]+ )?(?:passwords?|pins?|credentials|account|mailbox) (?:was|were|got|has been|have been|is|are) (?:stolen|hacked|leaked|compromised|phished|taken over|gone)\\b`,
    `(?:i think |i believe )?there(?:'s| is| was| are) (?:an? |some )?(?:[\\w-]+ )?(?:burglar|stranger|intruder|thief|robber|fire|smoke|gas|flood|leak|bomb|suspicious (?:package|person|man|woman|bag))s?\\b`,
    `(?:fire|smoke|water|gas|a (?:fire|leak|flood)) (?:is )?in (?:the|our|a) `,
    `(?:my|our|the|a colleague's) (?:[\\w-]+ ){0,2}(?:${DEVICE}|screen)s? (?:shows?|displays?|says?|has|asks?|wants?|demands?) .*\\b(?:ransom\\w*|virus\\w*|malware|trojan|encrypt\\w*|bitcoins?|money|hacked|infected)\\b`,
    `(?:all |some of )?(?:my|our|the) (?:[\\w-]+ ){0,2}files (?:are|were|got|have been|seem) (?:all |now )*(?:encrypted|locked|renamed|unreadable|gone)\\b`,
    MAIL,
  ].join('|')})`,
  'u',
);
const ORDERS =
  /\b(?:report|raise|file|log (?:it|that|this)|(?:open|create|make|start) (?:an?|the) (?:\w+ )?(?:incident|ticket)|show|list|who|what|how|when|which|where|why|close|assign|alert us|alert me|rule)\b/;

/** Whether somebody tells of a mishap, and neither asks nor orders anything: what to do then is offered. */
export const tellsMishap = ({ text, entities }: Pick<Clause, 'text' | 'entities'>): boolean =>
  TOLD.test(text) && !ORDERS.test(text) && !text.includes('?') && entities.refs.length === 0 && text.length < 300;

/** What the guide has for what somebody told of: the first that fits; the more exact stand first. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:ransom\w*|malware|virus\w*|trojan|bitcoins?|infected|encrypt\w*)\b|\bfiles\b.{0,20}\b(?:locked|unreadable|renamed)\b/,
    'My computer shows a ransom note, or my files cannot be opened. What now?',
  ],
  [
    /\b(?:click\w*|typed|entered|gave|given|fell for|phished|downloaded|installed|plugged|hacked|compromised|leaked|used my|in my account)\b/,
    'I clicked on a bad link or gave my password away. What now?',
  ],
  [
    /\b(?:e-?mails?|mails?|sms|text message|messages?|phone call|called me|caller|phishing|scam|letter)\b/,
    'I got a strange mail or call. What do I do?',
  ],
  [
    new RegExp(
      String.raw`\b${DEVICE}s?\b|\b(?:lost|stolen|stole|theft|missing|misplaced|left behind|bike|bicycle|car)\b`,
    ),
    'I lost my badge, keys, phone or laptop. What now?',
  ],
  [
    /\b(?:strangers?|intruders?|burglars?|some(?:one|body)|(?:a|some|two|three) (?:\w+ )?(?:man|men|woman|women|guys?|person|people)|thie(?:f|ves)|followed me|tailgat\w*)\b/,
    'An intruder is in the building. What now?',
  ],
];

/** The guide's question that gives advice on what somebody told of; null where it has none of its own. */
export const adviceOn = (told: string): string | null =>
  ADVICE.find(([words]) => words.test(told.toLowerCase()))?.[1] ?? null;

/** What makes a report grave whoever tells it: what is named, and why that weighs. The first that fits. */
const GRAVE: readonly (readonly [RegExp, Grave])[] = [
  [
    /\b(?:weapons?|guns?|kni(?:fe|ves)|armed|bombs?|explo\w+|hostage|shoot\w*|shot|stabb\w*|on fire|fire in|is burning|injured|unconscious)\b/,
    { severity: 'critical', why: 'danger' },
  ],
  [/\bransom\w*|\bencrypt\w+\b.{0,20}\bfiles\b|\bfiles\b.{0,30}\bencrypted\b/, { severity: 'critical', why: 'ransom' }],
  [
    /(?=.*\b(?:stolen|stole|steal|lost|lose|missing|gone|taken|leak\w*|sent|shared|published|public|exposed|misplaced|left)\b).*\b(?:(?:patient|customer|client|employee|personal|medical|health|payroll|salary|bank|payment|credit card|confidential|secret|sensitive|tax|personnel)(?:s?'s?)? (?:\w+ )?(?:data|records?|files?|documents?|details?|informations?|lists?|notes?|numbers?)|(?:patients?|customers?|clients?)'? (?:names?|addresses)|medical records?|x-rays?|diagnos[ie]s|payslips?|trade secrets?)\b/,
    { severity: 'high', why: 'data' },
  ],
  [
    /(?=.*\b(?:some(?:one|body)|strangers?|intruders?|burglars?|unknown|broke|broken|break-?in|forced|person|man|men|woman|women|people|guys?|thie(?:f|ves)|door|open|unlocked)\b).*\b(?:server|data ?cent(?:re|er)|network|control|safe|cash|pharmacy|drug|medicine|archive|records|vault)[ -]?(?:rooms?|closet|cabinets?|store|storage|racks?)?\b(?<=\b(?:rooms?|closet|cabinets?|store|storage|racks?|data ?cent(?:re|er)|vault|pharmacy))/,
    { severity: 'high', why: 'place' },
  ],
];
export interface Grave {
  severity: 'high' | 'critical';
  why: 'danger' | 'ransom' | 'data' | 'place';
}

/** How grave what somebody reports is by what it names; null where nothing says so. */
export const graveBy = (told: string): Grave | null =>
  GRAVE.find(([words]) => words.test(told.toLowerCase()))?.[1] ?? null;
