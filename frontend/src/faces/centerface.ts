/** CenterFace, as on the server (photos/faces/centerface.py). */
import { FIELD_PIXELS, type FaceModel } from "./model";

export const centerface: FaceModel = {
  looks: [
    { longEdge: 1280, quarters: [0] },
    { longEdge: 640, quarters: [0, 1, 2, 3] },
  ],
  certainEnough: 0.35,
  size: (logarithm) => Math.exp(logarithm) * FIELD_PIXELS,
  offset: (fields) => fields * FIELD_PIXELS,
};
