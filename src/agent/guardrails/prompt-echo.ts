/** So many words in a row that stand in the prompt are no coincidence. */
const IN_A_ROW = 6;

/** The prompt read last: nearly every turn has the same. */
let last: { prompt: string; runs: ReadonlySet<string> } | null = null;

/** Tells sentences that recite what the model was told. */
export function createPromptEcho(prompt: string): (sentence: string) => boolean {
  if (last?.prompt !== prompt) last = { prompt, runs: runsOf(prompt) };
  const { runs } = last;
  return (sentence) => {
    const said = wordsOf(sentence);
    for (let at = 0; at + IN_A_ROW <= said.length; at++)
      if (runs.has(said.slice(at, at + IN_A_ROW).join(' '))) return true;
    return false;
  };
}

function runsOf(prompt: string): Set<string> {
  const runs = new Set<string>();
  // What stands for a placeholder (a name, the time) is no secret.
  for (const part of prompt.split(/\{\{\w+\}\}/)) {
    const words = wordsOf(part);
    for (let at = 0; at + IN_A_ROW <= words.length; at++) runs.add(words.slice(at, at + IN_A_ROW).join(' '));
  }
  return runs;
}

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\p{Cf}/gu, '')
    .match(/[\p{L}\p{N}]+/gu) ?? [];
