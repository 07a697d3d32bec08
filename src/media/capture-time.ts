import sharp from 'sharp';

/** When a picture says it was taken, by the clock of the camera. */
export interface CaptureTime {
  /** `2026-11-21T10:15:00`: the camera's own time of day. */
  local: string;
  /** `+01:00`; null where the camera does not say in which zone it keeps its clock, as most do not. */
  offset: string | null;
}

const EXIF_FOLDER = 0x8769;
const TAKEN_AT = 0x9003;
const TAKEN_OFFSET = 0x9011;
const MOST_ENTRIES = 500;

/** The moment in a picture's EXIF data (DateTimeOriginal, CIPA DC-008); null where there is none that can be read. */
export async function captureTime(bytes: Uint8Array): Promise<CaptureTime | null> {
  // sharp throws at once, not later, where there are no bytes at all
  if (bytes.length === 0) return null;
  const header = await sharp(bytes, { limitInputPixels: false, pages: 1 })
    .metadata()
    .catch(() => null);
  return header?.exif ? readCaptureTime(header.exif) : null;
}

/** The same from the EXIF block itself, as it stands in a file; whatever is wrong with it is no time. */
export function readCaptureTime(exif: Uint8Array): CaptureTime | null {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  try {
    const start = ascii(view, 0, 4) === 'Exif' ? 6 : 0;
    const order = ascii(view, start, 2);
    if (order !== 'II' && order !== 'MM') return null;
    const little = order === 'II';
    const first = entries(view, start, start + view.getUint32(start + 4, little), little);
    const folder = first.get(EXIF_FOLDER);
    if (folder === undefined) return null;
    const fields = entries(view, start, start + view.getUint32(folder + 8, little), little);
    const text = (tag: number): string => {
      const at = fields.get(tag);
      return at === undefined ? '' : textOf(view, start, at, little);
    };
    const taken = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(text(TAKEN_AT));
    if (!taken) return null;
    const [, year, month, day, hour, minute, second] = taken;
    const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
    // 0000:00:00 and the 31st of February are what cameras write that were never set
    const real = new Date(`${local}Z`);
    if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 19) !== local) return null;
    const offset = text(TAKEN_OFFSET);
    return { local, offset: /^[+-]\d\d:\d\d$/.test(offset) ? offset : null };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Where each tag of a folder stands. */
function entries(view: DataView, start: number, at: number, little: boolean): Map<number, number> {
  const found = new Map<number, number>();
  if (at < start) return found;
  const count = Math.min(view.getUint16(at, little), MOST_ENTRIES);
  for (let i = 0; i < count; i++) found.set(view.getUint16(at + 2 + i * 12, little), at + 2 + i * 12);
  return found;
}

/** Up to its zero byte; empty for what is no text. */
function textOf(view: DataView, start: number, at: number, little: boolean): string {
  const TEXT = 2;
  const length = view.getUint32(at + 4, little);
  if (view.getUint16(at + 2, little) !== TEXT || length > 64) return '';
  const from = length <= 4 ? at + 8 : start + view.getUint32(at + 8, little);
  return ascii(view, from, length).replace(/\0.*$/s, '').trim();
}

const ascii = (view: DataView, from: number, length: number): string =>
  String.fromCharCode(...Array.from({ length }, (_, i) => view.getUint8(from + i)));
