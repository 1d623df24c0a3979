"""What the page finds in Chromium, upright and turned, how far its boxes lie from the server's, and what it costs.

    .venv/bin/python -m scripts.bench.browser_faces --detector blazeface

On the photographs beside the checkout, with the worker that the capture page loads, under the policy it is served with.
"""

import functools
import http.server
import json
import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyvips
from playwright.sync_api import Page, sync_playwright

from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.faces.finding import loaded
from scripts.bench.face_truth import Score, Seen, score, seen_photographs
from scripts.bench.faces import ANGLES, TWELVE_MEGAPIXELS, detector_name, turned

BUILD = Path(__file__).resolve().parents[2] / "heartsease" / "static" / "build"
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; img-src 'self'"
)
BEGIN = """([files, detector]) => {
  window.longest = 0;
  new PerformanceObserver(list => {
    for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
  }).observe({type: "longtask"});
  const address = name => new URL(files[name], location.href).href;
  const worker = new Worker(address("finder.js"), {type: "module"});
  const waiting = new Map();
  worker.onmessage = ({data}) => { waiting.get(data.id)(data); waiting.delete(data.id); };
  const [model, runtime, heic] = [`${detector}.onnx`, "finder.wasm", "heic.js"].map(address);
  worker.postMessage({kind: "begin", detector, model, runtime, heic});
  let count = 0, key = 0;
  const ask = (message) => new Promise((resolve) => {
    waiting.set(++count, resolve);
    worker.postMessage({...message, id: count});
  });
  window.look = async () => {
    const picture = await (await fetch("/picture")).blob();
    key += 1;
    const begun = performance.now();
    const {seen, failure} = await ask({kind: "look", key, picture});
    const looked = performance.now() - begun;
    const started = performance.now();
    const {finished} = await ask({kind: "finish", key, picture, hidden: seen ? seen.faces.slice(0, 1) : []});
    return {faces: seen?.faces, failure, looked, finished: performance.now() - started, bytes: finished?.size};
  };
}"""


def main() -> None:
    """Measure and print."""
    photographs = seen_photographs()
    if not photographs:
        sys.exit("There are no photographs in ../shared/photos.")
    name = detector_name(__doc__)
    print(f"{name}: {len(photographs)} photographs")
    shelf: dict[str, bytes] = {}
    with _serving(shelf) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{address}/index.html")
        page.evaluate(BEGIN, [json.loads((BUILD / "manifest.json").read_text())["files"], name])
        _look(page, shelf, photographs[0].path.read_bytes())
        _cost(page, shelf, photographs)
        for angle in ANGLES:
            total, distances, differing = Score(), [], 0
            for seen in photographs:
                picture, there = turned(seen, angle)
                found = _look(page, shelf, picture.pngsave_buffer(compression=1))["faces"]
                total += score(found, there)
                near, apart = _apart(found, loaded(name).find(picture.numpy()), picture)
                distances += near
                differing += apart
            print(
                f"{angle:4d} degrees: {total}; from the server's boxes median"
                f" {statistics.median(distances):.1f} pixels of 1280, most {max(distances):.1f};"
                f" {differing} found by one alone",
                flush=True,
            )
        browser.close()


def _look(page: Page, shelf: dict[str, bytes], data: bytes) -> dict[str, Any]:
    shelf["picture"] = data
    answer: dict[str, Any] = page.evaluate("window.look()")
    if answer.get("failure"):
        raise AssertionError(answer["failure"])
    answer["faces"] = [
        Box(one["left"], one["top"], one["right"], one["bottom"], one["score"]) for one in answer["faces"]
    ]
    return answer


def _apart(ours: list[Box], others: list[Box], picture: pyvips.Image) -> tuple[list[float], int]:
    """How far the sides of boxes that both found lie apart, in pixels, and how many only one of them found."""
    distances, left = [], list(others)
    for box in ours:
        twin = max(left, key=box.overlap, default=None)
        if twin is None or box.overlap(twin) < 0.3:
            continue
        left.remove(twin)
        sides = ((box.left - twin.left) * picture.width, (box.right - twin.right) * picture.width,
                 (box.top - twin.top) * picture.height, (box.bottom - twin.bottom) * picture.height)  # fmt: skip
        distances.append(max(map(abs, sides)))
    return distances, len(ours) + len(others) - 2 * len(distances)


def _cost(page: Page, shelf: dict[str, bytes], photographs: list[Seen]) -> None:
    looked, finished = [], []
    width, height = TWELVE_MEGAPIXELS
    for seen in photographs:
        enlarged = pyvips.Image.thumbnail(str(seen.path), width, height=height, size="both").colourspace("srgb")
        answer = _look(page, shelf, enlarged.jpegsave_buffer(Q=85, keep="none"))
        looked.append(answer["looked"])
        finished.append(answer["finished"])
    both = [one + other for one, other in zip(looked, finished, strict=True)]
    print(
        f"12 megapixels after warming up: looking median {statistics.median(looked):.0f} ms, most {max(looked):.0f};"
        f" hiding and making ready {statistics.median(finished):.0f}; both median"
        f" {statistics.median(both):.0f}, most {max(both):.0f};"
        f" longest task of the page {page.evaluate('window.longest'):.0f} ms",
        flush=True,
    )


@contextmanager
def _serving(shelf: dict[str, bytes]) -> Iterator[str]:
    """The build's files, an empty page and the picture on the shelf, as the journal serves them."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def do_GET(self) -> None:
            body = {"/index.html": b"<!doctype html><title>Faces</title>", "/picture": shelf.get("picture", b"")}.get(
                self.path
            )
            if body is None:
                super().do_GET()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if self.path == "/index.html" else "application/octet-stream")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(BUILD)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


if __name__ == "__main__":
    main()
