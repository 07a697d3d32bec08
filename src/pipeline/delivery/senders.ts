import type { Delivery, DeliveryTarget, TargetSecrets } from '../../domain/delivery.ts';
import { oneLine } from '../../domain/text.ts';
import type { AllowedNetworks, Resolve } from './guarded-address.ts';
import { discovery, eventMessage, forgotten, type Standing, standing } from './home-assistant.ts';
import { postWebhook } from './post-webhook.ts';
import { publishMqtt } from './publish-mqtt.ts';
import { type MailServer, sendEmail } from './send-email.ts';

export interface SenderOptions {
  /** Addresses that are not public and may be reached all the same. */
  allowed: AllowedNetworks;
  /** The installation's own mail server and broker, where it has them. */
  mail: { server: MailServer; from: string } | null;
  mqttUrl: string | null;
  /** Where people reach the console; null where it has no address. */
  publicUrl: string | null;
  now: () => Date;
  timeoutMs?: number;
  resolve?: Resolve;
}

/** What several pieces of news are told with. */
export interface Sent {
  target: DeliveryTarget;
  secrets: TargetSecrets;
  organisation: string;
  /** Of one organisation's target; MQTT shows it. */
  standing: Standing;
}

/** Nobody who removes a place waits longer for a broker that is away. */
const FORGETTING_MS = 4000;

/** Brings news to targets. Each throws `TargetAway` or `TargetRefused`. */
export type Senders = ReturnType<typeof createSenders>;

export function createSenders(options: SenderOptions) {
  const { allowed, mail, mqttUrl, publicUrl, now, timeoutMs, resolve } = options;
  const network = { allowed, ...(timeoutMs ? { timeoutMs } : {}), ...(resolve ? { resolve } : {}) };
  const absolute = (path: string): string => (path.startsWith('/') && publicUrl ? `${publicUrl}${path}` : path);

  /** One message of all of them by mail, one request for one webhook, one connection for MQTT. */
  async function send({ target, secrets, organisation, standing: stands }: Sent, news: readonly Delivery[]) {
    switch (target.kind) {
      case 'email': {
        const { id, subject, text } = mailOf(news, organisation, absolute);
        const { settings } = target;
        const to = { settings, password: secrets.password ?? null };
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
        return;
      case 'mqtt': {
        const place = { targetId: target.id, organisation, console: publicUrl, settings: target.settings };
        const messages = [
          ...discovery(place),
          ...standing(target.settings, stands),
          ...news.map((one) => eventMessage(target.settings, one, absolute(one.body.url))),
        ];
        return publishMqtt({ settings: target.settings, password: secrets.password ?? null }, messages, {
          ...network,
          installationUrl: mqttUrl,
        });
      }
    }
  }
  /** Takes away what a target that is removed left behind: Home Assistant's entities. Everything else needs nothing. */
  async function forget({ target, secrets, organisation }: Omit<Sent, 'standing'>): Promise<void> {
    if (target.kind !== 'mqtt' || target.settings.discovery === null) return;
    const place = { targetId: target.id, organisation, console: publicUrl, settings: target.settings };
    await publishMqtt({ settings: target.settings, password: secrets.password ?? null }, forgotten(place), {
      ...network,
      timeoutMs: timeoutMs ?? FORGETTING_MS,
      installationUrl: mqttUrl,
    });
  }
  return { send, forget };
}

const WORST_FIRST = ['critical', 'high', 'medium', 'low', null];

/** Several pieces of news as one mail: how many first, the worst first, then each with its link. */
function mailOf(
  news: readonly Delivery[],
  organisation: string,
  absolute: (path: string) => string,
): { id: string; subject: string; text: string } {
  const [first] = news;
  if (!first) throw new Error('there is nothing to send');
  const place = oneLine(organisation, 60);
  const sorted = news.toSorted((a, b) => WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity));
  const part = ({ body }: Delivery): string => `${body.text}\n\n${absolute(body.url)}`;
  if (news.length === 1) {
    const tag = first.severity ? `${first.severity}: ` : '';
    return { id: first.id, subject: `[${place}] ${tag}${first.body.title}`, text: `${part(first)}\n` };
  }
  const worst = sorted[0]!.severity;
  const times = news.map(({ createdAt }) => createdAt.getTime());
  const minutes = Math.max(1, Math.round((Math.max(...times) - Math.min(...times)) / 60_000));
  const lines = sorted.map(({ body, severity }) => `• ${severity ? `${severity}: ` : ''}${body.title}`);
  return {
    id: first.id,
    subject: `[${place}] ${news.length} messages in ${minutes} min${worst ? `, the worst ${worst}` : ''}`,
    text: `${lines.join('\n')}\n\n${sorted.map(part).join('\n\n----\n\n')}\n`,
  };
}
