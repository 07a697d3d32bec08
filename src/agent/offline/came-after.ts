import type { Language } from '../../domain/language.ts';
import { readEntities } from './entities.ts';
import { cameraName } from './intents/people.ts';
import { namesIn, REFERENCE } from './people-named.ts';
import { deny } from './permitted.ts';
import { args, type PastTurn, type Plan, type PlanContext } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { readUtterance } from './utterance.ts';

/*
 * “Who came after him?”, “who was at the front door before Colin Powell?”: whoever was seen next, or last before, where somebody was last seen.
 */

interface Words {
  /** Asks who came. */
  asks: string;
  after: string;
  before: string;
  pronoun: string;
  /** After whoever was told of, without a word for them. */
  next: RegExp;
}

const WORDS: Record<Language, Words> = {
  en: {
    asks: String.raw`who(?: else)?(?:'s| was| were| is| came| went| arrived| entered| walked| turned| showed)`,
    after: 'after',
    before: 'before',
    pronoun: 'him|her|them|that (?:person|man|woman)',
    next: /^(?:(?:and|so|ok),? )*who (?:(?:came|was|is|arrived|entered)(?: in| there| here| seen)? next|followed (?:him|her|them))[\s?!.]*$/iu,
  },
  de: {
    asks: 'wer(?: \\p{L}+){0,2}? ?(?:kam|kamen|war|waren|ging|folgte|erschien|betrat)',
    after: 'nach',
    before: 'vor',
    pronoun: 'ihm|ihr|ihnen',
    next: /^(?:und )?wer (?:kam|war|folgte) (?:danach|als nächste[rs]?|nach ihm|auf ihn)[\s?!.]*$/iu,
  },
  fr: {
    asks: String.raw`qui(?: d'autre)? (?:est|était|a|sont|vint)`,
    after: 'après',
    before: 'avant',
    pronoun: 'lui|elle|eux|elles',
    next: /^(?:et )?qui (?:est venu|est arrivé|était là|a suivi) (?:ensuite|après)[\s?!.]*$/iu,
  },
  es: {
    asks: 'quién(?:es)?(?: más)? (?:vino|llegó|entró|estuvo|estaba|fue|pasó|vinieron)',
    after: 'después de|tras',
    before: 'antes de',
    pronoun: 'él|ella|ellos|ellas',
    next: /^[¿\s]*(?:y )?quién (?:vino|llegó|entró|estuvo) (?:después|luego)[\s?!.]*$/iu,
  },
};
const LONGEST = 160;

/** Such a question as a plan; null for every other message. */
export function cameAfter(text: string, context: PlanContext): Plan | null {
  const { language, pictures, history } = context;
  const said = tidied(text);
  if (said.length > LONGEST || pictures) return null;
  const words = WORDS[language];
  const found = new RegExp(
    String.raw`^[¿\s]*(?:(?:and|so|but|ok|und|et|y),? )*${words.asks}(?!\p{L}).*?(?<!\p{L})(${words.after}|${words.before}) (?=(${words.pronoun})(?!\p{L})|\S)`,
    'iu',
  ).exec(said);
  const isNext = words.next.test(said);
  if (!found && !isNext) return null;
  const at = found ? found[0].length : said.length;
  const named = found && namesIn(said, language).find(({ from, name }) => from === at && isSomebody(name, language));
  const isPointed = isNext || found?.[2] !== undefined;
  if (!named && !isPointed) return null;
  const step = history
    .at(-1)
    ?.steps.findLast(({ tool, ok }) => ok && /^(?:find_sightings|who_is|show_camera)$/.test(tool));
  const whom = named?.name ?? (step ? whomTold(history.at(-1)!) : undefined);
  if (whom === undefined) return null;
  const end = named?.to ?? at + (found?.[2]?.length ?? 0);
  const rest = found ? said.slice(0, at - found[1]!.length - 1) + said.slice(end) : said;
  const utterance = readUtterance(rest, language);
  const entities = readEntities(utterance.norm, context.now, context.timeZone);
  if (entities.time?.problem || entities.ip || entities.refs.some(({ kind }) => kind !== 'person')) return null;
  const camera = cameraName({ utterance, start: 0, text: utterance.norm, entities, before: [], leftover: null });
  const before = !named && step?.tool === 'find_sightings' ? step.args : {};
  const isAfter = isNext || new RegExp(`^(?:${words.after})$`, 'iu').test(found![1]!);
  const call = {
    tool: 'find_sightings',
    args: args({
      [isAfter ? 'after' : 'before']: whom,
      camera: camera ?? before.camera,
      range: entities.time?.range ?? before.range,
    }),
  };
  const no = deny(call, context);
  return no ? { calls: [], say: no } : { calls: [call], say: null };
}

/** Typed with a capital, and in German with two: every noun has one. */
const isSomebody = (name: string, language: Language): boolean =>
  new RegExp(`^(?:${REFERENCE})$`).test(name) || (/\p{Lu}/u.test(name) && (language !== 'de' || name.includes(' ')));

/** The one person that an answer was about. */
function whomTold({ steps, citations, answer }: PastTurn): string | undefined {
  const asked = steps.flatMap(({ args: { person, label, after } }) => [person ?? label ?? after]);
  const [one, other] = new Set(asked.filter((name) => typeof name === 'string'));
  // whoever came after him is the next to be asked about
  const next = steps.some((step) => step.args.after !== undefined || step.args.before !== undefined);
  if (one !== undefined && !next) return other === undefined ? one : undefined;
  // … as it was told: they may have been seen since
  if (next)
    return answer
      .split('\n')[0]!
      .match(/\bEVT-\d+\b/g)
      ?.at(1);
  const named = new Set(answer.match(/\bPER-\d{1,9}\b/g) ?? []);
  const people = [...new Set(citations.filter(({ mentioned }) => !mentioned).map(({ ref }) => ref))].filter(
    (ref) => ref.startsWith('PER-') && (named.size === 0 || named.has(ref)),
  );
  return people.length === 1 ? people[0] : undefined;
}
