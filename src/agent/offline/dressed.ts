import type { Colour, ColoursWanted } from '../../domain/colours.ts';
import type { Language } from '../../domain/language.ts';
import { colourWords } from '../../messages/catalogue/colours.ts';
import { readEntities } from './entities.ts';
import { cameraName } from './intents/people.ts';
import { takenBack } from './not-worn.ts';
import { deny } from './permitted.ts';
import { args, type Plan, type PlanContext } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { readUtterance } from './utterance.ts';

/*
 * Who wore what, and vehicles by their colour: “somebody in a red jacket at the loading dock yesterday”, “a white van last night”. The words
 * for colours and what has them are read as typed, in each language; when and where are read of what is left, like everywhere.
 */

interface Lexicon {
  colours: Record<Colour, string>;
  upper: string;
  lower: string;
  /** What may be above or below. */
  worn: string;
  vehicles: [words: string, object: string][];
  /** Somebody. */
  person: string;
  /** “in red”, without saying what; the colour is the first group. */
  dressedIn: (colour: string) => string;
  /** What somebody is said to be beside, that nothing here looks at. */
  sexed: string;
  /** The thing stands behind its colour, or before it. */
  thing: 'after' | 'before';
}

const ENGLISH_PERSON =
  'some(?:one|body)|any(?:one|body)|persons?|people|m[ae]n|wom[ae]n|guys?|lad(?:y|ies)|girls?|boys?|visitors?|strangers?|individuals?|intruders?|nobody|no one|every(?:one|body)|who';

