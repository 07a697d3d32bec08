/** A stretch of hours of a day; fractions are minutes. `to` may be 24, or less than `from` where it passes midnight. */
export interface ClockWindow {
  from: number;
  to: number;
  /** One moment was named (`at 14:05`), not a stretch. */
  instant: boolean;
  /** am, pm or minutes were written, so that the hours mean what they say. */
  exact: boolean;
  span: [number, number];
  /** It ends before it begins, and not because a night lies between: `between 5pm and 3pm`. */
  backwards?: boolean;
  /** It may as well begin in the morning as in the evening: `between 5 and 1`. */
  unclear?: boolean;
}

const HOUR_WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const TIME = String.raw`(?:(?:half past|quarter past|quarter to|(?:five|ten|twenty|twenty[- ]five|\d{1,2})(?: minutes?)? (?:past|to)) (?:\d{1,2}|${HOUR_WORDS.join('|')})(?: ?(?:am|pm))?|(?:${HOUR_WORDS.join('|')})(?: ?(?:am|pm)| o'clock)|\d{1,2}(?:[:.]\d{2}(?::\d{2})?)? ?(?:am|pm|a\.m\.|p\.m\.|o'clock|h|hrs)?|noon|midday|midnight)(?![\w.]*\d)`;

/** "quarter to six", which needs no word before it. */
const SPOKEN = String.raw`\b((?:half past|quarter past|quarter to|(?:five|ten|twenty|twenty[- ]five) (?:past|to)) (?:\d{1,2}|${HOUR_WORDS.join('|')})\b(?: ?(?:am|pm))?)`;

/** Whether nothing but a comma lies between bare hours and the gap that a day left, and nothing that is counted follows. */
const besideDay = (text: string, [from, to]: [number, number]): boolean =>
  (/\s{4,},?\s*$/.test(text.slice(0, from)) && /^\s*(?:$|[?.!,;])/.test(text.slice(to))) ||
  (/^,?\s{4,}/.test(text.slice(to)) && /(?:^|\w )$/.test(text.slice(0, from)));

interface Clock {
  hours: number;
  half: 'am' | 'pm' | null;
  minutes: boolean;
}

