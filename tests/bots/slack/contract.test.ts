import { describe } from 'vitest';
import { chatPlatformContract } from '../../contracts/chat-platform.ts';
import { openSlackFixture } from '../../support/slack-fixture.ts';

describe('Slack over HTTP', () => chatPlatformContract(() => openSlackFixture()));
describe('Slack over Socket Mode', () => chatPlatformContract(() => openSlackFixture({ socketMode: true })));
