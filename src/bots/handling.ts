import { USUAL_ANSWERS } from '../domain/channel-answers.ts';
import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { isSafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Card } from '../messages/card.ts';
import { answersText, channelAnswersWords } from '../messages/catalogue/channel-answers.ts';
import { helpOn } from '../messages/catalogue/chat.ts';
import type { InboundEvent, InboxItem } from '../messages/inbound.ts';
import type { Untold } from '../messages/outbound.ts';
import { strangersHome } from '../messages/views/home-card.ts';
import { answerQuestion } from './answering.ts';
import { type Command, commandFrom } from './commands.ts';
import type { DispatchServices } from './dispatch-services.ts';
import { connectWorkspace, linkAccount, setChannel, setPause } from './obeying.ts';
import { isPin, pin, pinAsSaid, pinCall } from './pinning.ts';
import type { Platform, Target } from './platform.ts';
import { noForm, press } from './pressing.ts';
import { aloneTargetOf, patiently, speaking, tellAlone } from './replying.ts';
import { createToldLately } from './told-lately.ts';

/** Nobody's name is longer. */
const LONGEST_NAME = 200;
/** Who calls us in a channel before their account is linked is told how to so often at most. */
const LINK_TOLD_MS = 3_600_000;
/** The same where nobody is answered. */
const SILENT_TOLD_MS = 3_600_000;

