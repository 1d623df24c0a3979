/** What the server says when it does not take something: a sentence, and sentences for fields. */
export class Refusal extends Error {
  constructor(
    readonly sentence: string,
    readonly fields: Record<string, string>,
    readonly status: number,
  ) {
    super(sentence);
  }
}

function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

/** Read an answer; throws a Refusal for anything but a success. Somebody whose session ended is sent to sign in. */
async function read(response: Response): Promise<Record<string, unknown>> {
  if (response.status === 401) {
    location.reload();
    return new Promise(() => undefined);
  }
  const isData = response.headers.get("Content-Type")?.includes("application/json") ?? false;
  const answer = isData ? ((await response.json()) as Record<string, unknown>) : {};
  if (response.ok) return answer;
  throw new Refusal(
    typeof answer["sentence"] === "string" ? answer["sentence"] : "",
    (answer["fields"] ?? {}) as Record<string, string>,
    response.status,
  );
}

/** Send a form's fields. A network that fails throws TypeError, as fetch does. */
export async function post(
  address: string,
  form: FormData,
  more: Pick<RequestInit, "keepalive"> = {},
): Promise<Record<string, unknown>> {
  const headers = { Accept: "application/json", "X-CSRFToken": token() };
  return read(await fetch(address, { method: "POST", body: form, headers, ...more }));
}

/** Send what is no form. */
export async function postData(address: string, data: unknown): Promise<Record<string, unknown>> {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token() };
  return read(await fetch(address, { method: "POST", body: JSON.stringify(data), headers }));
}

/** Take something away. */
export async function remove(address: string): Promise<Record<string, unknown>> {
  const headers = { Accept: "application/json", "X-CSRFToken": token() };
  return read(await fetch(address, { method: "DELETE", headers }));
}

/** Send one picture as the body of the request, telling how far it is (0 to 1). */
export function put(
  address: string,
  body: Blob,
  progress: (share: number) => void,
): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", address);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-CSRFToken", token());
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => reject(new TypeError("network"));
    request.onload = () => {
      const headers = { "Content-Type": request.getResponseHeader("Content-Type") ?? "" };
      const status = request.status >= 200 ? request.status : 500;
      read(new Response(request.responseText, { status, headers })).then(resolve, reject);
    };
    request.send(body);
  });
}
