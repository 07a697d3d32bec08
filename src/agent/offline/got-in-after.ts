import { args, type Clause, calls, type PlanContext, type Recogniser } from './plan-types.ts';
import { toldWith } from './told.ts';

const GETS_IN = String.raw`(?:(?:sign|signs|signed|log|logs|logged)[ -]?(?:\w+ )?in(?:to)?|g[eo]t(?:s|ten)? (?:\w+ )?in(?:to)?|ma[dk]e it in|succeed(?:ed|s)?|success\w*|(?:was|were|been) let in|gain(?:ed)? access|work(?:ed)?)`;
const FAILING = String.raw`(?:fail\w*|wrong passwords?|bad passwords?|unsuccessful\w*|attack\w*|guess\w*)`;
/** "did anybody sign in from an address that had failures before?" */
const AFTER_FAILING = new RegExp(
  String.raw`\b${GETS_IN}\b.{0,40}\b(?:(?:from|by|of|at|with|on|for|to) (?:an?|the|any|one|some|those|these|that|which|whatever|accounts?|address(?:es)?)\b.{0,30}\b(?:that|which|who|whose|with|where|having)\b.{0,30}|(?:who|that) (?:had|has|have) (?:\w+ )?)\b${FAILING}\b`,
);
/** "did any of those 17 accounts actually get in?" */
const THOSE_GOT_IN = new RegExp(
  String.raw`^(?:(?:and|so|but|ok(?:ay)?|well),? )*(?:did|has|have|had|was|were) (?:any(?:one|body)?|some(?:one|body)?|one|a single one) (?:of|from|in|with|on) (?:those|these|them|the|that|this)(?: \d+)?(?: (?:accounts?|people|users?|persons|names|address(?:es)?|ips?|hosts?|machines?|networks?|sign-?ins?|log-?ins?|attempts?|tries|failures|ones?|passwords?))?(?: \w+ly| ever| really| then| in the end| afterwards?| later| still)* ${GETS_IN}(?: \w+ly| afterwards?| later| then| in the end| anywhere| somewhere| after all)*[?!. ]*$`,
);
/** "did he get in anywhere?", "has the attacker succeeded?" */
const HE_GOT_IN = new RegExp(
  String.raw`^(?:(?:and|so|but|ok(?:ay)?|well),? )*(?:did|has|have|had|was|were) (?:he|she|they|it|(?:the|that|this) (?:attackers?|hackers?|guy|man|person|intruder|address|ip)|whoever (?:it|that|this) (?:is|was))(?: (?:ever|really|actually|in the end|then|finally))* ${GETS_IN}(?: (?:anywhere|somewhere|afterwards?|later|then|after all|in the end|with (?:any|one) of them|to any(?:thing| of (?:them|those))))*[?!. ]*$`,
);

/** The alert that the message, or the turn before it, is about. */
function alertAtHand({ before }: Clause, { history }: PlanContext): string | null {
  const step = before.at(-1) ?? history.at(-1)?.steps.findLast(({ ok }) => ok);
  return step?.tool.endsWith('_alert') && typeof step.args.id === 'string' ? step.args.id : null;
}

/**
 * Whether somebody who had failed got in at last: of an alert, whether its address signed in anywhere; else the alerts that tell it.
 * Of one address or account that was asked about, it is read elsewhere.
 */
export const gotInAfter: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  if (entities.ip !== null || entities.email !== null) return null;
  const those = THOSE_GOT_IN.test(text);
  if (HE_GOT_IN.test(text) && entities.refs.length === 0) return whoeverAttacked(clause, context);
  if (!those && !(AFTER_FAILING.test(text) && entities.refs.length === 0)) return null;
  const range = entities.time?.range;
  const told = { kinds: ['alert'], rule: 'success_after_failures' };
  if (!those)
    return calls({ tool: 'search_logs', args: args({ ...told, country: entities.countries.join(','), range }) });
  const named = entities.refs.find(({ kind }) => kind === 'alert')?.ref ?? alertAtHand(clause, context);
  if (named)
    return calls({ tool: 'search_logs', args: args({ kinds: ['login'], ip: named, outcome: 'success', range }) });
  const last = context.history.at(-1)?.steps.findLast(({ ok }) => ok);
  if (last?.tool !== 'search_logs') return null;
  const { ip, user, range: earlier } = last.args;
  return calls({
    tool: 'search_logs',
    args:
      ip === undefined && user === undefined
        ? args({ ...told, range: range ?? earlier })
        : args({ kinds: ['login'], ip, user, outcome: 'success', range: range ?? earlier }),
  });
};

/** Of an alert that names an address and nobody’s account, or of logins from an address, he is whoever stands behind it. */
function whoeverAttacked(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  const range = clause.entities.time?.range;
  const alert = alertAtHand(clause, context);
  const told = (kind: 'account' | 'address') => (alert === null ? [] : toldWith(alert, kind, context.history));
  const isAddress = told('account').length === 0 && told('address').length === 1;
  const last = context.history.at(-1)?.steps.findLast(({ ok }) => ok);
  const asked = last?.tool === 'search_logs' && last.args.user === undefined ? last.args : {};
  const ip = isAddress ? alert : asked.ip;
  return ip === undefined
    ? null
    : calls({
        tool: 'search_logs',
        args: args({ kinds: ['login'], ip, outcome: 'success', range: range ?? asked.range }),
      });
}
