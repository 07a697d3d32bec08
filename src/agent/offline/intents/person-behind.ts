import { unrecordedWords } from '../../../messages/catalogue/unrecorded.ts';
import { knownAmong } from '../focus.ts';
import { calls, type Recogniser, say } from '../plan-types.ts';
import { addressAtHand, personAtHand } from '../subjects.ts';

const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|hm+|wait|then|by the way)[\s,]+)*`;
const ONE = String.raw`(?:he|she|they|(?:that|this|the) (?:guy|man|woman|person|user|account|employee|colleague)|[\p{L}][\w.-]*(?: [\p{L}][\w-]*)?)`;
const OURS = String.raw`(?:an? |one of (?:our |the )?)?(?:(?:real|regular|actual|current|normal|known|former) )*(?:employees?|colleagues?|staff(?: members?)?|coworkers?|members? of (?:staff|the team)|us|ours|one of ours|people)(?: (?:of|from|in|at) (?:ours|us|our (?:company|team|organi[sz]ation)|the (?:company|team|organi[sz]ation)|here))?`;
/** "is he an employee of ours?", "does she work here?", "who is he?" */
const WHO = new RegExp(
  String.raw`${LEAD}(?:(?:is|was) ${ONE} (?:really |actually |even |still )?${OURS}|(?:does|did) ${ONE} (?:really |actually |still )?work (?:here|for us|with us|at our \w+)|who(?:'s| is| was) (?:he|she|(?:that|this) (?:guy|man|woman|person|user|account))(?: (?:exactly|anyway|really|actually|again))?|do (?:we|you) (?:know|employ) (?:him|her))[?!. ]*$`,
  'u',
);
/** "is he still in?" */
const STILL_IN = new RegExp(
  String.raw`${LEAD}(?:is|are) ${ONE} (?:(?:still|currently|now|also|already) )*(?:in(?:side)?|(?:logged|signed)[- ](?:in|on)(?:to)?|connected|on-?line|active|in (?:the|our) (?:system|network|account)s?|on (?:the|our) (?:system|network)s?)(?: (?:right now|now|at the moment|still|there|currently))*[?!. ]*$`,
  'u',
);
/** "has anyone locked the account?" */
const LOCKED = new RegExp(
  String.raw`${LEAD}(?:has|have|did|was|is|were|are|can|could|should|do)\b.{0,30}\b(?:(?:lock(?:ed|ing)?|disabl(?:e|ed)|block(?:ed)?|suspend(?:ed)?|deactivat(?:e|ed))\b.{0,20}\b(?:accounts?|passwords?|him|her|sessions?|it)|(?:reset|logged out|kicked out|changed|ended|killed)\b.{0,20}\b(?:accounts?|passwords?|sessions?)|(?:accounts?|passwords?|sessions?) (?:been |already |yet )*(?:locked|disabled|blocked|suspended|reset|ended|killed|changed))\b`,
  'u',
);
/** "who is behind that address?", "whose ip is 203.0.113.7?" */
const BEHIND =
  /\b(?:who(?:'s| is| was| are| sits| stands| could be| might be)? (?:really |actually )?behind (?:(?:that|this|the) (?:ip|address|ip address|host)|(?=\d))|whose (?:ip|address|ip address|host) (?:is|was)|who owns (?:(?:that|this|the) (?:ip|address|ip address|host)))\b/;
const OTHER_MATTER = /\b(?:failed|failures|why|who|how many|which|logins?|when|rules?|alerts?|incidents?|if)\b/;

/** Who is behind an account, whether they are still signed in, whether it was locked: of whoever the conversation is about. */
export const personBehind: Recogniser = ({ text, entities, before }, context) => {
  const { history, language, tools } = context;
  const behind = BEHIND.exec(text);
  if (behind && entities.refs.length === 0) {
    const ip = entities.ip ?? addressAtHand(before, context);
    if (ip !== null)
      return {
        ...calls({ tool: 'search_logs', args: { kinds: ['login'], ip, group_by: 'user' } }),
        aside: unrecordedWords[language].behind,
      };
  }
  if (entities.refs.length > 0 || entities.ip !== null || before.some(({ tool }) => /^(?:update|create)_/.test(tool)))
    return null;
  const words = unrecordedWords[language];
  const asksWho = WHO.test(text);
  const asksIn = STILL_IN.test(text);
  if (asksWho || asksIn) {
    const isPointed = /\b(?:he|she|they|him|her|that|this|the)\b/.test(text);
    const known = knownAmong(text.match(/[\p{L}][\p{L}\p{N}._-]+/gu) ?? [], history);
    const who = known === null ? (isPointed ? personAtHand(context) : null) : { user: known, name: known };
    if (who === null || who.user === 'me') return null;
    if (asksIn)
      return { ...calls({ tool: 'search_logs', args: { kinds: ['login'], user: who.user } }), aside: words.sessions };
    const member =
      tools.has('list_members') && who.name !== null ? [{ tool: 'list_members', args: { name: who.name } }] : [];
    return calls(...member, { tool: 'search_logs', args: { kinds: ['login'], user: who.user, group_by: 'country' } });
  }
  return history.length > 0 && LOCKED.test(text) && !OTHER_MATTER.test(text) && entities.kinds.length === 0
    ? say('not_here', words.locking)
    : null;
};
