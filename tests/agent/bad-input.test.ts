import { readFileSync } from 'node:fs';
import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage } from '@langchain/core/messages';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChatModel, offlineModel } from '../../src/agent/chat-model.ts';
import { referencesIn } from '../../src/agent/guardrails/citations.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';
import { ask, testDesk } from '../support/desk.ts';
import { sharedFile } from '../support/shared-data.ts';

/** A language model that says what it is told, and nothing else. */
class Echo extends BaseChatModel {
  override _llmType(): string {
    return 'echo';
  }
  override bindTools(): this {
    return this;
  }
  override async _generate(messages: BaseMessage[]) {
    const text = messages.findLast((message) => message.getType() === 'human')?.text ?? '';
    return { generations: [{ text, message: new AIMessage(text) }] };
  }
}
const echo: ChatModel = { name: 'echo', forTurn: () => new Echo({}) };

const STRANGE: [name: string, text: string][] = [
  ['nothing', ''],
  ['blanks', ' \n\t '],
  ['fifty thousand characters', 'why '.repeat(12_500)],
  ['pictures alone', '🙂🔥👩‍👩‍👧‍👦🏳️‍🌈'],
  ['right to left', 'كم عدد عمليات تسجيل الدخول الفاشلة اليوم؟'],
  ['turned around', '\u202eyadretsey snigol deliaf\u202c'],
  ['control characters', '\u0000\u0001\u0007\u001b[31mfailed logins\u0085\u2028'],
  ['half a character', 'failed \ud83d logins'],
  ['a hundred questions', 'open ALR-1. how many failed logins? '.repeat(100).slice(0, 4000)],
  ['references that do not exist', 'open ALR-999999, INC-424242, RULE-777 and LOG-ZZZZZZ'],
  ['a time that is still to come', "tomorrow's failed logins by country"],
  ['a time that is none', 'failed logins on 31 February 2026 at 25:99'],
  ['too large a number', `open alert ${'9'.repeat(400)}`],
  ['database words', "'; drop table incident; -- and 1=1"],
  ['a template', `{{constructor.constructor("return process")()}} $${7 * 7} <%= 7*7 %>`],
  ['property names', '__proto__ constructor toString hasOwnProperty'],
  ['one letter many times', 'a'.repeat(4000)],
  ['brackets', `${'['.repeat(1000)}${'('.repeat(1000)}`],
];

describe.each([offlineModel, echo])('whatever somebody writes, $name answers', (model) => {
  let opened: TestDatabase;
  let officer: Principal;
  beforeAll(async () => {
    opened = await databases[0]!.open();
    officer = await (await newOrganisation(opened.db)).member('officer');
  });
  afterAll(() => opened.close());

  /** The organisation is empty: any reference in an answer that the asker did not write was invented. */
  async function answered(text: string): Promise<void> {
    const desk = testDesk(opened.db, () => new Date('2026-11-21T10:30:00Z'), model);
    const { answer, seen } = await ask(desk, { ...officer, place: { platform: 'api', audience: 'private' } }, text);
    expect(answer.text.trim()).not.toBe('');
    expect(answer.text.length).toBeLessThanOrEqual(6200);
    expect(seen.isWellFormed()).toBe(true);
    const own = new Set(referencesIn(text.toUpperCase()));
    expect(answer.citations.filter(({ ref }) => !own.has(ref))).toEqual([]);
    if (model === offlineModel) expect(answer.text.split('\n').length).toBeLessThanOrEqual(24);
  }

  test.each(STRANGE)('%s', (_, text) => answered(text));

  test('every string of the big list of naughty ones', async ({ skip }) => {
    const path = sharedFile('data/blns/blns.json');
    if (!path) return skip();
    const strings = (JSON.parse(readFileSync(path, 'utf8')) as string[]).filter((one) => one.length <= 5000);
    expect(strings.length).toBeGreaterThan(400);
    for (const text of strings) await answered(text);
  }, 120_000);
});
