import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  listedRulesAnswer,
  proposalsAnswer,
  proposedRuleAnswer,
  recommendedRulesAnswer,
} from '../../src/agent/offline/answers/rules.ts';
import type { PlanContext } from '../../src/agent/offline/plan-types.ts';
import { withOrg } from '../../src/db/scope.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import { bindChannel, setLeastRole } from '../../src/pipeline/chat-channels.ts';
import { connectWorkspace } from '../../src/pipeline/chat-workspaces.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { seedRules } from '../../src/pipeline/rules.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { toolsFor } from '../../src/tools/index.ts';
import type { ListedRules } from '../../src/tools/list-rules.ts';
import type { OpenedProposals } from '../../src/tools/open-proposals.ts';
import type { ProposedRule } from '../../src/tools/propose-rule.ts';
import type { RecommendedRules } from '../../src/tools/recommend-rules.ts';
import { runTool } from '../../src/tools/run-tool.ts';
import { actionsOf } from '../support/cards.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { ask, deskKey, testDesk } from '../support/desk.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
let born = 0;

describe.each(databases)('talking about rules on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    org = await newOrganisation(opened.db);
    await withOrg(opened.db, org.orgId, (tx) => seedRules(tx, 'SafeNest', NOW));
    const failures = [0, 1, 2, 3].flatMap((day) =>
      Array.from({ length: 9 }, (_, minute) => ({
        eventId: `t${born++}`,
        occurredAt: new Date(NOW.getTime() - day * 86_400_000 - (60 - minute) * 60_000),
        outcome: 'failure' as const,
        account: 'dana@example.org',
        address: `203.0.113.${minute}`,
        ...{ country: null, city: null, latitude: null, longitude: null, device: null, method: null, reason: null },
        text: 'Failed password for dana',
        source: 'test',
      })),
    );
    await ingestLogins({ db: opened.db, now: () => NOW }, org.orgId, failures);
  });

  test('an officer asks for a rule: the number first, where it stands, and nothing has to be taken back', async () => {
    const desk = testDesk(opened.db, () => NOW);
    const maria = await org.member('officer', { name: 'Maria Lindqvist' });
    const { answer } = await ask(desk, maria, 'alert us when an account fails more than 5 times in 20 minutes');
    const [first, second] = answer.text.split('\n');
    expect(first).toBe('This rule would have raised 4 alerts in the last 3 days (about 9 a week).');
    expect(second).toContain('proposed as [PROP-1].');
    expect(answer.text).toContain('It changes nothing until an admin approves it.');
    expect(answer.text).not.toContain('I removed');
    expect(answer.citations.map(({ ref }) => ref)).toEqual(expect.arrayContaining(['PROP-1', 'RULE-11']));
    expect(actionsOf(answer.cards[0]!).map(({ label }) => label)).toEqual(['Open']);

    const waiting = await ask(desk, org.admin, 'what is waiting for approval?');
    expect(waiting.answer.text).toContain('1 proposal waits for approval');
    const approve = await ask(desk, org.admin, 'approve PROP-1');
    expect(approve.answer.text).toContain('I decide nothing myself');
    expect(actionsOf(approve.answer.cards[0]!).map(({ label }) => label)).toEqual([
      'Reject',
      'Approve',
      'Later',
      'Edit',
    ]);
    const rules = await ask(desk, org.admin, 'which rules do we have?');
    expect(rules.answer.text).toMatch(/^7 rules are on, 4 are drafts\./);
    for (const { answer: one } of [waiting, approve, rules]) expect(one.text).not.toContain('I removed');
  });

  test('in a channel that gets proposals anyway the card stands once: the answer says where', async () => {
    const desk = testDesk(opened.db, () => NOW);
    const channel = { platform: 'slack' as const, workspace: `T${org.orgId}`, channel: 'C1' };
    const as = (change: (work: Work) => Promise<unknown>) =>
      withOrg(opened.db, org.orgId, (tx) => change({ tx, principal: org.admin, now: NOW, auditKey: deskKey }));
    await as((work) => connectWorkspace(work, { ...channel, name: 'Harbour Works' }));
    await as((work) => setLeastRole(work, channel, 'officer'));
    const maria = await org.member('officer', { name: 'Maria Lindqvist' });
    const inChannel = {
      ...maria,
      place: { platform: 'slack', audience: 'shared', readers: ['officer'], channel },
    } as const;
    const first = await ask(desk, inChannel, 'alert us when an account fails more than 5 times in 20 minutes');
    expect(first.answer.cards.map(({ key }) => key)).toEqual(['PROP-1']);
    expect(first.answer.text).not.toContain('comes to this channel');
    await as((work) => bindChannel(work, channel, { purpose: 'approvals' }));
    const second = await ask(desk, inChannel, 'alert us when an account fails more than 6 times in 12 minutes');
    expect(second.answer.cards).toEqual([]);
    expect(second.answer.text).not.toContain('I removed');
    expect(second.answer.text).toContain('[PROP-2]: the card with the buttons comes to this channel by itself.');
    const opening = 'open an incident: the badge reader is forced';
    const unbound = await ask(desk, inChannel, opening);
    expect(unbound.answer.cards.map(({ key }) => key)).toEqual(['INC-1']);
    await as((work) => bindChannel(work, channel, { purpose: 'alerts', floor: 'low' }));
    const incident = await ask(desk, inChannel, `${opening} again`);
    expect(incident.answer.cards).toEqual([]);
    expect(incident.answer.text).toContain('[INC-2]: the card with the buttons comes to this channel by itself.');
    // it waits there until morning: then nothing stands there yet
    await as((work) => bindChannel(work, channel, { purpose: 'approvals', quiet: { from: 0, to: 1439 } }));
    const third = await ask(desk, inChannel, 'alert us when an account fails more than 7 times in 12 minutes');
    expect(third.answer.cards.map(({ key }) => key)).toEqual(['PROP-3']);
  });

  test('another severity for a proposal that waits makes a new one of the same rule, and the old one is withdrawn', async () => {
    const desk = testDesk(opened.db, () => NOW);
    const maria = await org.member('officer', { name: 'Maria Lindqvist' });
    const first = await ask(desk, maria, 'alert us when an account fails more than 5 times in 20 minutes');
    const { answer } = await ask(desk, maria, 'make that critical', first.answer.sessionId);
    expect(answer.text).toContain('proposed as [PROP-2]');
    expect(answer.text).toContain('It takes the place of PROP-1, which is withdrawn; its severity is critical.');
    expect(answer.citations.map(({ ref }) => ref)).toEqual(expect.arrayContaining(['PROP-2', 'RULE-11']));
    const waiting = await ask(desk, org.admin, 'what is waiting for approval?');
    expect(waiting.answer.text).toContain('1 proposal waits for approval');
    expect((await ask(desk, org.admin, 'show PROP-1')).answer.text).toContain('was not carried out');
    const rated = await ask(desk, maria, 'severity high please', first.answer.sessionId);
    expect(rated.answer.text).toContain('It takes the place of PROP-2');
    // nobody takes back what somebody else asked for
    const others = await ask(
      desk,
      org.admin,
      'alert us when an account fails more than 5 times in 20 minutes, severity low',
    );
    expect(others.answer.text).toContain('[PROP-3] proposes this already');
  });

  test.each(LANGUAGES)('every answer is written in %s', async (language) => {
    const principal = org.admin;
    const context = { language, tools: new Set(['propose_rule']) } as unknown as PlanContext;
    const call = async (name: string, input: unknown): Promise<unknown> => {
      const outcome = await runTool(
        toolsFor('admin'),
        {
          ...{ principal, now: NOW, language },
          org: (work) => withOrg(opened.db, org.orgId, work),
          work: (change) =>
            withOrg(opened.db, org.orgId, (tx) => change({ tx, principal, now: NOW, auditKey: deskKey })),
          services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} },
        },
        deskKey,
        name,
        input,
      );
      if (!outcome.ok) throw new Error(outcome.error.message);
      return outcome.result.data;
    };
    const wish = { rule_type: 'failed_logins', params: { by: 'account' }, statement: 'block it' };
    const answers = [
      proposedRuleAnswer((await call('propose_rule', wish)) as ProposedRule, context),
      proposedRuleAnswer((await call('propose_rule', wish)) as ProposedRule, context),
      proposedRuleAnswer((await call('propose_rule', { rule_type: 'first_seen' })) as ProposedRule, context),
      proposedRuleAnswer((await call('propose_rule', { rule_type: 'require_mfa' })) as ProposedRule, context),
      proposedRuleAnswer((await call('propose_rule', { rule: 'RULE-1', state: 'retired' })) as ProposedRule, context),
      recommendedRulesAnswer((await call('recommend_rules', {})) as RecommendedRules, context),
      listedRulesAnswer((await call('list_rules', {})) as ListedRules, context),
      listedRulesAnswer((await call('list_rules', { state: 'rejected' })) as ListedRules, context),
      proposalsAnswer((await call('open_proposals', {})) as OpenedProposals, context),
      proposalsAnswer((await call('open_proposals', { id: 'PROP-1', decide: 'approve' })) as OpenedProposals, context),
    ];
    for (const lines of answers) {
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.length).toBeLessThanOrEqual(9);
      expect(lines.every((line) => line.trim() !== '' && !/undefined|null|NaN|\[object/.test(line))).toBe(true);
    }
    expect(answers[0]![0]).toMatch(/\b4\b/);
    expect(answers[0]!.join(' ')).toContain('[PROP-1]');
    expect(answers[1]!.join(' ')).toContain('[PROP-1]');
    expect(answers[2]![0]).toContain('[RULE-6]');
  });
});
