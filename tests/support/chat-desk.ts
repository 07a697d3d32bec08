import { createOverhear } from '../../src/agent/overhear.ts';
import { readLanguage } from '../../src/agent/read-language.ts';
import type { Desk } from '../../src/agent/respond.ts';
import { createDispatch, type Dispatch } from '../../src/bots/dispatch.ts';
import type { DispatchServices } from '../../src/bots/dispatch-services.ts';
import type { Platform } from '../../src/bots/platform.ts';
import { inboxSteps } from '../../src/db/inbox.ts';
import { type Db, withOrg } from '../../src/db/scope.ts';
import { newId, type OrgId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { Role } from '../../src/domain/role.ts';
import { type Log, silentLog } from '../../src/log.ts';
import type { ChatPlatform } from '../../src/messages/inbound.ts';
import { setLeastRole } from '../../src/pipeline/chat-channels.ts';
import { createCodeLimiter } from '../../src/pipeline/chat-codes.ts';
import { type ChatServices, chatServices } from '../../src/pipeline/chat-services.ts';
import { connectWorkspace } from '../../src/pipeline/chat-workspaces.ts';
import { linkChatAccount } from '../../src/pipeline/members.ts';
import { createIntake } from '../../src/pipeline/moderation/intake.ts';
import { openingHandles } from '../../src/pipeline/sealed-handles.ts';
import { tokenKey } from '../../src/pipeline/sealed-tokens.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { toolsFor } from '../../src/tools/index.ts';
import { deskKey, testDesk } from './desk.ts';

/** The real desk behind a platform: dispatch, inbox and every tool on a test's database; the queue is this process. */
export interface ChatDesk {
  dispatch: Dispatch;
  chat: ChatServices;
  services: DispatchServices;
  work<T>(principal: Principal, change: (work: Work) => Promise<T>): Promise<T>;
  /** Connects a workspace to an organisation. */
  connect(admin: Principal, platform: ChatPlatform, workspace: string): Promise<void>;
  /** Links an account to a member. */
  link(
    admin: Principal,
    member: Principal,
    account: { platform: ChatPlatform; workspace: string; id: string },
  ): Promise<void>;
  readers(
    admin: Principal,
    channel: { platform: ChatPlatform; workspace: string; channel: string },
    role: Role | null,
  ): Promise<void>;
  /** Resolves once nothing is being worked on. */
  idle(): Promise<void>;
  /** While it is held, nothing is worked on: what comes in waits. */
  hold(): () => void;
}

const handleKey = tokenKey('a secret of at least sixteen characters');

export function chatDesk(
  db: Db,
  platforms: readonly Platform[],
  options: {
    now?: () => Date;
    desk?: Desk;
    log?: Log;
    leaseMs?: number;
    mostWaiting?: number;
    services?: Partial<DispatchServices>;
  } = {},
): ChatDesk {
  const now = options.now ?? (() => new Date());
  const log = options.log ?? silentLog();
  const desk = options.desk ?? testDesk(db, now);
  const chat = chatServices({
    db,
    auditKey: deskKey,
    now,
    wake: () => {},
    health: async () => ({ ok: true, checks: [{ name: 'database', ok: true, detail: 'answers' }] }),
    codes: createCodeLimiter(),
    key: handleKey,
    intake: createIntake({ db, now, enqueue: async () => {}, onError: () => {} }),
  });
  let running = 0;
  let held: Promise<void> = Promise.resolve();
  const waiting: (() => void)[] = [];
  const run = async (orgId: OrgId, conversation: string): Promise<void> => {
    running++;
    try {
      await held;
      await dispatch.work(orgId, conversation);
    } catch (err) {
      log.warn({ err }, 'a conversation could not be worked off');
    } finally {
      if (--running === 0) for (const tell of waiting.splice(0)) tell();
    }
  };
  const services: DispatchServices = {
    ...chat,
    inbox: openingHandles(handleKey, inboxSteps(db, now, options.leaseMs ?? 60_000, options.mostWaiting)),
    enqueue: async (orgId, conversation) => void run(orgId, conversation),
    isMeant: createOverhear({ db, tools: toolsFor, now }),
    ask: (principal, question, signal) => desk.respond(principal, question, signal),
    readLanguage: (text) => readLanguage(text, []),
    ...options.services,
  };
  const dispatch = createDispatch({ platforms, services, publicUrl: 'https://desk.example', log, now });
  const work: ChatDesk['work'] = (principal, change) =>
    withOrg(db, principal.orgId, (tx) => change({ tx, principal, now: now(), auditKey: deskKey }));

  return {
    dispatch,
    chat,
    services,
    work,
    connect: async (admin, platform, workspace) =>
      void (await work(admin, (w) => connectWorkspace(w, { platform, workspace, name: 'Harbour Works' }))),
    link: async (admin, member, { platform, workspace, id }) =>
      void (await work(admin, (w) =>
        linkChatAccount(w, member.actor.id ?? newId(), { platform, workspace, externalId: id }),
      )),
    readers: async (admin, channel, role) => void (await work(admin, (w) => setLeastRole(w, channel, role))),
    idle: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    hold() {
      let go = (): void => {};
      held = new Promise((resolve) => {
        go = resolve;
      });
      return () => {
        held = Promise.resolve();
        go();
      };
    },
  };
}
