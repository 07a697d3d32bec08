import { SCREENED } from '../../domain/screening.ts';
import { FLAGS, type Trace } from './session-state.ts';

/** Messages less hostile than this are none. */
export const LEAST_HARM = 0.35;
/** Above this nobody asks for peace, whatever they say. */
const MEANT_FOR_PEACE = 0.75;

const PLACE = Object.fromEntries(SCREENED.map((name, i) => [name, i])) as Record<(typeof SCREENED)[number], number>;

/** A message's score of a kind, 0..1. */
export const scoreOf = ({ s }: Trace, name: (typeof SCREENED)[number]): number => (s[PLACE[name]] ?? 0) / 100;

/** How hostile a message is, 0..1: swearing alone is not. */
export function harmOf(trace: Trace): number {
  if (trace.s.length === 0) return 0;
  const of = (name: (typeof SCREENED)[number]) => scoreOf(trace, name);
  const toPeople = Math.max(
    of('insult'),
    of('identity_attack'),
    of('threat'),
    of('severe_toxicity'),
    of('sexual') * 0.9,
  );
  const swearing = of('profanity') * (1 - toPeople);
  const said = Math.max(toPeople, of('toxicity') * 0.9 - swearing * 0.6);
  // who asks for peace is heard as hostile only where the words are
  const harm = trace.f & (FLAGS.soothes | FLAGS.defends) && said < MEANT_FOR_PEACE ? said / 2 : said;
  // whom their platform thinks ill of is believed less, and the other way round
  return Math.max(0, Math.min(1, harm * (trace.p === undefined ? 1 : 1.15 - 0.3 * trace.p)));
}

/** How heavily so hostile a message is felt, 0..1. */
export const strengthOf = (harm: number): number =>
  harm < LEAST_HARM ? 0 : Math.min(1, (harm - LEAST_HARM + 0.1) / 0.6);
