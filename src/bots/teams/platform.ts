import { isDeepStrictEqual } from 'node:util';
import type { OrgId } from '../../domain/id.ts';
import type { Language } from '../../domain/language.ts';
import type { Card, CardPart } from '../../messages/card.ts';
import { teamsWords } from '../../messages/catalogue/teams.ts';
import type { Account, ChatPlace, InboundEvent } from '../../messages/inbound.ts';
import { powersIn } from '../../messages/moderation-powers.ts';
import type { OutboundMessage, Posted } from '../../messages/outbound.ts';
import type { RoomOrder } from '../../messages/room-order.ts';
import { parseFeedbackKey } from '../../messages/views/feedback-card.ts';
import type { ChatApp, ChatApps, OnNamed, OnProven, TeamsCredentials } from '../chat-apps.ts';
import type { Deliver, Platform, Target } from '../platform.ts';
import { Gone, Refused } from '../platform-errors.ts';
import { createTokenTrial, type TokenTrial, type TokenTrialOptions } from '../token-trial.ts';
import { type AdaptiveCard, attached } from './adaptive-card.ts';
import { createAnswer } from './answer.ts';
import { openAttachedPicture } from './attached-pictures.ts';
import { createConnector, TeamsRefused } from './connector.ts';
import {
  createDestinations,
  type Destination,
  inThread,
  isPersonal,
  isSpeaker,
  type ServiceUrls,
} from './destination.ts';
import { teamsChecks } from './doctor.ts';
import { authorityOf, createDoor } from './door.ts';
import { createGraph } from './graph.ts';
import { addressesUnder } from './markup.ts';
import { createModerating, type GraphPlaces } from './moderating.ts';
import { createMemoryJournal, journalKeyOf, type PostJournal } from './post-journal.ts';
import { type Frame, renderCard, renderMessage } from './render.ts';
import { renderForm } from './render-form.ts';
import { createRoster } from './roster.ts';
import { createServiceTokens } from './service-token.ts';
import { createTeamOfChannel } from './team-of-channel.ts';
import { placeOf, turn } from './turn.ts';
import { createWaiting } from './waiting.ts';
import { handleWebhook, isLocal } from './webhook.ts';

export interface TeamsOptions extends TokenTrialOptions {
  apps: ChatApps<TeamsCredentials>;
  /** Where Microsoft gives out tokens, publishes its keys, and takes messages for tenants not heard from yet. */
  addresses: { login: string; openId: string; service: string; graph?: string };
  /** Where people open the console; links are left out where it is null. */
  publicUrl: string | null;
  drawChart(chart: Extract<CardPart, { kind: 'chart' }>, mostBytes?: number): Promise<Buffer>;
  /** For images of ours that Teams could not fetch. */
  openImage?(url: string, mostBytes: number): Promise<Buffer | null>;
  /** Told of an app once Microsoft has given it a token, with its tenant where the token names that very one. */
  onProven?: OnProven<TeamsCredentials>;
  /** Told a domain of a tenant, which Teams itself has no name for. */
  onNamed?: OnNamed;
  /** A card as one person may see it, asked for when they see it. Cards have no view for each where absent. */
  view?(asked: Account & { key: string }): Promise<OutboundMessage | null>;
  /** Whether any channel is guarded for whom an app speaks: the checks say then whether Teams brings what is said there. */
  guardsAny?: (app: { orgId: OrgId | null }) => Promise<boolean>;
  /** Whether a channel is guarded; with `graphPlaces` what moderators decide is carried out by Microsoft Graph where an app has that on. */
  guards?: (source: { app: string; place: ChatPlace }) => Promise<boolean>;
  graphPlaces?: GraphPlaces;
  serviceUrls?: ServiceUrls;
  journal?: PostJournal;
  /**
   * With no app at all, and no public address but this machine's, Microsoft's Agents Playground on it is answered without a
   * token. Never in production.
   */
  playground?: boolean;
  /** Between two pieces of an answer, and how long a press waits for what comes of it; in milliseconds. */
  paceMs?: number;
  holdMs?: number;
  /** Whether this process is held up: a press is answered once it is stored, whatever comes of it. */
  heldUp?: () => boolean;
}

