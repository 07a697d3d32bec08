import { hastenDeliveries } from '../../db/deliveries.ts';
import { noteFailed, noteTaken, toldTopics } from '../../db/delivery-targets.ts';
import { findOrganisation } from '../../db/organisations.ts';
import { type Db, withOrg } from '../../db/scope.ts';
import type { Delivery, Receiver } from '../../domain/delivery.ts';
import { newId, type OrgId } from '../../domain/id.ts';
import type { Principal } from '../../domain/principal.ts';
import type { Jobs } from '../../jobs/queue.ts';
import { deliveryWords } from '../../messages/catalogue/delivery.ts';
import { durationText } from '../../messages/time-text.ts';
import type { HealthCheck } from '../health.ts';
import type { TokenKey } from '../sealed-tokens.ts';
import { standingOf } from './deliver-to-target.ts';
import { TargetRefused } from './delivery-errors.ts';
import { enqueueTarget } from './delivery-jobs.ts';
import { openSecrets, seeTarget, type TargetKeeping, type TargetShown } from './delivery-targets.ts';
import { pinnedAddress } from './guarded-address.ts';
import { inTheirLanguage, seeDevice } from './push-devices.ts';
import type { SenderOptions, Senders } from './senders.ts';

/** What pages and routes need of delivery beside the database. */
export interface DeliveryServices {
  /** What places of delivery are kept with. */
  keeping: TargetKeeping;
  /**
   * Tells one of them that this is a test, now; throws with what is wrong. What came of it stands with the place; where it was taken, what
   * waited because it was not taken before is sent at once.
   */
  test(orgId: OrgId, targetId: string, by: string): Promise<void>;
  /** Takes away what one that is about to be removed would leave behind, as far as it can be reached. */
  forget(orgId: OrgId, targetId: string): Promise<void>;
  /** What browsers are told of who sends to them. */
  pushKey: string;
  /** Sends a test to a browser of one's own, now; throws with what is wrong. */
  testDevice(principal: Principal, id: string): Promise<void>;
  /** Throws where a browser's service may not be reached from here, or cannot be looked up. */
  requireReachable(endpoint: string): Promise<void>;
}

export function deliveryServices({
  db,
  key,
  senders,
  network,
  enqueue,
  now,
}: {
  db: Db;
  key: TokenKey;
  senders: Senders;
  network: Pick<SenderOptions, 'allowed' | 'resolve' | 'push'>;
  enqueue: Jobs['add'];
  now: () => Date;
}): DeliveryServices {
  const around = (orgId: OrgId, targetId: string) =>
    withOrg(db, orgId, async (tx) => {
      const seen = await seeTarget(tx, targetId);
      const organisation = (await findOrganisation(tx))?.name ?? '';
      return {
        ...seen,
        organisation,
        told: await toldTopics(tx, targetId),
        standing: await standingOf(tx, seen.target),
      };
    });
  /** What came of it stands with the place. */
  const noted = async (orgId: OrgId, id: string, send: () => ReturnType<Senders['send']>): Promise<void> => {
    try {
      const left = await send();
      if (left) throw new TargetRefused(left.why);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      await withOrg(db, orgId, (tx) => noteFailed(tx, id, why, now()));
      throw error;
    }
    await withOrg(db, orgId, async (tx) => {
      await noteTaken(tx, id, now());
      await hastenDeliveries(tx, id, now());
    });
    // the test arrived: a queue that is away now must not say that it did not
    await enqueueTarget(enqueue, orgId, id).catch(() => {});
  };
  return {
    keeping: { key, allowed: network.allowed },
    pushKey: network.push.publicKey,
    requireReachable: async (endpoint) => {
      await pinnedAddress(new URL(endpoint).hostname, network.allowed, network.resolve);
    },
    async testDevice(principal, id) {
      const { orgId } = principal;
      const { device, sealed, organisation } = await withOrg(db, principal, async (tx) => {
        const seen = await seeDevice({ tx, principal }, id);
        const organisation = (await findOrganisation(tx))?.name ?? '';
        return { ...seen, device: await inTheirLanguage(tx, seen.device), organisation };
      });
      const test = testOf(device, principal.name, now());
      const secrets = openSecrets(key, id, sealed);
      await noted(orgId, id, () =>
        senders.send({ target: device, secrets, organisation, standing: { open: 0, worst: null } }, [test]),
      );
    },
    async forget(orgId, targetId) {
      const { target, sealed, organisation, told } = await around(orgId, targetId);
      // a broker that is away keeps nobody from removing it
      await senders.forget({ target, secrets: openSecrets(key, targetId, sealed), organisation }, told).catch(() => {});
    },
    async test(orgId, targetId, by) {
      const { target, sealed, organisation, standing } = await around(orgId, targetId);
      const secrets = openSecrets(key, targetId, sealed);
      await noted(orgId, targetId, () =>
        senders.send({ target, secrets, organisation, standing }, [testOf(target, by, now())]),
      );
    },
  };
}

/** A piece of news that says that it is a test. */
function testOf({ id, language }: Receiver, by: string, at: Date): Delivery {
  const words = deliveryWords[language].test;
  return {
    id: newId(at.getTime()),
    targetId: id,
    type: 'test',
    subject: id,
    severity: null,
    body: {
      ref: '',
      title: words.title,
      text: words.text(by),
      status: '',
      severity: null,
      at: at.toISOString(),
      url: '/',
      by,
      pending: false,
    },
    state: 'waiting',
    createdAt: at,
    dueAt: at,
    attempts: 0,
    lastError: null,
    doneAt: null,
    begunAt: null,
    recipients: null,
  };
}

const LATE_MS = 10 * 60_000;

/** Whether every place of delivery takes what it is told. */
export const targetsCheck = (targets: () => Promise<readonly TargetShown[]>, now: () => Date): HealthCheck => ({
  name: 'delivery beside the chat',
  mend: 'Open the Delivery page: it says what each place answered, and has a button for a test. What waits is sent as soon as it works.',
  async check() {
    const all = (await targets()).filter(({ enabled }) => enabled);
    const failing = all.filter((one) => one.failingSince !== null || one.dead > 0);
    if (failing.length > 0) throw new Error(failing.map((one) => wordsOf(one, now())).join(' '));
    return all.length === 0 ? 'none is set' : `${all.length}, all take what they are told`;
  },
});

function wordsOf({ name, waiting, dead, failingSince, lastError, oldestWaiting }: TargetShown, now: Date): string {
  const since = failingSince ? ` for ${durationText((now.getTime() - failingSince.getTime()) / 1000)}` : '';
  const late = oldestWaiting && now.getTime() - oldestWaiting.getTime() > LATE_MS ? `, ${waiting} wait` : '';
  const given = dead > 0 ? `, ${dead} given up` : '';
  return `${name} fails${since}${late}${given}: ${lastError ?? 'some of what it was told was refused'}`;
}
