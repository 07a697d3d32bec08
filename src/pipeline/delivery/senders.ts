import { createHash } from 'node:crypto';
import type { Delivery, DeliveryTarget, Receiver, TargetSecrets } from '../../domain/delivery.ts';
import type { Language } from '../../domain/language.ts';
import { oneLine } from '../../domain/text.ts';
import { deliveryWords } from '../../messages/catalogue/delivery.ts';
import { TargetRefused } from './delivery-errors.ts';
import type { AllowedNetworks, Resolve } from './guarded-address.ts';
import { discovery, eventMessage, forgotten, type Standing, standing } from './home-assistant.ts';
import { postWebhook } from './post-webhook.ts';
import { publishMqtt } from './publish-mqtt.ts';
import { type MailServer, sendEmail } from './send-email.ts';
import { type PushKeys, type PushMessage, sendPush } from './send-push.ts';

export interface SenderOptions {
  /** Addresses that are not public and may be reached all the same. */
  allowed: AllowedNetworks;
  /** The installation's own mail server and broker, where it has them. */
  mail: { server: MailServer; from: string } | null;
  mqttUrl: string | null;
  /** What signs for browsers' services. */
  push: PushKeys;
  /** Where people reach the console; null where it has no address. */
  publicUrl: string | null;
  now: () => Date;
  timeoutMs?: number;
  resolve?: Resolve;
  /** Whose certificates browsers' services show; the usual where absent. */
  ca?: string;
}

/** What several pieces of news are told with. */
export interface Sent {
  target: Receiver;
  secrets: TargetSecrets;
  organisation: string;
  /** Of one organisation's target; MQTT shows it. */
  standing: Standing;
}

/** Nobody who removes a place waits longer for a broker that is away. */
const FORGETTING_MS = 4000;

/** Of a mail that some have taken: who has not, and why. */
export interface NotYet {
  recipients: string[];
  why: string;
}

/** Brings news to targets. Each throws `TargetAway` or `TargetRefused`. */
export type Senders = ReturnType<typeof createSenders>;

export function createSenders(options: SenderOptions) {
  const { allowed, mail, mqttUrl, push, publicUrl, now, timeoutMs, resolve, ca } = options;
  const network = { allowed, ...(timeoutMs ? { timeoutMs } : {}), ...(resolve ? { resolve } : {}) };
  const absolute = (path: string): string => (path.startsWith('/') && publicUrl ? `${publicUrl}${path}` : path);

  /** One message of all of them by mail, one request for one webhook, one connection for MQTT. Null: everybody has taken it. */
  async function send(
    { target, secrets, organisation, standing: stands }: Sent,
    news: readonly Delivery[],
  ): Promise<NotYet | null> {
    switch (target.kind) {
      case 'email': {
        const { id, subject, text } = mailOf(news, organisation, publicUrl === null ? null : absolute, target.language);
        // whoever has taken it already gets no second one; whoever is named no more gets none
        const left = news.find(({ recipients }) => recipients !== null)?.recipients;
        const named = left ? target.settings.to.filter((one) => left.includes(one)) : target.settings.to;
        if (named.length === 0) return null;
        const to = { settings: { ...target.settings, to: named }, password: secrets.password ?? null };
        return sendEmail(to, { id, subject, text }, { ...network, installation: mail });
      }
      case 'webhook':
        for (const one of news) {
          const body = JSON.stringify({
            id: one.id,
            type: one.type,
            organisation,
            created_at: one.createdAt.toISOString(),
            data: { ...one.body, url: absolute(one.body.url) },
          });
          const call = { url: target.settings.url, id: one.id, body, secret: secrets.secret ?? '' };
          await postWebhook(call, { ...network, now });
        }
        return null;
      case 'mqtt': {
        const place = { targetId: target.id, organisation, console: publicUrl, settings: target.settings };
        const messages = [
          ...discovery(place),
          ...standing(target.settings, stands),
          ...news.map((one) => eventMessage(target.settings, one, absolute(one.body.url))),
        ];
        await publishMqtt({ settings: target.settings, password: secrets.password ?? null }, messages, {
          ...network,
          installationUrl: mqttUrl,
        });
        return null;
      }
      case 'push': {
        if (!secrets.subscription) throw new TargetRefused('Remove this browser, and switch it on again there.');
        const message = pushOf(news, organisation, target.language);
        await sendPush(secrets.subscription, message, { ...network, keys: push, ...(ca ? { ca } : {}) });
        return null;
      }
    }
  }
  /** Takes away what a target that is removed left behind: Home Assistant's entities. Everything else needs nothing. */
  async function forget(
    { target, secrets, organisation }: Omit<Sent, 'standing' | 'target'> & { target: DeliveryTarget },
    told: readonly string[] = [],
  ): Promise<void> {
    if (target.kind !== 'mqtt' || (target.settings.discovery === null && told.length === 0)) return;
    const place = { targetId: target.id, organisation, console: publicUrl, settings: target.settings };
    await publishMqtt({ settings: target.settings, password: secrets.password ?? null }, forgotten(place, told), {
      ...network,
      timeoutMs: timeoutMs ?? FORGETTING_MS,
      installationUrl: mqttUrl,
    });
  }
  return { send, forget };
}

