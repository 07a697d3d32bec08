import type { Language } from '../../domain/language.ts';
import { parseUntil } from '../../domain/until.ts';
import { exceptionWords } from '../../messages/catalogue/alert-exceptions.ts';
import { PLACE } from './intents/people.ts';
import { deny } from './permitted.ts';
import { args, type Plan, type PlanContext, type PlannedCall } from './plan-types.ts';
import { tidied } from './tidied.ts';

/*
 * Orders to pause alerts for a while: “pause alerts from all cameras until 5pm”, “no alerts from the loading dock for 2 hours”,
 * “resume alerts”; and “are alerts paused?”. A message is one of them as a whole, or it is none.
 */

interface Forms {
  pause: RegExp[];
  resume: RegExp[];
  list: RegExp[];
}

const LEAD = String.raw`^(?:(?:please|ok(?:ay)?|can you|could you|then|and|now|bitte|kannst du|können sie|peux-tu|pouvez-vous|por favor|puedes)[, ]+)*`;
const END = String.raw`(?:,? (?:please|pls|plz|thx|cheers|thanks|thank you|for now|bitte|danke|merci|s'il (?:vous|te) pla[iî]t|por favor|gracias))*[ .!]*$`;
/** Why, which nothing keeps: what is no further wish. */
const WHY = String.raw`(?:(?:,|;| -| –)? (?:because|since|as|weil|denn|car|parce que|porque) [^,;.?]{2,120}|(?:,|;| -| –) (?!(?:and|then|also|but|or|until|till|open|close|show)\b)[^,;.?]{2,60}(?:'s|'re|(?<=\s)(?:is|are|ist|sind|est|sont|está|están)) [^,;.?]{2,60}|(?:,|;| -| –) (?:we|they|i|he|she|it|there|nobody|someone|somebody|(?:the|our|my|some|wir|sie|es|die|der|das|unsere?|nous|on|ils?|elles?|il y|les?|la|hay|tenemos|viene|vienen|los|las|el|un|una|eine?) [\p{L}-]+) [^;.?]{2,80})?`;
const form = (body: string): RegExp => new RegExp(`${LEAD}${body}(?:,? (?:please|bitte|por favor))?${WHY}${END}`, 'iu');

const CAMERAS = String.raw`(?<cameras>(?:(?:all|every|each|the|our|alle[nr]?|toutes les|todas las|las|les|den|der)(?: of)?(?: (?:the|our))? )?(?:cameras?|kameras?|cam[eé]ras?|c[aá]maras?))`;
/** One camera, by its reference, by a word that says that it is one, or by a place that has one. */
const ONE = String.raw`(?:the |our |der |die |das |dem |den |la |le |el |l')?(?<one>cam-\d{1,9}|(?:camera|kamera|cam[eé]ra|c[aá]mara) (?!(?:until|till|for|bis|für|jusqu|pendant|hasta|por|durante)\b)[\p{L}\d][\p{L}\d' -]{0,40}?|[\p{L}\d][\p{L}\d' -]{0,40}? (?:camera|cam)|(?:[\p{L}\d'-]+ ){0,3}?(?:${PLACE})(?: \d{1,3})?)`;
/** One of a language in which whatever is named is a camera. */
const NAMED = String.raw`(?:der |die |das |dem |den |la |le |el |l')?(?<one>(?!alle\b|toutes\b|todas\b|der\b|la\b|kameras\b|cam[eé]ras\b|c[aá]maras\b)(?:kamera |cam[eé]ra |c[aá]mara )?(?:de (?:la |l')?|del )?[\p{L}\d][\p{L}\d' -]{0,40}?)`;
const WHEN = String.raw`(?<when>[\p{L}\d][\p{L}\d:.' -]{0,40}?)`;
const STOPS = String.raw`(?:pause|suspend|hold|stop|mute|silence|switch off|turn off)`;
const ALERTS = String.raw`(?:(?:all|any|the|our) )*(?:alerts?|alarms?|alerting|notifications?)`;
const FROM = String.raw`(?:from|of|for|at|by|on|about)`;
const UNTIL = String.raw`(?:,? (?:for|until|till|til|up to) (?:the next )?${WHEN})?`;

