import type { Language } from '../../domain/language.ts';
import { isPersonName } from './intents/people.ts';
import { isName } from './intents/words.ts';
import { isUsualWord } from './likely/likely-tool.ts';
import { deny } from './permitted.ts';
import { args, type Plan, type PlanContext, type PlannedCall } from './plan-types.ts';
import { tidied } from './tidied.ts';

/*
 * What is asked of a picture that came with the message, or with the question before: “is it Tony Blair?” is answered from the picture, with
 * how alike they are, and never by telling who that is; “the one on the left” is the face there.
 */

const NAME = String.raw`(?<name>(?:per-\d{1,9}|person_[0-9a-f]{8})|\p{L}[\p{L}'.-]*(?: \p{L}[\p{L}'.-]*){0,3}?)`;
const LEAD = String.raw`^[¿¡\s]*(?:(?:and|so|but|or|ok(?:ay)?|well|hm+|no|then|und|oder|aber|also|et|ou|mais|alors|y|o|pero|entonces)[, ]+)*`;
const END_EN = String.raw`(?: (?:in|on) (?:it|there|(?:the|this|that|my) (?:picture|photo|image|pic|snapshot)))?(?: (?:then|perhaps|maybe|by any chance|after all|or not))*[\s?!.]*$`;
const END = String.raw`(?: (?:dann|vielleicht|oder(?: nicht)?|alors|par hasard|entonces|quizás?|acaso))*[\s?!.]*$`;
const ONE = String.raw`(?:it|this|that|he|she|(?:the|this|that)(?: @)? (?:person|man|woman|guy|face|one|lady|visitor|stranger|@)(?: @)?(?: (?:in|on) (?:it|(?:the|this|that|my) (?:picture|photo|image|pic)))?)`;

const form = (body: string, end = END): RegExp => new RegExp(LEAD + body + end, 'iu');

/** Whether a picture shows somebody who is named. */
const IS_IT: Record<Language, readonly RegExp[]> = {
  en: [
    form(
      String.raw`(?:is|was|isn't|wasn't|could|might|may|can|couldn't|would) ${ONE}(?: (?:be|really|maybe|perhaps|possibly|actually|not|in fact))* ${NAME}`,
      END_EN,
    ),
    form(
      String.raw`(?:does|do|doesn't|did) (?:${ONE}|they)(?: (?:really|also|not))* (?:look (?:at all )?like|resemble|match(?: with)?) ${NAME}`,
      END_EN,
    ),
    form(
      String.raw`how (?:much |closely |well )?(?:alike|similar|close)? ?(?:is|does|are) (?:${ONE}|they) (?:to|look like|resemble|match|like) ${NAME}`,
      END_EN,
    ),
    form(
      String.raw`(?:maybe|perhaps|possibly|(?:am i right (?:that )?|i think (?:that )?|i guess )?(?:it|this|that|he|she) (?:is|might be|could be|may be)) ${NAME}`,
      END_EN,
    ),
  ],
  de: [
    form(
      String.raw`(?:ist|war|könnte|kann|wäre|sind) (?:das|dies|es|er|sie|(?:die|diese|der|dieser|@) ?(?:person|mann|frau|typ|@)?)(?: (?:@|da|hier|auf dem (?:bild|foto)|etwa|vielleicht|nicht|wirklich))* ${NAME}(?: (?:sein|auf dem (?:bild|foto)))?`,
    ),
    form(
      String.raw`sieht (?:das|er|sie|(?:die|diese) person|(?:der|dieser) mann|(?:die|diese) frau) (?:etwa |nicht )?(?:aus )?wie ${NAME}(?: aus)?`,
    ),
    form(String.raw`wie ähnlich ist (?:das|er|sie|es|(?:die|diese) person) (?:mit )?${NAME}`),
    form(String.raw`(?:vielleicht|womöglich|das ist|es ist) ${NAME}`),
  ],
  fr: [
    form(
      String.raw`(?:est-ce (?:que c'est )?|c'est |serait-ce |est-il |est-elle |(?:ça|cela|ce) (?:pourrait|peut) être |est-ce que ce serait |peut-être )(?:bien |vraiment |peut-être )*${NAME}(?: sur (?:la|cette) (?:photo|image))?`,
    ),
    form(
      String.raw`(?:(?:est-ce qu')?(?:il|elle|on dirait|cette personne|ça) )?ressemble(?:-t-(?:il|elle))? (?:bien |vraiment )?à ${NAME}`,
    ),
  ],
  es: [
    form(
      String.raw`(?:es|era|será|sería|podría ser|puede ser|quizás? sea|no es)(?: (?:él|ella|est[ae]|es[ae]|(?:esta|esa|la) persona|acaso|realmente))* ${NAME}(?: (?:en|de) (?:la|esta) (?:foto|imagen))?`,
    ),
    form(String.raw`(?:(?:él|ella|esta persona) )?(?:se parece|cuánto se parece)(?: mucho)? a ${NAME}`),
  ],
};

