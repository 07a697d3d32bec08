import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAlerts } from '../../src/db/alerts.ts';
import { listRuleVersions } from '../../src/db/rule-versions.ts';
import { type OrgDb, withOrg } from '../../src/db/scope.ts';
import type { NewLoginEvent } from '../../src/domain/event.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { formatReference } from '../../src/domain/reference.ts';
import { cardText } from '../../src/messages/card-text.ts';
import { performAction } from '../../src/pipeline/actions.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { currentProposalCard, currentRuleCard } from '../../src/pipeline/current-card.ts';
import { formOf } from '../../src/pipeline/forms.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { decideProposal } from '../../src/pipeline/proposals/decide.ts';
import { proposeRuleChange } from '../../src/pipeline/propose-rule.ts';
import { dropExample, keepExample, seeExamples } from '../../src/pipeline/rule-examples.ts';
import { createRule, findRule, revertRule, updateRule } from '../../src/pipeline/rules.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { actionsOf } from '../support/cards.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

const now = new Date('2026-03-02T12:00:00Z');
const key = auditKey('secret');

describe.each(databases)('examples of a rule on $name', (kind) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());

  const as = <T>(principal: Principal, work: (work: Work) => Promise<T>) =>
    withOrg(opened.db, principal.orgId, (tx) => work({ tx, principal, now, auditKey: key }));

  /** Six failures in five minutes, which a rule of more than five told, and a sign-in from a country. */
  const begun = async () => {
    const made = await newOrganisation(opened.db);
    const { admin, orgId } = made;
    await as(admin, (work) => createRule(work, { kind: 'failed_logins', state: 'active' }));
    await as(admin, (work) => createRule(work, { kind: 'first_seen', state: 'active' }));
    const login = (minute: number, given: Partial<NewLoginEvent>): NewLoginEvent => ({
      eventId: `e${minute}`,
      occurredAt: new Date(now.getTime() + minute * 60_000),
      outcome: 'failure',
      account: 'dana',
      address: '198.51.100.7',
      country: null,
      city: null,
      latitude: null,
      longitude: null,
      device: null,
      method: null,
      reason: null,
      text: 'a login',
      source: 'test',
      ...given,
    });
    const days = Array.from({ length: 8 }, (_, day) =>
      login(-1440 * (9 - day), { outcome: 'success', account: 'bo', country: 'DE' }),
    );
    const abroad = login(-60, { outcome: 'success', account: 'bo', country: 'BR' });
    const { results } = await ingestLogins({ db: opened.db, now: () => now }, orgId, [
      ...Array.from({ length: 6 }, (_, i) => login(-10 + i, {})),
      ...days,
      abroad,
    ]);
    const refs = results.map((one) => (one.status === 'accepted' ? one.ref : ''));
    const alerts = await as(admin, ({ tx }) => listAlerts(tx, { limit: 10 }));
    const guess = alerts.find(({ kind }) => kind === 'failed_logins')!;
    const alertRef = formatReference({ kind: 'alert', number: guess.number });
    return { ...made, alertRef, lastFailure: refs[5]!, abroad: refs.at(-1)!, ordinary: refs[9]! };
  };
  const examples = (admin: Principal, number: number) =>
    as(admin, async ({ tx }) =>
      (await seeExamples(tx, (await findRule(tx, number))!)).map(({ number, fires, holds }) => [number, fires, holds]),
    );

  test('are kept from alerts and logins with what came around them, and hold or fail', async () => {
    const { admin, alertRef, lastFailure, abroad, ordinary } = await begun();
    await as(admin, (work) => keepExample(work, 1, { from: alertRef, fires: true }));
    const one = await as(admin, (work) => keepExample(work, 1, { from: lastFailure, fires: false, name: 'typing' }));
    // six failures by then, the five before it among what is kept: the rule fires still
    expect(one).toMatchObject({ number: 2, name: 'typing', holds: false });
    expect(one.logins.filter(({ about }) => about)).toHaveLength(1);
    expect(await examples(admin, 1)).toEqual([
      [1, true, true],
      [2, false, false],
    ]);
    // a country is new only to whom the past is known
    await as(admin, (work) => keepExample(work, 2, { from: abroad, fires: true }));
    await as(admin, (work) => keepExample(work, 2, { from: ordinary, fires: false }));
    expect(await examples(admin, 2)).toEqual([
      [1, true, true],
      [2, false, true],
    ]);
    const wrong: [string, () => Promise<unknown>][] = [
      ['conflict', () => as(admin, (work) => keepExample(work, 1, { from: alertRef, fires: false }))],
      ['not_found', () => as(admin, (work) => keepExample(work, 1, { from: 'ALR-99', fires: true }))],
      ['not_found', () => as(admin, (work) => keepExample(work, 1, { from: "'; drop table", fires: true }))],
      ['not_found', () => as(admin, (work) => keepExample(work, 99, { from: alertRef, fires: true }))],
      ['invalid_input', () => as(admin, (work) => keepExample(work, 1, { from: 'x'.repeat(41), fires: true }))],
      ['not_found', () => as(admin, (work) => dropExample(work, 1, 7))],
    ];
    for (const [code, attempt] of wrong) await expect(attempt()).rejects.toMatchObject({ code });
    const stranger = await newOrganisation(opened.db);
    await as(stranger.admin, (work) => createRule(work, { kind: 'failed_logins' }));
    expect(await examples(stranger.admin, 1)).toEqual([]);
    await expect(
      as(stranger.admin, (work) => keepExample(work, 1, { from: alertRef, fires: true })),
    ).rejects.toMatchObject({ code: 'not_found' });
    const employee = await stranger.member('employee');
    await expect(as(employee, (work) => dropExample(work, 1, 1))).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('are added by a form of the rule’s card, from the alerts that it raised', async () => {
    const { admin, alertRef, lastFailure, member } = await begun();
    const chat: Principal = { ...admin, place: { ...admin.place, platform: 'discord' as const } };
    const card = await as(chat, (work) => currentRuleCard(work, 1));
    expect(actionsOf(card).map(({ id }) => id)).toEqual(['rule.open', 'rule.example']);
    const open = () => as(chat, (work) => formOf(work, { id: 'rule.example', value: 'RULE-1' }, 'de'));
    const form = await open();
    const fields = form.parts.flatMap((part) => (part.kind === 'field' ? [part] : []));
    expect(fields.map(({ name }) => name)).toEqual(['from', 'expects']);
    expect(fields[0]!.options).toMatchObject([{ value: alertRef }]);
    const send = (fields: Record<string, string>, by = chat) =>
      as(by, (work) => performAction(work, { id: 'rule.keep_example', value: 'RULE-1', fields }));
    await expect(send({ from: alertRef, expects: 'perhaps' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(send({ from: 'ALR-99', expects: 'fires' })).rejects.toMatchObject({ code: 'not_found' });
    const kept = await send({ from: alertRef, expects: 'fires' });
    expect(kept.text).toBe(
      `Kept ${alertRef} as an example: RULE-1 must keep firing. It does so now; a change that breaks it is refused.`,
    );
    expect(cardText(kept.card!, 'UTC')).toContain('Examples: 1, all hold');
    // none of its alerts is left: what to keep is written
    expect((await open()).parts).toMatchObject([{}, { name: 'from', input: 'text' }, {}, {}]);
    expect((await send({ from: lastFailure, expects: 'silent' })).text).toContain('It does not do so yet');
    const employee = await member('employee');
    await expect(send({ from: alertRef, expects: 'fires' }, employee)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      as(chat, (work) => formOf(work, { id: 'rule.example', value: 'RULE-99' }, 'en')),
    ).rejects.toMatchObject({ code: 'not_found' });
    // a proposal to change it has the button, too
    const parts = {
      org: <T>(run: (tx: OrgDb) => Promise<T>) => as(chat, ({ tx }) => run(tx)),
      work: <T>(run: (work: Work) => Promise<T>) => as(chat, run),
      options: { now },
    };
    const { proposal: made } = await proposeRuleChange(parts, { rule: 1, patch: { severity: 'low' } });
    const proposal = await as(chat, (work) => currentProposalCard(work, made!.number));
    expect(actionsOf(proposal)).toContainEqual({ id: 'rule.example', label: 'Add an example…', value: 'RULE-1' });
  });

  test('refuse a change that breaks them: saved, proposed, approved and taken back; dropped, they do not', async () => {
    const { admin, alertRef, lastFailure } = await begun();
    await as(admin, (work) => updateRule(work, 1, { params: { threshold: 20 } }));
    await as(admin, (work) => updateRule(work, 1, { params: { threshold: 5 } }));
    const org = <T>(read: (tx: Work['tx']) => Promise<T>) => withOrg(opened.db, admin.orgId, read);
    const parts = { org, work: <T>(work: (work: Work) => Promise<T>) => as(admin, work), options: { now } };
    const early = await proposeRuleChange(parts, { rule: 1, patch: { params: { threshold: 9 } } });
    await as(admin, (work) => keepExample(work, 1, { from: alertRef, fires: true, name: 'six guesses' }));

    const told = /RULE-1 would no longer notice its example 1, “six guesses”, which it should/;
    const breaks = { params: { threshold: 20 } };
    await expect(as(admin, (work) => updateRule(work, 1, breaks))).rejects.toThrow(told);
    await expect(proposeRuleChange(parts, { rule: 1, patch: breaks })).rejects.toThrow(told);
    await expect(as(admin, (work) => revertRule(work, 1, 2))).rejects.toThrow(told);
    const { number } = early.proposal!;
    const nonce = early.proposal!.nonce ?? '';
    await expect(as(admin, (work) => decideProposal(work, number, { nonce, decision: 'approve' }))).rejects.toThrow(
      told,
    );
    expect(await as(admin, ({ tx }) => findRule(tx, 1))).toMatchObject({ params: { threshold: 5 } });
    // what breaks none is saved; so is what mends one
    await as(admin, (work) => updateRule(work, 1, { params: { threshold: 4 } }));

    // one that fails already stands in nobody's way, but in that of switching on
    await as(admin, (work) => keepExample(work, 1, { from: lastFailure, fires: false }));
    await as(admin, (work) => updateRule(work, 1, { params: { threshold: 5 } }));
    await as(admin, (work) => updateRule(work, 1, { state: 'retired' }));
    await expect(as(admin, (work) => updateRule(work, 1, { state: 'active' }))).rejects.toThrow(/its example 2/);

    await as(admin, (work) => dropExample(work, 1, 1));
    await as(admin, (work) => dropExample(work, 1, 2));
    await as(admin, (work) => updateRule(work, 1, { ...breaks, state: 'active' }));
    await as(admin, (work) => dropExample(work, 1, 1, false));
    expect(await examples(admin, 1)).toEqual([
      [1, true, false],
      [2, false, null],
    ]);
    const versions = await as(admin, async ({ tx }) => listRuleVersions(tx, (await findRule(tx, 1))!.id));
    expect(versions.map(({ why }) => why).filter((why) => /example/.test(why))).toEqual([
      'Takes back example 1, “six guesses”.',
      expect.stringMatching(/^Drops example 2/),
      'Drops example 1, “six guesses”.',
      expect.stringMatching(/^Keeps LOG-\w+ as an example: should not fire\.$/),
      `Keeps ${alertRef} as an example: should fire.`,
    ]);
  });
});
