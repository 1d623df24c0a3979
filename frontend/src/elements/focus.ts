// When htmx replaces the part that held the focus, the focus goes on to what came in its place;
// otherwise a keyboard would start again at the top of the page.
let wasInside = false;

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target } = (event as CustomEvent<{ target: Element }>).detail;
  wasInside = document.activeElement !== document.body && target.contains(document.activeElement);
});

document.addEventListener("htmx:load", (event) => {
  if (!wasInside || document.activeElement !== document.body) return;
  const arrived = event.target as Element;
  const next = arrived.matches("a, button") ? arrived : arrived.querySelector("[autofocus], a, button, input, textarea");
  if (!(next instanceof HTMLElement)) return;
  wasInside = false;
  next.focus({ preventScroll: true });
});
export {};
