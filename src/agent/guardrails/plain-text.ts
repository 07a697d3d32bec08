/** Dashes of every kind, and the minus sign. */
const DASHES = /[\p{Pd}\u2212\u00ad\u2043]/gu;
const UNSEEN = /\p{Cf}|\u034f|\u115f|\u1160|\u3164|[\ufe00-\ufe0f]/gu;
/** What a guardrail looks for; anything else may keep its own signs. */
const SUSPECT = /[@<]|:\/\/|\b(?:ALR|INC|RULE|PROP|LOG|CAM|EVT|PER|CASE|ACT|APL)[^a-z]|[a-z]:|[a-z0-9]\.[a-z]|\]\(/i;

/** A text as a reader takes it: full-width letters plain, every dash a hyphen, nothing unseen between the letters. */
export const plainText = (text: string): string =>
  text.replaceAll(DASHES, '-').normalize('NFKC').replaceAll(DASHES, '-').replaceAll(UNSEEN, '');

/** Signs that turn or hide the text around them, or spell words nobody sees; joiners stay, emoji and several scripts need them. */
const HIDING = /[\p{Cf}--[\u200c\u200d]]/gv;
/** Marks on one letter beyond those that any script needs. */
const PILED = /(\p{M}{3})\p{M}+/gu;

/**
 * The text to be checked and said: without what hides in it, and as it was written where nothing in it is disguised, else the
 * plain one. A dash in prose or an emoji made of several signs stays what it was.
 */
export function undisguised(written: string): string {
  const text = written.replaceAll(HIDING, '').replaceAll(PILED, '$1');
  const plain = plainText(text);
  if (plain === text || !SUSPECT.test(plain)) return text;
  const found = (one: string): string =>
    (
      one.match(
        /\b(?:ALR|INC|RULE|PROP|LOG|CAM|EVT|PER|CASE|ACT|APL)[\s_-]*[a-z0-9]*|[@<]\w*|[\w+.-]+:\/*\S*|\]\(\S*|[\w-]+(?:\.[\w-]+)+/gi,
      ) ?? []
    ).join(' ');
  return found(plain) === found(text) ? text : plain;
}
