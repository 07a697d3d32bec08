import type { Language } from '../../domain/language.ts';
import { askingWords } from '../../messages/catalogue/asking.ts';
import { deny } from './permitted.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { meant } from './told.ts';

/*
 * “Show me that event”, “send me the picture”, after an answer about people or cameras: the event which that answer named. Of several it is
 * asked which.
 */

const END = String.raw`(?: (?:of (?:it|that|him|her|them)|again|please|from (?:it|that|there|then)|bitte|davon|nochmal|s'il (?:vous|te) pla[iî]t|por favor))*[ ?!.]*$`;
const form = (body: string): RegExp => new RegExp(body + END, 'iu');

const SHOW: Record<Language, RegExp> = {
  en: form(
    String.raw`^(?:(?:and|ok(?:ay)?|now|then|please|can you|could you|can i|let me)[, ]+)*(?:show|open|see|view|send|give|pull up|bring up|look at)(?: me| us)? (?:that|the|this|its|his|her|their) (?:camera )?(?:event|picture|photo|image|snapshot|pic|frame|recording)`,
  ),
  de: form(
    String.raw`^(?:(?:und|ok|jetzt|bitte|kannst du|können sie)[, ]+)*(?:zeige?n?|öffnen?|schicke?n?)(?: sie)?(?: mir| uns)? (?:bitte )?(?:das|dieses|diese|die|jenes) (?:ereignis|bild|foto|aufnahme)`,
  ),
  fr: form(
    String.raw`^(?:(?:et|ok|maintenant|alors|peux-tu|pouvez-vous)[, ]+)*(?:me |nous )?(?:montre[rz]?|ouvre[rz]?|ouvrir|envoie|envoyez|affiche[rz]?)(?:-moi|-nous)? (?:cet |cette |ce |la |le |l')(?:événement|evenement|image|photo|cliché)`,
  ),
  es: form(
    String.raw`^(?:(?:y|ok|ahora|entonces|puedes|puede)[, ]+)*(?:muéstra(?:me|nos)|muestra|enséña(?:me|nos)|abre|abra|env[ií]a(?:me)?|muéstreme|mostrarme) (?:ese|esa|este|esta|el|la) (?:evento|imagen|foto|captura)`,
  ),
};

/** “and the one before?” */
const BEFORE: Record<Language, RegExp> = {
  en: /^(?:(?:and|so|ok(?:ay)?|then|please)[, ]+)*(?:(?:show|see|what about|how about)(?: me)? )?(?:the )?(?:(?:one|picture|image|frame|photo) before(?: (?:that|it|this))?|(?:previous|preceding|prior) (?:one|picture|image|frame|photo)|before (?:that|this|it))(?: please)?[ ?!.]*$/iu,
  de: /^(?:(?:und|zeig(?:e|en sie)?|mir|bitte)[, ]+)*(?:das (?:bild )?davor|das (?:vorige|vorherige)(?: bild)?)[ ?!.]*$/iu,
  fr: /^(?:(?:et|montre[rz]?(?:-moi)?)[, ]+)*(?:(?:celle|l['’]image|la photo) (?:d['’]avant|précédente)|la précédente)[ ?!.]*$/iu,
  es: /^[¿¡]?(?:(?:y|muestra|muéstrame)[, ]+)*(?:la (?:imagen |foto )?(?:anterior|de antes))[ ?!.]*$/iu,
};

const OF_CAMERAS = new Set(['find_sightings', 'who_is', 'show_camera']);
const MOST = 4;

/** The camera whose picture was shown last, and when that was taken: who is on it may have been asked since. */
function pictureAtHand({ history }: PlanContext): { camera: string; before: string } | null {
  for (const { steps, citations } of history.slice(-LATELY).toReversed()) {
    const step = steps.findLast(({ ok, tool }) => ok && tool === 'show_camera');
    const shown = citations.find(({ ref }) => ref.startsWith('CAM-'));
    if (typeof step?.args.camera === 'string')
      return shown?.at === undefined ? null : { camera: step.args.camera, before: shown.at };
  }
  return null;
}
const LATELY = 3;

/** Such a wish as a plan; null for every other message. */
export function shownAtHand(text: string, context: PlanContext): Plan | null {
  const { history, language } = context;
  const said = tidied(text);
  const turn = history.at(-1);
  const step = turn?.steps.findLast(({ ok }) => ok);
  if (said.length > 100) return null;
  const earlier = [language, 'en' as const].some((one) => BEFORE[one].test(said)) ? pictureAtHand(context) : null;
  if (earlier) return { calls: [{ tool: 'show_camera', args: earlier }], say: null };
  if (!turn || !step || !OF_CAMERAS.has(step.tool)) return null;
  const told = meant([turn], ['camera_event'], { changes: true }).map(({ name }) => name);
  const named = told.filter((ref) => new RegExp(`${ref}(?!\\d)`).test(turn.answer));
  const events = named.length > 0 ? named : told;
  if (![language, 'en' as const].some((one) => SHOW[one].test(said))) return null;
  if (events.length > 1) {
    const options = events.slice(0, MOST).map((ref) => ({ label: ref, message: `show ${ref}` }));
    const question = askingWords[language].whichOne(options.map(({ label }) => label));
    return { calls: [], say: { why: 'ask', text: question, options } };
  }
  const [event] = events;
  const call: PlannedCall | null =
    event !== undefined
      ? { tool: 'show_camera', args: { event } }
      : step.tool === 'show_camera'
        ? { tool: 'show_camera', args: step.args }
        : null;
  const no = call && deny(call, context);
  return no ? { calls: [], say: no } : call && { calls: [call], say: null };
}
