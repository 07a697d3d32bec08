import { parseUntil } from '../../../domain/until.ts';
import { args, type Clause, calls, type PlanContext, type Recogniser, typed } from '../plan-types.ts';
import { tidy } from './words.ts';

/*
 * Orders to leave an alert alone for a while, by the words that they are made of, in whatever order: what is to be done with it, until when,
 * why. Whether it is an order at all is seen elsewhere (orders.ts).
 */

const ENDS =
  /\b(?:end|stop|cancel|remove|lift|undo|drop|kill|clear|quit)\b.{0,30}\b(?:snooz\w+|silence|silencing|exception|mute|muting|suppress\w+|holding back|pause)\b|\bun-?(?:snooze|silence|mute|suppress|pause)\b|\b(?:can|may|should|shall|must|let it|is to) (?:now )?(?:ring|be told|alert|fire|go off|speak|be heard|make noise)\b.{0,12}\bagain\b|\bwake\b.{0,20}\b(?:again|up)\b|\b(?:tell|alert|notify|warn|ping)\b.{0,30}\bagain\b(?!.*\b(?:not|n't|never|no|until|till)\b)|\bno longer (?:snoozed|silenced|muted|expected)\b/;
const SNOOZES =
  /\bsnooz\w+\b|\bput\b.{0,20}\b(?:to sleep|on hold|on ice|aside|to bed)\b|\b(?:silence|silent|hush|mute|suppress|pause|postpone|quieten|shelve|park)[sd]?\b|\b(?:keep|be|leave|stay)\b.{0,15}\b(?:quiet|silent|alone)\b|\bhold (?:off|back|it back)\b|\b(?:don't|do not|no need to|stop|not) (?:bug|bother|ping|page|nag|pester|remind|disturb|mention|tell|wake)\w*\b|\bshut (?:it |this |that )?up\b|\bleave\b.{0,20}\balone\b|\bremind (?:me|us)\b/;
const EXPECTED =
  /\b(?:expected|planned|intended|anticipated|foreseen|known (?:activity|behaviou?r)|by design)\b|\bexpect (?:it|this|that)?\b|\b(?:no more|not any more|stop|don't|do not|never) (?:alerts?|alerting|alert (?:me|us|again))\b/;
const UNTIL =
  /\b(?:until|till|til|through|up to|for|by|before)\s+(?:the )?([\w][\w:. -]{0,40}?)(?=\s*(?:$|[,;!?]|\.(?:\s|$)|\b(?:please|pls|thanks|since|because|as|so|while|it's|its|and|im|i'm)\b))/g;
/** “snooze it 3 hours”, “… tomorrow”: a time that no word leads to. */
const BARE_TIME =
  /\b((?:an?|one|two|three|four|five|six|eight|ten|twelve|half an?|\d+) ?(?:hours?|hrs?|h|minutes?|mins?|m|days?|d|weeks?|w)|tomorrow(?: (?:morning|noon|\d{1,2}(?::\d{2})?))?|tonight|(?:next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: \d{1,2}(?::\d{2})?)?|next week|20\d{2}-\d{2}-\d{2})\b/g;

/** “Suppress ALR-400 as expected until …”, “ALR-71 can ring again, end the snooze”; null where it says nothing of that. */
export const quietAlerts: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  const refs = entities.refs.filter(({ kind }) => kind === 'alert').map(({ ref }) => ref);
  if (refs.length === 0 || entities.refs.length > refs.length) return null;
  if (/^(?:is|was|are|were|does|do|did|has|have|which|what|why|who|when|where|how)\b/.test(text)) return null;
  const how = ENDS.test(text) ? 'end' : EXPECTED.test(text) ? 'expected' : SNOOZES.test(text) ? 'snooze' : null;
  if (!how || /\bfalse[- ]?(?:alarm|positive)|\backnowledge|\back\b|\bresolve\b|\breport\b/.test(text)) return null;
  if (how === 'end') return calls(...refs.map((id) => ({ tool: 'silence_alert', args: { id, how } })));
  const until = untilIn(text, context);
  // what is only called expected, with nothing of a time or of alerting, may mean that it is none
  if (
    how === 'expected' &&
    !until &&
    !/\b(?:is|as|be|was|treat|mark|it's) (?:all |only |just )?(?:expected|planned|intended)\b/.test(text)
  )
    return null;
  const reason = reasonIn(clause);
  return calls(
    ...refs.map((id) => ({ tool: 'silence_alert', args: args({ id, how, until: until ?? DEFAULTS[how], reason }) })),
  );
};
const DEFAULTS = { snooze: '24 hours', expected: '30 days' } as const;

function untilIn(text: string, context: PlanContext): string | null {
  for (const pattern of [UNTIL, BARE_TIME])
    for (const match of text.matchAll(pattern)) {
      // the longest beginning that is a time
      const words = match[1]!.trim().split(' ');
      for (let length = words.length; length > 0; length--) {
        const said = words.slice(0, length).join(' ').replace(/[.,]$/, '');
        if (parseUntil(said, context)) return said;
      }
    }
  return null;
}

/** Why, behind a pause or a word that leads to a reason. */
function reasonIn(clause: Clause): string | undefined {
  const match = /(?:,|;| -| –|:)\s+(?:because |since |as )?([^,;]{4,200})$|\b(?:because|since) (.{4,200})$/.exec(
    clause.text,
  );
  const said = match?.[1] ?? match?.[2];
  if (
    !match ||
    !said ||
    ENDS.test(said) ||
    SNOOZES.test(said) ||
    /\b(?:alr|inc)-?\d/.test(said) ||
    /^(?:please|pls|thanks|until|till|for)\b/.test(said)
  )
    return undefined;
  const from = match.index + match[0].length - said.length;
  return tidy(typed(clause, from)) || undefined;
}
