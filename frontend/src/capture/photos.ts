import { newId } from "./ids";
import { put, Refusal, remove } from "./server";

type Prepare = (picture: Blob) => Promise<Blob>;

interface Waiting {
  id: string;
  blob: Blob;
  tile: HTMLElement;
}

const LONGEST_NAME = 60;

/** The strip of photographs. Pictures go up one after the other; pixels that are not up yet live in this page only. */
export class Photos {
  private readonly queue: Waiting[] = [];
  private readonly failed = new Set<Waiting>();
  private readonly idle: (() => void)[] = [];
  private readonly sentences = new Map<string, string>();
  private isRunning = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly strip: HTMLElement,
    private readonly problem: HTMLElement,
    private readonly beforeFirst: () => Promise<void>,
    private readonly changed: () => void,
    /** What is done to a picture before it leaves the page. */
    private readonly prepare: Prepare = (picture) => Promise.resolve(picture),
  ) {
    for (const tile of this.tiles()) this.wire(tile, tile.dataset["photo"]!);
    addEventListener("online", () => [...this.failed].forEach((picture) => this.again(picture)));
  }

  get count(): number {
    return this.tiles().length;
  }

  /** How many are not on the server. */
  get unsent(): number {
    return this.queue.length + this.failed.size;
  }

  /** Resolves when nothing waits; rejects nothing: what failed stays in the strip with its sentence. */
  settled(): Promise<void> {
    return this.isRunning ? new Promise((resolve) => this.idle.push(resolve)) : Promise.resolve();
  }

  add(pictures: Iterable<Blob>): void {
    const failed = new Set([...this.failed].map((picture) => picture.id));
    for (const id of this.sentences.keys()) if (!failed.has(id)) this.sentences.delete(id);
    const most = Number(this.form.dataset["mostPhotos"]);
    for (const blob of pictures) {
      if (this.count >= most) {
        this.sentences.set("", (this.form.dataset["tooMany"] ?? "").replace("NUMBER", String(most)));
        break;
      }
      const id = newId();
      this.queue.push({ id, blob, tile: this.tile(id, blob) });
    }
    this.say();
    this.changed();
    void this.run();
  }

  private tiles(): HTMLElement[] {
    return [...this.strip.querySelectorAll<HTMLElement>("[data-photo]")];
  }

  private address(id: string): string {
    const { photos, entry } = this.form.dataset;
    return photos!.slice(0, photos!.lastIndexOf(entry!)) + id;
  }

  private tile(id: string, blob: Blob): HTMLElement {
    const tile = document.createElement("div");
    tile.className = "photo-thumb is-waiting";
    tile.dataset["photo"] = id;
    const image = document.createElement("img");
    const address = URL.createObjectURL(blob);
    image.alt = `${this.form.dataset["photo"]} ${this.count + 1}`;
    image.onload = () => URL.revokeObjectURL(address);
    image.onerror = () => image.classList.add("cannot-show");
    image.src = address;
    tile.append(image, this.bar());
    this.strip.querySelector("#camera-on")!.before(tile);
    return tile;
  }

  private bar(): HTMLProgressElement {
    const progress = document.createElement("progress");
    progress.max = 1;
    progress.value = 0;
    progress.setAttribute("aria-label", this.form.dataset["sending"] ?? "");
    return progress;
  }

  private wire(tile: HTMLElement, id: string): void {
    tile.querySelector("[data-remove]")?.addEventListener("click", () => {
      remove(this.address(id)).then(
        () => this.drop(tile, id),
        (problem: unknown) => {
          this.sentences.set(id, problem instanceof Refusal ? problem.sentence : (this.form.dataset["offline"] ?? ""));
          this.say();
        },
      );
    });
  }

  private drop(tile: HTMLElement, id: string): void {
    tile.remove();
    for (const picture of this.failed) if (picture.tile === tile) this.failed.delete(picture);
    this.sentences.delete(id);
    this.say();
    this.changed();
    this.strip.querySelector<HTMLElement>("button:not([hidden]), input")?.focus();
  }

  private async run(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    while (this.queue.length > 0) {
      const next = this.queue[0]!;
      try {
        await this.beforeFirst();
        await this.send(next);
      } catch (problem) {
        this.refuse(next, problem);
      }
      this.queue.shift();
    }
    this.isRunning = false;
    for (const tell of this.idle.splice(0)) tell();
    this.changed();
  }

  private async send({ id, blob, tile }: Waiting): Promise<void> {
    const bar = tile.querySelector("progress")!;
    const ready = await this.prepare(blob);
    const answer = await put(this.address(id), ready, (share) => (bar.value = share));
    const stored = String(answer["id"]);
    const twin = this.tiles().find((other) => other !== tile && other.dataset["photo"] === stored);
    if (twin) {
      tile.remove();
      return;
    }
    tile.dataset["photo"] = stored;
    tile.classList.remove("is-waiting");
    bar.remove();
    const image = tile.querySelector("img")!;
    image.classList.remove("cannot-show");
    image.src = String(answer["small_url"]);
    tile.append(this.button());
    this.wire(tile, stored);
  }

  /** What the server will never take goes; what it may take another time stays, to be sent again under the same id. */
  private refuse(picture: Waiting, problem: unknown): void {
    const { id, blob, tile } = picture;
    const name = blob instanceof File ? `${blob.name.slice(0, LONGEST_NAME)}: ` : "";
    const isFinal = problem instanceof Refusal && problem.status < 500;
    const sentence = problem instanceof Refusal ? problem.sentence : "";
    this.sentences.set(id, sentence ? name + sentence : (this.form.dataset["failed"] ?? ""));
    this.say();
    if (isFinal) {
      tile.remove();
      return;
    }
    this.failed.add(picture);
    tile.classList.remove("is-waiting");
    tile.querySelector("progress")?.remove();
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button button--small";
    again.textContent = this.form.dataset["again"] ?? "";
    again.addEventListener("click", () => this.again(picture));
    tile.append(again, this.button());
    this.wire(tile, id);
  }

  private again(picture: Waiting): void {
    this.failed.delete(picture);
    this.sentences.delete(picture.id);
    this.say();
    for (const button of picture.tile.querySelectorAll("button")) button.remove();
    picture.tile.classList.add("is-waiting");
    picture.tile.append(this.bar());
    this.queue.push(picture);
    void this.run();
  }

  private button(): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--icon";
    button.dataset["remove"] = "";
    button.setAttribute("aria-label", this.form.dataset["remove"] ?? "");
    button.append(document.querySelector<HTMLTemplateElement>("#remove-icon")!.content.cloneNode(true));
    return button;
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
