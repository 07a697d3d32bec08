import sharp from 'sharp';

/** A square SVG of our own as a PNG of `size` × `size` points. */
export const iconPicture = (svg: string, size: number): Promise<Buffer> =>
  sharp(Buffer.from(svg)).resize(size, size).png().toBuffer();
