import {
  blockActions,
  formMetadata,
  globalShortcut,
  messageShortcut,
  type StateValues,
  slashCommand,
  viewSubmission,
} from './payloads.ts';
import { ignored, isDirect, namesIn, type Parsed, placeOf, type Reading, speakerOf, timeOf } from './reading.ts';
import { typedText } from './typed-text.ts';

/** `callback_id` of “Open an incident from this message” and of the shortcut that opens an empty one. */
export const SHORTCUT = { fromMessage: 'incident_from_message', newIncident: 'new_incident' } as const;

/** Commands, buttons, forms and shortcuts. */
export function parseInteraction(body: unknown, reading: Reading): Parsed {
  const parsed =
    parseCommand(body, reading) ??
    parseAction(body, reading) ??
    parseForm(body, reading) ??
    parseShortcut(body, reading);
  return parsed ?? ignored('nothing we know');
}

const foreign = (team: string, { teamId }: Reading): boolean => team !== teamId;

function parseCommand(body: unknown, reading: Reading): Parsed | null {
  const command = slashCommand.safeParse(body);
  if (!command.success) return null;
  const { data } = command;
  if (foreign(data.team_id, reading)) return ignored('another workspace');
  const [, name = '', text = ''] =
    /^\s*(\S*)\s*([\s\S]*)$/.exec(typedText(data.text ?? '', namesIn(reading), '')) ?? [];
  return {
    kind: 'event',
    trigger: data.trigger_id,
    event: {
      id: `command:${data.trigger_id}`,
      app: reading.app,
      place: placeOf(reading, { channel: data.channel_id, thread: null, name: data.channel_name }),
      speaker: speakerOf(data.user_id, reading, data.user_name),
      at: reading.receivedAt.toISOString(),
      handle: { ...handleOf(reading, data.user_id, data.response_url), workspaceName: reading.teamName },
      kind: 'command',
      name: name.toLowerCase(),
      text: text.trim(),
    },
  };
}

