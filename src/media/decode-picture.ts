import sharp, { type Metadata, type Sharp } from 'sharp';
import { LARGEST_PICTURE, type Pixels, pictureTooLarge } from '../domain/picture.ts';
import { SafeNestError } from '../errors.ts';
import { convertHeic } from './convert-heic.ts';

export interface DecodedPicture {
  /** Upright; no side longer than `maxSide`. */
  pixels: Pixels;
  /** By its content. */
  mediaType: string;
  /** Of the picture as it was given, upright. */
  width: number;
  height: number;
}

export interface DecodeLimits {
  /** Bytes of the file. */
  maxBytes: number;
  /** Width times height, as its header says it, before anything is decoded. */
  maxPixels: number;
  /** Either side in pixels, by the header too: a picture one pixel wide takes as long to unpack as its other side is long. */
  longestSide: number;
  /** A longer side is made this long. */
  maxSide: number;
  /** How long decoding may take, in seconds. */
  seconds: number;
}

/** 20 MB, 50 megapixels, 12,000 at the longer side, brought to 4,096 at the longer side: enough for a face of 30 pixels in a picture of a hall. */
const PICTURE_LIMITS: DecodeLimits = {
  maxBytes: LARGEST_PICTURE,
  maxPixels: 50_000_000,
  longestSide: 12_000,
  maxSide: 4096,
  seconds: 20,
};

/** What sharp calls each kind, and what a picture of it is called. */
const MEDIA_TYPES: Record<string, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  heif: 'image/avif',
};

/**
 * A picture as pixels, whatever it is called: JPEG, PNG, WebP, AVIF, the first frame of a GIF; HEIC where the installed libvips or a converter of
 * this machine can. Upright by its EXIF orientation, in sRGB with 8 bits, transparency on white. Fails with `unsupported_type`, `too_large`, or
 * `invalid_input` for one that is empty, damaged or incomplete.
 */
export async function decodePicture(bytes: Uint8Array, limits: Partial<DecodeLimits> = {}): Promise<DecodedPicture> {
  const { maxBytes, maxPixels, longestSide, maxSide, seconds } = { ...PICTURE_LIMITS, ...limits };
  if (bytes.length === 0) throw new SafeNestError('invalid_input', 'The picture is empty.');
  if (bytes.length > maxBytes) throw new SafeNestError('too_large', pictureTooLarge(maxBytes));
  const kind = kindOf(bytes);
  if (!kind)
    throw new SafeNestError(
      'unsupported_type',
      'This is no picture that can be read: JPEG, PNG, WebP, AVIF and GIF can.',
    );
  // The header is measured by hand below: the library's own limit would not say what is wrong.
  const picture = sharp(bytes, { failOn: 'error', limitInputPixels: false, autoOrient: true, pages: 1 });
  const header = await picture.metadata().catch((cause: unknown) => {
    throw unreadable(kind, cause);
  });
  // The library looks for itself what it is; a file that is two kinds at once is read as neither.
  if (header.format !== kind)
    throw new SafeNestError('unsupported_type', 'The picture is two kinds of file at once, and is not read.');
  const side = Math.max(header.width, header.pageHeight ?? header.height);
  if (side > longestSide)
    throw new SafeNestError(
      'too_large',
      `The picture is ${inThousands(side)} pixels long; no side may be longer than ${inThousands(longestSide)}.`,
    );
  if (header.width * (header.pageHeight ?? header.height) > maxPixels)
    throw new SafeNestError(
      'too_large',
      `The picture has ${header.width} × ${header.height} pixels; ${Math.round(maxPixels / 1e6)} megapixels are taken.`,
    );
  const isHeic = kind === 'heif' && header.compression !== 'av1';
  const pixelsOf = (of: Sharp) =>
    plain(of, maxSide).timeout({ seconds }).raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const { data, info } = await pixelsOf(picture).catch(async (cause: unknown) => {
    // what the library says is wrong may be another picture's trouble: it keeps one text for all that it does at once
    if (!isHeic) throw unreadable(kind, cause);
    if ((header.pages ?? 1) > 1) throw severalInOne(header.pages!, cause);
    const jpeg = await converted(bytes, header, seconds);
    if (!jpeg) throw new SafeNestError('unsupported_type', HEIC_WORDS, { cause });
    return pixelsOf(jpeg).catch((again: unknown) => {
      throw unreadable('jpeg', again);
    });
  });
  const { width, height } = uprightSize(header);
  return {
    pixels: { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) },
    mediaType: isHeic ? 'image/heic' : MEDIA_TYPES[kind]!,
    width,
    height,
  };
}

/** A HEIC picture made a JPEG by this machine, of the size that its own header says; null where that does not come about. */
async function converted(bytes: Uint8Array, header: Metadata, seconds: number): Promise<Sharp | null> {
  const jpeg = await convertHeic(bytes, { seconds });
  if (!jpeg) return null;
  // a HEIC is turned by its own header, so that what EXIF says besides counts no more
  const picture = sharp(jpeg, { failOn: 'error', limitInputPixels: header.width * header.height, autoOrient: false });
  const { width, height } = await picture.metadata().catch(() => ({ width: 0, height: 0 }));
  const isWhole =
    width * height === header.width * header.height && (width === header.width || width === header.height);
  return isWhole ? picture : null;
}

const plain = (picture: Sharp, side: number): Sharp =>
  picture
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .removeAlpha();

function uprightSize({ width, height, pageHeight, orientation = 1 }: Metadata): { width: number; height: number } {
  const tall = pageHeight ?? height;
  return orientation >= 5 ? { width: tall, height: width } : { width, height: tall };
}

/** The kind by its first bytes, as sharp names it; null for anything else, whatever its name or media type claims. */
function kindOf(bytes: Uint8Array): string | null {
  const begins = (text: string, at = 0): boolean => {
    for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
    return true;
  };
  if (begins('\xff\xd8\xff')) return 'jpeg';
  if (begins('\x89PNG\r\n\x1a\n')) return 'png';
  if (begins('GIF87a') || begins('GIF89a')) return 'gif';
  if (begins('RIFF') && begins('WEBP', 8)) return 'webp';
  if (begins('ftyp', 4) && ['avif', 'avis', 'heic', 'heix', 'mif1', 'msf1'].some((brand) => begins(brand, 8)))
    return 'heif';
  return null;
}

/** The decoder of HEIC is encumbered by patents, and the libvips that comes along has none. */
const HEIC_WORDS =
  'HEIC pictures cannot be read here. Send it as JPEG: share or export it as JPEG, or let the phone take such pictures from now on (on an iPhone under Settings, Camera, Formats: Most Compatible).';

/** Which of them is meant cannot be known. `details.pictures`: how many there are. */
const severalInOne = (pictures: number, cause: unknown): SafeNestError =>
  new SafeNestError(
    'unsupported_type',
    `The HEIC file holds ${pictures} pictures. Send the one you mean by itself: open it, and share or export it as JPEG.`,
    { cause, details: { pictures } },
  );

function unreadable(kind: string, cause: unknown): SafeNestError {
  const reason = cause instanceof Error ? cause.message : '';
  if (/timeout/i.test(reason))
    return new SafeNestError('invalid_input', 'The picture takes too long to read. Save it anew as JPEG.', { cause });
  if (kind === 'heif' && /unsupported|no decoding plugin|bitstream not supported|compression/i.test(reason))
    return new SafeNestError('unsupported_type', HEIC_WORDS, { cause });
  return new SafeNestError('invalid_input', 'The picture is damaged or incomplete and cannot be read.', { cause });
}

const inThousands = (pixels: number): string => pixels.toLocaleString('en-GB');
