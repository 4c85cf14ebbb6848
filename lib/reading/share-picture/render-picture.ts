import sharp from 'sharp';
import { drawPicture, type Picture } from './draw-picture';

/**
 * A share picture as PNG, 1200 by 630 pixels, some 20 to 50 KB: few colours are enough for letters on
 * paper. Shapes Arabic and orders both directions (set-text.ts).
 */
export async function renderPicture(picture: Picture): Promise<Buffer> {
  return sharp(Buffer.from(drawPicture(picture)))
    .png({ palette: true, colours: 32, compressionLevel: 9, effort: 7 })
    .toBuffer();
}
