import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Platform } from '../../src/bots/platform.ts';
import { newId, newOrgId, type OrgId } from '../../src/domain/id.ts';
import type { OutboundMessage } from '../../src/messages/outbound.ts';
import type { Reader } from '../support/feed.ts';

export interface PlatformFixture {
  platform: Platform;
  channel: string;
  /** Someone who reads the channel from now on. */
  read(orgId: OrgId): Reader;
  close(): Promise<void>;
}

const about = (orgId: OrgId, ref: string, status = 'open'): OutboundMessage => ({
  orgId,
  text: `${ref} Many failed logins (${status})`,
  severity: 'high',
  card: { key: ref, parts: [{ kind: 'heading', text: `${ref} Many failed logins`, severity: 'high', status }] },
});

/** What every chat platform must do with what it is told to post. */
export function platformContract(name: string, open: () => Promise<PlatformFixture>): void {
  describe(`${name} as a platform`, () => {
    let fixture: PlatformFixture;
    beforeAll(async () => {
      fixture = await open();
      await fixture.platform.start(async () => ({ kind: 'ignored' }));
    });
    afterAll(async () => {
      await fixture.platform.stop();
      await fixture.close();
    });
    const shows = (reader: Reader, refs: string[]): Promise<void> =>
      vi.waitFor(() => expect(reader.shown()).toEqual(refs));

    test('says by which name, in which channel and under which id it posted', async () => {
      const { platform, channel } = fixture;
      const orgId = newOrgId();
      const reader = fixture.read(orgId);
      const posted = await platform.post({ workspace: '', channel }, about(orgId, 'ALR-1'), newId());
      expect(posted).toEqual({ platform: platform.name, channel, messageId: expect.stringMatching(/./) });
      expect(JSON.parse(JSON.stringify(posted))).toEqual(posted);
      await shows(reader, ['ALR-1']);
    });

    test('shows two matters as two messages', async () => {
      const { platform, channel } = fixture;
      const orgId = newOrgId();
      const reader = fixture.read(orgId);
      const first = await platform.post({ workspace: '', channel }, about(orgId, 'ALR-1'), newId());
      const second = await platform.post({ workspace: '', channel }, about(orgId, 'INC-2'), newId());
      expect(first.messageId).not.toBe(second.messageId);
      await shows(reader, ['ALR-1', 'INC-2']);
    });

    test('shows one message for one key, however often it is posted', async () => {
      const { platform, channel } = fixture;
      const [orgId, key] = [newOrgId(), newId()];
      const reader = fixture.read(orgId);
      const first = await platform.post({ workspace: '', channel }, about(orgId, 'ALR-3'), key);
      expect(await platform.post({ workspace: '', channel }, about(orgId, 'ALR-3', 'resolved'), key)).toEqual(first);
      await shows(reader, ['ALR-3']);
    });

    test('an update is seen, in the place of what it replaces', async () => {
      const { platform, channel } = fixture;
      const orgId = newOrgId();
      const reader = fixture.read(orgId);
      const first = await platform.post({ workspace: '', channel }, about(orgId, 'ALR-4'), newId());
      await platform.post({ workspace: '', channel }, about(orgId, 'ALR-5'), newId());
      await shows(reader, ['ALR-4', 'ALR-5']);
      const before = reader.drawn();
      await platform.update(first, about(orgId, 'ALR-4', 'resolved'));
      await vi.waitFor(() => expect(reader.drawn()).toBe(before + 1));
      await shows(reader, ['ALR-4', 'ALR-5']);
    });

    test('keeps organisations apart', async () => {
      const { platform, channel } = fixture;
      const [one, other] = [newOrgId(), newOrgId()];
      const [here, there] = [fixture.read(one), fixture.read(other)];
      await platform.post({ workspace: '', channel }, about(one, 'ALR-6'), newId());
      await platform.post({ workspace: '', channel }, about(other, 'ALR-7'), newId());
      await shows(here, ['ALR-6']);
      await shows(there, ['ALR-7']);
    });
  });
}
