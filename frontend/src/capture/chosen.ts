/** Which children an entry is about, as the boxes on its page say. */

/** The boxes of the children who can be chosen. */
export function childBoxes(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>("input[name=children]")];
}

/** The portrait to which a box belongs. */
export function tileOf(box: HTMLInputElement): HTMLElement {
  return box.closest<HTMLElement>("[data-name]")!;
}

/** What the child of a box is called. */
export function nameOf(box: HTMLInputElement): string {
  return tileOf(box).dataset["name"]!;
}

/** The names of the chosen, by id. */
export function chosenNames(form: HTMLFormElement): Map<string, string> {
  const chosen = childBoxes(form).filter((box) => box.checked);
  return new Map(chosen.map((box) => [box.value, nameOf(box)]));
}
