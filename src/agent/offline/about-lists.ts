import type { Language } from '../../domain/language.ts';
import { isShown } from './orders.ts';
import { args, type Plan, type PlanContext } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { form, planOf } from './whole-message.ts';

/*
 * Block lists: “is evil.example on a block list?”, “which block lists do we have?”. A message is one of these as a whole, or it is none: a
 * “list” alone is too many things.
 */

const THING = String.raw`(?:(?:the )?(?:account|user|domain|word|link|konto|wort|compte|domaine|mot|cuenta|dominio|palabra) )?["“„«]?(?<thing>(?!(?:there|any|it|this|that|he|she|they|who|what)\b)[@#]?[\p{L}\p{N}][^\s"“”„«»?,]{0,120}(?: [\p{L}\p{N}][^\s"“”„«»?,]{0,40}){0,2}?)["“”»]?`;
const LIST_EN = String.raw`(?:(?:block|ban|black|deny|shared block|policy|word|swear|swear[- ]word|(?:bad|banned|blocked|forbidden)[- ]words?)[- ]?lists?|lists? of (?:bad |banned |blocked |forbidden )?words)`;
const OF_EN = String.raw`(?:a |an |any |any of |one of |our |the |some |all |of our )*`;
const LIST_DE = String.raw`(?:sperr|block|bann|schwarze )[- ]?listen?`;
const OF_DE = String.raw`(?:einer?|irgendeiner|unseren?|unserer|der|den|die|alle|eine) `;
const LIST_FR = String.raw`listes? (?:de blocage|noires?)`;
const OF_FR = String.raw`(?:une|la|les|nos|notre|l'une de nos) `;
const LIST_ES = String.raw`listas? (?:de bloqueo|negras?)`;
const OF_ES = String.raw`(?:una|alguna|la|las|nuestra|nuestras|una de nuestras) `;

const FORMS: Record<Language, { thing: RegExp[]; all: RegExp[] }> = {
  en: {
    thing: [
      form(String.raw`(?:is|are|was) ${THING} (?:already |still |now )?(?:on|in|listed on|part of) ${OF_EN}${LIST_EN}`),
      // of a word, an account or a domain any list is meant
      form(
        String.raw`(?:is|are|was) (?=(?:the )?(?:word|account|user|domain|link)\b)${THING} (?:already |still |now )?(?:on|in|listed on|part of) ${OF_EN}lists?`,
      ),
      form(String.raw`(?:is|are) (?=["“])${THING} (?:already |still |now )?(?:on|in) ${OF_EN}lists?`),
      form(
        String.raw`(?:is|are|do we|did we) (?:block(?:ing)?|ban(?:ning)?|filter(?:ing)?|watch(?:ing)?)? ?(?=(?:the )?word\b)${THING}(?: (?:blocked|banned|forbidden|filtered|allowed|listed|watched|flagged|not allowed))?(?: (?:here|now|already|yet))?`,
      ),
      form(String.raw`why (?:is|was) ${THING} (?:on|in|put on|listed on) ${OF_EN}${LIST_EN}`),
      form(String.raw`since when (?:is|has) ${THING} (?:been )?(?:on|in) ${OF_EN}${LIST_EN}`),
      form(
        String.raw`(?:which|what|on which|on what) ${LIST_EN} (?:is|has|have|names?|contains?) ${THING}(?: on| in)?`,
      ),
      form(String.raw`(?:look up|check|find|search(?: for)?) ${THING} (?:on|in|against) ${OF_EN}${LIST_EN}`),
      form(String.raw`(?:do|does) ${OF_EN}${LIST_EN} (?:name|contain|have|include) ${THING}`),
    ],
    all: [
      form(
        String.raw`(?:which|what|how many) ${LIST_EN}(?: (?:do|have|did) we (?:have|use|got|subscribe to|subscribed to|keep)| are (?:there|we using|we subscribed to|in use))?(?: now)?`,
      ),
      form(String.raw`(?:show|list|give|open|see)(?: me| us)? ${OF_EN}${LIST_EN}`),
      form(String.raw`(?:our|the|my) ${LIST_EN}`),
      form(
        String.raw`(?:what(?:'s| is| has)?|anything|did anything|has anything) (?:changed?|new|been added|different)(?: lately| last| recently)? (?:on|in|with) ${OF_EN}${LIST_EN}(?: lately| recently)?`,
      ),
      form(String.raw`(?:are|do) ${OF_EN}${LIST_EN} (?:up to date|working|fetched|current|fresh|still work)`),
    ],
  },
  de: {
    thing: [
      form(String.raw`(?:ist|steht) ${THING} (?:schon |noch )?(?:auf|in) ${OF_DE}${LIST_DE}`),
      form(String.raw`warum (?:ist|steht) ${THING} (?:auf|in) ${OF_DE}${LIST_DE}`),
      form(String.raw`seit wann (?:ist|steht) ${THING} (?:auf|in) ${OF_DE}${LIST_DE}`),
      form(String.raw`auf welchen? ${LIST_DE} (?:ist|steht) ${THING}`),
    ],
    all: [
      form(String.raw`(?:welche|wie viele) ${LIST_DE}(?: (?:haben wir|gibt es|nutzen wir|benutzen wir))?`),
      form(String.raw`zeige?(?: mir| uns)? (?:alle |die |unsere )*${LIST_DE}`),
      form(String.raw`was (?:hat sich|ist) (?:auf|an|in) (?:den|unseren|der) ${LIST_DE} (?:geändert|neu)`),
    ],
  },
  fr: {
    thing: [
      form(
        String.raw`(?:est-ce que |est-ce qu')?${THING} (?:est|est-il|est-elle|figure|figure-t-il) (?:sur|dans) ${OF_FR}${LIST_FR}`,
      ),
      form(String.raw`pourquoi ${THING} (?:est|est-il|figure)(?:-t-il)? (?:sur|dans) ${OF_FR}${LIST_FR}`),
    ],
    all: [
      form(String.raw`(?:quelles|combien de) ${LIST_FR}(?: (?:avons-nous|y a-t-il|utilisons-nous))?`),
      form(String.raw`(?:montre(?:-moi|z-moi)?|affiche) (?:les |nos |toutes les )${LIST_FR}`),
      form(String.raw`qu'est-ce qui a changé (?:sur|dans) (?:les|nos) ${LIST_FR}`),
    ],
  },
  es: {
    thing: [
      form(String.raw`¿?(?:está|esta|figura) ${THING} en ${OF_ES}${LIST_ES}`),
      form(String.raw`¿?por qué (?:está|figura) ${THING} en ${OF_ES}${LIST_ES}`),
    ],
    all: [
      form(String.raw`¿?(?:qué|cuántas|que) ${LIST_ES}(?: (?:tenemos|hay|usamos))?`),
      form(String.raw`(?:muestra(?:me)?|muéstrame|enseña) (?:las |nuestras |todas las )${LIST_ES}`),
      form(String.raw`¿?qué ha cambiado en (?:las|nuestras) ${LIST_ES}`),
    ],
  },
};

/** Such a question as a plan; null for every other message. */
export function aboutLists(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > 250 || isShown(text) || !/list|\bword /i.test(said)) return null;
  for (const language of new Set<Language>([context.language, 'en'])) {
    const { thing, all } = FORMS[language];
    for (const one of thing) {
      const found = one.exec(said)?.groups?.thing;
      if (found) return planOf({ tool: 'search_lists', args: args({ thing: found }) }, context);
    }
    if (all.some((one) => one.test(said))) return planOf({ tool: 'search_lists', args: {} }, context);
  }
  return null;
}
