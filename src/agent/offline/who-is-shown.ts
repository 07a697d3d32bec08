import { LANGUAGES, type Language } from '../../domain/language.ts';
import { parseMoment } from '../../domain/moment.ts';
import { cameraAnswerWords } from '../../messages/catalogue/camera-answers.ts';
import { cameraWords } from '../../messages/catalogue/cameras.ts';
import { eventAwayWords } from '../../messages/catalogue/event-away.ts';
import { deny } from './permitted.ts';
import type { PastTurn, Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { tidied } from './tidied.ts';

/*
 * “Who is that?” after a camera’s picture or one event: whoever is in the event of that picture. Where the picture has none of its own, it is
 * shown again with how far from it the next event was, and nobody of another moment is told as if they were on it. Of several on it, also of the
 * one at its left, all are told in their order.
 */

const ONE = 'man|woman|person|guy|people|visitor|lady|fellow|stranger|one';
/** Which of several, by where they stand: they are told from the left to the right. */
const AT_SIDE: Record<Language, string> = {
  en: String.raw`(?: (?:standing |sitting |walking )?(?:on|at|to|in) the (?:(?:far |very )?(?:left|right)|middle|centre|center)(?: side)?)`,
  de: '(?: (?:ganz )?(?:links|rechts|in der mitte))',
  fr: '(?: (?:à|a) (?:gauche|droite)| au (?:milieu|centre))',
  es: '(?: (?:a|de) la (?:izquierda|derecha)| (?:en el|del) (?:medio|centro))',
};
const PICTURE = 'picture|photo|image|frame|snapshot|pic';
const WHO: Record<Language, RegExp> = {
  en: new RegExp(
    String.raw`^(?:(?:and|so|but|ok(?:ay)?)[, ]+)*(?:who(?:'s| is| was| are| were) (?:that|this|it|he|she|they|those|these|(?:the|that|this|those) (?:${ONE}))(?: (?:on|in) (?:it|there|(?:the|that|this) (?:${PICTURE})))?|who(?:'s| is| was| are)(?: there)? (?:on|in) (?:it|(?:the|that|this) (?:${PICTURE}))|who (?:do you|can you|do we|can we|did it) see(?: there| (?:on|in) (?:it|that|the (?:${PICTURE})))?|who(?:'s| is| was)(?: (?:that|this|(?:the|that|this) (?:other )?(?:${ONE})))?${AT_SIDE.en}(?: (?:on|in|of) (?:it|(?:the|that|this) (?:${PICTURE})))?|do (?:we|you) (?:know|recogni[sz]e) (?:him|her|them|(?:that|this) (?:${ONE})))(?: (?:there|again|exactly|then))*[?!. ]*$`,
    'iu',
  ),
  de: /^(?:(?:und|also)[, ]+)*(?:wer (?:ist|war|sind)(?: denn)? (?:das|dies|er|sie|der|die|(?:dieser|der) mann|(?:diese|die) (?:frau|person|leute))(?: (?:da|hier|dort|darauf|auf dem (?:bild|foto)))*|wer ist(?: da| hier| denn)? (?:darauf|(?:auf|in) (?:dem|diesem) (?:bild|foto))(?: zu sehen)?|kennen wir (?:ihn|sie|den|die|diese person)|wen (?:siehst du|sieht man)(?: da)?)[?!. ]*$/iu,
  fr: /^(?:(?:et|mais)[, ]+)*(?:qui est-ce|c'est qui|qui est(?:-il|-elle| cette personne| cet homme| cette femme)|qui (?:est|y a-t-il) (?:sur|dans) (?:l'image|la photo|cette image|cette photo)|qui (?:voit-on|vois-tu|voyez-vous)|(?:on|nous) (?:le|la|les) conna(?:[iî]t|issons)|(?:le|la) conna[iî]t-on)(?: là)?[?!. ]*$/iu,
  es: /^¿?(?:(?:y|pero)[, ]+)*(?:quién es(?: (?:ese|esa|este|esta|eso|él|ella|(?:esa|esta|la) persona|(?:ese|este|el) hombre|(?:esa|esta|la) mujer))?|quién (?:está|aparece|sale) en (?:la|esa|esta) (?:imagen|foto)|a quién (?:se )?ves?|(?:lo|la) conocemos)(?: ahí| allí)?[?!. ]*$/iu,
};

const side = (lead: string, language: Language, end = ''): RegExp =>
  new RegExp(String.raw`^¿?(?:${lead})${AT_SIDE[language]}(?:${end})?[?!. ]*$`, 'iu');
