import type { Language } from '../../domain/language.ts';
import type { OnCallWhen } from '../../domain/on-call.ts';
import { onCallWords } from '../../messages/catalogue/on-call.ts';
import { smallTalkWords } from '../../messages/catalogue/small-talk.ts';
import { isShown } from './orders.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { form, INC, idOf, POLITE, planOf } from './whole-message.ts';

/*
 * Who is on call: “who is on call this weekend?”, “page the on-call for INC-17”. A message is one of these as a whole, or it is none: a
 * name in place of “the on-call” is an order to add that person, which is read elsewhere.
 */

const WHEN = String.raw`(?:,? (?<when>(?!(?:of|pour|para|für) |(?:for|in) (?!an? |the |\d|one |two |three |four |five |six ))[\p{L}\p{N}'’.:/ -]{2,40}?))?`;
const EARLY = String.raw`(?:(?<early>[\p{L}\p{N}'.: ]{2,30}?) )??`;
const FOR_INC = String.raw`(?:,? (?:for|to|about|on|onto|into|because of|für|zu|wegen|in|pour|sur|dans|à|para|por|sobre|a|en) ${INC})?`;
const DUTY_EN = String.raw`(?:on[- ]?call|on duty|on shift|duty officer|(?<=\bhas (?:the )?)duty)(?: person| officer| engineer| member)?`;
const THE_ONE_EN = String.raw`(?:the |our )?(?:on[- ]?call(?: person| officer| engineer| member| colleague)?|duty officer|(?:person|officer|colleague|member|one|whoever|who) (?:that |who )?(?:is |'s |currently )?on[- ]?call)|whoever(?:'s| is) (?:on[- ]?call|on duty)`;
const DUTY_DE = String.raw`(?:ruf)?bereitschaft(?:sdienst)?`;
const THE_ONE_DE = String.raw`(?:(?:die |den |der )?(?:${DUTY_DE}|diensthabenden?)|wer (?:gerade )?${DUTY_DE} hat)`;
const THE_ONE_FR = String.raw`(?:la personne |celui qui est |celle qui est |qui est )?(?:de garde|d'astreinte)|l'astreinte`;
const THE_ONE_ES = String.raw`(?:a )?(?:la persona |el compañero |la compañera |quien (?:esté|está) )?(?:de guardia)|a la guardia`;

