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
    return [...this.form.querySelectorAll<HTMLInputElement>("input[name=children]:checked")];
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

  /** Say at once, before anything is sent, why these photographs cannot go with these children. */
  warn(photos: number): void {
    const chosen = photos > 0 ? this.chosen : [];
    const sentences = chosen
      .filter((input) => {
        const permission = input.dataset["permission"];
        return permission === "none" || (permission === "alone" && chosen.length > 1);
      })
      .map((input) => (this.note.dataset[input.dataset["permission"]!] ?? "").replaceAll("NAME", name(input)));
    this.note.textContent = sentences.join(" ");
    this.note.hidden = sentences.length === 0;
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
      words.currentNode.nodeValue = (words.currentNode.nodeValue ?? "").replaceAll("NAME", name(input));
    }
    this.parts.append(part);
  }
}

function name(input: HTMLInputElement): string {
  return input.closest<HTMLElement>("[data-name]")?.dataset["name"] ?? "";
}
