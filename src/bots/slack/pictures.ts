import { createHash } from 'node:crypto';
import type { Log } from '../../log.ts';
import type { CardPart } from '../../messages/card.ts';
import type { OutboundMessage, Posted } from '../../messages/outbound.ts';
import { Refused, Unreachable } from '../platform-errors.ts';
import type { SlackConnection } from './connection.ts';
import { asking, slackCode } from './errors.ts';

type Part<Kind extends CardPart['kind']> = Extract<CardPart, { kind: Kind }>;

export interface PictureOptions {
  /** A chart as PNG. */
  drawChart(part: Part<'chart'>): Promise<Buffer>;
  /** An image of ours that people outside cannot open. */
  openImage?(url: string): Promise<Buffer | null>;
  log: Log;
}

/** A scope that is missing is asked for again after so long; so is one file that Slack does not like. */
const REFUSED_MS = 10 * 60_000;
const KEPT = 200;
const PER_MESSAGE = 4;

/** Charts and images as files of Slack, each uploaded once; what cannot be had is left for words. */
export class Pictures {
  readonly #connection: SlackConnection;
  readonly #options: PictureOptions;
  /** File ids by the digest of what is in them. */
  readonly #uploaded = new Map<string, string>();
  /** Since when the app may not upload, in ms of a clock that only goes on: not asked again for a while. */
  #refusedAt = Number.NEGATIVE_INFINITY;

  constructor(connection: SlackConnection, options: PictureOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  async of(message: OutboundMessage): Promise<Map<CardPart, string>> {
    const parts = [message.card, ...(message.more ?? [])].flatMap((card) => card?.parts ?? []);
    const wanted = parts.filter((part) => part.kind === 'chart' || part.kind === 'image').slice(0, PER_MESSAGE);
    const files = new Map<CardPart, string>();
    for (const part of wanted) {
      if (performance.now() - this.#refusedAt < REFUSED_MS) break;
      try {
        const picture = part.kind === 'chart' ? await this.#options.drawChart(part) : await this.#open(part.url);
        if (picture) files.set(part, await this.#upload(picture, part.kind === 'chart' ? part.title : part.alt));
      } catch (err) {
        if (err instanceof Refused) this.#refusedAt = performance.now();
        this.#options.log.warn({ err }, 'a picture could not be brought to Slack; its words are posted');
      }
    }
    return files;
  }

  async #open(url: string): Promise<Buffer | null> {
    return (await this.#options.openImage?.(url)) ?? null;
  }

  async #upload(picture: Buffer, title: string): Promise<string> {
    const digest = createHash('sha256').update(picture).digest('base64');
    const known = this.#uploaded.get(digest);
    if (known !== undefined) return known;
    const { client } = this.#connection;
    const { upload_url: url, file_id: id } = await asking(() =>
      client.files.getUploadURLExternal({
        filename: picture[0] === 0xff ? 'picture.jpg' : 'picture.png',
        length: picture.length,
        alt_text: title.slice(0, 1000),
      }),
    );
    if (!url || !id) throw new Unreachable('Slack gives no place for a picture.');
    const sent = await fetch(url, {
      method: 'POST',
      body: new Uint8Array(picture),
      signal: AbortSignal.timeout(20_000),
    });
    await sent.text();
    if (!sent.ok) throw new Unreachable('Slack did not take a picture.');
    await asking(() =>
      client.files.completeUploadExternal({ files: [{ id, title: title.slice(0, 200) || 'picture' }] }),
    );
    if (this.#uploaded.size >= KEPT) this.#uploaded.delete(this.#uploaded.keys().next().value!);
    this.#uploaded.set(digest, id);
    return id;
  }

  /** The files of ours that a message shows; none where it is gone. */
  async shownIn({ channel, messageId: ts }: Pick<Posted, 'channel' | 'messageId'>): Promise<string[]> {
    // of an answer in a thread this finds the answer
    const { messages = [] } = await asking(() =>
      this.#connection.client.conversations.replies({ channel, ts, latest: ts, oldest: ts, inclusive: true, limit: 1 }),
    );
    const blocks = (messages.find((one) => one.ts === ts)?.blocks ?? []) as {
      slack_file?: { id?: string; url?: string };
    }[];
    // Slack may name a file by its address alone: …/files-pri/T0123-F0456/…
    return blocks.flatMap(({ slack_file: file }) => file?.id ?? /-(F[A-Z0-9]+)\//.exec(file?.url ?? '')?.[1] ?? []);
  }

  /** Takes a file that the app uploaded out of Slack; one that is gone already is no fault. */
  async delete(file: string): Promise<void> {
    for (const [digest, id] of this.#uploaded) if (id === file) this.#uploaded.delete(digest);
    await asking(() =>
      this.#connection.client.files.delete({ file }).catch((error: unknown) => {
        if (slackCode(error) !== 'file_not_found' && slackCode(error) !== 'file_deleted') throw error;
      }),
    );
  }
}
