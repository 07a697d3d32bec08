import { describe, expect, test } from 'vitest';
import { nextSentence, sentences } from '../../../src/agent/guardrails/sentences.ts';

describe('where a sentence ends', () => {
  test.each([
    ['In der Woche 9.–15. November 2026 gab es 12 Alarme. Davon sind 3 offen.', 2],
    ['Vom 16. bis 18. November war es ruhig. Danach nicht.', 2],
    ['Vom 9. - 15. November. Danach nicht.', 2],
    ['Es gab z. B. 3 Alarme, d. h. mehr als sonst, u. a. nachts. Mehr nicht.', 2],
    ['Das sind ca. 20 Anmeldungen bzw. 5 Konten (Nr. 4). Mehr nicht.', 2],
    ['Il y en a env. 20, p. ex. la nuit, selon M. Dupont et Mme. Roux. Rien de plus.', 2],
    ['Le 3 janv. 2026 et le 5 févr. 2026. Rien de plus.', 2],
    ['Ensuite : Hamburg, lun. 23 nov., 10:46, Chrome 109. Rien de plus.', 2],
    ['Am Mo. 23. November war nichts. Es ist so. Mehr nicht.', 3],
    ['Hay aprox. 20, p. ej. de noche, según el Sr. López y la Sra. Ruiz. Nada más.', 2],
    ['Entre las 5 p. m. y las 7 a. m. hubo 3. Nada más.', 1],
    ['There are approx. 20, e.g. at night, i.e. more, see no. 4 of Dr. Roth. No more.', 2],
    ['On 20 Nov. 2026 there were 3 alerts. No more.', 2],
    ['I looked at ALR-2. It is open.', 2],
    ['The address is 203.0.113.9. It is known! Is it? Yes.', 4],
    ['It ended at 10:30. Nothing followed.', 2],
  ])('%s: %i', (text, count) => {
    expect(sentences(text)).toHaveLength(count);
    expect(sentences(text).join('')).toBe(text);
  });

  test.each([
    'Am 9.–15. November z. B. 3 Alarme. Sonst ca. 5 pro Woche, s. ALR-2. Ende!',
    'Ensuite : lun. 23 nov., 10:46, Chrome 109. Rien de plus.',
  ])('a sentence is the same however it arrives: %s', (text) => {
    const [whole] = sentences(text);
    for (let length = 1; length <= text.length; length++) {
      const end = nextSentence(text.slice(0, length), false, 6000);
      expect([0, whole!.length, whole!.length - 1]).toContain(end);
    }
  });
});
