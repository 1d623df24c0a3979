"""Every address says who may come in. ``config.checks`` refuses to start when one does not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from heartsease.domain.access.permissions import Permission

View = Callable[..., HttpResponseBase]
PUBLIC = "public"
"""Admits everybody, signed in or not. Each use is listed in tests/contracts."""


@dataclass(frozen=True, slots=True)
class Admission:
    """What an address asks of whoever calls it."""

    permission: Permission | None
    methods: tuple[str, ...]
    needs_fresh_proof: bool = False
    """Whether what is sent here needs the password given a few minutes ago (ASVS 7.5.1)."""
    is_before_gates: bool = False
    """Whether the page is open to somebody who has something to do first, such as choosing a new password."""


def page(
    address: str,
    view: View,
    *,
    name: str,
    admits: Permission | str,
    methods: Iterable[str] = ("GET",),
    needs_fresh_proof: bool = False,
    is_before_gates: bool = False,
) -> URLPattern:
    """An address with the permission that admits to it and the methods it answers."""
    allowed = tuple(methods)
    permission = None if admits == PUBLIC else Permission(admits)

    guarded = require_http_methods([*allowed, "HEAD"] if "GET" in allowed else list(allowed))(view)
    guarded.admission = Admission(permission, allowed, needs_fresh_proof, is_before_gates)  # type: ignore[attr-defined]  # read by the middleware
    return path(address, guarded, name=name)


def admission_of(view: Callable[..., Any]) -> Admission | None:
    """The admission that ``page`` put on a view, if any."""
    admission = getattr(view, "admission", None)
    return admission if isinstance(admission, Admission) else None
