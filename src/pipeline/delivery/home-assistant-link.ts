import { randomUUID } from 'node:crypto';
import type { MqttClient } from 'mqtt';
import {
  findTarget,
  holdLink,
  mqttTargets,
  noteFailed,
  noteTaken,
  noteTopics,
  releaseLink,
  toldTopics,
} from '../../db/delivery-targets.ts';
import { findOrganisation } from '../../db/organisations.ts';
import { type Db, withOrg, withSystem } from '../../db/scope.ts';
import { USUAL_PAUSE_MS } from '../../domain/alert-pause.ts';
import type { DeliveryTarget, MqttSettings } from '../../domain/delivery.ts';
import type { OrgId } from '../../domain/id.ts';
import type { Log } from '../../log.ts';
import { smallerJpeg } from '../../media/edit-picture.ts';
import type { FileStore } from '../../media/files.ts';
import { endPause, pauseAlerts, seePauses } from '../alert-pauses.ts';
import { updateCamera } from '../cameras/registry.ts';
import { systemPrincipal } from '../members.ts';
import { readPicture, seePicture } from '../pictures.ts';
import type { TokenKey } from '../sealed-tokens.ts';
import type { AuditKey, Work } from '../work.ts';
import { TargetAway } from './delivery-errors.ts';
import { openSecrets } from './delivery-targets.ts';
import { commandOf, commandTopics, type HomeCommand, homeMessages, homeTopics } from './home-assistant-cameras.ts';
import { homeStanding } from './home-standing.ts';
import { brokerError, connectMqtt, type MqttOptions } from './publish-mqtt.ts';

export interface HomeAssistantParts {
  db: Db;
  key: TokenKey;
  auditKey: AuditKey;
  files: FileStore;
  network: MqttOptions;
  publicUrl: string | null;
  silentMs: number;
  now: () => Date;
  log: Log;
  everyMs?: number;
}

const EVERY_MS = 5000;
/** Another process takes over after so long. */
const LEASE_MS = 30_000;
const AWAY_MS = 30_000;
/** A broker that says more than this between two looks, or a house in which more is pressed, is not listened to for a while. */
const MOST_BYTES = 256 * 1024;
const MOST_COMMANDS = 20;
const PICTURE_SIDE = 1280;
const ANSWER_MS = 10_000;

type MqttTarget = Extract<DeliveryTarget, { kind: 'mqtt' }>;

/** One connection to a place's broker, and what stands there. */
interface Link {
  orgId: OrgId;
  id: string;
  /** Settings it was made with: others need another. */
  stamp: number;
  settings: MqttSettings;
  client: MqttClient;
  /** Retained topics in our name → what they say. */
  told: Map<string, string>;
  pictures: Map<number, string>;
  listening: Map<string, Omit<HomeCommand, 'on'>>;
  bytes: number;
  commands: number;
  broken: boolean;
  /** Fails when the connection ends. */
  ended: Promise<never>;
}

