/** A family's entry from home: the same care of photographs as at the setting, and only its own children are shown. */
import { Finder } from "../faces/finder";
import { childBoxes, chosenNames, nameOf, tileOf } from "./chosen";
import { Draft } from "./draft";
import { Editor, type Candidate, type Naming } from "./editor";
import { part } from "./parts";
import { choose, Photos } from "./photos";
import { Sending } from "./sending";

const form = part<HTMLFormElement>("home-entry");
const draft = new Draft(form, part("draft-status"));
const editor = new Editor(part<HTMLDialogElement>("faces"), candidates, nameInPhotograph);
const isForPhotographs = document.getElementById("photos") !== null;
const finder = isForPhotographs && Finder.isPossible ? new Finder(form.dataset) : null;
const photos = finder && new Photos(form, finder, editor, () => draft.begin(), () => undefined);
const places = { children: "id_children", photos: "photos", text: "id_text", happened_at: "id_happened_at" };
new Sending({
  form,
  button: part<HTMLButtonElement>("send"),
  problems: part("problems"),
  draft,
  photos,
  editor,
  chosen: () => chosenNames(form),
  places,
});

form.addEventListener("input", (event) => {
  if ((event.target as HTMLElement).id !== "files") draft.touch();
});

function candidates(): Candidate[] {
  return childBoxes(form).map((box) => ({ id: box.value, tile: tileOf(box), isNear: true }));
}

/** A child is named in a photograph, and chosen with it; one of whom the family wants no photographs is hidden. */
function nameInPhotograph({ id }: Candidate): Naming {
  const input = childBoxes(form).find((one) => one.value === id)!;
  const name = nameOf(input);
  if (input.dataset["permission"] === "none") {
    return { who: { kind: "masked" }, note: (part("permission-note").dataset["hidden"] ?? "").replaceAll("NAME", name) };
  }
  if (!input.checked) {
    input.checked = true;
    draft.touch();
  }
  return { who: { kind: "child", id, name }, note: "" };
}

if (isForPhotographs) {
  choose(photos);
  // A family that writes words only loads nothing of it.
  part("files-label").addEventListener("click", () => finder?.warm());
}
