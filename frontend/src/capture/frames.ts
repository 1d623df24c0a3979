import { grown, withinPicture, type Box } from "../faces/boxes";
import type { Face } from "./people";

/** What the frames ask of whoever shows them. */
interface Owner {
  label(face: Face, place: number): string;
  select(face: Face): void;
  add(box: Box): Face;
  drop(face: Face): void;
}

const STEP = 0.01;
/** Of the picture's width: a frame that is set by one tap. */
const TAPPED = 0.12;
const SMALLEST = 0.01;
/** Below it a finger that was set down has not been drawn. */
const DRAWN_PIXELS = 12;
const MOVES: Record<string, readonly [number, number, number]> = {
  ArrowLeft: [-STEP, 0, 0],
  ArrowRight: [STEP, 0, 0],
  ArrowUp: [0, -STEP, 0],
  ArrowDown: [0, STEP, 0],
  "+": [0, 0, STEP],
  "-": [0, 0, -STEP],
};

/** The frames around faces over a picture: chosen by a tap, and where they are marked drawn, moved and sized, by
 * dragging, by taps on a pad of arrows or by keys. */
export class Frames {
  private readonly image: HTMLImageElement;
  private faces: Face[] = [];
  private selected: Face | null = null;
  private shape = 1;

  constructor(
    private readonly figure: HTMLElement,
    private readonly pad: HTMLElement,
    private readonly mark: HTMLElement,
    private readonly owner: Owner,
  ) {
    this.image = figure.querySelector("img")!;
    mark.addEventListener("click", () => this.setMarking(!this.isMarking));
    figure.addEventListener("pointerdown", (event) => this.isMarking && this.drag(event));
    figure.addEventListener("keydown", (event) => {
      if (!this.isMarking || !(event.key in MOVES)) return;
      event.preventDefault();
      this.move(event.key);
    });
    for (const button of pad.querySelectorAll<HTMLElement>("[data-move]")) {
      button.addEventListener("click", () => this.move(button.dataset["move"]!));
    }
    pad.querySelector("[data-drop]")!.addEventListener("click", () => this.selected && owner.drop(this.selected));
    pad.querySelector("[data-add]")!.addEventListener("click", () => this.place(0.5, 0.5));
  }

  get isMarking(): boolean {
    return this.mark.getAttribute("aria-pressed") === "true";
  }

  show(address: string, { width, height }: { width: number; height: number }, faces: Face[]): void {
    this.image.src = address;
    this.image.width = width;
    this.image.height = height;
    this.shape = width / height;
    this.faces = faces;
    this.setMarking(false);
  }

  /** No pixel of the picture stays in the page. */
  clear(): void {
    this.image.removeAttribute("src");
    this.faces = [];
    this.draw(null);
  }

  draw(selected: Face | null): void {
    this.selected = selected;
    const active = document.activeElement;
    const hadFocus = active instanceof HTMLElement && active.parentElement === this.figure;
    for (const old of this.figure.querySelectorAll("button, .faces-cover")) old.remove();
    this.faces.forEach((face, at) => {
      if (face.who?.kind === "masked") this.figure.append(positioned("span", "faces-cover", grown(face.box)));
      const frame = positioned("button", "faces-frame", face.box);
      frame.setAttribute("type", "button");
      frame.setAttribute("aria-pressed", String(face === selected));
      frame.classList.toggle("is-answered", face.who !== null);
      frame.classList.toggle("is-low", face.box.bottom > 0.9);
      const words = document.createElement("span");
      words.textContent = this.owner.label(face, at + 1);
      frame.append(words);
      frame.addEventListener("click", () => this.owner.select(face));
      this.figure.append(frame);
      if (face === selected && hadFocus) frame.focus({ preventScroll: true });
    });
    // Never hidden: the picture must not move under a finger that draws.
    this.pad.querySelector<HTMLButtonElement>("[data-drop]")!.disabled = !selected?.isMarked;
    for (const button of this.pad.querySelectorAll<HTMLButtonElement>("[data-move]")) button.disabled = !selected;
  }

