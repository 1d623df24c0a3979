"""A child's record: what the EYFS asks to be held (3.96, 3.64), and the narrower facts."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import queries
from heartsease.domain.children.actions.permissions import end_agreements, refresh_permissions
from heartsease.domain.children.models import Child, Contact, SensitiveFacts
from heartsease.domain.children.rules import LONGEST_EXPECTED, OLDEST
from heartsease.domain.setting import queries as setting
from heartsease.domain.setting.models import Room
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotFoundError
from heartsease.kernel.text import clean_block, clean_line


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChildDetails:
    """What is written on a child's record page."""

    full_name: str
    birth_date: dt.date
    room: Room
    start_date: dt.date
    known_as: str = ""
    sex: str = ""
    key_person: Membership | None = None
    leaving_date: dt.date | None = None
    home_languages: str = ""
    allergies: str = ""
    dietary_needs: str = ""
    health_needs: str = ""
    interests: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ContactDetails:
    """What is written of one parent, carer or emergency contact."""

    full_name: str
    relation: str
    address: str = ""
    phone_numbers: str = ""
    email: str = ""
    has_parental_responsibility: bool = False
    child_lives_with: bool = False
    emergency_order: int | None = None
    may_collect: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class NewContact:
    """A contact that is to be added to a child's record, or the one with ``contact_id`` as it is to be."""

    child_id: uuid.UUID
    details: ContactDetails
    contact_id: uuid.UUID | None = None


_LINES = {"full_name", "known_as", "home_languages", "relation", "phone_numbers", "email"}


@transaction.atomic
def save_child(*, actor: Actor, details: ChildDetails, child_id: uuid.UUID | None = None) -> Child:
    """Add a child, or change the record of the one with ``child_id``."""
    require(actor, Permission.CHILD_RECORD_WRITE)
    child = queries.row(actor, child_id) if child_id else Child()
    changed = _apply(child, details)
    check_dates(actor, child)
    _check(child)
    if child_id and not changed:
        return child
    child.save(update_fields=changed if child_id else None)
    if child_id and "room" in changed and setting.current_setting(actor).chosen.room_move_ends_agreements:
        end_agreements(actor=actor, child=child)
    audit.record(
        actor,
        Event.CHILD_CHANGED if child_id else Event.CHILD_CREATED,
        child_ids=[child.pk],
        details={"fields": changed} if child_id else {},
    )
    return child


@transaction.atomic
def save_sensitive_facts(*, actor: Actor, facts: SensitiveFacts) -> None:
    """Store the narrower facts of ``facts.child``; protection takes effect on photographs in the same moment."""
    require(actor, Permission.CHILD_SENSITIVE_WRITE)
    child = queries.child(actor, facts.child_id)
    facts.child = child
    facts.send_notes, facts.protection_notes = (
        clean_block(facts.send_notes),
        clean_block(facts.protection_notes),
    )
    _check(facts)
    facts.save()
    refresh_permissions(child)
    audit.record(actor, Event.SENSITIVE_FACTS_CHANGED, child_ids=[child.pk])


def save_contact(
    *, actor: Actor, child_id: uuid.UUID, details: ContactDetails, contact_id: uuid.UUID | None = None
) -> Contact:
    """Add somebody who belongs to the child, or change the one with ``contact_id``."""
    return save_contacts(actor=actor, contacts=[NewContact(child_id, details, contact_id)])[0]


@transaction.atomic
def save_contacts(*, actor: Actor, contacts: Sequence[NewContact]) -> list[Contact]:
    """Add or change every one of ``contacts``, or none."""
    require(actor, Permission.CHILD_RECORD_WRITE)
    children = queries.visible_children(actor).in_bulk({one.child_id for one in contacts})
    known = Contact.objects.in_bulk({one.contact_id for one in contacts if one.contact_id})
    saved, added = [], []
    for wanted in contacts:
        if wanted.child_id not in children:
            raise NotFoundError(_("There is no such child, or not one you work with."))
        contact = known.get(wanted.contact_id) if wanted.contact_id else Contact(child=children[wanted.child_id])
        if contact is None or contact.child_id != wanted.child_id:
            raise _no_contact()
        _apply(contact, wanted.details)
        _check(contact)
        saved.append(contact)
        if wanted.contact_id:
            contact.save()
        else:
            contact.belong()
            added.append(contact)
    Contact.objects.bulk_create(added)
    for contact in saved:
        audit.record(
            actor, Event.CONTACT_SAVED, subject_type="contact", subject_id=contact.pk, child_ids=[contact.child_id]
        )
    return saved


@transaction.atomic
def remove_contact(*, actor: Actor, child_id: uuid.UUID, contact_id: uuid.UUID) -> None:
    """Take somebody off the child's record."""
    require(actor, Permission.CHILD_RECORD_WRITE)
    child = queries.child(actor, child_id)
    _contact(child, contact_id).delete()
    audit.record(actor, Event.CONTACT_REMOVED, subject_type="contact", subject_id=contact_id, child_ids=[child.pk])


def _contact(child: Child, contact_id: uuid.UUID) -> Contact:
    found = Contact.objects.filter(child=child, pk=contact_id).first()
    if found is None:
        raise _no_contact()
    return found


def _no_contact() -> NotFoundError:
    return NotFoundError(_("This contact is no longer on the child's record."))


def _apply(row: Child | Contact, details: ChildDetails | ContactDetails) -> list[str]:
    """Write ``details`` on ``row``; the names of the fields that changed."""
    changed = []
    for field in dataclasses.fields(details):
        value = getattr(details, field.name)
        if isinstance(value, str):
            value = clean_line(value) if field.name in _LINES else clean_block(value)
        column = field.name if not isinstance(value, Model) else f"{field.name}_id"
        if getattr(row, column) != (value.pk if isinstance(value, Model) else value):
            setattr(row, field.name, value)
            changed.append(field.name)
    return changed


def check_dates(actor: Actor, child: Child | ChildDetails) -> None:
    """Refuse dates that cannot be those of a child here."""
    today = clock.today(actor.zone)
    fields = {}
    if child.birth_date > today + LONGEST_EXPECTED:
        fields["birth_date"] = _("This birth date is too far in the future.")
    elif child.birth_date < today - OLDEST:
        fields["birth_date"] = _("This birth date is too long ago for a child here.")
    if child.start_date < child.birth_date:
        fields["start_date"] = _("The start date is before the birth date.")
    if child.leaving_date is not None and child.leaving_date < child.start_date:
        fields["leaving_date"] = _("The leaving date is before the start date.")
    if fields:
        raise InvalidInputError(" ".join(fields.values()), fields=fields)


def _check(row: Child | Contact | SensitiveFacts) -> None:
    """The limits that the table itself declares, as sentences beside the fields."""
    try:
        row.clean_fields(exclude={"setting", "child", "room", "key_person"})
    except ValidationError as problem:
        fields = {name: " ".join(messages) for name, messages in problem.message_dict.items()}
        raise InvalidInputError(" ".join(fields.values()), fields=fields) from None
