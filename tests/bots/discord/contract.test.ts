import { describe } from 'vitest';
import { chatPlatformContract } from '../../contracts/chat-platform.ts';
import { openDiscordFixture } from '../../support/discord-fixture.ts';

describe('Discord', () => chatPlatformContract(() => openDiscordFixture()));
