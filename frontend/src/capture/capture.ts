import { Finder } from "../faces/finder";
import { Camera } from "./camera";
import { Children } from "./children";
import { Draft } from "./draft";
import { Editor } from "./editor";
import { hidden, named } from "./people";
import { Photos } from "./photos";
import { isRight } from "./question";
import { post, Refusal } from "./server";

const MOST_NAMES = 3;

function part<Kind extends HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind;
}

const form = part<HTMLFormElement>("capture");
const draft = new Draft(form, part("draft-status"));
const children = new Children(form, part("child-parts"), part<HTMLTemplateElement>("child-part"), part("permission-note"));
const finder = Finder.isPossible ? new Finder(form.dataset) : null;
const editor = new Editor(
  part<HTMLDialogElement>("faces"),
  () => children.candidates(),
  (candidate) => children.nameInPhotograph(candidate),
);
const beforeFirst = () => (draft.isStored ? Promise.resolve() : draft.keep());
const photos =
  finder && new Photos(form, part("photos"), part("photo-problem"), finder, editor, beforeFirst, () => tell());
const camera = new Camera(part("camera"), part<HTMLVideoElement>("viewfinder"), part("camera-turn"), part("camera-on"));
const problems = part("problems");
const send = part<HTMLButtonElement>("send");

form.addEventListener("input", (event) => {
  if (event.target === part("files")) return;
  if ((event.target as HTMLElement).matches("[name=children]")) {
    children.arrange();
    tell();
  }
  draft.touch();
});

// A browser scrolls a text field only until its caret is seen: the rest may lie under the bar of actions.
form.addEventListener("focusin", (event) => {
  if (event.target instanceof HTMLTextAreaElement) event.target.scrollIntoView({ block: "nearest" });
});

part<HTMLInputElement>("files").addEventListener("change", (event) => {
  const input = event.target as HTMLInputElement;
  photos?.add([...(input.files ?? [])]);
  input.value = "";
});

part("camera-on").addEventListener("click", () => void camera.open());
part("camera-off").addEventListener("click", () => camera.close());
part("camera-turn").addEventListener("click", () => void camera.turn());
part("shutter").addEventListener("click", () => {
  void camera.take().then((picture) => {
    if (!picture) return;
    photos?.add([picture]);
    camera.close();
    part("who").scrollIntoView({ block: "start" });
  });
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (send.getAttribute("aria-disabled") !== "true") void finish();
});

function setBusy(isBusy: boolean): void {
  send.classList.toggle("is-busy", isBusy);
  if (isBusy) send.setAttribute("aria-disabled", "true");
  else send.removeAttribute("aria-disabled");
}

async function finish(): Promise<void> {
  problems.hidden = true;
  setBusy(true);
  if (!(await check()) || !(await submit())) setBusy(false);
}

/** Whether who is in the photographs and who was chosen add up, or the person says that it is right so. */
async function check(): Promise<boolean> {
  if (!photos) return true;
  await photos.settled();
  if (editor.isOpen) return false;
  if (photos.asking > 0) {
    if (await ask("hide-question", String(photos.asking))) photos.hideTheRest();
    else {
      await photos.ask();
      return false;
    }
  }
  const absent = children.absent(named(photos.faces));
  if (!photos.areAllTold || photos.faces.flat().length === 0 || absent.length === 0) return true;
  return ask("absent-question", absent.join(", "));
}

/** A question is not busy: the page waits for the person. */
async function ask(dialog: string, what: string): Promise<boolean> {
  setBusy(false);
  const answer = await isRight(dialog, what);
  setBusy(true);
  return answer;
}

/** What is known now is said: why photographs cannot go with these children, and on the button who is in them. */
function tell(): void {
  const count = photos?.count ?? part("photos").querySelectorAll("[data-photo]").length;
  children.warn(count, photos?.areAllTold ? named(photos.faces) : null);
  const words = send.dataset;
  const names = [...named(photos?.faces ?? []).values()];
  const covered = (photos?.faces ?? []).reduce((sum, faces) => sum + hidden(faces).length, 0);
  const people = names.slice(0, MOST_NAMES);
  if (names.length > MOST_NAMES) people.push(`+${names.length - MOST_NAMES}`);
  if (covered > 0) people.push(words["hidden"]!.replace("COUNT", String(covered)));
  const sentence = names.length === 1 ? words["one"] : names.length > 1 ? words["many"] : covered > 0 ? words["none"] : "";
  send.querySelector("span")!.textContent =
    sentence ? sentence.replace("COUNT", String(names.length)).replace("NAMES", people.join(", ")) : words["save"]!;
}

/** Whether it was sent, and the page is left. */
async function submit(): Promise<boolean> {
  try {
    await photos?.settled();
    if (photos && photos.unsent > 0) {
      show({ photos: form.dataset["failed"] ?? "" });
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
    if (problem instanceof Refusal) {
      show(Object.keys(problem.fields).length > 0 ? problem.fields : { "": problem.sentence || (form.dataset["offline"] ?? "") });
    } else {
      show({ "": form.dataset["offline"] ?? "" });
    }
    return false;
  }
}

const places: Record<string, string> = { children: "who", photos: "photos", text: "text", happened_at: "happened_at" };

function show(fields: Record<string, string>): void {
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

addEventListener("beforeunload", (event) => {
  if (draft.isAtRisk || (photos?.unsent ?? 0) > 0) event.preventDefault();
});

tell();
part("files-label").hidden = !photos;
part("no-finder").hidden = photos !== null;
part("camera-on").hidden = !photos || !Camera.isPossible;
if (photos && Camera.isPossible && photos.count === 0 && !draft.isStored) void camera.open();