const FORMS: Record<Language, { ask: RegExp[]; page: RegExp[] }> = {
  en: {
    ask: [
      form(
        String.raw`(?:tell me )?(?:who|who(?:'s| is| are| will be| has)|whos|is (?:any|some)(?:one|body)|do we have (?:any|some)(?:one|body))(?: (?:currently|actually|now|next|all|it))* (?:the )?(?:next )?${DUTY_EN}(?: is)?(?: for us| here| next(?! (?:week|month|\p{L}+day)))?${WHEN}`,
      ),
      form(String.raw`on-?call(?: rota| schedule| list| roster)?${WHEN}`),
      form(
        String.raw`(?:show|see|give|what(?:'s| is))(?: me| us)? (?:the |our )?(?:on[- ]?call|duty) (?:rota|schedule|list|roster|plan)${WHEN}`,
      ),
      form(String.raw`who(?:'s| is| has| does)(?: doing| got)? (?:the )?on[- ]?call${WHEN}`),
    ],
    page: [
      form(
        String.raw`(?:page|call|alert|ping|notify|summon|engage|get|wake(?: up)?|add|invite|bring(?: in)?|pull(?: in)?|loop in) (?:${THE_ONE_EN}|(?<them>them|him|her))(?: in)?(?: to join)?${FOR_INC}`,
      ),
    ],
  },
  de: {
    ask: [
      form(
        String.raw`wer (?:hat|hatte|macht|ist|war)(?: denn| hier)*(?: gerade| jetzt| aktuell)? ${EARLY}(?:in |im |auf |den |die )?(?:${DUTY_DE}|diensthabend|im dienst|dienst)${WHEN}`,
      ),
      form(String.raw`wer (?:vertritt|übernimmt(?: für)?) (?:mich|[\p{L}]+)${WHEN}`),
      form(String.raw`(?:zeig(?:e)?(?: mir| uns)? )?(?:den )?(?:${DUTY_DE}splan|${DUTY_DE})${WHEN}`),
    ],
    page: [
      form(
        String.raw`(?:rufe?|hole?|alarmiere?|benachrichtige?|informiere?|wecke?)(?: bitte| mal)* (?:${THE_ONE_DE})(?: (?:an|dazu))?${FOR_INC}(?: (?:an|dazu|hinzu))?`,
      ),
      form(String.raw`füge? (?:${THE_ONE_DE}) (?:zu )?${INC} hinzu`),
    ],
  },
  fr: {
    ask: [
      form(
        String.raw`(?:dis-moi )?qui (?:est|sera|était|etait|a été)(?: actuellement| maintenant)? (?:de garde|d'astreinte|de service)${WHEN}`,
      ),
      form(
        String.raw`qui (?:me |m')?remplace(?:ra)?(?: (?!(?:ce|cette|la|le|demain|[\p{L}]+di|dimanche)(?!\p{L}))[\p{L}]+)?${WHEN}`,
      ),
      form(String.raw`(?:dis-moi )?qui (?:a|aura|prend)(?: la| le)? (?:garde|astreinte|tour de garde)${WHEN}`),
      form(String.raw`(?:montre(?:-moi)? )?(?:le )?(?:tour|planning) (?:de garde|d'astreinte)${WHEN}`),
    ],
    page: [
      form(
        String.raw`(?:appelle[rz]?|préviens|prévenez|prévenir|alerte[rz]?|bipe[rz]?|ajoute[rz]?) (?:${THE_ONE_FR})${FOR_INC}`,
      ),
    ],
  },
  es: {
    ask: [
      form(
        String.raw`¿?(?:dime )?qui[eé]n (?:está|esta|estará|estara|estaba|estuvo)(?: ahora)? de (?:guardia|turno)${WHEN}`,
      ),
      form(
        String.raw`¿?(?:a qui[eé]n le toca|qui[eé]n (?:tiene|hace|lleva))(?: (?:hacer|la|una))* (?:guardia|turno)${WHEN}`,
      ),
      form(String.raw`¿?qui[eé]n (?:me (?:sustituye|cubre|reemplaza)|(?:sustituye|cubre|reemplaza) a [\p{L}]+)${WHEN}`),
      form(String.raw`(?:muestra(?:me)? )?(?:el )?turno de guardias?${WHEN}`),
    ],
    page: [form(String.raw`(?:llama|llame|avisa|avise|alerta|alerte|añade|añada|agrega) (?:${THE_ONE_ES})${FOR_INC}`)],
  },
};

