import { Finder, FinderFailure } from "../faces/finder";
import type { Seen } from "../faces/messages";
import type { Editor, Ending } from "./editor";
import { newId } from "./ids";
import { part } from "./parts";
import { hidden, hideUnanswered, named, told, type Face } from "./people";
import { postData, put, Refusal, remove } from "./server";

/** looking: for faces · asking: somebody is to say who they are · sending · sent · failed: to be tried again. */
type State = "looking" | "asking" | "sending" | "sent" | "failed";

interface Picture {
  id: string;
  readonly blob: Blob;
  readonly tile: HTMLElement;
  state: State;
  seen: Seen | null;
  faces: Face[];
  /** Whether a person has said who is in it, or that nobody is. */
  isTold: boolean;
  /** What was painted over in the pixels that the server has; null before it has any. */
  covered: string | null;
}

const LONGEST_NAME = 60;

/** The strip of photographs. Each is looked at for faces in the page, somebody says who they are, and what then goes up
 * has nobody in it who is hidden. Pixels that are not up yet live in this page only. */
export class Photos {
  private readonly pictures: Picture[] = [];
  private readonly idle: (() => void)[] = [];
  private readonly sentences = new Map<string, string>();
  private readonly strip = part("photos");
  private readonly problem = part("photo-problem");
  private isSending = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly finder: Finder,
    private readonly editor: Editor,
    private readonly beforeFirst: () => Promise<void>,
    private readonly changed: () => void,
  ) {
    for (const tile of this.tiles()) this.removable(tile, () => this.takeOut(tile.dataset["photo"]!, tile));
    addEventListener("online", () => this.of("failed").forEach((picture) => this.again(picture)));
  }

  get count(): number {
    return this.tiles().length;
  }

  /** How many are not on the server. */
  get unsent(): number {
    return this.pictures.filter((picture) => picture.state !== "sent").length;
  }

  /** How many wait for somebody to say who is in them. */
  get asking(): number {
    return this.of("asking").length;
  }

  /** What was said of the photographs that were added here, one list each. */
  get faces(): Face[][] {
    return this.pictures.map((picture) => picture.faces);
  }

  /** Whether somebody has said of every photograph of the entry who is in it. */
  get areAllTold(): boolean {
    return this.count === this.pictures.filter((picture) => picture.isTold).length;
  }

  /** Resolves when nothing is looked at or sent; rejects nothing: what failed stays in the strip with its sentence. */
  settled(): Promise<void> {
    return this.isBusy ? new Promise((resolve) => this.idle.push(resolve)) : Promise.resolve();
  }

  add(blobs: Iterable<Blob>): void {
    const failed = new Set(this.of("failed").map((picture) => picture.id));
    for (const id of this.sentences.keys()) if (!failed.has(id)) this.sentences.delete(id);
    const most = Number(this.form.dataset["mostPhotos"]);
    for (const blob of blobs) {
      if (this.count >= most) {
        this.sentences.set("", (this.form.dataset["tooMany"] ?? "").replace("NUMBER", String(most)));
        break;
      }
      const id = newId();
      const tile = this.tile(id);
      const picture: Picture = { id, blob, tile, state: "looking", seen: null, faces: [], isTold: false, covered: null };
      this.pictures.push(picture);
      void this.look(picture);
    }
    this.say();
    this.changed();
  }

  /** Everybody of whom nothing was said is hidden, and what waited goes up. */
  hideTheRest(): void {
    for (const picture of this.of("asking")) {
      hideUnanswered(picture.faces);
      picture.isTold = true;
      this.send(picture);
    }
  }

  /** Ask about what waits, one photograph after the other. */
  async ask(): Promise<void> {
    while (!this.editor.isOpen) {
      const next = this.of("asking")[0];
      if (!next || (await this.edit(next)) === "later") return;
    }
  }

  private get isBusy(): boolean {
    return this.isSending || this.of("looking").length + this.of("sending").length > 0;
  }

  private of(state: State): Picture[] {
    return this.pictures.filter((picture) => picture.state === state);
  }

  private tiles(): HTMLElement[] {
    return [...this.strip.querySelectorAll<HTMLElement>("[data-photo]")];
  }

  private address(id: string): string {
    const { photos, entry } = this.form.dataset;
    return photos!.slice(0, photos!.lastIndexOf(entry!)) + id;
  }

  private tile(id: string): HTMLElement {
    const tile = document.createElement("div");
    tile.className = "photo-thumb";
    tile.dataset["photo"] = id;
    const image = document.createElement("img");
    image.alt = `${this.form.dataset["photo"]} ${this.count + 1}`;
    image.className = "cannot-show";
    tile.append(image);
    this.strip.querySelector(".photo-add")!.before(tile);
    this.wait(tile, "looking");
    return tile;
  }

  /** The tile of something that is under way, its buttons gone. */
  private wait(tile: HTMLElement, state: "looking" | "sending"): HTMLProgressElement {
    this.rest(tile);
    tile.classList.add("is-waiting");
    const bar = document.createElement("progress");
    bar.max = 1;
    if (state === "sending") bar.value = 0;
    bar.setAttribute("aria-label", this.form.dataset[state] ?? "");
    tile.append(bar);
    return bar;
  }

  private rest(tile: HTMLElement): void {
    for (const old of tile.querySelectorAll("button, progress")) old.remove();
    tile.classList.remove("is-waiting");
  }

  private async look(picture: Picture): Promise<void> {
    picture.state = "looking";
    try {
      picture.seen = await this.finder.look(picture.blob);
    } catch (problem) {
      this.refuse(picture, problem);
      this.finishIfIdle();
      return;
    }
    if (!this.pictures.includes(picture)) return;
    const image = picture.tile.querySelector("img")!;
    const address = URL.createObjectURL(picture.seen.preview);
    image.onload = () => {
      URL.revokeObjectURL(address);
      image.classList.remove("cannot-show");
    };
    image.src = address;
    picture.faces = picture.seen.faces.map((box) => ({ box, isMarked: false, who: null }));
    if (picture.faces.length === 0) {
      this.send(picture);
      return;
    }
    picture.state = "asking";
    this.rest(picture.tile);
    this.askable(picture, this.form.dataset["who"]!);
    this.removable(picture.tile, () => this.forget(picture));
    this.finishIfIdle();
    this.changed();
    void this.ask();
  }

  /** Say who is in a photograph, for the first time or again. */
  private async edit(picture: Picture): Promise<Ending> {
    const faces = structuredClone(picture.faces);
    const ending = await this.editor.open(picture.seen!, faces);
    if (ending === "out") {
      this.forget(picture);
    } else if (ending === "done") {
      picture.faces = faces;
      picture.isTold = true;
      this.send(picture);
    } else if (picture.state === "asking") {
      picture.faces = faces;
    }
    this.changed();
    return ending;
  }

  private send(picture: Picture): void {
    picture.state = "sending";
    this.wait(picture.tile, "sending");
    this.changed();
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    for (let next = this.of("sending")[0]; next; next = this.of("sending")[0]) {
      try {
        await this.beforeFirst();
        await this.bring(next);
      } catch (problem) {
        this.refuse(next, problem);
      }
    }
    this.isSending = false;
    this.finishIfIdle();
    this.changed();
  }

  private finishIfIdle(): void {
    if (!this.isBusy) for (const tell of this.idle.splice(0)) tell();
  }

  /** The pixels, where the server has none or others are hidden now; then who is in them. */
  private async bring(picture: Picture): Promise<void> {
    const bar = picture.tile.querySelector("progress")!;
    const boxes = hidden(picture.faces);
    const covered = JSON.stringify(boxes);
    if (picture.covered !== covered) {
      const ready = await this.finder.finish(picture.blob, boxes);
      if (picture.covered !== null) {
        // First the one in which somebody can be seen who is hidden now.
        await remove(this.address(picture.id));
        picture.id = picture.tile.dataset["photo"] = newId();
        picture.covered = null;
      }
      const answer = await put(this.address(picture.id), ready, (share) => (bar.value = share));
      const stored = String(answer["id"]);
      if (this.tiles().some((other) => other !== picture.tile && other.dataset["photo"] === stored)) {
        this.forget(picture);
        return;
      }
      picture.id = picture.tile.dataset["photo"] = stored;
      picture.covered = covered;
      picture.tile.querySelector("img")!.src = String(answer["small_url"]);
    }
    if (picture.isTold) await postData(`${this.address(picture.id)}/faces`, { faces: told(picture.faces) });
    picture.state = "sent";
    this.rest(picture.tile);
    const [first, ...more] = named([picture.faces]).values();
    this.askable(picture, first ? (more.length > 0 ? `${first} +${more.length}` : first) : this.form.dataset["who"]!);
    this.removable(picture.tile, () => this.forget(picture));
  }

  /** What will never be taken goes; what may be another time stays, to be tried again under the same id. */
  private refuse(picture: Picture, problem: unknown): void {
    const { id, blob, tile } = picture;
    if (!this.pictures.includes(picture)) return;
    const name = blob instanceof File ? `${blob.name.slice(0, LONGEST_NAME)}: ` : "";
    const words = this.form.dataset;
    const isUnreadable = problem instanceof FinderFailure && problem.reason === "unreadable";
    const isFinal = isUnreadable || (problem instanceof Refusal && problem.status < 500);
    const sentence = isUnreadable
      ? words[blob.size === 0 ? "empty" : "unreadable"]!
      : problem instanceof Refusal
        ? problem.sentence
        : "";
    const other = problem instanceof FinderFailure ? words["unloaded"]! : (words["failed"] ?? "");
    this.sentences.set(id, sentence ? name + sentence : other);
    this.say();
    if (isFinal && picture.covered === null) {
      this.pictures.splice(this.pictures.indexOf(picture), 1);
      tile.remove();
      this.changed();
      return;
    }
    picture.state = "failed";
    this.rest(tile);
    this.button(tile, words["again"] ?? "", () => this.again(picture));
    this.removable(tile, () => this.forget(picture));
  }

  private again(picture: Picture): void {
    this.sentences.delete(picture.id);
    this.say();
    if (picture.seen) {
      this.send(picture);
      return;
    }
    this.wait(picture.tile, "looking");
    void this.look(picture);
  }

  private askable(picture: Picture, words: string): void {
    this.button(picture.tile, words, () => {
      if (picture.state === "asking") void this.ask();
      else void this.edit(picture);
    }).classList.toggle("is-open", picture.state === "asking");
  }

  private button(tile: HTMLElement, words: string, act: () => void): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    button.textContent = words;
    button.addEventListener("click", act);
    tile.append(button);
    return button;
  }

  private removable(tile: HTMLElement, act: () => void): void {
    let button = tile.querySelector<HTMLElement>("[data-remove]");
    if (!button) {
      button = document.createElement("button");
      button.setAttribute("type", "button");
      button.className = "button button--icon";
      button.dataset["remove"] = "";
      button.setAttribute("aria-label", this.form.dataset["remove"] ?? "");
      button.append(document.querySelector<HTMLTemplateElement>("#remove-icon")!.content.cloneNode(true));
      tile.append(button);
    }
    button.addEventListener("click", act);
  }

  /** Take a photograph that the server has out of the entry. */
  private takeOut(id: string, tile: HTMLElement): void {
    remove(this.address(id)).then(
      () => this.drop(tile, id),
      (problem: unknown) => {
        this.sentences.set(id, problem instanceof Refusal ? problem.sentence : (this.form.dataset["offline"] ?? ""));
        this.say();
      },
    );
  }

  /** One that never went up leaves no trace; where the server has it, or may have and its answer was lost, it is told. */
  private forget(picture: Picture): void {
    if (picture.covered !== null || (picture.state === "failed" && picture.seen)) this.takeOut(picture.id, picture.tile);
    else this.drop(picture.tile, picture.id);
  }

  private drop(tile: HTMLElement, id: string): void {
    tile.remove();
    const at = this.pictures.findIndex((picture) => picture.tile === tile);
    if (at >= 0) this.pictures.splice(at, 1);
    this.sentences.delete(id);
    this.say();
    this.finishIfIdle();
    this.changed();
    this.strip.querySelector<HTMLElement>("button:not([hidden]), input")?.focus();
  }

  private say(): void {
    const sentences = [...new Set(this.sentences.values())];
    this.problem.replaceChildren(
      ...sentences.map((sentence) => {
        const line = document.createElement("span");
        line.textContent = sentence;
        return line;
      }),
    );
    this.problem.hidden = sentences.length === 0;
  }
}

/** Offer to choose photographs from the device's files, or say why none can be added. */
export function choose(photos: Photos | null): void {
  const input = part<HTMLInputElement>("files");
  input.addEventListener("change", () => {
    photos?.add([...(input.files ?? [])]);
    input.value = "";
  });
  part("files-label").hidden = !photos;
  part("no-finder").hidden = photos !== null;
}
