import { inLanguage } from '../../../domain/time-words.ts';
import { deedWords } from '../../../messages/catalogue/deeds.ts';
import { listText } from '../../../messages/catalogue/terms.ts';
import type { DeedsData } from '../../../tools/who-did-what.ts';
import type { PlanContext } from '../plan-types.ts';
import { named, rangeText, theirs } from './phrases.ts';

const TOLD = 5;

/** What was done in SafeNest: how much and by whom, the newest of it, and where all of it stands. */
export function deedsAnswer(args: Record<string, unknown>, data: DeedsData, context: PlanContext): string[] {
  const { language } = context;
  const words = deedWords[language];
  const range = rangeText(data.range, args, context);
  const when = range ? ` (${range})` : '';
  const link = words.all(data.page);
  const who = data.who === null ? null : named(data.who, language);
  if (data.count === 0) return [words.none(who, data.about, when), words.notCounted, link];
  const people = data.people.map(({ quoted_name: name, count }) => `${named(name, language)} ${count}`);
  const others = data.more_people > 0 ? [`+${data.more_people}`] : [];
  const said = listText([...people, ...others], language);
  const head =
    data.about !== null
      ? words.ofThing(data.about, data.count, when, said)
      : who !== null
        ? words.byOne(who, data.count, when)
        : words.byAll(data.count, when, said);
  const shown = data.deeds.slice(0, TOLD);
  const left = data.count - shown.length;
  return [
    head,
    ...shown.map(({ time, quoted_who: by, did, ref, quoted_change: change }) => {
      const whose = who === null ? `, ${named(by, language)}` : '';
      const of = ref === null ? '' : ` [${ref}]`;
      const what = change === undefined ? '' : ` (${theirs(change, language)})`;
      return `• ${inLanguage(time, language)}${whose}: ${did}${of}${what}`;
    }),
    ...(left > 0 ? [words.more(left)] : []),
    link,
  ];
}
