"""One-time sign-in links, shown once to the person who hands them over (clauses 1.7)."""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Membership
from heartsease.kernel import clock
from heartsease.web.requests import actor_of

LIFETIME = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class HandOver:
    """A link to hand over. It is on the page that answers and nowhere else: the database keeps a digest."""

    membership: Membership
    url: str
    expires_at: dt.datetime


def make_hand_over(request: HttpRequest, membership: Membership) -> HandOver:
    """A new link for ``membership``; earlier unused ones stop working."""
    expires_at = clock.now() + LIFETIME
    secret = actions.make_sign_in_link(actor=actor_of(request), membership=membership, lifetime=LIFETIME)
    return HandOver(membership, request.build_absolute_uri(reverse("sign-in-link", args=[secret])), expires_at)
