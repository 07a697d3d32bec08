import { dueRooms } from '../../db/incident-rooms.ts';
import { type Db, withSystem } from '../../db/scope.ts';
import { orgId } from '../../domain/id.ts';
import type { JobHandlers, Jobs, Schedule } from '../../jobs/queue.ts';
import { type RoomParts, tendRoom } from './tend-room.ts';

/** What is due with rooms of incidents is found by this, also after a restart. */
export const ROOM_SCHEDULES: readonly Schedule[] = [{ name: 'sweep_rooms', payload: {}, everyMs: 15_000 }];

/** Has done with rooms what was asked for just now; of what is committed within a tenth of a second one sweep finds all. */
export const sweepRooms = (enqueue: Jobs['add'], now: Date): Promise<unknown> =>
  enqueue('sweep_rooms', {}, { dedupeKey: `wake rooms ${Math.floor(now.getTime() / 100)}` });

/** What makes rooms of incidents and looks after them; they wait where `parts` is absent. */
export const roomJobs = (
  db: Db,
  enqueue: Jobs['add'],
  now: () => Date,
  parts: RoomParts | undefined,
): Pick<JobHandlers, 'tend_room' | 'sweep_rooms'> => ({
  async tend_room(payload, { signal }) {
    if (!parts) return;
    const again = await tendRoom(parts, orgId(payload.orgId), payload.roomId, signal);
    // should this be lost, a sweep finds it once it is due
    if (again)
      await enqueue('tend_room', payload, {
        dedupeKey: `room ${payload.roomId} ${again.getTime()}`,
        delayMs: Math.max(0, again.getTime() - now().getTime()),
      });
  },

  async sweep_rooms() {
    if (!parts) return;
    for (const { orgId: id, id: roomId } of await withSystem(db, (tx) => dueRooms(tx, now())))
      await enqueue('tend_room', { orgId: id, roomId }, { dedupeKey: `room ${roomId}` });
  },
});