/** Does what one event of the inbox asks for, as whoever sent it, and tells them; throws where its platform refuses or is away. */
export function createHandler({
  services,
  byName,
  publicUrl,
  log,
  now,
}: {
  services: DispatchServices;
  byName: ReadonlyMap<string, Platform>;
  publicUrl: string | null;
  log: Log;
  now: () => Date;
}) {
  const { inbox } = services;
  const told = createToldLately(now);
  const { language, wordsFor } = speaking(services.readLanguage);

  async function handle(item: InboxItem, signal: AbortSignal): Promise<void> {
    const { orgId } = item;
    const platform = byName.get(item.event.place.platform);
    if (!platform) throw new Error(`no platform is called ${item.event.place.platform}`);
    if (platform.complete) item.event = await platform.complete(item.event, orgId);
    const { event } = item;
    if (event.kind === 'reaction') return isPin(event) ? pin(services, platform, item, event) : undefined;
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
    if (event.kind === 'action' && event.message && (await services.isFromBefore(orgId, event.place, event.message)))
      return void (await say(words.fromBefore));
    if ((event.kind === 'action' || event.kind === 'form') && services.affected.isFor(event.action))
      return appeal(platform, item, event);
    // what was asked for by a command is shown to whoever gave it
    const answers = event.place.direct ? USUAL_ANSWERS : await services.answersIn(orgId, event.place);
    const alone = event.kind !== 'message' || event.place.direct || answers.alone;
    const forMessage = event.kind === 'action' || event.kind === 'form';
    const who = await services.who(orgId, event, item.conversation, forMessage ? event.place.direct : alone);
    const overheard = event.kind === 'message' && event.overheard === true;
    if (who.kind !== 'member') {
      const called = event.kind === 'message' && !event.place.direct;
      if (overheard || event.speaker.bot || (called && told.was(linkKey(event), LINK_TOLD_MS))) return;
      const text = who.kind === 'inactive' ? words.inactive : words.howToLink(publicUrl);
      if (event.kind !== 'home_opened') {
        await say(text);
        if (called) told.note(linkKey(event));
        return;
      }
      return home(platform, item, strangersHome(text, language(event)));
    }
    const { principal } = who;
    const theirs = inTheirs(principal, language(event));
    if (forMessage) {
      if (event.kind === 'action' && services.opensForm(event.action)) return lateForm(platform, item, theirs);
      await press(services, { item, event, platform, principal: theirs, language: language(event) }, log);
      if (event.place.home) await home(platform, item, await services.home(theirs, language(event)));
      return;
    }
    if (event.kind === 'home_opened') return home(platform, item, await services.home(theirs, language(event)));
    if (event.kind === 'shortcut') return lateForm(platform, item, theirs);
    // people talk with each other in a thread too: what is not plainly meant for us is left alone
    const toAnybody = event.kind === 'message' && (event.toAnybody === true || answers.when === 'questions');
    if (overheard && item.begunAt === null) {
      if (await services.isSolved(orgId, event.place)) return;
      if (!(await isForUs(principal, command, toAnybody))) return;
    }
    if (event.speaker.bot && command?.kind !== 'ask') return;
    if (event.kind === 'message' && !event.place.direct && answers.when === 'never' && isQuestion(command)) {
      if (overheard || told.was(silentKey(event), SILENT_TOLD_MS)) return;
      await say(channelAnswersWords[language(event)].silent);
      return told.note(silentKey(event));
    }
    return command ? obey(platform, item, principal, command, { alone, signal }) : undefined;
  }

  async function isForUs(principal: Principal, command: Command | null, toAnybody: boolean): Promise<boolean> {
    if (command?.kind === 'ask') return services.isMeant(principal, command.text, toAnybody);
    // what stops everything is said to us alone
    if (toAnybody || command?.kind === 'autonomy') return false;
    return command?.kind === 'channel' ? command.order !== null && command.order.kind !== 'unclear' : command !== null;
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
    const theirs = inTheirs(principal, spoken);
    const words = wordsFor(event);
    const say = (text: string) => tellAlone(platform, item, { text, language: spoken });
    const ask = (text: string): Promise<void> =>
      answerQuestion(services, { item, platform, principal, text, language: spoken, alone, signal }, log);
    switch (command.kind) {
      case 'ask':
        return ask(command.text);
      case 'who':
        return command.whom === '' || command.whom.length > LONGEST_NAME
          ? void (await say(words.asks.whom))
          : ask(words.asks.who(command.whom));
      case 'camera':
        return ask(command.which === '' ? words.asks.allCameras : words.asks.camera(command.which));
      case 'report': {
        const { order } = command;
        const { report } = words.asks;
        return ask(order.kind === 'posture' ? report[order.over] : report[order.for](order.ref));
      }
      case 'status':
        await ask(words.asks.status);
        // of a channel, how it is answered belongs to it
        if (event.kind === 'command' && !event.place.direct) {
          const text = answersText(await services.answersIn(item.orgId, event.place), event.place.platform, spoken);
          await tellAlone(platform, item, { text, language: spoken }, 'channel');
        }
        return;
      case 'help':
        return void (await say(helpOn(event.place.platform, spoken, principal.role)));
      case 'home': {
        const card = await services.home(theirs, spoken);
        return void (await tellAlone(platform, item, { text: words.home.title(principal.name), card }));
      }
      case 'channel':
        return tellDone(platform, item, () =>
          setChannel(services, item, theirs, command.order, spoken).catch(refusalWords),
        );
      case 'pin':
        return tellDone(platform, item, () => pinAsSaid(services, platform, item, theirs, command).catch(refusalWords));
      case 'autonomy':
        return tellDone(platform, item, () => setPause(services, theirs, command.order, spoken).catch(refusalWords));
      case 'incident':
        return lateForm(platform, item, theirs);
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
      else if (event.kind === 'shortcut' && event.name === 'pin_message')
        await services.pinForm(principal, pinCall(event), language(event));
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

  return handle;
}

/** Who acts, told what comes of it in their language. */
const inTheirs = (principal: Principal, language: Language): Principal => ({
  ...principal,
  place: { ...principal.place, language },
});

/** Why something was refused, to be said; what went wrong inside is thrown on. */
function refusalWords(error: unknown): string {
  if (!isSafeNestError(error) || error.code === 'internal') throw error;
  return error.message;
}

/** What the desk is asked for, rather than the bot told. */
const isQuestion = (command: Command | null): boolean =>
  command !== null && ['ask', 'who', 'camera', 'status', 'report'].includes(command.kind);

const silentKey = ({ place, speaker }: InboundEvent): string =>
  JSON.stringify(['silent', place.platform, place.workspace, place.channel, speaker.id]);

const linkKey = ({ place, speaker }: InboundEvent): string =>
  JSON.stringify(['link', place.platform, place.workspace, place.channel, speaker.id]);
