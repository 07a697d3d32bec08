import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findAlert } from '../../src/db/alerts.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { listAlertExceptions, muteRuleFor } from '../../src/pipeline/alert-exceptions.ts';
import { closest } from '../../src/pipeline/rule-called.ts';
import { defaultRules, listRules, seedRules } from '../../src/pipeline/rules.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { ask, deskKey, testDesk } from '../support/desk.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

describe.each(databases)('rules as people speak of them, on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let maria: Principal;
  let ruleId: string;
  beforeAll(async () => {
    opened = await open();
    org = await newOrganisation(opened.db, { timeZone: 'Europe/Berlin' });
    maria = { ...(await org.member('officer', { name: 'Maria Lindqvist' })), timeZone: 'Europe/Berlin' };
    await withOrg(opened.db, org.orgId, async (tx) => {
      if ((await listRules(tx)).length === 0) await seedRules(tx, 'SafeNest', new Date('2026-11-01T08:00:00Z'));
      ruleId = (await listRules(tx)).find(({ name }) => name === 'New device for an account')!.id;
    });
    await raiseTestAlert(opened.db, org.orgId, { account: 'grace@example.org', lastSeen: NOW });
    await withOrg(opened.db, org.orgId, (tx) =>
      tx
        .updateTable('alert')
        .set({ rule_id: ruleId, noticed_by: [ruleId] })
        .where('number', '=', 1)
        .execute(),
    );
  });
  afterAll(() => opened?.close());
  const asked = async (text: string, session?: string) =>
    (
      await ask(
        testDesk(opened.db, () => NOW),
        maria,
        text,
        session,
      )
    ).answer;

  test('one is found by what it is called or about; of several it is asked which', async () => {
    const rules = await withOrg(opened.db, org.orgId, (tx) => listRules(tx));
    const named = (said: string) => closest(said, rules, 'en').map(({ name }) => name);
    expect(named('new device')).toEqual(['New device for an account']);
    expect(named('new countries')).toEqual(['New country for an account']);
    expect(named('impossible travel')).toEqual(['Impossible travel']);
    expect(named('password spray')).toEqual(['Password spray']);
    expect(named('submarines')).toEqual([]);
    expect(named("'; drop table rule; --")).toEqual([]);
    expect(defaultRules().length).toBeLessThanOrEqual(rules.length);
  });

  test('how noisy one is, since when there is it, and whom it was about', async () => {
    const noisy = await asked('how noisy is the new device rule?');
    expect(noisy.text).toMatch(
      /^\[RULE-8\] raised 1 alert in 7 days, 1 in 30 days; nobody has judged any of them yet\.\nAbout: grace@example\.org \(1\)\./,
    );
    expect((await asked('when was it made?', noisy.sessionId)).text).toMatch(/^\[RULE-8\] was made [^\n]+ by /);
    expect((await asked('how noisy is the submarine rule?')).text).toMatch(/^No rule here goes by “submarine”/);
  });

  test('it is muted for one account until a time; the alert stays as it is, and a second time takes the place of the first', async () => {
    const mute = (account: string, days: number) =>
      withOrg(opened.db, org.orgId, (tx) =>
        muteRuleFor(
          { tx, principal: maria, now: NOW, auditKey: deskKey },
          { rule: { id: ruleId }, account, until: new Date(NOW.getTime() + days * 86_400_000) },
        ),
      );
    expect(await mute('nobody@example.org', 1)).toBeNull();
    await mute('grace@example.org', 1);
    expect((await mute('grace@example.org', 3))?.exception).toMatchObject({
      kind: 'expected',
      ruleId,
      account: 'grace@example.org',
      address: null,
    });
    const live = await withOrg(opened.db, org.orgId, (tx) =>
      listAlertExceptions({ tx, principal: maria, now: NOW }, { live: true }),
    );
    expect(live).toHaveLength(1);
    expect((await withOrg(opened.db, org.orgId, (tx) => findAlert(tx, 1)))?.status).toBe('open');
    const manager = await org.member('manager', { name: 'Priya Raman' });
    await expect(
      withOrg(opened.db, org.orgId, (tx) =>
        muteRuleFor(
          { tx, principal: manager, now: NOW, auditKey: deskKey },
          { rule: { id: ruleId }, account: 'grace@example.org', until: new Date(NOW.getTime() + 86_400_000) },
        ),
      ),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('whoever asks in chat is told until when, and how to end it', async () => {
    const muted = await asked('mute RULE-8 for grace@example.org until tomorrow');
    expect(muted.text).toMatch(/^\[RULE-8\] tells nothing about grace@example\.org until [\s\S]*“tell ALR-1 again”/);
    expect((await asked('mute RULE-4 for grace@example.org until tomorrow')).text).toMatch(
      /has raised no alert about grace@example\.org/,
    );
  });
});
