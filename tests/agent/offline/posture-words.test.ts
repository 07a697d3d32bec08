import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postureAnswer } from '../../../src/agent/offline/answers/posture.ts';
import { similarAnswer } from '../../../src/agent/offline/answers/similar.ts';
import { withOrg } from '../../../src/db/scope.ts';
import { LANGUAGES, type Language } from '../../../src/domain/language.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import { cardText } from '../../../src/messages/card-text.ts';
import { postureWords } from '../../../src/messages/catalogue/posture.ts';
import { openIncident, updateIncident } from '../../../src/pipeline/incidents.ts';
import type { ToolContext } from '../../../src/tools/define-tool.ts';
import { type PostureData, postureSummaryTool } from '../../../src/tools/posture-summary.ts';
import { type SimilarIncidentsData, similarIncidentsTool } from '../../../src/tools/similar-incidents.ts';
import { raiseTestAlert } from '../../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../../support/database.ts';
import { deskKey } from '../../support/desk.ts';

const NOW = new Date('2026-11-21T12:00:00Z');

describe('the words of a summary and of similar incidents', () => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;

  const contextIn = (language: Language) => ({
    now: NOW,
    timeZone: 'UTC',
    role: 'officer' as const,
    language,
    tools: new Set(['update_alert', 'create_incident']),
    history: [],
  });
  const toolIn = (language: Language): ToolContext => ({
    principal: officer,
    now: NOW,
    language,
    org: (work) => withOrg(opened.db, org.orgId, work),
    work: (change) =>
      withOrg(opened.db, org.orgId, (tx) => change({ tx, principal: officer, now: NOW, auditKey: deskKey })),
    services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} },
  });

  beforeAll(async () => {
    opened = await databases[0]!.open();
    org = await newOrganisation(opened.db);
    officer = await org.member('officer', { name: 'Olivia Park' });
    const at = (day: string): Date => new Date(`${day}T10:00:00Z`);
    const alert = (day: string, part: Parameters<typeof raiseTestAlert>[2] = {}) =>
      raiseTestAlert(opened.db, org.orgId, { lastSeen: at(day), ...part });
    // three in the week before, five in the week told of, of which one high and one critical are open
    for (const day of ['2026-11-03', '2026-11-04', '2026-11-05']) await alert(day, { severity: 'low' });
    const high = await alert('2026-11-10');
    await alert('2026-11-12', { severity: 'critical', account: 'eve', address: '192.0.2.9', country: 'RO' });
    const [a, b] = [await alert('2026-11-11', { severity: 'low' }), await alert('2026-11-13', { severity: 'low' })];
    await alert('2026-11-14', { severity: 'medium' });
    const open = (title: string, alerts: number[], day: string) =>
      withOrg(opened.db, org.orgId, (tx) =>
        openIncident({ tx, principal: officer, now: at(day), auditKey: deskKey }, { title, alertNumbers: alerts }),
      );
    const first = await open('Guessing at the mail gateway', [a], '2026-11-11');
    await withOrg(opened.db, org.orgId, (tx) =>
      updateIncident(
        { tx, principal: officer, now: new Date('2026-11-12T14:30:00Z'), auditKey: deskKey },
        first.number,
        { status: 'closed', resolution: 'Blocked the address.' },
      ),
    );
    await open('Guessing again', [b], '2026-11-13');
    expect(high).toBe(4);
  });
  afterAll(() => opened.close());

  const summary = async (language: Language, range: string, compare_to?: string) => {
    const result = await postureSummaryTool.run(toolIn(language), { range, compare_to });
    return { result, lines: postureAnswer(result.data as PostureData, contextIn(language)) };
  };

  test('number first, then what stands behind it, then what to do', async () => {
    const { lines, result } = await summary('en', 'last_week');
    expect(lines).toEqual([
      '5 alerts (last week, 9 to 15 November 2026), 2 more than the week before (3); 1 critical, 1 high, nobody has touched them yet [ALR-5], [ALR-4].',
      'With such numbers that is no clear change.',
      '5 are still open.',
      'No logins arrived.',
      '2 incidents opened, 1 closed, 1 of the new still open; closing took 1 day 4 h (median).',
      'Named most: account root (3 → 4), address 203.0.113.9 (3 → 4), Netherlands (3 → 4), rule “failed logins” (3 → 5).',
      'Next: “acknowledge ALR-5” or “open an incident for ALR-5”; [INC-2] has no assignee.',
    ]);
    expect(result.citations.map(({ ref }) => ref)).toEqual(['ALR-5', 'ALR-4', 'INC-2']);
    const card = cardText(result.card!);
    expect(card).toContain('Alerts: 3 → 5');
    expect(card).toContain('All alerts of this time: /logs?kinds=alert&range=last_week');
    expect(card).toContain('10 Nov 1');
  });

  test.each(LANGUAGES)('says all of it in %s, in at most nine lines', async (language) => {
    const { lines, result } = await summary(language, 'last_week');
    expect(lines[0]).toMatch(/^5 \p{L}+ \(.*\).* 2 .*\(3\).*\[ALR-5\], \[ALR-4\]\.$/u);
    expect(lines.length).toBeLessThanOrEqual(9);
    expect(lines.join('\n')).not.toMatch(/undefined|null|NaN|\[object/);
    expect(cardText(result.card!)).not.toMatch(/undefined|null|NaN|\[object/);
    const other = await summary(language, '2026-11-10', '2026-11-03/2026-11-05');
    expect(other.lines[0]).toMatch(/^1 /);
    expect((other.result.data as PostureData).chosen).toBe(true);
    const quiet = await summary(language, '2026-01');
    expect(quiet.lines[1]).toBe(postureWords[language].nothingRecorded);
  });

  test('of a time that still runs, what waits from before it is told as such', async () => {
    const running = '2026-11-12/2026-11-21';
    const { lines, result } = await summary('en', running);
    expect(lines).toContain('3 are still open; 5 from before are open, too.');
    const card = cardText(result.card!);
    expect(card).toContain('Alerts still open: 3; 5 from before are open, too');
    expect(card).toMatch(/• \[HIGH\] ALR-4 From before: .*10 Nov 2026/);
    expect(card).not.toMatch(/ALR-5 From before/);
    for (const language of LANGUAGES)
      expect((await summary(language, running)).lines.join('\n')).toMatch(/\b5 (?:from|von|d’avant|de antes)/);
    // of one that is over nothing else is told
    expect((await summary('en', 'last_week')).lines.join('\n')).not.toContain('from before');
  });

  test('a change is said in numbers while they are small, in per cent once they are not', () => {
    const { trend } = postureWords.en;
    expect(trend(5, 3, 'the week before')).toBe('2 more than the week before (3)');
    expect(trend(1204, 1349, 'the week before')).toBe('11 % fewer than the week before (1,349)');
    expect(trend(30, 2, 'the week before')).toBe('28 more than the week before (2)');
    expect(trend(4, 0, 'the week before')).toBe('none the week before');
    expect(trend(4, 4, 'the week before')).toBe('as many as the week before');
  });

  test.each(LANGUAGES)('similar incidents with reasons and endings in %s', async (language) => {
    const { data, card, citations } = await similarIncidentsTool.run(toolIn(language), { id: 'INC-2' });
    const lines = similarAnswer(data as SimilarIncidentsData, contextIn(language));
    expect(lines[0]).toContain('[INC-2]');
    expect(lines[1]).toMatch(/^• \[INC-1\] “Guessing at the mail gateway”: .*203\.0\.113\.9.*Blocked the address\./);
    expect(lines[1]).toContain('Olivia Park');
    expect(lines.join('\n')).not.toMatch(/undefined|null|NaN|\[object|_/);
    expect(citations.map(({ ref }) => ref)).toEqual(['INC-2', 'INC-1']);
    expect(cardText(card!)).toContain('INC-1');
    const none = await similarIncidentsTool.run(toolIn(language), { text: 'flooded basement' });
    expect(none.card).toBeUndefined();
    expect(similarAnswer(none.data as SimilarIncidentsData, contextIn(language))[0]).toMatch(/\b2\b/);
  });

  test.each(LANGUAGES)('where little is alike it says so, and what, in %s', (language) => {
    const data = {
      to: 'INC-2',
      compared: 4,
      only_newest: false,
      similar: [],
      nearest: { ref: 'INC-1', title: 'Travel', quoted_reasons: ['same network 203.0.113.0/24'] },
    };
    const lines = similarAnswer(data, contextIn(language));
    expect(lines[0]).toContain('INC-2');
    expect(lines[1]).toMatch(/\[INC-1\].*203\.0\.113\.0\/24/);
    expect(similarAnswer({ ...data, nearest: undefined } as never, contextIn(language))[1] ?? '').toBe('');
  });

  test('without a reference and without words there is nothing to compare', async () => {
    await expect(similarIncidentsTool.run(toolIn('en'), {})).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(similarIncidentsTool.run(toolIn('en'), { id: 'INC-99' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
