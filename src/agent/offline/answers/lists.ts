import { listAnswerWords } from '../../../messages/catalogue/list-answers.ts';
import type { FoundLists } from '../../../tools/search-lists.ts';
import type { PlanContext } from '../plan-types.ts';

const TOLD = 5;

/** Whether something is on a list, since when and why; else which lists there are. */
export function listsAnswer({ thing, listings, words: own, lists }: FoundLists, { language }: PlanContext): string[] {
  const words = listAnswerWords[language];
  if (thing === null && lists.length === 0) return [words.noLists, words.where];
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
  const terms = own.listed.map(({ quoted_term, kind, quoted_note }) => words.word(quoted_term, kind, quoted_note));
  if (listings.length === 0)
    return terms.length > 0
      ? [...terms, words.whereWords]
      : [
          lists.length + own.count === 0 ? words.noneKept(thing) : words.onNone(thing, lists.length, own.count),
          words.whereWords,
        ];
  return [
    ...terms,
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
