import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { isTakenBack } from '../../src/domain/proposal.ts';
import { changeAlertStatus } from '../../src/pipeline/alerts.ts';
import { auditKey, listAudit, verifyAudit } from '../../src/pipeline/audit.ts';
import { commentOnIncident, findIncident, openIncident } from '../../src/pipeline/incidents.ts';
import { decideProposal, undoProposal } from '../../src/pipeline/proposals/decide.ts';
import { editProposal, proposeWrite } from '../../src/pipeline/proposals/propose.ts';
import { seeProposal, seeProposals, waitingFor } from '../../src/pipeline/proposals/see.ts';
import { expireProposals } from '../../src/pipeline/proposals/settle.ts';
import { titledIn } from '../../src/pipeline/proposals/title-in.ts';
import { draftRule, findRule, updateRule } from '../../src/pipeline/rules.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const KEY = auditKey('a secret for tests');
const NOW = new Date('2026-11-20T12:00:00Z');
const DAY = 86_400_000;

describe.each(databases)('proposals on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let ada: Principal;
  let maria: Principal;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    org = await newOrganisation(opened.db);
    ada = org.admin;
    maria = await org.member('officer', { name: 'Maria Lindqvist' });
  });

  const as = <T>(principal: Principal, change: (work: Work) => Promise<T>, now = NOW): Promise<T> =>
    withOrg(opened.db, principal.orgId, (tx) => change({ tx, principal, now, auditKey: KEY }));
  const audited = (principal: Principal) =>
    as(principal, async ({ tx }) => (await listAudit(tx, { limit: 500 })).items.reverse());
  /** A draft of Maria's, proposed. */
  const proposeRule = (who = maria, params: Record<string, unknown> = { threshold: 8 }) =>
    as(who, async (work) => {
      const rule = await draftRule(work, { kind: 'failed_logins', params });
      return proposeWrite(work, {
        kind: 'create_rule',
        args: { rule: `RULE-${rule.number}` },
        why: 'too much guessing',
        untrusted: false,
      });
    });
  const decide = (
    who: Principal,
    number: number,
    nonce: string | null,
    decision: 'approve' | 'reject' = 'approve',
    now = NOW,
  ) => as(who, (work) => decideProposal(work, number, { nonce: nonce ?? '', decision }), now);

  test('suggestions have ten places of their own: the oldest gives way, and what people ask for is never in its way', async () => {
    const suggest = (title: string, suggested = true) =>
      as(maria, (work) => proposeWrite(work, { kind: 'create_incident', args: { title }, untrusted: true, suggested }));
    for (let i = 1; i <= 14; i++) await suggest(`Suggested ${i}`);
    const pending = await as(maria, ({ tx }) => seeProposals(tx, maria, { states: ['pending'], limit: 100 }, NOW));
    expect(pending.map(({ number }) => number)).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 5]);
    expect((await audited(ada)).filter(({ action }) => action === 'proposal.expire')).toHaveLength(4);
    for (let i = 1; i <= 50; i++) expect((await suggest(`Asked for ${i}`, false)).was).toBe('new');
    // whose idea each was stands in the audit log
    const ideas = (await audited(ada)).filter(({ action }) => action === 'proposal.create').map(({ detail }) => detail);
    const ofModel = ideas.filter((detail) => detail.suggested_by === 'language model');
    expect([ofModel.length, ideas.length]).toEqual([14, 64]);
    expect(ofModel.every(({ title }) => String(title).includes('Suggested'))).toBe(true);
    await expect(suggest('One too many', false)).rejects.toMatchObject({ code: 'rate_limited' });
    expect((await suggest('Suggested once more')).was).toBe('new');
    // Nobody's suggestion waits for a week.
    const tomorrow = new Date(NOW.getTime() + DAY + 1);
    expect(await as(ada, (work) => expireProposals(work), tomorrow)).toBe(10);
  });

  test('what somebody changed after an approval is not overwritten by taking it back', async () => {
    const { proposal } = await proposeRule();
    await decide(ada, 1, proposal.nonce);
    const bob = await org.member('admin', { name: 'Bob Roth' });
    await as(bob, (work) => updateRule(work, 1, { params: { threshold: 50 }, severity: 'critical' }));
    const undone = await as(ada, (work) => undoProposal(work, 1));
    expect(undone).toMatchObject({ done: false });
    expect(undone.text).toMatch(/^PROP-1 was not taken back, since somebody changed RULE-1 after it: .*Bob Roth/);
    expect(await as(ada, ({ tx }) => findRule(tx, 1))).toMatchObject({ state: 'active', params: { threshold: 50 } });
  });

  test('an officer proposes a rule, an admin makes it live, and can switch it off again', async () => {
    const { proposal, was } = await proposeRule();
    expect(was).toBe('new');
    expect(proposal).toMatchObject({
      number: 1,
      state: 'pending',
      severity: 'medium',
      title: 'Switch on RULE-1: More than 8 failed sign-ins from one address within 10 minutes',
      why: 'too much guessing',
      permission: 'rules.write',
      requestedBy: { name: 'Maria Lindqvist' },
    });
    expect(await as(ada, ({ tx }) => waitingFor(tx, ada, NOW))).toBe(1);
    expect(await as(maria, ({ tx }) => waitingFor(tx, maria, NOW))).toBe(0);
    await expect(decide(maria, 1, proposal.nonce)).rejects.toMatchObject({ code: 'forbidden' });
    // whoever has its card before their eyes hears whose it is; by number alone it is not there
    const jonas = await org.member('employee', { name: 'Jonas Weber' });
    await expect(decide(jonas, 1, proposal.nonce)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(decide(jonas, 1, 'guessed')).rejects.toMatchObject({ code: 'not_found' });
    const decided = await decide(ada, 1, proposal.nonce);
    expect(decided).toMatchObject({ done: true, proposal: { state: 'approved', nonce: null, decidedBy: ada.name } });
    expect(decided.text).toContain('RULE-1 is on.');
    expect(await as(ada, ({ tx }) => findRule(tx, 1))).toMatchObject({ state: 'active' });
    expect(await as(ada, ({ tx }) => waitingFor(tx, ada, NOW))).toBe(0);

    expect(isTakenBack(decided.proposal)).toBe(false);
    const undone = await as(ada, (work) => undoProposal(work, 1), new Date(NOW.getTime() + 60_000));
    expect(undone.text).toBe('RULE-1 is off again.');
    expect(isTakenBack(undone.proposal)).toBe(true);
    expect(await as(ada, ({ tx }) => findRule(tx, 1))).toMatchObject({ state: 'retired' });
    expect((await as(ada, (work) => undoProposal(work, 1))).done).toBe(false);

    const lines = await audited(ada);
    expect(lines.map(({ action }) => action)).toEqual([
      'rule.create',
      'proposal.create',
      'rule.update',
      'proposal.approve',
      'rule.update',
      'proposal.undo',
    ]);
    expect(lines[1]!.detail.digest).toBe(proposal.argsDigest);
    expect(lines[3]!.detail.digest).toBe(proposal.argsDigest);
    expect(lines[2]!.detail.via).toBe('PROP-1');
    expect(await as(ada, ({ tx }) => verifyAudit(tx, KEY))).toMatchObject({ ok: true });
  });

  test('of two who approve at once one wins, and the other is told who', async () => {
    const { proposal } = await proposeRule();
    const bo = await org.member('admin', { name: 'Bo Admin' });
    const both = await Promise.all([decide(ada, 1, proposal.nonce), decide(bo, 1, proposal.nonce)]);
    expect(both.filter(({ done }) => done)).toHaveLength(1);
    const winner = both.find(({ done }) => done)!.proposal.decidedBy;
    expect(both.find(({ done }) => !done)!.text).toBe(`PROP-1 was approved by ${winner} on Fri 20 Nov 2026, 12:00.`);
    const lines = await audited(ada);
    expect(lines.filter(({ action }) => action === 'proposal.approve')).toHaveLength(1);
  });

  test('of two who press Approve and Reject at once one decides; the rule is what was decided, and the log has one line', async () => {
    const bo = await org.member('admin', { name: 'Bo Admin' });
    for (const [i, first] of (['approve', 'reject'] as const).entries()) {
      const { proposal } = await proposeRule(maria, { threshold: 8 + i });
      const both = await Promise.all([
        decide(ada, proposal.number, proposal.nonce, first),
        decide(bo, proposal.number, proposal.nonce, first === 'approve' ? 'reject' : 'approve'),
      ]);
      const [won, ...more] = both.filter(({ done }) => done);
      expect(more).toEqual([]);
      const { state, decidedBy } = won!.proposal;
      expect(both.find(({ done }) => !done)!.text).toContain(`was ${state} by ${decidedBy}`);
      const lines = (await audited(ada)).filter(({ subject }) => subject === `PROP-${proposal.number}`);
      expect(lines.map(({ action }) => action)).toEqual([
        'proposal.create',
        state === 'approved' ? 'proposal.approve' : 'proposal.reject',
      ]);
      const rule = await as(ada, ({ tx }) => findRule(tx, i + 1));
      expect(rule).toMatchObject({ state: state === 'approved' ? 'active' : 'rejected' });
    }
  });

  test('the same matter waits once, also when two ask at the same moment', async () => {
    await raiseTestAlert(opened.db, org.orgId);
    const wanted = { kind: 'update_alert' as const, args: { id: 'alr 1', status: 'resolved' }, untrusted: true };
    const made = await Promise.all([1, 2, 3].map(() => as(maria, (work) => proposeWrite(work, wanted))));
    expect(made.filter(({ was }) => was === 'new')).toHaveLength(1);
    expect(new Set(made.map(({ proposal }) => proposal.number)).size).toBe(1);
  });

  test('a button of an older card decides nothing', async () => {
    const { proposal } = await proposeRule();
    const edited = await as(ada, async (work) => {
      await updateRule(work, 1, { params: { threshold: 20 } });
      return editProposal(work, 1, { args: { rule: 'RULE-1' }, backtest: null });
    });
    expect(edited.nonce).not.toBe(proposal.nonce);
    expect(edited.argsDigest).not.toBe(proposal.argsDigest);
    expect(edited.title).toContain('More than 20');
    for (const nonce of [proposal.nonce, '', 'x'.repeat(10_000), '\u{1f4a5}']) {
      expect(await decide(ada, 1, nonce)).toMatchObject({ done: false, proposal: { state: 'pending' } });
    }
    expect(await decide(ada, 1, edited.nonce)).toMatchObject({ done: true });
    // and the same button twice decides once
    expect(await decide(ada, 1, edited.nonce)).toMatchObject({ done: false });
  });

  test('what has changed since is not carried out, and the words say what changed', async () => {
    const { proposal } = await proposeRule();
    await as(ada, (work) => updateRule(work, 1, { severity: 'critical' }));
    const decided = await decide(ada, 1, proposal.nonce);
    expect(decided).toMatchObject({ done: false, proposal: { state: 'superseded' } });
    expect(decided.text).toContain('RULE-1 is draft by now');
    expect(await as(ada, ({ tx }) => findRule(tx, 1))).toMatchObject({ state: 'draft' });

    await raiseTestAlert(opened.db, org.orgId);
    const alert = await as(maria, (work) =>
      proposeWrite(work, { kind: 'update_alert', args: { id: 'ALR-1', status: 'resolved' }, untrusted: true }),
    );
    await as(maria, (work) => changeAlertStatus(work, { number: 1, status: 'false_alarm' }));
    expect((await decide(maria, 2, alert.proposal.nonce)).text).toContain(
      'ALR-1 is false alarm by now (Maria Lindqvist)',
    );

    await as(maria, (work) => openIncident(work, { title: 'Break-in' }));
    const incident = await as(maria, (work) =>
      proposeWrite(work, { kind: 'update_incident', args: { id: 'INC-1', status: 'closed' }, untrusted: true }),
    );
    await as(maria, (work) => commentOnIncident(work, 1, 'not done yet'));
    expect((await decide(maria, 3, incident.proposal.nonce)).text).toContain('INC-1 has changed since: not done yet');
    expect(await as(maria, ({ tx }) => findIncident(tx, 1))).toMatchObject({ status: 'open' });
  });

  test('arguments that were tampered with in the database are not carried out', async () => {
    const { proposal } = await proposeRule();
    await withOrg(opened.db, org.orgId, (tx) =>
      tx
        .updateTable('proposal')
        .set({ args: JSON.stringify({ ...proposal.args, rule: 'RULE-2' }) })
        .execute(),
    );
    const decided = await decide(ada, 1, proposal.nonce);
    expect(decided).toMatchObject({ done: false, proposal: { state: 'superseded' } });
  });

  test('what was rejected stays rejected, until an admin wants it again', async () => {
    const { proposal } = await proposeRule();
    const rejected = await as(ada, (work) =>
      decideProposal(work, 1, { nonce: proposal.nonce!, decision: 'reject', note: 'too noisy' }),
    );
    expect(rejected).toMatchObject({ done: true, proposal: { state: 'rejected', note: 'too noisy' } });
    expect(await as(ada, ({ tx }) => findRule(tx, 1))).toMatchObject({ state: 'rejected' });
    expect(await proposeRule()).toMatchObject({ was: 'rejected', proposal: { number: 1 } });
    const again = (who: Principal) =>
      as(who, async (work) => {
        const rule = await draftRule(work, { kind: 'failed_logins', params: { threshold: 8 } });
        return proposeWrite(work, {
          kind: 'create_rule',
          args: { rule: `RULE-${rule.number}` },
          untrusted: false,
          again: true,
        });
      });
    expect(await again(maria)).toMatchObject({ was: 'rejected' });
    expect(await again(ada)).toMatchObject({ was: 'new', proposal: { number: 2 } });
  });

  test('nobody decides for seven days: it expires, is so at once for every reader, and is written down at night', async () => {
    const { proposal } = await proposeRule();
    const later = new Date(NOW.getTime() + 7 * DAY);
    expect(await as(ada, ({ tx }) => seeProposal(tx, ada, 1, later))).toMatchObject({ state: 'expired', nonce: null });
    expect(await as(ada, ({ tx }) => waitingFor(tx, ada, later))).toBe(0);
    expect(await decide(ada, 1, proposal.nonce, 'approve', later)).toMatchObject({
      done: false,
      proposal: { state: 'expired' },
    });
    const second = await proposeRule(maria, { threshold: 9 });
    expect(second.was).toBe('new');
    expect(await as(ada, (work) => expireProposals(work), later)).toBe(1);
    expect(await as(ada, (work) => expireProposals(work), later)).toBe(0);
    expect((await audited(ada)).filter(({ action }) => action === 'proposal.expire')).toHaveLength(2);
  });

  test('a change of a rule says what changes, and taking it back restores what was', async () => {
    await as(ada, async (work) => {
      await draftRule(work, { kind: 'failed_logins', name: 'Guessing' });
      await updateRule(work, 1, { state: 'active' });
    });
    const { proposal } = await as(maria, (work) =>
      proposeWrite(work, {
        kind: 'change_rule',
        args: { rule: 'rule-1', patch: { params: { threshold: 8 }, severity: 'high' } },
        untrusted: false,
      }),
    );
    expect(proposal.title).toBe('Change RULE-1 “Guessing”: threshold 5 → 8, severity medium → high');
    expect(LANGUAGES.map((language) => titledIn(proposal, language).title)).toEqual([
      proposal.title,
      'RULE-1 “Guessing” ändern: Schwelle 5 → 8, Schweregrad mittel → hoch',
      'Modifier RULE-1 “Guessing” : seuil 5 → 8, gravité moyenne → gravité élevée',
      'Cambiar RULE-1 “Guessing”: umbral 5 → 8, gravedad media → gravedad alta',
    ]);
    // what can no longer be read stays as it was stored
    expect(titledIn({ ...proposal, args: { gone: true } }, 'de').title).toBe(proposal.title);
    await decide(ada, 1, proposal.nonce);
    expect(await as(ada, ({ tx }) => findRule(tx, 1))).toMatchObject({ severity: 'high', params: { threshold: 8 } });
    await as(ada, (work) => undoProposal(work, 1));
    expect(await as(ada, ({ tx }) => findRule(tx, 1))).toMatchObject({ severity: 'medium', params: { threshold: 5 } });
    const off = await as(maria, (work) =>
      proposeWrite(work, {
        kind: 'change_rule',
        args: { rule: 'RULE-1', patch: { state: 'retired' } },
        untrusted: false,
      }),
    );
    expect(off.proposal.title).toBe('Switch off RULE-1 “Guessing”');
  });

  test('“me” is who asked, not who presses the button', async () => {
    await as(maria, (work) => openIncident(work, { title: 'Break-in' }));
    const { proposal } = await as(maria, (work) =>
      proposeWrite(work, { kind: 'update_incident', args: { id: 'INC-1', assignee: 'me' }, untrusted: true }),
    );
    expect(proposal.title).toBe('INC-1: give it to Maria Lindqvist');
    expect(titledIn(proposal, 'de').title).toBe('INC-1: Maria Lindqvist zuweisen');
    await decide(ada, 1, proposal.nonce);
    expect(await as(ada, ({ tx }) => findIncident(tx, 1))).toMatchObject({ assigneeName: 'Maria Lindqvist' });
  });

  test('what cannot be carried out is not proposed', async () => {
    await raiseTestAlert(opened.db, org.orgId);
    const sam = await org.member('moderator');
    const wanted: [string, Principal, Parameters<typeof proposeWrite>[1]][] = [
      ['not_found', maria, { kind: 'update_alert', args: { id: 'ALR-99', status: 'open' }, untrusted: true }],
      ['invalid_input', maria, { kind: 'update_alert', args: { id: 'INC-1', status: 'open' }, untrusted: true }],
      ['invalid_input', maria, { kind: 'update_alert', args: { id: 'ALR-1', status: 'gone' }, untrusted: true }],
      ['invalid_input', maria, { kind: 'update_incident', args: { id: 'INC-1' }, untrusted: true }],
      ['invalid_input', maria, { kind: 'create_incident', args: { title: ' \u200b\n ' }, untrusted: true }],
      ['not_found', maria, { kind: 'create_rule', args: { rule: 'RULE-7' }, untrusted: true }],
      ['forbidden', sam, { kind: 'update_alert', args: { id: 'ALR-1', status: 'open' }, untrusted: true }],
      ['forbidden', sam, { kind: 'create_rule', args: { rule: 'RULE-1' }, untrusted: true }],
    ];
    for (const [code, who, proposal] of wanted)
      await expect(
        as(who, (work) => proposeWrite(work, proposal)),
        JSON.stringify(proposal),
      ).rejects.toMatchObject({ code });
    const hostile = await as(maria, (work) =>
      proposeWrite(work, {
        kind: 'create_incident',
        args: { title: '\u202eevil\u0000\ud800 title\n## heading' },
        why: 'x\u0000y\ud800',
        untrusted: true,
      }),
    );
    expect(hostile.proposal.title).toBe('Open an incident: evil\ufffd title ## heading');
    expect(await decide(maria, 1, hostile.proposal.nonce)).toMatchObject({ done: true });
  });

  test('one asker cannot bury everything under proposals', async () => {
    for (let i = 0; i < 50; i++)
      await as(maria, (work) =>
        proposeWrite(work, { kind: 'create_incident', args: { title: `t${i}` }, untrusted: true }),
      );
    await expect(
      as(maria, (work) => proposeWrite(work, { kind: 'create_incident', args: { title: 'more' }, untrusted: true })),
    ).rejects.toMatchObject({ code: 'rate_limited' });
    await as(ada, (work) => proposeWrite(work, { kind: 'create_incident', args: { title: 'mine' }, untrusted: true }));
  });

  test('is nobody else’s business', async () => {
    const { proposal } = await proposeRule();
    const stranger = await newOrganisation(opened.db);
    await expect(decide(stranger.admin, 1, proposal.nonce)).rejects.toMatchObject({ code: 'not_found' });
    expect(await as(stranger.admin, ({ tx }) => seeProposals(tx, stranger.admin, { limit: 10 }, NOW))).toEqual([]);
    const sam = await org.member('moderator');
    const priya = await org.member('manager');
    await expect(as(sam, ({ tx }) => seeProposal(tx, sam, 1, NOW))).rejects.toMatchObject({ code: 'not_found' });
    await expect(decide(sam, 1, 'guessed')).rejects.toMatchObject({ code: 'not_found' });
    expect(await as(sam, ({ tx }) => seeProposals(tx, sam, { limit: 10 }, NOW))).toEqual([]);
    expect(await as(priya, ({ tx }) => seeProposals(tx, priya, { limit: 10 }, NOW))).toHaveLength(1);
    await expect(decide(priya, 1, proposal.nonce)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('what an employee takes back of their own binds nobody else, nor tells them what others wait for', async () => {
    const jonas = await org.member('employee');
    const pia = await org.member('employee');
    const wanted = (summary: string) => ({
      kind: 'create_incident' as const,
      args: { title: 'Odd mail', summary },
      untrusted: true,
    });
    const first = await as(jonas, (work) => proposeWrite(work, wanted('his own words')));
    expect(first.was).toBe('new');
    const second = await as(pia, (work) => proposeWrite(work, wanted('hers')));
    expect(second).toMatchObject({ was: 'new', proposal: { args: { summary: 'hers' } } });
    expect(await as(pia, ({ tx }) => waitingFor(tx, pia, NOW))).toBe(1);
    expect(await as(maria, ({ tx }) => waitingFor(tx, maria, NOW))).toBe(2);
    expect((await decide(jonas, first.proposal.number, first.proposal.nonce, 'reject')).done).toBe(true);
    expect((await as(jonas, (work) => proposeWrite(work, wanted('again')))).was).toBe('rejected');
    const officers = await as(maria, (work) => proposeWrite(work, wanted('the officer’s')));
    expect(officers.was).toBe('new');
    await expect(decide(pia, officers.proposal.number, 'guessed', 'reject')).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await as(ada, (work) => proposeWrite(work, wanted('the admin’s')))).was).toBe('waiting');
    expect((await decide(pia, second.proposal.number, second.proposal.nonce)).done).toBe(true);
  });
});
