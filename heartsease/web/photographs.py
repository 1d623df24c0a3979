"""The photographs of an entry that is being written: taken in one at a time, taken out again, and who is in them.

Only what looked for faces on the device sends here, for staff and families alike. What each may add and say is
decided by the actions.
"""

import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from heartsease.domain.journal import actions
from heartsease.domain.photos.actions import ToldFace
from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.models import Resolution
from heartsease.kernel.errors import InvalidInputError
from heartsease.kernel.ids import parse_id
from heartsease.web.addresses import address
from heartsease.web.requests import actor_of

CHUNK_BYTES = 64 * 1024
SIDES = ("left", "top", "right", "bottom")


def photo(request: HttpRequest, observation_id: uuid.UUID, photo_id: uuid.UUID) -> HttpResponseBase:
    """Take one photograph in, as the request's body, or take it out again."""
    actor = actor_of(request)
    if request.method == "DELETE":
        actions.remove_photo(actor=actor, observation_id=observation_id, photo_id=photo_id)
        return JsonResponse({"removed": str(photo_id)})
    stored = actions.add_photo(actor=actor, observation_id=observation_id, photo_id=photo_id, chunks=_body(request))
    return JsonResponse(
        {
            "id": str(stored.pk),
            "small_url": address("photo", stored.pk, "small"),
            "width": stored.width,
            "height": stored.height,
        },
        status=201,
    )


def tell_faces(request: HttpRequest, observation_id: uuid.UUID, photo_id: uuid.UUID) -> HttpResponseBase:
    """Keep what the page says of everybody in a photograph of the person's own entry."""
    try:
        sent = json.loads(request.body)
        faces = [_told(one) for one in sent["faces"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InvalidInputError(_("What was marked did not arrive whole. Please try again.")) from None
    count = actions.tell_faces(actor=actor_of(request), observation_id=observation_id, photo_id=photo_id, faces=faces)
    return JsonResponse({"faces": count})


def _body(request: HttpRequest) -> Iterator[bytes]:
    try:
        while chunk := request.read(CHUNK_BYTES):
            yield chunk
    except OSError as problem:
        raise InvalidInputError(_("The photograph did not arrive whole. Please try again.")) from problem


def _told(one: dict[str, Any]) -> ToldFace:
    left, top, right, bottom = (_share(one[side]) for side in SIDES)
    child_id = parse_id(str(one["child"])) if one.get("child") is not None else None
    who = Resolution(one["who"])
    if (who is Resolution.CHILD) != (child_id is not None):
        raise ValueError
    return ToldFace(Box(left, top, right, bottom), who, child_id)


def _share(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError
    return float(value)
