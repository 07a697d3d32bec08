import type { Language } from '../../../domain/language.ts';
import type { GlossRule } from './gloss-rule.ts';

/** What is unusual of logins, and what is normal of somebody. */
export const unusualRules: Record<Exclude<Language, 'en'>, readonly GlossRule[]> = {
  de: [
    ['(?:ungewohnliche|auffallige|untypische) (?:anmeldungen?|logins?)', 'unusual logins'],
    [
      '(?:warum|weshalb|wieso) ist (?:diese |die )?(?:anmeldung|login)? ?(.{0,20}?) ?(?:ungewohnlich|auffallig)',
      'why is this login $1 unusual',
    ],
    [
      'wann meldet sich (.{2,60}?) (?:normalerweise|ublicherweise|gewohnlich|sonst|meistens?) an',
      'when does $1 normally sign in',
    ],
    ['ist das (?:normal|ublich|typisch) fur (.{2,60})', 'is that normal for $1'],
  ],
  fr: [
    ['(?:connexions?) (?:inhabituelles?|anormales?|suspectes? inhabituelles?)', 'unusual logins'],
    [
      'pourquoi (?:cette |la )?(?:connexion )?(.{0,20}?) ?est[- ]elle (?:inhabituelle|anormale)',
      'why is this login $1 unusual',
    ],
    [
      'quand (.{2,60}?) se connecte[- ]t[- ](?:il|elle) (?:d.habitude|normalement|habituellement)',
      'when does $1 normally sign in',
    ],
    ['(?:est[- ]ce|c.est) (?:normal|habituel) pour (.{2,60})', 'is that normal for $1'],
  ],
  es: [
    ['inicios? de sesion (?:inusual(?:es)?|anomalos?|fuera de lo normal)', 'unusual logins'],
    ['por que es (?:inusual|anomalo) (?:este |el )?(?:inicio de sesion)? ?(.{0,20})', 'why is this login $1 unusual'],
    ['cuando (?:suele iniciar sesion|inicia sesion normalmente) (.{2,60})', 'when does $1 normally sign in'],
    ['es (?:eso )?(?:normal|habitual) para (.{2,60})', 'is that normal for $1'],
  ],
};
