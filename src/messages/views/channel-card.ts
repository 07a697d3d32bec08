import type { Language } from '../../domain/language.ts';
import type { Role } from '../../domain/role.ts';
import type { Card, CardPart } from '../card.ts';
import { channelWords } from '../catalogue/channel-orders.ts';
import { CHANNEL_READERS, readersValue } from '../channel-button.ts';
import type { ChatPlace } from '../inbound.ts';

/** That there is something, how bad it is and how it stands, with the way to it: not what it is. */
export function briefCard(card: Card): Card {
  const [heading] = card.parts;
  const head: CardPart = { ...(heading?.kind === 'heading' ? heading : { kind: 'heading' }), text: card.key };
  return { ...card, parts: [head, { kind: 'text', text: channelWords[card.language ?? 'en'].brief }] };
}

/** Asks once more before whoever reads a channel is told more than now, of each of the roles; the question stands beside it. */
export function readersCard(place: ChatPlace, roles: Role | readonly Role[], language: Language = 'en'): Card {
  const words = channelWords[language];
  const actions = [roles].flat().map((role) => ({
    id: CHANNEL_READERS,
    label: words.raiseButton(role),
    value: readersValue(place, role),
    confirm: words.raiseSure(role),
  }));
  return { key: 'channel', language, parts: [{ kind: 'actions', actions }] };
}
