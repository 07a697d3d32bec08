import type { Language } from '../../domain/language.ts';
import { parseUntil } from '../../domain/until.ts';
import { coverWords } from '../../messages/catalogue/covers.ts';
import { whenOf } from './on-call.ts';
import { isShown } from './orders.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { form, planOf } from './whole-message.ts';

/*
 * Somebody takes somebody’s turn at being on call: “Sam covers for Maria until Friday”, “swap my shift with Ana on Saturday”, “I’m off
 * tomorrow, cover me”. A message is one of these as a whole, or it is none. What only asks who covers is read elsewhere.
 */

const NONE = String.raw`(?!(?:someone|somebody|anyone|anybody|who|what|which|whose|it|this|that|he|she|they|we|you|nobody|no one|everybody|camera|rule|the|wer|was|niemand|qui|quoi|personne|qui[eé]n|nadie|je|ich|yo|does|did|is|are|if|when|why|how)(?![\p{L}]))`;
const WORD = String.raw`[\p{L}][\p{L}'’.-]*`;
const SMALL =
  'will|would|is|can|could|does|me|m|takes?|covers?|covering|someone|somebody|until|till?|up|through|on|for|from|during|this|next|tomorrow|today|tonight|over|at|and|with|to|please|weekend|[a-z]+day|bis|am|an|für|mit|morgen|heute|nächste[nrs]?|diese[nrs]?|kommende[nrs]?|demain|ce|cette|la|le|avec|jusqu|pendant|hasta|el|este|esta|mañana|hoy|con|durante|para|lunes|martes|miércoles|jueves|viernes|sábado|domingo|[a-zé]+di|dimanche|[a-z]+tag|vertreten';
const NAME = `${NONE}${WORD}(?: (?!(?:${SMALL})(?![\\p{L}]))${WORD})?`;
const SOMEBODY_EN = '(?:someone|somebody|anyone|anybody)(?: else)?';
const SHIFT_EN = String.raw`(?:shifts?|turns?|on[- ]?call(?: shifts?| turns?| duty| duties)?|duty|duties|rota)`;
const SHIFT_DE = '(?:schicht(?:en)?|(?:ruf)?bereitschaft|dienst(?:e)?)';
const SHIFT_FR = '(?:tours? de garde|gardes?|astreintes?|tours?)';
const SHIFT_ES = '(?:guardias?|turnos?)';
const TIME = String.raw`(?:,? (?<time>.{2,50}))?`;
/** “Maria”, “me”, “Maria’s shift”, “my Saturday shift”. */
const OF_EN = String.raw`(?:(?<me>me|my(?: (?<early>[\p{L}]+))? ${SHIFT_EN})|(?<of>${NAME})'s ${SHIFT_EN}|(?<of2>${NAME}))`;
const THEIRS_EN = String.raw`(?:my(?: (?<early>[\p{L}]+))? ${SHIFT_EN}|(?<me>me)|(?<of>${NAME})'s ${SHIFT_EN})`;

interface Forms {
  /** Somebody takes it who is named, or who asks. */
  takes: RegExp[];
  /** Whoever wants to. */
  open: RegExp[];
  swap: RegExp[];
}

const AWAY_EN = String.raw`(?:(?:i'm|i am|i'll be|i will be) (?:off|away|out|ill|sick|on (?:holiday|vacation|leave)|not (?:here|available|around|in))|i (?:can't|cannot|can not|won't) (?:do|make|take|be there|work)(?: (?:it|my ${SHIFT_EN}))?)`;

