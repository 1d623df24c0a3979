import { post, Refusal } from "./server";

const PAUSE = 600;
const LONGEST_WAIT = 30_000;

/** Keeps the form on the server while it is filled in. What is typed stays in the page until the server has it. */
export class Draft {
  private timer = 0;
  private wait = PAUSE;
  private changed = false;
  private running: Promise<void> | null = null;
  isStored: boolean;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly status: HTMLElement,
  ) {
    this.isStored = "stored" in form.dataset;
    addEventListener("beforeunload", (event) => {
      if (this.changed) event.preventDefault();
    });
    addEventListener("pagehide", () => this.changed && void this.keep().catch(() => undefined));
    addEventListener("online", () => this.changed && this.later(0));
  }

  /** Something changed: keep it after a short pause. */
  touch(): void {
    this.changed = true;
    this.later(PAUSE);
  }

  /** Everything was sent, so leaving loses nothing. */
  finish(): void {
    clearTimeout(this.timer);
    this.changed = false;
  }

  /** Keep the form now; resolves when the server has it. */
  async keep(): Promise<void> {
    clearTimeout(this.timer);
    await this.running?.catch(() => undefined);
    this.running = this.send();
    try {
      await this.running;
    } finally {
      this.running = null;
    }
  }

  private later(delay: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.keep().catch(() => undefined);
    }, delay);
  }

  private async send(): Promise<void> {
    const words = this.form.dataset;
    this.changed = false;
    this.say(words["saving"] ?? "", "busy");
    try {
      const answer = await post(words["save"]!, new FormData(this.form));
      this.wait = PAUSE;
      if (!this.isStored) history.replaceState(null, "", words["address"]);
      this.isStored = true;
      this.say((words["saved"] ?? "").replace("TIME", String(answer["saved_at"])), "good");
    } catch (problem) {
      this.changed = true;
      if (problem instanceof Refusal) {
        this.say(problem.sentence, "bad");
      } else {
        this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
        this.say(words["offline"] ?? "", "bad");
        this.later(this.wait);
      }
      throw problem;
    }
  }

  private say(text: string, kind: "busy" | "good" | "bad"): void {
    this.status.textContent = text;
    this.status.className = `status-line status-line--${kind}`;
  }
}
