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

const IT = String.raw`(?:it|that|this|(?:that|this) (?:one|camera)|the camera)`;
/** The same of the camera that was switched just now. */
const BACK: Record<Language, { on: RegExp[]; off: RegExp[] }> = {
  en: {
    off: [
      form(String.raw`(?:switch|turn|shut) ${IT} (?:back )?off(?: again)?`),
      form(String.raw`(?:switch|turn|shut) (?:back )?off ${IT}(?: again)?`),
      form(String.raw`(?:disable|deactivate) ${IT}(?: again)?`),
    ],
    on: [
      form(String.raw`(?:switch|turn|put) ${IT} (?:back )?on(?: again)?`),
      form(String.raw`(?:switch|turn) (?:back )?on ${IT}(?: again)?`),
      form(String.raw`(?:re-?)?(?:enable|activate) ${IT}(?: again)?`),
    ],
  },
  de: {
    off: [
      form(
        String.raw`(?:schalte?n?(?: sie)?|mach(?:e|en sie)?|stelle?n?(?: sie)?) (?:sie|die(?:se)?(?: kamera)?) (?:wieder )?(?:aus|ab)`,
      ),
    ],
    on: [
      form(
        String.raw`(?:schalte?n?(?: sie)?|mach(?:e|en sie)?|stelle?n?(?: sie)?) (?:sie|die(?:se)?(?: kamera)?) (?:wieder )?(?:ein|an)`,
      ),
    ],
  },
  fr: {
    off: [
      form(String.raw`(?:[eé]tei(?:ns|gnez)|d[eé]sactive[rz]?|coupe[rz]?)(?:-la| cette cam[eé]ra)(?: de nouveau)?`),
    ],
    on: [form(String.raw`(?:r?allume[rz]?|(?:r[eé])?active[rz]?)(?:-la| cette cam[eé]ra)(?: de nouveau)?`)],
  },
  es: {
    off: [form(String.raw`(?:ap[aá]g(?:a|ue)la|desact[ií]v(?:a|e)la)(?: de nuevo| otra vez)?`)],
    on: [
      form(
        String.raw`(?:enci[eé]nd(?:e|a)la|(?:re)?act[ií]v(?:a|e)la|(?:vuelve|vuelva) a (?:encenderla|activarla))(?: de nuevo| otra vez)?`,
      ),
    ],
  },
};

/** “turn it back on”, where nothing but one camera was switched in the turn before. */
function switchedBack(said: string, context: PlanContext): Plan | null {
  const turn = context.history.at(-1);
  const [step, another] = turn?.steps ?? [];
  if (step?.tool !== 'switch_camera' || !step.ok || another) return null;
  const cameras = (turn?.citations ?? []).filter(({ ref, mentioned }) => !mentioned && ref.startsWith('CAM-'));
  const camera = cameras.length === 1 ? cameras[0]!.ref : step.args.camera;
  for (const language of LANGUAGES)
    for (const [way, forms] of Object.entries(BACK[language]))
      if (forms.some((one) => one.test(said)))
        return planOf({ tool: 'switch_camera', args: { camera, on: way === 'on' } }, context);
  return null;
}

/** Such an order as a plan; null for every other message. */
export function switchingCamera(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > 120) return null;
  const back = switchedBack(said, context);
  if (back) return back;
  // the words of one language are typed in a conversation of another, and mean nothing else in it
  for (const language of LANGUAGES)
    for (const [way, forms] of Object.entries(FORMS[language])) {
      const groups = forms.map((one) => one.exec(said)?.groups).find((found) => found !== undefined);
      if (!groups) continue;
      const camera = (groups.ref?.toUpperCase() ?? groups.behind ?? groups.before ?? '').trim();
      // more than a name: a condition, a time, a second order
      if (camera === '' || BEYOND.test(camera) || /^back$/i.test(groups.behind ?? '')) return null;
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
