import type { Language } from '../domain/language.ts';
import type { Log } from '../log.ts';
import { chatWordsOn } from '../messages/catalogue/chat.ts';
import type { InboundEvent, InboxItem } from '../messages/inbound.ts';
import type { OutboundMessage } from '../messages/outbound.ts';
import type { DispatchServices } from './dispatch-services.ts';
import type { Platform } from './platform.ts';
import { isRefusedForGood } from './platform-errors.ts';
import { aloneTargetOf, patiently, targetOf } from './replying.ts';

/** To these somebody waits for an answer. */
const ANSWERED: ReadonlySet<InboundEvent['kind']> = new Set(['message', 'command', 'action', 'form', 'shortcut']);

/**
 * What could not be said where somebody asked is said to them alone, once; where that is refused too, the place is told how they
 * get it. A platform that is away or has us wait is thrown: then it is tried again.
 */
export async function tellElsewhere(
  services: Pick<DispatchServices, 'answerOf'>,
  { item, platform, language }: { item: InboxItem; platform: Platform; language: Language },
  log: Log,
): Promise<void> {
  const { event, orgId } = item;
  if (event.place.direct || event.place.home || !ANSWERED.has(event.kind)) return;
  const words = chatWordsOn(event.place.platform, language);
  const answer: Omit<OutboundMessage, 'orgId'> | null =
    item.untold ?? (item.shows && (await services.answerOf(orgId, item.shows)));
  if (answer) {
    const message = { ...answer, orgId, text: `${words.elsewhere}\n\n${answer.text}` };
    const told = await unlessRefused(
      patiently(() => platform.post(aloneTargetOf(event), message, `inbox ${item.id} elsewhere`)),
    );
    if (told) return;
  }
  if (event.kind !== 'message' && event.kind !== 'command') return;
  const message = { orgId, text: words.unreachable, language };
  const told = await unlessRefused(patiently(() => platform.post(targetOf(event), message, `inbox ${item.id} place`)));
  if (!told)
    log.warn({ platform: platform.name }, 'somebody could be told nothing, neither alone nor where they asked');
}

const unlessRefused = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    (error: unknown) => {
      if (isRefusedForGood(error)) return false;
      throw error;
    },
  );
