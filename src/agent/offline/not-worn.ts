import type { Language } from '../../domain/language.ts';

/*
 * “Not wearing black”, “without a red jacket”: what is not of a colour cannot be looked for, as a picture shows no more than the colours that were
 * recognised. Such a condition is found here so that it is named as not used, and never looked for as if it were wanted.
 */

interface Words {
  /** What takes back whatever follows it. */
  not: string;
  /** What leaves somebody out: “everyone except”; who that is may stand between. */
  except: string;
  /** What may stand between that and the clothes or the colour. */
  gap: string;
}

const WORDS: Record<Language, Words> = {
  en: {
    not: String.raw`not|\p{L}+n['’]t|cannot|never|without|w/o|with no|has no|have no|had no|having no|neither|nor|lacking|instead of|rather than|(?:did|does|do|was|were|is|are|has|have|had)nt`,
    except: String.raw`except(?: for)?|excluding|other than|apart from|besides|(?:any|every)(?:one|body|thing) but|all but|(?:those|people) but`,
    gap: String.raw`wear(?:s|ing)?|wore|worn|dressed|clad|in|all|an?|any|the|their|his|her|with|have|having|had|has|got|carry(?:ing)?|on|completely|entirely|really|been|being|be|was|were|is|are|or|colou?red`,
  },
  de: {
    not: String.raw`nicht|nie(?:mals)?|ohne|kein(?:e[nrms]?)?|weder|noch|statt|anstatt`,
    except: String.raw`auße?r|ausser|ausgenommen|bis auf`,
    gap: String.raw`in|mit|eine?[nmrs]?|d(?:er|ie|as|en|em)|ganz|gekleidet|trägt|trug(?:en)?|tragen|trägt|oder|irgendeine?[nmrs]?`,
  },
  fr: {
    not: String.raw`pas|sans|jamais|ni|non|aucune?|au lieu de`,
    except: String.raw`sauf|excepté|hormis|à part|autres? que`,
    gap: String.raw`d['’]?|de|en|la|le|les|une?|des|avec|du|vêtue?s?|habillée?s?|portée?|porter|portant|ou|tout`,
  },
  es: {
    not: String.raw`no|sin|nunca|jam[aá]s|ni|tampoco|en vez de|en lugar de`,
    except: String.raw`salvo|excepto|menos|aparte de|que no sean?`,
    gap: String.raw`lleva\w*|iba\w*|ir|va[ns]?|vist[eió]\w*|vest[ií]\w*|fue\w*|era\w*|estaba\w*|est[aá]n?|ten[ií]a\w*|tiene\w*|una?|la|el|las|los|de|con|porta\w*|en|todo|o`,
  },
};
/** Whom an exception is about. */
const SOMEBODY = String.raw`the|that|those|these|an?|ones?|(?:any|some)(?:one|body)|people|persons?|m[ae]n|wom[ae]n|guys?|lad(?:y|ies)|girls?|boys?|visitors?|dem|der|den|die|das|einer?|eine[mn]|mann|frau|person(?:en)?|leuten?|jenen|denen|le|la|les|celui|celle|ceux|homme|femme|personnes?|el|los|las|hombre|mujer|personas?`;

const PATTERNS = Object.fromEntries(
  Object.entries(WORDS).map(([language, { not, except, gap }]) => [
    language,
    new RegExp(
      String.raw`(?<!\p{L})(?:(?:${not})(?:[ ,]+(?:${gap})(?!\p{L}))*|(?:${except})(?:[ ,]+(?:${gap}|${SOMEBODY})(?!\p{L}))*|(?<!\p{L})non)[ ’'-]*$`,
      'iu',
    ),
  ]),
) as Record<Language, RegExp>;

/** Where what takes back the clothes or the colour at `at` begins; null where nothing does. */
export function takenBack(said: string, at: number, language: Language): number | null {
  const found = PATTERNS[language].exec(said.slice(Math.max(0, at - MOST_BEFORE), at));
  return found ? Math.max(0, at - MOST_BEFORE) + found.index : null;
}
const MOST_BEFORE = 80;