/** Where in the picture somebody is: on which side, or at which place from a side. */
const SIDES: Record<Language, { nth: RegExp; left: RegExp; right: RegExp; middle: RegExp; who: RegExp }> = {
  en: {
    nth: /(?<nth>second|third|fourth|2nd|3rd|4th)(?: (?:person|one|face|man|woman|guy))? (?:from|on|to) (?:the )?(?<side>left|right)\b/i,
    left: /\b(?:(?:on|at|to|from) (?:the |my )?(?:far |very |extreme )?left(?:[- ]hand)?(?: side)?|left-?most|(?:far )?left(?= (?:person|man|woman|guy|one|face|girl|boy|lady)))(?!\p{L})/iu,
    right:
      /\b(?:(?:on|at|to|from) (?:the |my )?(?:far |very |extreme )?right(?:[- ]hand)?(?: side)?|right-?most|(?:far )?right(?= (?:person|man|woman|guy|one|face|girl|boy|lady)))(?!\p{L})/iu,
    middle:
      /\b(?:in (?:the )?(?:middle|cent(?:er|re))|(?:middle|cent(?:er|re))(?= (?:person|man|woman|guy|one|face|girl|boy|lady)))(?!\p{L})/iu,
    who: /\b(?:who(?:'s|s|m)?|identify|recogni[sz]e|know|name|(?:the|this|that) (?:\w+ )?(?:one|person|man|woman|guy|face|girl|boy|lady|fellow)|him|her|(?:and|what about|how about) (?:on )?the (?:left|right|middle))\b/i,
  },
  de: {
    nth: /(?<nth>zweite|dritte|vierte)[rn]?(?: (?:person|mann|frau|gesicht))? von (?<side>links|rechts)\b/i,
    left: /(?<!\p{L})(?:(?:ganz |hier |da )?links(?: außen)?|auf der linken seite|linke[nr]?)(?!\p{L})/iu,
    right: /(?<!\p{L})(?:(?:ganz |hier |da )?rechts(?: außen)?|auf der rechten seite|rechte[nr]?)(?!\p{L})/iu,
    middle: /(?<!\p{L})(?:in der mitte|mittlere[nr]?)(?!\p{L})/iu,
    who: /(?<!\p{L})(?:wer|wen|kenn(?:en|st|t)|erkenn\p{L}*|person|mann|frau|typ|gesicht|(?:und|der|die|das) (?:da |ganz )?(?:links|rechts|in der mitte))(?!\p{L})/iu,
  },
  fr: {
    nth: /(?<nth>deuxième|troisième|quatrième|seconde?)(?: (?:personne|homme|femme|visage))? (?:en partant de|à partir de|depuis) la (?<side>gauche|droite)/i,
    left: /(?<!\p{L})(?:tout )?(?:à|de|sur) (?:la )?gauche(?!\p{L})/iu,
    right: /(?<!\p{L})(?:tout )?(?:à|de|sur) (?:la )?droite(?!\p{L})/iu,
    middle: /(?<!\p{L})(?:au|du) (?:milieu|centre)(?!\p{L})/iu,
    who: /(?<!\p{L})(?:qui|connai\p{L}*|reconnai\p{L}*|personne|homme|femme|visage|celui|celle|et)(?!\p{L})/iu,
  },
  es: {
    nth: /(?<nth>segund[oa]|tercer[oa]?|cuart[oa])(?: (?:persona|hombre|mujer|cara))? (?:desde|por|empezando por|a partir de) la (?<side>izquierda|derecha)/i,
    left: /(?<!\p{L})(?:a|de|en) (?:la )?izquierda(?!\p{L})/iu,
    right: /(?<!\p{L})(?:a|de|en) (?:la )?derecha(?!\p{L})/iu,
    middle: /(?<!\p{L})(?:en el (?:medio|centro)|del (?:medio|centro)|en medio)(?!\p{L})/iu,
    who: /(?<!\p{L})(?:quién(?:es)?|quien(?:es)?|conoc\p{L}*|reconoc\p{L}*|persona|hombre|mujer|cara|el de|la de|y)(?!\p{L})/iu,
  },
};
const NUMBERS: readonly [RegExp, number][] = [
  [/^(?:2nd|zw|deux|second|segund)/i, 2],
  [/^(?:third|3rd|dritt|trois|terc)/i, 3],
  [/^(?:four|4th|viert|quatr|cuart)/i, 4],
];
/** Sides of a place, not of a picture. */
const OTHER =
  /(?<!\p{L})(?:cameras?|kameras?|cam[eé]ras?|c[aá]maras?|alerts?|incidents?|log-?ins?|sign-?ins?|rules?|doors?|zones?|tickets?|inc-\d+|alr-\d+|on[- ]call|duty)(?!\p{L})/iu;
const SEEN =
  /(?<!\p{L})(?:when|where|how often|last seen|wann|wo|wie oft|zuletzt|quand|où|combien de fois|cuándo|dónde|cuántas veces)(?!\p{L})/iu;

/** Where in the picture, as the tool takes it, and what else is said: there stands `@` for it. */
function sideIn(said: string, language: Language): { face: string; rest: string } | null {
  if (OTHER.test(said)) return null;
  for (const one of new Set<Language>([language, 'en'])) {
    const { nth, left, right, middle } = SIDES[one];
    const counted = nth.exec(said);
    if (counted) {
      const { nth: word = '', side = '' } = counted.groups ?? {};
      const place = NUMBERS.find(([begins]) => begins.test(word))?.[1] ?? 2;
      const isRight = /^(?:right|rechts|droite|derecha)$/i.test(side);
      return { face: String(isRight ? -place : place), rest: said.replace(counted[0], '@') };
    }
    for (const [face, words] of Object.entries({ left, right, middle }))
      if (words.test(said)) return { face, rest: said.replace(words, '@') };
  }
  return null;
}

/** Whether somebody at a place is asked for. */
const isAboutFace = (said: string, language: Language): boolean =>
  [language, 'en' as const].some((one) => SIDES[one].who.test(said));

/**
 * A picture that came with words that say nothing else, “and this one?”, “next”, “what about this man?”: who is on it. Null where none came,
 * or where the words ask for something.
 */
export function picturesLookedAt(
  { calls: [only, other], say, likely }: Plan,
  { pictures = 0, tools }: PlanContext,
): Plan | null {
  if (pictures === 0 || !tools.has('who_is')) return null;
  const isNothingElse =
    only === undefined
      ? say === null || say.why === 'unclear' || say.why === 'ask' || say.why === 'small_talk'
      : other === undefined && (likely === true || (only.tool === 'search_help' && only.args.offer === true));
  return isNothingElse
    ? { calls: Array.from({ length: pictures }, (_, at) => ({ tool: 'who_is', args: { picture: at + 1 } })), say: null }
    : null;
}

const LONGEST = 120;

/** Such a question as a plan; null for every other message. */
export function pictureAsked(text: string, context: PlanContext): Plan | null {
  const pictures = picturesMeant(context);
  const said = tidied(text);
  if (pictures.length === 0 || said.length > LONGEST) return null;
  const side = sideIn(said, context.language);
  const like = namedIn(side?.rest ?? said, context.language);
  if (like === null && (side === null || !isAboutFace(said, context.language))) return null;
  const calls: PlannedCall[] = pictures.map((picture) => ({
    tool: 'who_is',
    args: args({ picture, face: side?.face, like }),
  }));
  const isSeen = like === null && pictures.length === 1 && SEEN.test(said);
  return planOf(
    [...calls, ...(isSeen ? [{ tool: 'find_sightings', args: {}, needs: 'identified' as const }] : [])],
    context,
  );
}

/** The pictures of this message, or those that the answer before was about. */
function picturesMeant({ pictures = 0, earlierPictures = 0, history }: PlanContext): number[] {
  if (pictures > 0) return Array.from({ length: pictures }, (_, at) => at + 1);
  const steps = history.findLast((turn) => turn.steps.length > 0)?.steps ?? [];
  const looked = steps.flatMap(({ tool, args: { picture } }) =>
    tool === 'who_is' && typeof picture === 'number' && picture <= earlierPictures ? [picture] : [],
  );
  return [...new Set(looked)];
}

function namedIn(said: string, language: Language): string | null {
  // English is typed in every conversation
  for (const one of new Set<Language>([language, 'en']))
    for (const words of IS_IT[one]) {
      const name = words.exec(said)?.groups?.name;
      if (name === undefined) continue;
      if (/^(?:per-\d+|person_[0-9a-f]{8})$/i.test(name)) return name.replace(/^per-/i, 'PER-');
      const parts = name.split(' ');
      const isTyped = /^\p{Lu}/u.test(name) || parts.every((word) => !isUsualWord(word.toLowerCase()));
      if (isTyped && parts.every(isName) && isPersonName(name)) return name;
    }
  return null;
}

function planOf(calls: readonly PlannedCall[], context: PlanContext): Plan {
  const no = deny(calls[0]!, context);
  return no ? { calls: [], say: no } : { calls: calls.slice(0, MOST), say: null };
}
const MOST = 5;
