// <button data-passkey="use|make" data-address="..." hidden> comes to sight where the browser has passkeys, and what is
// marked data-without-passkeys goes. The address asks (GET), is given the answer (POST) and says where to go then.
import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";
import { say, tell } from "./status";

const JSON_TYPE = "application/json";

interface Answer {
  sentence?: string;
  next?: string;
}

/** The server's own words about why not, for the person. */
class Refusal extends Error {}

async function ask(address: string, body?: unknown): Promise<unknown> {
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
  const headers = { Accept: JSON_TYPE, "Content-Type": JSON_TYPE, "X-CSRFToken": token };
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(address, { headers, ...sent });
  if (response.status === 401) {
    location.reload();
    return new Promise(() => undefined);
  }
  if (!response.headers.get("Content-Type")?.includes(JSON_TYPE)) {
    // Proven, but not to come in here: the page that says why.
    document.open();
    document.write(await response.text());
    document.close();
    return new Promise(() => undefined);
  }
  const answer = (await response.json()) as Answer;
  if (!response.ok) throw new Refusal(answer.sentence);
  return answer;
}

async function go(button: HTMLButtonElement): Promise<void> {
  const address = new URL(button.dataset["address"]!, location.href);
  const following = document.querySelector<HTMLInputElement>('input[name="next"]')?.value;
  if (following) address.searchParams.set("next", following);
  const question = await ask(address.href);
  const shown =
    button.dataset["passkey"] === "make"
      ? await startRegistration({ optionsJSON: question as PublicKeyCredentialCreationOptionsJSON })
      : await startAuthentication({ optionsJSON: question as PublicKeyCredentialRequestOptionsJSON });
  const answer = (await ask(address.href, shown)) as Answer;
  location.assign(answer.next ?? "/");
}

function explain(problem: unknown): void {
  const name = problem instanceof Error ? problem.name : "";
  if (problem instanceof Refusal && problem.message) tell(problem.message);
  else if (name === "NotAllowedError" || name === "AbortError") say("cancelled");
  else if (name === "InvalidStateError") say("known");
  else if (name === "TypeError") say("offline");
  else say("failed");
}

if (browserSupportsWebAuthn()) {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-passkey]")) button.hidden = false;
  for (const words of document.querySelectorAll<HTMLElement>("[data-without-passkeys]")) words.hidden = true;
}

document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLButtonElement>("button[data-passkey]");
  if (!button || button.disabled) return;
  button.disabled = true;
  go(button)
    .catch(explain)
    .finally(() => {
      button.disabled = false;
    });
});
