import { tidy } from './intents/words.ts';
import { type Clause, typed } from './plan-types.ts';

const AMOUNT = String.raw`(?:\d+(?:[.,]\d+)?[ -]?|(?:an?|one|two|three|four|five|six|seven|eight|ten|twelve|half an?)[ -])`;
const UNIT = '(?:minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|h|m|d|w)';
const DURATION = new RegExp(
  String.raw`(?<![\w@.])(?:for )?(${AMOUNT}${UNIT}|permanent(?:ly)?|for ?ever|for good|indefinitely|(?:the )?rest of (?:the |this )?[a-z]+|(?:until|till) (?:the )?[a-z\d]+)(?![\w@])`,
);
const BECAUSE = /(?:^|\s)(?:because of|because|since|due to|on account of|for|about|as)\s+(?=\S)|[,;:–—]\s*|\s-\s+/;

/** For how long something is to be done, as it was said; null where nothing of it was. */
export const durationIn = (text: string): string | null => DURATION.exec(text)?.[1]?.replaceAll(/\s+/g, ' ') ?? null;

const CONDITION = /^[^,;:]*?\s(?:if|unless|when|whenever|once|as soon as|in case|next time)\s/;

/** Whether an order hangs on something that is yet to come: "ban kev if he does it again". */
export const isConditional = ({ text }: Clause, from: number): boolean =>
  CONDITION.test(text.slice(from).replace(BECAUSE, ','));

/** Why, in the asker's own words, from what stands behind the person's name; null where nothing does. */
export function reasonIn(clause: Clause, from: number): string | null {
  const { text } = clause;
  // what says for how long says not why
  const blank = (part: string): string => ' '.repeat(part.length);
  const rest = text
    .slice(from)
    .replace(DURATION, blank)
    .replaceAll(/(?<=[\s,])(?:please|pls|thanks|thank you)(?=[\s,.!?]|$)/g, blank);
  const found = BECAUSE.exec(rest);
  if (!found) return null;
  const begin = from + found.index + found[0].length;
  const meant = rest.slice(found.index + found[0].length).trimEnd();
  const said = tidy(typed(clause, begin, begin + meant.length)).replaceAll(/\s+/g, ' ');
  return /\p{L}{2}/u.test(said) ? said.slice(0, 300) : null;
}
