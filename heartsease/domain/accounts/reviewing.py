"""Reading access reviews: who has to be decided, what was decided, and when the next one is due (clauses 3.4)."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission, Role
from heartsease.domain.accounts import queries
from heartsease.domain.accounts.models import (
    AccessReview,
    AccessReviewAnswer,
    Device,
    DeviceState,
    Membership,
)
from heartsease.domain.accounts.rules import PersonState
from heartsease.domain.setting.models import Setting
from heartsease.kernel import clock
from heartsease.kernel.errors import NotFoundError
from heartsease.kernel.hashing import sha256_hex


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """Somebody in a review, with what was decided about them and how many devices of their own they come in on."""

    membership: Membership
    rights: dict[str, object]
    answer: AccessReviewAnswer | None
    devices: int
    is_undecided: bool


def reviews(actor: Actor) -> QuerySet[AccessReview]:
    """Every review, the latest first."""
    require(actor, Permission.PERSON_MANAGE)
    found = AccessReview.objects.select_related("started_by__person", "signed_by__person")
    return found.annotate(
        confirmed=Count("answers", filter=Q(answers__is_confirmed=True)),
        removed=Count("answers", filter=Q(answers__is_confirmed=False)),
    ).order_by("-started_at", "-pk")


def review(actor: Actor, review_id: uuid.UUID) -> AccessReview:
    """One of ``reviews``."""
    found = reviews(actor).filter(pk=review_id).first()
    if found is None:
        raise NotFoundError(_("There is no such review at your setting."))
    return found


def open_review(actor: Actor) -> AccessReview | None:
    """The review that is not signed yet."""
    return reviews(actor).filter(signed_at__isnull=True).first()


def is_due(actor: Actor, setting: Setting) -> bool:
    """Whether the last signed review, or the beginning of the setting, is longer ago than the setting chose."""
    last = reviews(actor).filter(signed_at__isnull=False).order_by("-signed_at").first()
    since = last.signed_at if last is not None and last.signed_at is not None else setting.created_at
    return clock.now() - since > dt.timedelta(days=setting.chosen.access_review_days)


def is_to_be_reviewed(membership: Membership, today: dt.date) -> bool:
    """Whether somebody's access has to be looked at: all whose access has not ended, the suspended too."""
    return membership.state(today) is not PersonState.ENDED


def rights_of(membership: Membership) -> dict[str, object]:
    """The rights that are looked at; of families only their role, for their links have lives of their own."""
    return queries.access_of(membership).to_stored() if membership.is_staff else {"role": membership.role}


def stamp(rights: Mapping[str, object]) -> str:
    """What a page carries of the rights that it showed, so that nobody confirms others."""
    return sha256_hex(json.dumps(rights, sort_keys=True).encode())


def lines(actor: Actor, found: AccessReview) -> list[ReviewLine]:
    """Everybody in an open review, those admitted meanwhile too; of a signed one, everybody it was about."""
    answers = {one.membership_id: one for one in found.answers.select_related("answered_by__person")}
    everybody = queries.people(actor)
    if found.signed_at is not None:
        everybody = everybody.filter(pk__in=answers)
    devices: Mapping[Any, int] = dict(
        Device.objects.filter(owner__isnull=False, state=DeviceState.ACTIVE)
        .order_by()
        .values_list("owner_id")
        .annotate(count=Count("pk"))
    )
    today, order = clock.today(actor.zone), list(Role)
    shown = []
    for membership in everybody:
        answer = answers.get(membership.pk)
        is_open = found.signed_at is None and is_to_be_reviewed(membership, today)
        if answer is None and not is_open:
            continue
        now = rights_of(membership)
        is_undecided = is_open and (answer is None or not answer.is_confirmed or answer.rights != now)
        rights = now if answer is None or is_undecided else answer.rights
        shown.append(
            ReviewLine(membership, rights, answer, devices.get(membership.person_id, 0), is_undecided=is_undecided)
        )
    return sorted(
        shown, key=lambda one: (order.index(Role(one.membership.role)), one.membership.person.full_name.casefold())
    )
