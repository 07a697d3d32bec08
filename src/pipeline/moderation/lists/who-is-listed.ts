import type { Offender, Recommendation } from '../../../domain/moderation.ts';
import type { ModerationPolicy } from '../../../domain/moderation-policy.ts';
import { oneLine } from '../../../domain/text.ts';
import type { JudgedSession } from '../judged-session.ts';
import { listReason } from './listed.ts';

/** Of a pile-on so many are named. */
const MOST_NAMED = 3;

/** Which of a case's people stand on lists, in plain English as reasons are stored; also where that alone opens no case. */
export const whoIsListed = ({ listed }: Pick<JudgedSession, 'listed'>, offenders: readonly Offender[]): string[] =>
  offenders
    .flatMap(({ account, name }) =>
      listed({ author: account, content: '' })
        .slice(0, 1)
        .map((hit) => listReason(hit, name || account)),
    )
    .slice(0, MOST_NAMED);

/** What is advised where the organisation has a list suggest a ban: that, unless its policy bans nobody. */
export function asListed(
  { steps }: Pick<ModerationPolicy, 'steps'>,
  advised: Recommendation,
  { newMessages, listed }: Pick<JudgedSession, 'newMessages' | 'listed'>,
  chief: string,
): Recommendation {
  const own = newMessages.filter(({ author }) => author === chief);
  const hit = [{ author: chief, content: '' }, ...own]
    .flatMap((said) => [...listed(said)])
    .find(({ entry }) => entry.effect === 'ban');
  return hit ? withBan({ steps }, advised, hit.entry.list) : advised;
}

/** A ban as advice, since the organisation chose that for a list; a person decides. */
export function withBan(
  { steps }: Pick<ModerationPolicy, 'steps'>,
  advised: Recommendation,
  list: string,
): Recommendation {
  if (steps.ban.mode === 'off') return advised;
  const { hours: _, ...rest } = advised;
  return { ...rest, step: 'ban', listed: oneLine(list, 60) };
}
