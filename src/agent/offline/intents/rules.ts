import { can, rolesWith } from '../../../domain/role.ts';
import { askingWords } from '../../../messages/catalogue/asking.ts';
import { ruleWishWords } from '../../../messages/catalogue/rule-wishes.ts';
import { smallTalkWords } from '../../../messages/catalogue/small-talk.ts';
import { findRuleKind } from '../../../pipeline/rule-kinds.ts';
import { roleRefusal } from '../abilities.ts';
import { readEntities } from '../entities.ts';
import { args, asRead, type Clause, calls, type PlanContext, type Recogniser, say, typed } from '../plan-types.ts';
import { onlyAccountsIn } from '../rule-accounts.ts';
import { readRuleChange, readRuleSeverity } from '../rule-params.ts';
import { theOne } from '../told.ts';
import { HOURS_THERE_ARE, namesKnown, placesIn, ruleText, TYPES, wish } from './rule-wishes.ts';

const ASKS =
  /\b(?:i|we) (?:never (?:ever )?|don't (?:ever )?)want (?:to see )?(?:an?y?(?:other)? |one more |more )?(?:log-?ins?|sign-?ins?|access|traffic|connections|attempts|(?:any|some)(?:one|body) (?:log|sign)\w*(?: in)?)\b|^(?:please |from now on,? |there should be )*no more (?:log-?ins?|sign-?ins?|access|traffic|connections|attempts)\b(?! (?:today|yesterday|than|this|last)\b)[^?]*$|\b(?:i|we)(?:'d like| want| need| would like) to (?:hear|know|be told|be informed|learn)(?: of| about)? (?:every|each|any|all)\b|\b(?:propose|draft|suggest|create|write|add|make|set up|setup|put up|build|define|new|introduce|prepare|design|like|want|need|put in(?: place)?|implement|have)\b.{0,25}\b(?:rule|policy|detection|alert rule)\b|\b(?:propose|draft|suggest|build|write|design|want|need|like) (?:something|anything|one) (?:that|which|to|for) (?:\w+ )?(?:catch|detect|block|spot|flag|find|stop|alert|notice|warn|prevent|report|requir|demand|enforc|limit|restrict|forbid|deny)\w*\b|^(?:a |new )?(?:rule|policy)(?: that| to|:)|\b(?:alert|notify|warn|tell|ping|page|flag|inform|message|let us know|let me know)(?: me| us| the team| someone| security| (?:all )?(?:the |our )?(?:admins|administrators|officers|moderators|managers|security team)| everyone| everybody)? (?:only )?(?:when|if|whenever|every time|each time|as soon as|on (?:any|every|all)|(?:about|of|for|on|at|after) (?:all |any |every |(?:more than |over |at least )?\d+ (?:or more )?)?(?:failed |new |successful )?(?:log-?ins?|sign-?ins?|attempts|access|devices?|countries))\b|\b(?:be|get) (?:notified|alerted|warned|pinged|informed|told) (?:when|if|about|of|on|for|whenever)\b|^(?:please |can you |could you |we should |let's |i want to |we need to |from now on,? )*(?:block|deny|ban|forbid|disallow|(?:allow|accept|permit|let) only|only (?:allow|accept|permit|let)|restrict|require|enforce|mandate|demand|tighten|loosen|relax|raise(?! of)|lower|increase|decrease|reduce|set|change|adjust|flag|reject|limit|stop|turn on|switch on|enable|activate|roll out|introduce|force|make)\b.{0,60}\b(?:log-?ins?|sign-?ins?|access|accounts?|two[- ]?(?:factor|step)|2fa|mfa|multi-factor|second factor|passkeys?|threshold|similarity|countr\w+|traffic|attempts|authenticat\w+|logging in|signing in|(?:everything|everyone|anyone|anything|all|users|people|connections) (?:coming )?from)\b|\b(?:two[- ]?(?:factor|step)|2fa|mfa|multi-factor)\b.{0,40}\b(?:mandatory|required|compulsory|enforced|obligatory|must|should)\b|\b(?:should|must|has to|have to|needs? to)\b.{0,20}\b(?:two[- ]?(?:factors?|step)|2fa|mfa|multi-factor)\b|\b(?:propose|suggest|draft|introduce|recommend|plan)\b.{0,20}\b(?:two[- ]?(?:factor|step)|2fa|mfa|multi-factor|second factor|passkeys?)\b|^(?:please |so |also )*(?:we|i|let's|everyone|everybody)(?:'d)? (?:all )?(?:want|need|would like|like|should|have to|must|ought)\b.{0,25}\b(?:two[- ]?(?:factor|step)|2fa|mfa|multi-factor|second factor|passkeys?)\b|^(?:so |also |please )*(?:we|i|you|safenest)(?:'d)? (?:should|need to|must|want to|have to|ought to|would like to|like to) (?:also |really |be able to )*(?:detect|catch|spot|flag|block|alert on|watch (?:out )?for|stop|prevent|forbid|notice|ban|deny)\b|\b(?:log-?ins?|sign-?ins?|access|traffic|connections|attempts)\b.{0,60}\b(?:should|must|ought to|need to) (?:be (?:blocked|denied|rejected|flagged|forbidden|refused|reported)|raise|trigger|cause)\b|\b(?:nobody|no one|no-one|only \w+(?: \w+)?|people|users|staff|employees|everyone)\b.{0,12}\b(?:should|may|must|can)(?: not|n't)?(?: only)?(?: be (?:able|allowed) to)? (?:log|sign) ?(?:in|on)\b|^(?:please )?(?:turn|switch) .{0,15}\b(?:two[- ]?(?:factor|step)|2fa|mfa|multi-factor)\b|^(?:please )?(?:never|don't|do not) (?:let|allow|permit|accept)\b.{0,60}\b(?:log|sign|access|connect\w*|in)\b|^(?:please )?(?:two[- ]?(?:factor|step)|2fa|mfa|multi-factor)(?: \w+)? (?:for|on) (?:every|all|the|our|admin|finance|any|each)\w*|^(?:please |can you |could you )*(?:detect|catch|spot|notice|watch for) (?:when|if|whenever|anyone|someone|anybody|somebody|people|users|accounts)\b|^(?:please |can you |could you )*(?:make|set)\b.{1,40}\b(?:stricter|looser|more lenient|less strict|more tolerant|less tolerant|pickier)\b|^(?:flag|alert on|block)\b.{0,60}\b(?:log-?ins?|sign-?ins?)\b|^(?:please |can you |could you |and )*(?:shout|yell|holler|scream|bark|make (?:some )?noise|raise (?:an? |the )?alarm|sound the alarm|give (?:me|us) a (?:shout|ping|heads-?up)|drop (?:me|us) a (?:line|message)) (?:when|if|whenever|as soon as|once|every time)\b|\b(?:must|should|may|can) (?:only |never )?(?:ever )?(?:only )?(?:come|sign in|log in|connect) (?:in )?from \S+.*\b(?:tell|alert|warn|let|flag|ping|shout|otherwise|else)\b/;
