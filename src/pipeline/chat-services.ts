import { askInThread, isSolved } from '../db/asked-threads.ts';
import { isAnybodyLimited } from '../db/camera-access.ts';
import { listChatChannels } from '../db/chat-channels.ts';
import { findWorkspace } from '../db/chat-workspaces.ts';
import {
  beginInbound,
  changeWaiting,
  keepInbound,
  rememberWithdrawn,
  saidInbound,
  wakeWaitingForApp,
  withdrawWaiting,
} from '../db/inbox.ts';
import { listOrganisations } from '../db/organisations.ts';
import { type Db, type OrgDb, type Viewer, withOrg, withSystem } from '../db/scope.ts';
import type { ChannelAnswers } from '../domain/channel-answers.ts';
import type { HealthReport } from '../domain/health.ts';
import type { OrgId } from '../domain/id.ts';
import { LANGUAGES, type Language } from '../domain/language.ts';
import type { Trigger } from '../domain/moderation-policy.ts';
import type { Principal } from '../domain/principal.ts';
import { parseReference } from '../domain/reference.ts';
import { can, type Role } from '../domain/role.ts';
import { SafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { chatWords } from '../messages/catalogue/chat.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import type { Account, ChatPlace, ChatPlatform, InboundEvent, InboxItem, Source, Who } from '../messages/inbound.ts';
import { messageTime } from '../messages/message-time.ts';
import type { OutboundMessage, Posted, Shown, Untold } from '../messages/outbound.ts';
import type { IncidentDraft } from '../messages/views/form-card.ts';
import { performAction, proofFormAtPress } from './actions.ts';
import { underOf } from './announced-matters.ts';
import { createAnswerPace } from './answer-pace.ts';
import { listAudit } from './audit.ts';
import { createAnswersLookup } from './channel-answers.ts';
import { whoSpeaks } from './chat-accounts.ts';
import { leastRoleOf } from './chat-channels.ts';
import type { CodeLimiter } from './chat-codes.ts';
import { answerOf, cardForOne, redrawn } from './chat-messages.ts';
import { channelServices } from './chat-services/channels.ts';
import { workspaceServices } from './chat-services/workspaces.ts';
import { completions } from './completions.ts';
import { formAgain, formOf, isForm, opensForm } from './forms.ts';
import { mayAskProof } from './give-proof.ts';
import { homeOf } from './home.ts';
import { createInboxWriter } from './inbox-writer.ts';
import { newIncidentForm } from './incident-forms.ts';
import { mayPin, type Pin, pinAsSaid, pinMessage } from './incident-pins.ts';
import type { Wake } from './job-handlers.ts';
import { isForAffected, openAppeal, sendAppeal } from './moderation/appeal.ts';
import type { Intake } from './moderation/intake.ts';
import { mindsAny, observeJoin } from './moderation/joins/observe-join.ts';
import { observe } from './moderation/observe.ts';
import { observeGrant } from './moderation/powers/observe-grant.ts';
import { notePresence } from './news-channels.ts';
import type { PictureLinks } from './pictures.ts';
import { type PinCall, pinFormFor } from './pin-form.ts';
import { waitingFor } from './proposals/see.ts';
import { retriedForApproval } from './retry-proposal.ts';
import { createRoomWriters } from './rooms/join-by-writing.ts';
import { readersOfRoom, roomAt } from './rooms/room-readers.ts';
import { roomSetting } from './rooms/rooms.ts';
import { sealHandle } from './sealed-handles.ts';
import type { TokenKey } from './sealed-tokens.ts';
import type { AuditKey, Work } from './work.ts';

export interface ChatServiceParts {
  db: Db;
  auditKey: AuditKey;
  now: () => Date;
  wake: Wake;
  health: (of: OrgId | Viewer) => Promise<HealthReport>;
  codes: CodeLimiter;
  /** Seals what events carry to be answered with. */
  key: TokenKey;
  /** Where messages of guarded channels come in; none are guarded where absent. */
  intake?: Intake;
  /** Where an organisation's kept pictures can be seen on cards; they show none where absent. */
  pictureLinks?: (orgId: OrgId) => PictureLinks;
  /** So long a camera may send nothing before it counts as silent. */
  cameraSilentMs?: number;
  /** Whether this process is held up: answers begin less often then. */
  heldUp?: () => boolean;
}

/** So far a platform's clock may be from ours. */
const CLOCKS_MS = 60_000;
/** Of one turn; more is not told one by one. */
const MOST_RECORDED = 20;

export type ChatServices = ReturnType<typeof chatServices>;

/** Everything that chat platforms need of the desk but the answering itself; each step a transaction of its own. */
export function chatServices(parts: ChatServiceParts) {
  const { db, auditKey, now, wake, health, codes, key, pictureLinks, intake, cameraSilentMs } = parts;
  const org = <T>(of: OrgId | Viewer, work: (tx: OrgDb) => Promise<T>): Promise<T> => withOrg(db, of, work);
  const work = <T>(principal: Principal, change: (work: Work) => Promise<T>, via?: string): Promise<T> =>
    org(principal, (tx) =>
      change({
        tx,
        principal,
        now: now(),
        auditKey,
        ...(via ? { via } : {}),
        ...(pictureLinks && !principal.place.camerasLimited ? { pictures: pictureLinks(principal.orgId) } : {}),
      }),
    );
  const pace = createAnswerPace(parts.heldUp);
  const write = createInboxWriter(db, pace.stored);
  const answers = createAnswersLookup(db, now);
  const joinByWriting = createRoomWriters({ db, now, auditKey });

  const retriedFor = (principal: Principal, click: { id: string; value: string }) =>
    retriedForApproval((read) => org(principal, read), click, now());

  /** For whom an app speaks: its organisation, or all of them. */
  const ownersOf = async (orgId: OrgId | null): Promise<OrgId[]> =>
    orgId ? [orgId] : (await withSystem(db, listOrganisations)).map(({ id }) => id);

  const workspaces = workspaceServices({ db, auditKey, now, codes, org, work });
  const { organisationOf } = workspaces;

  /** The member behind an account, as they read alone; null for somebody we do not know. */
  const memberBehind = async (account: Account): Promise<Principal | null> => {
    const orgId = await organisationOf(account);
    if (!orgId) return null;
    const place = { platform: account.place.platform, audience: 'private' as const };
    const who = await org(orgId, (tx) => whoSpeaks({ tx, now: now(), auditKey }, account, place));
    return who.kind === 'member' ? who.principal : null;
  };

  return {
    ...workspaces,
    ...channelServices({ db, auditKey, now, codes, org, work }, { answers, intake }),

    /** Stores an event in the organisation's inbox; false for one that is there already. */
    store: (orgId: OrgId, conversation: string, event: InboundEvent): Promise<boolean> =>
      write(orgId, { conversation, event: sealHandle(key, event), receivedAt: now() }),

    /** The tokens of a platform's apps have changed: what waits for that waits no longer. Answers the conversations it is in. */
    async waitingForApp(platform: ChatPlatform): Promise<{ orgId: OrgId; conversation: string }[]> {
      const all = await withSystem(db, listOrganisations);
      const woken = all.map(async ({ id }) =>
        (await org(id, (tx) => wakeWaitingForApp(tx, platform))).map((conversation) => ({ orgId: id, conversation })),
      );
      return (await Promise.all(woken)).flat();
    },

    /** Whether something was said in this conversation before, through an app that speaks for its organisation. */
    async saidIn(source: Source, conversation: string): Promise<boolean> {
      const owner = await organisationOf(source);
      return owner ? org(owner, (tx) => saidInbound(tx, conversation)) : false;
    },

    /** Resolves when the next answer may begin: what comes in goes first. */
    turn: pace.turn,

    /** Takes in what happened to a message of a guarded channel; false for every other. */
    async observe(orgId: OrgId, event: InboundEvent): Promise<boolean> {
      if (!intake) return false;
      if (event.kind !== 'joined' && event.kind !== 'empowered') return observe(intake, orgId, event);
      const news = await (event.kind === 'joined'
        ? observeJoin({ db, now }, orgId, event)
        : observeGrant({ db, now }, orgId, event));
      if (news && news.length > 0) wake(orgId);
      return news !== null;
    },

    /** Whether one of these triggers is on or silent where an organisation for which an app speaks guards channels. */
    async minds(
      { orgId }: { orgId: OrgId | null },
      platform: ChatPlatform,
      triggers: readonly Trigger[],
    ): Promise<boolean> {
      if (!intake) return false;
      for (const owner of await ownersOf(orgId))
        if ((await intake.any(owner, platform)) && (await mindsAny(db, owner, platform, triggers))) return true;
      return false;
    },

    answersIn: (orgId: OrgId, place: ChatPlace): Promise<ChannelAnswers> => answers.of(orgId, place),
    /** Whether the answer of a turn, which stands in a thread of a channel, asks there whether that solved it: one of a thread does. */
    asksSolved: (orgId: OrgId, { platform, workspace, channel, thread, direct }: ChatPlace, turnId: string) =>
      direct || thread === null || thread.length > 300
        ? Promise.resolve(false)
        : org(orgId, (tx) => askInThread(tx, { platform, workspace, channel, thread }, turnId, now())),
    /** Whether somebody said that what is spoken of in a thread is solved. */
    isSolved: (orgId: OrgId, { thread, ...place }: ChatPlace): Promise<boolean> =>
      thread === null ? Promise.resolve(false) : org(orgId, (tx) => isSolved(tx, { ...place, thread })),
    botMayAsk: (orgId: OrgId, place: ChatPlace): Promise<boolean> => answers.botMayAsk(orgId, place),

    /** Whether a channel is guarded, as an app says that it is one of its workspace. */
    async guards(source: Source & { place: ChatPlace }): Promise<boolean> {
      if (!intake || source.place.direct) return false;
      const owner = await organisationOf(source);
      return owner !== undefined && (await intake.find(owner, source.place)) !== null;
    },

    /** Whether any channel of a platform is guarded for whom an app speaks. */
    async guardsAny({ orgId }: { orgId: OrgId | null }, platform: ChatPlatform): Promise<boolean> {
      if (!intake) return false;
      for (const owner of await ownersOf(orgId)) if (await intake.any(owner, platform)) return true;
      return false;
    },

    /** Whether incidents have rooms of their own in an organisation for which an app speaks. */
    async wantsRooms({ orgId }: { orgId: OrgId | null }): Promise<boolean> {
      for (const owner of await ownersOf(orgId)) if ((await org(owner, roomSetting)).enabled) return true;
      return false;
    },

    /** Whether any channel of a platform is told of incidents in an organisation for which an app speaks. */
    async tellsOfIncidents({ orgId }: { orgId: OrgId | null }, platform: ChatPlatform): Promise<boolean> {
      for (const owner of await ownersOf(orgId)) {
        const channels = await org(owner, listChatChannels);
        if (channels.some((one) => one.platform === platform && one.bindings.length > 0)) return true;
      }
      return false;
    },

    /** Whoever wrote in an incident's room takes part in it from then on. */
    async wrote(orgId: OrgId, account: Account): Promise<boolean> {
      const joined = await joinByWriting(orgId, account);
      if (joined) wake(orgId);
      return joined;
    },

    mayPin: (orgId: OrgId, place: ChatPlace): Promise<boolean> => org(orgId, (tx) => mayPin(tx, place)),
    async pin(principal: Principal, pin: Pin): Promise<void> {
      await work(principal, (w) => pinMessage(w, pin));
      wake(principal.orgId);
    },
    /** The same where it is said in words; answers what is to be told. */
    async pinAsSaid(principal: Principal, pin: Pin, incident: number | null): Promise<string> {
      const { text } = await work(principal, (w) => pinAsSaid(w, pin, incident));
      wake(principal.orgId);
      return text;
    },
    pinForm: (principal: Principal, call: PinCall, language: Language): Promise<Card> =>
      work(principal, (w) => pinFormFor(w, call, language)),

    /** A message was changed on its platform: what waits is read as it is now. */
    changed: (orgId: OrgId, { place }: Account, messageId: string, text: string): Promise<boolean> =>
      org(orgId, (tx) => changeWaiting(tx, { ...place, messageId }, text)),

    /** A message was deleted on its platform: what waits is answered no more, nor what only comes after this. */
    withdrawn: (orgId: OrgId, { place }: Account, messageId: string): Promise<boolean> =>
      org(orgId, async (tx) => {
        const message = { ...place, messageId };
        if (await withdrawWaiting(tx, message, now())) return true;
        await rememberWithdrawn(tx, message, now());
        return false;
      }),

    /** The bot was added somewhere, or taken out: the console says so, and what a channel refused meanwhile is told. */
    async presence(
      orgId: OrgId,
      { place: { platform, workspace }, channel }: { place: ChatPlace; channel: string | null },
      here: boolean,
    ): Promise<void> {
      const news = await org(orgId, (tx) => notePresence(tx, { platform, workspace, channel }, here, now()));
      if (news.length > 0) wake(orgId, news);
    },

    /** Who it was. In a channel the answer's readers are those whom the channel is said to have; with `alone`, the speaker. */
    who: (
      orgId: OrgId,
      account: Account & { messageId?: string; replyTo?: string },
      conversation: string,
      alone: boolean,
    ): Promise<Who> =>
      org(orgId, async (tx) => {
        const { platform, workspace, channel, direct } = account.place;
        const about = await roomAt(tx, account.place);
        const reads = async (): Promise<Role | null> =>
          about ? readersOfRoom(tx, about.room, now()) : leastRoleOf(tx, account.place);
        const readers = alone ? null : [await reads()];
        const under = underOf(account);
        const place = {
          ...{ platform, conversation, ...(under ? { under } : {}), ...(about ? { room: about.incident } : {}) },
          ...(direct ? {} : { channel: { platform, workspace, channel } }),
          ...(readers ? { audience: 'shared' as const, readers } : { audience: 'private' as const }),
          ...(readers && (await isAnybodyLimited(tx)) ? { camerasLimited: true as const } : {}),
        };
        return whoSpeaks({ tx, now: now(), auditKey }, account, place);
      }),

    /** Does what a button or a form says, at most once for an event; what it came to is kept with it until it was told. */
    async perform(
      item: InboxItem,
      principal: Principal,
      click: { id: string; value: string; fields?: Record<string, string> },
    ): Promise<Untold> {
      const retried = item.untold ? undefined : await retriedFor(principal, click);
      const outcome = await work(principal, async (w) => {
        if (item.untold) return item.untold;
        await beginInbound(w.tx, item.id, w.now);
        const { text, card, done, alone, answers } = await performAction(w, {
          ...click,
          ...(retried === undefined ? {} : { retried }),
        });
        const untold: Untold = {
          text,
          done,
          ...(card ? { card } : {}),
          ...(alone ? { alone } : {}),
          ...(answers ? { answers } : {}),
        };
        await keepInbound(w.tx, item.id, { untold, ...(card ? { shows: { card: card.key, alone: true } } : {}) });
        return untold;
      });
      wake(principal.orgId);
      return outcome;
    },

    /**
     * Whether a message was posted for somebody else: before its workspace was this organisation's. Its buttons name matters by numbers, which
     * here are those of other ones.
     */
    async isFromBefore(orgId: OrgId, { platform, workspace }: ChatPlace, posted: Posted): Promise<boolean> {
      const at = messageTime(posted);
      const known = at && (await org(orgId, (tx) => findWorkspace(tx, platform, workspace)));
      return at !== null && known != null && at.getTime() < known.connectedAt.getTime() - CLOCKS_MS;
    },

    opensForm,
    /** The form that a button opens; refuses whoever may not send it. */
    form: (principal: Principal, { id, value }: { id: string; value: string }, language: Language): Promise<Card> =>
      work(principal, async (w) => {
        if (!opensForm(id)) throw new SafeNestError('invalid_input', wordsFor(w, objectionWords).unknownButton);
        return formOf(w, { id, value }, language);
      }),
    /** The form for the PIN that something pressed or sent asks for first, as the answer to that; null for everything else. */
    proofForm: (
      principal: Principal,
      click: { id: string; value: string; fields?: Record<string, string> },
      language: Language,
    ): Promise<Card | null> =>
      mayAskProof(click.id) ? work(principal, (w) => proofFormAtPress(w, click, language)) : Promise.resolve(null),
    mayAskProof,
    /** A form that was sent off, once more with what was typed and what is wrong with it; null where it can be worked on. */
    formAgain: (
      principal: Principal,
      { id, ...sent }: { id: string; value: string; fields: Record<string, string> },
      language: Language,
    ): Promise<Card | null> =>
      isForm(id)
        ? work({ ...principal, place: { ...principal.place, language } }, (w) =>
            formAgain(w, { id, ...sent }, language),
          )
        : Promise.resolve(null),
    affected: {
      isFor: isForAffected,
      form: (orgId: OrgId, event: InboundEvent & { kind: 'action' }, language: Language): Promise<Card> =>
        org(orgId, (tx) => openAppeal(tx, event, event.value, language)),
      async send(item: InboxItem, event: InboundEvent & { kind: 'form' }, language: Language): Promise<Untold> {
        const { value, fields } = event;
        const text = await org(item.orgId, (tx) =>
          sendAppeal({ tx, now: now(), auditKey }, event, { value, text: fields.text ?? '' }, language),
        );
        wake(item.orgId);
        return { text, language };
      },
    },
    newIncidentForm: (principal: Principal, draft: IncidentDraft, language: Language): Card =>
      newIncidentForm({ principal, now: now() }, draft, language),

    /** The message a button stands on, with its cards as they are now. */
    redrawn: (principal: Principal, posted: Posted, about: string): Promise<OutboundMessage | null> =>
      work(principal, (w) => redrawn(w, posted, about)),
    answerOf: (orgId: OrgId, shown: Shown): Promise<OutboundMessage | null> => org(orgId, (tx) => answerOf(tx, shown)),
    /** References of what this person has had written since then. */
    recorded: (principal: Principal, since: Date): Promise<string[]> =>
      org(principal, async (tx) => {
        const { actor } = principal;
        if (actor.id === null) return [];
        const { items } = await listAudit(tx, { actorId: actor.id, from: since, limit: MOST_RECORDED });
        const refs = items.map(({ subject }) => subject).filter((one) => one !== null && parseReference(one) !== null);
        return [...new Set(refs as string[])].reverse();
      }),

    home: async (principal: Principal, language: Language): Promise<Card> => {
      const report = can(principal.role, 'health.read') ? await health(principal) : null;
      return work(principal, (w) => homeOf(w, report, language, cameraSilentMs));
    },

    /** A card as one person may see it now; null where it is none of theirs. */
    async cardFor({ key, ...account }: Account & { key: string }): Promise<OutboundMessage | null> {
      const principal = await memberBehind(account);
      return principal && org(principal, (tx) => cardForOne({ tx, now: now(), auditKey }, account, key));
    },

    /** Questions to begin with, by what somebody may ask; null for somebody we do not know. */
    async prompts(account: Account): Promise<string[] | null> {
      const principal = await memberBehind(account);
      if (!principal) return null;
      const waiting = await org(principal, (tx) => waitingFor(tx, principal, now()));
      const language = LANGUAGES.find((one) => account.speaker.language?.toLowerCase().startsWith(one)) ?? 'en';
      const { examples, decide } = chatWords[language].home;
      return [...(waiting > 0 ? [decide] : []), ...examples[principal.role]];
    },

    completions: (principal: Principal, asked: { option: string; text: string; language: Language }) =>
      org(principal, (tx) => completions({ tx, principal }, asked)),
  };
}
