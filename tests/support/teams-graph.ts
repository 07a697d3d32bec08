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
    const [, kind, id, ...rest] = path.split('/').map(decodeURIComponent);
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
