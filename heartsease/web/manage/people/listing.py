"""Who is at the setting: staff by role, families, and those whose access has ended."""

import enum
import itertools
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import FAMILY_ROLES, ROLE_NAMES, STAFF_ROLES, UNSCOPED_ROLES, Role
from heartsease.domain.accounts import overviews, queries
from heartsease.domain.accounts.models import Membership
from heartsease.domain.accounts.overviews import Overview
from heartsease.domain.children import queries as children
from heartsease.kernel import clock
from heartsease.kernel.text import clean_line
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of

Links = Mapping[uuid.UUID, Sequence[Any]]


class Which(enum.StrEnum):
    """Which people are listed."""

    STAFF = "staff"
    FAMILIES = "families"
    ENDED = "ended"

    @property
    def label(self) -> Promise:
        """The list's name for people."""
        return {
            "staff": gettext_lazy("Staff"),
            "families": gettext_lazy("Families"),
            "ended": gettext_lazy("Ended"),
        }[self.value]

    def narrow(self, actor: Actor, found: QuerySet[Membership]) -> QuerySet[Membership]:
        """The people of the list."""
        is_over = Q(ended_at__isnull=False) | Q(last_day__lt=clock.today(actor.zone))
        if self is Which.ENDED:
            return found.filter(is_over)
        return found.exclude(is_over).filter(role__in=STAFF_ROLES if self is Which.STAFF else FAMILY_ROLES)


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody in a list, and a quiet line about them."""

    overview: Overview
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """People of one role."""

    title: str
    rows: list[Row]


def people(request: HttpRequest) -> HttpResponse:
    """One of the lists, or whoever in it has a name like the one that is looked for."""
    actor = actor_of(request)
    chosen = request.GET.get("show", "")
    which = Which(chosen) if chosen in set(Which) else Which.STAFF
    wanted = clean_line(request.GET.get("q", ""))[:120]
    found = which.narrow(actor, queries.people(actor))
    named = [one for one in found if wanted.casefold() in one.person.full_name.casefold()]
    links = children.links_by_member(actor) if which is Which.FAMILIES else {}
    return show(
        request,
        "manage/people.html",
        {
            "groups": _groups(overviews.overviews(actor, named), links),
            "which": which,
            "wanted": wanted,
            "tabs": [
                Tab(str(one.label), f"{reverse('manage-people')}?show={one}", is_current=one is which) for one in Which
            ],
            "is_alone": overviews.has_one_nominated_member(actor),
        },
    )


def _groups(found: Iterable[Overview], links: Links) -> list[Group]:
    order = list(Role)
    by_role = sorted(
        found, key=lambda one: (order.index(Role(one.membership.role)), one.membership.person.full_name.casefold())
    )
    return [
        Group(str(ROLE_NAMES[Role(role)]), [Row(one, _text(one.membership, links)) for one in inside])
        for role, inside in itertools.groupby(by_role, key=lambda one: one.membership.role)
    ]


def _text(membership: Membership, links: Links) -> str:
    """Whose journals somebody reads or works with, and what is special about it, shortly."""
    if membership.role in UNSCOPED_ROLES:
        parts = [_("every child")]
    else:
        parts = [", ".join(room.name for room in membership.rooms.all())]
        parts += [", ".join(f"{one.child.first_name} ({one.relation})" for one in links.get(membership.pk, []))]
    if membership.is_pin_only:
        parts.append(_("PIN alone"))
    if membership.has_offsite_right:
        parts.append(_("also away from the setting"))
    if membership.last_day is not None and membership.ended_at is None:
        parts.append(_("until %(day)s") % {"day": date_format(membership.last_day, "j M Y")})
    return " · ".join(part for part in parts if part)
