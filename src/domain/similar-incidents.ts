/** What an incident is known by, as far as another can share it. */
export interface IncidentFacts {
  /** Which detectors noticed it, e.g. `failed_logins`. */
  kinds: ReadonlySet<string>;
  accounts: ReadonlySet<string>;
  addresses: ReadonlySet<string>;
  /** `198.51.100.0/24`, `2001:db8:1::/48`. */
  networks: ReadonlySet<string>;
  /** ISO 3166-1 alpha-2. */
  countries: ReadonlySet<string>;
  /** The telling words of its title alone, and of title, summary and comments together. */
  title: ReadonlySet<string>;
  words: ReadonlySet<string>;
}

export type FactKind = keyof IncidentFacts;

/** Something two incidents share: what, and of how many different ones in the smaller of the two. */
export interface SharedFact {
  kind: FactKind;
  shared: string[];
  of: number;
}

export interface Similarity {
  /** 0 where nothing is shared; see WEIGHTS. */
  score: number;
  /** The part of it that stands on more than where it came from. */
  own: number;
  /** What is shared, the weightiest first; where it came from, which many share, last. */
  reasons: SharedFact[];
}

/**
 * What each kind of fact is worth when all of it is shared. An address is shared by design or by chance of a provider's
 * pool; a country says little.
 */
export const WEIGHTS: Record<FactKind, number> = {
  addresses: 3,
  accounts: 3,
  networks: 2,
  kinds: 2,
  title: 2.5,
  words: 1.5,
  countries: 1,
};

/** Whatever comes from one provider shares these: they speak for likeness beside something else, not by themselves. */
const PLACES: ReadonlySet<FactKind> = new Set(['networks', 'countries']);
/** As much has to be shared beside them: about a kind of alert among several, or two words in five of a title. */
const LEAST_OWN = 1;

/** From here on two incidents are called similar: about as much as the same rule, or half of the words. */
export const SIMILAR_FROM = 1.5;

/**
 * How similar two incidents are: the same either way round, zero for nothing in common, and never less for one thing more
 * in common. Of each kind of fact half its weight is for sharing any and half for how much of both is shared (the cosine of
 * the two sets); words count by the latter alone, since two texts share some word by chance.
 */
export function similarity(a: IncidentFacts, b: IncidentFacts): Similarity {
  const reasons: (SharedFact & { worth: number })[] = [];
  for (const kind of Object.keys(WEIGHTS) as FactKind[]) {
    const shared = [...a[kind]].filter((fact) => b[kind].has(fact)).sort();
    if (shared.length === 0) continue;
    const much = shared.length / Math.sqrt(a[kind].size * b[kind].size);
    const worth = WEIGHTS[kind] * (kind === 'words' || kind === 'title' ? much : (1 + much) / 2);
    reasons.push({ kind, shared, of: Math.min(a[kind].size, b[kind].size), worth });
  }
  const sum = (some: typeof reasons): number => some.reduce((total, { worth }) => total + worth, 0);
  const [places, own] = [true, false].map((far) => reasons.filter(({ kind }) => PLACES.has(kind) === far)) as [
    typeof reasons,
    typeof reasons,
  ];
  const byWorth = (one: (typeof reasons)[number], other: (typeof reasons)[number]): number =>
    other.worth - one.worth || (one.kind < other.kind ? -1 : 1);
  return {
    score: sum(reasons),
    own: sum(own),
    reasons: [...own.toSorted(byWorth), ...places.toSorted(byWorth)].map(({ worth: _, ...reason }) => reason),
  };
}

/** Whether two incidents are called similar: enough is shared, and not only where they came from. */
export const isAlike = ({ score, own }: Pick<Similarity, 'score' | 'own'>): boolean =>
  score >= SIMILAR_FROM && own >= LEAST_OWN;
