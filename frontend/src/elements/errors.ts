// The summary of what is wrong takes the focus, on a new page and in a part of one that was swapped in.
function focusSummary(root: ParentNode): void {
  root.querySelector<HTMLElement>(".error-summary")?.focus();
}

focusSummary(document);
document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target as Element));
export {};
