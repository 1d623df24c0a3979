/** What the model of every detector is given and what its answers mean, as on the server (photos/faces/face_model.py). */
import { merged, type Found } from "./boxes";

export const FIELD_PIXELS = 4;
const SIDE_MULTIPLE = 32;

/** One size at which a picture is shown to a model: its long edge in pixels, and the quarters it is turned left. */
export interface Look {
  readonly longEdge: number;
  readonly quarters: readonly number[];
}

const MOST_OF_A_SQUARE = 0.75;

/** The long edge at which a picture of that shape is shown: a square one has no more pixels than one of 4:3, for what
 * looking takes grows with them. */
export function edgeOf({ longEdge }: Look, width: number, height: number): number {
  const ratio = Math.max(width, height) / Math.min(width, height);
  return Math.min(longEdge, Math.floor(longEdge * Math.sqrt(MOST_OF_A_SQUARE * ratio)));
}

/** One way to find faces: how large a face is, and how far its middle lies from that of its field, both in pixels. */
export interface FaceModel {
  readonly looks: readonly Look[];
  readonly certainEnough: number;
  size(answer: number): number;
  offset(answer: number): number;
}

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

/** The rows `first` to `last` of a prepared picture, as the model takes them. */
export function rowsOf(whole: Prepared, first: number, last: number): Prepared {
  const { planes, dims, width, height } = whole;
  if (first === 0 && last === height) return whole;
  const [, , high, wide] = dims;
  const rows = roundedUp(last - first);
  const part = new Float32Array(3 * rows * wide);
  for (let plane = 0; plane < 3; plane++) {
    const from = (plane * high + first) * wide;
    part.set(planes.subarray(from, from + (last - first) * wide), plane * rows * wide);
  }
  return { planes: part, dims: [1, 3, rows, wide], width, height: last - first };
}

/** The faces that the model's answers to a prepared picture mean, in fractions of it. */
export function faces(model: FaceModel, { dims, width, height }: Prepared, { places, sizes, offsets }: Answer): Found[] {
  const across = dims[3] / FIELD_PIXELS;
  const fields = places.length;
  const found: Found[] = [];
  for (let field = 0; field < fields; field++) {
    const score = places[field]!;
    if (score <= model.certainEnough) continue;
    const column = field % across;
    const row = (field - column) / across;
    const middleX = (column + 0.5) * FIELD_PIXELS + model.offset(offsets[fields + field]!);
    const middleY = (row + 0.5) * FIELD_PIXELS + model.offset(offsets[field]!);
    const halfHeight = model.size(sizes[field]!) / 2;
    const halfWidth = model.size(sizes[fields + field]!) / 2;
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
