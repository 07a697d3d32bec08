import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/domain/language.ts';
import type { Proposal } from '../../../src/domain/proposal.ts';
import { proposalWords } from '../../../src/messages/catalogue/proposals.ts';
import { proposalCard, proposalListCard } from '../../../src/messages/views/proposal-card.ts';

const now = new Date('2026-11-21T10:30:00Z');
const proposed = (kind: Proposal['kind'], args: Record<string, unknown>): Proposal => ({
  id: '0199d7a0-0000-7000-8000-000000000001',
  number: 1,
  kind,
  args,
  argsDigest: '',
  title: 'Something',
  why: '',
  severity: null,
  backtest: null,
  requestedBy: { actor: { kind: 'member', id: null }, name: 'Maria' } as never,
  via: 'suggestion',
  untrusted: true,
  permission: 'incidents.write',
  semanticKey: '',
  freshness: '',
  state: 'pending',
  nonce: 'once',
  createdAt: now,
  updatedAt: now,
  expiresAt: new Date(now.getTime() + 86_400_000),
  decidedById: null,
  decidedBy: null,
  decidedAt: null,
  note: null,
  outcome: null,
  undo: null,
});
const view = { can: () => true, decides: () => true, timeZone: 'UTC', now };
const buttons = (card: ReturnType<typeof proposalCard>): string[] =>
  card.parts.flatMap((part) => (part.kind === 'actions' ? part.actions.map(({ id }) => id) : []));

describe('a proposal says all that its button would write', () => {
  test.each<[Proposal['kind'], Record<string, unknown>, string]>([
    [
      'create_incident',
      { title: 'Printer', summary: 'Bob from finance is the thief' },
      'Bob from finance is the thief',
    ],
    [
      'create_incident',
      { title: 'x', alerts: ['ALR-1', 'ALR-2', 'ALR-3', 'ALR-4', 'ALR-5', 'ALR-6', 'ALR-7'] },
      'ALR-7',
    ],
    [
      'update_alert',
      { id: 'ALR-1', status: 'resolved', note: 'checked with Bob; all fine' },
      'checked with Bob; all fine',
    ],
    ['update_incident', { id: 'INC-1', comment: `${'ok '.repeat(60)}wire the money` }, 'wire the money'],
    ['update_incident', { id: 'INC-1', resolution: `${'ok '.repeat(60)}wire the money` }, 'wire the money'],
    ['update_incident', { id: 'INC-1', title: `${'ok '.repeat(60)}wire the money` }, 'wire the money'],
  ])('%s %j', (kind, args, said) => {
    const card = proposalCard(proposed(kind, args), view);
    expect(JSON.stringify(card)).toContain(said);
    expect(buttons(card)).toContain('proposal.approve');
  });

  test.each(['en', 'de', 'fr', 'es'] as const)(
    'one that does not fit is approved where all of it stands (%s)',
    (language) => {
      const proposal = proposed('create_incident', { title: 'Printer', summary: `${'word '.repeat(1500)}the end` });
      const card = proposalCard(proposal, { ...view, language });
      expect(JSON.stringify(card)).not.toContain('the end');
      expect(buttons(card)).toEqual(['proposal.reject', 'proposal.later', 'proposal.open']);
      const page = proposalCard(proposal, { ...view, language, whole: true });
      expect(JSON.stringify(page)).toContain('the end');
      expect(buttons(page)).toContain('proposal.approve');
    },
  );
});

describe('whose idea a proposal is', () => {
  const incident = { title: 'Printer' };
  test.each(LANGUAGES)(
    'a language model’s own says so everywhere, with and without text from outside: %s',
    (language) => {
      for (const untrusted of [true, false]) {
        const own = { ...proposed('create_incident', incident), untrusted };
        const card = JSON.stringify(proposalCard(own, { ...view, language }));
        const words = proposalWords[language];
        expect(card).toContain(words.unasked);
        expect(card).toContain(words.model('Maria'));
        expect(card).not.toContain(`"${words.askedBy}","value":"Maria"`);
        expect(JSON.stringify(proposalListCard([own], { ...view, language }))).toContain(words.byModel);
      }
    },
  );

  test('what somebody asked for is theirs', () => {
    const asked = { ...proposed('create_incident', incident), via: 'slack', untrusted: false };
    const card = JSON.stringify(proposalCard(asked, view));
    expect(card).toContain('"Asked by","value":"Maria"');
    expect(card + JSON.stringify(proposalListCard([asked], view))).not.toMatch(/language model/i);
  });
});
