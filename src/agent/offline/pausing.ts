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
const WHY = String.raw`(?:(?:,|;| -| –)? (?:because|since|as|weil|denn|car|parce que|porque) [^,;.?]{2,120}|(?:,|;| -| –) (?!(?:and|then|also|but|or|until|till|open|close|show)\b)[^,;.?]{2,60}(?:'s|'re|(?<=\s)(?:is|are|ist|sind|est|sont|está|están)) [^,;.?]{2,60})?`;
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