/** “from 8pm to 10pm”: of a time to come no pause can be ordered, for it begins at once. */
const HOUR = String.raw`\d{1,2}(?:[:.h]\d{2})?(?: ?(?:h|uhr|am|pm|a\.m\.|p\.m\.|o'clock|horas?|heures?))?`;
const DAY = String.raw`(?:,? (?:tonight|today|this evening|every (?:day|night|evening)|daily|heute(?: abend)?|täglich|ce soir|aujourd'hui|esta noche|hoy|tomorrow(?: (?:evening|night|morning))?|morgen(?: abend)?|demain(?: soir)?|mañana))?`;
const HOURS: Record<Language, readonly RegExp[]> = {
  en: [
    form(
      String.raw`(?:${STOPS}|no|hold|suspend|don't send|do not send)(?: more| me| us)* ${ALERTS}(?: ${FROM} (?:${CAMERAS}|${ONE}))?${DAY} (?:from|between) (?<from>${HOUR})(?: ?(?:to|and|until|till|-|–) ?)(?<to>${HOUR})${DAY}`,
    ),
  ],
  de: [
    form(
      String.raw`(?:pausiere|keine|halte|stelle?|schalte) ?(?:alle |die )*alarme${DAY} (?:von|zwischen) (?<from>${HOUR})(?: ?(?:bis|und|-) ?)(?<to>${HOUR})${DAY}(?: (?:an|aus|stumm|pausieren|anhalten))?`,
    ),
  ],
  fr: [
    form(
      String.raw`(?:suspend(?:s|re|ez)|mets?(?:tez|tre)? en pause|pas d(?:e |'))(?: ?(?:toutes )?(?:les )?)?alertes${DAY} (?:de|entre) (?<from>${HOUR})(?: ?(?:à|et|jusqu'à) ?)(?<to>${HOUR})${DAY}`,
    ),
  ],
  es: [
    form(
      String.raw`(?:pausa[r]?|suspend(?:er|e|a)|sin|no más|silencia[r]?) (?:todas )?(?:las )?alertas${DAY} (?:de|desde|entre) (?:las )?(?<from>${HOUR})(?: ?(?:a|y|hasta) (?:las )?)(?<to>${HOUR})${DAY}`,
    ),
  ],
};

