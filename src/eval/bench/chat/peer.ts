// A platform in a process of its own, so that what it costs is not counted as ours.
import { openDiscordPeer } from './discord-peer.ts';
import type { FromPeer, LoadPeer, ToPeer } from './load-peer.ts';
import { openSlackPeer } from './slack-peer.ts';
import { openTeamsPeer } from './teams-peer.ts';

const OPEN: Record<string, () => Promise<LoadPeer>> = {
  slack: openSlackPeer,
  discord: openDiscordPeer,
  teams: openTeamsPeer,
};
const TICK_MS = 5;

const tell = (message: FromPeer): void => void process.send!(message);
const peer = await OPEN[process.argv[2]!]!();

process.on('message', (message: ToPeer) => {
  if (message.kind === 'counts') {
    const counts = [...peer.answers.values()];
    tell({
      kind: 'counts',
      answered: counts.length,
      twice: counts.filter((count) => count > 1).length,
      limited: peer.limited(),
      posted: [...peer.posted],
    });
    return;
  }
  const { webhook, perSecond, seconds, first = 0 } = message;
  const waits: number[] = [];
  let failed = 0;
  let sent = 0;
  const all: Promise<void>[] = [];
  const began = performance.now();
  const sending = setInterval(() => {
    const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - began) / 1000) * perSecond));
    for (; sent < due; sent++) {
      const start = performance.now();
      all.push(
        peer.send(first + sent, webhook).then(
          () => void waits.push(performance.now() - start),
          () => void failed++,
        ),
      );
    }
    if (sent < perSecond * seconds) return;
    clearInterval(sending);
    void Promise.all(all).then(() => tell({ kind: 'loaded', waits, failed }));
  }, TICK_MS);
});
tell({ kind: 'open', addresses: peer.addresses });
// whoever measured is gone
process.on('disconnect', () => process.kill(process.pid));
