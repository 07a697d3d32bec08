import { expect, test } from 'vitest';
import { plan } from '../../src/agent/offline/plan.ts';
import { NOT_DONE_EXAMPLES } from '../../src/messages/catalogue/guardrails.ts';
import { toolsFor } from '../../src/tools/index.ts';

const tools = new Set(toolsFor('officer').map(({ name }) => name));
const LANGUAGES = ['de', 'fr', 'es'] as const;
const WRITES = ['create_incident', 'update_incident', 'update_alert', 'propose_rule'];

test.each(LANGUAGES.flatMap((language) => WRITES.map((tool) => [language, tool] as const)))(
  'in %s, who is told how to ask for %s is understood when they write it',
  (language, tool) => {
    const said = NOT_DONE_EXAMPLES[language](tool, null);
    const now = new Date('2026-11-21T10:30:00Z');
    const { calls } = plan(said, { now, timeZone: 'UTC', role: 'officer', language, tools, history: [] });
    expect(calls.map((call) => call.tool)).toEqual([tool]);
  },
);