function parseAction(body: unknown, reading: Reading): Parsed | null {
  const pressed = blockActions.safeParse(body);
  if (!pressed.success) return null;
  const { team, user, channel, container, message, actions, state, trigger_id: trigger, ...rest } = pressed.data;
  if (foreign(team.id, reading)) return ignored('another workspace');
  const [first] = actions;
  const action = first!.action_id.replace(/#\d+$/, '');
  if (action === 'link' || action === 'field') return ignored('a link, or a choice that is sent with its form');
  const value = first!.selected_option?.value ?? first!.value ?? '';
  const ts = message?.ts ?? container.message_ts;
  const thread = message?.thread_ts ?? container.thread_ts;
  const ephemeral = container.is_ephemeral === true;
  // pressed on the app's own page: what follows is said alone with them
  const place = channel
    ? placeOf(reading, {
        channel: channel.id,
        thread: isDirect(channel.id) ? null : (thread ?? (ephemeral ? null : (ts ?? null))),
        name: channel.name,
      })
    : {
        ...placeOf(reading, { channel: user.id, thread: null, direct: true }),
        ...(container.type === 'view' ? { home: true as const } : {}),
      };
  const posted =
    channel && ts
      ? {
          platform: 'slack',
          workspace: reading.teamId,
          channel: channel.id,
          messageId: ephemeral ? `${EPHEMERAL}${ts}` : ts,
          ...(thread ? { thread } : {}),
        }
      : null;
  const fields = fieldsOf(state?.values ?? {});
  const common = {
    id: `action:${trigger}`,
    app: reading.app,
    place,
    speaker: speakerOf(user.id, reading, user.name ?? user.username),
    at: timeOf(first!.action_ts, reading.receivedAt),
    handle: handleOf(
      reading,
      user.id,
      rest.response_url,
      thread ?? (channel && isDirect(channel.id) && !ephemeral ? ts : undefined),
    ),
    action,
    value,
    message: posted,
  };
  return {
    kind: 'event',
    trigger,
    event: Object.keys(fields).length > 0 ? { ...common, kind: 'form', fields } : { ...common, kind: 'action' },
  };
}

/** Before the id of a message that one person alone sees: it is replaced through the click on it, not through its id. */
export const EPHEMERAL = 'ephemeral:';

function parseForm(body: unknown, reading: Reading): Parsed | null {
  const sent = viewSubmission.safeParse(body);
  if (!sent.success) return null;
  const { team, user, view, trigger_id: trigger } = sent.data;
  if (foreign(team.id, reading)) return ignored('another workspace');
  const metadata = formMetadata.safeParse(json(view.private_metadata));
  if (!metadata.success || metadata.data.workspace !== reading.teamId) return ignored('no form of ours');
  const { action, value, channel, thread, direct, message } = metadata.data;
  return {
    kind: 'event',
    ...(trigger === undefined ? {} : { trigger }),
    event: {
      // a form that is sent twice is the same one
      id: `form:${view.id}:${view.hash ?? ''}`,
      app: reading.app,
      place: placeOf(reading, { channel, thread, direct }),
      speaker: speakerOf(user.id, reading, user.name ?? user.username),
      at: reading.receivedAt.toISOString(),
      handle: handleOf(reading, user.id, undefined),
      kind: 'form',
      action,
      value,
      fields: fieldsOf(view.state.values),
      message: message && { platform: 'slack', workspace: reading.teamId, ...message },
    },
  };
}

function parseShortcut(body: unknown, reading: Reading): Parsed | null {
  const global = globalShortcut.safeParse(body);
  if (global.success && global.data.callback_id === SHORTCUT.newIncident) {
    const { team, user, trigger_id: trigger } = global.data;
    if (foreign(team.id, reading)) return ignored('another workspace');
    return {
      kind: 'event',
      trigger,
      event: {
        id: `shortcut:${trigger}`,
        app: reading.app,
        place: placeOf(reading, { channel: user.id, thread: null, direct: true }),
        speaker: speakerOf(user.id, reading, user.name ?? user.username),
        at: reading.receivedAt.toISOString(),
        handle: handleOf(reading, user.id, undefined),
        kind: 'command',
        name: 'incident',
        text: '',
      },
    };
  }
  const called = messageShortcut.safeParse(body);
  if (!called.success || called.data.callback_id !== SHORTCUT.fromMessage) return null;
  const { team, user, channel, message, trigger_id: trigger, response_url: response } = called.data;
  if (foreign(team.id, reading)) return ignored('another workspace');
  const names = namesIn(reading);
  const author = message.user ? names.get(message.user) || message.username || message.user : (message.username ?? '');
  const url =
    team.domain && /^[a-z0-9-]+$/.test(team.domain)
      ? `https://${team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`
      : null;
  return {
    kind: 'event',
    trigger,
    event: {
      id: `shortcut:${trigger}`,
      app: reading.app,
      place: placeOf(reading, { channel: channel.id, thread: message.thread_ts ?? message.ts, name: channel.name }),
      speaker: speakerOf(user.id, reading, user.name ?? user.username),
      at: reading.receivedAt.toISOString(),
      handle: handleOf(reading, user.id, response),
      kind: 'shortcut',
      name: 'incident_from_message',
      text: typedText(message.text ?? '', names, reading.botUserId),
      author,
      messageId: message.ts,
      ...(url === null ? {} : { url }),
    },
  };
}

const handleOf = (
  { app }: Reading,
  user: string,
  response: string | undefined,
  thread?: string,
): Record<string, string> => ({
  app,
  user,
  ...(response ? { response } : {}),
  ...(thread ? { thread } : {}),
});

/** What was filled in, by the name of its field; what was left empty is empty. */
function fieldsOf(values: StateValues): Record<string, string> {
  const filled = Object.entries(values).flatMap(([block, inputs]) => {
    const name = /^field:([\s\S]*?)(#\d+)?$/.exec(block)?.[1];
    const [input] = Object.values(inputs);
    if (name === undefined || !input) return [];
    const ticked = input.selected_options?.map(({ value }) => value).join(',');
    return [[name, ticked ?? input.selected_option?.value ?? input.value ?? ''] as const];
  });
  return Object.fromEntries(filled);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