const LEXICON: Record<Language, Lexicon> = {
  en: {
    colours: {
      black: 'black',
      white: 'white',
      grey: 'gr[ea]y|silver',
      red: 'red|maroon|burgundy',
      orange: 'orange',
      yellow: 'yellow',
      green: 'green|olive',
      blue: 'blue|navy(?: blue)?|turquoise|teal',
      purple: 'purple|violet|lilac',
      pink: 'pink|magenta',
      brown: 'brown',
      beige: 'beige|tan',
    },
    upper:
      'jackets?|coats?|(?:t-?)?shirts?|tees?|hoodies?|sweaters?|sweatshirts?|jumpers?|pullovers?|tops?|vests?|hi-?vis(?: (?:vests?|jackets?))?|blouses?|blazers?|cardigans?|anoraks?|parkas?',
    lower: 'trousers|pants|jeans|shorts|skirts?|leggings|joggers|slacks',
    worn: 'clothes|clothing|outfits?|dress(?:es)?|overalls?|suits?|uniforms?|coveralls?',
    vehicles: [
      ['vans?|delivery vans?', 'van'],
      ['cars?|sedans?|taxis?|suvs?', 'car'],
      ['trucks?|lorr(?:y|ies)|pick-?ups?', 'truck'],
      ['bus(?:es)?|coach(?:es)?', 'bus'],
      ['motor-?(?:bikes?|cycles?)|scooters?|mopeds?', 'motorcycle'],
      ['vehicles?', 'vehicle'],
    ],
    person: ENGLISH_PERSON,
    dressedIn: (colour) =>
      `(?:wear(?:s|ing)?|wore|(?:dressed |clad |all )*in)(?: all)? (?:${colour})(?=$|[?.!,;]| (?:at|near|by|in|on|from|around|outside|inside|yesterday|today|tonight|last|this|between|before|after|since|and|or|c[oa]me|coming|walk\\w*|enter\\w*|was|were|is|been|seen|who|that|there|here|left|leave)(?!\\p{L}))`,
    sexed: 'm[ae]n|wom[ae]n|guys?|lad(?:y|ies)|girls?|boys?|males?|females?',
    thing: 'after',
  },
  de: {
    colours: {
      black: 'schwarz',
      white: 'wei(?:ss|ß)',
      grey: 'grau|silbern',
      red: 'rot',
      orange: 'orange(?:farben)?',
      yellow: 'gelb',
      green: 'grün|gruen',
      blue: 'blau|türkis',
      purple: 'lila|violett',
      pink: 'rosa|pink',
      brown: 'braun',
      beige: 'beige',
    },
    upper:
      '(?:warn|regen|leder|winter)?(?:jacken?|westen?)|mäntel|mantel|hemd|t-?shirts?|pullover|pulli|hoodie|kapuzenpulli|bluse|oberteil',
    lower: 'hosen?|jeans|rock|shorts|leggings',
    worn: 'kleidung|kleid|anzug|overall|uniform',
    vehicles: [
      ['transporter|lieferwagen|kastenwagen|vans?', 'van'],
      ['autos?|pkws?|wagen|taxis?', 'car'],
      ['lkws?|lastwagen|laster', 'truck'],
      ['busse?|bus', 'bus'],
      ['motorr(?:ad|äder)|roller', 'motorcycle'],
      ['fahrzeuge?', 'vehicle'],
    ],
    person:
      'jemand(?:en|em)?|personen?|leute|männer|mann|frauen?|besucher|unbekannte[rn]?|wer|niemand(?:en|em)?|menschen?',
    dressedIn: (colour) => `(?:ganz )?in (?:${colour})(?!\\p{L})|(?:ganz )?(?:${colour}) gekleidet`,
    sexed: 'männer|mann|frauen?|mädchen|jungen?',
    thing: 'after',
  },
  fr: {
    colours: {
      black: 'noire?s?',
      white: 'blanc(?:he)?s?',
      grey: 'grise?s?|argentée?s?',
      red: 'rouges?|bordeaux',
      orange: 'oranges?',
      yellow: 'jaunes?',
      green: 'verte?s?',
      blue: 'bleue?s?|turquoise',
      purple: 'violet(?:te)?s?|mauves?',
      pink: 'roses?',
      brown: 'marrons?|brune?s?',
      beige: 'beiges?',
    },
    upper: 'vestes?|manteaux?|chemises?|t(?:ee)?-?shirts?|pulls?|sweats?|gilets?|blousons?|blouses?|hauts?|anoraks?',
    lower: 'pantalons?|jeans?|shorts?|jupes?|leggings',
    worn: 'vêtements?|robes?|costumes?|combinaisons?|uniformes?|tenues?',
    vehicles: [
      ['camionnettes?|fourgon(?:nette)?s?|utilitaires?', 'van'],
      ['voitures?|taxis?', 'car'],
      ['camions?', 'truck'],
      ['bus|autocars?', 'bus'],
      ['motos?|scooters?', 'motorcycle'],
      ['véhicules?', 'vehicle'],
    ],
    person: "quelqu'un|personnes?|hommes?|femmes?|gens|visiteurs?|inconnus?|qui",
    dressedIn: (colour) => `(?:vêtue?s?|habillée?s?)? ?(?:en|de) (?:${colour})(?!\\p{L})`,
    sexed: 'hommes?|femmes?|filles?|garçons?',
    thing: 'before',
  },
  es: {
    colours: {
      black: 'negr[oa]s?',
      white: 'blanc[oa]s?',
      grey: 'gris(?:es)?|platead[oa]s?',
      red: 'roj[oa]s?|granate',
      orange: 'naranjas?',
      yellow: 'amarill[oa]s?',
      green: 'verdes?',
      blue: 'azul(?:es)?|turquesa',
      purple: 'morad[oa]s?|violetas?|lilas?',
      pink: 'rosas?',
      brown: 'marr[oó]n(?:es)?',
      beige: 'beis|beige',
    },
    upper:
      'chaquetas?|abrigos?|camisas?|camisetas?|sudaderas?|jers[eé]is?|jersey|chalecos?|cazadoras?|blusas?|anoraks?',
    lower: 'pantal[oó]n(?:es)?|vaqueros?|faldas?|shorts',
    worn: 'ropa|vestidos?|trajes?|monos?|uniformes?',
    vehicles: [
      ['furgonetas?|camionetas?', 'van'],
      ['coches?|carros?|autos?|taxis?', 'car'],
      ['cami[oó]n(?:es)?', 'truck'],
      ['autob[uú]s(?:es)?', 'bus'],
      ['motos?', 'motorcycle'],
      ['vehículos?', 'vehicle'],
    ],
    person: 'alguien|personas?|hombres?|mujer(?:es)?|gente|visitantes?|desconocid[oa]s?|nadie|quién|quien',
    dressedIn: (colour) => `(?:vestid[oa]s?)? ?de (?:${colour})(?!\\p{L})`,
    sexed: 'hombres?|mujer(?:es)?|chic[oa]s?',
    thing: 'before',
  },
};

