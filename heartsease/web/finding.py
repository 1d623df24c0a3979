"""What pages need on which faces are found: the one place where the policy on scripts is widened, and by how much."""

import re
from collections.abc import Callable

from csp.constants import NONE, SELF, WASM_UNSAFE_EVAL
from csp.decorators import csp_update
from django.http import HttpResponse

from heartsease.web.routing import View

WORKER_FILE = re.compile(r"/build/finder-[0-9A-Z]{8}\.js$")
WORKER_POLICY = f"default-src {NONE}; script-src {SELF} {WASM_UNSAFE_EVAL}; connect-src {SELF}"

may_find_faces: Callable[[View], View] = csp_update({"script-src": [WASM_UNSAFE_EVAL], "worker-src": [SELF]})
"""Decorates the views of pages with the worker that finds faces: compiled code of our own files runs there."""


def guard_worker(headers: HttpResponse, path: str, url: str) -> None:  # noqa: ARG001 - as WhiteNoise calls it
    """The worker's own headers: its policy is that of its file, not of the page that begins it."""
    if WORKER_FILE.search(url):
        headers["Content-Security-Policy"] = WORKER_POLICY
