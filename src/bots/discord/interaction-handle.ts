import type { APIInteraction } from 'discord.js';

/**
 * How an interaction is acknowledged: with a “thinking” message that everybody or the asker alone sees and that the answer replaces;
 * with nothing to be seen, so that the card it came from may be replaced (`update`); or with the question that was asked before it
 * going away (`settled`).
 */
export type Ack = 'public' | 'private' | 'update' | 'settled';

/** In front of the id of a message that only one person sees. */
export const PRIVATE_MARK = '~';

/** What answers an interaction later on; stored with the event, and good for a quarter of an hour. */
export interface InteractionHandle {
  app: string;
  interaction: string;
  application: string;
  token: string;
  ack: Ack;
  /** The message whose button it was. */
  message: string | null;
  expires: Date;
}

/** Discord's quarter of an hour, less what a request may take. */
const GOOD_FOR_MS = 14.5 * 60_000;

export const handleOf = (interaction: APIInteraction, app: string, ack: Ack): Record<string, string> => ({
  app,
  interaction: interaction.id,
  application: interaction.application_id,
  token: interaction.token,
  ack,
  expires: new Date(Number((BigInt(interaction.id) >> 22n) + 1_420_070_400_000n) + GOOD_FOR_MS).toISOString(),
  ...('message' in interaction && interaction.message ? { on: interaction.message.id } : {}),
});

/** The handle while it is good; null for that of a message, and for one that is over. */
export function readHandle(handle: Record<string, string> | undefined, now: Date): InteractionHandle | null {
  if (!handle?.token || !handle.interaction || !handle.application || !handle.expires) return null;
  const expires = new Date(handle.expires);
  if (!(now < expires)) return null;
  const { app = '', interaction, application, token, on } = handle;
  return { app, interaction, application, token, ack: (handle.ack ?? 'private') as Ack, message: on ?? null, expires };
}