/** Where somebody is from is said of people, never of what they wear: nothing looks at that. */
const ORIGIN: Record<Language, RegExp> = {
  en: /(?<!\p{L})(?:black|white|brown|asian|african|arabs?|arabic|latin[oa]|hispanic|caucasian|indian|jewish|muslim|turkish|dark[- ]skinned)(?:[- ]looking)? (?:people|persons?|m[ae]n|wom[ae]n|guys?|males?|females?|kids?|boys?|girls?|lad(?:y|ies)|visitors?|strangers?)(?!\p{L})/iu,
  de: /(?<!\p{L})(?:schwarze|wei(?:ss|ß)e|dunkelhäutige|arabische|asiatische|afrikanische|türkische)[nrs]? (?:personen?|männer|mann|frauen?|leute|menschen|besucher)(?!\p{L})/iu,
  fr: /(?<!\p{L})(?:personnes?|hommes?|femmes?|gens|types?) (?:noire?s?|blanc(?:he)?s?|arabes?|asiatiques?|africaine?s?|maghrébine?s?)(?!\p{L})/iu,
  es: /(?<!\p{L})(?:personas?|hombres?|mujer(?:es)?|gente|tip[oa]s?) (?:negr[oa]s?|blanc[oa]s?|árabes?|asiátic[oa]s?|african[oa]s?)(?!\p{L})/iu,
};

/** What is to be done, or told whenever it happens again, is no question of the past. */
const ORDERS =
  /(?<!\p{L})(?:rules?|alerts?|incidents?|alert|notify|warn|propose|whenever|every time|regeln?|alarm\w*|warn\w*|immer wenn|règles?|alertes?|chaque fois|reglas?|alertas?|av[ií]s\w+|cada vez)(?!\p{L})/iu;
/** “a red team exercise”, “code red”: no clothes. */
const MOST_READ = 300;

interface Pattern {
  part: 'upper' | 'lower' | 'worn' | 'dressed' | 'vehicle';
  colour: Colour;
  object?: string;
  pattern: RegExp;
}

const PATTERNS = new Map<Language, Pattern[]>();

function patternsOf(language: Language): Pattern[] {
  const known = PATTERNS.get(language);
  if (known) return known;
  const { colours, upper, lower, worn, vehicles, dressedIn, thing } = LEXICON[language];
  const shade = String.raw`(?:(?:dark|light|bright|pale|dunkel|hell)[- ]?)?`;
  const made = (Object.entries(colours) as [Colour, string][]).flatMap(([colour, words]): Pattern[] => {
    const said = `${shade}(?:${words})${language === 'de' ? '(?:e[nrsm]?)?' : ''}`;
    const with_ = (things: string): RegExp =>
      thing === 'after'
        ? new RegExp(
            String.raw`(?<!\p{L})(?:an? |einer? |eine[nm]? )?${said}(?: (?!and|und|or|oder|in|at|on)[\p{L}-]+)? (?:${things})(?!\p{L})`,
            'giu',
          )
        : new RegExp(
            String.raw`(?<!\p{L})(?:une? |una? )?(?:${things})(?: (?!et|y|ou|o|en|à|a)[\p{L}-]+)? ${said}(?:[- ](?:foncée?s?|claire?s?|oscur[oa]s?|clar[oa]s?))?(?!\p{L})`,
            'giu',
          );
    return [
      { part: 'upper', colour, pattern: with_(upper) },
      { part: 'lower', colour, pattern: with_(lower) },
      { part: 'worn', colour, pattern: with_(worn) },
      ...vehicles.map(([things, object]): Pattern => ({ part: 'vehicle', colour, object, pattern: with_(things) })),
      { part: 'dressed', colour, pattern: new RegExp(String.raw`(?<!\p{L})(?:${dressedIn(said)})`, 'giu') },
    ];
  });
  PATTERNS.set(language, made);
  return made;
}

/** Such a question as a plan; null for every other message. */
export function dressed(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > MOST_READ || ORDERS.test(said)) return null;
  // the words of one language may be typed in a conversation of another
  for (const language of new Set<Language>([context.language, 'en'])) {
    const found = read(said, language);
    if (found) return planOf(said, found, context, language);
    if (
      ORIGIN[language].test(said) &&
      /\?$|(?<!\p{L})(?:any|seen|saw|camera|kamera|gesehen|vu|caméra|visto|cámara)/iu.test(said)
    )
      return { calls: [], say: { why: 'scope', text: colourWords[context.language].never } };
  }
  return null;
}

const bareColours = (language: Language): RegExp =>
  new RegExp(String.raw`(?<!\p{L})(?:${Object.values(LEXICON[language].colours).join('|')})${COLOUR_ENDS}`, 'giu');
