import { expect, test } from 'vitest';
import { newOrgId } from '../../src/domain/id.ts';
import type { Role } from '../../src/domain/role.ts';
import type { ToolContext } from '../../src/tools/define-tool.ts';
import { type HelpAnswer, searchHelpTool } from '../../src/tools/search-help.ts';

const ask = async (role: Role, query: string): Promise<HelpAnswer> => {
  const principal = {
    orgId: newOrgId(),
    actor: { kind: 'system', id: null },
    name: 'someone',
    role,
    timeZone: 'UTC',
    place: { platform: 'console', audience: 'private' },
  };
  const { data, citations } = await searchHelpTool.run({ principal, language: 'en' } as unknown as ToolContext, {
    query,
  });
  expect(citations).toEqual([]);
  return data as unknown as HelpAnswer;
};

test('the section that answers, as a passage with a link into the console', async () => {
  const { sections, sure } = await ask('officer', 'how do I close an incident?');
  expect(sure).toBe(true);
  expect(sections[0]).toMatchObject({
    title: 'How do I close an incident?',
    page: 'Incidents',
    url: '/help/incidents#how-do-i-close-an-incident',
  });
  expect(sections[0]!.passage).toContain('How it ended is kept');
});

test('what others do is not told as if one could; it is said who does', async () => {
  const answer = await ask('employee', 'how do I switch off a rule?');
  expect(answer).toMatchObject({ sections: [], not_for_your_role: [{ ask: ['admin'] }] });
  expect((await ask('admin', 'how do I switch off a rule?')).sections).toHaveLength(
    (await ask('admin', 'how do I switch off a rule?')).sections.length,
  );
  expect((await ask('admin', 'how do I switch off a rule?')).not_for_your_role).toEqual([]);
});

test('nothing found is said, with what was asked kept short', async () => {
  const answer = await ask('officer', `how do I bake ${'bread '.repeat(500)}`);
  expect(answer).toMatchObject({ sections: [], not_for_your_role: [], sure: false });
  expect(answer.question.length).toBeLessThanOrEqual(81);
});
