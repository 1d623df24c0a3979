/** Who is in a photograph, as the person who took it says. */
import { grown, type Box } from "../faces/boxes";

/** `masked` is nobody's: hidden, whether that was chosen or a permission is missing. */
export type Who =
  | { readonly kind: "child"; readonly id: string; readonly name: string }
  | { readonly kind: "adult" | "masked" | "not_a_face" };

/** A place on a photograph where somebody is, or seems to be. */
export interface Face {
  box: Box;
  /** Whether a person marked it: then it can be taken away again. */
  readonly isMarked: boolean;
  who: Who | null;
}

/** The faces of which nobody has said who they are. */
export function unanswered(faces: readonly Face[]): Face[] {
  return faces.filter((face) => face.who === null);
}

/** Who was not named is nobody's to see. */
export function hideUnanswered(faces: readonly Face[]): void {
  for (const face of unanswered(faces)) face.who = { kind: "masked" };
}

/** What is painted over. */
export function hidden(faces: readonly Face[]): Box[] {
  return faces.filter((face) => face.who?.kind === "masked").map((face) => face.box);
}

/** As the server takes it: of somebody who is hidden the whole field that is painted over. */
export function told(faces: readonly Face[]): Record<string, unknown>[] {
  return faces.map(({ box, who }) => {
    const { left, top, right, bottom } = who?.kind === "masked" ? grown(box) : box;
    return { left, top, right, bottom, who: who?.kind, ...(who?.kind === "child" ? { child: who.id } : {}) };
  });
}

/** The children who are named in some photographs, by id, each once. */
export function named(photographs: Iterable<readonly Face[]>): Map<string, string> {
  const names = new Map<string, string>();
  for (const faces of photographs) {
    for (const { who } of faces) if (who?.kind === "child") names.set(who.id, who.name);
  }
  return names;
}
