/** Random numbers that are the same in every run with the same seed (mulberry32). */
export interface Random {
  /** 0 to below 1. */
  next(): number;
  normal(): number;
  pick<T>(from: readonly T[]): T;
  shuffle<T>(list: T[]): void;
}

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (from) => from[Math.floor(next() * from.length)]!,
    shuffle(list) {
      for (let i = list.length - 1; i > 0; i--) {
        const k = Math.floor(next() * (i + 1));
        [list[i], list[k]] = [list[k]!, list[i]!];
      }
    },
  };
}
