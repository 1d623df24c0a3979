"""Every byte of a photograph leaves here: authorised now, then streamed or handed over (design section 3.5)."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext as _

from heartsease.domain.access.permissions import Mode
from heartsease.domain.access.scope import in_setting
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.queries import Picture
from heartsease.domain.photos import covering, storage
from heartsease.domain.photos import queries as photos
from heartsease.domain.photos.rules import Size
from heartsease.domain.reading import actions as reading
from heartsease.kernel.errors import NotFoundError
from heartsease.web.devices import tablet_of
from heartsease.web.entering import next_address
from heartsease.web.requests import actor_of


def photo(request: HttpRequest, photo_id: uuid.UUID, size: str) -> HttpResponseBase:
    """A photograph of an entry, in the form that this reader may see."""
    actor, wanted = actor_of(request), Size(size)
    picture = queries.picture(actor, photo_id, wanted)
    reading.reserve(actor=actor, children=picture.child_ids, photos=[] if wanted is Size.SMALL else [photo_id])
    return _traced(request, picture, _send(request, picture))


def photo_as_family(request: HttpRequest, photo_id: uuid.UUID, membership_id: uuid.UUID, size: str) -> HttpResponseBase:
    """A photograph of an entry that is not published yet, as one of its families would see it."""
    actor = actor_of(request)
    picture = queries.picture_as_family(actor, photo_id, membership_id, Size(size))
    reading.reserve(actor=actor, children=picture.child_ids)
    return _traced(request, picture, _send(request, picture))


def report(request: HttpRequest, photo_id: uuid.UUID) -> HttpResponseBase:
    """One tap by anybody who sees a photograph: no family sees it from now on, and who leads is told."""
    actions.report_picture(actor=actor_of(request), photo_id=photo_id)
    messages.success(request, _("Thank you. No family sees this photograph any more, and the setting looks at it."))
    return redirect(next_address(request) or "home")


def save(request: HttpRequest, photo_id: uuid.UUID) -> HttpResponse:
    """A copy for the parent who asks, marked for their account and recorded. The file's name tells of nobody."""
    copy = actions.save_picture(actor=actor_of(request), photo_id=photo_id)
    response = HttpResponse(copy.data, content_type=Size.MASTER.recipe.content_type)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = f'attachment; filename="heartsease-{copy.day.isoformat()}.jpg"'
    return response


def portrait(request: HttpRequest, child_id: uuid.UUID, size: str) -> HttpResponseBase:
    """The picture by which adults find a child."""
    actor = actor_of(request)
    picture = queries.portrait(actor, child_id, Size(size))
    if picture.size is Size.SMALL:
        reading.reserve(actor=actor, faces=[child_id])
    else:
        reading.reserve(actor=actor, children=[child_id], photos=[picture.photo_id])
    return _traced(request, picture, _send(request, picture), portrait_of=child_id)


def colleague(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """The picture of a colleague, for the setting's tablets before anybody has signed in, and for its staff."""
    actor, tablet = getattr(request, "actor", None), tablet_of(request)
    if actor is not None and actor.mode is Mode.STAFF:
        setting_id = actor.setting_id
    elif actor is None and tablet is not None:
        setting_id = tablet.setting_id
    else:
        raise _no_colleague()
    with in_setting(setting_id):
        photo_id = photos.staff_portrait(membership_id)
    if photo_id is None:
        raise _no_colleague()
    return _send(request, Picture(photo_id, Size.SMALL))


def _no_colleague() -> NotFoundError:
    return NotFoundError(_("This picture is not here."))


def _traced(
    request: HttpRequest, picture: Picture, response: HttpResponseBase, *, portrait_of: uuid.UUID | None = None
) -> HttpResponseBase:
    """Let nothing larger than a thumbnail go to anybody before it stands in the trace (guarantee G20)."""
    actor = actor_of(request)
    if picture.size is Size.SMALL:
        return response
    if actor.mode is Mode.STAFF:
        actions.record_photo_view(actor=actor, photo_id=picture.photo_id, portrait_of=portrait_of)
    elif picture.seen_of and response.status_code == 200:
        actions.record_picture_view(actor=actor, picture=picture)
    return response


def _send(request: HttpRequest, picture: Picture) -> HttpResponseBase:
    etag = quote_etag(picture.tag)
    if picture.may_be_kept and etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _with_headers(HttpResponse(status=304), picture, etag)
    covering.prepare(picture.photo_id, picture.covered)
    response: HttpResponseBase
    if settings.ACCEL_REDIRECT_PREFIX:
        path = storage.rendition_path(picture.photo_id, picture.size, picture.covered)
        response = HttpResponse(headers={"X-Accel-Redirect": f"{settings.ACCEL_REDIRECT_PREFIX}{path}"})
    else:
        opened = storage.open_rendition(picture.photo_id, picture.size, picture.covered)
        if opened is None:
            raise NotFoundError(_("This picture is not ready yet. Please try again in a moment."))
        response = FileResponse(opened)
    response.headers["Content-Type"] = picture.size.recipe.content_type
    return _with_headers(response, picture, etag)


def _with_headers(response: HttpResponseBase, picture: Picture, etag: str) -> HttpResponseBase:
    """Shared devices keep nothing; a family's own device asks each time whether it still may show what it kept."""
    if picture.may_be_kept:
        response.headers["Cache-Control"] = "private, no-cache"
        response.headers["ETag"] = etag
        patch_vary_headers(response, ["Cookie"])
    else:
        response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = "inline; filename=picture"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
