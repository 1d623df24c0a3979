/** What the page and the worker that looks for faces say to each other. */
import type { Box, Found } from "./boxes";
import type { ModelName } from "./choices";

/** Where the worker finds what it needs; sent first. */
export interface Begin {
  readonly kind: "begin";
  readonly detector: ModelName;
  readonly model: string;
  readonly runtime: string;
  readonly heic: string;
}

/** A picture to look at. */
export interface Look {
  readonly kind: "look";
  readonly id: number;
  /** The same for the same picture: a file that is sent arrives as another object each time. */
  readonly key: number;
  readonly picture: Blob;
}

/** A picture to make ready for sending, with `hidden` painted over. */
export interface Finish {
  readonly kind: "finish";
  readonly id: number;
  readonly key: number;
  readonly picture: Blob;
  readonly hidden: readonly Box[];
}

export type Request = Begin | Look | Finish;

/** The faces of a picture, and the picture as it is shown to the person who says who is in it. */
export interface Seen {
  readonly faces: readonly Found[];
  readonly preview: Blob;
  readonly width: number;
  readonly height: number;
}

/** Why a request came to nothing: the picture cannot be opened, or what is needed to look could not be loaded. */
export type Failure = "unreadable" | "unloaded";

export type Reply =
  | { readonly id: number; readonly seen: Seen }
  | { readonly id: number; readonly finished: Blob }
  | { readonly id: number; readonly failure: Failure };
