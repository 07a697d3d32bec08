import { type Severity, severityRank, worst } from '../domain/severity.ts';
import type { Log } from '../log.ts';
import { askedAnew, hasNewReport, storyOf, toldAnew } from '../messages/catalogue/news.ts';
import type { News, OutboundMessage, Posted, Standing } from '../messages/outbound.ts';
import type { Channel } from './notify.ts';
import type { Platform } from './platform.ts';
import { Refused, Unchangeable } from './platform-errors.ts';

export interface Telling {
  platform: Platform;
  to: Channel;
  news: News;
  subject: string;
  /** Names what is told now, the same however often it is tried. */
  turn: string;
  /** Where the matter stands already. */
  before: Standing | undefined;
  now: Date;
  log: Log;
}

/** What only grows is changed no more often than this: its channel has other things to hear. */
const GROWTH_MS = 15_000;

/** When news of which only figures are new may be told to a channel that had it a moment ago; null for at once. */
export function growthDue(before: Standing | undefined, news: News): Date | null {
  const { state } = news;
  if (!before?.told || !before.at || !state || storyOf(before.told, state) !== null || cameBack(before, news))
    return null;
  return new Date(new Date(before.at).getTime() + GROWTH_MS);
}

/**
 * Tells one channel: posts what it has not heard of, else changes its message and says in its thread what changed. What got
 * worse than it ever was is posted anew, and the old message points to it. Each step may be done twice and shows once.
 */
export async function tellChannel({ platform, to, news, subject, turn, before, now, log }: Telling): Promise<Standing> {
  const message = messageFor(to, news);
  const target = { workspace: to.workspace ?? '', channel: to.channel };
  const stands = (posted: Posted): Standing => ({
    ...whereOf(posted),
    ...(news.state && platform.name !== 'console' ? { told: news.state, at: now.toISOString() } : {}),
    ...(news.severity && platform.name !== 'console' ? { worst: worst(before?.worst ?? 'low', news.severity) } : {}),
  });
  if (!before) return stands(await platform.post(target, message, subject));

  const gotWorse = isWorse(before.worst, news.severity);
  const isBack = cameBack(before, news);
  if ((gotWorse || isBack) && news.pending === true && to.wanted !== false && news.state) {
    const anew = await platform.post(
      target,
      message,
      isBack ? `${subject} back ${turn}` : `${subject} ${news.severity}`,
    );
    const { ref } = news.state;
    const pointer = {
      orgId: news.orgId,
      text: isBack
        ? askedAnew(ref, wasEdited(before, news), news.language)
        : toldAnew(ref, news.severity!, news.language),
    };
    // the new one stands: that the old one could not be changed is no reason to post it again
    await platform
      .update(before, pointer)
      .catch((err) => log.warn({ err }, 'a message that was told anew still stands as it was'));
    return stands(anew);
  }

  try {
    await platform.update(before, message);
  } catch (error) {
    // the message may be no more: then it is posted anew; where that is refused too, it is the channel that refuses
    if (!(error instanceof Refused)) throw error;
    // where it stands and may not be changed, its thread says what is new
    if (!(error instanceof Unchangeable))
      return to.wanted === false ? before : stands(await platform.post(target, message, `${subject} ${turn}`));
  }
  const story = before.told && news.state && !to.former ? storyOf(before.told, news.state, news.language) : null;
  if (story !== null) {
    const isWhole = messageFor(to, news).card === news.card;
    const full = news.words && isWhole && hasNewReport(before.told!, news.state!) ? `${story}\n\n${news.words}` : story;
    const place = {
      ...target,
      thread: before.messageId,
      handle: { message: before.messageId, title: news.state!.ref },
    };
    await platform.post(place, { orgId: news.orgId, text: full }, `${subject} story ${turn}`).catch((error) => {
      // what may not be said in threads is told by the card
      if (!(error instanceof Refused)) throw error;
    });
  }
  return stands(before);
}

const messageFor = (to: Channel, news: News): OutboundMessage => {
  const {
    purpose: _,
    pending: __,
    covered: _______,
    state: ___,
    needs: ____,
    to: _____,
    words: ______,
    withoutLogs,
    brief,
    ...message
  } = news;
  const less = to.brief ? brief : to.withoutLogs ? withoutLogs : undefined;
  return less ? { ...message, ...less } : message;
};

const whereOf = ({ platform, workspace, channel, messageId, thread }: Posted): Posted => ({
  platform,
  ...(workspace === undefined ? {} : { workspace }),
  channel,
  messageId,
  ...(thread === undefined ? {} : { thread }),
});

/** Whether a proposal was put off when it was told last, and waits again now. */
const cameBack = ({ told }: Standing, { state }: News): boolean =>
  told?.kind === 'proposal' &&
  told.putOff === true &&
  state?.kind === 'proposal' &&
  state.putOff !== true &&
  state.status === 'pending';

/** Whether a proposal is another than it was when it was told last. */
const wasEdited = ({ told }: Standing, { state }: News): boolean =>
  told?.kind === 'proposal' && state?.kind === 'proposal' && told.form !== undefined && told.form !== state.form;

const isWorse = (before: Severity | undefined, now: Severity | undefined): boolean =>
  before !== undefined && now !== undefined && severityRank(now) > severityRank(before);