const FORMS: Record<Language, Forms> = {
  en: {
    takes: [
      form(
        String.raw`(?:let |have |ask |make |can |could )?(?:(?<i>i)(?:'ll| will| can| could)?|(?<who>${NAME})(?:'ll| will| can| could| to|'s| is)?) (?:covers?|covering|stands? in|standing in|fills? in|filling in|subs?|steps? in|takes? over|taking over|takes?) (?:for |from )${OF_EN}${TIME}`,
      ),
      form(
        String.raw`(?:let |have |ask |make |can |could )?(?:(?<i>i)(?:'ll| will| can| could)?|(?<who>${NAME})(?:'ll| will| can| could| to|'s| is)?) (?:covers?|covering|takes?(?: over)?|taking(?: over)?|does|do) ${THEIRS_EN}${TIME}`,
      ),
      form(String.raw`cover (?:for )?(?<of>${NAME})'s ${SHIFT_EN}${TIME}`),
      form(
        String.raw`${AWAY_EN}(?: (?<away>.{2,40}?))?(?:,|;|\.| -| so| and)+ (?:can |could |let |ask )?(?<who>${NAME})(?: will| can| could| to)? (?:covers?|takes?|fills? in|stands? in)(?: over)?(?: for| from)? (?:(?<me>me|it)|my ${SHIFT_EN})${TIME}`,
      ),
      form(
        String.raw`(?:give|hand(?: over)?|pass) my(?: (?<early>[\p{L}]+))? ${SHIFT_EN}(?: over)? to (?<who>${NAME})${TIME}`,
      ),
    ],
    open: [
      form(
        String.raw`(?:${AWAY_EN}(?: (?<away>.{2,40}?))?(?:,|;|\.| -| so| and)+ )?(?:(?:can|could|will|would|let|have) )?(?:${SOMEBODY_EN} )?(?:please )?(?:to )?(?:cover(?: for)?|fill in for|stand in for|take over from|sub for) (?:me|my(?: (?<early>[\p{L}]+))? ${SHIFT_EN})${TIME}`,
      ),
      form(
        String.raw`${AWAY_EN}(?: (?<away>.{2,40}?))?(?:,|;|\.| -| so| and)+ (?:can|could|will|would) ${SOMEBODY_EN} (?:take|have|do|cover) (?:it|my ${SHIFT_EN}|that)${TIME}`,
      ),
      form(
        String.raw`(?:can|could|will|would) ${SOMEBODY_EN} (?:take|have|do) my(?: (?<early>[\p{L}]+))? ${SHIFT_EN}${TIME}`,
      ),
      form(
        String.raw`(?:i need|i'm looking for|i am looking for|find(?: me)?|get me|looking for|need) (?:${SOMEBODY_EN} (?:to (?:cover(?: for)?|take) (?:me|my(?: (?<early>[\p{L}]+))? ${SHIFT_EN}))|(?:a |some )?cover(?:age)?(?: for (?:me|my(?: (?<early2>[\p{L}]+))? ${SHIFT_EN}))?)${TIME}`,
      ),
      form(
        String.raw`${AWAY_EN}(?: (?<away>.{2,40}?))?(?:,|;|\.| -| so| and)+ (?:who (?:can|could|will) (?:cover(?: for)?|take over from) me|i need (?:a |some )?cover(?:age)?|(?:please )?find (?:me )?(?:a |some )?(?:cover|${SOMEBODY_EN}))`,
      ),
    ],
    swap: [
      form(
        String.raw`(?:(?:can|could|may) i |i(?:'d like| want) to |let me )?(?:swap|switch|trade|exchange) (?:my(?: (?<early>[\p{L}]+))? ${SHIFT_EN}|${SHIFT_EN}|on[- ]?call)(?<late>(?: (?:on|of|for|this|next)? ?[\p{L}]+(?: [\p{L}]+)?)?) (?:with|for) (?<who>${NAME})(?:'s(?: ${SHIFT_EN})?)?${TIME}`,
      ),
      form(String.raw`(?:swap|switch|trade) with (?<who>${NAME})${TIME}`),
      form(
        String.raw`(?:let |have )(?<who>${NAME}) and (?:me|(?<of>${NAME})) (?:swap|switch|trade)(?: ${SHIFT_EN})?${TIME}`,
      ),
    ],
  },
  de: {
    takes: [
      form(
        String.raw`(?:(?<i>ich) vertrete|(?<who>${NAME}) (?:vertritt|vertrete)) (?:(?<me>mich)|(?<of>${NAME}))${TIME}`,
      ),
      form(
        String.raw`(?:(?<i>ich) übernehme|(?<who>${NAME}) (?:übernimmt|übernehme)) (?:(?<me>mein(?:e|en) ${SHIFT_DE})|für (?<of>${NAME})|(?<of2>${NAME})s ${SHIFT_DE})${TIME}`,
      ),
    ],
    open: [
      form(
        String.raw`(?:ich bin (?<away>.{0,40}?) ?(?:weg|nicht da|krank|im urlaub|frei|abwesend)[,.;]? )?(?:(?:kann|könnte) )?(?:mich jemand|jemand mich|vertritt mich|vertretet mich|wer kann mich)(?: bitte)?(?: (?<early>(?!vertreten).{2,30}?))?(?: vertreten)?${TIME}`,
      ),
      form(String.raw`ich brauche (?:(?<early>.{2,30}?) )?eine vertretung${TIME}`),
    ],
    swap: [
      form(
        String.raw`(?:tausche?|wechsle)(?: bitte)? (?:meine[n]? )?${SHIFT_DE}(?<late>(?: am [\p{L}]+)?) mit (?<who>${NAME})${TIME}`,
      ),
    ],
  },
  fr: {
    takes: [
      form(String.raw`(?<who>${NAME}) (?:(?<me>me)|m') ?remplace(?:ra)?${TIME}`),
      form(
        String.raw`(?:(?<i>je) remplace|(?<who>${NAME}) remplace(?:ra)?) (?<of>(?!(?:demain|ce|cette|[\p{L}]+di|dimanche|jusqu)(?!\p{L}))${NAME})${TIME}`,
      ),
      form(String.raw`(?<who>${NAME}) (?:prend|prendra) (?<me>m(?:a|on) ${SHIFT_FR})${TIME}`),
    ],
    open: [
      form(
        String.raw`(?:je (?:suis|serai) (?:absente?|malade|en congés?)(?: (?<away>.{2,40}?))?[,.;]? )?(?:(?:est-ce que )?quelqu'un (?:peut|pourrait|peut-il) me remplacer|remplacez-moi|remplace-moi|qui peut me remplacer|trouve[rz]?-moi un remplaçant)${TIME}`,
      ),
    ],
    swap: [
      form(
        String.raw`(?:échange[rz]?|echange[rz]?|change[rz]?) (?:ma|mon) ${SHIFT_FR}(?<late>(?: (?:de |du )?[\p{L}]+)?) avec (?<who>${NAME})${TIME}`,
      ),
    ],
  },
  es: {
    takes: [
      form(
        String.raw`(?:(?<i>yo) (?:sustituyo|cubro|reemplazo) a|(?<who>${NAME}) (?:sustituye|cubre|reemplaza) a) (?<of>${NAME})${TIME}`,
      ),
      form(String.raw`(?<who>${NAME}) (?<me>me) (?:sustituye|cubre|reemplaza)${TIME}`),
      form(String.raw`(?<who>${NAME}) (?:toma|hace|cubre) (?<me>mi ${SHIFT_ES})${TIME}`),
    ],
    open: [
      form(
        String.raw`(?:(?:(?<early>[\p{L}]+) )?no (?:estoy|estaré|puedo)(?: (?<away>.{2,40}?))?[,.;] )?(?:¿)?(?:alguien (?:puede|podría) (?:cubrirme|sustituirme|reemplazarme)|cúbreme|cubreme|cúbranme|que alguien me (?:cubra|sustituya)|qui[eé]n puede (?:cubrirme|sustituirme))${TIME}`,
      ),
    ],
    swap: [
      form(
        String.raw`(?:cambia|cambie|cambiar|intercambia) mi ${SHIFT_ES}(?<late>(?: del? [\p{L}]+)?) con (?<who>${NAME})${TIME}`,
      ),
    ],
  },
};

