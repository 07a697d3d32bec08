import { oneLine } from '../../../domain/text.ts';
import { inLanguage } from '../../../domain/time-words.ts';
import { historyWords } from '../../../messages/catalogue/history.ts';
import type { HistoryData, HistoryEntry } from '../../../tools/search-history.ts';
import type { PlanContext } from '../plan-types.ts';
import { rangeText, short, theirs } from './phrases.ts';

const TOLD = 3;

/** What the history has about a question: how many entries, the first ones with what they say, and what to do next. */
export function historyAnswer(args: Record<string, unknown>, data: HistoryData, context: PlanContext): string[] {
  const words = historyWords[context.language];
  if (data.only_fillers) return [words.onlyFillers];
  const range = rangeText(data.range, args, context);
  const [first] = data.found;
  if (!first) return [words.none(short(data.asked), range || null), words.another];
  return [
    (data.sure ? words.found : words.nearest)(data.found.length, range || null),
    ...data.found.slice(0, TOLD).map((entry) => line(entry, context)),
    words.next(first.ref),
  ];
}

function line({ ref, kind, time, quoted_title, quoted_passage }: HistoryEntry, { language }: PlanContext): string {
  const about = `${historyWords[language].kinds[kind]}, ${inLanguage(time, language)}`;
  const said =
    quoted_passage === '' || quoted_title.includes(quoted_passage)
      ? ''
      : `: ${theirs(oneLine(quoted_passage, 220), language)}`;
  return `• [${ref}] “${short(quoted_title)}” (${about})${said}`;
}
