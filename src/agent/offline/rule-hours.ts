type Day = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

const DAYS: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const WORKING: readonly Day[] = DAYS.slice(0, 5);
const CLOCK = String.raw`(noon|midday|midnight|\d{1,2})(?:[:.](\d{2}))? ?(am|pm|a\.m\.|p\.m\.|h\b|hrs?\b|o'clock|uhr)?`;
const DAY = String.raw`(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?`;
/** A day ends where the next begins; rules know minutes, so its last one is the end. */
const END_OF_DAY = '23:59';

/** The days and hours in which signing in is allowed, as a wish for a rule describes them; only what it names. */
export function readRuleHours(text: string): { days?: Day[]; from?: string; to?: string } {
  const hours = stretch(text);
  const weekend = /\bweekends?\b|\b(?:on|at) (?:saturdays?|sundays?)(?: (?:and|or) (?:saturdays?|sundays?))?\b/.test(
    text,
  );
  const named = namedDays(text);
  const allowedDays = /\boutside\b|\bonly\b|\bexcept\b|\bother than\b/.test(text) ? named : undefined;
  if (hours) {
    // hours alone hold on every day, unless days are named beside them
    const days =
      allowedDays ??
      (weekend
        ? [...WORKING]
        : hours.kind === 'allowed' && /\b(?:business|working|office|work) (?:hours|times?|days?)\b/.test(text)
          ? [...WORKING]
          : [...DAYS]);
    return { days, from: hours.from, to: hours.to };
  }
  if (weekend && !/\b(?:business|working|office|work) hours\b/.test(text))
    return { days: [...WORKING], from: '00:00', to: END_OF_DAY };
  if (named && /\bon\b/.test(text) && !allowedDays) {
    return { days: DAYS.filter((day) => !named.includes(day)), from: '00:00', to: END_OF_DAY };
  }
  return allowedDays ? { days: allowedDays } : {};
}

/** The hours, and the days where some are named, that a change of a rule sets: “its hours to 06:00-22:00” are those it allows. */
export function readHoursChange(text: string): { days?: Day[]; from?: string; to?: string } {
  const moved = movedTime(text);
  if (moved) return moved;
  const sets =
    /\b(?:hours|times?|window)\b.*\b(?:to|from|are|be|is|:)\b|\b(?:to|from) \d{1,2}[:.]\d\d ?(?:-|to|until|till)/.test(
      text,
    );
  const isOther = /\b(?:between|not (?:between|from)|at night|overnight)\b/.test(text);
  const read = readRuleHours(sets && !isOther ? `outside ${text}` : text);
  const namesDays = namedDays(text) !== undefined || /\bweek(?:end|day)s?\b|\b(?:every|all|each) days?\b/.test(text);
  const { days, ...hours } = read;
  const end = /\b(?:until|till|up to) (\d{1,2})[:.](\d\d)\b/.exec(text);
  const until = end && clock(end[1]!, end[2], undefined);
  if (read.from === undefined && until && !isOther) return { to: text24(until.minutes) };
  return namesDays || (days && read.from === undefined) ? read : hours;
}

/**
 * One end of the hours alone: “22:00 instead of 20:00”, “from 20:00 to 22:00”, “to 22:00”. Of the end that is replaced, or else of the new one, the
 * half of the day says which it is: hours begin in the morning and end after noon.
 */
