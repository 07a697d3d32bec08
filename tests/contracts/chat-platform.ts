import type { ChatFixture } from '../support/chat-fixture.ts';

export type { ChatFixture, Person, SeenButton, SeenForm, SeenMessage, Where } from '../support/chat-fixture.ts';

/** What every chat platform does with the real desk behind it; given a fixture of its own for each run. */
export type OpenChatFixture = () => Promise<ChatFixture>;
