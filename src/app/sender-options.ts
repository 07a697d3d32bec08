import type { Config } from '../config.ts';
import { SafeNestError } from '../errors.ts';
import { parseNetworks } from '../pipeline/delivery/guarded-address.ts';
import type { MqttOptions } from '../pipeline/delivery/publish-mqtt.ts';
import { mailServerOf } from '../pipeline/delivery/send-email.ts';
import { pushKeys } from '../pipeline/delivery/send-push.ts';
import type { SenderOptions } from '../pipeline/delivery/senders.ts';

/** What the settings say of delivery beside the chat. Throws `invalid_input` for an address that cannot be used, without showing it. */
export function senderOptions({ delivery, publicUrl }: Config, secret: string, now: () => Date): SenderOptions {
  const { smtpUrl, mqttUrl, privateNetworks } = delivery;
  let mail: SenderOptions['mail'];
  try {
    mail = smtpUrl && mailServerOf(smtpUrl.reveal());
  } catch {
    throw new SafeNestError(
      'invalid_input',
      'SMTP_URL cannot be used; it is like smtps://user:password@mail.example.com.',
    );
  }
  return {
    allowed: parseNetworks(privateNetworks),
    mail,
    mqttUrl: mqttUrl?.reveal() ?? null,
    push: pushKeys(secret, publicUrl),
    publicUrl,
    now,
  };
}

/** How a broker is reached. */
export const mqttNetwork = ({ allowed, mqttUrl }: SenderOptions): MqttOptions => ({
  allowed,
  installationUrl: mqttUrl,
});
