/** CenterFace: what its model is given and what its answers mean, as on the server (photos/faces/centerface.py). */
import { merged, type Found } from "./boxes";

const CERTAIN_ENOUGH = 0.35;
const FIELD_PIXELS = 4;
const SIDE_MULTIPLE = 32;

/** Of a picture of `width` by `height`, what the model takes: three planes, black to the right and below. */
export interface Prepared {
  readonly planes: Float32Array;
  readonly dims: readonly [number, number, number, number];
  readonly width: number;
  readonly height: number;
}

/** What the model answers, each by rows and columns of fields. */
export interface Answer {
  readonly places: Float32Array;
  readonly sizes: Float32Array;
  readonly offsets: Float32Array;
}

function roundedUp(pixels: number): number {
  return Math.ceil(pixels / SIDE_MULTIPLE) * SIDE_MULTIPLE;
}

/** `picture` as the model takes it, turned left by so many quarters. */
export function prepared(picture: ImageData, quarters: number): Prepared {
  const { data, width: across, height: down } = picture;
  const isLying = quarters % 2 === 1;
  const width = isLying ? down : across;
  const height = isLying ? across : down;
  const wide = roundedUp(width);
  const high = roundedUp(height);
  const plane = wide * high;
  const planes = new Float32Array(3 * plane);
  // Where the first pixel of the turned picture lies, and how far its next column and next row are from there.
  const [first, column, row] = [
    [0, 1, across],
    [across - 1, across, -1],
    [across * down - 1, -1, -across],
    [across * (down - 1), -across, 1],
  ][quarters] as [number, number, number];
  for (let y = 0; y < height; y++) {
    let from = (first + y * row) * 4;
    for (let x = 0, to = y * wide; x < width; x++, to++, from += column * 4) {
      planes[to] = data[from]!;
      planes[to + plane] = data[from + 1]!;
      planes[to + 2 * plane] = data[from + 2]!;
    }
  }
  return { planes, dims: [1, 3, high, wide], width, height };
}

/** The faces that the model's answers to a prepared picture mean, in fractions of it. */
export function faces({ dims, width, height }: Prepared, { places, sizes, offsets }: Answer): Found[] {
  const across = dims[3] / FIELD_PIXELS;
  const fields = places.length;
  const found: Found[] = [];
  for (let field = 0; field < fields; field++) {
    const score = places[field]!;
    if (score <= CERTAIN_ENOUGH) continue;
    const column = field % across;
    const row = (field - column) / across;
    const middleX = (column + offsets[fields + field]! + 0.5) * FIELD_PIXELS;
    const middleY = (row + offsets[field]! + 0.5) * FIELD_PIXELS;
    const halfHeight = (Math.exp(sizes[field]!) * FIELD_PIXELS) / 2;
    const halfWidth = (Math.exp(sizes[fields + field]!) * FIELD_PIXELS) / 2;
    found.push({
      left: (middleX - halfWidth) / width,
      top: (middleY - halfHeight) / height,
      right: (middleX + halfWidth) / width,
      bottom: (middleY + halfHeight) / height,
      score,
    });
  }
  return merged(found);
}
