import type { Platform, Target } from '../../src/bots/platform.ts';
import type { InboundEvent } from '../../src/messages/inbound.ts';
import type { OutboundMessage, Posted } from '../../src/messages/outbound.ts';

export interface PlainMessage {
  id: string;
  to: Target;
  message: OutboundMessage;
  edits: number;
}

/** A platform that remembers what it is told, in the order it was told; `fail` makes its next calls throw. */
export interface PlainPlatform extends Platform {
  messages: PlainMessage[];
  texts(): string[];
  fail: Error[];
}

export function plainPlatform(): PlainPlatform {
  const messages: PlainMessage[] = [];
  const keys = new Map<string, string>();
  const fail: Error[] = [];
  let count = 0;
  const failing = (): void => {
    const error = fail.shift();
    if (error) throw error;
  };
  const show = (to: Target, message: OutboundMessage): Posted => {
    const id = `m${++count}`;
    messages.push({ id, to, message, edits: 0 });
    return { platform: 'slack', workspace: to.workspace, channel: to.channel, messageId: id };
  };
  const change = (posted: Posted, message: OutboundMessage): void => {
    const one = messages.find(({ id }) => id === posted.messageId);
    if (!one) throw new Error(`there is no message ${posted.messageId}`);
    one.message = message;
    one.edits++;
  };
  return {
    name: 'slack',
    messages,
    fail,
    texts: () => messages.map(({ message }) => message.text),
    start: async () => {},
    stop: async () => {},
    async post(to, message, key) {
      failing();
      const before = keys.get(key);
      if (before) {
        change({ platform: 'slack', channel: to.channel, messageId: before }, message);
        return { platform: 'slack', workspace: to.workspace, channel: to.channel, messageId: before };
      }
      const posted = show(to, message);
      keys.set(key, posted.messageId);
      return posted;
    },
    async update(posted, message) {
      failing();
      change(posted, message);
    },
    answer(to, orgId, { key, stands }) {
      let posted: Posted | null = null;
      const write = (message: OutboundMessage): Posted => {
        if (posted) change(posted, message);
        else {
          const before = keys.get(key);
          posted = before
            ? { platform: 'slack', workspace: to.workspace, channel: to.channel, messageId: before }
            : show(to, message);
          if (before) change(posted, message);
          keys.set(key, posted.messageId);
          stands?.(posted);
        }
        return posted;
      };
      return {
        status: async () => {},
        text: async (text) => void write({ orgId, text }),
        async finish(message, before) {
          failing();
          posted ??= before ?? null;
          return write(message);
        },
      };
    },
  };
}

let said = 0;
/** Something said to the bot in a thread. */
export const spoken = (
  text: string,
  more: {
    id?: string;
    account?: string;
    channel?: string;
    thread?: string | null;
    direct?: boolean;
    app?: string;
  } = {},
): Extract<InboundEvent, { kind: 'message' }> => {
  const id = more.id ?? `E${++said}`;
  return {
    kind: 'message',
    id,
    app: more.app ?? 'settings',
    at: new Date().toISOString(),
    place: {
      platform: 'slack',
      workspace: 'T1',
      channel: more.channel ?? 'C1',
      thread: more.thread === undefined ? 'thread' : more.thread,
      direct: more.direct ?? false,
    },
    speaker: { id: more.account ?? 'U1', name: 'Maria', bot: false },
    text,
    messageId: id,
    addressed: true,
    attachments: 0,
  };
};
