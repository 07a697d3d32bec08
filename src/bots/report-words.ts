/** What `/safenest report …` asks for: how things stood over a day or a week, or what is written about an incident. */
export type ReportOrder =
  | { kind: 'posture'; over: 'day' | 'week' }
  | { kind: 'incident'; ref: string; for: 'tactical' | 'executive' };

const WEEK =
  /^(?:(?:this|last|the)\s+)?(?:week|weekly|woche|wochenbericht|wöchentlich|semaine|hebdo(?:madaire)?|semanal?)$/iu;
const DAY =
  /^(?:(?:the)\s+)?(?:day|daily|today|tag|tagesbericht|täglich|heute|jour|quotidien|journalier|aujourd['’]hui|diario|día|dia|hoy)$/iu;
const INCIDENT = /^inc[- ]?(\d{1,9})(?:[\s:,]+(\S+))?$/iu;
const EXECUTIVE =
  /^(?:executive|exec|management|leitung|management-?bericht|vorstand|direction|dirección|direccion|ejecutivo|exécutif|executif)$/iu;
const TACTICAL = /^(?:tactical|situation|sitrep|lage|lagebericht|taktisch|tactique|táctico|tactico)$/iu;

/** Null where it names neither a time nor an incident, but what happened. Of an incident a tactical one is meant where nothing is said. */
export function reportOrder(said: string): ReportOrder | null {
  const text = said.slice(0, 200).trim();
  if (text === '' || WEEK.test(text)) return { kind: 'posture', over: 'week' };
  if (DAY.test(text)) return { kind: 'posture', over: 'day' };
  const [, number, which = ''] = INCIDENT.exec(text) ?? [];
  if (number === undefined) return null;
  const ref = `INC-${number}`;
  if (EXECUTIVE.test(which)) return { kind: 'incident', ref, for: 'executive' };
  return which === '' || TACTICAL.test(which) ? { kind: 'incident', ref, for: 'tactical' } : null;
}
