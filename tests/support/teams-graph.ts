import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Answer, TeamsMessage, TeamsTenant } from './teams-connector.ts';

const violation = z.strictObject({
  policyViolation: z.strictObject({
    dlpAction: z.enum(['none', 'notifySender', 'blockAccess', 'blockAccessExternal']),
    userAction: z.enum(['none', 'override', 'reportFalsePositive']).optional(),
    verdictDetails: z.enum([
      'none',
      'allowFalsePositiveOverride',
      'allowOverrideWithoutJustification',
      'allowOverrideWithJustification',
    ]),
    policyTip: z
      .strictObject({
        generalText: z.string().min(1).max(1000),
        complianceUrl: z.string().optional(),
        matchedConditionDescriptions: z.array(z.string()).optional(),
      })
      .optional(),
  }),
});

const newMember = z.strictObject({
  '@odata.type': z.literal('#microsoft.graph.aadUserConversationMember'),
  roles: z.array(z.never()),
  'user@odata.bind': z.string(),
});

const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message } },
});

/** Microsoft Graph for one tenant whose channels all belong to one team. */
export class TeamsGraph {
  /** What the tenant's admin has granted the app. */
  granted: string[] = [];
  readonly team = randomUUID();
  /** Messages others do not read any more, with what their author is told. */
  readonly hidden = new Map<string, string>();
  /** Of the team: all who are in the tenant, but those who were taken out. */
  readonly out = new Set<string>();
  /** Of owners and guests. */
  readonly roles = new Map<string, string[]>();
  readonly #tenant: TeamsTenant;

  constructor(tenant: TeamsTenant) {
    this.#tenant = tenant;
  }

  /** Of a team, as the bot's connector answers it. */
  details(id: string): Answer {
    if (id !== 'team') return refusal(404, 'NotFound', 'no such team');
    return { status: 200, body: { id, name: 'Northwind', aadGroupId: this.team } };
  }

  /** Does what the app asks for with the roles of its token; null is no token of ours. */
  handle(method: string, path: string, body: unknown, roles: readonly string[] | null): Answer {
    if (roles === null) return refusal(401, 'InvalidAuthenticationToken', 'Access token validation failure.');
    const [, kind, id, ...rest] = path.split('?')[0]!.split('/').map(decodeURIComponent);
    if (kind === 'teams' && id === this.team && rest[0] === 'members')
      return this.#members(method, rest[1] ?? null, new URLSearchParams(path.split('?')[1]), body, roles);
    if (kind === 'teams' && id === this.team && rest[0] === 'channels' && rest[2] === 'messages')
      return this.#mark(method, body, roles, 'ChannelMessage', this.#inChannel(rest[1]!, rest[3]!, rest[5] ?? null));
    if (kind === 'chats' && rest[0] === 'messages') {
      const chat = this.#tenant.conversations.get(id ?? '');
      const found = chat?.kind === 'groupChat' ? chat.messages.find((one) => one.id === rest[1]) : undefined;
      return this.#mark(method, body, roles, 'Chat', found);
    }
    return refusal(404, 'NotFound', 'no such resource');
  }

  /** An answer is found under the message that began its thread, and nowhere else. */
  #inChannel(channel: string, root: string, reply: string | null): TeamsMessage | undefined {
    const found = this.#tenant.conversations.get(channel);
    if (found?.kind !== 'channel') return undefined;
    return found.messages.find((one) =>
      reply === null ? one.id === root && one.thread === null : one.id === reply && one.thread === root,
    );
  }

  #members(
    method: string,
    membership: string | null,
    query: URLSearchParams,
    body: unknown,
    roles: readonly string[],
  ): Answer {
    if (!roles.includes('TeamMember.ReadWrite.All'))
      return refusal(403, 'Forbidden', "API requires one of 'TeamMember.ReadWrite.All'.");
    const isIn = (user: string): boolean => this.#tenant.people.has(user) && !this.out.has(user);
    const shown = (userId: string) => ({
      '@odata.type': '#microsoft.graph.aadUserConversationMember',
      id: Buffer.from(`${this.team}##${userId}`).toString('base64'),
      roles: this.roles.get(userId) ?? [],
      userId,
    });
    if (method === 'GET') {
      const asked = /^\(microsoft\.graph\.aadUserConversationMember\/userId eq '([\da-f-]{36})'\)$/;
      const user = asked.exec(query.get('$filter') ?? '')?.[1];
      if (!user) return refusal(400, 'BadRequest', 'Invalid filter clause');
      return { status: 200, body: { value: isIn(user) ? [shown(user)] : [] } };
    }
    if (method === 'DELETE') {
      const user =
        Buffer.from(membership ?? '', 'base64')
          .toString()
          .split('##')[1] ?? '';
      if (!isIn(user)) return refusal(404, 'NotFound', 'no such member');
      this.out.add(user);
      return { status: 204, body: null };
    }
    const read = newMember.safeParse(body);
    const user = /\/v1\.0\/users\('([\da-f-]{36})'\)$/.exec(read.data?.['user@odata.bind'] ?? '')?.[1];
    if (method !== 'POST' || !user) {
      this.#tenant.complaints.push(`a member that Graph would not take: ${method} ${JSON.stringify(body)}`);
      return refusal(400, 'BadRequest', 'no such body');
    }
    if (!this.#tenant.people.has(user)) return refusal(404, 'NotFound', 'no such user');
    if (isIn(user)) return refusal(409, 'Conflict', 'is a member');
    this.out.delete(user);
    return { status: 201, body: shown(user) };
  }

  #mark(
    method: string,
    body: unknown,
    roles: readonly string[],
    of: 'ChannelMessage' | 'Chat',
    message: TeamsMessage | undefined,
  ): Answer {
    if (method !== 'PATCH') return refusal(405, 'MethodNotAllowed', 'not that');
    const need = `${of}.UpdatePolicyViolation.All`;
    if (!roles.includes(need)) return refusal(403, 'Forbidden', `API requires one of '${need}'.`);
    const read = violation.safeParse(body);
    if (!read.success) {
      this.#tenant.complaints.push(read.error.message);
      return refusal(400, 'BadRequest', read.error.message);
    }
    if (!message) return refusal(404, 'NotFound', 'NotFound');
    const { dlpAction, policyTip } = read.data.policyViolation;
    if (dlpAction === 'blockAccess') this.hidden.set(message.id, policyTip?.generalText ?? '');
    else this.hidden.delete(message.id);
    return { status: 200, body: null };
  }
}