const WORST_FIRST: readonly Delivery['severity'][] = ['critical', 'high', 'medium', 'low', null];

/**
 * What a browser shows: how bad, an alert's own title and its number, and nothing more of it: it lies on a locked screen, and is kept by
 * somebody else's service (encrypted) until then.
 */
function pushOf(news: readonly Delivery[], organisation: string, language: Language): PushMessage {
  const [first] = news;
  if (!first) throw new Error('there is nothing to send');
  const words = deliveryWords[language];
  const place = oneLine(organisation, 60);
  const { worst, minutes } = spanOf(news);
  if (news.length > 1)
    return {
      title: words.many(news.length, minutes, worst),
      body: place,
      url: '/alerts',
      tag: 'several',
      severity: worst,
    };
  const { body, severity, subject } = first;
  return {
    title: oneLine(`${severity ? words.tag(severity) : ''}${body.title}`, 300),
    body: place,
    url: body.url,
    tag: subject,
    severity,
  };
}

/** The worst of them, and within how many minutes they came. */
function spanOf(news: readonly Delivery[]): { worst: Delivery['severity']; minutes: number } {
  const times = news.map(({ createdAt }) => createdAt.getTime());
  const ranks = news.map(({ severity }) => WORST_FIRST.indexOf(severity));
  return {
    worst: WORST_FIRST[Math.min(...ranks)] ?? null,
    minutes: Math.max(1, Math.round((Math.max(...times) - Math.min(...times)) / 60_000)),
  };
}

/** Several pieces of news as one mail: how many first, the worst first, then each with its link where the console has an address. */
function mailOf(
  news: readonly Delivery[],
  organisation: string,
  absolute: ((path: string) => string) | null,
  language: Language,
): { id: string; subject: string; text: string } {
  const [first] = news;
  if (!first) throw new Error('there is nothing to send');
  const words = deliveryWords[language];
  const place = oneLine(organisation, 60);
  const sorted = news.toSorted((a, b) => WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity));
  const part = ({ body }: Delivery): string => (absolute ? `${body.text}\n\n${absolute(body.url)}` : body.text);
  if (news.length === 1) {
    const tag = first.severity ? words.tag(first.severity) : '';
    return { id: first.id, subject: `[${place}] ${tag}${first.body.title}`, text: `${part(first)}\n` };
  }
  const { worst, minutes } = spanOf(news);
  const lines = sorted.map(({ body, severity }) => `• ${severity ? words.tag(severity) : ''}${body.title}`);
  return {
    id: idOfAll(news),
    subject: `[${place}] ${words.many(news.length, minutes, worst)}`,
    text: `${lines.join('\n')}\n\n${sorted.map(part).join('\n\n----\n\n')}\n`,
  };
}

/**
 * The same for the same pieces of news, another where one more is among them: a server that drops what it has seen must not drop what is
 * new in it.
 */
const idOfAll = (news: readonly Delivery[]): string =>
  createHash('sha256')
    .update(
      news
        .map(({ id }) => id)
        .toSorted()
        .join(' '),
    )
    .digest('hex')
    .slice(0, 32);
