import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { offlineModel } from '../../src/agent/chat-model.ts';
import { audienceOf } from '../../src/agent/guardrails/audience.ts';
import type { Place, Principal } from '../../src/domain/principal.ts';
import { can, ROLES, type Role } from '../../src/domain/role.ts';
import { TOOLS, toolsFor } from '../../src/tools/index.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';
import { ask, testDesk } from '../support/desk.ts';

const somebody = (role: Role, place: Place): Principal => ({
  orgId: '0199d7a0-0000-7000-8000-000000000001' as Principal['orgId'],
  actor: { kind: 'member', id: '0199d7a0-0000-7000-8000-000000000002' },
  name: 'Maria',
  role,
  timeZone: 'UTC',
  place,
});

describe('who may read what a tool shows', () => {
  const readers = fc.array(fc.constantFrom<Role | null>(...ROLES, null), { maxLength: 5 });

  test('in a shared place a tool is open exactly where every reader holds its permission', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ROLES), readers, (role, who) => {
        const tools = toolsFor(role);
        const audience = audienceOf(somebody(role, { platform: 'slack', audience: 'shared', readers: who }), tools);
        for (const tool of tools) {
          const { permission } = tool;
          if (permission === null || audience.ofTool(tool) !== null) continue;
          expect(who.every((one) => one !== null && can(one, permission))).toBe(true);
        }
      }),
    );
  });

  test('unknown readers may be anyone, and a private place has none', () => {
    const unknown = audienceOf(somebody('officer', { platform: 'slack', audience: 'shared' }), TOOLS);
    const alone = audienceOf(somebody('officer', { platform: 'slack', audience: 'private' }), TOOLS);
    for (const tool of TOOLS) {
      if (tool.permission !== null) expect(unknown.ofTool(tool), tool.name).not.toBeNull();
      expect(alone.ofTool(tool)).toBeNull();
    }
  });

  test('a proposal is for whom what it would change is for', () => {
    const place: Place = { platform: 'slack', audience: 'shared', readers: ['officer', 'manager'] };
    const audience = audienceOf(somebody('officer', place), TOOLS);
    const cited = (needs: 'alerts.read' | 'moderation.write') =>
      audience.ofCitations([{ ref: 'PROP-1', kind: 'proposal', at: '', url: '', needs }]);
    expect(cited('alerts.read')).toBeNull();
    expect(cited('moderation.write')).not.toBeNull();
  });

  test('what everybody may use says what it shows; a tool that does not is for nobody but the asker', () => {
    for (const tool of TOOLS) if (tool.permission === null) expect(tool.shows, tool.name).toBeDefined();
    const everyone: Place = { platform: 'slack', audience: 'shared', readers: ['admin', 'officer'] };
    const audience = audienceOf(somebody('officer', everyone), TOOLS);
    expect(audience.ofTool({ name: 'new', permission: null })).toBe('other');
    expect(audience.ofTool({ name: 'new', permission: null, shows: [] })).toBeNull();
    expect(audience.ofTool({ name: 'new', permission: null, shows: ['rules.write'] })).toBe('rules');
  });

  test('the reason named is what is asked about', () => {
    const search = TOOLS.find(({ name }) => name === 'search_logs')!;
    const among = (readers: (Role | null)[]) =>
      audienceOf(somebody('officer', { platform: 'slack', audience: 'shared', readers }), TOOLS);
    const named = (readers: (Role | null)[], kinds?: string[]) => among(readers).ofTool(search, kinds ? { kinds } : {});
    expect(named(['employee'], ['incident'])).toBe('incidents');
    expect(named([null], ['alert'])).toBe('alerts');
    expect(named(['employee'], ['login'])).toBe('logs');
    expect(named(['employee'])).toBe('logs');
    expect(named(['employee'], ['nonsense'])).toBe('logs');
    // a moderator may read incidents, and a search may show more
    expect(named(['moderator'], ['incident'])).toBe('other');
    expect(named(['officer'], ['incident'])).toBeNull();
  });

  test('an incident that only its reporter may see is not for colleagues', () => {
    const place: Place = { platform: 'slack', audience: 'shared', readers: ['employee', 'employee'] };
    const audience = audienceOf(somebody('employee', place), toolsFor('employee'));
    expect(audience.ofTool(TOOLS.find(({ name }) => name === 'open_incident')!)).toBe('incidents');
    expect(audience.ofTool(TOOLS.find(({ name }) => name === 'create_incident')!)).toBe('incidents');
  });
});

