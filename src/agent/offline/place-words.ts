import { isUsualWord, placeOf } from './likely/likely-tool.ts';

/* The words around the names of places, in four languages. */

/** A name that is a word of the language as well is a place behind one of these alone: “in the safe”. */
export const LEAD = String.raw`(?:at|in|into|inside|on|by|near|from|outside|through|via|around|behind|beside|to|of|the|our|show(?: me)?|open|enters?|entered|entering|leaves|leaving|reach(?:es|ed)?|visit(?:s|ed)?|view|does|is|was|an|am|im|ins|auf|vor|vorm|bei|beim|durch|zum|zur|der|die|das|den|dem|dans|à|au|aux|la|le|les|du|devant|sur|en|el|los|las|del|al|por|camera|cam|kamera|caméra|cámara|zone|zona|bereich)`;
/** Any number of them, “in the ”, “à l'”. */
export const LEADS = String.raw`(?:${LEAD}\s+|[ld]['’])*`;
/** Behind one of these where another place stands before it: “at the annexe or store room”. */
export const LINK = String.raw`(?:and(?: also)?|or(?: else|,? failing that,?|,? if not,?)?|nor|plus|then|vs|versus|as well as|along ?(?:with|side)|together with|und(?: auch)?|oder(?: auch)?|als auch|bzw|beziehungsweise|sowie|dann|et(?: aussi)?|ou(?: bien)?|ainsi que|puis|más|luego|como|[yoeu])(?![\p{L}\p{N}])`;
/** Signs that lists have as well: “silo/gate 31”, “silo (or gate 31)”. */
export const SIGN = String.raw`(?:[,;/+|()\[\]&×…–-]|\.{2,3}|(?<=bzw|vs)\.)`;
/** What stands between the places of a list. */
export const BETWEEN = String.raw`(?:\s*(?:${SIGN}|(?<![\p{L}\p{N}])(?:${LINK}|ainsi qu['’]|qu['’])))+\s*`;

/** So long is the shortest name that is looked for. */
export const SHORTEST = 3;

/** Whether a name cannot be meant for anything else: it has a word that questions do not have. */
export const isDistinctive = (name: string): boolean =>
  name
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => word.length >= SHORTEST && /\p{L}/u.test(word) && isRare(word.toLowerCase()));
const isRare = (word: string): boolean => !isUsualWord(word) && (placeOf(word) ?? Number.POSITIVE_INFINITY) > RARE;
/** Among the words of English texts, from the most used. */
const RARE = 3000;

/** The same letters without their accents, each in its place, and with the apostrophe that keyboards have. */
export const unaccented = (text: string): string =>
  text.replaceAll(/\P{ASCII}/gu, (letter) => {
    if (letter === '’' || letter === '‘' || letter === 'ʼ') return "'";
    const [base = letter] = letter.normalize('NFD');
    return base.length === letter.length ? base : letter;
  });

export const escaped = (name: string): string =>
  name
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\s+(?=\d)/g, String.raw`\s*`)
    .replaceAll(/\s+/g, String.raw`\s+`);
