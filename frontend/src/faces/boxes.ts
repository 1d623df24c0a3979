/** Boxes around faces: pure geometry, the same as the server's (heartsease/domain/photos/faces/boxes.py). */

const MOST_OVERLAP = 0.3;
const MOST_CONTAINED = 0.6;
const GROWTH = 0.4;

/** A rectangle on a picture, in fractions of its width and height. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A box that was found, and how certainly (0 to 1). */
export interface Found extends Box {
  readonly score: number;
}

function area(box: Box): number {
  return Math.max(0, box.right - box.left) * Math.max(0, box.bottom - box.top);
}

function shared(one: Box, other: Box): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return Math.max(0, width) * Math.max(0, height);
}

/** Whether both are around one face. */
function isSame(one: Box, other: Box): boolean {
  const both = shared(one, other);
  const union = area(one) + area(other) - both;
  return both > MOST_OVERLAP * union || both > MOST_CONTAINED * Math.min(area(one), area(other));
}

/** One box a face, the most certain first. */
export function merged(boxes: Found[]): Found[] {
  const kept: Found[] = [];
  for (const box of [...boxes].sort((one, other) => other.score - one.score)) {
    if (!kept.some((other) => isSame(box, other))) kept.push(box);
  }
  return kept;
}

/** The box on the picture as it was before it was turned left by so many quarters. */
export function turnedBack(box: Found, quarters: number): Found {
  let { left, top, right, bottom } = box;
  for (let quarter = 0; quarter < quarters; quarter++) {
    [left, top, right, bottom] = [1 - bottom, left, 1 - top, right];
  }
  return { left, top, right, bottom, score: box.score };
}

function within(side: number): number {
  return Math.min(Math.max(side, 0), 1);
}

/** The part of a box that lies on the picture. */
export function withinPicture<Kind extends Box>(box: Kind): Kind {
  const left = within(box.left);
  const top = within(box.top);
  return { ...box, left, top, right: Math.max(within(box.right), left), bottom: Math.max(within(box.bottom), top) };
}

/** With hair and head around the face: what has to be hidden so that nobody is recognized. */
export function grown(box: Box): Box {
  const aside = (box.right - box.left) * GROWTH;
  const above = (box.bottom - box.top) * GROWTH;
  return withinPicture({
    left: box.left - aside,
    top: box.top - above,
    right: box.right + aside,
    bottom: box.bottom + above,
  });
}
