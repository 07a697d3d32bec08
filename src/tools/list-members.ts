import { z } from 'zod';
import { listMembers } from '../db/members.ts';
import { bears } from '../domain/member.ts';
import { ROLES, type Role } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { defineTool } from './define-tool.ts';

const MOST = 1000;
const SHOWN = 20;

/** What the tool answers; the offline model writes its answer from it. */
export interface ListedMembers {
  /** Everyone who can sign in. */
  active: number;
  inactive: number;
  roles: Record<Role, number>;
  asked: { role: Role | null; name: string | null };
  /** Those that were asked for, active ones first. */
  members: { name: string; role: Role; active: boolean }[];
  more: number;
}

export const listMembersTool = defineTool({
  name: 'list_members',
  description:
    'The members of the organisation: names, roles, who is active. Use it for "how many members do we have?", "who is an admin?", ' +
    '"is Lena a member?".',
  input: z.object({
    role: z.enum(ROLES).optional().describe('Only members with this role'),
    name: z.string().max(200).optional().describe('Only members whose name or e-mail address has this in it'),
  }),
  access: 'read',
  permission: 'members.read',
  async run({ org }, { role, name }) {
    const all = await org((tx) => listMembers(tx, { limit: MOST }));
    const wanted = all
      .filter((member) => (!role || member.role === role) && (!name || bears(member, name)))
      .toSorted((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name));
    const active = all.filter((member) => member.active);
    const data: ListedMembers = {
      active: active.length,
      inactive: all.length - active.length,
      roles: Object.fromEntries(
        ROLES.map((one) => [one, active.filter((member) => member.role === one).length]),
      ) as Record<Role, number>,
      asked: { role: role ?? null, name: name ? oneLine(name, 200) : null },
      members: wanted
        .slice(0, SHOWN)
        .map((member) => ({ name: oneLine(member.name, 100), role: member.role, active: member.active })),
      more: Math.max(0, wanted.length - SHOWN),
    };
    return { data: { ...data }, citations: [] };
  },
});
