type Sentence = "failed" | "offline";

/** Says one of the page's own (translated) sentences in its live line. */
export function say(sentence: Sentence): void {
  const line = document.getElementById("status");
  const words = line?.dataset[sentence];
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
