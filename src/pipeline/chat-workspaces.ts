import { codeOwner, useChatCode } from '../db/chat-codes.ts';
import {
  type ChatWorkspace,
  deleteWorkspace,
  findWorkspace,
  insertWorkspace,
  listWorkspaces,
  updateWorkspace,
} from '../db/chat-workspaces.ts';
import { deleteChatAccountsOf } from '../db/members.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import { type Db, type OrgDb, withSystem } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import type { Place } from '../domain/principal.ts';
import { can } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import type { ChatPlatform } from '../messages/inbound.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { codeHash } from './chat-codes.ts';
import { memberPrincipal, systemPrincipal } from './members.ts';
import type { Work } from './work.ts';

export { listWorkspaces } from '../db/chat-workspaces.ts';

/** A team, guild or tenant as its platform names it. */
export interface NamedWorkspace {
  platform: ChatPlatform;
  workspace: string;
  name: string;
}

/** Makes a workspace the organisation's; answers false where it was already. `conflict` where it is another's. */
export async function connectWorkspace(work: Work, { platform, workspace, name }: NamedWorkspace): Promise<boolean> {
  authorise(work.principal, 'chat.write');
  const connected = await insertWorkspace(work.tx, {
    platform,
    workspace,
    name: oneLine(name) || workspace,
    connectedAt: work.now,
    connectedBy: work.principal.name,
  });
  if (connected) {
    await audit(work, { action: 'chat_workspace.connect', subject: workspace, detail: { platform, name } });
    return true;
  }
  const known = await findWorkspace(work.tx, platform, workspace);
  if (!known) throw new SafeNestError('conflict', 'This workspace is connected to another organisation here.');
  const now = oneLine(name);
  if (now !== '' && known.name !== now) await updateWorkspace(work.tx, known.id, { name: now });
  return false;
}

/** What the platform calls a connected workspace; with `weakly`, only where nothing but its id is known. */
export async function nameWorkspace(
  tx: OrgDb,
  { platform, workspace, name }: NamedWorkspace,
  weakly: boolean,
): Promise<void> {
  const known = await findWorkspace(tx, platform, workspace);
  const now = oneLine(name);
  if (!known || now === '' || known.name === now || (weakly && known.name !== workspace)) return;
  await updateWorkspace(tx, known.id, { name: now });
}

/** Takes a workspace away: its channels are told nothing more, and its people have to link anew. */
export async function disconnectWorkspace(work: Work, id: string): Promise<ChatWorkspace> {
  authorise(work.principal, 'chat.write');
  const known = await requireWorkspace(work.tx, id);
  await deleteWorkspace(work.tx, id);
  const accounts = await deleteChatAccountsOf(work.tx, known);
  const { platform, workspace, name } = known;
  await audit(work, { action: 'chat_workspace.disconnect', subject: workspace, detail: { platform, name, accounts } });
  return known;
}

/** Whether who has a member's e-mail address there, as the platform has verified it, is that member. */
export async function setLinkByEmail(work: Work, id: string, linkByEmail: boolean): Promise<void> {
  authorise(work.principal, 'chat.write');
  const { platform, workspace, linkByEmail: before } = await requireWorkspace(work.tx, id);
  // nobody would ever be known by it
  if (linkByEmail && platform === 'discord')
    throw new SafeNestError(
      'invalid_input',
      'Discord tells no app anybody’s e-mail address, so nobody can be known by it there. People link with /safenest link and a code.',
    );
  if (before === linkByEmail) return;
  await updateWorkspace(work.tx, id, { linkByEmail });
  await audit(work, {
    action: 'chat_workspace.link_by_email',
    subject: workspace,
    detail: { platform, before, after: linkByEmail },
  });
}

/** Which organisation made this code; undefined where none did. */
export const organisationOfCode = (db: Db, code: string): Promise<OrgId | undefined> =>
  withSystem(db, (tx) => codeOwner(tx, codeHash(code)));

/**
 * Connects a workspace in the name of the admin who made the code. `expired` for one that is unknown, used or too old, and
 * where whoever made it is no admin any more.
 */
export async function connectByCode(
  { tx, now, auditKey }: Omit<Work, 'principal'>,
  workspace: NamedWorkspace,
  code: string,
  place: Place,
): Promise<{ connected: boolean }> {
  const used = await useChatCode(tx, 'workspace', codeHash(code), now);
  const principal = used && (await memberPrincipal(tx, used.memberId, place));
  if (!principal || !can(principal.role, 'chat.write')) {
    if (await findWorkspace(tx, workspace.platform, workspace.workspace)) return { connected: false };
    throw new SafeNestError('expired', 'This code is not valid (any more).');
  }
  return { connected: await connectWorkspace({ tx, now, auditKey, principal, via: 'code' }, workspace) };
}

/** Connects the workspace that a token belongs to, in the name of the service: whoever set the token has said so. */
export async function connectByToken(
  { tx, now, auditKey }: Omit<Work, 'principal'>,
  workspace: NamedWorkspace,
): Promise<boolean> {
  const place: Place = { platform: workspace.platform, audience: 'private' };
  const principal = systemPrincipal(tx.orgId, await organisationTimeZone(tx), place);
  return connectWorkspace({ tx, now, auditKey, principal, via: 'token' }, workspace);
}

async function requireWorkspace(tx: OrgDb, id: string): Promise<ChatWorkspace> {
  const known = (await listWorkspaces(tx)).find((one) => one.id === id);
  if (!known) throw new SafeNestError('not_found', 'There is no such workspace here.');
  return known;
}
