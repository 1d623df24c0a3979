"""Sessions as acts: begun, ended by their person or by somebody who may."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from heartsease import __version__
from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.accounts import events
from heartsease.domain.accounts.models import Device, Membership, Person, Session, Way
from heartsease.domain.accounts.rules import OPENING_ROLES
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.kernel import clock
from heartsease.kernel.errors import NotFoundError
from heartsease.kernel.events import publish

SEEN_AFTER = dt.timedelta(seconds=20)
"""How exact the last sign of life of a session is: no request writes more often than this."""
DEVICE_SEEN_AFTER = dt.timedelta(minutes=5)
"""The same of a device, on which people come and go."""


@transaction.atomic
def record_sign_in(*, actor: Actor, session: Session) -> None:
    """Trace that a session began, remember that its person has come in, and tell the person of a place that is new."""
    now = clock.now()
    Membership.objects.filter(pk=actor.member).update(came_in_at=Coalesce("came_in_at", now), last_came_in_at=now)
    if session.device_id is not None:
        fields: dict[str, object] = {"last_seen_at": now, "app_version": __version__}
        if actor.role in OPENING_ROLES:
            fields["opened_on"] = clock.today(actor.zone)
        Device.objects.filter(pk=session.device_id).update(**fields)
    elif _is_somewhere_new(session):
        publish(
            events.SignedInSomewhereNew(
                setting_id=actor.setting_id,
                person_id=actor.person,
                session_id=session.public_id,
                browser=session.browser,
                source=session.source,
            )
        )
    audit.record(actor, Event.SIGNED_IN, details={"way": session.way})


def record_sign_out(*, actor: Actor, is_idle: bool = False) -> None:
    """Trace that a session was ended, by its person or because nobody had touched it for a while."""
    audit.record(actor, Event.SIGNED_OUT, details={"idle": True} if is_idle else None)


def touch_session(*, session: Session) -> None:
    """Note that somebody is there, and with which version of the journal their device works; seldom enough that reading
    pages writes next to nothing. ``session`` is loaded with its device."""
    now, device = clock.now(), session.device
    if session.seen_at is not None and now - session.seen_at <= SEEN_AFTER:
        return
    Session.objects.filter(pk=session.pk).update(seen_at=now)
    if device is not None and (
        device.app_version != __version__
        or device.last_seen_at is None
        or now - device.last_seen_at > DEVICE_SEEN_AFTER
    ):
        Device.objects.filter(pk=device.pk).update(last_seen_at=now, app_version=__version__)


@transaction.atomic
def end_own_session(*, actor: Actor, session_id: uuid.UUID) -> None:
    """End one of the own sessions, from its next request on."""
    require(actor, Permission.ACCOUNT_USE)
    ended, _rows = Session.objects.filter(person_id=actor.person, public_id=session_id).delete()
    if not ended:
        raise NotFoundError(_("This sign-in has ended already."))
    audit.record(actor, Event.SESSION_CLOSED)


@transaction.atomic
def end_own_sessions(*, actor: Actor, but: uuid.UUID) -> None:
    """End all own sessions except the one in which the person sits."""
    require(actor, Permission.ACCOUNT_USE)
    Session.objects.filter(person_id=actor.person).exclude(public_id=but).delete()
    audit.record(actor, Event.SESSION_CLOSED, details={"all": True})


def end_sessions_of(person: Person) -> None:
    """Inside an action: everything in which the person is signed in is over."""
    Session.objects.filter(person=person).delete()


def _is_somewhere_new(session: Session) -> bool:
    """Whether the trace knows no sign-in of this person from this address; the very first one is no news."""
    earlier = AuditEvent.objects.filter(person_id=session.person_id, event=Event.SIGNED_IN)
    return earlier.exists() and not earlier.filter(source=session.source).exists() and session.way != Way.LINK
