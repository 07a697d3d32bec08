import { isIP } from 'node:net';
import { askingWords } from '../../../messages/catalogue/asking.ts';
import { refusalWords } from '../../../messages/catalogue/refusals.ts';
import { args, calls, type Recogniser, say, typed } from '../plan-types.ts';

const ORDER =
  /^(?:please |can you |could you |now |then |ok(?:ay)?,? )*(ack|acknowledge|dismiss|assign|re-?assign|close|resolve|re-?open|open|show|see|view|look at)(?: me)?(?: (?:number|no\.?|nr\.?))? #?(\d{1,6}(?:(?:,| and| &|, and) #?\d{1,6})*)(?![\w:./%-])(?!\s+(?:most|latest|newest|failed|alerts?|incidents?|logins?|events?|times|days?|hours?|minutes?|weeks?|worst|biggest|busiest|of|top|accounts?|users?|address\w*|countries))/;

/** "ack 12 and 13", "close 44": numbers without a word for what they count. What only alerts or only incidents can be is read so; else it is asked. */
export const bareNumbers: Recogniser = (clause, context) => {
  const match = ORDER.exec(clause.text);
  if (!match || clause.entities.refs.length > 0 || clause.entities.time !== null) return null;
  const numbers = match[2]!.match(/\d+/g) ?? [];
  const verb = match[1]!;
  if (/^(?:ack|acknowledge|dismiss)$/.test(verb)) {
    const status = verb === 'dismiss' ? 'false_alarm' : 'acknowledged';
    return calls(...numbers.map((number) => ({ tool: 'update_alert', args: args({ id: `ALR-${number}`, status }) })));
  }
  const refs = numbers.slice(0, 1).flatMap((number) => [`INC-${number}`, `ALR-${number}`]);
  const known = context.history
    .flatMap((turn) => turn.citations.flatMap(({ ref, mentioned }) => (mentioned ? [] : [ref])))
    .filter((ref) => refs.includes(ref));
  const message = typed(clause, 0);
  const at = match.index + match[0].length - match[2]!.length;
  const named = (prefix: string): string =>
    `${message.slice(0, at)}${numbers.map((number) => `${prefix}-${number}`).join(' and ')}${message.slice(at + match[2]!.length)}`;
  const options = [...new Set(known.length > 0 ? known : refs)].map((ref) => ({
    label: ref,
    message: named(ref.slice(0, 3)),
  }));
  return {
    say: {
      why: 'ask',
      text: askingWords[context.language].whichOne(options.map(({ label }) => label)),
      options,
    },
  };
};

/** "and 16?", straight after ALR-14: another one of the same kind. */
export const anotherNumber: Recogniser = ({ text, entities }, { history }) => {
  const number =
    /^(?:and|what about|how about|now|then|also|or)(?: also| then)? (?:number |no\.? ?|#)?(\d{1,9})[?!. ]*$/.exec(
      text,
    )?.[1];
  if (!number || entities.refs.length > 0) return null;
  const last = history.at(-1)?.steps.at(-1);
  const kind = /^(ALR|INC|PROP|RULE)-\d+$/.exec(String(last?.args.id))?.[1];
  return last?.ok && kind && /^open_/.test(last.tool)
    ? calls({ tool: last.tool, args: { id: `${kind}-${number}` } })
    : null;
};

/** "open ALR-99999999999": more digits than any reference has. */
const TOO_LONG = /(?<![\w-])(?:alr|inc)-?\d{10,}(?![\w-])/;

/** "open LOG-ZZZZZZ": no line of the log is called so. */
const NO_LINE =
  /(?<![\w-])log-(?!(?:in|on|out|off|ins|ons|outs|file|files|line|lines|book|entry|entries|search)\b)[0-9a-z]{4,12}(?![\w-])/;

const NAMED_OTHERWISE =
  /(?:\b(?:ticket|issue|case|incident|alert|alarm)s? |^(?:please |can you |could you |now |then )*(?:close|resolve|re-?open|assign|re-?assign|acknowledge|ack|escalate|dismiss|comment on) (?:the )?)#?([a-z][a-z0-9]{1,9}-\d{1,9})(?![\w-])/;

/** "close ticket JIRA-26": what another system calls a thing names none of ours, and is no reason to show them all. */
export const notOurs: Recogniser = (clause, { language }) => {
  const long = TOO_LONG.exec(clause.text);
  if (long && clause.entities.refs.length === 0) {
    const said = typed(clause, long.index, long.index + long[0].length);
    return {
      say: { why: 'ask', text: askingWords[language].notOurs(said), open: typed(clause, 0, long.index).trim() },
    };
  }
  const line = NO_LINE.exec(clause.text);
  if (line && clause.entities.refs.length === 0)
    return say(
      'not_here',
      refusalWords[language].noSuch(typed(clause, line.index, line.index + line[0].length).toUpperCase()),
    );
  const match = NAMED_OTHERWISE.exec(clause.text);
  if (!match || clause.entities.refs.length > 0) return null;
  const at = match.index + match[0].length - match[1]!.length;
  const said = typed(clause, at, at + match[1]!.length);
  // A name has capitals, "top-10" has none.
  if (!/^[A-Z][A-Z0-9]+-\d+$/.test(said)) return null;
  const open = `${typed(clause, 0, at).replace(/(?:ticket|issue|case|incident|alert|alarm)s? $/i, '')}${typed(clause, at + match[1]!.length)}`;
  return { say: { why: 'ask', text: askingWords[language].notOurs(said), open: open.trim() } };
};

/** "failed logins from 999.1.1.1": four numbers that are no address are said to be none, rather than looked for as a name. */
export const noAddress: Recogniser = ({ text, entities }, { language }) => {
  const [network, address] = /(?<![\w.-])(\d{1,3}(?:\.\d{1,3}){3})\/\d{1,6}(?![\w/])/.exec(text) ?? [];
  if (
    network &&
    isIP(address!) !== 0 &&
    Number(network.split('/')[1]) > 32 &&
    entities.ip === null &&
    entities.excludedIp === null &&
    entities.refs.length === 0
  )
    return { say: { why: 'ask', text: askingWords[language].noNetwork(network) } };
  const [said] = /(?<![\w.-])\d{1,6}(?:\.\d{1,6}){3}(?![\w.-]*\w)/.exec(text) ?? [];
  return said && entities.ip === null && entities.excludedIp === null && entities.refs.length === 0
    ? { say: { why: 'ask', text: askingWords[language].noAddress(said) } }
    : null;
};
