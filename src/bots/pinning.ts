import type { Principal } from '../domain/principal.ts';
import type { InboundEvent, InboxItem } from '../messages/inbound.ts';
import type { DispatchServices } from './dispatch-services.ts';
import type { PinOrder } from './pin-words.ts';
import type { Platform } from './platform.ts';
import { Gone, Refused, TokenRefused } from './platform-errors.ts';
import { patiently } from './replying.ts';

type Reaction = InboundEvent & { kind: 'reaction' };

/** 📌 as Discord says it, and as Slack calls it. */
const PUSHPINS: ReadonlySet<string> = new Set(['📌', 'pushpin']);

export const isPin = (event: InboundEvent): event is Reaction =>
  event.kind === 'reaction' && PUSHPINS.has(event.emoji) && !event.place.direct;

/** Somebody pins a message to an incident, or takes that back. Nothing is ever said about a reaction: the timeline shows what came of it. */
export async function pin(
  services: Pick<DispatchServices, 'who' | 'pin'>,
  platform: Platform,
  { orgId, conversation }: Pick<InboxItem, 'orgId' | 'conversation'>,
  event: Reaction,
): Promise<void> {
  if (event.speaker.bot || !platform.message) return;
  const who = await services.who(orgId, event, conversation, true);
  if (who.kind !== 'member') return;
  const said = event.on ? await patiently(() => platform.message!(event, orgId)).catch(nothing) : null;
  const { place, messageId, on, speaker } = event;
  await services.pin(who.principal, { place, messageId, account: speaker.id, on, said });
}

/** What somebody called on a message, as the desk takes it. */
export const pinCall = (event: InboundEvent & { kind: 'shortcut'; name: 'pin_message' }) => {
  const { place, speaker, text, author, messageId, url, writtenAt, ours } = event;
  const message = { text, author, messageId, ...(url ? { url } : {}), writtenAt, ours };
  return { place, account: speaker.id, message };
};

/** “Pin this”, said about another message: which one that is, the platform says. Answers what came of it. */
export async function pinAsSaid(
  services: Pick<DispatchServices, 'pinAsSaid'>,
  platform: Platform,
  { orgId, event }: Pick<InboxItem, 'orgId' | 'event'>,
  principal: Principal,
  { on, incident, bookmark }: PinOrder,
): Promise<string> {
  const { place, speaker } = event;
  const asked = event.kind === 'message' && !place.direct && platform.meant;
  const said = asked ? await patiently(() => asked(event, orgId)).catch(nothing) : null;
  const pin = {
    place,
    messageId: said?.messageId ?? '',
    account: speaker.id,
    on,
    said,
    ...(bookmark ? { bookmark } : {}),
  };
  return services.pinAsSaid(principal, pin, incident);
}

/** What is gone, or is not to be read by us, is not quoted. */
function nothing(error: unknown): null {
  if ((error instanceof Gone || error instanceof Refused) && !(error instanceof TokenRefused)) return null;
  throw error;
}
