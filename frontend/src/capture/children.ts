import { childBoxes, nameOf, tileOf } from "./chosen";
import type { Candidate, Naming } from "./editor";

/** The chosen children: a line and levels for each, and what their families allow. */
export class Children {
  constructor(
    private readonly form: HTMLFormElement,
    private readonly parts: HTMLElement,
    private readonly pattern: HTMLTemplateElement,
    private readonly note: HTMLElement,
  ) {
    this.arrange();
  }

  get chosen(): HTMLInputElement[] {
    return childBoxes(this.form).filter((box) => box.checked);
  }

  /** Give each chosen child its part, keep what was typed for a child that is taken out until the page is left. */
  arrange(): void {
    const chosen = this.chosen;
    const ids = new Set(chosen.map((input) => input.value));
    for (const part of this.parts.querySelectorAll<HTMLFieldSetElement>("[data-child]")) {
      const isChosen = ids.has(part.dataset["child"]!);
      part.hidden = !isChosen;
      part.disabled = !isChosen;
    }
    for (const input of chosen) {
      if (!this.parts.querySelector(`[data-child="${input.value}"]`)) this.append(input);
    }
    this.parts.classList.toggle("is-single", chosen.length < 2);
  }

  /** Everybody who can be named in a photograph: the chosen first, then who is here. */
  candidates(): Candidate[] {
    const inputs = childBoxes(this.form);
    inputs.sort((one, other) => Number(other.checked) - Number(one.checked));
    return inputs.map((input) => ({
      id: input.value,
      tile: tileOf(input),
      isNear: input.checked || !input.closest(".is-out, details"),
    }));
  }

  /** A child is named in a photograph, and chosen with it. One whose family does not allow it is hidden instead. */
  nameInPhotograph({ id }: Candidate): Naming {
    const input = this.form.querySelector<HTMLInputElement>(`input[name=children][value="${id}"]`)!;
    const others = this.chosen.filter((other) => other !== input);
    const { permission } = input.dataset;
    const { missing } = this.note.dataset;
    if (permission === "none" || (permission === "alone" && missing === "exclude" && others.length > 0)) {
      if (permission === "alone") this.leaveOut(input);
      return { who: { kind: "masked" }, note: this.sentence(permission === "none" ? "hidden" : "excluded", input) };
    }
    if (!input.checked) {
      input.checked = true;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return { who: { kind: "child", id, name: nameOf(input) }, note: "" };
  }

  /** Say at once, before anything is sent, why these photographs cannot go with these children; `seen` are those who
   * are in them, where somebody has said so of all. */
  warn(photos: number, seen: ReadonlyMap<string, string> | null): void {
    const chosen = photos > 0 ? this.chosen : [];
    const sentences = chosen
      .filter((input) => !seen || seen.has(input.value))
      .filter((input) => {
        const permission = input.dataset["permission"];
        return permission === "none" || (permission === "alone" && chosen.length > 1);
      })
      .map((input) => this.sentence(this.reason(input), input));
    this.note.textContent = sentences.join(" ");
    this.note.hidden = sentences.length === 0;
  }

  /** Who is kept out of this entry is offered one of their own when it is sent. */
  private leaveOut({ value }: HTMLInputElement): void {
    if (this.form.querySelector(`input[name=left_out][value="${value}"]`)) return;
    const left = document.createElement("input");
    left.type = "hidden";
    left.name = "left_out";
    left.value = value;
    this.form.append(left);
  }

  private reason({ dataset: { permission } }: HTMLInputElement): string {
    return permission === "alone" && this.note.dataset["missing"] === "obscure" ? "covered" : permission!;
  }

  private sentence(words: string, input: HTMLInputElement): string {
    return (this.note.dataset[words] ?? "").replaceAll("NAME", nameOf(input));
  }

  private append(input: HTMLInputElement): void {
    const part = (this.pattern.content.firstElementChild as HTMLElement).cloneNode(true) as HTMLElement;
    for (const element of [part, ...part.querySelectorAll<HTMLElement>("*")]) {
      for (const attribute of [...element.attributes]) {
        if (attribute.value.includes("CHILD")) attribute.value = attribute.value.replaceAll("CHILD", input.value);
      }
    }
    const words = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      words.currentNode.nodeValue = (words.currentNode.nodeValue ?? "").replaceAll("NAME", nameOf(input));
    }
    this.parts.append(part);
  }
}