const AT: Record<Language, RegExp> = {
  en: side('(?:and )?(?:the (?:other )?(?:one|man|woman|person|guy))', 'en'),
  de: side(
    '(?:und )?(?:wer ist )?(?:(?:das|der|die|dieser|diese)(?: (?:mann|frau|person|eine|andere))?)?',
    'de',
    ' (?:auf (?:dem|diesem) (?:bild|foto))',
  ),
  fr: side(
    "(?:et )?(?:qui est(?:-ce)?|c'est qui|qui est-il|qui est-elle)?(?: ?(?:la personne|l'homme|la femme|celui|celle))?",
    'fr',
    " (?:de|sur) (?:l'image|la photo)",
  ),
  es: side(
    '(?:y )?(?:quién (?:es|está))?(?: ?(?:el|la|la persona|el hombre|la mujer))?',
    'es',
    ' (?:de|en) la (?:imagen|foto)',
  ),
};

/** Such a question as a plan; null for every other message. */
export function whoIsShown(text: string, context: PlanContext): Plan | null {
  const { history, language, pictures = 0, earlierPictures = 0 } = context;
  const said = tidied(text);
  const turn = history.at(-1);
  const steps = turn?.steps.filter(({ ok }) => ok) ?? [];
  const [step] = steps;
  if (!turn || step?.tool !== 'show_camera' || steps.length > 1 || pictures + earlierPictures > 0) return null;
  if (![language, 'en' as const].some((one) => WHO[one].test(said) || AT[one].test(said))) return null;
  const isOne = step.args.event !== undefined || (step.args.camera !== undefined && step.args.object === undefined);
  if (!isOne || step.args.zone !== undefined) return null;
  const call = ofEvent(turn, context) ?? { tool: 'show_camera', args: step.args };
  const no = deny(call, context);
  return no ? { calls: [], say: no } : { calls: [call], say: null };
}

/** Whoever is in the event of the picture that a turn showed: the one person, or the event with all of them. */
function ofEvent(turn: PastTurn, context: PlanContext): PlannedCall | null {
  const { answer, citations, steps } = turn;
  const refs = citations.flatMap(({ ref, mentioned }) => (mentioned ? [] : [ref]));
  const asked = steps.some(({ args }) => args.event !== undefined);
  const event = refs.find((ref) => ref.startsWith('EVT-') && (asked || isOfPicture(ref, answer)));
  if (event === undefined) return null;
  const shown = onPicture(answer);
  const [only] = shown ?? [];
  if (only !== undefined && shown?.length === 1) return { tool: 'who_is', args: { label: only } };
  // another picture of the event shows others
  if (shown !== null && !asked) return thatPicture(turn, context);
  const people = [...new Set(refs.filter((ref) => ref.startsWith('PER-')))];
  const alone = new RegExp(
    // of several pictures the one that was shown may show another
    String.raw`\[${event}\][^\n]*?:[\s\u00a0\u202f]1 person\p{L}* \(([^()\n]{1,80})\)(?![^\n]*; (?:[2-9]|\d{2,}) \p{L})`,
    'iu',
  ).exec(answer)?.[1];
  return shown !== null || alone === undefined || people.length > 1
    ? { tool: 'show_camera', args: { event } }
    : { tool: 'who_is', args: { label: people[0] ?? alone } };
}

/** The same picture once more: of the same camera at the same moment, however that was said then; of its latest, at the moment that one is of. */
function thatPicture({ at: then, steps, citations }: PastTurn, { now, timeZone }: PlanContext): PlannedCall {
  const args = steps.find(({ ok }) => ok)!.args;
  const said = typeof args.at === 'string' ? args.at : null;
  const moment = said !== null && then ? parseMoment(said, { now: then, timeZone }) : null;
  const latest = citations.find(({ ref, mentioned }) => ref.startsWith('CAM-') && !mentioned)?.at;
  const at = moment && 'at' in moment ? moment.at.toISOString() : (said ?? (latest === undefined ? null : latest));
  const isPast = at !== null && (said !== null || new Date(at) <= now);
  return { tool: 'show_camera', args: { ...args, ...(isPast ? { at } : {}) } };
}

/** The people that an answer told to be on the picture itself; null where the event has no other picture. */
function onPicture(answer: string): string[] | null {
  const line = answer
    .split('\n')
    .find((one) => LANGUAGES.some((language) => one.startsWith(cameraWords[language].card.onPicture)));
  return line === undefined ? null : (line.match(/\bPER-\d{1,9}\b/g) ?? []);
}

/** Whether an answer tells the event as the picture's own. */
const isOfPicture = (ref: string, answer: string): boolean =>
  LANGUAGES.some((language) =>
    [eventAwayWords[language].same(ref, ''), cameraAnswerWords[language].event(ref, '')].some((line) =>
      answer.includes(line.trim()),
    ),
  );
