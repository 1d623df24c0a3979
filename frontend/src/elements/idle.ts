// Locks a page that nobody touches: first it is hidden, then what was written is kept, then the session ends on the server.
const limit = Number(document.body.dataset["idleSeconds"] ?? 0) * 1000;
const LONGEST_KEEPING = 3_000;
const TOUCHED = "touched";
const STILL_HERE = "/still-here";
const SIGN_OUT = "/sign-out";

/** Sent before the page is locked. Whoever holds something unsaved hands a promise to `wait`. */
export interface Leaving {
  wait(keeping: Promise<unknown>): void;
}

function touched(): number {
  return Number(localStorage.getItem(TOUCHED) ?? 0);
}

function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

async function send(address: string, fields: Record<string, string> = {}): Promise<Response> {
  return fetch(address, { method: "POST", body: new URLSearchParams(fields), headers: { "X-CSRFToken": token() }, keepalive: true });
}

async function lock(): Promise<void> {
  document.documentElement.classList.add("is-locked");
  const keeping: Promise<unknown>[] = [];
  document.dispatchEvent(new CustomEvent<Leaving>("heartsease:leaving", { detail: { wait: (one) => keeping.push(one) } }));
  const tooLong = new Promise((resolve) => setTimeout(resolve, LONGEST_KEEPING));
  await Promise.race([Promise.allSettled(keeping), tooLong]);
  await send(SIGN_OUT, { idle: "1" }).catch(() => undefined);
  location.replace(`${document.body.dataset["idleNext"]!}?next=${encodeURIComponent(location.pathname + location.search)}`);
}

if (limit > 0) {
  let told = Date.now();
  let locking = false;
  localStorage.setItem(TOUCHED, String(told));
  for (const sign of ["pointerdown", "keydown", "scroll", "input"]) {
    addEventListener(sign, () => localStorage.setItem(TOUCHED, String(Date.now())), { passive: true, capture: true });
  }
  const look = (): void => {
    if (locking) return;
    const last = touched();
    if (Date.now() - last >= limit) {
      locking = true;
      void lock();
    } else if (last > told && Date.now() - told > limit / 3) {
      // The server sees requests only: it is told that somebody reads or writes.
      told = Date.now();
      void send(STILL_HERE).then((answer) => answer.ok || location.reload(), () => undefined);
    }
  };
  setInterval(look, Math.min(5_000, limit / 4));
  document.addEventListener("visibilitychange", look);
}

// A page that the browser kept for Back may be somebody else's by now: it is asked for again.
addEventListener("pageshow", (event) => event.persisted && location.reload());
