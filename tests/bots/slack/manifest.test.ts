import { expect, test } from 'vitest';
import { z } from 'zod';
import { slackManifest } from '../../../src/bots/slack/manifest.ts';

const short = (most: number) => z.string().min(1).max(most);

/** What Slack takes at most: longer words, and it refuses the whole manifest. See its reference of the app manifest. */
const LIMITS = z.object({
  display_information: z.object({ name: short(35), description: short(140) }),
  features: z.object({
    bot_user: z.object({ display_name: z.string().regex(/^[a-z0-9._-]{1,80}$/) }),
    agent_view: z.object({ agent_description: short(300) }),
    shortcuts: z.array(z.object({ name: short(24), description: short(150), callback_id: short(255) })).max(10),
    slash_commands: z
      .array(z.object({ command: short(32), description: short(2000), usage_hint: short(1000) }))
      .max(50),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()).max(255) }) }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()).max(100) }) }),
});

test.each([
  { publicUrl: 'https://desk.example.org', socketMode: false },
  { publicUrl: null, socketMode: true },
  { publicUrl: null, socketMode: true, name: `A very long name of a desk ${'x'.repeat(100)}` },
])('keeps within what Slack takes: %o', (options) => {
  expect(LIMITS.safeParse(slackManifest(options)).error?.issues ?? []).toEqual([]);
});

test('guarding channels asks for reactions, rooms do too, and nothing else does', () => {
  const plain = JSON.stringify(slackManifest({ publicUrl: null, socketMode: true }));
  const guarding = JSON.stringify(slackManifest({ publicUrl: null, socketMode: true, moderation: true }));
  const rooms = JSON.stringify(slackManifest({ publicUrl: null, socketMode: true, rooms: true }));
  expect(rooms).toMatch(/"reaction_added","reaction_removed"/);
  expect(plain).not.toMatch(/reactions:read|reaction_added/);
  expect(guarding).toMatch(/"reactions:read"/);
  expect(guarding).toMatch(/"reaction_added","reaction_removed"/);
});
