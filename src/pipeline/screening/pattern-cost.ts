/** Letters of a text that is tried, and how often each is tried: the quickest time counts, others were disturbed. */
const LETTERS = 4_000;
const TRIES = 4;
/** Which letters of the pattern texts are made of. */
const MOST_LETTERS = 6;
/** Nothing is measured longer than this, ms. */
const LONGEST = 400;

/**
 * CPU time that a pattern takes for 1,000 letters of a text that is made to be hard for it, ms: its own letters over and over, alone,
 * together and jumbled, with an end that fits nothing. `match` looks for it in a text.
 */
export function costOf(written: string, match: (text: string) => void): number {
  let [most, spent] = [0, 0];
  for (const text of hostileTexts(written)) {
    let quickest = Number.POSITIVE_INFINITY;
    for (let tried = 0; tried < TRIES && spent < LONGEST; tried++) {
      const ms = timeOf(() => match(text));
      quickest = Math.min(quickest, ms);
      spent += ms;
    }
    if (Number.isFinite(quickest)) most = Math.max(most, quickest);
  }
  return (most * 1000) / LETTERS;
}

function hostileTexts(written: string): string[] {
  const plain = written.toLowerCase();
  const letters = [...new Set(plain.match(/[\p{L}\p{N}]/gu) ?? [])].slice(0, MOST_LETTERS);
  const said = plain.replaceAll(/[^\p{L}\p{N} ]+/gu, '');
  const pieces = [...letters, said, letters.join(''), `${letters.join(' ')} `, 'a', 'a b1 ', '!'].filter(
    (piece) => piece.trim() !== '',
  );
  const repeated = [...new Set(pieces)].map((piece) => piece.repeat(LETTERS / piece.length + 1));
  return [...repeated, jumbled([...letters, 'a', 'b', ' '])].map((text) => `${text.slice(0, LETTERS - 1)}~`);
}

/** The letters in an order without any order, the same each time: what nothing learned of the text before makes quicker. */
function jumbled(letters: readonly string[]): string {
  let at = 1;
  return Array.from({ length: LETTERS }, () => {
    at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0;
    return letters[(at >>> 16) % letters.length]!;
  }).join('');
}

/** CPU time of this thread, ms: what else the machine does says nothing about the pattern. Some systems count it in steps of some ms. */
function timeOf(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
