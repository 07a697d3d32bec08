import { similarWords } from '../../../messages/catalogue/similar.ts';
import type { SimilarData, SimilarIncidentsData } from '../../../tools/similar-incidents.ts';
import type { PlanContext } from '../plan-types.ts';
import { short } from './phrases.ts';

const TOLD = 3;
const REASONS = 3;

/** Incidents like another one: how many, why each is, and how it ended. */
export function similarAnswer(data: SimilarIncidentsData, { language }: PlanContext): string[] {
  const words = similarWords[language];
  const to = data.to && `[${data.to}]`;
  const capped = data.only_newest ? [words.capped(data.compared)] : [];
  const [first] = data.similar;
  const { nearest } = data;
  if (!first)
    return [
      words.none(data.compared, to),
      ...(nearest
        ? [words.nearest(nearest.ref, short(nearest.title), nearest.quoted_reasons.slice(0, REASONS).join(', '))]
        : []),
      ...capped,
      data.to || data.compared === 0 ? '' : words.another,
    ];
  return [
    words.found(data.similar.length, data.compared, to),
    ...data.similar.slice(0, TOLD).map(line),
    ...capped,
    words.next(first.ref),
  ];
}

const line = ({ ref, title, quoted_reasons, quoted_ending }: SimilarData): string =>
  `• [${ref}] “${short(title)}”: ${quoted_reasons.slice(0, REASONS).join(', ')}; ${quoted_ending}`;
