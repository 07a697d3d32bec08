import { chatPlatformContract } from '../../contracts/chat-platform.ts';
import { openSlackFixture } from '../../support/slack-fixture.ts';

chatPlatformContract(() => openSlackFixture());