const RECOMMEND =
  /^(?:(?:and|so|ok(?:ay)?|well|but),? )*what (?:would|do|should|can) you (?:(?:recommend|suggest|advise|propose)(?: (?:that )?(?:we|us|i))?(?: to)? )?(?:change|improve|add|tune|do differently|do better|set up)\b(?! (?:in|about|with) (?:it|that|this)\b).{0,30}$|\brules?\b.{0,40}\b(?:(?:too |very |most |really )*nois(?:y|e|iest)|too (?:often|chatty|sensitive)|too many (?:false )?(?:alerts|alarms)|so many false alarms)\b|\bnois(?:y|iest) rules?\b|^(?:please )?(?:propose|draft|suggest)\b.*\b(?:you|safenest)(?:'d| would| do)? (?:recommend|suggest|advise)\b|\b(?:recommend\w*|suggest\w*|advise|advice|propos\w+ (?:any|some)|ideas?(?: for| about| on)?|missing|(?:should|could|might|ought) (?:we|i) (?:have|add|use|enable|set up|be|create|turn on|put)|would (?:you|help|make sense|be useful)|best)\b.{0,40}\brules?\b|\brules?\b.{0,45}\b(?:recommend\w*|suggest\w*|advise|(?:should|could|ought) (?:we|i)|(?:we|i) (?:should|could|ought to|might) (?:still |also )?(?:have|add|use|enable|set up|create|turn on)|missing|make sense|would (?:you|help)|be useful|worth (?:adding|having))\b|\bwhat (?:else |other things |more )?should (?:we|i) (?:also )?(?:be )?(?:alert\w*|monitor\w*|detect\w*|watch\w*)\b|\bany (?:rule )?(?:recommendations|suggestions)\b|\bwhat(?: (?:else|rules?|protections?|detections?|monitoring|coverage|defen[cs]es?|alerts?))* (?:are|do|might|could) we (?:still )?(?:missing|lack\w*|be missing)\b|\b(?:protection|protected|detections?|monitoring|coverage|defen[cs]es?) (?:(?:are|do) we|is|that (?:is|we)|that's) (?:still )?(?:missing|lack\w*|not have|need)\b|\bwhat (?:is|are|isn't|aren't|else is) (?:not |n't )?(?:un)?(?:protected|covered|monitored)(?: against)?\b|\bwhere are we (?:weak|vulnerable|exposed|unprotected|blind)\w*\b|\bare we (?:missing|lacking) (?:any|something|anything)\b.{0,25}\b(?:rules?|protection|detections?|coverage|monitoring)\b|\b(?:gaps?|holes?|blind spots?|weak(?:ness(?:es)?| points?| spots?))\b.{0,30}\b(?:rules?|detections?|defen[cs]es?|security|coverage|monitoring)\b|\b(?:rules?|detections?|coverage)\b.{0,20}\b(?:gaps?|holes?|blind spots?)\b|\b(?:improve|tune|extend|complete) (?:our |the )?rules\b|\b(?:recommend|suggest|advise|advice|propose|ideas?|tips?)\w*\b.{0,40}\b(?:detections?|protection|defen[cs]es?|monitoring|coverage|alerting)\b|\b(?:our|my|the) (?:\w+ ){0,2}?(?:weakness(?:es)?|weak(?:est)? (?:points?|spots?|links?))\b|^(?:(?:and|so|ok(?:ay)?|well|but),? )*(?:what|where|how) (?:(?:else|more) )?(?:can|could|should|must|ought) (?:we|i) (?:to )?(?:improve|do better|get better|be (?:safer|more secure))(?: (?:here|next|now|first|on|most|things|security|our security))*[?!. ]*$|\bhow (?:can|could|should) we (?:improve|tighten|strengthen) (?:our )?(?:rules|detection|security|protection|defen[cs]es)\b/;
const OFF =
  /\b(?:turn(?:ing)? off|switch(?:ing)? off|turn .{0,20}\boff|switch .{0,20}\boff|disable|deactivate|retire|pause|stop|mute|silence|delete|remove|drop|get rid of|kill|bin|ditch|scrap|nuke|axe|shut (?:it |that |this |rule-\d+ )?(?:up|down))\b/;
const ON =
  /\b(?:turn(?:ing)? on|switch(?:ing)? on|turn .{0,20}\bon|switch .{0,20}\bon|(?:put|bring|take) .{0,20}\bback(?: on)?|back on|enable|activate|re-?activate|start|publish|go live|(?:be|go|become|stay) (?:active|live|on|in force|running)|make .{0,15}live|approve|accept)\b/;
const CHANGE =
  /\b(?:should|must|shall|ought to|needs? to|has to)(?: only| just| not| rather)? (?:fire|alert|trigger|raise|warn|look|start|count|wait|allow|be|go off)\b|\b(?:raise|lower|increase|decrease|reduce|set|change|adjust|tighten|loosen|relax|make|edit|update|rename|call|tune|bump|double|halve|widen|shorten|extend|allow (?:more|fewer|less))\b/;
/** Whether there is such a rule: it is looked up, and none is drafted for the question. */
const EXISTS =
  /^(?:and |so |please |but )*(?:do|are|have) we (?:already|currently|now|even|also) (?:alert\w*|watch\w*|look\w*|check\w*|warn\w*|detect\w*|monitor\w*|catch\w*|get(?:ting)? (?:told|alerts|warned)|told|cover\w*|have (?:something|anything))\b|^(?:and |so |please )*(?:(?:is|are) there (?:already |currently |now )?(?:an? |any |some )?(?:\w+ )?rules?|(?:do|have) we (?:already |currently )?(?:have|got)? ?(?:already )?(?:an? |any )?(?:\w+ )?rules?) (?:that|which|for|against|about|on|to)\b|\brules?\b.*\b(?:exists?|(?:is|are) there|(?:is|are) (?:already )?in place|already (?:there|active|on))(?: already| yet| now)?[?!. ]*$|^does (?:an? |any |the |our )?rule\b/;
/** Approving or rejecting: a button's work. */
const DECIDE = /\b(?:approve|reject|decline|accept|confirm|sign off on|turn down|dismiss)\b/;
const PROPOSALS =
  /\b(?:proposals?|suggestions?|drafts?|approvals?|rules?)\b.{0,30}\b(?:wait\w*|pending|open|outstanding|undecided|to (?:approve|decide))\b|\b(?:wait\w*|pending|outstanding|undecided)\b.{0,30}\b(?:proposals?|approvals?|approve|decision|decide|button|sign[- ]off)\b|\b(?:list|show|any|what|which|are there|our|all|open)\b.{0,20}\bproposals?\b|\b(?:wait\w*|pending|outstanding)\b.{0,12}\b(?:for|on) (?:an? |my |our )?(?:yes|no|ok(?:ay)?|go[- ]ahead|sign[- ]?off|signature|consent|blessing|verdict)\b|\bwhat (?:do|must|should|can) i (?:need to )?(?:approve|decide|sign off)\b|\b(?:needs?|awaits?|awaiting) (?:my |our |an? )?(?:approval|decision)\b/;
const ASKS_WAITING =
  /^(?:and |so )?(?:have|has|are|is|do|does|did)\b(?! (?:you|to)\b).*\b(?:proposals?|drafts?)\b.*\b(?:wait\w*|pending|open|outstanding|undecided)\b/;
/** "if an account fails 20 times within an hour I want to know": the wish stands behind its condition. */
const WISHED_LAST =
  /^(?:(?:so|and|also|please|ok(?:ay)?|well),? )*(?:if|when|whenever|every time|each time|any ?time|as soon as|once|should)\b.{8,}\b(?:i|we|somebody|someone|the team|security|it|that|there) (?:(?:really |also |then )*(?:want|need|would like|ought|has|have|should|must)|'d like|wanna)\b.{0,20}\b(?:know|told|informed|notified|alerted|warned|alert|alarm|warning|message|flag(?:ged)?|rais\w+|hear|page[d]?|ping(?:ed)?)\b|^(?:(?:so|and|also|please|ok(?:ay)?|well),? )*(?:if|when|whenever|every time|each time|any ?time|as soon as|once)\b.{8,}[, ](?:please )?(?:alert|notify|warn|tell|ping|page|flag|inform|message|raise|let)\b(?: (?:it|that|me|us|the team|someone|security|an? (?:alert|alarm)))*(?: know)?(?: please| about it)?[.! ]*$|\b(?:i|we) (?:want|need|would like|'d like|ought) to (?:be (?:told|informed|notified|alerted|warned)|know|hear|get (?:an? )?(?:alert|alarm|warning|message)) (?:whenever|every time|each time|as soon as|any ?time|(?:when|if) (?:an?|any|some|someone|somebody|anyone|anybody|people|users|staff|there)\b(?!.*\blast\b))/;
/** "turn the office hours rule off": which of them that is stands in the list, with its reference. */
const SWITCHES =
  /^(?:(?:please|can you|could you|now|then|and),? )*(?:(?:turn|switch) (?:on|off) (?:the |our |that )(?:[\w-]+ ){1,4}rules?|(?:turn|switch) (?:the |our |that )(?:[\w-]+ ){1,4}rules? (?:on|off)|(?:disable|enable|deactivate|activate|retire|pause|stop) (?:the |our )(?:[\w-]+ ){1,4}rules?)(?: (?:for|on|at|over|during|until|in) [^?]{2,40})?[.! ]*(?:please)?[.! ]*$/;
/** "reject all of them", of proposals that were listed: each is decided on its card. */
const ALL_OF_THEM =
  /^(?:(?:please|now|then|and|ok(?:ay)?),? )*(?:approve|reject|decline|accept|confirm|turn down) (?:all|them|both|these|those|each|every(?:thing| one)?)(?: (?:of (?:them|these|those)|proposals?|please|three|two|four))*[.! ]*$/;
/** A wish told first and asked for afterwards: "nobody signs in at night, make a rule of that". */
const TOLD_FIRST =
  /[,.;:]? (?:and |please |so )*(?:propose|draft|suggest|create|write|make|set up|build|add)(?: me| us)?(?: a| another| one)? (?:new )?rule(?: (?:for|of|about|from|on|out of) (?:that|this|it))?(?: please)?[.! ]*$|[,.;:-] ?(?:and |please |so |can you |could you |let's )*(?:(?:make|turn) (?:that|this|it) (?:into )?(?:a |an )?(?:new )?rule|(?:that|this|it) (?:should|could|must) (?:be|become) a (?:new )?rule|(?:as )?a (?:new )?rule(?: for (?:that|this))?)(?: please)?[.!? ]*$/;
const LOOK =
  /\b(?:show|open|see|view|what(?:'s| is| does)|explain|describe|tell|details?|look|how is|status|about|which|list)\b/;

/** An order about an alert or an incident, whose reason may well speak of a rule. */
const ABOUT_ANOTHER =
  /^(?:(?:please|can you|could you|now|then) )*(?:(?:close|resolve|acknowledge|ack|dismiss|re-?open|mark|set|assign|comment|note|add a)\b(?! [^,:]*\brules?\b[^,:]*$)|(?:open|create|raise|log|file|start|report|declare|escalate)\b[^,:]{0,30}\b(?:incident|ticket)\b)/;

/** Proposing, recommending, changing and deciding on rules. */
export const rules: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  const asksHow = /\bhow (?:do|can|to|does|would|should)\b/.test(text);
  // "resolve ALR-3, the firewall rule is in place"
  if (ABOUT_ANOTHER.test(text) && entities.refs.some(({ kind }) => kind === 'alert' || kind === 'incident'))
    return null;
  if (ALL_OF_THEM.test(text) && context.history.at(-1)?.steps.some(({ tool }) => tool === 'open_proposals'))
    return calls({
      tool: 'open_proposals',
      args: { decide: /\b(?:reject|decline|turn down)\b/.test(text) ? 'reject' : 'approve' },
    });
  const proposal = entities.refs.find(({ kind }) => kind === 'proposal');
  const rule = entities.refs.find(({ kind }) => kind === 'rule');
  if (
    proposal ||
    (TAKES_AWAY.test(text) && !asksHow) ||
    (DECIDE.test(text) &&
      !asksHow &&
      !rule &&
      (/\b(?:it|that|this|them|proposals?|drafts?|rule)\b/.test(text) || nthProposal(text, context) !== null))
  ) {
    const decided = decision(clause, context, proposal?.ref ?? nthProposal(text, context)?.ref);
    if (decided) return decided;
  }
  // "RULE-9 is too noisy, our nurses work until 22:00. can you change it?"
  const shown = clause.before.at(-1);
  if (!rule && CHANGE_IT.test(text) && shown?.tool === 'list_rules' && typeof shown.args.id === 'string') {
    const whole = wholeOf(clause, context);
    const params = readRuleChange(ruleText(whole));
    if (Object.keys(params).length > 0)
      return calls({
        tool: 'propose_rule',
        args: { rule: shown.args.id, statement: typed(whole, 0).trim(), params },
      });
    return {
      say: { why: 'ask', text: smallTalkWords[context.language].ruleChangeWhat, open: `change ${shown.args.id}` },
    };
  }
  // "it should look at 10 accounts", of the rule that was just shown
  const atHand = lastLooked(context);
  if (!rule && SETS_IT.test(text) && !/^(?:list_rules|open_proposals|propose_rule)$/.test(atHand?.tool ?? ''))
    return context.tools.has('list_rules') ? calls({ tool: 'list_rules', args: { state: 'active' } }) : null;
  if (
    !rule &&
    !asksHow &&
    entities.refs.length === 0 &&
    atHand?.ok &&
    atHand.tool === 'list_rules' &&
    typeof atHand.args.id === 'string' &&
    (CHANGE_IT.test(text) || (OF_THAT_RULE.test(text) && (CHANGE.test(text) || OFF.test(text) || ON.test(text))))
  ) {
    const changed = change(clause, context, atHand.args.id);
    if (changed) return changed;
  }
  if (rule && !asksHow) {
    const changed = change(clause, context, rule.ref);
    if (changed) return changed;
  }
  if (
    RECOMMEND.test(text) &&
    !/\brule (?:that|which|to|for|against|about|on)\b/.test(text) &&
    entities.countries.length === 0
  ) {
    return calls({ tool: 'recommend_rules', args: {} });
  }
  const whole = clause.utterance.norm;
  if (TOLD_FIRST.test(whole)) {
    const told = wholeOf(clause, context);
    if (placesIn(told.entities) > 1 || TYPES.some(([words]) => words.test(whole))) return wish(told, context);
  }
  if (WISHED_LAST.test(whole) && !asksHow && entities.refs.length === 0) return wish(wholeOf(clause, context), context);
  if (TURNS_DOWN.test(text) && !rule && !asksHow && entities.refs.length === 0 && ofRules(context)) {
    const meant = theOne(context.history.slice(-2), ['rule']);
    if (!meant)
      return {
        ...calls({ tool: 'list_rules', args: { state: 'active' } }),
        aside: askingWords[context.language].sayIt(['change RULE-… to more than 10', 'turn off RULE-…']),
      };
    return {
      say: { why: 'ask', text: smallTalkWords[context.language].ruleChangeWhat, open: `change ${meant.name}` },
    };
  }
  if (ONE_MORE.test(text) && !asksHow && entities.refs.length === 0 && lastProposed(context))
    return wish(clause, context);
  if (SWITCHES.test(text) && !rule && !asksHow && entities.refs.length === 0 && context.tools.has('list_rules'))
    return {
      // the one that is meant by its words, where they say what it looks at
      ...calls({ tool: 'list_rules', args: args({ kind: kindSaid(text) }) }),
      aside: askingWords[context.language].sayIt([
        `turn ${/\b(?:on|enable|activate)\b/.test(text) ? 'on' : 'off'} RULE-…`,
      ]),
    };
  if (EXISTS.test(text) && context.tools.has('list_rules')) return calls({ tool: 'list_rules', args: {} });
  if (HOURS_THERE_ARE.test(text) && /\d/.test(text) && !asksHow && entities.refs.length === 0)
    return wish(clause, context);
  if (!ASKS.test(text)) return asksHow ? null : listRules(clause, context);
  return wish(clause, context);
};

/** What the rule looks at that is spoken of; undefined where its words say nothing of it. */
const kindSaid = (text: string): string | undefined => {
  const kind = HOURS.test(text) ? 'time_window' : TYPES.find(([words]) => words.test(text))?.[1];
  return kind && findRuleKind(kind) ? kind : undefined;
};
const HOURS = /\b(?:working|office|business|opening|night|weekend|after|off)[- ]?(?:time|hours?)\b/;

const OF_THAT_RULE =
  /^(?:(?:please|can you|could you|so|then|and|well|ok(?:ay)?),? )*(?:(?:it|that|this|the rule|that rule|this rule) (?:should|must|shall|ought to|needs? to|has to)\b|[a-z]+(?: [a-z]+)? (?:it|that|this|the rule|that rule|this rule)\b)/;
/** "set it to 10 failed logins instead of 5", where no rule is at hand: those there are, to name one */
const SETS_IT =
  /^(?:(?:please|can you|could you|so|then|and|ok(?:ay)?|would you)[ ,]+)*(?:set|change|raise|lower|increase|reduce|decrease|put) (?:it|that|this|that one|this one) (?:up |down )?(?:to|from) (?:more than |over |at least )?\d+ (?:failed|failures?|log-?ins?|sign-?ins?|attempts?|accounts?|minutes?|hours?|times)\b/;
const CHANGE_IT =
  /^(?:(?:please|can you|could you|so|then|and|would you)[ ,]+)*(?:change|adjust|fix|tune|loosen|relax|tighten|correct|edit|adapt) (?:it|that|this|the rule|that rule)\b[^?]{0,20}[?.! ]*$/;

/** “turn that one down a bit”, of rules that were just told: by what it is to be less is asked. */
const TURNS_DOWN =
  /^(?:(?:please|can you|could you|so|then|and|ok(?:ay)?|well|would you|let's)[ ,]+)*(?:(?:turn|tone|dial|wind|bring|calm) (?:it|that|this|that one|this one|the rule|that rule|them) down|(?:turn|tone|dial|calm) down (?:it|that|this|that one|this one|the rule|that rule)|make (?:it|that|this|that one|the rule) (?:(?:a (?:bit|little) )?(?:less (?:sensitive|noisy|strict|chatty|picky|often)|quieter|calmer|stricter|more (?:sensitive|tolerant|relaxed)))|(?:less|fewer) (?:of (?:it|that|those)|noise|alerts) from (?:it|that|that one|the rule))(?: a (?:bit|little|notch))?(?: please| then)*[.! ?]*$/;
const ofRules = ({ history }: PlanContext): boolean =>
  history
    .at(-1)
    ?.steps.some(
      ({ tool, args: given }) =>
        /^(?:list_rules|recommend_rules|propose_rule)$/.test(tool) ||
        (tool === 'search_logs' && given.group_by === 'rule'),
    ) ?? false;

/** “also one for more than 20 failures”, straight after another rule was proposed. */
const ONE_MORE =
  /^(?:(?:and|also|then|now|please|ok(?:ay)?|well),? )+(?:when|if|whenever|every time|as soon as) (?=.*\b(?:an?|any|some|somebody|someone|anybody|anyone|people|unknown|strangers?|the same)\b)|^(?:(?:and|also|then|now|please|ok(?:ay)?|well),? )*(?:(?:another|a second|one more|a further|an additional)(?: one| rule)?|(?:also )?one(?: more)?|the same)(?: rule)? (?:for|that|when|if|which|about|on|against|to)\b/;
/** What was last looked at or done; a page of the guide in between leads away from nothing. */
const lastLooked = ({ history }: PlanContext): PlanContext['history'][number]['steps'][number] | undefined =>
  history
    .slice(-3)
    .findLast(({ steps }) => steps.some(({ tool }) => !/help$/.test(tool)))
    ?.steps.at(-1);
const lastProposed = ({ history }: PlanContext): boolean =>
  history.at(-1)?.steps.some(({ tool }) => tool === 'propose_rule') ?? false;

/** The whole message as one clause. */
const wholeOf = (clause: Clause, { now, timeZone }: PlanContext): Clause => ({
  ...clause,
  start: 0,
  text: clause.utterance.norm,
  entities: readEntities(clause.utterance.norm, now, timeZone),
});

/** Which rules there are, one of them, and what waits for approval. */
export const listRules: Recogniser = ({ text, entities }) => {
  // “show proposal PROP-8”: that one is opened, not the list
  if (entities.refs.some(({ kind }) => kind === 'proposal')) return null;
  if (ASKS_WAITING.test(text)) return calls({ tool: 'open_proposals', args: {} });
  if (RECOMMEND.test(text) || ASKS.test(text) || /\bhow (?:do|can|to|does|would|should)\b/.test(text)) return null;
  if (PROPOSALS.test(text) && !/\bincidents?\b|\balerts?\b/.test(text))
    return calls({ tool: 'open_proposals', args: {} });
  if (WATCHED.test(text) && entities.refs.length === 0)
    return calls({ tool: 'list_rules', args: { kind: 'watched_person' } });
  const isList =
    (/\brules?\b.{0,25}\b(?:in draft|drafted|rejected|retired|switched off|turned off)\b/.test(text) ||
      /\b(?:which|what|list|show|our|active|current|existing|all|every|see|have|many|display|give)\b.{0,25}\brules\b/.test(
        text,
      ) ||
      /\brules\b.{0,25}\b(?:do we have|are (?:there|on|off|active|running|set|in place)|exist|active)\b/.test(text) ||
      /\bwhat (?:are|do) we (?:watch\w*|monitor\w*|look\w*|detect\w*)(?: for)?\b/.test(text)) &&
    !/\bfired|triggered|raised\b/.test(text);
  if (!isList || entities.refs.length > 0) return null;
  const state = /\b(?:drafts?|drafted|draft rules|inactive drafts)\b/.test(text)
    ? 'draft'
    : /\bretired\b|\b(?:got|gets?|was|were|been|have|has|had|did|who) (?:\w+ )?(?:switched|turned) off\b/.test(text)
      ? 'retired'
      : /\b(?:switched off|turned off|are off|disabled|inactive|off|not (?:active|on|running|enabled|in force|switched on|turned on)|(?:don't|do not|doesn't|does not) (?:run|watch|work))\b/.test(
            text,
          )
        ? 'off'
        : /\brejected\b/.test(text)
          ? 'rejected'
          : /\b(?:active|enabled|running|switched on|turned on|are on|live|in force)\b/.test(text)
            ? 'active'
            : undefined;
  return calls({ tool: 'list_rules', args: args({ state }) });
};

/** “who are we watching for?”, “who is on the watch list?” */
const WATCHED =
  /\bwho(?:m|'s|'re| is| are| do)?(?: else)? (?:are |do )?(?:we|you) (?:watch(?:ing)?|look(?:ing)?)(?: out)? for\b|\bwatch ?list\b|\bwatched (?:people|persons|for)\b|\b(?:people|persons|who) (?:are |is |being )*watched for\b/;

const NTH = /\bthe (first|second|third|fourth|last|1st|2nd|3rd|4th)(?: (?:one|proposal|draft|rule))?\b/;
const PLACES: Record<string, number> = {
  first: 0,
  '1st': 0,
  second: 1,
  '2nd': 1,
  third: 2,
  '3rd': 2,
  fourth: 3,
  '4th': 3,
  last: -1,
};

/** "approve the second one", of proposals that were just listed; without a reference where there are not so many. */
function nthProposal(text: string, { history }: PlanContext): { ref: string | undefined } | null {
  const place = NTH.exec(text)?.[1];
  const last = history.at(-1);
  if (place === undefined || !last?.steps.some(({ tool }) => tool === 'open_proposals')) return null;
  return {
    ref: last.citations.filter(({ ref, mentioned }) => !mentioned && ref.startsWith('PROP-')).at(PLACES[place]!)?.ref,
  };
}

/** A proposal named, or meant: its card, whose buttons decide. */
function decision(clause: Clause, context: PlanContext, ref: string | undefined): ReturnType<Recogniser> {
  const asksOnly = /^(?:is|was|were|are|has|have|did|does|do|who|what|when|why|which|how|where)\b/.test(clause.text);
  const decide =
    (!asksOnly &&
      /\b(?:gets?|is|be|are|consider it|should be|must be|to be) (?:rejected|declined|turned down|refused)\b|\b(?:no|nope|not) (?:thanks|for me|with me)\b/.test(
        clause.text,
      )) ||
    /\b(?:reject|decline|turn down|dismiss|refuse|veto)\b|\bprop-?\d+[\s:,-]+(?:no|nope|nah|never|rejected)\b/.test(
      clause.text,
    ) ||
    TAKES_AWAY.test(clause.text)
      ? 'reject'
      : (!asksOnly &&
            /\b(?:gets?|is|be|are|should be|must be|to be) (?:approved|accepted|waved through)\b|\bgo ahead (?:with|on)\b|\bgreen[- ]?light\b|\b(?:fine|ok(?:ay)?|happy|agreed?) (?:with|by) (?:me|it|prop|the|that)\b|\b(?:fine|ok(?:ay)?|happy) with prop\b|\bwave .* through\b/.test(
              clause.text,
            )) ||
          /\b(?:approve|accept|confirm|sign off)\b|\bprop-?\d+[\s:,-]+(?:yes|yep|yeah|ok(?:ay)?|go(?: ahead)?|fine|approved|accepted)\b/.test(
            clause.text,
          )
        ? 'approve'
        : undefined;
  const last = context.history
    .toReversed()
    .flatMap((turn) => turn.citations)
    .find((citation) => citation.ref.startsWith('PROP-') && !citation.mentioned)?.ref;
  const names = /\bproposals?\b|\bdrafts?\b|\brule\b/.test(clause.text);
  if (!ref && !names && !last) return null;
  if (!ref && decide && !can(context.role, 'rules.write'))
    return say('role', roleRefusal('deciding_rules', context, rolesWith('rules.write')));
  return calls({ tool: 'open_proposals', args: args({ id: ref ?? last, decide }) });
}

/** "RULE-6 hits", "alerts triggered by RULE-6": what it raised. */
const HITS =
  /\b(?:alerts?|alarms?|hits?) (?:(?:that|which) )?(?:(?:were|was|got|have been) )?(?:triggered|fired|caused|generated|produced|raised|made|set off) by\b|\brule-\d+(?:'s)? (?:hits?|alerts?|alarms?|findings?)\b|\bhits? (?:of|from|by|for|on) rule-\d+/;
const RAISED =
  /\b(?:alerts?|alarms?)(?: that| which)? (?:of|from|by|raised|due to|because of|for|did|has)\b|\b(?:has|have)\b.*\b(?:raised|triggered|caught|found|fired|produced)\b|\bdid\b.*\b(?:raise|trigger|catch|find|fire|produce)\b/;

/** "forget that proposal": it is taken away by the button of its card. */
const TAKES_AWAY =
  /^(?:(?:please|ok(?:ay)?|now|then|and|no|actually|sorry)[\s,]+)*(?:forget|withdraw|drop|scrap|cancel|discard|delete|remove|take back)(?: about)? (?:the|that|this|my|our) (?:last |latest |new |rule )*(?:proposals?|drafts?|suggestion)\b/;

/** An example that a rule is to be held against: its card has the form. */
const EXAMPLE = /\bexamples?\b|\bmust (?:not|never|keep|still|always) (?:fir(?:e|ing)|alert(?:ing)?|trigger(?:ing)?)\b/;

/** A rule named by its reference: what is to change in it, or a look at it. */
/** "what happens if we lower RULE-1 to 3": tried before it is proposed. */
const WHAT_IF =
  /^(?:(?:and|so|but|ok(?:ay)?|well),? )*(?:what (?:would |will )?(?:happens?|changes?|be different) (?:if|when) (?:we |i |you |one )?|what if (?:we |i |you |one )?|what would (?:it (?:do|mean) (?:if|to) (?:we |i )?|change if (?:we |i )?)|how many (?:more |fewer )?(?:alerts )?(?:would|will) (?:we|there|it|that|be|get|have|\s)*(?:if|when) (?:we |i )?)/;

function change(clause: Clause, context: PlanContext, ref: string): ReturnType<Recogniser> {
  const { text } = clause;
  if (HITS.test(text) && !OFF.test(text) && !CHANGE.test(text))
    return calls({
      tool: 'search_logs',
      args: args({
        kinds: ['alert'],
        rule: ref,
        min_severity: clause.entities.severity,
        range: clause.entities.time?.range,
        group_by: clause.entities.groupBy,
      }),
    });
  // Why it raised so many is told by what it looks for and how often it did.
  if (/\b(?:why|how come)\b/.test(text) && !OFF.test(text) && context.tools.has('list_rules'))
    return calls({ tool: 'list_rules', args: { id: ref } });
  if (EXAMPLE.test(text) && context.tools.has('list_rules')) return calls({ tool: 'list_rules', args: { id: ref } });
  // What a rule has raised are alerts: the search has them.
  if (RAISED.test(text) && !OFF.test(text)) return null;
  const statement = typed(clause, 0).trim();
  const propose = (wanted: Record<string, unknown>) =>
    calls({ tool: 'propose_rule', args: args({ rule: ref, statement, ...wanted }) });
  const severity =
    readRuleSeverity(text) ??
    /\b(?:make (?:rule-\d+ )?(?:an? )?|(?:should|must|ought to|has to|needs to) (?:be|become) (?:an? )?)(low|medium|high|critical)\b/.exec(
      text,
    )?.[1];
  // "what alerts did RULE-3 raise?" raises nothing
  const looks = /^(?:what|which|how|why|who|when|show|list|did|has|is|any)\b/.test(text);
  const tried = WHAT_IF.test(text) ? readRuleChange(ruleText({ ...clause, text: text.replace(WHAT_IF, '') })) : {};
  if (Object.keys(tried).length > 0 && context.tools.has('propose_rule'))
    return {
      say: {
        why: 'ask',
        text: ruleWishWords[context.language].tryIt(ref),
        offer: [{ tool: 'propose_rule', args: { rule: ref, statement, params: tried } }],
      },
    };
  if (looks && !OFF.test(text) && !ON.test(text)) return calls({ tool: 'list_rules', args: { id: ref } });
  const only = looks
    ? null
    : onlyAccountsIn(asRead(clause, 0).replaceAll(/\brule[- ]?#?\d+/gi, 'it'), namesKnown(context));
  if (only && only.accounts.length > 0 && (CHANGE.test(text) || /\b(?:only|limit|restrict|narrow)\b/.test(text)))
    return {
      ...propose({ params: { ...readRuleChange(ruleText(clause)), accounts: only.accounts }, severity }),
      limits: only.unknown,
    };
  if (only && only.unknown.length > 0 && !OFF.test(text))
    return say('not_here', ruleWishWords[context.language].nothingOfIt(ref));
  const params = CHANGE.test(text) ? readRuleChange(ruleText(clause)) : {};
  if (Object.keys(params).length > 0 || (severity && CHANGE.test(text)))
    return propose({ params: Object.keys(params).length > 0 ? params : undefined, severity });
  if (OFF.test(text)) return propose({ state: 'retired' });
  if (ON.test(text)) return propose({ state: 'active' });
  if (CHANGE.test(text) && !LOOK.test(text)) return say('ask', smallTalkWords[context.language].ruleChangeWhat);
  return calls({ tool: 'list_rules', args: { id: ref } });
}
