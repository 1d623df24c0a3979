"""Review: one entry at a time, approve or give back, and the next one is there."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.rules import State
from heartsease.kernel.errors import ConflictError, DomainError
from heartsease.web.requests import actor_of
from heartsease.web.staff.entries import detail_context
from heartsease.web.staff.families import views_of


def queue(request: HttpRequest) -> HttpResponseBase:
    """The first entry that waits, or a calm page when none does."""
    first = queries.review_queue(actor_of(request)).values_list("pk", flat=True).first()
    if first is not None:
        return redirect("review-one", observation_id=first)
    return render(request, "staff/review/empty.html")


def one(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """An entry as families will read it, with what the reviewer can do."""
    return _page(request, observation_id)


def approve(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """Publish it and go on to the next."""
    actor = actor_of(request)
    following = _next(actor, observation_id)
    try:
        actions.approve(actor=actor, observation_id=observation_id)
    except ConflictError as problem:
        messages.info(request, problem.sentence)
    except DomainError as problem:
        if not problem.fields:
            raise
        return _page(request, observation_id, problem=problem)
    else:
        messages.success(request, _("Published."))
    return _go_on(following)


def give_back(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """Return it with a word and go on to the next."""
    actor = actor_of(request)
    note = request.POST.get("note", "")
    following = _next(actor, observation_id)
    try:
        actions.return_with_note(actor=actor, observation_id=observation_id, note=note)
    except ConflictError as problem:
        messages.info(request, problem.sentence)
    except DomainError as problem:
        if not problem.fields:
            raise
        return _page(request, observation_id, problem=problem, note=note)
    else:
        messages.success(request, _("Given back with your note."))
    return _go_on(following)


def _page(
    request: HttpRequest, observation_id: uuid.UUID, *, problem: DomainError | None = None, note: str = ""
) -> HttpResponseBase:
    actor = actor_of(request)
    context = detail_context(request, actor, observation_id)
    if context["entry"].state != State.SUBMITTED:
        messages.info(request, _("This entry is not waiting any more: somebody has dealt with it."))
        return redirect("review")
    waiting = list(queries.review_queue(actor).values_list("pk", flat=True)[:100])
    place = waiting.index(observation_id) + 1 if observation_id in waiting else 0
    context |= {
        "place": place,
        "named": queries.names_of_others(actor, context["entry"]),
        "families": views_of(actor, context["entry"]),
        "waiting": len(waiting),
        "skip_to": waiting[place % len(waiting)]
        if waiting and waiting[place % len(waiting)] != observation_id
        else None,
        "problem": problem,
        "has_errors": problem is not None,
        "note": note,
    }
    return render(request, "staff/review/one.html", context, status=problem.status if problem else 200)


def _next(actor: Actor, observation_id: uuid.UUID) -> uuid.UUID | None:
    """The entry after this one in the queue, or its first where this one is the last."""
    waiting = list(queries.review_queue(actor).values_list("pk", flat=True)[:100])
    after = waiting[waiting.index(observation_id) + 1 :] if observation_id in waiting else []
    return next((one for one in [*after, *waiting] if one != observation_id), None)


def _go_on(following: uuid.UUID | None) -> HttpResponseBase:
    return redirect("review-one", observation_id=following) if following else redirect("review")
