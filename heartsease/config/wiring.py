"""Who answers what happens below: the one handler of each event, named here and nowhere else (design section 1)."""

from heartsease.config import alarms, telling, withdrawals
from heartsease.domain.accounts import events as accounts
from heartsease.domain.children import events as children
from heartsease.domain.incidents import events as incidents
from heartsease.domain.journal import events as journal
from heartsease.domain.reading import events as reading
from heartsease.domain.records import events as records
from heartsease.kernel import events


def connect() -> None:
    """Name the handlers: called once, when the house is put together."""
    events.handle(accounts.SignedInSomewhereNew, telling.of_somewhere_new)
    events.handle(accounts.CredentialChanged, telling.of_credential)
    events.handle(accounts.EmailChanged, telling.of_email)
    events.handle(accounts.LoginCompromised, alarms.of_known_login)
    events.handle(accounts.DeviceAsked, telling.of_device_request)
    events.handle(accounts.DeviceClosed, alarms.of_closed_device)
    events.handle(children.LinkFrozen, alarms.of_frozen_link)
    events.handle(children.LinkWasWrong, alarms.of_wrong_link)
    events.handle(incidents.IncidentOpened, telling.of_incident)
    events.handle(reading.ReadingPaused, alarms.of_paused_reading)
    events.handle(children.DecoyTouched, alarms.of_touched_decoy)
    events.handle(children.PhotoPermissionsChanged, withdrawals.of_changed_permissions)
    events.handle(children.RelativeAsked, telling.of_relative_request)
    events.handle(children.RelativeDecided, telling.of_relative_decision)
    events.handle(journal.PictureReported, alarms.of_reported_picture)
    events.handle(records.ExportAsked, telling.of_export_request)
    events.handle(records.ExportAnswered, telling.of_export_answer)
