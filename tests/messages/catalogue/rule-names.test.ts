import { expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/domain/language.ts';
import { ruleNameIn } from '../../../src/messages/catalogue/rule-names.ts';
import { defaultRules } from '../../../src/pipeline/rules.ts';

test('a rule that comes with SafeNest is called by a name of the language, any other as it was named', () => {
  for (const { name = '' } of defaultRules())
    for (const language of LANGUAGES)
      if (language === 'en') expect(ruleNameIn(name, language)).toBe(name);
      else expect(ruleNameIn(name, language)).toMatch(name === 'Password spray' ? /\w/ : new RegExp(`^(?!${name}$)`));
  expect(ruleNameIn('Our own rule', 'de')).toBe('Our own rule');
});
