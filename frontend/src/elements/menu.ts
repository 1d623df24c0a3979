// <details class="menu"> closes on Escape, on a tap elsewhere and when the focus leaves it.
function closeAll(except?: Element | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("pointerdown", (event) => closeAll((event.target as Element).closest("details.menu")));
document.addEventListener("focusin", (event) => closeAll((event.target as Element).closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector<HTMLDetailsElement>("details.menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary")?.focus();
});
export {};
