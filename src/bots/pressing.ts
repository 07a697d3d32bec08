import type { Language } from '../domain/language.ts';
import type { Principal } from '../domain/principal.ts';
import { isSafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import { isOfOneMatter } from '../messages/card-key.ts';
import { chatWords } from '../messages/catalogue/chat.ts';
import type { InboundEvent, InboxItem } from '../messages/inbound.ts';
import type { OutboundMessage, Posted } from '../messages/outbound.ts';
import type { DispatchServices } from './dispatch-services.ts';
import type { Platform } from './platform.ts';
import { patiently, tellAlone } from './replying.ts';

export interface Pressing {
  item: InboxItem;
  event: Extract<InboundEvent, { kind: 'action' | 'form' }>;
  platform: Platform;
  principal: Principal;
  language: Language;
}

/**
 * Does what a button or a form says, in the clicker's name. The card is replaced where it stands, for everybody; what else there
 * is to say is said to the clicker alone.
 */
export async function press(
  services: Pick<DispatchServices, 'perform' | 'redrawn' | 'inbox'>,
  { item, event, platform, principal, language }: Pressing,
  log: Log,
): Promise<void> {
  const { action: id, value } = event;
  const fields = event.kind === 'form' ? { fields: event.fields } : {};
  let outcome: Awaited<ReturnType<typeof services.perform>>;
  try {
    outcome = await services.perform(item, principal, { id, value, ...fields });
  } catch (error) {
    if (!isSafeNestError(error) || error.code === 'internal') throw error;
    await tellAlone(platform, item, { text: error.message, language });
    return;
  }
  if (outcome.alone && outcome.card) {
    const seen = await tellAlone(platform, item, { text: outcome.text, card: outcome.card, language });
    await services.inbox.keep(item, { reply: seen });
    return;
  }
  if (outcome.answers && event.message) {
    const answer: OutboundMessage = { orgId: item.orgId, text: outcome.text, language };
    const stands = await patiently(() => platform.update(event.message!, answer, event.handle)).then(
      () => true,
      () => false,
    );
    if (stands) return;
  }
  // what waited for a PIN comes back by another value than that of its card
  const about = aboutOf(value) || aboutOf(outcome.card?.key ?? '');
  const drawn = event.message ? await redraw(services, platform, principal, event.message, about, event, log) : null;
  const { text, card = null, done = false } = outcome;
  const elsewhere = card !== null && !drawn?.some((key) => isOfOneMatter(key, card.key));
  if (done && drawn && !elsewhere) return;
  const posted = await tellAlone(platform, item, {
    text,
    ...(card && elsewhere ? { card } : {}),
    language,
  });
  if (card && elsewhere) await services.inbox.keep(item, { reply: posted, shows: { card: card.key, alone: true } });
}

/** Replaces the message and answers the keys of the cards on it; null where it could not be replaced. */
async function redraw(
  services: Pick<DispatchServices, 'redrawn'>,
  platform: Platform,
  principal: Principal,
  message: Posted,
  about: string,
  event: InboundEvent,
  log: Log,
): Promise<string[] | null> {
  try {
    const now = await services.redrawn(principal, message, about);
    if (!now) return null;
    await patiently(() => platform.update(message, now, event.handle));
    return [...(now.card ? [now.card] : []), ...(now.more ?? [])].map((card) => card.key);
  } catch (err) {
    // what was done is done; the clicker is told with the card
    log.warn({ err }, 'a card could not be replaced where it stands');
    return null;
  }
}

/** The reference a button's value begins with: `INC-17#…`, `PROP-3:…`. */
const aboutOf = (value: string): string => /^[A-Za-z]{2,5}-\d{1,12}/.exec(value)?.[0] ?? '';

/** A button that opens a form, pressed where none could be opened. */
export const noForm = (platform: Platform, item: InboxItem, language: Language): Promise<Posted> =>
  tellAlone(platform, item, { text: chatWords[language].noForm, language });
