import { type KnownName, namePieces, wordsOfName } from '../../domain/known-name.ts';
import { askingWords } from '../../messages/catalogue/asking.ts';
import { isPersonName } from './intents/people.ts';
import { isName } from './intents/words.ts';
import { placeOf } from './likely/likely-tool.ts';
import { takingUp } from './names-taken-up.ts';
import { oneOf } from './one-of.ts';
import { unclear } from './permitted.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';

/*
 * Whom a message names. Members, accounts, people whom cameras know and authors of messages were looked up by the words of the message;
 * the grammar hears a name that is written like one, so that each is read in capitals, in whatever way it was typed, and in the calls
 * stands whom the organisation knows by it. A name that several bear is asked back; a word that nobody bears is no name.
 */

const LONGEST = 600;
const MOST = 3;
/** As a name the grammar hears, which nobody writes: for names that are words of the language as well. */
const STANDS_FOR = ['Quirinus', 'Xaverius', 'Zenobius'];
/** Up to this place among the words of English texts a word in small letters is one: “will”, “mark”, “leave”. */
const COMMON = 900;
const MOST_CHOICES = 4;

/** A name in a message: as typed, as read, and who may be meant. */
export interface Heard {
  from: number;
  to: number;
  typed: string;
  as: string;
  known: readonly KnownName[];
}

/** Whether a word of a message that was read so names somebody who was looked up. */
export const isKnownName = (said: string, { names = [] }: Pick<PlanContext, 'names'>): boolean =>
  STANDS_FOR.some((one) => one.toLowerCase() === said.toLowerCase()) ||
  names.some(({ bears }) => bears.includes(wordsOfName(said).join(' ')));

/** Whether it names a member of the organisation; where names of the language stand for theirs, whoever was looked up. */
export const isMemberName = (said: string, { names = [] }: Pick<PlanContext, 'names'>): boolean => {
  const word = wordsOfName(said).join(' ');
  const bearers = names.filter(({ bears }) => bears.includes(word));
  return bearers.length === 0
    ? STANDS_FOR.some((one) => one.toLowerCase() === said.toLowerCase()) && names.some(({ member }) => member !== null)
    : bearers.some(({ member }) => member !== null);
};

/** The names that stand in a text while it is read: those that were put there for names, and those that are heard in it. */
export function namesStanding(text: string, { names = [] }: Pick<PlanContext, 'names'>): string[] {
  const put = STANDS_FOR.filter((one) => text.includes(one));
  return [...put, ...heardIn(text, names).map(({ typed }) => typed.replace(/^@/, ''))];
}

/** What an argument names: somebody, and by which of their names a tool knows them. */
type Naming = (one: KnownName) => string | null;
const byAccount: Naming = ({ accounts, member }) => (accounts.length > 0 ? accounts.join(',') : member);
const byMember: Naming = ({ member }) => member;
const ofCameras: Naming = ({ person }) => person;
const ofMessages: Naming = ({ author }) => author;
const anyhow: Naming = ({ name }) => name;
/** By tool and argument whose names it takes, the first that somebody has counts. */
const TAKES: Record<string, Record<string, readonly Naming[]>> = {
  search_logs: {
    user: [byAccount, anyhow],
    exclude_user: [byAccount, anyhow],
    assignee: [byMember],
    exclude_assignee: [byMember],
    opened_by: [byMember],
    handled_by: [byMember],
  },
  mute_rule: { user: [byAccount, anyhow] },
  compare_two: { one: [byAccount, anyhow], other: [byAccount, anyhow] },
  update_incident: { assignee: [byMember, anyhow], add_people: [byMember, anyhow] },
  who_is: { label: [anyhow] },
  list_members: { name: [byMember, anyhow] },
  who_did_what: { who: [byMember, anyhow] },
  find_sightings: { person: [ofCameras, anyhow], with: [ofCameras, anyhow], without: [ofCameras, anyhow] },
  moderation_history: { user: [ofMessages, anyhow] },
  moderate_member: { user: [ofMessages, anyhow] },
  reverse_action: { user: [ofMessages, anyhow] },
};

/** Reads a message with the names in it heard, in capitals or not. */
export function withNamesHeard(
  message: string,
  context: PlanContext,
  read: (text: string, context: PlanContext) => Plan,
): Plan {
  const { names } = context;
  if (names === undefined || message.length > LONGEST) return read(message, context);
  const meant = whoWasMeant(message, context);
  if (meant !== null) return withNamesHeard(meant, { ...context, history: context.history.slice(0, -1) }, read);
  const heard = heardIn(message, names);
  const text = heard.reduceRight((said, { from, to, as }) => said.slice(0, from) + as + said.slice(to), message);
  const made = takingUp(withoutNobody(read(text, context), message, context), text, heard, context);
  return heard.length === 0 ? made : asked(named(made, heard), message, heard, context);
}

