import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PlanContext } from '../../../src/agent/offline/plan-types.ts';

const context: PlanContext = {
  now: new Date('2026-11-21T12:00:00Z'),
  timeZone: 'Europe/Berlin',
  role: 'officer',
  language: 'en',
  tools: toolsPlannedFor('officer'),
  history: [],
};

const QUESTIONS = [
  'failed logins',
  'how many logins',
  'show successful logins of alice',
  'any alerts',
  'logins from Spain',
];
const TIMES = ['', ' today', ' yesterday', ' this week', ' since monday', ' last month'];
/** Conditions that no search has an argument for, and what of them must be said. */
const LIMITS = [
  ['after the firewall change', 'firewall'],
  ['before the migration', 'migration'],
  ['during the maintenance', 'maintenance'],
  ['longer than 2 hours', '2 hours'],
  ['fewer than 3', '3'],
  ['from new employees', 'new employees'],
  ['because of the outage', 'outage'],
  ['with more than 40 megabytes', '40'],
  ['from unmanaged laptops', 'unmanaged'],
  ['from that browser', 'that browser'],
  ['from elsewhere', 'elsewhere'],
] as const;

describe('what limits a question', () => {
  test('is used, or said not to be, whatever it stands beside', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...QUESTIONS),
        fc.constantFrom(...LIMITS),
        fc.constantFrom(...TIMES),
        fc.boolean(),
        (question, [limit, said], time, early) => {
          const text = early ? `${question} ${limit}${time}` : `${question}${time} ${limit}`;
          const read = plan(text, context);
          const told = [...(read.unused ?? []), read.say?.text ?? '', JSON.stringify(read.calls)].join(' ');
          expect(told.toLowerCase(), text).toContain(said);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is not said to be unused where it was used', () => {
    for (const text of [
      'accounts with at least 10 failed logins this week',
      'failed logins from 203.0.113.40 to 203.0.113.60 today',
      'logins from abroad via vpn since monday 8am',
      'successful logins after many failures this week',
      'incidents without an assignee',
      'alerts except the low ones since yesterday',
      'did tomas sign in after 10pm yesterday',
    ])
      expect(plan(text, context).unused ?? [], text).toEqual([]);
  });

  test('of a check is said too', () => {
    expect(plan('is the disk healthy?', context)).toMatchObject({
      calls: [{ tool: 'system_health' }],
      unused: ['disk'],
    });
    // backups have a check of their own
    expect(plan('did the backup run?', context)).toMatchObject({ calls: [{ tool: 'system_health' }], say: null });
    expect(plan('is the backup working?', context).unused).toBeUndefined();
    expect(plan('is everything working?', context).unused).toBeUndefined();
    expect(plan('is the database up?', context).unused).toBeUndefined();
  });
});

describe('whom and where one points at', () => {
  const opened = (ref: string): PlanContext => ({
    ...context,
    history: [
      {
        question: `open ${ref}`,
        answer: `[${ref}] “logins from 198.51.100.99 by mallory” is open.`,
        steps: [{ tool: 'open_alert', args: { id: ref }, ok: true }],
        citations: [{ ref }, { ref: 'ALR-66', mentioned: true }],
      },
    ],
  });

  test('is looked for by the alert, never by what somebody wrote into it', () => {
    const nouns = ['that address', 'this ip', 'the same host', 'that account', 'this user', 'that person'];
    fc.assert(
      fc.property(
        fc.constantFrom(...nouns),
        fc.constantFrom('logins', 'failed logins', 'any other alerts'),
        fc.constantFrom(...TIMES),
        (noun, what, time) => {
          const { calls } = plan(`${what} ${/ad|ip|host/.test(noun) ? 'from' : 'of'} ${noun}${time}`, opened('ALR-20'));
          expect(calls).toHaveLength(1);
          const { ip, user } = calls[0]!.args;
          expect([ip, user].filter((one) => one !== undefined)).toEqual(['ALR-20']);
          expect(JSON.stringify(calls)).not.toMatch(/198\.51|mallory|ALR-66/);
        },
      ),
    );
  });

  test('is asked about where several fit or nothing was shown', () => {
    const listed: PlanContext = {
      ...context,
      history: [
        {
          question: 'open alerts',
          answer: '2 open alerts.',
          steps: [{ tool: 'search_logs', args: { kinds: ['alert'] }, ok: true }],
          citations: [{ ref: 'ALR-3' }, { ref: 'ALR-9' }],
        },
      ],
    };
    const asked = plan('logins from that address', listed);
    expect(asked.calls).toEqual([]);
    expect(asked.say?.options?.map(({ label }) => label)).toEqual(['ALR-3', 'ALR-9']);
    const chosen = plan(asked.say!.options![1]!.message, listed);
    expect(chosen.calls).toEqual([{ tool: 'search_logs', args: { kinds: ['login'], ip: 'ALR-9' } }]);
    expect(plan('logins of that account', context).say?.why).toBe('ask');
  });
});
