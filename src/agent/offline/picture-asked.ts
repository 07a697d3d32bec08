import type { Language } from '../../domain/language.ts';
import { isPersonName } from './intents/people.ts';
import { isName } from './intents/words.ts';
import { isUsualWord } from './likely/likely-tool.ts';
import { deny } from './permitted.ts';
import { args, type Plan, type PlanContext, type PlannedCall } from './plan-types.ts';
import { tidied } from './tidied.ts';

/*
 * What is asked of a picture that came with the message, or with the question before: “is it Tony Blair?” is answered from the picture, with
 * how alike they are, and never by telling who that is.
 */

const NAME = String.raw`(?<name>(?:per-\d{1,9}|person_[0-9a-f]{8})|\p{L}[\p{L}'.-]*(?: \p{L}[\p{L}'.-]*){0,3}?)`;
const LEAD = String.raw`^[¿¡\s]*(?:(?:and|so|but|or|ok(?:ay)?|well|hm+|no|then|und|oder|aber|also|et|ou|mais|alors|y|o|pero|entonces)[, ]+)*`;
const END_EN = String.raw`(?: (?:in|on) (?:it|there|(?:the|this|that|my) (?:picture|photo|image|pic|snapshot)))?(?: (?:then|perhaps|maybe|by any chance|after all|or not))*[\s?!.]*$`;
const END = String.raw`(?: (?:dann|vielleicht|oder(?: nicht)?|alors|par hasard|entonces|quizás?|acaso))*[\s?!.]*$`;
const ONE = String.raw`(?:it|this|that|he|she|(?:the|this|that) (?:person|man|woman|guy|face|one|lady|visitor|stranger)(?: (?:in|on) (?:it|(?:the|this|that|my) (?:picture|photo|image|pic)))?)`;

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
    form(String.raw`(?:maybe|perhaps|possibly|(?:it|this|that) (?:is|might be|could be|may be)) ${NAME}`, END_EN),
  ],
  de: [
    form(
      String.raw`(?:ist|war|könnte|kann|wäre|sind) (?:das|dies|es|er|sie|(?:die|diese|der|dieser) (?:person|mann|frau|typ))(?: (?:da|hier|auf dem (?:bild|foto)|etwa|vielleicht|nicht|wirklich))* ${NAME}(?: (?:sein|auf dem (?:bild|foto)))?`,
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

const LONGEST = 120;

/** Such a question as a plan; null for every other message. */
export function pictureAsked(text: string, context: PlanContext): Plan | null {
  const pictures = picturesMeant(context);
  const said = tidied(text);
  if (pictures.length === 0 || said.length > LONGEST) return null;
  const like = namedIn(said, context.language);
  if (like === null) return null;
  return planOf(
    pictures.map((picture) => ({ tool: 'who_is', args: args({ picture, like }) })),
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
