// One key for what is done often: data-key on what it presses, data-key-focus on what names the field it goes to.
// WCAG 2.1.4: never while something is typed, and a button with data-keys-switch turns them off for this device.
const REMEMBERED = "keys";

function areOn(): boolean {
  return localStorage.getItem(REMEMBERED) !== "off";
}

function showSwitch(): void {
  for (const button of document.querySelectorAll("[data-keys-switch]")) button.setAttribute("aria-pressed", String(areOn()));
}

document.addEventListener("click", (event) => {
  if (!(event.target as Element).closest("[data-keys-switch]")) return;
  if (areOn()) localStorage.setItem(REMEMBERED, "off");
  else localStorage.removeItem(REMEMBERED);
  showSwitch();
});

document.addEventListener("keydown", (event) => {
  const typing = (event.target as Element).closest("input, textarea, select, [contenteditable], dialog[open]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat || !areOn()) return;
  const pressed = [...document.querySelectorAll<HTMLElement>("[data-key]")].find(
    (element) => element.dataset["key"] === event.key.toLowerCase(),
  );
  if (!pressed) return;
  event.preventDefault();
  const field = document.getElementById(pressed.dataset["keyFocus"] ?? "");
  if (field) field.focus();
  else pressed.click();
});

showSwitch();
export {};
