import type { ChatPlatform } from '../messages/inbound.ts';
import type { OrgDb } from './scope.ts';

/** Which message of a platform. */
export interface MessageKey {
  platform: ChatPlatform;
  workspace: string;
  channel: string;
  messageId: string;
}

/** What somebody said in the thread of an alert or an incident. */
export interface ThreadMessage extends MessageKey {
  /** The message its thread hangs on. */
  root: string;
  /** The platform's own id of who said it. */
  account: string;
  author: string;
  text: string;
  saidAt: Date;
  url: string | null;
}

const one = (tx: OrgDb, { platform, workspace, channel, messageId }: MessageKey) =>
  tx
    .selectFrom('thread_message')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .where('message_id', '=', messageId);

/** Keeps what was said, or how it reads now. */
export async function keepThreadMessage(tx: OrgDb, message: ThreadMessage): Promise<void> {
  await tx
    .insertInto('thread_message')
    .values({
      org_id: tx.orgId,
      platform: message.platform,
      workspace: message.workspace,
      channel: message.channel,
      message_id: message.messageId,
      root: message.root,
      account: message.account,
      author: message.author,
      text: message.text,
      said_at: message.saidAt,
      url: message.url,
      entry_id: null,
    })
    .onConflict((oc) =>
      oc.columns(['org_id', 'platform', 'workspace', 'channel', 'message_id']).doUpdateSet({ text: message.text }),
    )
    .execute();
}

/** What was said, with who has marked it and which line of a timeline it became; locked until the transaction ends. */
export async function lockThreadMessage(
  tx: OrgDb,
  key: MessageKey,
): Promise<(ThreadMessage & { markedBy: string[]; entryId: string | null }) | null> {
  const row = await one(tx, key).forUpdate().executeTakeFirst();
  if (!row) return null;
  return {
    platform: key.platform,
    workspace: row.workspace,
    channel: row.channel,
    messageId: row.message_id,
    root: row.root,
    account: row.account,
    author: row.author,
    text: row.text,
    saidAt: row.said_at,
    url: row.url,
    markedBy: row.marked_by,
    entryId: row.entry_id,
  };
}

/** Who has marked it, and the line it became. */
export async function saveMarks(
  tx: OrgDb,
  { platform, workspace, channel, messageId }: MessageKey,
  { markedBy, entryId }: { markedBy: readonly string[]; entryId: string | null },
): Promise<void> {
  await tx
    .updateTable('thread_message')
    .set({ marked_by: [...markedBy], entry_id: entryId })
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .where('message_id', '=', messageId)
    .execute();
}

/** The words of what was deleted where it was said are kept no longer. */
export async function forgetThreadMessage(tx: OrgDb, key: MessageKey): Promise<void> {
  await tx
    .deleteFrom('thread_message')
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', key.platform)
    .where('workspace', '=', key.workspace)
    .where('channel', '=', key.channel)
    .where('message_id', '=', key.messageId)
    .execute();
}

/** A line was taken off: what it was made of may be marked anew. */
export async function unmarkEntry(tx: OrgDb, entryId: string): Promise<void> {
  await tx
    .updateTable('thread_message')
    .set({ marked_by: [], entry_id: null })
    .where('org_id', '=', tx.orgId)
    .where('entry_id', '=', entryId)
    .execute();
}

/** Forgets what came before `before`; answers how much. */
export async function deleteThreadMessages(tx: OrgDb, before: Date): Promise<number> {
  const result = await tx
    .deleteFrom('thread_message')
    .where('org_id', '=', tx.orgId)
    .where('received_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