const DAYS: readonly [RegExp, OnCallWhen][] = [
  [/^(?:monday|montag|lundi|lunes)$/, 'monday'],
  [/^(?:tuesday|dienstag|mardi|martes)$/, 'tuesday'],
  [/^(?:wednesday|mittwoch|mercredi|miércoles|miercoles)$/, 'wednesday'],
  [/^(?:thursday|donnerstag|jeudi|jueves)$/, 'thursday'],
  [/^(?:friday|freitag|vendredi|viernes)$/, 'friday'],
  [/^(?:saturday|samstag|sonnabend|samedi|sábado|sabado)$/, 'saturday'],
  [/^(?:sunday|sonntag|dimanche|domingo)$/, 'sunday'],
];
const WHENS: readonly [RegExp, OnCallWhen][] = [
  [
    /^(?:now|right|right now|at the moment|currently|just now|jetzt|gerade|im moment|zurzeit|aktuell|derzeit|maintenant|en ce moment|actuellement|ahora|ahora mismo|en este momento|actualmente)$/,
    'now',
  ],
  [/^(?:today|heute|aujourd'hui|hoy)$/, 'today'],
  [/^(?:tonight|this evening|overnight|this night|heute abend|heute nacht|ce soir|cette nuit|esta noche)$/, 'tonight'],
  [/^(?:tomorrow|morgen|demain|mañana|manana)$/, 'tomorrow'],
  [
    /^(?:next week|the next week|nächste woche|kommende woche|la semaine prochaine|semaine prochaine|la próxima semana|la semana que viene|la proxima semana)$/,
    'next_week',
  ],
  [/^(?:this week|diese woche|cette semaine|esta semana)$/, 'this_week'],
  [
    /^(?:next weekend|nächstes wochenende|le week-?end prochain|el próximo fin de semana|el proximo fin de semana)$/,
    'next_weekend',
  ],
  [
    /^(?:(?:this|the|at the|over the|on the|for the|this coming|the coming) weekend|weekend|dieses wochenende|am wochenende|das wochenende|ce week-?end|le week-?end|este fin de semana|el fin de semana)$/,
    'weekend',
  ],
];

/** The time that is asked about; null where the words name another. */
export function whenOf(said: string | undefined): OnCallWhen | null {
  const words = (said ?? '')
    .trim()
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/^am (?=week)/, '')
    .trim();
  if (words === '') return 'now';
  const day = words
    .replace(/^(?:on|this|next|coming|am|kommenden|diesen|nächsten|ce|le|el|este|the) /, '')
    .replace(/ (?:prochain|que viene)$/, '');
  return (
    [
      ...WHENS.map(([form, when]) => form.test(words) && when),
      ...DAYS.map(([form, when]) => form.test(day) && when),
    ].find((when) => when !== false) ?? null
  );
}

/** Words that only being on call has, and others that mean it where somebody is asked for. */
const DUTY_WORDS =
  /\b(?:on[- ]?call|on duty|on shift|on stand-?by|stand-?by (?:tonight|now|this)|(?:the |got the |carr\w+ the )pager|pager duty|duty (?:officer|rota|roster|plan)|rota|roster)\b/i;
const WHOSE_TURN =
  /\b(?:my|our|whose|your) turn\b|\bwho (?:covers|is covering|'s covering|will cover|fills in|stands in) (?:for )?|\bwho (?:do|should|can|would|must|shall|could) (?:i|we|one) (?:wake|call|ring|phone|page|get hold of|contact|reach|bother|alert)\b.*\b(?:tonight|at night|night|now|weekend|after hours|out of hours|emergency|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow)\b/i;
const ASKS_WHO =
  /^(?:(?:and|so|but|ok(?:ay)?|hey|hi|please|pls|well|can you|could you|also)[ ,]+)*(?:who(?:se|'s|s)?|when(?:'s|s)?|what(?:'s|s)?|which|is|am|are|was|will|do|does|show|list|give|tell|see|check)\b/i;

/** Who was on call is not kept; and times that none of the words above says: a date, another week, a day gone by. */
const BEFORE_NOW =
  /(?<!\p{L})(?:was|were|had been|used to|hatten?|war|waren|était|étaient|etait|a été|estuvo|estaba|tuvo|yesterday|last|previous|ago|gestern|vorgestern|letzte[nrs]?|vorige[nrs]?|(?<!(?:hat|ist|wer) )hier|avant-hier|derniere?|dernière?|passée?|ayer|anteayer|pasad[oa])(?!\p{L})/iu;
const MONTHS =
  'jan(?:uary|uar|vier)?|enero|feb(?:ruary|ruar|rero)?|février|mar(?:ch|s|zo)|märz|apr(?:il)?|avril|abril|mai|mayo|june?|juni|juin|junio|july?|juli|juillet|julio|aug(?:ust)?|août|agosto|sept?(?:ember|embre|iembre)?|o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|dec(?:ember)?|dezember|décembre|diciembre';
const ANOTHER_TIME = new RegExp(
  String.raw`(?<!\p{L})(?:after (?:next|tomorrow|that)|übermorgen|übernächste\p{L}*|après-demain|pasado mañana|(?:days?|weeks?|fortnight|months?|quarter|years?|tage?n?|wochen?|monate?n?|jahre?|jours?|semaines?|mois|ans?|días?|semanas?|mes|meses|años?)|(?:${MONTHS})|christmas|xmas|new year'?s?|easter|weihnachten|silvester|ostern|noël|pâques|navidad|nochevieja|bank holiday|the \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)|\d{1,2}[./]\d{1,2}[./]?(?:\d{2,4})?|\d{4}-\d{2}-\d{2}|in (?:an?|one|two|three|\d+) (?:hours?|minutes?|h|min)|in \d+ (?:stunden?|minuten?)|dans \d+ (?:heures?|minutes?)|en \d+ (?:horas?|minutos?))(?![\p{L}\p{N}])`,
  'iu',
);
const HOUR =
  /(?<!\p{L})(?:(?:at|from|between|after|before|until|till|around|um|ab|gegen|bis|à|vers|a las?|desde las?) )?(?:\d{1,2}(?:[:.h]\d{2})?(?: ?(?:am|pm|o'clock|uhr|h))?|noon|midnight|(?:this |in the |the )?(?:morning|afternoon|evening|night|lunch ?time)|früh|mittags?|nachmittags?|abends?|nachts?|matin|midi|après-midi|soir|nuit|por la (?:mañana|tarde|noche)|mediodía)(?![\p{L}\p{N}])/iu;

/** The time in words that say more than one, with what of it no answer can take up; null where it is none that is known. */
function timeIn(said: string): { when: OnCallWhen; left?: string } | null {
  const words = said.toLowerCase().replaceAll('’', "'");
  if (BEFORE_NOW.test(words)) return null;
  let when: OnCallWhen | undefined;
  let rest = words;
  for (const [form, one] of [...WHENS, ...DAYS]) {
    const found = new RegExp(`(?<!\\p{L})${form.source.slice(1, -1)}(?!\\p{L})`, 'u').exec(rest);
    if (!found) continue;
    if (when) return { when, left: found[0] };
    when = one;
    rest = `${rest.slice(0, found.index)}·${rest.slice(found.index + found[0].length)}`;
  }
  if (ANOTHER_TIME.test(rest)) return null;
  const hour = HOUR.exec(rest)?.[0].trim();
  // an hour of today alone is a moment that nothing here looks up; of a day, the whole day is told
  if (hour && (!when || when === 'now')) return null;
  return { when: when ?? 'now', ...(hour && { left: hour }) };
}

/** A question about who is on call as a plan: of a time that it does not say, or that cannot be told, it is asked. */
export function onDuty(said: string, context: PlanContext): Plan {
  const time = timeIn(said);
  if (!time)
    return { calls: [], say: { why: 'ask', text: onCallWords[context.language].whichTime, open: 'who is on call' } };
  const { when, left } = time;
  const plan = planOf({ tool: 'who_is_on_call', args: when === 'now' ? {} : { when } }, context);
  return left && plan.calls.length > 0 ? { ...plan, unused: [left] } : plan;
}

/** Whether a question is about who is on call, however it is put: asked for somebody, by a word of being on call. */
const looselyAsked = (said: string): boolean =>
  said.length <= 100 &&
  ASKS_WHO.test(said) &&
  (DUTY_WORDS.test(said) || WHOSE_TURN.test(said)) &&
  // what is told of alerts, rules or an incident is another matter; so is how it is set
  !/\b(?:alerts?|rules?|incidents?|inc-?\d|how|case|set|change|add|why)\b/i.test(said);

/** Such an order or question as a plan; null for every other message. */
export function aboutOnCall(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > 200 || said.includes('"') || isShown(text)) return null;
  // whom they reach stands in the guide
  if (context.role === 'employee') return null;
  if (
    !/on-? ?call|duty|shift|pager|standby|rota|my turn|covers?|covering|wake|(?:page|call|ping) (?:them|him|her)\b|bereitschaft|dienst|garde|astreinte|service|guardia|turno|vertritt|übernimmt|remplace|sustituye|cubre|reemplaza/i.test(
      said,
    )
  )
    return null;
  for (const language of new Set<Language>([context.language, 'en'])) {
    const { ask, page } = FORMS[language];
    for (const one of ask) {
      const groups = one.exec(said)?.groups;
      if (!groups || groups.first) continue;
      const words = groups.when ?? groups.early;
      const when = BEFORE_NOW.test(said) ? null : whenOf(words);
      if (when) return planOf({ tool: 'who_is_on_call', args: when === 'now' ? {} : { when } }, context);
      // what stands there may be no time at all
      if (timeIn(said)?.when !== 'now') return onDuty(said, context);
    }
    if (language === 'en' && looselyAsked(said)) return onDuty(said, context);
    for (const one of page) {
      const groups = one.exec(said)?.groups;
      // who asks orders nothing, unless they ask us to do it
      if (!groups || (groups.asks !== undefined && !POLITE.test(groups.polite ?? ''))) continue;
      // “and page them for INC-2”, after who is on call was asked
      if (groups.them && context.history.at(-1)?.steps.at(-1)?.tool !== 'who_is_on_call') continue;
      const id = idOf(groups, said, context);
      if (id) return planOf({ tool: 'update_incident', args: { id, add_people: ['on call'] } }, context);
      return { calls: [], say: { why: 'ask', text: smallTalkWords[context.language].whichOne } };
    }
  }
  return null;
}
