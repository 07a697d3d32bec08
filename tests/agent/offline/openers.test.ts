import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { Role } from '../../../src/domain/role.ts';
import { planning } from '../../support/planning.ts';

const read = (text: string, role: Role = 'officer') => plan(text, planning({ role }));

describe('how people begin and end', () => {
  test.each([
    "what's the deal with hana.sato",
    "what's the story with hana.sato?",
    'what is the situation with hana.sato',
  ])('%s', (text) => expect(read(text).calls).toEqual([{ tool: 'search_logs', args: { user: 'hana.sato' } }]));
  test('of an incident by its reference that is opened', () =>
    expect(read("what's the deal with INC-2?").calls).toEqual([{ tool: 'open_incident', args: { id: 'INC-2' } }]));

  test.each(["thanks, you've been such a big help", 'thank you, you were very helpful!', 'thx you are a great help'])(
    '%s: a word back, and nothing is looked for',
    (text) => expect(read(text)).toMatchObject({ calls: [], say: { why: 'small_talk' } }),
  );
});

describe('its own words', () => {
  test.each(['who is person 0C11D2E3', 'who is person #0c11d2e3?'])(
    '%s: the label is heard without its stroke',
    (text) =>
      expect(read(text).calls).toMatchObject([
        { tool: 'who_is', args: { label: expect.stringMatching(/^person_0c11d2e3$/i) } },
      ]),
  );

  test.each(['ACT-3 is done, I wrote to him', 'mark ACT-3 as done', 'ok ACT-3 has been carried out'])(
    '%s: its case, and which button says so',
    (text) => {
      const { calls, say } = read(text, 'moderator');
      expect(calls).toEqual([{ tool: 'explain_case', args: { id: 'ACT-3' } }]);
      expect(say?.text).toContain('I marked nothing: that it is done is said with the button “ACT-3 is done”');
    },
  );
  test('whether it is done is asked, and no order', () =>
    expect(read('is ACT-3 done?', 'moderator').say?.text ?? '').not.toContain('I marked nothing'));

  test.each(['who closes the most alerts?', 'who takes most alarms'])(
    '%s: counted by whose word stands on them, which is said',
    (text) => {
      const { calls, say } = read(text, 'manager');
      expect(calls[0]).toMatchObject({ tool: 'search_logs', args: { kinds: ['alert'], group_by: 'handled_by' } });
      expect(say?.text).toContain('Counted is whose word stands on an alert now');
    },
  );
});
