import { afterEach, beforeEach, expect, test } from 'vitest';
import { Refused } from '../../../src/bots/platform-errors.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import type { ModerationOrder } from '../../../src/messages/moderation-order.ts';
import { openSlackFixture, type SlackFixture } from '../../support/slack-fixture.ts';
import { BOT } from '../../support/slack-workspace.ts';

let slack: SlackFixture;
beforeEach(async () => {
  slack = await openSlackFixture();
});
afterEach(() => slack.close());

const give = (
  verb: ModerationOrder['verb'],
  channel: string,
  account: string,
  messageKeys: readonly string[] = ['1.2'],
) =>
  slack.platform.moderate!({
    orgId: newOrgId(),
    key: 'ACT-5',
    verb,
    platform: 'slack',
    workspace: slack.workspace,
    channel,
    thread: null,
    account,
    by: null,
    messageKeys,
    until: null,
    reason: 'Insults',
    handle: {},
  });

test('a timeout takes somebody out of the channel and invites them back; what no app may do is a task with a link', async () => {
  const { id } = await slack.person('Mallory');
  const channel = await slack.channel('random');
  const { members } = slack.server.workspace.channels.get(channel)!;
  members.add(id);

  expect(await give('timeout', channel, id)).toMatchObject({ way: 'approximate' });
  expect(members.has(id)).toBe(false);
  expect(await give('timeout', channel, id)).toMatchObject({ way: 'approximate' });
  await give('lift_timeout', channel, id);
  await give('lift_timeout', channel, id);
  expect(members.has(id)).toBe(true);

  const general = await slack.channel('general');
  const refused = await give('mute', general, id);
  expect(refused.way).toBe('human_task');
  expect(refused.outcome).toMatch(/general channel.*https:\/\/slack\.com\/app_redirect/);
  for (const verb of ['ban', 'delete'] as const) expect((await give(verb, channel, id)).way).toBe('human_task');
  await expect(give('timeout', channel, BOT.user)).rejects.toBeInstanceOf(Refused);
  const powers = slack.platform.powers!({ workspace: slack.workspace, channel });
  expect(Object.fromEntries(Object.entries(powers).map(([step, { way }]) => [step, way]))).toEqual({
    note: 'native',
    warning: 'native',
    delete: 'human_task',
    timeout: 'approximate',
    mute: 'approximate',
    ban: 'human_task',
  });
});

test('others’ messages are deleted with an admin’s token, twice is once; where it is refused a person does it', async () => {
  await slack.close();
  slack = await openSlackFixture({ adminToken: 'xoxp-local-1' });
  const mallory = await slack.person('Mallory');
  const channel = await slack.channel('random');
  const said = [await slack.say(mallory, { channel }, 'you idiot'), await slack.say(mallory, { channel }, 'you moron')];
  const left = () => slack.server.workspace.messages.filter((one) => one.channel === channel).length;
  const before = left();
  for (let i = 0; i < 2; i++)
    expect(await give('delete', channel, mallory.id, [...said, 'no timestamp'])).toMatchObject({
      way: 'native',
      outcome: '',
    });
  expect(left()).toBe(before - 2);
  const checks = await slack.platform.checks!();
  expect(await checks.find(({ name }) => name === 'slack admin token')!.check()).toMatch(/^works as/);

  slack.server.failNext({ error: 'cant_delete_message' }, 'chat.delete');
  expect(await give('delete', channel, mallory.id, said)).toMatchObject({
    way: 'human_task',
    outcome: expect.stringMatching(/does not let that admin.*https:/),
  });
  await slack.close();
  slack = await openSlackFixture({ adminToken: 'xoxp-of-somebody-else' });
  expect(await give('delete', await slack.channel('random'), 'U1', said)).toMatchObject({
    way: 'human_task',
    outcome: expect.stringContaining('refused the admin’s token'),
  });
});
