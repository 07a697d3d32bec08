import type { Language } from '../../domain/language.ts';
import type { Severity } from '../../domain/severity.ts';
import { isShown } from './orders.ts';
import { args, type Plan, type PlanContext } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { findTime } from './times.ts';
import { readUtterance } from './utterance.ts';
import { form, planOf } from './whole-message.ts';

/*
 * What other systems reported: “what did Okta send yesterday?”, “signals about alice”, “which systems send us signals?”. A message is one
 * of these as a whole, or it is none: without the word “signal” it must name one of the systems that people have.
 */

const NAMES = String.raw`okta|entra(?: id)?|azure(?: ad)?|crowdstrike|falcon|defender|sentinel(?:one)?|grafana|prometheus|alertmanager|splunk|wazuh|datadog|pagerduty|cloudflare|github|gitlab|google workspace|duo|onelogin|jumpcloud|auth0|keycloak|zabbix|nagios|sentry|snyk|falco|suricata|elastic|panther|lacework|wiz|tenable|qualys|nessus|uptime kuma`;
/** A system that people have. */
export const SOURCES = new RegExp(String.raw`\b(?:${NAMES})\b`);
const KNOWN = String.raw`(?<known>${NAMES})`;
const SOURCE = String.raw`(?:the |our |dem |der |unser(?:em)? |le |la |el )?(?<source>(?!(?:today|yesterday|this|last|about|for|von|de|d|the) |(?:today|yesterday|heute|gestern|hier|ayer|hoy)\b)[\p{L}\p{N}][\p{L}\p{N}._-]{1,40}?)`;
const ABOUT = String.raw`(?:account |user |konto |compte |cuenta )?["“„«]?(?<user>[\p{L}\p{N}][\p{L}\p{N}.@_+-]{1,80})["”“»]?`;
const WHEN = String.raw`(?<when>(?:,? [\p{L}\p{N}:.'’/-]+){0,6}?)`;

const FORMS: Record<Language, { search: RegExp[]; senders: RegExp[] }> = {
  en: {
    search: [
      form(
        String.raw`what (?:did|has|does|do) ${KNOWN} (?:send|sent|report|reported|say|said|tell|told|flag|flagged)(?: us| to us| me)?(?: (?:about|on|concerning|regarding|for) ${ABOUT})?${WHEN}`,
      ),
      form(
        String.raw`how many (?:signals|things) (?:did|has|have) (?:${KNOWN}|(?:the |our )?(?<sender>(?!(?:we|they|you|i|it|he|she)\b)[\p{L}\p{N}][\p{L}\p{N}._-]{1,40})) (?:send|sent|report|reported|raise|raised)(?: us| to us)?(?: (?:about|on|for) ${ABOUT})?${WHEN}`,
      ),
      form(
        String.raw`(?:is |was |did we get |have we got |do we have |got )?(?:there )?(?:anything|something|any news|news)(?: new)? from ${KNOWN}${WHEN}`,
      ),
      form(
        String.raw`(?:(?:show|list|give|tell|get)(?: me| us)? |what(?:'s| is| are) |are there |were there |do we have |did we get )?(?:all |any |the |our |latest |last |recent |new )*signals?(?: of other systems)? (?:from|of|by|sent by) ${SOURCE}${WHEN}`,
      ),
      form(
        String.raw`(?:(?:show|list|give|tell|get)(?: me| us)? |what(?:'s| is| are) |are there |were there |do we have |did we get )?(?:all |any |the |our |latest |last |recent |new )*(?:${KNOWN} )signals?${WHEN}`,
      ),
      form(
        String.raw`(?:(?:show|list|give|tell|get)(?: me| us)? |are there |were there |do we have )?(?:all |any |the |our |latest |last |recent |new )*signals? (?:about|on|concerning|regarding|for) ${ABOUT}${WHEN}`,
      ),
      form(
        String.raw`(?:(?:show|list|give|tell|get)(?: me| us)? |which |what |are there |were there |did we get |how many )?(?:all |any |the |our |latest |last |recent |new )*signals?(?: of other systems| from other systems)?(?: came in| came| did we get| do we have| arrived| were sent| were there| are there)?${WHEN}`,
      ),
      form(
        String.raw`what (?:did|have|do) (?:the |our )?other systems (?:send|sent|report|reported|say)(?: us| to us)?${WHEN}`,
      ),
    ],
    senders: [
      form(
        String.raw`(?:which|what) (?:other )?(?:systems?|sources?|tools?)(?: (?:currently|do|does))? (?:send|sends|sent|report|reports|are sending|is sending)(?: us)?(?: any)? (?:signals?)(?: to us| here| in)?`,
      ),
      form(String.raw`(?:who|what) (?:sends|is sending)(?: us)? signals`),
    ],
  },
  de: {
    search: [
      form(String.raw`was hat ${KNOWN}(?: (?:über|zu) ${ABOUT})?${WHEN} (?:gesendet|gemeldet|geschickt)`),
      form(String.raw`was (?:meldet|sendet|schickt|meldete) ${KNOWN}${WHEN}`),
      form(
        String.raw`(?:zeige?(?: mir| uns)? |gibt es |gab es |welche )?(?:alle |die |neue |letzten )*signale? (?:von|aus) ${SOURCE}${WHEN}`,
      ),
      form(
        String.raw`(?:zeige?(?: mir| uns)? |gibt es |gab es |welche )?(?:alle |die |neue |letzten )*signale? (?:zu|über|für) ${ABOUT}${WHEN}`,
      ),
      form(
        String.raw`(?:zeige?(?: mir| uns)? |welche )?(?:alle |die |neue |letzten )*signale?(?: anderer systeme)?(?: gab es| kamen)?${WHEN}`,
      ),
    ],
    senders: [form(String.raw`welche systeme (?:senden|schicken|melden)(?: uns)? signale`)],
  },
  fr: {
    search: [
      form(String.raw`qu'(?:a|est-ce qu'a) (?:envoyé|signalé) ${KNOWN}${WHEN}`),
      form(String.raw`qu'est-ce que ${KNOWN} a (?:envoyé|signalé)(?: (?:sur|pour|concernant) ${ABOUT})?${WHEN}`),
      form(
        String.raw`(?:montre(?:-moi|z-moi)? |y a-t-il |quels? )?(?:tous |les |des |derniers )*signa(?:l|ux) (?:de|d'|par) ?${SOURCE}${WHEN}`,
      ),
      form(
        String.raw`(?:montre(?:-moi|z-moi)? |y a-t-il |quels? )?(?:tous |les |des |derniers )*signa(?:l|ux) (?:sur|concernant|au sujet de|pour) ${ABOUT}${WHEN}`,
      ),
    ],
    senders: [form(String.raw`quels systèmes (?:nous )?envoient des signaux`)],
  },
  es: {
    search: [
      form(
        String.raw`¿?qué (?:envió|informó|ha enviado|ha informado|reportó) ${KNOWN}(?: (?:sobre|de) ${ABOUT})?${WHEN}`,
      ),
      form(String.raw`¿?(?:muestra(?:me)? |hay |qué )?(?:todas |las |últimas )*señal(?:es)? de ${SOURCE}${WHEN}`),
      form(
        String.raw`¿?(?:muestra(?:me)? |hay |qué )?(?:todas |las |últimas )*señal(?:es)? (?:sobre|para) ${ABOUT}${WHEN}`,
      ),
    ],
    senders: [form(String.raw`¿?qué sistemas (?:nos )?envían señales`)],
  },
};

