import { useChatCode } from '../db/chat-codes.ts';
import { findWorkspace } from '../db/chat-workspaces.ts';
import {
  chatAccountHere,
  findMember,
  findMemberByEmail,
  hasOtherZones,
  insertChatAccount,
  renameChatAccount,
} from '../db/members.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import type { OrgDb } from '../db/scope.ts';
import { newId } from '../domain/id.ts';
import type { Member } from '../domain/member.ts';
import type { Place, Principal } from '../domain/principal.ts';
import { SafeNestError } from '../errors.ts';
import type { ChatPlace, Speaker, Who } from '../messages/inbound.ts';
import { audit } from './audit.ts';
import { codeHash } from './chat-codes.ts';
import { memberPrincipal, systemPrincipal, timeZoneSchema } from './members.ts';
import type { Work } from './work.ts';

type Account = { place: ChatPlace; speaker: Speaker };

/**
 * The member behind a chat account, who speaks in `place`. Where the workspace allows it, whoever has a member's e-mail
 * address there is linked to that member now.
 */
export async function whoSpeaks(
  parts: Omit<Work, 'principal'>,
  { place: where, speaker }: Account,
  place: Place,
): Promise<Who> {
  const { tx } = parts;
  const account = { platform: where.platform, workspace: where.workspace, externalId: speaker.id };
  const linked = (await chatAccountHere(tx, account)) ?? (await underFormerId(parts, where, speaker));
  const memberId = linked?.memberId ?? (await linkByEmail(parts, { place: where, speaker }))?.id;
  if (memberId === undefined) return { kind: 'unknown' };
  const principal = await memberPrincipal(tx, memberId, place);
  if (!principal) return { kind: 'inactive' };
  const own = await zoneOf(tx, memberId, speaker, principal);
  if (place.audience === 'private') return { kind: 'member', principal: { ...principal, timeZone: own } };
  // what many read is told in one zone, whoever asks and whoever presses
  const timeZone = await organisationTimeZone(tx);
  const zone = { own, several: own !== timeZone || (await hasOtherZones(tx, timeZone)) };
  return { kind: 'member', principal: { ...principal, timeZone, place: { ...place, zone } } };
}

/** Who was linked under the id that their platform gave them before goes on under the one it gives them now. */
async function underFormerId(
  { tx }: Omit<Work, 'principal'>,
  { platform, workspace }: ChatPlace,
  { id, formerId }: Speaker,
): Promise<{ memberId: string } | undefined> {
  if (formerId === undefined || formerId === id) return undefined;
  return renameChatAccount(tx, { platform, workspace, externalId: formerId }, id);
}

/** A member's own zone wins, then the one their platform knows, then the organisation's. */
async function zoneOf(tx: OrgDb, memberId: string, speaker: Speaker, principal: Principal): Promise<string> {
  const own = (await findMember(tx, memberId))?.timeZone;
  if (own || speaker.timeZone === undefined) return principal.timeZone;
  const said = timeZoneSchema.safeParse(speaker.timeZone);
  return said.success ? said.data : principal.timeZone;
}

async function linkByEmail(
  { tx, now, auditKey }: Omit<Work, 'principal'>,
  { place, speaker }: Account,
): Promise<Member | undefined> {
  if (speaker.email === undefined || speaker.bot) return undefined;
  const workspace = await findWorkspace(tx, place.platform, place.workspace);
  if (!workspace?.linkByEmail) return undefined;
  const member = await findMemberByEmail(tx, speaker.email.trim());
  if (!member?.active) return undefined;
  const service = systemPrincipal(tx.orgId, await organisationTimeZone(tx), {
    platform: place.platform,
    audience: 'private',
  });
  const linked = await link({ tx, now, auditKey, principal: service, via: 'verified e-mail' }, member.id, {
    place,
    speaker,
  });
  return linked ? member : undefined;
}

/**
 * Links whoever says the code to the member it was made for; `used` is false where the code did nothing, because whoever says it
 * is linked already. `expired` for a code that is unknown, used or too old;
 * `conflict` for an account that is somebody else's.
 */
export async function linkByCode(
  { tx, now, auditKey }: Omit<Work, 'principal'>,
  account: Account,
  code: string,
): Promise<{ member: Member; used: boolean }> {
  const used = await useChatCode(tx, 'account', codeHash(code), now);
  const { place } = account;
  const principal =
    used && (await memberPrincipal(tx, used.memberId, { platform: place.platform, audience: 'private' }));
  const member = used && (await findMember(tx, used.memberId));
  if (!principal || !member) {
    // said once more by whom it has linked already, or by somebody who needs none
    const already = await memberHere(tx, account);
    if (already?.active) return { member: already, used: false };
    throw new SafeNestError('expired', 'This code is not valid (any more).');
  }
  if (!(await link({ tx, now, auditKey, principal, via: 'code' }, member.id, account))) {
    if ((await memberHere(tx, account))?.id !== member.id)
      throw new SafeNestError('conflict', 'This account is linked to another member already.');
  }
  return { member, used: true };
}

async function memberHere(tx: OrgDb, { place, speaker }: Account): Promise<Member | undefined> {
  const { platform, workspace } = place;
  const linked = await chatAccountHere(tx, { platform, workspace, externalId: speaker.id });
  return linked && findMember(tx, linked.memberId);
}

async function link(work: Work, memberId: string, { place, speaker }: Account): Promise<boolean> {
  const account = {
    id: newId(work.now.getTime()),
    memberId,
    platform: place.platform,
    workspace: place.workspace,
    externalId: speaker.id,
    linkedAt: work.now,
  };
  if (!(await insertChatAccount(work.tx, account))) return false;
  const { id, platform, workspace, externalId } = account;
  await audit(work, {
    action: 'member.link_chat_account',
    subject: memberId,
    detail: { platform, workspace, externalId, id },
  });
  return true;
}
