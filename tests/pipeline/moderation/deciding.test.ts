import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listAuditEntries } from '../../../src/db/audit.ts';
import { claimAction } from '../../../src/db/moderation-actions.ts';
import type { MessageFact } from '../../../src/domain/chat-message.ts';
import { newId } from '../../../src/domain/id.ts';
import { DEFAULT_POLICY } from '../../../src/domain/moderation-policy.ts';
import { whyText } from '../../../src/messages/case-text.ts';
import { composeAnnouncement } from '../../../src/pipeline/announcements.ts';
import { setAutonomy } from '../../../src/pipeline/autonomy.ts';
import { caseActedOn, caseOverturned, dismissCase, reopenCase } from '../../../src/pipeline/moderation/decide-case.ts';
import { thresholdHistogram } from '../../../src/pipeline/moderation/histogram.ts';
import { recommend, strikesNow } from '../../../src/pipeline/moderation/ladder.ts';
import { currentPolicy, listPolicies, seePolicy, setPolicy } from '../../../src/pipeline/moderation/policy.ts';
import { precisionPerRule, wilson } from '../../../src/pipeline/moderation/precision.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { minutes, moderationDesk, NOON, PILE_ON } from '../../support/moderation-desk.ts';

describe.each(databases)('deciding cases on $name', ({ open }) => {
  let opened: TestDatabase;
  let desk: Awaited<ReturnType<typeof moderationDesk>>;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    desk = await moderationDesk(opened);
  });
  const threaten = (at: number, by = 'mallory') => desk.say([[at, by, 'i will kill you', 'dana']]);
  const latest = async () => (await desk.cases())[0]!;
  const did = (caseId: string, step: 'warning' | 'timeout', at: Date, state: 'done' | 'lifted' = 'done') =>
    desk.as(({ tx }) =>
      tx
        .insertInto('moderation_action')
        .values({
          id: newId(),
          org_id: tx.orgId,
          number: at.getTime() % 1e6,
          case_id: caseId,
          guarded_channel_id: desk.channel.id,
          step,
          account: 'mallory',
          reason: 'threats',
          requested_by: 'Ada',
          state,
          created_at: at,
          updated_at: at,
          done_at: at,
        })
        .execute(),
    );

  test('a dismissal is kept with its reason, once, and can be taken back', async () => {
    await threaten(0);
    const { number } = await latest();
    const dismiss = () =>
      desk.as((work) => dismissCase(work, number, { as: 'joke_or_quote', note: ' they quote a film ' }));
    expect(await dismiss()).toMatchObject({ done: true, case: { state: 'dismissed', note: 'they quote a film' } });
    expect(await dismiss()).toMatchObject({ done: false });
    expect(await latest()).toMatchObject({ dismissedAs: 'joke_or_quote', decidedBy: desk.admin.name });
    await desk.as((work) => reopenCase(work, number));
    expect(await latest()).toMatchObject({ state: 'open', dismissedAs: null, decidedBy: null, note: null });
    const lines = await desk.as(({ tx }) => listAuditEntries(tx, { limit: 50 }));
    expect(lines.map(({ action }) => action).filter((action) => action.startsWith('case.'))).toEqual([
      'case.reopen',
      'case.dismiss',
    ]);
  });

  test('who may not moderate decides nothing, and what is not there is not found', async () => {
    await threaten(0);
    const { number } = await latest();
    const manager = { ...desk.admin, role: 'manager' as const };
    await expect(desk.as((work) => dismissCase(work, number, { as: 'no_violation' }), manager)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(desk.as((work) => dismissCase(work, 99, { as: 'no_violation' }))).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(
      desk.as((work) => setPolicy(work, { policy: DEFAULT_POLICY }), { ...desk.admin, role: 'moderator' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('what was acted on opens again when it goes on, and counts; what was dismissed stays so unless it gets worse', async () => {
    await threaten(0);
    const one = await latest();
    expect(one.recommendation).toMatchObject({ step: 'timeout', strikes: { before: 0, cases: 0, now: 4 } });
    await did(one.id, 'timeout', minutes(1));
    desk.at(minutes(1));
    await desk.as((work) => caseActedOn(work, one.id, 'threats'));
    await desk.say([[2, 'dana', 'thank you']]);
    expect(await latest()).toMatchObject({ state: 'acted' });
    await threaten(3);
    const again = await latest();
    expect(again).toMatchObject({ id: one.id, state: 'open', decidedBy: null });
    expect(again.recommendation!.strikes!.cases).toBe(1);

    await desk.as((work) => dismissCase(work, again.number, { as: 'no_violation' }));
    await threaten(5);
    expect(await latest()).toMatchObject({ state: 'dismissed' });
    await desk.say([[6, 'mallory', 'useless trash and such an idiot, moron', 'dana']]);
    expect(await desk.cases()).toHaveLength(1);
  });

  test('a step that the policy takes by itself is due at once, once, told with its undo, and only for whom it is about', async () => {
    const policy = structuredClone(DEFAULT_POLICY);
    policy.steps.timeout.mode = 'automatic';
    await desk.as((work) => setPolicy(work, { policy }));
    await threaten(0);
    const one = await latest();
    expect(one).toMatchObject({ state: 'acted', decidedBy: 'SafeNest', decidedById: null });
    const rows = await desk.as(({ tx }) =>
      tx.selectFrom('moderation_action').selectAll().where('org_id', '=', tx.orgId).execute(),
    );
    expect(rows).toMatchObject([
      { account: 'mallory', step: 'timeout', state: 'due', automatic: true, requested_by: 'SafeNest' },
    ]);
    expect(rows[0]!.expires_at!.getTime() - rows[0]!.created_at.getTime()).toBe(24 * 3_600_000);
    const news = await desk.as(({ tx }) =>
      composeAnnouncement(tx, { kind: 'case_changed', subject: one.id }, (ref) => `https://desk.test/${ref}`),
    );
    expect(news).toMatchObject({ pending: true });
    expect(JSON.stringify(news!.card)).toContain('"case.undo"');
    const lines = await desk.as(({ tx }) => listAuditEntries(tx, { limit: 50 }));
    expect(lines.find(({ action }) => action === 'moderation.act')).toMatchObject({
      subject: 'ACT-1',
      actorName: 'SafeNest',
    });
    // somebody else goes on: it is about them now
    await desk.say([[1, 'trent', 'yes, i will kill you, too', 'dana']]);
    expect(await latest()).toMatchObject({ id: one.id, state: 'acted', offender: { account: 'trent' } });
    // what was done to them is not done again by itself: a person looks
    await desk.say([[2, 'trent', 'kill, kill', 'dana']]);
    expect(await latest()).toMatchObject({ state: 'open', offender: { account: 'trent' } });
  });

  test('nothing is done by itself where that is paused or only suggested, nor more often than is allowed in an hour', async () => {
    const policy = structuredClone(DEFAULT_POLICY);
    policy.steps.timeout.mode = 'automatic';
    await desk.as((work) => setPolicy(work, { policy }));
    const automatic = () =>
      desk.as(({ tx }) =>
        tx
          .selectFrom('moderation_action')
          .select('account')
          .where('org_id', '=', tx.orgId)
          .where('automatic', '=', true)
          .execute(),
      );
    for (const level of ['paused', 'suggest'] as const) {
      await desk.as((work) => setAutonomy(work, { level }));
      await threaten(level === 'paused' ? 0 : 100, level);
      expect(await latest()).toMatchObject({ state: 'open', recommendation: { step: 'timeout' } });
    }
    expect(await automatic()).toEqual([]);
    await desk.as((work) => setAutonomy(work, { level: 'act', perHour: 1 }));
    await threaten(200, 'oscar');
    expect(await latest()).toMatchObject({ state: 'acted' });
    await threaten(230, 'trent');
    // the rest is suggested, and the card says why
    expect(await latest()).toMatchObject({
      state: 'open',
      offender: { account: 'trent' },
      recommendation: { step: 'timeout', overLimit: 1 },
    });
    expect(whyText(await latest(), 'en')).toContain('the limit of 1 in an hour is reached: it waits for you.');
    expect(await automatic()).toEqual([{ account: 'oscar' }]);
    // an hour later there is room again
    await threaten(300, 'walter');
    expect(await automatic()).toHaveLength(2);
  });

  test('what is due by itself is not begun while that is paused; what a person pressed is', async () => {
    const policy = structuredClone(DEFAULT_POLICY);
    policy.steps.timeout.mode = 'automatic';
    await desk.as((work) => setPolicy(work, { policy }));
    await threaten(0);
    const id = await desk.as(async ({ tx }) => {
      const row = await tx
        .selectFrom('moderation_action')
        .select('id')
        .where('org_id', '=', tx.orgId)
        .executeTakeFirstOrThrow();
      return row.id;
    });
    const claim = (paused: boolean) =>
      desk.as(({ tx }) => claimAction(tx, id, { now: minutes(1), until: minutes(2), paused }));
    expect(await claim(true)).toBeNull();
    expect(await claim(false)).toMatchObject({ automatic: true, state: 'due' });
  });

  test('strikes fade, what was taken back counts nothing, and another workspace is another matter', async () => {
    await threaten(0);
    const one = await latest();
    await did(one.id, 'timeout', NOON);
    const later = (days: number) => new Date(NOON.getTime() + days * 86_400_000);
    const strikes = (now: Date, place = desk.channel as { platform: string; workspace: string }) =>
      desk.as(({ tx }) => strikesNow(tx, DEFAULT_POLICY, place, 'mallory', now, null));
    expect(await strikes(later(0))).toEqual({ before: 4, cases: 1 });
    expect(await strikes(later(30))).toEqual({ before: 2, cases: 1 });
    expect(await strikes(later(400))).toEqual({ before: 0, cases: 0 });
    expect(await strikes(later(0), { platform: 'forum', workspace: 'other' })).toEqual({ before: 0, cases: 0 });
    expect(recommend(DEFAULT_POLICY, 'high', { before: 5, cases: 2 })).toMatchObject({ step: 'mute', hours: 168 });
    await desk.as(({ tx }) =>
      tx.updateTable('moderation_action').set({ state: 'lifted' }).where('org_id', '=', tx.orgId).execute(),
    );
    expect(await strikes(later(0))).toEqual({ before: 0, cases: 0 });
  });

  test('similar cases come with how they ended; one that is still open is none', async () => {
    await desk.say([[0, 'mallory', 'i will kill you in the tavern tonight', 'dana']]);
    const first = await latest();
    await desk.say([[100, 'trent', 'tonight i will kill you in that tavern', 'eve']]);
    expect((await latest()).alike).toEqual([]);
    await did(first.id, 'timeout', minutes(101));
    await desk.as((work) => caseActedOn(work, first.id, 'threats'));
    await desk.say([[200, 'oscar', 'kill you, tonight, in the tavern', 'eve']]);
    const { alike } = await latest();
    expect(alike).toMatchObject([{ number: first.number, outcome: 'timeout' }]);
    expect(alike[0]!.similarity).toBeGreaterThan(0.7);
  });

  test('what people decide becomes the precision of the rules', async () => {
    for (const [i, as] of (['no_violation', 'joke_or_quote', 'handled_elsewhere'] as const).entries()) {
      await threaten(i * 100);
      await desk.as(async (work) => dismissCase(work, i + 1, { as }));
    }
    await threaten(500);
    const right = await latest();
    await desk.as((work) => caseActedOn(work, right.id, 'threats'));
    await threaten(600);
    const lifted = await latest();
    await desk.as((work) => caseActedOn(work, lifted.id, 'threats'));
    // taken back by Undo long after: only an appeal says that it was wrong
    await desk.as((work) => caseOverturned(work, lifted.id, 'they said sorry'));
    await threaten(700);
    const rules = await desk.as(({ tx }) => precisionPerRule(tx, minutes(-1)));
    expect(rules.find(({ trigger }) => trigger === 'threat')).toMatchObject({
      right: 1,
      wrong: 2,
      open: 1,
      precision: 1 / 3,
    });
    expect(await desk.as(({ tx }) => precisionPerRule(tx, minutes(10_000)))).toEqual([]);
    const [low, high] = wilson(1, 4);
    expect(low).toBeCloseTo(0.046, 2);
    expect(high).toBeCloseTo(0.699, 2);
  });

  test('a threshold is tried on what was said before it holds', async () => {
    await desk.say(PILE_ON);
    await threaten(100);
    await desk.say([[200, 'ada', 'good morning everybody']]);
    const tried = await desk.as((work) => thresholdHistogram(work, DEFAULT_POLICY));
    const of = (trigger: string) => tried.triggers.find((one) => one.trigger === trigger)!;
    expect(tried.conversations).toBe(3);
    expect(of('threat')).toMatchObject({
      fired: { relaxed: 1, normal: 1, strict: 1 },
      firedHere: 1,
      points: [{ at: 0.95, conversations: 1 }],
    });
    expect(of('pile_on')).toMatchObject({ fired: { relaxed: 0, normal: 1, strict: 1 }, firedHere: 1 });
    expect(of('profanity')).toMatchObject({ fired: { normal: 0 }, firedHere: 0 });
    expect(of('escalation').fired.strict).toBeGreaterThanOrEqual(of('escalation').fired.relaxed);
    desk.at(new Date(NOON.getTime() + 40 * 86_400_000));
    expect((await desk.as((work) => thresholdHistogram(work, DEFAULT_POLICY))).conversations).toBe(0);
  });

  test('of a threshold it is known before: who answers somebody, the same of one person, and who is called in the words alone', async () => {
    const told = (minute: number, by: string, content: string, replyTo: string | null = null): MessageFact => ({
      kind: 'said',
      key: `h${minute}`,
      thread: null,
      at: minutes(minute),
      author: { account: by, name: by, bot: false },
      content,
      replyTo,
      targets: [],
    });
    desk.at(minutes(400));
    await desk.take([
      told(0, 'dana', 'my drawing'),
      ...['mal', 'rex', 'vic'].map((by, i) => told(1 + i, by, 'you idiot', 'h0')),
      ...Array.from({ length: 9 }, (_, i) => told(100 + i, `p${i}`, 'Happy birthday, Dana!')),
      told(200, 'loud', Array.from({ length: 12 }, (_, i) => `@a${i}`).join(' ')),
      ...Array.from({ length: 8 }, (_, i) => told(300 + i, 'spam', `buy my things now${'!'.repeat(i)}`)),
    ]);
    const tried = await desk.as((work) => thresholdHistogram(work, DEFAULT_POLICY));
    const fired = (trigger: string) => tried.triggers.find((one) => one.trigger === trigger)!.firedHere;
    expect([fired('pile_on'), fired('mentions'), fired('flood')]).toEqual([1, 1, 1]);
    const kinds = (await desk.cases()).map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual(['pile_on', 'spam', 'spam']);
  });

  test('a policy has versions: the newest holds, the same is none, and two who change it at once see each other', async () => {
    expect(await desk.as(({ tx }) => currentPolicy(tx))).toMatchObject({ version: 0, policy: DEFAULT_POLICY });
    const gentler = structuredClone(DEFAULT_POLICY);
    gentler.triggers.threat.normal = 0.85;
    const set = (policy: unknown, basedOn?: number) =>
      desk.as((work) => setPolicy(work, { policy, note: 'calmer', ...(basedOn === undefined ? {} : { basedOn }) }));
    expect(await set(gentler, 0)).toMatchObject({ version: 1, createdBy: desk.admin.name });
    expect(await set(gentler, 1)).toMatchObject({ version: 1 });
    await expect(set(DEFAULT_POLICY, 0)).rejects.toMatchObject({ code: 'conflict' });
    expect(await set(DEFAULT_POLICY, 1)).toMatchObject({ version: 2 });
    await expect(set({ ...gentler, ladder: [] })).rejects.toMatchObject({
      code: 'invalid_input',
      details: [{ field: 'ladder' }],
    });
    expect((await desk.as((work) => listPolicies(work))).map(({ version }) => version)).toEqual([2, 1]);
    expect(await desk.as((work) => seePolicy(work, 1))).toMatchObject({ policy: gentler });
    await expect(desk.as((work) => seePolicy(work, 9))).rejects.toMatchObject({ code: 'not_found' });
    const lines = await desk.as(({ tx }) => listAuditEntries(tx, { limit: 50 }));
    const policies = lines.filter(({ action }) => action === 'moderation.policy');
    expect(policies.map(({ detail }) => detail.changed)).toEqual([
      ['triggers.threat.normal: 0.85 -> 0.8'],
      ['triggers.threat.normal: 0.8 -> 0.85'],
    ]);
    await desk.say([[0, 'mallory', 'i will kill you', 'dana']]);
    expect((await latest()).policyVersion).toBe(2);
  });
});