const FORMS: Record<Language, Forms> = {
  en: {
    pause: [
      form(String.raw`(?:pause|suspend|hold) ${ALERTS}(?: ${FROM} (?<all>everything))?${UNTIL}`),
      form(String.raw`${STOPS} ${ALERTS} ${FROM} ${CAMERAS}${UNTIL}`),
      form(String.raw`${STOPS} ${ALERTS} ${FROM} ${ONE}${UNTIL}`),
      form(String.raw`${STOPS} (?:all |the |our )*(?<cameras>camera) (?:alerts|alarms|alerting|notifications)${UNTIL}`),
      form(String.raw`${STOPS} ${ONE}(?:'s)? (?:alerts|alarms|alerting|notifications)${UNTIL}`),
      form(String.raw`no (?:more )?(?:alerts|alarms|notifications) ${FROM} (?:${CAMERAS}|${ONE})${UNTIL}`),
      form(
        String.raw`(?:don't|do not|stop) (?:alert|alerting|notify|notifying|ping|pinging) (?:me|us)?(?: about| for| of)? ?(?:anything )?(?:on |at |from |by )?(?:${CAMERAS}|${ONE}) (?:for|until|till|til) (?:the next )?${WHEN}`,
      ),
    ],
    resume: [
      form(
        String.raw`(?:resume|un-?pause|restart|continue|un-?mute) ${ALERTS}(?: ${FROM} (?:(?<all>everything)|${CAMERAS}|${ONE}))?`,
      ),
      form(String.raw`(?:resume|un-?pause|restart|un-?mute) (?:all |the |our )*(?<cameras>camera) (?:alerts|alarms)`),
      form(String.raw`(?:resume|un-?pause|restart|un-?mute) ${ONE}(?:'s)? (?:alerts|alarms)`),
      form(String.raw`(?:turn|switch) ${ALERTS}(?: ${FROM} (?:${CAMERAS}|${ONE}))? (?:back )?on(?: again)?`),
      form(
        String.raw`(?:end|stop|cancel|lift) (?:the |that |our )?(?:alert |alerts |alarm )?pause(?: ${FROM} (?:${CAMERAS}|${ONE}))?`,
      ),
      form(String.raw`(?:alert|notify) (?:me|us) (?:about|from|of) (?:${CAMERAS}|${ONE}) again`),
    ],
    list: [
      form(
        String.raw`(?:are|is|have)(?: any| the| our| there| camera)* (?:alerts?|alarms?|alerting|cameras?)(?: any| being| currently| been)* paused(?: at the moment| right now| now)?\??`,
      ),
      form(
        String.raw`(?:which|what)(?: cameras?| alerts?)?(?: are| is| have| currently)* paused(?: at the moment| right now| now)?\??`,
      ),
    ],
  },
  de: {
    pause: [
      form(
        String.raw`(?:halte |pausiere |unterbrich |setze )?(?:alle |die )*(?:alarme|kameraalarme)(?: (?:von|für|an|bei|aus)?(?: )?(?:${CAMERAS}|${NAMED}))?(?: (?:bis|für)(?: zum)? ${WHEN})? (?:an|aus|pausieren|anhalten|aussetzen|unterbrechen)`,
      ),
      form(
        String.raw`pausiere (?:alle |die )*(?:alarme)(?: (?:von |für |an |bei )?(?:${CAMERAS}|${NAMED}))?(?: (?:bis|für)(?: zum)? ${WHEN})?`,
      ),
      form(
        String.raw`keine alarme (?:mehr )?(?:von|für|an|bei) (?:${CAMERAS}|${NAMED})(?: (?:bis|für)(?: zum)? ${WHEN})?`,
      ),
    ],
    resume: [
      form(
        String.raw`(?:setze )?(?:alle |die )*alarme(?: (?:von |für |an |bei )?(?:${CAMERAS}|${NAMED}))? (?:fort(?:setzen)?|wieder (?:melden|aufnehmen|einschalten))`,
      ),
      form(String.raw`(?:die )?(?:alarm)?pause (?:der alarme )?(?:beenden|aufheben)`),
    ],
    list: [
      form(
        String.raw`(?:sind|welche|was)(?: ist| sind)?(?: die)?(?: alarme| kameras)?(?: zurzeit| gerade)? (?:angehalten|pausiert)\??`,
      ),
    ],
  },
  fr: {
    pause: [
      form(
        String.raw`(?:suspend(?:s|re|ez)|mets?(?:tez|tre)? en pause|arrêtez?|pas d(?:e |'))(?: ?(?:toutes )?(?:les )?)?alertes(?: (?:de |d'|des |du |pour |à )(?:${CAMERAS}|${NAMED}))?(?: (?:jusqu'(?:à|au)|pendant|pour)(?: la| le)? ${WHEN})?`,
      ),
    ],
    resume: [
      form(
        String.raw`(?:reprend(?:s|re|ez)|réactive[rz]?|rétabli(?:s|r|ssez)) (?:toutes )?les alertes(?: (?:de |d'|des |du |pour |à )(?:${CAMERAS}|${NAMED}))?`,
      ),
    ],
    list: [form(String.raw`(?:est-ce que )?(?:les|des|quelles) alertes sont(?:-elles)? en pause ?\??`)],
  },
  es: {
    pause: [
      form(
        String.raw`(?:pausa[r]?|pausen?|suspend(?:er|e|a)|deten(?:er)?|no más|sin) (?:todas )?(?:las )?alertas(?: (?:de |del |para )(?:${CAMERAS}|${NAMED}))?(?: (?:hasta|durante|por)(?: el| la| las)? ${WHEN})?`,
      ),
    ],
    resume: [
      form(
        String.raw`(?:reanuda[r]?|reanude|reactiva[r]?|reactive) (?:todas )?las alertas(?: (?:de |del |para )(?:${CAMERAS}|${NAMED}))?`,
      ),
    ],
    list: [form(String.raw`¿?(?:hay|están|qué)(?: las)? alertas(?: están)? (?:en pausa|pausadas)\??`)],
  },
};

