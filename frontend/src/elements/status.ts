type Sentence = "failed" | "offline" | "cancelled" | "known";

/** Says one of the page's own (translated) sentences in its live line. */
export function say(sentence: Sentence): void {
  tell(document.getElementById("status")?.dataset[sentence] ?? "");
}

/** Says words of the server in the page's live line. */
export function tell(words: string): void {
  const line = document.getElementById("status");
  if (!line || !words) return;
  // The same words twice are read out only when the line was empty between.
  line.textContent = "";
  requestAnimationFrame(() => {
    line.textContent = words;
  });
}

document.addEventListener("htmx:afterSwap", () => {
  const line = document.getElementById("status");
  if (line) line.textContent = "";
});
