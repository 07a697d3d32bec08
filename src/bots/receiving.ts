import type { OrgId } from '../domain/id.ts';
import { isSafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Card } from '../messages/card.ts';
import { type InboundEvent, isQuick } from '../messages/inbound.ts';
import { NOBODY } from './chat-apps.ts';
import { commandFrom, commandIn } from './commands.ts';
import type { DispatchServices } from './dispatch-services.ts';
import type { EarlySigns } from './early-signs.ts';
import { laneOf, storable } from './lane-of.ts';
import { isPin, pinCall } from './pinning.ts';
import type { Deliver, Immediate, Platform } from './platform.ts';
import { aloneTargetOf, conversationOf, speaking } from './replying.ts';
import { createToldLately } from './told-lately.ts';

const ACCEPTED: Immediate = { kind: 'accepted' };
const IGNORED: Immediate = { kind: 'ignored' };
/** Of workspaces that belong to nobody: who was told so is not told again within this time. */
const TOLD_MS = 60_000;
/** A question to nobody is short; what is longer is told to people. */
const LONGEST_TO_ANYBODY = 1000;

/**
 * Takes in what people do on platforms, within the time that those wait: stores what is for the desk, opens forms and completes words
 * at once, shows moderation what was written, and ignores the rest.
 */
export function createReceiver({
  services,
  byName,
  signs,
  log,
  now,
}: {
  services: DispatchServices;
  byName: ReadonlyMap<string, Platform>;
  signs: Pick<EarlySigns, 'accepted'>;
  log: Log;
  now: () => Date;
}): Deliver {
  const told = createToldLately(now);
  const { language, wordsFor } = speaking(services.readLanguage);

  async function accept(orgId: OrgId, event: InboundEvent): Promise<Immediate> {
    const conversation = laneOf(event);
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
    if (event.kind === 'action' && event.message && (await services.isFromBefore(orgId, event.place, event.message)))
      return null;
    if (event.kind === 'action' && services.affected.isFor(event.action)) return appealForm(orgId, event);
    const who = await services.who(orgId, event, conversationOf(event), true);
    if (who.kind !== 'member') return null;
    const { principal } = who;
    try {
      if (event.kind === 'action')
        return await services.form(principal, { id: event.action, value: event.value }, language(event));
      if (event.kind === 'shortcut' && event.name === 'pin_message')
        return await services.pinForm(principal, pinCall(event), language(event));
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

  /** What was typed into a form is never lost because something in it is wrong: it is given back with the words of what. */
  async function formAgain(orgId: OrgId, event: Extract<InboundEvent, { kind: 'form' }>): Promise<Card | null> {
    const who = await services.who(orgId, event, conversationOf(event), true);
    if (who.kind !== 'member') return null;
    const { action: id, value, fields } = event;
    return services.formAgain(who.principal, { id, value, fields }, language(event));
  }

  /** The form for the PIN, where that is what a press or a form waits for. */
  async function formForProof(
    orgId: OrgId,
    event: Extract<InboundEvent, { kind: 'action' | 'form' }>,
  ): Promise<Card | null> {
    // a dialog of Discord cannot be answered with another one: whoever sent it is asked alone
    if (!services.mayAskProof(event.action) || (event.kind === 'form' && event.place.platform === 'discord'))
      return null;
    if (event.message && (await services.isFromBefore(orgId, event.place, event.message))) return null;
    const who = await services.who(orgId, event, conversationOf(event), true);
    if (who.kind !== 'member') return null;
    const { action: id, value } = event;
    const fields = event.kind === 'form' ? { fields: event.fields } : {};
    return services.proofForm(who.principal, { id, value, ...fields }, language(event));
  }

  async function acceptOrForm(orgId: OrgId, event: InboundEvent): Promise<Immediate> {
    const form = await formFor(orgId, event);
    return form ? { kind: 'form', form } : accept(orgId, event);
  }

  async function acceptOrProof(orgId: OrgId, event: Extract<InboundEvent, { kind: 'action' | 'form' }>) {
    const form = await formForProof(orgId, event);
    return form ? ({ kind: 'form', form } as const) : accept(orgId, event);
  }

  /** A workspace that belongs to nobody yet: only a code that connects it goes further. */
  async function fromNowhere(event: InboundEvent): Promise<Immediate> {
    if (event.kind === 'completing') return { kind: 'choices', choices: [] };
    const command = commandFrom(event);
    if (event.kind === 'message' && !event.addressed) return IGNORED;
    const words = wordsFor(event);
    const { place } = event;
    // a card from before the workspace was disconnected: whoever presses it is not left without a word
    if (event.kind === 'action' || event.kind === 'form')
      return once(event, words.notConnected, `${place.workspace} ${event.speaker.id} pressed`);
    if (event.kind !== 'message' && event.kind !== 'command' && event.kind !== 'bot_added') return IGNORED;
    // what an organisation's own app of Slack or Teams brings is signed with what that organisation chose, and may name any workspace:
    // it connects none by a code, counts for none, and is answered by that app alone
    const chosen = event.app !== 'settings' && place.platform !== 'discord';
    if (command?.kind === 'connect' && command.code.trim() !== '') {
      const owner = await services.organisationOfCode(event.app, command.code);
      if (chosen)
        return owner && place.platform === 'teams' ? once(event, words.connectsByToken, event.id, owner) : IGNORED;
      if (owner) return accept(owner, event);
      const tooMany = await services.wrongCode(event).then(
        () => false,
        () => true,
      );
      return once(event, tooMany ? words.tooManyCodes : words.codeNotValid, event.id);
    }
    return chosen ? IGNORED : once(event, words.howToConnect, `${place.workspace} ${event.speaker.id}`);
  }

  /** Says something where nothing can be stored: once a while for the same matter. */
  function once(event: InboundEvent, text: string, matter: string, orgId = NOBODY): Immediate {
    const key = `${event.place.platform} ${matter}`;
    if (told.was(key, TOLD_MS)) return IGNORED;
    told.note(key);
    const platform = byName.get(event.place.platform);
    const message = { orgId, text, language: language(event) };
    platform
      ?.post(aloneTargetOf(event), message, `nowhere ${event.id}`)
      .catch((err) => log.warn({ err }, 'somebody in a workspace that is not connected could not be told so'));
    return ACCEPTED;
  }

  /** Whether another bot is answered: one that mentions us, where that is set, and so often at most. */
  async function mayAsk(orgId: OrgId, event: InboundEvent): Promise<boolean> {
    if (event.kind !== 'message' || !event.addressed || event.overheard || event.place.direct) return false;
    return commandIn(event.text).kind === 'ask' && (await services.botMayAsk(orgId, event.place));
  }

  /** Whether something said to nobody may be a question that is answered there all the same; orders are only for whom we are called by. */
  async function isToAnybody(orgId: OrgId, event: Extract<InboundEvent, { kind: 'message' }>): Promise<boolean> {
    const { place, text, mentions = [], replyTo } = event;
    if (place.direct || mentions.length > 0 || replyTo !== undefined) return false;
    if (text.trim() === '' || text.length > LONGEST_TO_ANYBODY || commandIn(text).kind !== 'ask') return false;
    return (await services.answersIn(orgId, place)).when === 'questions';
  }

  return async (event) => {
    // a program is never answered: two of them would never stop
    if (event.speaker.bot && !('messageId' in event)) return IGNORED;
    const orgId = await services.organisationOf(event);
    if (!orgId)
      return event.speaker.bot ||
        event.kind === 'joined' ||
        event.kind === 'empowered' ||
        event.kind === 'message_stopped'
        ? IGNORED
        : fromNowhere(event);
    const observed = await services.observe(orgId, event);
    if (event.speaker.bot && !(await mayAsk(orgId, event))) return observed ? ACCEPTED : IGNORED;
    switch (event.kind) {
      case 'message': {
        // of no weight to whoever waits for an answer
        await services
          .wrote(orgId, event)
          .catch((err) => log.warn({ err }, 'who wrote in a room could not be made to take part'));
        if (event.addressed) return accept(orgId, event);
        const listened = (await isToAnybody(orgId, event))
          ? await accept(orgId, { ...event, addressed: true, overheard: true, toAnybody: true })
          : IGNORED;
        return observed ? ACCEPTED : listened;
      }
      case 'message_edited': {
        const changed = await services.changed(orgId, event, event.messageId, event.text);
        return changed || observed ? ACCEPTED : IGNORED;
      }
      case 'message_deleted':
        return (await services.withdrawn(orgId, event, event.messageId)) || observed ? ACCEPTED : IGNORED;
      case 'reaction':
        if (isPin(event) && byName.get(event.place.platform)?.message && (await services.mayPin(orgId, event.place)))
          return accept(orgId, event);
        return observed ? ACCEPTED : IGNORED;
      case 'joined':
      case 'empowered':
      case 'message_stopped':
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
          : acceptOrProof(orgId, event);
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
        return again ? { kind: 'form', form: again } : acceptOrProof(orgId, event);
      }
      case 'home_opened':
        return accept(orgId, event);
    }
  };
}
