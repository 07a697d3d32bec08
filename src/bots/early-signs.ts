import type { OrgId } from '../domain/id.ts';
import type { Log } from '../log.ts';
import type { InboundEvent, InboxItem } from '../messages/inbound.ts';
import type { Inbox } from './dispatch-services.ts';
import type { Platform } from './platform.ts';

/** A question that nobody has come to by then gets its sign all the same. */
const AFTER_MS = 400;
/** Signs that fade are set again so often, as long as the question waits, and so long at most. */
const AGAIN_MS = 8000;
const LONGEST_MS = 5 * 60_000;
/** Of a workspace's calls so many go to such signs: as many at once, and one more each so many ms. */
const ALLOWED = { atOnce: 20, everyMs: 1200 };
const MOST_WORKSPACES = 5000;
const MOST_KNOWN = 20_000;

/** Shows that a question has been heard when it is accepted, where nobody can begin with it at once. */
export function createEarlySigns({
  byName,
  inbox,
  log,
  now,
}: {
  byName: ReadonlyMap<string, Platform>;
  inbox: Pick<Inbox, 'waits'>;
  log: Log;
  now: () => Date;
}) {
  /** Of the questions accepted here: whether their sign was set. */
  const known = new Map<string, boolean>();
  const allowance = new Map<string, { left: number; at: number }>();

  function mayCall({ platform, workspace }: InboundEvent['place']): boolean {
    const key = `${platform} ${workspace}`;
    const at = performance.now();
    const before = allowance.get(key) ?? { left: ALLOWED.atOnce, at };
    const left = Math.min(ALLOWED.atOnce, before.left + (at - before.at) / ALLOWED.everyMs);
    if (allowance.size >= MOST_WORKSPACES) allowance.clear();
    allowance.set(key, { left: left >= 1 ? left - 1 : left, at });
    return left >= 1;
  }

  async function show(orgId: OrgId, event: InboundEvent, since: number): Promise<void> {
    const sign = byName.get(event.place.platform)?.sign;
    if (!sign || !mayCall(event.place) || !(await inbox.waits(orgId, event))) return;
    known.set(keyOf(event), true);
    await sign.set(event, orgId);
    if (sign.fades) later(AGAIN_MS, orgId, event, since);
    // somebody came to it in the meantime, and may be done with it
    else if (!(await inbox.waits(orgId, event))) setTimeout(() => void clear(orgId, event), AFTER_MS * 2).unref();
  }

  function later(ms: number, orgId: OrgId, event: InboundEvent, since: number): void {
    if (performance.now() - since > LONGEST_MS) return;
    setTimeout(() => {
      show(orgId, event, since).catch((err) => log.debug({ err }, 'a question waits without a sign'));
    }, ms).unref();
  }

  async function clear(orgId: OrgId, event: InboundEvent): Promise<void> {
    const sign = byName.get(event.place.platform)?.sign;
    if (!sign || sign.fades) return;
    await sign.clear(event, orgId).catch((err) => log.debug({ err }, 'a sign of a question stays'));
  }

  return {
    accepted(orgId: OrgId, event: InboundEvent): void {
      const asked = event.kind === 'message' && event.addressed && !event.overheard;
      if (!asked || !byName.get(event.place.platform)?.sign) return;
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(keyOf(event), false);
      later(AFTER_MS, orgId, event, performance.now());
    },
    /** Whoever is done with it takes away what was set here, or may have been set in another process. */
    async over({ orgId, event, receivedAt }: InboxItem): Promise<void> {
      if (event.kind !== 'message' || event.overheard) return;
      const set = known.get(keyOf(event)) ?? now().getTime() - receivedAt.getTime() > AFTER_MS;
      known.delete(keyOf(event));
      if (set) await clear(orgId, event);
    },
  };
}

const keyOf = ({ id, place }: InboundEvent): string => `${place.platform} ${place.workspace} ${id}`;

export type EarlySigns = ReturnType<typeof createEarlySigns>;
