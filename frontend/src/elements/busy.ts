// A second tap on a button whose form is already on its way does nothing.
const SECONDS_FOR_A_FILE = 3;

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (form.method === "dialog" || event.defaultPrevented) return;
  if (form.dataset["sending"]) {
    event.preventDefault();
    return;
  }
  form.dataset["sending"] = "yes";
  const button = (event as SubmitEvent).submitter;
  button?.classList.add("is-busy");
  button?.setAttribute("aria-disabled", "true");
  // Where a file is the answer the page stays, and nothing tells when the file has come.
  if (form.dataset["answer"] === "file") setTimeout(release, SECONDS_FOR_A_FILE * 1000, [form], button ? [button] : []);
});

function release(forms: Iterable<HTMLElement>, buttons: Iterable<Element>): void {
  for (const form of forms) delete form.dataset["sending"];
  for (const button of buttons) {
    button.classList.remove("is-busy");
    button.removeAttribute("aria-disabled");
  }
}

function releaseAll(): void {
  release(document.querySelectorAll<HTMLFormElement>("form[data-sending]"), document.querySelectorAll(".is-busy"));
}

addEventListener("pageshow", releaseAll);
document.addEventListener("htmx:afterRequest", releaseAll);
export {};
