import type { OrgId } from '../domain/id.ts';
import { isSafeNestError } from '../errors.ts';
import type { InboundEvent, InboxClaim, InboxItem } from '../messages/inbound.ts';
import { openTokens, sealTokens, type TokenKey } from './sealed-tokens.ts';

/** Where the sealed one stands in a stored event's handle. */
const SEALED = 'sealed';

/** The event as it is stored: with what answers it (an interaction's token, an address) for nobody to read who only has the table. */
export function sealHandle(key: TokenKey, event: InboundEvent): InboundEvent {
  if (!event.handle) return event;
  const sealed = sealTokens(key, event.id, JSON.stringify(event.handle)).toString('base64url');
  return { ...event, handle: { [SEALED]: sealed } };
}

/** The event as it was; without its handle where that cannot be opened any more: then it is answered as if there were none. */
export function openHandle(key: TokenKey, event: InboundEvent): InboundEvent {
  const sealed = event.handle?.[SEALED];
  if (sealed === undefined) return event;
  try {
    const handle = JSON.parse(openTokens(key, event.id, Buffer.from(sealed, 'base64url'))) as Record<string, string>;
    return { ...event, handle };
  } catch (error) {
    if (!isSafeNestError(error)) throw error;
    const { handle: _, ...rest } = event;
    return rest as InboundEvent;
  }
}

interface Steps {
  claim(orgId: OrgId, conversation: string): Promise<InboxClaim | Date | 'done' | 'busy'>;
  begin(item: InboxItem): Promise<InboundEvent | null>;
}

/** The inbox's steps with every handle opened that they bring out. */
export function openingHandles<S extends Steps>(key: TokenKey, steps: S): S {
  const opened = (item: InboxItem): InboxItem => ({ ...item, event: openHandle(key, item.event) });
  return {
    ...steps,
    async claim(orgId: OrgId, conversation: string) {
      const claim = await steps.claim(orgId, conversation);
      if (typeof claim === 'string' || claim instanceof Date) return claim;
      return { item: opened(claim.item), surplus: claim.surplus.map(opened) };
    },
    async begin(item: InboxItem) {
      const event = await steps.begin(item);
      return event && openHandle(key, event);
    },
  };
}
