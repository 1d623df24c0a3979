"""Reading about the brake itself."""

from heartsease.domain.accounts.models import Membership
from heartsease.domain.reading.rules import HELD
from heartsease.kernel import clock


def may_go_on_alone(membership: Membership) -> bool:
    """Whether the own password is enough after this pause; the second one within an hour needs somebody else."""
    begun = membership.reading_begun_at
    has_password = not membership.is_pin_only and membership.person.has_usable_password()
    return has_password and (begun is None or begun <= clock.now() - HELD)