/** The question before with whoever a message chooses of those between whom it was asked; null where nobody was, or it chooses none. */
function whoWasMeant(message: string, { names = [], history }: PlanContext): string | null {
  const last = history.at(-1);
  if (!last || last.steps.length > 0 || !last.answer.includes('?')) return null;
  for (const one of heardIn(last.question, names)) {
    const offered = one.known
      .filter(({ name }) => one.known.length > 1 && last.answer.includes(name))
      .toSorted((a, b) => last.answer.indexOf(a.name) - last.answer.indexOf(b.name));
    const chosen = oneOf(
      message,
      offered.map(({ name }) => name),
    );
    if (offered.length > 1 && chosen !== null) return withName(last.question, one, chosen);
  }
  return null;
}

const withName = (message: string, { from, to }: Heard, name: string): string =>
  message.slice(0, from) + name + message.slice(to);

/** The names of a message in its order, of pieces that lie over each other the longest. */
export function heardIn(message: string, names: readonly KnownName[]): Heard[] {
  const heard: Heard[] = [];
  for (const { word, from, to } of namePieces(message)) {
    const typed = message.slice(from, to);
    const known = names.filter(({ bears }) => bears.includes(word));
    // an address, or an account as systems write it, is heard as it is
    if (
      known.length === 0 ||
      heard.length === MOST ||
      from < (heard.at(-1)?.to ?? 0) ||
      /[@._+\d]/.test(typed.slice(1))
    )
      continue;
    const whole = known.filter(({ name }) => wordsOfName(name).join(' ') === word);
    const meant = whole.length > 0 && word.includes(' ') ? whole : known;
    if (!isSurelyName(message, from, to, meant)) continue;
    heard.push({ from, to, typed, as: '', known: meant });
  }
  return told(message, heard);
}

/** Each with how it is read: no two of different letters, and none that stands in the message besides, read the same. */
function told(message: string, heard: readonly Heard[]): Heard[] {
  const beside = heard.reduceRight((said, { from, to }) => `${said.slice(0, from)} ${said.slice(to)}`, message);
  const done: Heard[] = [];
  for (const one of heard) {
    const isFree = (as: string): boolean =>
      !as.split(' ').some((word) => beside.includes(word)) &&
      done.every(
        (other) => other.typed === one.typed || !as.split(' ').some((word) => other.as.split(' ').includes(word)),
      );
    const as = [readAs(one.typed.replace(/^@/, '')), ...STANDS_FOR].find((name) => name !== null && isFree(name));
    if (as) done.push({ ...one, as });
  }
  return done;
}