/** Words that only such an order has: what has none of them is not looked at more closely. */
const HINT =
  /cover|stand|fill|sub|step|take|taking|swap|switch|trade|exchange|shift|give|hand|pass|find|need|looking|vertr|übern|tausch|wechs|rempla|prend|change|sustitu|cubr|cúbr|toma|hace|cambi|reempla/i;

type Groups = Record<string, string | undefined>;

/** Such an order as a plan; null for every other message. */
export function covering(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > 200 || said.includes('"') || !HINT.test(said) || isShown(text)) return null;
  if (/\b(?:alr|inc|case|cam|rule)-?\d/i.test(said)) return null;
  for (const language of new Set<Language>([context.language, 'en'])) {
    const forms = FORMS[language];
    for (const kind of ['open', 'swap', 'takes'] as const)
      for (const one of forms[kind]) {
        const groups = one.exec(said)?.groups;
        if (groups) return planned(kind, groups, context);
      }
  }
  return null;
}

function planned(kind: keyof Forms, groups: Groups, context: PlanContext): Plan {
  const { who, i, of, of2, early, early2, late, away, time } = groups;
  const taker = kind === 'open' ? null : nameIn(i ?? who ?? 'me');
  const owner = nameIn(of ?? of2 ?? 'me');
  const said = [time, late, early, early2, away].find((words) => words !== undefined && words.trim() !== '');
  const when = said === undefined ? {} : timeIn(said.trim(), context);
  if (when === null) return { calls: [], say: { why: 'ask', text: coverWords[context.language].whichTime } };
  return planOf(
    {
      tool: 'cover_shift',
      args: {
        ...(taker === null ? {} : { who: taker }),
        ...(owner === 'me' ? {} : { of: owner }),
        ...when,
        ...(kind === 'swap' ? { swap: true } : {}),
      },
    },
    context,
  );
}

