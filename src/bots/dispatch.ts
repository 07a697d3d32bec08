import { createHash } from 'node:crypto';
import type { OrgId } from '../domain/id.ts';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { GivenUp, isSafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Card } from '../messages/card.ts';
import { chatWordsOn } from '../messages/catalogue/chat.ts';
import { type ChatPlatform, type InboundEvent, type InboxItem, isQuick } from '../messages/inbound.ts';
import type { Untold } from '../messages/outbound.ts';
import { strangersHome } from '../messages/views/home-card.ts';
import { answerQuestion } from './answering.ts';
import { NOBODY } from './chat-apps.ts';
import { type Command, commandFrom, commandIn } from './commands.ts';
import type { DispatchServices } from './dispatch-services.ts';
import { createEarlySigns } from './early-signs.ts';
import { tellElsewhere } from './elsewhere.ts';
import { connectWorkspace, linkAccount, setChannel } from './obeying.ts';
import type { Deliver, Immediate, Platform, Target } from './platform.ts';
import {
  isRefusedForGood,
  RateLimited,
  type Refused,
  SHORTEST_WAIT_MS,
  TokenRefused,
  Unreachable,
} from './platform-errors.ts';
import { noForm, press } from './pressing.ts';
import { aloneTargetOf, conversationOf, languageOf, patiently, tellAlone } from './replying.ts';
import { createShares, type Shares } from './shares.ts';

export interface DispatchOptions {
  platforms: readonly Platform[];
  services: DispatchServices;
  /** The console's address, for people who have to go there; null where only this machine reaches it. */
  publicUrl: string | null;
  log: Log;
  now: () => Date;
  /** Of how many questions at once one organisation and one person may take what share; all of them where absent. */
  shares?: Shares;
}

export interface Dispatch {
  /** What every platform is started with. */
  deliver: Deliver;
  /**
   * Works off what waits in a conversation, oldest first; may be called again for the same one, at any time and anywhere. Answers
   * when it is to be called again, where a platform has it wait; throws `GivenUp` for what was not told in a day.
   */
  work(orgId: OrgId, conversation: string, signal?: AbortSignal): Promise<Date | null>;
  /** The tokens of a platform's apps have changed: what was refused for that is tried again at once. */
  appsChanged(platform: ChatPlatform): Promise<void>;
}

const ACCEPTED: Immediate = { kind: 'accepted' };
const NOTHING = (): void => {};
const IGNORED: Immediate = { kind: 'ignored' };
/** Of what nobody foresaw; a platform that is away or has us wait is no attempt. */
const ATTEMPTS = 5;
/** So many questions of one conversation are answered one right after the other before others have their turn. */
const IN_A_ROW = 5;
/** So long a platform may be away before an answer is given up. */
const PATIENCE_MS = 86_400_000;
const BACKOFF = { firstMs: 2000, mostMs: 15 * 60_000 };
/** Who asks us to wait for no time at all is asked ever less often, but not so seldom. */
const MOST_HASTE_MS = 30_000;
/** Of workspaces that belong to nobody: who was told so is not told again within this time. */
const TOLD_MS = 60_000;
const MOST_TOLD = 2000;
/** Who calls us in a channel before their account is linked is told how to so often at most. */
const LINK_TOLD_MS = 3_600_000;
/** Columns of the inbox hold no more. */
const LONGEST = { id: 400, conversation: 900 };

