import { describe } from 'vitest';
import { chatPlatformContract } from '../../contracts/chat-platform.ts';
import { openTeams } from '../../support/teams-fixture.ts';

describe('Microsoft Teams', () => chatPlatformContract(() => openTeams({ holdMs: 200 })));
