import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import {
  type DeliveryCounts,
  deliveryCounts,
  hastenDeliveries,
  listDeliveries,
  reviveDeliveries,
} from '../../db/deliveries.ts';
import { deleteTarget, findTarget, insertTarget, listTargets, updateTarget } from '../../db/delivery-targets.ts';
import type { OrgDb } from '../../db/scope.ts';
import { type AlertLimits, limitsText } from '../../domain/alert-limits.ts';
import { BINDING_PURPOSES, WEEKDAYS } from '../../domain/channel.ts';
import type { Delivery, DeliveryTarget, TargetSecrets, TargetSettings } from '../../domain/delivery.ts';
import { isUuid, newId } from '../../domain/id.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { limitsSchema } from '../chat-channels.ts';
import { checked } from '../checked.ts';
import { timeZoneSchema } from '../members.ts';
import { openTokens, sealTokens, type TokenKey } from '../sealed-tokens.ts';
import type { Work } from '../work.ts';
import { type AllowedNetworks, requireAllowed } from './guarded-address.ts';
import { webhookKey } from './post-webhook.ts';

const minute = z.int().min(0).max(1439);
/** What may stand in an MQTT topic of ours: no wildcard, no $, no empty level. */
const topic = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^+#$\p{Cc}\s/][^+#\p{Cc}]*$/u, 'must be a topic such as safenest/acme, without +, # and blanks at its ends')
  .refine((text) => !text.includes('//') && !text.endsWith('/'), 'must not have empty levels');
const host = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[\p{L}\p{N}.:_[\]-]+$/u, 'must be a host name or an address');
const password = z.string().max(1000).optional();
const webAddress = z
  .url({ protocol: /^https?$/, error: 'must be an address like https://hooks.example.com/safenest' })
  .max(2000);
const brokerAddress = z
  .url({ protocol: /^mqtts?$/, error: 'must be an address like mqtts://broker.example.com:8883' })
  .max(500);
const withoutLogin = (url: string): boolean => {
  const { username, password: word } = new URL(url);
  return username === '' && word === '';
};
const LOGIN_APART = 'must not hold a user name or password; those have fields of their own';

const shared = {
  name: z.string().trim().min(1).max(100),
  purposes: z.array(z.enum(BINDING_PURPOSES)).min(1).max(BINDING_PURPOSES.length),
  floor: z.enum(SEVERITIES).default('high'),
  /** Of alerts and incidents: those of these alone. */
  limits: limitsSchema.default(null),
  /** Minutes after midnight in the zone. */
  quiet: z.strictObject({ from: minute, to: minute }).nullable().default(null),
  /** Days on which what is less than critical waits; 1 is Monday. */
  quietDays: z.array(z.literal(WEEKDAYS)).max(6).default([]),
  timeZone: timeZoneSchema.nullable().default(null),
  /** In which it is told. */
  language: z.enum(LANGUAGES).default('en'),
  rollupSeconds: z.int().min(0).max(86_400).default(0),
  enabled: z.boolean().default(true),
};

export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...shared,
    kind: z.literal('email'),
    settings: z.strictObject({
      to: z.array(z.email().max(320)).min(1).max(50),
      from: z.email().max(320).nullable().default(null),
      server: z
        .strictObject({
          host,
          port: z.int().min(1).max(65_535),
          tls: z.enum(['implicit', 'starttls', 'none']).default('starttls'),
          user: z.string().trim().min(1).max(320).nullable().default(null),
        })
        .nullable()
        .default(null),
    }),
    /** Left out: it stays as it was. */
    password,
  }),
  z.strictObject({
    ...shared,
    kind: z.literal('webhook'),
    settings: z.strictObject({ url: webAddress.refine(withoutLogin, LOGIN_APART) }),
    /** Signs what is sent; made where left out. */
    secret: z
      .string()
      .trim()
      .regex(/^whsec_[A-Za-z0-9+/]{32,100}={0,2}$/, 'must begin with whsec_ and hold at least 24 bytes as base64')
      .optional(),
  }),
  z.strictObject({
    ...shared,
    kind: z.literal('mqtt'),
    settings: z.strictObject({
      url: brokerAddress.refine(withoutLogin, LOGIN_APART).nullable().default(null),
      user: z.string().trim().min(1).max(320).nullable().default(null),
      prefix: topic.default('safenest'),
      discovery: topic.nullable().default('homeassistant'),
      /** Each camera is told of, too. */
      cameras: z.boolean().default(false),
      pictures: z.boolean().default(false),
      /** By number: who agreed that it is told where they were seen last. */
      people: z
        .array(z.int().min(1).max(2_147_483_647))
        .max(50)
        .transform((all) => [...new Set(all)].toSorted((a, b) => a - b))
        .default([]),
      /** Cameras may be switched there, and their alerts paused. */
      control: z.boolean().default(false),
    }),
    password,
  }),
]);
export type TargetInput = z.input<typeof targetSchema>;

