import { setTimeout as sleep } from 'node:timers/promises';
import { LANGUAGES, type Language } from '../domain/language.ts';
import { chatWordsOn } from '../messages/catalogue/chat.ts';
import type { InboundEvent, InboxItem } from '../messages/inbound.ts';
import type { OutboundMessage, Posted } from '../messages/outbound.ts';
import type { Platform, Target } from './platform.ts';
import { RateLimited, SHORTEST_WAIT_MS, Unreachable } from './platform-errors.ts';

const TRIES = 5;
/** Longer waits are not sat through: the event waits in the inbox. */
const LONGEST_WAIT_MS = 5000;

/** Where an event is answered: in its thread, for everybody there. */
export const targetOf = ({ place, handle }: Pick<InboundEvent, 'place' | 'handle'>): Target => ({
  workspace: place.workspace,
  channel: place.channel,
  thread: place.thread,
  ...(handle ? { handle } : {}),
});

/** The same for the speaker's eyes alone; where nobody else reads along, that is the place itself. */
export const aloneTargetOf = (event: Pick<InboundEvent, 'place' | 'handle' | 'speaker'>): Target =>
  event.place.direct ? targetOf(event) : { ...targetOf(event), only: event.speaker.id };

/** Tells the speaker alone. What is told twice for one event under one `part` is shown once where the platform can. */
export const tellAlone = (
  platform: Platform,
  item: InboxItem,
  message: Omit<OutboundMessage, 'orgId'>,
  part = 'alone',
): Promise<Posted> =>
  patiently(() =>
    platform.post(aloneTargetOf(item.event), { ...message, orgId: item.orgId }, `inbox ${item.id} ${part}`),
  );

/** Tries again what a platform asked to wait with, or did not answer; refusals are thrown at once. */
export async function patiently<T>(attempt: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      const doubling = (SHORTEST_WAIT_MS / 2) * 2 ** tried;
      const wait =
        error instanceof RateLimited
          ? Math.max(error.retryAfterMs, doubling)
          : error instanceof Unreachable
            ? doubling
            : null;
      if (wait === null || wait > LONGEST_WAIT_MS || tried >= TRIES) throw error;
      await sleep(wait, undefined, signal ? { signal } : {});
    }
  }
}

/** How whoever sent an event is spoken to: in which language, and with which words on their platform. */
export function speaking(read: (text: string) => Language) {
  const language = (event: InboundEvent): Language => languageOf(event, read);
  return { language, wordsFor: (event: InboundEvent) => chatWordsOn(event.place.platform, language(event)) };
}

/** In which language somebody is told something: their profile's where we speak it, else that of their words. */
export function languageOf(event: InboundEvent, read: (text: string) => Language): Language {
  const tag = event.speaker.language?.slice(0, 2).toLowerCase();
  const profile = LANGUAGES.find((language) => language === tag);
  if (profile) return profile;
  const said = event.kind === 'message' || event.kind === 'command' || event.kind === 'shortcut' ? event.text : '';
  return said === '' ? 'en' : read(said.slice(0, 500));
}

/** What is answered one at a time: a thread, a conversation with the bot alone, or somebody's own words in a channel without threads. */
export function conversationOf({ place, speaker }: Pick<InboundEvent, 'place' | 'speaker'>): string {
  const { platform, workspace, channel, thread, direct } = place;
  return [platform, workspace, channel, thread ?? (direct ? '' : `@${speaker.id}`)].join(' ');
}
