import { z } from 'zod';
import { listAuditEntries } from '../db/audit.ts';
import { listWorkspaces } from '../db/chat-workspaces.ts';
import { chatAccountsOf, findMember } from '../db/members.ts';
import type { Principal } from '../domain/principal.ts';
import { can, type Role } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { timeText } from '../messages/time-text.ts';
import { defineTool } from './define-tool.ts';
import { TOPICS } from './help.ts';

/** A chat account of whoever asks. */
export interface OwnAccount {
  platform: string;
  quoted_workspace: string;
  /** The account's number or code, made by the platform: nobody's words. */
  platform_id: string;
  /** Null where it is not on record any more. */
  linked_by: 'code' | 'email' | 'admin' | null;
  linked_at: string;
  /** In the workspace they speak from, where that is known. */
  here: boolean;
}

/** What the tool answers; the offline model writes its answer from it. */
export interface WhoAsks {
  kind: Principal['actor']['kind'];
  quoted_name: string;
  role: Role;
  asked_from: Principal['place']['platform'];
  /** Of a member: what they sign in with. */
  email: string | null;
  accounts: OwnAccount[];
  /** Of the topics that `help` tells of, theirs. */
  topics: string[];
  cameras_limited: boolean;
}

const MOST = 10;

export const whoAmITool = defineTool({
  name: 'who_am_i',
  description:
    'Who the person asking is to SafeNest: name, role, which accounts they are known by and how each was linked, what they may ask for. Use it for "who am I?", ' +
    '"what is my role?", "which account am I?", "how am I linked?". For what one can do in general use help.',
  input: z.object({}),
  access: 'read',
  permission: null,
  // whoever else reads it has to be somebody who sees the members
  shows: ['members.read'],
  async run({ org, principal, language }) {
    const { actor, name, role, place, timeZone } = principal;
    const known = await org(async (tx) => {
      if (actor.kind !== 'member') return { email: null, accounts: [] };
      const accounts = (await chatAccountsOf(tx, [actor.id])).slice(0, MOST);
      const workspaces = accounts.length > 0 ? await listWorkspaces(tx) : [];
      const links =
        accounts.length > 0
          ? await listAuditEntries(tx, { action: 'member.link_chat_account', subject: actor.id, limit: 5 * MOST })
          : [];
      return {
        email: (await findMember(tx, actor.id))?.email ?? null,
        accounts: accounts.map(({ id, platform, workspace, externalId, linkedAt }): OwnAccount => {
          const link = links.find(({ detail }) => detail.id === id);
          const where = workspaces.find((one) => one.platform === platform && one.workspace === workspace);
          return {
            platform,
            quoted_workspace: oneLine(where?.name ?? workspace, 80),
            platform_id: oneLine(externalId, 80),
            linked_by:
              link === undefined
                ? null
                : link.detail.via === 'code'
                  ? 'code'
                  : link.detail.via === 'verified e-mail'
                    ? 'email'
                    : 'admin',
            linked_at: timeText(linkedAt, timeZone, language),
            here: place.platform === platform && (place.channel ?? { workspace }).workspace === workspace,
          };
        }),
      };
    });
    const data: WhoAsks = {
      kind: actor.kind,
      quoted_name: oneLine(name, 100),
      role,
      asked_from: place.platform,
      ...known,
      topics: TOPICS.filter(({ permission }) => permission === null || can(role, permission)).map((one) => one.name),
      cameras_limited: principal.camerasLimited === true,
    };
    return { data: { ...data }, citations: [] };
  },
});
