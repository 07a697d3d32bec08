import type { GlossRule } from '../gloss-rule.ts';

const TELL_US =
  '(?:por favor,? )?(?:avisa|avise|avisen|alerta|alerte|alerten|notifica|notifique|notifiquen|informa|informe|advierte|advierta)(?:nos|me|le al equipo| al equipo),? (?:cuando|si|cada vez que|siempre que|en cuanto)';

/** What a rule is to look for, ordered as a wish: whoever it concerns is read with it; and what happened to the asker. */
export const ruleOrders: GlossRule[] = [
  [
    `${TELL_US} (?:un |una |unos |algun )?(?:desconocid[oa]s?|personas? desconocidas?|extran[oa]s?)`,
    'alert us when a stranger',
  ],
  [`${TELL_US} alguien`, 'alert us when someone'],
  [`${TELL_US}`, 'alert us when'],
  [
    '(?:falla|fracasa)(?: (?:al|en el|su) (?:entrar|inicio de sesion|iniciar sesion))?|se equivoca de contrasena',
    'fails to log in',
  ],
  ['(?:entra|inicia sesion|se conecta|accede)', 'logs in'],
  ['mas de (\\d+) veces', 'more than $1 times'],
  ['(\\d+) veces', '$1 times'],
  ['(?:he hecho|hice) clic en (?:un|una|el|la) (.{3,40})', 'i clicked on a $1'],
  ['(?:he perdido|perdi) (?:mi|mis|el|la) (.{3,30})', 'i lost my $1'],
  [
    '(?:me han robado|me robaron|alguien (?:me )?ha robado|alguien (?:me )?robo) (?:mi|el|la) (.{3,30})',
    'someone stole my $1',
  ],
];
