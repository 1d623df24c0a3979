"""The access review of each term: everybody confirmed or removed, then signed (clauses 3.4)."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import STAFF_ROLES
from heartsease.domain.accounts import actions, reviewing
from heartsease.domain.accounts.models import AccessReview
from heartsease.domain.accounts.reviewing import ReviewLine
from heartsease.domain.accounts.rules import Access, PersonState
from heartsease.domain.children import queries as families
from heartsease.domain.setting.rules import Choices
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError
from heartsease.kernel.ids import parse_id
from heartsease.web.manage.people.words import LABELS, RoomNames, in_words, room_names
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of, membership_of

SIDES = (gettext_lazy("Staff"), gettext_lazy("Families"))


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody in a review: what they may do in words, and what a tick sends."""

    line: ReviewLine
    rights: list[str]
    state: PersonState
    ticket: str


@dataclass(frozen=True, slots=True)
class Side:
    """The people of one side of the house."""

    title: str
    waiting: list[Row]
    decided: list[Row]


def reviews(request: HttpRequest) -> HttpResponse:
    """The reviews so far; the open one first."""
    actor = actor_of(request)
    found = list(reviewing.reviews(actor))
    context = {
        "open_review": next((one for one in found if one.signed_at is None), None),
        "signed": [one for one in found if one.signed_at is not None],
        "is_due": reviewing.is_due(actor, membership_of(request).setting),
        "days": membership_of(request).setting.chosen.access_review_days,
    }
    return show(request, "manage/reviews.html", context)


def start(request: HttpRequest) -> HttpResponseBase:
    """Begin a review, or go on with the one that somebody has just begun."""
    actor = actor_of(request)
    try:
        review_id = actions.start_review(actor=actor).pk
    except ConflictError as problem:
        messages.info(request, problem.sentence)
        return redirect("manage-reviews")
    return redirect("manage-review", review_id)


def review(request: HttpRequest, review_id: uuid.UUID) -> HttpResponseBase:
    """Everybody in a review; what was ticked is confirmed."""
    actor = actor_of(request)
    found = reviewing.review(actor, review_id)
    if request.method == "POST":
        return _confirm(request, actor, found, request.POST.getlist("confirm"))
    lines = reviewing.lines(actor, found)
    sides = list(_sides(actor, lines, membership_of(request).setting.chosen))
    return show(
        request,
        "manage/review.html",
        {
            "review": found,
            "sides": sides,
            "waiting": sum(len(side.waiting) for side in sides),
            "decided": sum(len(side.decided) for side in sides),
        },
    )


def sign(request: HttpRequest, review_id: uuid.UUID) -> HttpResponseBase:
    """Sign a review in which everybody is decided."""
    try:
        actions.sign_review(actor=actor_of(request), review_id=review_id)
    except (ConflictError, InvalidInputError) as problem:
        messages.error(request, problem.sentence)
        return redirect("manage-review", review_id)
    messages.success(request, _("The review is signed."))
    return redirect("manage-reviews")


def _confirm(request: HttpRequest, actor: Actor, found: AccessReview, tickets: Iterable[str]) -> HttpResponseBase:
    """Each tick says whom it is about and which rights were shown beside it."""
    done, problems = 0, []
    for ticket in dict.fromkeys(tickets):
        member, _space, seen = ticket.partition(" ")
        membership_id = parse_id(member)
        if membership_id is None:
            continue
        try:
            with transaction.atomic():
                actions.confirm_in_review(actor=actor, review_id=found.pk, membership_id=membership_id, seen=seen)
        except ConflictError as problem:
            problems.append(problem.sentence)
        else:
            done += 1
    for sentence in dict.fromkeys(problems):
        messages.warning(request, sentence)
    if done:
        messages.success(request, ngettext("%(count)d confirmed.", "%(count)d confirmed.", done) % {"count": done})
    elif not problems:
        messages.info(request, _("Nobody was ticked."))
    return redirect("manage-review", found.pk)


def _sides(actor: Actor, lines: Iterable[ReviewLine], choices: Choices) -> Iterator[Side]:
    rooms, today = room_names(), clock.today(actor.zone)
    children = {
        member: [f"{link.child.full_name} ({link.relation})" for link in links]
        for member, links in families.links_by_member(actor).items()
    }
    rows = [
        Row(
            one,
            _rights(one, choices, rooms, children),
            one.membership.state(today),
            f"{one.membership.pk} {reviewing.stamp(one.rights)}",
        )
        for one in lines
    ]
    for title, is_staff in zip(SIDES, (True, False), strict=True):
        here = [row for row in rows if (row.line.membership.role in STAFF_ROLES) is is_staff]
        waiting = [row for row in here if row.line.is_undecided]
        yield Side(str(title), waiting, [row for row in here if not row.line.is_undecided])


def _rights(line: ReviewLine, choices: Choices, rooms: RoomNames, children: dict[uuid.UUID, list[str]]) -> list[str]:
    if not line.membership.is_staff:
        return children.get(line.membership.pk) or [_("no journal at the moment")]
    access = Access.from_stored(line.rights)
    told = ["scope", *(["rooms"] if access.rooms else []), *(["has_offsite_right"] if access.has_offsite_right else [])]
    told += ["last_day"] if access.last_day else []
    return [f"{LABELS[name]}: {in_words(name, access, choices=choices, rooms=rooms)}" for name in told]
