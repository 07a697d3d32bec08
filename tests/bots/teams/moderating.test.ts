import { afterEach, beforeEach, expect, test } from 'vitest';
import { createModerators } from '../../../src/bots/moderating.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import type { ModerationAction } from '../../../src/domain/moderation.ts';
import { silentLog } from '../../../src/log.ts';
import type { ModerationOrder } from '../../../src/messages/moderation-order.ts';
import { affectedCard } from '../../../src/messages/views/affected-card.ts';
import { openTeams, type TeamsFixture } from '../../support/teams-fixture.ts';

let teams: TeamsFixture;
beforeEach(async () => {
  teams = await openTeams();
});
afterEach(() => teams.close());

const VERBS = ['delete', 'timeout', 'mute', 'ban', 'lift_timeout', 'lift_mute', 'lift_ban'] as const;
const order = (verb: ModerationOrder['verb'], channel: string, account: string): ModerationOrder => ({
  orgId: newOrgId(),
  key: 'ACT-5',
  verb,
  platform: 'teams',
  workspace: teams.workspace,
  channel,
  thread: null,
  account,
  by: null,
  messageKeys: ['1'],
  until: null,
  reason: 'Insults',
  handle: {},
});

test('what no app may do in Teams is a task for an owner of the team, with a link to the channel; nothing is sent', async () => {
  const { id } = await teams.person('Mallory');
  const channel = await teams.channel('general');
  const moderators = createModerators([teams.platform], silentLog());
  for (const verb of VERBS) {
    const came = await moderators.moderate(order(verb, channel, id));
    expect(came, verb).toMatchObject({ kind: 'done', done: { way: 'human_task', handle: {} } });
    const { outcome } = (came as { done: { outcome: string } }).done;
    expect(outcome, verb).toContain('an owner of the team');
    expect(outcome, verb).toContain(
      `https://teams.microsoft.com/l/channel/${encodeURIComponent(channel)}/channel?tenantId=${encodeURIComponent(teams.workspace)}`,
    );
  }
  expect(teams.visible(channel)).toEqual([]);
  // the card says so before anybody presses
  const powers = teams.platform.powers!({ workspace: teams.workspace, channel });
  expect(Object.fromEntries(Object.entries(powers).map(([step, { way }]) => [step, way]))).toEqual({
    note: 'native',
    warning: 'native',
    delete: 'human_task',
    timeout: 'human_task',
    mute: 'human_task',
    ban: 'human_task',
  });
});

test('a warning is a message to them alone, with the reason and an Appeal button, and is changed in its place', async () => {
  const mallory = await teams.person('Mallory');
  const dana = await teams.person('Dana');
  const channel = await teams.channel('general');
  const moderators = createModerators([teams.platform], silentLog());
  const action: Pick<ModerationAction, 'number' | 'step' | 'channel' | 'reason' | 'state' | 'expiresAt'> = {
    number: 5,
    step: 'warning',
    channel: {
      id: '0199d7a0-0000-7000-8000-000000000032',
      platform: 'teams',
      workspace: teams.workspace,
      channel,
      name: 'general',
      strictness: 'normal',
    },
    reason: 'Insults against one member',
    state: 'done',
    expiresAt: null,
  };
  const card = affectedCard({ action, quotes: [], appealed: false }, 'UTC', 'en');
  const to = { platform: 'teams', workspace: teams.workspace, account: mallory.id };
  const told = await moderators.tell(to, { orgId: newOrgId(), text: 'You were warned.', card }, 'ACT-5 told');
  expect(told).toMatchObject({ kind: 'done' });
  const [message, ...more] = teams.onlyFor(mallory);
  expect(more).toEqual([]);
  expect(message!.text).toContain('Insults against one member');
  expect(message!.buttons.map(({ label }) => label)).toEqual(['Appeal']);
  expect(teams.onlyFor(dana)).toEqual([]);
  expect(teams.visible(channel)).toEqual([]);

  const posted = (told as { done: Parameters<typeof moderators.retell>[0] }).done;
  const over = affectedCard({ action: { ...action, state: 'lifted' }, quotes: [], appealed: false }, 'UTC', 'en');
  await moderators.retell(posted, { orgId: newOrgId(), text: 'It was taken back.', card: over });
  const [changed, ...others] = teams.onlyFor(mallory);
  expect(others).toEqual([]);
  expect(changed!.buttons).toEqual([]);
});
