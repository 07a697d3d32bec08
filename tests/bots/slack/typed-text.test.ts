import { expect, test } from 'vitest';
import { mentionedIn, typedText } from '../../../src/bots/slack/typed-text.ts';

const names = new Map([['U1', 'Ada']]);

test.each([
  ['<@UBOT> who is <@U1>?', 'who is @Ada?'],
  ['hey <@UBOT>, and <@U2|bo> and <@U3>', 'hey , and @bo and @U3'],
  ['see <#C1|general> and <#C2>', 'see #general and #C2'],
  ['<!here> <!subteam^S1|@oncall> <!date^1^{date}|1970>', '@here @oncall 1970'],
  ['<http://example.com|example.com> <https://a.example/x>', 'example.com https://a.example/x'],
  ['<https://evil.example|the bank> <mailto:a@b.c|a@b.c>', 'the bank (https://evil.example) a@b.c'],
  ['a &lt;b&gt; &amp;amp; <not a link>', 'a <b> &amp; <not a link>'],
  ['  two  spaces   stay  ', 'two  spaces   stay'],
])('%s is typed as %s', (text, typed) => expect(typedText(text, names, 'UBOT')).toBe(typed));

test('whom a text mentions', () => {
  expect(mentionedIn('<@U1> <@U2|bo> <@U1> @U3 <!here>')).toEqual(['U1', 'U2']);
});
