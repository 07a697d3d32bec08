import { describe, expect, test } from 'vitest';
import { membersAnswer } from '../../src/agent/offline/answers/members.ts';
import { plan } from '../../src/agent/offline/plan.ts';
import type { PlanContext } from '../../src/agent/offline/plan-types.ts';
import type { Role } from '../../src/domain/role.ts';
import { toolsFor } from '../../src/tools/index.ts';
import type { ListedMembers } from '../../src/tools/list-members.ts';

const context = (role: Role): PlanContext => ({
  now: new Date('2026-11-21T10:30:00Z'),
  timeZone: 'UTC',
  role,
  language: 'en',
  tools: new Set(toolsFor(role).map((tool) => tool.name)),
  history: [],
});

describe('who the members are', () => {
  test.each([
    ['how many members do we have', {}],
    ['who is an admin', { role: 'admin' }],
    ['show me all officers', { role: 'officer' }],
    ['is Priya Raman an admin?', { name: 'Priya Raman' }],
  ])('%s', (text, args) => {
    expect(plan(text, context('officer')).calls).toEqual([{ tool: 'list_members', args }]);
  });

  test('who somebody is, is asked of everybody that may be meant, and of members alone by whoever sees no people', () => {
    const asked = (role: Role) => plan('who is Priya Raman?', context(role)).calls;
    expect(asked('officer')).toEqual([{ tool: 'who_is', args: { label: 'Priya Raman' } }]);
    expect(asked('moderator')).toEqual([{ tool: 'list_members', args: { name: 'Priya Raman' } }]);
  });

  test('an employee has no such tool', () => {
    expect(context('employee').tools.has('list_members')).toBe(false);
    expect(plan('who is an admin', context('employee')).calls).toEqual([]);
  });

  const data: ListedMembers = {
    active: 3,
    inactive: 1,
    roles: { admin: 1, officer: 2, moderator: 0, manager: 0, employee: 0 },
    asked: { role: null, name: null },
    members: [],
    more: 0,
  };
  test('the answer counts those who can sign in', () => {
    expect(membersAnswer(data, context('admin'))[0]).toBe(
      '3 members, and 1 whose access is switched off: 1 admin and 2 officers.',
    );
    const officers = {
      ...data,
      asked: { role: 'officer' as const, name: null },
      members: [
        { name: 'Lena', role: 'officer' as const, active: true },
        { name: 'Priya', role: 'officer' as const, active: true },
      ],
    };
    expect(membersAnswer(officers, context('admin'))).toEqual(['2 officers: Lena and Priya.']);
    const nobody = { ...data, asked: { role: null, name: 'Zoe' } };
    expect(membersAnswer(nobody, context('admin'))[0]).toContain('No member is called “Zoe”');
  });
});
