import { isBotAuthor } from '../../db/chat-messages.ts';
import { chatAccountHere, findMember } from '../../db/members.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { GuardedChannel } from '../../domain/moderation.ts';
import type { Principal } from '../../domain/principal.ts';
import { can, exceeds } from '../../domain/role.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { isChatPlatform } from './guarded-channels.ts';

type Place = Pick<GuardedChannel, 'id' | 'platform' | 'workspace'>;

/**
 * Refuses with `forbidden` whom something may not be done to: a program, oneself, and a member who moderates, or may anything that whoever
 * asks may not, unless an admin asks. The platform has a word of its own in this when it is done.
 */
export async function requireMayActOn(
  { tx, principal }: { tx: OrgDb; principal: Principal },
  channel: Place,
  account: string,
): Promise<void> {
  const words = wordsFor({ principal }, objectionWords);
  if (await isBotAuthor(tx, channel.id, account)) throw new SafeNestError('forbidden', words.isProgram);
  const member = await memberBehind(tx, channel, account);
  if (!member) return;
  if (principal.actor.kind === 'member' && principal.actor.id === member.id)
    throw new SafeNestError('forbidden', words.isYou);
  // the desk itself is nobody's superior
  const isAdmin = principal.role === 'admin' && principal.actor.kind !== 'system';
  if (!member.active || isAdmin) return;
  if (can(member.role, 'moderation.write') || exceeds(member.role, principal.role))
    throw new SafeNestError('forbidden', words.noLower(member.name, member.role));
}

/** Refuses to let somebody take back what was done to themselves. */
export async function requireMayLift(
  { tx, principal }: { tx: OrgDb; principal: Principal },
  channel: Place,
  account: string,
): Promise<void> {
  const member = await memberBehind(tx, channel, account);
  if (member && principal.actor.kind === 'member' && principal.actor.id === member.id)
    throw new SafeNestError('forbidden', wordsFor({ principal }, objectionWords).doneToYou);
}

/** Whether a policy may do something to somebody without anybody's press: never to a program, nor to a member who reads what moderation does. */
export async function mayActByItselfOn(tx: OrgDb, channel: Place, account: string): Promise<boolean> {
  if (await isBotAuthor(tx, channel.id, account)) return false;
  const member = await memberBehind(tx, channel, account);
  return !member?.active || !can(member.role, 'moderation.read');
}

/** The member whose account it is; undefined for everybody else. */
async function memberBehind(tx: OrgDb, { platform, workspace }: Place, account: string) {
  if (!isChatPlatform(platform)) return undefined;
  const linked = await chatAccountHere(tx, { platform, workspace, externalId: account });
  return linked && findMember(tx, linked.memberId);
}
