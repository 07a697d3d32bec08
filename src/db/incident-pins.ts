import type { ChatPlatform } from '../messages/inbound.ts';
import type { OrgDb } from './scope.ts';

/** A message of a chat, by the platform's own ids. */
export interface PinnedMessage {
  platform: ChatPlatform;
  workspace: string;
  channel: string;
  message: string;
}

const pinsOf = (tx: OrgDb, { platform, workspace, channel, message }: PinnedMessage) =>
  tx
    .selectFrom('incident_pin')
    .select(['incident_id', 'account', 'entry_id'])
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .where('message', '=', message);

/** Whose reactions keep a message in a timeline, and which line quotes it. */
export async function pins(
  tx: OrgDb,
  message: PinnedMessage,
): Promise<{ incidentId: string; account: string; entryId: string }[]> {
  const rows = await pinsOf(tx, message).execute();
  return rows.map((row) => ({ incidentId: row.incident_id, account: row.account, entryId: row.entry_id }));
}

export async function addPin(
  tx: OrgDb,
  message: PinnedMessage,
  { incidentId, account, entryId, at }: { incidentId: string; account: string; entryId: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('incident_pin')
    .values({ org_id: tx.orgId, ...message, incident_id: incidentId, account, entry_id: entryId, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function removePin(
  tx: OrgDb,
  { platform, workspace, channel, message }: PinnedMessage,
  account: string,
): Promise<void> {
  await tx
    .deleteFrom('incident_pin')
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .where('message', '=', message)
    .where('account', '=', account)
    .execute();
}
