"""Who answers what happens below: the one handler of each event, named here and nowhere else (design section 1)."""

from heartsease.domain.accounts import events as accounts
from heartsease.kernel import events


def connect() -> None:
    """Name the handlers: called once, when the house is put together."""
    for event in (
        accounts.SignedInSomewhereNew,
        accounts.CredentialChanged,
        accounts.EmailChanged,
        accounts.LoginCompromised,
        accounts.DeviceAsked,
        accounts.DeviceClosed,
    ):
        events.handle(event, _nothing)


def _nothing(event: events.Event) -> None:
    """Until mail is there."""
