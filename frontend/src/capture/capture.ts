import { Camera } from "./camera";
import { Children } from "./children";
import { Draft } from "./draft";
import { Photos } from "./photos";
import { post, Refusal } from "./server";

function part<Kind extends HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind;
}

const form = part<HTMLFormElement>("capture");
const draft = new Draft(form, part("draft-status"));
const children = new Children(form, part("child-parts"), part<HTMLTemplateElement>("child-part"), part("permission-note"));
const photos = new Photos(
  form,
  part("photos"),
  part("photo-problem"),
  () => (draft.isStored ? Promise.resolve() : draft.keep()),
  () => children.warn(photos.count),
);
const camera = new Camera(part("camera"), part<HTMLVideoElement>("viewfinder"), part("camera-turn"), part("camera-on"));
const problems = part("problems");
const send = part<HTMLButtonElement>("send");

form.addEventListener("input", (event) => {
  if (event.target === part("files")) return;
  if ((event.target as HTMLElement).matches("[name=children]")) {
    children.arrange();
    children.warn(photos.count);
  }
  draft.touch();
});

// A browser scrolls a text field only until its caret is seen: the rest may lie under the bar of actions.
form.addEventListener("focusin", (event) => {
  if (event.target instanceof HTMLTextAreaElement) event.target.scrollIntoView({ block: "nearest" });
});

part<HTMLInputElement>("files").addEventListener("change", (event) => {
  const input = event.target as HTMLInputElement;
  photos.add([...(input.files ?? [])]);
  input.value = "";
});

part("camera-on").addEventListener("click", () => void camera.open());
part("camera-off").addEventListener("click", () => camera.close());
part("camera-turn").addEventListener("click", () => void camera.turn());
part("shutter").addEventListener("click", () => {
  void camera.take().then((picture) => {
    if (!picture) return;
    photos.add([picture]);
    camera.close();
    part("who").scrollIntoView({ block: "start" });
  });
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (send.getAttribute("aria-disabled") !== "true") void submit();
});

async function submit(): Promise<void> {
  problems.hidden = true;
  send.setAttribute("aria-disabled", "true");
  send.classList.add("is-busy");
  try {
    await photos.settled();
    if (photos.unsent > 0) {
      show({ photos: form.dataset["failed"] ?? "" });
      return;
    }
    // An older state of the draft must not arrive between what is sent now and its sending on.
    await draft.rest();
    const answer = await post(form.action, new FormData(form));
    draft.finish();
    location.assign(String(answer["next"]));
    return;
  } catch (problem) {
    draft.touch();
    if (problem instanceof Refusal) {
      show(Object.keys(problem.fields).length > 0 ? problem.fields : { "": problem.sentence || (form.dataset["offline"] ?? "") });
    } else {
      show({ "": form.dataset["offline"] ?? "" });
    }
  }
  send.removeAttribute("aria-disabled");
  send.classList.remove("is-busy");
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
  send.removeAttribute("aria-disabled");
  send.classList.remove("is-busy");
}

addEventListener("beforeunload", (event) => {
  if (draft.isAtRisk || photos.unsent > 0) event.preventDefault();
});

children.warn(photos.count);
part("camera-on").hidden = !Camera.isPossible;
if (Camera.isPossible && photos.count === 0 && !draft.isStored) void camera.open();
