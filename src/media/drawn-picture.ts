import sharp from 'sharp';

/** An SVG of our own as a JPEG of its own size, like a camera would send it. */
export const drawnPicture = (svg: string): Promise<Buffer> =>
  sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).jpeg({ quality: 88 }).toBuffer();
