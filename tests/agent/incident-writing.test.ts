import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plan } from '../../src/agent/offline/plan.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Language } from '../../src/domain/language.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import {
  commentOnIncident,
  findIncident,
  openIncident,
  timeline,
  updateIncident,
} from '../../src/pipeline/incidents.ts';
import { editReview } from '../../src/pipeline/review/review.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { toolsFor } from '../../src/tools/index.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { ask, testDesk } from '../support/desk.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

describe('what is written about an incident is asked for', () => {
  const asked = (text: string, language: Language = 'en') => {
    const { calls, asked: of } = plan(text, {
      now: NOW,
      timeZone: 'UTC',
      role: 'officer',
      language,
      tools: new Set(toolsFor('officer').map(({ name }) => name)),
      history: [],
    });
    return [...calls.map(({ tool, args }) => [tool, args]), ...(of ? [of] : [])];
  };
  const report = (kind: string) => [['report_incident', { id: 'INC-17', kind }]];

  test.each([
    ['write an executive report for INC-17', 'executive'],
    ['can you draft an executive update for INC-17?', 'executive'],
    ['prepare a management briefing on INC-17', 'executive'],
    ['send a report to management on INC-17', 'executive'],
    ['Write a tactical report on INC-17 please', 'tactical'],
    ['sitrep INC-17', 'tactical'],
  ])('%s', (text, kind) => {
    expect(asked(text)).toEqual(report(kind));
  });

  test.each([
    ['de', 'schreibe einen Bericht an die Leitung zu INC-17', 'executive'],
    ['de', 'Lagebericht zu INC-17', 'tactical'],
    ['fr', 'écris un rapport à la direction sur INC-17', 'executive'],
    ['fr', 'point de situation sur INC-17', 'tactical'],
    ['es', 'escribe un informe para la dirección de INC-17', 'executive'],
    ['es', 'informe de situación de INC-17', 'tactical'],
  ] as const)('in %s: %s', (language, text, kind) => {
    expect(asked(text, language)).toEqual(report(kind));
  });

  test.each([
    ['en', 'summarise INC-17'],
    ['en', 'catch me up on INC-17'],
    ['en', 'bring me up to speed on INC-17'],
    ['en', 'what has happened in INC-17 so far?'],
    ['de', 'fasse INC-17 zusammen'],
    ['fr', 'résume INC-17'],
    ['es', 'resume INC-17'],
  ] as const)('a summary in %s: %s', (language, text) => {
    expect(asked(text, language)).toEqual([['open_incident', { id: 'INC-17' }], 'story']);
  });

  test('its review, and what is none of it', () => {
    for (const text of ['show me the review of INC-17', 'post-mortem for INC-17', 'what did we learn from INC-17?'])
      expect(asked(text)).toEqual([['open_review', { id: 'INC-17' }]]);
    for (const text of [
      'Nachbetrachtung zu INC-17',
      'zeig mir die Nachbetrachtung von INC-17',
      'öffne die Nachbetrachtung zu INC-17',
      'Was steht in der Nachbetrachtung zu INC-17?',
      'Abschlussbericht INC-17',
      'Bericht zu INC-17',
      'zeig mir den Bericht über INC-17',
      'Was haben wir aus INC-17 gelernt?',
    ])
      expect(asked(text, 'de'), text).toEqual([['open_review', { id: 'INC-17' }]]);
    // words in a comment stay words, and what a report is written for stays an order
    expect(asked('kommentiere INC-17: Nachbetrachtung am Freitag', 'de')).toEqual([
      ['update_incident', { id: 'INC-17', comment: 'Nachbetrachtung am Freitag' }],
    ]);
    expect(asked('zeig mir INC-17', 'de')).toEqual([['open_incident', { id: 'INC-17' }]]);
    expect(asked('Bericht an die Leitung zu INC-17', 'de')).toEqual(report('executive'));
    expect(asked('how do I write an executive report?')[0]![0]).toBe('search_help');
    expect(asked('comment on INC-17: executive report sent to the board')).toEqual([
      ['update_incident', { id: 'INC-17', comment: 'executive report sent to the board' }],
    ]);
    expect(asked('open INC-17')).toEqual([['open_incident', { id: 'INC-17' }]]);
  });
});

describe.each(databases)('turns about what is written of an incident, on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;
  const work = <T>(change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, org.orgId, (tx) =>
      change({ tx, principal: officer, now: NOW, auditKey: auditKey('a secret for tests') }),
    );
  beforeAll(async () => {
    opened = await open();
    org = await newOrganisation(opened.db);
    officer = await org.member('officer', { name: 'Maria Lindqvist' });
    const alert = await raiseTestAlert(opened.db, org.orgId, { severity: 'high' });
    await work((one) => openIncident(one, { title: 'Break-in', alertNumbers: [alert] }));
    await work((one) => commentOnIncident(one, 1, 'Blocked 203.0.113.9 at the edge.'));
  });
  afterAll(() => opened?.close());

  test('a summary says what happened, what was done by whom, and what is open', async () => {
    const {
      answer: { text },
    } = await ask(
      testDesk(opened.db, () => NOW),
      officer,
      'catch me up on INC-1',
    );
    expect(text).toContain('[INC-1] “Break-in” is open, severity high.');
    expect(text).toContain('Maria Lindqvist: Blocked 203.0.113.9 at the edge.');
    expect(text).toContain('Still open:');
    expect(text).toContain('[ALR-1]');
  });

  test('a report is written because it was ordered, and stands on the timeline', async () => {
    const {
      answer: { text },
    } = await ask(
      testDesk(opened.db, () => NOW),
      officer,
      'write an executive report for INC-1',
    );
    expect(text).toContain('The executive report on [INC-1] is written.');
    const entries = await work(async ({ tx }) => timeline(tx, (await findIncident(tx, 1))!.id));
    expect(entries.at(-1)).toMatchObject({ kind: 'executive_report', actorName: 'Maria Lindqvist' });
    const manager = await org.member('manager');
    const refused = await ask(
      testDesk(opened.db, () => NOW),
      manager,
      'write an executive report for INC-1',
    );
    expect(refused.answer.text).not.toContain('is written');
  });

  test('a review is read with what people wrote of it', async () => {
    await work((one) => updateIncident(one, 1, { status: 'closed', resolution: 'Password reset.' }));
    await work((one) => editReview(one, 1, { section: 'well', text: 'We saw it at once.' }));
    const {
      answer: { text },
    } = await ask(
      testDesk(opened.db, () => NOW),
      officer,
      'what did we learn from INC-1?',
    );
    expect(text).toContain('Review of [INC-1]');
    expect(text).toContain('What went well: “We saw it at once.”');
    expect(text).toContain('Follow-ups: Nobody has written this yet.');
  });
});
