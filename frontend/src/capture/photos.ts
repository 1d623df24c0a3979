import { newId } from "./ids";
import { put, Refusal, remove } from "./server";

type Prepare = (picture: Blob) => Promise<Blob>;

interface Waiting {
  id: string;
  blob: Blob;
  tile: HTMLElement;
}

/** The strip of photographs. Pictures go up one after the other; pixels that are not up yet live in this page only. */
export class Photos {
  private readonly queue: Waiting[] = [];
  private readonly idle: (() => void)[] = [];
  private isRunning = false;
  private failed = 0;

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
  }

  get count(): number {
    return this.tiles().length;
  }

  /** How many are not on the server. */
  get unsent(): number {
    return this.queue.length + this.failed;
  }

  /** Resolves when nothing waits; rejects nothing: what failed stays in the strip with its sentence. */
  settled(): Promise<void> {
    return this.isRunning ? new Promise((resolve) => this.idle.push(resolve)) : Promise.resolve();
  }

  add(pictures: Iterable<Blob>): void {
    this.say("");
    const most = Number(this.form.dataset["mostPhotos"]);
    for (const blob of pictures) {
      if (this.count >= most) {
        this.say((this.form.dataset["tooMany"] ?? "").replace("NUMBER", String(most)));
        break;
      }
      const id = newId();
      const tile = this.tile(id, blob);
      this.queue.push({ id, blob, tile });
    }
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
    const progress = document.createElement("progress");
    progress.max = 1;
    progress.value = 0;
    progress.setAttribute("aria-label", this.form.dataset["sending"] ?? "");
    tile.append(image, progress);
    this.strip.querySelector("#camera-on")!.before(tile);
    return tile;
  }

  private wire(tile: HTMLElement, id: string): void {
    tile.querySelector("[data-remove]")?.addEventListener("click", () => {
      remove(this.address(id)).then(
        () => this.drop(tile),
        (problem: unknown) => this.say(problem instanceof Refusal ? problem.sentence : (this.form.dataset["offline"] ?? "")),
      );
    });
  }

  private drop(tile: HTMLElement): void {
    tile.remove();
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
    tile.append(this.button(this.form.dataset["remove"] ?? "", "#remove-icon"));
    this.wire(tile, stored);
  }

  private refuse({ blob, tile }: Waiting, problem: unknown): void {
    const isRefused = problem instanceof Refusal;
    this.say(isRefused && problem.sentence ? problem.sentence : (this.form.dataset["failed"] ?? ""));
    if (isRefused && problem.status < 500) {
      tile.remove();
      return;
    }
    this.failed += 1;
    tile.querySelector("progress")?.remove();
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button button--small";
    again.textContent = this.form.dataset["again"] ?? "";
    again.addEventListener("click", () => {
      this.failed -= 1;
      tile.remove();
      this.add([blob]);
    });
    tile.append(again);
  }

  private button(label: string, icon: string): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--icon";
    button.dataset["remove"] = "";
    button.setAttribute("aria-label", label);
    button.append(document.querySelector<HTMLTemplateElement>(icon)!.content.cloneNode(true));
    return button;
  }

  private say(text: string): void {
    this.problem.textContent = text;
    this.problem.hidden = !text;
  }
}
