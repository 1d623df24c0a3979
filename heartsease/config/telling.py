"""Who is told of what happens to accounts, devices and links: the owner always, nominated members where it is theirs to
act.

Handlers of events: they run in the worker, outside any setting, and may run twice; the same event makes no second
message for anybody.
"""

import uuid

from django.utils.translation import gettext as _

from heartsease.documents import messages
from heartsease.domain.access.actor import system_actor
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import events
from heartsease.domain.accounts import queries as accounts
from heartsease.domain.accounts.models import Device, DeviceState, Membership, Person
from heartsease.domain.accounts.rules import Credential
from heartsease.domain.children.events import RelativeAsked, RelativeDecided
from heartsease.domain.children.models import RelativeRequest
from heartsease.domain.children.rules import RequestState
from heartsease.domain.incidents.events import IncidentOpened
from heartsease.domain.incidents.rules import IncidentKind
from heartsease.domain.notices.actions import queue_message
from heartsease.domain.notices.rules import Letter
from heartsease.domain.reading.events import ReadingPaused
from heartsease.domain.records.events import ExportAnswered, ExportAsked
from heartsease.domain.records.models import Export
from heartsease.domain.setting.models import Setting
from heartsease.kernel import clock

TOLD_ALREADY = {
    *(IncidentKind.DEVICE_LOST, IncidentKind.DEVICE_LOCKED, IncidentKind.DEVICE_ENDED),
    IncidentKind.READING_PAUSED,
}
"""Incidents of which nominated members hear in words of their own."""


def of_somewhere_new(event: events.SignedInSomewhereNew) -> None:
    """The owner hears that the account was used from where it never was before."""
    setting = Setting.objects.get(pk=event.setting_id)
    letter = messages.new_source(setting=setting, at=clock.now(), source=event.source)
    _tell_person(setting, event.person_id, letter, event.session_id)


def of_credential(event: events.CredentialChanged) -> None:
    """The owner hears of every password, factor and PIN that was set or taken away (ASVS 6.3.7)."""
    setting = _home_of(event.person_id)
    if setting is None:
        return
    at, words = clock.now(), _credential_words()
    what = Credential(event.what)
    if what is Credential.PASSWORD_SET:
        letter = messages.password_changed(setting=setting, at=at)
    elif what in {Credential.CODE_APP_REMOVED, Credential.PASSKEY_REMOVED, Credential.RECOVERY_CODE_USED}:
        letter = messages.factor_removed(setting=setting, at=at, factor=words[what])
    else:
        letter = messages.factor_added(setting=setting, at=at, factor=words[what])
    _tell_person(setting, event.person_id, letter, event.change_id)


def of_email(event: events.EmailChanged) -> None:
    """The old address hears that it was replaced (guarantee G7)."""
    setting = _home_of(event.person_id)
    if setting is not None and event.old_email:
        letter = messages.email_changed(setting=setting, at=clock.now())
        _tell_person(setting, event.person_id, letter, event.change_id, address=event.old_email)


def of_known_login(event: events.LoginCompromised) -> None:
    """The owner hears that everything of theirs was closed."""
    setting = Setting.objects.get(pk=event.setting_id)
    letter = messages.login_secured(setting=setting, at=clock.now())
    _tell_person(setting, event.person_id, letter, event.report_id)


def of_device_request(event: events.DeviceAsked) -> None:
    """Nominated members hear that somebody waits for them, and the person that somebody asked in their name."""
    setting = Setting.objects.get(pk=event.setting_id)
    with in_setting(setting.pk):
        device = Device.objects.select_related("owner").filter(pk=event.device_id).first()
    if device is None or device.owner is None:
        return
    at, browser = device.created_at, device.browser[:60] or _("an unknown browser")
    letter = messages.device_request(setting=setting, at=at, person=device.owner.full_name, device=browser)
    tell_nominated_members(setting, letter, device.pk)
    _tell_person(setting, device.owner.pk, messages.new_device(setting=setting, at=at, device=browser), device.pk)


def of_closed_device(event: events.DeviceClosed) -> None:
    """Nominated members hear of a device that was locked, ended or lost."""
    setting = Setting.objects.get(pk=event.setting_id)
    with in_setting(setting.pk):
        device = Device.objects.select_related("decided_by__person").filter(pk=event.device_id).first()
    if device is None:
        return
    at = clock.now()
    if event.state == DeviceState.LOST:
        reporter = device.decided_by.person.full_name if device.decided_by is not None else _("a nominated member")
        letter = messages.device_lost(setting=setting, at=at, device=device.name, reported_by=reporter)
    elif event.state == DeviceState.ENDED:
        letter = messages.device_ended(setting=setting, at=at, device=device.name)
    else:
        letter = messages.device_locked(setting=setting, at=at, device=device.name)
    tell_nominated_members(setting, letter, event.change_id)


