import { parseUntil } from '../domain/until.ts';

/** What somebody wants of all that happens by itself: that it stops, for a while or until told otherwise; or that it goes on. */
export type PauseOrder = { kind: 'pause'; until: string | null; reason: string | null } | { kind: 'resume' };

const EVERYTHING = 'everything|all|alles|tout|todo';
const PAUSE = new RegExp(
  `^(?:pause|halt|stop|stoppe?|arrête|arrêter|detén|pausa|pausar|anhalten|pausiere?) (?:${EVERYTHING})\\b(?: automatic| automated| automation| automatisch\\w*| automatique\\w*| automático)?`,
  'iu',
);
const RESUME = new RegExp(
  `^(?:resume|unpause|continue|fortsetzen|reprendre|reprends|reanudar|reanuda) (?:${EVERYTHING})[.!]?$`,
  'iu',
);

/** Said in a sentence, to its last word: “pause everything for 2 hours: we are moving servers”. */
export function pauseOrderIn(text: string): PauseOrder | null {
  const said = text.trim();
  if (said.length > 300 || /[?¿\n]/u.test(said)) return null;
  if (RESUME.test(said)) return { kind: 'resume' };
  const pause = PAUSE.exec(said);
  return pause && pauseOrder(said.slice(pause[0].length));
}

/** What stands after `/safenest pause`: for how long, and after a colon why. Null where the time cannot be read. */
export function pauseOrder(rest: string): PauseOrder | null {
  const [span = '', ...why] = rest.replace(/[.!]+\s*$/u, '').split(/:(?!\d)/u);
  const until = span.replace(/^\s*(?:for|until|für|bis|pendant|jusqu’à|jusqu'à|durante|hasta)\s+/iu, '').trim();
  const reason = why.join(':').trim().slice(0, 500);
  // which moment it is depends on who says it; whether it is one does not
  const reads = until === '' || parseUntil(until, { now: new Date(), timeZone: 'UTC' }) !== null;
  return reads ? { kind: 'pause', until: until === '' ? null : until, reason: reason === '' ? null : reason } : null;
}