/** Buttons that open a form: Teams has to know before one is pressed. The forms of others stand in the place of their card. */
const OPEN_FORMS: ReadonlySet<string> = new Set([
  'incident.new',
  'incident.comment',
  'proposal.edit',
  'case.dismiss',
  'case.choose',
  'case.all',
  'case.not_them',
  'alert.snooze',
  'alert.expect',
  'incident.tactical',
  'incident.executive',
  'incident.review_edit',
  'incident.review_settings',
  'incident.feedback',
  'alert.attach',
  'rule.example',
  'appeal.open',
]);

/** The bytes of all pictures that are sent within a message. */
const PICTURES = 12 * 1024;
const SMALLEST = 3 * 1024;
/** A chart is drawn coarser where it has to be, and needs so much even then. */
const CHART = 8 * 1024;

/** Microsoft Teams, through the Bot Framework. */
export function createTeams(options: TeamsOptions): Platform {
  const { log, now, addresses, holdMs = 3000, paceMs = 1200 } = options;
  const addressOf = addressesUnder(options.publicUrl);
  const authority = authorityOf(addresses.openId);
  const tokens = createServiceTokens({
    loginUrl: addresses.login,
    audience: authority,
    now,
    granted: (credentials, tenant) => void proven(credentials, tenant).catch(() => {}),
  });
  const trials = new Map<string, { credentials: TeamsCredentials; trial: TokenTrial }>();
  /** Of the app with the credentials it has now. */
  function trialOf({ id, credentials }: ChatApp<TeamsCredentials>): TokenTrial {
    const before = trials.get(id);
    if (before && isDeepStrictEqual(before.credentials, credentials)) return before.trial;
    before?.trial.stop();
    const trial = createTokenTrial(id, () => tokens.of(credentials, true), options);
    trials.set(id, { credentials, trial });
    return trial;
  }
  const connector = createConnector(tokens, trialOf);
  // behind a proxy near us everybody seems to be on this machine
  const alone = options.publicUrl === null || isLocal(options.publicUrl);
  const playground = async (): Promise<boolean> =>
    options.playground === true && alone && (await destinations.apps()).length === 0;
  const destinations = createDestinations({
    apps: options.apps,
    connector,
    serviceUrl: addresses.service,
    ...(options.serviceUrls ? { serviceUrls: options.serviceUrls } : {}),
    playground,
    isRefused: (app) => trialOf(app).nextAt !== null,
    changed: () => {
      for (const { trial } of trials.values()) trial.stop();
      trials.clear();
      if (deliver) proveAll();
    },
  });
  const door = createDoor({
    openIdUrl: addresses.openId,
    now,
    isOurs: async (id) => (await destinations.apps()).some((app) => app.credentials.appId === id),
  });
  /** Whose app id it is: several may name it, and only its owner has the password that Microsoft takes. */
  async function appOf(appId: string): Promise<ChatApp<TeamsCredentials> | null> {
    const named = (await destinations.apps()).filter((one) => one.credentials.appId === appId);
    if (named.length < 2) return named[0] ?? null;
    for (const one of named)
      if (
        await tokens.of(one.credentials).then(
          () => true,
          () => false,
        )
      )
        return one;
    return null;
  }
  const { graphPlaces: places = null, guards = async () => false } = options;
  const graph = createGraph({ url: addresses.graph ?? GRAPH, loginUrl: addresses.login, now });
  const moderating = createModerating({ graph, places, destinations, log });
  const teamOfChannel = places && createTeamOfChannel({ connector, places, guards });
  const roster = createRoster({ connector, destinations, now });
  const waiting = createWaiting();
  const journal = options.journal ?? createMemoryJournal();
  const posting = new Map<string, Promise<Posted>>();
  let deliver: Deliver | null = null;
  let lastHeard: Date | null = null;
  let lastOverheard: Date | null = null;

  /** A tenant is proved by the token alone: which one an app is set up for is only what somebody wrote there. */
  async function proven(credentials: TeamsCredentials, tenant: string | null): Promise<void> {
    const { appId, tenantId } = credentials;
    const workspace = tenantId !== null && tenant === tenantId ? { id: tenantId, name: tenantId } : null;
    if (tenantId !== null && !workspace) log.warn('Microsoft’s token is not for the tenant an app is set up for');
    for (const app of await destinations.apps())
      if (isDeepStrictEqual(app.credentials, credentials)) options.onProven?.(app, { externalId: appId, workspace });
  }

  /** Asks for a token of each app, which proves it; what does not work shows in the checks. */
  async function prove(): Promise<void> {
    const all = await destinations.apps();
    const asked = all.map(({ credentials }) => tokens.of(credentials));
    for (const one of await Promise.allSettled(asked))
      if (one.status === 'rejected') log.warn({ err: one.reason }, 'an app of Teams does not work');
  }
  const proveAll = (): void =>
    void prove()
      .then(moderating.lookAll)
      .catch((err: unknown) => log.warn({ err }, 'the apps of Teams could not be read'));

  const named = new Set<string>();
  /** Once for each tenant. */
  function tellName({ app: id, place: { workspace }, handle }: InboundEvent): void {
    const name = handle?.workspaceName;
    if (!name || named.has(`${id} ${workspace}`)) return;
    void destinations.apps().then((apps) => {
      const app = apps.find((one) => one.id === id);
      if (!app || !options.onNamed) return;
      named.add(`${id} ${workspace}`);
      options.onNamed(app, { id: workspace, name });
    });
  }

  const frameOf = async (cards: readonly Card[]): Promise<Frame> => ({
    addressOf,
    opensForm: (action) => OPEN_FORMS.has(action),
    pictures: await picturesOf(cards, options),
    ...(options.view && cards.some((card) => hasButtons(card) && !parseFeedbackKey(card.key)) ? { refresh: {} } : {}),
  });
  const cardsOf = ({ card, more = [] }: OutboundMessage): Card[] => [...(card ? [card] : []), ...more];
  const draw = async (message: OutboundMessage) => renderMessage(message, await frameOf(cardsOf(message)));
  const drawCard = async (message: OutboundMessage): Promise<AdaptiveCard> =>
    renderCard(cardsOf(message), await frameOf(cardsOf(message)), message.language);

  async function postOnce(to: Destination, message: OutboundMessage, journalKey: string): Promise<Posted> {
    const activity = await draw(message);
    const before = journal.find(journalKey);
    if (before) {
      try {
        await connector.update(to.line, to.conversation, before.messageId, activity);
        return before;
      } catch (error) {
        // it was deleted there: told once more
        if (!(error instanceof TeamsRefused) || error.status !== 404) throw error;
      }
    }
    const posted = to.posted(await connector.send(to.line, to.conversation, activity));
    journal.note(journalKey, posted);
    return posted;
  }

  /** The same matter is posted to a place by one call at a time. */
  async function postTo(to: Destination, message: OutboundMessage, key: string): Promise<Posted> {
    const journalKey = journalKeyOf(to, key);
    const running = posting.get(journalKey);
    if (running) await running.catch(() => {});
    const mine = postOnce(to, message, journalKey).finally(() => {
      if (posting.get(journalKey) === mine) posting.delete(journalKey);
    });
    posting.set(journalKey, mine);
    return mine;
  }

  async function sendForm(event: InboundEvent, form: Card, language: Language): Promise<void> {
    const target = { ...event.place, only: event.speaker.id, ...(event.handle ? { handle: event.handle } : {}) };
    const to = await destinations.of(target, { app: event.app });
    const { title, card } = renderForm(form, { language, inPlace: true, addressOf });
    await connector.send(to.line, to.conversation, { type: 'message', summary: title, attachments: [attached(card)] });
  }

  /** The thread's first message says what it is about. */
  async function retitle(order: Extract<RoomOrder, { verb: 'retitle' }>): Promise<void> {
    const to = await destinations.of({ workspace: order.workspace, channel: order.parent }, order);
    const messageId = order.channel.split(';messageid=')[1];
    if (!messageId) return;
    try {
      await connector.update(
        to.line,
        to.conversation,
        messageId,
        await draw({ orgId: order.orgId, text: order.topic }),
      );
    } catch (error) {
      if (!(error instanceof TeamsRefused) || error.status !== 404) throw error;
      throw new Gone('The thread was deleted in Teams.', 'Open a new room.', { cause: error });
    }
  }

  /** What is for the eyes of whoever pressed: all of it, where nobody else reads. */
  const isAtPress = ({ only, handle, channel }: Target): boolean =>
    only === undefined ? isPersonal(channel, handle) : isSpeaker(only, handle);

  return {
    name: 'teams',
    async start(to) {
      deliver = to;
      proveAll();
      if (await playground())
        log.info(
          'Teams has no app id: only Microsoft’s Agents Playground on this machine is answered, without a token',
        );
    },
    async stop() {
      deliver = null;
      waiting.stop();
      destinations.stop();
      for (const { trial } of trials.values()) trial.stop();
    },
    async post(to, message, key) {
      // what only the person who pressed may see is said to them at the card
      if (!message.card && isAtPress(to) && waiting.answer(to.handle?.invoke, { text: message.text }))
        return {
          platform: 'teams',
          workspace: to.workspace,
          channel: to.channel,
          messageId: `${AT_PRESS}${to.handle!.invoke}`,
        };
      const there = await destinations.of(to, message);
      try {
        const posted = await postTo(there, message, key);
        if (isAtPress(to)) {
          const { inChat } = teamsWords[message.language ?? 'en'];
          waiting.answer(to.handle?.invoke, { text: isPersonal(to.channel, to.handle) ? '' : inChat });
        }
        return posted;
      } catch (error) {
        // the command was called in a conversation that we are not in: the answer goes to the person
        const { handle } = to;
        if (!(error instanceof TeamsRefused) || !handle?.compose || !handle.user || to.only) throw error;
        return postTo(await destinations.of({ ...to, only: handle.user }, message), message, key);
      }
    },
    async update(posted, message, handle) {
      const card = message.card ? await drawCard(message) : null;
      if (card) waiting.changed(placeOf(posted), card);
      // an answer that is drawn anew stands there: only what takes its place is said to whoever pressed
      else if (message.text) waiting.answer(handle?.invoke, { text: message.more ? '' : message.text });
      if (posted.messageId.startsWith(AT_PRESS)) return;
      const to = await destinations.ofPosted(posted, message, handle);
      await connector.update(to.line, to.conversation, posted.messageId, await draw(message));
    },
    answer: (to, orgId, of) =>
      createAnswer({
        connector,
        open: () => destinations.of(to, { orgId }),
        draw,
        addressOf,
        paceMs,
        now,
        log,
        of,
        journal,
      }),
    // of other messages Teams tells a bot only what is quoted from them
    async meant({ quoted, place, at }) {
      if (!quoted) return null;
      const { writtenAt, ...said } = quoted;
      const url = threadLink({ workspace: place.workspace, parent: place.channel }, said.messageId);
      return { ...said, at: new Date(writtenAt ?? at), url, thread: place.thread };
    },
    powers: (place) => powersIn({ platform: 'teams', ...place }),
    moderate: moderating.moderate,
    // a room is a thread of its own: everybody in its channel may read it, and no app lets people in or locks it
    async room(order) {
      if (order.verb === 'retitle') {
        await retitle(order);
        return {};
      }
      if (order.verb !== 'open') return order.verb === 'look' ? { readers: null } : {};
      const to = await destinations.of({ workspace: order.workspace, channel: order.parent }, order);
      if (to.kind !== 'channel')
        throw new Refused('There are no threads in that conversation.', 'Ask for the room in a channel of a team.');
      const message = { orgId: order.orgId, text: order.topic };
      const { messageId } = await postTo(to, message, `room ${order.key} ${order.name}`);
      return {
        made: { channel: inThread(order.parent, messageId), name: order.name, url: threadLink(order, messageId) },
      };
    },
    sign: {
      fades: true,
      async set({ place, handle }, orgId) {
        const to = await destinations.of({ ...place, ...(handle ? { handle } : {}) }, { orgId });
        // in a channel nobody sees it
        if (to.kind !== 'channel') await connector.send(to.line, to.conversation, { type: 'typing' });
      },
      clear: async () => {},
    },
    async picture(event, orgId, picture, signal) {
      const target: Target = { ...event.place, ...(event.handle ? { handle: event.handle } : {}) };
      const token = async (): Promise<string | null> => {
        const { app } = (await destinations.of(target, { orgId })).line;
        // what came in through one app is not fetched as another
        return app?.id === event.app ? tokens.of(app.credentials) : null;
      };
      return openAttachedPicture(picture, { service: addresses.service, token, signal });
    },
    webhooks: [
      {
        path: '/api/messages',
        handle: (request, response) =>
          handleWebhook(request, response, {
            door,
            app: appOf,
            playground,
            log,
            async turn(activity, app) {
              const taking = deliver;
              if (!taking) return { status: 503 };
              lastHeard = now();
              const workspace = activity.channelData?.tenant?.id ?? activity.conversation.tenantId;
              const through = app?.id ?? 'settings';
              if (workspace) destinations.heardFrom(through, workspace, activity.serviceUrl);
              if (workspace && app)
                void teamOfChannel
                  ?.heard(app, workspace, activity)
                  .catch((err: unknown) => log.info({ err }, 'the team of a channel could not be asked'));
              return turn(activity, through, {
                async deliver(event) {
                  if (event.kind === 'message' && !event.addressed) lastOverheard = now();
                  const immediate = await taking(event);
                  tellName(event);
                  return immediate;
                },
                waiting,
                holdMs: options.heldUp?.() ? 0 : holdMs,
                now,
                log,
                addressOf,
                knownAs: roster.knownAs,
                sendForm: (event, form, language) =>
                  sendForm(event, form, language).catch((err: unknown) =>
                    log.warn({ err }, 'a form could not be brought to somebody in Teams'),
                  ),
                async view(asked) {
                  const message = await options.view?.(asked);
                  return message?.card ? drawCard(message) : null;
                },
              });
            },
          }),
      },
    ],
    checks: async () =>
      (await destinations.apps()).flatMap((app) =>
        teamsChecks({
          credentials: app.credentials,
          again: () => trialOf(app).words,
          addresses,
          publicUrl: options.publicUrl,
          now,
          lastHeard: () => lastHeard,
          lastOverheard: () => lastOverheard,
          guards: async () => (await options.guardsAny?.(app)) ?? false,
          ...(app.credentials.graph && places ? { granted: () => moderating.grantedTo(app) } : {}),
        }).map((check) => ({ ...check, app: app.id })),
      ),
  };
}

