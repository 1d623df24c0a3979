/** Looks for faces and paints over what is hidden, beside the page so that it never stands still. Nothing leaves it but
 * boxes, a preview for the page, and the picture that is ready for sending. */
import * as ort from "onnxruntime-web/wasm";
import { grown, merged, turnedBack, withinPicture, type Box, type Found } from "./boxes";
import { models } from "./choices";
import { edgeOf, faces, prepared, rowsOf, type FaceModel } from "./model";
import type { Begin, Finish, Look, Reply, Request, Seen } from "./messages";
import { open } from "./opening";
import { placed, stripsOf } from "./strips";

const PREVIEW_LONG_EDGE = 1280;
const WARMING_EDGE = 640;
const SENT_LONG_EDGE = 2560;
const QUALITY = 0.9;
const PREVIEW_QUALITY = 0.85;
/** Of what is painted over: the server's colour. */
const COLOUR = "rgb(96 84 122)";
/** Making a picture smaller mixes neighbours: as far as that reaches, nothing beside a mask may come from under it. */
const MARGIN_PIXELS = 4;

/** A model that is ready to be asked. */
interface Detector {
  readonly model: FaceModel;
  readonly session: ort.InferenceSession;
}

let places: Begin | null = null;
let loading: Promise<Detector> | null = null;
/** The picture that was opened last, as large as it is sent: it is looked at, and soon after made ready. */
let last: { key: number; picture: OffscreenCanvas } | null = null;

async function load({ detector, model: address, runtime }: Begin): Promise<Detector> {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { wasm: runtime };
  const answer = await fetch(address);
  if (!answer.ok) throw new TypeError("no model");
  const session = await ort.InferenceSession.create(new Uint8Array(await answer.arrayBuffer()), {
    executionProviders: ["wasm"],
    graphOptimizationLevel: "all",
    enableCpuMemArena: false,
    // The small weights are made large once, not at every picture.
    extra: { session: { disable_quant_qdq: "1" } },
  });
  // The first look takes much longer than the others: it is taken now, while the picture is being chosen.
  const model = models[detector];
  await find({ model, session }, new ImageData(WARMING_EDGE, WARMING_EDGE), 0);
  return { model, session };
}

/** The detector; a loading that failed is tried again by the next picture. */
function loaded(): Promise<Detector> {
  loading ??= load(places!).catch((problem: unknown) => {
    loading = null;
    throw problem;
  });
  return loading;
}

async function find({ model, session }: Detector, pixels: ImageData, quarters: number): Promise<Found[]> {
  const whole = prepared(pixels, quarters);
  const found: Found[] = [];
  for (const strip of stripsOf(whole.height, whole.width)) {
    const shown = rowsOf(whole, strip.first, strip.last);
    const answers = await session.run({ picture: new ort.Tensor("float32", shown.planes, shown.dims) });
    const [places, sizes, offsets] = ["places", "sizes", "offsets"].map((name) => answers[name]!.data as Float32Array);
    for (const face of faces(model, shown, { places: places!, sizes: sizes!, offsets: offsets! })) {
      const there = placed(strip, face);
      if (there) found.push(turnedBack(there, quarters));
    }
  }
  return found;
}

/** A canvas with the picture on it, at most so long. */
function drawn(
  picture: ImageBitmap | OffscreenCanvas,
  longEdge: number,
): [OffscreenCanvas, OffscreenCanvasRenderingContext2D] {
  const share = Math.min(1, longEdge / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(picture.width * share)),
    Math.max(1, Math.round(picture.height * share)),
  );
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  // What is transparent is white: a JPEG would make it black.
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return [canvas, context];
}

/** The picture as large as it is sent. A file is opened once: it arrives here as another object each time. */
async function opened({ key, picture }: Look | Finish): Promise<OffscreenCanvas> {
  if (last?.key === key) return last.picture;
  last = null;
  const bitmap = await open(picture, places!.heic);
  const [canvas] = drawn(bitmap, SENT_LONG_EDGE);
  bitmap.close();
  last = { key, picture: canvas };
  return canvas;
}

async function look(detector: Detector, picture: OffscreenCanvas): Promise<Seen> {
  const [canvas] = drawn(picture, PREVIEW_LONG_EDGE);
  const preview = await canvas.convertToBlob({ type: "image/jpeg", quality: PREVIEW_QUALITY });
  const found: Found[] = [];
  for (const one of detector.model.looks) {
    // Each out of the one before it, as the server does it, and quicker than out of the whole.
    const [small, context] = drawn(canvas, edgeOf(one, canvas.width, canvas.height));
    const pixels = context.getImageData(0, 0, small.width, small.height);
    for (const quarter of one.quarters) found.push(...(await find(detector, pixels, quarter)));
  }
  return { faces: merged(found).map(withinPicture), preview, width: canvas.width, height: canvas.height };
}

function finish(picture: OffscreenCanvas, hidden: readonly Box[]): Promise<Blob> {
  const [canvas, context] = drawn(picture, SENT_LONG_EDGE);
  context.fillStyle = COLOUR;
  for (const box of hidden) {
    const { left, top, right, bottom } = grown(box);
    const x = Math.floor(left * canvas.width) - MARGIN_PIXELS;
    const y = Math.floor(top * canvas.height) - MARGIN_PIXELS;
    const width = Math.ceil(right * canvas.width) + MARGIN_PIXELS - x;
    const height = Math.ceil(bottom * canvas.height) + MARGIN_PIXELS - y;
    context.fillRect(x, y, width, height);
  }
  return canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}

async function answer(request: Exclude<Request, Begin>): Promise<Reply> {
  const { id } = request;
  let detector: Detector;
  try {
    detector = await loaded();
  } catch {
    return { id, failure: "unloaded" };
  }
  try {
    const picture = await opened(request);
    if (request.kind === "finish") return { id, finished: await finish(picture, request.hidden) };
    return { id, seen: await look(detector, picture) };
  } catch {
    return { id, failure: "unreadable" };
  }
}

let turn: Promise<void> = Promise.resolve();

addEventListener("message", ({ data }: MessageEvent<Request>) => {
  if (data.kind === "begin") {
    places = data;
    loaded().catch(() => undefined);
    return;
  }
  turn = turn.then(async () => postMessage(await answer(data)));
});
