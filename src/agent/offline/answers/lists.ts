import { listAnswerWords } from '../../../messages/catalogue/list-answers.ts';
import type { FoundLists } from '../../../tools/search-lists.ts';
import type { PlanContext } from '../plan-types.ts';

const TOLD = 5;

/** Whether something is on a list, since when and why; else which lists there are. */
export function listsAnswer({ thing, listings, lists }: FoundLists, { language }: PlanContext): string[] {
  const words = listAnswerWords[language];
  if (lists.length === 0) return [words.noLists, words.where];
  if (thing === null)
    return [
      words.count(lists.length),
      ...lists.slice(0, TOLD).map((one) =>
        words.list({
          ...{ name: one.quoted_name, entries: one.entries, effect: one.effect, own: one.own },
          ...{ changed: one.changed, failing: one.failing },
        }),
      ),
      ...(lists.length > TOLD ? [words.more(lists.length - TOLD)] : []),
      words.where,
    ];
  if (listings.length === 0) return [words.onNone(thing, lists.length)];
  return [
    words.onSome(thing, listings.length),
    ...listings.slice(0, TOLD).map((one) =>
      words.listing({
        ...{ what: `${one.platform} ${one.quoted_value}`.trim(), list: one.quoted_list, since: one.since },
        ...{ why: one.quoted_reason, effect: one.effect, excepted: one.excepted, ended: one.ended },
      }),
    ),
    ...(listings.length > TOLD ? [words.more(listings.length - TOLD)] : []),
  ];
}
