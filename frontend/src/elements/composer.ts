// What was sent leaves the box; what was not stays in it.
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, successful } = (event as CustomEvent<{ elt: Element; successful: boolean }>).detail;
  if (successful && elt instanceof HTMLFormElement && elt.matches(".composer")) elt.reset();
});
export {};
