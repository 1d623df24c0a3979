"""Reading files that wait to be imported and what would become of their lines; and the exports that were asked for."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import FAMILY_ROLES, STAFF_ROLES, Permission
from heartsease.domain.accounts.models import Membership, SignInLink
from heartsease.domain.records.imports.children import ChildrenPlanner
from heartsease.domain.records.imports.keeping import LIFETIME, KeptFile
from heartsease.domain.records.imports.kinds import Kind
from heartsease.domain.records.imports.parents import ParentsPlanner
from heartsease.domain.records.imports.plan import Plan, Planner
from heartsease.domain.records.imports.reading import Sheet, read
from heartsease.domain.records.imports.staff import StaffPlanner
from heartsease.domain.records.models import Export, ImportFile
from heartsease.kernel import clock
from heartsease.kernel.errors import NotFoundError
from heartsease.kernel.sealing import BrokenSealError

_WITHOUT_PASSWORD = {"person__password__startswith": UNUSABLE_PASSWORD_PREFIX}
PLANNERS: Mapping[Kind, Callable[[Actor], Planner]] = {
    Kind.CHILDREN: ChildrenPlanner,
    Kind.PARENTS: ParentsPlanner,
    Kind.STAFF: StaffPlanner,
}


@dataclass(frozen=True, slots=True)
class Look:
    """A file, how it was read, and what would become of each line now."""

    kept: KeptFile
    sheet: Sheet
    planner: Planner
    plan: Plan


def import_file(actor: Actor, file_id: uuid.UUID) -> ImportFile:
    """A file that the actor chose less than an hour ago, imported since or not."""
    require(actor, Permission.RECORDS_IMPORT)
    since = clock.now() - LIFETIME
    found = ImportFile.objects.filter(pk=file_id, chosen_by_id=actor.member, chosen_at__gt=since).first()
    if found is None:
        raise _no_longer_kept()
    return found


def look(actor: Actor, file: ImportFile) -> Look:
    """Plan every line of one of ``import_file`` that is not imported yet. Writes nothing."""
    require(actor, Permission.RECORDS_IMPORT)
    try:
        kept = KeptFile.unsealed(file.sealed)
    except BrokenSealError:
        raise _no_longer_kept() from None
    kind = Kind(file.kind)
    sheet = read(kept.text, kind)
    planner = PLANNERS[kind](actor)
    return Look(kept, sheet, planner, Plan(kind, tuple(planner.plan(sheet, kept.refusals))))


def exports(actor: Actor, *, limit: int = 50) -> list[Export]:
    """What was asked for, the newest first."""
    require(actor, Permission.RECORDS_EXPORT)
    found = Export.objects.select_related("room", "asked_by__person", "answered_by__person")
    return list(found.order_by("-asked_at", "-pk")[:limit])


def export(actor: Actor, export_id: uuid.UUID) -> Export:
    """One of ``exports``, however old."""
    require(actor, Permission.RECORDS_EXPORT)
    rows = Export.objects.select_related("room", "asked_by__person", "answered_by__person")
    found = rows.filter(pk=export_id).first()
    if found is None:
        raise NotFoundError(_("This export is not here."))
    return found


def without_way_in(actor: Actor, kind: Kind) -> int:
    """How many people of the setting have neither a password nor a one-time link with which to choose one."""
    require(actor, Permission.RECORDS_IMPORT)
    invited = SignInLink.objects.filter(used_at__isnull=True, expires_at__gt=clock.now())
    roles = STAFF_ROLES if kind is Kind.STAFF else FAMILY_ROLES
    return (
        Membership.objects.filter(role__in=roles, ended_at__isnull=True, **_WITHOUT_PASSWORD)
        .exclude(pk__in=invited.values("membership_id"))
        .count()
    )


def _no_longer_kept() -> NotFoundError:
    return NotFoundError(_("This file is kept for an hour and for whoever chose it. Please choose it again."))
