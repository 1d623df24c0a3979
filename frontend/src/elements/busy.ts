// A second tap on a button whose form is already on its way does nothing.
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
});

function release(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sending]")) delete form.dataset["sending"];
  for (const button of document.querySelectorAll(".is-busy")) {
    button.classList.remove("is-busy");
    button.removeAttribute("aria-disabled");
  }
}

addEventListener("pageshow", release);
document.addEventListener("htmx:afterRequest", release);
export {};
