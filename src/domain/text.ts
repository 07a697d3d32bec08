/** What is not seen, or turns and hides the text around it; joiners stay, emoji and several scripts need them. */
const UNSEEN = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]--[\t\n\r\u200c\u200d]]/gv;

/** Text a person wrote, as it may be stored and shown: no unseen characters, no half surrogate pairs, ends trimmed. */
export const cleanText = (text: string): string => text.replaceAll(UNSEEN, '').toWellFormed().trim();

/** The same on one line, cut after `limit` characters (code points). */
export function oneLine(text: string, limit = 200): string {
  // a quick cut first: a megabyte is not worth cleaning for two hundred characters
  const line = cleanText(text.slice(0, limit * 8).replaceAll(/\s+/g, ' ')).replaceAll(/ {2,}/g, ' ');
  const letters = [...line];
  return letters.length <= limit
    ? line
    : `${letters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`;
}

/** A text with its umlauts as they are typed where a keyboard has none: `Uebergang Sued`. */
export const umlautsWritten = (text: string): string =>
  text.replaceAll(/[äöüß]/giu, (letter) => {
    const written = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }[letter.toLowerCase()] ?? letter;
    return letter === letter.toLowerCase() ? written : `${written[0]!.toUpperCase()}${written.slice(1)}`;
  });
