import type { OrgId } from '../domain/id.ts';
import { isSafeNestError } from '../errors.ts';
import type { InboundEvent, InboxClaim, InboxItem } from '../messages/inbound.ts';
import { PROOF_FORM } from '../messages/views/proof-form.ts';
import { openTokens, sealTokens, type TokenKey } from './sealed-tokens.ts';

/** Where the sealed one stands in a stored event's handle. */
const SEALED = 'sealed';

/**
 * The event as it is stored: with what answers it (an interaction's token, an address), and what its pictures are fetched with
 * (addresses that open them for anybody), and a PIN that was given, for nobody to read who only has the table.
 */
export function sealHandle(key: TokenKey, event: InboundEvent): InboundEvent {
  const seal = (what: Record<string, string>, about: string): Record<string, string> => ({
    [SEALED]: sealTokens(key, about, JSON.stringify(what)).toString('base64url'),
  });
  return {
    ...event,
    ...(event.handle ? { handle: seal(event.handle, event.id) } : {}),
    ...(isProof(event) ? { fields: seal(event.fields, aboutFields(event)) } : {}),
    ...(event.kind === 'message' && event.pictures
      ? { pictures: event.pictures.map((one, at) => ({ ...one, from: seal(one.from, aboutPicture(event, at)) })) }
      : {}),
  };
}

/** A form that holds a PIN. */
const isProof = (event: InboundEvent): event is Extract<InboundEvent, { kind: 'form' }> =>
  event.kind === 'form' && event.action === PROOF_FORM;
const aboutFields = ({ id }: InboundEvent): string => `${id} fields`;

const aboutPicture = ({ id }: InboundEvent, at: number): string => `${id} picture ${at}`;

/**
 * The event as it was; without its handle where that cannot be opened any more: then it is answered as if there were none. A
 * picture whose address cannot be opened is one that cannot be fetched.
 */
export function openHandle(key: TokenKey, event: InboundEvent): InboundEvent {
  const open = (what: Record<string, string>, about: string): Record<string, string> | null => {
    const sealed = what[SEALED];
    if (sealed === undefined) return what;
    try {
      return JSON.parse(openTokens(key, about, Buffer.from(sealed, 'base64url'))) as Record<string, string>;
    } catch (error) {
      if (!isSafeNestError(error)) throw error;
      return null;
    }
  };
  const { handle: stored, ...rest } = event;
  const handle = stored && open(stored, event.id);
  return {
    ...rest,
    ...(handle ? { handle } : {}),
    ...(isProof(event) ? { fields: open(event.fields, aboutFields(event)) ?? {} } : {}),
    ...(event.kind === 'message' && event.pictures
      ? { pictures: event.pictures.map((one, at) => ({ ...one, from: open(one.from, aboutPicture(event, at)) ?? {} })) }
      : {}),
  } as InboundEvent;
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
