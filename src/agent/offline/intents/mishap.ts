import type { Clause } from '../plan-types.ts';

const WHO = String.raw`(?:i|we|someone|somebody|(?:a|my|our) (?:colleague|coworker|boss|assistant|team ?mate))`;
const HAS = String.raw`(?: (?:have|has|had|just|accidentally|stupidly|probably|maybe|may have|might have|think i|believe i|ve)|'ve)*`;
const DEVICE = String.raw`(?:laptop|notebook|computer|pc|phone|mobile|tablet|badge|access card|key ?card|keys?|usb|stick|hard ?drive|bag|backpack|wallet|documents?|files?|device|handy|portable)`;
const MAIL = String.raw`i (?:just |have |have just )?(?:got|gotten|received) (?:an?|some|this) (?:[\w-]+ ){0,3}(?:e-?mail|mail|message|sms|text|call|link)s?\b`;
/** A message that somebody got: told, it is not yet to be reported. */
export const GOT_MAIL = new RegExp(`^(?:(?:hi|hello|help),? )*${MAIL}`);
/** What went wrong, told as it is: a link clicked, a password given away, something lost or taken. */
const TOLD = new RegExp(
  `^(?:(?:hi|hello|hey|help|oh no|oops|um+|so|ok(?:ay)?|sorry|guys|i think|i believe|i fear|i'm afraid)[,.!: ]+)*(?:${[
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
    MAIL,
  ].join('|')})`,
  'u',
);
const ORDERS =
  /\b(?:report|raise|file|log (?:it|that|this)|(?:open|create|make|start) (?:an?|the) (?:\w+ )?(?:incident|ticket)|show|list|who|what|how|when|which|where|why|close|assign|alert us|alert me|rule)\b/;

/** Whether somebody tells of a mishap, and neither asks nor orders anything: what to do then is offered. */
export const tellsMishap = ({ text, entities }: Pick<Clause, 'text' | 'entities'>): boolean =>
  TOLD.test(text) && !ORDERS.test(text) && !text.includes('?') && entities.refs.length === 0 && text.length < 300;