/** Such a question as a plan; null for every other message. */
export function aboutSignals(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > 200 || isShown(text)) return null;
  const { least, rest: withoutLeast } = leastOf(said);
  for (const language of new Set<Language>([context.language, 'en'])) {
    const { search, senders } = FORMS[language];
    if (senders.some((one) => one.test(said))) return planOf({ tool: 'search_signals', args: {} }, context);
    for (const one of search) {
      const groups = one.exec(withoutLeast)?.groups;
      if (!groups || groups.first) continue;
      const when = (groups.when ?? '').trim();
      const time = when === '' ? null : findTime(readUtterance(when, language).norm, context.now, context.timeZone);
      // what is said behind it must be a time, and nothing but
      if (when !== '' && (!time || time.problem || time.future || !isOnlyTime(when, language, context))) continue;
      const source = (groups.known ?? groups.source ?? groups.sender)?.toLowerCase();
      return planOf(
        { tool: 'search_signals', args: args({ source, user: groups.user, min_severity: least, range: time?.range }) },
        context,
      );
    }
  }
  return null;
}

const LEVELS: readonly [RegExp, Severity][] = [
  [/critical|kritisch\p{L}*|critiques?|críticas?|criticas?/iu, 'critical'],
  [/high|hohe[rn]?|hoch|élevée?s?|altas?/iu, 'high'],
  [/medium|mittlere[rn]?|mittel|moyenne?s?|medias?/iu, 'medium'],
];
const LEVEL = String.raw`(?:${LEVELS.map(([words]) => words.source).join('|')})`;
const WITH_LEVEL = new RegExp(
  String.raw` (?:of|with|at|having|from|mit|der|de|von) (?:a |at least )?(?:severity|schwere|gravité|gravedad) (?:of |at least |from |ab )?(?<level>${LEVEL})(?: (?:or (?:more|higher|above)|and (?:above|up|higher)|upwards?))?|(?<=\b(?:show|list|me|us|all|the|any|many) )(?<before>${LEVEL})(?:-severity| severity)? (?=signals?\b)|(?<=\bsignals?\b.{0,60}) (?:from|ab|at|of) (?<up>${LEVEL})(?: (?:upwards?|up|on|and (?:above|up|higher)))(?![\p{L}])`,
  'iu',
);

/** The severity that signals are to have, and what is left of the words. */
function leastOf(said: string): { least?: Severity; rest: string } {
  const found = /\bsign(?:al|aux)/i.test(said) ? WITH_LEVEL.exec(said) : null;
  const word = found?.groups?.level ?? found?.groups?.before ?? found?.groups?.up;
  const least = word && LEVELS.find(([words]) => words.test(word))?.[1];
  if (!found || !least) return { rest: said };
  return { least, rest: said.slice(0, found.index) + said.slice(found.index + found[0].length) };
}

const FILLER =
  /^(?:in|on|at|during|from|since|for|over|the|within|of|so far|,|am|im|in der|seit|pendant|depuis|en|de|la|le|el)$/i;

function isOnlyTime(when: string, language: Language, { now, timeZone }: PlanContext): boolean {
  const { norm } = readUtterance(when, language);
  const time = findTime(norm, now, timeZone);
  if (!time) return false;
  const rest = [...norm];
  for (const [from, to] of time.spans) for (let at = from; at < to; at++) rest[at] = ' ';
  return rest
    .join('')
    .split(/[\s,]+/)
    .every((word) => word === '' || FILLER.test(word));
}
