import { newId, type OrgId } from '../domain/id.ts';
import type { ChatPlatform } from '../messages/inbound.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** A team, guild or tenant that is connected to the organisation. */
export interface ChatWorkspace {
  id: string;
  platform: ChatPlatform;
  workspace: string;
  name: string;
  /** Who has a member's e-mail address there, verified by the platform, is that member. */
  linkByEmail: boolean;
  connectedAt: Date;
  connectedBy: string;
  /** Since when the bot is no longer there, as far as the platform said so. */
  removedAt: Date | null;
}

/** Whose a team, guild or tenant is, before the organisation is known. */
export async function workspaceOwner(
  tx: SystemDb,
  platform: ChatPlatform,
  workspace: string,
): Promise<OrgId | undefined> {
  const row = await tx
    .selectFrom('chat_workspace')
    .select('org_id')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .executeTakeFirst();
  return row && (row.org_id as OrgId);
}

/** Where the platform's service for a workspace is, as far as it was heard from; null where it was not. */
export async function workspaceService(
  tx: SystemDb,
  platform: ChatPlatform,
  workspace: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom('chat_workspace')
    .select('service_url')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .executeTakeFirst();
  return row?.service_url ?? null;
}

/** Keeps where the platform's service for a workspace is. */
export async function setWorkspaceService(
  tx: OrgDb,
  platform: ChatPlatform,
  workspace: string,
  url: string,
): Promise<void> {
  await tx
    .updateTable('chat_workspace')
    .set({ service_url: url })
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .execute();
}

/** The workspaces of a platform that are connected, with whose they are. */
export async function workspacesOf(
  tx: SystemDb,
  platform: ChatPlatform,
): Promise<{ orgId: OrgId; workspace: string }[]> {
  const rows = await tx
    .selectFrom('chat_workspace')
    .select(['org_id', 'workspace'])
    .where('platform', '=', platform)
    .execute();
  return rows.map((row) => ({ orgId: row.org_id as OrgId, workspace: row.workspace }));
}

/** Keeps what a workspace's admin has granted the app there, as the platform said it. */
export async function setGranted(
  tx: OrgDb,
  { platform, workspace }: { platform: ChatPlatform; workspace: string },
  granted: readonly string[],
): Promise<void> {
  await tx
    .updateTable('chat_workspace')
    .set({ granted: [...granted] })
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .execute();
}

/** Notes that the bot was taken out of a workspace, since when; or with null that it is there. */
export async function saveRemoval(
  tx: OrgDb,
  { platform, workspace }: { platform: ChatPlatform; workspace: string },
  removedAt: Date | null,
): Promise<void> {
  await tx
    .updateTable('chat_workspace')
    .set({ removed_at: removedAt })
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .execute();
}

/** Connects it; false when it is connected already, here or to another organisation. */
export async function insertWorkspace(
  tx: OrgDb,
  { platform, workspace, name, connectedAt, connectedBy }: Omit<ChatWorkspace, 'id' | 'linkByEmail' | 'removedAt'>,
): Promise<boolean> {
  const result = await tx
    .insertInto('chat_workspace')
    .values({
      id: newId(connectedAt.getTime()),
      org_id: tx.orgId,
      platform,
      workspace,
      name,
      service_url: null,
      connected_at: connectedAt,
      connected_by: connectedBy,
    })
    .onConflict((conflict) => conflict.columns(['platform', 'workspace']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function findWorkspace(
  tx: OrgDb,
  platform: ChatPlatform,
  workspace: string,
): Promise<ChatWorkspace | undefined> {
  return (await listWorkspaces(tx)).find((one) => one.platform === platform && one.workspace === workspace);
}

export async function listWorkspaces(tx: OrgDb): Promise<ChatWorkspace[]> {
  const rows = await tx
    .selectFrom('chat_workspace')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .orderBy('platform')
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    platform: row.platform,
    workspace: row.workspace,
    name: row.name,
    linkByEmail: row.link_by_email,
    connectedAt: row.connected_at,
    connectedBy: row.connected_by,
    removedAt: row.removed_at,
  }));
}

/** Changes what is given; false when there is no such workspace here. */
export async function updateWorkspace(
  tx: OrgDb,
  id: string,
  change: { name?: string; linkByEmail?: boolean },
): Promise<boolean> {
  const result = await tx
    .updateTable('chat_workspace')
    .set({
      id,
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.linkByEmail === undefined ? {} : { link_by_email: change.linkByEmail }),
    })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Forgets it with its channels and what they were told; false when there is no such workspace here. */
export async function deleteWorkspace(tx: OrgDb, id: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('chat_workspace')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
