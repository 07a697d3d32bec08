import type { Card, CardAction } from '../../src/messages/card.ts';

export {
  sampleAlert as anAlert,
  sampleEntry as anEntry,
  sampleIncident as anIncident,
} from '../../src/messages/views/samples.ts';

/** The card's buttons and links, in order. */
export const actionsOf = (card: Card): CardAction[] =>
  card.parts.flatMap((part) => (part.kind === 'actions' ? part.actions : []));
