import type { Leaving } from "../elements/idle";
import { post, Refusal } from "./server";

const PAUSE = 600;
const LONGEST_WAIT = 30_000;
const LONGEST_KEEPING = 3_000;

/** Keeps the form on the server while it is filled in. What is typed stays in the page until the server has it. */
export class Draft {
  private timer = 0;
  private wait = PAUSE;
  private changed = false;
  private hasFailed = false;
  private running: Promise<void> | null = null;
  isStored: boolean;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly status: HTMLElement,
  ) {
    this.isStored = "stored" in form.dataset;
    addEventListener("pagehide", () => this.changed && this.keepBehind());
    document.addEventListener("submit", (event) => this.keepBefore(event), true);
    document.addEventListener("heartsease:leaving", (event) => {
      if (this.changed) (event as CustomEvent<Leaving>).detail.wait(this.keep());
    });
    addEventListener("online", () => this.changed && this.later(0));
  }

  /** Whether what was typed cannot be kept at the moment, so that leaving the page would lose it. */
  get isAtRisk(): boolean {
    return this.changed && (this.hasFailed || !navigator.onLine);
  }

  /** Resolves when the server has the entry, so that photographs can be added to it. */
  begin(): Promise<void> {
    return this.isStored ? Promise.resolve() : this.keep();
  }

  /** Something changed: keep it after a short pause. */
  touch(): void {
    this.changed = true;
    this.say(this.form.dataset["saving"] ?? "", "busy");
    this.later(PAUSE);
  }

  /** Resolves when nothing of the draft is on its way any more, and keeps nothing until the next change. */
  async rest(): Promise<void> {
    clearTimeout(this.timer);
    await this.running?.catch(() => undefined);
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

  /** Another form of the page, such as signing out, may end what lets the draft be kept: first the last words, then that. */
  private keepBefore(event: SubmitEvent): void {
    const other = event.target as HTMLFormElement;
    if (other === this.form || !this.changed) return;
    event.preventDefault();
    const tooLong = new Promise((resolve) => setTimeout(resolve, LONGEST_KEEPING));
    void Promise.race([this.keep().catch(() => undefined), tooLong]).then(() => other.submit());
  }

  /** The last words of a page that is left: the browser sends them although the page is gone. */
  private keepBehind(): void {
    post(this.form.dataset["save"]!, new FormData(this.form), { keepalive: true }).catch(() => undefined);
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
      this.hasFailed = false;
      if (!this.changed) this.say((words["saved"] ?? "").replace("TIME", String(answer["saved_at"])), "good");
    } catch (problem) {
      this.changed = true;
      this.hasFailed = true;
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
    if (this.status.textContent !== text) this.status.textContent = text;
    this.status.className = `status-line status-line--${kind}`;
  }
}
