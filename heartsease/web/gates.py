"""What somebody has to do before anything else: each gate leads to its page, and that page is before the gates."""

from django.http import HttpRequest
from django.urls import reverse

from heartsease.domain.accounts.models import DeviceKind
from heartsease.domain.policies.queries import asked_of
from heartsease.web.requests import membership_of, session_of


def in_front_of(request: HttpRequest) -> str:
    """The address of the first gate that is closed for whoever is signed in, or nothing."""
    membership, row = membership_of(request), session_of(request)
    if membership.person.must_set_password:
        return reverse("account-password")
    is_staff_on_own_device = membership.is_staff and row.device is not None and row.device.kind == DeviceKind.OWN
    if is_staff_on_own_device and not row.has_second_factor:
        return reverse("account-factors")
    if membership.reading_paused_at is not None:
        return reverse("paused")
    return reverse("agreement") if asked_of(membership) is not None else ""
