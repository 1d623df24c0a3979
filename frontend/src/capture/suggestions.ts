import { part } from "./parts";

/** Chips under the note: a tap ticks what they stand for, as if it had been ticked below, and nothing ticks by itself. */
export class Suggestions {
  private readonly place = part("suggestions");
  private readonly said = part("suggestions-said");
  private readonly prompts = part("prompts");
  /** Ticks what is inside an area until the page has the area's own boxes. */
  private standIn: HTMLInputElement | null = null;

  constructor(private readonly form: HTMLFormElement) {
    this.place.addEventListener("click", (event) => {
      const chip = (event.target as Element).closest<HTMLButtonElement>("button[data-area]");
      if (chip) this.add(chip);
    });
    document.addEventListener("htmx:afterSwap", (event) => {
      if (event.target === this.place) this.tell("few", this.chips().map((chip) => words(chip)));
      if (event.target === this.prompts) this.standIn?.remove();
    });
  }

  private add(chip: HTMLButtonElement): void {
    const { area, inside } = chip.dataset;
    const box = this.box(area!)!;
    if (inside) this.tick(inside);
    box.checked = true;
    this.prompts.addEventListener("htmx:afterSwap", () => this.open(area!), { once: true });
    // The page keeps the draft on "input", and asks for the area's prompts on "change".
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new Event("change", { bubbles: true }));
    this.leave(chip);
  }

  private tick(tag: string): void {
    const box = this.box(tag);
    if (box) {
      box.checked = true;
      return;
    }
    this.standIn?.remove();
    this.standIn = document.createElement("input");
    Object.assign(this.standIn, { type: "checkbox", name: "tags", value: tag, checked: true, hidden: true });
    this.form.append(this.standIn);
  }

  /** The chip goes; the keyboard goes on to the next. */
  private leave(chip: HTMLButtonElement): void {
    const place = this.chips().indexOf(chip);
    this.tell("added", [words(chip)]);
    chip.remove();
    const left = this.chips();
    const next = left[Math.min(place, left.length - 1)];
    if (!left.length) this.place.replaceChildren();
    (next ?? part("text")).focus({ preventScroll: true });
  }

  private open(area: string): void {
    const details = this.prompts.querySelector<HTMLDetailsElement>(`fieldset[data-area="${CSS.escape(area)}"] details`);
    if (details) details.open = true;
  }

  private box(tag: string): HTMLInputElement | null {
    return this.form.querySelector(`input[name=tags][value="${CSS.escape(tag)}"]`);
  }

  private chips(): HTMLButtonElement[] {
    return [...this.place.querySelectorAll<HTMLButtonElement>("button[data-area]")];
  }

  /** Said once for the same words: chips that stay while somebody types on are no news. */
  private tell(sentence: "few" | "added", what: string[]): void {
    const line = what.length ? (this.said.dataset[sentence] ?? "").replace("WHAT", what.join("; ")) : "";
    if (this.said.textContent !== line) this.said.textContent = line;
  }
}

function words(chip: HTMLElement): string {
  return chip.querySelector("span")!.textContent;
}
