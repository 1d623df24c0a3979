/** Ask one question in the dialog `id`, whose words hold WHAT: whether the answer is yes. */
export async function isRight(id: string, what: string): Promise<boolean> {
  const dialog = document.getElementById(id) as HTMLDialogElement;
  const words = dialog.querySelector<HTMLElement>("[data-words]")!;
  words.textContent = words.dataset["words"]!.replace("WHAT", what);
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  return dialog.returnValue === "yes";
}
