"""One-time sign-in links: shown once to the person who hands them over, and sent by mail where there is an address
(clauses 1.7)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from heartsease.documents import messages
from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Membership
from heartsease.domain.notices.actions import queue_message
from heartsease.kernel import clock
from heartsease.kernel.hashing import sha256_hex
from heartsease.web.requests import actor_of, membership_of
from heartsease.web.squares import qr_code

LIFETIME = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class HandOver:
    """A link to hand over. It is on the page that answers and in the message, and nowhere else: the database keeps a
    digest."""

    membership: Membership
    url: str
    expires_at: dt.datetime
    email: str = ""
    """Where it is sent as well."""

    @property
    def picture(self) -> str:
        """The link as a QR code, to be scanned with a tablet."""
        return qr_code(self.url)

    @property
    def is_mailed(self) -> bool:
        """Whether a message with it is on its way."""
        return bool(self.email and settings.MAIL)


def make_hand_over(request: HttpRequest, membership: Membership, *, email: str = "") -> HandOver:
    """A new link for ``membership``; earlier unused ones stop working. Whoever opens it has proved that ``email`` is
    theirs. Somebody who has a PIN alone comes to the page that shows it."""
    expires_at = clock.now() + LIFETIME
    secret = actions.make_sign_in_link(actor=actor_of(request), membership=membership, lifetime=LIFETIME, email=email)
    address = request.build_absolute_uri(reverse("sign-in-link", args=[secret]))
    if membership.is_pin_only:
        address = f"{address}?next={reverse('account-pin')}"
    return HandOver(membership, address, expires_at, email)


def mail_hand_over(request: HttpRequest, hand_over: HandOver) -> None:
    """Send the link to its person: as an invitation to somebody new, else as a link that was asked for."""
    person = hand_over.membership.person
    own = membership_of(request)
    facts: dict[str, Any] = {"setting": own.setting, "link": hand_over.url, "expires_at": hand_over.expires_at}
    letter = (
        messages.sign_in_link(**facts)
        if person.has_usable_password()
        else messages.invitation(
            **facts,
            invited_by=own.person.full_name,
            role=Role(hand_over.membership.role),
        )
    )
    queue_message(
        actor=actor_of(request),
        letter=letter,
        person=person,
        address=hand_over.email,
        event=sha256_hex(hand_over.url.encode()),
    )