/** Behind a colour that stands by itself: “the red team” is none. */
const COLOUR_ENDS = String.raw`(?=\s*$|\s*[?.!,;]|\s+(?:at|near|by|in|on|from|today|yesterday|tonight|last|this|and|or|nor|was|were|is|who|heute|gestern|am|an|im|war|trug|und|oder|aujourd|hier|cette|ce|et|ou|hoy|ayer|anoche|est[ea]|y|o|en|à|a)(?!\p{L}))`;
const WEARS =
  /(?<!\p{L})(?:wear\w*|wore|worn|dress\w*|clad|in|anything|trag\w*|träg\w*|trug\w*|gekleidet|port\p{L}*|vêtu\p{L}*|habill\p{L}*|en|llev\w*|v[ie]st\w*|de)(?!\p{L})/iu;

interface Read {
  wanted: ColoursWanted;
  object: string;
  /** What they do not wear, or it is not painted like, as typed: nothing looks for that. */
  unused: string[];
  /** What was said, without that. */
  rest: string;
}

function read(said: string, language: Language): Read | null {
  const words = LEXICON[language];
  const somebody = new RegExp(String.raw`(?<!\p{L})(?:${words.person})(?!\p{L})`, 'iu');
  const wanted: ColoursWanted = {};
  const unused: string[] = [];
  let object: string | null = null;
  let rest = said;
  const blank = (from: number, to: number): void => {
    rest = rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to);
  };
  /** Whether what stands there is taken back: then it is left aside. */
  const isLeftAside = (from: number, to: number): boolean => {
    const begin = takenBack(rest, from, language);
    if (begin === null) return false;
    unused.push(said.slice(begin, to).trim());
    blank(begin, to);
    return true;
  };
  for (const order of ['upper', 'lower', 'worn', 'vehicle', 'dressed'] as const)
    for (const { part, colour, object: kind, pattern } of patternsOf(language)) {
      if (part !== order) continue;
      // “in red” is worn only by somebody, and only where nothing else is
      if (part === 'dressed' && (!somebody.test(said) || object !== null)) continue;
      pattern.lastIndex = 0;
      const match = pattern.exec(rest);
      if (!match || (part === 'dressed' && match[0].trim().split(' ').length < 2)) continue;
      if (object !== null && (kind ?? 'person') !== object) continue;
      const place = part === 'upper' || part === 'lower' ? part : 'colour';
      if (wanted[place] !== undefined) continue;
      const from = match.index + (match[0].length - match[0].trimStart().length);
      const to = match.index + match[0].length;
      object = kind ?? 'person';
      if (isLeftAside(from, to)) continue;
      wanted[place] = colour;
      blank(match.index, to);
    }
  // “who wore no black”, “a car that is not white”: the colour by itself
  const has = (things: string): boolean => new RegExp(String.raw`(?<!\p{L})(?:${things})(?!\p{L})`, 'iu').test(rest);
  const vehicle = words.vehicles.find(([things]) => has(things))?.[1];
  const isClothed = has(`${words.upper}|${words.lower}|${words.worn}`) || (somebody.test(rest) && WEARS.test(rest));
  if (object !== null || vehicle || isClothed)
    for (const match of rest.matchAll(bareColours(language)))
      if (isLeftAside(match.index, match.index + match[0].length)) object ??= vehicle ?? 'person';
  return object === null ? null : { wanted, object, unused, rest };
}

function planOf(said: string, { wanted, object, unused, rest }: Read, context: PlanContext, language: Language): Plan {
  const utterance = readUtterance(rest, context.language);
  const text = utterance.norm;
  const entities = readEntities(text, context.now, context.timeZone);
  const camera = cameraName({ utterance, start: 0, text, entities, before: [], leftover: null });
  const call = {
    tool: 'show_camera',
    args: args({
      camera: camera && /^(?:any|all|every|each|our|the)?\s*cameras?$/i.test(camera) ? null : camera,
      at: entities.time?.at ?? entities.time?.range,
      object,
      ...wanted,
    }),
  };
  const no = deny(call, context);
  if (no) return { calls: [], say: no };
  const sexed = new RegExp(String.raw`(?<!\p{L})(?:${LEXICON[language].sexed})(?!\p{L})`, 'iu').test(said);
  return {
    calls: [call],
    say: sexed && object === 'person' ? { why: 'not_here', text: colourWords[context.language].never } : null,
    ...(unused.length > 0 && { unused }),
  };
}

/** How many colours a plan looks for at once. */
export const coloursIn = ({ calls: [only, other] }: Plan): number =>
  only?.tool === 'show_camera' && !other ? ['colour', 'upper', 'lower'].filter((name) => name in only.args).length : 0;
