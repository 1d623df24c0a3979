/** A large picture is shown to a model in two strips, as on the server (photos/faces/strips.py). */
import type { Found } from "./boxes";

const MOST_PIXELS_AT_ONCE = 1_000_000;
const BEYOND = 64;

/** Rows of a picture of `height`; it tells of faces whose middle lies from row `begins` to `ends`. */
export interface Strip {
  readonly first: number;
  readonly last: number;
  readonly begins: number;
  readonly ends: number;
  readonly height: number;
}

/** A box that was found in a strip, on the whole picture; null where it is the other strip's to tell of. */
export function placed({ first, last, begins, ends, height }: Strip, box: Found): Found | null {
  const rows = last - first;
  const top = (first + box.top * rows) / height;
  const bottom = (first + box.bottom * rows) / height;
  const middle = ((top + bottom) / 2) * height;
  if ((middle < begins && begins > 0) || (middle >= ends && ends < height)) return null;
  return { ...box, top, bottom };
}

/** How a picture of that size is shown: whole where it is small enough, else its upper and its lower half. */
export function stripsOf(height: number, width: number): Strip[] {
  if (height * width <= MOST_PIXELS_AT_ONCE) return [{ first: 0, last: height, begins: 0, ends: height, height }];
  const half = Math.floor(height / 2);
  return [
    { first: 0, last: half + BEYOND, begins: 0, ends: half, height },
    { first: half - BEYOND, last: height, begins: half, ends: height, height },
  ];
}
