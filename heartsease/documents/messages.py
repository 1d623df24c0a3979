"""The journal's messages, one function each: from what happened to a letter that has only to be addressed.

What holds for all of them: none names a child, none shows a picture or fetches anything, and none says more to a
stranger who gets it by mistake than that a setting keeps a journal. Only those that must carry a link do; the others
send people to the journal by the way they know, so that a link in a message about safety is always a forgery.
"""

import datetime as dt
import re
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from heartsease.domain.access.permissions import FAMILY_ROLES, ROLE_NAMES, Role
from heartsease.domain.notices.rules import Letter, MessageKind
from heartsease.domain.setting.models import Setting
from heartsease.kernel.text import clean_line


def invitation(*, setting: Setting, invited_by: str, role: Role, link: str, expires_at: dt.datetime) -> Letter:
    """For a colleague, a parent or a relative who is let in: by whom, as what, and the single-use link."""
    kind = MessageKind.FAMILY_INVITATION if role in FAMILY_ROLES else MessageKind.STAFF_INVITATION
    return _letter(kind, setting, link=link, worth_until=expires_at, invited_by=invited_by, role=str(ROLE_NAMES[role]))


def sign_in_link(*, setting: Setting, link: str, expires_at: dt.datetime) -> Letter:
    """For somebody who cannot come in and was given a new link."""
    return _letter(MessageKind.SIGN_IN_LINK, setting, link=link, worth_until=expires_at)


def new_device(*, setting: Setting, at: dt.datetime, device: str) -> Letter:
    """For the owner of an account: it was used on a device that was never used before; ``device`` in a few words."""
    return _letter(MessageKind.NEW_DEVICE, setting, at=at, device=device)


def new_source(*, setting: Setting, at: dt.datetime, source: str) -> Letter:
    """For the owner of an account: it was used from a network address that was never used before."""
    return _letter(MessageKind.NEW_SOURCE, setting, at=at, source=source)


def factor_added(*, setting: Setting, at: dt.datetime, factor: str) -> Letter:
    """For the owner of an account: ``factor``, such as "a passkey", is now asked after the password."""
    return _letter(MessageKind.FACTOR_ADDED, setting, at=at, factor=factor)


def factor_removed(*, setting: Setting, at: dt.datetime, factor: str) -> Letter:
    """For the owner of an account: ``factor`` no longer lets anybody in."""
    return _letter(MessageKind.FACTOR_REMOVED, setting, at=at, factor=factor)


def email_changed(*, setting: Setting, at: dt.datetime) -> Letter:
    """To the old address, which hears that it was replaced and not by which."""
    return _letter(MessageKind.EMAIL_CHANGED, setting, at=at)


def email_confirmation(*, setting: Setting, link: str, expires_at: dt.datetime) -> Letter:
    """To the new address, which counts once its owner opens the link."""
    return _letter(MessageKind.EMAIL_CONFIRMATION, setting, link=link, worth_until=expires_at)


def password_changed(*, setting: Setting, at: dt.datetime) -> Letter:
    """For the owner of an account."""
    return _letter(MessageKind.PASSWORD_CHANGED, setting, at=at)


def login_secured(*, setting: Setting, at: dt.datetime) -> Letter:
    """For somebody who said that another may know the log-in: what the journal has done."""
    return _letter(MessageKind.LOGIN_SECURED, setting, at=at)


def device_request(*, setting: Setting, at: dt.datetime, person: str, device: str) -> Letter:
    """For nominated members: a member of staff asks to use a device of their own."""
    return _letter(MessageKind.DEVICE_REQUEST, setting, at=at, person=person, device=device)


def export_asked(*, setting: Setting, at: dt.datetime, person: str, count: int) -> Letter:
    """For nominated members: one of them asks to take a list of children away."""
    return _letter(MessageKind.EXPORT_ASKED, setting, at=at, person=person, count=count)


def export_answered(*, setting: Setting, at: dt.datetime, person: str, is_allowed: bool) -> Letter:
    """For the nominated member who asked: another one has answered."""
    return _letter(MessageKind.EXPORT_ANSWERED, setting, at=at, person=person, is_allowed=is_allowed)


def device_locked(*, setting: Setting, at: dt.datetime, device: str) -> Letter:
    """For nominated members: too many wrong PINs on a tablet."""
    return _letter(MessageKind.DEVICE_LOCKED, setting, at=at, device=device)


def device_lost(*, setting: Setting, at: dt.datetime, device: str, reported_by: str) -> Letter:
    """For nominated members: a tablet was reported lost."""
    return _letter(MessageKind.DEVICE_LOST, setting, at=at, device=device, reported_by=reported_by)


def device_ended(*, setting: Setting, at: dt.datetime, device: str) -> Letter:
    """For nominated members: so many wrong PINs in a day that a tablet's enrolment ended."""
    return _letter(MessageKind.DEVICE_ENDED, setting, at=at, device=device)


def link_frozen(*, setting: Setting, at: dt.datetime) -> Letter:
    """For nominated members: somebody answered wrongly twice before seeing a journal. Whose is told by the pages."""
    return _letter(MessageKind.LINK_FROZEN, setting, at=at)


def reading_paused(*, setting: Setting, at: dt.datetime, person: str) -> Letter:
    """For nominated members: a member of staff opened more than their work explains (the brake on mass reading)."""
    return _letter(MessageKind.READING_PAUSED, setting, at=at, person=person)


def incident_opened(*, setting: Setting, at: dt.datetime, what: str) -> Letter:
    """For nominated members; ``what`` is the journal's own name for the kind of incident, never somebody's words."""
    return _letter(MessageKind.INCIDENT_OPENED, setting, at=at, what=what)


def relative_asked(*, setting: Setting, at: dt.datetime) -> Letter:
    """For nominated members: a parent asks that a relative may read along. Who asks for whom is told by the pages."""
    return _letter(MessageKind.RELATIVE_ASKED, setting, at=at)


def relative_decided(*, setting: Setting, at: dt.datetime) -> Letter:
    """For the parent who asked: there is an answer. Which one, and about whom, is told by the pages."""
    return _letter(MessageKind.RELATIVE_DECIDED, setting, at=at)


def _letter(
    kind: MessageKind, setting: Setting, *, link: str = "", worth_until: dt.datetime | None = None, **values: Any
) -> Letter:
    """Write the template of ``kind``: a subject on its first line, then paragraphs, of which the link may be one."""
    facts = {name: clean_line(value) if isinstance(value, str) else value for name, value in values.items()}
    facts |= {"setting_name": (name := clean_line(setting.name)), "link": link, "expires_at": worth_until}
    with timezone.override(setting.zone):
        written = render_to_string(f"messages/{kind}.txt", facts)
    subject, *paragraphs = [clean_line(part) for part in re.split(r"\n\s*\n", written.strip())]
    foot = _("Sent by the journal of %(name)s. Nobody reads answers to this address.") % {"name": name}
    return Letter(
        kind=kind,
        subject=subject,
        text="\n\n".join([*paragraphs, "-- \n" + foot]) + "\n",
        html=render_to_string(
            "messages/letter.html", {"subject": subject, "paragraphs": paragraphs, "link": link, "foot": foot}
        ),
        worth_until=worth_until,
    )
