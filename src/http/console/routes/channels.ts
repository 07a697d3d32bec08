import { randomUUID } from 'node:crypto';
import type { OrgDb } from '../../../db/scope.ts';
import { BINDING_PURPOSES, type Binding } from '../../../domain/channel.ts';
import { ANSWERS_WHEN } from '../../../domain/channel-answers.ts';
import { isUuid } from '../../../domain/id.ts';
import { ROLES } from '../../../domain/role.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import { SafeNestError } from '../../../errors.ts';
import { limitsSaid, untakenAlerts, untakenText } from '../../../pipeline/alert-limits.ts';
import { setAnswers } from '../../../pipeline/channel-answers.ts';
import {
  bindChannel,
  type KeptChannel,
  listChannels,
  setLeastRole,
  unbindChannel,
} from '../../../pipeline/chat-channels.ts';
import { listWorkspaces } from '../../../pipeline/chat-workspaces.ts';
import { roomSetting, setRooms } from '../../../pipeline/rooms/rooms.ts';
import { testWords } from '../../routes/channels.ts';
import { chatOf } from '../../services.ts';
import { limitsTyped } from '../alert-limits.ts';
import { channelsPage } from '../pages/channels.ts';
import { minutesOf, PURPOSE_WORD } from '../platform-words.ts';
import { quietDaysOf } from '../quiet-hours.ts';
import { type Form, oneOf, type Pages, type Visit } from '../visit.ts';

const channels = (): string => '/channels';

/** Channels of the chat platforms: what each is told of, when, and who is taken to read it. */
export function channelRoutes(pages: Pages): void {
  pages.show('/channels', 'chat.write', async ({ clock }, tx, organisation) => ({
    title: 'What is told where?',
    current: 'connections',
    body: channelsPage({
      clock,
      channels: await listChannels(tx),
      workspaces: await listWorkspaces(tx),
      timeZone: organisation.timeZone,
      rooms: await roomSetting(tx),
      untaken: untakenText(await untakenAlerts(tx, clock.now)),
    }),
  }));

  pages.act(
    '/channels',
    'chat.write',
    async ({ work }, form) => {
      const channel = await work(async (w) => {
        const place = (await listWorkspaces(w.tx)).find((one) => one.id === form.workspace);
        if (!place) throw new SafeNestError('not_found', 'There is no such workspace here.');
        const id = form.channel?.trim() ?? '';
        if (id === '' || id.length > 300) throw new SafeNestError('invalid_input', 'Give the channel’s id.');
        const { platform, workspace } = place;
        const named = {
          platform,
          workspace,
          channel: id,
          name: form.name?.trim().replace(/^#/, '').slice(0, 100) || id,
        };
        const role = oneOf(ROLES, form.role);
        if (role) await setLeastRole(w, named, role);
        return bindChannel(w, named, await bindingOf(w.tx, form));
      });
      return {
        to: '/channels',
        text: `${channel.name} is on the list. Send a test message to see whether it arrives.`,
      };
    },
    channels,
  );

  pages.act(
    '/channels/rooms',
    'chat.write',
    async ({ work }, form) => {
      const wanted = { enabled: form.enabled === 'yes', floor: oneOf(SEVERITIES, form.floor) ?? null };
      const { enabled } = await work((w) => setRooms(w, wanted));
      return { to: '/channels', text: enabled ? 'Incidents can have rooms of their own.' : 'Incidents get no rooms.' };
    },
    channels,
  );

  pages.act(
    '/channels/:id/bindings',
    'chat.write',
    async ({ work, request }, form) => {
      const { name } = await work(async (w) =>
        bindChannel(w, keyOf(await channelOf(w.tx, request.params.id)), await bindingOf(w.tx, form)),
      );
      return { to: '/channels', text: `Saved for ${name}.` };
    },
    channels,
  );

  pages.act(
    '/channels/:id/bindings/:purpose/remove',
    'chat.write',
    async ({ work, request }) => {
      const purpose = purposeOf(String(request.params.purpose));
      const channel = await work(async (w) => {
        const found = await channelOf(w.tx, request.params.id);
        await unbindChannel(w, keyOf(found), purpose);
        return found;
      });
      return { to: '/channels', text: `${channel.name} is told of ${PURPOSE_WORD[purpose].toLowerCase()} no more.` };
    },
    channels,
  );

  pages.act(
    '/channels/:id/readers',
    'chat.write',
    async ({ work, request }, form) => {
      const { name } = await work(async (w) =>
        setLeastRole(w, keyOf(await channelOf(w.tx, request.params.id)), oneOf(ROLES, form.role)),
      );
      return { to: '/channels', text: `Saved for ${name}.` };
    },
    channels,
  );

  pages.act(
    '/channels/:id/answers',
    'chat.write',
    async ({ work, request }, form) => {
      const when = oneOf(ANSWERS_WHEN, form.when);
      if (!when) throw new SafeNestError('invalid_input', 'Choose when questions are answered.');
      const said = { when, alone: form.alone === 'yes', bots: form.bots === 'yes' };
      const { name } = await work(async (w) => setAnswers(w, keyOf(await channelOf(w.tx, request.params.id)), said));
      return { to: '/channels', text: `Saved for ${name}.` };
    },
    channels,
  );

  pages.act(
    '/channels/:id/test',
    'chat.write',
    async (visit) => {
      const channel = await visit.org((tx) => channelOf(tx, visit.request.params.id));
      await sendTest(visit, channel);
      return { to: '/channels', text: `A test message stands in ${channel.name} now.` };
    },
    channels,
  );
}

const sendTest = ({ services, principal }: Visit, channel: KeptChannel): Promise<void> =>
  chatOf(services).say(principal.orgId, channel, testWords(principal.name), `test-${randomUUID()}`);

async function channelOf(tx: OrgDb, id: unknown): Promise<KeptChannel> {
  const found = isUuid(String(id)) && (await listChannels(tx)).find((one) => one.id === id);
  if (!found) throw new SafeNestError('not_found', 'There is no such channel here.');
  return found;
}

const keyOf = ({ platform, workspace, channel }: KeptChannel) => ({ platform, workspace, channel });

async function bindingOf(tx: OrgDb, form: Form): Promise<Binding> {
  const [from, to] = [minutesOf(form.from), minutesOf(form.to)];
  if ((from === null) !== (to === null))
    throw new SafeNestError('invalid_input', 'Quiet hours need a beginning and an end, or neither.');
  return {
    purpose: purposeOf(form.purpose),
    floor: oneOf(SEVERITIES, form.floor) ?? 'low',
    limits: await limitsSaid(tx, limitsTyped(form)),
    quiet: from === null || to === null ? null : { from, to },
    quietDays: quietDaysOf(form),
    timeZone: form.zone?.trim() || null,
  };
}

function purposeOf(text: string | undefined): Binding['purpose'] {
  const purpose = oneOf(BINDING_PURPOSES, text);
  if (!purpose) throw new SafeNestError('invalid_input', 'Choose what the channel is told of.');
  return purpose;
}
