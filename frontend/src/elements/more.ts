// "Older entries" is replaced by them: the focus goes on to the first, or a keyboard would start again at the top.
let wanted = false;

document.addEventListener("htmx:beforeRequest", (event) => {
  wanted = (event.target as Element).closest(".more") !== null;
});

document.addEventListener("htmx:load", (event) => {
  const first = (event.target as Element).querySelector<HTMLElement>("a, button");
  if (!wanted || !first) return;
  wanted = false;
  first.focus({ preventScroll: true });
});
export {};
