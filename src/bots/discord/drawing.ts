import { createHash } from 'node:crypto';
import type { RawFile } from 'discord.js';
import type { CardPart } from '../../messages/card.ts';
import type { OutboundMessage } from '../../messages/outbound.ts';
import type { Frame } from './blocks.ts';
import { addressUnder } from './markdown.ts';
import { type Drawn, render, renderPlain } from './render.ts';

type Chart = Extract<CardPart, { kind: 'chart' }>;

export interface DrawingOptions {
  publicUrl: string | null;
  /** A chart as PNG. */
  drawChart(part: Chart): Promise<Buffer>;
  /** A picture of ours, which people outside could not open; null where it is not ours. */
  openImage?(url: string): Promise<Buffer | null>;
}

/** A message with the files it shows. `attachments` replaces what an edited message showed before. */
export interface Sendable {
  body: Drawn & { attachments: { id: number; filename: string; description?: string }[] };
  files: RawFile[];
}

const MOST_FILES = 10;
/** Discord takes 10 MiB a file and 25 MiB a request. */
const MOST_BYTES = 8_000_000;

/** The same number for the same matter, so that a message is known again by its first component. */
export const markOf = (key: string): number => (createHash('sha256').update(key).digest().readUInt32BE(0) >>> 2) + 1000;

/** Draws the pictures first, then the message around them; a picture that cannot be had is said in words. */
export async function draw(
  message: OutboundMessage,
  options: DrawingOptions,
  mark?: number,
  desk?: Frame['desk'],
): Promise<Sendable> {
  const files: RawFile[] = [];
  const places = new Map<CardPart, string>();
  let bytes = 0;
  for (const card of [message.card, ...(message.more ?? [])]) {
    for (const part of card?.parts ?? []) {
      const data = files.length < MOST_FILES ? await pictureOf(part, options) : null;
      if (!data || data.length === 0 || bytes + data.length > MOST_BYTES) continue;
      bytes += data.length;
      const name = `picture-${files.length + 1}.${extension(data)}`;
      files.push({ name, data });
      places.set(part, `attachment://${name}`);
    }
  }
  const address = addressUnder(options.publicUrl);
  const frame: Frame = {
    address,
    picture: (part) => places.get(part) ?? elsewhere(part, address),
    ...(desk ? { desk } : {}),
  };
  const drawn = render(message, frame, mark);
  // what did not fit need not be sent either
  const shown = JSON.stringify(drawn.components);
  const used = files.filter(({ name }) => shown.includes(`attachment://${name}`));
  return { body: { ...drawn, attachments: used.map(({ name }, id) => ({ id, filename: name })) }, files: used };
}

/** The words alone. */
export function drawPlain(message: OutboundMessage, options: DrawingOptions, mark?: number): Sendable {
  const drawn = renderPlain(message, { address: addressUnder(options.publicUrl), picture: () => null }, mark);
  return { body: { ...drawn, attachments: [] }, files: [] };
}

async function pictureOf(part: CardPart, { drawChart, openImage }: DrawingOptions): Promise<Buffer | null> {
  try {
    if (part.kind === 'chart') return part.points.length > 0 ? await drawChart(part) : null;
    return part.kind === 'image' && openImage ? await openImage(part.url) : null;
  } catch {
    return null;
  }
}

/** An image that anybody can open is Discord's to fetch. */
function elsewhere(part: CardPart, address: Frame['address']): string | null {
  if (part.kind !== 'image' || !/^https:\/\//i.test(part.url)) return null;
  const href = address(part.url);
  return href && new URL(href).hostname.includes('.') ? href : null;
}

const extension = (data: Buffer): string =>
  data[0] === 0xff && data[1] === 0xd8 ? 'jpg' : data.subarray(8, 12).toString('latin1') === 'WEBP' ? 'webp' : 'png';
