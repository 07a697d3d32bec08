import type { Language } from '../../domain/language.ts';
import type { Box } from '../../domain/picture.ts';
import type { Principal } from '../../domain/principal.ts';
import { mayDecideProposal, type Proposal } from '../../domain/proposal.ts';
import { can, type Permission } from '../../domain/role.ts';
import { CHAT_PLATFORMS } from '../inbound.ts';
import { type Links, pathOf } from '../links.ts';

/** For whom a card is drawn: which buttons it has, in which zone its times are, whose "me" is meant, where links lead. */
export interface CardView {
  can: (permission: Permission) => boolean;
  timeZone: string;
  /** Of labels, buttons and times; English where absent. Stored texts stay as they are. */
  language?: Language;
  /** The reader, where there is one and it is a member; a card in a channel has many. */
  memberId?: string | null;
  /** The reader, member or API key: who opened an incident may withdraw it. */
  actorId?: string | null;
  /** Whether a proposal is the reader's to decide; none is where absent. */
  decides?: (proposal: Pick<Proposal, 'kind' | 'requestedBy' | 'args'>) => boolean;
  /** The reader may look at some cameras only: what is counted is what these saw. */
  camerasLimited?: true;
  /** Paths of the console where absent. */
  urls?: Links;
  /** Where a kept picture, or a part of it, can be seen; cards show none where absent. */
  pictures?: (pictureId: string, box?: Box) => string;
  /** A button may open a form where the card stands; in the console forms have pages of their own. */
  forms?: boolean;
}

/** A card for one reader. */
export const viewOf = (principal: Principal, urls: Links = pathOf, pictures?: CardView['pictures']): CardView => ({
  can: (permission) => can(principal.role, permission),
  decides: (proposal) => mayDecideProposal(principal, proposal),
  timeZone: principal.timeZone,
  ...(principal.place.language ? { language: principal.place.language } : {}),
  memberId: principal.actor.kind === 'member' ? principal.actor.id : null,
  actorId: principal.actor.id,
  ...(principal.camerasLimited ? { camerasLimited: true as const } : {}),
  urls,
  ...(pictures ? { pictures } : {}),
  forms: (CHAT_PLATFORMS as readonly string[]).includes(principal.place.platform),
});

/**
 * A card that a whole channel reads: every button is there, and a click is checked in the clicker's name. A proposal must be
 * given without its nonce, which is only for whoever may decide it.
 */
export const sharedView = (timeZone: string, urls: Links): CardView => ({
  can: () => true,
  decides: () => true,
  timeZone,
  urls,
  forms: true,
});
