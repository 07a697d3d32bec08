import { smallTalkWords } from '../../messages/catalogue/small-talk.ts';
import { givenTitle } from './given-title.ts';
import { args, type Clause, calls, type PastTurn, type PlanContext, type Recogniser, say } from './plan-types.ts';
import { meantForChange } from './pointed.ts';

const PLACES: Record<string, number> = { first: 0, top: 0, second: 1, third: 2, fourth: 3, fifth: 4, last: -1 };
const NTH = /\b(first|top|second|third|fourth|fifth|last)(?: one| account| user| address| ip| person)?\b/;
/** A row of a ranking: its account or address, and how many. */
const RANKED = /^• [“„«"]?([\p{L}\p{N}][\p{L}\p{N}.:+@_-]*)[”“»"]?\s?: \d/gmu;

/**
 * "open an incident for him", "for the second one", "about these", straight after logins or a ranking: of the alerts of that account or
 * address, which are looked for first; never of alerts that some other answer showed. Null where the last answer showed alerts.
 */
export function incidentOfLogins(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  const last = context.history.at(-1);
  const step = last?.steps.findLast(({ ok }) => ok);
  if (!last || step?.tool !== 'search_logs' || clause.before.length > 0) return null;
  const isRanking = typeof step.args.group_by === 'string';
  const ofLogins = Array.isArray(step.args.kinds) && step.args.kinds.join() === 'login';
  // what was looked for of every kind has no alerts where none were shown
  if (!isRanking && !ofLogins) return null;
  if (!isRanking && meantForChange(last).some((ref) => /^(?:ALR|INC)-/.test(ref))) return null;
  const about = isRanking ? ranked(clause, last, step.args.group_by) : listed(clause, last, step.args);
  if (about === null) return say('ask', smallTalkWords[context.language].whatHappened);
  return calls(
    { tool: 'search_logs', args: { kinds: ['alert'], ...about, status: ['open', 'acknowledged'] } },
    {
      tool: 'create_incident',
      args: args({ title: givenTitle(clause)?.title, severity: clause.entities.severity }),
      needs: 'found',
    },
  );
}

/** The account or address that stands at a place of a ranking; the first of them where no place is said. */
function ranked({ text }: Clause, { answer }: PastTurn, by: unknown): Record<string, unknown> | null {
  if (by !== 'user' && by !== 'ip') return null;
  const rows = [...answer.matchAll(RANKED)].map(([, name]) => name!);
  const at = PLACES[NTH.exec(text)?.[1] ?? 'first']!;
  const one = /\b(?:them|these|those|all)\b/.test(text) && rows.length > 1 ? undefined : rows.at(at);
  return one === undefined ? null : { [by]: one };
}

/** Whom a list of logins was of; else whose the login is that stands at a place in it, or the only one. */
function listed({ text }: Clause, turn: PastTurn, asked: Record<string, unknown>): Record<string, unknown> | null {
  const place = NTH.exec(text)?.[1];
  const logins = turn.citations
    .filter(({ ref, mentioned }) => !mentioned && ref.startsWith('LOG-'))
    .map(({ ref }) => ref);
  if (place === undefined) {
    if (typeof asked.user === 'string' && !asked.user.includes(',')) return { user: asked.user };
    if (typeof asked.ip === 'string' && !asked.ip.includes(',')) return { ip: asked.ip };
  }
  const one = place === undefined ? (logins.length === 1 ? logins[0] : undefined) : logins.at(PLACES[place]!);
  return one === undefined ? null : { user: one };
}
