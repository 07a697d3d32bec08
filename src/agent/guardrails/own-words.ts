/** What stands for words that are not the asker's own: something is said there, and it orders nothing. */
const SOMETHING = 'something';

const QUOTED =
  /“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»|"[^"\n]*"|(?<![\p{L}\p{N}])['‘’][^'‘’\n]*\s[^'‘’\n]*['‘’](?![\p{L}\p{N}])/gu;
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g;
/** Lines of a chat or a mail that were pasted: quoted, with a time and a name, or under a header. */
const PASTED_LINE =
  /^[ \t]*(?:[>|]|\[?\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?\]?\s*[-–]?\s*[^\s:][^:\n]{0,40}:|[^\s:][^:\n]{0,40}(?<!\b(?:to|until|till|by|from|since|before|after|bis|ab|vor|nach|jusqu['’]à|avant|hasta|antes de))\s\[?\d{1,2}:\d{2}(?: ?[ap]m)?\]?:?\s*$).*$/gim;
const HEADED =
  /^[ \t]*(?:from|to|subject|date|sent|cc|von|an|betreff|datum|de|à|objet|para|asunto|fecha)[ \t]*:.*(?:\n(?![ \t]*\n).*)*/gim;
/** "…what does this mean:" and what follows on further lines. */
const BELOW =
  /((?:\bmeans?|\bthis|\bthese|\bbelow|\bfollowing|\bmessage|\btext|\bmail|\bemail|\blog|\bnote|\bsays?|\bsaid|\bwrote|\breads?|\breceived|\bbedeutet|\bdas|\bfolgende[sn]?|\bnachricht|\bsignifie|\bceci|\bsuivant|\bsignifica|\besto|\bsiguiente)[^\n:?]{0,30}[:?][ \t]*\n)[\s\S]+$/iu;

/** A message in the asker's own words, and what they only quote, paste or repeat. */
export interface OwnWords {
  /** With a word in the place of everything that is not their own. */
  own: string;
  /** The words of others, one under the other. */
  foreign: string;
}

/** Tells what somebody says from what they show: text that is quoted, pasted or reported is data, whoever sends it. */
export function ownWords(message: string): OwnWords {
  const foreign: string[] = [];
  const away = (text: string): string => {
    foreign.push(text);
    return ` ${SOMETHING} `;
  };
  const own = message
    .replaceAll(CODE, away)
    .replaceAll(HEADED, away)
    .replace(BELOW, (whole, lead: string) => lead + away(whole.slice(lead.length)))
    .replaceAll(PASTED_LINE, away)
    .replaceAll(QUOTED, (quote) => `${quote[0]}${away(quote.slice(1, -1)).trim()}${quote.at(-1)}`);
  return { own, foreign: foreign.join('\n') };
}