/** Takes in what people do on platforms, and answers it: one at a time within a conversation, however many processes there are. */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { services, publicUrl, log } = options;
  const { inbox } = services;
  const byName = new Map(options.platforms.map((platform) => [platform.name as string, platform]));
  const told = new Map<string, number>();
  const everything = { organisation: Number.POSITIVE_INFINITY, person: Number.POSITIVE_INFINITY };
  const shares = createShares(options.shares ?? everything, (orgId, conversation) => {
    services.enqueue(orgId, conversation).catch((err) => log.warn({ err }, 'a question waits for the next sweep'));
  });
  const signs = createEarlySigns({ byName, inbox, log, now: options.now });
  const language = (event: InboundEvent): Language => languageOf(event, services.readLanguage);
  const wordsFor = (event: InboundEvent) => chatWordsOn(event.place.platform, language(event));

  async function accept(orgId: OrgId, event: InboundEvent): Promise<Immediate> {
    const conversation = shortened(conversationFor(event), LONGEST.conversation);
    const stored = await services.store(orgId, conversation, storable(event));
    if (!stored) return IGNORED;
    if (!isQuick(conversation)) signs.accepted(orgId, event);
    // stored is what counts, and nobody waits for more: what the queue was not told of, the next sweep finds
    void services
      .enqueue(orgId, conversation)
      .catch((err) => log.warn({ err }, 'the queue could not be told of an event; the next sweep brings it'));
    return ACCEPTED;
  }

  /** The form that an event opens, or null: for a stranger, or somebody who may not, the inbox has the words. */
  async function formFor(orgId: OrgId, event: InboundEvent): Promise<Card | null> {
    if (event.kind === 'action' && services.affected.isFor(event.action)) return appealForm(orgId, event);
    const who = await services.who(orgId, event, conversationOf(event), true);
    if (who.kind !== 'member') return null;
    const { principal } = who;
    try {
      if (event.kind === 'action')
        return await services.form(principal, { id: event.action, value: event.value }, language(event));
      if (event.kind === 'shortcut') {
        const { text, author } = event;
        return services.newIncidentForm(principal, { title: text, details: text, author }, language(event));
      }
      const command = commandFrom(event);
      if (command?.kind !== 'incident') return null;
      return services.newIncidentForm(principal, { title: command.title }, language(event));
    } catch (error) {
      if (isSafeNestError(error)) return null;
      throw error;
    }
  }

  /** The form in which somebody appeals; null where there is nothing to appeal against, which the inbox has the words for. */
  async function appealForm(orgId: OrgId, event: InboundEvent & { kind: 'action' }): Promise<Card | null> {
    try {
      return await services.affected.form(orgId, event, language(event));
    } catch (error) {
      if (isSafeNestError(error)) return null;
      throw error;
    }
  }

  /** What whoever was affected presses or sends, a member or not: they are told what came of it, and nothing else. */
  async function appeal(platform: Platform, item: InboxItem, event: InboundEvent & { kind: 'action' | 'form' }) {
    const spoken = language(event);
    try {
      if (event.kind === 'form') {
        await tellDone(platform, item, () => services.affected.send(item, event, spoken));
        return;
      }
      await services.affected.form(item.orgId, event, spoken);
      await noForm(platform, item, spoken);
    } catch (error) {
      if (!isSafeNestError(error) || error.code === 'internal' || error.code === 'unavailable') throw error;
      await tellAlone(platform, item, { text: error.message, language: spoken });
    }
  }

  /** What was typed into a form is never lost because something in it is wrong: it is given back with the words of what. */
  async function formAgain(orgId: OrgId, event: Extract<InboundEvent, { kind: 'form' }>): Promise<Card | null> {
    const who = await services.who(orgId, event, conversationOf(event), true);
    if (who.kind !== 'member') return null;
    const { action: id, value, fields } = event;
    return services.formAgain(who.principal, { id, value, fields }, language(event));
  }

  async function acceptOrForm(orgId: OrgId, event: InboundEvent): Promise<Immediate> {
    const form = await formFor(orgId, event);
    return form ? { kind: 'form', form } : accept(orgId, event);
  }

  /** A workspace that belongs to nobody yet: only a code that connects it goes further. */
  async function fromNowhere(event: InboundEvent): Promise<Immediate> {
    if (event.kind === 'completing') return { kind: 'choices', choices: [] };
    const command = commandFrom(event);
    if (event.kind === 'message' && !event.addressed) return IGNORED;
    if (event.kind !== 'message' && event.kind !== 'command' && event.kind !== 'bot_added') return IGNORED;
    const words = wordsFor(event);
    if (command?.kind === 'connect' && command.code.trim() !== '') {
      const orgId = await services.organisationOfCode(event.app, command.code);
      if (orgId) return accept(orgId, event);
      const tooMany = await services.wrongCode(event).then(
        () => false,
        () => true,
      );
      return once(event, tooMany ? words.tooManyCodes : words.codeNotValid, event.id);
    }
    return once(event, words.howToConnect, `${event.place.workspace} ${event.speaker.id}`);
  }

  /** Says something where nothing can be stored: once a while for the same matter. */
  function once(event: InboundEvent, text: string, matter: string): Immediate {
    const key = `${event.place.platform} ${matter}`;
    const now = options.now().getTime();
    if ((told.get(key) ?? Number.NEGATIVE_INFINITY) > now - TOLD_MS) return IGNORED;
    if (told.size >= MOST_TOLD) told.clear();
    told.set(key, now);
    const platform = byName.get(event.place.platform);
    const message = { orgId: NOBODY, text, language: language(event) };
    platform
      ?.post(aloneTargetOf(event), message, `nowhere ${event.id}`)
      .catch((err) => log.warn({ err }, 'somebody in a workspace that is not connected could not be told so'));
    return ACCEPTED;
  }

  const deliver: Deliver = async (event) => {
    // a program is never answered: two of them would never stop
    if (event.speaker.bot && !('messageId' in event)) return IGNORED;
    const orgId = await services.organisationOf(event);
    if (!orgId) return event.speaker.bot ? IGNORED : fromNowhere(event);
    const observed = await services.observe(orgId, event);
    if (event.speaker.bot) return observed ? ACCEPTED : IGNORED;
    switch (event.kind) {
      case 'message':
        return event.addressed ? accept(orgId, event) : observed ? ACCEPTED : IGNORED;
      case 'message_edited': {
        const changed = await services.changed(orgId, event, event.messageId, event.text);
        return changed || observed ? ACCEPTED : IGNORED;
      }
      case 'message_deleted':
        return (await services.withdrawn(orgId, event, event.messageId)) || observed ? ACCEPTED : IGNORED;
      case 'reaction':
        return observed ? ACCEPTED : IGNORED;
      case 'completing': {
        const who = await services.who(orgId, event, conversationOf(event), true);
        if (who.kind !== 'member') return { kind: 'choices', choices: [] };
        const { option, text } = event;
        const choices = await services.completions(who.principal, { option, text, language: language(event) });
        return { kind: 'choices', choices };
      }
      case 'command':
        return commandFrom(event)?.kind === 'incident' ? acceptOrForm(orgId, event) : accept(orgId, event);
      case 'action':
        return services.opensForm(event.action) || services.affected.isFor(event.action)
          ? acceptOrForm(orgId, event)
          : accept(orgId, event);
      case 'shortcut':
        return acceptOrForm(orgId, event);
      case 'bot_removed':
      case 'bot_added': {
        const { place } = event;
        const here = event.kind === 'bot_added';
        // somebody's own conversation with it says nothing of the workspace
        if (place.direct) return here ? accept(orgId, event) : IGNORED;
        const whole = place.channel === '' || place.platform === 'discord';
        await services.presence(orgId, { place, channel: whole ? null : place.channel }, here);
        return here ? accept(orgId, event) : ACCEPTED;
      }
      case 'form': {
        const again = await formAgain(orgId, event);
        return again ? { kind: 'form', form: again } : accept(orgId, event);
      }
      case 'home_opened':
        return accept(orgId, event);
    }
  };

  async function one(item: InboxItem, signal: AbortSignal): Promise<void> {
    const { orgId } = item;
    const platform = byName.get(item.event.place.platform);
    if (!platform) throw new Error(`no platform is called ${item.event.place.platform}`);
    if (platform.complete) item.event = await platform.complete(item.event, orgId);
    const { event } = item;
    const words = wordsFor(event);
    const say = (text: string) => tellAlone(platform, item, { text, language: language(event) });
    if (event.kind === 'bot_added') {
      const target: Target = { workspace: event.place.workspace, channel: event.place.channel };
      await patiently(() => platform.post(target, { orgId, text: words.hello }, `inbox ${item.id}`));
      return;
    }
    const command = commandFrom(event);
    if (command?.kind === 'link')
      return tellDone(platform, item, () => linkAccount(services, item, command.code, language(event)));
    if (command?.kind === 'connect')
      return tellDone(platform, item, () => connectWorkspace(services, item, command.code, language(event)));
    if ((event.kind === 'action' || event.kind === 'form') && services.affected.isFor(event.action))
      return appeal(platform, item, event);
    // what was asked for by a command is shown to whoever gave it
    const alone = event.kind !== 'message' || event.place.direct;
    const forMessage = event.kind === 'action' || event.kind === 'form';
    const who = await services.who(orgId, event, item.conversation, forMessage ? event.place.direct : alone);
    const overheard = event.kind === 'message' && event.overheard === true;
    if (who.kind !== 'member') {
      const called = event.kind === 'message' && !event.place.direct;
      if (overheard || (called && toldLately(event))) return;
      const text = who.kind === 'inactive' ? words.inactive : words.howToLink(publicUrl);
      if (event.kind !== 'home_opened') {
        await say(text);
        if (called) noteTold(event);
        return;
      }
      return home(platform, item, strangersHome(text, language(event)));
    }
    const { principal } = who;
    if (forMessage) {
      if (event.kind === 'action' && services.opensForm(event.action)) return lateForm(platform, item, principal);
      await press(services, { item, event, platform, principal, language: language(event) }, log);
      if (event.place.home) await home(platform, item, await services.home(principal, language(event)));
      return;
    }
    if (event.kind === 'home_opened') return home(platform, item, await services.home(principal, language(event)));
    if (event.kind === 'shortcut') return lateForm(platform, item, principal);
    // people talk with each other in a thread too: what is not plainly meant for us is left alone
    if (overheard && item.begunAt === null && !(await isForUs(principal, command))) return;
    return command ? obey(platform, item, principal, command, { alone, signal }) : undefined;
  }

  async function isForUs(principal: Principal, command: Command | null): Promise<boolean> {
    if (command?.kind === 'ask') return services.isMeant(principal, command.text);
    return command?.kind === 'channel' ? command.order !== null && command.order.kind !== 'unclear' : command !== null;
  }

  /** Whether this account was told how to link itself in this channel a while ago. */
  const toldLately = (event: InboundEvent): boolean =>
    (told.get(linkKey(event)) ?? Number.NEGATIVE_INFINITY) > options.now().getTime() - LINK_TOLD_MS;
  function noteTold(event: InboundEvent): void {
    if (told.size >= MOST_TOLD) told.clear();
    told.set(linkKey(event), options.now().getTime());
  }

  /** Does it once and tells it until it is told: what it came to is kept between the two. */
  async function tellDone(platform: Platform, item: InboxItem, work: () => Promise<string | Untold>): Promise<void> {
    if (!item.untold) {
      const came = await work();
      item.untold = { language: language(item.event), ...(typeof came === 'string' ? { text: came } : came) };
      await inbox.keep(item, { untold: item.untold });
    }
    await tellAlone(platform, item, item.untold);
  }

  async function obey(
    platform: Platform,
    item: InboxItem,
    principal: Principal,
    command: Command,
    { alone, signal }: { alone: boolean; signal: AbortSignal },
  ): Promise<void> {
    const { event } = item;
    const spoken = language(event);
    const words = wordsFor(event);
    const say = (text: string) => tellAlone(platform, item, { text, language: spoken });
    const ask = (text: string): Promise<void> =>
      answerQuestion(services, { item, platform, principal, text, language: spoken, alone, signal }, log);
    switch (command.kind) {
      case 'ask':
        return ask(command.text);
      case 'who':
        return command.whom === '' ? void (await say(words.asks.whom)) : ask(words.asks.who(command.whom));
      case 'camera':
        return command.which === '' ? void (await say(words.asks.which)) : ask(words.asks.camera(command.which));
      case 'status':
        return ask(words.asks.status);
      case 'help':
        return void (await say(words.help));
      case 'home': {
        const card = await services.home(principal, spoken);
        return void (await tellAlone(platform, item, { text: words.home.title(principal.name), card }));
      }
      case 'channel':
        return tellDone(platform, item, () =>
          setChannel(services, item, principal, command.order, spoken).catch((error) => {
            if (!isSafeNestError(error) || error.code === 'internal') throw error;
            return error.message;
          }),
        );
      case 'incident':
        return lateForm(platform, item, principal);
      case 'link':
      case 'connect':
        return;
    }
  }

  /** What would have opened a form and did not: because they may not, which is said, or because here none opens. */
  async function lateForm(platform: Platform, item: InboxItem, principal: Principal): Promise<void> {
    const { event } = item;
    try {
      if (event.kind === 'action')
        await services.form(principal, { id: event.action, value: event.value }, language(event));
      else services.newIncidentForm(principal, {}, language(event));
    } catch (error) {
      if (!isSafeNestError(error) || error.code === 'internal') throw error;
      await tellAlone(platform, item, { text: error.message, language: language(event) });
      return;
    }
    await noForm(platform, item, language(event));
  }

  async function home(platform: Platform, { event, orgId }: InboxItem, card: Card): Promise<void> {
    const target: Target = { ...aloneTargetOf(event), only: event.speaker.id, home: true };
    const text = wordsFor(event).home.title(event.speaker.name);
    await patiently(() => platform.post(target, { orgId, text, card }, `home ${event.speaker.id}`));
  }

  /** Everybody who said too much at once is told so; only then is it left out. */
  async function tooMany(surplus: readonly InboxItem[]): Promise<void> {
    const byPerson = Map.groupBy(surplus, ({ event }) => event.speaker.id);
    for (const items of byPerson.values()) {
      const { event, orgId, id } = items.at(-1)!;
      const text = wordsFor(event).tooManyAtOnce(inbox.mostWaiting, items.length);
      try {
        await byName.get(event.place.platform)?.post(aloneTargetOf(event), { orgId, text }, `surplus ${id}`);
        await inbox.drop(
          orgId,
          items.map((item) => item.id),
          'too many at once',
        );
      } catch (err) {
        log.warn({ err }, 'somebody could not be told that they said too much at once; it waits');
        if (isRefusedForGood(err))
          await inbox.drop(
            orgId,
            items.map((item) => item.id),
            err.message,
          );
      }
    }
  }

  async function giveUp(item: InboxItem, why: string): Promise<GivenUp> {
    const { platform, workspace } = item.event.place;
    await inbox.settle(item, `given up: ${why}`);
    log.error({ orgId: item.orgId, inbox: item.id, platform }, 'an event from a chat platform was given up');
    return new GivenUp(
      `Somebody who said something on ${platform} (workspace ${workspace}, ${item.receivedAt.toISOString()}) could not be answered and was not told so. ${why}`,
    );
  }

  /** How long it waits for its platform after that; null where waiting does not help. */
  function waitAfter(error: unknown, age: number): number | null {
    // half as long again as it has lasted
    if (error instanceof Unreachable || error instanceof TokenRefused)
      return Math.min(BACKOFF.mostMs, Math.max(BACKOFF.firstMs, age / 2));
    if (!(error instanceof RateLimited)) return null;
    const hasty = error.retryAfterMs <= SHORTEST_WAIT_MS;
    return hasty ? Math.min(MOST_HASTE_MS, Math.max(SHORTEST_WAIT_MS, age / 2)) : error.retryAfterMs;
  }

  /** Null where it is settled, a date where it waits until then; what had to be given up; throws what is worth another attempt. */
  async function handle(item: InboxItem, signal: AbortSignal): Promise<GivenUp | Date | null> {
    const renewing = setInterval(
      () => void inbox.renew(item).catch((err) => log.warn({ err }, 'a claim could not be renewed')),
      inbox.renewMs,
    );
    try {
      await one(item, signal);
      await inbox.settle(item);
      await signs.over(item);
      return null;
    } catch (first) {
      const error = isRefusedForGood(first) ? await refused(item, first) : first;
      const words = error instanceof Error ? error.message : String(error);
      if (isRefusedForGood(error)) {
        await inbox.settle(item, words);
        return null;
      }
      const now = options.now();
      const age = now.getTime() - item.receivedAt.getTime();
      const wait = waitAfter(error, age);
      if (wait !== null) {
        if (age > PATIENCE_MS) return await giveUp(item, words);
        const due = new Date(now.getTime() + wait);
        await inbox.defer(item, due, words, error instanceof TokenRefused);
        return due;
      }
      if (!signal.aborted && item.attempts >= ATTEMPTS) return await giveUp(item, words);
      await inbox.release(item, words).catch((err) => log.warn({ err }, 'an event stays held for a while'));
      throw error;
    } finally {
      clearInterval(renewing);
    }
  }

  /** What its place refused is told in another way; answers with the refusal, or with what keeps it from being told. */
  async function refused(item: InboxItem, refusal: Refused): Promise<unknown> {
    const { platform: name } = item.event.place;
    log.warn({ err: refusal, platform: name }, 'an answer was refused by its platform');
    const platform = byName.get(name);
    try {
      if (platform) await tellElsewhere(services, { item, platform, language: language(item.event) }, log);
      return refusal;
    } catch (error) {
      return error;
    }
  }

  return {
    deliver,
    async appsChanged(platform) {
      for (const { orgId, conversation } of await services.waitingForApp(platform))
        await services.enqueue(orgId, conversation);
    },
    async work(orgId, conversation, signal = new AbortController().signal) {
      let lost: GivenUp | null = null;
      let later: Date | null = null;
      let inARow = 0;
      while (!later) {
        if (signal.aborted) break;
        const claimed = await inbox.claim(orgId, conversation);
        if (typeof claimed === 'string') break;
        if (claimed instanceof Date) later = claimed;
        else {
          const { item, surplus } = claimed;
          const end = isQuick(conversation) ? NOTHING : shares.begin(item);
          if (end && !isQuick(conversation)) await services.turn(signal);
          if (!end || signal.aborted) {
            end?.();
            // untouched: whoever comes next begins with it
            await inbox.defer(item, options.now(), 'it waits for its turn');
            // its turn may have come while it was still held here
            if (!end && !shares.waits(item)) await services.enqueue(orgId, conversation);
            break;
          }
          if (surplus.length > 0) await tooMany(surplus);
          let awaited = false;
          const outcome = await handle(item, signal).finally(() => {
            awaited = shares.awaited(item);
            end();
          });
          if (outcome instanceof Date) later = outcome;
          else lost = outcome ?? lost;
          // however much waits here, others come between: this conversation goes to the end of the line
          if (later || isQuick(conversation) || (!awaited && ++inARow < IN_A_ROW)) continue;
          await services.enqueue(orgId, conversation);
          break;
        }
      }
      // the sweep comes to what has to wait
      if (lost) throw lost;
      return later;
    },
  };
}

