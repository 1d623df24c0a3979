"""Whether a request names a decoy: in its address, its query or its form. Asked of every request, of no database."""

import contextlib
import dataclasses
import re
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, UnreadablePostError

from heartsease.domain.access.actor import system_actor
from heartsease.domain.access.scope import in_setting
from heartsease.domain.children import decoys
from heartsease.domain.children.actions import report_decoy
from heartsease.domain.children.queries import setting_of_decoy
from heartsease.kernel.ids import parse_id
from heartsease.web.requests import Request, source_address

ID = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)


def watch(request: HttpRequest, named: Mapping[str, Any]) -> None:
    """Raise the alarm where the request names a decoy; the answer is that of a child who never was."""
    for child_id in set(_ids(request, named)):
        if decoys.is_decoy(child_id):
            _report(request, child_id)


def _ids(request: HttpRequest, named: Mapping[str, Any]) -> Iterator[uuid.UUID]:
    for text in _texts(request, named):
        yield from (uuid.UUID(found) for found in ID.findall(text))
        # However it is written: what reads the id elsewhere in the house takes it, so it is taken here.
        if (whole := parse_id(text)) is not None:
            yield whole


def _texts(request: HttpRequest, named: Mapping[str, Any]) -> Iterator[str]:
    yield from map(str, named.values())
    sent = [request.GET]
    if request.method == "POST":
        # The view meets what cannot be read as well, and answers it.
        with contextlib.suppress(UnreadablePostError):
            sent.append(request.POST)
    for fields in sent:
        for name, values in fields.lists():
            yield from (name, *values)


def _report(request: HttpRequest, child_id: uuid.UUID) -> None:
    setting = setting_of_decoy(child_id)
    if setting is None:
        return
    actor = cast(Request, request).actor
    if actor is None or actor.setting_id != setting.pk:
        source = source_address(request.META, settings.TRUSTED_PROXIES)
        request_id = cast(Request, request).request_id
        actor = dataclasses.replace(system_actor(setting.pk, setting.zone), source=source, request_id=request_id)
    with in_setting(setting.pk):
        report_decoy(actor=actor, child_id=child_id)
