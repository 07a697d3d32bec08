import type { Language } from '../../domain/language.ts';
import { readEntities } from './entities.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { readUtterance } from './utterance.ts';

/*
 * Two times in one question: “this morning and last night”, “at 8 and at 9”. Where they are no one stretch of time, the question is read once
 * for each, as if it had named that one alone, so that none is dropped.
 */

const LINKS: Record<Language, RegExp> = {
  en: /\s*(?:,\s*(?:and|or)?|\s(?:and|or|and also|as well as))\s+/giu,
  de: /\s*(?:,\s*(?:und|oder)?|\s(?:und|oder|sowie|und auch))\s+/giu,
  fr: /\s*(?:,\s*(?:et|ou)?|\s(?:et|ou|ainsi que))\s+/giu,
  es: /\s*(?:,\s*(?:y|o)?|\s(?:y|o|así como))\s+/giu,
};
const LONGEST = 200;
const MOST_LINKS = 6;
/** “between 8 and 9” is one stretch. */
const STRETCH = /(?<!\p{L})(?:between|from|zwischen|von|entre|de|desde)(?: las?)?\s*$/iu;
/** Words of one time: “on the 3rd of November”. */
const MOST_WORDS = 5;
const TIMED = /^(?:search_logs|find_sightings|show_camera)$/;

/** Such a question as a plan; null for every other message, and where `whole` has both times. `read` reads what names one. */
export function eachTime(text: string, context: PlanContext, whole: Plan, read: (text: string) => Plan): Plan | null {
  const [only, ...others] = whole.calls;
  if (text.length > LONGEST || !only || others.length > 0 || whole.say || !TIMED.test(only.tool)) return null;
  if (timeOf(only) === undefined || only.args.compare_to !== undefined) return null;
  const said = tidied(text);
  for (const link of [...said.matchAll(LINKS[context.language])].slice(0, MOST_LINKS)) {
    const [before, behind] = [said.slice(0, link.index), said.slice(link.index + link[0].length)];
    const first = timeAt(before, 'end', context);
    const second = timeAt(behind, 'start', context);
    if (first === null || second === null || STRETCH.test(before.slice(0, before.length - first.length))) continue;
    const rest = behind.slice(second.length);
    const plans = [first, second].map((time) => read(`${before.slice(0, before.length - first.length)}${time}${rest}`));
    const calls = plans.flatMap((made) => (made.say ? [] : made.calls));
    const times = calls.map(timeOf);
    const isBoth = calls.length === 2 && calls.every(({ tool }) => tool === only.tool) && !times.includes(undefined);
    if (!isBoth || times[0] === times[1] || !times.includes(timeOf(only))) continue;
    const unused = [...new Set(plans.flatMap((made) => made.unused ?? []))];
    const { unused: _of, ...rest2 } = whole;
    return { ...rest2, calls, ...(unused.length > 0 && { unused }) };
  }
  return null;
}

const timeOf = ({ args }: Plan['calls'][number]): unknown => args.at ?? args.range;

/** The time that a text ends or begins with, as typed: as many words as are nothing but a time; null where there is none. */
function timeAt(text: string, where: 'start' | 'end', { language, now, timeZone }: PlanContext): string | null {
  const words = text.split(/(?<=\s)(?=\S)/);
  for (let count = Math.min(MOST_WORDS, words.length); count > 0; count -= 1) {
    const said = (where === 'end' ? words.slice(-count) : words.slice(0, count)).join('');
    const plain = said.replace(/[\s?!.,;]+$/, '');
    const { time, rest } = readEntities(readUtterance(plain, language).norm, now, timeZone);
    const isTime =
      time !== null && !time.problem && !/[\p{L}\p{N}]/u.test(rest.replace(/\b(?:at|on|in|the|of)\b/g, ''));
    if (isTime) return where === 'end' ? said : plain;
  }
  return null;
}
