import type { InboundEvent } from '../../messages/inbound.ts';
import type { SlackConnection } from './connection.ts';

/** Accounts in words, where nobody knew their names. */
const UNNAMED = /@([UW][A-Z0-9]{5,20})\b/g;

/** The event with who speaks and who is mentioned, where Slack did not say so before it was stored. */
export async function completed(event: InboundEvent, connection: SlackConnection): Promise<InboundEvent> {
  const { speaker } = event;
  // of an account that was looked up Slack always tells one of these
  const unknown = speaker.id !== '' && !speaker.email && !speaker.timeZone && !speaker.language;
  const text = event.kind === 'message' ? event.text : '';
  const mentioned = [...text.matchAll(UNNAMED)].map((match) => match[1]!).slice(0, 10);
  if (!unknown && mentioned.length === 0) return event;
  const people = await connection.people([...new Set([...(unknown ? [speaker.id] : []), ...mentioned])]);
  const whole = { ...event, speaker: people.get(speaker.id) ?? speaker };
  return whole.kind === 'message'
    ? {
        ...whole,
        text: text.replaceAll(UNNAMED, (as, id: string) => (people.get(id)?.name ? `@${people.get(id)!.name}` : as)),
      }
    : whole;
}
