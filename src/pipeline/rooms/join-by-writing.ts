import { hasTakenPart, participantsOf } from '../../db/incident-people.ts';
import { openRoomPlaces } from '../../db/incident-rooms.ts';
import { type Db, withOrg } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import { MOST_PARTICIPANTS } from '../../domain/incident-work.ts';
import { can } from '../../domain/role.ts';
import { spokenIn } from '../../domain/room.ts';
import type { Account } from '../../messages/inbound.ts';
import { whoSpeaks } from '../chat-accounts.ts';
import { lockVisibleIncident, memberOf, record } from '../incident-record.ts';
import type { AuditKey } from '../work.ts';
import { roomAt } from './room-readers.ts';

/** So long it is believed which rooms there are: it is asked for every message. */
const BELIEVED_MS = 2000;
/** So long nobody is looked up again who wrote in a room. */
const KNOWN_MS = 10 * 60_000;
const MOST = { organisations: 1000, writers: 20_000 };

/** Makes members who write in an incident's room take part in it: once, and never again whom somebody took off since. */
export function createRoomWriters({ db, now, auditKey }: { db: Db; now: () => Date; auditKey: AuditKey }) {
  const rooms = new Map<OrgId, { at: number; places: Promise<ReadonlySet<string>> }>();
  const writers = new Map<string, number>();

  function roomsOf(orgId: OrgId): Promise<ReadonlySet<string>> {
    const at = now().getTime();
    const before = rooms.get(orgId);
    if (before && at - before.at < BELIEVED_MS) return before.places;
    if (rooms.size >= MOST.organisations) rooms.clear();
    const places = withOrg(db, orgId, openRoomPlaces).then((all) => new Set(all.map(keyOf)));
    rooms.set(orgId, { at, places });
    places.catch(() => rooms.delete(orgId));
    return places;
  }

  /** Somebody wrote something; true where they take part in the incident of that room from now on. */
  return async (orgId: OrgId, account: Account): Promise<boolean> => {
    const { place, speaker } = account;
    if (place.direct || speaker.bot || speaker.id === '') return false;
    const room = keyOf({ ...place, channel: spokenIn(place) });
    if (!(await roomsOf(orgId)).has(room)) return false;
    const writer = `${orgId} ${room} ${speaker.id}`;
    const at = now().getTime();
    if (at - (writers.get(writer) ?? Number.NEGATIVE_INFINITY) < KNOWN_MS) return false;
    const joined = await withOrg(db, orgId, async (tx) => {
      const about = await roomAt(tx, place);
      if (!about) return false;
      const here = { platform: place.platform, audience: 'private' } as const;
      const who = await whoSpeaks({ tx, now: now(), auditKey }, account, here);
      const memberId = who.kind === 'member' ? memberOf(who.principal) : null;
      if (who.kind !== 'member' || memberId === null || !can(who.principal.role, 'incidents.read')) return false;
      const work = { tx, principal: who.principal, now: now(), auditKey };
      const incident = await lockVisibleIncident(work, about.incident);
      if (await hasTakenPart(tx, incident.id, memberId)) return false;
      if ((await participantsOf(tx, incident.id)).length >= MOST_PARTICIPANTS) return false;
      const text = `Takes part, having written in the room: ${who.principal.name}`;
      const change = { field: 'people', before: null, after: memberId };
      const line = { action: 'incident.people', detail: { change: text } };
      await record(work, incident, { kind: 'people', text, change }, line);
      return true;
    });
    if (writers.size >= MOST.writers) writers.clear();
    writers.set(writer, at);
    return joined;
  };
}

const keyOf = ({ platform, workspace, channel }: { platform: string; workspace: string; channel: string }): string =>
  JSON.stringify([platform, workspace, channel]);
