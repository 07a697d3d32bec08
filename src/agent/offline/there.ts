import type { Language } from '../../domain/language.ts';
import { focusOf } from './intents/seen-before.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';

const WISHES_TOLD =
  /^(?:(?:and|ok(?:ay)?|please|pls|can you|could you|then|so|now|i want you to|i'd like you to)[\s,]+)*(?:warn|alert|notify|tell|ping|inform|message|let) (?:me|us|everyone)\b(?: know)?.{0,12}\b(?:if|when|whenever|as soon as|every time|should)\b/i;
const IS_THERE =
  /\b((?:some|any)(?:one|body)|people|an? (?:person|man|woman|car|truck)|strangers?|cars?|trucks?)(?:'s| is| are)?(?: (?:seen|moving|walking|standing|goes|comes|shows up|appears|turns up))?(?: (?:up|in))? there\b/i;
/** Turns since which a camera is still what “there” means. */
const LATELY = 12;

/** “warn me if somebody is there after 10pm”: with the camera that was spoken of last in place of “there”. */
export function whereThatIs(text: string, { history }: Pick<PlanContext, 'history'>): string {
  if (!WISHES_TOLD.test(text) || !IS_THERE.test(text)) return text;
  const camera = cameraLately(history);
  return camera === null ? text : text.replace(IS_THERE, `$1 is seen by camera ${camera}`);
}

/** The one camera that the latest answer about any showed. */
function cameraLately(history: PlanContext['history']): string | null {
  for (const { citations } of history.slice(-LATELY).toReversed()) {
    const refs = new Set(
      citations.filter(({ ref, mentioned }) => !mentioned && ref.startsWith('CAM-')).map(({ ref }) => ref),
    );
    const [one] = refs;
    if (one !== undefined) return refs.size === 1 ? one : null;
  }
  return null;
}

/** “wer war dort heute?”, “¿hubo alertas allí?”: the place that was spoken of, in languages whose word for it the grammar does not have. */
export function thereMeant(made: Plan, text: string, { history, language }: PlanContext): Plan {
  const word = THERE[language]?.exec(text)?.groups?.there;
  const camera = word === undefined ? undefined : focusOf(history)?.camera;
  if (word === undefined || typeof camera !== 'string' || !made.calls.some(isOfAnyPlace)) return made;
  const unused = made.unused?.filter((said) => said.toLowerCase() !== word.toLowerCase());
  const { unused: _, ...rest } = made;
  const calls = made.calls.map((call) => (isOfAnyPlace(call) ? { ...call, args: { ...call.args, camera } } : call));
  return { ...rest, calls, ...(unused && unused.length > 0 && { unused }) };
}
const THERE: Partial<Record<Language, RegExp>> = {
  de: /(?<!\p{L})(?<there>dort|da(?= (?:heute|gestern|jemand|alarme?|fremde|unbekannte|noch|schon)|[ ?.!]*$))(?!\p{L})/iu,
  fr: /(?<!\p{L})(?<there>là-bas|(?<=qui )y|là(?=[ ?.!]*$))(?![\p{L}-])/iu,
  es: /(?<!\p{L})(?<there>allí|ahí|allá|alli)(?!\p{L})/iu,
};
const isOfAnyPlace = ({ tool, args }: PlannedCall): boolean =>
  args.camera === undefined &&
  args.zone === undefined &&
  (tool === 'find_sightings' || (tool === 'search_logs' && [args.kinds].flat().every((kind) => kind === 'alert')));
