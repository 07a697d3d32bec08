import { inEveryLanguage } from './catalogue.ts';

/** What SafeNest calls an incident where nobody gave it a title. */
interface TitleWords {
  /** An alert that came with so many others. */
  withOthers: (title: string, others: number) => string;
  /** A case of moderation, by whose it is. */
  caseOf: (kind: string, by: string) => string;
}

export const incidentTitles = inEveryLanguage<TitleWords>({
  en: {
    withOthers: (title, others) => `${title} and ${others} more`,
    caseOf: (kind, by) => `${kind} by ${by}`,
  },
  de: {
    withOthers: (title, others) => `${title} und ${others} ${others === 1 ? 'weiterer' : 'weitere'}`,
    caseOf: (kind, by) => `${kind} durch ${by}`,
  },
  fr: {
    withOthers: (title, others) => `${title} et ${others} ${others === 1 ? 'autre' : 'autres'}`,
    caseOf: (kind, by) => `${kind} par ${by}`,
  },
  es: {
    withOthers: (title, others) => `${title} y ${others} más`,
    caseOf: (kind, by) => `${kind} de ${by}`,
  },
});
