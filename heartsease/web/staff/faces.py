"""Who is in a photograph that is held: the list of them, and the question about each."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from heartsease.domain.journal import actions, queries
from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.models import Resolution
from heartsease.domain.reading import actions as reading
from heartsease.kernel.errors import InvalidInputError
from heartsease.kernel.ids import parse_id
from heartsease.web.addresses import address
from heartsease.web.entering import next_address, with_next
from heartsease.web.requests import actor_of
from heartsease.web.templatetags.heartsease import hue, initials


def waiting(request: HttpRequest) -> HttpResponseBase:
    """The photographs that are held, the oldest first."""
    actor = actor_of(request)
    held = list(queries.held_photos(actor)[:100])
    return render(
        request,
        "staff/faces/waiting.html",
        {
            "held": [
                {
                    "url": address("faces-photo", placed.photo_id),
                    "small_url": address("photo", placed.photo_id, "small"),
                    "author": placed.observation.author.person.full_name,
                    "at": placed.photo.created_at,
                }
                for placed in held
            ]
        },
    )


def one(request: HttpRequest, photo_id: uuid.UUID) -> HttpResponseBase:
    """One photograph with its first open question."""
    return _page(request, photo_id)


def answer(request: HttpRequest, photo_id: uuid.UUID, region_id: uuid.UUID) -> HttpResponseBase:
    """Say who is at one place; the next question, the next photograph, or the end follows."""
    actor = actor_of(request)
    child_id = parse_id(request.POST.get("child", ""))
    chosen = request.POST.get("who", "child" if child_id else "")
    # What is none of the answers says nothing, which the action refuses with a sentence.
    who = Resolution(chosen) if chosen in Resolution.values else Resolution.OPEN
    try:
        actions.answer_face(
            actor=actor,
            photo_id=photo_id,
            region_id=region_id,
            who=who,
            child_id=child_id if who is Resolution.CHILD else None,
        )
    except InvalidInputError as problem:
        return _page(request, photo_id, problem=problem)
    onward = next_address(request)
    if queries.held_photos(actor).filter(photo_id=photo_id).exists():
        return redirect(with_next(address("faces-photo", photo_id), onward))
    messages.success(request, _("Everybody in this photograph is accounted for."))
    if onward:
        return redirect(onward)
    following = queries.held_photos(actor).values_list("photo_id", flat=True).first()
    return redirect("faces-photo", photo_id=following) if following else redirect("today")


def _page(request: HttpRequest, photo_id: uuid.UUID, *, problem: InvalidInputError | None = None) -> HttpResponseBase:
    held = queries.held_photo(actor_of(request), photo_id)
    reading.reserve(actor=actor_of(request), children=[child.pk for child in held.children])
    question = held.questions[0] if held.questions else None
    return render(
        request,
        "staff/faces/question.html",
        {
            "photo": held,
            "large_url": address("photo", photo_id, "large"),
            "entry_url": address("observation", held.observation_id),
            "boxes": [_drawn(held, region.box, is_asked=region is question) for region in held.questions],
            "question": question,
            "more": len(held.questions) - 1,
            "children": [
                {
                    "id": child.pk,
                    "name": child.first_name,
                    "hue": f"hue-{hue(child.pk)}",
                    "initials": initials(child.full_name),
                }
                for child in held.children
            ],
            "problem": problem.sentence if problem else "",
            "next": next_address(request),
        },
        status=problem.status if problem else 200,
    )


def _drawn(held: queries.HeldPhoto, box: Box, *, is_asked: bool) -> dict[str, Any]:
    """A box in whole pixels of the master, for the drawing over the picture."""
    return {
        "x": round(box.left * held.width),
        "y": round(box.top * held.height),
        "width": round((box.right - box.left) * held.width),
        "height": round((box.bottom - box.top) * held.height),
        "is_asked": is_asked,
    }