const ME = /^(?:i|me|myself|ich|mich|mir|moi|je|yo|mí|mi)$/i;
const nameIn = (said: string): string => (ME.test(said) ? 'me' : said.trim());

const UNTIL = /^(?:until|till|til|up to|bis(?: zum| zu)?|jusqu'(?:à|au)|jusque|hasta(?: el| la)?) (.+)$/i;
const THROUGH = /^(?:through|thru|up to and including|bis einschließlich) (.+)$/i;
const SPAN = /^from (.+?) (?:to|until|till|through) (.+)$/i;
const AT = /^(?:for|on|during|over|in|of|am|an|für|in der|le|ce|pour|el|en|para|de|del|durante) /i;

/** When that is, as the tool takes it; null for what cannot be read. */
function timeIn(said: string, { now, timeZone }: PlanContext): Record<string, string> | null {
  const words = said
    .replace(/[?!.]+$/, '')
    .replace(/(?:,? (?:please|pls|bitte|danke|thanks|por favor|s'il (?:te|vous) plaît))+$/i, '');
  const reads = (text: string): boolean => parseUntil(text, { now, timeZone }) !== null;
  if (/^(?:please|pls|bitte|thanks|por favor)$/i.test(words)) return {};
  const [, from, to] = SPAN.exec(words) ?? [];
  if (from && to) return reads(from) && reads(to) ? { from, until: to } : null;
  const until = UNTIL.exec(words)?.[1];
  if (until) return reads(until) ? { until } : null;
  const last = THROUGH.exec(words)?.[1];
  if (last) return reads(`${last} 23:59`) ? { until: `${last} 23:59` } : null;
  const when = whenOf(words) ?? whenOf(words.replace(AT, '')) ?? whenOf(words.replace(AT, '').replace(AT, ''));
  return when ? (when === 'now' ? {} : { when }) : null;
}