const GRAPH = 'https://graph.microsoft.com';

const threadLink = ({ workspace, parent }: { workspace: string; parent: string }, messageId: string): string =>
  `https://teams.microsoft.com/l/message/${encodeURIComponent(parent)}/${encodeURIComponent(messageId)}?tenantId=${encodeURIComponent(workspace)}`;

/** Begins the id of what was said at a press: it stands nowhere and cannot be changed. */
const AT_PRESS = 'press:';

const hasButtons = (card: Card): boolean => card.parts.some((part) => part.kind === 'actions');

/** Charts, and images that lie behind our sign-in, as addresses that hold the picture itself; what cannot be drawn is left out. */
export async function picturesOf(
  cards: readonly Card[],
  { drawChart, openImage, log }: Pick<TeamsOptions, 'drawChart' | 'openImage' | 'log'>,
): Promise<Map<CardPart, string>> {
  const pictures = new Map<CardPart, string>();
  const drawn = cards.flatMap((card) => card.parts).filter((part) => part.kind === 'chart' || part.kind === 'image');
  // of many the first ones are drawn: smaller than this nothing can be made out
  const share = Math.max(SMALLEST, Math.floor(PICTURES / Math.max(1, drawn.length)));
  let left = PICTURES;
  for (const part of drawn) {
    const most = Math.min(part.kind === 'chart' ? Math.max(share, CHART) : share, left);
    try {
      const picture = part.kind === 'chart' ? await drawChart(part, most) : await openImage?.(part.url, most);
      const type = picture && typeOf(picture);
      if (!picture || !type || picture.length > most) continue;
      left -= picture.length;
      pictures.set(part, `data:${type};base64,${picture.toString('base64')}`);
    } catch (err) {
      log.warn({ err }, 'a picture for Teams could not be drawn');
    }
  }
  return pictures;
}

function typeOf(picture: Buffer): string | null {
  if (picture.subarray(1, 4).toString('latin1') === 'PNG') return 'image/png';
  return picture[0] === 0xff && picture[1] === 0xd8 ? 'image/jpeg' : null;
}