/** How a target stands, for whoever looks after it: never with its secrets. */
export type TargetShown = DeliveryTarget & DeliveryCounts & { hasSecret: boolean };

/** What a place is kept with: what seals its secrets, and which addresses that are not public it may have. */
export interface TargetKeeping {
  key: TokenKey;
  allowed: AllowedNetworks;
}

/**
 * Adds a place that is told. A webhook's signing secret is answered this once, where it was made here. Fails with `invalid_input` for an
 * address that nothing may be sent to.
 */
export async function addTarget(
  work: Work,
  { key, allowed }: TargetKeeping,
  input: TargetInput,
): Promise<{ target: DeliveryTarget; secret: string | null }> {
  authorise(work.principal, 'chat.write');
  const wanted = read(input);
  requireSendable(wanted, allowed);
  const id = newId(work.now.getTime());
  const made = wanted.kind === 'webhook' && wanted.secret === undefined ? newSecret() : null;
  const sealed = seal(key, id, made ? { secret: made } : secretsIn(wanted));
  if (!(await insertTarget(work.tx, rowOf(work, id, wanted, sealed))))
    throw new SafeNestError('conflict', `There is a place of delivery called ${wanted.name} already.`);
  await tell(work, 'delivery.add', wanted);
  return { target: (await seeTarget(work.tx, id)).target, secret: made };
}

/**
 * Changes one; passwords and secrets that are left out stay, unless the place they open is another one now. What waited because it was not
 * taken is tried anew. Fails with `invalid_input` for a new address that nothing may be sent to.
 */
export async function changeTarget(
  work: Work,
  { key, allowed }: TargetKeeping,
  id: string,
  input: TargetInput,
): Promise<DeliveryTarget> {
  authorise(work.principal, 'chat.write');
  const wanted = read(input);
  const { target: before, sealed } = await seeTarget(work.tx, id);
  if (before.kind !== wanted.kind)
    throw new SafeNestError('invalid_input', 'One kind does not become another: add a new one and remove this.');
  if ((await listTargets(work.tx)).some((one) => one.id !== id && one.name === wanted.name))
    throw new SafeNestError('conflict', `There is a place of delivery called ${wanted.name} already.`);
  // one that was saved while it was allowed can still be renamed and switched off
  if (hostOf(before) !== hostOf(wanted)) requireSendable(wanted, allowed);
  const given = secretsIn(wanted);
  const isGiven = given.password !== undefined || given.secret !== undefined;
  // a password that was typed for one server must not be sent to another that somebody puts in its place
  const moved = wanted.kind !== 'webhook' && !isDeepStrictEqual(serverOf(before), serverOf(wanted));
  const kept = isGiven ? seal(key, id, given) : moved ? null : sealed;
  await updateTarget(work.tx, rowOf(work, id, wanted, kept));
  await hastenDeliveries(work.tx, id, work.now);
  await tell(work, 'delivery.change', wanted);
  return (await seeTarget(work.tx, id)).target;
}

/** Removes one, and what waits for it. */
export async function removeTarget(work: Work, id: string): Promise<DeliveryTarget> {
  authorise(work.principal, 'chat.write');
  const { target } = await seeTarget(work.tx, id);
  await deleteTarget(work.tx, id);
  await tell(work, 'delivery.remove', target);
  return target;
}

/** Has what was given up for a target sent again; answers how many. */
export async function sendAgain(work: Work, id: string): Promise<number> {
  authorise(work.principal, 'chat.write');
  const { target } = await seeTarget(work.tx, id);
  const count = await reviveDeliveries(work.tx, id, work.now);
  if (count > 0) await audit(work, { action: 'delivery.send_again', subject: target.name, detail: { count } });
  return count;
}

/** All of them with how each stands. */
export async function listShownTargets(tx: OrgDb): Promise<TargetShown[]> {
  const counts = await deliveryCounts(tx);
  const shown: TargetShown[] = [];
  for (const target of await listTargets(tx)) {
    const { sealed } = await seeTarget(tx, target.id);
    const count = counts.get(target.id) ?? { waiting: 0, dead: 0, oldestWaiting: null };
    shown.push({ ...target, ...count, hasSecret: sealed !== null });
  }
  return shown;
}

/** What was given up, the newest first. */
export const listDead = (tx: OrgDb, limit = 50): Promise<Delivery[]> => listDeliveries(tx, { state: 'dead', limit });

