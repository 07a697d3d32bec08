import type { Incident } from '../../domain/incident.ts';
import { type IncidentRoom, isLive } from '../../domain/room.ts';
import { oneLine } from '../../domain/text.ts';
import type { CardAction } from '../card.ts';
import { roomWords } from '../catalogue/rooms.ts';
import { timeText } from '../time-text.ts';
import type { CardView } from './card-view.ts';

/** An incident's room as a card shows it. */
export interface RoomShown {
  room: Pick<IncidentRoom, 'platform' | 'name' | 'url' | 'state' | 'problem' | 'archiveAt'> | null;
  /** The organisation has rooms: one may be opened. */
  mayOpen: boolean;
}

const WHERE: Record<IncidentRoom['platform'], string> = {
  slack: 'Slack',
  discord: 'Discord',
  teams: 'Microsoft Teams',
};

/** Where the room is, or what became of it, as a fact of the incident's card. */
export function roomFacts(
  { room }: RoomShown,
  { timeZone, language = 'en' }: Pick<CardView, 'timeZone' | 'language'>,
): { label: string; value: string }[] {
  if (!room) return [];
  const words = roomWords[language];
  const { state, archiveAt } = room;
  const where = WHERE[room.platform];
  const name = oneLine(room.name, 100);
  const problem = room.problem ? ` ${oneLine(room.problem, 300)}` : '';
  const value = (): string => {
    switch (state) {
      case 'opening':
        return words.opening(where);
      case 'open':
        return words.open(name, where);
      case 'closing':
        return archiveAt
          ? words.closing(name, where, timeText(archiveAt, timeZone, language))
          : words.open(name, where);
      case 'archived':
        return words.archived(name, where);
      case 'failed':
        return words.failed(where);
      case 'gone':
        return words.gone(name, where);
    }
  };
  return [{ label: words.label, value: `${value()}${state === 'closing' ? '' : problem}` }];
}

/** Open one, go there, join: what can be done about an incident's room. */
export function roomActions(
  { room, mayOpen }: RoomShown,
  { status }: Pick<Incident, 'status'>,
  ref: string,
  view: Pick<CardView, 'can' | 'language'>,
): CardAction[] {
  const words = roomWords[view.language ?? 'en'];
  const over = status === 'closed' || status === 'withdrawn';
  const actions: CardAction[] = [];
  if (room && isLive(room)) {
    if (room.url) actions.push({ id: 'incident.room', label: words.go, value: ref, url: room.url });
    // a thread of Teams is open to everybody in its channel
    if (room.platform !== 'teams' && view.can('incidents.read'))
      actions.push({ id: 'incident.join_room', label: words.join, value: ref });
  }
  const none = !room || (room.state !== 'opening' && !isLive(room));
  if (none && mayOpen && !over && view.can('incidents.write'))
    actions.push({ id: 'incident.open_room', label: words.openOne, value: ref });
  return actions;
}
