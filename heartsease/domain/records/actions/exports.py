"""Lists that leave the journal: one asks, another allows, the first takes it, once (clauses 3.7)."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.records import queries
from heartsease.domain.records.events import ExportAnswered, ExportAsked
from heartsease.domain.records.exports.rules import KINDS, LONGEST_REASON, ExportState
from heartsease.domain.records.exports.sheets import children_of, sheet
from heartsease.domain.records.imports.kinds import Kind
from heartsease.domain.records.models import Export
from heartsease.domain.setting import queries as setting
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError
from heartsease.kernel.events import publish
from heartsease.kernel.text import clean_line


@transaction.atomic
def ask_for_export(*, actor: Actor, kind: Kind, room_id: uuid.UUID | None, reason: str) -> Export:
    """Ask to take a list of children away; nothing leaves before another nominated member has allowed it."""
    require(actor, Permission.RECORDS_EXPORT)
    reason = clean_line(reason)
    fields = {}
    if kind not in KINDS:
        fields["kind"] = _("Choose what you need.")
    if room_id is not None and room_id not in {room.pk for room in setting.rooms(actor)}:
        fields["room"] = _("This room is not here any more.")
    if not reason or len(reason) > LONGEST_REASON:
        fields["reason"] = _("Write what it is for, in at most %(most)d characters.") % {"most": LONGEST_REASON}
    count = 0 if fields else len(children_of(actor, room_id))
    if not fields and not count:
        fields["room"] = _("There are no children in this room.") if room_id else _("There are no children yet.")
    if fields:
        raise InvalidInputError(" ".join(fields.values()), fields=fields)
    export = Export.objects.create(
        kind=kind,
        room_id=room_id,
        child_count=count,
        reason=reason,
        asked_by_id=actor.member,
        asked_at=clock.now(),
    )
    _trace(actor, Event.EXPORT_ASKED, export, children=count)
    publish(ExportAsked(setting_id=actor.setting_id, export_id=export.pk))
    return export


@transaction.atomic
def withdraw_export(*, actor: Actor, export_id: uuid.UUID) -> None:
    """Take back what the actor has asked for, allowed or not."""
    export = queries.export(actor, export_id)
    if export.asked_by_id != actor.member:
        raise NotAllowedError(_("Only who asked for it can take it back."))
    still = Export.objects.filter(pk=export.pk, withdrawn_at__isnull=True, taken_at__isnull=True)
    if still.update(withdrawn_at=clock.now()):
        _trace(actor, Event.EXPORT_WITHDRAWN, export)


@transaction.atomic
def answer_export(*, actor: Actor, export_id: uuid.UUID, is_approved: bool) -> None:
    """Allow or refuse what another nominated member has asked for.

    Two persons, whatever accounts one of them can make: who allows it came in here before it was asked for.
    """
    export = queries.export(actor, export_id)
    own = Membership.objects.get(pk=actor.member)
    if export.asked_by.person_id == actor.person:
        raise NotAllowedError(_("Somebody else has to look at this: nobody allows their own export."))
    if own.came_in_at is None or own.came_in_at >= export.asked_at:
        raise NotAllowedError(_("This was asked for before you came in here. Somebody else has to look at it."))
    now = clock.now()
    if export.state_at(now) is not ExportState.WAITING:
        raise _overtaken(export)
    waiting = Export.objects.filter(pk=export.pk, answered_at__isnull=True, withdrawn_at__isnull=True)
    if not waiting.update(answered_at=now, answered_by_id=actor.member, is_approved=is_approved):
        raise _overtaken(export)
    _trace(actor, Event.EXPORT_ALLOWED if is_approved else Event.EXPORT_REFUSED, export)
    publish(ExportAnswered(setting_id=actor.setting_id, export_id=export.pk))


@transaction.atomic
def take_export(*, actor: Actor, export_id: uuid.UUID) -> str:
    """The list itself, made now, for the one who asked for it and once.

    Two persons stand behind it, and the trace names every child: the brake on reading, which is for one person's
    haste or theft, does not count it.
    """
    export = queries.export(actor, export_id)
    if export.asked_by_id != actor.member:
        raise NotAllowedError(_("Only who asked for it can take it."))
    if export.state_at(clock.now()) is not ExportState.ALLOWED:
        raise _overtaken(export)
    if not Export.objects.filter(pk=export.pk, taken_at__isnull=True, withdrawn_at__isnull=True).update(
        taken_at=clock.now()
    ):
        raise _overtaken(export)
    about = children_of(actor, export.room_id)
    audit.record(
        actor,
        Event.EXPORT_TAKEN,
        subject_type="export",
        subject_id=export.pk,
        child_ids=[child.pk for child in about],
        details={"kind": export.kind, "children": len(about)},
    )
    return sheet(Kind(export.kind), about)


def _trace(actor: Actor, event: Event, export: Export, **more: int) -> None:
    audit.record(actor, event, subject_type="export", subject_id=export.pk, details={"kind": export.kind, **more})


def _overtaken(export: Export) -> ConflictError:
    export.refresh_from_db()
    return ConflictError(
        {
            ExportState.WAITING: _("Nobody else has allowed this yet."),
            ExportState.ALLOWED: _("This was allowed already."),
            ExportState.REFUSED: _("This was refused."),
            ExportState.WITHDRAWN: _("This was taken back."),
            ExportState.TAKEN: _("This was taken already, and can be taken once. Ask again if it went astray."),
            ExportState.TOO_LATE: _("It is too late for this. Ask again."),
        }[export.state_at(clock.now())]
    )
