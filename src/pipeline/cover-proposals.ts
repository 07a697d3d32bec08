import { z } from 'zod';
import { MOST_COVERED, shiftsOf } from '../domain/on-call.ts';
import type { Principal } from '../domain/principal.ts';
import { ANYONE } from '../domain/proposal.ts';
import { can } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { coverWords } from '../messages/catalogue/covers.ts';
import { spanText } from '../messages/time-text.ts';
import { putCover, seeOnCall } from './on-call.ts';
import { digest, kind, line } from './proposal-kind.ts';

const stretch = z.strictObject({
  /** Who takes it; null for whoever says yes. */
  member: z.uuid().nullable(),
  name: line(100).nullable().default(null),
  /** Whose turn it is. */
  of: z.uuid(),
  of_name: line(100).default('?'),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
});

const coversSchema = z.strictObject({
  covers: z.array(stretch).min(1).max(MOST_COVERED),
  swap: z.literal(true).optional(),
  /** Made here, whatever is given: who has to say yes, and the clock of the title. */
  asks: z.union([z.uuid(), z.literal(ANYONE)]).optional(),
  asks_name: z.string().max(200).nullable().optional(),
  zone: z.string().max(100).optional(),
});

/** Somebody takes somebody's turns at being on call: for a while, or each the other's. Whoever else it concerns says yes, or an admin. */
export const coverShift = kind({
  schema: coversSchema,
  asks: 'alerts.read',
  async settle({ tx, now, principal }, args) {
    const seen = await seeOnCall(tx, now);
    const words = wordsFor({ principal }, coverWords);
    const called = (id: string): string => {
      const found = seen.people.find((one) => one.id === id);
      if (!found) throw new SafeNestError('not_found', 'There is no such member, or their role may not see alerts.');
      return found.name;
    };
    const covers = args.covers.map((one) => {
      if (one.member === one.of) throw new SafeNestError('invalid_input', words.samePerson);
      if (one.until <= one.from || new Date(one.until) <= now)
        throw new SafeNestError('invalid_input', 'The end has to come after the beginning, and may not be over.');
      return { ...one, name: one.member && called(one.member), of_name: called(one.of) };
    });
    const asks = whoIsAsked(principal, covers);
    if (asks === null) throw new SafeNestError('forbidden', words.notYours);
    return { ...args, covers, asks, asks_name: asks === ANYONE ? null : called(asks), zone: seen.timeZone };
  },
  describe({ covers, swap, zone = 'UTC' }, language) {
    const words = coverWords[language];
    const [first, second] = covers as [(typeof covers)[number], ...typeof covers];
    const span = (one: typeof first): string => spanText(new Date(one.from), new Date(one.until), zone, language);
    if (swap && second) return words.swap(first.of_name, span(first), second.of_name, span(second));
    return words.title(first.name, first.of_name, span(first), covers.length - 1);
  },
  severity: () => null,
  matter: ({ covers }) => covers.map(({ member, of, from, until }) => [member, of, from, until]),
  async standing(tx, { covers }) {
    const from = new Date(Math.min(...covers.map((one) => Date.parse(one.from))));
    const seen = await seeOnCall(tx, from);
    const stand = covers.map((one) =>
      shiftsOf(seen, { from: new Date(one.from), to: new Date(one.until) }).map(({ memberId, from, until }) => [
        ...[memberId, from.getTime(), until.getTime()],
      ]),
    );
    return { mark: digest(stand), words: coverWords.en.changed };
  },
  async run(work, { covers, swap }) {
    const { principal, now } = work;
    const made: { id: string; name: string }[] = [];
    for (const { member, of, from, until } of covers) {
      const memberId = member ?? (principal.actor.kind === 'member' ? principal.actor.id : null);
      const words = wordsFor(work, coverWords);
      if (memberId === null) throw new SafeNestError('forbidden', words.notAsked(null));
      if (memberId === of) throw new SafeNestError('conflict', words.ownShift);
      made.push(
        await putCover(work, {
          memberId,
          from: new Date(Math.max(now.getTime(), Date.parse(from))),
          until: new Date(until),
        }),
      );
    }
    const name = oneLine(made[0]!.name, 100);
    return {
      text: (language) => (swap ? coverWords[language].swapped : coverWords[language].done(name)),
      undo: { covers: made.map(({ id }) => id) },
    };
  },
  ends: ({ covers }) => new Date(Math.max(...covers.map(({ until }) => Date.parse(until)))),
  async asksMembers({ tx, now, principal }, { asks }) {
    const all = asks === ANYONE ? (await seeOnCall(tx, now)).order.filter(({ able }) => able) : [];
    const ids = asks === ANYONE ? all.map(({ id }) => id) : asks ? [asks] : [];
    return ids.filter((id) => id !== principal.actor.id);
  },
});

/** Who has to agree: the other of two, or whoever wants to; null where somebody who is neither, and no admin, asks for it. */
function whoIsAsked(
  { actor, role }: Pick<Principal, 'actor' | 'role'>,
  covers: readonly Pick<z.output<typeof stretch>, 'member' | 'of'>[],
): string | null {
  const me = actor.kind === 'member' ? actor.id : null;
  const both = new Set(covers.flatMap(({ member, of }) => [member ?? ANYONE, of]));
  // of more than two people nobody speaks for the others
  if (both.size !== 2) return null;
  if (me !== null && both.has(me)) return [...both].find((one) => one !== me)!;
  return can(role, 'rules.write') ? (covers[0]!.member ?? ANYONE) : null;
}
