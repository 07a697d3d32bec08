import type { Plan } from './plan-types.ts';

/** Characters of a message that are read: nobody asks in more, and what follows is said to be unread. */
const MOST_READ = 1500;

/** The beginning of a message as far as it is read, and what follows. */
export function beginningOf(message: string): { text: string; rest: string } {
  if (message.length <= MOST_READ) return { text: message, rest: '' };
  const space = message.lastIndexOf(' ', MOST_READ);
  const at = space > MOST_READ / 2 ? space : MOST_READ;
  return { text: message.slice(0, at), rest: message.slice(at) };
}

const LEAD = /^\s*(?:(?:please|hi|hello|hey|can you|could you|bitte|hallo|bonjour|hola|por favor)\b[,:!]?\s*)*/iu;
const MARK = /(?<=^|[\s,;])(\d{1,2})[.)]\s+(?=\S)/g;
const MOST_ITEMS = 12;

/** The items of a message that is a numbered list from its beginning on, "1. close INC-5 2. show open alerts"; else null. */
export function listed(message: string): string[] | null {
  const marks = [...message.matchAll(MARK)];
  if (marks.length < 2 || marks.length > MOST_ITEMS || marks[0]!.index > LEAD.exec(message)![0].length) return null;
  if (marks.some(([, number], index) => Number(number) !== index + 1)) return null;
  const items = marks.map((mark, index) =>
    message
      .slice(mark.index + mark[0].length, marks[index + 1]?.index)
      .replace(/[\s,;]+$/, '')
      .trim(),
  );
  return items.every((item) => /\p{L}/u.test(item)) ? items : null;
}

const TO_COME =
  '(?:the day after )?tomorrow|next (?:week|month|weekend|year)|übermorgen|morgen(?! (?:früh|vormittag|mittag|abend))|nächste(?:n|s)? (?:woche|monat|jahr)|(?:après-)?demain|la semaine prochaine|(?:pasado )?mañana(?! por la mañana)|la próxima semana';
const WITH_FUTURE = new RegExp(
  `(?:,|\\s+(?:and|or|und|oder|et|ou|y|o))\\s+(?:also |auch )?(${TO_COME})(?![\\p{L}])|(?<![\\p{L}])(${TO_COME})\\s+(?:and|or|und|oder|et|ou|y|o)\\s+`,
  'iu',
);

/** "yesterday and tomorrow": the message without what is still to come, and that; null where it names nothing such beside something. */
export function withoutFuture(message: string): { text: string; said: string } | null {
  const found = WITH_FUTURE.exec(message);
  if (!found) return null;
  const said = found[1] ?? found[2]!;
  return { text: message.replace(found[0], found[1] === undefined ? '' : ' ').trim(), said };
}

/** Texts that go on to the end of a message take the unread end with them; where there are none, it is said to be unread. */
export function withRest(made: Plan, text: string, rest: string): Plan {
  let goesOn = false;
  const extended = made.calls.map((call) => {
    const grown = Object.entries(call.args).map(([name, value]): [string, unknown] => {
      if (!LONG_TEXTS.has(name) || typeof value !== 'string' || !text.endsWith(value.slice(-40))) return [name, value];
      goesOn = true;
      return [name, name === 'title' || name === 'statement' ? value : `${value}${rest}`.trim()];
    });
    return { ...call, args: Object.fromEntries(grown) };
  });
  if (goesOn) return { ...made, calls: extended };
  const asked = made.calls.length > 0 ? (rest.match(/\?/g)?.length ?? 0) : 0;
  return asked > 0 ? { ...made, left: (made.left ?? 0) + asked } : { ...made, unread: true };
}
const LONG_TEXTS = new Set(['comment', 'note', 'resolution', 'summary', 'title', 'statement']);
