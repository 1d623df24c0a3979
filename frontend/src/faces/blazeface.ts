/** BlazeFace for a whole room, as on the server (photos/faces/blazeface.py). */
import type { FaceModel } from "./model";

const QUARTERS = [0, 1, 2, 3];

export const blazeface: FaceModel = {
  looks: [
    { longEdge: 1280, quarters: [0] },
    { longEdge: 640, quarters: QUARTERS },
    { longEdge: 320, quarters: QUARTERS },
    { longEdge: 160, quarters: QUARTERS },
  ],
  certainEnough: 0.4,
  size: (pixels) => pixels,
  offset: (pixels) => pixels,
};
