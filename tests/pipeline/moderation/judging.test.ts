import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/domain/language.ts';
import type { ModerationCase } from '../../../src/domain/moderation.ts';
import { DEFAULT_POLICY, type ModerationPolicy } from '../../../src/domain/moderation-policy.ts';
import { cardText } from '../../../src/messages/card-text.ts';
import { silentCard } from '../../../src/messages/views/silent-card.ts';
import { performAction } from '../../../src/pipeline/actions.ts';
import { composeAnnouncement } from '../../../src/pipeline/announcements.ts';
import { actOnCase } from '../../../src/pipeline/moderation/act.ts';
import { setPolicy } from '../../../src/pipeline/moderation/policy.ts';
import { seeSilent } from '../../../src/pipeline/moderation/silent.ts';
import { actionsOf } from '../../support/cards.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { minutes, moderationDesk, PILE_ON, type Said } from '../../support/moderation-desk.ts';

describe.each(databases)('judging conversations on $name', ({ open }) => {
  let opened: TestDatabase;
  let desk: Awaited<ReturnType<typeof moderationDesk>>;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    desk = await moderationDesk(opened);
  });

  const policy = (change: (policy: ModerationPolicy) => void) => {
    const next = structuredClone(DEFAULT_POLICY);
    change(next);
    return desk.as((work) => setPolicy(work, { policy: next }));
  };
  const only = async (): Promise<ModerationCase> => {
    const cases = await desk.cases();
    expect(cases).toHaveLength(1);
    return cases[0]!;
  };

  test('three who turn on one within eight minutes are one case, told once and then edited', async () => {
    await desk.say(PILE_ON);
    const one = await only();
    expect(one).toMatchObject({
      number: 1,
      state: 'open',
      offender: { account: 'mallory', name: 'Mallory' },
      target: { account: 'dana', name: 'Dana' },
      recommendation: { step: 'timeout', hours: 24 },
      kind: 'pile_on',
      severity: 'critical',
      policyVersion: 0,
      summaryBy: 'rules',
    });
    expect(one.triggers).toContain('pile_on');
    expect(one.offenders.map(({ account }) => account)).toEqual(['mallory', 'eve', 'trent']);
    expect(one.summary).toContain('3 people turn on Dana');
    const evidence = await desk.evidence(one);
    expect(evidence.map(({ author }) => author)).not.toContain('dana');
    expect(evidence.map(({ quote }) => quote)).toContain('nobody asked you, idiot');
    expect(evidence.length).toBeGreaterThanOrEqual(7);
    // the outbox row that waits is told once with all of it
    expect(new Set(desk.news.map(({ outboxId }) => outboxId)).size).toBe(1);

    const news = await desk.as(({ tx }) =>
      composeAnnouncement(tx, { kind: 'case_changed', subject: one.id }, (ref) => `https://desk.test/${ref}`),
    );
    expect(news).toMatchObject({
      purpose: 'moderation',
      pending: true,
      needs: 'moderation.read',
      severity: 'critical',
      card: { key: 'CASE-1' },
      state: { kind: 'case', ref: 'CASE-1', status: 'open' },
    });
    const values = news!.card!.parts.flatMap((part) => (part.kind === 'actions' ? part.actions : []));
    expect(values.filter(({ value }) => /^CASE-1(?::mallory)?$/.test(value)).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['case.dismiss', 'case.warn', 'case.timeout', 'case.mute', 'case.ban']),
    );
    expect(values.find(({ id }) => id === 'case.timeout')).toMatchObject({
      style: 'primary',
      label: 'Time out 24 h: Mallory',
    });
    // a channel whose readers may not see cases learns that there is one
    expect(JSON.stringify(news!.brief)).not.toContain('Mallory');
  });

  test('a friendly conversation is no case, nor one that only swears, nor a channel that is left alone', async () => {
    await desk.say([
      [0, 'ada', 'good morning', 'sam'],
      [1, 'sam', 'fucking great weather', 'ada'],
      [2, 'ada', 'it is'],
    ]);
    expect(await desk.cases()).toEqual([]);
    const off = await moderationDesk(opened, { strictness: 'off' });
    await off.say(PILE_ON);
    expect(await off.cases()).toEqual([]);
  });

  test('one threat is a case at once; the threatened one is its target; a second conversation is a second case', async () => {
    await desk.say([
      [0, 'mallory', 'i will kill you', 'dana'],
      [1, 'dana', 'i will kill your joy, idiot', 'mallory'],
    ]);
    const [first] = await desk.cases();
    expect(first).toMatchObject({ kind: 'threat', offender: { account: 'mallory' }, target: { account: 'dana' } });
    await desk.say([[120, 'mallory', 'i will kill you', 'dana']]);
    const cases = await desk.cases();
    expect(cases).toHaveLength(2);
    // nothing was done about the first, so it counts nothing
    expect(cases[0]!.recommendation!.strikes).toMatchObject({ before: 0, cases: 0 });
  });

  test('what is strict in one channel is not in another, and what is switched off or exempt opens nothing', async () => {
    const lines: Said[] = [[0, 'mallory', 'that is useless and trash, moron', 'dana']];
    await desk.say(lines);
    expect(await desk.cases()).toEqual([]);
    const strict = await moderationDesk(opened, { strictness: 'strict' });
    await strict.say(lines);
    expect(await strict.cases()).toHaveLength(1);

    await policy((next) => {
      next.exemptions.accounts.push({ platform: 'forum', account: 'mallory', why: 'a test account' });
      next.exemptions.channels.push({
        platform: 'forum',
        workspace: '',
        channel: 'general',
        triggers: ['severe_toxicity'],
        why: 'a game of words',
      });
      next.triggers.threat.on = false;
    });
    await desk.say([
      [60, 'mallory', 'i will kill you', 'dana'],
      [61, 'trent', 'kill it', 'nobody'],
    ]);
    expect(
      (await desk.cases()).filter(({ triggers }) => triggers.some((one) => one !== 'abuse' && one !== 'escalation')),
    ).toEqual([]);
  });

  test('a trigger that runs silently opens no case and says what it would have raised; one press turns it on', async () => {
    const silently = (...on: (keyof ModerationPolicy['triggers'])[]) =>
      policy(({ triggers }) => {
        for (const one of Object.values(triggers)) one.on = false;
        for (const name of ['threat', 'abuse'] as const) triggers[name].on = 'silent';
        for (const name of on) triggers[name] = { ...triggers[name], on: true };
      });
    await silently('sexual');
    const seen = () => desk.as((work) => seeSilent(work));
    expect((await seen()).map(({ trigger, hits }) => [trigger, hits])).toEqual([
      ['threat', 0],
      ['abuse', 0],
    ]);
    await desk.say([
      [0, 'mallory', 'i will kill you', 'dana'],
      [1, 'mallory', 'i will kill you now', 'dana'],
      [2, 'dana', 'hello', 'mallory'],
    ]);
    expect(await desk.cases()).toEqual([]);
    expect(desk.news).toEqual([]);
    // another conversation, of which another rule made a case that somebody acted on
    await silently('escalation');
    await desk.say([
      [90, 'mallory', 'i will kill you', 'erin'],
      [91, 'mallory', 'i will kill you now', 'erin'],
    ]);
    const [acted] = await desk.cases();
    await desk.as((work) => actOnCase(work, acted!.number, { step: 'note' }));
    await silently('sexual');
    await desk.say([[180, 'trent', 'i will kill you', 'dana']]);
    const [threat] = await seen();
    expect(threat).toMatchObject({ trigger: 'threat', hits: 3, acted: 1, dismissed: 0, since: minutes(0) });
    expect(threat!.people).toEqual([
      { account: 'mallory', name: 'Mallory', hits: 2 },
      { account: 'trent', name: 'Trent', hits: 1 },
    ]);
    for (const language of LANGUAGES) {
      const text = cardText(silentCard(await seen(), { can: () => true, timeZone: 'UTC', language }));
      expect(text).toMatch(/3.*30.*Mallory \(mallory\) \(2\), Trent \(trent\) \(1\).*3.*1.*0/s);
    }
    // whoever may not set the policy has no button, and cannot press it
    expect(actionsOf(silentCard(await seen(), { can: () => false, timeZone: 'UTC' }))).toEqual([]);
    const moderator = { ...desk.admin, role: 'moderator' as const };
    const press = (value: string, who = desk.admin) =>
      desk.as((work) => performAction(work, { id: 'policy.turn_on', value }), who);
    await expect(press('threat', moderator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(press('x'.repeat(5000))).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(press('profanity')).rejects.toMatchObject({ code: 'conflict' });
    expect((await press('threat')).text).toMatch(/^It opens cases from now on: version \d+ of the policy/);
    expect((await press('threat')).done).toBe(false);
    expect((await seen()).map(({ trigger }) => trigger)).toEqual(['abuse']);
    await desk.say([[300, 'trent', 'i will kill you', 'dana']]);
    expect((await desk.cases())[0]).toMatchObject({ kind: 'threat', offender: { account: 'trent' } });
  });

  test('a case grows with its conversation: who joins, what is worse, and what is deleted stays', async () => {
    const [first] = await desk.say([
      [0, 'mallory', 'i will kill you', 'dana'],
      [1, 'mallory', 'hello', 'dana'],
    ]);
    const before = await only();
    expect(before.offenders).toHaveLength(1);
    expect(await desk.evidence(before)).toHaveLength(1);
    desk.at(minutes(3));
    await desk.take([{ kind: 'deleted', key: first!, thread: null, at: minutes(3) }]);
    const [gone] = await desk.evidence(before);
    expect(gone).toMatchObject({ quote: 'i will kill you', deletedAt: minutes(3) });
    await desk.say([
      [4, 'trent', 'yes, kill her', 'dana'],
      [5, 'trent', 'idiot', 'dana'],
    ]);
    const after = await only();
    expect(after.id).toBe(before.id);
    expect(after.offenders.map(({ account }) => account)).toEqual(['mallory', 'trent']);
    expect(after.offender.account).toBe('mallory');
    expect((await desk.evidence(after)).map(({ quote }) => quote)).toEqual([
      'i will kill you',
      'yes, kill her',
      'idiot',
    ]);
    expect(after.course.length).toBeGreaterThan(before.course.length);
  });

  test('an edit that takes words back leaves the worse wording; one that makes it worse is kept', async () => {
    const [first, second] = await desk.say([
      [0, 'mallory', 'i will kill you', 'dana'],
      [1, 'mallory', 'you idiot', 'dana'],
    ]);
    const edit = (key: string, content: string) =>
      desk.take([{ kind: 'edited', key, thread: null, at: minutes(2), content }]);
    desk.at(minutes(2));
    await edit(first!, 'i will hug you');
    await edit(second!, 'i will kill you, idiot');
    const evidence = await desk.evidence(await only());
    expect(evidence.map(({ quote }) => quote)).toEqual(['i will kill you', 'i will kill you, idiot']);
    expect(evidence.every(({ editedAt }) => editedAt !== null)).toBe(true);
  });

  test('the same over and over is spam of who says it', async () => {
    await desk.say(Array.from({ length: 12 }, (_, i): Said => [i / 10, 'spammer', 'buy gold now at gold dot example']));
    const one = await only();
    expect(one).toMatchObject({ kind: 'spam', severity: 'low', offender: { account: 'spammer' }, target: null });
    expect(one.triggers).toEqual(['flood']);
    expect((await desk.evidence(one)).length).toBeGreaterThan(0);
  });

  test('the messages of an organisation say nothing to another', async () => {
    await desk.say([[0, 'mallory', 'i will kill you', 'dana']]);
    const other = await moderationDesk(opened);
    expect(await other.cases()).toEqual([]);
    const [one] = await desk.cases();
    expect(await other.evidence(one!)).toEqual([]);
  });
});