/** Whether a piece that somebody bears is their name here, and no word of the language. */
function isSurelyName(message: string, from: number, to: number, known: readonly KnownName[]): boolean {
  const typed = message.slice(from, to);
  if (/[\s@]/.test(typed)) return true;
  // systems sign in by words: “root”, “billing”
  const isOfSystem = known.every(
    ({ name, member, person, author }) => !member && !person && !author && wordsOfName(name).length < 2,
  );
  if (isOfSystem) return false;
  const isCapital = /^\p{Lu}\p{Ll}/u.test(typed) && /[\p{L}\p{N}][^.!?\n]*$/u.test(message.slice(0, from));
  if (isCapital || /^['’]s\b/.test(message.slice(to))) return true;
  return typed.length > 2 && isName(typed) && (placeOf(typed.toLowerCase()) ?? COMMON) >= COMMON;
}

/** A name as the grammar hears one; null for what is a word of the language as well. */
function readAs(typed: string): string | null {
  const words = typed.split(/\s+/);
  const isHeard = words.every(
    (word) =>
      /^\p{L}+$/u.test(word) &&
      word.length > 2 &&
      isName(word) &&
      isPersonName(word) &&
      (placeOf(word.toLowerCase()) ?? COMMON) >= COMMON,
  );
  return isHeard ? words.map((word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase()).join(' ') : null;
}

/** The plan with everybody by the name a tool knows them by, and every other text as it was typed. */
function named(made: Plan, heard: readonly Heard[]): Plan {
  const call = (one: PlannedCall): PlannedCall => ({
    ...one,
    args: { ...asTyped(one.args, heard), ...withNames(one, heard) },
  });
  const unused = made.unused?.filter((said) => !isTakenUp(said, made, heard));
  return {
    ...asTyped({ ...made, calls: [], unused: undefined }, heard),
    ...(unused && unused.length > 0 && { unused: asTyped(unused, heard) }),
    calls: made.calls.map(call),
    say: made.say && {
      ...asTyped({ ...made.say, offer: undefined }, heard),
      ...(made.say.offer && { offer: made.say.offer.map(call) }),
    },
  };
}

/** The arguments that name somebody, with whom they name. */
function withNames({ tool, args }: PlannedCall, heard: readonly Heard[]): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const [key, namings] of Object.entries(TAKES[tool] ?? {})) {
    const given = args[key];
    const list = typeof given === 'string' ? given.split(',') : Array.isArray(given) ? given.map(String) : [];
    const called = list.map((name) => {
      const [who, other] = meantBy(name, heard, namings);
      return who && !other ? calledFor(who, namings) : null;
    });
    if (called.every((name) => name === null)) continue;
    // what is open stays as it was typed, and is asked
    const names = list.map((name, index) => called[index] ?? asTyped(name, heard));
    changed[key] = Array.isArray(given) ? names : names.join(',');
  }
  // whose incidents, of somebody who works on none because they are no member: what is about their account
  const [who, other] = typeof args.assignee === 'string' ? meantBy(args.assignee, heard, [anyhow]) : [];
  return tool === 'search_logs' && who && !other && who.member === null && args.user === undefined
    ? { ...changed, assignee: undefined, user: byAccount(who) ?? who.name }
    : changed;
}

/** Whether words that a reading left over are part of a name that stands in a call. */
function isTakenUp(said: string, { calls }: Plan, heard: readonly Heard[]): boolean {
  const all = JSON.stringify(calls.map(({ args }) => args));
  return heard.some(({ as }) => as.split(' ').includes(said) && as.split(' ').some((word) => all.includes(word)));
}

const calledFor = (who: KnownName, namings: readonly Naming[]): string | null =>
  namings.map((naming) => naming(who)).find((name) => name !== null) ?? null;

/** Who may be meant by what stands in an argument: of those who bear it such as the argument takes. */
function meantBy(given: string, heard: readonly Heard[], namings: readonly Naming[]): readonly KnownName[] {
  const said = given.trim().toLowerCase();
  const one = heard.find(({ as }) => as.toLowerCase() === said || as.toLowerCase().split(' ').includes(said));
  if (!one) return [];
  for (const naming of namings) {
    const such = one.known.filter((who) => naming(who) !== null);
    if (such.length > 0) return such;
  }
  return one.known;
}

/** Every text of a value with the names in it as they were typed. */
function asTyped<Value>(value: Value, heard: readonly Heard[]): Value {
  if (heard.length === 0) return value;
  // at once: what was put back may hold another name
  if (typeof value === 'string')
    return value.replaceAll(
      new RegExp(
        String.raw`(?<!\p{L})(?:${heard
          .map(({ as }) => as)
          .toSorted((a, b) => b.length - a.length)
          .join('|')})(?!\p{L})`,
        'gu',
      ),
      (name) => heard.find(({ as }) => as === name)!.typed,
    ) as Value;
  if (Array.isArray(value)) return value.map((one) => asTyped(one, heard)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asTyped(one, heard)])) as Value;
}

/** A plan of which somebody is left open asks who is meant. */
function asked(made: Plan, message: string, heard: readonly Heard[], { language }: PlanContext): Plan {
  for (const call of made.calls)
    for (const [key, namings] of Object.entries(TAKES[call.tool] ?? {})) {
      const given = call.args[key];
      const open = typeof given === 'string' && heard.find(({ typed }) => given.split(',').includes(typed));
      const known = open ? meantBy(open.as, heard, namings) : [];
      if (!open || known.length < 2) continue;
      const options = known.slice(0, MOST_CHOICES).map(({ name }) => ({
        label: name,
        message: withName(message, open, name),
      }));
      return {
        calls: [],
        say: { why: 'ask', text: askingWords[language].whichOne(options.map(({ label }) => label)), options },
      };
    }
  return made;
}

/** Without a search for somebody whose name is a word of the language that nobody here bears: “leave”, “hand”. */
function withoutNobody(made: Plan, message: string, context: PlanContext): Plan {
  const isNobody = (given: unknown): boolean =>
    typeof given === 'string' &&
    /^(?!(?:me|myself|nobody|home)$)\p{Ll}+$/u.test(given) &&
    context.language === 'en' &&
    (placeOf(given) ?? COMMON) < COMMON &&
    new RegExp(String.raw`(?<!\p{L})${given}(?!\p{L})`, 'u').test(message);
  const calls = made.calls.filter(
    ({ tool, args }) => !Object.keys(TAKES[tool] ?? {}).some((key) => isNobody(args[key])),
  );
  if (calls.length === made.calls.length) return made;
  return calls.length > 0 ? { ...made, calls } : { ...made, calls, say: made.say ?? unclear(context) };
}
