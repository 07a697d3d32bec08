import { askingWords } from '../../../messages/catalogue/asking.ts';
import { incidentOf } from '../about-it.ts';
import { args, calls, type Plan, type PlanContext, type Recogniser, typed } from '../plan-types.ts';
import { tidied } from '../tidied.ts';
import { tidy } from './words.ts';

/*
 * Wishes that no order does at once: an address is made known on a rule's page, work is handed over incident by incident, a note needs an
 * incident. What there is to choose from is shown with how it is done; none of it is taken for a question about the past.
 */

const LEAD = String.raw`^(?:(?:please|and|so|ok(?:ay)?|hi|hey|then|now|also|can you|could you|i want to|i'd like to|let's)[\s,]+)*`;
const OURS = String.raw`(?:(?:our|the|my|an?|one of our|its|as) )*(?:own |main |new |second |head |branch )*(?:office|offices|branch|headquarters|hq|vpn|proxy|gateway|home(?: office)?|home network|network|partner|supplier|provider|data cent(?:re|er)|monitoring|scanner|ours|own|trusted|known|safe|harmless|allowed|internal|friendly|legit\w*|good|fine|ok(?:ay)?|exception|white ?list\w*|allow ?list\w*)`;
/** “add 192.0.2.10 as our office”, “192.0.2.10 is our VPN”, “trust that address” */
const TRUSTS = new RegExp(
  String.raw`${LEAD}(?:(?:add|mark|set|treat|register|save|remember|enter|put|make|declare|flag|count|consider|define)\b.{1,60}\b(?:as|to|on|in|for|is) (?:the |our |an? |my )?${OURS}\b|(?:trust|white-?list|allow-?list|ignore) (?:the |that |this |our )?(?:(?:ip )?address(?:es)?|ip|network|range|traffic|log-?ins?|sign-?ins?)?\b.{0,40}|(?:the |that |this )?(?:(?:ip )?address|ip|network|(?:ip )?[\da-f.:/]+)? *(?:is|belongs to|are|was) (?:just |only |actually |really )*${OURS}\b(?! (?:a |an )?(?:problem|bad|suspicious)))`,
);
const AN_ADDRESS = /\b(?:ip|address(?:es)?|networks?|range)\b/;
const ASKS = /\?\s*$|^(?:is|are|was|were|does|do|did|what|who|which|how|why|when|where)\b/;

const AWAY = String.raw`(?:i'?m|i am|i'll be|i will be) (?:off|away|out|ill|sick|gone|on (?:holiday|vacation|leave|parental leave)|not (?:here|in|around|available))(?: [^,;.]{1,40}?)?(?:[,;.]| -| so| and| then)+ *`;
const WORK = String.raw`(?:(?:all (?:of )?)?my (?:open )?(?:stuff|work|things|incidents?|tickets?|cases?|tasks?|alerts?|desk|duties|plate)|everything(?: (?:of mine|i have))?|all (?:of )?(?:it|mine)|it all|what i have|for me|from me)`;
const HANDS_OVER = new RegExp(
  String.raw`${LEAD}(?:${AWAY})?(?:(?:hand|give|pass|transfer|turn|move)(?: over)? ${WORK}(?: over)? to (?<to>[\p{L}][\p{L}.'-]*(?: [\p{L}][\p{L}'-]*)?)|(?:let |have |ask )?(?<who>[\p{L}][\p{L}.'-]*(?: [\p{L}][\p{L}'-]*)?) (?:will |can |should |is going to |shall |to )*(?:tak(?:e|es|ing)(?: care of)?|ha(?:s|ve)|gets?|handles?|looks? after|does|do)(?: over)? ${WORK})(?: over)?(?: [^?]{1,30})?[.! ]*$`,
  'iu',
);
const NOBODY = /^(?:i|we|you|it|that|this|he|she|they|who|what|which|someone|somebody|anyone|nobody|the|our|please)$/i;

const WRITES_DOWN = new RegExp(
  String.raw`${LEAD}(?:(?:write|note|jot|put|take)(?: (?:it|this|that))? down|make a note|take a note|for the record)(?:,? that|:| -|,)? (?<note>\S.{4,})$`,
);

/** Such a wish as a look with how it is done; null for every other. */
export const wishesElsewhere: Recogniser = (clause, context) => {
  const { text, entities, before } = clause;
  if (before.length > 0 || text.length > 200 || ASKS.test(text)) return null;
  return trusting(text, entities, context) ?? writingDown(clause, context);
};

function trusting(
  text: string,
  { ip, refs, countries }: { ip: string | null; refs: readonly unknown[]; countries: readonly string[] },
  { tools }: PlanContext,
): ReturnType<Recogniser> {
  if (refs.length > 0 || countries.length > 0 || !(ip !== null || AN_ADDRESS.test(text))) return null;
  return TRUSTS.test(text) && tools.has('search_help')
    ? calls({
        tool: 'search_help',
        args: { query: 'How do I make a rule less noisy? trusted network, ignore our office' },
      })
    : null;
}

/** “I'm away tomorrow, Maria takes over my stuff”: incident by incident, and turns at being on call; how is said. */
export function handingOver(message: string, context: PlanContext): Plan | null {
  const said = tidied(message);
  const found = said.length <= 200 && !ASKS.test(said) ? HANDS_OVER.exec(said) : null;
  const name = found?.groups?.to ?? found?.groups?.who;
  if (name === undefined || NOBODY.test(name.split(' ')[0]!) || !context.tools.has('update_incident')) return null;
  const text = askingWords[context.language].sayIt([
    'show my open incidents',
    `assign them to ${name}`,
    `${name} covers for me tomorrow`,
  ]);
  return { calls: [], say: { why: 'not_here', text } };
}

const writingDown: Recogniser = (clause, context) => {
  const found = WRITES_DOWN.exec(clause.text);
  const note = found?.groups?.note;
  if (
    clause.entities.refs.length > 0 ||
    !found ||
    note === undefined ||
    !context.tools.has('update_incident') ||
    incidentOf(context) !== null
  )
    return null;
  const from = found[0].length - note.length;
  const said = tidy(typed(clause, from)).slice(0, 160);
  const whose = (context.names ?? []).flatMap(({ accounts }) => accounts);
  const [user, other] = whose;
  return {
    ...calls({
      tool: 'search_logs',
      args: args({ kinds: ['incident'], status: 'open', user: other === undefined ? user : undefined }),
    }),
    aside: askingWords[context.language].sayIt([`comment on INC-…: ${said}`]),
  };
};
