import type { Box } from "./boxes";
import type { ModelName } from "./choices";
import type { Failure, Reply, Request, Seen } from "./messages";

/** A picture that could not be looked at or made ready. */
export class FinderFailure extends Error {
  constructor(readonly reason: Failure) {
    super(reason);
  }
}

interface Waiting {
  resolve: (reply: Reply) => void;
  reject: (problem: FinderFailure) => void;
}

type Unnumbered<Kind> = Kind extends { id: number } ? Omit<Kind, "id"> : never;

/** Finds faces in the page, and hides them there: what is hidden never leaves it. */
export class Finder {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private readonly keys = new WeakMap<Blob, number>();
  private pictures = 0;
  private count = 0;

  constructor(private readonly addresses: DOMStringMap) {
    // Pixels that were not sent live as long as the page: not in the browser's store of pages to go back to either.
    addEventListener("pagehide", () => this.worker?.terminate());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  /** Without these no face can be found, so no photograph can be added. */
  static get isPossible(): boolean {
    return typeof WebAssembly === "object" && typeof Worker === "function" && typeof OffscreenCanvas === "function";
  }

  /** Load what is needed, while the picture is still being taken or chosen. */
  warm(): void {
    this.worker ??= this.begin();
  }

  /** The faces in a picture. */
  async look(picture: Blob): Promise<Seen> {
    return ((await this.ask({ kind: "look", key: this.key(picture), picture })) as Extract<Reply, { seen: Seen }>).seen;
  }

  /** The picture as it is sent, `hidden` painted over in its pixels. */
  async finish(picture: Blob, hidden: readonly Box[]): Promise<Blob> {
    return ((await this.ask({ kind: "finish", key: this.key(picture), picture, hidden })) as Extract<Reply, { finished: Blob }>).finished;
  }

  private key(picture: Blob): number {
    const key = this.keys.get(picture) ?? ++this.pictures;
    this.keys.set(picture, key);
    return key;
  }

  private ask(request: Unnumbered<Exclude<Request, { kind: "begin" }>>): Promise<Reply> {
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      const message: Request = { ...request, id };
      (this.worker ?? this.begin()).postMessage(message);
    });
  }

  private begin(): Worker {
    const worker = new Worker(this.addresses["finder"]!, { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => this.settle(data));
    worker.addEventListener("error", () => this.giveUp());
    const address = (name: string) => new URL(this.addresses[name]!, location.href).href;
    const message: Request = {
      kind: "begin",
      detector: this.addresses["detector"] as ModelName,
      model: address("model"),
      runtime: address("runtime"),
      heic: address("heic"),
    };
    worker.postMessage(message);
    this.worker = worker;
    return worker;
  }

  private settle(reply: Reply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ("failure" in reply) waiting?.reject(new FinderFailure(reply.failure));
    else waiting?.resolve(reply);
  }

  /** The worker itself could not be loaded, or ended: the next picture begins another. */
  private giveUp(): void {
    this.worker?.terminate();
    this.worker = null;
    for (const { reject } of this.waiting.values()) reject(new FinderFailure("unloaded"));
    this.waiting.clear();
  }
}
