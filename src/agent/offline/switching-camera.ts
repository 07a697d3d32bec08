import { LANGUAGES, type Language } from '../../domain/language.ts';
import { deny } from './permitted.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { tidied } from './tidied.ts';

/*
 * Orders to switch one camera off or on: “switch the loading dock camera off”, “turn CAM-3 back on”. A message is one of them as a whole, or
 * it is none; a camera is always named as one.
 */

const LEAD = String.raw`^(?:(?:please|ok(?:ay)?|can you|could you|then|and|now|bitte|kannst du|können sie|peux-tu|pouvez-vous|por favor|puedes)[, ]+)*`;
const END = String.raw`(?:,? (?:please|pls|now|for now|thanks|thank you|bitte|danke|jetzt|merci|s'il (?:vous|te) pla[iî]t|maintenant|por favor|gracias|ahora))*[ .!]*$`;
const form = (body: string): RegExp => new RegExp(`${LEAD}${body}${END}`, 'iu');

const NAME = String.raw`[\p{L}\d][\p{L}\d' -]{0,40}?`;
const REF = String.raw`cam-\d{1,9}`;
const ENGLISH = String.raw`(?:the |our )?(?:(?<ref>${REF})|camera (?:at |of |in )?(?:the )?(?<behind>${NAME})|(?<before>(?!(?:all|every|each|any|both|the|our|this|that|my|an?)\b)${NAME}) (?:camera|cam))`;
const GERMAN = String.raw`(?:die |unsere )?(?:(?<ref>${REF})|kamera (?:an |in |bei )?(?:der |dem |am )?(?<behind>${NAME})|(?<before>${NAME})-?kamera)`;
const FRENCH = String.raw`(?:la )?(?:(?<ref>${REF})|cam[eé]ra (?:de (?:la |l')?|du |d')?(?<behind>${NAME}))`;
const SPANISH = String.raw`(?:la )?(?:(?<ref>${REF})|c[aá]mara (?:de (?:la )?|del )?(?<behind>${NAME}))`;

const FORMS: Record<Language, { on: RegExp[]; off: RegExp[] }> = {
  en: {
    off: [
      form(String.raw`(?:switch|turn|shut) off ${ENGLISH}`),
      form(String.raw`(?:switch|turn|shut) ${ENGLISH} off`),
      form(String.raw`(?:disable|deactivate) ${ENGLISH}`),
    ],
    on: [
      form(String.raw`(?:switch|turn) (?:back )?on ${ENGLISH}(?: again)?`),
      form(String.raw`(?:switch|turn) ${ENGLISH} (?:back )?on(?: again)?`),
      form(String.raw`(?:re-?)?(?:enable|activate) ${ENGLISH}(?: again)?`),
    ],
  },
  de: {
    off: [
      form(String.raw`(?:schalte?n?(?: sie)?|mach(?:e|en sie)?|stelle?n?(?: sie)?) ${GERMAN} (?:aus|ab)`),
      form(String.raw`${GERMAN} (?:aus|ab)schalten`),
      form(String.raw`deaktiviere?n?(?: sie)? ${GERMAN}`),
    ],
    on: [
      form(String.raw`(?:schalte?n?(?: sie)?|mach(?:e|en sie)?|stelle?n?(?: sie)?) ${GERMAN} (?:wieder )?(?:ein|an)`),
      form(String.raw`${GERMAN} (?:wieder )?(?:ein|an)schalten`),
      form(String.raw`aktiviere?n?(?: sie)? ${GERMAN}(?: wieder)?`),
    ],
  },
  fr: {
    off: [form(String.raw`(?:[eé]tei(?:ns|gnez|ndre)|d[eé]sactive[rz]?|coupe[rz]?) ${FRENCH}`)],
    on: [form(String.raw`(?:r?allume[rz]?|(?:r[eé])?active[rz]?) ${FRENCH}(?: de nouveau)?`)],
  },
  es: {
    off: [form(String.raw`(?:apag(?:a|ar|ue|uen)|desactiv(?:a|ar|e|en)) ${SPANISH}`)],
    on: [form(String.raw`(?:enciend(?:e|a|an)|encender|(?:re)?activ(?:a|ar|e|en)) ${SPANISH}(?: de nuevo| otra vez)?`)],
  },
};

/** Such an order as a plan; null for every other message. */
export function switchingCamera(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > 120) return null;
  // the words of one language are typed in a conversation of another, and mean nothing else in it
  for (const language of LANGUAGES)
    for (const [way, forms] of Object.entries(FORMS[language])) {
      const groups = forms.map((one) => one.exec(said)?.groups).find((found) => found !== undefined);
      if (!groups) continue;
      const camera = (groups.ref?.toUpperCase() ?? groups.behind ?? groups.before ?? '').trim();
      // more than a name: a condition, a time, a second order
      if (camera === '' || BEYOND.test(camera)) return null;
      return planOf({ tool: 'switch_camera', args: { camera, on: way === 'on' } }, context);
    }
  return null;
}

const BEYOND =
  /\b(?:and|or|then|if|when|until|till|for|alerts?|alarms?|not|und|oder|dann|wenn|bis|für|nicht|et|ou|si|jusqu|pendant|pas|y|o|si|hasta|durante|no|was|were|is|are)\b/iu;

function planOf(call: PlannedCall, context: PlanContext): Plan {
  const no = deny(call, context);
  return no ? { calls: [], say: no } : { calls: [call], say: null };
}
