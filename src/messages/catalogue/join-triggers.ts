import { inEveryLanguage } from './catalogue.ts';

/** Raids: many who join at once. */
export const joinWords = inEveryLanguage<{
  kind: string;
  triggers: Record<'raid' | 'new_accounts' | 'alike_accounts', string>;
  summary: (accounts: number, where: string) => string;
  own: (where: string) => string;
}>({
  en: {
    kind: 'raid',
    triggers: {
      raid: 'many join at once',
      new_accounts: 'many very new accounts join at once',
      alike_accounts: 'many with names alike join at once',
    },
    summary: (accounts, where) => `${accounts} accounts joined at once, where ${where} is guarded.`,
    own: (where) => `you joined together with many others, where ${where} is guarded.`,
  },
  de: {
    kind: 'Ansturm',
    triggers: {
      raid: 'viele treten zugleich bei',
      new_accounts: 'viele ganz neue Konten treten zugleich bei',
      alike_accounts: 'viele mit ähnlichen Namen treten zugleich bei',
    },
    summary: (accounts, where) => `${accounts} Konten sind zugleich beigetreten, wo ${where} bewacht wird.`,
    own: (where) => `Sie sind zugleich mit vielen anderen beigetreten, wo ${where} bewacht wird.`,
  },
  fr: {
    kind: 'raid',
    triggers: {
      raid: 'beaucoup arrivent à la fois',
      new_accounts: 'beaucoup de comptes très récents arrivent à la fois',
      alike_accounts: 'beaucoup de noms semblables arrivent à la fois',
    },
    summary: (accounts, where) => `${accounts} comptes sont arrivés à la fois, là où ${where} est surveillé.`,
    own: (where) => `vous êtes arrivé en même temps que beaucoup d’autres, là où ${where} est surveillé.`,
  },
  es: {
    kind: 'incursión',
    triggers: {
      raid: 'muchos entran a la vez',
      new_accounts: 'muchas cuentas muy nuevas entran a la vez',
      alike_accounts: 'muchos con nombres parecidos entran a la vez',
    },
    summary: (accounts, where) => `${accounts} cuentas han entrado a la vez, donde se vigila ${where}.`,
    own: (where) => `usted entró a la vez que muchos otros, donde se vigila ${where}.`,
  },
});