/** What a broker takes, unless it goes away or says nothing. */
async function heard(link: Link, taken: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new TargetAway('The broker did not answer in time.')), ANSWER_MS);
  });
  try {
    await Promise.race([taken, link.ended, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether a place wants more than news: then a connection to it is held. */
const isHeld = ({ cameras, people, control }: MqttSettings): boolean => cameras || control || people.length > 0;

/**
 * Keeps Home Assistant's entities of cameras and people true, and does what is pressed there: only at the topics of the place's own
 * prefix, only where an admin allowed it, and only what those switches can do. One process holds the connection of a place.
 */
export function createHomeAssistant(parts: HomeAssistantParts) {
  const { db, now, log } = parts;
  const own = randomUUID();
  const links = new Map<string, Link>();
  /** Places that failed are left alone until then. */
  const away = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  /** Looks at every place once; what fails at one keeps nothing from the others. */
  async function tend(): Promise<void> {
    const wanted = await withSystem(db, mqttTargets);
    for (const [id, link] of links) if (!wanted.some((one) => one.id === id)) await close(link, { clear: true });
    for (const { orgId, id } of wanted) {
      if ((away.get(id) ?? 0) > now().getTime()) continue;
      try {
        await tendOne(orgId, id);
      } catch (error) {
        away.set(id, now().getTime() + AWAY_MS);
        const link = links.get(id);
        if (link) await close(link, { clear: false });
        const why = error instanceof Error ? error.message : String(error);
        await withOrg(db, orgId, async (tx) => {
          await releaseLink(tx, id, own);
          await noteFailed(tx, id, why, now());
        });
        log.warn({ err: error }, 'Home Assistant could not be told; it is tried again');
      }
    }
  }

  async function tendOne(orgId: OrgId, id: string): Promise<void> {
    const found = await withOrg(db, orgId, async (tx) => {
      const seen = await findTarget(tx, id);
      if (seen?.target.kind !== 'mqtt') return null;
      const target = seen.target as MqttTarget;
      const left = await toldTopics(tx, id);
      if (!isHeld(target.settings) && left.length === 0 && !links.has(id)) return null;
      if (!(await holdLink(tx, id, own, now(), LEASE_MS))) return null;
      return { target, sealed: seen.sealed, left, organisation: (await findOrganisation(tx))?.name ?? '' };
    });
    let link = links.get(id);
    if (!found) {
      if (link) await close(link, { clear: false });
      return;
    }
    const { target, sealed, left, organisation } = found;
    const { settings } = target;
    if (link && (link.broken || link.stamp !== target.updatedAt.getTime())) {
      // what stands under other topics, or at another broker, is taken away there first
      await close(link, { clear: !link.broken });
      link = undefined;
    }
    if (!link) {
      link = await open(orgId, target, openSecrets(parts.key, id, sealed).password ?? null);
      for (const topic of left) link.told.set(topic, '?');
      await withOrg(db, orgId, (tx) => noteTaken(tx, id, now()));
    }
    const { bytesRead = 0 } = (link.client.stream ?? {}) as { bytesRead?: number };
    if (bytesRead - link.bytes > MOST_BYTES) throw new TargetAway('The broker says more than it is asked.');
    link.bytes = bytesRead;
    link.commands = 0;
    await tell(link, { targetId: id, organisation, console: parts.publicUrl, settings });
    if (!isHeld(settings)) {
      await close(link, { clear: true });
      await withOrg(db, orgId, (tx) => releaseLink(tx, id, own));
    }
  }

  /** Publishes what changed since the last time, and takes away what is no longer there. */
  async function tell(link: Link, place: Parameters<typeof homeMessages>[0]): Promise<void> {
    const { client, orgId, id } = link;
    const { settings } = place;
    const standing = await withOrg(db, orgId, (tx) =>
      homeStanding(tx, settings, { now: now(), silentMs: parts.silentMs }),
    );
    const messages = isHeld(settings)
      ? [...homeMessages(place, standing), { topic: homeTopics(settings).link, payload: 'online', retain: true }]
      : [];
    const wanted = new Map(messages.map(({ topic, payload }) => [topic, payload]));
    const gone = [...link.told.keys()].filter((topic) => !wanted.has(topic));
    const fresh = messages.filter(({ topic, payload }) => link.told.get(topic) !== payload);
    // written down before it is said: what a crash leaves there is known
    if (gone.length > 0 || fresh.some(({ topic }) => !link.told.has(topic)))
      await withOrg(db, orgId, (tx) => noteTopics(tx, id, [...new Set([...link.told.keys(), ...wanted.keys()])]));
    for (const { topic, payload } of fresh) {
      await heard(link, client.publishAsync(topic, payload, { qos: 1, retain: true }));
      link.told.set(topic, payload);
    }
    for (const topic of gone) {
      await heard(link, client.publishAsync(topic, '', { qos: 1, retain: true }));
      link.told.delete(topic);
    }
    if (gone.length > 0) await withOrg(db, orgId, (tx) => noteTopics(tx, id, [...wanted.keys()]));
    await listen(link, settings.control ? standing.cameras.map(({ number }) => number) : null);
    await show(link, standing.pictures);
  }

  async function listen(link: Link, numbers: readonly number[] | null): Promise<void> {
    const wanted = numbers ? commandTopics(link.settings, numbers) : new Map();
    const added = [...wanted.keys()].filter((topic) => !link.listening.has(topic));
    const ended = [...link.listening.keys()].filter((topic) => !wanted.has(topic));
    link.listening = wanted;
    if (added.length > 0) await heard(link, link.client.subscribeAsync(added, { qos: 1 }));
    if (ended.length > 0) await heard(link, link.client.unsubscribeAsync(ended));
  }

  /** New pictures, never retained. One that is gone by now, or in which a face is being blackened, is not shown. */
  async function show(link: Link, pictures: ReadonlyMap<number, string>): Promise<void> {
    for (const [number, pictureId] of pictures) {
      if (link.pictures.get(number) === pictureId) continue;
      link.pictures.set(number, pictureId);
      try {
        const picture = await withOrg(db, link.orgId, (tx) => seePicture(tx, pictureId));
        const bytes = await smallerJpeg(await readPicture(parts.files, picture), PICTURE_SIDE);
        await heard(
          link,
          link.client.publishAsync(homeTopics(link.settings).picture(number), bytes, { qos: 1, retain: false }),
        );
      } catch (err) {
        log.debug({ err }, 'a picture is not shown in Home Assistant');
      }
    }
  }

  async function open(orgId: OrgId, target: MqttTarget, password: string | null): Promise<Link> {
    const { settings } = target;
    const will = { topic: homeTopics(settings).link, payload: Buffer.from('offline'), qos: 1, retain: true } as const;
    const { client, name } = await connectMqtt({ settings, password }, parts.network, { will });
    const ended = new Promise<never>((_, fail) => {
      client.on('error', fail);
      client.on('close', () => {
        link.broken = true;
        fail(Object.assign(new Error('closed'), { code: 'closed' }));
      });
    });
    // nobody may be waiting when it ends
    ended.catch(() => {});
    const link: Link = {
      orgId,
      id: target.id,
      stamp: target.updatedAt.getTime(),
      settings,
      client,
      told: new Map(),
      pictures: new Map(),
      listening: new Map(),
      bytes: 0,
      commands: 0,
      broken: false,
      ended,
    };
    try {
      await heard(link, new Promise<void>((done) => client.once('connect', () => done())));
    } catch (error) {
      client.end(true);
      throw brokerError(error, name);
    }
    client.on('message', (topic, payload, { retain }) => {
      const command = commandOf(link.listening, { topic, payload, retain });
      if (!command || ++link.commands > MOST_COMMANDS) return;
      running = running
        .then(() => obey(link, command))
        .catch((err: unknown) => log.warn({ err }, 'what was pressed in Home Assistant was not done'));
    });
    links.set(target.id, link);
    return link;
  }

  /** Does what was pressed, as the service itself, while an admin still allows it; the audit line says where it came from. */
  async function obey(link: Link, command: HomeCommand): Promise<void> {
    await withOrg(db, link.orgId, async (tx) => {
      const target = (await findTarget(tx, link.id))?.target;
      if (target?.kind !== 'mqtt' || !target.enabled || !target.settings.control) return;
      if (target.updatedAt.getTime() !== link.stamp) return;
      const timeZone = (await findOrganisation(tx))?.timeZone ?? 'UTC';
      const principal = {
        ...systemPrincipal(link.orgId, timeZone, { platform: 'api', audience: 'private' }),
        name: `Home Assistant (${target.name})`,
      };
      const work: Work = { tx, principal, now: now(), auditKey: parts.auditKey, via: 'mqtt' };
      switch (command.kind) {
        case 'camera':
          await updateCamera(work, command.number, { enabled: command.on });
          return;
        case 'pause': {
          const paused = (await seePauses(work)).filter(({ scope }) => scope === 'cameras');
          if (!command.on) for (const { id } of paused) await endPause(work, id);
          else if (paused.length === 0)
            await pauseAlerts(work, { scope: 'cameras', until: new Date(work.now.getTime() + USUAL_PAUSE_MS) });
        }
      }
    });
    // the switch there says at once what is so here
    void pass();
  }

  async function close(link: Link, { clear }: { clear: boolean }): Promise<void> {
    links.delete(link.id);
    const { client } = link;
    try {
      if (!link.broken && client.connected) {
        if (clear) {
          for (const topic of link.told.keys())
            await heard(link, client.publishAsync(topic, '', { qos: 1, retain: true }));
          await withOrg(db, link.orgId, (tx) => noteTopics(tx, link.id, []));
        } else
          await heard(link, client.publishAsync(homeTopics(link.settings).link, 'offline', { qos: 1, retain: true }));
      }
    } catch (err) {
      log.debug({ err }, 'a broker did not hear that we go');
    } finally {
      client.end(true);
    }
  }

  const pass = (): Promise<void> => {
    running = running
      .then(tend)
      .catch((err: unknown) => log.warn({ err }, 'the places of Home Assistant could not be looked at'));
    return running;
  };

  return {
    /** Looks at every place now; for tests and the start. */
    pass,
    start(): void {
      timer = setInterval(() => void pass(), parts.everyMs ?? EVERY_MS);
      timer.unref();
    },
    async stop(): Promise<void> {
      clearInterval(timer);
      await running;
      for (const link of [...links.values()]) {
        await close(link, { clear: false });
        await withOrg(db, link.orgId, (tx) => releaseLink(tx, link.id, own)).catch(() => {});
      }
    },
  };
}
