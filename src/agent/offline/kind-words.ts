import { LEAVES_OUT } from './severity-words.ts';

export type Outcome = 'success' | 'failure';
export type Kind = 'login' | 'alert' | 'incident';

const FAILURE =
  /\b(?:fail(?:ed|ing|s|ure|ures)?|unsuccessful(?:ly)?|(?:without|with no|no) (?:any )?(?:success|luck)|in vain|bad (?=log|sign|pass|auth|attempt|cred|user)|bad$|wrong[ -]?passwords?|incorrect|invalid|rejected|denied|blocked|refused|declined|(?:could|can|did|was|were)(?: not|n't)(?: be able)?(?: to)? (?:log|sign|get|make)|(?:can't|couldn't|cannot|cant|couldnt|unable to|not able to|failed to|trouble|struggl\w+ to|locked out)|didn't (?:work|succeed)|(?:didn't|did not|never|hasn't|has not) manag(?:e|ed) to (?:log|sign|get|authenticate)|not (?:successful|succeed)|unauthori[sz]ed|hammer(?:ed|ing)|mis-?typ(?:ed?|ing)|break[ -]?ins?|broke in|break into|breaking in|brute[ -]?forc\w*|guess(?:ing|ed)?|(?:get|gets|got|getting|enter\w*|typ(?:e|es|ed|ing)) (?:\w+ ){0,3}passwords? (?:wrong|incorrectly)|passwords? (?:\w+ )?wrong|(?:try|tries|tried|trying) (?:\w+ ){0,2}passwords?)\b/;
const SUCCESS =
  /\b(?:success(?:ful|fully|es)?|succeed(?:ed|s)?|succeeded|accepted|granted|good|valid|(?:made|make) it in|got(?:ten)? in(?:to)?|gets? in(?:to)?|got(?:ten)? through|manag(?:e|ed|es) to (?:log|sign|get in|authenticate|connect)|that worked|worked out)\b/;

const NEGATES = String.raw`(?:${LEAVES_OUT}|everything but|all but|anything but|remov(?:e|ing)|(?:do not|don't|dont|not) (?:show|includ(?:e|ing)|count|list|want|need)(?: me)?|(?:didn't|did not|don't|do not|doesn't|hasn't|haven't)|(?<=(?:^|[,;] ?|\b(?:but|and|please) )(?:with )?)no(?: more)?|neither|nor)`;
const BETWEEN = String.raw`(?:[ -]+(?:the|any|all|those|these|them|ones|that|which|who|have|has|had|did|do|were|was|are|be|been|ever|for|of|out|log-?ins?|sign-?ins?|attempts?))*[ -]+`;
const FAILED = String.raw`(?:fail(?:ed|ing|s|ures?)?|unsuccessful|rejected|denied|refused|bad ones|wrong ones|invalid)\b`;
const SUCCEEDED = String.raw`(?:success(?:ful|es)?|succeed(?:ed)?|accepted|granted|good ones|valid ones|worked)\b`;
/** "not the failed ones": what did not fail. "nothing but failures" asks for these. */
const NOT_FAILED = new RegExp(
  String.raw`(?<!\b(?:nothing|none|nobody) )\b${NEGATES}${BETWEEN}${FAILED}(?! of\b| by\b| from\b| to (?!log|sign))`,
);
const NOT_SUCCEEDED = new RegExp(String.raw`(?<!\b(?:nothing|none|nobody) )\b${NEGATES}${BETWEEN}${SUCCEEDED}`);
/** "not only the failed ones": these and others. */
export const NOT_JUST_OUTCOME = new RegExp(String.raw`\bnot (?:just|only|merely)${BETWEEN}(?:${FAILED}|${SUCCEEDED})`);

/** Whether a text asks for logins that failed or that succeeded. */
export function findOutcome(text: string): Outcome | null {
  const plain = text.replaceAll(/\bbad(?:ge|ly)\b/g, ' ');
  if (NOT_JUST_OUTCOME.test(plain)) return null;
  const [without, withoutSuccess] = [NOT_FAILED.test(plain), NOT_SUCCEEDED.test(plain)];
  if (without !== withoutSuccess) return without ? 'success' : 'failure';
  if (/\bmore (?:fail\w*|success\w*)(?: \w+)? than (?:fail\w*|success\w*|good)/.test(plain)) return null;
  // "not failed", "that did not fail"
  if (
    /(?:\bnot|\bnon|n't|\bnever|\bwithout)[- ](?:be(?:en)? |any )?fail(?:ed|ing|ures?|s)?\b|\bwent (?:fine|well|through)\b/.test(
      plain,
    )
  )
    return 'success';
  const both =
    /\b(?:success\w*|good)\b.{1,12}\b(?:fail\w*|bad|unsuccess\w*)\b|\b(?:fail\w*|bad|unsuccess\w*)\b.{1,12}\b(?:success(?:ful|es)?|good)\b/.test(
      plain,
    );
  if (both) return null;
  if (FAILURE.test(plain))
    return /\b(?:tried|attempt\w*|trying) to (?:get in|got in)/.test(plain) ? 'failure' : 'failure';
  if (/\b(?:tried|trying|attempts?|attempted|wanted) to (?:get|break|hack|force|guess)/.test(plain)) return 'failure';
  return SUCCESS.test(plain) ? 'success' : null;
}

const LOGIN =
  /\b(?:log[- ]?ins?|log[- ]?ons?|logged[- ]?(?:in|on)(?:to)?|log(?:ging|s)?[- ]?(?:in|on)(?:to)?|sign[- ]?(?:ins?|ons?)|signs?[- ]in|signed[- ]?(?:in|on)|signing[- ]?in|authenticat\w+|auth (?:attempts?|failures?|events?)|access attempts?|password (?:attempts?|failures?|guess\w*)|break[- ]?ins?(?: attempts?)?|broke in|breaking in|break into|brute[- ]?forc\w*|ssh(?:d)?(?: sessions?| attempts?)?|got(?:ten)? in(?:to)?|get in(?:to)?|attempts|accessed|accessing|connected to|(?:try|tries|tried|trying) (?:\w+ ){0,2}passwords?|wrong passwords?|passwords? (?:\w+ )?wrong|logon attempts?|hammer(?:ed|ing)|mis-?typ(?:ed?|ing)|locked out)\b/;
const ALERT =
  /\b(?:alerts?|alarms?|anomal\w+|unusual|out of the ordinary|abnormal|suspicious|weird|strange|odd|fishy|notable|noteworthy|detections?|findings?|threats?|attacked|triggered|going off|went off|red flags?|attack(?:s|ing)?|(?:password )?spray(?:s|ing|ed)?|credential stuffing|intrusions?|breach(?:es|ed)?|compromised?|hack(?:s|ed|ing)?|port scans?|scanned)\b/;
const INCIDENT =
  /\b(?:incidents?|tickets?)\b|\bcases?\b(?=.{0,20}\b(?:assigned|unassigned|owned by)\b)|\bunassigned cases\b/;

export function findKinds(text: string): Kind[] {
  const kinds: Kind[] = [];
  // In "brute-force alerts" it is alerts that are asked for.
  const isAdjective =
    /\b(?:brute[- ]?force|login|log-?in|sign-?in|ssh|failed (?:login|sign-?in)s?|authentication|spray\w*) (?:alerts?|alarms?|incidents?|tickets?)\b/.test(
      text,
    );
  if (LOGIN.test(text) && !isAdjective) kinds.push('login');
  if (ALERT.test(text) && !(kinds.length > 0 && !/\b(?:alerts?|alarms?)\b/.test(text))) kinds.push('alert');
  if (INCIDENT.test(text)) kinds.push('incident');
  return kinds;
}
