import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const explained: PastTurn = {
  question: 'explain CASE-1',
  answer: '[CASE-1] “kestrel” insulted “mira”.',
  steps: [{ tool: 'explain_case', args: { id: 'CASE-1' }, ok: true }],
  citations: [{ ref: 'CASE-1' }],
};
const ask = (text: string, language: Language = 'en') =>
  plan(text, planning({ role: 'moderator', history: [explained], language }));

describe('after a case a moderator asks', () => {
  test.each<[string, Language?]>([
    ['are the cams ok?'],
    ['was anybody at the main gate this afternoon'],
    ['show me the last picture from the dock'],
    ['how many ppl came thru the gate today?'],
    ['is the camera on the ramp working'],
    ['who was at reception'],
    ['how many failed logins today'],
    ['wer war am Tor', 'de'],
  ])('%s: what the role may not see is refused, and not answered with the case', (text, language) => {
    expect(ask(text, language)).toMatchObject({ calls: [], say: { why: 'role' } });
  });

  test.each(['is it serious', 'when did he write that', 'who started it?', 'what happened there'])(
    '%s: of the case all the same',
    (text) => expect(ask(text).calls).toEqual([{ tool: 'explain_case', args: { id: 'CASE-1' } }]),
  );
});
