"""Addresses of rows, quickly: a page of pictures and portraits asks for a hundred of them."""

import uuid
from functools import cache

from django.urls import reverse

from heartsease.domain.children.models import Child

_PLACE = uuid.UUID(int=0)


@cache
def _pattern(name: str, rest: tuple[str, ...]) -> tuple[str, str]:
    before, _place, after = reverse(name, args=[_PLACE, *rest]).partition(str(_PLACE))
    return before, after


def address(name: str, row_id: uuid.UUID, *rest: str) -> str:
    """What ``reverse(name, args=[row_id, *rest])`` gives, worked out once for each ``name`` and ``rest``."""
    before, after = _pattern(name, rest)
    return f"{before}{row_id}{after}"


def portrait_url(child: Child) -> str:
    """The address of a child's portrait; empty where there is none. The child must be loaded with its portrait."""
    return address("portrait", child.pk, "small") if getattr(child, "portrait", None) else ""
