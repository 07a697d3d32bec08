import { cardPreviews } from '../../src/app/card-previews.ts';
import { SCOPES, slackManifest } from '../../src/bots/slack/manifest.ts';
import { WHY } from '../../src/bots/teams/package.ts';
import { SafeNestError } from '../../src/errors.ts';
import type { ChatConnections } from '../../src/http/services.ts';
import { silentLog } from '../../src/log.ts';
import { tokenKey } from '../../src/pipeline/sealed-tokens.ts';

/** Chat platforms for tests of pages and the API: what is said stands in `said`; the channel `gone` refuses. */
export function fakeConnections(): ChatConnections & { said: { channel: string; text: string }[] } {
  const said: { channel: string; text: string }[] = [];
  return {
    said,
    fromSettings: ['slack'],
    tokenKey: tokenKey('a secret for tests, long enough'),
    previews: cardPreviews(silentLog()),
    reasons: { slack: SCOPES, teams: WHY },
    checks: async () => [
      { platform: 'slack', name: 'slack token', ok: true, detail: 'works in Harbour as safenest' },
      {
        platform: 'slack',
        name: 'slack scopes',
        ok: false,
        detail: 'The token lacks im:write.',
        mend: 'Install the app again.',
      },
    ],
    async say(_orgId, { channel }, text) {
      if (channel === 'gone') throw new SafeNestError('conflict', 'The bot is not in this channel. Invite it.');
      said.push({ channel, text });
    },
    keywords: async (_orgId, workspace, words) => {
      if (workspace === 'refusing') throw new SafeNestError('conflict', 'The bot may not manage the server’s AutoMod.');
      said.push({ channel: workspace, text: words.join(' ') });
      return { rules: words.length > 0 ? 1 : 0, words: words.length };
    },
    slackManifest: (socketMode) => slackManifest({ publicUrl: 'https://desk.example.com', socketMode }),
    discordInvite: async () => null,
    teamsPackage: async () => null,
  };
}
