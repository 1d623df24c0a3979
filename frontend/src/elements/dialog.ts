// <button data-opens="id"> opens <dialog id="id">; a tap beside a dialog closes it unless it is data-modal="firm".
document.addEventListener("click", (event) => {
  const target = event.target as Element;
  const opener = target.closest<HTMLElement>("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset["opens"] ?? "");
  if (dialog instanceof HTMLDialogElement) {
    event.preventDefault();
    dialog.showModal();
  } else if (target instanceof HTMLDialogElement && target.dataset["modal"] !== "firm") {
    target.close();
  } else {
    target.closest("[data-closes]")?.closest("dialog")?.close();
  }
});
export {};
