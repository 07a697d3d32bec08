import type { Strictness } from '../domain/moderation.ts';

/** “guard”, “guard this channel strictly”, “stop guarding” in any of our languages; the whole of it and nothing else. */
const GUARD =
  /^(?:guard(?:ed|ing)?|screen(?:ed|ing)?|moderat(?:e|ed)|bewach(?:en|e)|schütz(?:en|e)|moderier(?:en|e)|prot[eé]ge(?:r|z)?|surveille(?:r|z)?|mod[eé]re(?:r|z)?|proteg(?:er|e)|vigila(?:r)?|modera(?:r)?)$/iu;
const END =
  /^(?:stop|no|not|off|end|unguard(?:ed)?|un|nicht|kein(?:e)?|ende|aus|beende(?:n)?|ne|pas|plus|arr[eê]te(?:r|z)?|cesse(?:r|z)?|no|deja(?:r)?|parar?|fin)$/iu;
const FILLING =
  /^(?:please|bitte|this|the|channel|here|it|more|is|be|diesen|dieser|kanal|hier|mehr|nicht|ce|cet|canal|salon|ici|de|este|aquí|aqui|más|mas|s'il|vous|plaît|por|favor)$/iu;
const HOW: readonly (readonly [RegExp, Strictness])[] = [
  [/^(?:strict(?:ly)?|streng(?:er)?|strikt|stricte(?:ment)?|estricto|estrictamente)$/iu, 'strict'],
  [/^(?:relaxed|loose(?:ly)?|locker|gelassen|souple(?:ment)?|rel[aâ]ch[eé]|relajado|flexible)$/iu, 'relaxed'],
  [/^(?:normal(?:ly|e|ement|mente)?)$/iu, 'normal'],
];

/** How strictly somebody wants a channel's messages screened; null for everything that is not that alone. */
export function guardOrder(text: string): Strictness | null {
  if (text.length > 120) return null;
  const words = text
    .trim()
    .replace(/[.!]+$/u, '')
    .split(/\s+/u);
  let guards = false;
  let ends = false;
  let how: Strictness | null = null;
  for (const word of words) {
    const strictness = HOW.find(([said]) => said.test(word))?.[1];
    if (GUARD.test(word) && !guards) guards = true;
    else if (END.test(word)) ends = true;
    else if (strictness && how === null) how = strictness;
    else if (!FILLING.test(word)) return null;
    if (/^unguard/iu.test(word)) guards = true;
  }
  if (!guards || (ends && how !== null)) return null;
  return ends ? 'off' : (how ?? 'normal');
}
