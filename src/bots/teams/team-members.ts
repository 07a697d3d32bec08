import { z } from 'zod';
import { Unreachable } from '../platform-errors.ts';
import { TeamsRefused } from './connector.ts';
import type { Graph, GraphLine } from './graph.ts';

export interface TeamMember {
  /** Of the membership, which only Graph can make sense of. */
  id: string;
  roles: readonly string[];
}

const found = z.object({
  value: z.array(z.object({ id: z.string().min(1).max(1000), roles: z.array(z.string()).catch([]) })).max(1000),
});

/** Who belongs to a team, by the id of their account in Entra. */
export function createTeamMembers(graph: Graph) {
  const membersOf = (team: string): string => `/teams/${encodeURIComponent(team)}/members`;
  return {
    async find(line: GraphLine, team: string, account: string): Promise<TeamMember | null> {
      const filter = `(microsoft.graph.aadUserConversationMember/userId eq '${account}')`;
      const answer = await graph.call(line, 'GET', `${membersOf(team)}?$filter=${encodeURIComponent(filter)}`);
      const read = found.safeParse(answer);
      if (!read.success) throw new Unreachable('Microsoft Graph’s answer about the team’s members cannot be read.');
      return read.data.value[0] ?? null;
    },
    /** Whoever is gone meanwhile needs no more. */
    async remove(line: GraphLine, team: string, id: string): Promise<void> {
      await unless(404, () => graph.call(line, 'DELETE', `${membersOf(team)}/${encodeURIComponent(id)}`));
    },
    /** Whoever is in already needs no more. */
    async add(line: GraphLine, team: string, account: string): Promise<void> {
      const member = {
        '@odata.type': '#microsoft.graph.aadUserConversationMember',
        roles: [],
        'user@odata.bind': `${graph.url}/v1.0/users('${account}')`,
      };
      await unless(409, () => graph.call(line, 'POST', membersOf(team), member));
    },
  };
}

async function unless(status: number, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TeamsRefused) || error.status !== status) throw error;
  }
}
