import { parseLoginEvent } from '../login-event-schema.ts';
import type { ImportFormat } from './format.ts';

/** One JSON object per line, with the names the API uses; `event_id` may be left out. */
export const jsonLines: ImportFormat = {
  name: 'json-lines',
  title: 'one JSON object per line, named as in the API',
  async *read(lines, options, now) {
    for await (const { number: line, text, reason } of lines) {
      if (text === undefined) {
        yield { line, kind: 'unreadable', reason };
        continue;
      }
      if (text.trim() === '') {
        yield { line, kind: 'not_a_login' };
        continue;
      }
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        yield { line, kind: 'unreadable', reason: 'is not JSON' };
        continue;
      }
      // The id that stands in is replaced by one made from the line.
      const parsed = parseLoginEvent(value, { now, source: options.source ?? 'json-lines', eventId: () => '?' });
      if (!parsed.ok) {
        yield { line, kind: 'unreadable', reason: parsed.reason };
        continue;
      }
      const { eventId, ...login } = parsed.event;
      yield { line, kind: 'login', login: eventId === '?' ? login : { ...login, eventId } };
    }
  },
};