def of_paused_reading(event: ReadingPaused) -> None:
    """Nominated members hear who came to the end of a budget of reading."""
    setting = Setting.objects.get(pk=event.setting_id)
    with in_setting(setting.pk):
        membership = Membership.objects.select_related("person").filter(pk=event.membership_id).first()
    if membership is not None:
        letter = messages.reading_paused(setting=setting, at=clock.now(), person=membership.person.full_name)
        tell_nominated_members(setting, letter, event.pause_id)


def of_incident(event: IncidentOpened) -> None:
    """Nominated members hear that an incident is open; where a message of its own has told them, no second one."""
    kind = IncidentKind(event.kind)
    if kind not in TOLD_ALREADY:
        setting = Setting.objects.get(pk=event.setting_id)
        letter = messages.incident_opened(setting=setting, at=clock.now(), what=str(kind.label))
        tell_nominated_members(setting, letter, event.incident_id)


def of_relative_request(event: RelativeAsked) -> None:
    """Nominated members hear that a parent waits for them, unless it is settled already."""
    setting = Setting.objects.get(pk=event.setting_id)
    asked = _request_of(event)
    if asked is not None and asked.state == RequestState.WAITING:
        tell_nominated_members(setting, messages.relative_asked(setting=setting, at=asked.asked_at), asked.pk)


def of_relative_decision(event: RelativeDecided) -> None:
    """The parent who asked hears that there is an answer; nobody else of the family does."""
    setting = Setting.objects.get(pk=event.setting_id)
    asked = _request_of(event)
    if asked is None or accounts.membership_in_force(asked.asked_by_id) is None:
        return
    letter = messages.relative_decided(setting=setting, at=asked.decided_at or clock.now())
    _tell_person(setting, asked.asked_by.person_id, letter, asked.pk)


def of_export_request(event: ExportAsked) -> None:
    """Every nominated member hears of it, the one who asked as well: it may have been somebody in their name."""
    setting = Setting.objects.get(pk=event.setting_id)
    asked = _export_of(event)
    if asked is not None:
        who, count = asked.asked_by.person.full_name, asked.child_count
        letter = messages.export_asked(setting=setting, at=asked.asked_at, person=who, count=count)
        tell_nominated_members(setting, letter, asked.pk)


def of_export_answer(event: ExportAnswered) -> None:
    """The one who asked hears that there is an answer."""
    setting = Setting.objects.get(pk=event.setting_id)
    asked = _export_of(event)
    if asked is None or asked.answered_by is None or asked.answered_at is None:
        return
    who, is_allowed = asked.answered_by.person.full_name, bool(asked.is_approved)
    letter = messages.export_answered(setting=setting, at=asked.answered_at, person=who, is_allowed=is_allowed)
    _tell_person(setting, asked.asked_by.person_id, letter, asked.pk)


def _export_of(event: ExportAsked | ExportAnswered) -> Export | None:
    with in_setting(event.setting_id):
        rows = Export.objects.select_related("asked_by__person", "answered_by__person")
        return rows.filter(pk=event.export_id).first()


def tell_nominated_members(setting: Setting, letter: Letter, event_id: uuid.UUID) -> None:
    """One message to each nominated member in force who has an address."""
    with in_setting(setting.pk):
        actor = system_actor(setting.pk, setting.zone)
        for membership in accounts.nominated_members(actor):
            person = membership.person
            queue_message(actor=actor, letter=letter, person=person, address=person.email, event=str(event_id))


def _tell_person(
    setting: Setting, person_id: uuid.UUID, letter: Letter, event_id: uuid.UUID, *, address: str = ""
) -> None:
    person = Person.objects.get(pk=person_id)
    with in_setting(setting.pk):
        if Membership.objects.filter(person=person).exists():
            actor = system_actor(setting.pk, setting.zone)
            to = address or person.email
            queue_message(actor=actor, letter=letter, person=person, address=to, event=str(event_id))


def _request_of(event: RelativeAsked | RelativeDecided) -> RelativeRequest | None:
    with in_setting(event.setting_id):
        return RelativeRequest.objects.select_related("asked_by").filter(pk=event.request_id).first()


def _home_of(person_id: uuid.UUID) -> Setting | None:
    """The setting in whose name somebody is written to about an account of theirs, which belongs to none."""
    found = accounts.memberships_of(Person(pk=person_id))
    return found[0].setting if found else None


def _credential_words() -> dict[Credential, str]:
    return {
        Credential.CODE_APP_ADDED: _("an app that shows codes"),
        Credential.CODE_APP_REMOVED: _("an app that shows codes"),
        Credential.PASSKEY_ADDED: _("a passkey"),
        Credential.PASSKEY_REMOVED: _("a passkey"),
        Credential.RECOVERY_CODES_MADE: _("ten recovery codes"),
        Credential.RECOVERY_CODE_USED: _("a recovery code, which was used"),
        Credential.PIN_MADE: _("a new PIN for the setting’s tablets"),
    }