/** Such an order or question as a plan; null for every other message. */
export function pausing(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > 200) return null;
  // the words of one language may be typed in a conversation of another
  for (const language of new Set<Language>([context.language, 'en'])) {
    const { list, resume, pause } = FORMS[language];
    if (list.some((one) => one.test(said))) return planOf({ tool: 'list_exceptions', args: {} }, context);
    const ended = first(resume, said);
    if (ended) return planOf({ tool: 'pause_alerts', args: args({ of: ended.of, end: true }) }, context);
    const hours = HOURS[language].map((one) => one.exec(said)?.groups).find((groups) => groups !== undefined);
    if (hours) return fromTo(hours, said, context);
    const order = first(pause, said);
    if (!order) continue;
    if (order.when && !parseUntil(order.when, context)) {
      const open = said.slice(0, said.lastIndexOf(order.when)).trim();
      return { calls: [], say: { why: 'ask', text: exceptionWords[context.language].answer.past, open } };
    }
    return planOf({ tool: 'pause_alerts', args: args({ of: order.of ?? 'everything', until: order.when }) }, context);
  }
  return null;
}

/** A pause begins when it is ordered: of hours that run it lasts until their end, of later ones it is offered so. */
function fromTo(groups: Record<string, string | undefined>, said: string, context: PlanContext): Plan {
  const of = groups.cameras ? 'cameras' : groups.one ? cameraOf(groups.one) : 'everything';
  const until = clockOf(groups.to!, groups.to!);
  const call = { tool: 'pause_alerts', args: args({ of, until }) };
  const no = deny(call, context);
  if (no) return { calls: [], say: no };
  const words = exceptionWords[context.language].answer;
  const text = words.laterPause(clockOf(groups.from!, groups.to!), until);
  const isToday = !/\b(?:tomorrow|morgen|demain|mañana|every|daily|täglich)\b/u.test(said);
  return isToday && parseUntil(until, context)
    ? { calls: [], say: { why: 'ask', text: `${text} ${words.pauseNow(until)}`, offer: [call] } }
    : { calls: [], say: { why: 'not_here', text } };
}

/** `8pm` is 20:00; of “from 8 to 10pm” so is `8`. */
function clockOf(said: string, other: string): string {
  const [, hours, minutes] = /^(\d{1,2})(?:[:.h](\d{2}))?/.exec(said) ?? [];
  const half = (word: string): string | undefined => /\b(?:\d*)([ap])\.?m\b/i.exec(word)?.[1]?.toLowerCase();
  const part = half(said) ?? half(other);
  const hour = (Number(hours) % (part ? 12 : 24)) + (part === 'p' ? 12 : 0);
  return `${String(hour).padStart(2, '0')}:${minutes ?? '00'}`;
}

function first(forms: readonly RegExp[], said: string): { of: string | null; when: string | null } | null {
  for (const one of forms) {
    const groups = one.exec(said)?.groups;
    if (groups)
      return {
        of: groups.all ? 'everything' : groups.cameras ? 'cameras' : groups.one ? cameraOf(groups.one) : null,
        when: groups.when ?? null,
      };
  }
  return null;
}

/** Its name, without the word for what it is. */
const cameraOf = (said: string): string => {
  const name = said
    .replace(/^(?:camera|kamera|cam[eé]ra|c[aá]mara) /iu, '')
    .replace(/^(?:de (?:la |l')?|del )/iu, '')
    .replace(/ (?:camera|cam)$/iu, '')
    .trim();
  return /^cam-\d+$/i.test(name) ? name.toUpperCase() : name;
};

function planOf(call: PlannedCall, context: PlanContext): Plan {
  const no = deny(call, context);
  return no ? { calls: [], say: no } : { calls: [call], say: null };
}
