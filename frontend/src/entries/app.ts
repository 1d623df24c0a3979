import htmx from "htmx.org";
import "../elements/busy";
import "../elements/composer";
import "../elements/dialog";
import "../elements/errors";
import "../elements/focus";
import "../elements/idle";
import "../elements/keys";
import "../elements/menu";
import { say } from "../elements/status";

Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  // A shared tablet keeps no copy of a page that showed a child, nor where it was.
  historyEnabled: false,
  defaultSwapStyle: "outerHTML",
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

interface RequestDetail {
  headers: Record<string, string>;
  verb: string;
}

document.addEventListener("htmx:configRequest", (event) => {
  const { headers, verb } = (event as CustomEvent<RequestDetail>).detail;
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
  if (token && verb !== "get") headers["X-CSRFToken"] = token;
});

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    // What only offers help may fail without a word.
    if ((event.target as Element | null)?.closest?.("[data-quiet]")) return;
    say(failure === "htmx:responseError" ? "failed" : "offline");
  });
}
