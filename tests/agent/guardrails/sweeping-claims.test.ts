import { expect, test } from 'vitest';
import { isSweeping, isToldAgain } from '../../../src/agent/guardrails/sweeping-claims.ts';

test.each([
  ...[
    'All is safe.',
    'Nothing happened.',
    'There were no attacks.',
    'No failed logins happened at all this week, and there are 12 incidents.',
  ],
  ...[
    'Everything is fine.',
    'Things look calm.',
    'You are safe.',
    'I see no threats.',
    'All clear!',
    'No alerts today.',
    'Your network is secure.',
  ],
  ...[
    'Nothing suspicious was found; no intruders.',
    'So no break-ins.',
    'There are no signs of an attack.',
    'Nothing to worry about.',
  ],
  ...[
    'Alles ist sicher.',
    'Es ist nichts passiert.',
    'Es gab keine Angriffe.',
    'Keine fehlgeschlagenen Anmeldungen.',
    'Alles ist ruhig.',
    'Ich sehe keine Bedrohungen.',
  ],
  ...[
    'Tout va bien.',
    "Rien ne s'est passé.",
    "Il n'y a pas eu d'attaques.",
    'Aucune attaque.',
    'Vous êtes en sécurité.',
    'Tout est calme.',
  ],
  ...[
    'Todo está tranquilo.',
    'No pasó nada.',
    'No hubo ataques.',
    'Ningún ataque.',
    'Todo está bien.',
    'No hay amenazas.',
  ],
])('%s says what only a look can tell', (sentence) => {
  expect(isSweeping(sentence)).toBe(true);
});

test.each([
  ...[
    'No problem, I will look.',
    'Nothing was changed.',
    'I cannot say whether there were no attacks.',
    'Is everything safe?',
  ],
  ...[
    'If there are no alerts, the list is empty.',
    'Keep your account safe: use a second factor.',
    'Everything you ask stays yours.',
  ],
  ...[
    'I have no tool for that.',
    'No, I cannot do that.',
    'Note: “there were no attacks”.',
    'No alert rule covers that.',
    'All alerts are listed there.',
  ],
  ...[
    'I looked at nothing for this answer, so I cannot say whether anything happened.',
    'There are 3 alerts.',
    'Hello to all.',
    'All good, thanks for asking!',
    'Everything is fine, thank you.',
    'You are welcome. Stay safe!',
  ],
  ...[
    'Kein Problem.',
    'Ich weiß nicht, ob es keine Angriffe gab.',
    'Es wurde nichts geändert.',
    'Aucun problème.',
    'Je ne sais pas.',
    'No se hizo nada.',
  ],
])('%s does not', (sentence) => {
  expect(isSweeping(sentence)).toBe(false);
});

test('that there was none of it may be told again', () => {
  const before = ['Nothing found: no failed logins of jonas (yesterday).', 'Ask me for more.'];
  expect(isToldAgain('As I said, there were no failed logins.', before)).toBe(true);
  expect(isToldAgain('There were no attacks.', before)).toBe(false);
  expect(isToldAgain('All is safe.', before)).toBe(false);
});