function movedTime(text: string): { from?: string; to?: string } | null {
  const said = [...text.matchAll(/(?<![\d:.])(\d{1,2})[:.](\d\d)(?![\d:.])/g)];
  const [first, second, third] = said;
  const at = (one: RegExpMatchArray | undefined): number | null =>
    (one && clock(one[1]!, one[2], undefined))?.minutes ?? null;
  const [a, b] = [at(first), at(second)];
  if (third || !first || a === null) return null;
  const end = (old: number, now: number): { from?: string; to?: string } =>
    old < 720 ? { from: text24(now) } : { to: text24(now) };
  if (!second)
    return /\b(?:to|at|until|till|make (?:it|that|this|the end|the start)|set (?:it|that|this)|change (?:it|that|this))\s*$/.test(
      text.slice(0, first.index),
    ) && !/\b(?:until|till|between|outside|before|after|from|weekends?|night)\b/.test(text)
      ? end(a, a)
      : null;
  if (b === null) return null;
  const between = text.slice(first.index + first[0].length, second.index);
  if (/^ ?(?:h|uhr|o'clock)? ?(?:instead of|rather than|and not|not)\s*$/.test(between)) return end(b, a);
  const isFromTo =
    /^ ?to\s*$/.test(between) &&
    /\b(?:change|move|shift|extend|push|raise|set)\b.*\bfrom\s*$/.test(text.slice(0, first.index));
  return isFromTo && a < 720 === b < 720 ? end(a, b) : null;
}

/** Whether it forbids hours on some days alone: a rule's hours are the same on all of its days. */
export function isOnSomeDays(text: string): boolean {
  if (stretch(text)?.kind !== 'forbidden') return false;
  const day = new RegExp(String.raw`\b(?:on|at|every|each) (?:the )?(?:${DAY}\b|weekends?|weekdays?)`).exec(text);
  return (
    day !== null && /day|weekend/.test(day[0]) && !/\b(?:and|or|also|plus)\s*$|,\s*$/.test(text.slice(0, day.index))
  );
}

interface Hours {
  kind: 'allowed' | 'forbidden';
  from: string;
  to: string;
}

/** The allowed hours, whether the text names those or the others. */
function stretch(text: string): Hours | null {
  const outside = /\boutside(?: of)?\b|\bonly\b|\bexcept\b|\bother than\b|\bnot (?:between|from)\b|\bbeyond\b/.test(
    text,
  );
  const span = new RegExp(
    String.raw`\b${CLOCK} ?(?:-|to|and|until|till|through) ?${CLOCK}(?! ?(?:min|hour|day|time|fail|%|\w*-?digit))`,
  ).exec(text);
  if (span) {
    const workish = outside || /\b(?:business|working|office|work) hours\b/.test(text);
    const [a, b] = [clock(span[1]!, span[2], span[3]), clock(span[4]!, span[5], span[6])];
    if (a && b) {
      let [first, last] = [a.minutes, b.minutes];
      // "2 to 4 pm" is in the afternoon, "9 to 5" a working day
      if (!a.half && b.half === 'pm' && first + 720 < last) first += first < 720 ? 720 : 0;
      if (workish && !a.half && !b.half && last <= first && last <= 8 * 60) last += 720;
      if (first !== last)
        return outside || workish
          ? { kind: 'allowed', ...ends(first, last) }
          : { kind: 'forbidden', ...ends(last, first) };
    }
  }
  const late = new RegExp(String.raw`\b(?:after|past|later than|from) ${CLOCK}`).exec(text);
  const early = new RegExp(String.raw`\b(?:before|earlier than) ${CLOCK}`).exec(text);
  const [after, before] = [late && clock(late[1]!, late[2], late[3]), early && clock(early[1]!, early[2], early[3])];
  if (after && before) return { kind: 'forbidden', ...ends(before.minutes, after.minutes) };
  if (after && isTime(late!)) {
    // the night goes on until the morning
    return after.minutes < 6 * 60
      ? { kind: 'forbidden', from: '06:00', to: after.minutes === 0 ? '00:00' : text24(after.minutes) }
      : {
          kind: 'forbidden',
          ...ends(6 * 60, after.minutes < 720 && !after.half ? after.minutes + 720 : after.minutes),
        };
  }
  if (before && isTime(early!)) return { kind: 'forbidden', from: text24(before.minutes), to: '00:00' };
  if (/\b(?:at night|night[- ]?time|nightly|during the night|overnight|in the night)\b/.test(text)) {
    return { kind: 'forbidden', from: '06:00', to: '22:00' };
  }
  return null;
}

/** A bare number after "after" is a time only with a mark of one: "after 5 failures" is none. */
const isTime = (match: RegExpExecArray): boolean =>
  match[2] !== undefined || match[3] !== undefined || /[a-z]/.test(match[1]!);

function clock(
  hour: string,
  minute: string | undefined,
  mark: string | undefined,
): { minutes: number; half: 'am' | 'pm' | null } | null {
  if (hour === 'noon' || hour === 'midday') return { minutes: 720, half: 'pm' };
  if (hour === 'midnight') return { minutes: 0, half: 'am' };
  const half = mark?.startsWith('p') ? 'pm' : mark?.startsWith('a') ? 'am' : null;
  const [h, m] = [Number(hour), Number(minute ?? 0)];
  if (h > 24 || m > 59) return null;
  const hours = half === 'pm' && h < 12 ? h + 12 : half === 'am' && h === 12 ? 0 : h % 24;
  return { minutes: hours * 60 + m, half };
}

const ends = (from: number, to: number) => ({ from: text24(from), to: text24(to) });
const text24 = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function namedDays(text: string): Day[] | undefined {
  const range = new RegExp(String.raw`\b${DAY} ?(?:-|to|through|till|until) ?${DAY}\b`).exec(text);
  if (range) {
    const [from, to] = [dayOf(range[1]!), dayOf(range[2]!)];
    const days: Day[] = [];
    for (let i = from; ; i = (i + 1) % 7) {
      days.push(DAYS[i]!);
      if (i === to) break;
    }
    return DAYS.filter((day) => days.includes(day));
  }
  if (/\b(?:on )?(?:weekdays|working days|work days)\b/.test(text)) return [...WORKING];
  const named = [...text.matchAll(new RegExp(String.raw`\b${DAY}\b`, 'g'))].filter(([word]) => /day/.test(word));
  return named.length > 0 ? DAYS.filter((_, i) => named.some((match) => dayOf(match[1]!) === i)) : undefined;
}

const dayOf = (word: string): number => DAYS.indexOf(word.slice(0, 3) as Day);
