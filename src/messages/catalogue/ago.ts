import { inEveryLanguage } from './catalogue.ts';

interface AgoWords {
  now: string;
  minutes: (count: number) => string;
  hours: (count: number) => string;
  yesterday: (time: string) => string;
}

/** How long ago something was, on a card. The console's script keeps these fresh and has the same words. */
export const agoWords = inEveryLanguage<AgoWords>({
  en: {
    now: 'just now',
    minutes: (count) => `${count} min ago`,
    hours: (count) => `${count} h ago`,
    yesterday: (time) => `yesterday, ${time}`,
  },
  de: {
    now: 'gerade eben',
    minutes: (count) => `vor ${count} min`,
    hours: (count) => `vor ${count} h`,
    yesterday: (time) => `gestern, ${time}`,
  },
  fr: {
    now: 'à l’instant',
    minutes: (count) => `il y a ${count} min`,
    hours: (count) => `il y a ${count} h`,
    yesterday: (time) => `hier, ${time}`,
  },
  es: {
    now: 'ahora mismo',
    minutes: (count) => `hace ${count} min`,
    hours: (count) => `hace ${count} h`,
    yesterday: (time) => `ayer, ${time}`,
  },
});