describe('a turn in a shared place', () => {
  let opened: TestDatabase;
  let officer: Principal;
  beforeAll(async () => {
    opened = await databases[0]!.open();
    const org = await newOrganisation(opened.db);
    await raiseTestAlert(opened.db, org.orgId, { lastSeen: new Date('2026-11-20T22:00:00Z') });
    officer = await org.member('officer', { name: 'Maria @everyone' });
  });
  afterAll(() => opened.close());
  const among = (readers?: (Role | null)[]): Principal => ({
    ...officer,
    place: { platform: 'slack', audience: 'shared', ...(readers ? { readers } : {}) },
  });
  const desk = () => testDesk(opened.db, () => new Date('2026-11-21T10:30:00Z'), offlineModel);
  const QUESTIONS = ['hello', 'which alerts are there?', 'help', 'open ALR-1', 'open an incident: fence cut', 'thanks'];

  test.each([[['employee']], [[null]], [['officer', null]], [undefined], [['officer', 'admin']], [[]]] as [
    (Role | null)[] | undefined,
  ][])('among %j nothing is said before it is known who reads it', async (readers) => {
    for (const question of QUESTIONS) {
      const { events, answer } = await ask(desk(), among(readers), question);
      const spoken = events.findIndex(({ kind }) => kind !== 'status');
      const turned = events.findIndex(({ kind }) => kind === 'private');
      if (turned >= 0) expect(spoken).toBe(turned);
      expect(turned >= 0).toBe(answer.privateNotice !== undefined);
      const everyone = readers?.every((role) => role !== null && can(role, 'alerts.read') && can(role, 'logs.read'));
      if (answer.steps.some(({ ok, tool }) => ok && !/help/.test(tool))) expect(turned >= 0).toBe(!everyone);
    }
  });

  test('what SafeNest is, and what it can do, is told to all without the role of whoever asked', async () => {
    for (const readers of [[null], ['officer', 'moderator']] as (Role | null)[][]) {
      const asker = among(readers);
      asker.place = { ...asker.place, conversation: `C${readers.length}` };
      const { answer } = await ask(desk(), asker, 'what is SafeNest?');
      expect(answer.privateNotice).toBeUndefined();
      expect(answer.text).toContain('the security desk of this organisation');
      const able = (await ask(desk(), asker, 'what can you do?')).answer;
      expect(able.privateNotice).toBeUndefined();
      for (const { text } of [answer, able])
        expect(text).not.toMatch(/your role is|security officer|search the logs|removed/i);
      expect(able.text.includes('incidents')).toBe(readers[0] !== null);
    }
    const alone: Principal = { ...officer, place: { platform: 'console', audience: 'private' } };
    expect((await ask(desk(), alone, 'what can you do?')).answer.text).toContain('Your role is security officer');
  });

  test('the word for the others names no data and calls nobody', async () => {
    const { answer } = await ask(desk(), among(['employee']), 'open ALR-1');
    expect(answer.privateNotice).toMatch(
      /^I answered Maria @\u200ceveryone privately: not everyone here may see [a-z ]+\.$/,
    );
  });

  test('after a private answer the conversation stays private: a model remembers', async () => {
    const asker = { ...among(['employee']), actor: officer.actor };
    await ask(desk(), asker, 'which alerts are there?');
    const { answer } = await ask(desk(), asker, 'thanks');
    expect(answer.privateNotice).toBeDefined();
  });
});
