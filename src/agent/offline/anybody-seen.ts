import type { Language } from '../../domain/language.ts';
import { readEntities } from './entities.ts';
import { deny } from './permitted.ts';
import { args, type Plan, type PlanContext } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { readUtterance } from './utterance.ts';

/*
 * “Was nobody at the front door today?”, “no one at all?”: whether anybody was seen. What denies it is put as what asks it, so that nobody looks
 * for somebody called “nobody”, and what is answered says which of the two it was.
 */

interface Words {
  /** Nobody at all, with what belongs to it. */
  nobody: RegExp;
  somebody: string;
  /** What else denies in the same sentence. */
  not: RegExp | null;
}

const WORDS: Record<Language, Words> = {
  en: {
    nobody:
      /(?<!\p{L})(?:nobody|no[- ]?one|no (?:person|people)|not (?:a (?:single )?(?:soul|person)|any(?:one|body)))(?:(?: else)? (?:at all|whatsoever))?(?!['\p{L}])/iu,
    somebody: 'anybody',
    not: null,
  },
  de: {
    nobody: /(?<!\p{L})(?:(?:gar |überhaupt )?(?:niemand(?:e[mn])?|keine[mnr]?)|kein mensch|keine seele)(?!\p{L})/iu,
    somebody: 'jemand',
    not: null,
  },
  fr: {
    nobody:
      /(?<!(?:une|la|cette|chaque|aucune|même|autre|de|par) )(?<!\p{L})(?:absolument )?personne(?! (?:inconnue?|connue?)s?(?!\p{L}))(?: du tout)?(?!\p{L})/iu,
    somebody: "quelqu'un",
    not: /(?<!\p{L})(?:n'|ne )/giu,
  },
  es: {
    nobody: /(?<!\p{L})(?:nadie|ninguna (?:persona|alma)|ni un alma)(?: en absoluto)?(?!\p{L})/iu,
    somebody: 'alguien',
    not: /(?<!\p{L})no (?=\p{L})/giu,
  },
};
/** An order, a wish, a condition, and what is said of work rather than of cameras. */
const OTHER =
  /(?<!\p{L})(?:if|when(?:ever)?|unless|until|should|shall|must|may|can|could|allowed|let|tell|notify|alert\w*|warn|rules?|notes?|comments?|notiz|nota|remarque|log\w*|sign\w*|accounts?|incidents?|on call|duty|shift|assign\w*|work\w*|handl\w*|answer\w*|wenn|falls|soll\p{L}*|darf|dürfen|muss|kann|meld\p{L}*|anmeld\p{L}*|angemeldet|regel|dienst|si|doit|doivent|peut|quand|connex\w*|connect\w*|astreinte|cuando|debe\w*|puede\w*|sesi[oó]n\w*|guardia)(?!\p{L})/iu;
const LONGEST = 200;

/** Such a question as a plan; null for every other message. `read` reads it as it asks whether anybody was. */
export function anybodySeen(text: string, context: PlanContext, read: (text: string) => Plan): Plan | null {
  const said = tidied(text);
  if (said.length > LONGEST || context.pictures || OTHER.test(said)) return null;
  const { nobody, somebody, not } = WORDS[context.language];
  const isDenied = nobody.test(said);
  const plain = isDenied ? said.replace(nobody, somebody).replace(not ?? /(?!)/, '') : said;
  const bare = ofAllCameras(plain, isDenied, context);
  if (bare || !isDenied) return bare;
  const made = read(plain);
  const { calls, say } = made;
  return say === null && calls.length > 0 && calls.every(({ tool }) => tool === 'find_sightings')
    ? { ...made, asked: 'anybody' }
    : null;
}

/** “Was anybody seen last night?”: nothing but that is said; “no one at all?” is asked of what was just looked for. */
function ofAllCameras(said: string, isDenied: boolean, context: PlanContext): Plan | null {
  const { norm } = readUtterance(said, context.language);
  const { rest, time } = readEntities(norm, context.now, context.timeZone);
  const words = rest.split(/[\s,.!?¿¡;:-]+/u).filter(Boolean);
  if (time?.problem || !words.every((word) => [FILLS, SOMEBODY, SEEN, PLACED].some((fits) => fits.test(word))))
    return null;
  if (!words.some((word) => SOMEBODY.test(word))) return null;
  const last = context.history.at(-1)?.steps.at(-1);
  const before = last?.ok && last.tool === 'find_sightings' ? last.args : null;
  const isWhole = words.some((word) => SEEN.test(word)) || (time && words.some((word) => PLACED.test(word)));
  if (!isWhole && !(isDenied && before)) return null;
  const call = {
    tool: 'find_sightings',
    args: args({ ...(isWhole ? {} : before), ...(time && { range: time.range }) }),
  };
  const no = deny(call, context);
  return no ? { calls: [], say: no } : { calls: [call], say: null, asked: 'anybody' };
}
const SOMEBODY = /^(?:any(?:one|body)|some(?:one|body)|jemand|quelqu'un|alguien)$/u;
/** They were seen, or came. */
const SEEN =
  /^(?:seen|spotted|noticed|sighted|detected|c[ao]me|coming|arrived?|arrive|entered|enter|visited|visit|showed|gesehen|gesichtet|bemerkt|k[ao]m|gekommen|vorbeigekommen|hereingekommen|reingekommen|aufgetaucht|vue?|aperçue?|passée?|venue?|est-il|entrée?|vio|visto|vista|vino|venido|pasó|pasado|entró|entrado|estuvo)$/u;
const PLACED = /^(?:there|here|in|inside|around|da|hier|dort|ici|là|aquí|allí)$/u;
const FILLS =
  /^(?:and|so|but|ok|okay|please|really|at|all|was|were|is|has|have|had|did|do|does|been|to|on|by|the|any|our|of|us|up|cameras?|building|site|premises|house|since|else|ever|und|denn|worden|vorbei|herein|rein|überhaupt|wirklich|vraiment|realmente|et|est|ce|que|a|a-t-on|t|il|y|avait-il|se|por|había|hubo)$/u;
