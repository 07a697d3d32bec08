import type { Language } from '../../domain/language.ts';
import { dressed } from './dressed.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { tidied } from './tidied.ts';

/*
 * “Who was at the loading dock besides Tony Blair?”: sightings cannot be asked for without somebody, so whom the question leaves out is named
 * as not used, and the rest of it is asked.
 */

/** What leaves somebody out. */
const EXCEPT: Record<Language, string> = {
  en: String.raw`besides|except(?:ing)?(?: for)?|excluding|other than|apart from|aside from|not counting|with the exception of|(?<=(?:any|every|no)(?: ?one|body) )but|but not`,
  de: 'außer|ausser|ausgenommen|abgesehen von|bis auf|mit ausnahme von|aber nicht',
  fr: String.raw`sauf|excepté|hormis|à part|à l['’]exception de|en dehors de|mis à part|(?:d['’])?autres? que|outre|mais pas`,
  es: String.raw`salvo|excepto|(?<!(?:al|lo|o) )menos|aparte de|además de|a excepción de|con excepción de|que no sean?|pero no|distint[oa]s? (?:de|a)`,
};
/** What may lead to whom, or where. */
const LEADS = String.raw`(?:(?:at|in|on|near|from|an|am|im|bei|beim|à|au|dans|de|d['’]|en|a|al|the|our|my|der|die|das|dem|den|unser(?:e[nrm]?)?|le|la|les|nos|notre|el|los|las|nuestr[oa]s?) ?(?<=[ '’]))*`;
/** What ends the name behind it. */
const ENDS = String.raw`(?:at|in|on|by|near|from|through|been|was|were|is|are|has|have|had|did|seen|c[oa]me|coming|enter\w*|left|fail\w*|try\w*|tried|log\w*|sign\w*|anmeld\p{L}*|angemeldet|connect\p{L}*|today|yesterday|tonight|last|this|since|between|before|after|during|ever|here|there|an|am|im|bei|auf|vor|war|waren|ist|sind|hat|haben|heute|gestern|letzte\p{L}*|diese\p{L}*|hier|da|dort|gesehen|gekommen|à|au|aux|dans|devant|sur|était|étaient|est|sont|a|aujourd['’]hui|hier|cette|ce|ici|là|vue?s?|venue?s?|en|al|por|estuv\p{L}*|est[áa]n?|ha|han|vino|hoy|ayer|anoche|est[ea]|aquí|allí)(?!\p{L})`;
const LONGEST = 300;

const PATTERNS = Object.fromEntries(
  Object.entries(EXCEPT).map(([language, except]) => [
    language,
    new RegExp(
      String.raw`(?<!\p{L})(?:${except})\s+${LEADS}(?!${ENDS})[\p{L}\p{N}_'’-]+(?: (?!${ENDS})[\p{L}\p{N}_'’-]+){0,4}`,
      'iu',
    ),
  ]),
) as Record<Language, RegExp>;

/** Such a question as a plan; null for every other message. `read` reads the rest of it. */
export function somebodyLeftOut(text: string, context: PlanContext, read: (text: string) => Plan): Plan | null {
  const said = tidied(text);
  if (said.length > LONGEST || context.pictures) return null;
  const found = PATTERNS[context.language].exec(said);
  if (!found || dressed(text, context)) return null;
  const rest = `${said.slice(0, found.index)}${said.slice(found.index + found[0].length)}`.replace(/\s+/g, ' ').trim();
  const made = read(rest.replace(/\s*,?\s*([?.!])/, '$1'));
  if (made.say || made.calls.length === 0 || !made.calls.every(({ tool }) => tool === 'find_sightings')) return null;
  return { ...made, unused: [found[0].trim(), ...(made.unused ?? [])] };
}
