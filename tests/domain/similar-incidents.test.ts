import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FactKind, type IncidentFacts, similarity, WEIGHTS } from '../../src/domain/similar-incidents.ts';

const KINDS = Object.keys(WEIGHTS) as FactKind[];
const some = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 }).map((facts) => new Set(facts));
const anIncident = fc.record(Object.fromEntries(KINDS.map((kind) => [kind, some]))) as fc.Arbitrary<IncidentFacts>;
const facts = (part: Partial<Record<FactKind, string[]>>): IncidentFacts =>
  Object.fromEntries(KINDS.map((kind) => [kind, new Set(part[kind] ?? [])])) as unknown as IncidentFacts;
const and = (one: IncidentFacts, kind: FactKind, fact: string): IncidentFacts => ({
  ...one,
  [kind]: new Set([...one[kind], fact]),
});

describe('similarity', () => {
  it('is the same either way round', () => {
    fc.assert(
      fc.property(anIncident, anIncident, (a, b) => {
        expect(similarity(a, b)).toEqual(similarity(b, a));
      }),
    );
  });

  it('is never less for one thing more in common, and never more for one thing more apart', () => {
    fc.assert(
      fc.property(anIncident, anIncident, fc.constantFrom(...KINDS), (a, b, kind) => {
        const { score } = similarity(a, b);
        expect(similarity(and(a, kind, 'new'), and(b, kind, 'new')).score).toBeGreaterThanOrEqual(score - 1e-9);
        expect(similarity(and(a, kind, 'new'), b).score).toBeLessThanOrEqual(score + 1e-9);
      }),
    );
  });

  it('is nothing where nothing is shared, and most with itself', () => {
    fc.assert(
      fc.property(anIncident, anIncident, (a, b) => {
        const { score, reasons } = similarity(a, b);
        expect(score === 0).toBe(reasons.length === 0);
        expect(score).toBeLessThanOrEqual(similarity(a, a).score + 1e-9);
      }),
    );
  });

  it('gives its reasons, the weightiest first', () => {
    const a = facts({ kinds: ['failed_logins'], accounts: ['root', 'admin', 'git'], networks: ['198.51.100.0/24'] });
    const b = facts({ kinds: ['failed_logins'], accounts: ['root', 'git', 'x', 'y'], networks: ['198.51.100.0/24'] });
    expect(similarity(a, b).reasons).toEqual([
      { kind: 'accounts', shared: ['git', 'root'], of: 3 },
      { kind: 'kinds', shared: ['failed_logins'], of: 1 },
      { kind: 'networks', shared: ['198.51.100.0/24'], of: 1 },
    ]);
  });
});