function readClock(text: string): Clock | null {
  if (/noon|midday/.test(text)) return { hours: 12, half: 'pm', minutes: true };
  if (/midnight/.test(text)) return { hours: 0, half: 'am', minutes: true };
  const spoken = new RegExp(
    String.raw`^(?:(half past|quarter past|quarter to|(?:five|ten|twenty|twenty[- ]five|\d{1,2})(?: minutes?)? (?:past|to)) )?(\d{1,2}|${HOUR_WORDS.join('|')})(?: ?(am|pm)| o'clock)?$`,
  ).exec(text.trim());
  if (spoken && (spoken[1] || !/^\d/.test(spoken[2]!))) {
    const hour = HOUR_WORDS.includes(spoken[2]!) ? HOUR_WORDS.indexOf(spoken[2]!) + 1 : Number(spoken[2]);
    const part = spoken[1] ? partOfHour(spoken[1]) : 0;
    return hour > 24
      ? null
      : { hours: hour + part, half: (spoken[3] as 'am' | 'pm' | undefined) ?? null, minutes: true };
  }
  const match = /^(\d{1,2})(?:[:.](\d{2})(?::(\d{2}))?)? ?(am|pm|a\.m\.|p\.m\.)?/.exec(text.trim());
  if (!match) return null;
  const hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  const second = Number(match[3] ?? 0);
  if (hour > 24 || minute > 59 || second > 59) return null;
  const half = match[4] ? (match[4].startsWith('p') ? 'pm' : 'am') : null;
  return { hours: hour + minute / 60 + second / 3600, half, minutes: match[2] !== undefined || /o'clock|h/.test(text) };
}

/** `half past` is 0.5, `quarter to` -0.25, `ten past` a sixth. */
function partOfHour(said: string): number {
  const minutes = /half/.test(said)
    ? 30
    : /quarter/.test(said)
      ? 15
      : (MINUTES[said.split(' ')[0]!] ?? Number(/\d+/.exec(said)?.[0] ?? 25));
  return (/to$/.test(said) ? -minutes : minutes) / 60;
}
const MINUTES: Record<string, number> = { five: 5, ten: 10, twenty: 20 };

function to24(clock: Clock, half: Clock['half']): number {
  if (half === 'pm' && clock.hours < 12) return clock.hours + 12;
  if (half === 'am' && clock.hours >= 12 && clock.hours < 13) return clock.hours - 12;
  return clock.hours;
}

/**
 * The hours a text names. Bare numbers (`between 1 and 5`) count as hours only where `dayNamed` says that a day stands
 * beside them; `night` reads bare 6 to 11 as evening hours.
 */
export function clockWindow(text: string, dayNamed: boolean, night: boolean): ClockWindow | null {
  const stretch =
    new RegExp(
      String.raw`\b(?:between|from) (?:about |around )?(${TIME}) ?(?:and|to|until|till|-) ?(${TIME}|(?:${HOUR_WORDS.join('|')})\b)`,
    ).exec(text) ?? new RegExp(String.raw`(?<![\d.:/-])(${TIME}) ?(?:-|to|until) ?(${TIME})(?![\d.:/-])`).exec(text);
  // "yesterday 9 to 12": bare hours right beside the day, which is blanked out
  const isBeside = stretch !== null && dayNamed && besideDay(text, spanOf(stretch));
  if (stretch) {
    const a = readClock(stretch[1]!);
    const b = readClock(stretch[2]!);
    const marked = a?.half || b?.half || a?.minutes || b?.minutes;
    if (a && b && (marked || (dayNamed && (isBeside || /\b(?:between|from)\b/.test(stretch[0]))))) {
      const exact = Boolean(marked);
      const guess = (clock: Clock): Clock['half'] =>
        !exact && night && clock.hours >= 6 && clock.hours < 12 ? 'pm' : null;
      // "between 2 and 4pm": one mark serves both, unless that would turn the hours round ("11 to 1pm").
      const shared = b.half && !a.half && to24(a, b.half) > to24(b, b.half) ? null : b.half;
      const from = to24(a, a.half ?? shared ?? guess(a));
      const isMidnightEnd = /midnight/.test(stretch[2]!);
      const to = isMidnightEnd
        ? 24
        : to24(
            b,
            b.half ??
              (a.half === 'pm' && b.hours >= a.hours % 12 && b.hours < 12 ? 'pm' : null) ??
              // "last night between 1 and 6" ends in the morning, as it began
              (a.hours >= 6 ? guess(b) : null) ??
              (!exact && !night && b.hours < a.hours && a.hours < 12 ? 'pm' : null),
          );
      const sameHalf = from < 12 === to < 12 && exact;
      // nine to five and seven to three are working days; from five to one is a morning as well as an evening
      const unclear = !exact && !night && b.hours < a.hours && a.hours < 7;
      return {
        from,
        to,
        instant: false,
        exact,
        span: spanOf(stretch),
        backwards: (to < from && sameHalf) || (to === from && exact),
        unclear,
      };
    }
  }
  // half of it is of the day before
  const midnight = /\b(?:around|about|near|close to) (?:about |around )?midnight\b/.exec(text);
  if (midnight) return { from: 23, to: 25, instant: false, exact: true, span: spanOf(midnight) };
  const bound = new RegExp(
    String.raw`\b(after|since|before|until|till|from|past) (?:about |around )?(${TIME})(?: onwards?)?`,
  ).exec(text);
  const edge = bound && readClock(bound[2]!);
  if (
    bound &&
    edge &&
    (edge.half || edge.minutes || dayNamed) &&
    !(bound[1] === 'since' && /midnight/.test(bound[2]!))
  ) {
    const exact = Boolean(edge.half || edge.minutes);
    const hour = to24(edge, edge.half ?? (!exact && night && edge.hours >= 6 && edge.hours < 12 ? 'pm' : null));
    const isStart = !/before|until|till/.test(bound[1]!);
    if (isStart ? hour < 24 : hour > 0) {
      return { from: isStart ? hour : 0, to: isStart ? 24 : hour, instant: false, exact, span: spanOf(bound) };
    }
  }
  const point =
    new RegExp(String.raw`\b(?:at|around|about) (?:about |around )?(${TIME})`).exec(text) ??
    /(?<![\d.:/-])(\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?|\d{1,2} ?[ap]m)(?![\w:.-]*\d)\b/.exec(text) ??
    (dayNamed ? new RegExp(SPOKEN).exec(text) : null);
  const at = point && readClock(point[1]!);
  if (point && at && (at.half || at.minutes || dayNamed)) {
    const exact = Boolean(at.half || at.minutes);
    const hour = to24(at, at.half ?? (!exact && night && at.hours >= 6 && at.hours < 12 ? 'pm' : null));
    if (hour < 24)
      return { from: hour, to: Math.min(24, Math.floor(hour) + 1), instant: true, exact, span: spanOf(point) };
  }
  return null;
}

/** The moment of a day that a piece of text names, as hours; null where it names none. */
export function clockPoint(text: string): { hours: number; span: [number, number] } | null {
  const match =
    /\b(?:at |around |about |@ ?)?(noon|midday|midnight|\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|a\.m\.|p\.m\.|o'clock|h\b)|\d{1,2}:\d{2})(?!\d)/.exec(
      text,
    ) ?? /\bat (\d{1,2})\b(?![:./-]\d)/.exec(text);
  const clock = match && readClock(match[1]!);
  return match && clock && to24(clock, clock.half) <= 24
    ? { hours: to24(clock, clock.half), span: spanOf(match) }
    : null;
}

/** The part of a day a text names, in whole hours. */
export function partOfDay(text: string): { from: number; to: number; span: [number, number] } | null {
  const match =
    /\b(?:in the |this |during the )?(early (?:hours|mornings?)|small hours|mornings?|afternoons?|evenings?|lunchtime|lunch time)\b/.exec(
      text,
    );
  if (!match) return null;
  const span = spanOf(match);
  const word = match[1]!;
  if (word.startsWith('early') || word.startsWith('small')) return { from: 0, to: 6, span };
  if (word.startsWith('morning')) return { from: 6, to: 12, span };
  if (word.startsWith('afternoon')) return { from: 12, to: 18, span };
  if (word.startsWith('lunch')) return { from: 12, to: 14, span };
  return { from: 18, to: 24, span };
}

const spanOf = (match: RegExpExecArray): [number, number] => [match.index, match.index + match[0].length];
