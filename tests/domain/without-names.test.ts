import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactAll, withoutNames, withoutNameWords } from '../../src/domain/without-names.ts';

describe('names taken out of texts', () => {
  test.each([
    ['Dana Whitfield, who is watched for, at Front door', 'PER-7, who is watched for, at Front door'],
    ['when did I last see dana  whitfield?', 'when did I last see PER-7?'],
    ['Dana Whitfield’s badge; DANA WHITFIELD', 'PER-7’s badge; PER-7'],
    ['Jordana Whitfield and Dana Whitfields', 'Jordana Whitfield and Dana Whitfields'],
    ['Dana called', 'Dana called'],
    ['/logs?user=Arnold+Test%2CDana Whitfield&x=1', '/logs?user=Arnold+Test%2CPER-7&x=1'],
  ])('%s', (text, wanted) => {
    expect(withoutNames(['Dana Whitfield'], 'PER-7')(text)).toBe(wanted);
  });

  test('a name that may be an ordinary word goes as it is written; where a text is about them, every part of it goes', () => {
    expect(withoutNames(['Will'], 'PER-7')('Will will see')).toBe('PER-7 will see');
    const parts = withoutNames(['Anne van der Berg'], 'PER-7', { parts: true });
    expect(parts('was anne there? Berg, yes; van parked')).toBe('was PER-7 there? PER-7, yes; van parked');
  });

  test('values keep their shape, and no name with any sign in it does harm', () => {
    const redact = withoutNames(['12', 'O’Neil (Jr.)', 'a+b\\'], 'PER-7');
    expect(redactAll({ 12: [12, '12', { who: 'O’Neil (Jr.) came' }], none: null }, redact)).toEqual({
      12: [12, 'PER-7', { who: 'PER-7 came' }],
      none: null,
    });
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => /\p{L}/u.test(text));
    fc.assert(
      fc.property(name, fc.boolean(), (given, parts) => {
        const trimmed = given.trim();
        expect(withoutNames([trimmed], '·', { parts })(`x: ${trimmed} .`)).not.toContain(` ${trimmed} `);
      }),
    );
  });
});

describe('single words of names', () => {
  const words = { alone: ['Tony', 'tonys'], titled: ['Tony', 'tonys', 'Rose'] };
  test.each([
    ['and tony’s badge, Tonys Karte', 'and PER-7’s badge, PER-7 Karte', 'and tony’s badge, PER-7 Karte'],
    ['Mrs. Rose, mr rose, a rose', 'Mrs. PER-7, mr PER-7, a rose', 'Mrs. PER-7, mr PER-7, a rose'],
    ['took 5 ms rose; Antony, tonya', 'took 5 ms rose; Antony, tonya', 'took 5 ms rose; Antony, tonya'],
    ['/people?q=Tony%20B&x=%20Tony', '/people?q=PER-7%20B&x=%20PER-7', '/people?q=PER-7%20B&x=%20PER-7'],
  ])('%s', (text, typed, written) => {
    expect(withoutNameWords(words, 'PER-7', { capital: false })(text)).toBe(typed);
    expect(withoutNameWords(words, 'PER-7', { capital: true })(text)).toBe(written);
  });

  test('ids stay, and no sign in a word does harm', () => {
    const id = '01890000-abed-7000-8abe-0123456789ab';
    expect(withoutNameWords({ alone: ['abed'], titled: [] }, '·', { capital: false })(id)).toBe(id);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), fc.boolean(), (word, capital) => {
        const redact = withoutNameWords({ alone: [word], titled: [word] }, '$&', { capital });
        expect(typeof redact(`Mr ${word} was ${word} here`)).toBe('string');
      }),
    );
  });
});
