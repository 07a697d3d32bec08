import { findAction, type StoredAction } from '../../src/db/moderation-actions.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { Role } from '../../src/domain/role.ts';
import { silentLog } from '../../src/log.ts';
import type { ModerationOrder } from '../../src/messages/moderation-order.ts';
import type { OutboundMessage } from '../../src/messages/outbound.ts';
import { performAction } from '../../src/pipeline/actions.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { addMember, linkChatAccount, memberPrincipal } from '../../src/pipeline/members.ts';
import { actionJobs } from '../../src/pipeline/moderation/action-jobs.ts';
import { type CarryingParts, carryOut, type ModerationPlatforms } from '../../src/pipeline/moderation/carry-out.ts';
import type { TestDatabase } from './database.ts';
import { moderationDesk, PILE_ON } from './moderation-desk.ts';

const PLACE = { platform: 'console', audience: 'private' } as const;

/**
 * A desk with the case of a pile-on in a channel of `platform`, two moderators, and a platform that does what it is asked for, or what
 * `next` says instead, once.
 */
export async function actingDesk(opened: Pick<TestDatabase, 'db'>, platform = 'discord') {
  const desk = await moderationDesk(opened);
  const server = `G-${desk.orgId}`;
  await desk.as(({ tx }) =>
    tx.updateTable('guarded_channel').set({ platform, workspace: server }).where('org_id', '=', tx.orgId).execute(),
  );
  await desk.say(PILE_ON);
  const orders: ModerationOrder[] = [];
  const told: { account: string; message: OutboundMessage; key: string }[] = [];
  const there: { next: ModerationPlatforms['moderate'] | null; tell: boolean } = { next: null, tell: true };
  const parts: CarryingParts = {
    db: opened.db,
    now: desk.now,
    auditKey: auditKey('a secret for tests, long enough'),
    platforms: {
      async moderate(order) {
        orders.push(order);
        const answer = there.next;
        there.next = null;
        return answer
          ? answer(order)
          : { kind: 'done', done: { way: 'native', outcome: '', handle: { ours: order.verb } } };
      },
      async tell({ account }, message, name) {
        if (!there.tell) return 'none';
        if (!told.some((one) => one.key === name)) told.push({ account, message, key: name });
        return { kind: 'done', done: { platform, workspace: server, channel: account, messageId: name } };
      },
      retell: async () => ({ kind: 'done', done: undefined }),
    },
    readLanguage: () => 'en',
    wake: () => {},
    log: silentLog(),
  };
  async function member(name: string, role: Role): Promise<Principal> {
    const account = name.toLowerCase();
    const { id } = await desk.as((work) => addMember(work, { name, email: `${account}@example.com`, role }));
    if (platform === 'discord')
      await desk.as((work) =>
        linkChatAccount(work, id, { platform: 'discord', workspace: server, externalId: account }),
      );
    return (await desk.as(({ tx }) => memberPrincipal(tx, id, PLACE)))!;
  }
  const action = (number = 1): Promise<StoredAction> => desk.as(({ tx }) => findAction(tx, number)).then((one) => one!);
  return {
    ...desk,
    server,
    orders,
    told,
    there,
    member,
    ada: await member('Ada', 'moderator'),
    ben: await member('Ben', 'moderator'),
    action,
    press: (who: Principal, id: string, value: string) => desk.as((work) => performAction(work, { id, value }), who),
    /** Carries out what is to be done about an action now. */
    carry: async (number = 1) => carryOut(parts, desk.orgId, (await action(number)).id, new AbortController().signal),
    /** What looks every few seconds for what has run out. */
    sweep: () =>
      actionJobs(opened.db, async () => '', desk.now, parts).sweep_actions(
        {},
        { signal: new AbortController().signal, attempt: 1, log: silentLog() },
      ),
    theCase: async () => (await desk.cases())[0]!,
  };
}