const linkKey = ({ place, speaker }: InboundEvent): string =>
  JSON.stringify(['link', place.platform, place.workspace, place.channel, speaker.id]);

/** What the desk is not asked for. */
const QUICK_COMMANDS: ReadonlySet<Command['kind']> = new Set([
  'link',
  'connect',
  'channel',
  'help',
  'home',
  'incident',
]);

/** Clicks on one card follow each other, and never wait for a question; neither does what is no question. */
function conversationFor(event: InboundEvent): string {
  switch (event.kind) {
    case 'action':
    case 'form': {
      const { platform, workspace, channel } = event.place;
      const card = event.message?.messageId ?? `@${event.speaker.id}`;
      return ['press', platform, workspace, channel, card].join(' ');
    }
    case 'home_opened':
    case 'bot_added':
      return [event.kind, conversationOf(event)].join(' ');
    case 'command':
    case 'message': {
      const command = event.kind === 'command' ? commandFrom(event) : commandIn(event.text);
      const quick = command !== null && QUICK_COMMANDS.has(command.kind);
      return quick ? `${command.kind} ${conversationOf(event)}` : conversationOf(event);
    }
    default:
      return conversationOf(event);
  }
}

/** What a column cannot hold is kept by its digest: still the same for the same thing. */
const shortened = (text: string, most: number): string =>
  text.length <= most && !text.includes('\u0000')
    ? text.toWellFormed()
    : createHash('sha256').update(text).digest('hex');

/** The event as the database can keep it: without what JSON in it cannot hold. */
function storable(event: InboundEvent): InboundEvent {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed();
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, clean(one)]));
  };
  return { ...(clean(event) as InboundEvent), id: shortened(event.id, LONGEST.id) };
}
