import { Finder } from "../faces/finder";
import { Camera } from "./camera";
import { Children } from "./children";
import { chosenNames } from "./chosen";
import { Draft } from "./draft";
import { Editor } from "./editor";
import { part } from "./parts";
import { hidden, named } from "./people";
import { choose, Photos } from "./photos";
import { Sending } from "./sending";
import { Suggestions } from "./suggestions";

const MOST_NAMES = 3;

const form = part<HTMLFormElement>("capture");
const draft = new Draft(form, part("draft-status"));
const children = new Children(form, part("child-parts"), part<HTMLTemplateElement>("child-part"), part("permission-note"));
const finder = Finder.isPossible ? new Finder(form.dataset) : null;
const editor = new Editor(
  part<HTMLDialogElement>("faces"),
  () => children.candidates(),
  (candidate) => children.nameInPhotograph(candidate),
);
const photos = finder && new Photos(form, finder, editor, () => draft.begin(), () => tell());
const camera = new Camera(part("camera"), part<HTMLVideoElement>("viewfinder"), part("camera-turn"), part("camera-on"));
const send = part<HTMLButtonElement>("send");
const places = { children: "who", photos: "photos", text: "text", happened_at: "happened_at" };
new Sending({
  form,
  button: send,
  problems: part("problems"),
  draft,
  photos,
  editor,
  chosen: () => chosenNames(form),
  places,
});

new Suggestions(form);

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

tell();
finder?.warm();
choose(photos);
part("camera-on").hidden = !photos || !Camera.isPossible;
if (photos && Camera.isPossible && photos.count === 0 && !draft.isStored) void camera.open();