  private setMarking(isMarking: boolean): void {
    this.mark.setAttribute("aria-pressed", String(isMarking));
    this.figure.classList.toggle("is-marking", isMarking);
    this.pad.hidden = !isMarking;
  }

  private move(name: string): void {
    const face = this.selected;
    if (!face) return;
    const [aside, down, more] = MOVES[name]!;
    const { left, top, right, bottom } = face.box;
    this.put(face, {
      left: left + aside - more,
      top: top + down - more * this.shape,
      right: right + aside + more,
      bottom: bottom + down + more * this.shape,
    });
  }

  private put(face: Face, box: Box): void {
    const inside = withinPicture(box);
    if (inside.right - inside.left < SMALLEST || inside.bottom - inside.top < SMALLEST) return;
    face.box = inside;
    this.draw(face);
  }

  private place(x: number, y: number): void {
    const half = TAPPED / 2;
    const box = { left: x - half, top: y - half * this.shape, right: x + half, bottom: y + half * this.shape };
    this.owner.select(this.owner.add(withinPicture(box)));
  }

  /** One finger: on a frame it moves it, by its corner it sizes it, elsewhere it draws a new one or, set down, places it. */
  private drag(down: PointerEvent): void {
    if (down.button !== 0) return;
    const at = (event: PointerEvent): [number, number] => {
      const { left, top, width, height } = this.image.getBoundingClientRect();
      return [(event.clientX - left) / width, (event.clientY - top) / height];
    };
    const frame = (down.target as Element).closest<HTMLElement>(".faces-frame");
    const frames = [...this.figure.querySelectorAll(".faces-frame")];
    const face = frame ? this.faces[frames.indexOf(frame)]! : null;
    const [startX, startY] = at(down);
    const from = face?.box;
    const isCorner = frame !== null && isNearCorner(frame, down);
    let drawn: Face | null = null;
    this.figure.setPointerCapture(down.pointerId);
    const go = (event: PointerEvent): void => {
      const isFar = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > DRAWN_PIXELS;
      if (!isFar && !drawn) return;
      const [x, y] = at(event);
      if (face && from) {
        const [aside, lower] = [x - startX, y - startY];
        this.put(face, isCorner
          ? { ...from, right: from.right + aside, bottom: from.bottom + lower }
          : { left: from.left + aside, top: from.top + lower, right: from.right + aside, bottom: from.bottom + lower });
      } else {
        const box = withinPicture({
          left: Math.min(x, startX), top: Math.min(y, startY), right: Math.max(x, startX), bottom: Math.max(y, startY),
        });
        drawn ??= this.owner.add(box);
        this.put(drawn, box);
      }
    };
    const stop = (event: PointerEvent): void => {
      this.figure.removeEventListener("pointermove", go);
      this.figure.removeEventListener("pointerup", stop);
      this.figure.removeEventListener("pointercancel", stop);
      if (drawn ?? face) this.owner.select((drawn ?? face)!);
      else if (event.type === "pointerup") this.place(startX, startY);
    };
    this.figure.addEventListener("pointermove", go);
    this.figure.addEventListener("pointerup", stop);
    this.figure.addEventListener("pointercancel", stop);
  }
}

function isNearCorner(frame: HTMLElement, { clientX, clientY }: PointerEvent): boolean {
  const { right, bottom, width, height } = frame.getBoundingClientRect();
  return Math.hypot(right - clientX, bottom - clientY) < Math.min(24, width / 3, height / 3) + 4;
}

function positioned(tag: "button" | "span", name: string, { left, top, right, bottom }: Box): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  const [x, y, width, height] = [left, top, right - left, bottom - top].map((share) => `${share * 100}%`);
  Object.assign(element.style, { left: x, top: y, width, height });
  return element;
}
