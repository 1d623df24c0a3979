import type { Draft } from "./draft";
import type { Editor } from "./editor";
import { named } from "./people";
import type { Photos } from "./photos";
import { isRight } from "./question";
import { post, Refusal } from "./server";

/** The parts of a page on which an entry is written. */
export interface Parts {
  readonly form: HTMLFormElement;
  readonly button: HTMLButtonElement;
  readonly problems: HTMLElement;
  readonly draft: Draft;
  readonly photos: Photos | null;
  readonly editor: Editor;
  /** The children whom the entry is about: names by id. */
  readonly chosen: () => ReadonlyMap<string, string>;
  /** Where a field that is named in a refusal stands on the page: the id of an element. */
  readonly places: Readonly<Record<string, string>>;
}

/** Sends an entry on: once, with everything that was added, or it says what is wrong and nothing is lost. */
export class Sending {
  constructor(private readonly parts: Parts) {
    const { form, button, draft } = parts;
    form.addEventListener("submit", (event) => {
      // Another button of the form says itself where it leads.
      if (event.submitter?.hasAttribute("formaction")) return;
      event.preventDefault();
      if (button.getAttribute("aria-disabled") !== "true") void this.finish();
    });
    addEventListener("beforeunload", (event) => {
      if (draft.isAtRisk || (parts.photos?.unsent ?? 0) > 0) event.preventDefault();
    });
  }

  /** Whether the person says yes. A question is not busy: the page waits for them. */
  private async ask(dialog: string, what: string): Promise<boolean> {
    this.setBusy(false);
    const answer = await isRight(dialog, what);
    this.setBusy(true);
    return answer;
  }

  private setBusy(isBusy: boolean): void {
    const { button } = this.parts;
    button.classList.toggle("is-busy", isBusy);
    if (isBusy) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }

  private async finish(): Promise<void> {
    this.parts.problems.hidden = true;
    this.setBusy(true);
    if (!(await this.areAllNamed()) || !(await this.doesAddUp()) || !(await this.send())) this.setBusy(false);
  }

  /** Whether somebody has said who is in each photograph, or that whoever is left is hidden. */
  private async areAllNamed(): Promise<boolean> {
    const { photos, editor } = this.parts;
    if (!photos) return true;
    await photos.settled();
    if (editor.isOpen) return false;
    if (photos.asking === 0) return true;
    if (await this.ask("hide-question", String(photos.asking))) {
      photos.hideTheRest();
      return true;
    }
    await photos.ask();
    return false;
  }

  /** Whether who is in the photographs and who was chosen add up, or the person says that it is right so. */
  private async doesAddUp(): Promise<boolean> {
    const { photos, chosen } = this.parts;
    if (!photos?.areAllTold || photos.faces.flat().length === 0) return true;
    const seen = named(photos.faces);
    const absent = [...chosen()].filter(([id]) => !seen.has(id)).map(([, name]) => name);
    return absent.length === 0 || this.ask("absent-question", absent.join(", "));
  }

  /** Whether it was sent, and the page is left. */
  private async send(): Promise<boolean> {
    const { form, draft, photos } = this.parts;
    const offline = form.dataset["offline"] ?? "";
    try {
      await photos?.settled();
      if (photos && photos.unsent > 0) {
        this.show({ photos: form.dataset["failed"] ?? "" });
        return false;
      }
      // An older state of the draft must not arrive between what is sent now and its sending on.
      await draft.rest();
      const answer = await post(form.action, new FormData(form));
      draft.finish();
      location.assign(String(answer["next"]));
      return true;
    } catch (problem) {
      draft.touch();
      const { fields, sentence } = problem instanceof Refusal ? problem : { fields: {}, sentence: "" };
      this.show(Object.keys(fields).length > 0 ? fields : { "": sentence || offline });
      return false;
    }
  }

  private show(fields: Record<string, string>): void {
    const { problems, places } = this.parts;
    const items = Object.entries(fields).map(([field, sentence]) => {
      const item = document.createElement("li");
      const target = places[field] ?? (document.getElementById(field) ? field : "");
      const words = document.createElement(target ? "a" : "span");
      words.textContent = sentence;
      if (words instanceof HTMLAnchorElement) words.href = `#${target}`;
      item.append(words);
      return item;
    });
    problems.querySelector("ul")!.replaceChildren(...items);
    problems.hidden = false;
    problems.focus();
  }
}
