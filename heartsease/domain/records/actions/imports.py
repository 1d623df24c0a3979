"""Importing: a file is kept for a moment, looked at, and then written through the actions of its subjects."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.records import queries
from heartsease.domain.records.imports.keeping import LIFETIME, KeptFile
from heartsease.domain.records.imports.kinds import Kind
from heartsease.domain.records.imports.plan import Line, Planner
from heartsease.domain.records.imports.reading import decode, read
from heartsease.domain.records.models import ImportFile
from heartsease.domain.records.queries import Look
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, DomainError
from heartsease.kernel.text import clean_line

_AT_ONCE = 500
"""Lines that are written together."""


class _RefusedLinesError(Exception):
    """Some lines could not be written after all."""

    def __init__(self, refusals: dict[int, str]) -> None:
        super().__init__()
        self.refusals = refusals


@transaction.atomic
def keep_file(*, actor: Actor, kind: Kind, name: str, data: bytes) -> ImportFile:
    """Keep a file for its uploader, who is to look at what it would do; an earlier one of this kind is forgotten."""
    require(actor, Permission.RECORDS_IMPORT)
    text, encoding = decode(data)
    read(text, kind)
    ImportFile.objects.filter(chosen_by_id=actor.member, kind=kind, imported_at__isnull=True).delete()
    return ImportFile.objects.create(
        kind=kind,
        chosen_by_id=actor.member,
        chosen_at=clock.now(),
        sealed=KeptFile(clean_line(name)[:120], encoding, text).sealed(),
    )


@transaction.atomic
def forget_file(*, actor: Actor, file_id: uuid.UUID) -> None:
    """Throw a file away that is not to be imported."""
    require(actor, Permission.RECORDS_IMPORT)
    ImportFile.objects.filter(pk=queries.import_file(actor, file_id).pk, imported_at__isnull=True).delete()


def import_file(*, actor: Actor, file_id: uuid.UUID, seen: str) -> ImportFile:
    """Do what the plan with the fingerprint ``seen`` says, whole or not at all; a second time is a success too.

    Where something has changed since it was looked at, or a line is refused by its action, nothing is written and
    ``ConflictError`` asks to look again.
    """
    require(actor, Permission.RECORDS_IMPORT)
    try:
        with transaction.atomic():
            if not _take_turn(actor, file_id):
                return queries.import_file(actor, file_id)
            file = queries.import_file(actor, file_id)
            look = queries.look(actor, file)
            plan = look.plan
            if plan.fingerprint != seen:
                raise ConflictError(_("Something has changed since you looked. This is what would happen now."))
            _write(look)
            file.counts = {fate.value: count for fate, count in plan.counts.items()}
            file.imported_at, file.is_being_imported, file.sealed = clock.now(), False, ""
            file.save(update_fields=["counts", "imported_at", "is_being_imported", "sealed"])
            audit.record(
                actor,
                Event.RECORDS_IMPORTED,
                subject_type="import_file",
                subject_id=file.pk,
                details={"kind": plan.kind} | file.counts,
            )
            return file
    except _RefusedLinesError as refused:
        _remember(actor, file_id, refused.refusals)
        raise ConflictError(
            _("Some lines could not be written, so nothing was. They stand below with the reason; look again.")
        ) from None


@transaction.atomic
def clear_import_files() -> None:
    """Remove every file whose hour is over: called by the worker."""
    over = clock.now() - LIFETIME
    ImportFile.objects.unscoped(reason="the worker sweeps every setting").filter(chosen_at__lt=over).delete()


def _take_turn(actor: Actor, file_id: uuid.UUID) -> bool:
    """Whether the file may be imported now. Two imports at a setting wait for each other here: the second one would
    break ``one_import_at_a_time`` until the first has ended, and then plans on what that one has written."""
    waiting = ImportFile.objects.filter(
        pk=file_id, chosen_by_id=actor.member, chosen_at__gt=clock.now() - LIFETIME, imported_at__isnull=True
    )
    return waiting.update(is_being_imported=True) == 1


def _write(look: Look) -> None:
    lines, refusals = look.plan.to_write, dict[int, str]()
    for begin in range(0, len(lines), _AT_ONCE):
        refusals |= _refusals(look.planner, lines[begin : begin + _AT_ONCE])
    if refusals:
        raise _RefusedLinesError(refusals)


def _refusals(planner: Planner, lines: Sequence[Line]) -> dict[int, str]:
    """Write some lines; where an action refuses them, those that it refuses one by one, and why."""
    try:
        with transaction.atomic():
            planner.write(lines)
    except DomainError as problem:
        if len(lines) == 1:
            return {lines[0].number: problem.sentence}
        return {number: why for line in lines for number, why in _refusals(planner, [line]).items()}
    return {}


@transaction.atomic
def _remember(actor: Actor, file_id: uuid.UUID, refusals: dict[int, str]) -> None:
    file = queries.import_file(actor, file_id)
    kept = KeptFile.unsealed(file.sealed)
    kept.refusals.update(refusals)
    file.sealed = kept.sealed()
    file.save(update_fields=["sealed"])
