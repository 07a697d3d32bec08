import { describe, expect, test } from 'vitest';
import { newOrgId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { can, ROLES, type Role } from '../../src/domain/role.ts';
import type { ToolContext } from '../../src/tools/define-tool.ts';
import { helpTool, TOPICS } from '../../src/tools/help.ts';
import { TOOLS } from '../../src/tools/index.ts';

const help = async (role: Role, topic?: string) => {
  const principal: Principal = {
    orgId: newOrgId(),
    actor: { kind: 'system', id: null },
    name: 'someone',
    role,
    timeZone: 'UTC',
    place: { platform: 'console', audience: 'private' },
  };
  const { data } = await helpTool.run({ principal } as ToolContext, topic === undefined ? {} : { topic });
  return data as {
    answers: { name: string; text: string }[];
    not_for_your_role: { name: string; ask: string[] }[];
    topics: string[];
    examples: string[];
  };
};

describe('help', () => {
  test('speaks of every tool that exists: each permission a tool needs has a topic', () => {
    const needed = TOOLS.map((tool) => tool.permission).filter((permission) => permission !== null);
    const told = TOPICS.map((topic) => topic.permission);
    expect(needed.filter((permission) => !told.includes(permission))).toEqual([]);
  });

  test('the topic that shares most with the question is told first', async () => {
    expect((await help('officer', 'assign an incident')).answers[0]?.name).toBe('work on an incident');
    expect((await help('officer', 'acknowledge an alert')).answers[0]?.name).toBe('settle an alert');
  });

  test('tells each role only of what it may do', async () => {
    for (const role of ROLES) {
      const { topics, examples } = await help(role);
      const hidden = TOPICS.filter((topic) => topic.permission !== null && !can(role, topic.permission));
      expect(
        topics.filter((name) => hidden.some((topic) => topic.name === name)),
        role,
      ).toEqual([]);
      expect(examples.length, role).toBeGreaterThan(0);
    }
  });

  test.each<[Role, string, string]>([
    ['employee', 'report a lost laptop', 'report an incident'],
    ['employee', 'set my password', 'sign in'],
    ['officer', 'mark an alert as a false alarm', 'settle an alert'],
    ['officer', 'see who signed in last night', 'search the logs'],
    ['admin', 'import an sshd log', 'bring logs in'],
    ['admin', 'invite someone', 'members and keys'],
    ['manager', 'verify the audit log', 'the audit log'],
  ])('to a %s who wants to %s: %s', async (role, topic, name) => {
    expect((await help(role, topic)).answers.map((answer) => answer.name)).toContain(name);
  });

  test('what is another role’s is said to be, with whom to ask', async () => {
    expect(await help('employee', 'change a rule')).toMatchObject({
      answers: [],
      not_for_your_role: [{ name: 'rules', ask: ['admin', 'officer', 'manager'] }],
    });
    expect(await help('officer', 'bake bread')).toMatchObject({ answers: [], not_for_your_role: [] });
  });
});
