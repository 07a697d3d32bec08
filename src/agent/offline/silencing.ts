import type { Language } from '../../domain/language.ts';
import { formatReference, parseReference } from '../../domain/reference.ts';
import { parseUntil } from '../../domain/until.ts';
import { exceptionWords } from '../../messages/catalogue/alert-exceptions.ts';
import { smallTalkWords } from '../../messages/catalogue/small-talk.ts';
import { deny } from './permitted.ts';
import type { PastTurn, Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { tidied } from './tidied.ts';

/*
 * Orders to leave an alert alone for a while: “snooze ALR-3 until tomorrow”, “that's expected, don't alert again”, “tell ALR-3 again”;
 * and “what is snoozed?”. A message is one of them as a whole, from its first word to its last, or it is none: what quotes or reports
 * such an order, or forbids it, has more in it.
 */

interface Forms {
  snooze: RegExp[];
  expected: RegExp[];
  again: RegExp[];
  list: RegExp[];
}

const REF = String.raw`(?:(?:the )?(?:alert |alarm |alerte |alerta )?(?<ref>alr[- ]?\d{1,9}|(?:alert|alarm|alerte|alerta) (?:number |no\.? ?|#)?\d{1,9})|(?<other>the (?:[\p{L}-]+ ){1,3}(?:alert|alarm))|(?<it>it|that|this|that one|this one|that alert|this alert|the alert|das|es|den|ihn|diesen(?: alarm)?|ça|cela|la|cette alerte|eso|esto|esta alerta|la alerta))`;
const WHEN = String.raw`(?<when>[\p{L}\d][\p{L}\d:.' -]{0,40}?)`;
const WHY = String.raw`(?:(?:,|;|:| -| –)? (?:because |since |as |weil |denn |car |parce que |porque )(?<why>.{2,200}?)|(?:,|;| -| –) (?<note>[^,;].{2,200}?))?`;
const END = String.raw`(?:,? (?:please|pls|plz|thx|cheers|thanks|thank you|bitte|danke|merci|s'il (?:vous|te) pla[iî]t|por favor|gracias))?[ .!]*$`;
const LEAD = String.raw`^(?:(?:please|ok(?:ay)?|can you|could you|then|and|now|bitte|kannst du|können sie|peux-tu|pouvez-vous|por favor|puedes)[, ]+)*`;
const QUIET =
  '(?:snoozed|silenced|silencing|muted|muting|suppressed|suppressing|quiet|silent|back|on hold|held back|paused|ignored|ignoring|aside|on mute|on snooze|on silent|on ice)';
const NOW = String.raw`(?: (?:at the moment|right now|now|currently|today|at present))*\??`;
const form = (body: string): RegExp => new RegExp(LEAD + body + END, 'iu');

const FORMS: Record<Language, Forms> = {
  en: {
    snooze: [
      form(
        String.raw`(?:snooze|silence|postpone|mute) ${REF}(?: (?:for|until|till|til|up to) (?:the )?${WHEN})?${WHY}`,
      ),
      form(String.raw`leave ${REF} alone (?:for|until|till|til) ${WHEN}${WHY}`),
      form(String.raw`put ${REF} (?:to sleep|on snooze|on hold|aside)(?: (?:for|until|till|til) ${WHEN})?${WHY}`),
      form(
        String.raw`(?:remind|ping|tell|wake|nudge|ask) (?:me|us)(?: again)? (?:about|of|with|on) ${REF}(?: again)?,? (?:in |at |on |after )?${WHEN}`,
      ),
      form(String.raw`(?:come|get) back to (?:me|us) (?:about|on|with) ${REF},? (?:in |at |on |after )?${WHEN}`),
      form(
        String.raw`(?:don't|dont|do not|stop) (?:bug|bugg|bother|pester|disturb|nag|ping|page|annoy|wake)(?:ing|ging)? (?:me|us) (?:with|about|over|for|because of) ${REF} (?:for|until|till|til) ${WHEN}${WHY}`,
      ),
    ],
    expected: [
      form(
        String.raw`${REF}(?:'s| is| was) (?:all |totally |perfectly )?(?:expected|planned|known|normal|intended|ok(?:ay)?|fine)(?: (?:for|until|till) ${WHEN})?[,;.:]* (?:(?:so|and|please),? )*(?:don't|do not|never|stop|no need to) (?:alert|alerting|tell|notify|warn)(?: me| us| anyone)?(?: again| any ?more| about (?:it|this|that))*(?: (?:for|until|till) (?<when2>[\p{L}\d][\p{L}\d:.' -]{0,40}?))?`,
      ),
      form(
        String.raw`(?:don't|do not|never|stop|quit) (?:alert|alerting|notify|notifying|warn|warning|tell|telling|bug|bugging|ping|pinging|bother|bothering|nag|nagging|spam|spamming|page|paging)(?: me| us| anyone| people)? (?:again )?(?:about|for|on|with|of|over) ${REF}(?:'s (?:address|account|ip|user|device|host))?(?: again| any ?more)?(?: (?:(?:for|until|till) |(?=this |today\b))${WHEN})?${WHY}`,
      ),
      form(String.raw`${REF} (?:is|was) expected (?:for|until|till) ${WHEN}${WHY}`),
      form(
        String.raw`(?:treat|consider|regard|take|count|see|handle) ${REF} (?:as |to be )?(?:expected|planned|known|normal|intended)(?: activity| behaviou?r)? (?:for|until|till|til) ${WHEN}${WHY}`,
      ),
      form(String.raw`(?:expect|mark) ${REF}(?: as expected)? (?:for|until|till) ${WHEN}${WHY}`),
    ],
    again: [
      form(String.raw`(?:un-?snooze|un-?silence|un-?mute|wake(?: up)?) ${REF}`),
      form(String.raw`(?:tell|alert|notify)(?: me| us)?(?: about| of)? ${REF} again`),
      form(
        String.raw`(?:end|stop|cancel|remove|lift) (?:the |that )?(?:snooz(?:e|ing)|exception|silence)(?: (?:of|for|on))? ?${REF}`,
      ),
    ],
    list: [
      form(
        String.raw`(?:what(?:'s| is| are)?|which(?: alerts)?(?: are)?|show(?: me)?|list)(?: all)?(?: the)?(?: alerts)?(?: (?:that|which))?(?: are| is)?(?: currently| now)? (?:snoozed|silenced|held back|suppressed|not told|exceptions|snoozes|alert exceptions)(?: alerts)?(?: at the moment| now| right now)?\??`,
      ),
      form(
        String.raw`(?:what|which alerts|anything)(?: (?:are|is|do|did|have|has|am|i|we|you|safenest|being|currently|now|still|there|that|kept|keep|keeping|leave|leaving|left|hold|holding|held))+ (?:${QUIET})${NOW}`,
      ),
      form(
        String.raw`(?:what|which alerts)(?: (?:am|are|is|do|i|we|currently|now|still))+ (?:not|never)(?: (?:being|get|getting))? (?:told|alerted|notified|informed|warned)(?: (?:about|of))?${NOW}`,
      ),
      form(
        String.raw`(?:is|are)(?: there)? (?:any(?:thing)?|some(?:thing)?)(?: alerts?)?(?: (?:that|which|is|are|currently|being|kept|still|now))* ${QUIET}${NOW}`,
      ),
    ],
  },
  de: {
    snooze: [
      form(
        String.raw`(?:stelle? )?${REF} (?:bis|für)(?: zum)? ${WHEN} (?:zurück(?:stellen)?|stumm(?:schalten)?)${WHY}`,
      ),
      form(String.raw`(?:stelle? )?${REF} zurück(?:stellen)?${WHY}`),
    ],
    expected: [
      form(
        String.raw`${REF} (?:ist|war) (?:so )?(?:erwartet|geplant|normal|bekannt)[,;.:]* (?:bitte )?(?:nicht (?:mehr|wieder)|nie wieder) (?:melden|alarmieren|warnen)(?: (?:bis|für)(?: zum)? ${WHEN})?`,
      ),
    ],
    again: [form(String.raw`(?:melde )?${REF} wieder(?: melden)?`)],
    list: [
      form(
        String.raw`(?:was|welche alarme)(?: ist| sind| wird| werden)?(?: zurzeit| gerade)? (?:zurückgestellt|zurückgehalten|nicht gemeldet)\??`,
      ),
    ],
  },
  fr: {
    snooze: [
      form(
        String.raw`(?:reporte[rz]?|suspend[sr]?e?|mets en pause) ${REF}(?: (?:jusqu'(?:à|au)|pendant|pour)(?: la| le)? ${WHEN})?${WHY}`,
      ),
    ],
    expected: [
      form(
        String.raw`(?:c'est|${REF} est) (?:attendu|prévu|normal)e?[,;.:]* (?:ne |n')(?:(?:m'|me |nous |plus |pas )+)?(?:alerte[rz]?|signale[rz]?|préviens|prévenez|prévenir)(?: plus| pas)?(?: (?:jusqu'(?:à|au)|pendant) ${WHEN})?`,
      ),
    ],
    again: [form(String.raw`(?:signale[rz]?|alerte[rz]?) ${REF} (?:à|de) nouveau`)],
    list: [
      form(
        String.raw`(?:qu'est-ce qui est|quelles alertes sont) (?:reporté|reportées|retenu|retenues)(?: en ce moment)? ?\??`,
      ),
    ],
  },
  es: {
    snooze: [
      form(
        String.raw`(?:posp[oó]n|posponer|pospone|silencia|silenciar) ${REF}(?: (?:hasta|por|durante)(?: el| la)? ${WHEN})?${WHY}`,
      ),
    ],
    expected: [
      form(
        String.raw`(?:${REF} )?(?:es|está|era) (?:lo )?(?:esperad[oa]|normal|previst[oa])[,;.:]* no (?:vuelvas? a |volver a |me |nos )*avis(?:ar|es|e)(?: más| de nuevo)?(?: (?:hasta|por|durante) ${WHEN})?`,
      ),
    ],
    again: [form(String.raw`(?:volver|vuelve|vuelva) a avisar (?:de|sobre) ${REF}`)],
    list: [
      form(String.raw`¿?(?:qué está|qué alertas están) (?:pospuesto|pospuestas|retenido|retenidas)(?: ahora)?\??`),
    ],
  },
};

/** What stands behind an order and is no reason of it. */
const COURTESY =
  /,? (?:please|thanks|thank you|bitte|danke|merci|s'il (?:vous|te) pla[iî]t|por favor|gracias)[ .!]*$/iu;
const DEFAULTS = { snooze: '24 hours', expected: '30 days' } as const;

/** Such an order or question as a plan; null for every other message. */
export function silencing(text: string, context: PlanContext): Plan | null {
  const said = tidied(text).replace(COURTESY, '');
  if (said.length > 300) return null;
  // the words of one language may be typed in a conversation of another
  for (const language of new Set<Language>([context.language, 'en'])) {
    const { list, again, snooze, expected } = FORMS[language];
    if (list.some((one) => one.test(said))) return planOf({ tool: 'list_exceptions', args: {} }, context);
    const order =
      first(again, said, 'end', language) ??
      first(snooze, said, 'snooze', language) ??
      first(expected, said, 'expected', language);
    if (order) return ordered(order, context);
  }
  return null;
}

interface Order {
  how: 'snooze' | 'expected' | 'end';
  ref: string | null;
  /** An alert that is described, where none is named. */
  other: string | null;
  when: string | null;
  why: string | null;
  /** It says not to alert, or tell, again. */
  aboutAlerting: boolean;
}

/** Words for telling people of an alert. */
const ALERTING =
  /(?<!\p{L})(?:alert|alerting|tell|notify|warn|melden|alarmieren|warnen|alerte[rz]?|signale[rz]?|préviens|prévenez|prévenir|avis(?:ar|es|e))(?!\p{L})/iu;

function first(forms: readonly RegExp[], said: string, how: Order['how'], language: Language): Order | null {
  for (const one of forms) {
    const groups = one.exec(said)?.groups;
    if (!groups) continue;
    // what follows is about something else
    if (/\b(?:alr|inc|case|rule)-?\d/i.test(groups.note ?? groups.why ?? '')) continue;
    const when = groups.when ?? groups.when2 ?? null;
    const reference = groups.ref ? parseReference(/\d+/.exec(groups.ref)![0], 'alert') : null;
    return {
      how,
      ref: reference ? formatReference(reference) : null,
      other: groups.other ?? null,
      when: when && inEnglish(when, language),
      why: groups.why ?? groups.note ?? null,
      aboutAlerting: ALERTING.test(said),
    };
  }
  return null;
}

function ordered({ how, ref, other, when, why, aboutAlerting }: Order, context: PlanContext): Plan | null {
  const { language } = context;
  const refs = ref === null ? alertsAtHand(context.history) : [ref];
  // “that's expected until Friday” of nothing that is at hand may mean anything; whoever says not to alert again means an alert
  if (refs.length === 0 && how === 'expected' && !aboutAlerting) return null;
  const described = other === null ? null : lookedFor(other, when, context);
  if (described) return described;
  if (refs.length !== 1 || other !== null)
    return { calls: [], say: { why: 'ask', text: smallTalkWords[language].whichOne } };
  const [id] = refs;
  if (how === 'end') return planOf({ tool: 'silence_alert', args: { id, how } }, context);
  const until = when ?? DEFAULTS[how];
  if (!parseUntil(until, context))
    return { calls: [], say: { why: 'ask', text: exceptionWords[language].answer.past } };
  const args = { id, how, until, ...(why ? { reason: why } : {}) };
  return planOf({ tool: 'silence_alert', args }, context);
}

const DESCRIBES =
  /^the (?:(?:newest|latest|last|most recent|worst|top|first|open|low|medium|high|critical|severity|risk) ){1,3}(?:alert|alarm)$/;

/** “snooze the newest low alert”: it is shown first, and left alone when that is said of it; null where more is said of it than can be looked for. */
function lookedFor(said: string, when: string | null, context: PlanContext): Plan | null {
  const words = said.toLowerCase();
  if (!DESCRIBES.test(words)) return null;
  const severity = /\b(?:low|medium|high|critical)\b/.exec(words)?.[0];
  const args = {
    kinds: ['alert'],
    status: 'open',
    ...(severity && { severities: [severity] }),
    ...(/\b(?:worst|top)\b/.test(words) && { order: 'worst' }),
    limit: 1,
  };
  const plan = planOf({ tool: 'search_logs', args }, context);
  const no = deny({ tool: 'silence_alert', args: {} }, context);
  if (no) return { calls: [], say: no };
  return {
    ...plan,
    say: { why: 'not_here', text: exceptionWords[context.language].answer.seeFirst(when ?? DEFAULTS.snooze) },
  };
}

function planOf(call: PlannedCall, context: PlanContext): Plan {
  const no = deny(call, context);
  return no ? { calls: [], say: no } : { calls: [call], say: null };
}

/** The alerts that the last answer about any was about. */
function alertsAtHand(history: readonly PastTurn[]): string[] {
  const last = history.toReversed().find(({ citations }) => citations.some(({ ref }) => ref.startsWith('ALR-')));
  if (!last) return [];
  const named = last.steps.flatMap(({ tool, args, ok }) =>
    ok && /_alert$/.test(tool) && typeof args.id === 'string' ? [args.id] : [],
  );
  const shown = last.citations.filter(({ ref, mentioned }) => !mentioned && ref.startsWith('ALR-'));
  return [...new Set(named.length > 0 ? named : shown.map(({ ref }) => ref))];
}

const TIMES: [RegExp, string][] = [
  [/\b(?:übermorgen|après-demain|pasado mañana)/gu, 'the day after tomorrow'],
  [/\b(?:morgen|demain|mañana)(?: (?:früh|matin|por la mañana))?/gu, 'tomorrow'],
  [/\b(?:heute abend|ce soir|esta noche)/gu, 'tonight'],
  [
    /(?:nächste[rn]? woche|(?:la )?semaine prochaine|(?:la )?pr[oó]xima semana|(?:la )?semana que viene)/gu,
    'next week',
  ],
  [/\b(?:stunden?|heures?|horas?)\b/gu, 'hours'],
  [/\b(?:minuten?|minutos?)\b/gu, 'minutes'],
  [/\b(?:tagen?|tage|jours?|d[ií]as?)\b/gu, 'days'],
  [/\b(?:wochen?|semaines?|semanas?)\b/gu, 'weeks'],
  [/\b(?:montag|lundi|lunes)\b/gu, 'monday'],
  [/\b(?:dienstag|mardi|martes)\b/gu, 'tuesday'],
  [/\b(?:mittwoch|mercredi|mi[eé]rcoles)\b/gu, 'wednesday'],
  [/\b(?:donnerstag|jeudi|jueves)\b/gu, 'thursday'],
  [/\b(?:freitag|vendredi|viernes)\b/gu, 'friday'],
  [/\b(?:samstag|samedi|s[aá]bado)\b/gu, 'saturday'],
  [/\b(?:sonntag|dimanche|domingo)\b/gu, 'sunday'],
  [/\b(?:eine?[nr]?|une?|una?)\b/gu, '1'],
  [/\buhr\b/gu, ''],
];

/** A time as `parseUntil` reads it. */
function inEnglish(when: string, language: Language): string {
  const said = when.toLowerCase().replaceAll(/\b(?:tmrw|tmr|tmw|tomorow|tommorow|tommorrow)\b/g, 'tomorrow');
  return (
    language === 'en' ? said : TIMES.reduce((text, [words, english]) => text.replaceAll(words, english), said)
  ).trim();
}
