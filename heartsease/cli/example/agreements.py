"""What parents and staff of the example agreed to: one version each, accepted by everybody but one parent."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from heartsease.cli.example.founding import Place
from heartsease.cli.example.trace import Trace
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit.rules import Event
from heartsease.domain.children.models import FamilyLink
from heartsease.domain.policies.models import Acceptance, Agreement
from heartsease.domain.policies.rules import BEGINNINGS, Audience

ASKED_STILL = "Aurélie Dubois"
"""Her child begins in a fortnight, and she has not come in yet: nominated members see that somebody is missing."""
_MADE_BEFORE = dt.timedelta(days=400)
_BETWEEN = dt.timedelta(hours=3, minutes=7)
"""From one acceptance to the next, so that they do not all fall into one moment."""


def write_agreements(place: Place, *, trace: Trace, now: dt.datetime) -> None:
    """Both agreements in force. Needs the family links: nobody agreed before they were linked."""
    made_at = now - _MADE_BEFORE
    acceptances: list[Acceptance] = []
    for audience, asked in (
        (Audience.STAFF, [(one, made_at) for one in place.staff.values()]),
        (Audience.PARENTS, list(_families(place))),
    ):
        agreement = _agreement(place, audience, made_at)
        agreement.save(force_insert=True)
        trace.of(
            Event.AGREEMENT_MADE,
            place.staff["helen"],
            made_at,
            "agreement",
            agreement.pk,
            details={"audience": audience.value},
        )
        for number, (member, since) in enumerate(asked, 1):
            at = min(max(since, made_at + number * _BETWEEN), now)
            acceptances.append(Acceptance(setting_id=place.setting.pk, agreement=agreement, membership=member, at=at))
            member.agreed_to = agreement.pk
            trace.of(Event.AGREEMENT_ACCEPTED, member, at, "agreement", agreement.pk)
        if audience is Audience.PARENTS:
            place.setting.parent_agreement = agreement.pk
        else:
            place.setting.staff_agreement = agreement.pk
    Acceptance.objects.bulk_create(acceptances)
    Membership.objects.bulk_update([one.membership for one in acceptances], ["agreed_to"])
    place.setting.save(update_fields=["parent_agreement", "staff_agreement"])


def _families(place: Place) -> Iterator[tuple[Membership, dt.datetime]]:
    """Parents and relatives who have come in, with the moment of their first link."""
    links = FamilyLink.objects.order_by("-linked_at").values_list("membership_id", "linked_at")
    first = dict(links.iterator())
    for full_name, member in place.family.items():
        if full_name != ASKED_STILL:
            yield member, first[member.pk]


def _agreement(place: Place, audience: Audience, made_at: dt.datetime) -> Agreement:
    return Agreement(
        setting_id=place.setting.pk,
        audience=audience,
        version=1,
        title=_("Before you use the journal"),
        text=str(BEGINNINGS[audience]),
        adopted_on=made_at.astimezone(place.zone).date(),
        signatory="Helen Ashworth",
        signatory_role=_("Manager"),
        made_by=place.staff["helen"],
        made_at=made_at,
    )
