"""What each family would see of an entry's photographs, looked at before it is shared."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from heartsease.domain.access.actor import Actor
from heartsease.domain.journal import queries
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.rules import Source
from heartsease.domain.photos.models import Examination
from heartsease.kernel.errors import DomainError
from heartsease.web.requests import actor_of, membership_of

LEAST = 2
"""An entry of one family alone goes to it without another look."""


def views_of(actor: Actor, entry: Observation) -> list[dict[str, Any]]:
    """What each family would see of its photographs, with where each picture is."""
    return [
        {
            "names": view.names,
            "urls": [
                reverse("photo-as-family", args=[one, view.reader_id, "small"]).removesuffix("small")
                for one in view.photo_ids
            ],
        }
        for view in _views(actor, entry)
    ]


def is_looked_at_first(request: HttpRequest, entry: Observation) -> bool:
    """Whether an author whose entries no colleague checks sees first what several families would get of it."""
    actor = actor_of(request)
    needs_review = membership_of(request).setting.chosen.needs_review(actor.role)
    return not needs_review and len(_views(actor, entry)) >= LEAST


def _views(actor: Actor, entry: Observation) -> list[queries.FamilyView]:
    """Of an entry with photographs that goes to more than its own home; of any other none."""
    if entry.source == Source.HOME or not entry.pictures.all():
        return []
    return queries.family_views(actor, entry)


def look(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """The own entry as each of its families would see it."""
    return page(request, observation_id)


def page(request: HttpRequest, observation_id: uuid.UUID, *, problem: DomainError | None = None) -> HttpResponseBase:
    """The page of ``look``, with what stands in the way of sharing."""
    actor = actor_of(request)
    entry = queries.own_writable(actor, observation_id)
    if entry is None:
        queries.observation(actor, observation_id)
        return redirect("observation", observation_id=observation_id)
    examinations = {placed.photo_id: placed.photo.examination for placed in entry.pictures.all()}
    return render(
        request,
        "staff/capture/families.html",
        {
            "entry": entry,
            "families": views_of(actor, entry),
            "named": queries.names_of_others(actor, entry),
            "is_being_looked_at": Examination.UNEXAMINED in examinations.values(),
            "held_id": next((one for one, found in examinations.items() if found == Examination.HELD), None),
            "problem": problem,
        },
        status=problem.status if problem else 200,
    )
