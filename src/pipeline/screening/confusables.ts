/**
 * Characters that are drawn like Latin letters and that compatibility decomposition (NFKD) leaves as they are. Chosen by hand from
 * what people write to get past filters; the letters of a row look like its key.
 */
const LOOKS_LIKE: Record<string, string> = {
  a: 'аαɑⱥɐᴀꓮΛ∂ᗩ',
  b: 'ЬвБʙꓐƀɓᏴƄҌ',
  c: 'сϲᴄⅽꓚƈɔҫᏟ',
  d: 'ԁđɗɖᴅꓓⅾᎠ',
  e: 'еєεɛéëҽɘǝ℮ᴇꓰ€Ꭼ',
  f: 'ƒꞙꜰꓝғ',
  g: 'ɡɢԍɠցꓖᏀǥ',
  h: 'һнʜɦηħꓧᎻ',
  i: 'іιıɩɪӏΙꓲᎥɨ',
  j: 'јʝᴊꓙɉϳ',
  k: 'кκᴋƙꓗҟқĸᏦ',
  l: 'ʟłⅼꓡɫℓᏞƖ',
  m: 'мᴍɱꓟϻΜᎷ',
  n: 'пոɴɲꓠηИŋᑎ',
  o: 'оοσօøɵᴏꓳѳӨ০๐',
  p: 'рρþᴘꓑƥᏢ',
  q: 'ԛգɋϙ',
  r: 'гʀɾꓣɍяᏒ',
  s: 'ѕꜱʂꓢƽЅՏᏚ',
  t: 'тτᴛƭꓔŧТҭᎢ',
  u: 'υսʊᴜꓴʋцᑌ',
  v: 'νѵᴠꓦⅴ∨ᏙV',
  w: 'ѡԝωшщᴡꓪɯᏔ',
  x: 'хχ×ꓫⅹӾҳ',
  y: 'уүγʏɏꓬчұ',
  z: 'ᴢʐƶꓜȥᏃ',
};

/** Drawn like a Latin letter, by code point. Letters of other alphabets among them are read so only beside Latin ones. */
export const CONFUSABLE: ReadonlyMap<number, string> = new Map(
  Object.entries(LOOKS_LIKE).flatMap(([letter, alike]) =>
    [...alike].flatMap((one) => [one, one.toLowerCase()].map((each) => [each.codePointAt(0)!, letter] as const)),
  ),
);

/** What two letters are written as one. */
export const LIGATURES: ReadonlyMap<number, string> = new Map([
  [0xdf, 'ss'],
  [0x1e9e, 'ss'],
  [0xe6, 'ae'],
  [0xc6, 'ae'],
  [0x153, 'oe'],
  [0x1f18e, 'ab'],
]);

/** Pictures that say something, as a word for it. */
export const EMOJI_WORDS: ReadonlyMap<number, string> = new Map(
  Object.entries({
    middlefinger: '🖕',
    furious: '🤬😡😠👿😤',
    knife: '🔪🗡🪓',
    gun: '🔫',
    bomb: '💣',
    skull: '💀☠',
    coffin: '⚰🪦',
    clown: '🤡',
    poop: '💩',
    pig: '🐷🐖🐽',
    snake: '🐍',
    rat: '🐀🪳',
    monkey: '🐒🐵🦍🦧',
    eggplantpicture: '🍆🍑💦👅🔞',
    disgusting: '🤮🤢',
    haha: '😂🤣😆😹😅',
    happy: '😄😁😀😃🙂😊☺😉😌😎🤩🥳😇',
    love: '❤♥💕💖💗💙💚💛💜🥰😍😘🤗💞🧡',
    sad: '😢😭☹🙁😞😔💔',
    great: '👍👏🙌💪🎉🔥✨🚀💯✅🏆',
    thanks: '🙏',
    bad: '👎',
  }).flatMap(([word, pictures]) => [...pictures].map((picture) => [picture.codePointAt(0)!, word] as const)),
);
