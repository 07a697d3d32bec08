import { coverWords } from '../../../messages/catalogue/covers.ts';
import { onCallWords } from '../../../messages/catalogue/on-call.ts';
import { namedZone } from '../../../messages/named-zone.ts';
import { spanText, timeText } from '../../../messages/time-text.ts';
import type { ToldCover } from '../../../tools/cover-shift.ts';
import type { ToldOnCall } from '../../../tools/who-is-on-call.ts';
import type { PlanContext } from '../plan-types.ts';

/** Who is on call, now with who comes next, or in a span stretch by stretch; times as the asker's clock has them. */
export function onCallAnswer({ when, kept, shifts, next }: ToldOnCall, { language, timeZone }: PlanContext): string[] {
  const words = onCallWords[language];
  if (!kept) return [words.none];
  const [first, ...more] = shifts;
  const until = (at: string): string => timeText(new Date(at), timeZone, language);
  const lines: string[] = [];
  if (!first) lines.push(words.nobody);
  else if (when === 'now')
    lines.push(
      first.covers
        ? words.covering(first.name, until(first.until), first.in_place_of)
        : words.now(first.name, until(first.until)),
    );
  else {
    if (more.every(({ name }) => name === first.name)) lines.push(words.whole(first.name));
    for (const one of shifts)
      lines.push(words.shift(one.name, spanText(new Date(one.from), new Date(one.until), timeZone, language)));
  }
  if (next) lines.push(words.next(next.name, until(next.until)));
  const lonely = new Set([...shifts, ...(next ? [next] : [])].filter((one) => one.unreached).map(({ name }) => name));
  if (lonely.size > 0) lines.push(words.unreached([...lonely].join(', ')));
  return [...lines, namedZone(timeZone, language)];
}

/** What came of an order that somebody covers: who is asked, or that there is nothing to take. */
export function coverAnswer(data: ToldCover, { language, timeZone }: PlanContext): string[] {
  const words = coverWords[language];
  if (data.outcome === 'nothing') {
    const { quoted_who: who = '', next } = data;
    const span = next && spanText(new Date(next.from), new Date(next.until), timeZone, language);
    return [words.noShift(who), span ? words.nextShift(who, span) : ''].filter((line) => line !== '');
  }
  const { proposal = '', what = '', quoted_asked: asked = null } = data;
  return [
    (data.outcome === 'proposed' ? words.asked : words.waiting)(proposal, what),
    data.unreached && asked !== null ? words.unreached(asked) : words.askedWho(asked),
  ];
}