/** One with its sealed secrets; `not_found` where there is none. */
export async function seeTarget(tx: OrgDb, id: string): Promise<{ target: DeliveryTarget; sealed: Buffer | null }> {
  const found = isUuid(id) ? await findTarget(tx, id) : null;
  if (!found) throw new SafeNestError('not_found', 'There is no such place of delivery.');
  return found;
}

/** A target's secrets, for whoever sends to it. */
export function openSecrets(key: TokenKey, id: string, sealed: Buffer | null): TargetSecrets {
  if (!sealed) return {};
  const { password: word, secret, subscription } = secretsSchema.parse(JSON.parse(openTokens(key, aad(id), sealed)));
  return {
    ...(word === undefined ? {} : { password: word }),
    ...(secret === undefined ? {} : { secret }),
    ...(subscription === undefined ? {} : { subscription }),
  };
}

const secretsSchema = z.object({
  password: z.string().optional(),
  secret: z.string().optional(),
  subscription: z.object({ endpoint: z.string(), keys: z.object({ p256dh: z.string(), auth: z.string() }) }).optional(),
});

const aad = (id: string): string => `delivery ${id}`;
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

type Wanted = z.output<typeof targetSchema>;

function read(input: TargetInput): Wanted {
  const wanted = checked(targetSchema, input);
  if (wanted.quiet && wanted.quiet.from === wanted.quiet.to)
    throw new SafeNestError('invalid_input', 'Quiet hours have to begin and end at different times.');
  if (wanted.kind === 'webhook' && wanted.secret !== undefined && webhookKey(wanted.secret).length < 24)
    throw new SafeNestError('invalid_input', 'The signing secret has to hold at least 24 bytes.');
  return wanted;
}

const secretsIn = (wanted: Wanted): TargetSecrets =>
  wanted.kind === 'webhook'
    ? wanted.secret === undefined
      ? {}
      : { secret: wanted.secret }
    : wanted.password === undefined || wanted.password === ''
      ? {}
      : { password: wanted.password };

const seal = (key: TokenKey, id: string, secrets: TargetSecrets): Buffer | null =>
  secrets.password === undefined && secrets.secret === undefined
    ? null
    : sealTokens(key, aad(id), JSON.stringify(secrets));

const settingsOf = (wanted: Wanted): TargetSettings =>
  ({ kind: wanted.kind, settings: wanted.settings }) as TargetSettings;

const rowOf = ({ now, principal }: Work, id: string, wanted: Wanted, sealed: Buffer | null) => ({
  ...settingsOf(wanted),
  id,
  name: wanted.name,
  purposes: [...new Set(wanted.purposes)],
  floor: wanted.floor,
  limits: wanted.purposes.includes('alerts') ? wanted.limits : null,
  quiet: wanted.quiet,
  quietDays: [...new Set(wanted.quietDays)].toSorted(),
  timeZone: wanted.timeZone,
  language: wanted.language,
  rollupSeconds: wanted.rollupSeconds,
  enabled: wanted.enabled,
  updatedAt: now,
  updatedBy: principal.name,
  sealed,
});

/** Where a password is sent. */
const serverOf = (one: TargetSettings): unknown =>
  one.kind === 'email' ? one.settings.server : one.kind === 'mqtt' ? one.settings.url : null;

/** Where it is sent, as it is written; null: the installation's own server. */
function hostOf(one: TargetSettings): string | null {
  switch (one.kind) {
    case 'webhook':
      return new URL(one.settings.url).hostname;
    case 'email':
      return one.settings.server?.host ?? null;
    case 'mqtt':
      return one.settings.url === null ? null : new URL(one.settings.url).hostname;
  }
}

function requireSendable(one: TargetSettings, allowed: AllowedNetworks): void {
  const host = hostOf(one);
  if (host !== null) requireAllowed(host, allowed);
}

/** NOTE an address may hold a token of its own: of a webhook only the host is written down. */
const tell = (
  work: Work,
  action: string,
  one: TargetSettings & { name: string; enabled?: boolean; limits?: AlertLimits | null },
) =>
  audit(work, {
    action,
    subject: one.name,
    detail: {
      kind: one.kind,
      ...(one.kind === 'webhook' ? { host: new URL(one.settings.url).host } : {}),
      ...(one.kind === 'email' ? { to: one.settings.to.length } : {}),
      ...(one.kind === 'mqtt'
        ? {
            cameras: one.settings.cameras,
            pictures: one.settings.pictures,
            people: one.settings.people,
            control: one.settings.control,
          }
        : {}),
      ...(one.limits ? { only: limitsText(one.limits) } : {}),
      ...(one.enabled === false ? { enabled: false } : {}),
    },
  });
