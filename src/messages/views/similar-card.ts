import type { Incident } from '../../domain/incident.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import type { SharedFact } from '../../domain/similar-incidents.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card } from '../card.ts';
import { type Reason, similarWords } from '../catalogue/similar.ts';
import { countryText } from '../catalogue/terms.ts';
import { titleIn } from '../incident-title.ts';
import { type Links, pathOf } from '../links.ts';

const MOST_ITEMS = 5;
const NAMED = 3;

interface Similar {
  incident: Incident;
  reasons: readonly SharedFact[];
  closedBy: string | null;
  took: number | null;
}

/** Incidents like another one: each with its link, why, and how it ended. */
export function similarCard(
  { subject, similar }: { subject: Incident | null; similar: readonly Similar[] },
  { language, urls = pathOf }: { language: Language; urls?: Links },
): Card {
  const words = similarWords[language];
  const to = subject ? formatReference({ kind: 'incident', number: subject.number }) : null;
  return {
    key: `similar: ${to ?? 'described'}`,
    parts: [
      { kind: 'heading', text: words.card(to), ...(to && { url: urls(to) }) },
      {
        kind: 'list',
        items: similar.slice(0, MOST_ITEMS).map((one) => {
          const ref = formatReference({ kind: 'incident', number: one.incident.number });
          const why = one.reasons.slice(0, NAMED).map((reason) => reasonWords(reason, language));
          return {
            ref,
            url: urls(ref),
            severity: one.incident.severity,
            text: `${oneLine(titleIn(one.incident, language), 120)}: ${why.join(', ')}; ${endingWords(one, language)}`,
          };
        }),
      },
    ],
  };
}

/** One reason as it is said: `same network 198.51.100.0/24`. */
export function reasonWords(reason: SharedFact, language: Language): string {
  const { kind, shared, of } = reason;
  const words = similarWords[language];
  const names = shared.map((fact) => {
    if (kind === 'countries') return countryText(fact, language);
    return kind === 'kinds' ? words.kind(fact) : oneLine(fact, 60);
  });
  return words.reason({ kind, shared: names, count: shared.length, of } satisfies Reason);
}

/** How it ended, or how it stands: `closed after 3 h 30 min by Olivia Park: “Blocked the network.”` */
export function endingWords({ incident, closedBy, took }: Omit<Similar, 'reasons'>, language: Language): string {
  const words = similarWords[language];
  if (incident.status !== 'closed' || took === null)
    return words.open(
      words.statuses[incident.status as keyof typeof words.statuses] ?? incident.status,
      incident.assigneeName && oneLine(incident.assigneeName, 80),
    );
  const ending = words.closed(words.lasting(took), closedBy && oneLine(closedBy, 80));
  return incident.resolution ? `${ending}: ${words.resolution(oneLine(incident.resolution, 160))}` : ending;
}
