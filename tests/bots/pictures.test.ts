import { describe } from 'vitest';
import { picturesInChatContract } from '../contracts/pictures-in-chat.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { openSlackFixture } from '../support/slack-fixture.ts';
import { openTeams } from '../support/teams-fixture.ts';

describe('Slack', () => picturesInChatContract((openImage) => openSlackFixture({ openImage })));
describe('Discord', () => picturesInChatContract((openImage) => openDiscordFixture({ openImage })));
describe('Teams', () => picturesInChatContract((openImage) => openTeams({ openImage })));
