import { activeMembers } from '../db/incidents.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Principal } from '../domain/principal.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { whoIsOnCall } from './on-call.ts';

type Member = Awaited<ReturnType<typeof activeMembers>>[number];

/**
 * The active member a person means: `me`, an e-mail address, a whole name, a first name, the beginning of a name; where a moment is given, whoever is on call then. Fails
 * with `invalid_input` when nobody or several fit.
 */
export async function memberCalled(tx: OrgDb, principal: Principal, text: string, now?: Date): Promise<Member> {
  const objections = wordsFor({ principal }, objectionWords);
  const wanted = folded(oneLine(text).replace(/^@/, ''));
  if (wanted === '') throw new SafeNestError('invalid_input', objections.sayWho);
  const members = await activeMembers(tx);
  if (now && ON_CALL.test(wanted)) {
    const onCall = await whoIsOnCall(tx, now);
    const member = onCall && members.find(({ id }) => id === onCall.id);
    if (!member) throw new SafeNestError('invalid_input', objections.nobodyOnCall);
    return member;
  }
  if (wanted === 'me' || wanted === 'myself') {
    const id = principal.actor.kind === 'member' ? principal.actor.id : null;
    const me = members.find((member) => member.id === id);
    if (!me) throw new SafeNestError('invalid_input', objections.onlyMeMember);
    return me;
  }
  const words = (name: string) => folded(name).split(/[\s.-]+/);
  const fits: ((member: Member) => boolean)[] = [
    (member) => member.email === wanted,
    (member) => folded(member.name) === wanted,
    (member) => words(member.name)[0] === wanted,
    (member) => folded(member.name).startsWith(wanted) || words(member.name).some((word) => word.startsWith(wanted)),
  ];
  for (const fit of fits) {
    const found = members.filter(fit);
    if (found.length === 1) return found[0]!;
    if (found.length > 1) {
      const candidates = found.slice(0, 10).map((member) => `${member.name} <${member.email}>`);
      throw new SafeNestError('invalid_input', objections.several(oneLine(text), candidates), {
        details: { candidates },
      });
    }
  }
  throw new SafeNestError('invalid_input', objections.nobody(oneLine(text)));
}

/** Whether a name stands for whoever is on call. */
export const meansOnCall = (text: string): boolean => ON_CALL.test(folded(oneLine(text)));

/** Folded as names are; `whoever is on call`, `Bereitschaft`, `de garde`. */
const ON_CALL =
  /^(?:(?:the |our )?on[- ]?call(?: person| officer| engineer| member)?|who(?:m|m?ever)? (?:is |has )?on[- ]?call|(?:die |der |den |wer )?(?:rufbereitschaft|bereitschaft|diensthabenden?)(?: hat)?|(?:la |le |l'|qui est )?(?:personne )?(?:de garde|d'astreinte|astreinte)|(?:la |el |quien (?:esta|este) )?(?:persona )?(?:de guardia|guardia))$/;

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
