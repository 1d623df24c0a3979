import type { Box } from "../faces/boxes";
import type { Seen } from "../faces/messages";
import { Frames } from "./frames";
import { hideUnanswered, unanswered, type Face, type Who } from "./people";

/** A child who can be named in a photograph. */
export interface Candidate {
  readonly id: string;
  /** The portrait with its name and sign, to be copied. */
  readonly tile: HTMLElement;
  /** Whether it comes first: chosen, or here today. */
  readonly isNear: boolean;
}

/** What becomes of naming a child: named, or hidden with a sentence that says why. */
export type Naming = { readonly who: Who; readonly note: string };

/** How a look at a photograph ended. */
export type Ending = "done" | "later" | "out";

/** Asks who is in a photograph, one face after the other. */
export class Editor {
  private readonly title: HTMLElement;
  private readonly state: HTMLElement;
  private readonly note: HTMLElement;
  private readonly near: HTMLElement;
  private readonly others: HTMLDetailsElement;
  private readonly done: HTMLElement;
  private readonly frames: Frames;
  private faces: Face[] = [];
  private asked: Face | null = null;
  private isFirst = true;
  private end: (ending: Ending) => void = () => undefined;

  constructor(
    private readonly dialog: HTMLDialogElement,
    private readonly candidates: () => Candidate[],
    private readonly name: (candidate: Candidate) => Naming,
  ) {
    const part = <Kind extends HTMLElement>(role: string) => dialog.querySelector<Kind>(`[data-part=${role}]`)!;
    this.title = part("title");
    this.state = part("state");
    this.note = part("note");
    this.near = part("near");
    this.others = part<HTMLDetailsElement>("others");
    this.done = part("done");
    this.frames = new Frames(part("picture"), part("pad"), part("mark"), {
      label: (face, place) => this.label(face, place),
      select: (face) => this.ask(face),
      add: (box) => this.add(box),
      drop: (face) => this.drop(face),
    });
    for (const button of dialog.querySelectorAll<HTMLElement>("[data-who]")) {
      button.addEventListener("click", () => this.answer({ kind: button.dataset["who"] as "adult" | "masked" | "not_a_face" }));
    }
    this.done.addEventListener("click", () => {
      hideUnanswered(this.faces);
      this.close("done");
    });
    part("later").addEventListener("click", () => this.close("later"));
    part("out").addEventListener("click", () => this.close("out"));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close("later");
    });
  }

  get isOpen(): boolean {
    return this.dialog.open;
  }

  /** Ask who is in a photograph; the answers are written into `faces`. It closes by itself after the last of them. */
  async open(seen: Seen, faces: Face[]): Promise<Ending> {
    this.faces = faces;
    this.isFirst = unanswered(faces).length > 0;
    this.note.hidden = true;
    const address = URL.createObjectURL(seen.preview);
    this.frames.show(address, seen, faces);
    this.offer();
    this.ask(unanswered(faces)[0] ?? faces[0] ?? null);
    this.dialog.showModal();
    this.title.focus();
    const ending = await new Promise<Ending>((resolve) => (this.end = resolve));
    this.frames.clear();
    URL.revokeObjectURL(address);
    return ending;
  }

  private close(ending: Ending): void {
    this.dialog.close();
    this.end(ending);
  }

  /** Portraits to tap: those who are chosen or here first, the others behind one more tap. */
  private offer(): void {
    const near: HTMLElement[] = [];
    const others: HTMLElement[] = [];
    for (const candidate of this.candidates()) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = candidate.tile.className;
      button.append(...[...candidate.tile.children].filter((one) => one.tagName !== "INPUT").map((one) => one.cloneNode(true)));
      button.addEventListener("click", () => {
        const { who, note } = this.name(candidate);
        this.note.textContent = note;
        this.note.hidden = note === "";
        this.answer(who, note !== "");
      });
      (candidate.isNear ? near : others).push(button);
    }
    this.near.replaceChildren(...near);
    this.others.querySelector("[data-part=rest]")!.replaceChildren(...others);
    this.others.hidden = others.length === 0;
    this.others.open = near.length === 0;
  }

  private ask(face: Face | null): void {
    this.asked = face;
    const words = this.dialog.dataset;
    const left = unanswered(this.faces).length;
    const place = face ? this.faces.indexOf(face) + 1 : 0;
    const sentence = face ? words["place"]! : words["nobody"]!;
    this.state.textContent = sentence.replace("PLACE", String(place)).replace("COUNT", String(this.faces.length));
    this.done.querySelector("span")!.textContent = words[this.ending(left)]!.replace("COUNT", String(left));
    for (const button of this.dialog.querySelectorAll<HTMLButtonElement>(".faces-answers button")) button.disabled = !face;
    this.frames.draw(face);
  }

  /** What the button that closes it says: of those of whom nothing was said, `left` in number, it hides all. */
  private ending(left: number): "empty" | "done" | "hideAll" | "hideOne" | "hideMany" {
    if (this.faces.length === 0) return "empty";
    if (left === 0) return "done";
    if (left === this.faces.length) return "hideAll";
    return left === 1 ? "hideOne" : "hideMany";
  }

  private answer(who: Who, isToBeRead = false): void {
    if (!this.asked) return;
    this.asked.who = who;
    const next = unanswered(this.faces)[0];
    if (!next && this.isFirst && !isToBeRead && !this.frames.isMarking) {
      this.close("done");
      return;
    }
    this.ask(next ?? this.asked);
  }

  private add(box: Box): Face {
    const face: Face = { box, isMarked: true, who: null };
    this.faces.push(face);
    this.isFirst = true;
    return face;
  }

  private drop(face: Face): void {
    this.faces.splice(this.faces.indexOf(face), 1);
    this.ask(unanswered(this.faces)[0] ?? this.faces[0] ?? null);
  }

  private label({ who }: Face, place: number): string {
    const words = this.dialog.dataset;
    if (who?.kind === "child") return who.name;
    return who ? words[who.kind]! : words["open"]!.replace("PLACE", String(place));
  }
}
